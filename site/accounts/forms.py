"""What people tell us about themselves."""

from django import forms

from accounts.models import User


class SignupForm(forms.Form):
    """What sign-up asks besides the e-mail address and a password."""

    name = forms.CharField(max_length=120)

    def signup(self, request: object, user: User) -> None:
        """Called by allauth with the saved user."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
