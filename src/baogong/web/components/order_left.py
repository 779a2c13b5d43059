"""Where money is that was paid for an order which needed it no more, in sentences."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from baogong.apps.money.enums import PayMethod, RefundState
from baogong.apps.money.queries import LeftAt, LeftPart, OrderMoney, order_money
from baogong.apps.ordering.enums import OnShort
from baogong.apps.ordering.queries import DoorOrderRow, order_number
from baogong.apps.sorting.queries import CutRow, cuts_of_order
from baogong.values.money import format_yuan
from baogong.web.components.cuts import cut_notes


@dataclass(frozen=True, slots=True)
class LeftNote:
    """``what`` was paid, and where it is by now; or ``number`` and ``order_id`` of the order that
    it was set off against."""

    what: str
    then: str
    number: str = ""
    order_id: int | None = None


@dataclass(frozen=True, slots=True)
class OrderLeft:
    """``nothing`` says why no money had to go anywhere, where one may ask."""

    notes: tuple[LeftNote, ...]
    nothing: str


def money_of_order(order: DoorOrderRow, *, door_id: int) -> dict[str, Any]:
    """What pays an order, what it did not get, and where money went that it needed no more: for
    the pages of an order."""
    money = order_money(door_id=door_id, order_id=order.id)
    cuts = cuts_of_order(order_id=order.id)
    return {
        "money": money,
        "cuts": cut_notes(cuts),
        "left": _left(money, canceled=order.canceled_at is not None, cuts=cuts),
    }


def _left(money: OrderMoney | None, *, canceled: bool, cuts: Iterable[CutRow]) -> OrderLeft | None:
    """None where nothing was canceled or cut, and all that was paid for the order pays it."""
    if money and money.left:
        return OrderLeft(tuple(map(_note, money.left)), "")
    if canceled:
        return OrderLeft((), _("Nothing had been paid for it, so nothing goes back."))
    if cut := sum(row.fen for row in cuts if row.outcome is OnShort.REFUND):
        less = _("It was not paid yet. You pay %(money)s less.")
        return OrderLeft((), less % {"money": format_yuan(cut)})
    return None


def _note(part: LeftPart) -> LeftNote:
    what = BROUGHT[part.method]() % {"money": format_yuan(part.fen)}
    if part.order_id:
        return LeftNote(what, "", order_number(part.order_id), part.order_id)
    return LeftNote(what, _then(part))


def _then(part: LeftPart) -> str:
    match part.where:
        case LeftAt.CREDIT:
            return _(
                "It is to your credit: set off against your next order, or given back to you."
            )
        case LeftAt.SET_OFF:
            return _("It was set off against what else you owed.")
        case LeftAt.UNDONE:
            text = _("It had been written down by mistake and was taken back on %(at)s.")
            return text % _at(part)
        case LeftAt.BY_HAND:
            return HANDED[part.back_by]() % _at(part)
    return _("%(way)s %(so_far)s") % {
        "way": _way(part),
        "so_far": SO_FAR[part.state]() % _at(part),
    }


def _way(part: LeftPart) -> str:
    if part.same_way:
        return _("It goes back over that payment.")
    return _("It goes back over another payment of yours by phone.")


def _at(part: LeftPart) -> dict[str, str]:
    at = timezone.localtime(part.at) if part.at else None
    return {"at": formats.date_format(at, "SHORT_DATETIME_FORMAT") if at else ""}


BROUGHT: dict[PayMethod | None, Callable[[], str]] = {
    None: lambda: "%(money)s",
    PayMethod.CASH: lambda: _("%(money)s, paid in cash"),
    PayMethod.TRANSFER: lambda: _("%(money)s, paid by transfer"),
    PayMethod.WECHAT: lambda: _("%(money)s, paid by phone"),
    PayMethod.GROUP_BUY: lambda: _("%(money)s, paid in a group-buy tool"),
}
HANDED: dict[PayMethod | None, Callable[[], str]] = {
    PayMethod.CASH: lambda: _("It was handed back in cash on %(at)s."),
    PayMethod.TRANSFER: lambda: _("It was paid back by transfer on %(at)s."),
    PayMethod.GROUP_BUY: lambda: _("It was paid back in the group-buy tool on %(at)s."),
}
SO_FAR: dict[RefundState | None, Callable[[], str]] = {
    RefundState.WAITING: lambda: _("It waits to be sent by WeChat Pay."),
    RefundState.UNDER_WAY: lambda: _(
        "WeChat Pay has sent it, and it usually arrives within three working days."
    ),
    RefundState.ABNORMAL: lambda: _(
        "WeChat Pay could not give it to the account that paid, and holds it. Ask your estate's"
        " desk."
    ),
    RefundState.DONE: lambda: _("It arrived on %(at)s."),
}
