"""What is neither door nor good nor amount: words by their kind, and patterns.

Patterns are tried before words; of words the longest wins.
"""

import re

from baogong.readers.chains.vocabulary import EMOTES, KIND_OF

TITLES = (
    "阿姨|叔叔?|伯伯?|爷爷?|奶奶?|大爷|大妈|大姐|姐姐?|哥哥?|妹妹?|弟弟?|妈妈?|爸爸?|师傅|老师|先生|女士|小姐"
    "|太太|阿婆|婆婆?|阿公|公公|嫂子?|婶婶?|姨|舅舅?|姑姑?|医生|护士|主任|经理|总|同学|团长|楼长|组长|书记|宝宝|宝贝"
    "|麻麻|粑粑|娘|老太|外婆|外公|老板|大叔|大哥|大伯|房东|教授|警官|律师|会计|小朋友|孃孃|爹"
)
TITLED = re.compile(rf".{{0,5}}(?:{TITLES})(?:家|家的|的)?")
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
    "陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤庞"
)
CALLED = re.compile(rf"[小阿老大][{SURNAMES}\u4e00-\u9fff]家?|[{SURNAMES}][\u4e00-\u9fff]{{1,2}}")
_WORD = re.compile("|".join(sorted(map(re.escape, KIND_OF), key=len, reverse=True)), re.IGNORECASE)

