"""X3: what a household may still have is told before it asks, and why not if it asks for more."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from baogong.apps.ordering.enums import Channel
from baogong.apps.ordering.models import Order, OrderLine
from baogong.apps.ordering.queries import offers_to_ask_for
from baogong.apps.ordering.services import Exemption, decide_order, except_from_limit
from baogong.apps.people.enums import Role
from tests.factories import make_world
from tests.factories.limits import by_channel, round_on
from tests.factories.world import packages
from tests.web.resident.household import order_form, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def world(client, now):
    """A household that has had 1 of 2 in 3 days by phone; the next day's round is open."""
    world = make_world()
    today, tomorrow = (round_on(world, n, now=now) for n in (0, 1))
    decide_order(by_channel(world, today, world.doors[0], Channel.PHONE, 1), now=now)
    world.round = tomorrow
    sign_in(client, world.doors[0])
    return world


def let_have(world, quantity, *, until):
    exemption = Exemption(
        key="5f2f3f8e-6c0f-4b0e-9d3c-000000000001",
        package_id=packages()[0].pk,
        quantity=quantity,
        until=until,
        reason="twins",
    )
    clerk = world.staff[Role.CLERK]
    except_from_limit(
        household_id=world.doors[0].pk, exemption=exemption, actor=clerk, now=timezone.now()
    )


def offered(world, door, now):
    offers = offers_to_ask_for(path=door.path, now=now)
    [offer] = [offer for offer in offers if offer.id == world.round.pk]
    return [(row.limit, row.limit_days, row.more, row.had, row.most) for row in offer.listings]


def test_what_was_had_in_other_rounds_is_told_and_bounds_the_number(world, client, now):
    first, neighbour = world.doors[:2]
    assert offered(world, first, now) == [(2, 3, 0, 1, 1), (2, 3, 0, 0, 2)]
    assert offered(world, neighbour, now) == [(2, 3, 0, 0, 2), (2, 3, 0, 0, 2)]

    text = client.get("/today/", {"round": world.round.pk}).text
    assert "每户 3 天内最多 2 份，其他轮次已有 1 份" in text
    assert 'max="1"' in text


def test_what_it_has_in_this_round_is_no_had_of_another(world, client, now):
    client.post("/today/", order_form(world, 1))
    assert Order.objects.count() == 2
    assert offered(world, world.doors[0], now)[0] == (2, 3, 0, 1, 1)


def test_more_than_is_left_is_refused_in_words(world, client, now):
    refused = client.post("/today/", order_form(world, 2))
    assert refused.status_code == 422
    assert "蔬菜包：您家 3 天内最多 2 份，已有 1 份，最多还能选 1 份。" in refused.text

    client.post("/today/", order_form(world, 1))
    world.round = round_on(world, 2, now=now)
    refused = client.post("/today/", order_form(world, 1))
    assert refused.status_code == 422
    again = world.round.delivery_date + timedelta(days=1)
    told = f"已有 2 份。{date_format(again, 'DATE_FORMAT')}起配送的可以再订。"
    assert told in refused.text
    assert OrderLine.objects.count() == 2


def test_what_a_household_was_let_have_is_told_and_can_be_had(world, client, now):
    let_have(world, 2, until=world.round.delivery_date)
    assert offered(world, world.doors[0], now)[0] == (2, 3, 2, 1, 3)
    assert "，另准本户多订 2 份" in client.get("/today/", {"round": world.round.pk}).text

    assert client.post("/today/", order_form(world, 3)).status_code == 302


def test_limits_cost_two_queries_however_many_rounds(world, now, django_assert_num_queries):
    door = world.doors[0]
    for days_later in (3, 6):
        with django_assert_num_queries(7):
            offers_to_ask_for(path=door.path, now=now)
        other = round_on(world, days_later, now=now)
        decide_order(by_channel(world, other, door, Channel.CHAIN, 0, 1), now=now)
