"""Each kind of hole, planted on purpose, is found and named."""

import functools
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLResolver, path
from django.urls.resolvers import RegexPattern

from accounts.models import User
from config.urls import urlpatterns
from core.policy import access
from tests.doors import canaries, forms, listing, references, survey
from tests.doors import visitors as kind
from tests.doors.addresses import listed, route_of
from tests.doors.asking import GET, Asker
from tests.doors.canaries import Letter
from tests.doors.rows import PACKAGES, ROWS, Row
from tests.doors.survey import Answer, ask
from tests.doors.visitors import PUBLIC
from tests.doors.words import NORTH, SOUTH, canary
from training.enrolments.models import Enrolment
from training.enrolments.views import enrolment, team_enrolment
from training.events.models import Venue
from training.events.views import team_venue

pytestmark = [pytest.mark.django_db, pytest.mark.once]
View = Callable[..., HttpResponse]


def row_of(start: str) -> Row:
    """The row whose path begins so, and ends there."""
    return next(row for row in ROWS if row.path == start)


def answer(asker: Asker, path: str, who: str, method: str = GET) -> Answer:
    return ask(asker, row_of(path), who, method)


def replace(patch: pytest.MonkeyPatch, path: str, by: Callable[[View], View]) -> None:
    """Put another view at an address."""
    pattern = listed()[route_of(path)].pattern
    view = pattern.callback
    patch.setattr(pattern, "callback", functools.wraps(view)(by(view)))


@access("office")
def forgotten(request: HttpRequest, ref: str) -> HttpResponse:
    return HttpResponse("Here")


def test_an_address_nobody_listed() -> None:
    grown = [path("team/forgotten/<str:ref>/", forgotten, name="forgotten"), *urlpatterns]

    [fault] = listing.unlisted(URLResolver(RegexPattern(r"^/"), grown))

    assert "/team/forgotten/<str:ref>/ (forgotten, tests.doors.test_planted)" in fault
    assert 'Row("/team/forgotten/{ref}/", OFFICE)' in fault


def test_an_address_of_a_package_nobody_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(PACKAGES, "_util/authenticate_with_password/")

    assert len(listing.unlisted()) == 1


def test_a_row_without_an_address() -> None:
    [fault] = listing.ownerless([Row("/there.used.to.be.one", PUBLIC)])

    assert "take its row out" in fault


