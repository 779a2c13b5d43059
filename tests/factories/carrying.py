"""A crate at the depot, closed and ready for its officer."""

from collections.abc import Sequence
from uuid import uuid4

from baogong.apps.accounts.models import User
from baogong.apps.delivery.models import Run
from baogong.apps.delivery.services import accept_crate
from baogong.apps.people.enums import Role
from baogong.apps.places.models import Place
from baogong.apps.procurement.models import PurchaseOrder
from baogong.apps.procurement.services import receive_goods
from baogong.apps.sorting.models import Bag, Crate
from baogong.apps.sorting.services import close_crate, pack_bag
from tests.factories.world import NOW, World, order, ripe_round


def close_crates(world: World, doors: Sequence[Place], *quantities: int) -> list[Crate]:
    """Let the doors order so many of each package, pack all, and close every crate."""
    for door in doors:
        order(world, door, *(quantities or (1,)))
    ripe_round(world)
    for po in PurchaseOrder.objects.filter(round=world.round):
        counted = {line.good_id: line.quantity for line in po.lines.all()}
        receive_goods(
            key=uuid4(),
            purchase_order_id=po.pk,
            counted=counted,
            actor=world.staff[Role.GATE],
            now=NOW,
        )
    sorter = world.staff[Role.SORTER]
    for bag_id in Bag.objects.filter(wave__round=world.round).values_list("pk", flat=True):
        pack_bag(bag_id=bag_id, short={}, actor=sorter, now=NOW)
    return [
        close_crate(
            key=uuid4(),
            crate_id=crate.pk,
            counted=crate.contents.count(),
            actor=sorter,
            now=NOW,
        )
        for crate in Crate.objects.filter(wave__round=world.round).order_by("pk")
    ]


def start_run(world: World, doors: Sequence[Place], *quantities: int) -> Run:
    """The officer has taken the one crate of these doors."""
    [crate] = close_crates(world, doors, *quantities)
    return take(crate, officer=world.staff[Role.OFFICER])


def take(crate: Crate, *, officer: User) -> Run:
    return accept_crate(
        key=uuid4(),
        crate_id=crate.pk,
        counted=crate.contents.count(),
        officer=officer,
        occurred_at=NOW,
        now=NOW,
    )
