"""What is sprayed together: goods by ticking, parcels by the clock or by scanning."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from baogong.apps.gate.queries import SprayableLot, UnsprayedParcels
from baogong.web.components.amounts import amount_text
from baogong.web.components.fields import ClockField, moment

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
    since_clock = ClockField(
        label=gettext_lazy("All parcels that came since"),
        required=False,
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
        super().__init__(data, initial={"key": key})
        self.fields["lots"].choices = [  # type: ignore[attr-defined]
            (str(lot.id), f"{lot.good} {amount_text(lot.on_hand, lot.sold_by)} · {lot.supplier}")
            for lot in lots
        ]
        if not lots:
            del self.fields["lots"]
        if parcels.since is None:
            del self.fields["since_clock"], self.fields["scanned"]
        else:
            self.fields["since_clock"].help_text = _what_lies_here(parcels.count, parcels.since)

    def clean_scanned(self) -> list[str]:
        lines = (line.strip() for line in self.cleaned_data["scanned"].splitlines())
        return list(dict.fromkeys(filter(None, lines)))

    def since(self, *, now: datetime) -> datetime | None:
        """The last time that the clock showed what was typed, in a valid form."""
        clock = self.cleaned_data.get("since_clock")
        if clock is None:
            return None
        today = moment(timezone.localdate(now), clock)
        return today if today <= now else today - timedelta(days=1)


def not_lying_here(texts: Sequence[str]) -> str:
    """Which scans are no parcel that can be sprayed here."""
    return ngettext(
        "%(texts)s is no parcel that lies here unsprayed. Take it out or scan it again.",
        "%(n)s scans are no parcel that lies here unsprayed: %(texts)s. Take them out.",
        len(texts),
    ) % {"n": len(texts), "texts": _(", ").join(texts[:SHOWN])}


def _what_lies_here(count: int, since: datetime) -> str:
    return ngettext(
        "%(n)s parcel lies here unsprayed, since %(at)s. Type the time like 14:00.",
        "%(n)s parcels lie here unsprayed, the first since %(at)s. Type the time like 14:00.",
        count,
    ) % {"n": count, "at": formats.date_format(timezone.localtime(since), "H:i")}
