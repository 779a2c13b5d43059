"""Group buys that are filed for approval, and the carriers whom they wait for."""

from datetime import date, timedelta
from uuid import uuid4

from django.utils import timezone

from baogong.apps.catalog.enums import Family
from baogong.apps.catalog.services import PackageDraft
from baogong.apps.filings.queries import filing_for
from baogong.apps.filings.services import (
    Terms,
    add_known,
    add_new,
    approve_filing,
    change_filing,
    draft_filing,
    file_filing,
    refuse_filing,
)
from baogong.apps.people.enums import Role, Slot
from baogong.apps.people.models import Shift, ShiftDuty
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.queries import buildings_within, site_of
from baogong.apps.suppliers.models import Supplier
from tests.factories.people import helper, people
from tests.factories.world import NOW, packages

LICENCE = "91310112MA1G8"


def book_carriers(world, begins, ends, *, buildings=None, number=0):
    """A helper of the supply team for each building, on one shift; the shift."""
    places = buildings or [building.label for building in buildings_within(world.estate)]
    lines = [helper(number + n, place=label) for n, label in enumerate(places)]
    found = people(world, *lines)
    shift = Shift.objects.create(
        estate=world.estate,
        team=found[0].team,
        slot=Slot.MORNING,
        starts_at=begins,
        ends_at=ends,
        needed=len(found),
    )
    ShiftDuty.objects.bulk_create(
        ShiftDuty(shift=shift, person=person, starts_at=begins, ends_at=ends, given_at=begins)
        for person in found
    )
    return shift


class GroupBuy:
    """A liaison found a supplier; a commander approves. The truck comes on the day after ``now``
    at 07:20 of the town's clock."""

    def __init__(self, world, *, now=NOW, filer=Role.LIAISON):
        self.world, self.now = world, now
        self.filer, self.boss = world.staff[filer], world.staff[Role.COMMANDER]
        Supplier.objects.filter(pk=world.supplier.pk).update(licence=LICENCE)
        world.supplier.refresh_from_db()
        self.gate = site_of(world.estate, PlaceKind.GATE)
        tomorrow = timezone.localtime(now) + timedelta(days=1)
        self.arrives_at = tomorrow.replace(hour=7, minute=20, second=0, microsecond=0)
        self.filing = self.draft()
        self.add(packages()[0])

    def terms(self, **changes):
        fields = {
            "title": "面包团购",
            "gate_id": self.gate.pk,
            "arrives_at": self.arrives_at,
            "delivery_date": self.arrives_at.date(),
            "cutoff_at": self.now + timedelta(hours=2),
            "supplier": self.world.supplier.pk,
        }
        return Terms(**fields | changes)

    def draft(self, key=None, **changes):
        estate = self.world.estate.pk
        act = {"actor": self.filer, "now": self.now}
        return draft_filing(self.terms(**changes), key=key or uuid4(), estate_id=estate, **act)

    def change(self, *, actor=None, **changes):
        act = {"actor": actor or self.filer, "now": self.now}
        return change_filing(self.terms(**changes), filing_id=self.filing.pk, **act)

    def add(self, package, stock=None):
        act = {"actor": self.filer, "now": self.now}
        return add_known(package_id=package.pk, stock=stock, filing_id=self.filing.pk, **act)

    def add_new(self, *, stock=100, **changes):
        fields = {
            "code": "BREAD",
            "name": "面包包",
            "price_fen": 2580,
            "contents": {"EGG": 10},
            "family": Family.STAPLE,
            "stated_grams": 600,
        }
        act = {"actor": self.filer, "now": self.now}
        draft = PackageDraft(**fields | changes)
        return add_new(draft, stock=stock, filing_id=self.filing.pk, **act)

    def file(self, *, actor=None):
        return file_filing(filing_id=self.filing.pk, actor=actor or self.filer, now=self.now)

    def row(self, *, viewer=None, role=Role.COMMANDER):
        viewer = viewer or self.world.staff[role]
        return filing_for(viewer=viewer, roles=[role], pk=self.filing.pk)

    def approve(self, *, actor=None, seen=None):
        return approve_filing(
            filing_id=self.filing.pk,
            seen=seen or self.row().digest,
            actor=actor or self.boss,
            now=self.now,
        )

    def refuse(self, reason="价格偏高", *, actor=None, seen=None):
        return refuse_filing(
            filing_id=self.filing.pk,
            seen=seen or self.row().digest,
            reason=reason,
            actor=actor or self.boss,
            now=self.now,
        )

    def staffed(self, **changes):
        """The buildings have carriers from six to noon of the day."""
        morning = self.arrives_at - timedelta(minutes=80)
        return book_carriers(self.world, morning, morning + timedelta(hours=6), **changes)


EXPIRED = date(2026, 4, 12)  # a day before the goods come
