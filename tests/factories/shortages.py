"""Rounds of which a good came short, and the division of it."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import repeat
from uuid import uuid4

from baogong.apps.catalog.models import Good
from baogong.apps.ordering.enums import Channel, OnShort
from baogong.apps.ordering.services import decide_order
from baogong.apps.people.enums import Role
from baogong.apps.procurement.enums import SwapAnswer
from baogong.apps.procurement.models import PurchaseOrder
from baogong.apps.procurement.services import SwapOffer, decide_swap, propose_swap, report_out
from baogong.apps.sorting.enums import Division
from baogong.apps.sorting.queries import Terms, draft_division
from baogong.apps.sorting.queries.work import wave_of
from baogong.apps.sorting.services import Confirmation, divide_shortage
from tests.factories.chain import receive
from tests.factories.limits import by_channel
from tests.factories.world import CABBAGE_GRAMS, NOW, World, make_world, ripe_round

BY_TIME = Terms(Division.BY_TIME)


def short_round(
    *choices, missing=CABBAGE_GRAMS, swap=0, buildings=1, channels: Sequence[Channel] = ()
) -> World:
    """Each door orders 3 kg of cabbage and chooses in turn what is done when it comes short;
    ``missing`` grams did not come, for ``swap`` of which PAK was taken in their place.
    ``channels``: how they order, in turn; by their own page behind the last."""
    world = make_world(buildings=buildings, floors=max(-(-len(choices) // (2 * buildings)), 1))
    ways = (*channels, *repeat(Channel.PAGE, len(choices)))
    for minute, (door, choice, way) in enumerate(zip(world.doors, choices, ways, strict=False)):
        said = {"on_short": OnShort(choice), "occurred_at": NOW + timedelta(minutes=minute)}
        decide_order(by_channel(world, world.round, door, way, 1, **said), now=NOW)
    ripe_round(world)
    if swap:
        swap_cabbage(world, grams=swap)
    receive(world, CAB=missing - swap)
    return world


def swap_cabbage(world: World, *, grams: int) -> None:
    """The shop is out of so much cabbage and brings as much PAK."""
    pak, _ = Good.objects.get_or_create(sku="PAK", name="青菜", sold_by="gram")
    cabbage = Good.objects.get(sku="CAB")
    purchase_order = PurchaseOrder.objects.get(round=world.round)
    shop = world.staff[Role.SHOP]
    wanted = purchase_order.lines.get(good=cabbage).quantity
    report_out(
        purchase_order_id=purchase_order.pk,
        available={cabbage.pk: wanted - grams},
        note="",
        actor=shop,
        now=NOW,
    )
    offer = SwapOffer(cabbage.pk, grams, pak.pk, grams)
    swap = propose_swap(offer, purchase_order_id=purchase_order.pk, actor=shop, now=NOW)
    clerk = world.staff[Role.CLERK]
    decide_swap(swap_id=swap.pk, answer=SwapAnswer.ACCEPTED, actor=clerk, now=NOW)


def draft(world: World, terms=BY_TIME, *, sku="CAB"):
    good = Good.objects.get(sku=sku)
    wave = wave_of(round_id=world.round.pk)
    return draft_division(wave=wave, good_id=good.pk, terms=terms, now=NOW)


def confirmation(world: World, terms=BY_TIME, *, sku="CAB", **changes) -> Confirmation:
    """What the desk confirms after it has looked at the shares."""
    if "digest" not in changes:
        changes["digest"] = draft(world, terms, sku=sku).digest
    good = Good.objects.get(sku=sku)
    return Confirmation(
        **{"key": uuid4(), "good_id": good.pk, "terms": terms, "reason": "truck short"} | changes
    )


def divide(world: World, terms=BY_TIME, *, sku="CAB", **changes):
    return divide_shortage(
        confirmation(world, terms, sku=sku, **changes),
        wave_id=wave_of(round_id=world.round.pk).pk,
        actor=world.staff[Role.CLERK],
        now=NOW,
    )
