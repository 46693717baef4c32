"""Where allauth meets the house: its mail goes through our outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.template.loader import render_to_string

from core import clock, outbox


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Puts sign-in mail in the outbox, first in line and wiped once sent."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Render allauth's texts and put them in the outbox as a secret message."""
        values = {**context, "email": email}
        subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", values).split())
        outbox.put_secret(
            kind=template_prefix.rsplit("/", 1)[-1],
            to=email,
            subject=subject,
            body_text=render_to_string(f"{template_prefix}_message.txt", values).strip() + "\n",
            now=clock.now(),
        )


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's second factor under our name."""
