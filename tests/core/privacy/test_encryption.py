"""Whoever has the database has no secret; whoever has the key, or the one before it, has."""

from typing import Any

import pytest

from core.privacy.encryption import UnreadableSecretError, current_prefix, decrypt, encrypt

NEW = "another-key-for-tests-only-9876543210-zyxwvu"


def test_what_is_kept_says_nothing(settings: Any) -> None:
    kept = encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in kept
    assert settings.SECRET_KEY not in kept
    assert decrypt(kept) == "JBSWY3DPEHPK3PXP"
    assert encrypt("JBSWY3DPEHPK3PXP") != kept


def test_a_former_key_reads_what_it_wrote(settings: Any) -> None:
    kept = encrypt("JBSWY3DPEHPK3PXP")
    old, settings.SECRET_KEY = settings.SECRET_KEY, NEW
    settings.SECRET_KEY_FALLBACKS = [old]

    assert decrypt(kept) == "JBSWY3DPEHPK3PXP"
    assert not kept.startswith(current_prefix())
    assert encrypt("x").startswith(current_prefix())

    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(UnreadableSecretError):
        decrypt(kept)


@pytest.mark.parametrize(
    "kept", ["", "JBSWY3DPEHPK3PXP", ":", "abcd:", "{prefix}gAAAAA", "{prefix}"]
)
def test_what_nobody_encrypted_is_not_read(kept: str) -> None:
    with pytest.raises(UnreadableSecretError):
        decrypt(kept.format(prefix=current_prefix()))
