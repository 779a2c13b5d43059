"""Another estate, with its gate and depot."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from baogong.apps.people.queries import place_for, towns_of
from baogong.apps.places.services import add_estate
from baogong.values.errors import DomainError, NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.refusals import refusal_text
from baogong.web.setup.fields import PlaceNameField
from baogong.web.setup.navigation import SETUP, navigation


class EstateForm(forms.Form):
    town = forms.TypedChoiceField(label=gettext_lazy("Town"), coerce=int)
    name = PlaceNameField(
        label=gettext_lazy("Name of the estate"), help_text=gettext_lazy("For example 东辰心语")
    )

    def __init__(self, *args: object, towns: list[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["town"].choices = towns  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@for_roles(*SETUP)
def create(request: StaffRequest) -> HttpResponse:
    """Add an estate to one of the viewer's towns."""
    towns = towns_of(viewer=request.user, roles=SETUP)
    if not towns:
        raise NotVisible
    form = EstateForm(request.POST or None, towns=[(town.pk, town.label) for town in towns])
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        town = place_for(viewer=request.user, roles=SETUP, pk=data["town"])
        try:
            estate = add_estate(
                town=town,
                code=data["name"],
                name=data["name"],
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error("name", refusal_text(error))
        else:
            messages.success(request, _("%(name)s was added.") % {"name": estate.label})
            return redirect("desk:rosters", estate.pk)
    context = {"nav": navigation(current="setup:checklist"), "form": form}
    return render(request, "setup/estate_new.html", context, status=422 if form.errors else 200)
