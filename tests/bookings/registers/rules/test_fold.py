"""The fold of marks: what it comes to, and that no order or repeat changes it."""

import random
from collections.abc import Iterable
from dataclasses import replace
from itertools import permutations
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from bookings.registers.models import Attendance, RegisterMark
from bookings.registers.rules.fold import (
    KEEPS_MOST,
    PERSON,
    STAFF,
    WALK_IN,
    Answer,
    Cell,
    Link,
    Mark,
    RegisterState,
    fold,
    replaced,
)

AMINA = Cell(PERSON, 1)
CLASS_9A = Cell("group", 1, "Y9")


def mark(number: int, value: str, base: int | None = None, *, cell: Cell = CLASS_9A) -> Mark:
    """A mark known by a small number, received in the order of the numbers."""
    return Mark(UUID(int=number), cell, value, UUID(int=base) if base else None, number)


def values(state: RegisterState, cell: Cell) -> tuple[str, bool]:
    return state.cells[cell].value, state.cells[cell].is_disputed


def test_no_marks_are_an_empty_register() -> None:
    assert fold([]) == RegisterState()


def test_a_mark_made_upon_the_head_replaces_it() -> None:
    state = fold([mark(1, "28"), mark(2, "29", base=1), mark(3, "30", base=2)])

    assert values(state, CLASS_9A) == ("30", False)
    assert [head.uuid for head in state.cells[CLASS_9A].heads] == [UUID(int=3)]


def test_two_that_say_the_same_are_one() -> None:
    state = fold([mark(1, "28"), mark(2, "28")])

    assert values(state, CLASS_9A) == ("28", False)
    assert len(state.cells[CLASS_9A].heads) == 1


def test_a_mark_upon_one_of_two_that_are_one_replaces_both() -> None:
    state = fold([mark(1, "28"), mark(2, "28"), mark(3, "30", base=2)])

    assert values(state, CLASS_9A) == ("30", False)


def test_headcounts_that_differ_are_disputed_and_never_added() -> None:
    state = fold([mark(1, "28"), mark(2, "30")])

    assert values(state, CLASS_9A) == ("28", True)
    assert state.disputed == [CLASS_9A]


def test_a_dispute_of_a_person_keeps_the_attendance() -> None:
    for first, second in permutations(["absent", "left_early"]):
        state = fold([mark(1, first, cell=AMINA), mark(2, second, cell=AMINA)])
        assert values(state, AMINA) == ("left_early", True)


def test_a_dispute_is_settled_by_a_mark_upon_each_side() -> None:
    sides = [mark(1, "28"), mark(2, "30")]

    half = fold([*sides, mark(3, "30", base=1)])
    whole = fold([*sides, mark(3, "29", base=1), mark(4, "29", base=2)])

    assert values(half, CLASS_9A) == ("30", False)
    assert values(whole, CLASS_9A) == ("29", False)


def test_a_dispute_stays_when_only_one_side_is_answered() -> None:
    state = fold([mark(1, "28"), mark(2, "30"), mark(3, "29", base=1)])

    assert values(state, CLASS_9A) == ("30", True)


def test_a_mark_without_its_base_waits_and_counts_once_the_base_comes() -> None:
    child = mark(1, "30", base=2)

    alone = fold([child])
    together = fold([child, mark(2, "28")])

    assert (alone.cells, alone.waiting) == ({}, (child,))
    assert values(together, CLASS_9A) == ("30", False)
    assert together.waiting == ()


def test_a_base_of_another_cell_is_no_base() -> None:
    state = fold([mark(1, "28"), mark(2, "late", base=1, cell=AMINA)])

    assert AMINA not in state.cells
    assert [waiting.cell for waiting in state.waiting] == [AMINA]


def test_marks_that_hang_on_each_other_wait() -> None:
    state = fold([mark(1, "28", base=2), mark(2, "30", base=1), mark(3, "31", base=3)])

    assert state.cells == {}
    assert len(state.waiting) == 3


def test_staff_are_counted_as_groups_are() -> None:
    staff = Cell(STAFF)
    state = fold([mark(1, "2", cell=staff), mark(2, "3", cell=staff)])

    assert values(state, staff) == ("2", True)


def test_the_tool_knows_every_value_and_cell_of_the_register() -> None:
    assert set(KEEPS_MOST) == set(Attendance.Value.values)
    assert {PERSON, "group", STAFF, WALK_IN} == set(RegisterMark.Cell.values)


@st.composite
def histories(draw: st.DrawFn) -> list[Mark]:
    """Marks on three cells, each upon nothing, an earlier or later mark, or one that never came."""
    size = draw(st.integers(1, 12))
    return [
        mark(
            number,
            draw(st.sampled_from(KEEPS_MOST)),
            base=draw(st.none() | st.integers(1, size + 2)),
            cell=draw(st.sampled_from([AMINA, CLASS_9A, Cell(STAFF)])),
        )
        for number in range(1, size + 1)
    ]


@given(marks=histories(), seed=st.integers(0, 2**16))
def test_any_order_and_any_repeats_give_the_same_state(marks: list[Mark], seed: int) -> None:
    expected = fold(marks)
    shuffled = marks * 2
    random.Random(seed).shuffle(shuffled)  # noqa: S311

    assert fold(shuffled) == expected
    assert fold(iter(shuffled + marks)) == expected


