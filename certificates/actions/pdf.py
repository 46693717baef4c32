"""Files of papers in private storage. Called before a lock is taken, never under one."""

from django.core.files.base import ContentFile

from certificates.models.certificate import private_storage


def keep_pdf(number: str, pdf: bytes) -> str:
    """Store a paper under its number; the name it was stored by."""
    return private_storage().save(f"certificates/{number}.pdf", ContentFile(pdf))


def discard_pdf(name: str) -> None:
    """Take away a stored paper that nobody was given."""
    private_storage().delete(name)
