"""R47: the chain of those who offer to help becomes people who wait for approval."""

import re

import pytest
from django.urls import reverse

from baogong.apps.people.enums import DuplicateOutcome, PersonState, Role, Source
from baogong.apps.people.models import BuddyPair, DuplicatePerson, Person
from baogong.apps.people.services import assign, decline, hire, settle_duplicate
from baogong.apps.places.services import load_doors
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry, Event
from baogong.readers.doors import DoorLine
from baogong.web.setup.people.forms import LONGEST_CHAIN
from tests.factories import NOW
from tests.factories.people import helper, people
from tests.web.setup.town import town_world

pytestmark = pytest.mark.django_db

CHAIN = """#接龙
社区“保供1+1”志愿者报名接龙：姓名+楼栋+能做什么
例：张三 B1 搬运
1. 王芳 B1 可以搬运 下午有空
2. 李强 B9 会开车
3. 赵敏 13912345678 B2栋 能接电话 跑腿
4. 孙七 B2
5. 辛苦大家了"""


@pytest.fixture
def world(client):
    return town_world(client, buildings=2)


def sent(client, world, page="people_chain", text=CHAIN, **data):
    """What the page shows, a browser would send again with it."""
    return client.post(reverse(f"setup:{page}", args=[world.estate.pk]), {"text": text, **data})


def fields(answer):
    return {
        f"{row.form.prefix}-{name}": row.form[name].value() or ""
        for row in answer.context["rows"]
        if row.form
        for name in ("name", "place", "leave")
        if name != "leave" or row.form[name].value()
    }


def take(client, world, text=CHAIN, **mended):
    shown = fields(sent(client, world, text=text))
    return sent(client, world, "people_chain_take", text=text, **shown | mended)


def states(answer):
    return [row.state for row in answer.context["rows"] if row.state != "ignored"]


def account(world, person, name):
    user = hire(username=name, name=name, password="x", actor=SYSTEM, now=NOW)
    assign(user=user, role=Role.OFFICER, place=world.estate, actor=SYSTEM, now=NOW)
    Person.objects.filter(pk=person.pk).update(user=user)
    return user


def test_a_chain_longer_than_is_read_at_once_is_refused_whole(client, world):
    answer = sent(client, world, text=CHAIN + "长" * LONGEST_CHAIN)

    assert answer.status_code == 422
    assert f"一次最多读 {LONGEST_CHAIN} 个字" in answer.text


def test_every_line_is_shown_with_what_was_read_and_nobody_is_taken_in(client, world):
    answer = sent(client, world)
    html = answer.content.decode()

    assert answer.status_code == 200
    assert states(answer) == ["ready", "review", "ready", "review"]
    assert all(line in html for line in CHAIN.splitlines())
    assert "field-error" not in html
    assert Person.objects.count() == 0


def test_the_ready_ones_wait_for_approval_and_the_others_stay_on_the_page(client, world):
    answer = take(client, world)

    assert states(answer) == ["known", "review", "known", "left_out"]
    [waiting] = [row for row in answer.context["rows"] if row.state == "review"]
    assert waiting.reasons == ["在哪一栋"]
    wang, zhao = Person.objects.order_by("name")[0], Person.objects.get(phone="13912345678")
    assert [person.name for person in Person.objects.order_by("pk")] == ["王芳", "赵敏"]
    assert (wang.state, wang.source, wang.place.label) == ("applied", Source.SIGN_UP, "B1")
    assert (wang.skills, wang.slots, wang.phone) == (["carrying"], ["afternoon"], "")
    assert (zhao.place.label, zhao.skills, zhao.remarks) == ("B2", ["phone"], "跑腿")


def test_a_line_is_mended_with_a_name_and_a_building(client, world):
    answer = take(client, world, **{"l5-name": "李强强", "l5-place": place(world, "B2")})

    assert answer.status_code == 302
    assert Person.objects.get(name="李强强").place.label == "B2"
    assert not Person.objects.filter(name="孙七").exists()


def place(world, label):
    return str(next(b.pk for b in world.estate.children.all() if b.label == label))


def test_the_same_and_a_longer_copy_add_only_the_difference(client, world):
    take(client, world)
    take(client, world)
    assert Person.objects.count() == 2

    answer = sent(client, world, text=f"{CHAIN}\n6. 周八 B1 医生\n7. 周八 B1 医生")
    assert states(answer) == ["known", "review", "known", "review", "ready"]
    take(client, world, text=f"{CHAIN}\n6. 周八 B1 医生\n7. 周八 B1 医生")
    assert Person.objects.count() == 3
    assert not DuplicatePerson.objects.exists()


