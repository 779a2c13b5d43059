"""R13, R19, R38, R39, R50, R54, R56, R63: a whole day in Chinese at 360 px, through the pages."""

from datetime import timedelta
from itertools import count

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from baogong.apps.delivery.models import Attempt, FieldConflict
from baogong.apps.ordering.models import Order, Round
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import cards_within
from baogong.apps.reporting.queries import Sums, day_sums
from baogong.apps.sorting.models import Bag
from tests.e2e.day import Album, Day, album_folder, do_waiting_jobs, press
from tests.factories import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AT_HOME, AWAY = "B1-1-301", "B1-1-202"


@pytest.fixture
def day(new_context, transactional_db, tmp_path):
    world = make_world(buildings=2, floors=3)
    return Day(world, new_context, Album(album_folder(tmp_path), count(1)))


def test_a_day_from_the_announcement_to_the_last_signature(day):
    commander = announce(day)
    order_with_a_double_tap(day)
    order_by_phone(day)
    close_the_round(day, commander)
    confirm(day)
    count_at_the_gate(day)
    sorter = pack_and_close(day)
    officer = accept(day)
    walk_without_signal(day, officer)
    bring_back(day, sorter)
    try_again(day)
    look_at_the_day(day, commander)

    sums = day_sums(round_ids=[day.world.round.pk], estate_path=day.world.estate.path)
    assert sums.balanced
    assert sums.orders == Sums(ordered=2, delivered=2, delivered_short=1)
    assert {good.sku: good.sums for good in sums.goods} == {
        "CAB": Sums(ordered=7000, delivered=7000),
        "EGG": Sums(ordered=20, delivered=19, delivered_short=19, short=1),
    }
    assert Attempt.objects.filter(result="given", reversed_by=None).count() == 2
    assert not FieldConflict.objects.exists()


def announce(day: Day) -> Page:
    """The commander announces a round of both packages until midnight: tomorrow's, since tonight's
    may pass before it is closed."""
    page = day.staff(Role.COMMANDER, reverse("command:rounds"))
    day.see(page, "rounds")
    press(page, f'a[href="{reverse("command:round_new", args=[day.world.estate.pk])}"]')
    tomorrow = timezone.localdate() + timedelta(days=1)
    page.fill("[name=title]", "明日套餐")
    page.fill("[name=opens_time]", "00:00")
    page.fill("[name=cutoff_date]", tomorrow.isoformat())
    page.fill("[name=cutoff_time]", "24:00")
    page.fill("[name=delivery_date]", tomorrow.isoformat())
    day.see(page, "new-round")
    press(page, "main .btn-primary")
    expect(page.locator("main")).to_contain_text("24:00")
    day.see(page, "round")
    day.world.round = Round.objects.get(title="明日套餐")
    return page


def order_with_a_double_tap(day: Day) -> None:
    """A household types its code and PIN, orders one of each, and touches the button twice."""
    [card] = [card for card in cards_within(day.world.estate) if card.door == AT_HOME]
    page = day.phone(AT_HOME).new_page()
    page.goto("/")
    day.see(page, "landing")
    page.fill("[name=code]", card.code)
    press(page, "button[form=card-code]")
    page.fill("[name=pin]", card.pin)
    day.see(page, "pin")
    press(page, "button[form=pin]")
    for more in page.locator('[data-step="1"]').all():
        more.click()
    expect(page.locator("[data-total]")).to_have_text("¥85.00")
    day.see(page, "order")
    page.locator("button[form=order]").dblclick()
    expect(page.locator(".receipt")).to_contain_text("订单号")
    day.see(page, "receipt")
    assert Order.objects.count() == 1


def order_by_phone(day: Day) -> None:
    """A clerk finds the caller's door, reads the order back, and places it."""
    page = day.staff(Role.CLERK, reverse("desk:home"))
    day.see(page, "desk")
    page.fill("#call-q", AWAY)
    press(page, ".call-line button")
    day.see(page, "caller")
    page.locator(".count-cell").first.fill("1")
    press(page, "form[data-order] .btn-primary")
    expect(page.locator(".read-back")).to_contain_text("蔬菜包")
    press(page, "button[name=place]")
    expect(page.locator(".error-summary")).to_be_visible()
    page.check("[name=read_back]")
    day.see(page, "read-back")
    press(page, "button[name=place]")
    day.see(page, "phone-receipt")
    assert Order.objects.filter(placed_by=day.world.staff[Role.CLERK]).count() == 1


def close_the_round(day: Day, page: Page) -> None:
    page.locator("details.differences summary").click()
    day.see(page, "close-round")
    press(page, "details.differences .btn-risk")
    day.see(page, "round-closed")
    do_waiting_jobs()


def confirm(day: Day) -> None:
    page = day.staff(Role.SHOP, reverse("shop:home"))
    day.see(page, "shop")
    press(page, ".tap-card")
    day.see(page, "purchase-order")
    press(page, "main form .btn-primary")
    expect(page.locator("main")).to_contain_text("已确认")
    day.see(page, "confirmed")


