"""R29: a label of the real sheet, slanted before Chromium's camera, acts as if it was typed."""

from io import BytesIO
from pathlib import Path

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from baogong.apps.people.enums import Role
from baogong.apps.sorting.models import Bag
from baogong.plumbing.paper import Sheet, compile_part
from baogong.web.depot.paper.crates import crate_slip_sheet
from baogong.web.depot.paper.labels import bag_label_sheet
from baogong.web.depot.paper.shelf import shelf_card_sheet
from tests.browser import CHROMIUM, FLAGS, PHONE, sign_in, watch
from tests.web.depot.supplied import set_address, supplied_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PICTURE = (1280, 720)
GREY = b"\x80"


@pytest.fixture
def world(transactional_db):
    made = supplied_world()
    set_address(made)
    return made


@pytest.fixture
def before_camera(playwright_driver, live_server, tmp_path):
    """Make a phone's page, before whose camera lies the first label of a sheet, turned so much."""
    browsers, errors = [], []

    def make(user, sheet: Sheet, *, degrees: float) -> Page:
        video = _filmed(sheet, degrees=degrees, to=tmp_path / "label.y4m")
        camera = [
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={video}",
        ]
        browser = playwright_driver.chromium.launch(
            executable_path=CHROMIUM, args=[*FLAGS, *camera]
        )
        browsers.append(browser)
        context = browser.new_context(base_url=live_server.url, **PHONE)
        watch(context, errors)
        sign_in(context, user, url=live_server.url)
        return context.new_page()

    yield make
    for browser in browsers:
        browser.close()
    assert errors == []


def _filmed(sheet: Sheet, *, degrees: float, to: Path) -> Path:
    """A film of one picture: what a phone sees that is held slanted over a label."""
    [png] = compile_part(sheet, next(iter(sheet.parts()))[:1], to="png", dots_per_inch=150)
    label = Image.open(BytesIO(png)).convert("L").rotate(degrees, expand=True, fillcolor=90)
    picture = Image.new("L", PICTURE, 90)
    label.thumbnail(PICTURE)
    picture.paste(label, ((PICTURE[0] - label.width) // 2, (PICTURE[1] - label.height) // 2))
    colour = GREY * (PICTURE[0] * PICTURE[1] // 2)
    frame = b"FRAME\n" + picture.tobytes() + colour
    head = f"YUV4MPEG2 W{PICTURE[0]} H{PICTURE[1]} F10:1 Ip A1:1 C420\n".encode()
    to.write_bytes(head + frame * 10)
    return to


def scan(page: Page) -> None:
    page.get_by_role("button", name="用相机扫码").click()


def test_a_bags_label_before_the_camera_opens_its_bag(world, before_camera):
    bag = Bag.objects.order_by("household__sort_key", "part").first()
    sorter = world.staff[Role.SORTER]
    page = before_camera(sorter, bag_label_sheet(sorter, bag.wave_id), degrees=33)
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))

    page.goto(reverse("depot:wave", args=[bag.wave_id]))
    expect(page.get_by_role("button", name="用相机扫码")).to_be_visible()
    assert not [url for url in fetched if "zxing" in url]
    scan(page)
    page.wait_for_url(f"**{reverse('depot:bag', args=[bag.pk])}")

    assert len([url for url in fetched if "zxing" in url]) == 2


def test_a_shelf_card_before_the_camera_counts_into_the_bag_and_the_camera_stays_open(
    world, before_camera
):
    sorter = world.staff[Role.SORTER]
    bag = Bag.objects.get(household=world.doors[0])
    page = before_camera(sorter, shelf_card_sheet(sorter, bag.wave_id), degrees=200)

    page.goto(reverse("depot:bag", args=[bag.pk]))
    scan(page)
    page.locator("[data-tone=right]").wait_for()

    expect(page.locator("input[name=scanned]")).to_have_count(1)
    expect(page.locator("dialog.camera-view")).to_be_visible()
    page.get_by_role("button", name="关闭相机").click()
    expect(page.locator("dialog.camera-view")).to_be_hidden()
    assert Bag.objects.get(pk=bag.pk).done_at is None


def test_a_crates_slip_before_the_officers_camera_is_looked_up(world, before_camera):
    """Nobody has closed the crate yet; the page says so of the code that the camera read."""
    sheet = crate_slip_sheet(world.staff[Role.SORTER], world.round.wave.pk)
    page = before_camera(world.staff[Role.OFFICER], sheet, degrees=-70)

    page.goto(reverse("carrier:home"))
    scan(page)
    page.wait_for_url(lambda url: "code=" in url or "/crate/" in url)

    assert sheet.items[0]["qr"].rpartition("/")[2] in page.url


def test_a_camera_that_is_refused_says_what_to_do(world, phone: BrowserContext, live_server):
    sign_in(phone, world.staff[Role.SORTER], url=live_server.url)
    page = phone.new_page()
    page.goto(reverse("depot:wave", args=[world.round.wave.pk]))
    scan(page)

    expect(page.locator("[data-camera-note]")).to_contain_text("相机没有打开")


def test_without_https_a_sentence_stands_in_the_buttons_place(
    world, playwright_driver, live_server
):
    far_away = "--host-resolver-rules=MAP depot.example 127.0.0.1"
    browser = playwright_driver.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, far_away])
    url = live_server.url.replace("localhost", "depot.example")
    context = browser.new_context(base_url=url, **PHONE)
    sign_in(context, world.staff[Role.SORTER], url=url)
    page = context.new_page()
    page.goto(reverse("depot:wave", args=[world.round.wave.pk]))

    expect(page.locator("[data-camera-insecure]")).to_be_visible()
    expect(page.locator("[data-camera-open]")).to_be_hidden()
    browser.close()
