"""Group buys that organisers filed: one waits for the commander, one was approved (X2).

Titles are made up. An approved one needs carriers: a helper for each building, on a shift when its
truck comes.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from django.utils import timezone

from baogong.apps.filings.queries import filing_for
from baogong.apps.filings.services import (
    Terms,
    add_known,
    approve_filing,
    draft_filing,
    file_filing,
)
from baogong.apps.people.enums import Role
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.queries import site_of
from baogong.cli.play.rosters import book_carriers

if TYPE_CHECKING:
    from datetime import datetime

    from baogong.apps.filings.models import Filing
    from baogong.apps.places.models import Place
    from baogong.cli.play.scene import Scene

TRUCK_HOUR, CLOSES_HOUR = 9, 6
STOCK = 300


def file_group_buys(scene: Scene, *, other: Place, now: datetime) -> None:
    """In the first estate one waits; in the ``other`` one was approved, and its round is open."""
    _staples, vegetables, eggs, *_ = scene.packages
    _file(scene, scene.estate, "鸡蛋蔬菜团购", package_id=eggs.pk, now=now)
    filing = _file(scene, other, "蔬菜团购", package_id=vegetables.pk, now=now)
    book_carriers(other, day=filing.delivery_date, by=scene.commander, now=now)
    row = filing_for(viewer=scene.commander, roles=[Role.COMMANDER], pk=filing.pk)
    approve_filing(filing_id=filing.pk, seen=row.digest, actor=scene.commander, now=now)


def _file(scene: Scene, estate: Place, title: str, *, package_id: int, now: datetime) -> Filing:
    """The liaison hands it in: it closes tomorrow at six, and the truck comes at nine."""
    [liaison] = scene.crew[Role.LIAISON]
    arrives_at = (timezone.localtime(now) + timedelta(days=1)).replace(
        hour=TRUCK_HOUR, minute=0, second=0, microsecond=0
    )
    terms = Terms(
        title=title,
        gate_id=site_of(estate, PlaceKind.GATE).pk,
        arrives_at=arrives_at,
        delivery_date=arrives_at.date(),
        cutoff_at=arrives_at.replace(hour=CLOSES_HOUR),
        supplier=scene.supplier.pk,
    )
    filing = draft_filing(terms, key=uuid4(), estate_id=estate.pk, actor=liaison, now=now)
    add_known(package_id=package_id, stock=STOCK, filing_id=filing.pk, actor=liaison, now=now)
    return file_filing(filing_id=filing.pk, actor=liaison, now=now)
