"""The column of an email address."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from core.email_addresses import LONGEST, AddressError, clean_address, same_address


class CleanEmailField(models.EmailField):  # type: ignore[type-arg] # no subscript when it runs
    """Keeps an address in its one spelling, whoever writes it, and finds it by any other.

    So what is unique in the database is unique as an address. Writing what no mail can be sent to
    raises ValidationError: forms have said so before.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"max_length": LONGEST})

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """A migration needs to know of the column alone."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.EmailField", args, kwargs

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return clean_address(value)
        except AddressError as error:
            raise ValidationError(str(error), code="invalid") from error

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """What is written is what the row says from then on."""
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return super().get_db_prep_save(self.to_python(value), connection)

    def get_prep_value(self, value: Any) -> Any:
        """Looking for what is no address finds nobody, and is no error."""
        # CharField's own would judge it by to_python().
        text = super(models.CharField, self).get_prep_value(value)
        return same_address(text) if isinstance(text, str) else text
