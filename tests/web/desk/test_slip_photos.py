"""R39, C2: what was ticked on photos of printed slips stands in the grid, beside the picture."""

from io import BytesIO
from itertools import count
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pypdf import PdfWriter

from baogong.apps.catalog.enums import Unit
from baogong.apps.ordering.models import Order, PrintedSlip
from baogong.apps.ordering.queries import doors_for_slips
from baogong.apps.people.enums import Role
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PUBLIC_URL
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.paper import print_pdf
from baogong.readers.slips import FULL, Tick, read_slips
from baogong.web.desk.paper.slips import order_slip_sheet
from baogong.web.desk.slip_sheets import photos
from tests.factories import make_world
from tests.factories.slips import DPI, draw, halves_of, pages_of, photo, saved, scan
from tests.factories.world import announce, announce_pieces

pytestmark = pytest.mark.django_db

MARKS = ("", "", "tick", "cross", "number", "blot")
PHOTOS = 16


@pytest.fixture
def world():
    world = make_world(floors=1)
    now = timezone.now()
    announce(world, now=now)
    set_setting(PUBLIC_URL, "https://bg.example.org", place=world.town, actor=SYSTEM, now=now)
    return world


@pytest.fixture
def clerk(world):
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(world.staff[Role.CLERK])
    return client


def slips_of(world):
    """(code, picture) of the slip of each door, not ticked yet."""
    doors = doors_for_slips(round_id=world.round.pk, place=world.estate, only_without_order=False)
    now = timezone.now()
    sheet = order_slip_sheet(world.staff[Role.CLERK], world.round, doors, now=now)
    codes = [slip.code for slip in PrintedSlip.objects.order_by("household__sort_key")]
    return list(zip(codes, halves_of(print_pdf(sheet)), strict=True))


def upload(client, world, *files, ending="jpg"):
    sent = [
        SimpleUploadedFile(f"{n}.{ending}", data, content_type="image/jpeg")
        for n, data in enumerate(files, start=1)
    ]
    return client.post(reverse("desk:slip_photos", args=[world.round.pk]), {"photos": sent})


def test_boxes_are_read_right_on_askew_scans_and_slanted_photos(world):
    rng = Random(20260412)
    slips = slips_of(world)
    read, right, wrong = 0, 0, []
    for n in range(PHOTOS):
        code, paper = slips[n % len(slips)]
        slip = paper.copy()
        expected = [draw(slip, row, rng.choice(MARKS), rng) for row in (0, 1)]
        found = read_slips((photo if n % 4 else scan)(slip, rng))[0].slips
        assert [picture.code for picture in found] == [code]
        for want, got in zip(expected, found[0].ticks, strict=False):
            read += 1
            right += want == got
            if got not in {want, Tick.DOUBT}:
                wrong.append((n, want, got))

    assert wrong == []
    assert right / read >= 0.98


def test_ticks_stand_in_the_grid_beside_the_picture_and_numbers_wait_for_a_person(world, clerk):
    rng = Random(7)
    (_, first), (_, second) = slips_of(world)
    draw(first, 1, "tick", rng)
    draw(second, 0, "number", rng)
    answer = upload(clerk, world, photo(second, rng), scan(first, rng))

    assert answer.status_code == 200
    rows = answer.context["rows"]
    assert [row.door.door for row in rows] == ["B1-1-101", "B1-1-102"]
    assert [[cell.text for cell in row.cells] for row in rows] == [["", "1"], ["?", ""]]
    assert answer.content.decode().count('src="data:image/jpeg;base64,') == 2
    assert not Order.objects.exists()


