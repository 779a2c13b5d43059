"""What people say beside an order: circumstances, reasons and thanks that order nothing.

Goods that nobody knows are nouns, so unknown text is a remark in either of two ways. It has no
room for a good's name (``plainwords``): ``大写看得清``. Or it shows itself as a sentence: every
stretch has a pronoun, a particle, an adverb or a verb, and the last ends as sentences end and
goods do not, in a verb, an adjective, a particle or a place: ``下不了楼``, not ``老人吃的钙片``.
In both ways whoever calls a good, an amount, a condition, a change, or what settles an order
(``先停一停``) stays.
Beside a change or a cancel the reason for it may count something that is no good of the chain:
``娘家送来一箱``.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from baogong.readers.chains.binding import OPERATIONS
from baogong.readers.chains.names import chunks_of
from baogong.readers.chains.persons import NO_PERSON, SURNAMES, TITLES
from baogong.readers.chains.plainwords import (
    FOOD,
    SETTLES,
    UNSURE,
    may_be_food,
    may_name,
    names_nothing,
    without_common,
)
from baogong.readers.chains.speech import says_only
from baogong.readers.chains.tokens import Token

_QUIET = frozenset(
    {"other", "name", "filler", "talk", "time", "people", "phone", "pref", "symbol", "bring"}
    | {"delivery", "paid", "unpaid", "notice", "comment"}
)
_SPOKEN = frozenset({"other", "bring", "each"})
_REASONED = frozenset(
    {"other", "bring", "jointly", "amount", "vague", "where", "claim", "condition", "want", "own"}
)
_SHORT = 3
_BY_THE_WAY = frozenset({"都是", "楼下", "旁边", "附近", "上次", "每天", "自己", "我自己"})
_THANKING = ("谢", "感", "辛苦", "祝", "愿")
_COUNTS = frozenset({"amount", "each", "pack", "vague", "total", "unknown"})
_ACTS = frozenset({"add", "set", "to", "swap", "less", "drop", "keep"})
_SKIPPED = frozenset({"space", "soft", "filler", "want", "symbol", "and"})
_KIN = "老公|老婆|孩子|儿子|女儿|闺女|老伴|爱人|家人|家里人|保姆"
_WHO = re.compile("[我你您他她它们咱]")
_STATE = (
    r"(?:[\u4e00-\u9fff]不[完动了住到起下及开清惯上懂准掉]|(?<!要)不(?:太|大)?"
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
_RISK = re.compile(  # whether something is ordered, how much, which, or for which door
    "没(?:[要订买接报收货有了]|到(?!家)|拿到)|[别勿](?:[要订买接报送给加的]|人家的)|[换改退减加另除缺若付转钱款漏忘欠补差]"
    "|再(?![见次送取放])|少|多(?![谢保关年久远亏么高重大敲按喊响睡走])|同(?![事学志意城])|代(?![我他她接填写报拿])|替(?![我他她爸妈父老])|只(?=[要订买来拿能剩])"
    "|全(?=[部都要换退订])|半(?![夜天路])|几(?![天次年位])|(?<![这那有早晚快慢好])些|或(?!许)|无(?![人法聊所])|准(?![备时])"
    "|算(?![是重])|(?<!刚)才(?!有人|[在能]|回|到|看|下班|知|发现|醒|来|起)|就(?=[要不换退算加订接改买给拿]|来[一两个点])"
    "|想(?![念到不吃喝家你着哭睡早死])|各(?!位)|每(?![天次])|双|问(?!保安|物业)|要$|两(?![边人口])|份|那[儿里边]"
    "|[接订报买团]过|等(?:我|通知|消息|下)|(?:楼|家|号|户|室|前|天|次|单)的$|也(?=[要来订接买加是想跟])|[们家妈爸姐]也"
)
_DENIES = re.compile("不(?=[要用需买订来吃接送收付退换加够行是同跟拿想参留给])")
_HARMLESS = re.compile("多多?(?:关照|包涵|谅解|体谅|保重|注意)|一样好|多谢|再见|再次|写错|填错")
_PARTICLES = re.compile("[的了啦哦哈呀吧啊嘿呢嘛]+")
# What stands beside verbs that are known: 老公|去拿, 送货|前|联系.
_BESIDE = re.compile(
    f"到家|有?(?:人|孕妇|病人|婴儿|小孩|老人|狗|猫)|[家前后室里外上下口旁边再都就先到]|[之以来去]?[前后]再?送?|两边|{_KIN}|(?:{TITLES})"
)
_THANKS = re.compile(
    r"(?:谢谢|感谢|多谢|辛苦|致敬|感恩|为)(?:各位|所有|我们|咱们|每[一]?位)?[\u4e00-\u9fff]{1,5}?"
    r"(?:[们了啦哈]|点赞|加油|一?直以来.{0,6}|付出|奉献|帮忙|帮助|服务)+"
    rf"|(?:谢谢|感谢|多谢|辛苦|麻烦|拜托|有劳)[\u4e00-\u9fff]{{0,4}}(?:{TITLES})(?:们|了|啦|啊)*"
    rf"|(?:谢谢|感谢|多谢|辛苦|麻烦|拜托|有劳)[小老阿][{SURNAMES}](?:了|啦|啊)*"
    r"|(?:祝|愿|希望|盼|盼望)(?:大家|各位|我们|小区|疫情|早日|快点?|都|你们?|志愿者)+[\u4e00-\u9fff]{0,6}"
)
_AGED = re.compile(
    r"[\u4e00-\u9fff]{1,4}?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:周?岁|个月)半?[了啦]+"
)
_REASON = re.compile(
    r".*(?:[送拿带寄买翻找囤剩搞分拎捎匀借抢领发](?:来|到|给|了|着|过来|回来|出来|过)(?:了|啦)?(?:我们?|咱们?)?"
    r"(?:[一两三半几\d]+[\u4e00-\u9fff]|[很好]多|不少|一大堆)?(?:多|了)?(?:点菜|点|些)?(?:物资)?[\u4e00-\u9fff]{0,3}(?:呢)?"
    r"|(?:家里|冰箱里?|屋里)?还?[有剩]了?(?:[一两三半几\d]+[\u4e00-\u9fff]|菜|货|存货|很多|不少|得吃)?[呢呐]?|买[多重]了|重复买?了?|还有(?:货|呢)?|有[货卖]了?|够吃了?|(?:冰箱|冰柜|家里?|屋里)?(?:实在|已经|都)?[吃放用摆塞堆装存][不勿弗][完了下落脱光进][了啦]?|抢到[\u4e00-\u9fff]{0,4}了|我?(?:自己)?去?(?:店里|超市|街上|外面)(?:自己)?(?:拿|买|取)了?|(?:家里|老婆|老公|医生|孩子|女儿|儿子)不让(?:吃|喝|买|订)了?|家里人?[戒禁不][\u4e00-\u9fff]{1,3}了?|不在家|[出回].{0,3}[了门去家差])"
)


def with_remarks(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with the unknown text of remarks marked as comment."""
    done: list[list[Token]] = []
    following = ""
    changes = bool(OPERATIONS.keys() & {token.kind for token in tokens})
    for chunk in reversed(list(chunks_of(tokens))):
        # what an amount or an operation follows may be a good
        quiet = following not in _COUNTS | _ACTS and _is_remark(chunk, changes=changes)
        reason = changes and not quiet and _is_reason(chunk)
        marked = _REASONED if reason else _SPOKEN if quiet else ()
        done.append([Token("comment", t.text) if t.kind in marked else t for t in chunk])
        following = next((t.kind for t in chunk if t.kind not in _SKIPPED), following)
    return [token for chunk in reversed(done) for token in chunk]


