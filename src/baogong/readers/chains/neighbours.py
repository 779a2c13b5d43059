"""Doors that an entry names in short: a mere number at its head, a room beside another door."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from baogong.readers.addresses import Door
from baogong.readers.chains.doors import DoorFinder
from baogong.readers.chains.said import Said
from baogong.readers.chains.tokens import Token

_SET_OFF = re.compile(r"(.*[栋幢座号楼元弄])\s*[:\n]\s*\d{3,4}")
_HELPS = re.compile(
    "[\u4e00-\u9fff]{0,4}?代(?:接龙?|付款?|订|报|填|登记|买|下单)的?(?=$|[\\s,;。!)])"
)
_FUSED = 5  # digits that are no amount
_REACH = 8  # tokens behind a door that may say who it orders for
_THROUGH = frozenset({"由", "钱"})
_SHORT = re.compile(r"\d{1,2}号")  # of a village, where houses have no rooms
_FLAT = re.compile(r"\d{1,2}[A-Za-z]")
_LETTERED = re.compile("[A-Za-z]")
_ROOMS = re.compile(r"\d{3,4}(?:[/、]\d{3,4})+")


def with_heads(tokens: list[Token]) -> list[Token]:
    """A mere number is a door only at the head, where no other door is named."""
    real = [
        t for t in tokens if t.kind == "door" and t.said and not (t.said.fused or t.said.landmark)
    ]
    for position, token in enumerate(tokens):
        if token.kind != "door" or not token.said:
            continue
        if token.said.landmark and real:
            tokens[position] = Token("delivery", token.text)
        elif token.said.fused and (real or not _may_be_fused(tokens, position)):
            tokens[position] = Token("other", token.text)
        else:
            real.append(token)
    return tokens


def with_neighbours(tokens: Sequence[Token], finder: DoorFinder) -> Iterator[Token]:
    """Bare rooms beside a door: ``1201/1202``, ``帮楼上301``."""
    last: Door | None = None
    near = False
    named: dict[str, Said] = {}  # doors by their rooms
    spread = any(token.kind in {"each", "for"} for token in tokens)
    found = list(_with_flats(tokens, finder))
    ended = False  # 3-301 鸡蛋1板；302 牛奶1箱
    for token, after in zip_longest(found, found[1:]):
        set_off, ended = ended, token.text == ";" or (ended and token.kind == "space")
        if last and token.kind == "door" and _ROOMS.fullmatch(token.text):
            for room in re.split("[/、]", token.text):
                yield Token("door", room, said=_beside(room, last, finder))
            continue
        if token.kind == "door" and token.said:
            said = token.said
            if last and not said.doors:  # 帮1门203
                said = finder.resolve(f"{last.building}号楼{token.text}")
                yield Token("door", token.text, said=said)
                last, near = said.door or last, True
                continue
            last, near = said.door or last, True
            named.setdefault(last.room if last else "", said)
        elif token.kind in {"where", "for"} and last:
            near = True
        elif (
            token.kind in {"amount", "other"}
            and last
            and _is_room(room := token.text.lstrip("+"))
            and (
                near
                or (len(named) > 1 and room in named)
                or _asks_too(token, after)
                or (set_off and token.amount and not token.amount.unit)
            )
        ):
            said = named.setdefault(room.strip("室房"), _beside(room, last, finder))
            yield Token("door", room, said=said)
            continue
        elif not (token.kind == "soft" and token.text in "/、&+") and not (
            spread and (token.kind in {"space", "and", "comment"} or token.text == ",")
        ):
            near = near and token.kind in {"and", "where"}
        yield token


def with_helpers(tokens: Sequence[Token]) -> list[Token]:
    """``3-301 李奶奶 鸡蛋1板 5-302小王代接``: a door that only orders or pays for another."""
    done = list(tokens)
    doors = [n for n, token in enumerate(tokens) if token.kind == "door"]
    for n in doors[1:]:
        wanted = tokens[n - 1].kind in {"for", "where"}
        found = None if wanted else helping(tokens, n)
        end, length = n + 1, 0
        while found and length < found.end():
            length += len(tokens[end].text)
            end += 1
        if found and length == found.end():
            ahead = n - 1 if tokens[n - 1].text in _THROUGH else n
            done[ahead:end] = [token.as_kind("comment") for token in tokens[ahead:end]]
    return done


def helping(tokens: Sequence[Token], at: int) -> re.Match[str] | None:
    """What says behind a door that it orders or pays for another."""
    return _HELPS.match("".join(token.text for token in tokens[at + 1 : at + _REACH]))


def with_rooms(tokens: Sequence[Token], finder: DoorFinder) -> list[Token]:
    """``3栋：301鸡蛋1板，302牛奶1箱``: rooms of one building, each where a clause begins."""
    building = _building_ahead(tokens)
    if not (building or _is_bare(tokens)):
        return list(tokens)
    done, begins = [], False
    for token in tokens:
        room = token.text if begins and _is_room(token.text) else ""
        said = finder.resolve(building + room) if room else None
        done.append(Token("door", room, said=said) if said and said.doors else token)
        begins = token.kind in {"sep", "part"} or (begins and token.kind in {"space", "soft"})
    doors = [token for token in done if token.kind == "door"]
    return [t for t in done if t.kind != "part"] if len(doors) > 1 else list(tokens)


def _is_bare(tokens: Sequence[Token]) -> bool:
    """``406 白菜2斤，407 白菜1斤`` where one building is meant."""
    doors = [token for token in tokens if token.kind in {"door", "part"}]
    return len(doors) == 1 and tokens[0] is doors[0] and doors[0].text.isdecimal()


def _building_ahead(tokens: Sequence[Token]) -> str:
    """The building that an entry begins with, set off from its first room; "" for none."""
    kinds = [token.kind for token in tokens]
    if kinds.count("door") + kinds.count("part") != 1 or kinds[0] not in {"door", "part"}:
        return ""
    found = _SET_OFF.fullmatch(tokens[0].text)
    return found[1] if found else tokens[0].text if kinds[0] == "part" else ""


def _with_flats(tokens: Sequence[Token], finder: DoorFinder) -> Iterator[Token]:
    """The tokens with ``5E`` in one, where rooms are floors and letters and a door is named.

    So is ``16号`` beside the door of a house.
    """
    doors = [token.said.door for token in tokens if token.said and token.said.door]
    flats = finder.has_flats and any(token.kind == "door" for token in tokens)
    houses = any(len(d.room) < 3 and not finder.table.stands_alone(d) for d in doors)
    at, begun = 0, False  # a house's number behind a whole door is of the same group
    while at < len(tokens):
        token, rest = tokens[at], tokens[at + 1 : at + 2]
        text = token.text + rest[0].text if rest and token.kind == "amount" else ""
        if (
            text
            and flats
            and not rest[0].is_code
            and (flat := _FLAT.match(text))
            and not _LETTERED.match(text, flat.end())
        ):
            yield Token("other", flat.group())
            if flat.end() < len(text):
                yield Token("other", text[flat.end() :])
            at += 2
        elif houses and _is_short(token, begun=begun):
            yield token.as_kind("other")
            at += 1
        elif text and houses and _SHORT.fullmatch(text):
            yield Token("other", text)
            at += 2
        else:
            begun = begun or token.kind == "door"
            yield token
            at += 1


def _is_short(token: Token, *, begun: bool) -> bool:
    kinds = {"part", "door"} if begun else {"part"}
    return token.kind in kinds and _SHORT.fullmatch(token.text) is not None


def _asks_too(token: Token, after: Token | None) -> bool:
    """``3-301 鸡蛋1板 401也要1板``, ``401也一样``: a room, since it wants something."""
    too = after is not None and after.text[0] == "也" and after.kind in {"want", "filler"}
    return too and not (token.amount and token.amount.unit)


def _beside(room: str, last: Door, finder: DoorFinder) -> Said:
    doors = finder.neighbour(room.strip("室房号 "), last)
    inside = all(finder.scope.covers(door) for door in doors)
    return Said(room, doors, outside=not inside, whole=True)


def _is_room(text: str) -> bool:
    bare = text.strip("室房")
    return (
        bool(_SHORT.fullmatch(text))
        or (bare.isdecimal() and 3 <= len(bare) <= 4)
        or bool(_FLAT.fullmatch(bare))
    )


def _may_be_fused(tokens: Sequence[Token], position: int) -> bool:
    """Digits in one may be a door ahead of all that is ordered; long ones behind it, too."""
    last = position == len(tokens) - 1 and len(tokens[position].text) >= _FUSED
    return last or not _has_content(tokens[:position])


def _has_content(tokens: Sequence[Token]) -> bool:
    return any(token.kind in {"good", "amount", "want", "drop"} for token in tokens)