def test_a_view_without_a_policy(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(listed()[route_of("/my/team/")].view, "policy")

    [fault] = survey.wrong([answer(asker, "/my/team/", kind.LEARNER)])

    assert fault == "GET /my/team/ as learner: 403, where its row says 200"


def test_a_policy_that_lets_in_too_many(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listed()[route_of("/reports/")].view, "policy", "signed_in")

    [fault] = survey.wrong([answer(asker, "/reports/", kind.LEARNER)])

    assert fault == "GET /reports/ as learner: 200, where its row says 403"


def test_an_access_function_that_forgets_the_owner(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def anyones(user: object, ref: str) -> Enrolment:
        return Enrolment.objects.select_related("event__course", "event__area").get(ref=ref)

    monkeypatch.setattr(enrolment, "enrolment_for", anyones)
    got = answer(asker, "/my/places/{place}/", kind.OTHER_MANAGER)

    assert survey.wrong([got]) == [f"{got.words}: 200, where its row says 404"]
    assert any("quillnorthneeds" in leak for leak in canaries.leaks([got]))


def test_an_access_function_that_forgets_the_other_reference(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def of_any_event(user: object, event_ref: str, ref: str) -> Enrolment:
        return Enrolment.objects.select_related("event__course", "person").get(ref=ref)

    monkeypatch.setattr(team_enrolment, "team_enrolment_for", of_any_event)
    found = references.mixed_found(asker, [row_of("/team/events/{event}/people/{place}/cancel/")])

    assert "though these rows do not belong together" in found[0]


def test_an_access_function_that_forgets_the_borough(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def of_any_borough(user: object, ref: str) -> Venue:
        return Venue.objects.select_related("area", "organisation").get(ref=ref)

    row = row_of("/team/venues/{venue}/")
    assert references.other_boroughs_found(asker, [row]) == []
    monkeypatch.setattr(team_venue, "venue_for", of_any_borough)

    assert "though it is of another borough" in references.other_boroughs_found(asker, [row])[0]


def test_a_refusal_that_tells_whether_there_is_such_a_row(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = enrolment.enrolment_for

    def with_another_refusal(user: User, ref: str) -> Enrolment:
        if Enrolment.objects.filter(ref=ref).exclude(person=user).exists():
            raise PermissionDenied
        return theirs(user, ref)

    monkeypatch.setattr(enrolment, "enrolment_for", with_another_refusal)
    got = answer(asker, "/my/places/{place}/", kind.MEMBER)

    assert references.unlike_missing(asker, [got]) == [
        f"{got.words}: 403, and 404 where there is no such row"
    ]


def test_a_page_that_tells_whether_there_is_such_a_row(asker: Asker) -> None:
    got = answer(asker, "/my/places/{place}/", kind.MEMBER)
    there = Answer(**{**vars(got), "body": got.body.replace(b"not", b"not yours")})

    assert references.unlike(got, references.ask_missing(asker, got)) == []
    assert "the page differs" in references.unlike(there, got)[0]


def test_a_form_that_takes_a_field_it_does_not_ask_for(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def plant(view: View) -> View:
        def all_that_is_sent(request: HttpRequest) -> HttpResponse:
            if "is_superuser" in request.POST:
                User.objects.filter(pk=request.user.pk).update(is_superuser=True)
            return view(request)

        return all_that_is_sent

    row = row_of("/accounts/details/")
    assert forms.try_forms(asker, [row]).faults == []
    replace(monkeypatch, "/accounts/details/", plant)
    [fault] = forms.try_forms(asker, [row]).faults

    assert "/accounts/details/ as learner takes more than it asks: accounts.User" in fault


def test_a_look_that_changes_something(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    def plant(view: View) -> View:
        def counted(request: HttpRequest) -> HttpResponse:
            User.objects.filter(pk=request.user.pk).update(job_title="Was here")
            return view(request)

        return counted

    replace(monkeypatch, "/my/", plant)

    assert survey.changing([answer(asker, "/my/", kind.LEARNER)]) == [
        "GET /my/ as learner wrote to ['accounts_user']"
    ]


def test_forms_that_would_prove_nothing(asker: Asker) -> None:
    details = Row("/accounts/details/", kind.SIGNED_IN, form={"name": ""})
    same = Row("/accounts/details/", kind.SIGNED_IN, form={})
    unsaid = Row("/my/manager/", kind.SIGNED_IN, post=422)

    assert "is not taken as learner: 422" in forms.try_forms(asker, [details]).faults[0]
    assert "changes nothing" in forms.try_forms(asker, [same]).faults[0]
    assert "its row needs a form=" in forms.try_forms(asker, [unsaid]).faults[0]


def test_an_export_that_says_too_much(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    def plant(view: View) -> View:
        def with_a_phone(request: HttpRequest) -> HttpResponse:
            # As a calendar breaks a long line.
            return HttpResponse(f"NOTE:0121 quillsouth\r\n {'phone'}", content_type="text/calendar")

        return with_a_phone

    replace(monkeypatch, "/dates.ics", plant)

    assert canaries.leaks([answer(asker, "/dates.ics", kind.ANONYMOUS)]) == [
        "GET /dates.ics as anonymous shows quillsouthphone (visits.Booking.contact_phone)"
    ]


@pytest.mark.parametrize(
    ("path", "who", "word"),
    [
        ("/team/events/{event}/people.csv", kind.COORDINATOR, "promail"),
        ("/team/events/{event}/people.xlsx", kind.COORDINATOR, "promail"),
        ("/my/certificates/{certificate}.pdf", kind.LEARNER, "pro"),
        ("/bookings/{requested}/", kind.BOOKER, "phone"),
    ],
)
def test_words_are_read_in_every_kind_of_file(asker: Asker, path: str, who: str, word: str) -> None:
    got = answer(asker, path, who)
    as_another = Answer(**{**vars(got), "kind": kind.OTHER_MANAGER})

    assert canaries.leaks([got]) == []
    assert any(canary(NORTH, word) in leak for leak in canaries.leaks([as_another]))


def test_a_mail_that_says_too_much(asker: Asker) -> None:
    to = asker.world.sides[SOUTH].manager.email
    letter = Letter("/bookings/new/", to, f"Call {canary(NORTH, 'phone')}")

    [fault] = canaries.letter_leaks(asker.world, [letter])

    assert fault.startswith(f"mail to {to} after /bookings/new/ says quillnorthphone")


def test_a_personal_field_without_a_word(monkeypatch: pytest.MonkeyPatch, asker: Asker) -> None:
    monkeypatch.delitem(canaries.CANARIES, "phone")

    assert "visits.Booking.contact_phone holds no word" in canaries.unplanted()[0]


def test_a_word_nobody_planted(monkeypatch: pytest.MonkeyPatch, asker: Asker) -> None:
    known: dict[str, Any] = canaries.CANARIES
    monkeypatch.setitem(known, "nowhere", canaries.Canary("visits.Booking.notes", ()))

    assert "quillnorthnowhere is not in visits.Booking.notes" in canaries.missing_words()
