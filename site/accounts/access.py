"""Who may: the policies that views name, and the rows a person may see."""

from collections.abc import Iterable, Mapping
from typing import cast

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import FeedToken, Membership, Organisation, StaffRole, User
from accounts.queries.feed_token import digest_of
from accounts.queries.membership import booking_memberships, membership_requests
from accounts.queries.organisation import organisations_managed_by
from accounts.queries.remit import WHOLE, Remit, united
from core.access import limit_messages
from core.models import Message
from core.policy import declare

Role = StaffRole.Role
REPORTS = (Role.REPORT_VIEWER, Role.ADMINISTRATOR, *StaffRole.OFFICE)


def remits_of(user: object) -> Mapping[str, Remit]:
    """The staff roles of a person, each with where it holds; none for a visitor.

    Asked once for each request's user, in one query.
    """
    if not isinstance(user, User) or not user.is_active:
        return {}
    known: dict[str, Remit] | None = getattr(user, "_remits", None)
    if known is None:
        limits: dict[str, set[int]] = {}
        for role, area in user.staff_roles.order_by().values_list("role", "limits__area"):
            limits.setdefault(role, set()).update([] if area is None else [area])
        known = {
            role: Remit(frozenset(areas)) if areas else WHOLE for role, areas in limits.items()
        }
        user._remits = known  # type: ignore[attr-defined]
    return known


def remit_of(user: object, roles: Iterable[str]) -> Remit:
    """Where a person may do what any of some roles may: of the roles they hold, all together."""
    held = remits_of(user)
    return united(held[role] for role in roles if role in held)


def roles_of(user: object) -> frozenset[str]:
    """The staff roles of a person, wherever they hold; none for a visitor."""
    return frozenset(remits_of(user))


def has_role(user: object, roles: Iterable[str]) -> bool:
    return bool(roles_of(user) & set(roles))


def is_office(user: object) -> bool:
    """Whether the person is the office, somewhere at least: a coordinator or a lead."""
    return has_role(user, StaffRole.OFFICE)


def office_remit(user: object) -> Remit:
    """Where a person is the office."""
    return remit_of(user, StaffRole.OFFICE)


def is_whole_office(user: object) -> bool:
    """Whether the person is the office of the whole region, and decides what is everyone's."""
    return office_remit(user).is_whole


def people_remit(user: object) -> Remit:
    """Where a person may look up others."""
    return WHOLE if may_change_roles(user) else office_remit(user)


def reports_remit(user: object) -> Remit:
    """Of where a person reads the figures."""
    return remit_of(user, REPORTS)


def is_staff_member(user: object) -> bool:
    """Whether the person is in the partnership's own team, and so needs a second factor."""
    return isinstance(user, User) and (user.is_superuser or bool(roles_of(user)))


def may_change_roles(user: object) -> bool:
    """Whether the person gives and takes away staff roles: an administrator."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return user.is_superuser or has_role(user, [Role.ADMINISTRATOR])


def may_limit_roles(user: object) -> bool:
    """Whether the person says in which boroughs a role holds: who gives roles, and the lead.

    Never somebody whose own role is limited.
    """
    return may_change_roles(user) or remit_of(user, [Role.LEAD]).is_whole


def looks_after_people(user: object) -> bool:
    """Whether the person may look up others: the office and administrators."""
    return is_office(user) or may_change_roles(user)


def has_second_factor(user: User) -> bool:
    """Whether the person has set up an authenticator app."""
    return bool(is_mfa_enabled(user, [Authenticator.Type.TOTP]))


def me(request: HttpRequest) -> User:
    """The person who is signed in. Only for views whose policy lets no visitor through."""
    return cast("User", request.user)


def booking_organisations(user: User) -> list[Organisation]:
    """The organisations a person may book for, by name. Asked once for each request's user."""
    known: list[Organisation] | None = getattr(user, "_books_for", None)
    if known is None:
        rows = Organisation.objects.filter(memberships__in=booking_memberships(user))
        known = list(rows.select_related("area"))
        user._books_for = known  # type: ignore[attr-defined]
        user._is_booker = bool(known)  # type: ignore[attr-defined]
    return known