def test_the_picture_of_a_row_that_waits_for_a_person_stays_until_it_is_mended(world, clerk):
    rng = Random(8)
    (_, first), (_, second) = slips_of(world)
    draw(first, 1, "tick", rng)
    draw(second, 0, "number", rng)
    rows = upload(clerk, world, scan(first, rng), scan(second, rng)).context["rows"]
    sent = {"door": [row.door.id for row in rows]}
    for row in rows:
        sent |= {f"key{row.door.id}": row.key, f"picture{row.door.id}": row.pictures}
        sent |= {cell.name: cell.text for cell in row.cells}
    answer = clerk.post(reverse("desk:slip_grid", args=[world.round.pk]), sent)

    assert answer.status_code == 422
    assert [len(row.pictures) for row in answer.context["rows"]] == [0, 1]
    assert Order.objects.get().household.label == "B1-1-101"


def test_a_photo_without_a_slip_and_one_that_is_none_are_named(world, clerk):
    (_, first), _ = slips_of(world)
    blank = scan(first.crop((0, 0, 40, 40)), Random(1))
    answer = upload(clerk, world, blank, b"no picture", scan(first, Random(2)))

    assert [row.door.door for row in answer.context["rows"]] == ["B1-1-101"]
    assert answer.context["doubts"] == [
        "1.jpg: no slip was found. Take it again with all four corners, or type it.",
        "2.jpg cannot be read. Send a JPEG, PNG, TIFF or PDF of at most 40 MB.",
    ]
    alone = upload(clerk, world, blank)
    assert alone.status_code == 422
    assert "no slip was found" in alone.content.decode()


