"""Switches that every page carries."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from baogong.web.components.samples import samples

YEAR = 365 * 24 * 3600
PARTS = ("controls", "chain", "lists")


@require_POST
def set_type(request: HttpRequest) -> HttpResponse:
    """Remember large or plain type on this device, and go back to the page."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    answer = HttpResponseRedirect(back)
    wanted = "large" if request.POST.get("type") == "large" else "plain"
    answer.set_cookie("type", wanted, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return answer


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in its states; ``?part=`` one of PARTS, ``?shell=desk`` for a desk."""
    part = request.GET.get("part")
    shell = "desk.html" if request.GET.get("shell") == "desk" else "base.html"
    context = {"shell": shell, "part": part if part in PARTS else PARTS[0], "parts": PARTS}
    return render(request, "components/gallery.html", samples() | context)
