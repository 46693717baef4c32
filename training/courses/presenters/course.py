"""A course's facts in words, and whom it is for. A tool: a course in, words out; no query."""

from dataclasses import dataclass

from core.dates import hours_words, working_days_words
from training.courses.models import Course

Kind = Course.Kind


@dataclass(frozen=True)
class Fact:
    """What people ask, and the answer; components/facts.html draws it."""

    label: str
    value: str


def facts_of(course: Course) -> list[Fact]:
    """What people ask first, in the order they ask; what a course lacks is left out."""
    found = [
        ("Length", length_of(course)),
        ("Where", course.get_mode_display()),
        ("Cost", "Free"),
        ("CPD", course.current_version.cpd_words),
        ("Year groups", course.year_words),
        ("Group", group_of(course)),
        ("Certificate", certificate_of(course)),
        ("Refresh", course.current_version.refresh_words),
        ("Notice", notice_of(course)),
        ("Cancel", cancel_of(course)),
        ("Delivered by", course.provider),
    ]
    return [Fact(label, value) for label, value in found if value]


def card_line(course: Course) -> str:
    """What a card says at its foot: 3 hours, online; or that it is not booked here."""
    if course.route == Course.Route.ENQUIRE:
        return "Ask us first"
    if course.route == Course.Route.LISTED:
        return "Not booked here"
    version = course.current_version
    length = version.length_words
    if len(version.parts) > 1:
        length = f"{len(version.parts)} parts, {length} in all"
    return f"{length}, {course.get_mode_display().lower()}"


def length_of(course: Course) -> str:
    """3 hours, 15 minutes of it for breaks; for several parts, each of them."""
    if course.route == Course.Route.LISTED and course.kind == Kind.COMMISSIONED:
        return ""
    if course.route == Course.Route.ENQUIRE:
        return "Agreed with you"
    version = course.current_version
    if version.parts:
        each = [f"{part['title']}: {hours_words(part['minutes'])}" for part in version.parts]
        return "; ".join(each)
    return version.full_length_words


def group_of(course: Course) -> str:
    """How many people fit; nothing where the number is not ours to say."""
    return course.group_words if course.route == Course.Route.BOOK else ""


def certificate_of(course: Course) -> str:
    return "When you attend it all" if course.is_for_professionals else ""


def notice_of(course: Course) -> str:
    """How early a school asks."""
    if not course.is_for_organisations or course.is_for_professionals:
        return ""
    return course.notice_words


def cancel_of(course: Course) -> str:
    """How long one may change one's mind without taking a place from someone else."""
    if course.route != Course.Route.BOOK:
        return ""
    return f"Up to {working_days_words(course.cancel_days)} before"


def is_with_children(course: Course) -> bool:
    """Whether children take part, so that schools and parents have questions of their own."""
    return course.kind in {Kind.PUPIL, Kind.PROGRAMME, Kind.CASCADE}


# What every session with children needs, each with a word by which a course says it for itself.
WITH_CHILDREN = (
    ("stay", "A member of your staff in the room throughout."),
    (
        "disclos",
        "Your designated safeguarding lead knows what it talks about and when; if a child tells us "
        "something, we tell them, under your policy.",
    ),
    ("affected", "You have thought about pupils who may be affected, and what they do instead."),
)


def needs_of(course: Course) -> list[str]:
    """What we need from the school or setting that we come to, the course's own needs last."""
    if not course.is_for_organisations or course.is_for_professionals:
        return list(course.readiness_checks)
    found = [
        f"{course.notice_words}, with the numbers you expect.",
        "A room, and someone to meet us when we arrive.",
    ]
    if is_with_children(course):
        own = " ".join(course.readiness_checks)
        found += [sentence for word, sentence in WITH_CHILDREN if word not in own]
    return [*found, *course.readiness_checks]


def parents_of(course: Course) -> list[str]:
    """What parents may see, and what they may decide."""
    if not is_with_children(course) or course.route == Course.Route.LISTED:
        return []
    found = [
        "Parents and carers may see what we teach and show. Ask us for the materials: you are "
        "free to share them, and no agreement with us stands in the way."
    ]
    if course.may_include_sex_education:
        found.append(
            "It may touch on sex education, and your school decides whether it does. Parents may "
            "withdraw their child from sex education until three terms before the child turns "
            "16; not from relationships or health education."
        )
    return found


def cancelling_of(course: Course) -> str:
    """What to do when plans change; nothing for what is not booked here."""
    if course.route != Course.Route.BOOK:
        return ""
    days = working_days_words(course.cancel_days)
    if course.is_for_professionals:
        return (
            f"Give your place back up to {days} before, under My learning, so that someone else "
            "can have it. Later than that, please still tell us there. It costs nothing either way."
        )
    return (
        f"Cancel up to {days} before on the booking's own page, so that another group can have "
        "the facilitator. Later than that, please still tell us there. It costs nothing either way."
    )
