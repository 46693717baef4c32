"""The messages of training, as the office finds them when it edits their words."""

from collections.abc import Mapping

from core.wording import Kind, Link, Value, declare

# What every message about a place can say; emails.about_place() fills it in.
PLACE: Mapping[str, Value] = {
    "name": "Amina Rashid",
    "course": "Preventing violence against women and girls",
    "dates": ["Thursday 3 December 2026, 9:30am to 12:30pm"],
    "where": "Tally Ho Conference Centre, Birmingham",
    "place_page": Link("Your place", "/my/places/"),
}

DATES: Mapping[str, Value] = {"other_dates": Link("Other dates", "/dates/")}

ENROLMENT_CONFIRMED = declare(
    Kind(
        name="training/enrolment_confirmed",
        label="A place is confirmed",
        samples={
            **PLACE,
            "cancel_by": "Tuesday 1 December 2026",
            "join_from": "Wednesday 2 December 2026 at 9:30am",
        },
    )
)
ENROLMENT_CANCELLED = declare(
    Kind(
        name="training/enrolment_cancelled",
        label="A place is cancelled",
        samples={**PLACE, **DATES},
    )
)
EVENT_CANCELLED = declare(
    Kind(
        name="training/event_cancelled",
        label="A date is cancelled",
        samples={**PLACE, **DATES},
    )
)
OFFER_MADE = declare(
    Kind(
        name="training/offer_made",
        label="A place from the waiting list is offered",
        samples={**PLACE, "answer_by": "5pm on Wednesday 2 December 2026"},
    )
)

# A place or its date changes (training.change_emails)

PLACE_MOVED = declare(
    Kind(
        name="training/place_moved",
        label="A place is moved: the new date",
        samples={**PLACE, "cancel_by": "Tuesday 1 December 2026"},
    )
)
PLACE_LEFT = declare(
    Kind(name="training/place_left", label="A place is moved: the old date", samples=PLACE)
)
PUT_ON_LIST = declare(
    Kind(
        name="training/put_on_list",
        label="A place is moved: on the waiting list",
        samples={**PLACE, "first_in_line": "You are first in line for it."},
    )
)
PLACE_PASSED_ON = declare(
    Kind(
        name="training/place_passed_on",
        label="A colleague comes instead: to the first person",
        samples={**PLACE, "colleague": "Tariq Mahmood"},
    )
)
PLACE_RECEIVED = declare(
    Kind(
        name="training/place_received",
        label="A colleague comes instead: to the colleague",
        samples={**PLACE, "colleague": "Amina Rashid", "cancel_by": "Tuesday 1 December 2026"},
    )
)
EVENT_CHANGED = declare(
    Kind(
        name="training/event_changed",
        label="A date changed: places are kept",
        samples={
            **PLACE,
            "standing": "You keep your place. The attached invitation brings your calendar "
            "up to date.",
        },
    )
)
EVENT_CHANGED_ASKS = declare(
    Kind(
        name="training/event_changed_asks",
        label="A date changed: people say whether they still come",
        samples={**PLACE, "answer_by": "5pm on Wednesday 2 December 2026"},
    )
)
PLACE_LET_GO = declare(
    Kind(
        name="training/place_let_go",
        label="A date changed: no answer, the place has gone to others",
        samples=PLACE,
    )
)
NEXT: Mapping[str, Value] = {
    "next_dates": ["Thursday 7 January 2027, 9:30am to 12:30pm"],
    "next_where": "Tally Ho Conference Centre, Birmingham",
    "next_page": Link("Your place on the next date", "/my/places/"),
}
NEXT_DATE_OFFERED = declare(
    Kind(
        name="training/next_date_offered",
        label="A date is cancelled: a place on the next one is offered",
        samples={**PLACE, **NEXT, "answer_by": "5pm on Wednesday 2 December 2026"},
    )
)
NEXT_DATE_LIST = declare(
    Kind(
        name="training/next_date_list",
        label="A date is cancelled: on the waiting list of the next one",
        samples={**PLACE, **NEXT},
    )
)

# Waiting for a place (training.waiting_emails)

WAYS_ON: Mapping[str, Value] = {
    "date_page": Link("The page of this date", "/dates/"),
    "all_dates": Link("All dates", "/dates/"),
}
OFF_LIST: Mapping[str, Value] = {"off_list": "You are no longer on the waiting list."}
WAITING_JOINED = declare(
    Kind(
        name="training/waiting_joined",
        label="Somebody joined a waiting list",
        samples={
            **PLACE,
            "position": "3rd of 7",
            "offer_time": "24 hours, or 4 hours in the last 3 days before the date",
            "together": "You wait together with colleagues: we offer places to all of you at once.",
            "priority": "People in some roles are offered places on this course first.",
        },
    )
)
WAITING_LEFT = declare(
    Kind(
        name="training/waiting_left",
        label="Somebody left a waiting list",
        samples={**PLACE, **WAYS_ON},
    )
)
WAITING_OVER = declare(
    Kind(
        name="training/waiting_over",
        label="A waiting list closed: the date has begun",
        samples={**PLACE, **WAYS_ON},
    )
)
OFFER_DECLINED = declare(
    Kind(
        name="training/offer_declined",
        label="An offered place was declined",
        samples={**PLACE, **WAYS_ON, **OFF_LIST},
    )
)
OFFER_EXPIRED = declare(
    Kind(
        name="training/offer_expired",
        label="An offered place ran out",
        samples={**PLACE, **WAYS_ON, **OFF_LIST},
    )
)

