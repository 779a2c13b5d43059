"""The ground of an estate: outlines of its buildings from GeoJSON, drawn for screen and wall."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext
from django.views.decorators.http import require_http_methods

from baogong.apps.people.queries import estate_for
from baogong.apps.places.queries import buildings_within, outline_rows
from baogong.apps.places.services import OutlinesLoaded, load_outlines
from baogong.readers.outlines import OutlineDoubt, read_outlines
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.ground import drawing
from baogong.web.setup.navigation import SETUP, navigation

MOST_BYTES = 6 * 1024 * 1024
SHOWN = 20
CURES = {
    "not_geojson": gettext_noop(
        "This is no GeoJSON file. Export the outlines as GeoJSON (WGS-84) and choose that file."
    ),
    "not_a_feature": gettext_noop("This is no feature. Export the outlines once more."),
    "no_name": gettext_noop("The outline has no name. Give it the building's name, like 86."),
    "no_polygon": gettext_noop("This is no polygon on the earth. Draw the building's outline."),
    "too_many": gettext_noop("Only 5,000 outlines are read at once. Leave the others out."),
}


class OutlinesForm(forms.Form):
    """A GeoJSON file with one feature for each building."""

    outlines = forms.FileField(
        label=gettext_lazy("Outlines of the buildings (GeoJSON)"),
        help_text=gettext_lazy("Each outline needs a name, like 86 or E6."),
        error_messages={"required": gettext_lazy("Choose a file first.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".geojson,.json"}),
    )
    gcj = forms.BooleanField(
        label=gettext_lazy("The coordinates come from a Chinese map (GCJ-02)"), required=False
    )

    def clean_outlines(self) -> bytes:
        file = self.cleaned_data["outlines"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 6 MB. Split it by building."))
        return bytes(file.read())


@require_http_methods(["GET", "POST"])
@for_roles(*SETUP)
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """The drawing of an estate; a POST takes outlines in and says which fitted no building."""
    estate = estate_for(viewer=request.user, roles=SETUP, pk=pk)
    form = OutlinesForm(request.POST or None, request.FILES or None)
    doubts: list[tuple[OutlineDoubt, str]] = []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        read = read_outlines(data["outlines"], gcj=data["gcj"])
        doubts = [(doubt, _(CURES[doubt.why])) for doubt in read.doubts]
        if read.outlines:
            loaded = load_outlines(
                read.outlines, estate=estate, actor=request.user, now=timezone.now()
            )
            _tell(request, loaded)
            if not doubts:
                return redirect("setup:ground", pk)
    rows = outline_rows(estate=estate)
    drawn = {row.place_id for row in rows}
    context: dict[str, Any] = {
        "nav": navigation(current="setup:checklist"),
        "place": estate.label,
        "estate": estate,
        "form": form,
        "doubts": doubts,
        "drawing": drawing(rows),
        "missing": [b.label for b in buildings_within(estate) if b.pk not in drawn],
    }
    status = 422 if form.errors or doubts else 200
    return render(request, "setup/ground.html", context, status=status)


def _tell(request: StaffRequest, loaded: OutlinesLoaded) -> None:
    n = len(loaded.matched)
    told = ngettext("%(n)s outline was taken in.", "%(n)s outlines were taken in.", n)
    if n:
        messages.success(request, told % {"n": n})
    if loaded.unknown:
        names = ", ".join(loaded.unknown[:SHOWN])
        text = _("%(n)s outlines fit no building of this estate: %(names)s. Nothing was guessed.")
        messages.warning(request, text % {"n": len(loaded.unknown), "names": names})
