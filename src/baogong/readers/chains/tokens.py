"""A folded entry as tokens, left to right, each the longest that is known at its place.

What is known nowhere becomes ``other``. A word or a good of one character that touches unknown
text is part of it: 加 in 加菲猫, 米 in 米粒, 水 in 水灵. So is a longer good that unknown text
follows at once: 番茄酱 is not 番茄.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from baogong.readers.addresses.spelling import arabic
from baogong.readers.chains import amounts, persons, words
from baogong.readers.chains.amounts import UNITS, Amount
from baogong.readers.chains.beginnings import starting
from baogong.readers.chains.doors import DoorFinder, Said, Scope
from baogong.readers.chains.goods import NOUNS, GoodsTable, Menu
from baogong.readers.chains.money import MONEY, PRICED, SUMS, TOTAL
from baogong.readers.chains.plainwords import FOOD

GAPS = frozenset({"space", "sep", "soft", "open", "close", "symbol"})
_OPENING = "([【{<《「"
_JOINS = "+-*×xX—–"
# Patterns that take in any words but a good's name, and what they are.
_OPEN = {"put": "delivery", "seen": "talk", "cooked": "talk", "sort": "pref"}
_GAP_OF = {
    " ": "space",
    **dict.fromkeys(",;。!，；！\n|.", "sep"),
    **dict.fromkeys("、+&/\\:~-—–_=\"'“”‘’…·^`@#%", "soft"),
    **dict.fromkeys(_OPENING, "open"),
    **dict.fromkeys(")]】}>》」", "close"),
}
_LATIN = re.compile(r"[A-Za-z]+")
_LETTER = re.compile("[A-Z]", re.IGNORECASE)  # as a capital, so that foreign ones are among them
_DIGIT = re.compile(r"\d")
_CODE = re.compile(rf"(?<![\d.])(\d{{1,2}})\s?([*xX×])\s?(\d{{1,3}})(?![\d.]|\s?(?:ml|{UNITS}))")
_COUNTED_CODE = re.compile(r"[一二两三四五六七八九](?=[A-Za-z](?![A-Za-z\d]))")  # 两A一B
_CALLED_CODE = re.compile(r"(?:套餐|套|餐|包|款)(?=$|[\s\d,、+xX*×:(一二两三四五六七八九十各])")
_MARKED = re.compile(
    r"〔(\d+)〕|套餐\s?([A-Z])(?![A-Z])|(?:编号|代号|序号)\s?:?\s?(\d{1,2}|[A-Z])(?![A-Z\d])",
    re.IGNORECASE,
)
# 3号 as the third of a menu with numbers: an amount follows, or the next of a list; no room does.
_NUMBER = re.compile(
    r"(?<![\d弄栋幢座-])(\d{1,2}|[一二三四五六七八九十]{1,2})号(?:(?:套餐|商品|产品)(?![A-Z])"
    r"|(?=(?:再|各|都|也)?(?:[改换要来加减]|[改换]成|[加减]到)?\s?"
    r"(?:[xX*×]\s?)?(?:\d{1,2}(?![\d号楼弄栋幢-])|[一二两三四五六七八九十半])|[、和]\d{1,2}号"
    r"|(?:不要|取消|退|撤|删)))"
)
_UNCOUNTED = re.compile(rf"(?:{'|'.join(amounts.COUNTED)}|斤)(?!装)")
_ENDED = re.compile(r"$|[\s,;。!)]")
_UNIT_OF_PLACE = re.compile("[弄栋幢座号元区楼]")
_COUNT = re.compile(r"\d{1,3}(?![\d弄栋幢座号#])")
_SLOT = re.compile(r"\s?[\[【]([^\]】*]{0,24})[\]】]")


class Token(NamedTuple):
    """A named tuple, which is quick to make: a long chain has tens of thousands."""

    kind: str
    text: str
    amount: Amount | None = None
    skus: frozenset[str] = frozenset()
    said: Said | None = None
    money: Decimal | None = None
    is_code: bool = False

    def as_kind(self, kind: str) -> "Token":
        return self._replace(kind=kind)


_Find = Callable[[str, int], tuple[list[Token], int]]


class Lexer:
    """Tokens of entries of one chain."""

    def __init__(self, finder: DoorFinder, goods: GoodsTable) -> None:
        self.finder, self.goods = finder, goods
        self.menu = Menu()
        self._known: dict[str, list[Token]] = {}
        self._finds: tuple[tuple[Callable[[str], bool], _Find], ...] = (
            (starting(_MARKED), self._marked),
            (starting(_NUMBER), self._numbered),
            (lambda c: not c.isalnum(), self._gap),
            (lambda c: bool(words.patterns_beginning(c)), self._pattern),
            (words.may_order, self._uncounted),
            (starting(PRICED), self._priced),
            (starting(TOTAL, MONEY, _DIGIT), self._sum),
            (finder.may_begin, self._door),
            (starting(_CODE, _COUNTED_CODE, _LETTER), self._code),
            (starting(*amounts.PATTERNS, words.TIME), self._size),
        )
        self._finds_by_first: dict[str, list[_Find]] = {}

    def prepare(self, menu: Menu, scope: Scope) -> None:
        """From here on entries are read with this menu, under this scope."""
        if scope != self.finder.scope or menu.codes != self.menu.codes:
            self._known.clear()
        self.menu = menu
        self.finder.narrow(scope)

    def tokens(self, text: str) -> list[Token]:
        if text not in self._known:
            self._known[text] = _smoothed(list(self._raw(text)))
        return list(self._known[text])

    def _raw(self, text: str) -> Iterator[Token]:
        at = 0
        last = ""
        while at < len(text):
            for find in self._finds_at(text[at]):
                found, end = find(text, at)
                if found:
                    break
            else:
                found, end = self._word(text, at)
            if last == "good" and found[0].kind == "door" and _COUNT.match(text, at):
                found, end = self._size(text, at)  # 蔬菜包1-603
            yield from found
            last, at = found[-1].kind, end

    def _finds_at(self, first: str) -> list[_Find]:
        """What may be found at a place with this character, in the order to try them."""
        if first not in self._finds_by_first:
            self._finds_by_first[first] = [find for begins, find in self._finds if begins(first)]
        return self._finds_by_first[first]

    def _gap(self, text: str, at: int) -> tuple[list[Token], int]:
        c = text[at]
        end = words.emote_at(text, at)
        if end > at:
            return [Token("symbol", text[at:end])], end
        begins_amount = (
            c in _JOINS
            and amounts.amount_at(text, at)[1] > at
            and not self.finder.at(text, at + 1)[0]
        )
        opens_door = c in _OPENING and self.finder.at(text, at)[0]
        if begins_amount or (opens_door and not self._numbered(text, at + 1)[0]):
            return [], at
        kind = _GAP_OF.get(c, "")
        if not (kind or c.isalnum() or c in "¥$*" or words.word_at(text, at)[0]):
            kind = "symbol"
        return ([Token(kind, c)], at + 1) if kind else ([], at)

    def _pattern(self, text: str, at: int) -> tuple[list[Token], int]:
        for kind, end in words.patterns_at(text, at):
            if self._holds(kind, text, at, end):
                return [Token(_OPEN.get(kind, kind), text[at:end])], end
        return [], at

    def _holds(self, kind: str, text: str, at: int, end: int) -> bool:
        """Whether a pattern is what it seems, and no part of it a good, an order or a word."""
        if kind == "pref":
            named = self._names_good(text, at, end) or self.goods.at(text, at)[1] > at
            cut = FOOD.match(text, end) and text[end - 1] not in "的点些"  # 不吃辣|椒
            return not (named or cut) and words.word_at(text, at)[1] < end  # 要小|青菜
        if kind == "want":
            orders = self.goods.at(text, end)[0] or amounts.amount_at(text, end)[1] > end
            return bool(orders) and words.word_at(text, at)[1] < end
        if kind == "that":  # 那袋|米
            return bool(self.goods.at(text, end)[0])
        if kind == "keep":  # 橙子|不动
            return any(self.goods.at(text, n)[1] == at for n in range(max(at - 8, 0), at))
        if kind in _OPEN:
            short = kind == "put"  # a good of one character may be part of a place
            return not any(self.goods.at(text, n)[1] > n + short for n in range(at, end))
        return True

    def _marked(self, text: str, at: int) -> tuple[list[Token], int]:
        """A code that is marked as one: in a circle, or behind a word for it."""
        found = _MARKED.match(text, at)
        if found is None:
            return [], at
        code = (found[1] or found[2] or found[3]).lstrip("0").upper()
        if found[1] and not any(known.isdigit() for known in self.menu.codes):
            amount, end = amounts.amount_at(code + text[found.end() :], 0)
            end += found.end() - len(code)
            return [Token("amount", text[at:end], amount=amount)], end
        skus = self._letter(code)
        good = Token("good" if skus else "unknown", found.group(), skus=skus, is_code=True)
        return [good], found.end()

    def _numbered(self, text: str, at: int) -> tuple[list[Token], int]:
        found = _NUMBER.match(text, at)
        if found is None or not any(code.isdigit() for code in self.menu.codes):
            return [], at
        number = found[1] if found[1].isdecimal() else arabic(found[1])
        return [self._coded(number.lstrip("0"))], found.end()

    def _uncounted(self, text: str, at: int) -> tuple[list[Token], int]:
        """``来箱啤酒``, ``啤酒也来箱``: a unit behind a word for ordering is one."""
        kind, end = words.word_at(text, at)
        unit = _UNCOUNTED.match(text, end) if kind in {"want", "add"} else None
        if unit is None or self.goods.at(text, end)[0]:
            return [], at
        if not (_ENDED.match(text, unit.end()) or self.goods.at(text, unit.end())[0]):
            return [], at
        one = Token("amount", unit.group(), amount=Amount(Decimal(1), unit.group()))
        return [Token(kind, text[at:end]), one], unit.end()

    def _priced(self, text: str, at: int) -> tuple[list[Token], int]:
        """``35的``: a price that says which good or which sort of it is meant."""
        found = PRICED.match(text, at)
        bare = found and found["n"].isdigit() and found.group() == f"{found['n']}的"
        if found is None or text[at - 1 : at].isdigit() or (bare and len(found["n"]) > 2):
            return [], at  # 602的 is a room's
        yuan = Decimal(found["n"]) + Decimal(found["jiao"] or 0) / 10
        return [Token("priced", found.group(), money=yuan)], found.end()

    def _names_good(self, text: str, at: int, end: int) -> bool:
        return any(self.goods.at(text, begin)[1] >= end for begin in range(at, end))

    def _code(self, text: str, at: int) -> tuple[list[Token], int]:
        codes = self.menu.codes
        if not codes:
            return [], at
        found = _CODE.match(text, at)
        if found and not ("X" in codes and found[2].upper() == "X"):  # F2 X2
            amount = Token("amount", found[3], amount=Amount(Decimal(found[3]), times="x"))
            return [self._coded(found[1].lstrip("0")), amount], found.end()
        if _COUNTED_CODE.match(text, at) and text[at + 1].upper() in codes:
            count = Amount(Decimal(arabic(text[at])))
            return [Token("amount", text[at], amount=count)], at + 1
        letter = text[at].upper()
        touches = _is_latin(text[at - 1 : at]) or _is_latin(text[at + 1 : at + 2].strip("xX"))
        if letter not in codes or not _is_latin(letter) or touches:
            return [], at
        longer = self.goods.at(text, at)[1] > at + 1
        called = _CALLED_CODE.match(text, at + 1)
        end = called.end() if called else at + 1
        return ([], at) if longer else ([self._coded(letter)], end)

    def _coded(self, code: str) -> Token:
        sku = self.menu.codes.get(code)
        skus = frozenset({sku} if sku else ())
        return Token("good" if sku else "unknown", code, skus=skus, is_code=True)

    def _sum(self, text: str, at: int) -> tuple[list[Token], int]:
        if _DIGIT.match(text, at):
            skus, end = self.goods.at(text, at)
            if skus:
                return [Token("good", text[at:end], skus=skus)], end
        if found := TOTAL.match(text, at):
            number = amounts.amount_at(found["n"] + found["unit"], 0)[0]
            return [Token("total", found.group(), amount=number)], found.end()
        found = MONEY.match(text, at)
        if found is None:
            return [], at
        if mere := found["price"] or found["given"]:
            return [Token("money", found.group(), money=Decimal(mere))], found.end()
        how, unit = found["how"] or "", found["unit"] or ""
        if (
            not how
            and unit not in {"元", "元整", "块钱", "圆", "rmb"}
            and not re.search("[¥$]", found.group())
        ):
            return [], at
        kind = "money" if how not in SUMS and not how else "sum"
        token = Token(kind, found.group(), money=Decimal(found["n"]))
        paid = [] if not how or how in SUMS else [Token("paid", how)]
        return [*paid, token], found.end()

    def _door(self, text: str, at: int) -> tuple[list[Token], int]:
        if at and text[at - 1].isascii() and text[at - 1].isalpha() and text[at].isascii():
            return [], at
        said, end = self.finder.at(text, at)
        if said and said.parts and _UNIT_OF_PLACE.search(text[at:end]):
            return [Token("part", text[at:end], said=said)], end
        if said is None or not (said.doors or said.whole):
            return [], at
        found = [Token("door", text[at:end], said=said)]
        if text[at] in "[【" and (slot := _SLOT.match(text, end)) and self._is_name(slot[1]):
            return [*found, Token("name", slot[1])], slot.end()
        return found, end

    def _is_name(self, slot: str) -> bool:
        """Whether what a third pair of brackets holds is a nickname, not an order or its end."""
        if any(t.kind in _ORDERS for t in self.tokens(slot)):
            return False
        bare = "".join(t.text for t in self._raw(slot) if t.kind != "phone")
        ordered = any(t.kind == "good" for t in self._raw(bare)) and re.search(
            r"[\d一二两三]", bare
        )
        return not ordered

    def _size(self, text: str, at: int) -> tuple[list[Token], int]:
        for kind, find in (("pack", amounts.pack_at), ("vague", amounts.vague_at)):
            end = find(text, at)
            if end > at:
                return [Token(kind, text[at:end])], end
        end = words.time_at(text, at)
        if end > at:
            return [Token("time", text[at:end])], end
        amount, end = amounts.amount_at(text, at)
        blank = text.find(" ", at, end)
        if blank > at and self._begins_beyond(text, blank + 1, end):  # A1 卷纸2, A1 支付宝
            amount, end = amounts.amount_at(text[:blank], at)
        if end > at and words.word_at(text, at)[1] < end:
            token = Token("amount", text[at:end], amount=amount)
            return [token if amount else token.as_kind("vague")], end
        return [], at

    def _begins_beyond(self, text: str, at: int, end: int) -> bool:
        """Whether a good or a word that begins here ends behind ``end``."""
        return self.goods.at(text, at)[1] > end or words.word_at(text, at)[1] > end

    def _word(self, text: str, at: int) -> tuple[list[Token], int]:
        latin = _LATIN.match(text, at)
        skus, good_end = self.goods.at(text, at)
        kind, end = words.word_at(text, at)
        if latin and len(latin.group()) > max(good_end, end) - at:
            part, part_end = self._part(text, at)
            return (part, part_end) if part else self._latin(text, at, latin.end())
        if skus and good_end >= end:
            return [Token("good", text[at:good_end], skus=skus)], good_end
        if kind == "vague" and text[at:end] == "一样" and amounts.amount_at(text, end)[0]:
            kind = "each"  # 苹果、香蕉 一样两斤
        if kind:
            return [Token(kind, text[at:end])], end
        part, end = self._part(text, at)
        return (part, end) if part else ([Token("other", text[at])], at + 1)

    def _latin(self, text: str, at: int, end: int) -> tuple[list[Token], int]:
        """A word, or code letters run together: ``AB各一份``."""
        letters = [self._letter(c) for c in text[at:end]]
        if all(letters) and text[end : end + 1] == "各":
            return [
                Token("good", c, skus=skus, is_code=True)
                for c, skus in zip(text[at:end], letters, strict=True)
            ], end
        return [Token("other", text[at:end])], end

    def _letter(self, letter: str) -> frozenset[str]:
        coded = self.menu.codes.get(letter.upper())
        return frozenset({coded}) if coded else self.goods.at(letter, 0)[0]

    def _part(self, text: str, at: int) -> tuple[list[Token], int]:
        said, end = self.finder.at(text, at)
        if said is None or not said.parts:
            return [], at
        return [Token("part", text[at:end], said=said)], end


def _is_latin(c: str) -> bool:
    return c.isascii() and c.isalpha()


def _smoothed(tokens: Sequence[Token]) -> list[Token]:
    """Join unknown text with the short words and goods that it touches."""
    done = list(tokens)
    while True:
        joined = _joined(done)
        if len(joined) == len(done):
            return joined
        done = joined


def _joined(tokens: Sequence[Token]) -> list[Token]:
    done: list[Token] = []
    for position, token in enumerate(tokens):
        last = done[-1] if done else None
        counted = token.is_code and [t.kind for t in tokens[position + 1 :][:1]] == ["amount"]
        if last and counted and persons.is_name(last.text):
            done.append(token)  # 小陈|A1
            continue
        conjunction = last and last.kind == "and" and done[-2:-1] and done[-2].kind in _COUNTED
        if last and not conjunction and _is_one(last, token):
            done[-1] = Token("other", last.text + token.text)
        else:
            done.append(token)
    return done


_COUNTED = frozenset({"good", "amount"})
_ORDERS = frozenset({"drop", "less", "set", "swap", "condition"})  # no part of a nickname
_ACTS = frozenset({"add", "less", "drop", "set"})
_LOOSE = frozenset(
    {"filler", "want", "add", "less", "drop", "set", "swap", "each", "for", "bring"}
)
_LOOSE |= {"and", "talk", "jointly", "condition", "asking", "delivery"}


def _is_one(left: Token, right: Token) -> bool:
    if "other" not in {left.kind, right.kind}:
        return False
    if left.kind == right.kind:
        return True
    if right.kind in {"want", "bring", "add", "for"} and persons.is_name(left.text):
        return False
    word = right if left.kind == "other" else left
    if left.text in NOUNS and right.kind in _ACTS:  # 油|改2桶
        return False
    if word.kind == "good":
        return len(word.text) == 1 or right.kind == "other"
    return word.kind in _LOOSE and len(word.text) == 1 and word.text not in "?了各"
