"""Remarks that send a whole order to another door than the one that its address names."""

import re
from dataclasses import dataclass

from baogong.readers.exports.remarks import sentences

_DOOR = r"(?P<door>[A-Z]?\d[\dA-Z弄号栋幢楼单元-]*)室?"
_THIS = "(?:[这此整][单份])?"
_WHOSE = "[\u4e00-\u9fff]{1,4}"
_SENT = re.compile(
    rf"{_THIS}(?:都|全部)?(?:请|麻烦)?(?:直接|帮忙)?送(?:到|去|给|至)?{_DOOR}(?:{_WHOSE}家)?"
)
_NOT_SENT = re.compile(rf"请?(?:不|不要|不用|别|勿)送(?:到|去|给|至)?{_DOOR}")
_FOR = re.compile(
    rf"{_THIS}是?[帮给替](?:楼[上下]|对门|隔壁|邻居)?{_DOOR}(?:{_WHOSE})?(?:买|订|拍|接)?的"
)


@dataclass(frozen=True, slots=True)
class Redirect:
    """``to``: the door that it goes to. ``own``: the one where it does not, that of its address.
    ``of``: those that are named as who has it."""

    to: str
    own: str
    of: tuple[str, ...] = ()


def redirect_in(remark: str) -> Redirect | None:
    """``帮12号203阿婆买的,请直接送12号203,不送11号``: None where it does not tell both doors, and
    where it says anything else."""
    told: dict[re.Pattern[str], list[str]] = {_SENT: [], _NOT_SENT: [], _FOR: []}
    for part in sentences(remark):
        said = [(form, m) for form in told if (m := form.fullmatch(part.replace(" ", "")))]
        if len(said) != 1:
            return None
        told[said[0][0]].append(said[0][1]["door"])
    to, own, of = told.values()
    return Redirect(to[0], own[0], tuple(of)) if len(to) == len(own) == 1 else None
