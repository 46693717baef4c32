"""What later apps say of a session, kept on it."""

from training.events.models import Session


def set_settled_locked(session: Session, is_settled: bool) -> None:
    """Keep whether a register says how the session went; its lock must be held."""
    session.is_settled = is_settled
    Session.objects.filter(pk=session.pk).update(is_settled=is_settled)