# A place that others say yes to (training.approval_emails)

APPROVAL_AWAITED = declare(
    Kind(
        name="training/approval_awaited",
        label="A place waits for approval: to the person",
        samples={
            **PLACE,
            "approver": "your manager (manager@work.example)",
            "answer_by": "Wednesday 18 November 2026 at 5pm",
        },
    )
)
APPROVAL_DECLINED = declare(
    Kind(
        name="training/approval_declined",
        label="A place is not approved: to the person",
        samples={
            **PLACE,
            **DATES,
            "approver": "Your manager",
            "calendar": "The attached notice takes the date out of your calendar.",
        },
    )
)
APPROVAL_EXPIRED = declare(
    Kind(
        name="training/approval_expired",
        label="A place nobody approved in time: to the person",
        samples={**PLACE, **DATES, "date_page": Link("The page of this date", "/dates/")},
    )
)
# What a manager is told: who, what and when, and nothing of what helps the person take part.
MANAGED: Mapping[str, Value] = {name: PLACE[name] for name in ("name", "course", "dates", "where")}
MANAGER_ASKED = declare(
    Kind(
        name="training/manager_asked",
        label="A place waits for approval: to the manager",
        samples={
            **MANAGED,
            "answer_by": "Wednesday 18 November 2026 at 5pm",
            "answer_page": Link("Approve or decline", "[link]"),
        },
    )
)
MANAGER_TOLD = declare(
    Kind(
        name="training/manager_told",
        label="A place is confirmed: to the manager",
        samples={
            **MANAGED,
            "answer_by": "Wednesday 18 November 2026 at 5pm",
            "answer_page": Link("See the place, or decline it", "[link]"),
        },
    )
)
MANAGER_CANCELLED = declare(
    Kind(
        name="training/manager_cancelled",
        label="A place is cancelled: to the manager",
        samples={**MANAGED, "reason": "The date does not take place."},
    )
)
MANAGER_CHANGED = declare(
    Kind(
        name="training/manager_changed",
        label="A date moved to another day or time: to the manager",
        samples={
            **MANAGED,
            "standing": "The place is kept. You do not need to do anything, unless the person "
            "cannot be spared then: have them cancel it.",
        },
    )
)
MANAGER_EXPIRED = declare(
    Kind(
        name="training/manager_expired",
        label="A place nobody approved in time: to the manager",
        samples=MANAGED,
    )
)
OFFICE_MESSAGE = declare(
    Kind(
        name="training/office_message",
        label="The office writes to the people of a date",
        samples={**PLACE, "subject": "Parking", "message": "Please use the car park at the back."},
    )
)

# A date comes near, and nobody came

REMINDER = declare(
    Kind(
        name="training/reminder",
        label="A reminder before a date",
        samples={**PLACE, "how_soon": "in 2 weeks", "cancel_by": "Tuesday 1 December 2026"},
    )
)
JOINING = declare(
    Kind(
        name="training/joining",
        label="The link to join online, a day before",
        samples={**PLACE, "join_page": Link("Join online", "https://meet.example.org/room")},
    )
)
NO_SHOW = declare(
    Kind(
        name="training/no_show",
        label="Somebody did not come: to the person",
        samples={**PLACE, **DATES},
    )
)
MANAGER_NO_SHOW = declare(
    Kind(
        name="training/manager_no_show",
        label="Somebody did not come: to the manager",
        samples=MANAGED,
    )
)
INTEREST_DATE = declare(
    Kind(
        name="training/interest_date",
        label="A course somebody asked about has a date",
        samples={
            **{name: PLACE[name] for name in ("name", "course", "dates", "where")},
            "date_page": WAYS_ON["date_page"],
        },
    )
)

# Places booked for colleagues (training.colleague_emails)

COLLEAGUE_OFFERED = declare(
    Kind(
        name="training/colleague_offered",
        label="A colleague booked a place for somebody",
        samples={
            **PLACE,
            "booked_by": "Bola Booker",
            "answer_by": "Monday 16 November 2026 at 10am",
        },
    )
)
COLLEAGUE_NOT_COMING = declare(
    Kind(
        name="training/colleague_not_coming",
        label="A colleague does not take or keep a place: to the one who booked it",
        samples={
            **{name: PLACE[name] for name in ("name", "course", "dates", "where")},
            "colleague": "Sam Lee",
            "answer": "has said no to the place you booked for them",
            "date_page": WAYS_ON["date_page"],
        },
    )
)
COLLEAGUE_TAKEN_BACK = declare(
    Kind(
        name="training/colleague_taken_back",
        label="A place booked for somebody is taken back",
        samples={**PLACE, **DATES, "booked_by": "Bola Booker"},
    )
)
