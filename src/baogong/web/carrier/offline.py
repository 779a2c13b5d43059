"""What a phone keeps so that the pages open without signal."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from baogong.apps.people.enums import Role
from baogong.web.access import StaffRequest, for_roles


@for_roles(Role.OFFICER)
@require_GET
def no_signal(request: StaffRequest) -> HttpResponse:
    """Shown instead of a page that the phone did not keep."""
    return render(request, "carrier/no_signal.html")


@for_roles(Role.OFFICER)
@require_GET
def worker(request: StaffRequest) -> HttpResponse:
    """The service worker; served from here because its folder is its scope."""
    answer = render(request, "carrier/worker.js", content_type="text/javascript")
    answer["Cache-Control"] = "no-cache"
    return answer
