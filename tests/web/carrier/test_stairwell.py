"""C4.3, X6: a phone without signal. Nothing that was tapped is lost, nothing arrives twice."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Error, Page, expect

from baogong.apps.delivery.models import Attempt, FieldConflict
from baogong.apps.people.enums import Role
from baogong.apps.people.services import assign
from baogong.plumbing.audit import SYSTEM
from tests.browser import CHROMIUM, FLAGS, PHONE, profile, sign_in
from tests.factories import NOW, make_world
from tests.factories.carrying import start_run
from tests.factories.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def run(transactional_db):
    world = make_world(floors=4)
    return start_run(world, world.doors)


@pytest.fixture
def officer(run):
    return run.officer


@pytest.fixture
def at_the_doors(phone, run, live_server):
    """The run page, open and kept in the phone."""
    sign_in(phone, run.officer, url=live_server.url)
    return open_run(phone.new_page(), run)


def open_run(page: Page, run, url: str = "") -> Page:
    page.goto(url + reverse("carrier:run", args=[run.pk]))
    expect(page.locator("#taps[data-taken]")).to_be_attached()
    expect(page.locator("[data-kept-note]")).to_be_visible()
    return page


def codes(run):
    return list(run.units.order_by("pk").values_list("unit__code", flat=True))


def tap(page: Page, code: str, result: str) -> None:
    row = page.locator(f'[data-bag="{code}"]')
    row.locator(f'button[value="{code}:{result}"]:visible').click()
    expect(row).to_have_attribute("data-state", result)


def undo(page: Page, code: str) -> None:
    row = page.locator(f'[data-bag="{code}"]')
    row.locator("[data-undo]").click()
    expect(row).to_have_attribute("data-state", "open")


def expect_states(page: Page, states: dict[str, str]) -> None:
    for code, state in states.items():
        expect(page.locator(f'[data-bag="{code}"]')).to_have_attribute("data-state", state)


def expect_received(page: Page) -> None:
    page.wait_for_function("async () => (await TapQueue.all()).every((tap) => tap.receipt)")
    expect(page.locator("[data-pill].flag-done")).to_be_visible()


def expect_waiting(page: Page, count: int) -> None:
    expect(page.locator("[data-pill-text]")).to_contain_text(str(count))
    expect(page.locator("[data-pill].flag-done")).to_have_count(0)


def standing():
    """Result by bag code, of the taps that nobody took back."""
    taps = Attempt.objects.filter(reversed_by=None).exclude(result="undone").order_by("pk")
    return dict(taps.values_list("unit__code", "result"))


def test_five_doors_without_signal_arrive_once(phone, run, at_the_doors):
    page, [first, second, *rest] = at_the_doors, codes(run)
    tap(page, first, "given")
    expect_received(page)
    phone.set_offline(True)
    results = ["given", "nobody_home", "refused", "damaged", "given"]
    tapped = dict(zip(rest, results, strict=False))
    for code, result in tapped.items():
        tap(page, code, result)
    expect_waiting(page, 5)
    page.reload()
    expect_states(page, {first: "given", second: "open", **tapped})
    expect(page.locator("[data-tapped]")).to_have_text("6")
    expect_waiting(page, 5)

    phone.set_offline(False)
    expect_received(page)
    assert standing() == {first: "given", **tapped}
    assert Attempt.objects.count() == 6
    page.reload()
    expect_states(page, {first: "given", second: "open", **tapped})


def test_a_tap_is_taken_back_without_signal(phone, run, at_the_doors):
    page, [first, second, *_] = at_the_doors, codes(run)
    tap(page, first, "given")
    expect_received(page)
    phone.set_offline(True)
    undo(page, first)
    tap(page, first, "refused")
    tap(page, second, "damaged")
    undo(page, second)
    page.reload()
    expect_states(page, {first: "refused", second: "open"})

    phone.set_offline(False)
    expect_received(page)
    assert standing() == {first: "refused"}
    assert not FieldConflict.objects.exists()


def test_a_closed_tab_keeps_its_taps(phone, run, at_the_doors):
    [first, *_] = codes(run)
    phone.set_offline(True)
    tap(at_the_doors, first, "given")
    at_the_doors.close()
    assert not Attempt.objects.exists()
    page = phone.new_page()
    page.goto(reverse("carrier:run", args=[run.pk]))
    expect_states(page, {first: "given"})

    phone.set_offline(False)
    expect_received(page)
    assert standing() == {first: "given"}


def test_a_phone_that_dies_after_a_tap_keeps_it(playwright_driver, run, live_server, tmp_path):
    [first, *_] = codes(run)
    with profile(playwright_driver, tmp_path, **PHONE) as context:
        sign_in(context, run.officer, url=live_server.url)
        page = open_run(context.new_page(), run, live_server.url)
        context.set_offline(True)
        tap(page, first, "nobody_home")
        with pytest.raises(Error):
            context.new_cdp_session(page).send("Browser.crash")
    with profile(playwright_driver, tmp_path, **PHONE) as context:
        sign_in(context, run.officer, url=live_server.url)
        context.set_offline(True)
        page = context.new_page()
        page.goto(live_server.url + reverse("carrier:run", args=[run.pk]))
        expect_states(page, {first: "nobody_home"})
        context.set_offline(False)
        expect_received(page)

    assert standing() == {first: "nobody_home"}


def test_an_ended_session_loses_nothing(run, at_the_doors):
    page, [first, second, *_] = at_the_doors, codes(run)
    Session.objects.all().delete()
    tap(page, first, "given")
    tap(page, second, "refused")
    link = page.locator("[data-pill-text]")
    expect(link).to_contain_text("登录")
    expect(link).to_contain_text("2")
    address = reverse("carrier:run", args=[run.pk])
    expect(link).to_have_attribute("href", f"{reverse('account:sign_in')}?next={address}")
    assert not Attempt.objects.exists()

    page.reload()
    expect(page.locator("[data-waiting-taps]")).to_contain_text("2")
    page.fill("[name=username]", run.officer.username)
    page.fill("[name=password]", PASSWORD)
    page.locator("button[form=sign-in]").click()
    page.wait_for_url(f"**{address}")
    expect_received(page)
    assert standing() == {first: "given", second: "refused"}


def test_an_answer_that_never_came_is_asked_for_again(run, at_the_doors):
    page, [first, *_] = at_the_doors, codes(run)

    def swallow(route):
        route.fetch()
        route.abort()

    page.route("**/carry/sync", swallow, times=1)
    tap(page, first, "given")
    expect_received(page)

    assert standing() == {first: "given"}
    assert Attempt.objects.count() == 1


def test_what_the_server_cannot_read_stays_in_the_phone(run, at_the_doors):
    page, [first, *_] = at_the_doors, codes(run)
    page.route("**/carry/sync", lambda route: route.continue_(post_data="{"))
    tap(page, first, "given")
    expect(page.locator("[data-pill].flag-risk")).to_be_visible()
    assert not Attempt.objects.exists()

    page.unroute("**/carry/sync")
    page.reload()
    expect_received(page)
    assert standing() == {first: "given"}


def test_a_door_of_two_bags_takes_one_tap_or_two(phone, live_server, transactional_db):
    world = make_world()
    run = start_run(world, world.doors[:2], 6)
    [one, two, three, four] = codes(run)
    sign_in(phone, run.officer, url=live_server.url)
    page = open_run(phone.new_page(), run)
    page.locator(f'[data-all] button[value="{one}+{two}:given"]').click()
    expect_states(page, {one: "given", two: "given"})
    page.locator(f'[data-door]:has([data-bag="{three}"]) .carry-each-label').click()
    tap(page, three, "damaged")
    tap(page, four, "given")

    expect_received(page)
    assert standing() == {one: "given", two: "given", three: "damaged", four: "given"}


def test_two_tabs_show_the_same_and_send_once(phone, run, at_the_doors):
    page, [first, second, *_] = at_the_doors, codes(run)
    other = open_run(phone.new_page(), run)
    phone.set_offline(True)
    tap(page, first, "given")
    expect_states(other, {first: "given"})
    tap(other, second, "refused")
    expect_states(page, {second: "refused"})

    phone.set_offline(False)
    expect_received(page)
    expect_received(other)
    assert standing() == {first: "given", second: "refused"}
    assert Attempt.objects.count() == 2
    assert not FieldConflict.objects.exists()


def test_a_double_touch_is_one_tap(run, at_the_doors):
    page, [first, *_] = at_the_doors, codes(run)
    page.locator(f'[data-bag="{first}"] .carry-taps .tap-given').dblclick()
    expect_states(page, {first: "given"})
    expect_received(page)

    assert Attempt.objects.count() == 1
    assert not FieldConflict.objects.exists()


def test_a_browser_that_cannot_write_posts_the_tap(run, at_the_doors):
    page, [first, *_] = at_the_doors, codes(run)
    page.evaluate("() => { IDBDatabase.prototype.transaction = () => { throw Error('full'); }; }")
    with page.expect_navigation():
        page.locator(f'[data-bag="{first}"] .carry-taps .tap-given').click()
    expect_states(page, {first: "given"})

    assert standing() == {first: "given"}


def test_the_keyboard_goes_on_beside_the_button_that_went(run, at_the_doors):
    page, [first, *_] = at_the_doors, codes(run)
    page.locator(f'[data-bag="{first}"] .carry-taps .tap-given').press("Enter")
    expect(page.locator(f'[data-bag="{first}"] [data-undo]')).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(f'[data-bag="{first}"] .carry-taps .tap-given')).to_be_focused()

    expect_received(page)
    assert standing() == {}


def test_taps_of_another_officer_wait_for_that_officer(phone, run, at_the_doors, live_server):
    page, [first, *_] = at_the_doors, codes(run)
    other = make_world(name="F").staff[Role.OFFICER]
    assign(user=other, role=Role.OFFICER, place=run.entrance, actor=SYSTEM, now=NOW)
    phone.set_offline(True)
    tap(page, first, "given")
    sign_in(phone, other, url=live_server.url)
    phone.set_offline(False)
    expect(page.locator("[data-pill].flag-risk")).to_be_visible()
    page.goto(reverse("carrier:home"))
    expect_waiting(page, 1)
    assert not Attempt.objects.exists()
    assert not FieldConflict.objects.exists()

    sign_in(phone, run.officer, url=live_server.url)
    page.goto(reverse("carrier:home"))
    expect_received(page)
    assert standing() == {first: "given"}


def test_a_page_that_was_not_kept_says_what_to_do(phone, at_the_doors):
    phone.set_offline(True)
    at_the_doors.goto(reverse("carrier:back"))

    expect(at_the_doors.locator(".empty")).to_be_visible()


def test_the_buttons_work_without_javascript(new_context, run, live_server):
    context = new_context(**PHONE, java_script_enabled=False)
    sign_in(context, run.officer, url=live_server.url)
    page, [first, *_] = context.new_page(), codes(run)
    page.goto(reverse("carrier:run", args=[run.pk]))
    page.locator(f'[data-bag="{first}"] .carry-taps .tap-given').click()
    expect_states(page, {first: "given"})

    assert standing() == {first: "given"}


def test_without_https_taps_wait_too_and_the_page_says_its_limit(
    playwright_driver, run, live_server
):
    rules = "--host-resolver-rules=MAP estate.lan 127.0.0.1"
    browser = playwright_driver.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, rules])
    url = live_server.url.replace("localhost", "estate.lan")
    context = browser.new_context(**PHONE)
    sign_in(context, run.officer, url=url)
    page, [first, *_] = open_run(context.new_page(), run, url), codes(run)
    assert not page.evaluate("isSecureContext")
    context.set_offline(True)
    tap(page, first, "given")
    expect_waiting(page, 1)
    context.set_offline(False)
    expect_received(page)
    browser.close()

    assert standing() == {first: "given"}
