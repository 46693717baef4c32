"""The column by which rows are found and sorted, alike on both engines."""

from functools import reduce
from operator import and_, or_
from typing import Any, cast

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q

from core.search.plain import KEY, search_key, sought


class SearchKeyField(models.CharField):  # type: ignore[type-arg] # no subscript at run time
    """A row's words in plain letters, written whenever they are: core.search.plain."""

    def __init__(self, *of: str, **kwargs: Any):
        """`of`: the fields it is made of, the name first."""
        self.of = of
        kwargs = {"max_length": KEY, "editable": False, "default": "", **kwargs}
        super().__init__(**kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, [*args, *self.of], kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = search_key(*(getattr(model_instance, name) for name in self.of))
        setattr(model_instance, self.attname, key)
        return key

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        # A database's own language would sort plain letters otherwise than SQLite does.
        found = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            found["collation"] = "C"
        return found


class SearchableModel(models.Model):
    """A model with a search_key."""

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        # Other packages save a field alone as well: allauth an address that was changed.
        fields = kwargs.get("update_fields")
        if fields is not None and set(fields) & set(key_of(type(self)).of):
            kwargs["update_fields"] = {*fields, "search_key"}
        super().save(**kwargs)


def key_of(model: type[models.Model]) -> SearchKeyField:
    """The field of a model's key."""
    field = model._meta.get_field("search_key")
    return cast("SearchKeyField", field)


def has_words(text: str, column: str = "search_key") -> Q:
    """That every word of a text stands in a key; true of every row when there is none."""
    words = [
        reduce(or_, (Q(**{f"{column}__contains": way}) for way in ways)) for ways in sought(text)
    ]
    return reduce(and_, words, Q())


def stale_keys(model: type[models.Model], ref: str = "ref") -> list[str]:
    """What names the rows whose key is not of the words they have now."""
    words_of = key_of(model).of
    rows = model._default_manager.order_by().values_list(ref, "search_key", *words_of)
    return [str(one) for one, key, *words in rows.iterator() if key != search_key(*words)]
