"""Secrets of second factors are kept under today's key, and go on working when it changes."""

from datetime import datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from accounts.actions.second_factor import encrypt_factor
from accounts.models import User
from accounts.queries.second_factor import factors_to_encrypt
from core.privacy.encryption import UnreadableSecretError, decrypt
from tests.accounts.journeys.test_second_factor import code_of
from tests.sign_in import TOTP_SECRET

pytestmark = pytest.mark.django_db
NEW = "another-key-for-tests-only-9876543210-zyxwvu"


@pytest.fixture
def app(learner: User) -> Authenticator:
    """As allauth makes it."""
    return TOTP.activate(learner, TOTP_SECRET).instance


@pytest.fixture
def codes(learner: User) -> Authenticator:
    return RecoveryCodes.activate(learner).instance


def change_key(settings: Any, *, keep: bool = True) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if keep else []
    settings.SECRET_KEY = NEW


def test_no_secret_stands_in_the_database(app: Authenticator, codes: Authenticator) -> None:
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert TOTP_SECRET not in kept
    assert decrypt(codes.data["seed"]) not in kept
    assert app.wrap().validate_code(code_of(TOTP_SECRET))


def test_both_go_on_when_the_key_changes_and_are_written_anew(
    app: Authenticator, codes: Authenticator, settings: Any, now: datetime
) -> None:
    right = codes.wrap().generate_codes()
    codes.wrap().validate_code(right[0])
    change_key(settings)
    assert app.wrap().validate_code(code_of(TOTP_SECRET))
    assert codes.wrap().generate_codes() == right

    for factor in factors_to_encrypt(now):
        encrypt_factor(factor, now=now)

    assert not factors_to_encrypt(now).exists()
    settings.SECRET_KEY_FALLBACKS = []
    fresh = Authenticator.objects.get(pk=codes.pk)
    assert fresh.wrap().get_unused_codes() == right[1:]
    assert Authenticator.objects.get(pk=app.pk).wrap().validate_code(code_of(TOTP_SECRET, 1))


def test_a_secret_in_clear_is_encrypted(learner: User, now: datetime) -> None:
    kept = Authenticator.objects.create(user=learner, type="totp", data={"secret": TOTP_SECRET})

    encrypt_factor(kept, now=now)

    kept.refresh_from_db()
    assert decrypt(kept.data["secret"]) == TOTP_SECRET


def test_one_that_was_written_anew_meanwhile_stays(app: Authenticator, now: datetime) -> None:
    before = dict(app.data)
    encrypt_factor(app, now=now)
    app.refresh_from_db()
    assert app.data == before


def test_without_its_key_no_code_fits_and_somebody_is_told(
    app: Authenticator, settings: Any, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    change_key(settings, keep=False)
    assert not app.wrap().validate_code(code_of(TOTP_SECRET))
    assert "cannot be read" in caplog.text
    with pytest.raises(UnreadableSecretError):
        encrypt_factor(app, now=now)
