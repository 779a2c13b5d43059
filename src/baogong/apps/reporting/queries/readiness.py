"""What an estate still lacks before its first order can be taken (R53)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from baogong.apps.catalog.models import Package
from baogong.apps.ordering.models import Round
from baogong.apps.people.enums import Role
from baogong.apps.people.models import Assignment
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place
from baogong.apps.places.queries import live_orphans, setting
from baogong.apps.places.settings import PUBLIC_URL
from baogong.apps.suppliers.models import Supplier, SupplierMember


@dataclass(frozen=True, slots=True)
class Readiness:
    """Counts behind each line of the checklist. ``roles``: people who hold each role here.

    ``packages``: those that are published. ``orphans``: entrances in no grid of the live plan;
    None without a plan.
    """

    public_url: str
    doors: int
    cards: int
    cards_handed_out: int
    packages: int
    suppliers: int
    shop_members: int
    roles: dict[Role, int]
    rounds_open: int
    next_round_opens_at: datetime | None
    orphans: int | None


def readiness(*, estate: Place, now: datetime) -> Readiness:
    """How far the estate's set-up has come. Eleven queries."""
    doors = Place.objects.within(estate).doors()
    counts = doors.aggregate(
        all=Count("pk"), cards=Count("card"), handed_out=Count("card__handed_out_at")
    )
    town = Place.objects.around(estate).filter(kind=PlaceKind.TOWN).values("pk")
    rounds = Round.objects.filter(estate=estate, closed_at=None)
    coming = rounds.filter(opens_at__gt=now).order_by("opens_at")
    return Readiness(
        public_url=setting(PUBLIC_URL, place=estate, at=now),
        doors=counts["all"],
        cards=counts["cards"],
        cards_handed_out=counts["handed_out"],
        packages=Package.objects.published().count(),
        suppliers=Supplier.objects.filter(town__in=town).count(),
        shop_members=SupplierMember.objects.filter(supplier__town__in=town).count(),
        roles=_people_by_role(estate),
        rounds_open=rounds.taking_orders(now).count(),
        orphans=live_orphans(estate=estate),
        next_round_opens_at=coming.values_list("opens_at", flat=True).first(),
    )


def _people_by_role(estate: Place) -> dict[Role, int]:
    """Who works in the estate: for it, for what lies above it, or for a part of it."""
    here = Q(place__in=Place.objects.around(estate)) | Q(place__path__startswith=estate.path)
    counts = (
        Assignment.objects.filter(here, ended_at=None)
        .values_list("role")
        .annotate(people=Count("user", distinct=True))
    )
    found = {Role(role): people for role, people in counts}
    return {role: found.get(role, 0) for role in Role}
