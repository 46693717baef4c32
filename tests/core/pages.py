"""Send a form as its page would: with a key of its own."""

from uuid import uuid4

from django.http import HttpResponse
from django.test import Client


def post_form(client: Client, path: str, answers: dict[str, str]) -> HttpResponse:
    """POST the answers with a new form key."""
    response: HttpResponse = client.post(path, {"form_key": str(uuid4()), **answers})
    return response
