"""The messages of certificates, as the office finds them when it edits their words."""

from collections.abc import Mapping

from core.wording import Kind, Link, Value, declare

PAPER: Mapping[str, Value] = {
    "course": "Preventing violence against women and girls",
    "number": "UP-2026-7KQ2XWPM",
    "certificates_page": Link("Your places and certificates", "/my/"),
}
CERTIFICATE_READY = declare(
    Kind(
        name="certificates/certificate_ready",
        label="A certificate is ready",
        samples={**PAPER, "replaces": "UP-2026-3HN8TRCV"},
    )
)
CERTIFICATE_WITHDRAWN = declare(
    Kind(
        name="certificates/certificate_withdrawn",
        label="A certificate is withdrawn",
        samples={**PAPER, "reason": "register corrected", "website": Link("Upstander", "/")},
    )
)
