"""Whom courses are for, in the words of every page that groups courses by it."""

from dataclasses import dataclass

from training.courses.models import Course

Kind = Course.Kind


@dataclass(frozen=True)
class Audience:
    """One kind of people, and the kinds of course that are for them."""

    key: str
    kinds: tuple[Kind, ...]
    name: str
    title: str
    words: str
    tone: str
    # To a school that chooses for its staff and pupils; empty where nothing is booked by a school.
    school_title: str = ""
    school_words: str = ""


AUDIENCES = (
    Audience(
        "professionals",
        (Kind.PROFESSIONAL,),
        "Professionals",
        "For professionals",
        "Book your own place on a date. You get a certificate with your CPD hours.",
        "",
        "For your staff",
        "Training for a team, at your place or online.",
    ),
    Audience(
        "pupils",
        (Kind.PUPIL,),
        "Pupils",
        "For pupils and students",
        "Schools and colleges ask for these. A facilitator comes to you, and a member of your "
        "staff stays in the room.",
        "teal",
        "For pupils and students",
        "We come to you and work with a class, or a whole year.",
    ),
    Audience(
        "families",
        (Kind.COMMUNITY,),
        "Parents and carers",
        "For parents and carers",
        "A school or a community group asks, and we come to you or meet online.",
        "warm",
        "For parents and carers",
        "An evening or an assembly for the grown-ups around a child.",
    ),
    Audience(
        "programmes",
        (Kind.PROGRAMME, Kind.CASCADE),
        "Programmes",
        "Programmes that run through the year",
        "More than a visit: training for staff, work with children, and support between the two.",
        "teal",
        "Programmes that run through the year",
        "Longer work over several visits, planned with you.",
    ),
    Audience(
        "partners",
        (Kind.OPERATION, Kind.REFERRAL, Kind.COMMISSIONED),
        "With partners",
        "With partners, or by referral",
        "Delivered by others, or agreed with us first. They are not booked on this site.",
        "stone",
    ),
)
BY_KIND = {kind: audience for audience in AUDIENCES for kind in audience.kinds}


def audience_of(course: Course) -> Audience:
    return BY_KIND[Kind(course.kind)]


def order_of(course: Course) -> int:
    """Where its audience stands on a page."""
    return AUDIENCES.index(audience_of(course))
