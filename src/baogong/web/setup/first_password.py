"""A first password is shown once, on the page that answers; no cache keeps it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from baogong.web.access import StaffRequest
from baogong.web.setup.navigation import navigation


def show_password(
    request: StaffRequest, user: object, password: str, *, note: str = ""
) -> HttpResponse:
    """The slip with name and password, to read out or print. ``note``: role, place or shop."""
    context = {
        "nav": navigation(current="setup:staff"),
        "member": user,
        "password": password,
        "note": note,
        "printed_at": timezone.now(),
    }
    response = render(request, "setup/first_password.html", context)
    response["Cache-Control"] = "no-store"
    return response
