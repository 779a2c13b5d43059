"""R14, R50: rounds are announced with their times, moved and closed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from baogong.apps.ordering.enums import Rule
from baogong.apps.ordering.models import Deal, Listing, Round, RoundGood
from baogong.apps.ordering.services import decide_order
from baogong.apps.people.enums import Role
from baogong.apps.places.enums import CareKind
from baogong.apps.suppliers.models import Supplier
from baogong.engines.allocation import commitment
from tests.apps.ordering.test_overflow import full_world, move, small_shop
from tests.factories import NOW, make_world
from tests.factories.deals import divided, to_divide
from tests.factories.world import announce, intent
from tests.web.command.days import commander_of

pytestmark = pytest.mark.django_db


def form(world, **changes):
    fields = {
        "title": "R2",
        "opens_date": "2026-04-13",
        "opens_time": "08:00",
        "cutoff_date": "2026-04-13",
        "cutoff_time": "24:00",
        "delivery_date": "2026-04-14",
    }
    for listing in world.listings:
        pk = listing.package_id
        fields |= {f"on-{pk}": "on", f"supplier-{pk}": world.supplier.pk, f"stock-{pk}": "600"}
        fields[f"rule-{pk}"] = Rule.FIRST_COME
    return fields | changes


def new_url(world):
    return reverse("command:round_new", args=[world.estate.pk])


def test_24_00_is_the_next_days_midnight(client):
    world = make_world()
    response = commander_of(world, client).post(new_url(world), form(world))
    made = Round.objects.get(title="R2")

    assert response.url == reverse("command:round", args=[made.pk])
    assert made.cutoff_at == datetime(2026, 4, 13, 16, 0, tzinfo=UTC)  # 14 April 00:00 in Shanghai
    assert {(row.stock, row.household_limit) for row in made.listings.all()} == {(600, None)}
    assert "4月13日 周一 24:00" in client.get(response.url).content.decode()


def test_the_same_form_sent_twice_is_one_round(client):
    world = make_world()
    commander_of(world, client)
    answers = [client.post(new_url(world), form(world)).url for _ in range(2)]

    assert len(set(answers)) == 1
    assert Round.objects.filter(title="R2").count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"cutoff_time": "25:00"}, "cutoff_time"),
        ({"opens_time": "soon"}, "opens_time"),
        ({"cutoff_date": ""}, "cutoff_date"),
        ({"cutoff_date": "2026-04-12"}, "cutoff_date"),
        ({"delivery_date": "2026-04-12"}, "cutoff_date"),
        ({"title": ""}, "title"),
    ],
)
def test_a_wrong_time_names_its_field_and_announces_nothing(client, changes, field):
    world = make_world()
    response = commander_of(world, client).post(new_url(world), form(world, **changes))

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert Round.objects.count() == 1


def test_a_round_needs_a_package_on_offer(client):
    world = make_world()
    fields = {name: value for name, value in form(world).items() if not name.startswith("on-")}
    response = commander_of(world, client).post(new_url(world), fields)

    assert response.status_code == 422
    assert Round.objects.count() == 1


def test_the_form_proposes_times_and_every_package(client):
    world = make_world()
    proposed = commander_of(world, client).get(new_url(world)).context["form"].initial

    assert proposed["opens_date"] <= proposed["cutoff_date"] < proposed["delivery_date"]
    assert all(proposed[f"on-{row.package_id}"] for row in world.listings)


def test_without_a_supplier_the_page_says_where_to_add_one(client):
    world = make_world()
    world.round.listings.all().delete()
    world.supplier.members.all().delete()
    world.supplier.delete()
    page = commander_of(world, client).get(new_url(world)).content.decode()

    assert reverse("setup:suppliers") in page


def test_the_cut_off_moves_and_the_round_closes_once(client):
    world = make_world()
    commander_of(world, client)
    moved = {"cutoff_date": str(world.round.delivery_date), "cutoff_time": "24:00"}
    client.post(reverse("command:round_cutoff", args=[world.round.pk]), moved)
    world.round.refresh_from_db()
    wrong = client.post(
        reverse("command:round_cutoff", args=[world.round.pk]), moved | {"cutoff_time": "9"}
    )
    assert wrong.status_code == 422
    close = reverse("command:round_close", args=[world.round.pk])
    for _ in range(2):
        assert client.post(close).status_code == 302
    closed_at = Round.objects.get().closed_at

    assert closed_at is not None
    late = client.post(reverse("command:round_cutoff", args=[world.round.pk]), moved)
    assert late.status_code == 422
    assert Round.objects.get().closed_at == closed_at


def test_clerks_plan_rounds_and_sorters_do_not(client):
    world = make_world()
    client.force_login(world.staff[Role.CLERK])
    assert client.get(reverse("command:rounds")).status_code == 200
    assert client.get(new_url(world)).status_code == 200
    client.force_login(world.staff[Role.SORTER])
    assert client.get(reverse("command:rounds")).status_code == 404


def test_rounds_of_other_estates_are_not_found(client):
    world, other = make_world(), make_world(name="F")
    commander_of(world, client)
    pk = other.round.pk

    assert client.get(new_url(other)).status_code == 404
    assert client.get(reverse("command:round", args=[pk])).status_code == 404
    assert client.post(reverse("command:round_close", args=[pk])).status_code == 404
    assert client.post(reverse("command:round_cutoff", args=[pk])).status_code == 404
    assert Round.objects.filter(closed_at=None).count() == 2


def test_a_good_is_bounded_over_all_packages_that_hold_it(client):
    """X3: 500 斤 of cabbage in all, 8 斤 for each household; 20 eggs for each household."""
    world = make_world()
    url = reverse("command:round_new", args=[world.estate.pk])
    bounds = {"all-CAB": "500", "each-CAB": "8", "each-EGG": "20"}
    answer = commander_of(world, client).post(url, form(world, **bounds))

    round_ = Round.objects.get(title="R2")
    assert answer.status_code == 302
    assert sorted(round_.goods.values_list("good__sku", "stock", "household_limit")) == [
        ("CAB", 250_000, 4_000),
        ("EGG", None, 20),
    ]
    page = client.get(reverse("command:round", args=[round_.pk])).content.decode()
    assert "500 斤（250 kg）" in page


def test_a_limit_may_count_over_days(client):
    world = make_world()
    limited = world.listings[0].package_id
    days = {f"days-{limited}": "3"}
    refused = commander_of(world, client).post(new_url(world), form(world, **days))
    assert list(refused.context["form"].errors) == [f"limit-{limited}"]
    assert Round.objects.count() == 1

    made = client.post(new_url(world), form(world, **days | {f"limit-{limited}": "2"}))
    assert "3 天 2 份" in client.get(made.url).text


@pytest.mark.parametrize("bound", ["x", "-1", "0", "1e9"])
def test_a_bound_that_is_no_amount_is_said_at_its_good(client, bound):
    world = make_world()
    url = reverse("command:round_new", args=[world.estate.pk])
    answer = commander_of(world, client).post(url, form(world, **{"all-CAB": bound}))

    assert answer.status_code == 422
    assert "all-CAB" in answer.context["form"].errors
    assert Round.objects.count() == 1


def test_the_same_round_is_announced_for_the_next_day_in_one_tap(client):
    """R50: times, packages, suppliers and bounds are those of the round, one day later."""
    world = make_world(stock=600, limit=4)
    url = reverse("command:round_new", args=[world.estate.pk])
    limited = world.listings[0].package_id
    bounds = {"all-CAB": "500", f"limit-{limited}": "2", f"days-{limited}": "3"}
    commander_of(world, client).post(url, form(world, **bounds))
    first = Round.objects.get(title="R2")
    page = client.get(url, {"like": first.pk}).context["form"]
    again = {name: field.value() for name, field in zip(page.fields, page, strict=True)}
    answer = client.post(url, {name: value for name, value in again.items() if value is not None})
    second = Round.objects.latest("pk")

    assert answer.status_code == 302
    assert second.opens_at - first.opens_at == timedelta(days=1)
    assert second.cutoff_at - first.cutoff_at == timedelta(days=1)
    assert second.delivery_date - first.delivery_date == timedelta(days=1)
    terms = ("package", "stock", "household_limit", "limit_days")
    assert set(second.listings.values_list(*terms)) == set(first.listings.values_list(*terms))
    assert second.goods.get().stock == 250_000


@pytest.mark.parametrize(("stock", "moves"), [(10, True), (None, False)])
def test_a_package_that_moved_is_offered_whole_from_the_shop_that_has_most_left(
    client, stock, moves
):
    """R32, R50."""
    world = full_world(stock=stock)
    shop = small_shop(world)
    move(world, shop)
    page = commander_of(world, client).get(new_url(world), {"like": world.round.pk})
    initial, package = page.context["form"].initial, world.listings[0].package_id
    supplier = shop if moves else world.supplier
    assert (initial[f"stock-{package}"], initial[f"supplier-{package}"]) == (stock, supplier.pk)
    assert initial[f"supplier-{world.listings[1].package_id}"] == world.supplier.pk


def test_another_estates_round_is_not_copied(client):
    world, other = make_world(), make_world(name="F")
    url = reverse("command:round_new", args=[world.estate.pk])

    assert commander_of(world, client).get(url, {"like": other.round.pk}).status_code == 404


def test_a_full_shop_is_seen_and_the_rest_moves_with_one_tap(client):
    """R32."""
    world = make_world()
    Supplier.objects.filter(pk=world.supplier.pk).update(daily_orders=1)
    announce(world, now=timezone.now())
    world.round.listings.update(stock=9)
    decide_order(intent(world, world.doors[0], 1), now=timezone.now())
    shop, listing = small_shop(world, daily=6), world.listings[0]
    commander_of(world, client)
    assert "当天 1 单" in client.get(reverse("command:rounds")).content.decode()
    page = reverse("command:round", args=[world.round.pk])
    assert "蔬菜包还剩 8 份，转 6 份到这家" in told(client, page)
    sent = {"listing": listing.pk, "shop": shop.pk, "quantity": 6}
    assert client.post(reverse("command:round_move", args=[world.round.pk]), sent).url == page
    assert Listing.objects.get(supplier=shop).stock == 6
    assert "转 6 份到这家" not in told(client, page)


def test_where_nobody_said_what_a_shop_can_make_up_the_round_says_so(client):
    """R32: and where it is written down."""
    world = make_world()
    page = reverse("command:round", args=[world.round.pk])
    commander_of(world, client)
    unsaid = "还没登记每天可备多少单：S-E"
    assert unsaid in told(client, page)
    Supplier.objects.filter(pk=world.supplier.pk).update(daily_orders=9)
    assert unsaid not in told(client, page)


def told(client, page):
    return client.get(page).content.decode()


def test_a_shop_that_is_closed_is_proposed_for_the_next_round_only(client):
    """R32."""
    world = full_world(stock=10)
    now = timezone.localtime()
    later = (now + timedelta(hours=1)).time(), (now + timedelta(hours=2)).time()
    small_shop(world, hours=later)
    page = told(commander_of(world, client), reverse("command:round", args=[world.round.pk]))
    assert "只能安排到下一轮" in page
    assert reverse("command:round_move", args=[world.round.pk]) not in page


def test_what_is_still_to_be_drawn_is_not_offered_from_another_shop(client):
    """R32."""
    world = full_world(stock=20)
    to_divide(world)
    small_shop(world)
    page = told(commander_of(world, client), reverse("command:round", args=[world.round.pk]))
    assert "蔬菜包还没分配。分完有剩的，可以再转给别的商家。" in page
    assert page.count(reverse("command:round_move", args=[world.round.pk])) == 1


def test_what_is_of_no_round_or_town_is_not_moved(client):
    world, other = full_world(stock=10), make_world(name="F")
    commander_of(world, client)
    address = reverse("command:round_move", args=[world.round.pk])
    shop, count = small_shop(world), Listing.objects.count()
    for sent in (
        {"listing": other.listings[0].pk, "shop": shop.pk},
        {"listing": world.listings[0].pk, "shop": 0},
        {"listing": "x"},
        {"listing": world.listings[0].pk, "shop": shop.pk, "quantity": 0},
    ):
        page = client.post(address, {"quantity": 8} | sent, follow=True).content.decode()
        assert "请选择本轮的套餐" in page
    assert Listing.objects.count() == count


def test_the_next_round_begins_with_the_shop_that_has_room(client):
    """R32."""
    world = full_world()
    shop = small_shop(world)
    commander_of(world, client)
    query = f"?like={world.round.pk}&from={world.supplier.pk}&to={shop.pk}"
    form = client.get(new_url(world) + query).context["form"]
    suppliers = {form.initial[f"supplier-{row.package_id}"] for row in world.listings}
    assert suppliers == {shop.pk}
    page = client.get(new_url(world)).content.decode()
    assert "最多 30 单" in page


DRAWN = {"draws_date": "2026-04-13", "draws_time": "20:00"}


def ruled(world, rule, **changes):
    return form(world, **{f"rule-{world.listings[0].package_id}": rule, **DRAWN, **changes})


def test_a_round_is_announced_with_its_rules_and_the_moment(client):
    """X3: by lot at 20:00, among all who ask until then."""
    world = make_world()
    commander_of(world, client).post(new_url(world), ruled(world, "draw"))
    made = Round.objects.get(title="R2")
    assert made.draws_at == datetime(2026, 4, 13, 12, 0, tzinfo=UTC)
    assert sorted(made.listings.values_list("rule", flat=True)) == [Rule.DRAW, Rule.FIRST_COME]


def test_priority_doors_are_named_with_the_round(client):
    world = make_world()
    first = {"first_care": [CareKind.INFANT, CareKind.DIALYSIS], "first_days": "3"}
    commander_of(world, client).post(new_url(world), ruled(world, "priority", **first))
    made = Round.objects.get(title="R2")
    assert (made.first_care, made.first_days) == ([CareKind.INFANT, CareKind.DIALYSIS], 3)


@pytest.mark.parametrize(
    ("rule", "changes", "field"),
    [
        ("draw", {"draws_date": "", "draws_time": ""}, "draws_date"),
        ("draw", {"draws_time": ""}, "draws_time"),
        ("draw", {"draws_time": "soon"}, "draws_time"),
        ("draw", {"draws_date": "2026-04-14"}, "draws_date"),
        ("draw", {"stock": ""}, "stock"),
        ("priority", {}, "first_care"),
        ("priority", {"first_days": "0"}, "first_days"),
        ("first", {}, "draws_date"),
        ("luck", {}, "rule"),
    ],
)
def test_what_is_missing_for_a_draw_is_said_at_its_field(client, rule, changes, field):
    world = make_world()
    pk = world.listings[0].package_id
    of_package = {"stock": f"stock-{pk}", "rule": f"rule-{pk}"}
    sent = {of_package.get(name, name): value for name, value in changes.items()}
    answer = commander_of(world, client).post(new_url(world), ruled(world, rule, **sent))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [of_package.get(field, field)]
    assert Round.objects.count() == 1


def test_the_next_day_keeps_the_rules_and_moves_the_moment(client):
    """X3, R50."""
    world = make_world()
    sent = ruled(world, "priority", first_care=[CareKind.INFANT])
    commander_of(world, client).post(new_url(world), sent)
    first = Round.objects.get(title="R2")
    page = client.get(new_url(world), {"like": first.pk}).context["form"]
    again = {name: field.value() for name, field in zip(page.fields, page, strict=True)}
    client.post(new_url(world), {name: value for name, value in again.items() if value})
    second = Round.objects.latest("pk")
    assert second.draws_at - first.draws_at == timedelta(days=1)
    assert second.first_care == first.first_care
    assert set(second.listings.values_list("package", "rule")) == set(
        first.listings.values_list("package", "rule")
    )


def test_planners_see_the_commitment_before_a_draw_and_its_deals_after(client):
    world = make_world()
    seed = to_divide(world).seed
    url = reverse("command:round", args=[world.round.pk])
    before = commander_of(world, client).get(url).content.decode()
    assert commitment(seed) in before
    assert seed not in before
    deal = divided(world, 1, 3)
    after = client.get(url).content.decode()
    assert "2 户申请 4 份" in after
    assert reverse("resident:deal", args=[deal.pk]) in after


def test_a_page_of_many_deals_asks_no_more_queries(client, django_assert_max_num_queries):
    world = make_world()
    to_divide(world)
    divided(world, 1)
    url = reverse("command:round", args=[world.round.pk])
    commander_of(world, client).get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for listing in world.listings * 3:
        Deal.objects.create(listing=listing, rule=Rule.DRAW, supply=1, dealt_at=NOW)
    with django_assert_max_num_queries(len(one)):
        client.get(url)


def test_more_of_a_package_is_added_once(client):
    world = make_world()
    announce(world, now=timezone.now())
    listing = world.listings[0]
    Listing.objects.filter(pk=listing.pk).update(stock=9)
    url = reverse("command:round_stock", args=[world.round.pk])
    sent = {"listing": listing.pk, "seen": 9, "quantity": 12}
    commander_of(world, client)
    assert "蔬菜包 又有了 12 份" in client.post(url, sent, follow=True).content.decode()
    assert "现在是 21 份" in client.post(url, sent, follow=True).content.decode()
    assert Listing.objects.get(pk=listing.pk).stock == 21


def test_more_of_a_good_that_packages_share_is_added_in_jin(client):
    world = make_world()
    announce(world, now=timezone.now())
    cabbage = world.listings[0].items.get().good
    shared = RoundGood.objects.create(round=world.round, good=cabbage, stock=3000)
    commander_of(world, client)
    page = client.get(reverse("command:round", args=[world.round.pk])).text
    assert "几个套餐共用的货" in page
    url = reverse("command:round_good_stock", args=[world.round.pk])
    sent = {"good": shared.pk, "seen": 3000, "quantity": "2.5"}
    assert "白菜 又有了 2.5 斤" in client.post(url, sent, follow=True).text
    for wrong in ({"seen": 4250, "quantity": "x"}, {"good": "0"}):
        assert "请填又来了多少" in client.post(url, sent | wrong, follow=True).text
    with translation.override("en"):
        client.cookies["django_language"] = "en"
        assert "Somebody else, or a second tap" in client.post(url, sent, follow=True).text
        page = client.get(reverse("command:round", args=[world.round.pk])).text
        assert "Of a good that packages share" in page
    shared.refresh_from_db()
    assert shared.stock == 4250


@pytest.mark.parametrize("wrong", [{"quantity": "0"}, {"quantity": "x"}, {"listing": "0"}])
def test_what_is_no_number_or_of_another_round_is_not_added(client, wrong):
    world = make_world(stock=9)
    url = reverse("command:round_stock", args=[world.round.pk])
    sent = {"listing": world.listings[0].pk, "seen": 9, "quantity": 12} | wrong
    assert (
        "1 到 100000" in commander_of(world, client).post(url, sent, follow=True).content.decode()
    )
    assert set(Listing.objects.values_list("stock", flat=True)) == {9}
