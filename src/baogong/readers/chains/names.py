"""Names and nicknames, which stand beside a door, and what is left of unknown text."""

import re
from collections.abc import Iterator, Sequence

from baogong.readers.chains.persons import (
    CALLED,
    CALLED_BEHIND,
    SURNAMES,
    TITLED,
    TITLES,
    is_like_a_name,
)
from baogong.readers.chains.plainwords import FOOD, may_name
from baogong.readers.chains.tokens import GAPS, Token

_DIGITS = re.compile(
    rf"[小老]?[{SURNAMES}][\u4e00-\u9fff]?[一二三四五六七八九]"
    r"|[小阿老][一二三四五六七八九]|([一二三四五六七八九])\1"
    r"|[小阿老大]\d|\d{1,2}月的?[\u4e00-\u9fff]{1,2}|[A-Za-z]{2,}\d{1,4}"
    rf"|\d{{1,2}}(?:栋|号楼|楼|幢|号)?(?:的猫|{TITLES})|[\u4e00-\u9fff]{{2,4}}\d\d"
)
_TIMES = re.compile(r"(?<![A-Za-z\d])[A-Za-z]\s?[xX*×]\s?\d")
_ROOM = re.compile(r"\d{3,4}")  # of a neighbour
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
_NO_NICKNAME = _NEVER - {"good", "each", "own", "same", "jointly", "that", "vague"}
_IN_COLUMN = frozenset({"condition", "asking", "for"})  # words that a column for names makes names
_PERSONS = re.compile(  # whatever else is in their names
    "[小老阿].家|(?!一).{1,4}一家|[A-Za-z]+[酱桑君]|.{1,4}(?:侠|大王|公主|王子|大人|星人|姑娘|女王|教主|超人|战士)"
)
_PRODUCT = re.compile(  # what is sold, of no character that food has
    f"{FOOD.pattern}|车厘子|山竹|枇杷|火龙|榴莲|龙眼|荔枝|凝珠|洗[衣手发洁]|牙[刷线签]|电池|灯泡"
    "|卫生|尿不|垃圾|保鲜|手套|拖把|蜡烛|温度计|胰岛|维生素|钙片|布洛芬|连花|感冒灵|创可贴|棉签|碘伏"
    "|饲料|[猫狗](?:砂|粮)|酵母|充电|插座|打火机|拖鞋|毛巾|衣架|喷壶|抹布"
)
# What somebody calls themselves: one of a kind, what does or feels, what is not something else.
_CALLED_SO = re.compile(
    rf"(?!.*(?:{FOOD.pattern}))[\u4e00-\u9fff]{{2,5}}一枚|[\u4e00-\u9fff]{{1,3}}不是[\u4e00-\u9fff]{{1,4}}"
    "|(?:会|不会|戴|晒|追)[\u4e00-\u9fff]{1,3}的[\u4e00-\u9fff]{1,3}"
    "|(?:奔跑|飞奔|流浪|迷路|发呆|睡觉|孤独|寂寞|快乐|努力|勤劳|可爱|温柔|勇敢|安静|吃素|跳舞|唱歌)"
    "着?的[\u4e00-\u9fff]{1,3}"
)
_WHO = frozenset(["姓名", "名字", "昵称", "称呼", "联系人", "收货人", "收件人", "业主", "住户"])
_APART = frozenset({"space", "soft", "sep", "door", "end"})
_HAN = re.compile("[\u4e00-\u9fff]{2,4}")
_SPOKEN = frozenset({"other", "filler", "talk", "pref"})
_LATIN_NAME = re.compile("[A-Z][a-z]{2,9}")  # Jason可乐一箱
_SAID = re.compile(
    "^(?:有|没|要|来|如|若|能|可以|请|问|帮|替|给)|[吗么嘛呗]$"
)  # no nickname, most likely
_SENDER = re.compile(r"(?:(?:other|filler|talk|bring) )+(?=soft (?:space )?door)")


