"""Care needs that notes state, and the negations that take them back."""

import re
from collections.abc import Iterator

from baogong.readers.rosters.needs import FLAGS
from baogong.readers.rosters.wording import either

_ANY = re.compile("|".join(pattern.pattern for pattern in FLAGS.values()) + r"|\d岁|十.?岁")
_SENTENCES = re.compile(r"[,;。.!?()\[\]【】\n]|(?<=\D) (?=\D)")
_ITEMS = re.compile(r"[、/和及与或|+]")
_DENIALS = either(r"""
    无 没有? 非 不是 并非 不属于 不算 未 不再 不 停止? 免 原为? 原来是? 曾是? 曾经是? 以前是?
    过去是? 前 备 已?取消 退出 已[脱退停] 脱离 注销
""")
_NOT_BEFORE = re.compile(rf"(?:{_DENIALS})(?:有|存在|患有|患|任何|需要|需|坐|用)?$")
_DENIES_ALL = re.compile(r"^(?:家中|家里|户内|本户|全家)?(?:均|都|已)?(?:无|没有|没)")
_OVER = either(r"""
    已停 取消 退出 退保 已退(?!休|伍|役) 已脱贫 已康复 已?痊愈 已?治愈 已愈 好了 误报 误登 不属实
    已归?还 注销 过期 未批 没批 未通过 待批 申请中 审批中
""")
_NOT_AFTER = re.compile(
    r"^[人数员者户病史症()]{0,2}[:：]?(?:无|否|没有|不是|0(?!\d)|×|x$)"
    rf"|^[^,;]{{0,8}}?(?:{_OVER})"
    "|^(?:疗程|治疗)?已(?:结束|完成)|^[^,;]{0,2}?不在(?:家|此|了)?$"
    # not a need but a trade, a place, a thing
    "|^(?:专员|专干|干事|窗口|科(?!住)|厂|(?:用品|鞋|服装?|专?卖)店|店|用品)"
)
_OVER_SINCE = re.compile(rf"(?:已经?|现已?|都|均)?(?:{_OVER})")
_GONE = re.compile(
    either(r"""
        接走 接去 接到 接往 接回老家 搬走 搬离 搬出 搬到 搬去 已搬(?!来) 迁走 迁出 迁离 去世 过世
        离世 病故 已故 身故 亡故 死亡 走了 不在了 不在世 养老院 养老机构 敬老院 福利院 已转院
        已离开 不住[这此] 不在此 回娘家 送医 不同住 不住一起 回老家 回乡 住院未归
        [去在住随]到?了?(?:女儿|儿子|子女)
    """)
)
_ACCOMPANIED = re.compile("搬来|同住|陪住|一起住|来住|住一起|共同居住")
_BORN = re.compile("已生|生了|生完|已产|产后|分娩|流产|卸货|出生|已结束")
_GROWN = re.compile(
    "幼儿园|托班|上学|小学|中学|已大|长大|断奶|(?:[2-9]|1\\d|[二两三四五六七八九十])周?岁"
)
_INFANT_GONE = re.compile(
    "(?:婴儿?|宝宝|娃|孩子?)[^,;]{0,3}(?:已|被)?(?:接走|接去|接回|送回|送走|回老家)"
)
_BACK = re.compile("已(?:于.{0,6})?[返回归]|回来了|返回了|已到家|归来|回家了|现已")
_RELATIVES = either("""
    儿子 女儿 子女 孩子 老公 丈夫 妻子 老婆 爱人 父母 父亲 母亲 儿女 家人 媳妇 女婿 孙子 孙女 爷爷
    奶奶 外公 外婆 公公 婆婆 岳父 岳母 老伴 配偶 亲属 家属 哥 姐 弟 妹 老人
""")
_NOT_THE_HOUSEHOLD = re.compile(rf"(?:{_RELATIVES})[^,;]{{0,6}}$|(?:没有?|未|不)$")
_NOT_THEM = re.compile(
    "邻居|隔壁|楼上|楼下|对门|对面|结对|帮扶|照看的|负责照|志愿服务|护士|医生|店员|员工|职工"
)
_SOMEBODY_S = re.compile("(?:接送|关心|帮助|探望|看望|陪护|照看)$")
_NONE_OF_THEM = re.compile("[均都皆](?:无|没有|不是|否)$")
_NO = re.compile("无|没有|否|不是|0人?")
_OLD_AGE = re.compile(r"(?<!\d)(?:[6-9]\d|1[01]\d)\s*(?:\+|[多余几]?\s*周?岁)|[六七八九]十\w?岁")
_VERY_OLD = re.compile(r"(?<!\d)(?:[89]\d|1[01]\d)\s*(?:\+|[多余几]?\s*周?岁)|[八九]十\w?岁")
_NOT_OLD = re.compile("非老人|不是老人|年轻人|青年|非老年")
_OLD_FROM = 60


