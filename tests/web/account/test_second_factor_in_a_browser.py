"""The second factor on a phone, in a real browser: its QR is scanned off the screen."""

from io import BytesIO

import pyotp
import pytest
import zxingcpp
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from baogong.apps.people.enums import Role
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import SECOND_FACTOR
from baogong.plumbing.audit import SYSTEM
from tests.browser import PHONE
from tests.factories import NOW, make_world
from tests.factories.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page, user):
    page.goto("/desk/")
    page.fill("[name=username]", user.username)
    page.fill("[name=password]", PASSWORD)
    page.locator("button[form=sign-in]").click()


def test_from_the_first_sign_in_to_the_next_with_a_recovery_code(
    phone, new_context, live_server, transactional_db
):
    world = make_world()
    set_setting(SECOND_FACTOR, 1, place=world.town, actor=SYSTEM, now=NOW)
    page = phone.new_page()
    sign_in(page, world.staff[Role.CLERK])
    expect(page.locator(".factor-qr")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    picture = Image.open(BytesIO(page.locator(".factor-qr").screenshot()))
    [code] = zxingcpp.read_barcodes(picture, formats=zxingcpp.QRCode)
    app = pyotp.parse_uri(code.text)
    assert (app.name, app.issuer) == (world.staff[Role.CLERK].username, "Baogong 保供")

    used = app.at(timezone.now())
    page.fill("[name=code]", used)
    page.locator("button[form=code]").click()
    expect(page.locator(".recovery-codes li")).to_have_count(8)
    recovery = page.locator(".recovery-codes li").first.inner_text()
    page.locator(".action-bar a").click()
    page.wait_for_url(f"{live_server.url}/desk/")

    elsewhere = new_context(**PHONE).new_page()
    sign_in(elsewhere, world.staff[Role.CLERK])
    expect(elsewhere.locator("[name=code]")).to_be_focused()
    elsewhere.keyboard.type(used)
    elsewhere.keyboard.press("Enter")
    expect(elsewhere.locator(".error-summary")).to_be_visible()
    elsewhere.fill("[name=code]", recovery.lower())
    elsewhere.keyboard.press("Enter")
    elsewhere.wait_for_url(f"{live_server.url}/desk/")
