"""Crates and where they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from baogong.apps.custody.enums import HolderKind
from baogong.apps.sorting.models import Crate


class CrateState(models.TextChoices):
    """How far a crate has come."""

    OPEN = "open", _("Being filled")
    CLOSED = "closed", _("Waits for the officer")
    GONE = "gone", _("With the officer")
    BACK = "back", _("Empty, back again")


@dataclass(frozen=True, slots=True)
class CrateRow:
    """A crate of an entrance; ``bags`` were put into it, ``scanned`` of them by their label.

    ``holder``: the person who has it."""

    id: int
    code: str
    entrance_id: int
    entrance: str
    building: str
    number: int
    bags: int
    scanned: int
    state: CrateState
    closed_at: datetime | None
    holder: str

    @property
    def is_open(self) -> bool:
        return self.state is CrateState.OPEN


def crates_of(*, wave_id: int, entrance_id: int | None = None) -> list[CrateRow]:
    """The crates of a wave, or of one of its entrances, in walking order. One query."""
    crates = Crate.objects.filter(wave=wave_id)
    if entrance_id is not None:
        crates = crates.filter(entrance=entrance_id)
    return _rows(crates)


def crate_row(*, crate_id: int) -> CrateRow:
    """One crate that a gate let through. One query."""
    [row] = _rows(Crate.objects.filter(pk=crate_id))
    return row


def _rows(crates: models.QuerySet[Crate]) -> list[CrateRow]:
    found: Iterable[Crate] = (
        crates.select_related("entrance__parent", "unit__holder__user")
        .annotate(
            bags=Count("contents", distinct=True),
            scanned=Count("contents", filter=Q(contents__scanned_at__isnull=False), distinct=True),
            handoffs=Count("unit__chain", distinct=True),
        )
        .order_by("entrance__sort_key", "number")
    )
    return [_row(crate) for crate in found]


def _row(crate: Crate) -> CrateRow:
    holder = crate.unit.holder if crate.unit else None
    return CrateRow(
        id=crate.pk,
        code=crate.code,
        entrance_id=crate.entrance_id,
        entrance=crate.entrance.label,
        building=crate.entrance.parent.label if crate.entrance.parent else "",
        number=crate.number,
        bags=crate.bags,  # type: ignore[attr-defined]
        scanned=crate.scanned,  # type: ignore[attr-defined]
        state=_state(crate, handoffs=crate.handoffs),  # type: ignore[attr-defined]
        closed_at=crate.closed_at,
        holder=holder.user.name if holder and holder.user else "",
    )


def _state(crate: Crate, *, handoffs: int) -> CrateState:
    """The first handoff is the closing at the depot; a later one to the depot brings it back."""
    if crate.unit is None:
        return CrateState.OPEN
    if crate.unit.holder.kind == HolderKind.PERSON:
        return CrateState.GONE
    return CrateState.CLOSED if handoffs == 1 else CrateState.BACK
