"""Answers as they are read."""

from bookings.registers.rules.fold import BY_NAME, Answer
from core.dates import clock_words

PRESENCE = {
    "present": "Present",
    "late": "Late",
    "left_early": "Left early",
    "absent": "Absent",
}


def words_of(kind: str, answer: Answer) -> str:
    """28; about 28; Present; Late, came at 9:50am. `kind` is that of the cell."""
    if kind not in BY_NAME:
        return f"about {answer.value}" if answer.is_estimated else answer.value
    times = [("came", answer.arrived_at), ("left", answer.left_at)]
    said = [f"{verb} at {clock_words(at)}" for verb, at in times if at]
    return ", ".join([PRESENCE.get(answer.value, answer.value), *said])
