"""What offices hand over on the first night: a register of one building, a list of 150 people.

Names and numbers are made up; the counts are those of story D2: 150 people, 72 of them cadres.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from baogong.apps.people.enums import Slot, TeamKind
from baogong.apps.people.queries import (
    PeopleFilter,
    activations,
    people_ids,
    shifts_of,
    team_rows,
)
from baogong.apps.people.services import (
    Application,
    activate,
    fill_gaps,
    give_turns,
    sign_up,
    take_in,
)
from baogong.apps.places.queries import buildings_within
from baogong.apps.places.services import load_roster, take_roster
from baogong.readers.people import PersonLine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from random import Random

    from baogong.apps.accounts.models import User
    from baogong.apps.places.models import Place, RosterFile

PEOPLE, CADRES, VOLUNTEERS = 150, 72, 24
FAMILY = "王李张刘陈杨赵黄周吴徐孙马朱胡林郭何高罗"
GIVEN = "敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华"
TEAMS = ("supply", "transport", "gate_duty", "gate_duty", "patrol", "patrol", "advice")
ORGANISATIONS = ("区直机关", "街道办事处", "社区居委会", "物业公司")
NOTES = {7: "独居老人", 19: "有婴儿", 31: "透析", 43: "非独居", 55: "行动不便", 67: "租客"}
HEAD = "楼栋,单元,房号,户主,居住人数,联系电话,备注"


def load_people(estate: Place, *, buildings: list[str], by: User, now: datetime) -> None:
    """Activate the estate and take 150 people in; every team's first shifts are filled."""
    activate(estate=estate, actor=by, now=now)
    take_in(list(_people(buildings)), estate=estate, actor=by, now=now)
    fill_gaps(estate=estate, actor=by, now=now)


def let_volunteers_apply(estate: Place, *, random: Random, by: User, now: datetime) -> None:
    """R18: neighbours put themselves on the list and wait to be approved."""
    activate(estate=estate, actor=by, now=now)
    code = activations(estate=estate)[0].code
    for number in range(VOLUNTEERS):
        application = Application(
            key=UUID(int=random.getrandbits(128)),
            name=_name(number + PEOPLE),
            phone=f"137{number:08d}",
            address=f"{number % 44 + 1}号楼",
            organisation="",
            skills=(),
            slots=("morning",),
            origin=f"demo-{number // 10}",
        )
        sign_up(application, code=code, now=now)


def book_carriers(estate: Place, *, day: date, by: User, now: datetime) -> None:
    """A helper more for each building of an active estate, all on that morning's supply shift."""
    buildings = [place.label for place in buildings_within(estate)]
    take_in(list(_carriers(buildings)), estate=estate, actor=by, now=now)
    [supply] = [team for team in team_rows(estate=estate) if team.kind == TeamKind.SUPPLY]
    [morning] = [
        shift
        for shift in shifts_of(estate=estate, day=day)
        if (shift.label, shift.slot) == (supply.label, Slot.MORNING)
    ]
    carriers = people_ids(estate=estate, where=PeopleFilter(team_id=supply.id), now=now)
    give_turns(shift_id=morning.id, person_ids=carriers, actor=by, now=now)


def _carriers(buildings: list[str]) -> Iterator[PersonLine]:
    for number, building in enumerate(buildings, start=PEOPLE + VOLUNTEERS):
        yield PersonLine(
            row=number,
            name=_name(number),
            phone=f"136{number:08d}",
            organisation=ORGANISATIONS[-1],
            place=building,
            team="supply",
            cadre=False,
            slots=("morning",),
        )


def load_register(estate: Place, *, building: str, by: User, now: datetime) -> None:
    """The property company's register of one building, with a handful to settle."""
    file = take_register(estate, building=building, by=by, now=now)
    load_roster(file_id=file.pk, keep=(), actor=by, now=now)


def take_register(estate: Place, *, building: str, by: User, now: datetime) -> RosterFile:
    """The register as it waits to be looked at."""
    content = "\n".join([f"{building}栋住户登记册", HEAD, *_register(building)]).encode("gb18030")
    name = f"{building}栋登记册.csv"
    return take_roster(estate=estate, name=name, content=content, actor=by, now=now)


def _register(building: str) -> Iterator[str]:
    number = 0
    for entrance in (1, 2):
        for floor in range(1, 28):
            for room in range(1, 5):
                number += 1
                phone = "1380000999" if number % 90 == 0 else f"138{number:08d}"
                people = "空置" if number % 40 == 0 else number % 4 + 1
                note = NOTES.get(number, "")
                door = f"{building},{entrance}单元,{floor}{room:02d}"
                yield f"{door},{_name(number)},{people},{phone},{note}"
    yield f"{building},1单元,101,{_name(1)},6,13800000001,"
    yield f"{building},1单元,301,{_name(9)},5,13800000009,"
    yield f"{building},2单元,1203,{_name(8)},1,13800000008,租户"
    yield f"{building},1单元,商铺2,便利店,,13800007777,"
    yield f"合计,,,,{number},,"


def _people(buildings: list[str]) -> Iterator[PersonLine]:
    for number in range(PEOPLE):
        yield PersonLine(
            row=number + 2,
            name=_name(number),
            phone=f"139{number:08d}",
            organisation=ORGANISATIONS[number % len(ORGANISATIONS)],
            place=buildings[number % len(buildings)],
            team=TEAMS[number % len(TEAMS)],
            cadre=number < CADRES,
            slots=("morning", "afternoon") if number % 2 else ("afternoon", "evening"),
        )


def _name(number: int) -> str:
    return FAMILY[number % len(FAMILY)] + GIVEN[number // len(FAMILY) % len(GIVEN)]