def leaves_open(text: str) -> bool:
    """Whether text leaves open if an order stands, or for whom: 先停一停, 等通知, 让给别人."""
    return bool(SETTLES.search(without_common(text)) or UNSURE.search(text))


def only_says(text: str) -> bool:
    """Whether a dictionary knows every word, and none of them orders or changes anything."""
    return _leaves_it(text) and says_only(text)


def _is_remark(chunk: Sequence[Token], *, changes: bool) -> bool:
    """``changes``: the entry changes an order, so that what settles it is only why."""
    if all(token.kind != "other" for token in chunk):
        return False
    text = "".join(token.text for token in chunk)
    thanks = _THANKS.fullmatch(text) or text.startswith(_THANKING)
    told = _BY_THE_WAY | ({"邻居", "为"} if thanks else set())
    kinds = {token.kind for token in chunk if token.text not in told}
    if "other" not in kinds or not kinds <= _QUIET or re.search(NO_PERSON, text):
        return False
    if not changes and leaves_open(text):
        return False
    if _THANKS.fullmatch(text):
        return not any(FOOD.search(token.text) for token in chunk if token.kind == "other")
    if kinds <= _QUIET - {"pref"} and only_says(text):
        return True
    stretches = list(_stretches(chunk))
    return bool(_AGED.fullmatch(text)) or (
        _decides_nothing(" ".join(stretches)) and _says_something(chunk, stretches)
    )


def _decides_nothing(unknown: str) -> bool:
    """Whether it leaves open neither what is ordered, nor how much, nor for which door."""
    return _leaves_it(unknown) and not may_be_food(_HARMLESS.sub("", unknown))


def _leaves_it(text: str) -> bool:
    """Whether nothing in a text says that anything is ordered, changed or given up."""
    text = _HARMLESS.sub("", text)
    denies = _DENIES.search(without_common(re.sub(_STATE, "", text)))
    return not (denies or _RISK.search(without_common(text)))


def _says_something(chunk: Sequence[Token], stretches: Sequence[str]) -> bool:
    """Whether each stretch is part of a sentence, or has no room for the name of a good."""
    text = "".join(token.text for token in chunk)
    if len(text) < 3 and _WHO.search(text):
        return False
    beside = not all(map(_is_loose, chunk))
    sorts = any(token.kind == "pref" for token in chunk)  # 东方树|叶大的
    plain = [names_nothing(part, beside=beside) and not sorts for part in stretches]
    said = all(
        is_plain or _is_sentence(part) or _BESIDE.fullmatch(part)
        for part, is_plain in zip(stretches, plain, strict=True)
    )
    ended = not _is_loose(chunk[-1]) or plain[-1] or _ENDING.search(stretches[-1])
    return said and bool(ended)


def _is_sentence(text: str) -> bool:
    """Whether a stretch has a word of sentences; a short one may be a noun with that in it."""
    return bool(_SENTENCE.search(text)) and not (len(text) <= _SHORT and may_name(text))


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
    return kinds <= _QUIET | _REASONED | {"and"} and bool(_REASON.fullmatch(text))
