"""Who asks, and for which message or type of message. Whether they may is the view's policy."""

from collections.abc import Callable
from typing import cast

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from core.mail.message_types import MessageType, message_types
from core.models import Message
from core.queries.plan import planned_anew
from core.registry import Registry

MessageLimit = Callable[[object, QuerySet[Message]], QuerySet[Message]]
MESSAGE_LIMITS: Registry[MessageLimit] = Registry("limits of messages", room="access")


def me(request: HttpRequest) -> AbstractBaseUser:
    """Who is signed in; for views whose policy lets no visitor through."""
    return cast(AbstractBaseUser, request.user)


def limit_messages(name: str) -> Callable[[MessageLimit], MessageLimit]:
    """Mark a function that leaves out of some messages what a person may not see."""

    def declare(limit: MessageLimit) -> MessageLimit:
        return MESSAGE_LIMITS.add(name, limit)

    return declare


def messages_for(user: object, rows: QuerySet[Message]) -> QuerySet[Message]:
    """Of some messages those that a person may see. Who that is, later apps say."""
    for limit in MESSAGE_LIMITS:
        rows = limit(user, rows)
    return rows


def message_for(user: object, ref: str) -> Message:
    """A message, by what stands for it in an address, that a person may see. Raises Http404."""
    return message_among(messages_for(user, Message.objects.all()), ref)


def message_among(rows: QuerySet[Message], ref: str) -> Message:
    """The one of some messages that a reference stands for. Raises Http404."""
    named = rows.select_related("cancelled_by", "resends", "personal_link")
    with planned_anew():  # for any beginning of a text no index can be used
        found = named.filter(message_id__startswith=f"<{ref}@").first()
    if found is None:
        raise Http404
    return found


def message_type_for(name: str) -> MessageType:
    """A message type by its name. Raises Http404."""
    found = message_types.find(name)
    if found is None:
        raise Http404
    return found
