"""Forms as a browser sends them: the page is opened first, for its key."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

KEY = re.compile(r'name="form_key" value="([0-9a-f-]{36})"')


def key_on(client: Client, url: str) -> str:
    """The form key that the page at an address gives."""
    found = KEY.search(client.get(url).content.decode())
    assert found, f"no form key at {url}"
    return found[1]


def send(client: Client, url: str, key: str = "", **answers: Any) -> HttpResponse:
    """Open the page, fill it in, press the button."""
    data = {"form_key": key or key_on(client, url), **answers}
    return client.post(url, data)  # type: ignore[return-value]
