"""How the rows of a table are to be taken: homes or persons, everybody or those in need."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from baogong.readers.rosters.aside import is_remark
from baogong.readers.rosters.flags import read_flags
from baogong.readers.rosters.heads import Columns
from baogong.readers.rosters.living import is_vacant, role_of
from baogong.readers.rosters.people import read_people
from baogong.readers.rosters.places import without_aside
from baogong.readers.rosters.sparse import Sparse, sparse_in
from baogong.readers.rosters.tables import Table

_CARE_LIST = re.compile(r"特殊|重点|关爱|帮扶|照护|老弱|弱势|关怀|困难|需求")
_OF_A_PERSON = re.compile(r"性别|年龄|身份证|出生|民族")
_LONGEST_TITLE = 30
_SORTS = re.compile(r"类别|类型|人群|情况|标签|原因|状况|健康")
_OF_ALL = re.compile("(?<!未)入住|住户|居住|情况|率|统计")
_SEVERAL = re.compile("小孩|儿童|其他|等|情况")
_SAMPLE = 60


@dataclass(frozen=True, slots=True)
class Shape:
    """``need``: what a list of special persons says of everybody in it, else empty.

    ``role``: that of everybody in a list of owners or of tenants. ``is_vacant``: it lists empty
    homes. ``is_care``: it is a list of special persons. ``lists_persons``: each row is a person,
    so that rows of one door are counted. ``sparse``: what is written only where it begins.
    """

    need: str = ""
    role: str = ""
    is_vacant: bool = False
    is_care: bool = False
    lists_persons: bool = False
    sparse: Sparse = field(default_factory=Sparse)


def shape_of(table: Table, columns: Columns) -> Shape:
    titles = _titles(table)
    need, is_care = _care(table, columns, titles)
    return Shape(
        need=need,
        role=_role(titles),
        is_vacant=_is_of_empty_homes(table, columns, titles),
        is_care=is_care,
        lists_persons=_lists_persons(table, columns),
        sparse=sparse_in(table, columns),
    )


def _titles(table: Table) -> list[str]:
    """The sheet's name and the titles above the table, without remarks."""
    above = (without_aside(text) for _, text in table.above if not is_remark(text))
    return [table.sheet.name, *(text for text in above if len(text) <= _LONGEST_TITLE)]


def _is_of_empty_homes(table: Table, columns: Columns, titles: Sequence[str]) -> bool:
    """Whether a title speaks of empty homes only, and nobody is counted in them."""
    if not any(is_vacant(title) and not _OF_ALL.search(title) for title in titles):
        return False
    cells = (table.sheet.rows.get(row, {}) for row in table.rows)
    counted = (row[c] for row in cells for c in columns.get("people", ()) if c in row)
    return not any(read_people(text).people for text in counted)


def _role(titles: Sequence[str]) -> str:
    """``owner`` or ``tenant`` where the titles name one and not the other."""
    words = ("业主", "房东", "租户", "租客", "承租")
    roles = {role_of(word) for word in words for title in titles if word in title}
    return roles.pop() if len(roles) == 1 else ""


def _care(table: Table, columns: Columns, titles: Sequence[str]) -> tuple[str, bool]:
    """The need that the titles tell of everybody, and whether they tell of needs at all."""
    needs = {title: found for title in titles if (found := read_flags(title))}
    flags = {flag for found in needs.values() for flag in found}
    if flags and _is_general(table, columns, alone="elderly_alone" in flags):
        return "", False
    is_care = bool(flags) or any(_CARE_LIST.search(title) for title in titles)
    several = len(flags) != 1 or any(map(_SEVERAL.search, needs))
    sorts = any(_SORTS.search(head) for head in table.head.heads.values())
    if several or (sorts and "flag" not in table.head.columns and _sorted_by(table)):
        return "", is_care
    return next(iter(needs)), is_care


def _is_general(table: Table, columns: Columns, *, alone: bool) -> bool:
    """Whether a list is one of all homes, whatever its title cares about.

    Some are empty; or they are said to live ``alone``, and most are several.
    """
    rows = [table.sheet.rows.get(row, {}) for row in table.rows[:_SAMPLE]]
    told = [c for name in ("status", "note", "people") for c in columns.get(name, ())]
    if any(is_vacant(row[c]) for row in rows for c in told if c in row):
        return True
    counted = [row[c] for row in rows for c in columns.get("people", ()) if c in row]
    several = sum((read_people(text).people or 0) > 1 for text in counted)
    return alone and several * 2 >= len(rows) > 0


def _sorted_by(table: Table) -> bool:
    """Whether the rows themselves say a need, each its own."""
    rows = [table.sheet.rows.get(row, {}).values() for row in table.rows[:_SAMPLE]]
    return sum(any(map(read_flags, texts)) for texts in rows) * 2 > len(rows)


def _lists_persons(table: Table, columns: Columns) -> bool:
    """Relations or sexes are given, people are not counted, and doors have several rows."""
    counted = {"people", "adults"} & columns.keys()
    personal = any(_OF_A_PERSON.search(head) for head in table.head.heads.values())
    if "relation" not in columns and not (personal and "name" in columns and not counted):
        return False
    rooms = columns.get("room") or columns.get("address") or ()
    own = [table.sheet.rows.get(row, {}).get(c, "") for row in table.rows for c in rooms[:1]]
    blank = sum(not text for text in own)
    again = sum(a == b for a, b in pairwise(own) if a)
    return (blank + again) * 5 > len(own)
