"""Tables with a column for each good: ``序号 房号 鸡蛋 牛奶`` above rows like ``1 3-301 2 0``.

A row is read where it has just one number for each column; one that lacks a cell is asked about.
"""

import re
from collections.abc import Iterable, Sequence

from baogong.readers.chains.goods import GoodsTable

_BETWEEN = re.compile(r"[\s,|]+")
_LABEL = re.compile("序号|编号|房号|楼号|门牌|地址|住址|室号|姓名|昵称|住户|户号|楼栋")
_PRICE = re.compile(r"[(（].*|(?<!\d)\d+(?:\.\d+)?[元块/].*")
_SUM = re.compile("合计|金额|总价|小计|总额|共计|应付")
_NOTE = re.compile("备注|说明|付款|电话|手机")
_CELL = re.compile(r"\d{1,2}(?:\.\d{1,2})?|[-/—无空]")
_MONEY = re.compile(r"\d+(?:\.\d+)?")
_FEWEST = 2
_CODES = re.compile(r"(?<![A-Za-z])[A-Z](?:\s?/\s?[A-Z]){2,}(?![A-Za-z])")  # two may be a date
_BY_CODES = re.compile("[写填按报].*(?:份数|数量|个数)")
_COUNTS = re.compile(r"(?<=\s)\d{1,2}(?:/\d{1,2}){2,}(?=\s|$)")


def columns_of(lines: Iterable[str], goods: GoodsTable) -> tuple[str, ...]:
    """The columns of a table behind those for whom: goods by name, and "" for a sum; or the codes
    whose counts a head wants in a row: ``按A/B/C写三个份数``."""
    for line in lines:
        if (codes := _CODES.search(line)) and _BY_CODES.search(line):
            return tuple(code.strip() for code in codes.group().split("/"))
        cells = _BETWEEN.split(line.strip(" ,|"))
        first = next((n for n, cell in enumerate(cells) if _good(cell, goods)), 0)
        if not first or not any(map(_LABEL.search, cells[:first])):
            continue
        told = [cell for cell in cells[first:] if not _NOTE.fullmatch(cell)]
        columns = ["" if _SUM.fullmatch(cell) else _good(cell, goods) for cell in told]
        if None not in columns and len([c for c in columns if c]) >= _FEWEST:
            return tuple(column or "" for column in columns)
    return ()


def _good(cell: str, goods: GoodsTable) -> str | None:
    name = _PRICE.sub("", cell)
    skus, end = goods.at(name, 0) if name else (frozenset[str](), 0)
    return name if len(skus) == 1 and end == len(name) else None


def filled_in(text: str, columns: Sequence[str]) -> str:
    """A row in words: ``3-301 2 0`` is ``3-301 鸡蛋2``. Other text is left as it is."""
    if (counts := _COUNTS.search(text)) and counts.group().count("/") == len(columns) - 1:
        said = zip(columns, counts.group().split("/"), strict=True)
        wanted = " ".join(f"{column}{count}" for column, count in said if column and int(count))
        return f"{text[: counts.start()]} {wanted} {text[counts.end() :]}"
    cells = _BETWEEN.split(text)
    begin = next((n for n, cell in enumerate(cells) if n and _CELL.fullmatch(cell)), 0)
    row = cells[begin : begin + len(columns)]
    if not (columns and begin) or len(row) < len(columns):
        return text
    rest = cells[begin + len(columns) :]
    kinds = [_CELL if column else _MONEY for column in columns]
    fits = all(kind.fullmatch(cell) for kind, cell in zip(kinds, row, strict=True))
    if not fits or any(map(_MONEY.fullmatch, rest)):
        return text
    told = [
        f"{column or '合计'}{cell}"
        for column, cell in zip(columns, row, strict=True)
        if cell[0].isdigit() and float(cell)
    ]
    return " ".join([*cells[:begin], *told, *rest]) if any(columns) else text