def read_flags(text: str, *, age: int | None = None) -> frozenset[str]:
    """The codes of ``FLAGS`` that a note states. ``age``: that of the person it is about.

    A need that is denied, over or somebody else's is none: ``非独居``, ``老人已接走``,
    ``孕妇已生产``, ``邻居是孤老``.
    """
    if not _ANY.search(text):  # most notes speak of no need
        return frozenset()
    flags: set[str] = set()
    sentences = [part.strip() for part in _SENTENCES.split(text) if part.strip()]
    for sentence, after in zip(sentences, [*sentences[1:], ""], strict=False):
        flags.update(_stated(sentence, after=after))
    if _VERY_OLD.search(text) and not _GONE.search(text):
        flags.add("elderly")
    if "elderly_alone" in flags:
        old = bool(_OLD_AGE.search(text)) or "老" in text or (age or 0) >= _OLD_FROM
        if _NOT_OLD.search(text) or not (old or "孤" in text):
            flags.discard("elderly_alone")
        else:
            flags.discard("elderly")  # said of the same person
    return frozenset(flags)


def is_gone(note: str) -> bool:
    """Whether the person that a row is about no longer lives there."""
    return bool(_GONE.search(note))


def denied_flags(note: str) -> frozenset[str]:
    """The needs that a note mentions only to deny them or to say that they are over."""
    if not _ANY.search(note):
        return frozenset()
    mentioned = {code for code, pattern in FLAGS.items() if pattern.search(note)}
    stated = read_flags(note)
    if "elderly_alone" in stated:  # the old person in it is no second one
        mentioned.discard("elderly")
    return frozenset(mentioned - {"away"} - stated)


def taken_back(note: str) -> frozenset[str]:
    """The needs of a row's other cells that this one ends: ``已接走``, ``女儿已搬来同住``."""
    if stated := read_flags(note):
        return frozenset({"pregnant"} - stated if _BORN.search(note) else ())
    if denied := denied_flags(note) & {"elderly", "elderly_alone"}:
        return denied | {"elderly_alone"}
    if is_gone(note):
        return frozenset(FLAGS) - {"lowincome", "away"}
    return frozenset({"elderly_alone"}) if _ACCOMPANIED.search(note) else frozenset()


def _stated(sentence: str, *, after: str) -> Iterator[str]:
    if _NOT_THEM.search(sentence):
        return
    if _NONE_OF_THEM.search(sentence) or _NO.fullmatch(after):
        return
    denies_all = bool(_DENIES_ALL.match(sentence))
    for item in _ITEMS.split(sentence):
        if denies_all and "有" not in item.replace("没有", ""):
            continue
        rest = item
        for code, pattern in FLAGS.items():
            if any(_holds(code, found, rest, after) for found in pattern.finditer(rest)):
                yield code
            if code == "elderly_alone":  # the old person in it is not a second mention
                rest = pattern.sub(lambda found: "某" * len(found.group()), rest)


def _holds(code: str, found: re.Match[str], item: str, after: str) -> bool:
    """Whether one mention of a need stands, seen what is before, behind and in the next clause."""
    before, behind = item[: found.start()], item[found.end() :]
    if code == "away":
        back = _BACK.search(re.sub("未返?归?回?", "", item)) or _BACK.search(after)
        return not (back or _NOT_THE_HOUSEHOLD.search(before) or "老人" in before)
    if _SOMEBODY_S.search(before):
        return False
    if _NOT_BEFORE.search(before) or _NOT_AFTER.search(behind) or _OVER_SINCE.match(after):
        return False
    return not _is_over(code, item, after)


def _is_over(code: str, item: str, after: str) -> bool:
    if code == "pregnant" and (_BORN.search(item) or _BORN.match(after)):
        return True
    if code == "infant":
        grown_since = _GROWN.search(after) and not FLAGS[code].search(after)
        return bool(_GROWN.search(item) or grown_since or _INFANT_GONE.search(item))
    if code == "lowincome":
        return False
    gone_since = _GONE.match(re.sub("^(?:已经?|现已?|都|均|后)", "", after))
    if _GONE.search(item) or (gone_since and not FLAGS["away"].search(after)):
        return True
    return code == "elderly_alone" and bool(_ACCOMPANIED.search(f"{item},{after}"))
