"""A request: every rule, and every refusal with its sentence."""

from datetime import date, datetime

import pytest

from accounts.models import (
    Area,
    Closure,
    Membership,
    Organisation,
    OrganisationKind,
    Term,
    User,
)
from bookings.visits.models import Booking
from bookings.visits.rules.visit_request import GroupRequest
from core.models import Message
from tests.factories.bookings import THREE_CLASSES, WISHED, make_request
from tests.refusals import refused
from training.courses.models import Clearance, Course

pytestmark = pytest.mark.django_db


@pytest.fixture
def terms(birmingham: Area) -> list[Term]:
    """Two half terms of Birmingham."""
    dates = {
        "Autumn 2": (date(2026, 11, 2), date(2026, 12, 18)),
        "Spring 1": (date(2027, 1, 5), date(2027, 2, 12)),
    }
    return [
        Term.objects.create(
            area=birmingham, academic_year="2026-27", name=name, starts_date=start, ends_date=end
        )
        for name, (start, end) in dates.items()
    ]


def test_request_keeps_what_was_asked(
    school: Organisation, workshop: Course, booker: User, now: datetime
) -> None:
    booking = make_request(school, workshop, booker)

    assert booking.status == Booking.Status.REQUESTED
    assert booking.requested_by == booker
    assert booking.preferred_date == WISHED
    assert booking.staff_in_room == "Ms Okafor"
    assert booking.safeguarding_agreed_at == now
    groups = booking.groups.values_list("number", "label", "year_group", "expected", "session")
    assert list(groups) == [
        (1, "9A", "Y9", 28, None),
        (2, "9B", "Y9", 30, None),
        (3, "9C", "Y9", 27, None),
    ]


def test_reference_carries_the_school_year_and_no_look_alikes(
    school: Organisation, workshop: Course, booker: User
) -> None:
    reference = make_request(school, workshop, booker).reference

    assert reference.startswith("VRP-2627-")
    assert len(reference) == len("VRP-2627-7F3KQ9")
    assert not set(reference[9:]) & set("01IOS")


def test_request_writes_to_the_booker_alone(
    school: Organisation, workshop: Course, booker: User
) -> None:
    booking = make_request(school, workshop, booker, notes="Ramp at the side door")

    (message,) = Message.objects.all()
    assert message.kind == "visits/booking_requested"
    assert message.to == booker.email
    assert booking.reference in message.subject
    assert "Thursday 3 December 2026, in the morning" in message.body_text
    assert "Ramp" not in message.body_text + message.body_html


def test_a_year_group_is_kept_for_pupils_only(
    school: Organisation, workshop: Course, booker: User
) -> None:
    parents = [GroupRequest("parents", "Parents' evening", 60, "Y9")]

    booking = make_request(school, workshop, booker, groups=parents)

    assert booking.groups.get().year_group == ""


@pytest.mark.parametrize(
    ("who", "last", "kept"),
    [("pupils", "Y10", "Y10"), ("pupils", "Y9", ""), ("pupils", "", ""), ("parents", "Y10", "")],
)
def test_a_mixed_group_keeps_its_last_year(
    school: Organisation, workshop: Course, booker: User, who: str, last: str, kept: str
) -> None:
    groups = [GroupRequest(who, "Mixed", 30, "Y9", last)]

    booking = make_request(school, workshop, booker, groups=groups)

    group = booking.groups.get()
    assert group.last_year_group == kept
    assert group.kinds == (("parents",) if who == "parents" else ("Y9", "Y10") if kept else ("Y9",))


def test_years_the_wrong_way_round_are_refused(
    school: Organisation, workshop: Course, booker: User
) -> None:
    with refused("groups", match="the last year group is before the first"):
        make_request(
            school, workshop, booker, groups=[GroupRequest("pupils", "Mixed", 30, "Y9", "Y7")]
        )


def test_a_manager_may_request(school: Organisation, workshop: Course, manager: User) -> None:
    assert make_request(school, workshop, manager).requested_by == manager


@pytest.mark.parametrize("who", ["member", "other_booker", "coordinator", "stranger"])
def test_request_refuses_people_who_do_not_book_there(
    school: Organisation, workshop: Course, who: str, request: pytest.FixtureRequest
) -> None:
    with refused("not_yours"):
        make_request(school, workshop, request.getfixturevalue(who))
    assert not Booking.objects.exists()
    assert not Message.objects.exists()


def test_request_refuses_someone_who_has_left(
    school: Organisation, workshop: Course, booker: User
) -> None:
    booker.memberships.update(state=Membership.State.LEFT)

    with refused("not_yours"):
        make_request(school, workshop, booker)