def is_booker(user: object) -> bool:
    """Whether the person books visits for an organisation. Asked once for each request's user."""
    if not isinstance(user, User):
        return False
    known: bool | None = getattr(user, "_is_booker", None)
    if known is None:
        known = booking_memberships(user).exists()
        user._is_booker = known  # type: ignore[attr-defined]
    return known


def feed_for(token: str) -> FeedToken:
    """The calendar feed that a key opens, with its owner. Raises Http404."""
    live = FeedToken.objects.filter(revoked_at__isnull=True, user__is_active=True)
    return get_object_or_404(live.select_related("user"), digest=digest_of(token))


def own_membership_for(user: User, ref: str) -> Membership:
    """The person's own tie to an organisation, or their request for one. Raises Http404."""
    mine = Membership.objects.filter(user=user).exclude(state=Membership.State.LEFT)
    return get_object_or_404(mine.select_related("user", "organisation"), organisation__ref=ref)


def membership_request_for(user: User, person_ref: str, organisation_ref: str) -> Membership:
    """Somebody's request to join what this person may answer for. Raises Http404."""
    asked = membership_requests(user, office=office_remit(user))
    return get_object_or_404(asked, user__ref=person_ref, organisation__ref=organisation_ref)


def seen_people(user: object, people: Iterable[User]) -> frozenset[str]:
    """The references of those among some people whose page the person may open."""
    refs, remit = {one.ref for one in people}, people_remit(user)
    if remit.is_whole:
        return frozenset(refs)
    return frozenset(remit.people().filter(ref__in=refs).values_list("ref", flat=True))


@limit_messages("accounts")
def messages_to_people(user: object, rows: QuerySet[Message]) -> QuerySet[Message]:
    """To those whom the person looks after, and to nobody else."""
    remit = office_remit(user)
    return rows if remit.is_whole else rows.filter(to__in=remit.people().values("email"))


def _office(request: HttpRequest) -> bool:
    return is_office(request.user)


def _whole_office(request: HttpRequest) -> bool:
    return is_whole_office(request.user)


def _facilitator(request: HttpRequest) -> bool:
    return has_role(request.user, [Role.FACILITATOR])


def _registers(request: HttpRequest) -> bool:
    return has_role(request.user, [Role.FACILITATOR, *StaffRole.OFFICE])


def _reports(request: HttpRequest) -> bool:
    return has_role(request.user, REPORTS)


def _booker(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and bool(booking_organisations(request.user))


def _membership_requests(request: HttpRequest) -> bool:
    user = request.user
    if not isinstance(user, User):
        return False
    return is_office(user) or organisations_managed_by(user).exists()


def _people(request: HttpRequest) -> bool:
    return looks_after_people(request.user)


def _wordings(request: HttpRequest) -> bool:
    return people_remit(request.user).is_whole


def _role_areas(request: HttpRequest) -> bool:
    return may_limit_roles(request.user)


def _roles(request: HttpRequest) -> bool:
    return may_change_roles(request.user)


def _editors(request: HttpRequest) -> bool:
    return request.user.has_perm("wagtailadmin.access_admin")


declare("office", _office, "Coordinators and leads; rows of their boroughs, if they are limited.")
declare("whole_office", _whole_office, "Coordinators and leads of the whole region.")
declare("facilitator", _facilitator, "Facilitators.")
declare("registers", _registers, "Facilitators for their own sessions; the office for any.")
declare("reports", _reports, "Report viewers, administrators and the office.")
declare("booker", _booker, "People who book visits for an organisation.")
declare("editors", _editors, "People who may open the CMS.")
declare("people", _people, "Coordinators, leads and administrators.")
declare("wordings", _wordings, "Coordinators and leads of the whole region, and administrators.")
declare("membership_requests", _membership_requests, "The office, and who manages an organisation.")
declare("roles", _roles, "Administrators.")
declare("role_areas", _role_areas, "Administrators, and leads of the whole region.")