@given(marks=histories())
def test_every_mark_is_folded_or_waits(marks: list[Mark]) -> None:
    state = fold(marks)
    waiting = {one.uuid for one in state.waiting}

    for cell in {one.cell for one in marks}:
        rest = [one for one in marks if one.cell == cell and one.uuid not in waiting]
        assert (cell in state.cells) is bool(rest)
        if rest:
            assert state.cells[cell].value in {one.value for one in rest}


@given(marks=histories(), seed=st.integers(0, 2**16))
def test_which_came_first_never_decides_whether_a_person_was_there(
    marks: list[Mark], seed: int
) -> None:
    places = list(range(len(marks)))
    random.Random(seed).shuffle(places)  # noqa: S311
    again = [replace(one, received=place) for one, place in zip(marks, places, strict=True)]

    assert people(fold(again)) == people(fold(marks))
    assert set(fold(again).disputed) == set(fold(marks).disputed)


@given(marks=histories())
def test_a_mark_upon_every_head_always_settles(marks: list[Mark]) -> None:
    for cell, state in fold(marks).cells.items():
        settling: Iterable[Mark] = (
            replace(mark(100 + place, "late", cell=cell), base=head.uuid)
            for place, head in enumerate(state.heads)
        )
        assert values(fold([*marks, *settling]), cell) == ("late", False)


def people(state: RegisterState) -> dict[Cell, tuple[str, bool]]:
    return {cell: values(state, cell) for cell in state.cells if cell.kind == PERSON}


# Answers in full, and marks that somebody has to look at first.


def pending(number: int, value: str, base: int | None = None) -> Mark:
    return replace(mark(number, value, base), is_pending=True)


def test_counted_and_estimated_are_two_answers() -> None:
    state = fold([mark(1, "28"), replace(mark(2, "28"), is_estimated=True)])

    assert values(state, CLASS_9A) == ("28", True)
    assert state.cells[CLASS_9A].answer == Answer("28")


def test_the_kinds_of_a_group_are_cells_of_their_own() -> None:
    other = replace(CLASS_9A, people="Y10")
    state = fold([mark(1, "28"), mark(2, "3", cell=other)])

    assert (values(state, CLASS_9A), values(state, other)) == (("28", False), ("3", False))


def test_a_pending_mark_replaces_nothing_and_stands_for_nothing() -> None:
    state = fold([mark(1, "28"), pending(2, "30", base=1), pending(3, "31")])

    assert values(state, CLASS_9A) == ("28", False)
    assert [one.value for one in state.pending[CLASS_9A]] == ["30", "31"]
    assert CLASS_9A not in fold([pending(1, "30")]).cells


def test_a_mark_upon_a_pending_one_settles_it() -> None:
    before = [mark(1, "28"), pending(2, "30", base=1), pending(3, "31", base=2)]
    looked = [mark(4, "29", base=1), mark(5, "29", base=3)]

    state = fold([*before, *looked])

    assert (values(state, CLASS_9A), state.pending) == (("29", False), {})


def test_a_pending_mark_alone_counts_once_one_is_made_upon_it() -> None:
    state = fold([pending(1, "30"), mark(2, "30"), mark(3, "30", base=1)])

    assert (values(state, CLASS_9A), state.pending) == (("30", False), {})


@given(marks=histories(), flags=st.integers(0, 2**12), seed=st.integers(0, 2**16))
def test_no_order_changes_what_is_pending(marks: list[Mark], flags: int, seed: int) -> None:
    some = [replace(one, is_pending=bool(flags >> place & 1)) for place, one in enumerate(marks)]
    shuffled = some * 2
    random.Random(seed).shuffle(shuffled)  # noqa: S311

    state = fold(shuffled)

    assert state == fold(some)
    waiting = {one.uuid for one in state.waiting}
    assert all(any(not one.is_pending and one.cell == cell for one in some) for cell in state.cells)
    assert not waiting & {one.uuid for several in state.pending.values() for one in several}


@given(marks=histories(), flags=st.integers(0, 2**12))
def test_what_was_replaced_is_missed_by_nobody(marks: list[Mark], flags: int) -> None:
    some = [replace(one, is_pending=bool(flags >> place & 1)) for place, one in enumerate(marks)]
    links = [Link(one.uuid, one.base, one.is_pending, one.cell) for one in some]
    gone = replaced(links)
    cells = {one.uuid: one.cell for one in some}
    left = [
        replace(one, base=None) if one.base in gone and cells[one.base] == one.cell else one
        for one in some
        if one.uuid not in gone
    ]

    assert shown(fold(left)) == shown(fold(some))


def shown(state: RegisterState) -> dict[str, object]:
    heads = {
        cell: (one.answer, [head.uuid for head in one.heads]) for cell, one in state.cells.items()
    }
    return {"heads": heads, "pending": state.pending}


def test_of_a_chain_the_end_is_left_and_of_anything_else_all() -> None:
    chain = [Link(UUID(int=n), UUID(int=n - 1) if n > 1 else None, False, "a") for n in (1, 2, 3)]
    fork = [Link(UUID(int=n), UUID(int=1), False, "a") for n in (2, 3)]
    flagged = [*chain[:2], chain[2]._replace(is_flagged=True)]

    assert replaced(chain) == {UUID(int=1), UUID(int=2)}
    assert replaced([chain[0], *fork]) == replaced(flagged) == replaced(chain[1:]) == set()