def with_names(tokens: Sequence[Token], *, column: str = "") -> list[Token]:
    """The tokens with names marked: beside a door, before it, behind a label, or with a title.

    ``column``: where the chain's entries have a name: "ahead" of the door, "behind" it, or "".
    """
    sender, tokens = _sender(tokens)
    if not sender:
        sender, tokens = _ahead(tokens, in_column=column == "ahead")
    tokens = _behind(list(_pictured(tokens)), in_column=column == "behind")
    done: list[Token] = [*sender]
    labelled = False
    head, seen = True, bool(sender) or any(token.kind == "name" for token in tokens)
    for chunk in chunks_of(tokens):
        if chunk[0].kind in GAPS:
            done += chunk
        elif chunk[0].kind in {"door", "label", "phone", "part"} and len(chunk) == 1:
            head = True
            seen = seen and chunk[0].kind != "label"
            labelled = chunk[0].text in _WHO
            done += chunk
        elif labelled and {token.kind for token in chunk} <= _SPOKEN:
            done.append(Token("name", _text(chunk)))
            labelled, seen = False, True
        else:  # behind a name another word may be a good: 小周 车厘子
            named = _named(chunk, head=head and not (seen and _may_be_sold(chunk)))
            head = head and not {"good", "amount", "vague"} & {token.kind for token in named}
            seen = seen or any(token.kind == "name" for token in named)
            done += named
    return [_ordered(token) for token in _signed(done)]


