"""Proof beyond the tap: a photo of where the bag stands, or the code that the household reads."""

from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from baogong.apps.delivery.pins import PIN_DIGITS
from baogong.apps.delivery.queries import CarriedBag, CarriedDoor, run_for
from baogong.apps.delivery.services import prove_by_photo, prove_by_pin
from baogong.apps.people.enums import Role
from baogong.values.errors import DomainError, NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.photos import PhotoField
from baogong.web.refusals import refusal_text


class ProofForm(forms.Form):
    """A photo or a code. ``key`` is made with the page, so the same photo is kept once."""

    pin = forms.CharField(
        label=gettext_lazy("Code of the household"),
        max_length=PIN_DIGITS,
        required=False,
        help_text=gettext_lazy("Four digits that stand on the order's page."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    photo = PhotoField(
        label=gettext_lazy("Photo of the bag where it stands"),
        required=False,
        help_text=gettext_lazy("The bag and the door's number, no people."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self) -> None:
        if not self.errors and not (self.cleaned_data["pin"] or self.cleaned_data["photo"]):
            raise forms.ValidationError(_("Take a photo, or type the household's code."))


@for_roles(Role.OFFICER)
@require_http_methods(["GET", "POST"])
def proof(request: StaffRequest, pk: int, code: str) -> HttpResponse:
    """Add a proof to a bag of the viewer's run that was given."""
    door, bag = _bag(request, pk, code)
    form = ProofForm(request.POST or None, request.FILES or None, initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            _prove(request, bag, form)
        except DomainError as error:
            form.add_error("pin" if form.cleaned_data["pin"] else None, refusal_text(error))
        else:
            messages.success(request, _("%(door)s: the proof is kept.") % {"door": door.label})
            return redirect(reverse("carrier:run", args=[pk]) + f"#door-{door.id}")
    context = {"run_id": pk, "door": door, "bag": bag, "form": form}
    return render(request, "carrier/proof.html", context, status=422 if form.errors else 200)


def _bag(request: StaffRequest, pk: int, code: str) -> tuple[CarriedDoor, CarriedBag]:
    run = run_for(viewer=request.user, pk=pk)
    for door in run.doors:
        for bag in door.bags:
            if bag.code == code:
                return door, bag
    raise NotVisible


def _prove(request: StaffRequest, bag: CarriedBag, form: ProofForm) -> None:
    data, now = form.cleaned_data, timezone.now()
    if data["pin"]:
        prove_by_pin(bag_code=bag.code, pin=data["pin"], officer=request.user, now=now)
    if data["photo"]:
        prove_by_photo(
            key=data["key"], bag_code=bag.code, image=data["photo"], officer=request.user, now=now
        )
