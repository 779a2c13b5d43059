"""The day's sums as rows of the sums table; each figure opens its list."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from baogong.apps.reporting.queries import DaySums, GoodSums, Sums
from baogong.web.command.scope import Day
from baogong.web.components.amounts import amount_text
from baogong.web.components.sums import Figure, SumRow

STATES = ("ordered", "delivered", "returned", "short", "open")


def order_rows(sums: DaySums, *, day: Day) -> tuple[list[SumRow], SumRow]:
    """A row for each entrance, and the total."""
    url = _list_url("command:orders", day)
    rows = [_row(row.entrance, row.orders, url, row.entrance_id) for row in sums.entrances]
    return rows, _row(_("Orders"), sums.orders, url)


def bag_rows(sums: DaySums, *, day: Day) -> tuple[list[SumRow], SumRow]:
    """A row for each entrance, and the total."""
    url = _list_url("command:bags", day)
    rows = [_row(row.entrance, row.bags, url, row.entrance_id) for row in sums.entrances]
    return rows, _row(_("Bags"), sums.bags, url)


def good_rows(sums: DaySums, *, day: Day) -> list[SumRow]:
    """A row for each good, in pieces or in 斤 with kg beside.

    Its figures open the bags that hold it; the orders, while no bag is planned.
    """
    url = _list_url("command:bags" if sums.bags.ordered else "command:orders", day)
    return [_good_row(good.name, good, url=url) for good in sums.goods]


def goods_astray(sums: DaySums, *, day: Day) -> list[SumRow]:
    """The goods that do not add up at an entrance, one row for each."""
    url = _list_url("command:bags", day)
    return [
        _good_row(f"{entrance.entrance} · {good.name}", good, url=url)
        for entrance in sums.entrances
        for good in entrance.goods
        if not good.sums.balanced
    ]


def _good_row(label: str, good: GoodSums, *, url: str) -> SumRow:
    figures = (
        Figure(
            quantity,
            text=amount_text(quantity, good.sold_by) if quantity else "",
            url=f"{url}?{urlencode({'state': state, 'good': good.sku})}",
        )
        for state, quantity in zip(STATES, _figures(good.sums), strict=True)
    )
    return SumRow(label, *figures)


def _list_url(name: str, day: Day) -> str:
    return reverse(name, kwargs={"estate": day.estate_id, "date": day.date})


def _row(label: str, sums: Sums, url: str, entrance_id: int | None = None) -> SumRow:
    entrance = {} if entrance_id is None else {"entrance": entrance_id}
    figures = (
        Figure(count, url=f"{url}?{urlencode({'state': state} | entrance)}")
        for state, count in zip(STATES, _figures(sums), strict=True)
    )
    astray = "" if sums.balanced else f"{url}?{urlencode({'state': 'astray'} | entrance)}"
    return SumRow(label, *figures, url=astray)


def _figures(sums: Sums) -> Iterator[int]:
    for state in STATES:
        yield getattr(sums, state)
