"""What the first visitor would otherwise wait for, done before the web server forks.

Nothing here may open a connection: forked processes must not share one.
"""

from django.conf import settings
from django.contrib.auth.password_validation import get_default_password_validators
from django.template.loader import get_template
from django.urls import reverse
from django.utils.module_loading import import_string
from wagtail import hooks


def warm_up() -> None:
    """Read every address, hook, form and template once."""
    reverse("healthz")
    hooks.search_for_hooks()
    get_default_password_validators()
    forms = (*settings.ACCOUNT_FORMS.values(), *settings.MFA_FORMS.values())
    for name in (settings.ACCOUNT_ADAPTER, settings.MFA_ADAPTER, *forms):
        import_string(name)
    for folder in settings.TEMPLATES[0]["DIRS"]:
        for file in sorted(folder.rglob("*.html")):
            get_template(str(file.relative_to(folder)))
