"""R54, R63: the day at three levels, each figure with its list."""

import re
from datetime import timedelta
from urllib.parse import quote, urlencode

import pytest
from django.urls import reverse

from baogong.apps.delivery.models import Proof
from baogong.apps.inventory.enums import StockReason
from baogong.apps.inventory.models import StockEntry
from baogong.apps.ordering.models import Round
from baogong.apps.people.enums import Role
from baogong.apps.sorting.models import Bag
from baogong.web.command.days import PAGE_DAYS
from tests.factories import make_world, order, ripe_round
from tests.factories.chain import pack, receive, sums
from tests.web.command.days import commander_of, play_day

pytestmark = pytest.mark.django_db


def day_url(world, name="day"):
    day = world.round.delivery_date
    return reverse(f"command:{name}", args=[world.estate.pk, day])


def figures(response):
    """The numbers of the stage cards, from left to right."""
    return [int(n) for n in re.findall(r'stage-count">(\d+)', response.content.decode())]


def test_home_lists_the_days_of_the_viewers_estates_only(client):
    world, other = make_world(), make_world(name="F")
    page = commander_of(world, client).get(reverse("command:home")).content.decode()

    assert day_url(world) in page
    assert day_url(other) not in page


def test_home_says_what_to_do_before_the_first_round(client):
    world = make_world()
    world.round.listings.all().delete()
    world.round.delete()
    page = commander_of(world, client).get(reverse("command:home")).content.decode()

    assert reverse("setup:checklist") in page


def test_the_chain_counts_each_stage_and_says_balanced(client):
    world = make_world(floors=3)
    play_day(world, doors=3, given=2)
    response = commander_of(world, client).get(day_url(world))

    assert figures(response) == [3, 1, 1, 3, 3, 3]
    assert response.context["sums"].balanced
    assert "账目平" in response.content.decode()


def test_a_missing_proof_is_said_in_a_word_and_opens_the_bag_that_is_astray(client):
    world = make_world(floors=3)
    play_day(world, doors=3, given=2)
    Proof.objects.first().delete()
    commander_of(world, client)

    assert "账目不平" in client.get(day_url(world)).content.decode()
    bags = client.get(day_url(world, "bags"), {"state": "astray"})
    assert bags.context["count"] == 1


def test_goods_that_do_not_add_up_are_named_with_their_entrance(client):
    world = make_world(floors=3)
    play_day(world, doors=3, given=3)
    StockEntry.objects.filter(reason=StockReason.PACKED).first().delete()
    page = commander_of(world, client).get(day_url(world))

    [row] = page.context["goods_astray"]
    assert (row.label, row.difference) == ("B1-1 · 白菜", 3000)
    assert "账目不平" in page.content.decode()


@pytest.mark.parametrize(
    ("state", "count"),
    [("ordered", 3), ("delivered", 2), ("returned", 1), ("short", 0), ("open", 0)],
)
@pytest.mark.parametrize("level", ["orders", "bags"])
def test_each_figure_opens_the_list_that_it_counts(client, level, state, count):
    world = make_world(floors=3)
    play_day(world, doors=3, given=2)
    commander_of(world, client)
    day = client.get(day_url(world))
    found = client.get(day_url(world, level), {"state": state})

    assert getattr(getattr(day.context["sums"], level), state) == count
    assert found.context["count"] == len(found.context["rows"]) == count


def test_lists_are_cut_to_one_entrance(client):
    world = make_world(buildings=2, floors=3)
    for door in (world.doors[0], world.doors[-1]):
        order(world, door, 1)
    entrance = world.doors[-1].parent_id
    found = commander_of(world, client).get(day_url(world, "orders"), {"entrance": entrance})

    assert [row.door for row in found.context["rows"]] == [world.doors[-1].label]


def test_a_state_that_is_not_there_is_not_found(client):
    world = make_world()
    commander_of(world, client)

    assert client.get(day_url(world, "orders"), {"state": "carried"}).status_code == 404
    assert client.get(day_url(world, "bags"), {"state": "'; DROP"}).status_code == 404


def test_a_page_beyond_the_last_is_empty_and_the_list_still_opens(client):
    world = make_world()
    order(world, world.doors[0], 1)
    found = commander_of(world, client).get(day_url(world, "orders"), {"page": "99"})

    assert found.status_code == 200
    assert found.context["rows"] == []


