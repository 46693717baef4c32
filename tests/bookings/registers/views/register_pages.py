"""What tests of the register's pages do again and again."""

import re
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from training.events.models import Session


def address(session: Session, page: str = "edit") -> str:
    return reverse(f"registers:register_{page}", args=[session.ref])


def names_of(session: Session) -> list[str]:
    """The names of the first field of each group."""
    groups = session.groups.select_related("booking").order_by("booking", "number")
    return [f"group_{one.booking.reference}_{one.number}_{one.kinds[0]}".lower() for one in groups]


def shown_in(client: Client, session: Session) -> dict[str, str]:
    """What a page of the register would send back untouched: its hidden and filled inputs."""
    html = client.get(address(session)).content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    answers = {}
    for tag in re.findall(r"<input[^>]*>", main):
        # In the rows of people values stand without quotes.
        found = re.findall(r'([a-z-]+)=(?:"([^"]*)"|([^\s">]+))', tag)
        parts = {name: quoted or bare for name, quoted, bare in found}
        if parts.get("type") not in {"radio", "checkbox"} or " checked" in tag:
            unsaid = "on" if parts.get("type") == "checkbox" else ""
            answers[parts["name"]] = parts.get("value", unsaid)
    answers.pop("csrfmiddlewaretoken", None)
    answers.pop("sure", None)
    return answers


def send(client: Client, session: Session, **answers: object) -> Any:
    """Open the register, change some answers and send it."""
    return client.post(address(session), {**shown_in(client, session), **as_text(answers)})


def as_text(answers: dict[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in answers.items()}


def counts(session: Session, *numbers: int) -> dict[str, Any]:
    return dict(zip(names_of(session), numbers, strict=True))


def key() -> dict[str, str]:
    return {"form_key": str(uuid4())}
