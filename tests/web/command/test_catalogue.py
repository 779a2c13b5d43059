"""R19, R31: packages with name, quantities and total price."""

import pytest
from django.urls import reverse

from baogong.apps.catalog.models import Good, Package
from tests.factories import make_world
from tests.web.command.days import commander_of

pytestmark = pytest.mark.django_db

FORM = {
    "name": "主食包",
    "price": "20",
    "code": "P20",
    "good-0": "CAB",
    "quantity-0": "0.5",
    "good-1": "EGG",
    "quantity-1": "6",
}
NEW = "command:package_new"


def test_a_package_is_saved_in_grams_pieces_and_fen(client):
    commander_of(make_world(), client).post(reverse(NEW), FORM)
    package = Package.objects.get(code="P20")

    assert package.price_fen == 2000
    assert dict(package.items.values_list("good__sku", "quantity")) == {"CAB": 250, "EGG": 6}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"price": "-1"}, "price"),
        ({"price": "20.005"}, "price"),
        ({"quantity-0": "0"}, "quantity-0"),
        ({"quantity-1": "2.5"}, "quantity-1"),
        ({"good-0": ""}, "good-0"),
        ({"good-1": "CAB"}, "good-1"),
        ({"code": "VEG35"}, "code"),
        ({"code": "包"}, "code"),
    ],
)
def test_a_package_without_sense_names_the_field_and_saves_nothing(client, changes, field):
    world = make_world()
    response = commander_of(world, client).post(reverse(NEW), FORM | changes)

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert Package.objects.count() == 2


PUBLISH = FORM | {"family": "staple", "stated": "1.2", "publish": ""}


def test_a_whole_package_is_published_and_offered(client):
    world = make_world()
    commander_of(world, client).post(reverse(NEW), PUBLISH)
    package = Package.objects.get(code="P20")

    assert package.published_at
    assert (package.stated_grams, package.family) == (600, "staple")
    form = client.get(reverse("command:round_new", args=[world.estate.pk])).context["form"]
    assert f"on-{package.pk}" in form.fields


def test_a_draft_is_not_offered(client):
    world = make_world()
    commander_of(world, client).post(reverse(NEW), FORM)
    draft = Package.objects.get(code="P20")

    assert not draft.published_at
    form = client.get(reverse("command:round_new", args=[world.estate.pk])).context["form"]
    assert f"on-{draft.pk}" not in form.fields


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"price": ""}, {"price"}),
        ({"quantity-0": ""}, {"quantity-0"}),
        ({"stated": ""}, {"stated"}),
        ({"family": ""}, {"family"}),
        ({"good-0": "", "quantity-0": "", "good-1": "", "quantity-1": ""}, {"good-0"}),
        (
            {"price": "", "stated": "", "family": "", "quantity-0": "", "quantity-1": ""},
            {"price", "stated", "family", "quantity-0", "quantity-1"},
        ),
        ({"stated": "20"}, {"weight_reason"}),
    ],
)
def test_publishing_asks_for_all_that_is_missing_beside_its_fields(client, changes, fields):
    """R31: refused, and saved as a draft, which the next send publishes."""
    world = make_world()
    response = commander_of(world, client).post(reverse(NEW), PUBLISH | changes)
    draft = Package.objects.get(code="P20")

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == fields
    assert not draft.published_at
    url = reverse("command:package", args=[draft.pk])
    assert f'action="{url}"' in response.text
    assert client.post(url, PUBLISH).status_code == 302
    draft.refresh_from_db()
    assert draft.published_at


SINGLE = {"good-1": "", "quantity-1": "", "stated": "0.5", "at_scale": "on"}


def test_one_good_by_weight_may_be_weighed_at_the_depot(client):
    """R21."""
    commander_of(make_world(), client).post(reverse(NEW), PUBLISH | SINGLE)
    package = Package.objects.get(code="P20")

    assert package.published_at
    assert package.at_scale


@pytest.mark.parametrize("contents", [{"good-1": "EGG", "quantity-1": "6"}, {"good-0": "EGG"}])
def test_nothing_else_is_weighed_at_the_depot(client, contents):
    world = make_world()
    response = commander_of(world, client).post(
        reverse(NEW), PUBLISH | SINGLE | {"quantity-0": "1"} | contents
    )

    assert response.status_code == 422
    assert "at_scale" in response.context["form"].errors
    assert not Package.objects.get(code="P20").published_at


