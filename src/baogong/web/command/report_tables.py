"""A day's report as tables, the same on the screen, on paper and in a workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from baogong.apps.ordering.enums import Channel
from baogong.web.components.amounts import amount_text

FIGURES = ("ordered", "delivered", "delivered_short", "returned", "short", "open")
FEWEST = 5  # public figures below this could tell of a person


@dataclass(frozen=True, slots=True)
class Table:
    """A part of a report: its title, the words above the columns, and the rows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    @property
    def labelled(self) -> list[list[tuple[str, Any]]]:
        """The rows with the column's words beside each cell, for a screen that stacks them."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class ReportTables:
    """Everything that a report says. ``public``: figures from 1 to 4 are "<5"."""

    served: Table
    levels: Table
    goods: Table
    channels: Table
    entrances: Table
    open_differences: int

    @property
    def parts(self) -> tuple[Table, ...]:
        return (self.served, self.levels, self.goods, self.channels, self.entrances)


def report_tables(content: Mapping[str, Any], *, public: bool) -> ReportTables:
    """The tables of a report's content."""

    def count(figure: int) -> int | str:
        return f"<{FEWEST}" if public and 0 < figure < FEWEST else figure

    def sums(figures: Mapping[str, int]) -> tuple[int | str, ...]:
        return tuple(count(figures[name]) for name in FIGURES)

    return ReportTables(
        served=_served(content, count),
        levels=Table(
            _("Orders and bags"),
            _columns(_("Level")),
            ((_("Orders"), *sums(content["orders"])), (_("Bags"), *sums(content["bags"]))),
        ),
        goods=Table(
            _("Goods"), _columns(_("Good")), tuple(_good(good) for good in content["goods"])
        ),
        channels=Table(
            _("How orders came"),
            (_("How it came"), _("Orders")),
            tuple(
                (str(Channel(channel).label), count(orders))
                for channel, orders in content["channels"].items()
            ),
        ),
        entrances=Table(
            _("Orders by entrance"),
            _columns(_("Entrance")),
            tuple((row["entrance"], *sums(row["orders"])) for row in content["entrances"]),
        ),
        open_differences=content["open_differences"],
    )


def _columns(first: str) -> tuple[str, ...]:
    return (
        first,
        _("Ordered"),
        pgettext("sums", "Delivered"),
        _("of it short"),
        pgettext("sums", "Returned"),
        pgettext("sums", "Short"),
        pgettext("sums", "Open"),
    )


def _served(content: Mapping[str, Any], count: Any) -> Table:
    lines = (
        (_("On this day"), content["served"]),
        (_("Since the first day"), content["served_until_then"]),
    )
    return Table(
        _("Who was served"),
        ("", _("Orders with a bag delivered"), _("Doors"), _("People")),
        tuple(
            (label, *(count(figures[name]) for name in ("orders", "doors", "people")))
            for label, figures in lines
        ),
    )


def _good(good: Mapping[str, Any]) -> tuple[str, ...]:
    figures = (good["sums"][name] for name in FIGURES)
    return (
        good["name"],
        *(amount_text(figure, good["sold_by"]) if figure else "0" for figure in figures),
    )
