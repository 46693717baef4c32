"""Second factors, and how their secrets are kept."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet

from core.privacy.encryption import current_prefix

# Where allauth keeps the secret of each kind.
SECRET_IN = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


def factors_to_encrypt(now: datetime) -> QuerySet[Authenticator]:
    """Those whose secret is in clear, or under a key of before SECRET_KEY was changed."""
    prefix, rows = current_prefix(), Q()
    for kind, field in SECRET_IN.items():
        current = Q(**{f"data__{field}__startswith": prefix})
        rows |= Q(type=kind) & ~current
    found: QuerySet[Authenticator] = Authenticator.objects.filter(rows)
    return found.order_by("pk")
