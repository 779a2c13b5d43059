"""Crates that wait at the depot, and the officer who takes one."""

from collections.abc import Sequence
from uuid import uuid4

from baogong.apps.accounts.models import User
from baogong.apps.delivery.models import Run
from baogong.apps.delivery.services import accept_crate
from baogong.apps.people.enums import Role
from baogong.apps.places.models import Place
from baogong.apps.sorting.models import Bag, Crate
from tests.factories import chain
from tests.factories.world import NOW, World, order, ripe_round


def close_crates(world: World, doors: Sequence[Place], *quantities: int) -> list[Crate]:
    """Let the doors order so many of each package, pack all, and close every crate."""
    for door in doors:
        order(world, door, *(quantities or (1,)))
    ripe_round(world)
    chain.receive(world)
    for bag in Bag.objects.filter(wave__round=world.round):
        chain.pack(world, bag)
    return chain.close_crates(world)


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