@pytest.mark.parametrize(
    ("status", "fits"),
    [("open", True), ("closing", True), ("closed", False), ("proposed", False)],
)
def test_request_asks_whether_the_organisation_is_open(
    school: Organisation, workshop: Course, booker: User, status: str, *, fits: bool
) -> None:
    Organisation.objects.update(status=status)

    if fits:
        assert make_request(school, workshop, booker)
        return
    with refused("organisation_closed", match="recorded as closed"):
        make_request(school, workshop, booker)


@pytest.mark.parametrize(
    "change",
    [
        {"route": Course.Route.ENQUIRE},
        {"route": Course.Route.LISTED},
        {"kind": Course.Kind.REFERRAL},
        {"is_listed": False},
    ],
)
def test_request_refuses_a_course_that_is_not_booked_here(
    school: Organisation, workshop: Course, booker: User, change: dict[str, object]
) -> None:
    Course.objects.update(**change)

    with refused("course_not_bookable", match="cannot be requested here"):
        make_request(school, workshop, booker)


def test_request_refuses_a_course_of_another_area(
    school: Organisation, workshop: Course, booker: User, walsall: Area
) -> None:
    workshop.areas.add(walsall)

    with refused("course_not_bookable", match="offered in Walsall only"):
        make_request(school, workshop, booker)


def test_request_refuses_a_course_whose_gate_is_shut(
    school: Organisation, workshop: Course, booker: User
) -> None:
    Course.objects.update(gate="the readiness check")

    with refused("course_not_bookable", match="the readiness check"):
        make_request(school, workshop, booker)

    Clearance.objects.create(
        course=workshop, organisation=school, until_date=WISHED, reason="Checked"
    )
    assert make_request(school, workshop, booker)


# The groups


@pytest.mark.parametrize(
    ("group", "words"),
    [
        (GroupRequest("pupils", "9A", 0, "Y9"), "9A: enter how many people, from 1 to 2,000"),
        (GroupRequest("pupils", "9A", -1, "Y9"), "9A: enter how many people"),
        (GroupRequest("pupils", "9A", 10_000, "Y9"), "9A: enter how many people"),
        (
            GroupRequest("pupils", "9A", 201, "Y9"),
            "takes 200 at most, because of the size of a hall",
        ),
        (GroupRequest("pupils", "9A", 28), "9A: choose the year group"),
        (GroupRequest("pupils", "6A", 28, "Y6"), "is for Years 7 to 11"),
    ],
)
def test_request_refuses_groups_that_do_not_fit(
    school: Organisation, workshop: Course, booker: User, group: GroupRequest, words: str
) -> None:
    with refused("groups", match=words):
        make_request(school, workshop, booker, groups=[group], large_groups_agreed=True)


@pytest.mark.parametrize("number", [0, 13])
def test_request_takes_one_to_twelve_groups(
    school: Organisation, workshop: Course, booker: User, number: int
) -> None:
    groups = [GroupRequest("pupils", f"9{place}", 20, "Y9") for place in range(number)]

    with refused("groups", match="1 to 12 groups"):
        make_request(school, workshop, booker, groups=groups)


def test_a_larger_group_needs_a_tick(school: Organisation, workshop: Course, booker: User) -> None:
    year = [GroupRequest("pupils", "Year 9", 180, "Y9", scope="whole_year")]

    with refused("large_group", match="Year 9 is larger than we recommend"):
        make_request(school, workshop, booker, groups=year)
    booking = make_request(school, workshop, booker, groups=year, large_groups_agreed=True)
    assert booking.groups.get().expected == 180


# The people and the agreement


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"staff_in_room": "  "}, "staff_in_room_missing"),
        ({"safeguarding_agreed": False}, "safeguarding_not_agreed"),
        ({"one_off_reason": ""}, "reason_missing"),
    ],
)
def test_request_refuses_what_is_missing(
    school: Organisation,
    workshop: Course,
    booker: User,
    changes: dict[str, object],
    refusal: str,
) -> None:
    with refused(refusal):
        make_request(school, workshop, booker, **changes)
    assert not Booking.objects.exists()


# The day. NOW is Wednesday 11 November 2026; the workshop asks for 10 working days.


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 11), "not in the future"),
        (date(2026, 11, 10), "not in the future"),
        (date(2026, 11, 24), "earliest day is Wednesday 25 November 2026"),
        (date(2027, 11, 12), "up to Thursday 11 November 2027"),
        (date(2026, 12, 5), "at the weekend"),
        (date(2026, 12, 25), "bank holiday"),
    ],
)
def test_request_refuses_a_day_that_cannot_be(
    school: Organisation, workshop: Course, booker: User, day: date, words: str
) -> None:
    with refused("visit_day", match=words):
        make_request(school, workshop, booker, date=day)


