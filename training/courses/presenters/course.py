"""A course's facts in words, and whom it is for. A tool: a course in, words out; no query."""

from dataclasses import dataclass

from core.dates import hours_words
from training.courses.models import Course

Kind = Course.Kind


@dataclass(frozen=True)
class Audience:
    """Whom courses are for, as the catalogue groups them."""

    order: int
    key: str
    name: str
    title: str
    words: str
    tone: str


AUDIENCES = (
    Audience(
        0,
        "professionals",
        "Professionals",
        "For professionals",
        "Book your own place on a date. You get a certificate with your CPD hours.",
        "",
    ),
    Audience(
        1,
        "pupils",
        "Pupils",
        "For pupils and students",
        "Schools and colleges ask for these. A facilitator comes to you, and a member of your "
        "staff stays in the room.",
        "teal",
    ),
    Audience(
        2,
        "families",
        "Parents and carers",
        "For parents and carers",
        "A school or a community group asks, and we come to you or meet online.",
        "warm",
    ),
    Audience(
        3,
        "programmes",
        "Programmes",
        "Programmes that run through the year",
        "More than a visit: training for staff, work with children, and support between the two.",
        "teal",
    ),
    Audience(
        4,
        "partners",
        "With partners",
        "With partners, or by referral",
        "Delivered by others, or agreed with us first. They are not booked on this site.",
        "stone",
    ),
)
ORDER_BY_KIND = {
    Kind.PROFESSIONAL: 0,
    Kind.PUPIL: 1,
    Kind.COMMUNITY: 2,
    Kind.PROGRAMME: 3,
    Kind.CASCADE: 3,
    Kind.OPERATION: 4,
    Kind.REFERRAL: 4,
    Kind.COMMISSIONED: 4,
}


@dataclass(frozen=True)
class Fact:
    """What people ask, and the answer; components/facts.html draws it."""

    label: str
    value: str


def audience_of(course: Course) -> Audience:
    """Whom a course is for."""
    return AUDIENCES[ORDER_BY_KIND[Kind(course.kind)]]


def facts_of(course: Course) -> list[Fact]:
    """What people ask first, in the order they ask; what a course lacks is left out."""
    found = [
        ("Length", length_of(course)),
        ("Where", course.get_mode_display()),
        ("Cost", "Free"),
        ("CPD", cpd_of(course)),
        ("Year groups", year_groups_of(course)),
        ("Group", group_of(course)),
        ("Certificate", certificate_of(course)),
        ("Refresh", refresh_of(course)),
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
    length = course.length_words
    if len(course.parts) > 1:
        length = f"{len(course.parts)} parts, {length} in all"
    return f"{length}, {course.get_mode_display().lower()}"


def length_of(course: Course) -> str:
    """3 hours, with a 15 minute break; for several parts, each of them."""
    if course.route == Course.Route.LISTED and course.kind == Kind.COMMISSIONED:
        return ""
    if course.route == Course.Route.ENQUIRE:
        return "Agreed with you"
    if course.parts:
        each = [f"{part['title']}: {hours_words(part['minutes'])}" for part in course.parts]
        return "; ".join(each)
    if course.breaks_minutes:
        rest = hours_words(course.breaks_minutes)
        return f"{course.length_words}, {rest} of it for breaks"
    return course.length_words


def cpd_of(course: Course) -> str:
    """2.75 hours; one contact hour is one hour, breaks left out (domain 6.3)."""
    if not course.cpd_hours:
        return ""
    number = f"{course.cpd_hours:.2f}".rstrip("0").rstrip(".")
    return "1 hour" if number == "1" else f"{number} hours"


def year_groups_of(course: Course) -> str:
    """Years 7 to 11; Nursery; Year 6."""
    names = dict(year_names())
    groups = [group for group in course.year_groups if group in names]
    if not groups:
        return ""
    first, last = names[groups[0]], names[groups[-1]]
    if len(groups) == 1:
        return first
    if not first.startswith("Year"):
        return f"{first} to {last}"
    return f"{first.replace('Year', 'Years', 1)} to {last.removeprefix('Year ')}"


def year_names() -> list[tuple[str, str]]:
    """Codes of year groups with their names."""
    numbered = [(f"Y{year}", f"Year {year}") for year in range(1, 15)]
    return [("N", "Nursery"), ("R", "Reception"), *numbered]


def group_of(course: Course) -> str:
    """How many people fit; nothing where the number is not ours to say."""
    if course.route != Course.Route.BOOK:
        return ""
    size = f"Up to {course.group_max} people"
    if course.group_min:
        size = f"{course.group_min} to {course.group_max} people"
    if course.group_hard_max and course.hard_max_reason:
        return (
            f"{size}; never more than {course.group_hard_max}, because of {course.hard_max_reason}"
        )
    return size


def certificate_of(course: Course) -> str:
    """Who gets one."""
    return "When you attend it all" if course.is_for_professionals else ""


def refresh_of(course: Course) -> str:
    """Every 3 years."""
    if not course.refresh_months:
        return ""
    years, months = divmod(course.refresh_months, 12)
    if months:
        return f"Every {course.refresh_months} months"
    return "Every year" if years == 1 else f"Every {years} years"


def notice_of(course: Course) -> str:
    """How early a school asks."""
    if not course.is_for_organisations or course.is_for_professionals:
        return ""
    return f"Ask at least {course.notice_days} working days before"


def cancel_of(course: Course) -> str:
    """How long one may change one's mind without taking a place from someone else."""
    if course.route != Course.Route.BOOK:
        return ""
    days = course.cancel_days
    return f"Up to {days} working day{'' if days == 1 else 's'} before"


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
        f"Ask at least {course.notice_days} working days before, with the numbers you expect.",
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
    days = f"{course.cancel_days} working day{'' if course.cancel_days == 1 else 's'}"
    if course.is_for_professionals:
        return (
            f"Give your place back up to {days} before, under My learning, so that someone else "
            "can have it. Later than that, please still tell us there. It costs nothing either way."
        )
    return (
        f"Cancel up to {days} before on the booking's own page, so that another school can have "
        "the facilitator. Later than that, please still tell us there. It costs nothing either way."
    )
