"""R1, R53: an address becomes a door of the table, a choice for a person, or a refusal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baogong.readers.addresses import Door, DoorTable, read_address, take_apart


def door(lane, building, entrance, room, *aliases):
    code = f"{lane}-{building}-{room}" if lane else f"{building}-{entrance}-{room}"
    return Door(
        code=code, lane=lane, building=building, entrance=entrance, room=room, aliases=aliases
    )


ESTATE = DoorTable(
    [
        door("", "N6", "1", "602", "北6东602"),
        door("", "N6", "2", "602"),
        door("", "N6", "1", "103"),
        door("", "N6", "2", "104"),
        door("", "S6", "1", "501"),
        door("", "S8", "1", "1601"),
        door("", "S9", "1", "302", "听雨楼302"),
    ]
)
LANES = DoorTable(
    [
        door("77", "12", "12", "301", "西区12号301"),
        door("77", "13", "13", "301"),
        door("205", "12", "12", "301", "东区12号301"),
    ]
)


@pytest.mark.parametrize(
    "text",
    [
        "N6-1-602",
        "n6栋1单元602室",
        "N6栋一单元六〇二",
        "6-1-602",
        "６号楼１单元６０２室",
        "N6一1一602",
        "N区6栋1单元602",
        "N-6-1-602",
        "和风小区N6栋1单元6O2",
        "N6 1 602",
        "N6/1/602",
        "北6东602",
        "N6栋1单元602号房",
        "N6栋1单元602号室",
    ],
)
def test_one_door_is_written_in_many_ways(text):
    assert read_address(text, doors=ESTATE).door == ESTATE["N6-1-602"]


@pytest.mark.parametrize(
    "text", ["77弄12号301室", "77-12-301", "七十七弄十二号301", "西区12号301", "301室12号77弄"]
)
def test_a_lane_s_door_is_found(text):
    assert read_address(text, doors=LANES).door == LANES["77-12-301"]


def test_what_is_left_out_is_found_where_only_one_door_fits():
    assert read_address("N6栋103", doors=ESTATE).door == ESTATE["N6-1-103"]
    assert read_address("81601", doors=ESTATE).door == ESTATE["S8-1-1601"]
    assert read_address("81601室", doors=ESTATE).door == ESTATE["S8-1-1601"]
    assert read_address("77弄12301室", doors=LANES).door == LANES["77-12-301"]
    assert read_address("13号301", doors=LANES).door == LANES["77-13-301"]


def test_the_scope_supplies_what_is_left_out():
    assert read_address("12号301", doors=LANES, scope={"lane": "205"}).door == LANES["205-12-301"]
    scope = {"building": "N6", "entrance": "2"}
    assert read_address("602室", doors=ESTATE, scope=scope).door == ESTATE["N6-2-602"]


@pytest.mark.parametrize(
    ("text", "table", "codes"),
    [
        ("N6栋602", ESTATE, ["N6-1-602", "N6-2-602"]),
        ("12号301", LANES, ["77-12-301", "205-12-301"]),
        ("12301室", LANES, ["77-12-301", "205-12-301"]),
    ],
)
def test_a_choice_is_left_to_a_person(text, table, codes):
    read = read_address(text, doors=table)
    assert (read.status, read.door, read.why) == ("review", None, "ambiguous_door")
    assert [candidate.code for candidate in read.candidates] == codes


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("N6-1-603", "no_such_door"),
        ("N7栋1单元602", "no_such_door"),
        ("N6栋1单元", "no_room"),
        ("N6栋81601室", "no_such_door"),
        ("王阿姨", "unreadable"),
        ("", "unreadable"),
    ],
)
def test_a_door_is_never_the_nearest(text, why):
    read = read_address(text, doors=ESTATE)
    assert (read.status, read.door, read.candidates, read.why) == ("refused", None, (), why)


def test_a_bare_number_does_not_lead_out_of_the_building_around_it():
    assert read_address("9-302", doors=ESTATE, scope={"building": "N6"}).status == "refused"


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text):
    take_apart(text)
    for table in (ESTATE, LANES):
        read = read_address(text, doors=table)
        assert (read.door is not None) == (read.status == "ready")


SIDES = DoorTable(
    [
        door("", "E7", entrance, room, *(alias + room for alias in aliases))
        for entrance, *aliases in (("1", "E7东", "E7东单元"), ("2", "E7西"))
        for room in ("602", "1303")
    ]
)


@pytest.mark.parametrize(
    "text", ["E7东602", "E7栋东单元602室", "7栋东602", "E7-东-602", "E07-01-0602", "E7-1#602"]
)
def test_entrances_have_sides_and_codes_have_zeros(text):
    assert read_address(text, doors=SIDES).door == SIDES["E7-1-602"]


@pytest.mark.parametrize(
    "text",
    [
        "某某市听泉路9号和风苑N6-1-602",
        "和风里N6-1-602",
        "N6-1-602.0",
        "(N6-1-602)",
        "N6-l-602",
        "Ｎ6栋1单602",
        "N6-1六楼02室",
        "N61602",
    ],
)
def test_estates_brackets_and_slips_of_the_pen_do_no_harm(text):
    assert read_address(text, doors=ESTATE).door == ESTATE["N6-1-602"]


def test_a_floor_before_a_short_room():
    assert read_address("S8-16-01", doors=ESTATE).door == ESTATE["S8-1-1601"]
    assert read_address("听雨楼3楼302", doors=ESTATE).door == ESTATE["S9-1-302"]


@pytest.mark.parametrize(
    "text",
    [
        "N6栋1单元602-603",
        "N6-1-602、S8-1601",
        "N6栋1单元5楼602",
        "听雨楼S8-1601",
        "N6栋-1层602",
        "N6-1-05",
        "S5-1-501",
        "隔壁N6-1-602",
        "N6-3-602",
    ],
)
def test_two_doors_and_contradictions_are_refused(text):
    """The nearest door is somebody else's."""
    read = read_address(text, doors=ESTATE)
    assert (read.status, read.door) == ("refused", None)


