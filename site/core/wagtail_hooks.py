"""What Wagtail knows of core: names for its log, and the words of messages, which the office
changes in the CMS."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.log_actions import LogActionRegistry

from core.forms import CleanCharField, CleanEmailField, CleanTextField
from core.models.email_address import CleanEmailField as EmailColumn
from core.policy import POLICIES
from core.views import message_template


def clean_texts(
    of: type[models.Field[Any, Any]], form_class: type[forms.Field], widget: type[forms.Widget]
) -> None:
    """Pass what editors type into fields of exactly this class through the cleaner (rule 27).

    Slugs, addresses and rich text are of classes of their own, with rules of their own.
    """

    def override(field: Any) -> dict[str, Any]:
        return {} if field.choices else {"form_class": form_class, "widget": widget}

    register_form_field_override(of, override=override, exact_class=True)


# Before Wagtail builds any form.
clean_texts(models.CharField, CleanCharField, forms.TextInput)
clean_texts(models.TextField, CleanTextField, AdminAutoHeightTextInput)
clean_texts(EmailColumn, CleanEmailField, forms.EmailInput)


def name_actions(names: Mapping[str, tuple[str, str]]) -> None:
    """Say what staff read in the log of an action: a label, and what was done."""

    def register(registry: LogActionRegistry) -> None:
        for name, (label, message) in names.items():
            registry.register_action(f"upstander.{name}", label, message)

    hooks.register("register_log_actions", register)


ACTIONS = {
    "set_option": ("Change a setting", "Changed a setting"),
    "set_message_text": ("Change the words of a message", "Changed the words of a message"),
    "reset_message_text": (
        "Reset the words of a message",
        "Went back to the words a message came with",
    ),
    "cancel_message": ("Cancel a message", "Cancelled a message"),
    "retry_message": ("Try a message again", "Let a message try again"),
    "resend_message": ("Send a message again", "Sent a message again"),
}
name_actions(ACTIONS)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("wording/", message_template.message_template_list, name="message_template_list"),
        path(
            "wording/<path:name>/reset/",
            message_template.message_template_reset,
            name="message_template_reset",
        ),
        path(
            "wording/<path:name>/",
            message_template.message_template_edit,
            name="message_template_edit",
        ),
    ]


class MessageTemplateItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return POLICIES["wordings"].allows(request)


@hooks.register("register_admin_menu_item")
def wording_item() -> MenuItem:
    address = reverse_lazy("message_template_list")
    return MessageTemplateItem(
        "Words of messages", address, name="wording", icon_name="mail", order=250
    )
