"""R9: from a pasted list to slips with first passwords."""

import re

import pytest
from django.urls import reverse

from baogong.apps.accounts.models import User
from baogong.apps.people.enums import Role
from baogong.apps.people.models import Assignment, Person
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PUBLIC_URL
from baogong.web.setup.accounts import LONGEST_LIST
from tests.factories import NOW, make_world
from tests.factories.people import helper, people
from tests.patience import ends_soon
from tests.web.paper.reading import text_of
from tests.web.setup.town import town_world

pytestmark = pytest.mark.django_db
LIST, MAKE = "/setup/staff/list/", "/setup/staff/list/make"
AGAIN = "/setup/staff/first-passwords/print"


@pytest.fixture
def world(client):
    world = town_world(client)
    boss = world.staff[Role.COMMANDER]
    set_setting(PUBLIC_URL, "https://bg.example.org", place=world.town, actor=boss, now=NOW)
    return world


def form(world, people, **changes):
    return {"people": people, "role": Role.OFFICER, "place": world.estate.pk} | changes


def look(client, world, people, **changes):
    return client.post(LIST, form(world, people, **changes))


def make(client, world, people, expected):
    return client.post(MAKE, form(world, people, expected=expected))


def cures(page):
    return {row.row: row.cure for row in page.context["doubts"]}


def test_a_list_longer_than_is_read_at_once_is_refused_whole(client, world):
    page = look(client, world, "王芳\n" * LONGEST_LIST)

    assert page.status_code == 422
    assert f"一次最多读 {LONGEST_LIST} 个字" in page.text


def test_the_list_is_shown_before_anything_is_made(client, world):
    before = User.objects.count()
    page = look(client, world, "王芳\n李强,li.q,门岗,B1\n赵敏,,网格长\n孙,,sorter,E B1")

    shown = [(row.name, row.username, row.role, place) for row, place in page.context["new"]]
    assert shown == [
        ("王芳", "wangfang", Role.OFFICER, "E"),
        ("李强", "li.q", Role.GATE, "B1"),
        ("赵敏", "zhaomin", Role.GRID_LEADER, "E"),
        ("孙", "sun", Role.SORTER, "B1"),
    ]
    assert User.objects.count() == before


def test_rows_that_get_no_account_are_named_with_their_cure(client, world):
    make(client, world, "王芳", 1)
    text = "好人\n王芳\n钱,boss-E\n孙,,厨师\n李,,街道指挥\n周,,商超\n吴,,门岗,月球\n,x"
    page = look(client, world, text)

    assert [row.name for row, _ in page.context["new"]] == ["好人"]
    found = cures(page)
    assert set(found) == {2, 3, 4, 5, 6, 7, 8}
    assert "楼栋保供员" in found[4]
    assert found[5] == found[6]
    assert all(cure in page.text for cure in ("月球", "厨师"))


def test_a_place_that_two_estates_have_asks_for_the_estate(client, world):
    other = make_world(name="F")
    boss = world.staff[Role.COMMANDER]
    assert Assignment.objects.filter(user=boss, place=world.town).exists()
    page = look(client, world, "王芳,,,B1\n李强,,,FB1\n赵,,,F B1")

    assert set(cures(page)) == {1}
    building = other.doors[0].parent.parent_id
    assert [row.place_id for row, _ in page.context["new"]] == [building] * 2


def test_the_answer_is_the_sheet_of_slips_and_is_kept_nowhere(client, world):
    answer = make(client, world, "王芳\n李强,li.q,门岗", 2)

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "no-store"
    text = text_of(answer.content)
    passwords = re.findall(r"\w{4}-\w{4}-\w{4}-\w{4}", text)
    assert len(passwords) == 2
    for user, password in zip(
        User.objects.filter(username__in=["wangfang", "li.q"]).order_by("pk"),
        passwords,
        strict=True,
    ):
        assert user.check_password(password)
        assert user.name in text
        assert user.username in text
    assert "bg.example.org/staff/sign-in/" in text


