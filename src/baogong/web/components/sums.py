"""Sums that add up in front of the reader: ordered = delivered + returned + short + open."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Figure:
    """A count (or grams) and the list behind it. ``text`` replaces the bare number."""

    value: int
    url: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class SumRow:
    """One line of the sums; five figures, each counted from its own ledger."""

    label: str
    ordered: Figure
    delivered: Figure
    returned: Figure
    short: Figure
    open: Figure
    url: str = field(default="", kw_only=True)

    @property
    def difference(self) -> int:
        """What the parts lack (or, negative, have too much) against what was ordered."""
        parts = (self.delivered, self.returned, self.short, self.open)
        return self.ordered.value - sum(figure.value for figure in parts)

    @property
    def figures(self) -> tuple[Figure, ...]:
        return (self.ordered, self.delivered, self.returned, self.short, self.open)
