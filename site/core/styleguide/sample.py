"""Sample data for /styleguide/: every component in every state, with invented people and places."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict

from core.clock import LONDON
from core.forms import (
    BaseForm,
    CleanCharField,
    CleanEmailField,
    CleanTextField,
    GovDateField,
    HeadcountField,
    TimeField,
)
from core.forms.widgets import (
    CheckboxInput,
    CheckboxSelectMultiple,
    ChoiceSegment,
    EmailInput,
    FileInput,
    HeadcountInput,
    PasswordInput,
    RadioSelect,
    Select,
    TelInput,
)

SWATCHES = [
    *("paper", "card", "line", "ink", "ink-soft", "band", "plum", "plum-tint"),
    *("marigold", "marigold-strong", "marigold-tint", "teal", "teal-tint", "rose", "rose-tint"),
    "focus",
]
HERE = "/styleguide/"
YEARS = [(f"Y{number}", f"Year {number}") for number in (7, 8, 9, 10)]
MARKS = [("present", "Present"), ("late", "Late"), ("absent", "Absent")]
LONG = "Molineaux Road College of Further Education and Sixth Form Partnership (example)"


class SampleForm(BaseForm):
    """One field of each kind."""

    name = CleanCharField(label="Full name", help_text="As it should be printed on a certificate.")
    email = CleanEmailField(label="Work email address", widget=EmailInput(width="three-quarters"))
    phone = CleanCharField(label="Telephone number", required=False, widget=TelInput)
    password = forms.CharField(label="Password", widget=PasswordInput)
    area = forms.ChoiceField(
        label="Area",
        choices=[("", "Choose one"), ("330", "Birmingham"), ("331", "Coventry")],
        widget=Select,
    )
    when = GovDateField(
        label="When would suit you?",
        help_text="For example, 27 3 2027",
        earliest=date(2026, 11, 12),
    )
    at = TimeField(label="Start time", help_text="For example, 9:30am or 13:15")
    group = forms.ChoiceField(
        label="Who is it for?",
        choices=[("pupils", "Pupils"), ("staff", "Staff"), ("parents", "Parents and carers")],
        widget=RadioSelect(hints={"pupils": "One or more classes, or a whole year group"}),
    )
    hall = forms.ChoiceField(
        label="Is there a hall?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=RadioSelect(inline=True),
    )
    years = forms.MultipleChoiceField(
        label="Year groups",
        help_text="Choose all that apply.",
        choices=YEARS,
        widget=CheckboxSelectMultiple,
    )
    notes = CleanTextField(
        label="Anything we should know?",
        help_text="Do not include names or details of a child or family.",
        max_length=300,
        required=False,
    )
    file = forms.FileField(label="Evidence", required=False, widget=FileInput)
    agree = forms.BooleanField(
        label="A member of staff will stay in the room for the whole session",
        widget=CheckboxInput,
    )


class SampleRegister(BaseForm):
    """What a facilitator fills in, standing up."""

    class_a = HeadcountField(
        label="Class 9A", help_text="expected 30", most=40, initial=28, widget=HeadcountInput
    )
    class_b = HeadcountField(
        label="Class 9B", help_text="expected 32", most=40, initial=30, widget=HeadcountInput
    )
    person = forms.ChoiceField(
        label="Example person one", choices=MARKS, initial="present", widget=ChoiceSegment
    )


WRONG = {
    "email": "not an address",
    "when_day": "30",
    "when_month": "2",
    "when_year": "2027",
    "at": "1:15",
    "area": "",
    "name": "",
    "notes": "x" * 320,
}
WRONG_REGISTER = {"class_a": "4o", "class_b": "30"}


def london(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A moment said in London time."""
    return datetime.combine(date(year, month, day), time(hour, minute), tzinfo=LONDON)


# Lists of facts, answers, figures, tasks and the like.
WORDS: dict[str, Any] = {
    "facts": [
        {"label": "Length", "value": "3 hours, one break"},
        {"label": "CPD", "value": "2.75 hours"},
        {"label": "Cost", "value": "Free"},
        {"label": "Certificate", "value": "when you attend it all and send the evaluation"},
        {"label": "Cancel", "value": "up to 2 working days before; a colleague may come"},
    ],
    "answers": [
        {"label": "School", "value": LONG, "url": HERE},
        {"label": "Who is it for?", "lines": ["Class 9A: 30", "Class 9B: 32"], "url": HERE},
        {"label": "Reference", "value": "K7QM-4RXD"},
    ],
    "figures": [
        {"number": "1,994", "meaning": "people reached in October 2026"},
        {"number": "48", "meaning": "sessions in schools"},
        {"number": "7 of 7", "meaning": "boroughs visited"},
    ],
    "tasks": [
        {
            "title": "Request from Foundry Rise Academy (example)",
            "url": HERE,
            "about": "Year 9 workshops, asked for 6 working days ago",
            "state": "Waits for an offer",
            "tone": "rose",
            "late": True,
        },
        {
            "title": "No facilitator on Wednesday 9 December 2026",
            "url": HERE,
            "about": "Walsall, 1pm to 4pm",
            "state": "Cover asked for",
            "tone": "warm",
        },
        {"title": "Monthly return for October 2026", "url": HERE, "about": "Ready to lock"},
    ],
    "entries": [
        {"title": "Offer accepted", "at": london(2026, 11, 10, 16, 5)},
        {
            "title": "Offer sent",
            "at": london(2026, 11, 9, 11),
            "about": "Held until Monday 16 November 2026.",
        },
        {"title": "Request received", "at": london(2026, 11, 2, 8, 45)},
    ],
    "steps": [
        {"title": "You ask", "text": "Say who it is for and when would suit you."},
        {"title": "We offer", "text": "Within 5 working days, with dates we can keep."},
        {"title": "You accept", "text": "The date is yours and the pack is on its way."},
    ],
    "not_for": ["pupils: schools can book workshops for them instead"],
    "tags": ["Education", "School staff"],
    "outcomes": [
        "recognise signs of harmful behaviour and respond early",
        "plan one change in your own setting",
        "hold a difficult conversation with a young person without shaming them",
    ],
    "columns": ["Area", "Sessions", "Children and young people", "Professionals"],
    "table_rows": [["Birmingham", 14, 620, 88], ["Coventry", 6, 241, 30]],
    "table_total": ["All areas", 20, 861, 118],
}


