"""R32, R34: the text of a division for the chat adds up to it, names doors only, and fits."""

from collections import Counter

import pytest
from django.utils import translation

from baogong.apps.ordering.enums import OnShort
from baogong.apps.sorting.models import Cut
from baogong.apps.sorting.queries import doors_to_tell, short_doors, shortage_of
from baogong.web.components.chat import MOST_CHARACTERS
from baogong.web.components.short_texts import short_text
from tests.factories.shortages import divide, short_round

pytestmark = pytest.mark.django_db


def doors_of(shortage):
    return short_doors(shortage_id=shortage.pk)


def test_it_says_what_came_who_gets_less_and_what_is_done():
    world = short_round("refund", "swap", "refund", "ask", "swap", missing=9000, swap=3000)
    shortage = divide(world)

    [text] = short_text(shortage_of(shortage.pk), doors_of(shortage), url="https://b/1")
    assert text.splitlines() == [
        "【E】白菜没到齐",
        "4月13日 周一送货。这一轮共订 30 斤，只到了 12 斤。先下单的先得。",
        "B1-1-201 少 6 斤，退 ¥35.00",
        "B1-1-202 少 6 斤，接单台打电话",
        "B1-1-301 少 6 斤，换成青菜 6 斤",
        "共 3 户，少 18 斤，退 ¥35.00，换成青菜 6 斤，接单台打电话",
        "退的钱先从本户应付的钱里扣；手机付过的原路退回，其余留在本户账上。",
        "怎么分的，人人可查：https://b/1",
    ]
    with translation.override("en"):
        [text] = short_text(shortage_of(shortage.pk), doors_of(shortage))
    assert "B1-1-201 6 jin less, ¥35.00 back" in text
    assert "B1-1-301 6 jin less, 青菜 6 jin in its place" in text
    assert "what it paid by phone goes back to that phone" in text


def test_it_balances_with_the_division():
    """What the doors lack, get back and get in its place is what the division wrote."""
    choices = ["refund", "swap", "ask"] * 4
    shortage = divide(short_round(*choices, missing=20000, swap=4000, buildings=2))
    doors, cuts = doors_of(shortage), list(Cut.objects.filter(shortage=shortage))

    told = [cut for door in doors for cut in door.cuts]
    assert sum(cut.quantity for cut in told) == sum(
        share.wanted - share.granted for share in shortage.shares.all()
    )
    assert sum(door.fen for door in doors) == sum(
        cut.fen for cut in cuts if cut.outcome == OnShort.REFUND
    )
    assert sum(cut.instead for cut in told) == sum(cut.instead for cut in cuts)
    buildings = Counter(door.building for door in doors)
    parts = {
        name: short_text(
            shortage_of(shortage.pk),
            [door for door in doors if door.building == name],
            building=name,
        )
        for name in buildings
    }
    lines = [line for part in parts.values() for text in part for line in text.splitlines()]
    whole = [
        line
        for text in short_text(shortage_of(shortage.pk), doors)
        for line in text.splitlines()
        if line.startswith("B")
    ]
    assert [line for line in lines if line.startswith("B") and " 共 " not in line] == whole
    assert all(f"{name} 共 {n} 户，" in "\n".join(parts[name]) for name, n in buildings.items())


def test_where_no_door_got_less_there_is_no_text():
    """Only the later half waits in vain: the first building has no cut."""
    shortage = divide(short_round(*["refund"] * 4, missing=6000, buildings=2))

    doors = doors_of(shortage)
    assert {door.building for door in doors} == {"B2"}
    assert short_text(shortage_of(shortage.pk), [], building="B1") == []


def test_a_long_one_is_cut_into_messages_and_loses_no_door():
    shortage = divide(short_round(*["refund"] * 80, missing=210_000))
    parts = short_text(shortage_of(shortage.pk), doors_of(shortage))

    assert len(parts) > 1
    assert max(map(len, parts)) <= MOST_CHARACTERS
    assert [part.splitlines()[0] for part in parts] == [
        f"【E】白菜没到齐（{n}/{len(parts)}）" for n in range(1, len(parts) + 1)
    ]
    doors = [line.split()[0] for part in parts for line in part.splitlines() if "B1-1" in line]
    assert doors == [door.door for door in doors_of(shortage)]
    assert len(doors) == 70


def test_nobody_is_to_be_told_who_orders_on_a_page():
    shortage = divide(short_round("refund", "refund"))

    assert doors_to_tell(round_id=shortage.wave.round_id) == Counter()
    assert [door.to_tell for door in doors_of(shortage)] == [False]
