"""The keys to people's own calendars."""

from datetime import datetime, timedelta

import pytest
from django.http import Http404

from accounts.access import feed_for
from accounts.actions.feed_token import make_feed_token, note_feed_use, revoke_feed_token
from accounts.models import FeedToken, User
from accounts.queries.feed_token import calendar_token, digest_of

pytestmark = pytest.mark.django_db


def test_only_the_digest_of_a_key_is_kept(learner: User, now: datetime) -> None:
    token = make_feed_token(learner, now=now)
    row = FeedToken.objects.get()
    assert len(token) == 22  # 128 bits
    assert row.digest == digest_of(token)
    assert token not in str(FeedToken.objects.values().get())
    assert feed_for(token).user == learner


def test_a_new_key_ends_the_old_one(learner: User, now: datetime) -> None:
    old = make_feed_token(learner, now=now)
    new = make_feed_token(learner, now=now)
    assert feed_for(new) == calendar_token(learner)
    with pytest.raises(Http404):
        feed_for(old)


def test_a_revoked_key_opens_nothing(learner: User, now: datetime) -> None:
    token = make_feed_token(learner, now=now)
    for _ in range(2):
        revoke_feed_token(learner, now=now)
    assert calendar_token(learner) is None
    with pytest.raises(Http404):
        feed_for(token)


@pytest.mark.guard("a feed of a closed account", where="accounts/access.py")
def test_an_account_that_is_closed_has_no_feed(learner: User, now: datetime) -> None:
    token = make_feed_token(learner, now=now)
    User.objects.update(is_active=False)
    with pytest.raises(Http404):
        feed_for(token)


def test_use_is_noted_once_an_hour(learner: User, now: datetime) -> None:
    token = make_feed_token(learner, now=now)
    for minutes in (0, 59):
        note_feed_use(feed_for(token), now=now + timedelta(minutes=minutes))
    assert FeedToken.objects.get().last_used_at == now
    note_feed_use(feed_for(token), now=now + timedelta(minutes=60))
    assert FeedToken.objects.get().last_used_at == now + timedelta(hours=1)
