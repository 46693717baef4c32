"""The outbox, work in hand, settings of the office, form keys and the worker's heartbeat."""

from core.models.form_key import FormKey
from core.models.job import Heartbeat, JobItem
from core.models.message import Message, MessageState
from core.models.message_template import MessageTemplate
from core.models.option import Option
from core.models.personal_link import PersonalLink
from core.models.tally import Tally

__all__ = [
    "FormKey",
    "Heartbeat",
    "JobItem",
    "Message",
    "MessageState",
    "MessageTemplate",
    "Option",
    "PersonalLink",
    "Tally",
]
