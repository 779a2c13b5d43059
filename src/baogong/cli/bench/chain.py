"""Time to read a chain of many entries in the ways that people write them."""

import time
from typing import Any

from baogong.readers.addresses import Door, DoorTable
from baogong.readers.chains import Good, GoodsTable, read_chain

MOST_SECONDS_PER_THOUSAND = 1
_FLOORS, _ROOMS = 20, 6
_HEAD = "#接龙\n蔬菜包 35元/份 鸡蛋 28元/板 土豆 2.6元/斤 牛奶 52元/箱\n"
_GOODS = (
    {"sku": "veg", "name": "蔬菜包", "unit": "份", "price_fen": "3500"},
    {"sku": "egg", "name": "鸡蛋", "unit": "板", "price_fen": "2800", "pack_note": "30枚/板"},
    {"sku": "pot", "name": "土豆", "unit": "斤", "price_fen": "260", "sold_by": "weight"},
    {
        "sku": "milk",
        "name": "牛奶",
        "unit": "箱",
        "price_fen": "5200",
        "pack_note": "250ml*24盒/箱",
    },
)
_WAYS = (
    "{n}. {b}-1-{r} 张阿姨 蔬菜包x2",
    "{n}、{b}栋1单元{r} 蔬菜包1份，鸡蛋一板（已付）",
    "（{n}）{b}栋{r}室 土豆两斤半 牛奶250ml*24盒1箱 谢谢",
    "{n}. {b}-{r}李姐蔬菜包1鸡蛋60个 一共91",
    "{n}. {b}号楼{r} 晴天 三份蔬菜包\n送到门口就行",
)


def measure(entries: int) -> dict[str, Any]:
    """``{"entries", "ready", "seconds", "entries_per_second"}``."""
    doors = [_door(number) for number in range(entries)]
    chain = _HEAD + "\n".join(
        _WAYS[n % len(_WAYS)].format(n=n + 1, b=door.building, r=door.room)
        for n, door in enumerate(doors)
    )
    table, goods = DoorTable(doors), GoodsTable(map(Good.of, _GOODS))
    began = time.perf_counter()
    reading = read_chain(chain, doors=table, goods=goods)
    seconds = time.perf_counter() - began
    return {
        "entries": entries,
        "ready": sum(line.status == "ready" for line in reading.lines),
        "seconds": round(seconds, 3),
        "entries_per_second": round(entries / seconds),
    }


def _door(number: int) -> Door:
    building, place = divmod(number, _FLOORS * _ROOMS)
    floor, room = divmod(place, _ROOMS)
    name, code = str(building + 1), f"{floor + 1}{room + 1:02}"
    return Door(f"{name}-1-{code}", building=name, entrance="1", room=code, floor=floor + 1)