def _pictured(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens with words that a picture stands beside, apart from all else, as names: who calls
    herself 柚子🍊 and orders something else."""
    kinds = ["end", *(token.kind for token in tokens), "end", "end"]
    for n, token in enumerate(tokens):
        before, after, behind = kinds[n], kinds[n + 2], kinds[n + 3]
        alone = before in _APART and after == "symbol" and behind in _APART
        apart = alone and behind != "end" and _HAN.fullmatch(token.text)
        yield token.as_kind("name") if token.kind == "other" and apart else token


def _signed(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens with who signs: a name ahead of a phone, a surname in brackets or at the end."""
    end = Token("end", "")
    told = [end, *(token for token in tokens if token.kind != "space"), end]
    signed: set[int] = set()
    ends = [*told[3:], end]
    for before, token, after, behind in zip(told, told[1:], told[2:], ends, strict=False):
        sorted_by = (after.text, behind.kind) in {(":", "good"), ("：", "good")}
        if token.kind == "other" and sorted_by:  # 肉铺：猪肉3斤 粮油：大米2袋
            signed.add(id(token))
        if token.kind != "other" or is_food(token.text):
            continue
        phone = after.kind == "phone" and CALLED.fullmatch(token.text)
        closed = (before.kind, after.kind) in {("open", "close"), ("amount", "end")}
        called = len(token.text) == 1 and token.text in SURNAMES
        if phone or (closed and (called or CALLED_BEHIND.fullmatch(token.text))):
            signed.add(id(token))
    yield from (token.as_kind("name") if id(token) in signed else token for token in tokens)


def _ordered(token: Token) -> Token:
    """A letter so many times is ordered, whatever it is, and no part of a name: ``周 Zx1``."""
    is_counted = token.kind == "name" and _TIMES.search(token.text)
    return Token("other", token.text) if is_counted else token


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


def _ahead(tokens: Sequence[Token], *, in_column: bool) -> tuple[list[Token], Sequence[Token]]:
    """``糖醋里脊 3-301 鸡蛋1板``: a dish ahead of a door that has its own order is a nickname."""
    chunks = list(chunks_of(tokens))
    at = slot_ahead(chunks)
    named = at == 0 and (
        _is_nickname(chunks[0], in_column=in_column)
        or (in_column and _is_word(chunks[0]))
        or _is_called_so(chunks[0])
    )
    return ([Token("name", _text(chunks[0]))], tokens[len(chunks[0]) :]) if named else ([], tokens)


def _behind(tokens: Sequence[Token], *, in_column: bool) -> list[Token]:
    """The tokens with the chunk behind the first door as a name, if it orders nothing.

    Outside of a column only what nothing but a name is like: 会飞的鱼, 吃货一枚.
    """
    chunks = list(chunks_of(tokens))
    at = slot_of(chunks)
    if at is None or not (
        (in_column and _is_nickname(chunks[at], in_column=True)) or _is_called_so(chunks[at])
    ):
        return list(tokens)
    after = next((chunk[0].kind for chunk in chunks[at + 1 :] if chunk[0].kind not in GAPS), "")
    if chunks[at][-1].kind == "good" and after == "amount":
        return list(tokens)  # 大|豆油5L 一桶
    named = [*chunks[:at], [Token("name", _text(chunks[at]))], *chunks[at + 1 :]]
    return [token for chunk in named for token in chunk]


def slot_ahead(chunks: Sequence[Sequence[Token]]) -> int | None:
    """Where a chunk stands ahead of the first door, if it is the first, and goods follow."""
    kinds = [chunk[0].kind for chunk in chunks]
    door = kinds.index("door") if "door" in kinds else 0
    alone = door > 1 and all(kind in GAPS for kind in kinds[1:door])
    return 0 if alone and _orders(chunks[door + 1 :]) else None


def slot_of(chunks: Sequence[Sequence[Token]]) -> int | None:
    """Where the chunk between a first door and the goods stands, parted from both by gaps."""
    kinds = [chunk[0].kind for chunk in chunks]
    door = kinds.index("door") if "door" in kinds else -1
    if door < 0 or any(kind not in GAPS for kind in kinds[:door]):
        return None
    words = [n for n in range(door + 1, len(chunks)) if kinds[n] not in GAPS]
    apart = len(words) > 1 and door + 1 < words[0] and words[0] + 1 < words[1]
    return words[0] if apart and _orders(chunks[words[1] :]) else None


def _orders(chunks: Sequence[Sequence[Token]]) -> bool:
    """Whether a good stands there, or an amount, which is of the only one."""
    return any(token.kind in {"good", "amount"} for chunk in chunks for token in chunk)


def _is_word(chunk: Sequence[Token]) -> bool:
    """Whether a chunk is no order in itself: it has unknown text, or no amount of a good."""
    kinds = {token.kind for token in chunk}
    return "other" in kinds and not kinds & {"want", "add", "drop", "for", "door", "label"}


def _is_nickname(chunk: Sequence[Token], *, in_column: bool) -> bool:
    """Whether a chunk has unknown text and neither an amount nor what orders or changes."""
    kinds = {token.kind for token in chunk}
    if not in_column and _SAID.search(_text(chunk)):
        return False
    one = len(chunk) > 1 and chunk[0].kind == "amount" and chunk[0].text[0] in "一两三"
    if one and not is_food(_text(chunk)):  # 一只橘猫
        kinds = {token.kind for token in chunk[1:]}
    return "other" in kinds and not kinds & (_NO_NICKNAME - (_IN_COLUMN if in_column else set()))


def _is_called_so(chunk: Sequence[Token]) -> bool:
    sold = any(token.kind == "good" for token in chunk)
    return not sold and bool(_CALLED_SO.fullmatch(_text(chunk)))


def _may_be_sold(chunk: Sequence[Token]) -> bool:
    """Whether a chunk is a short word that may be the name of a good, and not somebody's."""
    text = _text(chunk)
    short = re.fullmatch("(?![我你您他她咱])[\u4e00-\u9fff]{2,4}", text) is not None
    return short and may_name(text) and not is_like_a_name(text)


def _text(chunk: Sequence[Token]) -> str:
    return "".join(token.text for token in chunk)


def is_food(text: str) -> bool:
    return bool(_PRODUCT.search(text)) and not re.fullmatch(r"(.)\1", text)


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
    if kinds & {"name", "money"} or (kinds & {"good", "add", "set"} and "other" not in kinds):
        return chunk
    if "other" not in kinds | ({"other"} if _DIGITS.fullmatch(text) else set()):
        return chunk
    coded = any(token.is_code for token in chunk)  # 阿姨带3×3
    if head and _DIGITS.fullmatch(text) and not (coded or is_food(text)):
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
        own = token.text[0] in "我咱俺" or token.kind == "people"  # 周老师|两套房
        if token.kind in _NEVER or (lead and own):
            break
        lead.append(token)
    return lead


def _may_be_name(name: str, *, head: bool, alone: bool, rest: Sequence[Token]) -> bool:
    goods = any(token.kind == "good" for token in rest)
    name = re.sub("^的(?=.)|(?<=.)[啊呀哦呢]$", "", name)  # 我是3栋的|老周啊
    name = re.sub("(?:的|的?那[份个单])$" if goods else "的$", "", name)
    titled = len(name) > 1 and TITLED.fullmatch(name) is not None
    if not head:
        called = CALLED_BEHIND.fullmatch(name) is not None and not is_food(name)
        return alone and (called or (titled and name[0] in SURNAMES + "小老阿大"))
    if name[0] in "帮替代给" or _ROOM.fullmatch(name):
        return False
    latin = bool(rest) and rest[0].kind == "good" and _LATIN_NAME.fullmatch(name)
    if titled or latin or _PERSONS.fullmatch(name):
        return True
    if is_food(name) or len(name) > 8:
        return False
    if alone:
        return True
    return rest[0].kind != "amount" and CALLED.fullmatch(name) is not None
