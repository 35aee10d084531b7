"""查找框: words to search for. A long text is searched for by its first part, never left out: who
searches must not be shown everything."""

from typing import Any

from django import forms

LONGEST = 100


class SearchField(forms.CharField):
    """Words to search for, of which the first LONGEST characters count."""

    def __init__(self, *, size: int, **named: Any) -> None:
        shape = forms.TextInput(attrs={"size": size, "maxlength": LONGEST})
        super().__init__(required=False, widget=shape, **named)

    def to_python(self, value: Any) -> str:
        """The words, cut."""
        return str(super().to_python(value))[:LONGEST]
