"""Sites of an estate or a town: gates, depots, checkpoints, enterprises and others."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from baogong.apps.people.queries import place_for
from baogong.apps.places.enums import SITE_KINDS, PlaceKind
from baogong.apps.places.queries import site_rows
from baogong.apps.places.services import add_site
from baogong.values.errors import DomainError, NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.refusals import refusal_text
from baogong.web.setup.fields import PlaceNameField
from baogong.web.setup.navigation import SETUP, navigation

HAVE_SITES = (PlaceKind.TOWN, PlaceKind.ESTATE)


class SiteForm(forms.Form):
    """Another site."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[(kind.value, kind.label) for kind in SITE_KINDS]
    )
    name = PlaceNameField(
        label=gettext_lazy("Name"), help_text=gettext_lazy("For example East gate")
    )


@require_http_methods(["GET", "POST"])
@for_roles(*SETUP)
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """The sites of a place; a POST adds one."""
    place = place_for(viewer=request.user, roles=SETUP, pk=pk)
    if place.kind not in HAVE_SITES:
        raise NotVisible
    form = SiteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            site = add_site(
                above=place,
                kind=PlaceKind(form.cleaned_data["kind"]),
                name=form.cleaned_data["name"],
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error("name", refusal_text(error))
        else:
            messages.success(request, _("%(name)s was added.") % {"name": site.label})
            return redirect("setup:sites", pk)
    context = {
        "nav": navigation(current="setup:checklist"),
        "place": place.label,
        "here": place,
        "rows": site_rows(above=place),
        "form": form,
    }
    return render(request, "setup/sites.html", context, status=422 if form.errors else 200)
