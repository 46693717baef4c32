"""Forms as the house draws and reads them.

Forms import from here: the bases (BaseForm, KeyedForm) and the fields.
"""

from core.forms.asking import NOT_FOR_DISCLOSURES, AskingForm
from core.forms.base import BaseForm, KeyedForm
from core.forms.fields import (
    CleanCharField,
    CleanEmailField,
    CleanTextField,
    GovDateField,
    HeadcountField,
    OtherEmailField,
    PersonEmailField,
    PersonNameField,
    TimeField,
)

__all__ = [
    "NOT_FOR_DISCLOSURES",
    "AskingForm",
    "BaseForm",
    "CleanCharField",
    "CleanEmailField",
    "CleanTextField",
    "GovDateField",
    "HeadcountField",
    "KeyedForm",
    "OtherEmailField",
    "PersonEmailField",
    "PersonNameField",
    "TimeField",
]
