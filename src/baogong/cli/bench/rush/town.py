"""An estate whose households all hold a card, and a round that they all wait for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone

from baogong.apps.catalog.enums import Family
from baogong.apps.catalog.services import (
    GoodDraft,
    PackageDraft,
    define_good,
    define_package,
    publish_package,
)
from baogong.apps.money.enums import AccountKind, PostingKind
from baogong.apps.ordering.queries.listings import listing_ids
from baogong.apps.ordering.services import Offer, RoundPlan, open_round
from baogong.apps.people.queries import cards_within
from baogong.apps.people.services import Founding, found_town, issue_cards
from baogong.apps.places.services import add_estate, load_doors
from baogong.apps.suppliers.services import add_supplier
from baogong.cli.bench.town import door_lines
from baogong.values.codes import random_code

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.backends.utils import CursorWrapper

    from baogong.apps.accounts.models import User
    from baogong.apps.places.models import Place

PACKAGES = 50
LINES = 4
STOCK, LIMIT = 1_000_000, 9  # both are checked, and neither is reached


@dataclass(frozen=True, slots=True)
class RushTown:
    """What the crowd and the limit must know. ``cards``: code and PIN of each."""

    round_id: int
    estate_id: int
    listings: tuple[int, ...]
    doors: tuple[int, int]
    cards: tuple[tuple[str, str], ...]


def waiting_town(households: int, *, now: datetime) -> RushTown:
    """Make it on an empty database."""
    boss = found_town(Founding("T", "boss", "B", random_code(), ""), now=now)
    town = boss.assignments.get().place
    estate = add_estate(town=town, code="e", name="E", actor=boss, now=now)
    load_doors(list(door_lines(households)), estate=estate, actor=boss, now=now)
    issue_cards(place=estate, actor=boss, now=now)
    ends = now + timedelta(hours=6)
    plan = RoundPlan("R", now - timedelta(hours=1), ends, timezone.localdate(ends))
    offers = _offers(town, by=boss, now=now)
    round_ = open_round(estate=estate, plan=plan, offers=offers, actor=boss, now=now)
    cards = cards_within(estate)
    doors = [card.household_id for card in cards]
    return RushTown(
        round_id=round_.pk,
        estate_id=estate.pk,
        listings=tuple(listing_ids(round_id=round_.pk)),
        doors=(min(doors), max(doors)),
        cards=tuple((card.code, card.pin) for card in cards),
    )


def _offers(town: Place, *, by: User, now: datetime) -> list[Offer]:
    supplier = add_supplier(town=town, name="S", actor=by, now=now)
    offers = []
    for number in range(PACKAGES):
        sku = f"G{number}"
        define_good(GoodDraft(sku, sku, 500), actor=by, now=now)
        family, contents = Family.OTHER, {sku: 1}
        draft = PackageDraft(sku, sku, 1000 + number, contents, family=family, stated_grams=500)
        package = define_package(draft, actor=by, now=now)
        publish_package(package_id=package.pk, place=town, actor=by, now=now)
        offers.append(Offer(package, supplier, stock=STOCK, household_limit=LIMIT))
    return offers


def earlier_orders(count: int, town: RushTown) -> None:
    """Fill the tables with orders of a round that is long over, each of four lines and in the
    ledger, as a town has them after months. Foreign keys are not checked meanwhile: all of them
    point at the same rows.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "INSERT INTO ordering_round (estate_id, title, opens_at, cutoff_at, delivery_date,"
            " closed_at, first_care, seed)"
            " SELECT estate_id, 'earlier', opens_at - interval '9 days',"
            " opens_at - interval '8 days', delivery_date - 8, opens_at - interval '8 days', '[]',"
            " seed FROM ordering_round WHERE id = %s RETURNING id",
            [town.round_id],
        )
        [(round_id,)] = cursor.fetchall()
        first, last = town.doors
        cursor.execute(
            "INSERT INTO ordering_order (key, round_id, household_id, channel, consent, read_back,"
            " waits_for_check, over_percent, on_short, total_fen, occurred_at, recorded_at)"
            " SELECT gen_random_uuid(), %s, %s + n %% %s, 'page', '', false, false, 0, 'refund',"
            " 4000, moment, moment FROM generate_series(1, %s) n,"
            " LATERAL (SELECT now() - interval '9 days' + n * interval '0.1 s') AS at(moment)",
            [round_id, first, last - first + 1, count],
        )
        cursor.execute(
            "INSERT INTO ordering_orderline (order_id, listing_id, quantity, price_fen)"
            " SELECT id, %s + (id + n) %% %s, 1, 1000 FROM ordering_order,"
            " generate_series(1, %s) n WHERE round_id = %s",
            [town.listings[0], PACKAGES, LINES, round_id],
        )
        _charge(round_id, town, cursor)
    with connection.cursor() as cursor:
        cursor.execute(
            "VACUUM (ANALYZE) ordering_order, ordering_orderline, money_posting, money_transfer"
        )


def _charge(round_id: int, town: RushTown, cursor: CursorWrapper) -> None:
    """Let the doors owe what the orders of a round cost."""
    cursor.execute(
        "INSERT INTO money_account (kind, place_id) SELECT %s, id FROM places_place"
        " WHERE id BETWEEN %s AND %s UNION ALL SELECT %s, %s RETURNING id, place_id",
        [AccountKind.HOUSEHOLD, *town.doors, AccountKind.SALES, town.estate_id],
    )
    [sales] = [pk for pk, place_id in cursor.fetchall() if place_id == town.estate_id]
    cursor.execute(
        "INSERT INTO money_posting"
        " (kind, source_type, source_id, order_id, actor, occurred_at, recorded_at)"
        " SELECT %s, 'ordering.order', id, id, 'card:1', occurred_at, recorded_at"
        " FROM ordering_order WHERE round_id = %s",
        [PostingKind.ORDER, round_id],
    )
    cursor.execute(
        "INSERT INTO money_transfer (posting_id, debit_id, credit_id, fen)"
        " SELECT posting.id, account.id, %s, o.total_fen FROM money_posting posting"
        " JOIN ordering_order o ON o.id = posting.source_id"
        " JOIN money_account account ON account.place_id = o.household_id",
        [sales],
    )
