"""Packages that cannot be had at once."""

from datetime import timedelta

from baogong.apps.ordering.enums import Rule
from baogong.apps.ordering.models import Listing, Round
from baogong.apps.ordering.services import deal_due
from tests.factories.world import announce


def divide(world, rule=Rule.DRAW, *, stock, draws_at):
    """The first package of the world's round is divided at a moment to come."""
    Round.objects.filter(pk=world.round.pk).update(draws_at=draws_at)
    Listing.objects.filter(pk=world.listings[0].pk).update(rule=rule, stock=stock)


def draw(world, *, now):
    """The moment of the draw has come."""
    Round.objects.filter(pk=world.round.pk).update(draws_at=now)
    deal_due(now)


def announce_ahead(world, *, now, stock=None):
    """A round of the world that opens in an hour."""
    announce(world, now=now + timedelta(hours=2))
    Listing.objects.filter(round=world.round).update(stock=stock)


def open_now(world, *, now):
    """The round that was announced opens, and what was asked for ahead is dealt out."""
    Round.objects.filter(pk=world.round.pk).update(opens_at=now)
    deal_due(now)


def sell_out(world):
    """Nothing of the first package is left for whoever comes now."""
    Listing.objects.filter(pk=world.listings[0].pk).update(stock=0)


def restock(world, stock):
    """Some of the first package have come back."""
    Listing.objects.filter(pk=world.listings[0].pk).update(stock=stock, dealt_at=None)
