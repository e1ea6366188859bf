"""Days in the forms of the desk, as Vietnamese papers print them."""

from typing import Any

from django import forms
from wagtail.admin.widgets import AdminDateInput

PRINTED = "%d/%m/%Y"


class DayField(forms.DateField):
    """A day written dd/mm/yyyy, with Wagtail's calendar beside it.

    Django has no Vietnamese order of day and month and would read 05/03/2024 as the third of May.
    """

    input_formats = (PRINTED, "%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "widget": AdminDateInput(format=PRINTED)})
