"""The year as a picture and as words."""

from cms.presenters.year_plan import EXAMPLE, Item, Strand, draw


def test_the_example_puts_staff_first() -> None:
    assert [strand.title for strand in EXAMPLE] == ["Staff", "Pupils", "Parents"]


def test_every_item_stays_inside_the_drawing() -> None:
    drawing = draw(EXAMPLE)
    for row in drawing.rows:
        assert row.y + 50 <= drawing.height
        for bar in row.items:
            assert drawing.columns[0].x < bar.x
            assert bar.x + bar.width < drawing.width


def test_a_long_item_spans_its_half_terms() -> None:
    drawing = draw((Strand("Pupils", "plum", (Item("All year", 0, 5, "running"),)),))
    (bar,) = drawing.rows[0].items
    last = drawing.columns[-1]
    assert bar.x < drawing.columns[0].x + 10
    assert last.x < bar.x + bar.width < last.x + last.width


def test_the_picture_is_said_in_words() -> None:
    assert draw(EXAMPLE).label == (
        "Staff: County lines in Autumn 1, Adversity in Autumn 2; "
        "Pupils: Assemblies in Autumn 1, "
        "Mentors in Violence Prevention: six lessons in Autumn 2 to Summer 2; "
        "Parents: Exploitation in Spring 1"
    )