def count_at_the_gate(day: Day) -> None:
    """One egg of twenty is missing; the guard sees that only after counting."""
    page = day.staff(Role.GATE, reverse("gate:home"))
    day.see(page, "arrivals")
    press(page, ".tap-card")
    expect(page.locator("main")).not_to_contain_text("20")
    page.get_by_label("白菜", exact=True).fill("14")
    page.get_by_label("鸡蛋", exact=True).fill("19")
    day.see(page, "count")
    press(page, "button[form=count]")
    day.see(page, "count-differs")
    press(page, "button[value=record]")
    expect(page.locator(".result-risk")).to_be_visible()
    day.see(page, "received")


def pack_and_close(day: Day) -> Page:
    """Two bags, one without its twentieth egg, into one crate."""
    page = day.staff(Role.SORTER, reverse("depot:home"))
    day.see(page, "depot")
    press(page, ".tap-card")
    day.see(page, "wave")
    press(page, ".entrance .btn")
    for number in range(Bag.objects.count()):
        short = page.locator("#pack .field", has_text="鸡蛋").locator("input")
        if short.count():
            page.locator(".pack-short summary").click()
            short.fill("19")
        day.see(page, f"bag-{number + 1}")
        press(page, "button[form=pack]")
        day.see(page, f"packed-{number + 1}")
        press(page, ".action-bar .btn-primary")
    close_crate(day, page, bags=2)
    return page


def close_crate(day: Day, page: Page, *, bags: int) -> None:
    page.fill("[name=counted]", str(bags))
    press(page, "button[form=close]")
    expect(page.locator(".big-code")).to_be_visible()
    day.see(page, "crate-closed")


def accept(day: Day) -> Page:
    """The officer counts the crate's bags and takes them."""
    page = day.staff(Role.OFFICER, reverse("carrier:home"))
    day.see(page, "my-doors")
    take_crate(day, page, bags=2)
    return page


def take_crate(day: Day, page: Page, *, bags: int) -> None:
    press(page, '.carry-run[href*="/crate/"]')
    page.fill("[name=counted]", str(bags))
    day.see(page, "count-crate")
    press(page, "button[form=count]")
    expect(page.locator(".carry-result.is-same")).to_be_visible()
    day.see(page, "crate-taken")
    press(page, ".action-bar .btn-primary")
    expect(page.locator("#taps[data-taken]")).to_be_attached()


def walk_without_signal(day: Day, page: Page) -> None:
    """Refused by mistake, taken back, given; nobody home at the other door; then the signal."""
    expect(page.locator("[data-kept-note]")).to_be_visible()
    day.see(page, "doors")
    page.context.set_offline(True)
    home, away = (row_of(page, door) for door in (AT_HOME, AWAY))
    tap(home, "refused")
    home.locator("[data-undo]").click()
    expect(home).to_have_attribute("data-state", "open")
    tap(home, "given")
    tap(away, "nobody_home")
    expect(page.locator("[data-pill-text]")).to_contain_text("4")
    day.see(page, "no-signal")
    assert not Attempt.objects.exists()
    come_online(page.context, page)
    day.see(page, "all-received")


def row_of(page: Page, door: str):
    bag = Bag.objects.get(household__label=door)
    return page.locator(f'[data-bag="{bag.code}"]')


def tap(row, result: str) -> None:
    row.locator(f'button[value$=":{result}"]:visible').first.click()
    expect(row).to_have_attribute("data-state", result)


def come_online(phone: BrowserContext, page: Page) -> None:
    phone.set_offline(False)
    page.wait_for_function("async () => (await TapQueue.all()).every((tap) => tap.receipt)")
    expect(page.locator("[data-pill].flag-done")).to_be_visible()


def bring_back(day: Day, page: Page) -> None:
    """The depot counts what came back, sends it out again, and closes its crate."""
    page.goto(reverse("depot:returns"))
    day.see(page, "returns")
    press(page, ".tap-card")
    page.fill("[name=counted]", "1")
    day.see(page, "take-back")
    press(page, "button[form=back]")
    day.see(page, "returns-shelf")
    press(page, 'form[action*="/again"] button')
    day.see(page, "offered-again")
    page.goto(reverse("depot:home"))
    press(page, ".tap-card")
    press(page, ".entrance .btn")
    close_crate(day, page, bags=1)


def try_again(day: Day) -> None:
    page = day.staff(Role.OFFICER, reverse("carrier:home"))
    take_crate(day, page, bags=1)
    tap(row_of(page, AWAY), "given")
    come_online(page.context, page)
    day.see(page, "second-run")


def look_at_the_day(day: Day, page: Page) -> None:
    """The sums balance; a figure opens its list, a bag of the list its history."""
    page.goto(reverse("command:home"))
    day.see(page, "days")
    delivery = day.world.round.delivery_date.isoformat()
    press(page, f'a[href*="/{delivery}/"]')
    expect(page.locator(".verdict.flag-done")).to_contain_text("账目平")
    day.see(page, "day")
    press(page, '.sums td a[href*="state=delivered"]')
    expect(page.locator("main tbody tr")).to_have_count(2)
    day.see(page, "delivered-orders")
    press(page, ".bag-link")
    expect(page.locator(".timeline-entry").first).to_be_visible()
    day.see(page, "bag-history")
