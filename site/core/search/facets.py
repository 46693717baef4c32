"""Filters of a list: what an address chooses, what else there is, and how many each would leave."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol, Self, TypeAlias, TypeVar
from urllib.parse import urlencode

Words: TypeAlias = frozenset[str]
Labels: TypeAlias = Mapping[str, Mapping[str, str]]  # the words of each value, by what it is of
NONE: Words = frozenset()


class Filters:
    """What has to be true of a row: one of each kind that says anything. Empty: anything."""

    names: ClassVar[tuple[str, ...]] = ()  # the kinds, as they follow each other in an address

    def __init__(self, **chosen: Iterable[str]) -> None:
        # Only what says something, in order: a list is counted once for each choice there is.
        self.asked = {name: frozenset(chosen[name]) for name in self.names if chosen.get(name)}

    def __bool__(self) -> bool:
        return bool(self.asked)

    def chosen(self, name: str) -> Words:
        """What is chosen of one kind."""
        return self.asked.get(name, NONE)

    def one(self, name: str) -> str:
        """What is chosen of a kind that takes one; empty for none."""
        return next(iter(self.chosen(name)), "")

    def choose(self, name: str, *values: str) -> Self:
        """These filters, with nothing but these values of one kind."""
        return type(self)(**{**self.asked, name: values})

    def without(self, name: str, value: str = "") -> Self:
        """These filters with one choice less, or with none of that kind."""
        return self.choose(name, *(self.chosen(name) - {value} if value else NONE))

    def only(self, names: Collection[str]) -> Self:
        """What is chosen of these kinds, and nothing else."""
        return type(self)(**{name: self.chosen(name) for name in names})

    def pairs(self) -> list[tuple[str, str]]:
        """As it stands in an address, always in the same order."""
        return [(name, value) for name, words in self.asked.items() for value in sorted(words)]

    def address(self, path: str, keep: Sequence[tuple[str, str]] = ()) -> str:
        """An address with these filters, and before them what else it has to keep."""
        query = urlencode([*keep, *self.pairs()])
        return f"{path}?{query}" if query else path


F = TypeVar("F", bound=Filters)
F_contra = TypeVar("F_contra", bound=Filters, contravariant=True)
Count: TypeAlias = Callable[[F], int]
Url: TypeAlias = Callable[[F], str]


class FilterSubject(Protocol[F_contra]):
    """What a filter lets through or not."""

    def fits(self, filters: F_contra) -> bool:
        """Whether the filters let it through."""


@dataclass(frozen=True)
class Choice:
    """One way to narrow a list: the address that does, and how many it would leave."""

    value: str
    label: str
    url: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """One thing to filter by."""

    name: str
    title: str
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> str:
        """The words of what is chosen; empty for none."""
        return ", ".join(one.label for one in self.choices if one.is_chosen and one.value)


@dataclass(frozen=True)
class ActiveFilter:
    """A filter in force, the address without it, and how many that would show."""

    label: str
    url: str
    count: int
    is_typed: bool = False


def counter_of(tally: Mapping[FilterSubject[F], int]) -> Count[F]:
    """Counts what filters let through; `tally` says how many there are of each kind."""
    return lambda filters: sum(number for one, number in tally.items() if one.fits(filters))


def facets_of(
    filters: F,
    titles: Mapping[str, str],
    labels: Labels,
    *,
    count: Count[F],
    url: Url[F],
    is_offered: Callable[[str, str, int], bool],
    any_label: str = "",
) -> list[Facet]:
    """Every filter of these titles that has a choice.

    The number beside a choice is what it would leave together with the other filters in force. A
    choice is left out when `is_offered` says so of its kind, its value and that number, unless it
    is chosen. With `any_label` a filter begins with the choice of none.
    """
    facets = []
    for name, title in titles.items():
        chosen, choices = filters.chosen(name), []
        for value, label in labels[name].items():
            wanted = filters.choose(name, value)
            number, is_chosen = count(wanted), value in chosen
            if is_chosen or is_offered(name, value, number):
                choices.append(Choice(value, label, url(wanted), number, is_chosen))
        if any_label:
            none = filters.without(name)
            choices.insert(0, Choice("", any_label, url(none), count(none), not chosen))
        if choices:
            facets.append(Facet(name, title, tuple(choices)))
    return facets


def active_of(filters: F, labels: Labels, *, count: Count[F], url: Url[F]) -> list[ActiveFilter]:
    """Each filter in force, with the way to be rid of it."""
    found = []
    for name, value in filters.pairs():
        rest = filters.without(name, value)
        found.append(ActiveFilter(labels[name][value], url(rest), count(rest)))
    return found
