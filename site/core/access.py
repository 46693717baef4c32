"""Who asks, and for which message or type of message. Whether they may is the view's policy."""

from typing import cast

from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404, HttpRequest

from core.mail.message_types import MessageType, message_types
from core.models import Message


def me(request: HttpRequest) -> AbstractBaseUser:
    """Who is signed in; for views whose policy lets no visitor through."""
    return cast(AbstractBaseUser, request.user)


def message_for(ref: str) -> Message:
    """A message by what stands for it in an address. Raises Http404."""
    rows = Message.objects.select_related("cancelled_by", "resends", "personal_link")
    found = rows.filter(message_id__startswith=f"<{ref}@").first()
    if found is None:
        raise Http404
    return found


def message_type_for(name: str) -> MessageType:
    """A message type by its name. Raises Http404."""
    found = message_types.find(name)
    if found is None:
        raise Http404
    return found
