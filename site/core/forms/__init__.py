"""Forms as the house draws and reads them.

Forms import from here: the bases (HouseForm, KeyedForm) and the fields.
"""

from core.forms.asking import NOT_FOR_DISCLOSURES, AskingForm
from core.forms.base import HouseForm, KeyedForm
from core.forms.fields import (
    CleanCharField,
    CleanTextField,
    GovDateField,
    HeadcountField,
    TimeField,
)

__all__ = [
    "NOT_FOR_DISCLOSURES",
    "AskingForm",
    "CleanCharField",
    "CleanTextField",
    "GovDateField",
    "HeadcountField",
    "HouseForm",
    "KeyedForm",
    "TimeField",
]
