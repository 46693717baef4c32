"""The CMS's own admin, without what this house does elsewhere."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem

# People change their own details, and their roles decide what they may do here: accounts.actions
# keeps Wagtail's groups in step.
KEPT_ELSEWHERE = {"users", "groups"}


@hooks.register("construct_settings_menu")
def hide_people(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave out what is done elsewhere."""
    items[:] = [item for item in items if item.name not in KEPT_ELSEWHERE]
