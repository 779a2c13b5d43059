"""Menus that are tables: a row of headings, and below it a row for each good.

``| 1 | 猪肉 | 斤 | 30 |`` below ``| 序号 | 品名 | 规格 | 单价 |`` says ``1. 猪肉 30元/斤``.
"""

import re
from collections.abc import Iterable, Iterator

from baogong.readers.chains.amounts import UNITS

_BAR = re.compile(r"\s*[|｜\t]\s*")
_HEADS = {
    "no": re.compile("序号|编号|代码|代号|号"),
    "name": re.compile("品名|名称|商品|物资|菜名|货品|产品|品种|套餐|内容"),
    "unit": re.compile("规格|单位|包装"),
    "price": re.compile(r"(?:单|团购)?价(?:格|钱)?(?:[(（].*)?"),
}
_NO = re.compile(r"\d{1,2}|[A-Za-z]")
_PRICE = re.compile(r"[¥￥]?\s?(\d{1,4}(?:\.\d{1,2})?)\s?元?(?:/.{1,2})?")
_UNIT = re.compile(UNITS)


def with_menu_rows(lines: Iterable[str]) -> Iterator[str]:
    """The lines, rows of a menu's table in words."""
    heads: list[str] = []
    for line in lines:
        cells = _BAR.split(line.strip().strip("|｜").strip()) if _BAR.search(line) else []
        named = [next((n for n, p in _HEADS.items() if p.fullmatch(cell)), "") for cell in cells]
        if {"name", "price"} <= {*named}:
            heads = named
            yield line
            continue
        row = dict(zip(heads, cells, strict=True)) if len(cells) == len(heads) > 1 else {}
        price = _PRICE.fullmatch(row.get("price", ""))
        if not (price and row["name"]):
            heads = heads if not line.strip() else []
            yield line
            continue
        no, unit = row.get("no", ""), _UNIT.match(row.get("unit", ""))
        number = f"{no}. " if _NO.fullmatch(no) else ""
        yield f"{number}{row['name']} {price[1]}元{f'/{unit[0]}' if unit else ''}"
