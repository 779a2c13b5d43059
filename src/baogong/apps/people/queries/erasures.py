"""What an estate keeps about people, until when, and the proofs of what went."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from baogong.apps.people.erasure_chain import broken_links
from baogong.apps.people.models import Activation, Erasure
from baogong.apps.people.queries.actors import actor_names
from baogong.apps.places.models import Place
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import SETTINGS
from baogong.plumbing import retention
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.retention import Clock, Kept
from baogong.values.errors import NotVisible


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A kind of personal data in an estate: how many rows, and when they go.

    ``goes_at`` is empty for kinds whose rows have dates of their own, and while the estate is on
    duty or never was.
    """

    key: str
    label: str
    rows: int
    days: int
    from_stand_down: bool
    by_hand: bool
    goes_at: datetime | None


@dataclass(frozen=True, slots=True)
class ErasureRow:
    """A proof. ``by`` is a name, or empty for the daily job; ``broken``: it does not fit the
    chain."""

    id: int
    what: str
    cutoff: datetime
    rows: int
    erased_at: datetime
    by: str
    reason: str
    digest: str
    broken: bool


def kept_rows(*, estate: Place, now: datetime) -> list[KeptRow]:
    """Every kind with its rows counted now. The number of queries is that of the kinds."""
    ended_at = _stood_down_at(estate)
    return [
        _kept_row(kept, estate=estate, ended_at=ended_at, now=now)
        for kept in retention.registered()
    ]


def _stood_down_at(estate: Place) -> datetime | None:
    last = Activation.objects.filter(estate=estate).order_by("-activated_at").first()
    return last.ended_at if last else None


def _kept_row(kept: Kept, *, estate: Place, ended_at: datetime | None, now: datetime) -> KeptRow:
    days = setting(SETTINGS[kept.days], place=estate, at=now)
    counts_from_end = kept.clock is Clock.STAND_DOWN
    return KeptRow(
        key=kept.key,
        label=kept.label,
        rows=kept.rows(estate, now).count(),
        days=days,
        from_stand_down=counts_from_end,
        by_hand=kept.by_hand,
        goes_at=ended_at + timedelta(days=days) if counts_from_end and ended_at else None,
    )


def kept_row(key: str, *, estate: Place, now: datetime) -> KeptRow:
    """One kind that may be erased by hand. Raises NotVisible for any other."""
    kept = retention.kept_as(key)
    if kept is None or not kept.by_hand:
        raise NotVisible
    return _kept_row(kept, estate=estate, ended_at=_stood_down_at(estate), now=now)


def erasure_rows(*, estate: Place) -> list[ErasureRow]:
    """The estate's proofs, the newest first, each checked against the chain. Two queries."""
    erasures = list(Erasure.objects.filter(estate=estate).order_by("pk"))
    broken = broken_links(erasures)
    names = actor_names(erasure.erased_by for erasure in erasures)
    return [
        ErasureRow(
            id=erasure.pk,
            what=erasure.what,
            cutoff=erasure.cutoff,
            rows=erasure.rows,
            erased_at=erasure.erased_at,
            by=""
            if erasure.erased_by == SYSTEM.audit_name
            else names.get(erasure.erased_by, erasure.erased_by),
            reason=erasure.reason,
            digest=erasure.digest,
            broken=erasure.pk in broken,
        )
        for erasure in reversed(erasures)
    ]


def rows_left(*, estate: Place) -> dict[str, int]:
    """Kind -> rows from before the newest erasure of it that are there (again), counted now."""
    newest = dict(
        Erasure.objects.filter(estate=estate).order_by("cutoff").values_list("what", "cutoff")
    )
    kinds = {kept.key: kept for kept in retention.registered()}
    return {
        what: kinds[what].rows(estate, cutoff).count()
        for what, cutoff in newest.items()
        if what in kinds
    }
