"""Answers that a page sends about whom its register no longer lists: looked up, not lost."""

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Q

from bookings.registers.queries.sheet import RegisterSheet
from bookings.visits.models import BookingGroup
from bookings.visits.rules.people_kind import PEOPLE_KINDS
from training.enrolments.models import Enrolment

PERSON_FIELD, GROUP_FIELD = "p_", "group_"  # short: it stands four times in each row
KINDS = {code.lower(): code for code, _ in PEOPLE_KINDS}
MOST = 200  # of those who left since the page was opened


def with_sent(sheet: RegisterSheet, names: Iterable[str]) -> RegisterSheet:
    """The sheet with the people, groups and kinds that fields of a page were about.

    Somebody may have left the date, or a group's year been changed, while the page was open. Only
    of the session's own event; one query for people and one for groups, if there are any.
    """
    sent = sorted(names)
    people = {one.removeprefix(PERSON_FIELD) for one in sent if one.startswith(PERSON_FIELD)}
    groups = dict(filter(None, (_group_of(one) for one in sent if one.startswith(GROUP_FIELD))))
    gone = people - {one.ref for one in sheet.enrolments}
    known = {_name_of(one): one for one in sheet.groups}
    wanted = {name for name, _ in groups.values()} - set(known)
    known |= {_name_of(one): one for one in _groups(sheet, wanted)}
    kinds = {
        (known[name].pk, kind)
        for name, kind in groups.values()
        if name in known and kind not in known[name].kinds
    }
    return replace(
        sheet,
        enrolments=[*sheet.enrolments, *_enrolments(sheet, gone)],
        groups=[*sheet.groups, *(one for one in known.values() if one not in sheet.groups)],
        sent_kinds=frozenset(kinds),
    )


def _group_of(name: str) -> tuple[str, tuple[str, str]] | None:
    """A field's name, with the group and the kind in it."""
    group, _, kind = name.removeprefix(GROUP_FIELD).rpartition("_")
    return (name, (group, KINDS[kind])) if group and kind in KINDS else None


def _name_of(group: BookingGroup) -> str:
    return f"{group.booking.reference}_{group.number}".lower()


def _enrolments(sheet: RegisterSheet, refs: set[str]) -> list[Enrolment]:
    if not refs:
        return []
    rows = Enrolment.objects.filter(event=sheet.session.event_id, ref__in=sorted(refs)[:MOST])
    return list(rows.select_related("person", "organisation").order_by("person__search_key", "pk"))


def _groups(sheet: RegisterSheet, names: set[str]) -> list[BookingGroup]:
    if not names:
        return []
    own = Q(session=sheet.session) | Q(booking__event=sheet.session.event_id)
    rows = BookingGroup.objects.filter(own).select_related("booking__organisation")
    return [one for one in rows.order_by("booking", "number") if _name_of(one) in names]
