"""Which people, and which of their managers and memberships, somebody may see."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.access import office_remit, people_remit
from accounts.models import LineManager, Membership, Organisation, StaffRole, User
from accounts.models.user import MERGED_DOMAIN
from accounts.queries.line_manager import managers_of, ties_to
from core import audit
from core.web.gone import GoneError
from people.queries.person import memberships_of, organisations_found, people_found

MOST_MERGES = 5  # accounts merged into one another, one after the other


def own_manager_for(user: User, email: str) -> LineManager:
    """A manager the person named, the latest of that address. Raises Http404."""
    row = managers_of(user).select_related("person").filter(email__iexact=email).first()
    if row is None:
        raise Http404
    return row


def managed_for(user: User, ref: str) -> LineManager:
    """The tie to somebody who named this person as their manager, the latest. Raises Http404."""
    row = ties_to(user).filter(person__ref=ref).order_by("-named_at", "-pk").first()
    if row is None:
        raise Http404
    return row


def person_for_team(user: object, ref: str) -> User:
    """Somebody whom the person looks after; a merged account leads on. Raises Http404."""
    return _one_of(people_remit(user).people(), ref)


def person_for_office(user: object, ref: str) -> User:
    """Somebody whom the person looks after as the office. Raises Http404.

    An administrator opens anyone's page, and may be the office of one borough beside that.
    """
    return _one_of(office_remit(user).people(), ref)


def _one_of(people: QuerySet[User], ref: str) -> User:
    """One of some people. The old address of a merged account goes to the one that stayed."""
    kept = ref
    for _ in range(MOST_MERGES):
        dropped = User.objects.filter(ref=kept, email__endswith=f"@{MERGED_DOMAIN}").first()
        if dropped is None:
            break
        kept = audit.latest_data(dropped, "merge_people").get("kept", "")
    person = get_object_or_404(people, ref=kept)
    if kept != ref:
        raise GoneError(goes_to=reverse("people:team_people_detail", args=[kept]))
    return person


def is_office_of(user: object, person: User) -> bool:
    """Whether somebody is looked after by the person as the office; asked only of a limited one."""
    remit = office_remit(user)
    return remit.is_whole or remit.people().filter(pk=person.pk).exists()


def people_for_team(user: object, words: str) -> QuerySet[User]:
    """The people found whom the person looks after, each with the memberships there."""
    remit = people_remit(user)
    return remit.people(people_found(words, remit))


def memberships_for_team(user: object, person: User) -> QuerySet[Membership]:
    """Somebody's ties to organisations of where the person looks after people."""
    return people_remit(user).limit(memberships_of(person), "organisation__area")


def organisations_for_team(user: object, words: str) -> QuerySet[Organisation]:
    """The organisations found to which the person may add somebody."""
    return people_remit(user).limit(organisations_found(words), "area")


def membership_for_team(user: object, ref: str, organisation_ref: str) -> Membership:
    """The latest tie of a person to an organisation, for those who look after people.

    One that is over is found too, so that a second press of the button is told what is true.
    Raises Http404.
    """
    rows = memberships_for_team(user, person_for_team(user, ref))
    rows = rows.select_related("user", "organisation")
    membership = rows.filter(organisation__ref=organisation_ref).first()
    if membership is None:
        raise Http404
    return membership


def local_role_for(person: User, name: str) -> StaffRole:
    """A role that somebody holds and that can be limited to boroughs. Raises Http404."""
    rows = person.staff_roles.filter(role__in=StaffRole.LOCAL).select_related("user")
    return get_object_or_404(rows, role=name)


def role_called(name: str) -> StaffRole.Role:
    """A staff role by the name in an address. Raises Http404."""
    if name not in StaffRole.Role.values:
        raise Http404
    return StaffRole.Role(name)
