"""Waves and how far each entrance of them has come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from baogong.apps.people.enums import Role
from baogong.apps.people.queries import covers
from baogong.apps.people.queries.scope import Viewer
from baogong.apps.sorting.models import Bag, ShortLine, Wave
from baogong.apps.sorting.queries.crates import CrateRow, CrateState, crates_of

MOST_WAVES = 60


@dataclass(frozen=True, slots=True)
class WaveRow:
    """A wave: of ``bags`` planned ones, ``done`` are packed or found to be short of everything."""

    id: int
    depot_id: int
    title: str
    estate: str
    delivery_date: date
    bags: int
    done: int

    @property
    def to_pack(self) -> int:
        return self.bags - self.done


@dataclass(frozen=True, slots=True)
class EntranceRow:
    """An entrance's part of a wave. ``short``: bags that lack something; ``empty``: lack all."""

    id: int
    name: str
    bags: int
    done: int
    short: int
    empty: int
    crates: tuple[CrateRow, ...]

    @property
    def to_pack(self) -> int:
        return self.bags - self.done

    @property
    def packed(self) -> int:
        return self.done - self.empty

    @property
    def open_crate(self) -> CrateRow | None:
        """The crate to count and close next: it holds bags and still takes more."""
        return next((c for c in self.crates if c.is_open and c.bags), None)

    @property
    def waiting_crate(self) -> CrateRow | None:
        """A closed crate that its officer has not fetched yet."""
        return next((c for c in self.crates if c.state is CrateState.CLOSED), None)


@dataclass(frozen=True, slots=True)
class Cell:
    """The place on the floor where an entrance's bags are put, by its number on the plate."""

    number: int
    entrance: EntranceRow

    @property
    def state(self) -> str:
        """short: a bag lacks something; done: nothing is left to pack; else open."""
        if self.entrance.short:
            return "short"
        return "open" if self.entrance.to_pack else "done"


def waves_of(*, viewer: Viewer, roles: Collection[Role]) -> list[WaveRow]:
    """The 60 latest waves of the viewer's depots, the newest first. One query."""
    waves = Wave.objects.filter(covers(viewer=viewer, roles=roles, path="depot__path"))
    rows = waves.select_related("round__estate").annotate(
        all_bags=Count("bags"), done_bags=Count("bags", filter=Q(bags__done_at__isnull=False))
    )
    return [
        WaveRow(
            id=wave.pk,
            depot_id=wave.depot_id,
            title=wave.round.title,
            estate=wave.round.estate.label,
            delivery_date=wave.round.delivery_date,
            bags=wave.all_bags,
            done=wave.done_bags,
        )
        for wave in rows.order_by("-round__delivery_date", "-pk")[:MOST_WAVES]
    ]


def entrances_of(*, wave_id: int, entrance_id: int | None = None) -> list[EntranceRow]:
    """A wave's entrances, or one of them, in the order in which one walks. Two queries.

    An entrance to which only bags of an earlier wave go again has no bags of its own.
    """
    counts = _bag_counts(wave_id)
    crates: dict[int, list[CrateRow]] = {}
    for crate in crates_of(wave_id=wave_id, entrance_id=entrance_id):
        crates.setdefault(crate.entrance_id, []).append(crate)
    return [
        EntranceRow(pk, rows[0].entrance, *counts.get(pk, (0, 0, 0, 0)), tuple(rows))
        for pk, rows in crates.items()
    ]


def cells_of(*, wave_id: int) -> list[Cell]:
    """The entrances of a wave numbered from 1 in walking order. Two queries.

    Entrances that only get bags again come last, so that they renumber nothing of the wave's own.
    """
    entrances = sorted(entrances_of(wave_id=wave_id), key=lambda row: not row.bags)
    return [Cell(number, row) for number, row in enumerate(entrances, start=1)]


def _bag_counts(wave_id: int) -> dict[int | None, tuple[int, int, int, int]]:
    """Bags, done, short and empty ones by entrance. One query."""
    is_short = Exists(ShortLine.objects.filter(bag_line__bag=OuterRef("pk")))
    done = Q(done_at__isnull=False)
    rows = (
        Bag.objects.filter(wave=wave_id)
        .annotate(is_short=is_short)
        .values_list("household__parent")
        .annotate(
            bags=Count("pk"),
            done=Count("pk", filter=done),
            short=Count("pk", filter=done & Q(is_short=True)),
            empty=Count("pk", filter=done & Q(unit=None)),
        )
        .order_by("household__parent")
    )
    return {pk: tuple(counts) for pk, *counts in rows}
