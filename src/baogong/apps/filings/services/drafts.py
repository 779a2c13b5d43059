"""Writing a filing down, changing it, filing it, taking it back."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.filings import policies
from baogong.apps.filings.enums import FilingState
from baogong.apps.filings.models import Filing
from baogong.apps.filings.queries import filing_row
from baogong.apps.filings.services.checks import check_terms, check_whole
from baogong.apps.places.models import Place
from baogong.apps.places.services import keep_photo
from baogong.plumbing import audit, locks


@dataclass(frozen=True, slots=True)
class NewSupplier:
    """A supplier that the town does not know yet. ``photo`` of the licence: a small JPEG; None
    keeps the one that is there."""

    name: str
    licence: str
    licence_until: date | None = None
    photo: bytes | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What a group buy is to be, but for its packages. The supplier is a known or a new one.

    ``arrives_at`` begins a slot of the gate on the delivery day.
    """

    title: str
    gate_id: int
    arrives_at: datetime
    delivery_date: date
    cutoff_at: datetime
    supplier: int | NewSupplier


@transaction.atomic
def draft_filing(terms: Terms, *, key: UUID, estate_id: int, actor: User, now: datetime) -> Filing:
    """Write a group buy down; the same key again is the same filing.

    Raises what ``check_terms`` raises.
    """
    estate = locks.lock_one(Place.objects.all(), key=estate_id)
    if repeated := Filing.objects.filter(key=key).first():
        return repeated
    filing = Filing(key=key, estate=estate, filed_by=actor, drafted_at=now)
    _put(filing, terms, actor=actor, now=now)
    filing.save()
    audit.record([audit.Act("filing.drafted", filing, actor, now)])
    return filing


@transaction.atomic
def change_filing(terms: Terms, *, filing_id: int, actor: User, now: datetime) -> Filing:
    """Say anew what it is to be; what waits for approval goes on waiting, as it is now.

    Raises NotYourFiling, FilingSettled or what ``check_terms`` raises.
    """
    filing = own_filing(filing_id, actor=actor)
    changed = _put(filing, terms, actor=actor, now=now)
    filing.save(update_fields=changed)
    audit.record([audit.Act("filing.changed", filing, actor, now)])
    return filing


@transaction.atomic
def file_filing(*, filing_id: int, actor: User, now: datetime) -> Filing:
    """Hand it in for approval; twice is the same as once.

    Raises NotYourFiling, FilingSettled or what ``check_whole`` raises.
    """
    filing = own_filing(filing_id, actor=actor)
    check_whole(filing, filing_row(filing), now=now)
    if filing.state != FilingState.FILED:
        filing.state, filing.filed_at = FilingState.FILED, now
        filing.save(update_fields=["state", "filed_at"])
        audit.record([audit.Act("filing.filed", filing, actor, now)])
    return filing


@transaction.atomic
def withdraw_filing(*, filing_id: int, actor: User, now: datetime) -> Filing:
    """Take it back for good. Raises NotYourFiling or FilingSettled."""
    filing = own_filing(filing_id, actor=actor)
    filing.state = FilingState.WITHDRAWN
    filing.save(update_fields=["state"])
    audit.record([audit.Act("filing.withdrawn", filing, actor, now)])
    return filing


def own_filing(filing_id: int, *, actor: User) -> Filing:
    """A filing that the actor may change, locked. Raises NotYourFiling or FilingSettled."""
    filing = locks.lock_one(Filing.objects.with_names(), key=filing_id)
    policies.check_may_change(
        filing.state, is_own=filing.filed_by_id == actor.pk, who=filing.filed_by.name
    )
    return filing


def _put(filing: Filing, terms: Terms, *, actor: User, now: datetime) -> list[str]:
    """Put the terms into the filing, and tell the fields. Raises what ``check_terms`` raises."""
    values: dict[str, Any] = {
        "title": terms.title,
        "gate_id": terms.gate_id,
        "arrives_at": terms.arrives_at,
        "delivery_date": terms.delivery_date,
        "cutoff_at": terms.cutoff_at,
    }
    values |= (
        _of_new(filing, terms.supplier, actor=actor, now=now)
        if isinstance(terms.supplier, NewSupplier)
        else {
            "supplier_id": terms.supplier,
            "new_name": "",
            "new_licence": "",
            "new_licence_until": None,
            "new_photo_id": None,
        }
    )
    for name, value in values.items():
        setattr(filing, name, value)
    check_terms(filing, now=now)
    return list(values)


def _of_new(filing: Filing, new: NewSupplier, *, actor: User, now: datetime) -> dict[str, Any]:
    values: dict[str, Any] = {
        "supplier_id": None,
        "new_name": new.name,
        "new_licence": new.licence,
        "new_licence_until": new.licence_until,
    }
    if new.photo:
        key = uuid5(filing.key, sha256(new.photo).hexdigest())
        photo = keep_photo(new.photo, key=key, place=filing.estate, actor=actor, now=now)
        values["new_photo_id"] = photo.pk
    return values
