"""Taking an order by phone: numbers, then the sentences to read back, then the tick."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from baogong.apps.ordering.enums import Channel
from baogong.apps.ordering.errors import (
    AlreadyOrdered,
    EmptyOrder,
    KeyReused,
    LimitExceeded,
    ReadBackMissing,
)
from baogong.apps.ordering.intents import OrderIntent
from baogong.apps.ordering.queries import (
    ActRow,
    DoorAskRow,
    DoorOrderRow,
    OfferRow,
    act_of_key,
    asks_of_door,
    held_by,
    offers_to_ask_for,
    orders_of_door,
)
from baogong.apps.ordering.services import decide_order
from baogong.apps.people.queries import door_for
from baogong.apps.tickets.queries import reportable_ids
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.order_form import seen_value
from baogong.web.desk.calls import call_page
from baogong.web.desk.forms import PhoneOrderForm
from baogong.web.desk.page import COLLECTORS, ROLES
from baogong.web.desk.read_back import sentences
from baogong.web.refusals import refusal_text

RECENT = 5


@dataclass(frozen=True, slots=True)
class Call:
    """The door on the phone, its rounds that are open or announced, what it ordered lately, and
    what it asked for in them."""

    door_id: int
    door: str
    estate: str
    offers: tuple[OfferRow, ...]
    recent: tuple[DoorOrderRow, ...]
    asks: tuple[DoorAskRow, ...]

    def again(self, wanted: str | None) -> dict[str, int]:
        """Packages by name and quantity of the order that is wanted again."""
        orders = [order for order in self.recent if str(order.id) == wanted]
        return {line.name: line.quantity for order in orders for line in order.lines}

    @property
    def latest(self) -> DoorOrderRow | None:
        """The last order that still stands."""
        return next((order for order in self.recent if order.canceled_at is None), None)

    def ordered(self, offer: OfferRow) -> tuple[DoorOrderRow, ...]:
        """The door's live orders in this round."""
        return tuple(
            order
            for order in self.recent
            if order.round_id == offer.id and order.canceled_at is None
        )

    def asked(self, offer: OfferRow) -> tuple[DoorAskRow, ...]:
        """The door's ask that stands in this round."""
        return tuple(ask for ask in self.asks if ask.round_id == offer.id)

    def earlier(self, offer: OfferRow) -> tuple[DoorOrderRow | DoorAskRow, ...]:
        """All that a new order in this round may replace."""
        return *self.ordered(offer), *self.asked(offer)

    def offer_to(self, offer: OfferRow) -> OfferRow:
        """The round as this door can order in it, if what it has ordered is replaced."""
        return offer.giving_back(held_by(self.ordered(offer)))


@for_roles(*COLLECTORS)
@require_http_methods(["GET", "POST"])
def take(request: StaffRequest, door: int) -> HttpResponse:
    """Ask for the numbers; on POST show what to read back, and place what was read back."""
    call = _call(request, door)
    wanted = request.POST.get("round") or request.GET.get("round")
    named = [call.offer_to(offer) for offer in call.offers if str(offer.id) == wanted]
    if request.method == "POST":
        return _answer(request, call, named[0]) if named else _gone(request, call)
    offer = next(iter(named or map(call.offer_to, call.offers)), None)
    return _page(request, call, _empty_form(request, call, offer) if offer else None)


def _answer(request: StaffRequest, call: Call, offer: OfferRow) -> HttpResponse:
    known = _sent_before(request, call)
    earlier = [row for row in call.earlier(offer) if known is None or row.id != known.row.id]
    form = PhoneOrderForm(offer, request.POST, ordered=bool(earlier))
    if "change" in request.POST or not form.is_valid():
        return _page(request, call, form)
    if not form.wishes():
        form.add_error(None, refusal_text(EmptyOrder()))
        return _page(request, call, form)
    if known:
        same = known.is_same(form.wishes())
        return _receipt(known.row.id) if same else _changed(request, call, offer)
    if refusal := _too_many(call, form):
        form.refuse(refusal)
        return _page(request, call, form)
    if "place" not in request.POST:
        return _read_back(request, call, form)
    return _place(request, call, form)


def _too_many(call: Call, form: PhoneOrderForm) -> LimitExceeded | None:
    """Of what is more than the door may have: nobody reads aloud what cannot be placed."""
    held = held_by(call.ordered(form.offer))
    for choice in form.chosen():
        row, has = choice.listing, held[choice.listing.id]
        given_back = has if form.replaces else 0
        if row.most is None or choice.quantity <= max(row.most - has + given_back, given_back):
            continue
        ordered = row.had + has - given_back
        return LimitExceeded(name=row.name, limit=(row.limit or 0) + row.more, ordered=ordered)
    return None


