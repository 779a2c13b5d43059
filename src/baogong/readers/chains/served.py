"""What of the estate a head says that the chain is for."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from baogong.readers.addresses import DoorTable
from baogong.readers.addresses.table import key_of
from baogong.readers.chains.persons import SURNAMES, TITLES
from baogong.readers.chains.regions import Regions
from baogong.readers.chains.scope import Scope

_ELSEWHERE = re.compile(
    r"不送|不含|不包括|除|别的?|自[提取]|取货|领取|大[堂厅]|集合|门口|架空层|楼下|放在|送到|发货|仓库|代[放收领取]|咨询|联系|团长|群主|负责|分发|发放|看管|发起"
)
# 团长小米(8栋): where somebody lives who is named, not whom the chain is for, as in (只送8栋).
_LIVES = re.compile(
    r"(?:[团楼组]长|群主|志愿者|管家|联系人)[^\s,;。!|(]{0,6}"
    r"\([A-Za-z\d一二三四五六七八九十栋幢座弄号楼单元门室期区组-]+\)"
)
_LIVES_THERE = re.compile(  # 3栋小王, 5栋502李姐
    rf"[A-Za-z]?\d{{1,3}}(?:号楼|[栋幢座])(?:\d{{1,2}}单元)?(?:\d{{3,4}})?的?"
    rf"(?:[小老][{SURNAMES}]|阿[\u4e00-\u9fff](?=$|[\s,;。!(])|[{SURNAMES}][\u4e00-\u9fff]?(?:{TITLES}))"
)
_ONLY = re.compile("[只仅限]|专[场供车]")
# Of doors that others serve; of what holds for entries that leave it out.
_THEIRS = re.compile(
    r"(?:先|再|然后|最后)[送发派到]|请?[找去问]|(?<=[栋幢座期区院里弄号])的?(?:明[天日]|后天|下[次批期回])再?[收接报]|(?<=[栋幢座期区院里弄号])的?暂?不[收接]|另有|另外|另开|搵|各自|自己的?[群团]|不归|不在"
)
_ASSUMED = re.compile(
    r"(?:[不没未][写填标]|[不没未]注明|没有|省略|只写).{0,6}(?:算|默认|都?按|当|是)|默认|的?(?:直接|不用|只用)[写填报]"
)
# 秋里的前面写个“秋”字; 5、6号楼请写1梯2梯
_HOW = re.compile(
    "(?:前面|开头|最前|[栋幢座楼号]的?)(?:要|请|都|得)?[写加填标注](?!房号|室号|门牌)"
    "|(?:带|写|加|标|注明)[上明清楚]*(?:弄|期|区)号?"
)
_NO_NUMERAL = "(?<![第\\d零一二三四五六七八九十])"
_LANE_AND_HAO = re.compile(r"(\d{1,4})弄(\d{1,3})号(?![楼\d])")
_LANE = re.compile(r"(\d{1,4})弄")
# 89号的邻居; no day
_HAO = re.compile(
    r"(?<![\d月弄.-])(\d{1,3})号(?![楼院\d前后早中晚上下凌周星]|[^,;。!]{0,2}[送到截取发配开])"
)
_ZONE = re.compile(r"(?<![A-Za-z])([A-Z])区")
_BUILDING = re.compile(
    r"(?<![\dA-Za-z])([A-Z]{0,2}\d{1,3})(?:栋|幢|座|号楼)|(?<![\dA-Za-z])([A-Z])(?:栋|幢|座)"
    r"|(?<![\dA-Za-z])([A-Z]{1,2}\d{1,3})楼"
)
# 7栋楼都送, 共12栋: how many buildings there are, and none by its number.
_HOW_MANY = re.compile(
    r"(?<![A-Za-z\d])(\d{1,3})(?:(?:栋|幢|座)楼(?![上下道顶])|[栋幢座](?=都|全|均|一起|通通|统统))"
)
# E7鲜肉团 只接本栋, E7团购接龙(别的楼找各自楼长)
_OWN = re.compile(r"本[栋幢座楼]|(?:别的?|其[他它])(?:楼栋?|栋)的?[^,;。]{0,3}[找问请]")
_OF_LEADER = re.compile(r"(?<![\d月弄.-])(\d{1,3})(?:号|[栋幢座])(?=楼?(?:组长|楼长|栋长|长))")
_NAMED = re.compile(r"(?<![A-Za-z])([A-Z]{1,2}\d{1,3})(?!\d)")
_MOST_NAMED = 3  # buildings, where a head may still be of one of them
# E8、E9（公租楼）, E1 E3 E4四栋
_NAMED_LIST = re.compile(
    r"(?<![不除截A-Za-z\d-])(?:[A-Z]{1,2}\d{1,3}[、,，/和及&]){1,12}[A-Z]{1,2}\d{1,3}(?=[(（\s]|$)"
    r"|(?<![A-Za-z\d-])(?:[A-Z]{1,2}\d{1,3} ?){2,12}(?=这?[两二三四五六七八九]栋)"
    r"|(?<![A-Za-z\d-])(?:[A-Z]{1,2}\d{1,3}){2,12}(?![A-Za-z\d-])"
)
_RANGE = re.compile(
    r"(?<![\d月])([A-Z]?)(\d{1,3})(?:号楼?|栋|幢|座)?\s?[-~—至到]\s?([A-Z]?)(\d{1,3})(?:号楼|栋|幢|座|号(?!\d))"
)
_ROW = re.compile(r"(?<![\d.:月日点A-Za-z-])\d{1,2}(?: \d{1,2}){2,}(?=栋|幢|座|号楼)")  # 7 8 9栋
# 1-6座: towers, and none of the lanes with houses that may lie beside them.
_TOWERS = re.compile(r"\d\s?[-~—至到]\s?[A-Z]?\d{1,3}[栋幢座]")
# Several that share one unit: E1、E2和E3三栋; C、D区.
_LIST = re.compile(
    r"(?<![\dA-Za-z.-])((?:(?:[A-Z]{0,2}\d{1,3}|[A-Z])\s?[、,/和及&]\s?){1,12}(?:[A-Z]{0,2}\d{1,3}|[A-Z]))"
    r"(?:这?[两二三四五六七八九几]个?)?(栋|幢|座|号楼|楼(?![上下])|区)"
)
_ENTRANCE = re.compile(r"(\d{1,2})单元")


def read_scope(lines: Iterable[str], doors: DoorTable, regions: Regions) -> Scope:
    """What the head narrows the chain to. What it says of pick-up points narrows nothing.

    ``regions``: those of ``doors``.
    """
    lanes: set[str] = set()
    zones: set[str] = set()
    buildings: set[str] = set()
    entrances: set[str] = set()
    usual: set[str] = set()
    ranges: list[tuple[str, int, int]] = []
    lines = [_ROW.sub(lambda row: row[0].replace(" ", "、"), line) for line in lines]
    lines = [_LIVES.sub(" ", _LIST.sub(_spelled_out, line)) for line in lines]
    lines = [_LIVES_THERE.sub(" ", line) for line in lines]
    buildings |= _named_by_letter(lines, doors)
    for clause in (c for line in lines for c in re.split(r"[,;。!(\])】]|\s", line)):
        if (_ELSEWHERE.search(clause) or _THEIRS.search(clause)) and not _ONLY.search(clause):
            continue
        told = list(_parts_in(clause, doors, regions))
        named = {parts["lane"] for parts in told if "lane" in parts}
        if named and _ASSUMED.search(clause):
            usual |= named
            continue
        if _HOW.search(clause):
            continue
        lanes |= named
        zones |= {zone for zone in _ZONE.findall(clause) if doors.has_zone(zone)}
        zones |= {parts["zone"] for parts in told if "zone" in parts}
        buildings |= {key_of(parts["building"]) for parts in told if "building" in parts}
        named_here = _HOW_MANY.sub(partial(_without_count, doors=doors), clause)
        ranges += [(m[1], int(m[2]), int(m[4])) for m in _RANGE.finditer(named_here)]
        rest = _RANGE.sub(" ", named_here)
        found = {key_of(a or b or c) for a, b, c in _BUILDING.findall(rest)}
        buildings |= {name for name in found if doors.has(building=name)}
        entrances |= set(_ENTRANCE.findall(clause)) if found else set()
    if not lanes and doors.has(lane="") and any(map(_TOWERS.search, lines)):
        lanes = {""}
    return Scope(
        frozenset(lanes),
        frozenset(zones),
        frozenset(buildings),
        tuple(ranges),
        frozenset(entrances),
        frozenset(usual),
    )


def _parts_in(clause: str, doors: DoorTable, regions: Regions) -> Iterator[Mapping[str, str]]:
    """What a clause names in words, lanes by number, and buildings beside one that is a word:
    公租楼和E8."""
    areas = (  # 第12期 is no 2期
        area for area in doors.areas if re.search(rf"{_NO_NUMERAL}{re.escape(area)}", clause)
    )
    told = [*regions.named_in(clause), *map(doors.parts_named, areas)]
    yield from told
    yield from ({"lane": lane} for lane in _LANE.findall(clause) if doors.has(lane=lane))
    if any("building" in parts for parts in told):
        names = (name for name in _NAMED.findall(clause) if doors.has(building=name))
        yield from ({"building": name} for name in names)


def _named_by_letter(lines: Sequence[str], doors: DoorTable) -> set[str]:
    """Lists of buildings like ``E8、E9（公租楼）``, and those of a head of its own ones."""
    found: set[str] = set()
    for listed in (listed.group() for line in lines for listed in _NAMED_LIST.finditer(line)):
        names = {key_of(name) for name in _NAMED.findall(listed)}
        found |= names if all(doors.has(building=name) for name in names) else set()
    if any(map(_OWN.search, lines)):
        own = {key_of(name) for line in lines for name in _NAMED.findall(line)}
        own = own or {key_of(n) for line in lines for n in _OF_LEADER.findall(line)}
        found |= {name for name in own if doors.has(building=name)}
    return found


def buildings_told(lines: Iterable[str], doors: DoorTable) -> frozenset[Scope]:
    """The buildings of the table that a head names by letter and number, or by lane and 号, for
    whatever reason; each as a chain would be of it alone. None where it names many."""
    clauses = (c for line in lines for c in re.split(r"[,;。!(\])】]|\s", line))
    told = [
        c for c in clauses if not (_ELSEWHERE.search(c) or _THEIRS.search(c)) or _ONLY.search(c)
    ]
    names = [("", name) for clause in told for name in _NAMED.findall(clause)]
    names += [both for clause in told for both in _LANE_AND_HAO.findall(clause)]
    paired = {name for _, name in names}
    names += [("", n) for clause in told for n in _HAO.findall(clause) if n not in paired]
    found = frozenset(
        Scope(frozenset({lane} - {""}), buildings=frozenset({key_of(name)}))
        for lane, name in names
        if doors.has(building=name, **({"lane": lane} if lane else {}))
    )
    return found if len(found) <= _MOST_NAMED else frozenset()


def _without_count(found: re.Match[str], *, doors: DoorTable) -> str:
    """``7栋楼`` are so many buildings; ``7栋都送`` only where there are just so many."""
    is_count = found.group().endswith("楼") or int(found[1]) == len(doors.building_names)
    return " " if is_count else found.group()


def _spelled_out(found: re.Match[str]) -> str:
    names = re.split(r"\s?[、,/和及&]\s?", found[1])
    return "、".join(f"{name}{found[2]}" for name in names)
