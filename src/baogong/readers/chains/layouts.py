"""Lines that are laid out as tables and forms, in the words that the rest of the reader knows.

``| 1 | 猪肉 | 斤 | 30 |`` below ``| 序号 | 品名 | 规格 | 单价 |`` says ``1. 猪肉 30元/斤``, and
``1|86|1501|A套餐|2`` below ``序号|楼号|室号|品名|数量`` says ``1. 86-1501 A套餐2``. Codes of a
letter and a digit (``L1 大米``), or 甲 and 乙, become numbers in circles. ``58-12-301+小陈+A+2``
is written with blanks.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from baogong.readers.chains.amounts import UNITS
from baogong.readers.chains.lexer import Lexer
from baogong.readers.chains.menus import has_price
from baogong.readers.chains.names import is_food
from baogong.readers.chains.text import folded
from baogong.readers.chains.words import word_at

_BAR = re.compile(r"\s*[|｜\t]\s*")
_HEADS = {
    "no": re.compile("序号|编号|代码|代号|号"),
    "lane": re.compile("弄号?"),
    "building": re.compile("号码|楼号|楼栋号?|[栋幢]号?|号楼|楼"),
    "entrance": re.compile("单元号?"),
    "room": re.compile("[室房]号?|房间号?|门牌号?|地址|住址"),
    "who": re.compile("姓名|称呼|昵称|户主|联系人"),
    "good": re.compile(
        "(?:品名|名称|商品|物资|菜名|货品|产品|品种|套餐|内容|物品|东西|代码|编号|要的)"
        "(?:[x×*和及+]?(?:件数|数量|份数))?"
    ),
    "unit": re.compile("规格|单位|包装"),
    "price": re.compile(r"(?:单|团购)?价(?:格|钱)?(?:[(（].*)?"),
    "count": re.compile("数量|份数|几份|件数|多少"),
    "note": re.compile("备注|说明|付款|留言|电话|手机号?|是否付款"),
}
_PLACE = ("lane", "building", "entrance", "room")
_TITLE = re.compile(r"^.*[\s　:：](?=\S)")  # 填表接龙 号码|室号
_NO = re.compile(r"\d{1,3}|[A-Za-z]")
_PRICE = re.compile(r"[¥￥]?\s?(\d{1,4}(?:\.\d{1,2})?)\s?元?(?:/.{1,2})?")
_UNIT = re.compile(UNITS)
_STEMS = "甲乙丙丁戊己庚辛"
_LABEL = rf"[{_STEMS}]|[A-Z]\d|[A-Z]{{2,3}}(?![A-Za-z])"
_LABELLED = re.compile(rf"(?:^|(?<=[\s|｜,，;；、(（]))(?P<label>{_LABEL})\s?[:：.、)]?\s?")
# also 再加B3×2, A1×1A2×1
_SET_OFF = r"(?:(?<![A-Za-z\d\u4e00-\u9fff])|(?<=[加要买订改换成和])|(?<=[x×*X]\d))"
_COSTS = re.compile(r"[\u4e00-\u9fff][^\d]{0,20}\d")
_CIRCLES = [chr(0x2460 + n) for n in range(20)]
_FEWEST = 2
_CALLED = re.compile(r"[\u4e00-\u9fff]{1,4}|[A-Za-z]{2,12}")
_NEEDS = re.compile(
    r"^\s*(?:需要|所需|要什么|要啥|要哪些|想?要|要买|想买|购买|订购|采购|代买)的?(?:物资|物品|商品|东西|内容|清单)?\s*[:：](?=\s*\S)"
)
_ADDRESS = re.compile("地址(?=\\s*[:：])")  # of a form; one alone says where things are fetched
_FIELD = re.compile("【(地址|门牌|姓名|电话|套餐|商品|物资|付款|数量|备注|需要|需求)】")
# 弄：58 号：14 室：202 称呼：汪 要什么：大米1袋
_PLACE_TOLD = re.compile(
    r"\s*(?<![\dA-Za-z一二三四五六七八九十])"
    r"(?P<label>弄|楼?[栋幢座]|[栋幢座]号|楼号|单元|[室房]号?|房间号?|号)\s*[:：][ \t]*"
    r"(?:(?P<value>[A-Za-z]?[\dOolI]{1,4}[A-Za-z]?(?:[、,，/]\d{3,4})*)(?![\d号栋幢座楼弄室房单])"
    r"|(?=$|[^\s:：]{1,3}[:：]))"
)
_SAID = re.compile(
    r"(?:^|(?<=\s))(?:(?P<who>称呼|姓名|昵称|联系人)|(?P<phone>电话|手机号?)"
    r"|(?P<what>(?:您|你)?(?:要什么|要的?东西|要买什么|需求|需要|物资|商品|品名|内容|买什么)))\s*[:：]"
)
_PLACES_UNITS = {"弄": "弄", "单元": "单元", "号": "号", "室": "室", "房": "室"}
_DASHED = re.compile(
    r"(?P<door>\s*(?:\d{1,3}[.、)）]\s*)?[A-Za-z]?\d{1,3}(?:-\d{1,4}){1,2})-(?P<rest>[\u4e00-\u9fffA-Za-z]+(?:-[\u4e00-\u9fff]+)*-\d{1,2})\s*"
)
_PLUSSED = re.compile(
    r"\s*(?:[(（【\[]?\d{1,3}[)）】\].、:：]\s*)?[A-Za-z]?\d[\dA-Za-z弄号栋幢单元室-]*\+"
)


def in_words(lines: Sequence[str], lexer: Lexer) -> list[str]:
    """The lines in words, one for each."""
    told = list(_without_columns(lines))
    if any(len(_PLACE_TOLD.findall(line)) >= _FEWEST for line in told):
        told = [_SAID.sub(_said, _PLACE_TOLD.sub(_place, line)) for line in told]
    if sum(map(bool, map(_ADDRESS.search, told))) >= _FEWEST:
        told = [_ADDRESS.sub("门牌", line) for line in told]
    labels = _labels_of(told, lexer)
    if labels:
        either = "|".join(rf"{label}(?!\d)" if label[-1].isdigit() else label for label in labels)
        label = re.compile(rf"{_SET_OFF}(?:{either})")
        told = [label.sub(lambda found: labels[found[0]], line) for line in told]
    told = [_FIELD.sub(_field, _NEEDS.sub("需求：", line)) for line in told]
    told = [
        _apart(*line.split("+"), lexer=lexer) if _PLUSSED.match(line) else line for line in told
    ]
    return [_dashed(line, lexer) for line in told]


def _field(found: re.Match[str]) -> str:
    """``【地址】500弄63号1702【套餐】A×1【付款】已付`` with its labels as people write them."""
    return {"地址": " 地址：", "门牌": " 地址：", "姓名": " 姓名：", "电话": " 电话："}.get(
        found[1], " "
    )


def _place(found: re.Match[str]) -> str:
    """``弄：58`` is 58弄; a label without a value says nothing."""
    unit = next((u for end, u in _PLACES_UNITS.items() if found["label"].startswith(end)), "栋")
    return f"{found['value']}{unit}" if found["value"] else ""


def _said(found: re.Match[str]) -> str:
    return " 姓名：" if found["who"] else " 电话：" if found["phone"] else " 需求："


def _dashed(line: str, lexer: Lexer) -> str:
    """``E5-2-1804-王芳-卷纸-2`` with blanks behind the door."""
    found = _DASHED.fullmatch(line)
    return _apart(found["door"], *found["rest"].split("-"), lexer=lexer) if found else line


def _apart(door: str, *parts: str, lexer: Lexer) -> str:
    """``A3-501+2*2+小周`` with blanks between its parts, and the name as one."""
    unknown = [
        n
        for n, part in enumerate(parts)
        if _CALLED.fullmatch(part) and not (lexer.goods.at(part, 0)[0] or word_at(part, 0)[0])
    ]
    at = unknown[0] if len(unknown) == 1 else -1  # of two one may be a good that nobody knows
    counted = at >= 0 and parts[at + 1 : at + 2] and parts[at + 1].strip().isdigit()
    is_name = at in {0, len(parts) - 1} and not (counted or is_food(parts[at]))
    named = [f"姓名：{part}" if is_name and n == at else part for n, part in enumerate(parts)]
    return " ".join(filter(None, [door, *named]))


def _without_columns(lines: Iterable[str]) -> Iterator[str]:
    """The lines, the rows of tables in words; a row that lacks cells is left as it is."""
    heads: list[str] = []
    for line in lines:
        cells = _BAR.split(line.strip().strip("|｜").strip()) if _BAR.search(line) else []
        names = [_TITLE.sub("", cell) for cell in cells]
        named = [next((n for n, p in _HEADS.items() if p.fullmatch(name)), "") for name in names]
        if "room" in named and "building" not in named and "号" in cells:
            named[cells.index("号")] = "building"
        if "good" in named and {"price", "count", *_PLACE} & {*named}:
            heads = named
            yield line
            continue
        if len(cells) == len(heads) + 1 > 1 and "note" not in heads:
            cells[-2:] = [" ".join(cells[-2:])]
        cells += [""] * (len(heads) - len(cells) if 0 < len(heads) - len(cells) < 2 else 0)
        row = dict(zip(heads, cells, strict=True)) if len(cells) == len(heads) > 1 else {}
        heads = heads if row or len(cells) < _FEWEST else []
        yield _in_words(row) or line


def _in_words(row: Mapping[str, str]) -> str:
    """A row of a menu or of orders; "" for any other."""
    no, good = row.get("no", ""), row.get("good", "")
    number = f"{no}. " if _NO.fullmatch(no) else ""
    place = "-".join(filter(None, (row.get(part, "") for part in _PLACE)))
    count = row.get("count", "")
    if good and any(c.isdigit() for c in place):
        who = f"姓名：{row['who']}" if row.get("who") else ""
        said = filter(None, (place, who, f"{good}{count}", row.get("note", "")))
        return number + " ".join(said)
    price = _PRICE.fullmatch(row.get("price", ""))
    unit = _UNIT.match(row.get("unit", ""))
    if not (good and price) or place:
        return ""
    return f"{number}{good} {price[1]}元{f'/{unit[0]}' if unit else ''}"


def _labels_of(lines: Iterable[str], lexer: Lexer) -> dict[str, str]:
    """The labels that goods stand behind, and what is written in their stead; those of goods that
    nobody knows as well, so that who orders one is asked."""
    found: dict[str, bool] = {}
    for line in lines:
        priced = has_price(folded(line), lexer.goods)
        for told in _LABELLED.finditer(line):
            label = told["label"]
            taken = lexer.finder.table.has(building=label) or (
                label[-1].isdigit() and lexer.goods.at(label[0], 0)[0]
            )
            named = bool(lexer.goods.at(line, told.end())[0])
            if not taken and (_COSTS.match(line, told.end()) or (priced and named)):
                good = priced and named
                found[label] = found.get(label, False) or good
    if sum(found.values()) < _FEWEST or len(found) > len(_CIRCLES):
        return {}
    return dict(zip(found, _CIRCLES, strict=False))
