"""Lines of pasted text: their numbers, log stamps, and folded words."""

import re
import unicodedata
from dataclasses import dataclass

from baogong.readers.addresses.spelling import arabic, plain

_WIDE: dict[int, int | str] = {0x3000: 0x20, 0x2116: "No."}
_WIDE.update({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
_CIRCLED = re.compile(
    r"([\u2460-\u249b\u24f5-\u24fe\u2776-\u2793\u3251-\u325f\u32b1-\u32bf])[.、:]?\s*"
    r"(?![x×*]\s?\d)"  # ①×2 is so many of a good
)
_KEYCAP = re.compile(r"\ufe0f?\u20e3")
_CODED_KEY = re.compile(r"(\d)\ufe0f?\u20e3\s?(?=[xX×*]?\s?\d(?!\ufe0f?\u20e3))")  # 1️⃣2斤
_KEYCAPS = re.compile(r"((?:\d\ufe0f?\u20e3)+)[.、:]?\s*")
_SPELLED = re.compile(r"([一二三四五六七八九十]{1,3})[、.]\s*")
_BRACKETED = re.compile(r"\((\d{1,3})\)[.、:]?\s*|[\[【](\d{1,3})[\]】][.、:]?\s*(?![\[【(\d])")
_DATED = re.compile(r"[\[【(]\s*\d{1,2}[./]\d{1,2}(?![\d\])】])")  # 【2.23 代购登记】
_STRONG = re.compile(
    r"(?:No\.?|#)?\s*(\d{1,4})\s*(?:[、)。]|[.:,](?!\d))\s*|第(\d{1,4})[位个条][.、:]?\s*"
    r"|(?:No\.?|#)\s*(\d{1,4})\s+",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"[\[【]?(\d{1,3})(?:[\]】](?=\d)|\s*[|｜]\s*|\s+[-—–]+\s+|[-—–]\s+|\s+|[.:,;](?=\d))"
)
_CODE = re.compile(
    r"(?<![-—–])([\u2460-\u2473\u2776-\u277f\u2780-\u2793])(?!\s?[-—–#栋幢座号弄楼单室])"
)
_APART = re.compile(
    r"(?<=[\dA-Za-z]) (?=(?:[栋幢]|座(?=\s?\d)|弄(?![一二两三四五六七八九十半俩])|号楼?|单元|室)"
    r"(?![\u4e00-\u9fff]*人))"
)
# 楼号:3 单元:2 房号:501, an address that fills in a form
_FORM = re.compile(
    r"(?:(?:楼栋?号?|栋号?|幢号?|几[号栋幢]楼?)\s?:\s?(?P<building>[A-Za-z]?\d{1,3})(?:号楼|[栋幢座号])?)[\s,;]+"
    r"(?:(?:单元号?|门洞|几单元)\s?:\s?(?P<entrance>\d{1,2})(?:单元|门)?[\s,;]+)?"
    r"(?:房间?号|室号?|门牌号?|几室)\s?:\s?(?P<room>\d{3,4})[室房]?"
)
# 东村 3 组 12 号: an address typed with blanks
_GROUP_APART = re.compile(
    r"(?<=[\u4e00-\u9fff]) (?=\d{1,2} ?[组队社]\s?\d)"
    r"|(?<=\d) (?=[组队社]\s?\d)|(?<=\d[组队社]) (?=\d)|(?<=[栋幢座楼元]) (?=负[\d一二三])"
)
# 东1203/何秀兰/大米1袋/3321: how the form that a head asks for ends
_TAIL = re.compile(r"(/[^/\n]*[^\d/\s][^/\n]*)/\s?(\d{4})(?=\s*(?:$|[(（]|\s[^\d/]*$))")
_BOTH = re.compile(r"(两[家户边])[ :：]{0,2}各[ :：]{0,2}")
_QUICK = re.compile(r"(?<=[\d一二两三四五六七八九十半])快(?=$|[\s,，;；。、!！])")  # 豆腐两快
# 3O枚: a letter that is typed for a nought ahead of what is counted
_NOUGHT_TYPED = re.compile(r"(?<=[1-9])[Oo](?=[份箱袋板瓶斤盒提桶只个包枚条块])")
# 西红杮, 黄爪: characters that are written much alike
_MISTAKEN = (("西红杮", "西红柿"), *((f"{a}爪", f"{a}瓜") for a in "黄冬南苦丝西甜"))
_GLUED = re.compile(r"(?<=\d{3})(?=[A-Z][a-z]{2,})")  # 501Jason
_CODE_IN_BRACKET = re.compile(r"(?<![\d(])(\d{1,2})\)\s?(?=[*xX×]\s?\d)")  # 1)*1 4)*2
_PICTURES = (
    "🥚鸡蛋 🥛牛奶 🍅番茄 🥔土豆 🥑牛油果 🍎苹果 🍊橘子 🍌香蕉 🍞面包 🍓草莓 🥕胡萝卜"
    " 🥒黄瓜 🍉西瓜 🍇葡萄 🧅洋葱 🧄大蒜 🌽玉米 🍋柠檬 🍺啤酒 🦐虾 🍆茄子 🍒车厘子 🥭芒果 🫐蓝莓"
    " 🍑桃子 🍍菠萝 🥥椰子 🍈哈密瓜 🍐梨 🥝猕猴桃 🍠红薯 🥦西兰花 🥬青菜 🍗鸡腿 🥩牛肉"
    " 🍚大米 🧻卷纸"
)
_PICTURED = {word[0]: word[1:] for word in _PICTURES.split(" ")}
# A picture stands for a good only where it is counted: 🥑2.
_PICTURE = re.compile(
    rf"(?:(?<![\u4e00-\u9fff])|(?<=[要来加订买和]))({'|'.join(_PICTURED)})\ufe0f?(?=\s?[xX×*]?\s?[\d一二两三四五六七八九十])"
)
_MENTION = re.compile(r"(?<=\s)@[^\s@,;，；。!！()（）\d:：]{1,12}(?=$|\s)")  # 鸡蛋1板 @小林
# 面 粉 一 袋: every character by itself, as some input methods leave them
_SPACED_OUT = re.compile(
    r"(?<!\S)(?=(?:\d )*[\u4e00-\u9fff](?!\S))(?:[\u4e00-\u9fff\d] ){3,}[\u4e00-\u9fff\d](?!\S)"
)
_CLOCK = r"(?:[上下]午|晚上|AM|PM)?\s*\d{1,2}:\d{2}(?::\d{2})?\s*(?:AM|PM)?"
_DAY = r"\d{2,4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
_STAMP = re.compile(
    rf"(?P<who>[^:]{{0,30}}?)[\s(]*{_DAY}\s*(?:(?:星期|周).)?\s*{_CLOCK}\)?:?"
    rf"|(?P<whose>[^\d\s:][^:]{{0,20}}?)\s+(?:昨天\s*)?{_CLOCK}"
    rf"|{_DAY}\s+{_CLOCK}\s+.{{1,40}}"
    rf"|[-—–=\s]*{_DAY}[-—–=\s]*|[-—–=_]{{2,}}[^-—–=_]{{1,20}}[-—–=_]{{2,}}"
    rf"|[\u4e00-\u9fff]{{2,6}}:\s?{_DAY}"
    r"|(?:以上|上面)[\d\s~到至—-]{0,9}[号单条位户]?(?:都|均|全部)?已经?(?:登记|录入|统计|汇总|下单|报单|核对)[好完]?了?.{0,10}"
    r"|.{0,30}(?:撤回了?一条消息|加入了?群聊|退出了?群聊|修改群名为.*|拍了拍.{0,30})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line and the number it carries. ``sure``: the number is set off as numbers are."""

    no: int | None
    text: str
    sure: bool = False


def folded(line: str) -> str:
    """A line in plain characters, single blanks, and no blank before a unit of an address.

    A number in a circle is the code of a good: ``①2份`` is ``〔1〕2份``. One on a key is a number.
    """
    if line.count("｜") + line.count("|") > 1 or "｜" in line:
        line = line.replace("｜", ",").replace("|", ",")  # columns, and no ones
    if _SPACED_OUT.search(line):
        line = _SPACED_OUT.sub(lambda found: found.group().replace(" ", ""), line)
    line = line.replace("🅰", "A").replace("🅱", "B")
    if ":" in line or "：" in line:
        line = _FORM.sub(_filled_in, line.replace("：", ":"))
    if line.count("/") > 1:
        line = _TAIL.sub(r"\1/尾号\2", line)
    line = _NOUGHT_TYPED.sub("0", line)
    for wrong, right in _MISTAKEN:
        line = line.replace(wrong, right)
    line = _QUICK.sub("块", _BOTH.sub(r"\1各", line))
    line = _PICTURE.sub(lambda found: _PICTURED[found[1]], line)
    line = _CODED_KEY.sub(r"〔\1〕", line)
    coded = _CODE.sub(lambda found: f"〔{unicodedata.numeric(found[1]):.0f}〕", line)
    coded = plain(_KEYCAP.sub("", _MENTION.sub("", coded)).replace("\ufe0f", ""))
    coded = _CODE_IN_BRACKET.sub(r"〔\1〕", _GLUED.sub(" ", coded))
    return _GROUP_APART.sub("", _APART.sub("", coded))


def _filled_in(form: re.Match[str]) -> str:
    entrance = f"{form['entrance']}单元" if form["entrance"] else ""
    return f"{form['building']}号楼{entrance}{form['room']}室"


def numbered(line: str) -> Numbered:
    """Take the number off a line: ``1.``, ``（1）``, ``③``, ``三、``, ``No.3``, or ``1 ``."""
    text = line.translate(_WIDE).strip().lstrip("|｜").lstrip()
    return Numbered(None, folded(line)) if _DATED.match(text) else _numbered(line, text)


def _numbered(line: str, text: str) -> Numbered:
    if found := _CIRCLED.match(text):
        return Numbered(int(unicodedata.numeric(found[1])), folded(text[found.end() :]), sure=True)
    if found := _KEYCAPS.match(text):
        digits = _KEYCAP.sub("", found[1])
        return Numbered(int(digits), folded(text[found.end() :]), sure=True)
    if found := _SPELLED.match(text):
        return Numbered(int(arabic(found[1])), folded(text[found.end() :]), sure=True)
    for pattern in (_BRACKETED, _STRONG):
        if found := pattern.match(text):
            digits = next(filter(None, found.groups()))
            return Numbered(int(digits), folded(text[found.end() :]), sure=True)
    if found := _WEAK.match(text):
        return Numbered(int(found[1]), folded(text[found.end() :]))
    return Numbered(None, folded(line))


def is_surely_numbered(line: str) -> bool:
    """Whether a line's number is set off in one of the usual ways."""
    text = line.translate(_WIDE).strip()
    patterns = (_STRONG, _BRACKETED, _CIRCLED, _KEYCAPS, _SPELLED)
    return any(pattern.match(text) for pattern in patterns)


def is_stamp(text: str) -> bool:
    """Whether a folded line is a log's own: ``小林 2020/2/20 19:02:33``."""
    return bool(_STAMP.fullmatch(text))


def squeezed(text: str) -> str:
    """Text as copies are compared."""
    return "".join(folded(text).split())
