"""One audit log; each commander sees what was done at their places."""

import re
from pathlib import Path

import pytest
from django.apps import apps as django_apps
from django.urls import reverse
from django.utils import timezone

import baogong.apps
import baogong.web
from baogong.apps.gate.enums import UnfiledOutcome
from baogong.apps.inventory.enums import RecallOutcome
from baogong.apps.ordering.enums import OnExisting
from baogong.apps.people.enums import ContactOutcome, ErasureReason, PersonalField, Role
from baogong.apps.people.services import erase_now, log_export
from baogong.apps.reporting.queries.audit_log import PAGE_ROWS
from baogong.apps.tickets.enums import TicketOutcome
from baogong.values.codes import encode_number
from baogong.web.setup.audit_actions import ACTIONS
from baogong.web.setup.audit_words import DETAILS, LABELLED, LISTS, SUBJECTS, details_text
from tests.factories import make_world, order, ripe_round
from tests.factories.people import helper, people
from tests.web.setup.audit_subjects import details, subjects
from tests.web.setup.town import town_world


def rows_of(client, **filters):
    return client.get(reverse("setup:audit"), filters).context["rows"]


def test_every_action_has_its_word():
    source = Path(baogong.apps.__path__[0])
    code = "".join(path.read_text("utf-8") for path in source.rglob("*.py"))
    written = set(re.findall(r'(?:Act|_acts)\(\s*"([a-z_.]+)"', code))

    chosen = re.findall(r'action = "([a-z_.]+)" if \w+ else "([a-z_.]+)"', code)
    reads = {f"{field}.read" for field in PersonalField}
    stock = {f"stock.{reason}" for reason in ("broken", "counted", "spoiled")}
    assert written.union(reads, stock, *chosen) == set(ACTIONS)


def test_every_subject_has_its_word():
    tables = {model._meta.label_lower for model in django_apps.get_models()}

    assert subjects() <= set(SUBJECTS) <= tables


def test_every_detail_has_its_word():
    assert details() - set(DETAILS) - set(LABELLED) == {"fen", "list", "outcome"}


def test_every_list_that_is_taken_out_has_its_word():
    pages = Path(baogong.web.__path__[0]).rglob("*.py")
    taken_out = re.compile(r'Export\(\s*"([a-z-]+)"')

    assert set(LISTS) == {
        key for path in pages for key in taken_out.findall(path.read_text("utf-8"))
    }


@pytest.mark.parametrize(
    ("subject", "outcome"),
    [
        ("gate.unfiledgoods", UnfiledOutcome.DEPOT),
        ("people.doorcontact", ContactOutcome.NOBODY),
        ("inventory.recallanswer", RecallOutcome.NOBODY),
        ("tickets.ticket", TicketOutcome.REFUND),
    ],
)
def test_an_outcome_is_told_by_the_word_of_its_subject(subject, outcome):
    assert details_text(subject, {"outcome": str(outcome)}) == str(outcome.label)


def test_what_holds_or_not_is_told_by_yes_or_no():
    assert details_text("ordering.order", {"same": False}) == "两次录入一致 否"


@pytest.mark.django_db
def test_staff_doors_and_the_system_are_named(client):
    world = town_world(client)
    asked = order(world, world.doors[0], 1)
    ripe_round(world)
    rows = {row.action: row for row in rows_of(client)}

    placed = rows["下单"]
    assert (placed.who, placed.details) == (world.doors[0].label, "¥35.00")
    assert encode_number(asked.order_id, width=5) in placed.subject
    assert rows["排袋"].who == "系统"
    assert rows["给予岗位"].who == world.staff[Role.COMMANDER].name
    assert rows["给予岗位"].details == str(Role.COMMANDER.label)


@pytest.mark.django_db
def test_filters_cut_the_log(client):
    world = town_world(client)
    order(world, world.doors[0], 1)
    commander = world.staff[Role.COMMANDER]

    assert {row.action for row in rows_of(client, action="order.placed")} == {"下单"}
    assert {row.who for row in rows_of(client, user=commander.pk)} == {commander.name}
    assert rows_of(client, day="2020-01-01") == []
    assert rows_of(client, before=1) == []
    for day in ("9999-12-31", "0001-01-01"):
        assert rows_of(client, day=day) == rows_of(client)
    assert rows_of(client, user="x", day="x", before="x") == rows_of(client)


@pytest.mark.django_db
def test_other_estates_acts_are_not_shown(client):
    other, world = make_world(name="F"), make_world()
    order(other, other.doors[0], 1)
    client.force_login(world.staff[Role.COMMANDER])

    assert rows_of(client, action="order.placed") == []


@pytest.mark.django_db
def test_a_full_page_leads_to_the_older_ones(client):
    world = town_world(client, floors=30)
    for door in world.doors[:PAGE_ROWS]:
        order(world, door, 1)
    for door in world.doors[:PAGE_ROWS]:
        order(world, door, 1, on_existing=OnExisting.ADD)
    page = client.get(reverse("setup:audit"), {"action": "order.placed"})

    assert len(page.context["rows"]) == PAGE_ROWS
    older = rows_of(client, action="order.placed", before=page.context["older"])
    assert older
    assert not set(older) & set(page.context["rows"])


@pytest.mark.django_db
def test_lists_that_left_and_data_that_went_are_told_in_words(client):
    world = town_world(client)
    boss = world.staff[Role.COMMANDER]
    log_export(
        what="people", rows=3, purpose="calls", place=world.estate, actor=boss, now=timezone.now()
    )
    people(world, helper(1))
    erase_now(
        "people",
        estate=world.estate,
        expected=1,
        reason=ErasureReason.ASKED,
        actor=boss,
        now=timezone.now(),
    )
    rows = {row.action: row.details for row in rows_of(client)}

    assert rows["导出名单"] == "保障队伍, 行数 3, 打电话联系"
    assert rows["删除个人信息"] == "保障队伍, 行数 1"