def _sent_before(request: StaffRequest, call: Call) -> ActRow | None:
    """What an earlier send of this very form made."""
    key = request.POST.get("key", "")
    return act_of_key(household_id=call.door_id, key=key, now=timezone.now())


def _gone(request: StaffRequest, call: Call) -> HttpResponse:
    """The round has closed meanwhile; what was placed before that is still answered."""
    if known := _sent_before(request, call):
        return _receipt(known.row.id)
    return _page(request, call, None, gone=True)


def _changed(request: StaffRequest, call: Call, offer: OfferRow) -> HttpResponse:
    """A form that was sent before comes back with other numbers: ask again, under a new key."""
    form = PhoneOrderForm(offer, request.POST.dict() | {"key": uuid4()}, ordered=True)
    form.add_error(None, refusal_text(KeyReused()))
    return _page(request, call, form)


def _call(request: StaffRequest, door: int) -> Call:
    found = door_for(viewer=request.user, roles=COLLECTORS, pk=door)
    now = timezone.now()
    offers = offers_to_ask_for(path=found.path, now=now)
    rounds = [offer.id for offer in offers]
    return Call(
        door_id=found.id,
        door=found.label,
        estate=found.estate,
        offers=tuple(offers),
        recent=tuple(orders_of_door(household_id=found.id, now=now)),
        asks=tuple(asks_of_door(household_id=found.id, now=now, round_ids=rounds)),
    )


def _empty_form(request: StaffRequest, call: Call, offer: OfferRow) -> PhoneOrderForm:
    """A new form; with ``?again=<order>`` it holds what that order held and is on offer."""
    quantities = call.again(request.GET.get("again"))
    return PhoneOrderForm(
        offer,
        ordered=bool(call.earlier(offer)),
        initial={"key": uuid4()} | PhoneOrderForm.initial_quantities(offer, quantities),
    )


def _place(request: StaffRequest, call: Call, form: PhoneOrderForm) -> HttpResponse:
    intent = OrderIntent(
        key=form.cleaned_data["key"],
        round_id=form.offer.id,
        household_id=call.door_id,
        wishes=form.wishes(),
        occurred_at=timezone.now(),
        channel=Channel.PHONE,
        placed_by_id=request.user.pk,
        read_back=form.cleaned_data["read_back"],
        on_existing=form.on_existing_choice(),
        replaces=form.replaced_ids(),
        over_percent=form.agreed_over(),
        on_short=form.on_short_choice(),
        waits=form.waits_choice(),
    )
    try:
        decision = decide_order(intent, now=timezone.now())
    except AlreadyOrdered as error:
        return _page(request, _call(request, call.door_id), form.asking(refusal_text(error)))
    except DomainError as error:
        field = "read_back" if isinstance(error, ReadBackMissing) else None
        form.add_error(field, refusal_text(error))
        return _read_back(request, call, form)
    return _receipt(decision.order_id or decision.ask_id or 0)


def _receipt(pk: int) -> HttpResponse:
    """``pk``: of the order and the ask, which have the same."""
    return HttpResponseRedirect(f"{reverse('desk:phone')}?placed={pk}")


def _read_back(request: StaffRequest, call: Call, form: PhoneOrderForm) -> HttpResponse:
    earlier = call.earlier(form.offer)
    context = {
        "call": call,
        "form": form,
        "seen": seen_value(earlier),
        "sentences": sentences(call.door, form, earlier=earlier),
    }
    return call_page(request, "desk/read_back.html", context, status=422 if form.errors else 200)


def _page(
    request: StaffRequest, call: Call, form: PhoneOrderForm | None, *, gone: bool = False
) -> HttpResponse:
    recent = call.recent[:RECENT]
    reportable = _reportable(request, recent)
    context = {
        "call": call,
        "form": form,
        "earlier": call.ordered(form.offer) if form else (),
        "asks": call.asked(form.offer) if form else (),
        "recent": recent,
        "reportable": reportable,
        "first_reportable": next((row.id for row in recent if row.id in reportable), None),
        "missing": _missing(request, call, form) if form else (),
        "gone": gone,
    }
    status = 422 if gone or (form and form.errors) else 200
    return call_page(request, "desk/phone_order.html", context, status=status)


def _reportable(request: StaffRequest, orders: Sequence[DoorOrderRow]) -> set[int]:
    """Those of which the viewer can write a report down for the caller."""
    if request.roles.isdisjoint(ROLES) or not orders:
        return set()
    today = timezone.localdate(timezone.now())
    return reportable_ids([order.id for order in orders], today=today)


def _missing(request: StaffRequest, call: Call, form: PhoneOrderForm) -> list[str]:
    """What an order had that is wanted again, and nobody can order now."""
    there = {row.name for row in form.offer.listings if not row.sold_out}
    return [name for name in call.again(request.GET.get("again")) if name not in there]
