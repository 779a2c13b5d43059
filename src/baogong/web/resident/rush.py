"""A plain order on its shortest way: no query before it is decided, and none after.

In a rush most requests are the first order of a door, with nothing to ask back. Those are decided
beside the pages' middleware, of which only the check against forged forms matters to them.
Whatever is not plain, not accepted, or was sent before takes the long way through the page's form,
which says why. What was refused is not decided again there.
"""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl
from uuid import UUID

from django.core.cache import cache
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from baogong.apps.ordering.enums import OnExisting, OnShort
from baogong.apps.ordering.intents import Decision, OrderIntent, Wish
from baogong.apps.ordering.policies import MOST_OF_ONE
from baogong.apps.ordering.queries import decided_since
from baogong.apps.ordering.services import intake, note_sign
from baogong.plumbing.locks import Busy
from baogong.values.errors import NotVisible
from baogong.web.components.fields import is_number
from baogong.web.components.order_form import OVER_CHOICES, WAITS, listing_of
from baogong.web.resident.session import HouseholdRequest, Pass, pass_of
from baogong.web.resident.shown import shown
from baogong.web.resident.signs import sign_of
from baogong.web.resident.turned_away import turned_away

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

ADDRESS_ALONE = "application/json"
FORM = "application/x-www-form-urlencoded"
LONGEST_FORM = 20_000
GAVE_UP = "baogong.gave_up"  # in the environ of a request that has waited long enough
REFUSED = "baogong.refused"  # in that of one whose form was decided: why it was refused
SHORTEST_WAIT, LONGEST_WAIT = 4, 30  # seconds
LATELY, COUNTED_EVERY = timedelta(minutes=1), 5  # seconds: not by everybody who is turned away
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "tries"})
HEADERS = (("Content-Length", "0"), ("Cache-Control", "no-store"))
OVER = frozenset(value for value, _ in OVER_CHOICES) | {""}


def with_short_way(application: Application) -> Application:
    """The application, with plain orders decided before they reach it."""
    forgery, path = CsrfViewMiddleware(_protected), reverse("resident:today")

    def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] != path or environ["REQUEST_METHOD"] != "POST":
            return application(environ, start_response)
        length = environ.get("CONTENT_LENGTH", "")
        if environ.get("CONTENT_TYPE") != FORM or not is_number(length):
            return application(environ, start_response)
        if int(length) > LONGEST_FORM:
            return application(environ, start_response)
        body = environ["wsgi.input"].read(int(length))
        environ["wsgi.input"] = BytesIO(body)
        request = PlainRequest(environ, body)
        if receipt := _receipt(request, forgery):
            status = "201 Created" if stays(request) else "302 Found"
            start_response(status, [("Location", receipt), *HEADERS])
            return ()
        return application(environ, start_response)

    return serve


def _protected(_request: HttpRequest) -> HttpResponse:
    """What stands behind the check against forged forms: nothing, we only ask what it says."""
    return HttpResponse()


class PlainRequest(WSGIRequest):
    """A form without files, each field of which counts once; what is empty or 0 is left out.

    Most fields are packages that nobody wants: reading them all takes longer than everything else.
    """

    def __init__(self, environ: dict[str, Any], body: bytes) -> None:
        super().__init__(environ)
        filled = (pair for pair in body.split(b"&") if not pair.endswith((b"=", b"=0")))
        self.fields = dict(parse_qsl(b"&".join(filled).decode(errors="replace")))

    @property
    def POST(self) -> dict[str, str]:  # type: ignore[override]  # noqa: N802
        return self.fields


def _receipt(request: PlainRequest, forgery: CsrfViewMiddleware) -> str | None:
    """Decide a plain order; the address of its receipt, or None where it goes the long way."""
    try:
        intent = plain_intent(request.fields, pass_of(request))
    except NotVisible:
        return None
    forgery.process_request(request)
    if intent is None or forgery.process_view(request, _protected, (), {}):
        return None
    if sign_of(request, intent):
        return None
    try:
        decision = intake.ask(intent)
    except Busy:
        request.META[GAVE_UP] = True
        return None
    if decision.refusal:
        request.META[REFUSED] = decision.refusal
    return None if decision.refusal or decision.repeated else receipt_url(decision.number)


