"""Where mail to an address ends up."""

from core.email_addresses import same_address


def mailbox(email: str) -> str:
    """Where mail to an address ends up: in lower case, without a tag after a plus sign."""
    # RFC 5233: jo+anything@ is delivered to jo@. Otherwise one could be one's own manager.
    local, _, domain = same_address(email).lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"