def test_who_says_something_new_waits_beside_the_known_row(client, world):
    take(client, world)
    take(client, world, text=CHAIN.replace("王芳 B1 可以搬运", "王芳 B1 13900000001 会开车"))
    [waiting] = DuplicatePerson.objects.all()

    assert (waiting.person.name, waiting.source) == ("王芳", Source.SIGN_UP)
    settle_duplicate(
        duplicate_id=waiting.pk,
        outcome=DuplicateOutcome.UPDATED,
        actor=world.staff[Role.COMMANDER],
        now=NOW,
    )
    wang = Person.objects.get(name="王芳")
    assert (wang.phone, wang.skills) == ("13900000001", ["driving"])


def test_who_was_declined_does_not_come_again_by_itself(client, world):
    take(client, world)
    wang = Person.objects.get(name="王芳")
    decline(
        person_ids=[wang.pk],
        estate=world.estate,
        actor=world.staff[Role.COMMANDER],
        now=NOW,
    )
    answer = take(client, world)

    assert states(answer)[0] == "left_out"
    assert Person.objects.filter(name="王芳").count() == 1
    take(client, world, **{"l4-leave": ""})
    assert Person.objects.filter(name="王芳", state=PersonState.APPLIED).count() == 1


def test_an_approved_helper_is_paired_with_the_building_by_one_tap(client, world):
    [wang] = people(world, helper(1, name="王芳", place="B1"))
    shown = fields(sent(client, world))
    assert not any(row.pairing for row in sent(client, world).context["rows"])
    user = account(world, wang, "wang")

    answer = sent(client, world, "people_chain_pair", line="4", **shown)
    pair = BuddyPair.objects.get()
    assert (pair.user, pair.place.label) == (user, "B1")
    assert [row.pairing.done for row in answer.context["rows"] if row.pairing] == [True]

    other = account(world, people(world, helper(2, name="李强", place="B2"))[0], "li")
    answer = sent(client, world, text="1. 李强 B1 13900000002 会开车")
    assert "wang" in answer.content.decode()
    sent(
        client,
        world,
        "people_chain_pair",
        text="1. 李强 B1 13900000002 会开车",
        line="1",
        **fields(answer),
    )
    assert BuddyPair.objects.get(ended_at=None).user == other


def test_nobody_of_another_estate_is_named(client, world):
    elsewhere = town_world(client, name="F")
    people(elsewhere, helper(1, name="外人"))
    client.force_login(world.staff[Role.COMMANDER])
    answer = sent(client, world, text="1. 王芳 B1 13900000001 会开车")

    assert states(answer) == ["known"]
    assert "外人" not in answer.content.decode()


def test_nothing_of_the_text_is_kept_but_what_people_said_of_themselves(client, world):
    take(client, world)
    told = str([*AuditEntry.objects.values("data"), *Event.objects.values("data")])
    assert not re.search("王芳|13912345678|辛苦", told)
    assert "people.signed_up" in AuditEntry.objects.values_list("action", flat=True)


@pytest.mark.parametrize("page", ["people_chain", "people_chain_take", "people_chain_pair"])
def test_without_a_text_the_page_asks_for_it(client, world, page):
    answer = sent(client, world, page, text=" ")
    assert answer.status_code == 422
    assert Person.objects.count() == 0


def test_the_number_of_queries_does_not_grow_with_the_lines(
    client, world, django_assert_max_num_queries
):
    counts = []
    for first, last in ((1, 3), (1, 60)):
        text = "\n".join(f"{n}. 王{n}芳 B{1 + n % 2} 会开车" for n in range(first, last))
        with django_assert_max_num_queries(60) as queries:
            sent(client, world, text=text)
        counts.append(len(queries))
    assert counts[0] == counts[1]


LANED = """#接龙 志愿者报名
1. 王芳 58弄12号301 可以搬运
2. 李强 60弄12号 会开车
3. 赵敏 58-12-301 能接电话
4. 孙七 12号 会电脑
5. 周八 7号201室 分拣"""


def with_lanes(world):
    """58弄12号, 60弄12号 and 60弄7号, each with two doors."""
    numbers = (("58", "12"), ("60", "12"), ("60", "7"))
    lines = [
        DoorLine(f"{lane}-{number}-{room}", number, number, int(room[0]), room, lane=lane)
        for lane, number in numbers
        for room in ("201", "301")
    ]
    load_doors(lines, estate=world.estate, actor=SYSTEM, now=NOW)


def test_who_names_a_lane_helps_in_that_lane(client, world):
    """R1, R47: numbers of lanes partly agree; a number alone is asked about where it does."""
    with_lanes(world)
    rows = [row for row in sent(client, world, text=LANED).context["rows"] if row.form]
    assert [row.building for row in rows] == ["58-12", "60-12", "58-12", "", "60-7"]
    choices = rows[3].form.fields["place"].choices
    assert {label for _pk, label in list(choices)[1:3]} == {"58-12", "60-12"}
    take(client, world, text=LANED)

    named = Person.objects.order_by("pk").values_list("name", "place__label")
    assert list(named) == [
        ("王芳", "58-12"),
        ("李强", "60-12"),
        ("赵敏", "58-12"),
        ("周八", "60-7"),
    ]
