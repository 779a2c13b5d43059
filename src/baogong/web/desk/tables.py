"""A spreadsheet that somebody uploads."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

MOST_BYTES = 12 * 1024 * 1024


def table_field(**words: Any) -> forms.FileField:
    """A workbook or a CSV; ``words``: label and help text."""
    return forms.FileField(
        **words,
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy(
                "The file is empty. Save the table once more and choose that file."
            ),
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.csv,.txt"}),
    )


class TableForm(forms.Form):
    """Has a field ``table``; ``too_large`` says what to do with a file of more than 12 MB."""

    too_large: Any

    def clean_table(self) -> Any:
        file = self.cleaned_data["table"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(self.too_large)
        return file
