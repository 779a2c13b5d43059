"""The components in a real Chromium: they fit a phone, and only get better with JavaScript."""

import pytest

from baogong.web.components.views import PARTS
from tests.browser import DESK, PHONE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.web.components.gallery_urls"),
]
WIDTH = "document.documentElement.scrollWidth"
SMALL = """() => [...document.querySelectorAll('main a, main button, main input, main select')]
    .filter(e => e.offsetParent && !e.closest('p, .sums, .error-summary, label'))
    .filter(e => Math.max(e.offsetHeight, e.parentElement.offsetHeight) < 48)
    .map(e => e.outerHTML)"""


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("kind", ["plain", "large"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_part_fits_a_phone(new_context, live_server, part, kind, language):
    context = new_context(**PHONE)
    cookies = {"type": kind, "django_language": language}
    context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )
    page = context.new_page()
    page.goto(f"/gallery/?part={part}")

    assert page.evaluate(WIDTH) <= 360
    assert page.evaluate(SMALL) == []


def test_a_desk_has_no_sideways_scroll(new_context):
    page = new_context(**DESK).new_page()
    page.goto("/gallery/?part=lists&shell=desk")

    assert page.evaluate(WIDTH) <= 1280


def test_the_buttons_of_a_stepper_count_and_stop_at_its_limits(phone):
    page = phone.new_page()
    page.goto("/gallery/?part=controls")
    less, more = page.locator("[data-stepper]").first.locator("[data-step]").all()

    for _ in range(3):
        more.click()
    assert page.locator("#q-p35").input_value() == "5"
    assert more.is_disabled()
    assert less.is_enabled()


def test_halves_of_a_jin_can_be_stepped(phone):
    page = phone.new_page()
    page.goto("/gallery/?part=controls")
    page.locator("[data-stepper]").nth(1).locator("[data-step='1']").click()

    assert page.locator("#q-tomato").input_value() == "0.5"


def test_a_second_tap_on_a_form_sends_nothing(phone):
    page = phone.new_page()
    page.goto("/gallery/")
    tap = "form => form.dispatchEvent(new Event('submit', {bubbles: true, cancelable: true}))"
    form = page.locator("form.switch").first

    assert [form.evaluate(tap) for _ in range(2)] == [True, False]


def test_the_top_bar_says_when_the_signal_is_gone(phone):
    page = phone.new_page()
    page.goto("/gallery/?part=chain")
    phone.set_offline(True)

    page.get_by_text("无信号", exact=True).wait_for()
    assert page.locator("[data-when-offline]").is_visible()
    phone.set_offline(False)
    page.get_by_text("已联网", exact=True).wait_for()


def test_the_sync_pill_counts_what_waits(phone):
    page = phone.new_page()
    page.goto("/gallery/?part=chain")
    pill = page.locator("[data-sync]").first
    for waiting in (3, 0):
        page.evaluate(
            "n => document.dispatchEvent(new CustomEvent('baogong:sync', {detail: {waiting: n}}))",
            waiting,
        )
        assert ("3 条等信号上传" in pill.inner_text()) is (waiting == 3)


def test_without_javascript_type_and_quantity_still_work(new_context):
    page = new_context(**PHONE, java_script_enabled=False).new_page()
    page.goto("/gallery/?part=controls")

    assert page.locator("#q-p35").is_editable()
    assert page.locator("[data-step]").first.is_hidden()
    page.get_by_label("大字").click()
    assert page.locator("html").get_attribute("data-type") == "large"
    assert "part=controls" in page.url