def test_sent_twice_the_second_says_so_and_makes_nothing(client, world):
    make(client, world, "王芳", 1)
    again = make(client, world, "王芳", 1)

    assert again.status_code == 422
    assert reverse("setup:first_passwords") in again.text
    assert User.objects.filter(name="王芳").count() == 1


@pytest.mark.parametrize("expected", ["", "x", "-1", "2", "9" * 30, "9" * 5000])
def test_a_number_that_was_not_shown_makes_nothing(client, world, expected):
    assert make(client, world, "王芳", expected).status_code == 422
    assert not User.objects.filter(name="王芳").exists()


def test_without_a_public_address_no_account_is_made(client):
    world = town_world(client)
    answer = make(client, world, "王芳", 1)

    assert answer.status_code == 422
    assert not User.objects.filter(name="王芳").exists()


@pytest.mark.parametrize(
    "changes", [{"people": ""}, {"role": Role.COMMANDER}, {"place": 0}, {"people": "x" * 100_001}]
)
def test_a_form_that_cannot_be_used_is_refused(client, world, changes):
    for url in (LIST, MAKE):
        answer = client.post(url, form(world, "王芳", expected=1) | changes)
        assert answer.status_code == 422
        assert answer.context["form"].errors
    assert not User.objects.filter(name="王芳").exists()


def test_a_foreign_place_cannot_be_chosen_nor_named(client):
    other, world = make_world(name="F"), make_world()
    client.force_login(world.staff[Role.COMMANDER])

    assert look(client, world, "王芳", place=other.estate.pk).status_code == 422
    page = look(client, world, "王芳,,,FB1")
    assert set(cures(page)) == {1}


def test_lost_slips_are_printed_again_for_those_who_never_signed_in(client, world):
    make(client, world, "王芳\n李强", 2)
    page = client.get(reverse("setup:first_passwords"))
    rows = {row.name: row.user_id for row in page.context["staff"]}
    assert set(rows) == {"王芳", "李强"}
    old = dict(User.objects.values_list("pk", "password"))

    assert client.post(AGAIN, {}, follow=True).status_code == 200
    boss = world.staff[Role.COMMANDER].pk
    answer = client.post(AGAIN, {"user": [rows["王芳"], boss, "x"]})
    assert text_of(answer.content).count("wangfang") == 1
    new = dict(User.objects.values_list("pk", "password"))
    assert {pk for pk in old if old[pk] != new[pk]} == {rows["王芳"]}


def test_when_everybody_signed_in_the_page_says_so(client, world):
    assert "都登录过" in client.get(reverse("setup:first_passwords")).text


def test_150_rows_are_shown_and_made_at_once(client, world):
    people = "\n".join(f"人{n},,门岗,B1" for n in range(150))
    with ends_soon():
        assert len(look(client, world, people).context["new"]) == 150
        answer = make(client, world, people, 150)

    assert answer.content.startswith(b"%PDF")


def test_a_rosters_people_get_their_accounts_and_are_linked_to_them(client, world):
    first, second, third = people(
        world, helper(1), helper(2, team="gate_duty"), helper(3, team="advice")
    )
    page = client.get(LIST, {"estate": world.estate.pk})
    text = page.context["form"].initial["people"]
    assert text.splitlines() == ["人1,,楼栋保供员,E", "人2,,门岗,E", "人3,,,E"]

    assert make(client, world, text, 3).content.startswith(b"%PDF")
    for person, role in ((first, Role.OFFICER), (second, Role.GATE), (third, Role.OFFICER)):
        person.refresh_from_db()
        assert Assignment.objects.get(user=person.user).role == role
    again = client.get(LIST, {"estate": world.estate.pk})
    assert again.context["form"].initial["people"] == ""


def test_two_on_the_roster_of_one_name_are_linked_to_nobody(client, world):
    people(world, helper(1, name="王芳"), helper(2, name="王芳"))
    make(client, world, "王芳", 1)

    assert not Person.objects.exclude(user=None).exists()


def test_a_foreign_estates_roster_is_not_shown(client):
    other, world = make_world(name="F"), make_world()
    client.force_login(world.staff[Role.COMMANDER])

    assert client.get(LIST, {"estate": other.estate.pk}).status_code == 404
