"""What the office may set about what people do to others."""

from core.options.spec import Number
from core.options.store import declare

GROUP = "Naming others"
# A school books whole departments at once: forty colleagues, and their manager.
PEOPLE_NAMED = declare(
    Number(
        key="accounts.people_named",
        group=GROUP,
        label="People somebody may name in a day",
        hint="Colleagues they book for or send in their place, and managers. "
        "The team may name as many as it needs.",
        default=60,
        least=1,
        most=1000,
    )
)
PLACES_PASSED_ON = declare(
    Number(
        key="accounts.places_passed_on",
        group=GROUP,
        label="Places of their own that somebody may pass on in a day",
        hint="To a colleague who comes instead. It is a place each time, so few are enough.",
        default=10,
        least=1,
        most=200,
    )
)
# Two for each of those: that they were named, and how it ends.
MAILS_CAUSED = declare(
    Number(
        key="accounts.mails_caused",
        group=GROUP,
        label="Emails to others that somebody may cause in a day",
        hint="Naming a person counts as two: the news, and its end.",
        default=150,
        least=2,
        most=2000,
    )
)
MAILS_TO_ONE = declare(
    Number(
        key="accounts.mails_to_one",
        group=GROUP,
        label="Emails somebody may cause to the same address in a day",
        hint="For example to a manager, by taking places and giving them back.",
        default=20,
        least=2,
        most=200,
    )
)
MAILS_RECEIVED = declare(
    Number(
        key="accounts.mails_received",
        group=GROUP,
        label="Emails that all others together may cause to one address in a day",
        hint="What somebody does themselves does not count.",
        default=200,
        least=2,
        most=2000,
    )
)
