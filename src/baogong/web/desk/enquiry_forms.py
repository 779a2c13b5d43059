"""What a clerk writes of calls and messages, and the answers to them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from baogong.apps.tickets.intents import NewReply
from baogong.apps.tickets.queries import EnquiryRow, ReplyRow
from baogong.readers.questions import Messages, read_messages
from baogong.values.phones import read_caller
from baogong.web.components.fields import PastedField
from baogong.web.desk.calls import EstateChoice

LONGEST_WANTED, LONGEST_REPLY, LONGEST_PASTE = 200, 500, 20_000


def _key() -> forms.UUIDField:
    return forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))


def _estate(estates: Sequence[EstateChoice]) -> dict[str, forms.Field]:
    """Which estate it is, where there are several."""
    if len(estates) < 2:
        return {}
    choices = [(estate.id, estate.label) for estate in estates]
    return {
        "estate": forms.TypedChoiceField(label=_("Estate"), coerce=int, choices=choices),
    }


def _known(replies: Iterable[ReplyRow], *, label: Any) -> forms.TypedChoiceField:
    """One of the answers in the FAQ, or none."""
    choices = [(reply.id, reply.question or reply.text) for reply in replies]
    return forms.TypedChoiceField(
        label=label,
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("none of these")), *choices],
    )


class NoteForm(forms.Form):
    """A call: whose, and what was wanted. ``door``: it is known whose door it is."""

    key = _key()
    phone = forms.CharField(
        label=gettext_lazy("The caller's number"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("To call back. It is kept for a set number of days."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    wanted = forms.CharField(
        label=gettext_lazy("What is wanted?"),
        max_length=LONGEST_WANTED,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
        error_messages={"required": gettext_lazy("Write in a few words what is wanted.")},
    )
    errand = forms.BooleanField(
        label=gettext_lazy("It is an errand: something is to be done"),
        required=False,
        help_text=gettext_lazy("Such as paying a bill. Overdue, it goes to the grid leader too."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        estates: Sequence[EstateChoice],
        known: Iterable[ReplyRow],
        door: bool,
    ) -> None:
        super().__init__(data)
        self.has_door = door
        self.fields |= _estate(estates)
        self.fields["known"] = _known(known, label=_("Answered at once, with"))

    def clean_phone(self) -> str:
        try:
            return read_caller(self.cleaned_data["phone"])
        except ValueError:
            raise forms.ValidationError(
                _("This is no telephone number. Type its digits, such as 13912341234.")
            ) from None

    def clean(self) -> dict[str, Any]:
        if not self.has_door and not self.errors and not self.cleaned_data["phone"]:
            self.add_error("phone", _("Type the number, or find the caller's door first."))
        if self.cleaned_data.get("errand") and self.cleaned_data.get("known"):
            self.add_error(
                "known", _("An errand is not done by an answer. Choose one or the other.")
            )
        return self.cleaned_data


class MessagesForm(forms.Form):
    """Text messages, one in each line, typed in from the estate's phone."""

    key = _key()
    text = PastedField(
        label=gettext_lazy("Text messages, one in each line"),
        most=LONGEST_PASTE,
        help_text=gettext_lazy("First the number, then what it says: 13912341234 几点截单"),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, data: Any = None, *, estates: Sequence[EstateChoice]) -> None:
        super().__init__(data)
        self.fields |= _estate(estates)

    def messages(self) -> Messages:
        """Only after ``is_valid``."""
        return read_messages(self.cleaned_data["text"])


class ReplyForm(forms.Form):
    """An answer. It may be worded anew later."""

    question = forms.CharField(
        label=gettext_lazy("The question, as others would ask it"),
        max_length=LONGEST_WANTED,
        help_text=gettext_lazy("No names, doors or numbers: residents read it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text = forms.CharField(
        label=pgettext_lazy("to a question", "Answer"),
        max_length=LONGEST_REPLY,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    kept = forms.BooleanField(
        label=gettext_lazy("Keep it in the FAQ, for residents and the desk to read"),
        required=False,
    )


class AnswerForm(ReplyForm):
    """One answer for all who are ticked; a known one, or a new one."""

    key = _key()

    def __init__(
        self,
        data: Any = None,
        *,
        alike: Sequence[EnquiryRow],
        others: Sequence[EnquiryRow],
        known: Sequence[ReplyRow],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        for name in ("question", "text"):
            self.fields[name].required = not (data and data.get("known"))
            self.fields[name].error_messages["required"] = _(
                "Write an answer, or choose one from the FAQ."
            )
        self.fields["enquiries"] = forms.TypedMultipleChoiceField(
            coerce=int,
            choices=[(row.id, row.number) for row in [*alike, *others]],
            error_messages={"required": _("Tick who gets this answer.")},
        )
        self.fields["known"] = _known(known, label=_("An answer that is in the FAQ"))
        ticked = data.getlist("enquiries") if data else [str(row.id) for row in alike]
        self.alike = [(row, str(row.id) in ticked) for row in alike]
        self.others = [(row, str(row.id) in ticked) for row in others]

    def reply(self) -> NewReply | int:
        """The known answer's id, or a new one. Only after ``is_valid``."""
        data = self.cleaned_data
        if data["known"]:
            return int(data["known"])
        return NewReply(data["key"], data["question"], data["text"], data["kept"])
