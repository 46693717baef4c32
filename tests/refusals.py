"""What an action says no with, by its code."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from core.errors import Refusal


@contextmanager
def refused(code: str, match: str = "") -> Iterator[pytest.ExceptionInfo[Refusal]]:
    """The block is refused for this reason, in a sentence that a visitor may read."""
    with pytest.raises(Refusal, match=match or None) as caught:
        yield caught
    assert caught.value.code == code
    assert str(caught.value)[-1] in ".?!"
