"""What the demonstration holds on Wednesday 11 November 2026."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.db.models import Count, Sum
from django.test import Client
from wagtail.models import ModelLogEntry, Page

from accounts.access import office_remit
from accounts.models import Organisation, StaffRole, User
from accounts.queries.line_manager import managed_by
from accounts.queries.membership import membership_requests
from accounts.queries.remit import NOWHERE
from bookings.evaluation.queries.evaluation import evaluations_due, questions_for
from bookings.registers.models import Attendance, Headcount
from bookings.registers.queries.no_show import no_shows_due
from bookings.rota.models import Assignment
from bookings.visits.models import Booking
from certificates.papers.models import Certificate
from certificates.papers.queries.certificate import certificates_due, paper_tasks
from cms.models import CoursePage
from config.demo.large import load_large
from config.demo.load import load
from config.demo.people import account_rows, totp_secret
from config.demo.world import World
from core import clock
from core.changes.invariants import check
from core.clock import london_date
from core.dates import month_bounds
from core.models import Message
from core.privacy.encryption import decrypt
from people.presenters.managed import manager_sections
from people.queries.managed import manager_records
from reports.queries.reach import reach
from tests.architecture import LABELS
from tests.config.demo.conftest import NOW
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.enrolments.presenters.colleague import colleague_lines
from training.enrolments.queries.colleague import booked_on
from training.enrolments.queries.interest import courses_asked_for, interests_due
from training.enrolments.queries.waiting_list import events_owing_offers, position_of
from training.events.models import Event, Session
from training.events.queries.event import next_event_with_seats, open_events
from training.framework.models import Competency, Level, LevelDescriptor
from training.framework.queries.framework import published_version

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 1)
OURS = (*LABELS, "wagtailcore", "account", "mfa")


def in_october(path: str) -> dict[str, datetime]:
    first, following = month_bounds(OCTOBER)
    return {f"{path}starts_at__gte": first, f"{path}starts_at__lt": following}


def test_the_counted_month_adds_up(demo: World) -> None:
    counts = Headcount.objects.filter(**in_october("register__session__"))
    pupils = counts.filter(participant="child_young_person").aggregate(Count("pk"), Sum("number"))
    parents = counts.filter(participant="adult_community").aggregate(Count("pk"), Sum("number"))
    people = Attendance.objects.filter(
        value__in=Attendance.HERE, **in_october("register__session__")
    )
    assert pupils == {"pk__count": 46, "number__sum": 1748}
    assert parents == {"pk__count": 3, "number__sum": 66}
    assert people.count() == 180
    assert reach(OCTOBER, NOW).total == 1994


def test_it_keeps_every_rule(demo: World) -> None:
    assert [(one.rule.name, one.offenders) for one in check(NOW) if not one.holds] == []


def test_every_session_of_a_visit_has_someone_who_may_teach_it(demo: World) -> None:
    for assignment in Assignment.objects.select_related("session__event__course"):
        course = assignment.session.event.course
        assert course in assignment.facilitator.courses.all(), (assignment.facilitator, course)
    left = Session.objects.exclude(
        pk__in=Assignment.objects.filter(state__in=Assignment.HOLDING).values("session")
    )
    assert not left.exists()


def test_dates_ahead_have_the_places_the_front_page_shows(demo: World) -> None:
    found = [
        (london_date(event.starts_at), event.places_left, event.capacity)
        for event in open_events(NOW).filter(course__slug="preventing-vawg")
    ]
    assert found[:3] == [
        (date(2026, 12, 3), 4, 50),
        (date(2027, 1, 14), 41, 50),
        (date(2027, 2, 4), 47, 50),
    ]
    assert any(event.is_full for event in open_events(NOW))


def test_bookings_are_in_every_state(demo: World) -> None:
    states = dict(Booking.objects.values_list("status").annotate(Count("pk")).order_by())
    assert states["requested"] == 3
    assert states["offered"] == 1
    coming = Booking.objects.filter(
        status="confirmed", organisation__urn="999001", event__starts_at__gt=NOW
    )
    assert coming.exclude(event__starts_at__date=NOW.date()).count() == 1
    offered = Booking.objects.get(status="offered")
    assert offered.event is not None
    assert offered.event.status == Event.Status.HELD


@pytest.mark.parametrize("name", ["Priya Nandra", "Jordan Ellis"])
def test_the_facilitators_have_sessions_today(demo: World, name: str) -> None:
    held = demo.facilitators[name].assignments.filter(state__in=Assignment.HOLDING)
    today = [one for one in held if london_date(one.starts_at) == NOW.date()]
    assert len(today) >= 2


def test_every_account_can_sign_in(demo: World) -> None:
    for row in account_rows():
        user = authenticate(username=row["email"], email=row["email"], password=row["password"])
        assert isinstance(user, User), row["email"]
        assert user.emailaddress_set.filter(verified=True, primary=True).count() == 1
        assert bool(row["totp_secret"]) == user.staff_roles.exists()
        if row["totp_secret"]:
            kept = user.authenticator_set.get(type="totp").data["secret"]
            assert decrypt(kept) == totp_secret(user.email)


def test_the_accounts_cover_every_role(demo: World) -> None:
    roles = [row["role"] for row in account_rows()]
    assert set(roles) == {
        *("learner", "member", "booker", "manager", "local_lead"),
        *StaffRole.Role.values,
    }
    (local,) = [row for row in account_rows() if row["role"] == "local_lead"]
    assert local["area"] == "Walsall"
    assert office_remit(demo.accounts[local["email"]]).areas == {demo.areas["335"].pk}
    assert roles.count("facilitator") == roles.count("booker") == roles.count("manager") == 2
    assert {row["organisation"] for row in account_rows() if row["role"] == "booker"} == {
        "Canalside Academy (example)",
        "Foundry Rise Academy (example)",
    }


def test_the_learner_has_something_behind_and_something_ahead(demo: World) -> None:
    learner = demo.accounts["amina@learner.example"]
    held = learner.enrolments.filter(status="confirmed").order_by("event__starts_at")
    assert [one.outcome for one in held] == ["attended", "attended", ""]


def test_everyone_and_every_place_is_invented(demo: World) -> None:
    assert not User.objects.filter(is_fictional=False).exists()
    assert not User.objects.exclude(email__endswith=".example").exists()
    assert not Organisation.objects.exclude(name__endswith="(example)").exists()


def test_every_listed_course_has_its_page(demo: World) -> None:
    listed = set(Course.objects.filter(is_listed=True).values_list("slug", flat=True))
    assert set(CoursePage.objects.live().values_list("slug", flat=True)) == listed
    assert "knife-arch-with-mentoring" not in listed


def test_every_page_can_be_read(
    demo: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    addresses = [page.url for page in Page.objects.live().filter(depth__gt=1)]
    assert {"/worried/", "/contact/", "/accessibility/", "/privacy/", "/cookies/"} < set(addresses)
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_the_front_page_shows_the_counted_month(
    demo: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    text = client.get("/").content.decode()
    for words in ("1,748", ">180<", ">66<", "October 2026", "4 of 50 places left"):
        assert words in text


def test_the_page_for_the_worried_has_numbers_and_no_form(demo: World, client: Client) -> None:
    main = client.get("/worried/").content.decode().split("<main")[1].split("</main>")[0]
    for number in ("999", "101", "0800 555 111"):
        assert number in main
    assert "<form" not in main


def test_the_framework_is_whole_and_says_that_it_is_illustrative(demo: World) -> None:
    version = published_version()
    assert version is not None
    assert version.framework.is_illustrative
    assert "illustrative demo text" in version.framework.title
    assert LevelDescriptor.objects.count() == Competency.objects.count() * Level.objects.count()


# What real life brings


def test_amina_is_second_on_a_list_and_holds_an_offer(demo: World) -> None:
    mine = Enrolment.objects.filter(person=demo.accounts["amina@learner.example"])
    waiting, offer = mine.get(status="waiting"), mine.get(status="offered")
    position = position_of(waiting)
    assert position is not None
    assert (position.number, position.of) == (2, 5)
    assert waiting.event.is_full
    assert offer.event.is_full
    assert offer.held_until is not None
    assert demo.now < offer.held_until
    assert not events_owing_offers(demo.now).exists()


def test_somebody_wants_to_hear_of_a_date(demo: World) -> None:
    (course,) = courses_asked_for()
    assert next_event_with_seats(course, demo.now) is None
    assert not interests_due(demo.now).exists()


def test_a_manager_sees_what_has_been_and_what_comes(demo: World) -> None:
    mary = demo.accounts["manager@canalside.example"]
    [section] = manager_sections(manager_records(list(managed_by(mary)), NOW), NOW)
    assert {"Confirmed", "Attended"} <= {line.state for line in section.lines}
    assert membership_requests(mary, office=NOWHERE).count() == 1


def test_people_one_can_be_have_still_to_answer_and_it_holds_back_a_certificate(
    demo: World,
) -> None:
    asked = set(evaluations_due(NOW).values_list("person__email", flat=True))
    assert {"amina@learner.example", "member@canalside.example"} <= asked
    assert all(person in demo.accounts for person in asked)
    waiting = Enrolment.objects.filter(
        person=demo.accounts["amina@learner.example"],
        outcome=Enrolment.Outcome.ATTENDED,
        event__course__evaluation_needed=True,
    )
    assert waiting.count() == 1
    assert not certificates_due(NOW).filter(pk__in=waiting).exists()


def test_every_course_has_its_questions(demo: World) -> None:
    assert all(questions_for(course) for course in Course.objects.all())


def test_a_certificate_was_withdrawn_after_a_register_was_corrected(demo: World) -> None:
    paper = Certificate.objects.get(revoked_why="register_corrected")
    assert paper.is_revoked
    assert paper.enrolment.outcome == Enrolment.Outcome.ABSENT
    said = paper.enrolment.marks.order_by("register", "pk").values_list("value", flat=True)
    assert list(said) == ["present", "absent"] * 2
    assert list(paper.enrolment.attendances.values_list("value", flat=True)) == ["absent"] * 2


def test_the_office_has_a_certificate_to_decide_about(demo: World) -> None:
    [place] = paper_tasks(NOW)
    assert Certificate.objects.get(enrolment=place).revoked_words == "issued in error"
    assert not certificates_due(NOW).filter(pk=place.pk).exists()


def test_a_joint_session_has_two_bookings(demo: World) -> None:
    shared = Event.objects.annotate(number=Count("bookings")).get(number=2)
    assert shared.reserved_for.count() == 2
    numbers = Headcount.objects.filter(register__session__event=shared)
    assert sorted(numbers.values_list("number", flat=True)) == [44, 160]


def test_somebody_booked_for_colleagues_who_answered_or_not(demo: World) -> None:
    booker = demo.accounts["booker@canalside.example"]
    (event,) = Event.objects.filter(enrolments__booked_by=booker).distinct()
    first, *others = colleague_lines(booked_on(event, booker))
    assert first.name == "Mel Hartley"
    assert first.may_take_back
    assert [one.words for one in others] == ["Is coming", "Is not coming"]


def test_a_course_ran_over_the_night_the_clocks_changed(demo: World) -> None:
    event = Event.objects.annotate(number=Count("sessions")).get(
        course__slug="sport-workforce-exploitation", number=2
    )
    hours = [session.starts_at.hour for session in event.sessions.order_by("number")]
    assert hours == [10, 9]  # in UTC; 10 in London on both days


# A second run.


def everything() -> dict[str, list[dict[str, object]]]:
    """Every row of every table of ours; reference indexes and logs are Wagtail's own business."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for name in OURS
        for model in apps.get_app_config(name).get_models()
    }


