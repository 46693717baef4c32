"""Somebody who has signed in: the demonstration's buttons, pressed once beforehand."""

import re
from collections.abc import Mapping
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
REGISTER = re.compile(r'href="(/registers/[^/"]+/)"')


def headers_of(port: int, role: str) -> Mapping[str, str]:
    """What the browser of somebody with this role sends. Raises RuntimeError when there is none."""
    site = f"http://127.0.0.1:{port}"
    jar = CookieJar()
    opener = build_opener(HTTPCookieProcessor(jar))
    page = opener.open(f"{site}/demo/").read().decode()
    card = page.partition(f'id="role-{role}"')[2]
    button, token = re.search(r'action="(/demo/sign-in/[^"]+)"', card), TOKEN.search(card)
    if not button or not token:
        raise RuntimeError(f"/demo/ has no {role}.")
    form = urlencode({"csrfmiddlewaretoken": token.group(1)}).encode()
    opener.open(site + button.group(1), form).read()
    return {"Cookie": "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)}


def register_of(port: int, headers: Mapping[str, str]) -> str:
    """The address of the first register of a facilitator's day. Raises RuntimeError."""
    opener = build_opener()
    opener.addheaders = list(headers.items())
    found = REGISTER.search(opener.open(f"http://127.0.0.1:{port}/today/").read().decode())
    if not found:
        raise RuntimeError("/today/ leads to no register.")
    return found.group(1)
