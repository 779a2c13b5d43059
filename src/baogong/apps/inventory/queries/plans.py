"""A day's stock plan beside what a day is to have (R23)."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from baogong.apps.catalog.enums import GoodCategory
from baogong.apps.inventory.models import StockPlan, StockPlanLine
from baogong.apps.inventory.policies import PlanTargets
from baogong.apps.places.models import Place
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import PLAN_VARIETIES, PLAN_VARIETY_JIN
from baogong.values.quantity import GRAMS_PER_JIN


@dataclass(frozen=True, slots=True)
class PlanLine:
    """So many grams of a good are planned; ``short``: what is missing to the target."""

    good_id: int
    sku: str
    good: str
    category: GoodCategory
    grams: int
    short: int


@dataclass(frozen=True, slots=True)
class PlanRow:
    """The plan of a day; ``varieties_short``: how many more varieties there should be."""

    targets: PlanTargets
    lines: tuple[PlanLine, ...]
    varieties_short: int
    ready_at: datetime | None
    ready_by: str
    reason: str

    @property
    def short_lines(self) -> tuple[PlanLine, ...]:
        return tuple(line for line in self.lines if line.short)

    @property
    def grams(self) -> int:
        return sum(line.grams for line in self.lines)

    @property
    def is_short(self) -> bool:
        return bool(self.varieties_short or self.short_lines)


def plan_targets(*, estate: Place, day: date) -> PlanTargets:
    """What holds for the estate when the day ends; what holds from midnight on is the next
    day's."""
    ends_at = timezone.make_aware(datetime.combine(day, time.max))
    return PlanTargets(
        varieties=setting(PLAN_VARIETIES, place=estate, at=ends_at),
        grams=setting(PLAN_VARIETY_JIN, place=estate, at=ends_at) * GRAMS_PER_JIN,
    )


def stock_plan(*, estate: Place, day: date) -> PlanRow:
    """The plan of a day, empty where there is none. Four queries."""
    targets = plan_targets(estate=estate, day=day)
    plan = StockPlan.objects.filter(estate=estate, date=day).select_related("ready_by").first()
    found = StockPlanLine.objects.filter(plan=plan).select_related("good") if plan else ()
    lines = tuple(
        PlanLine(
            good_id=line.good_id,
            sku=line.good.sku,
            good=line.good.name,
            category=GoodCategory(line.good.category),
            grams=line.grams,
            short=targets.short(line.grams),
        )
        for line in sorted(found, key=lambda line: (line.good.category, line.good.name))
    )
    return PlanRow(
        targets=targets,
        lines=lines,
        varieties_short=targets.varieties_short(len(lines)),
        ready_at=plan.ready_at if plan else None,
        ready_by=plan.ready_by.name if plan and plan.ready_by else "",
        reason=plan.reason if plan else "",
    )


def planned_before(*, estate: Place, day: date) -> dict[int, int]:
    """Grams by good of the estate's last plan before a day: what a new one begins with."""
    plan = StockPlan.objects.filter(estate=estate, date__lt=day).order_by("-date").first()
    return dict(plan.lines.values_list("good", "grams")) if plan else {}