def test_a_lighter_package_is_published_with_its_reason(client):
    reason = {"stated": "20", "weight_reason": "雨天损耗"}
    commander_of(make_world(), client).post(reverse(NEW), PUBLISH | reason)
    package = Package.objects.get(code="P20")

    assert package.published_at
    assert package.weight_reason == "雨天损耗"


def test_a_package_changes_until_a_round_offers_it(client):
    world = make_world()
    commander_of(world, client).post(reverse(NEW), FORM)
    package = Package.objects.get(code="P20")
    url = reverse("command:package", args=[package.pk])

    assert client.get(url).status_code == 200
    client.post(url, FORM | {"price": "21", "good-1": "", "quantity-1": ""})
    package.refresh_from_db()
    assert (package.price_fen, package.items.count()) == (2100, 1)


def test_a_package_that_was_on_offer_stays_as_it_is(client):
    world = make_world()
    offered = world.listings[0].package
    url = reverse("command:package", args=[offered.pk])
    commander_of(world, client)

    assert client.get(url).status_code == 404
    assert client.post(url, FORM).status_code == 422
    offered.refresh_from_db()
    assert offered.name == "蔬菜包"


def test_goods_by_piece_say_what_a_piece_weighs(client):
    commander_of(make_world(), client)
    url = reverse("command:good_new")
    fields = {"name": "馒头", "sku": "MANTOU", "sold_by": "piece", "category": "staple"}

    assert "piece_grams" in client.post(url, fields | {"piece_grams": ""}).context["form"].errors
    assert client.post(url, fields | {"piece_grams": "100"}).status_code == 302
    assert Good.objects.get(sku="MANTOU").piece_grams == 100
    assert client.post(url, fields | {"piece_grams": "100"}).status_code == 422


def test_the_catalogue_lists_packages_with_contents_and_goods(client):
    page = commander_of(make_world(), client).get(reverse("command:catalogue"))
    [veg, eggs] = page.context["packages"]

    assert (veg.price_fen, veg.grams, veg.listed) == (3500, 3000, True)
    assert [content.name for content in eggs.contents] == ["鸡蛋", "白菜"]


def test_the_catalogue_asks_the_database_the_same_with_two_packages_and_with_many(
    client, django_assert_max_num_queries
):
    commander_of(make_world(), client)
    url = reverse("command:catalogue")
    client.get(url)
    with django_assert_max_num_queries(99) as two:
        client.get(url)
    queries = len(two)
    for n in range(4):
        client.post(reverse(NEW), PUBLISH | {"code": f"N{n}"})
    client.get(url)  # says that they were saved
    with django_assert_max_num_queries(queries):
        client.get(url)


JIN = SINGLE | {"unit": "斤", "quantity-0": "0.5", "also_called": "西红柿，洋柿子, 番茄"}


def test_what_people_call_and_count_is_said_of_a_package(client):
    """R21, R42."""
    commander_of(make_world(), client).post(reverse(NEW), PUBLISH | JIN)
    package = Package.objects.get(code="P20")

    assert (package.unit, package.also_called) == ("斤", "西红柿、洋柿子、番茄")
    assert package.published_at


def test_by_the_jin_is_sold_what_makes_whole_jins(client):
    world = make_world()
    response = commander_of(world, client).post(
        reverse(NEW), PUBLISH | JIN | {"quantity-0": "3", "stated": "3"}
    )
    assert response.context["form"].errors.keys() == {"unit"}
    assert not Package.objects.get(code="P20").published_at


def test_other_names_are_added_to_what_is_on_offer(client):
    world = make_world()
    package = world.listings[0].package
    commander_of(world, client)
    url = reverse("command:package_names", args=[package.pk])
    assert client.get(url).status_code == 200
    client.post(url, {"also_called": "菜包，素菜包"})

    package.refresh_from_db()
    assert package.also_called == "菜包、素菜包"
    assert "菜包、素菜包" in client.get(reverse("command:catalogue")).text
    assert client.post(url, {"also_called": "包" * 121}).status_code == 422
