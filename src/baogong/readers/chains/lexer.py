"""A folded entry as tokens, left to right, each the longest that is known at its place.

What is known nowhere becomes ``other``. A word or a good of one character that touches unknown
text is part of it: 加 in 加菲猫, 米 in 米粒, 水 in 水灵. So is a longer good that unknown text
follows at once: 番茄酱 is not 番茄.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from baogong.readers.addresses.spelling import arabic
from baogong.readers.chains import amounts, words
from baogong.readers.chains.amounts import UNITS, Amount
from baogong.readers.chains.beginnings import starting
from baogong.readers.chains.brackets import name_in_brackets
from baogong.readers.chains.codes import (
    BARRED,
    CALLED_CODE,
    CODE,
    COUNTED_CODE,
    JOINED_CODE,
    LETTERED,
    MARKED,
    NUMBER,
    ZERO_CODE,
    counted_at,
    is_latin,
    joins_codes,
)
from baogong.readers.chains.doors import DoorFinder
from baogong.readers.chains.goods import GoodsTable, Menu
from baogong.readers.chains.money import MONEY, PRICED, TOTAL, money_at
from baogong.readers.chains.plainwords import FOOD
from baogong.readers.chains.scope import Scope
from baogong.readers.chains.sizes import AHEAD, LAST, NO_SORT, size_in
from baogong.readers.chains.smoothing import smoothed
from baogong.readers.chains.sorts import SORTS, sort_at
from baogong.readers.chains.tokens import GAP_OF, OPENING, Token

_JOINS = "+-*×xX—–"
# Patterns that take in any words but a good's name, and what they are.
_OPEN = {"put": "delivery", "seen": "talk", "cooked": "talk", "sort": "pref"}
_LATIN = re.compile(r"[A-Za-z]+")
_LETTER = re.compile("[A-Z]", re.IGNORECASE)  # as a capital, so that foreign ones are among them
_UNCOUNTED = re.compile(rf"(?:{'|'.join(amounts.COUNTED)}|斤)(?!装)")
_ENDED = re.compile(r"$|[\s,;。!)]")
_UNIT_OF_PLACE = re.compile("[弄栋幢座号元区楼]")
_COUNT = re.compile(r"\d{1,3}(?![\dA-Za-z弄栋幢座号#])")
_COUNTED = re.compile(rf"[\d一二两三四五六七八九十半](?:{UNITS})?\s?$")  # 1箱 = 55
_LABEL = re.compile("[A-Z一二三四五六七八九十]", re.IGNORECASE)
_LABELS = re.compile(
    rf"(?:\s?[/、和&,]\s?[A-Z一二三四五六七八九十](?![A-Z\d]|\s?(?:{UNITS}))){{1,6}}",
    re.IGNORECASE,
)
_FEWEST_GRAMS = 50


_Find = Callable[[str, int], tuple[list[Token], int]]


class Lexer:
    """Tokens of entries of one chain."""

    def __init__(self, finder: DoorFinder, goods: GoodsTable) -> None:
        self.finder, self._list, self.goods = finder, goods, goods
        self.menu = Menu()
        self._known: dict[str, list[Token]] = {}
        self._finds: tuple[tuple[Callable[[str], bool], _Find], ...] = (
            (starting(MARKED), self._marked),
            (starting(JOINED_CODE), self._joined),
            (starting(NUMBER, BARRED), self._numbered),
            *(((starting(AHEAD), self._sized),) if goods.in_sizes else ()),
            (lambda c: not c.isalnum(), self._gap),
            (starting(*SORTS), lambda text, at: sort_at(text, at, self.goods)),
            (lambda c: bool(words.patterns_beginning(c)), self._pattern),
            (words.may_order, self._uncounted),
            (starting(PRICED), self._priced),
            (starting(TOTAL, MONEY, _COUNT), self._sum),
            (finder.may_begin, self._door),
            (starting(CODE, COUNTED_CODE, ZERO_CODE, _LETTER), self._code),
            (starting(*amounts.PATTERNS, words.TIME), self._size),
        )
        self._finds_by_first: dict[str, list[_Find]] = {}

    def prepare(self, menu: Menu, scope: Scope) -> None:
        """From here on entries are read with this menu, under this scope."""
        if scope != self.finder.scope or _says_of(self.menu) != _says_of(menu):
            self._known.clear()
        if menu.called != self.menu.called:
            self.goods = self._list.also_called(menu.called)
        self.menu = menu
        self.finder.narrow(scope)

    def tokens(self, text: str) -> list[Token]:
        if text not in self._known:
            self._known[text] = smoothed(list(self._raw(text)))
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
            of_good = last == "good" and found[0].kind == "door" and _COUNT.match(text, at)
            if of_good and (sized := self._size(text, at))[0]:  # 蔬菜包1-603
                found, end = sized
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
        if (end := words.arrow_at(text, at)) > at and _COUNTED.search(text[max(at - 6, 0) : at]):
            return [Token("set", text[at:end])], end
        begins_amount = (
            c in _JOINS
            and amounts.amount_at(text, at)[1] > at
            and not self.finder.at(text, at + 1)[0]
        )
        opens_door = c in OPENING and self.finder.at(text, at)[0]
        if begins_amount or (opens_door and not self._numbered(text, at + 1)[0]):
            return [], at
        if c == "=" and _COUNTED.search(text[max(at - 6, 0) : at]) and MONEY.match(text, at):
            return [], at
        kind = GAP_OF.get(c, "")
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
        if kind in {"keep", "add"}:  # 橙子|不动, 橙子|多两斤
            return any(self.goods.at(text, n)[1] == at for n in range(max(at - 8, 0), at))
        if kind in _OPEN:
            short = kind in {"put", "cooked"}  # one character may be part of a place or a dish
            return not any(self.goods.at(text, n)[1] > n + short for n in range(at, end))
        return True

    def _marked(self, text: str, at: int) -> tuple[list[Token], int]:
        """A code that is marked as one: in a circle, or behind a word for it."""
        if (found := MARKED.match(text, at)) is None:
            return [], at
        code = (found[1] or found["of"] or found[3] or found[4]).lstrip("0").upper()
        if found[1] and not any(known.isdigit() for known in self.menu.codes):
            amount, end = amounts.amount_at(code + text[found.end() :], 0)
            end += found.end() - len(code)
            return [Token("amount", text[at:end], amount=amount)], end
        skus = self._letter(code)
        kind = "good" if skus else "unknown"
        return [Token(kind, found.group(), skus=skus, is_code=True)], found.end()

    def _joined(self, text: str, at: int) -> tuple[list[Token], int]:
        known = joins_codes(text, at, self.menu.codes)
        return ([Token("soft", text[at])], at + 1) if known else ([], at)

    def _numbered(self, text: str, at: int) -> tuple[list[Token], int]:
        found = NUMBER.match(text, at) or BARRED.match(text, at)
        if found is None or not any(code.isdigit() for code in self.menu.codes):
            return [], at
        number = found[1] if found[1].isdecimal() else arabic(found[1])
        return [self._coded(number.lstrip("0"), found.group())], found.end()

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
        found = None if self.goods.at(text, at)[0] else PRICED.match(text, at)
        bare = found and found["n"].isdigit() and found.group() == f"{found['n']}的"
        if found is None or text[at - 1 : at].isdigit() or (bare and len(found["n"]) > 2):
            return [], at  # 602的 is a room's
        number, jiao = (
            said if said.isascii() else arabic(said) for said in (found["n"], found["jiao"] or "0")
        )
        yuan = Decimal(number) + Decimal(jiao) / 10
        return [Token("priced", found.group(), money=yuan)], found.end()

    def _names_good(self, text: str, at: int, end: int) -> bool:
        return any(self.goods.at(text, begin)[1] >= end for begin in range(at, end))

    def _code(self, text: str, at: int) -> tuple[list[Token], int]:
        codes = self.menu.codes
        if not codes:
            return [], at
        if counted := counted_at(text, at, codes):
            code, number, end = counted
            count = Amount(Decimal(number.replace("半", "0.5")), times="x")
            return [self._coded(code), Token("amount", number, amount=count)], end
        if (zero := ZERO_CODE.match(text, at)) and zero[1] in codes:
            return [self._coded(zero[1])], zero.end()
        if COUNTED_CODE.match(text, at) and text[at + 1].upper() in codes:
            count = Amount(Decimal(arabic(text[at])))
            return [Token("amount", text[at], amount=count)], at + 1
        letter = text[at].upper()
        touches = is_latin(text[at - 1 : at]) or is_latin(text[at + 1 : at + 2].strip("xX"))
        if letter not in codes or not is_latin(letter) or touches:
            return [], at
        longer = self.goods.at(text, at)[1] > at + 1
        called = CALLED_CODE.match(text, at + 1)
        end = called.end() if called else at + 1
        return ([], at) if longer else ([self._coded(letter)], end)

    def _coded(self, code: str, text: str = "") -> Token:
        sku = self.menu.codes.get(code)
        skus = frozenset({sku} if sku else ())
        return Token("good" if sku else "unknown", text or code, skus=skus, is_code=True)

    def _sum(self, text: str, at: int) -> tuple[list[Token], int]:
        if text[at].isdecimal():
            skus, end = self.goods.at(text, at)
            if skus:
                return [Token("good", text[at:end], skus=skus)], end
        return money_at(text, at, codes=self.menu.codes)

    def _door(self, text: str, at: int) -> tuple[list[Token], int]:
        if at and is_latin(text[at - 1]) and text[at].isascii():
            return [], at
        said, end = self.finder.at(text, at)
        if said and said.parts and _UNIT_OF_PLACE.search(text[at:end]):
            if self.goods.at(text, at)[1] > end:
                return [], at  # 二号套餐
            return [Token("part", text[at:end], said=said)], end
        coded = not (said and said.doors) and text[at].upper() in self.menu.codes
        mentioned = said is not None and said.landmark and text[at - 1 : at] == "@"
        if (
            said is None
            or mentioned
            or not (said.doors or said.whole)
            or (coded and LETTERED.match(text, at))
        ):
            return [], at
        found = [Token("door", text[at:end], said=said)]
        name, behind = name_in_brackets(text, end, self._raw) if text[at] in "[【" else ("", end)
        return ([*found, Token("name", name)], behind) if name else (found, end)

    def _size(self, text: str, at: int) -> tuple[list[Token], int]:
        for kind, find in (("pack", amounts.pack_at), ("vague", amounts.vague_at)):
            end = find(text, at)
            if end > at and not self._is_code_ahead(text, end):
                return [Token(kind, text[at:end])], end
        end = words.time_at(text, at)
        if end > at:
            return [Token("time", text[at:end])], end
        amount, end = amounts.amount_at(text, at)
        if amount and end > at and self._is_code_behind(text, end - 1, amount):
            amount, end = amounts.amount_at(text[: end - 1].rstrip(), at)  # H2|G1
        blank = text.find(" ", at, end)
        if blank > at and self._begins_beyond(text, blank + 1, end):  # A1 卷纸2, A1 支付宝, 2 排股
            amount, end = amounts.amount_at(text[:blank], at)
        if end > at and words.word_at(text, at)[1] < end:
            token = Token("amount", text[at:end], amount=amount)
            return [token if amount else token.as_kind("vague")], end
        return [], at

    def _is_code_ahead(self, text: str, end: int) -> bool:
        """Whether the L that ends 2 L is the code of what comes next: ``D2 L1``."""
        counted = text[end : end + 1].isdigit() or text[end : end + 1] in {"*", "x", "×"}
        return counted and text[end - 1].upper() in self.menu.codes

    def _is_code_behind(self, text: str, at: int, amount: Amount) -> bool:
        """Whether the G behind a few is the code of what comes next, and no gram."""
        few = amount.unit == "g" and amount.value < _FEWEST_GRAMS
        return few and "G" in self.menu.codes and not text[at + 1 : at + 2].isspace()

    def _begins_beyond(self, text: str, at: int, end: int) -> bool:
        """Whether a good or a word that begins here ends behind ``end``."""
        known = self.goods.at(text, at)[1] > end or words.word_at(text, at)[1] > end
        return known or bool(self.goods.sounding_like(text[at : at + 2]))

    def _word(self, text: str, at: int) -> tuple[list[Token], int]:
        latin = _LATIN.match(text, at)
        skus, good_end = self.goods.at(text, at)
        kind, end = words.word_at(text, at)
        if latin and latin.group().lower() == self.menu.paid_mark and good_end == at:
            return [Token("paid", latin.group())], latin.end()
        if latin and len(latin.group()) > max(good_end, end) - at:
            part, part_end = self._part(text, at)
            return (part, part_end) if part else self._latin(text, at, latin.end())
        if good_end > at and good_end >= end:
            return self._good(text, at, skus, good_end)
        if kind == "vague" and text[at:end] == "一样" and amounts.amount_at(text, end)[0]:
            kind = "each"  # 苹果、香蕉 一样两斤
        if kind:
            return [Token(kind, text[at:end])], end
        if (end := self._end_of_heads_word(text, at)) > at:
            return [Token("filler", text[at:end])], end
        part, end = self._part(text, at)
        return (part, end) if part else ([Token("other", text[at])], at + 1)

    def _end_of_heads_word(self, text: str, at: int) -> int:
        """Behind whom the head names, or a kind of goods ahead of one: ``奶粉|爱他美1段``."""
        hosts = (h for h in self.menu.hosts if text.startswith(h, at))
        if host := next((h for h in hosts if not FOOD.match(text, at + len(h))), ""):
            return at + len(host)
        kinds = (kind for kind in self.menu.kinds if text.startswith(kind, at))
        return next((at + len(k) for k in kinds if self.goods.at(text, at + len(k))[0]), at)

    def _good(self, text: str, at: int, skus: frozenset[str], end: int) -> tuple[list[Token], int]:
        """A good; of those that come in sizes the one whose size stands behind the amount."""
        if listed := self._listed(text, at, end):
            return listed
        amount, behind = amounts.amount_at(text, end)
        size = LAST.match(text, behind) if amount and self.goods.have_sizes(skus) else None
        if size is None:
            good = Token("good" if skus else "unknown", text[at:end], skus=skus)
            sort = None if self.goods.have_sizes(skus) else NO_SORT.match(text, end)
            return ([good, Token("pref", sort.group())], sort.end()) if sort else ([good], end)
        skus = self.goods.of_size(skus, size_in(size.group()))
        good = Token("good" if skus else "unknown", text[at:end], skus=skus)
        return [good, Token("amount", text[end:behind], amount=amount)], size.end()

    def _listed(self, text: str, at: int, end: int) -> tuple[list[Token], int] | None:
        """``套餐一/二/三``: goods that share all of their name but its last character."""
        found = _LABELS.match(text, end) if _LABEL.match(text[end - 1]) else None
        stem = text[at : end - 1]
        labels = [text[end - 1], *_LABEL.findall(found.group())] if found else []
        goods = [self._good_named(stem + label) for label in labels]
        known = found and all(good.skus for good in goods)
        return (goods, found.end()) if found and known else None

    def _good_named(self, name: str) -> Token:
        return Token("good", name, skus=self.goods.at(name, 0)[0])

    def _sized(self, text: str, at: int) -> tuple[list[Token], int]:
        """``XL码纸尿裤``: a size ahead of what comes in sizes."""
        size = AHEAD.match(text, at)
        skus, end = self.goods.at(text, size.end()) if size else (frozenset[str](), at)
        if size is None or not self.goods.have_sizes(skus):
            return [], at
        skus = self.goods.of_size(skus, size_in(size.group()))
        return [Token("good" if skus else "unknown", text[at:end], skus=skus)], end

    def _latin(self, text: str, at: int, end: int) -> tuple[list[Token], int]:
        """A word, or code letters run together: ``AB各一份``."""
        letters = [self._letter(c) for c in text[at:end]]
        if all(letters) and text[end : end + 1] == "各":
            coded = zip(text[at:end], letters, strict=True)
            return [Token("good", c, skus=skus, is_code=True) for c, skus in coded], end
        return [Token("other", text[at:end])], end

    def _letter(self, letter: str) -> frozenset[str]:
        coded = self.menu.codes.get(letter.upper())
        return frozenset({coded}) if coded else self.goods.at(letter, 0)[0]

    def _part(self, text: str, at: int) -> tuple[list[Token], int]:
        said, end = self.finder.at(text, at)
        return ([Token("part", text[at:end], said=said)], end) if said and said.parts else ([], at)


def _says_of(menu: Menu) -> tuple[object, ...]:
    """What of a menu decides how entries are cut into tokens."""
    return menu.codes, menu.paid_mark, menu.hosts, menu.kinds, menu.called
