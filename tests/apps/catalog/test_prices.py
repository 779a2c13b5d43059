"""R22: a price changes with a reason, up only when somebody else approves; all of it is logged."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from baogong.apps.catalog.errors import (
    NotPublished,
    OwnPrice,
    PriceDecided,
    PriceReasonMissing,
    PriceWaiting,
    SamePrice,
)
from baogong.apps.catalog.models import Package, PriceDecision, PriceRequest
from baogong.apps.catalog.queries import decided_prices, waiting_prices
from baogong.apps.catalog.services import (
    PackageDraft,
    ask_price,
    change_package,
    decide_price,
    define_package,
)
from baogong.apps.catalog.services import prices as prices_module
from baogong.apps.ordering.models import Order, OrderLine
from baogong.apps.ordering.queries import price_log_for_door
from baogong.apps.ordering.services import Offer, RoundPlan, open_round
from baogong.apps.people.enums import Role
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from tests.factories import NOW, make_world, order
from tests.factories.racing import race
from tests.factories.world import announce, packages

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def world():
    return make_world()


def veg():
    return Package.objects.get(code="VEG35")


def ask(world, fen, *, reason="进价上涨", role=Role.CLERK, package=None):
    return ask_price(
        package_id=(package or veg()).pk,
        price_fen=fen,
        reason=reason,
        actor=world.staff[role],
        now=NOW,
    )


def decide(world, request, *, approved=True, role=Role.COMMANDER):
    actor = world.staff[role]
    return decide_price(request_id=request.pk, approved=approved, actor=actor, now=LATER)


def test_a_higher_price_waits_until_somebody_else_approves(world):
    request = ask(world, 3800)
    assert veg().price_fen == 3500
    [row] = waiting_prices()
    assert (row.before_fen, row.after_fen, row.reason) == (3500, 3800, "进价上涨")

    decide(world, request)
    assert veg().price_fen == 3800
    assert waiting_prices() == []
    [row] = decided_prices(most=9)
    assert (row.approved, row.asked_by, row.decided_by) == (True, Role.CLERK, Role.COMMANDER)
    actions = AuditEntry.objects.filter(action__startswith="price.").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == ["price.asked", "price.approved"]


def test_nobody_approves_the_own_price_but_may_take_it_back(world):
    request = ask(world, 3800, role=Role.COMMANDER)
    with pytest.raises(OwnPrice):
        decide(world, request)
    assert veg().price_fen == 3500
    assert not PriceDecision.objects.exists()

    decide(world, request, approved=False)
    assert veg().price_fen == 3500
    assert waiting_prices() == []


def test_a_lower_price_holds_at_once_and_is_logged(world):
    ask(world, 3200, reason="进价下降")
    assert veg().price_fen == 3200
    [row] = decided_prices(most=9)
    assert (row.approved, row.decided_by) == (True, "")


def test_lines_and_rounds_keep_their_price_and_later_rounds_take_the_new_one(world):
    before = world.round
    order(world, world.doors[0], 1)
    decide(world, ask(world, 3800))
    order(world, world.doors[1], 1)
    after = announce(world, now=LATER)

    assert [line.price_fen for line in OrderLine.objects.all()] == [3500, 3500]
    assert Order.objects.get(household=world.doors[1]).total_fen == 3500
    assert before.listings.get(package=veg()).price_fen == 3500
    assert after.listings.get(package=veg()).price_fen == 3800


def test_a_round_takes_the_price_that_holds_when_it_is_announced(world):
    """Even when its planner looked at the packages before the price changed."""
    seen = [Offer(package, world.supplier) for package in packages()]
    ask(world, 3200)
    plan = RoundPlan("R2", LATER, LATER + timedelta(hours=1), LATER.date())
    act = {"actor": SYSTEM, "now": LATER}
    round_ = open_round(estate=world.estate, plan=plan, offers=seen, **act)

    assert round_.listings.get(package=veg()).price_fen == 3200


@pytest.mark.parametrize(
    ("fen", "reason", "error"),
    [(3500, "r", SamePrice), (3600, "", PriceReasonMissing), (3400, "", PriceReasonMissing)],
)
def test_another_price_and_a_reason_are_needed(world, fen, reason, error):
    with pytest.raises(error):
        ask(world, fen, reason=reason)
    assert not PriceRequest.objects.exists()
    assert veg().price_fen == 3500


def test_one_price_waits_at_a_time(world):
    ask(world, 3800)
    for fen in (3900, 3000):
        with pytest.raises(PriceWaiting):
            ask(world, fen)
    assert veg().price_fen == 3500


def test_a_draft_has_no_price_to_change(world):
    package = define_package(PackageDraft("D", "D", 100, {}), actor=SYSTEM, now=NOW)
    with pytest.raises(NotPublished):
        ask(world, 200, package=package)
    assert not PriceRequest.objects.exists()


def test_a_package_whose_price_waits_stays_as_it_is(world):
    package = define_package(PackageDraft("D", "D", 100, {}), actor=SYSTEM, now=NOW)
    published = {"published_at": NOW, "family": "other", "stated_grams": 1}
    Package.objects.filter(pk=package.pk).update(**published)
    ask(world, 200, package=package)
    with pytest.raises(PriceWaiting):
        change_package(
            PackageDraft("D", "E", 50, {}), package_id=package.pk, actor=SYSTEM, now=NOW
        )
    package.refresh_from_db()
    assert (package.name, package.price_fen) == ("D", 100)


def test_the_same_answer_twice_is_one_and_another_answer_is_refused(world):
    request = ask(world, 3800)
    assert decide(world, request) == decide(world, request)
    with pytest.raises(PriceDecided):
        decide(world, request, approved=False)
    assert veg().price_fen == 3800
    assert PriceDecision.objects.count() == 1


def test_a_refused_price_is_not_in_the_log_of_residents(world):
    decide(world, ask(world, 3800), approved=False)
    decide(world, ask(world, 3700, reason="r2"))
    ask(world, 3900)

    [row] = price_log_for_door(path=world.doors[0].path)
    assert (row.package, row.before_fen, row.after_fen) == ("蔬菜包", 3500, 3700)
    assert (row.reason, row.since) == ("r2", LATER)


def test_the_log_holds_what_the_own_estate_was_offered(world):
    other = make_world(name="F")
    other.round.listings.filter(package=veg()).delete()
    ask(world, 3000)

    assert len(price_log_for_door(path=world.doors[0].path)) == 1
    assert price_log_for_door(path=other.doors[0].path) == []


def test_lists_of_prices_take_one_query_each(world, django_assert_num_queries):
    for fen in (3400, 3300, 3200):
        ask(world, fen)
    path = world.doors[0].path
    with django_assert_num_queries(3):
        assert len(decided_prices(most=9)) == 3
        assert len(price_log_for_door(path=path)) == 3
        assert waiting_prices() == []


def test_the_database_holds_that_a_request_says_why_and_changes_something(world):
    fields = {"package": veg(), "asked_by": world.staff[Role.CLERK], "asked_at": NOW}
    for wrong in (
        {"before_fen": 1, "after_fen": 1, "reason": "r"},
        {"before_fen": 1, "after_fen": 0, "reason": "r"},
        {"before_fen": 1, "after_fen": 2, "reason": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            PriceRequest.objects.create(**fields, **wrong)


def two_answers(world, request):
    """One commander approves while another refuses."""
    return race(
        lambda: decide(world, request),
        lambda: decide(world, request, approved=False, role=Role.GATE),
    )


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_only_the_database_stops_the_second_answer(locks_off):
    world = make_world()
    request = ask(world, 3800)
    locks_off(prices_module, "_answer_to")
    answers = two_answers(world, request)

    assert [isinstance(answer, IntegrityError) for answer in answers].count(True) == 1


@pytest.mark.django_db(transaction=True)
def test_with_the_lock_the_second_answer_is_told_of_the_first():
    world = make_world()
    answers = two_answers(world, ask(world, 3800))

    assert [isinstance(answer, PriceDecided) for answer in answers].count(True) == 1
    [decision] = PriceDecision.objects.all()
    assert veg().price_fen == (3800 if decision.approved else 3500)
