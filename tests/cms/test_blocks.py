"""Blocks refuse what would not work."""

import pytest
from wagtail.blocks import StructBlockValidationError

from cms.blocks import DoorBlock
from cms.rules.destinations import SCREENS, address_of
from tests.factories.cms import make_door


def test_a_door_that_leads_nowhere_is_refused() -> None:
    block = DoorBlock()
    value = block.to_python(make_door(screen=""))
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    assert "leads to" in str(refused.value.as_json_data())


def test_a_door_that_leads_to_a_screen_is_accepted() -> None:
    block = DoorBlock()
    assert block.clean(block.to_python(make_door())).address == "/dates/"


@pytest.mark.parametrize("screen", [screen for screen, _ in SCREENS])
def test_every_screen_has_an_address(screen: str) -> None:
    assert address_of(screen).startswith("/")
