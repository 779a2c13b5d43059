"""R39, C2: order slips on paper; their codes, fonts and boxes are read back."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import formats, timezone, translation

from baogong.apps.catalog.enums import SoldBy
from baogong.apps.catalog.models import Good, Package, PackageItem
from baogong.apps.ordering.enums import Channel, Rule
from baogong.apps.ordering.models import Listing, PrintedSlip, Round
from baogong.apps.ordering.queries import doors_for_slips
from baogong.apps.ordering.services import close_round, decide_order
from baogong.apps.people.enums import Role
from baogong.apps.places.errors import PublicUrlMissing
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import CONTACT_PHONE, PUBLIC_URL
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from baogong.plumbing.paper import print_pdf
from baogong.readers.slips import FULL, HALF, fitting_layout
from baogong.values.codes import group
from baogong.web.desk.paper.slips import order_slip_sheet
from tests.factories import make_world
from tests.factories.world import announce, intent
from tests.web.paper.reading import baselines_of, fonts_of, scanned, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def chinese():
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def world():
    world = make_world(buildings=2)
    announce(world, now=timezone.now())
    boss = world.staff[Role.COMMANDER]
    set_setting(
        PUBLIC_URL, "https://bg.example.org", place=world.town, actor=boss, now=timezone.now()
    )
    return world


@pytest.fixture
def clerk(world):
    client = Client()
    client.force_login(world.staff[Role.CLERK])
    return client


def order(world, door, **changes):
    return decide_order(intent(world, door, 1, **changes), now=timezone.now())


def sheet_of(world, place=None, *, only_without_order=False):
    doors = doors_for_slips(
        round_id=world.round.pk,
        place=place or world.estate,
        only_without_order=only_without_order,
    )
    return order_slip_sheet(world.staff[Role.CLERK], world.round, doors, now=timezone.now())


def printed(clerk, world, **sent):
    answer = clerk.post(
        reverse("desk:slip_sheets", args=[world.round.pk]), {"which": "all"} | sent
    )
    assert answer.headers["Content-Type"] == "application/pdf", answer.content.decode()
    return text_of(answer.content)


def test_each_door_gets_a_slip_with_prices_contents_and_a_code_of_its_own(world):
    entrance = world.doors[0].parent
    sheet = sheet_of(world, entrance)
    slips = list(PrintedSlip.objects.order_by("household__sort_key"))
    codes = scanned(sheet)

    assert len(slips) == 4
    assert sorted(text for text in codes if "://" in text) == sorted(
        f"https://bg.example.org/s/{slip.code}" for slip in slips
    )
    assert sorted(text for text in codes if "://" not in text) == sorted(
        f"{slip.code}/{corner}H1" for slip in slips for corner in (1, 2, 3)
    )
    text = text_of(print_pdf(sheet))
    for slip in slips:
        assert slip.household.label in text
        assert group(slip.code) in text
    assert text.count("蔬菜包") == 8
    assert text.count("¥35.00") == 4
    assert "鸡蛋 20 件" in text
    assert fonts_of(print_pdf(sheet)) == {"NotoSansSC-Regular", "NotoSansSC-Bold"}


@pytest.mark.parametrize(
    ("rule", "name", "words"),
    [
        (Rule.DRAW, "蔬菜包", "抽签"),
        (Rule.ONE_EACH, "蔬菜包", "每户先分一份"),
        (Rule.PRIORITY, "特别特别特别特别特别特别长的名字的蔬菜大礼包套餐", "先分给最需要的户"),
    ],
)
def test_who_gets_what_may_not_be_enough_stands_beside_it_with_the_moment(
    world, rule, name, words
):
    """R38, R39: also where the name leaves no room on its line."""
    draws_at = world.round.cutoff_at
    Round.objects.update(draws_at=draws_at)
    Listing.objects.filter(pk=world.listings[0].pk).update(rule=rule, stock=2)
    Package.objects.filter(pk=world.listings[0].package_id).update(name=name)
    text = "".join(text_of(print_pdf(sheet_of(world, world.doors[0].parent))).split())

    at = timezone.localtime(draws_at)
    day = formats.date_format(at, "DATE_FORMAT").replace(" ", "")
    assert text.count(f"{day}{at:%H:%M}{words}") == 4


def test_first_come_is_said_only_where_it_may_run_out(world):
    entrance = world.doors[0].parent
    assert "先到先得" not in text_of(print_pdf(sheet_of(world, entrance)))
    Listing.objects.filter(pk=world.listings[1].pk).update(stock=9)

    assert text_of(print_pdf(sheet_of(world, entrance))).count("先到先得") == 4


def test_all_that_is_in_a_package_stands_in_its_row_and_how_many_a_household_may_have(world):
    """R39: fourteen goods are written smaller; nothing is cut off or runs into the next row."""
    names = [f"第{n:02}种蔬菜" for n in range(14)]
    for name in names:
        good = Good.objects.create(sku=name, name=name, sold_by=SoldBy.GRAM)
        PackageItem.objects.create(package=world.listings[0].package, good=good, quantity=700)
    announce(world, now=timezone.now())
    Listing.objects.update(household_limit=2)
    pdf = print_pdf(sheet_of(world, world.doors[0].parent))
    text = "".join(text_of(pdf).split())

    assert all(text.count(f"{name}1.4斤") == 4 for name in names)
    assert text.count("每户最多2份") == 8
    lines = {at for said, at in baselines_of(pdf) if "种" in said and at < HALF.height}
    assert len(lines) == 2
    assert all(HALF.top < at < HALF.top + HALF.row_height for at in lines), lines


def test_no_name_of_anybody_stands_on_it(world):
    clerk = world.staff[Role.CLERK]
    clerk.name = "王小芳"
    clerk.save(update_fields=["name"])

    assert "王小芳" not in text_of(print_pdf(sheet_of(world)))


def test_the_telephone_stands_there_once_it_is_set(world):
    assert "021-" not in text_of(print_pdf(sheet_of(world)))
    now = timezone.now()
    set_setting(CONTACT_PHONE, "021-5555 1234", place=world.estate, actor=SYSTEM, now=now)

    assert "021-5555 1234" in text_of(print_pdf(sheet_of(world)))


def test_printed_again_a_slip_keeps_its_code_and_the_log_says_who_printed(world):
    first = [item["code"] for item in sheet_of(world).items]

    assert [item["code"] for item in sheet_of(world).items] == first
    assert PrintedSlip.objects.count() == 8
    noted = AuditEntry.objects.filter(action="slips.printed")
    assert [(entry.actor, entry.data) for entry in noted] == [
        (world.staff[Role.CLERK].audit_name, {"doors": 8})
    ] * 2


def test_each_entrance_begins_on_a_page_of_its_own(world):
    assert [item["first"] for item in sheet_of(world).items] == [
        True, False, False, False, True, False, False, False,
    ]  # fmt: skip


def test_many_packages_take_whole_sheets_and_more_than_one(world):
    assert fitting_layout(6) == HALF
    assert fitting_layout(7) == FULL
    assert [FULL.pages(n) for n in (0, 15, 16, 31)] == [1, 1, 2, 3]


def test_doors_with_an_order_and_empty_homes_are_left_out(world, clerk):
    order(world, world.doors[0])
    empty = world.doors[1]
    empty.occupied = False
    empty.save(update_fields=["occupied"])
    text = printed(clerk, world, which="without", place=world.doors[0].parent_id)

    assert "B1-1-101" not in text
    assert "B1-1-102" not in text
    assert text.count("B1-1-201") == 1
    assert "B2-1" not in text  # a slip's code may hold B2, and never a hyphen


def test_named_doors_alone_can_be_printed(world, clerk):
    order(world, world.doors[0])
    text = printed(clerk, world, which="without", doors="B1-1-101，b2-202")

    assert [label for label in (door.label for door in world.doors) if label in text] == [
        "B1-1-101",
        "B2-1-202",
    ]


def test_a_door_that_is_not_clear_or_nothing_to_print_is_said(world, clerk):
    page = reverse("desk:slip_sheets", args=[world.round.pk])
    answer = clerk.post(page, {"which": "all", "doors": "Z9-1"})
    assert answer.status_code == 422
    assert "E6-1-602" in answer.content.decode()
    for door in world.doors:
        order(world, door)
    answer = clerk.post(page, {"which": "without"})
    assert answer.status_code == 422
    assert not PrintedSlip.objects.exists()


def test_nothing_is_printed_without_an_address_or_after_the_cutoff(clerk, world):
    close_round(round_id=world.round.pk, actor=SYSTEM, now=timezone.now())
    answer = clerk.post(reverse("desk:slip_sheets", args=[world.round.pk]), {"which": "all"})
    assert answer.status_code == 422
    bare = make_world(name="F")
    announce(bare, now=timezone.now())
    set_setting(
        PUBLIC_URL, "https://x.example", place=bare.estate, actor=SYSTEM, now=timezone.now()
    )
    assert sheet_of(bare).items
    assert not PrintedSlip.objects.filter(round=world.round).exists()


def test_another_estates_place_stays_shut(world, clerk):
    foreign = make_world(name="F")
    page = reverse("desk:slip_sheets", args=[world.round.pk])

    answer = clerk.post(page, {"which": "all", "place": foreign.doors[0].parent_id})
    assert answer.status_code == 404
    assert not PrintedSlip.objects.exists()


def test_what_is_printed_typed_and_missing_is_counted_by_building(world, clerk):
    sheet_of(world, world.doors[0].parent.parent)
    order(world, world.doors[0])
    typist = world.staff[Role.CLERK]
    order(world, world.doors[1], channel=Channel.SHEET, placed_by_id=typist.pk)
    page = clerk.get(reverse("desk:slip_sheets", args=[world.round.pk]))

    rows = [
        (row.label, row.doors, row.ordered, row.printed, row.typed, row.missing)
        for row in [*page.context["buildings"], page.context["total"]]
    ]
    assert rows == [("B1", 4, 2, 4, 1, 2), ("B2", 4, 0, 0, 0, 0), ("E", 8, 2, 4, 1, 2)]


def test_without_a_public_address_nothing_is_printed():
    bare = make_world()
    announce(bare, now=timezone.now())

    with pytest.raises(PublicUrlMissing):
        sheet_of(bare)
    assert not PrintedSlip.objects.exists()
