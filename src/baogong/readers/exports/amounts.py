"""Cells of an export that hold quantities, money and dates."""

import re
from datetime import datetime
from decimal import Decimal

from baogong.readers.addresses.spelling import plain, with_digits
from baogong.values.money import parse_yuan

MOST = 30  # packs of one good for one door that nobody asks about
# Words that count orders' lines rather than measure a good.
COUNTERS = frozenset({"", "份", "件", "个", "组", "套", "单"})
NONE = frozenset(
    {
        "0",
        "-",
        "/",
        "无",
        "不要",
        "不需要",
        "(空)",
        "空",
        "跳过",
        "(跳过)",
        "没有",
        "没有了",
        "暂无",
    }
    | {
        f"{no}{what}"
        for no in ("不要", "不选", "不需要")
        for what in ("套餐", "礼包", "加购", "单品")
    }
)  # in the column of a good
PIECES = frozenset("枚个瓶盒罐卷")  # of which a pack holds many
_TICKS = frozenset("√✓✔☑")
_QUANTITY = re.compile(
    r"(?:要|来|订|买|需要)?[x×*]?\s*([+-]?\d{1,9}(?:\.\d+)?)\s*([^\W\d_]{0,3})", re.IGNORECASE
)
_HALF = re.compile(r"(\d+)([^\W\d_]{1,2})半$")  # 1斤半
_TENTHS = re.compile(r"^(\d{1,2}|[一二两三四五六七八九十]{1,3})两$")  # 三两 of a 斤
_SO_MANY_OR_MORE = re.compile("[一二两三四五六七八九]{2}(?<!.两$)")  # 两三斤
_HALF_OF_ONE = re.compile(r"^半(?=[^\W\d_])")
_DATE = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[T\s,]*"
    r"(?:(\d{1,2})[:时点](\d{1,2})分?(?::?(\d{1,2})(?:\.\d+)?秒?)?)?(?:Z|[+]\d\d:?\d\d)?"
)


class BadQuantity(ValueError):
    """``why``: ``no_quantity``, ``not_positive`` or ``many``."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def read_quantity(text: str, *, most: int | None = MOST) -> tuple[Decimal, str]:
    """``"2"``, ``"×２份"``, ``三两`` -> number and unit (maybe empty). Raises BadQuantity.

    ``most``: from here on it is for a person to say whether so many are meant; None for no bound.
    """
    told = _TENTHS.sub(_in_jin, plain(text))
    told = "1" if told in _TICKS else with_digits(told)
    found = _QUANTITY.fullmatch(_HALF.sub(r"\1.5\2", _HALF_OF_ONE.sub("0.5", told)))
    if not found or _SO_MANY_OR_MORE.search(text):
        raise BadQuantity("no_quantity")
    number = Decimal(found[1])
    if number <= 0:
        raise BadQuantity("not_positive")
    if most is not None and number >= most and found[2].lower() not in {*PIECES, "克", "g"}:
        raise BadQuantity("many")
    return number, found[2]


def _in_jin(tenths: re.Match[str]) -> str:
    return f"{Decimal(with_digits(tenths[1])) / 10}斤"


def read_fen(text: str) -> int | None:
    """None for what is no amount of money."""
    try:
        return parse_yuan(text.replace(",", ""))
    except ValueError:
        return None


def read_moment(text: str) -> datetime | None:
    """``2022-04-12 09:03:11``, ``2022/4/12 9:03``, ``2022年4月12日``; None for all else."""
    found = _DATE.fullmatch(plain(text))
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    iso = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
    try:
        return datetime.fromisoformat(iso)
    except ValueError:
        return None
