"""Chats whose chains are pasted into a world's round."""

from baogong.apps.ordering.models import OrderLine
from baogong.apps.ordering.services import enter_chain, paste_chain
from baogong.apps.people.enums import Role
from tests.factories.world import NOW

HEAD = "#接龙\n蔬菜包35元 鸡蛋蔬菜包50元\n\n"
CHAIN = HEAD + (
    "1. B1-1-101 张阿姨 蔬菜包2\n"
    "2. B1-1-102 鸡蛋蔬菜包一份 13900001234\n"
    "3. B1-1-909 蔬菜包1\n"
    "4. 几点能到\n"
)


def paste(world, text=CHAIN):
    actor = world.staff[Role.CLERK]
    return paste_chain(text, round_id=world.round.pk, actor=actor, now=NOW)


def enter(world, chain, *, now=NOW):
    return enter_chain(chain_id=chain.pk, actor=world.staff[Role.CLERK], now=now)


def ordered(world):
    """What each door has: its label -> package -> quantity."""
    lines = OrderLine.objects.filter(order__round=world.round, order__canceled_at=None)
    found = {}
    for door, package, quantity in lines.values_list(
        "order__household__label", "listing__package__code", "quantity"
    ):
        found.setdefault(door, {})[package] = quantity
    return found
