"""Files of the site's own that nobody collected: versioned addresses, long kept, squeezed.

With a STATIC_ROOT, collectstatic writes names with a hash and squeezed copies, and WhiteNoise does
the rest; without one, the same is done here from the source folders.
"""

import gzip
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from whitenoise.middleware import WhiteNoiseMiddleware

FOR_GOOD = "max-age=31536000, public, immutable"
TEXT = (".css", ".js", ".svg", ".json", ".txt")
# The style sheet names fonts by their plain address: another one would be fetched twice.
NEVER_VERSIONED = (".woff2",)
A_WEEK = "max-age=604800, public"


class VersionedStorage(StaticFilesStorage):
    """Addresses that change when the file does: `/static/css/app.css?v=5f2c...`."""

    def url(self, name: str | None) -> str:
        """The address of a file, with its version."""
        address: str = super().url(name)
        version = "" if settings.DEBUG or not name else version_of(name)
        return f"{address}?v={version}" if version else address


@cache
def version_of(name: str) -> str:
    """A short digest of a file of the source folders; empty for what is not there."""
    found = None if name.endswith(NEVER_VERSIONED) else finders.find(name)
    if not isinstance(found, str) or not Path(found).is_file():
        return ""
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:12]


@cache
def squeezed(path: str) -> bytes:
    """A file's content for the wire, made once a process."""
    return gzip.compress(Path(path).read_bytes(), 9, mtime=0)


class StaticFiles(WhiteNoiseMiddleware):
    """WhiteNoise, which also knows versions in the query and squeezes what was not collected."""

    def serve(self, static_file: Any, request: HttpRequest) -> HttpResponseBase:
        """The file; kept for good by browsers when the address names its version."""
        name = request.path_info.removeprefix(self.static_prefix)
        response = self.squeeze(static_file, request) or super().serve(static_file, request)
        if self.use_finders and name.endswith(TEXT):
            patch_vary_headers(response, ["Accept-Encoding"])
        if name.endswith(NEVER_VERSIONED):
            response.headers["Cache-Control"] = A_WEEK
        asked = request.META.get("QUERY_STRING", "")
        if self.use_finders and asked and asked == f"v={version_of(name)}":
            response.headers["Cache-Control"] = FOR_GOOD
        return response

    def squeeze(self, static_file: Any, request: HttpRequest) -> HttpResponse | None:
        """The file squeezed, when it is text that nobody squeezed and the browser takes it."""
        if not self.use_finders or not request.path_info.endswith(TEXT):
            return None
        if request.method not in ("GET", "HEAD"):
            return None
        if "gzip" not in request.headers.get("Accept-Encoding", "") or "Range" in request.headers:
            return None
        if static_file.is_not_modified(request.META):
            return None
        path, headers = static_file.get_path_and_headers(request.META)
        body = squeezed(path)
        response = HttpResponse(body, headers={**dict(headers), "Content-Length": str(len(body))})
        response.headers["Content-Encoding"] = "gzip"
        return response