@pytest.mark.parametrize("day", [date(2026, 11, 25), date(2027, 11, 11)])
def test_the_first_and_the_last_day_are_fine(
    school: Organisation, workshop: Course, booker: User, day: date
) -> None:
    assert make_request(school, workshop, booker, date=day).preferred_date == day


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 12, 21), "The nearest term is Autumn 2, 2 November 2026 to 18 December 2026"),
        (date(2027, 1, 4), "The nearest term is Spring 1, 5 January 2027 to 12 February 2027"),
    ],
)
def test_request_names_the_nearest_term(
    school: Organisation,
    workshop: Course,
    booker: User,
    terms: list[Term],
    day: date,
    words: str,
) -> None:
    with refused("visit_day", match=words):
        make_request(school, workshop, booker, date=day)


def test_a_year_without_known_terms_is_not_judged(
    school: Organisation, workshop: Course, booker: User, terms: list[Term]
) -> None:
    assert make_request(school, workshop, booker, date=date(2027, 10, 27))


@pytest.mark.guard("school holidays", where="bookings/visits/queries/booking_day.py")
@pytest.mark.parametrize("kind", OrganisationKind)
def test_only_those_who_keep_school_terms_are_bound_by_them(
    school: Organisation,
    course: Course,
    booker: User,
    terms: list[Term],
    kind: OrganisationKind,
) -> None:
    """In the Christmas holidays, and on a day when the borough's schools train their staff."""
    Organisation.objects.update(kind=kind, urn=None)
    school.refresh_from_db()
    Course.objects.update(mode="in_person")
    Closure.objects.create(area=school.area, kind="inset", starts_date=WISHED, ends_date=WISHED)
    parents = [GroupRequest("staff", "Our team", 20)]
    keeps = kind in {"school", "nursery", "alternative_provision"}

    for day in (date(2026, 12, 21), WISHED):
        if keeps:
            with refused("visit_day"):
                make_request(school, course, booker, date=day, groups=parents)
        else:
            assert make_request(school, course, booker, date=day, groups=parents)


def test_a_university_keeps_its_own_terms(
    school: Organisation, workshop: Course, booker: User, terms: list[Term]
) -> None:
    Organisation.objects.update(kind="university")
    Term.objects.create(
        organisation=school,
        academic_year="2026-27",
        name="Autumn term",
        starts_date=date(2026, 9, 21),
        ends_date=date(2026, 12, 11),
    )
    students = [GroupRequest("college", "First years", 40)]

    with refused("visit_day", match="outside term time at Canalside .* Autumn term"):
        make_request(school, workshop, booker, date=date(2026, 12, 14), groups=students)
    assert make_request(school, workshop, booker, date=date(2026, 12, 10), groups=students)


@pytest.mark.guard("pupils' workshops", where="bookings/visits/actions/booking_rules.py")
@pytest.mark.parametrize("kind", ["council", "police", "housing", "business"])
def test_a_workshop_for_pupils_needs_somebody_who_has_some(
    school: Organisation, workshop: Course, course: Course, booker: User, kind: str
) -> None:
    Organisation.objects.update(kind=kind)

    with refused("course_not_bookable", match="is for pupils and students"):
        make_request(school, workshop, booker)
    with refused("groups", match="has no year groups"):
        make_request(school, course, booker)
    assert make_request(school, course, booker, groups=[GroupRequest("staff", "Our team", 20)])


@pytest.mark.parametrize("whose", ["organisation", "area"])
def test_request_refuses_a_day_of_closure(
    school: Organisation, workshop: Course, booker: User, terms: list[Term], whose: str
) -> None:
    owner = {"organisation": school} if whose == "organisation" else {"area": school.area}
    Closure.objects.create(kind=Closure.Kind.INSET, starts_date=WISHED, ends_date=WISHED, **owner)

    with refused("visit_day", match="is a staff training day at Canalside"):
        make_request(school, workshop, booker)


def test_another_schools_closure_does_not_matter(
    school: Organisation, other_school: Organisation, workshop: Course, booker: User
) -> None:
    Closure.objects.create(
        organisation=other_school,
        kind=Closure.Kind.CLOSED,
        starts_date=WISHED,
        ends_date=WISHED,
    )

    assert make_request(school, workshop, booker, groups=THREE_CLASSES)