@pytest.mark.usefixtures("demo")
def test_a_second_run_changes_nothing() -> None:
    before = everything()

    load(NOW, seed=7)

    assert everything() == before


@pytest.mark.usefixtures("demo")
def test_another_day_adds_that_days_sessions() -> None:
    world = load(datetime(2026, 11, 12, 10, 0, tzinfo=UTC))

    held = world.facilitators["Jordan Ellis"].assignments.all()
    days = {london_date(one.starts_at) for one in held}
    assert {date(2026, 11, 11), date(2026, 11, 12)} <= days
    assert reach(OCTOBER, NOW).total == 1994


def test_the_large_one_is_in_order_too_and_leaves_the_worker_nothing_to_do(demo: World) -> None:
    due = certificates_due(NOW).count()
    for _ in range(2):
        load_large(demo, past=5, coming=3)
    past = Enrolment.objects.filter(event__course__slug="earlier-training")
    assert past.count() == 5 * 50
    assert Attendance.objects.filter(enrolment__in=past).count() == (4 * 2 + 3) * 50
    assert past.filter(outcome="attended").count() == 5 * 40
    papers = Certificate.objects.filter(enrolment__in=past)
    assert 0 < papers.count() < 5 * 40  # the rest never answered the questions
    assert all(paper.facts.is_known and paper.facts.dates for paper in papers[:5])
    with papers[0].pdf.open() as file:
        assert file.read(5) == b"%PDF-"
    refs = list(past.values_list("ref", flat=True))
    mail = Message.objects.filter(about__in=refs, sent_at__isnull=False)
    assert mail.count() == 2 * 5 * 50
    assert Message.objects.filter(about__in=papers.values("number")).count() == papers.count()
    keys = list(map(str, past.values_list("pk", flat=True)))
    entries = ModelLogEntry.objects.filter(action="upstander.enrol", object_id__in=keys)
    assert entries.count() == 5 * 50
    assert [finding.rule.name for finding in check(NOW) if not finding.holds] == []
    assert certificates_due(NOW).count() == due
    assert not evaluations_due(NOW).filter(pk__in=past).exists()
    assert not no_shows_due(NOW).filter(pk__in=past).exists()
    assert reach(date(2026, 10, 1), NOW).total == 1994
