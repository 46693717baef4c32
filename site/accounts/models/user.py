"""People. The e-mail address is the login; there is no user name."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

from core.choices import hold_choices
from core.email_addresses import same_address
from core.models.email_address import CleanEmailField
from core.public_ids import new_ref
from core.search.key_field import SearchableModel, SearchKeyField
from core.text import clean_text

MERGED_DOMAIN = "merged.invalid"  # RFC 2606: no mail ever arrives there


class UserManager(BaseUserManager["User"]):
    """Makes people for `createsuperuser`; sign-up goes through allauth."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person with an e-mail address. Raises ValueError without one."""
        if not email:
            raise ValueError("A person needs an e-mail address.")
        user = self.model(email=email, **fields)
        user.name = clean_text(user.name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str, **fields: Any) -> "User":
        """A person who may do everything in the CMS."""
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Whatever the case it was typed in."""
        return self.get(email=same_address(username or ""))


class User(SearchableModel, AbstractBaseUser, PermissionsMixin):
    """A person with an account: a professional, someone at a school, or staff."""

    lock_rank = 60

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    email = CleanEmailField("e-mail address", unique=True)
    name = models.CharField("name", max_length=120, help_text="As it should be printed.")
    job_title = models.CharField(max_length=120, blank=True)
    search_key = SearchKeyField("name", "email")
    is_active = models.BooleanField(default=True)
    is_fictional = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    # Counts up when what the person may do changes; sessions of before are then over.
    session_stamp = models.PositiveIntegerField(default=0, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]

    def __str__(self) -> str:
        return self.name or "Someone"

    def get_session_auth_hash(self) -> str:
        """What a session must carry to be this person's: changes with password and rights."""
        return f"{super().get_session_auth_hash()}:{self.session_stamp}"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """What sessions from before a change of SECRET_KEY carry. The stamp ends those too."""
        for value in super().get_session_auth_fallback_hash():
            yield f"{value}:{self.session_stamp}"

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        """The name; first and last names are not ours to tell apart."""
        return self.name

    @property
    def surname(self) -> str:
        """The last word of the name: what the verify page asks for."""
        return self.name.split()[-1] if self.name.split() else ""


@hold_choices
class StaffRole(models.Model):
    """A role in the partnership's own team. Every one needs a second factor."""

    class Role(models.TextChoices):
        FACILITATOR = "facilitator", "Facilitator"
        COORDINATOR = "coordinator", "Coordinator"
        LEAD = "lead", "Lead"
        SAFEGUARDING_LEAD = "safeguarding_lead", "Safeguarding lead"
        REPORT_VIEWER = "report_viewer", "Report viewer"
        EDITOR = "editor", "Editor"
        ADMINISTRATOR = "administrator", "Administrator"

    OFFICE = (Role.COORDINATOR, Role.LEAD)
    # The others are of one place already, or of none: a facilitator's record says where they
    # work, a page has no borough, and an administrator's rights have no end.
    LOCAL = (Role.COORDINATOR, Role.LEAD, Role.REPORT_VIEWER)

    user = models.ForeignKey(User, models.PROTECT, related_name="staff_roles")
    role = models.CharField(max_length=20, choices=Role)
    granted_at = models.DateTimeField()
    # Where it holds; none for the whole region.
    areas = models.ManyToManyField(
        "accounts.Area", through="accounts.StaffRoleArea", related_name="staff_roles"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], name="staff_role_once"),
        ]

    def __str__(self) -> str:
        return self.get_role_display()


class StaffRoleArea(models.Model):
    """A borough to which a role is limited.

    A model of its own for PROTECT: were it deleted with its area, a role limited to that borough
    alone would hold in the whole region.
    """

    staff_role = models.ForeignKey(StaffRole, models.CASCADE, related_name="limits")
    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["staff_role", "area"], name="staff_role_area_once"),
        ]

    def __str__(self) -> str:
        return f"{self.staff_role_id} in {self.area_id}"
