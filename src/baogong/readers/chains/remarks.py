"""What people say beside an order: circumstances, reasons and thanks that order nothing.

Goods that nobody knows are nouns, so a remark has to show itself as a sentence: every stretch of
unknown text has a pronoun, a particle, an adverb or a verb, and the last ends as sentences end and
goods do not, in a verb, an adjective, a particle or a place: ``下不了楼``, not ``老人吃的钙片``.
Whoever calls a good, an amount, a negation, a condition or a change stays. Beside a change or a
cancel the reason for it may count something that is no good of the chain: ``娘家送来一箱``.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from baogong.readers.chains.binding import OPERATIONS
from baogong.readers.chains.names import FOOD, chunks_of
from baogong.readers.chains.persons import NO_PERSON, TITLES
from baogong.readers.chains.tokens import Token

_QUIET = frozenset(
    {"other", "name", "filler", "talk", "time", "people", "phone", "pref", "symbol", "bring"}
    | {"delivery", "paid", "unpaid", "notice", "comment"}
)
_SPOKEN = frozenset({"other", "bring", "each"})
_REASONED = frozenset({"other", "bring", "amount", "vague", "where", "claim", "condition", "want"})
_COUNTS = frozenset({"amount", "each", "pack", "vague", "total", "unknown"})
_ACTS = frozenset({"add", "set", "to", "swap", "less", "drop", "keep"})
_SKIPPED = frozenset({"space", "soft", "filler", "want", "symbol", "and"})
_UNNAMED = re.compile(  # what only looks like food: 老公公, 腿脚不好
    "|".join(title.replace("?", "") for title in TITLES.split("|") if len(title) > 1)
    + "|腿脚|肠胃|骨折|耳朵|手腕|血糖|断奶|菜市?场|果然|结果|奶孩子|喂奶|包涵|糊涂"
)
_KIN = "老公|老婆|孩子|儿子|女儿|闺女|老伴|爱人|家人|家里人|保姆"
_WHO = re.compile("[我你您他她它们咱]")
_STATE = (
    r"(?:[\u4e00-\u9fff]不[完动了住到起下及开清惯上懂准]|(?<!要)不(?:太|大)?"
    r"(?:好|便|方便|急|舒服|知道|清楚|会|懂|认识|在|咬人|客气|出门|着急|忙|行了)|([\u4e00-\u9fff])不\1)"
)
_SENTENCE = re.compile(
    rf"[我你您他她它们咱侬伊了岁着]|过(?![来去])|在(?:家|上班|外|睡|做|等|楼)|[是把被让叫教说讲问看听写填打弄用住走睡搬"
    rf"摔吃喝坐抱爱怕祝愿靠赶记跑爬]|代[接报填写买]|[送拿接带](?:[了给去到]|来了|过(?!来))|[一二三四五六七八九十]个人|刚|已|正在|特别|非常|挺|终于|居然|顺[路便手]"
    rf"|帮忙|一直|时候|独居|满月|周岁|生日|月子|值班|直接|注意|保重|出[门差院去]|回[来去家老]|好[吃喝用看]|{_STATE}"
)
_ENDING = re.compile(
    rf"(?:[了着过呢啊吧啦呀哦哈嘛来去到在拿取送放收接吃喝用住走动睡醒哭闹玩写填弄做敲按喊叫说讲问看听见等"
    rf"谅好坏错对懂会行成忙累痛疼病慢快急远近高低难差完掉起开及惯烧休护怪封乖逛冷热静便助进]|方便|清楚|知道|明白|记得|通知"
    rf"|联系|休息|身体|健康|平安|顺利|愉快|[上下]班|[上放]学|睡觉|[打叫喊找]我|见谅|满月|周岁|生日|月子|独居|{_STATE}"
    rf"|(?<=[\u4e00-\u9fff])[楼家里外边上下前后口处人们天晚早号岁]|邻居|志愿者|(?<=[弄用拿接带买做说]|[吃喝看住])的)$"
)
_RISK = re.compile(
    "[没别勿换改退减少加多再另同样除代替只全半几些缺无若或付转钱款准算才就想各每双漏忘欠补差]"
    "|问(?!保安|物业)|多[要来订拿一两]|要$|两(?![边人口])|份|那[儿里边]|[接订报买团]过|等(?:我|通知)"
    "|(?:楼|家|号|户|室|前|天|次|单)的$|也"
)
_HARMLESS = re.compile(
    "刚才|才(?:回|到|看|下班|知|发现|醒|来)|就(?:我|他|她|[一两]个|靠|行|好|可|在)|一样好|全家|全靠|只有我|多远"
    "|多谢|别[怪笑急催]|写错|填错|没(?:锁|关|赶上|接上|看到|来得及|抢到|时间|空|人|睡|力气)|代[我他她接填写报拿]|再见|再次"
)
_PARTICLES = re.compile("[的了啦哦哈呀吧啊嘿呢嘛]+")
# What stands beside verbs that are known: 老公|去拿, 送货|前|联系.
_BESIDE = re.compile(
    f"到家|有?(?:人|孕妇|病人|婴儿|小孩|老人|狗|猫)|[家前后室里外上下口旁边再都就先到]|[之以来去]?[前后]再?送?|两边|{_KIN}|(?:{TITLES})"
)
_THANKS = re.compile(
    r"(?:谢谢|感谢|多谢|辛苦|致敬|感恩|为)(?:各位|所有|我们|咱们|每[一]?位)?[\u4e00-\u9fff]{1,5}?"
    r"(?:[们了啦哈]|点赞|加油|一?直以来.{0,6}|付出|帮忙|帮助|服务)+"
    rf"|(?:谢谢|感谢|多谢|辛苦|麻烦|拜托|有劳)[\u4e00-\u9fff]{{0,4}}(?:{TITLES})(?:们|了|啦|啊)*"
    r"|(?:祝|愿|希望|盼|盼望)(?:大家|各位|我们|小区|疫情|早日|快点?|都|你们?|志愿者)+[\u4e00-\u9fff]{0,6}"
)
_REASON = re.compile(
    r".*(?:[送拿带寄买翻找囤剩搞分拎捎](?:来|到|给|了|着|过来|回来|出来|过)(?:了|啦)?"
    r"(?:[一两三半几\d]+[\u4e00-\u9fff])?(?:多|了)?(?:点菜|点|些)?(?:呢)?"
    r"|(?:家里|冰箱里?|屋里)?还?[有剩]了?(?:[一两三半几\d]+[\u4e00-\u9fff])?[呢呐]?|买[多重]了|重复买?了?|还有(?:货|呢)?|有[货卖]了?|够吃了?|吃不[完了]|放不下|用不[完了]|不在家|[出回].{0,3}[了门去家差])"
)


def with_remarks(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with the unknown text of remarks marked as comment."""
    done: list[list[Token]] = []
    following = ""
    changes = bool(OPERATIONS.keys() & {token.kind for token in tokens})
    for chunk in reversed(list(chunks_of(tokens))):
        # what an amount or an operation follows may be a good
        quiet = following not in _COUNTS | _ACTS and _is_remark(chunk)
        reason = changes and not quiet and _is_reason(chunk)
        marked = _REASONED if reason else _SPOKEN if quiet else ()
        done.append([Token("comment", t.text) if t.kind in marked else t for t in chunk])
        following = next((t.kind for t in chunk if t.kind not in _SKIPPED), following)
    return [token for chunk in reversed(done) for token in chunk]


