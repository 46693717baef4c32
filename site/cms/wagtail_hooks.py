"""The CMS's own admin, without what this house does elsewhere."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.models import Page

from cms import forms
from cms.presenters.attention import concerns_of
from cms.queries.attention import attention
from cms.views import site
from core import clock
from core.clock import london_date
from core.web.page_cache import mark_cacheable

# People change their own details, and their roles decide what they may do here: accounts.actions
# keeps Wagtail's groups in step.
KEPT_ELSEWHERE = {"users", "groups"}

# No setting names the form of a redirect.
RedirectForm.base_fields["old_path"] = forms.cleaned(RedirectForm.base_fields["old_path"])


@hooks.register("construct_settings_menu")
def hide_people(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave out what is done elsewhere."""
    items[:] = [item for item in items if item.name not in KEPT_ELSEWHERE]


@hooks.register("on_serve_page")
def cache_pages(serve_next: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Published pages are the same for every visitor; previews do not come this way."""

    def serve(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        return mark_cacheable(serve_next(page, request, args, kwargs))

    return serve


class AttentionPanel(Component):
    """What editors should look at, on the first screen."""

    name = "attention"
    order = 50
    template_name = "cms/admin/attention.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        now = clock.now()
        return {"lists": concerns_of(attention(now), london_date(now))}


@hooks.register("construct_homepage_panels")
def show_what_needs_attention(request: HttpRequest, panels: list[Component]) -> None:
    """Put it first, above what Wagtail shows."""
    panels.insert(0, AttentionPanel())


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [path("reports/broken-links/", site.broken_links, name="cms_broken_links")]


@hooks.register("register_reports_menu_item")
def broken_links_item() -> MenuItem:
    address = reverse_lazy("cms_broken_links")
    return MenuItem("Broken links", address, name="broken-links", icon_name="link", order=900)


class Checker(ContentCheckerItem):
    """Wagtail's checks of headings and of words for pictures, and those of contrast and lists."""

    axe_run_only = [
        *ContentCheckerItem.axe_run_only,
        *("image-alt", "image-redundant-alt", "page-has-heading-one", "color-contrast"),
        *("list", "listitem", "definition-list", "link-in-text-block", "table-duplicate-name"),
    ]


@hooks.register("construct_wagtail_userbar")
def check_thoroughly(request: HttpRequest, items: list[Any], page: Page) -> None:
    """Look for headings out of order, pictures without words and what else editors can mend."""
    items[:] = [Checker() if isinstance(item, ContentCheckerItem) else item for item in items]
