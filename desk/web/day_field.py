"""日期: a day that an office can mean. Years that no calendar of officers holds are typed by
mistake, and the ends of the calendar cannot be told in another time zone."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

FIRST, LAST = date(1949, 10, 1), date(2199, 12, 31)
_OUTSIDE = "年份不对，请写1949年至2199年之间的日期。"


class DayInput(forms.DateInput):
    """A day, chosen or typed: 2026-11-30."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day from FIRST to LAST."""

    widget = DayInput

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self.validators += [
            MinValueValidator(FIRST, message=_OUTSIDE),
            MaxValueValidator(LAST, message=_OUTSIDE),
        ]
