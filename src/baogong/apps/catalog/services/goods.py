from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from baogong.apps.catalog.enums import GoodCategory, SoldBy
from baogong.apps.catalog.errors import CodeTaken
from baogong.apps.catalog.models import Good
from baogong.plumbing import audit, locks

KEPT_AS = ("category", "fragile", "keep_cold", "best_hours")


@dataclass(frozen=True, slots=True)
class GoodDraft:
    """A good to be: sold by piece when it is known what a piece weighs, else by gram."""

    sku: str
    name: str
    piece_grams: int | None
    category: GoodCategory = GoodCategory.HOUSEHOLD
    fragile: bool = False
    keep_cold: bool = False
    best_hours: int | None = None


@transaction.atomic
def define_good(draft: GoodDraft, *, actor: audit.Actor, now: datetime) -> Good:
    """Add a good. Raises CodeTaken."""
    try:
        with transaction.atomic():
            good = Good.objects.create(
                sku=draft.sku,
                name=draft.name,
                sold_by=SoldBy.PIECE if draft.piece_grams else SoldBy.GRAM,
                piece_grams=draft.piece_grams,
                **_kept_as(draft),
            )
    except IntegrityError:
        raise CodeTaken(value=draft.sku) from None
    audit.record([audit.Act("good.defined", good, actor, now)])
    return good


@transaction.atomic
def keep_good(draft: GoodDraft, *, actor: audit.Actor, now: datetime) -> Good:
    """Say anew how a good is kept: its category, whether it is fragile or cold, and how long it is
    good for. Its name and unit stay, since orders were made with them."""
    good = locks.lock_one(Good.objects.all(), key=Good.objects.get(sku=draft.sku).pk)
    for name, value in _kept_as(draft).items():
        setattr(good, name, value)
    good.save(update_fields=KEPT_AS)
    audit.record([audit.Act("good.changed", good, actor, now)])
    return good


def _kept_as(draft: GoodDraft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in KEPT_AS}
