"""What becomes of a role group."""

from collections import Counter
from collections.abc import Iterable

from django.db import models
from django.db.models import ProtectedError

from core.changes.locks import transact
from core.errors import Refusal
from core.text import count_words, list_words
from training.framework.models import RoleGroup


@transact
def delete_role_group(role_group: RoleGroup) -> None:
    """Take away a role group that nothing names. Refuses with role_group_in_use."""
    try:
        role_group.delete()
    except ProtectedError as error:
        raise Refusal(_in_use_words(error.protected_objects), code="role_group_in_use") from error


def _in_use_words(rows: Iterable[models.Model]) -> str:
    counted = Counter(
        (str(row._meta.verbose_name), str(row._meta.verbose_name_plural)) for row in rows
    )
    used = [count_words(number, *names) for names, number in sorted(counted.items())]
    return f"This role stays, because it is in use: {list_words(used)}."
