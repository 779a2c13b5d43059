"""Sign-up chains (R47): who, which building, what they can do. No goods."""

import re
from collections.abc import Sequence
from functools import reduce

from baogong.readers.addresses import DoorTable
from baogong.readers.chains.result import Reason, SignUp
from baogong.readers.chains.tokens import Token
from baogong.readers.people.words import read_phone, read_skills, read_slots

_CALL = re.compile(r"志愿|报名|招募|1\s?\+\s?1|搭把手|结对|帮手|义工|人手")
_OFFER = re.compile(
    r"可以|能(?!到|不能)|会|愿意|有空|搬运|搬|开车|驾驶|司机|接电话|电脑|表格|录入|送货|医|护士|维修|水电|翻译|全天|随时|上午|下午|晚上|周末|都行|跑腿|分拣|打包|力气"
)


def is_sign_up(lines: Sequence[str]) -> bool:
    """Whether the head of a chain calls for helpers."""
    return any(_CALL.search(line) for line in lines)


def read_sign_up(
    tokens: Sequence[Token], text: str, doors: DoorTable
) -> tuple[SignUp, list[Reason]]:
    """The sign-up of an entry, and what is to be asked about it."""
    phones = [token.text for token in tokens if token.kind == "phone"]
    spoken = reduce(lambda left, phone: left.replace(phone, " "), phones, text)
    words = [word for word in re.split(r"[\s,;、。/\n:]+", spoken) if word]
    buildings = _buildings(tokens, doors)
    offers = [word for word in words if _OFFER.search(word)]
    placed = {token.text.strip() for token in tokens if token.kind in {"door", "part"}}
    rest = [w for w in words if w not in offers and w not in placed and not w.isdecimal()]
    names = [w for w in rest if not any(w in place or place in w for place in placed)]
    person = names[0] if names else ""
    reasons = [] if offers else [Reason("no_offer", text)]
    if not person:
        reasons.append(Reason("no_name", text))
    if len(buildings) != 1:
        reasons.append(
            Reason("ambiguous_building" if buildings else "no_building", text, tuple(buildings))
        )
    joined = " ".join(offers)
    return (
        SignUp(
            person=person,
            building=buildings[0] if len(buildings) == 1 else "",
            skills=read_skills(joined)[0],
            slots=read_slots(joined)[0],
            offers=joined,
            other_offers=" ".join(word for word in offers if not _is_coded(word)),
            phone=next(filter(None, map(read_phone, phones)), ""),
        ),
        reasons,
    )


def _is_coded(word: str) -> bool:
    return bool(read_skills(word)[0] or read_slots(word)[0])


def _buildings(tokens: Sequence[Token], doors: DoorTable) -> list[str]:
    """The buildings that an entry may name, as the table calls them."""
    found: dict[str, None] = {}
    for token in tokens:
        if token.said and token.said.door:
            found[token.said.door.building_in_full] = None
        elif token.said and token.said.parts:
            parts = {k: v for k, v in token.said.parts.items() if k in {"lane", "building"}}
            found |= dict.fromkeys(doors.buildings(**parts))
    return list(found)
