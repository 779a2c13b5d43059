"""Which group buys are the real ones: approved, and what was approved of them (X2)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from baogong.apps.filings.models import Filing
from baogong.apps.ordering.queries import RoundListing, listings_of
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import CONTACT_PHONE
from baogong.values.errors import NotVisible


@dataclass(frozen=True, slots=True)
class ApprovedBuy:
    """What everybody may know of an approved group buy; no name of a person.

    ``closed``: it takes no more orders. ``contact``: the estate's number, empty where none is set.
    """

    id: int
    title: str
    estate: str
    estate_path: str
    supplier: str
    licence: str
    licence_until: date | None
    gate: str
    arrives_at: datetime
    delivery_date: date
    cutoff_at: datetime
    closed: bool
    round_id: int
    approved_at: datetime
    contact: str
    listings: tuple[RoundListing, ...]


def approved_buy(pk: int, *, now: datetime) -> ApprovedBuy:
    """An approved group buy as its round has it. Raises NotVisible for any other filing."""
    approved = Filing.objects.approved().select_related("estate", "gate", "supplier", "round")
    filing = approved.filter(pk=pk).first()
    if filing is None or not (filing.round and filing.supplier and filing.decided_at):
        raise NotVisible  # a constraint says that an approved one has them all
    round_ = filing.round
    return ApprovedBuy(
        id=filing.pk,
        title=filing.title,
        estate=filing.estate.label,
        estate_path=filing.estate.path,
        supplier=filing.supplier.name,
        licence=filing.supplier.licence,
        licence_until=filing.supplier.licence_until,
        gate=filing.gate.label,
        arrives_at=filing.arrives_at,
        delivery_date=round_.delivery_date,
        cutoff_at=round_.cutoff_at,
        closed=round_.closed_at is not None or round_.cutoff_at <= now,
        round_id=round_.pk,
        approved_at=filing.decided_at,
        contact=str(setting(CONTACT_PHONE, place=filing.estate, at=now)),
        listings=tuple(listings_of(round_id=round_.pk)),
    )


def approved_by_round(round_ids: Collection[int]) -> dict[int, int]:
    """The approved filings that announced rounds, by round. One query."""
    approved = Filing.objects.approved().filter(round__in=round_ids)
    return dict(approved.values_list("round", "pk"))


def approved_by_slot(slot_ids: Collection[int]) -> dict[int, int]:
    """The approved filings whose trucks have these slots at a gate, by slot. One query."""
    approved = Filing.objects.approved().filter(slot__in=slot_ids)
    return dict(approved.values_list("slot", "pk"))