def test_a_slip_with_a_corner_cut_off_is_asked_for_again(world):
    (code, first), _ = slips_of(world)
    half = first.crop((0, 0, first.width // 2, first.height))
    [found] = read_slips(scan(half, Random(3)))

    assert (found.slips, found.unread) == ((), (code,))


def test_a_slip_of_another_round_is_laid_aside(world, clerk):
    (_, first), _ = slips_of(world)
    announce(world, now=timezone.now() + timezone.timedelta(seconds=1))
    answer = upload(clerk, world, scan(first, Random(4)))

    assert answer.status_code == 422
    assert "is not of this round" in answer.content.decode()


def test_more_photos_than_fit_are_refused(world, clerk):
    answer = upload(clerk, world, *[b"x"] * 21)

    assert answer.status_code == 422
    assert "At most 20 photos or pages" in answer.content.decode()


def ticked(world):
    """What the slips of two doors read, and their pictures: the first ticks the second package,
    the second the first one."""
    slips = [slip for _, slip in slips_of(world)]
    for row, slip in zip((1, 0), slips, strict=True):
        draw(slip, row, "tick", Random(row))
    return [["", "1"], ["1", ""]], slips


@pytest.mark.parametrize(
    ("kind", "how"),
    [
        ("PDF", {"resolution": DPI}),
        ("TIFF", {"compression": "tiff_lzw"}),
        ("TIFF", {"compression": "group4", "black_and_white": True}),
    ],
)
def test_a_scanner_sends_its_pages_in_one_file(world, clerk, kind, how):
    told, slips = ticked(world)
    if how.pop("black_and_white", False):
        slips = [slip.convert("1") for slip in slips]
    answer = upload(clerk, world, saved([*slips, slips[0].crop((0, 0, 40, 40))], kind, **how))

    assert [[cell.text for cell in row.cells] for row in answer.context["rows"]] == told
    assert answer.context["doubts"] == [
        "1.jpg, page 3: no slip was found. Take it again with all four corners, or type it."
    ]


def test_a_large_picture_is_read_as_a_large_scan_is(world, clerk):
    """Up to the 40 MB that the page promises, whatever the kind."""
    told, slips = ticked(world)
    page = slips[0].convert("RGB")
    noise = Image.frombytes("RGB", (page.width, 2400), Random(5).randbytes(page.width * 2400 * 3))
    both = Image.new("RGB", (page.width, page.height + noise.height), "white")
    both.paste(page, (0, 0))
    both.paste(noise, (0, page.height))
    large = saved([both], "PNG", compress_level=0)
    assert 15 * 1024**2 < len(large) < 40 * 1024**2

    answer = upload(clerk, world, large)
    assert [[cell.text for cell in row.cells] for row in answer.context["rows"]] == told[:1]


def test_files_of_more_pages_than_are_read_at_once_are_named_and_the_others_are_read(world, clerk):
    told, slips = ticked(world)
    blank = slips[0].crop((0, 0, 40, 40))
    answer = upload(
        clerk, world, saved(slips, "TIFF"), saved([blank] * 19, "PDF"), saved([blank] * 21, "TIFF")
    )

    assert [[cell.text for cell in row.cells] for row in answer.context["rows"]] == told
    assert [doubt[:29] for doubt in answer.context["doubts"]] == [
        "2.jpg has too many pages: 20 ",
        "3.jpg has too many pages: 20 ",
    ]


def test_all_scans_together_have_the_time_of_one(world, clerk, monkeypatch):
    """By a clock that goes 40 s on at each look, the second one comes too late."""
    told, slips = ticked(world)
    pdf = saved(slips, "PDF", resolution=DPI)
    monkeypatch.setattr(photos, "monotonic", count(0, 40).__next__)
    answer = upload(clerk, world, pdf, pdf, scan(slips[0], Random(6)))

    assert [[cell.text for cell in row.cells] for row in answer.context["rows"]] == told
    assert answer.context["doubts"] == [
        "2.jpg took too long to read. Send it by itself, or in parts."
    ]


def test_a_locked_or_broken_scan_is_refused_with_what_to_do(world, clerk):
    _, slips = ticked(world)
    pdf, tiff = saved(slips, "PDF"), saved(slips, "TIFF", compression="tiff_lzw")
    broken = [pdf[:300], tiff[: len(tiff) // 2], b"%PDF-1.7 nothing", b"II*\0nothing"]
    text = upload(clerk, world, locked(pdf), *broken).content.decode()

    assert "1.jpg is locked with a password. Scan it again without one." in text
    assert text.count("cannot be read. Send a JPEG, PNG, TIFF or PDF of at most 40 MB.") >= 4
    assert not Order.objects.exists()


def locked(pdf):
    writer = PdfWriter(clone_from=BytesIO(pdf))
    writer.encrypt("secret", algorithm="RC4-128")
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def full_world(packages):
    """An estate whose round offers so many packages."""
    world, now = make_world(floors=1), timezone.now()
    named = {f"G{n}": (f"商品{n}", 100 + n, Unit.PORTION) for n in range(packages)}
    announce_pieces(world, named, now=now)
    set_setting(PUBLIC_URL, "https://bg.example.org", place=world.town, actor=SYSTEM, now=now)
    return world


@pytest.mark.parametrize(("packages", "sheets"), [(7, 1), (17, 2)])
def test_slips_of_more_packages_fill_whole_sheets_and_all_of_them_are_read(packages, sheets):
    """Seven packages take one whole sheet, seventeen two; the grid has them in one row."""
    rng = Random(packages)
    world = full_world(packages)
    doors = doors_for_slips(round_id=world.round.pk, place=world.estate, only_without_order=False)
    sheet = order_slip_sheet(world.staff[Role.CLERK], world.round, doors[:1], now=timezone.now())
    papers = pages_of(print_pdf(sheet))
    assert len(papers) == sheets
    wanted = [Tick.EMPTY] * packages
    for n in (0, 3, packages - 1):
        page, row = divmod(n, FULL.rows)
        wanted[n] = draw(papers[page], row, rng.choice(("tick", "cross")), rng, layout=FULL)
    read = read_slips(saved(papers, "PDF", resolution=DPI), most_pages=2)
    slips = [slip for page in read for slip in page.slips]

    assert [slip.page for slip in slips] == list(range(1, sheets + 1))
    assert [tick for slip in slips for tick in slip.ticks][:packages] == wanted
    leaning = [read_slips(photo(paper, rng))[0] for paper in papers]
    assert [slip.page for page in leaning for slip in page.slips] == list(range(1, sheets + 1))