# What components/seats.html shows: none, some, most and all of them taken.
PLACES = [
    {"left": 50, "words": "50 of 50 places left", "taken_percent": 0, "tone": "open"},
    {"left": 4, "words": "4 of 50 places left", "taken_percent": 92, "tone": "low"},
    {"left": 17, "words": "17 of 30 places left", "taken_percent": 43, "tone": "open"},
    {"left": 0, "words": "Full", "taken_percent": 100, "tone": "full"},
]


def sample_rows() -> list[dict[str, Any]]:
    """Dates: nearly full, half full, empty, full, and one with a long name and a state."""
    vawg = "Preventing violence against women and girls"
    return [
        {
            "title": vawg,
            "starts_at": london(2026, 12, 3, 9, 30),
            "ends_at": london(2026, 12, 3, 12, 30),
            "place": "online",
            "places": PLACES[1],
        },
        {
            "title": "Exploitation and county lines for pastoral teams",
            "starts_at": london(2026, 12, 9, 13),
            "ends_at": london(2026, 12, 9, 16),
            "place": "Walsall",
            "places": PLACES[2],
            "tags": ["Education", "Secondary"],
        },
        {
            "title": "MVP: school lead and support team training",
            "starts_at": london(2027, 1, 20, 9),
            "ends_at": london(2027, 1, 20, 15),
            "place": "Birmingham",
            "places": PLACES[3],
        },
        {
            "title": f"Whole-year assembly at {LONG}",
            "starts_at": london(2027, 1, 28, 12),
            "ends_at": london(2027, 1, 28, 13),
            "place": "Wolverhampton",
            "state": "Place confirmed",
            "tone": "teal",
        },
    ]


def sample_plan() -> dict[str, Any]:
    """A year of three strands."""
    halves = ["Autumn 1", "Autumn 2", "Spring 1", "Spring 2", "Summer 1", "Summer 2"]
    columns = [
        {"x": 120 + 150 * number, "width": 144, "label": label, "odd": number % 2}
        for number, label in enumerate(halves)
    ]
    staff = [
        {"x": 124, "width": 136, "label": "County lines", "state": "done"},
        {"x": 274, "width": 136, "label": "Adversity", "state": "done"},
    ]
    pupils = [
        {"x": 124, "width": 136, "label": "Assemblies", "state": "done"},
        {
            "x": 274,
            "width": 736,
            "label": "Mentors in Violence Prevention: six lessons",
            "state": "running",
        },
    ]
    parents = [{"x": 424, "width": 136, "label": "Exploitation", "state": "booked"}]
    return {
        "width": 1020,
        "height": 252,
        "label": "Staff sessions in autumn, pupils from autumn to summer, parents in spring",
        "columns": columns,
        "strands": [
            {"y": 52, "label": "Staff", "tone": "teal", "items": staff},
            {"y": 120, "label": "Pupils", "tone": "plum", "items": pupils},
            {"y": 188, "label": "Parents", "tone": "marigold", "items": parents},
        ],
    }


def sample_context() -> dict[str, Any]:
    """All that styleguide.html shows."""
    wrong = SampleForm(WRONG, auto_id="wrong_%s")
    return {
        "swatches": SWATCHES,
        "here": HERE,
        "breadcrumbs": [{"label": "Home", "url": "/"}, {"label": "Style guide", "url": HERE}],
        "sections": [
            {"label": "Queue", "url": HERE, "count": 7, "current": True},
            {"label": "Bookings", "url": HERE},
            {"label": "Registers", "url": HERE, "count": 2},
            {"label": "People", "url": HERE},
            {"label": "Settings", "url": HERE},
        ],
        "rows": sample_rows(),
        "places": PLACES,
        "plan": sample_plan(),
        "page": Paginator(range(240), 25).get_page(4),
        "query": QueryDict("area=330&page=4"),
        "form": SampleForm(),
        "wrong": wrong,
        "register": SampleRegister(),
        "wrong_register": SampleRegister(WRONG_REGISTER, auto_id="wrong_%s"),
        "long": LONG,
        **WORDS,
    }
