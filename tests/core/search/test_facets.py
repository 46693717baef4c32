"""Filters of a list: what an address chooses, what else there is, and what each would leave."""

from dataclasses import dataclass

from core.search.facets import Filters, active_of, counter_of, facets_of

TITLES = {"colour": "Colour", "size": "Size"}
LABELS = {
    "colour": {"red": "Red", "blue": "Blue", "grey": "Grey"},
    "size": {"s": "Small", "l": "Large"},
}


class ShirtFilters(Filters):
    names = ("colour", "size")


@dataclass(frozen=True)
class Shirt:
    colour: str
    size: str

    def fits(self, filters: ShirtFilters) -> bool:
        return all(
            getattr(self, name) in (filters.chosen(name) or {getattr(self, name)})
            for name in filters.names
        )


TALLY = {Shirt("red", "s"): 3, Shirt("red", "l"): 2, Shirt("blue", "l"): 4}
count = counter_of(TALLY)


def url(filters: ShirtFilters) -> str:
    return filters.address("/shirts/", [("q", "cotton")])


def facets(filters: ShirtFilters, any_label: str = "") -> dict[str, list[tuple[str, int, bool]]]:
    """Each filter's choices, those left out that would show nothing."""
    found = facets_of(
        filters,
        TITLES,
        LABELS,
        count=count,
        url=url,
        is_offered=lambda name, value, number: number > 0,
        any_label=any_label,
    )
    return {
        facet.title: [(one.label, one.count, one.is_chosen) for one in facet.choices]
        for facet in found
    }


def test_choices_of_one_kind_add_and_kinds_narrow() -> None:
    assert count(ShirtFilters()) == 9
    assert count(ShirtFilters(colour=["red", "blue"])) == 9
    assert count(ShirtFilters(colour=["red"], size=["l"])) == 2


def test_filters_change_one_kind_at_a_time() -> None:
    filters = ShirtFilters(colour=["red", "blue"], size=["l"])

    assert filters.without("colour", "red").pairs() == [("colour", "blue"), ("size", "l")]
    assert filters.without("colour").pairs() == [("size", "l")]
    assert filters.choose("colour", "grey").one("colour") == "grey"
    assert filters.only(["size"]).pairs() == [("size", "l")]
    assert filters.pairs() == [("colour", "blue"), ("colour", "red"), ("size", "l")]
    assert (bool(filters), bool(ShirtFilters())) == (True, False)


def test_an_address_keeps_what_it_has_to_and_escapes_it() -> None:
    assert ShirtFilters().address("/shirts/") == "/shirts/"
    filters = ShirtFilters(size=["l"])
    assert filters.address("/shirts/", [("q", "a&b")]) == "/shirts/?q=a%26b&size=l"


def test_a_number_is_what_a_choice_would_leave_with_the_other_filters() -> None:
    assert facets(ShirtFilters(size=["l"])) == {
        "Colour": [("Red", 2, False), ("Blue", 4, False)],
        "Size": [("Small", 3, False), ("Large", 6, True)],
    }


def test_what_is_chosen_stays_though_it_shows_nothing() -> None:
    found = facets(ShirtFilters(colour=["grey"]))

    assert found == {"Colour": [("Red", 5, False), ("Blue", 4, False), ("Grey", 0, True)]}


def test_a_filter_of_one_begins_with_none() -> None:
    found = facets(ShirtFilters(size=["s"]), any_label="Any")

    assert found["Size"] == [("Any", 9, False), ("Small", 3, True), ("Large", 6, False)]
    assert found["Colour"][0] == ("Any", 3, True)


def test_a_facet_says_what_is_chosen_of_it() -> None:
    (colour, size) = facets_of(
        ShirtFilters(size=["s"]),
        TITLES,
        LABELS,
        count=count,
        url=url,
        is_offered=lambda name, value, number: True,
        any_label="Any",
    )

    assert (colour.chosen, size.chosen) == ("", "Small")
    assert [one.url for one in size.choices] == [
        "/shirts/?q=cotton",
        "/shirts/?q=cotton&size=s",
        "/shirts/?q=cotton&size=l",
    ]


def test_each_filter_in_force_has_a_way_to_be_rid_of_it() -> None:
    filters = ShirtFilters(colour=["red"], size=["l"])

    found = active_of(filters, LABELS, count=count, url=url)

    assert [(one.label, one.url, one.count) for one in found] == [
        ("Red", "/shirts/?q=cotton&size=l", 6),
        ("Large", "/shirts/?q=cotton&colour=red", 5),
    ]