def test_two_lanes_in_one_address_are_refused():
    for text in ("77弄12号、205弄12号301", "西区205弄12号301", "77弄12号301室、13号301室"):
        assert read_address(text, doors=LANES).status == "refused"


def test_digits_that_are_a_room_too_are_not_cut():
    table = DoorTable([door("77", "1", "1", "101"), door("77", "11", "11", "1101")])
    assert read_address("77-1101", doors=table).status == "refused"
    assert read_address("77弄1101", doors=table).door == table["77-11-1101"]


NAMED_BY_LANE = DoorTable(
    Door(f"{lane}-{number}-301", f"{lane}弄{number}号", number, "301", lane=lane)
    for lane, number in (("58", "12"), ("60", "12"), ("60", "7"))
)


@pytest.mark.parametrize(
    ("said", "buildings"),
    [
        ({"building": "12", "lane": "58"}, ["58弄12号"]),
        ({"building": "12"}, ["58弄12号", "60弄12号"]),
        ({"building": "7"}, ["60弄7号"]),
        ({"building": "7", "lane": "58"}, []),
        ({"building": "60弄7号"}, ["60弄7号"]),
    ],
)
def test_buildings_that_are_called_with_their_lane_are_found_by_number(said, buildings):
    """R1, R47."""
    assert NAMED_BY_LANE.buildings(**said) == buildings


COURTS = DoorTable(
    [
        *(
            door("", f"M{n}", "1", room, f"梅里{n}号楼{room}")
            for n in "12"
            for room in ("201", "202")
        ),
        *(
            door("", f"L{n}", "1", room, f"兰里{n}号楼{room}")
            for n in "123"
            for room in ("201", "203")
        ),
        door("竹园", "3", "3", "305"),
        door("桂园", "3", "3", "306"),
    ]
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("梅里1号楼201", "M1-1-201"),
        ("春江花园梅里1-1-202", "M1-1-202"),
        ("兰里 1号楼1单元203", "L1-1-203"),
        ("梅里1号楼203", ""),  # L1 has a room 203
        ("梅里3号楼1单元201", ""),  # there is an L3
        ("梅里-1-203", ""),
        ("竹园3号305", "竹园-3-305"),
        ("桂园3号305", ""),
    ],
)
def test_a_court_that_is_named_is_not_taken_for_another(text, code):
    """R1, R44: the word for a part of the estate looks like an estate's name."""
    found = read_address(text, doors=COURTS).door
    assert (found.code if found else "") == code
