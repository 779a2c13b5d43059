"""Exports of a group-buy tool that are uploaded into a world's round."""

from baogong.apps.ordering.models import GroupBuyMapping
from baogong.apps.ordering.services import confirm_columns, enter_group_buys, take_group_buys
from baogong.apps.people.enums import Role
from tests.factories.world import NOW

HEAD = "订单号,下单人,手机号,收货地址,商品,数量,订单状态,团员备注"
ROWS = (
    "K001,张阿姨,13900001234,B1-1-101,蔬菜包,2,待发货,",
    "K002,李敏,13900005678,B1栋1单元102室,鸡蛋蔬菜包,1,待发货,谢谢",
    ",,,,蔬菜包,1,,",
    "K003,王强,13900004321,B1-1-909,蔬菜包,1,待发货,",
    "K004,赵敏,13900008765,B1-1-201,蔬菜包,1,已退款,",
)


def table(*rows, head=HEAD):
    return "\n".join([head, *(rows or ROWS)]).encode()


def upload(world, content=None, *, name="跟团记录.csv", now=NOW):
    actor = world.staff[Role.CLERK]
    content = table() if content is None else content
    return take_group_buys(content, name=name, round_id=world.round.pk, actor=actor, now=now)


def confirm(world, file, *, now=NOW, **changes):
    """Say yes to what the columns were taken for, but for ``changes``: heading -> field."""
    fields = file.head["columns"] | changes
    confirm_columns(fields, file_id=file.pk, actor=world.staff[Role.CLERK], now=now)
    file.refresh_from_db()
    return file


def bought(world, content=None, *, now=NOW):
    """A file whose orders are read; its kind is asked for but once."""
    file = upload(world, content, now=now)
    if not GroupBuyMapping.objects.filter(kind=file.kind).exists():
        confirm(world, file, now=now)
    file.refresh_from_db()
    return file


def enter_bought(world, file, *, now=NOW):
    return enter_group_buys(file_id=file.pk, actor=world.staff[Role.CLERK], now=now)
