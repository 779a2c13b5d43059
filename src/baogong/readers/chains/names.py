"""Names and nicknames, which stand beside a door, and what is left of unknown text."""

import re
from collections.abc import Iterator, Sequence

from baogong.readers.chains.persons import CALLED, SURNAMES, TITLED, TITLES
from baogong.readers.chains.plainwords import FOOD
from baogong.readers.chains.tokens import GAPS, Token

_DIGITS = re.compile(
    rf"[小老]?[{SURNAMES}][一二三四五六七八九]"
    r"|[小阿老][一二三四五六七八九]|([一二三四五六七八九])\1"
    r"|[小阿老大]\d|\d{1,2}月的?[\u4e00-\u9fff]{1,2}|[A-Za-z]{2,}\d{1,4}"
    rf"|\d{{1,2}}(?:栋|号楼|楼|幢|号)?(?:的猫|{TITLES})|[\u4e00-\u9fff]{{2,4}}\d\d"
)
_NEVER = frozenset(
    {
        "good",
        "unknown",
        "amount",
        "vague",
        "pack",
        "each",
        "total",
        "sum",
        "money",
        "priced",
        "door",
        "label",
        "that",
    }
    | {"condition", "asking", "same", "rest", "jointly", "own", "for", "bring", "want"}
    | {"add", "set", "to", "swap", "less", "drop", "keep", "paid", "unpaid"}
)
_PERSONS = re.compile(  # whatever else is in their names
    "[小老阿].家|[A-Za-z]+[酱桑君]|.{1,4}(?:侠|大王|公主|王子|大人|星人|姑娘|女王|教主|超人|战士)"
)
_SENDER = re.compile(r"(?:(?:other|filler|talk|bring) )+(?=soft (?:space )?door)")


def with_names(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with names marked: beside a door, before it, behind a label, or with a title."""
    sender, tokens = _sender(tokens)
    done: list[Token] = [*sender]
    head = True
    for chunk in chunks_of(tokens):
        if chunk[0].kind in GAPS:
            done += chunk
        elif chunk[0].kind in {"door", "label", "phone", "part"} and len(chunk) == 1:
            head = True
            done += chunk
        else:
            named = _named(chunk, head=head)
            head = head and not {"good", "amount", "vague"} & {token.kind for token in named}
            done += named
    return done


def _sender(tokens: Sequence[Token]) -> tuple[list[Token], Sequence[Token]]:
    """Who wrote, where that stands before a colon and a door: ``爱吃鱼的猫：3-301 鸡蛋1板``.

    Returns the name and the other tokens.
    """
    found = _SENDER.match(" ".join(token.kind for token in tokens))
    count = len(found.group().split()) if found else 0
    orders = any(token.kind == "good" for token in tokens)
    if not found or tokens[count].text != ":" or not orders:
        return [], tokens
    name = "".join(token.text for token in tokens[:count])
    return [Token("name", name)], tokens[count:]


def is_food(text: str) -> bool:
    return bool(FOOD.search(text)) and not re.fullmatch(r"(.)\1", text)


def chunks_of(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Tokens that touch each other; gaps and doors by themselves."""
    chunk: list[Token] = []
    for token in tokens:
        if token.kind in GAPS or token.kind in {"door", "label", "phone"}:
            if chunk:
                yield chunk
            yield [token]
            chunk = []
        else:
            chunk.append(token)
    if chunk:
        yield chunk


def _named(chunk: Sequence[Token], *, head: bool) -> Sequence[Token]:
    text = "".join(token.text for token in chunk)
    kinds = {token.kind for token in chunk}
    if "name" in kinds or (kinds & {"good", "add", "set"} and "other" not in kinds):
        return chunk
    if "other" not in kinds | ({"other"} if _DIGITS.fullmatch(text) else set()):
        return chunk
    if head and _DIGITS.fullmatch(text) and not is_food(text):
        return [Token("name", text)]
    lead = _lead(chunk)
    if not any(token.kind == "other" for token in lead):
        return chunk
    name, rest = "".join(token.text for token in lead), chunk[len(lead) :]
    if _may_be_name(name, head=head, alone=not rest, rest=rest):
        return [Token("name", name), *rest]
    return chunk


def _lead(chunk: Sequence[Token]) -> list[Token]:
    lead: list[Token] = []
    for token in chunk:
        if token.kind in _NEVER:
            break
        lead.append(token)
    return lead


def _may_be_name(name: str, *, head: bool, alone: bool, rest: Sequence[Token]) -> bool:
    goods = any(token.kind == "good" for token in rest)
    name = re.sub("(?:的|的?那[份个单])$" if goods else "的$", "", name)
    titled = len(name) > 1 and TITLED.fullmatch(name) is not None
    if not head:
        return titled and alone and name[0] in SURNAMES + "小老阿大"
    if name[0] in "帮替代给":
        return False
    if titled or _PERSONS.fullmatch(name):
        return True
    if is_food(name) or len(name) > 8:
        return False
    if alone:
        return True
    return rest[0].kind != "amount" and CALLED.fullmatch(name) is not None
