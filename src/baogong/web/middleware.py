from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import is_valid_path
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


class PostedPageMiddleware:
    """Whoever opens an address that only takes what a form sends comes to the page above it.

    A form that came back with errors stands under such an address: to switch the language there,
    or to reload it from the history, opens it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if request.method == "GET" and answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            return HttpResponseRedirect(_page_above(request.path_info))
        return answer


def _page_above(path: str) -> str:
    """The nearest address of the site above ``path``; the start is above all."""
    while path != "/":
        path = path.rstrip("/").rpartition("/")[0]
        if is_valid_path(f"{path}/"):
            return f"{path}/"
        if is_valid_path(path):
            return path
    return path
