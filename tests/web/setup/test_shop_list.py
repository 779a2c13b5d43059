"""R30: 29 shops of five kinds from one file; the same file again changes nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from baogong.apps.people.enums import Role
from baogong.apps.places.services import add_town
from baogong.apps.suppliers.enums import SupplierKind
from baogong.apps.suppliers.models import Supplier
from baogong.plumbing.models import AuditEntry
from tests.factories import make_world
from tests.web.setup.town import town_world

pytestmark = pytest.mark.django_db
HEAD = "店名,类型,执照,营业时间,日单量,服务小区"


@pytest.fixture
def world(client):
    return town_world(client)


def send(client, world, *rows, town=None):
    content = "\n".join([HEAD, *rows]).encode("utf-8-sig")
    form = {"town": (town or world.town).pk, "file": SimpleUploadedFile("shops.csv", content)}
    return client.post(reverse("setup:shop_list"), form)


def test_29_shops_come_in_and_the_same_file_changes_nothing(client, world):
    assert send(client, world, *twenty_nine()).status_code == 302
    shops = Supplier.objects.exclude(pk=world.supplier.pk)
    assert shops.count() == 29
    shop = shops.get(name="店3")
    assert (shop.licence, shop.daily_orders, f"{shop.opens_at:%H:%M}") == ("L3", 13, "07:00")
    assert list(shop.areas.values_list("estate", flat=True)) == [world.estate.pk]
    acts, areas = AuditEntry.objects.count(), set(shop.areas.values_list("pk", flat=True))
    send(client, world, *twenty_nine())
    assert AuditEntry.objects.count() == acts
    assert set(shop.areas.values_list("pk", flat=True)) == areas


def twenty_nine():
    """29 shops of five kinds, by their labels and codes."""
    kinds = [SupplierKind.PHARMACY, SupplierKind.SMALL_SHOP, *list(SupplierKind)[3:6]]
    words = [kind.value if n % 2 else str(kind.label) for n, kind in enumerate(kinds)]
    return [f"店{n},{words[n % 5]},L{n},7:00-21:00,{n + 10},E" for n in range(29)]


def test_a_bad_row_says_what_to_do_and_the_others_come_in(client, world):
    page = send(
        client,
        world,
        "好店,药店,,,,",
        "一店,飞船,,,,",
        "二店,药店,,早,,",
        "三店,药店,,,,不存在的小区",
    )
    assert page.status_code == 422
    rows = [(row.row, row.value) for row in page.context["doubts"]]
    assert rows == [(3, "飞船"), (4, "早"), (5, "不存在的小区")]
    assert all(row.cure for row in page.context["doubts"])
    names = set(Supplier.objects.values_list("name", flat=True))
    assert names == {world.supplier.name, "好店"}


def test_a_shop_that_was_written_in_full_width_forms_is_the_same(client, world):
    Supplier.objects.create(town=world.town, name="绿源（东门）ＡＢ  店")
    page = send(client, world, "绿源（东门）AB 店,药店,L1,,,")

    assert page.status_code == 302
    assert Supplier.objects.get(name__startswith="绿源").licence == "L1"


def test_an_empty_cell_leaves_what_is_known_and_a_new_one_changes_it(client, world):
    send(client, world, "店,药店,L1,7:00-21:00,30,E")
    send(client, world, "店,身边小店,,,40,")
    shop = Supplier.objects.get(name="店")
    assert (shop.kind, shop.licence, shop.daily_orders) == (SupplierKind.SMALL_SHOP, "L1", 40)
    assert shop.opens_at is not None
    assert shop.areas.count() == 1


def test_a_commander_of_an_estate_alone_and_of_another_town_takes_nothing_in(client, world):
    far = add_town(code="far", name="F")
    assert send(client, world, "店,药店,,,,", town=far).status_code == 422
    other = make_world(name="O")
    client.force_login(other.staff[Role.COMMANDER])
    assert send(client, other, "店,药店,,,,").status_code == 422
    assert not Supplier.objects.filter(name="店").exists()
