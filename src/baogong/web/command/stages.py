"""The six stages of the chain as cards, from left to right."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baogong.apps.reporting.queries import DaySums, Stages
from baogong.web.command.scope import Day


@dataclass(frozen=True, slots=True)
class StageCard:
    """One stage: ``count`` of ``of`` things (None: no total), and where they are listed."""

    label: str
    count: int
    of: int | None
    unit: str
    note: str
    url: str

    @property
    def tone(self) -> str:
        """``done`` when all went through, ``wait`` while some did."""
        if self.of is None or not self.of:
            return ""
        return "done" if self.count >= self.of else "wait"


def stage_cards(stages: Stages, *, sums: DaySums, day: Day) -> list[StageCard]:
    """Asked, bought, arrived, made up, carried, closed."""
    address = {"estate": day.estate_id, "date": day.date}
    orders, bags = (
        reverse("command:orders", kwargs=address),
        reverse("command:bags", kwargs=address),
    )
    purchases = reverse("command:purchases", kwargs=address)
    closed = sums.orders.delivered + sums.orders.returned + sums.orders.short
    confirmed = _("%(n)s confirmed by the shop") % {"n": stages.confirmed}
    asked_of, orders_of = None, sums.orders.ordered
    rows = (
        (_("Asked"), stages.asked, asked_of, _orders(stages.asked), "", f"{orders}?state=ordered"),
        (_("Bought"), stages.bought, None, _purchases(stages.bought), confirmed, purchases),
        (_("Arrived"), stages.arrived, stages.bought, _purchases(stages.arrived), "", purchases),
        (
            _("Made up"),
            stages.made_up,
            stages.planned,
            _bags(stages.made_up),
            "",
            f"{bags}?state=packed",
        ),
        (
            _("Carried"),
            stages.carried,
            stages.planned,
            _bags(stages.carried),
            "",
            f"{bags}?state=carried",
        ),
        (_("Closed"), closed, orders_of, _orders(closed), "", f"{orders}?state=closed"),
    )
    return [StageCard(*row) for row in rows]


def _orders(count: int) -> str:
    return ngettext("order", "orders", count)


def _bags(count: int) -> str:
    return ngettext("bag", "bags", count)


def _purchases(count: int) -> str:
    return ngettext("purchase order", "purchase orders", count)
