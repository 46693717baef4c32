"""The CMS's own admin, without what this house does elsewhere."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from core.page_cache import mark

# People change their own details, and their roles decide what they may do here: accounts.actions
# keeps Wagtail's groups in step.
KEPT_ELSEWHERE = {"users", "groups"}


@hooks.register("construct_settings_menu")
def hide_people(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave out what is done elsewhere."""
    items[:] = [item for item in items if item.name not in KEPT_ELSEWHERE]


@hooks.register("on_serve_page")
def keep_pages(serve_next: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Published pages are the same for every visitor; previews do not come this way."""

    def serve(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        return mark(serve_next(page, request, args, kwargs))

    return serve
