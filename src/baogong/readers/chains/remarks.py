"""What people say beside an order: circumstances, reasons and thanks that order nothing.

Goods that nobody knows are nouns, so a remark has to show itself as a sentence: by a pronoun, a
particle or an adverb. Whoever calls a good, an amount, a negation, a condition or a change stays.
"""

import re
from collections.abc import Sequence

from baogong.readers.chains.names import FOOD, chunks_of
from baogong.readers.chains.tokens import Token
from baogong.readers.chains.words import TITLES

_QUIET = frozenset(
    {"other", "name", "filler", "talk", "time", "people", "phone", "pref", "symbol", "bring"}
    | {"delivery", "paid", "unpaid", "notice", "comment"}
)
_SPOKEN = frozenset({"other", "bring", "each"})
_COUNTS = frozenset({"amount", "each", "pack", "vague", "total", "unknown"})
_ACTS = frozenset({"add", "set", "to", "swap", "less", "drop", "keep"})
_SKIPPED = frozenset({"space", "soft", "filler", "want", "symbol", "and"})
_KIN = re.compile(
    "|".join(title.replace("?", "") for title in TITLES.split("|") if len(title) > 1)
)
_WHO = re.compile("[我你您他她它们咱]")
_STATE = r"[\u4e00-\u9fff]不[完动了住到起下及开清惯]|(?<!要)不(?:太)?(?:好|便|方便|急|舒服)$|不会"
_SENTENCE = re.compile(
    rf"[我你您他她它们咱了岁]|着$|过(?:了|的|$|来|去)|在(?:家|上班|外|睡|做|等|楼)"
    rf"|把[我你他她它门]|[叫让教说]|[一二三四五六七八九十]个人|刚|已|正在|特别|非常|挺|顺[路便手]"
    rf"|帮忙|一直|的?时候|(?<=.)[用拿接吃住走带睡看]的?$|独居|满月|周岁|生日|月子|值班|{_STATE}"
)
_RISK = re.compile(
    "[没问别勿换改退减少加再另同样除代替只全半几些缺无若或付转钱款准算才就想各每双]|多[要来订拿一两]|要$"
    "|两(?![边人口])|份|那[儿里边]|[接订报买团]过|等(?:我|通知)|(?:楼|家|号|户|室|前|天|次|单)的$"
)


def with_remarks(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with the unknown text of remarks marked as comment."""
    done: list[list[Token]] = []
    following = ""
    for chunk in reversed(list(chunks_of(tokens))):
        # what an amount or an operation follows may be a good
        remark = following not in _COUNTS | _ACTS and _is_remark(chunk)
        done.append(
            [Token("comment", t.text) if remark and t.kind in _SPOKEN else t for t in chunk]
        )
        following = next((t.kind for t in chunk if t.kind not in _SKIPPED), following)
    return [token for chunk in reversed(done) for token in chunk]


def _is_remark(chunk: Sequence[Token]) -> bool:
    kinds = {token.kind for token in chunk if token.text != "都是"}
    if "other" not in kinds or not kinds <= _QUIET:
        return False
    text = "".join(token.text for token in chunk)
    unknown = "".join(token.text for token in chunk if token.kind == "other")
    plain = re.sub(_STATE, "", unknown)
    if FOOD.search(_KIN.sub("", unknown)) or _RISK.search(unknown) or "不" in plain:
        return False
    return bool(_SENTENCE.search(text)) and (len(text) > 2 or not _WHO.search(text))
