"""Shops from a list: good rows are taken in at once, bad ones are named with their cure."""

from collections.abc import Iterable, Mapping

from django import forms
from django.contrib import messages
from django.core.validators import FileExtensionValidator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_http_methods

from baogong.apps.people.queries import estates_of, place_for, towns_of
from baogong.apps.suppliers.enums import SupplierKind
from baogong.apps.suppliers.services import ShopsTakenIn, SupplierProfile, take_in_shops
from baogong.readers.doors import Doubt
from baogong.readers.shops import MOST_ORDERS, MOST_ROWS, ShopLine, read_shops
from baogong.web.access import StaffRequest, for_roles
from baogong.web.setup.doors import DoubtRow
from baogong.web.setup.label_words import folded, label_words
from baogong.web.setup.navigation import SETUP, navigation

COLUMNS = {
    "name": gettext_noop("Name of the supplier"),
    "kind": gettext_noop("Kind of shop"),
    "licence": gettext_noop("Number of the business licence"),
    "hours": gettext_noop("Hours"),
    "daily_orders": gettext_noop("Orders that it can make up in a day"),
    "estates": gettext_noop("Estates that it serves"),
}
CURES = {
    "empty": gettext_noop("“%(field)s” is empty. Fill it in."),
    "too_long": gettext_noop("“%(field)s” is too long. Shorten it."),
    "bad_hours": gettext_noop("Write the hours like 7:00-21:00, or 24h."),
    "bad_number": gettext_noop("Write a whole number from 1 to %(most_orders)s."),
    "twice": gettext_noop("This shop stands in the list twice. Keep one of the rows."),
    "too_many_rows": gettext_noop("Only %(most)s rows are read at once. Split the table."),
    "no_headings": gettext_noop("The first row must name the columns, at least name and kind."),
    "kind_unknown": gettext_noop("No kind of shop is called this. Write one of: %(kinds)s."),
    "estate_unknown": gettext_noop(
        "No estate of the town is called this. Write it as under Setup."
    ),
}
UNREADABLE = gettext_noop("The file cannot be opened. Save it as XLSX or CSV and send it again.")


class ShopListForm(forms.Form):
    town = forms.TypedChoiceField(label=gettext_lazy("Town"), coerce=int)
    file = forms.FileField(
        label=gettext_lazy("List of shops (CSV or XLSX)"),
        validators=[FileExtensionValidator(["csv", "xlsx"])],
    )

    def __init__(self, *args: object, towns: list[tuple[int, str]]) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.fields["town"].choices = towns  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@for_roles(*SETUP)
def index(request: StaffRequest) -> HttpResponse:
    """Take in a list of shops; the same one again changes nothing."""
    towns = [(town.pk, town.label) for town in towns_of(viewer=request.user, roles=SETUP)]
    form = ShopListForm(request.POST or None, request.FILES or None, towns=towns)
    doubts: list[Doubt] = []
    if form.is_valid():
        town = place_for(viewer=request.user, roles=SETUP, pk=form.cleaned_data["town"])
        read = read_shops(form.cleaned_data["file"].read())
        estates = {
            folded(estate.label): estate.pk
            for estate in estates_of(viewer=request.user, roles=SETUP)
            if town.holds(estate)
        }
        profiles, unknown = _profiles(read.lines, estates=estates)
        doubts = sorted([*read.doubts, *unknown], key=lambda doubt: doubt.row)
        if profiles:
            taken = take_in_shops(profiles, town=town, actor=request.user, now=timezone.now())
            messages.success(request, _told(taken))
            if not doubts:
                return redirect("setup:suppliers")
    context = {
        "nav": navigation(current="setup:suppliers"),
        "form": form,
        "kinds": _kinds(),
        "doubts": [_row(doubt) for doubt in doubts],
    }
    status = 422 if doubts or (form.is_bound and form.errors) else 200
    return render(request, "setup/shop_list.html", context, status=status)


def _profiles(
    lines: Iterable[ShopLine], *, estates: Mapping[str, int]
) -> tuple[dict[str, SupplierProfile], list[Doubt]]:
    """Profiles by name, and the rows whose kind or estate nobody knows."""
    kinds = label_words(SupplierKind)
    profiles: dict[str, SupplierProfile] = {}
    doubts = []
    for line in lines:
        kind = kinds.get(folded(line.kind))
        foreign = [estate for estate in line.estates if folded(estate) not in estates]
        if kind is None:
            doubts.append(Doubt(line.row, "kind", "kind_unknown", line.kind))
        elif foreign:
            doubts.append(Doubt(line.row, "estates", "estate_unknown", foreign[0]))
        else:
            opens, closes = line.hours or (None, None)
            ids = tuple(sorted(estates[folded(estate)] for estate in line.estates))
            profiles[line.name] = SupplierProfile(
                kind, line.licence, opens, closes, line.daily_orders, ids
            )
    return profiles, doubts


def _told(taken: ShopsTakenIn) -> str:
    text = _("%(added)s shops added, %(changed)s changed, %(known)s known just so.")
    return text % {"added": taken.added, "changed": taken.changed, "known": taken.known}


def _kinds() -> str:
    return _(", ").join(str(kind.label) for kind in SupplierKind)


def _row(doubt: Doubt) -> DoubtRow:
    """A doubt in the reader's language."""
    column = _(COLUMNS[doubt.field]) if doubt.field else ""
    words = {"field": column, "most": MOST_ROWS, "most_orders": MOST_ORDERS, "kinds": _kinds()}
    return DoubtRow(doubt.row, column, doubt.value, _(CURES.get(doubt.why, UNREADABLE)) % words)
