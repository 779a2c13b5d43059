"""Back to the page that a form was sent from."""

from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.urls import reverse

LONGEST = 500


def back_to(
    request: HttpRequest, view: str, pk: int, *, fragment: str | None = None
) -> HttpResponseRedirect:
    """To the part of the page of ``pk`` that was shown: the form's ``query``."""
    shown = QueryDict(request.POST.get("query", "")[:LONGEST])
    return HttpResponseRedirect(reverse(view, args=[pk], query=shown, fragment=fragment))