_SORT = (
    "熟透|绿叶|干净|新鲜|常温|"
    "[胖肥瘦辣烂坏大小老嫩青熟生红甜好硬软厚薄冰黄长短绿酸咸脆沙糯粗细直圆]"
)
_FLAW = "发芽|发黄|发霉|黄叶|空心|过期|临期|隔夜|冻|破|裂|碎|烂|蔫|虫|伤|瘪|异味"
_ORGAN = "[鸡鸭鹅鱼猪虾]?(?:头|爪|脚|尾巴?|屁股|内脏|鳞|肥油)"
_UNWANTED = (
    f"带皮|带骨|香菜|葱|姜|蒜|洋葱|切|袋子|塑料袋|断|(?:有|带)?(?:{_FLAW})[坏损掉]?|{_ORGAN}"
)
_NO_NUMBER = "(?![\\d一二两三四五六七八九十半俩])"
_AT_END = rf"(?=$|[,;。!)\n]|\s{_NO_NUMBER})"
_CUT = "块|片|丝|皮|末|肉末|馅|肉馅|丁|段"
_WISHED = re.compile(
    rf"(?:尽量|最好|麻烦|帮忙|请)?(?:不要|别|不用|勿)(?:太|要)?(?:{_SORT}|{_UNWANTED})的?了?"
    rf"|(?:尽量|最好|要|挑|选|给){{1,3}}?(?:稍微|稍)?(?:{_SORT})(?:一点|点|些|一些|多)?的?"
    rf"|(?:稍微|稍|尽量)?(?:{_SORT})(?:一点|点儿?|些|一些)的?"
    r"|(?![要来有给加拿多少])([\u4e00-\u9fff])不\1(?:都|也)(?:行|可以|好|无所谓)"
    rf"|(?:{_SORT})的{_AT_END}|少(?:点|放|给){_NO_NUMBER}[\u4e00-\u9fff]{{1,3}}{_AT_END}"
    rf"|(?:请|麻烦|帮忙|帮我|要)?(?:切|剁|绞|去|斩)(?:成|一下|个|好)?(?:{_CUT})?(?:一下)?"
    r"|(?:带皮|去皮|带叶|带骨|去骨)的?"
)
_PEOPLE = re.compile(
    r"(?<!\d)(?:\d{1,2}|[一二两三四五六七八九十]{1,3})(?:口人|口之家|个人|人(?![参一各])|口)"
    r"|一家[三四五六]口"
    r"|(?:大人|孩子|小孩|老人|娃)\s?[\d一二两三四五六]个|(?<=[\s,(有家里])[\d一二两三四五六]个(?:大人|孩子|小孩|老人|娃)"
    r"|(?<!\d)(?:\d{1,3}|[一二两三四五六七八九十]{1,3})(?:周?岁半?|个(?:多)?月(?:大|的)?(?=[\u4e00-\u9fff)]))(?:了|的)?"
)
_TIME = re.compile(
    r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}[日号]?|\d{1,2}月\d{1,2}[日号]?|\d{1,2}:\d{2}(?::\d{2})?"
    r"|\d{1,2}点(?:半|钟|\d{1,2}分?)?(?:之?[前后]|以[前后])?|(?:周|星期|礼拜)[一二三四五六日天末]"
    r"|(?:0?[1-9]|1[0-2])/(?:[0-2]?\d|3[01])(?![\d/-])"
)
_PHONE = re.compile(
    r"(?:\+?86[- ]?)?(?<!\d)1[3-9]\d[- ]?(?:\d{4}|\*{4})[- ]?\d{4}(?!\d)"
    r"|(?:手机)?尾号:?\s*\d{4}(?!\d)|0\d{2,3}-\d{7,8}(?!\d)"
)
_EMOTE = re.compile(
    rf"\[(?:{'|'.join(EMOTES)})\](?!\s*[(\[【](?![\u4e00-\u9fff]{{1,4}}\]))", re.IGNORECASE
)
_MEANS = "(?:钱|货?款|团费|红包|群收款|群付款|微信|支付宝)"
_GIVE = "(?:支付|付款?|转账?|交|给|发|打|结|扫|缴)"
_TO = rf"(?:给?(?:你|您|群主|[\u4e00-\u9fff]{{1,2}}(?:{TITLES})))?"
_LATER = (
    "(?:今晚|晚上|晚点|明天|下班|回头|稍后|待会儿?|等?一会儿?|见面|到货|收货|等?送[到来]|到了)"
)
_PAID = re.compile(
    rf"{_MEANS}(?:(?:已经?|刚刚?|早就?|今天|昨天)(?:都|全)?{_GIVE}(?:[清好完过]|过去|出去)?"
    rf"|(?:都|全)?{_GIVE}(?:[清好完过]|过去|出去)(?:给)?|(?:都|全)?{_GIVE}(?=了)){_TO}(?!了?\s?[¥\d])了?"
)
_UNPAID = re.compile(
    rf"{_MEANS}(?:我|先)?(?:(?:还|都)?[没未]有?{_GIVE}|{_LATER}(?:[了后]|的时候)?再?{_GIVE}){_TO}"
)
_REST = re.compile(
    "(?:(?:其[他它余]|剩下|余下)的?|别的)(?:(?:都|还是|还|全)?"
    "(?:不变|不动|不改|照旧|照常|照样|一样|保留|留着)|都(?:还)?要)的?"
)
_BROUGHT = re.compile(
    "(?:电梯|门铃|门禁|楼道灯|单元门|对讲机?)(?:坏|停)了|走[左右前后东西南北][边门]"
    "|敲门(?:久|轻|重|响|大声)一?点|一起(?:送|拿|放|配送?)(?:上来|下来|过来|来|到)?"
)
_ON_BEHALF = re.compile(  # a relative whose door follows; 3-301 帮我妈买 leaves the door open
    rf"[帮替代](?:[他她]们?|[我俺咱]?家?(?:{TITLES})(?=[订买接报要]?"
    r"[\u4e00-\u9fff]{0,4}?[A-Z]?[\d一二三四五六七八九十]+[号栋幢弄座-]))"
)
_NO_PLACE = "(?![楼隔对邻号栋室户一二三四五六七八九十零])[\u4e00-\u9fff]"
_FOR_WHOM = re.compile(
    rf"给[我俺咱]?(?:家里?)?(?:{_NO_PLACE}){{0,3}}?(?:{TITLES})(?:们的?|[吃用喝]的?){_AT_END}"
)
_TO_OTHERS = re.compile(  # where another door's bell is, or somebody who lives behind it
    rf"(?:送|放|搁|拿)(?:到|去|给|在|往)?(?:[我俺咱]?(?:{_NO_PLACE}){{0,3}}?(?:{TITLES})(?:的?家|那[里儿边]?|{_AT_END})"
    rf"|(?:隔壁|对门|邻居)|(?:{_NO_PLACE}){{1,3}}?(?<![我俺咱们自大到回来在])家(?!里))"
)
_ONE_MORE_DOOR = re.compile(r"(?:再|另外?)?[补加来报](?:一|1)[户家](?=$|[\s,;:。!])")
_NOTHING_LEFT = re.compile(
    "(?:全部|全都|全|整单|(?:这|那|此|整)(?:一)?单|订单)(?:都)?的?"
    r"(?:不要|不用|不订|取消|退掉?|撤掉?|删掉?|作废)了?(?=$|[\s,;。!)吧啦哈哦])"
)
PATTERNS = (
    ("phone", _PHONE),
    ("people", _PEOPLE),
    ("elsewhere", _TO_OTHERS),
    ("delivery", _BROUGHT),
    ("talk", _ONE_MORE_DOOR),
    ("talk", _FOR_WHOM),
    ("for", _ON_BEHALF),
    ("rest", _REST),
    ("drop", _NOTHING_LEFT),
    ("paid", _PAID),
    ("unpaid", _UNPAID),
    ("pref", _WISHED),
)


def is_name(text: str) -> bool:
    """Whether this is a name wherever it stands: with a title, or like 小周 and 王建国."""
    return bool(TITLED.fullmatch(text) or CALLED.fullmatch(text))


def word_at(text: str, at: int) -> tuple[str, int]:
    """The kind of the longest word that stands here, and where it ends; "" for none."""
    found = _WORD.match(text, at)
    return (KIND_OF[found.group().lower()], found.end()) if found else ("", at)


def pattern_at(text: str, at: int) -> tuple[str, int]:
    """A phone, a count of people or a preference that stands here."""
    for kind, pattern in PATTERNS:
        if found := pattern.match(text, at):
            return kind, found.end()
    return "", at


def time_at(text: str, at: int) -> int:
    found = _TIME.match(text, at)
    return found.end() if found else at


def emote_at(text: str, at: int) -> int:
    """Where ``[捂脸]`` ends; ``at`` for anything else."""
    found = _EMOTE.match(text, at)
    return found.end() if found else at
