"""What is sprayed together: goods by ticking, parcels by the clock or by scanning."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from baogong.apps.gate.queries import SprayableLot, UnsprayedParcels
from baogong.web.components.amounts import amount_text
from baogong.web.components.fields import ClockField, DayField, moment

MOST_SCANNED = 500  # scans of one batch
SHOWN = 6


class BatchForm(forms.Form):
    """``key`` is made with the page; a field is there only where something of its kind lies here.
    ``scanned`` cleans to a list of texts."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    lots = forms.TypedMultipleChoiceField(
        label=gettext_lazy("What is sprayed?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    since_date = DayField(label=gettext_lazy("All parcels that came since"), required=False)
    since_clock = ClockField(
        label=gettext_lazy("At what time"), help_text=gettext_lazy("Like 14:00"), required=False
    )
    scanned = forms.CharField(
        label=gettext_lazy("Or scan the parcels one by one"),
        help_text=gettext_lazy("Label or waybill, one to a line."),
        max_length=40 * MOST_SCANNED,
        required=False,
        widget=forms.Textarea({"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(
        self,
        data: Any,
        *,
        lots: Sequence[SprayableLot],
        parcels: UnsprayedParcels,
        key: UUID,
    ) -> None:
        super().__init__(data, initial={"key": key, "since_date": timezone.localdate()})
        self.fields["lots"].choices = [  # type: ignore[attr-defined]
            (str(lot.id), f"{lot.good} {amount_text(lot.on_hand, lot.sold_by)} · {lot.supplier}")
            for lot in lots
        ]
        if not lots:
            del self.fields["lots"]
        if parcels.since is None:
            for name in ("since_date", "since_clock", "scanned"):
                del self.fields[name]
        else:
            self.fields["since_date"].help_text = _what_lies_here(parcels.count, parcels.since)

    def clean_scanned(self) -> list[str]:
        lines = (line.strip() for line in self.cleaned_data["scanned"].splitlines())
        return list(dict.fromkeys(filter(None, lines)))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        has_day = data.get("since_date") or "since_date" in self.errors
        if data.get("since_clock") is not None and not has_day:
            self.add_error("since_date", _("Choose the day, too."))
        return data

    def since(self) -> datetime | None:
        """Since when the parcels are meant that came, in a valid form; a day alone means none."""
        clock = self.cleaned_data.get("since_clock")
        return None if clock is None else moment(self.cleaned_data["since_date"], clock)

    def renew_key(self, sent: QueryDict) -> None:
        """What was refused is sent again as a batch of its own."""
        again = sent.copy()
        again["key"] = str(uuid4())
        self.data = again


def not_lying_here(texts: Sequence[str]) -> str:
    """Which scans are no parcel that can be sprayed here."""
    return ngettext(
        "%(texts)s is no parcel that lies here unsprayed. Take it out or scan it again.",
        "%(n)s scans are no parcel that lies here unsprayed: %(texts)s. Take them out.",
        len(texts),
    ) % {"n": len(texts), "texts": _(", ").join(texts[:SHOWN])}


def _what_lies_here(count: int, since: datetime) -> str:
    at = formats.date_format(timezone.localtime(since), "SHORT_DATETIME_FORMAT")
    return ngettext(
        "%(n)s parcel lies here unsprayed, since %(at)s.",
        "%(n)s parcels lie here unsprayed, the first since %(at)s.",
        count,
    ) % {"n": count, "at": at}
