from uuid import uuid4

from baogong.apps.people.enums import Role
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PUBLIC_URL
from baogong.apps.procurement.models import PurchaseOrder
from baogong.apps.procurement.services import receive_goods
from tests.factories import NOW, World, make_world, order, ripe_round


def supplied_world() -> World:
    world = make_world(buildings=2)
    order(world, world.doors[0], 1, 1)
    order(world, world.doors[-1], 1)
    ripe_round(world)
    for purchase in PurchaseOrder.objects.filter(round=world.round):
        receive_goods(
            key=uuid4(),
            purchase_order_id=purchase.pk,
            counted=dict(purchase.lines.values_list("good", "quantity")),
            actor=world.staff[Role.GATE],
            now=NOW,
        )
    return world


def set_address(world: World) -> None:
    boss = world.staff[Role.COMMANDER]
    set_setting(PUBLIC_URL, "https://bg.example.org", place=world.town, actor=boss, now=NOW)
