"""Rounds whose limits count over several days, and orders in them by every channel."""

from datetime import date, datetime, timedelta
from uuid import uuid4

from baogong.apps.ordering.enums import Channel, Consent
from baogong.apps.ordering.intents import OrderIntent
from baogong.apps.ordering.models import LimitException, Round
from baogong.apps.ordering.services import (
    Exemption,
    Offer,
    RoundPlan,
    except_from_limit,
    open_round,
)
from baogong.apps.people.enums import Role
from baogong.apps.places.models import Place
from tests.factories.world import NOW, World, intent, packages

DAY = (NOW + timedelta(days=1)).date()


def round_on(
    world: World,
    days_later: int,
    *,
    limit: int | None = 2,
    days: int | None = 3,
    now: datetime = NOW,
) -> Round:
    """Another round of the world's packages, delivered so many days after tomorrow."""
    day = (now + timedelta(days=1 + days_later)).date()
    offers = [
        Offer(package, world.supplier, household_limit=limit, limit_days=days)
        for package in packages()
    ]
    opens_at = now - timedelta(days=30)
    plan = RoundPlan(f"R on {day}", opens_at, now + timedelta(hours=8), day)
    actor = world.staff[Role.COMMANDER]
    return open_round(estate=world.estate, plan=plan, offers=offers, actor=actor, now=opens_at)


def by_channel(
    world: World, round_: Round, door: Place, channel: Channel, *quantities: int, **changes
) -> OrderIntent:
    """An order in a round as its channel brings it: by the household itself, or by staff."""
    world.round = round_
    if channel != Channel.PAGE:
        changes |= {
            "channel": channel,
            "placed_by_id": world.staff[Role.CLERK].pk,
            "read_back": channel == Channel.PHONE,
            "consent": Consent.PERSON if channel == Channel.HELPER else None,
        }
    return intent(world, door, *quantities, **changes)


def let_have(
    world: World, door: Place, quantity: int, *, until: date = DAY, reason: str = "twins"
) -> LimitException:
    """The clerk lets a household have so many more of the first package."""
    exemption = Exemption(uuid4(), packages()[0].pk, quantity, until, reason)
    clerk = world.staff[Role.CLERK]
    return except_from_limit(household_id=door.pk, exemption=exemption, actor=clerk, now=NOW)
