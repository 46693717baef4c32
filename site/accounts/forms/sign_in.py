"""allauth's forms with our labels, hints and errors. They clean; allauth does the rest."""

from typing import Any, ClassVar

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmEmailVerificationCodeForm as CodeForm
from allauth.account.internal.userkit import filter_users_by_email
from allauth.core import context, ratelimit
from django import forms
from django.contrib.auth.hashers import make_password
from django.core.validators import MaxLengthValidator

from core.forms import CleanEmailField
from core.forms.base import BaseForm

Words = tuple[str, str]  # label and hint
EMAIL: Words = ("Email address", "")
PASSWORD: Words = ("Password", "")
ADVICE = "At least 10 characters. Three random words make a good one."
NEW_PASSWORD: Words = ("New password", ADVICE)
AGAIN: Words = ("New password again", "")
CODE: Words = ("Code", "6 digits, for example 123 456")
LONGEST_PASSWORD, LONGEST_CODE = 256, 40


class Worded:
    """Puts our words on fields that a package made, before BaseForm looks at them."""

    words: ClassVar[dict[str, Words]] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.EmailField):
                self.fields[name] = CleanEmailField(widget=field.widget, required=field.required)
        for name, (label, hint) in self.words.items():
            reword(self.fields[name], label, hint)


def reword(field: forms.Field, label: str, hint: str) -> None:
    """Our label and hint, no placeholder, and a limit on how much may be sent."""
    field.label, field.help_text = label, hint
    whose = "the" if label == CODE[0] else "your"
    field.error_messages["required"] = f"Enter {whose} {label.lower()}"
    field.widget.attrs.pop("placeholder", None)
    longest = LONGEST_CODE
    if isinstance(field, forms.EmailField):
        return
    if isinstance(field.widget, forms.PasswordInput):
        longest = LONGEST_PASSWORD
    else:
        field.widget.attrs |= {"inputmode": "numeric", "class": "govuk-input--width-10"}
    field.validators.append(MaxLengthValidator(longest, f"Use {longest} characters or fewer"))


class LoginForm(BaseForm, Worded, allauth.LoginForm):  # type: ignore[misc]
    words = {"login": EMAIL, "password": PASSWORD}


class SignupForm(BaseForm, Worded, allauth.SignupForm):  # type: ignore[misc]
    words = {"email": EMAIL, "password1": ("Password", ADVICE)}
    field_order = ["name", "email", "password1"]

    def try_save(self, request: Any) -> tuple[Any, Any]:
        """Do the same work for an address that has an account, so that the time tells nothing."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        made: tuple[Any, Any] = super().try_save(request)
        return made


class RequestLoginCodeForm(BaseForm, Worded, allauth.RequestLoginCodeForm):  # type: ignore[misc]
    """Where to send a code to sign in with."""

    words = {"email": EMAIL}

    def clean_email(self) -> str:
        """The address. As in allauth, but for whose limit it is: its adapter knows the device."""
        email: str = self.cleaned_data["email"]
        people = filter_users_by_email(email, is_active=True, prefer_verified=True, for_login=True)
        action, key = get_adapter().code_limit(context.request, email.lower())
        if not ratelimit.consume(context.request, action=action, key=key):
            raise get_adapter().validation_error("too_many_login_attempts")
        self._user = people[0] if people else None
        return email


class ConfirmLoginCodeForm(BaseForm, Worded, allauth.ConfirmLoginCodeForm):  # type: ignore[misc]
    words = {"code": CODE}


class ConfirmEmailCodeForm(BaseForm, Worded, CodeForm):  # type: ignore[misc]
    words = {"code": CODE}


class EmailChangeForm(BaseForm, Worded, allauth.AddEmailForm):  # type: ignore[misc]
    words = {"email": ("New email address", "We will send a code to it")}


class PasswordChangeForm(BaseForm, Worded, allauth.ChangePasswordForm):  # type: ignore[misc]
    words = {
        "oldpassword": ("Current password", ""),
        "password1": NEW_PASSWORD,
        "password2": AGAIN,
    }


class PasswordSetForm(BaseForm, Worded, allauth.SetPasswordForm):  # type: ignore[misc]
    """A first password, twice, for a person who signs in with codes."""

    words = {"password1": ("Password", ADVICE), "password2": ("Password again", "")}


class PasswordResetForm(BaseForm, Worded, allauth.ResetPasswordForm):  # type: ignore[misc]
    words = {"email": EMAIL}


class PasswordResetKeyForm(BaseForm, Worded, allauth.ResetPasswordKeyForm):  # type: ignore[misc]
    words = {"password1": NEW_PASSWORD, "password2": AGAIN}


class ReauthenticateForm(BaseForm, Worded, allauth.ReauthenticateForm):  # type: ignore[misc]
    words = {"password": PASSWORD}
