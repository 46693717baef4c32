"""The personal links that training sends."""

from core.links import Purpose, declare

APPROVAL = declare(Purpose("training/approval", "training:approval_answer"))