def test_purchases_stand_beside_what_arrived(client):
    world = make_world(floors=3)
    play_day(world, doors=3, given=3)
    [purchase] = commander_of(world, client).get(day_url(world, "purchases")).context["purchases"]

    assert [(line.ordered, line.counted) for line in purchase.lines] == [(9000, 9000)]


def test_the_live_part_is_sent_only_when_something_moved(client):
    world = make_world()
    commander_of(world, client)
    seen = client.get(day_url(world)).context["version"]
    url = day_url(world, "live")

    assert client.get(url, {"v": seen}).status_code == 204
    order(world, world.doors[0], 1)
    moved = client.get(url, {"v": seen})
    assert moved.status_code == 200
    assert figures(moved)[0] == 1


def test_a_wall_whose_session_ended_goes_to_the_sign_in_as_a_whole(client):
    world = make_world()
    page = f"http://testserver{day_url(world)}"
    headers = {"HX-Request": "true", "HX-Current-URL": page}
    answer = client.get(day_url(world, "live"), headers=headers)

    assert answer.status_code == 200
    assert answer["HX-Redirect"].startswith(reverse("account:sign_in"))
    assert quote(day_url(world), safe="") in answer["HX-Redirect"]


def test_older_days_are_on_the_next_page(client):
    world = make_world()
    days = [world.round.delivery_date + timedelta(days=n) for n in range(1, PAGE_DAYS + 1)]
    Round.objects.bulk_create(
        Round(
            estate=world.estate,
            title=f"R{day}",
            opens_at=world.round.opens_at,
            cutoff_at=world.round.cutoff_at,
            delivery_date=day,
        )
        for day in days
    )
    first = commander_of(world, client).get(reverse("command:home"))
    second = client.get(reverse("command:home"), {"page": first.context["older"]})

    assert [row.date for row in first.context["days"]] == sorted(days, reverse=True)
    assert [row.date for row in second.context["days"]] == [world.round.delivery_date]
    assert second.context["older"] is None


def test_the_sheet_prints_every_entrance(client):
    world = make_world(buildings=3)
    page = commander_of(world, client).get(day_url(world, "sheet")).content.decode()

    assert all(f"B{n}-1" in page for n in (1, 2, 3))


@pytest.mark.parametrize("name", ["day", "live", "sheet", "orders", "bags", "purchases"])
def test_days_of_other_estates_are_not_found(client, name):
    world, other = make_world(), make_world(name="F")

    assert commander_of(world, client).get(day_url(other, name)).status_code == 404


@pytest.mark.parametrize("name", ["day", "orders", "bags"])
def test_clerks_do_not_see_the_commanders_day(client, name):
    world = make_world()
    client.force_login(world.staff[Role.CLERK])

    assert client.get(day_url(world, name)).status_code == 404


@pytest.mark.parametrize("name", ["day", "orders", "bags", "purchases"])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    client, name, django_assert_max_num_queries
):
    small, large = make_world(floors=2), make_world(floors=10, name="F")
    play_day(small, doors=1, given=1)
    play_day(large, doors=20, given=15)
    counts = []
    for world in (small, large):
        commander_of(world, client)
        with django_assert_max_num_queries(21) as queries:
            client.get(day_url(world, name))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_bags_behind_a_goods_figure_add_up_to_it(client):
    world = make_world()
    for door in world.doors[:3]:
        order(world, door, 1)
    ripe_round(world)
    receive(world, CAB=1000)
    first, second, _ = Bag.objects.order_by("pk")
    pack(world, first)
    pack(world, second, CAB=1000)
    commander_of(world, client)
    found = sums(world)
    for line in found.goods:
        for state in ("ordered", "delivered", "returned", "short", "open"):
            url = figure_url(world, state=state, good=line.sku)
            rows = client.get(url).context["rows"]
            assert sum(row.amount for row in rows) == getattr(line.sums, state), (line, state)
    assert len(client.get(figure_url(world, state="short", good="CAB")).context["rows"]) == 1
    assert client.get(figure_url(world, state="short", good="NONE")).status_code == 404


def figure_url(world, **query):
    return f"{day_url(world, 'bags')}?{urlencode(query)}"
