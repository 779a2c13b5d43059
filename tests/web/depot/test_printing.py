"""R13, R56: labels, slips and door lists; codes are read back at a printer's 203 dpi."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from baogong.apps.catalog.models import Good
from baogong.apps.people.enums import Role
from baogong.apps.sorting.models import Bag, Crate
from baogong.apps.sorting.services import pack_bag
from baogong.values.codes import group
from baogong.web.depot.paper.crates import crate_slip_sheet
from baogong.web.depot.paper.labels import bag_label_sheet
from tests.factories import NOW, make_world
from tests.web.paper.reading import fonts_of, scanned, text_of

pytestmark = pytest.mark.django_db


def test_every_label_can_be_scanned(world, public_address):
    bags = list(Bag.objects.order_by("household__sort_key", "part"))
    sheet = bag_label_sheet(world.staff[Role.SORTER], world.round.wave.pk)

    assert scanned(sheet) == [f"https://bg.example.org/b/{bag.code}" for bag in bags]


def test_a_label_says_door_part_content_and_code_but_no_name(sorter, world, public_address):
    bag = Bag.objects.get(household=world.doors[0])
    page = reverse("depot:labels", args=[bag.wave_id])
    answer = sorter.get(page, {"entrance": bag.household.parent_id})

    text = text_of(answer.content)
    assert answer["Content-Type"] == "application/pdf"
    assert fonts_of(answer.content) == {"NotoSansSC-Regular", "NotoSansSC-Bold"}
    for words in (bag.household.label, "1/1", group(bag.code), "白菜 8", "鸡蛋 20"):
        assert words in text
    assert world.doors[-1].label not in text


@pytest.mark.parametrize("kept", [{"fragile": True}, {"keep_cold": True}, {}])
def test_a_label_marks_what_is_fragile_and_what_stays_cold(sorter, world, public_address, kept):
    """C6: read from a step away, in a word and a shape; the label stays one page of its size."""
    Good.objects.filter(sku="EGG").update(**kept)
    with_eggs, without = (
        Bag.objects.get(household=door) for door in world.doors[:: len(world.doors) - 1]
    )
    answer = sorter.get(reverse("depot:labels", args=[with_eggs.wave_id]))

    pages = PdfReader(BytesIO(answer.content)).pages
    marked, plain = (page.extract_text() for page in pages)
    assert with_eggs.household.label in marked
    assert without.household.label in plain
    assert ("易碎" in marked, "冷藏" in marked) == ("fragile" in kept, "keep_cold" in kept)
    assert "易碎" not in plain
    assert "冷藏" not in plain
    for page in pages:
        assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [100, 60]


def test_crate_slips_carry_the_officers_code(world, public_address):
    crates = Crate.objects.order_by("entrance__sort_key")
    sheet = crate_slip_sheet(world.staff[Role.SORTER], world.round.wave.pk)

    assert scanned(sheet) == [f"https://bg.example.org/k/{crate.code}" for crate in crates]


def test_the_door_list_names_every_bag_from_the_top_floor_down(sorter, world, public_address):
    for bag in Bag.objects.all():
        pack_bag(bag_id=bag.pk, short={}, actor=world.staff[Role.SORTER], now=NOW)
    crate = Crate.objects.get(contents__unit__destination=world.doors[0])
    answer = sorter.get(reverse("depot:doors", args=[crate.pk]))

    assert world.doors[0].label in text_of(answer.content)
    assert fonts_of(answer.content) == {"NotoSansSC-Regular", "NotoSansSC-Bold"}


@pytest.mark.parametrize("page", ["depot:labels", "depot:crate_slips"])
def test_without_a_public_address_the_page_says_what_to_do(sorter, world, page):
    answer = sorter.get(reverse(page, args=[world.round.wave.pk]))

    assert answer.status_code == 422
    assert answer["Content-Type"].startswith("text/html")


def test_another_estates_labels_stay_shut(client, world, public_address):
    client.force_login(make_world(name="F").staff[Role.SORTER])

    for page in ("depot:labels", "depot:crate_slips"):
        assert client.get(reverse(page, args=[world.round.wave.pk])).status_code == 404


def test_each_cell_has_a_plate_with_its_number_on_the_wall(sorter, world):
    answer = sorter.get(reverse("depot:cell_plates", args=[world.round.wave.pk]))

    pages = [page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages]
    ends = world.doors[:: len(world.doors) - 1]
    for number, (page, door) in enumerate(zip(pages, ends, strict=True), 1):
        assert str(number) in page.split()
        assert door.parent.label in page


def test_the_manifest_lists_bags_by_building_in_the_order_of_unloading(sorter, world):
    """R59: an entrance with nothing packed is not on it."""
    wave = world.round.wave
    empty = sorter.get(reverse("depot:manifest", args=[wave.pk]))
    assert "0 袋" in text_of(empty.content)
    for bag in Bag.objects.all():
        pack_bag(bag_id=bag.pk, short={}, actor=world.staff[Role.SORTER], now=NOW)
    answer = sorter.get(reverse("depot:manifest", args=[wave.pk]))

    text = text_of(answer.content)
    first, last = (door.parent for door in world.doors[:: len(world.doors) - 1])
    assert text.index(first.parent.label) < text.index(last.parent.label)
    for crate in Crate.objects.all():
        assert group(crate.code) in text
