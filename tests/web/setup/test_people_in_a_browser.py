"""R18: a neighbour signs up on a phone of 360 px; at a desk one press gives them a first turn."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from baogong.apps.people.enums import Role
from baogong.apps.people.models import Activation, Person, ShiftDuty
from baogong.apps.people.services import activate
from tests.browser import DESK, PHONE, sign_in
from tests.factories import make_world
from tests.factories.people import helper, people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def world(transactional_db):
    world = make_world()
    activate(estate=world.estate, actor=world.staff[Role.COMMANDER], now=timezone.now())
    return world


def fill_in(page):
    page.get_by_label("您的姓名").fill("王芳")
    page.get_by_label("手机号").fill("138 0000 0001")
    page.get_by_label("楼栋或门牌").fill("B1-1-101")
    page.get_by_label("驾驶").check()
    for slot in ("上午", "下午", "晚上"):
        page.get_by_label(slot).check()
    page.get_by_label("我同意").check()
    page.get_by_role("button", name="报名").click()


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_phone_to_the_first_turn(new_context, live_server, world, javascript):
    code = Activation.objects.get().code
    page = new_context(**PHONE, java_script_enabled=javascript).new_page()
    page.goto(f"/join/{code}/")
    page.get_by_role("button", name="报名").click()
    expect(page.get_by_role("alert")).to_be_visible()
    fill_in(page)
    expect(page.get_by_role("main").get_by_text("报名已收到")).to_be_visible()
    if javascript:
        assert page.evaluate(WIDTH) == 360

    desk = new_context(**DESK)
    sign_in(desk, world.staff[Role.COMMANDER], url=live_server.url)
    page = desk.new_page()
    page.goto(f"/setup/people/{world.estate.pk}/?state=applied")
    page.get_by_label("Tick 王芳").check()
    page.get_by_role("button", name="Approve and brief").click()

    expect(page.get_by_text("1 person was approved.")).to_be_visible()
    person = Person.objects.get()
    assert (person.state, person.place.label, person.team.kind) == ("approved", "B1", "supply")
    assert ShiftDuty.objects.get().person == person


@pytest.mark.parametrize("count", [0, 1, 3700])
def test_the_roster_fits_a_phone_with_nobody_one_and_thousands(
    new_context, live_server, world, count
):
    now = timezone.now()
    Person.objects.bulk_create(
        Person(
            town=world.town,
            place=world.estate,
            name=f"志愿者{n}",
            phone=f"139{n:08}",
            source="list",
            state="approved",
            since=now,
            health_since=now,
        )
        for n in range(count)
    )
    context = new_context(**PHONE)
    sign_in(context, world.staff[Role.COMMANDER], url=live_server.url)
    page = context.new_page()
    page.goto(f"/setup/people/{world.estate.pk}/")

    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text(f"{count:,}".replace(",", ""))
    assert page.evaluate(WIDTH) <= 360


def test_a_sign_up_chain_is_mended_and_taken_in_on_a_phone(new_context, live_server, world):
    """R47: a line without a building gets one, and the approved helper is paired with one tap."""
    [wang] = people(world, helper(1, name="王芳", place="B1"))
    Person.objects.filter(pk=wang.pk).update(user=world.staff[Role.OFFICER])
    context = new_context(**PHONE, java_script_enabled=False)
    sign_in(context, world.staff[Role.COMMANDER], url=live_server.url)
    page = context.new_page()
    page.goto(f"/setup/people/{world.estate.pk}/chain/")
    page.get_by_label("接龙").fill("1. 王芳 B1 可以搬运\n2. 李强 会开车")
    page.get_by_role("button", name="读取接龙").click()
    page.get_by_role("button", name="让王芳与 B1 结对").click()
    expect(page.get_by_text("已与 B1 结对")).to_be_visible()

    page.get_by_label("楼栋").select_option(label="B1")
    page.get_by_role("button", name="登记改好的条目").last.click()
    expect(page.get_by_text("新增 1 人待审核")).to_be_visible()
    assert Person.objects.get(name="李强").place.label == "B1"
