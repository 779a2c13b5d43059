"""How many of a good's own units one of an export's holds: ``土豆 5斤/份`` are five 斤."""

import re
from decimal import Decimal

from baogong.readers.addresses.spelling import plain

_PIECES = "枚卷盒瓶罐包袋片张个只支双块把提板箱桶条排"
_SIZE = re.compile(
    rf"(?P<n>\d+(?:\.\d+)?)\s*(?P<of>kg|公斤|千克|斤|ml|毫升|升|l|g|克|[{_PIECES}])"
    r"(?:装|左右)?(?:\s*[*x×]\s*(?P<times>\d{1,3})\s*[^\W\d]?)?(?![\d.])",
    re.IGNORECASE,
)
_INNER = re.compile(rf"(?:^|[*x×])\s*(?P<n>\d+)\s*(?P<of>[{_PIECES}])")
_WORD = re.compile("[\u4e00-\u9fff]{2}")
_MEASURES = {
    **dict.fromkeys(("g", "克"), ("g", 1)),
    "斤": ("g", 500),
    **dict.fromkeys(("kg", "公斤", "千克"), ("g", 1000)),
    **dict.fromkeys(("ml", "毫升"), ("ml", 1)),
    **dict.fromkeys(("l", "升"), ("ml", 1000)),
}
_MOST = 60
_LEAST_JIN = Decimal("0.1")


def units_in(spec: str, *, unit: str, pack: str) -> Decimal | None:
    """None where a specification does not come to a whole number of a good's units, or to so much
    weight that a scale shows it.

    ``unit``: what the good is counted or weighed in. ``pack``: what is in one of them.
    """
    told = _measured(spec)
    if told is None:
        return None
    own = dict(filter(None, (_measured(pack), _pieces(pack))))
    own |= {"g": Decimal(500)} if unit == "斤" else {unit: Decimal(1)}
    if told[0] not in own:
        return None
    many = told[1] / own[told[0]]
    least = _LEAST_JIN if unit == "斤" else 1
    return many if least <= many <= _MOST and not many % least else None


def _pieces(pack: str) -> tuple[str, Decimal] | None:
    """The pieces in a pack: of ``250ml*24盒/箱`` 24 盒."""
    found = _INNER.search(plain(pack))
    return (found["of"], Decimal(found["n"])) if found else None


def names_size(text: str) -> bool:
    return _SIZE.search(plain(text)) is not None


def _measured(text: str) -> tuple[str, Decimal] | None:
    """Of what, and how much: ``5kg*2袋`` are 10,000 g, ``10卷`` ten 卷. None for several."""
    text = re.sub(r"\(\d+[^\W\d]\)|整[箱袋件包]|净重", "", plain(text))
    found = list(_SIZE.finditer(text))
    if len(found) != 1 or _WORD.search(_SIZE.sub(" ", text)):
        return None
    of, each = _MEASURES.get(found[0]["of"].lower(), (found[0]["of"], 1))
    return of, Decimal(found[0]["n"]) * each * int(found[0]["times"] or 1)
