"""The one way to prove who one is: allauth's, by e-mail address."""

from allauth.account.auth_backends import AuthenticationBackend


class EmailBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's backend; it also answers Django's questions about permissions."""
