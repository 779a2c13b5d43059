from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import page_not_found

from baogong.values.errors import DomainError, NotVisible
from baogong.web.refusals import refusal_text


class RefusalMiddleware:
    """What an access gate hides answers as if it were not there.

    A refusal that no form shows gets a page of its own, so that no refusal is ever a crash.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotVisible):
            return page_not_found(request, exception)
        if isinstance(exception, DomainError):
            return render(request, "refused.html", {"text": refusal_text(exception)}, status=422)
        return None
