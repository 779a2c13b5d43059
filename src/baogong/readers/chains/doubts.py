"""What a clerk would have to ask about an entry: its words, its doors, and whether it is paid."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, pairwise

from baogong.readers.chains.binding import OPERATIONS
from baogong.readers.chains.persons import is_like_a_name
from baogong.readers.chains.plainwords import may_be_food, may_name
from baogong.readers.chains.result import Reason
from baogong.readers.chains.said import Said
from baogong.readers.chains.tokens import Token

_DOUBTS = {
    "vague": "vague_amount",
    "condition": "condition",
    "unknown": "unknown_good",
    "other": "unread",
    "claim": "claim",
    "asking": "question",
    "elsewhere": "neighbour_unclear",
}
_OFF = re.compile("(?:我|我家)?(?:取消|都?不要了|退了)[了吧啦]?")
_WHY_OFF = frozenset({"过敏"})  # 取消吧 孩子过敏
_GIVES = frozenset({"带", "送", "放", "搁"})  # 蔬菜包1带鸡蛋: with it, or an order of it?
# Why somebody changes an order; by itself it may say that nothing is wanted any more.
_CHANGED = re.compile("[另变改错不]|[写填打报][错漏]|有误")  # 地址另发, 房号写错
_REGRETS = frozenset(
    {
        "买到了",
        "家里还有",
        "家里有了",
        "家里够了",
        "家里够吃",
        "家里够吃了",
        "有了",
        "多了",
        "重复了",
        "临时有事",
    }
)
_REGRETS |= {f"{verb}错了" for verb in "点写接打"}
_REGRETS |= {f"{verb}{how}了" for verb in "点写订报" for how in "多少"}
_REGRETS |= {f"多{verb}了" for verb in "点写订报"}
_WANTED = frozenset({"good", "amount", "want", "add", "same", "vague", "unknown"})
_HARMLESS = (
    "几点",
    "牌子",
    "产地",
    "时候",
    "多久",
    "送",
    "到",
    "保质",
    "怎么付",
    "冰箱",
    "保存",
    "冷藏",
    "怎么吃",
    "怎么煮",
    "怎么做",
    "多退少补",
    "押金",
    "按金",
    "怎么转",
    "付款",
    "微信",
    "支付宝",
    "截单",
    "群",
    "哪里拿",
    "哪儿拿",
    "取",
    "发票",
    "付钱",
    "现金",
    "给钱",
    "怎么拿",
    "咋拿",
    "哪拿",
    "哪领",
    "哪天",
    "几号",
    "拿",
    "领",
    "上楼",
    "下楼",
    "门口",
)


# What a condition may be of without deciding what goes into the bag, and how it is said.
_IF = frozenset(
    {"如果", "要是", "假如", "的话", "若", "不然", "能不能", "能否", "可不可以", "可以吗"}
    | {"行吗", "行不行", "可以不"}
)
_IF_AT_DOOR = re.compile(
    "没人|没空|不在|不方便|[送搬拿提拎扛上下进走]不[了动来去上下开进]|打不通|没接|没听|没开门|没应|睡|下雨|太[晚早重]|太?忙"
)
_AT_DOOR = re.compile(
    "送|放|搁|挂|拿|取|搬|敲门|门铃|电话|下来|下楼|上楼|门口|门卫|保安|门岗|电梯|大厅|楼道|喊|叫|等|提前|早一?[点些]|晚一?点|快一?[点些]|尽快|尽早"
)
_BEYOND = 4  # letters before and after those that are known
_FEWEST_LETTERS = 2  # of a menu whose goods have letters
_ASKED_APART = frozenset({"sep", "space", "open", "close"})
_ENDS = frozenset({"sep", "space", "open", "close", "door"})
_BESIDE = frozenset(
    {"other", "name", "filler", "talk", "time", "people", "phone", "symbol", "bring", "delivery"}
    | {"comment", "condition", "asking", "want"}
)


def without_small_conditions(tokens: Sequence[Token]) -> Iterator[Token]:
    """Conditions of how a bag is handed over become comments: ``没人的话放门口``."""
    for is_gap, group in groupby(tokens, key=lambda token: token.kind in _ENDS):
        clause = list(group)
        yield from clause if is_gap else _handed_over(clause)


def _handed_over(clause: Sequence[Token]) -> Iterator[Token]:
    kinds = {token.kind for token in clause}
    text = "".join(token.text for token in clause)
    said = [token.text for token in clause if token.kind == "condition"]
    unknown = [token.text for token in clause if token.kind == "other"]
    small = (
        said
        and kinds <= _BESIDE
        and _IF.issuperset(said)
        and (_AT_DOOR.search(text) or _IF_AT_DOOR.search(text))
        and not any(may_be_food(word) or may_name(word) for word in unknown)
    )
    for token in clause:
        is_said = small and token.kind in {"condition", "asking", "other"}
        yield token.as_kind("comment") if is_said else token


def without_small_questions(tokens: Sequence[Token]) -> Iterator[Token]:
    """Questions about when and where become comments; the others stay."""
    clause: list[Token] = []
    for token in [*tokens, Token("sep", "")]:
        if token.kind in _ASKED_APART and (token.text != " " or clause):
            yield from _answered(clause)
            clause = []
            if token.text:
                yield token
        else:
            clause.append(token)


def _answered(clause: Sequence[Token]) -> Iterator[Token]:
    kinds = {token.kind for token in clause}
    text = "".join(token.text for token in clause)
    small = (
        "asking" in kinds
        and not kinds & {"good", "amount", "door", "condition", *OPERATIONS}
        and ("sum" in kinds or any(word in text for word in _HARMLESS))
    )
    yield from (
        (t if t.kind == "sum" else t.as_kind("comment") for t in clause) if small else clause
    )


def paid_of(tokens: Sequence[Token]) -> tuple[bool | None, list[Reason]]:
    kinds = {token.kind for token in tokens}
    if {"paid", "unpaid"} <= kinds:
        return None, [Reason("paid_unclear")]
    return (True if "paid" in kinds else False if "unpaid" in kinds else None), []


def doubts_of(tokens: Sequence[Token]) -> Iterator[Reason]:
    yield from _neighbours(tokens)
    yield from (
        Reason("unread", f"{label.text}{token.text}")
        for label, token in pairwise(tokens)
        if label.kind == "label" and token.kind == "name" and _CHANGED.match(token.text)
    )
    kinds = ["", *(token.kind for token in tokens), ""]
    calls_off = any(t.kind == "drop" and _OFF.fullmatch(t.text) for t in tokens)
    calls_off = calls_off and not {"good", "that", "other", "unknown"} & {*kinds}
    brings, changes = "for" in kinds, OPERATIONS.keys() & set(kinds)
    signs = [token.amount.times for token in tokens if token.amount]
    coded = any(token.is_code for token in tokens)
    dashed = len(signs) > 1 and set(signs) == {"-"} and not coded  # 鸡蛋-1 牛奶-2
    for token, before, after in zip(tokens, kinds, kinds[2:], strict=False):
        if token.kind in _DOUBTS and not (calls_off and token.text in _WHY_OFF):
            yield Reason(_DOUBTS[token.kind], token.text)
        elif token.amount and token.amount.times == "-" and not (before == "door" or dashed):
            yield Reason("minus", token.text)
        elif token.kind == "where" and before == "door" and not brings:
            yield Reason("neighbour_unclear", token.text)
        elif token.kind == "keep" and before != "good":
            yield Reason("vague_amount", token.text)
        elif token.kind == "jointly" and token.text[0] in "拼凑分平":
            yield Reason("unclear_amount", token.text)
        elif (token.kind == "spare" and not (changes or "enough" in kinds)) or (
            token.text in _REGRETS and not changes
        ):
            yield Reason("unclear_change", token.text)
        elif _is_either(token) and before == after == "good" and "each" not in kinds:
            yield Reason("unclear_amount", token.text)
        elif (
            (token.text, after) != ("送", "door")
            and token.text in _GIVES
            and not brings
            and {before, after} & {"good", "amount"}
        ):
            yield Reason("unread", token.text)


def doubts_of_names(tokens: Sequence[Token]) -> Iterator[Reason]:
    """``可颂 2条`` where the only good is not named: a nickname, or a good that nobody knows?

    A name that has a title or a surname, letters, or its place before the door is one.
    """
    seen = [token for token in tokens if token.kind not in {"space", "filler", "want", "symbol"}]
    for before, token, after in zip([None, *seen], seen, seen[1:], strict=False):
        named = token.kind == "name" and after.kind == "amount"
        if named and before and not is_like_a_name(token.text) and may_name_a_good(token.text):
            yield Reason("unknown_good", token.text)


def doubts_of_letters(tokens: Sequence[Token], codes: Collection[str]) -> Iterator[Reason]:
    """``A、B各1`` where the menu was understood from B on: a code beside those that are known, and
    no nickname."""
    letters = sorted(code for code in codes if len(code) == 1 and "A" <= code <= "Z")
    if len(letters) < _FEWEST_LETTERS:
        return
    low, high = ord(letters[0]) - _BEYOND, ord(letters[-1]) + _BEYOND
    for token in tokens:
        letter = token.text.upper()
        alone = token.kind in {"name", "other"} and len(letter) == 1 and letter not in codes
        if alone and low <= ord(letter) <= high:
            yield Reason("unknown_good", token.text)


def may_name_a_good(text: str) -> bool:
    """Whether a word behind a door may be a good: no single character but one that food has."""
    return len(text) > 1 or may_be_food(text)


def _neighbours(tokens: Sequence[Token]) -> Iterator[Reason]:
    """``隔壁土豆2斤``, ``对门也要``: the neighbour's order, not the door's."""
    where: Token | None = None
    brought = False
    for token in tokens:
        if token.kind == "where":
            where = None if brought else token
        elif where and token.kind in _WANTED:
            yield Reason("neighbour_unclear", where.text)
            where = None
        elif token.kind not in {"space", "filler"}:
            where = None
        brought = token.kind == "delivery"


def _is_either(token: Token) -> bool:
    """``鸡蛋/牛奶`` may be the one or the other; ``鸡蛋、牛奶`` are both wanted."""
    return token.kind == "open" or (token.kind == "soft" and token.text not in "、+&")


def doubts_of_doors(doors: Sequence[Said], text: str) -> Iterator[Reason]:
    if not doors:
        yield Reason("no_door", text)
    for said in doors:
        candidates = tuple(door.code for door in said.doors)
        if said.outside:
            yield Reason("outside_door", said.text, candidates)
        elif not candidates:
            yield Reason("no_such_door", said.text)
        elif len(candidates) > 1:
            yield Reason("ambiguous_door", said.text, candidates)