def ask(intent: OrderIntent, request: HouseholdRequest) -> Decision:
    """Decide together with whoever asks just now, or after them what looks like a program's.

    Raises Busy or the OrderingError that refuses it, or has refused it on the short way.
    """
    if refusal := request.META.get(REFUSED):
        raise refusal
    sign = sign_of(request, intent)
    decision = intake.ask(intent, slowed=sign is not None)
    if sign:
        note_sign(decision, sign, actor=request.household, now=timezone.now())
    if decision.refusal:
        raise decision.refusal
    return decision


def gave_up(request: HttpRequest) -> bool:
    """Whether the short way waited in vain: then nobody waits a second time."""
    return GAVE_UP in request.META


def send_again(request: HouseholdRequest) -> HttpResponse:
    """Too many order at this moment: the same form once more, under its key, which is sent again
    by itself after a while, and later each time."""
    sent = request.POST.dict()
    tries = int(sent["tries"]) if is_number(sent.get("tries", "")) else 0
    seconds = min(SHORTEST_WAIT << min(tries, 3), LONGEST_WAIT)
    kept = {name: value for name, value in sent.items() if name not in NOT_KEPT}
    wanted = {
        listing_id: int(n)
        for name, n in sent.items()
        if (listing_id := listing_of(name)) is not None and is_number(n) and int(n)
    }
    context = {
        "fields": kept | {"tries": str(tries + 1)},
        "seconds": seconds,
        "packages": sum(wanted.values()),
        **_named(request, sent.get("round", ""), wanted),
        "ahead": intake.waiting,
        "decided": cache.get_or_set("decided", _decided_lately, COUNTED_EVERY),
        "place": request.household.door,
        "place_note": request.household.estate,
    }
    response = render(request, "resident/send_again.html", context, status=503)
    response["Retry-After"] = str(seconds)
    turned_away.note(response)
    return response


def _named(request: HouseholdRequest, round_id: str, wanted: Mapping[int, int]) -> dict[str, Any]:
    """Round and packages by their names, where a page of this process showed them: no query."""
    estate = request.household.estate_id
    round_ = shown.round(estate, int(round_id)) if is_number(round_id) else None
    if round_ is None:
        return {}
    names = ((round_.names.get(listing_id), n) for listing_id, n in wanted.items())
    return {"round": round_.title, "waiting": [(name, n) for name, n in names if name]}


def _decided_lately() -> int:
    return decided_since(timezone.now() - LATELY)


def receipt_of(number: str, request: HttpRequest) -> HttpResponse:
    """Leads to the receipt; a page that stays until it has its answer gets the address alone."""
    if stays(request):
        return HttpResponse(status=201, headers={"Location": receipt_url(number)})
    return HttpResponseRedirect(receipt_url(number))


def stays(request: HttpRequest) -> bool:
    """Whether ``send.js`` sent it, which opens what a 201 names."""
    return request.META.get("HTTP_ACCEPT") == ADDRESS_ALONE


def receipt_url(number: str) -> str:
    return reverse("resident:order", args=[number]) + "?placed=1"


def plain_intent(fields: Mapping[str, str], door: Pass) -> OrderIntent | None:
    """What a first order of a round asks for; None where the form must look at it."""
    wishes = []
    for name, value in fields.items():
        if (listing_id := listing_of(name)) is None:
            continue
        if not is_number(value) or int(value) > MOST_OF_ONE:
            return None
        wishes.append(Wish(listing_id, int(value)))
    over, round_id = fields.get("over_percent", ""), fields.get("round", "")
    usual = fields.get("on_existing", "") in {"", OnExisting.ASK} and not fields.get("seen")
    if "sum" in fields or not (usual and wishes and over in OVER and is_number(round_id)):
        return None
    try:
        key, on_short = UUID(fields.get("key", "")), OnShort(fields.get("on_short", ""))
    except ValueError:
        return None
    return OrderIntent(
        key=key,
        round_id=int(round_id),
        household_id=door.door_id,
        wishes=tuple(wishes),
        occurred_at=timezone.now(),
        card_epoch=door.card_epoch,
        over_percent=int(over or 0),
        on_short=on_short,
        waits=fields.get("waits") == WAITS,
    )
