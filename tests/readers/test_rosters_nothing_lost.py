"""R1: every row with content becomes a household, is refused or is listed as left out."""

from contextlib import suppress

from hypothesis import example, given, settings
from hypothesis import strategies as st

from baogong.readers.rosters import RosterSpoiled, read_roster
from tests.readers.roster_files import ESTATE, book, households, read, rooms, separated

WORDS = st.sampled_from(
    [
        "楼栋",
        "单元",
        "房号",
        "姓名",
        "人数",
        "电话",
        "备注",
        "地址",
        "N1",
        "N2",
        "N3栋",
        "1单元",
        "二单元",
        "101",
        "1O2",
        "303室",
        "N2-101",
        "甲某",
        "3",
        "三口",
        "空置",
        "2大1小",
        "13900000001",
        "139000",
        "/",
        "—",
        "合计",
        "小计",
        "注:说明",
        "独居老人",
        "租户",
        "业主",
        "底商1",
        "登记表",
        "#REF!",
        "同上",
        "1层",
        "01室",
        "02室",
    ]
)
TYPED = st.characters(categories=["L", "N", "P", "S"])
CELLS = WORDS | st.just("") | st.text(TYPED, max_size=6)
GRIDS = st.lists(st.lists(CELLS, min_size=1, max_size=7), min_size=1, max_size=12)


@settings(deadline=None, max_examples=300)
@given(GRIDS, st.booleans())
@example([["楼栋", "楼栋"], ["'"], ["楼栋", "楼栋"]], False)
def test_every_row_with_content_is_accounted_for(grid, known):
    records = list(enumerate(grid, start=1))
    # An apostrophe alone is how a table marks an empty cell as text.
    filled = {number for number, row in records if any(cell.removeprefix("'") for cell in row)}
    if not filled:
        return
    found = None
    with suppress(RosterSpoiled):  # no two rows of several cells: refused as a whole
        found = read_roster(separated(grid), doors=ESTATE if known else None)
    if found is None:
        return
    accounted = {where.row for where in found.ignored}
    accounted |= {refusal.where.row for refusal in found.refusals}
    accounted |= {where.row for one in found.households for where in one.sources}
    assert filled <= accounted


PHONES = st.integers(0, 99_999_999).map(lambda n: f"139{n:08}")
SAID = st.tuples(
    st.one_of(st.none(), st.integers(1, 12)),
    st.lists(PHONES, unique=True, max_size=3),
    st.sampled_from(["", "低保", "孕妇", "坐轮椅", "透析"]),
)


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.sampled_from(rooms(12, 4)), SAID, min_size=1), st.booleans())
def test_what_is_written_is_read(homes, as_workbook):
    rows = [["楼栋", "房号", "人数", "电话", "备注"]]
    for room, (people, phones, note) in homes.items():
        rows.append(["N2", room, "" if people is None else people, "/".join(phones), note])
    found = read(book(表=rows) if as_workbook else separated(rows))
    codes = {"低保": "lowincome", "孕妇": "pregnant", "坐轮椅": "disabled", "透析": "dialysis"}
    assert households(found) == {
        f"N2-1-{room}": " ".join(
            ["?" if people is None else str(people), *phones, *([codes[note]] if note else [])]
        )
        for room, (people, phones, note) in homes.items()
    }
    assert found.refusals == ()