def _is_remark(chunk: Sequence[Token]) -> bool:
    kinds = {token.kind for token in chunk if token.text != "都是"}
    if "other" not in kinds or not kinds <= _QUIET:
        return False
    text = "".join(token.text for token in chunk)
    if re.search(NO_PERSON, text):
        return False
    if _THANKS.fullmatch(text):
        return not any(FOOD.search(token.text) for token in chunk if token.kind == "other")
    stretches = list(_stretches(chunk))
    unknown = _HARMLESS.sub("", " ".join(stretches))
    negates = "不" in re.sub(_STATE, "", unknown)
    if negates or FOOD.search(_UNNAMED.sub("", unknown)) or _RISK.search(unknown):
        return False
    if len(text) < 3 and _WHO.search(text):
        return False
    said = all(_SENTENCE.search(part) or _BESIDE.fullmatch(part) for part in stretches)
    return said and (not _is_loose(chunk[-1]) or bool(_ENDING.search(stretches[-1])))


def _stretches(chunk: Sequence[Token]) -> Iterator[str]:
    """The unknown text of a chunk, each stretch with the particles that follow it."""
    for loose, tokens in groupby(chunk, key=_is_loose):
        text = "".join(token.text for token in tokens)
        if loose and not _PARTICLES.fullmatch(text):
            yield text


def _is_loose(token: Token) -> bool:
    return token.kind in {"other", "bring"} or bool(_PARTICLES.fullmatch(token.text))


def _is_reason(chunk: Sequence[Token]) -> bool:
    """``娘家送来一箱``: beside a change, whatever it counts, but no good of the chain."""
    kinds = {token.kind for token in chunk}
    text = "".join(token.text for token in chunk)
    return kinds <= _QUIET | _REASONED and bool(_REASON.fullmatch(text))
