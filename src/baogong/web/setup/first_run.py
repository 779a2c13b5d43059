"""The first minute: town, commander's account, public address. Gone once it is done."""

from typing import Any

from django import forms
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from baogong.apps.people.errors import AlreadyFounded
from baogong.apps.people.queries import is_founded
from baogong.apps.people.services import Founding, found_town
from baogong.values.public_url import PublicUrl, read_public_url
from baogong.web.setup.fields import PlaceNameField, PublicUrlField, UsernameField
from baogong.web.sign_in_steps import pass_second_factor


class FirstRunForm(forms.Form):
    """All that has to be known before anything else."""

    town = PlaceNameField(
        label=gettext_lazy("Name of the town or street office"),
        help_text=gettext_lazy("It stands above every estate, for example 泾河街道."),
    )
    name = forms.CharField(label=gettext_lazy("Your name"), max_length=60)
    username = UsernameField()
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("At least 10 characters. Write it down before you go on."),
    )
    public_url = PublicUrlField(
        required=False,
        help_text=gettext_lazy("May wait; cards and labels cannot be printed before."),
    )

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password

    @property
    def founding(self) -> Founding:
        return Founding(**self.cleaned_data)


@require_http_methods(["GET", "POST"])
def first_run(request: HttpRequest) -> HttpResponse:
    """Found the town and sign its commander in; 404 for ever after."""
    if is_founded():
        raise Http404
    here = f"{request.scheme}://{request.get_host()}"
    form = FirstRunForm(request.POST or None, initial={"public_url": _offered(here)})
    if request.method == "POST" and form.is_valid():
        try:
            commander = found_town(form.founding, now=timezone.now())
        except AlreadyFounded:
            return redirect("account:sign_in")
        login(request, commander)
        pass_second_factor(request, now=timezone.now())  # set-up first; the checklist asks for it
        return redirect("setup:checklist")
    typed = form.data.get("public_url", form.initial["public_url"])
    context = {"form": form} | _note(typed)
    return render(request, "setup/first_run.html", context, status=422 if form.errors else 200)


@require_GET
def address_note(request: HttpRequest) -> HttpResponse:
    """What the address typed so far would mean, while the first run lasts."""
    if is_founded():
        raise Http404
    return render(request, "setup/address_note.html", _note(request.GET.get("public_url", "")))


def _offered(here: str) -> str:
    """The address that the browser is at, when phones could reach it too."""
    found = _read(here)
    return found.text if found and found.secure and not found.local else ""


def _note(typed: str) -> dict[str, Any]:
    return {"address": _read(typed), "typed": typed.strip()}


def _read(text: str) -> PublicUrl | None:
    try:
        return read_public_url(text)
    except ValueError:
        return None
