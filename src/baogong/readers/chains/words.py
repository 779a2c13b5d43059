"""What is neither door nor good nor amount: words by their kind, and patterns.

Patterns are tried before words; of words the longest wins.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from baogong.readers.chains.amounts import COUNTED
from baogong.readers.chains.beginnings import beginnings
from baogong.readers.chains.persons import TITLES
from baogong.readers.chains.places import PUT
from baogong.readers.chains.preferences import AT_END, PREFERENCES, SORTED
from baogong.readers.chains.vocabulary import EMOTES, KIND_OF
from baogong.readers.chains.wanting import FOR_OWN, LEADS, WANTED

# By its first character, how long a word may be: the longest first.
_LENGTHS = {
    first: sorted({len(word) for word in KIND_OF if word[0] == first}, reverse=True)
    for first in {word[0] for word in KIND_OF}
}
_ORDERING = frozenset(word[0] for word, kind in KIND_OF.items() if kind in {"want", "add"})

_PEOPLE = re.compile(
    r"(?<!\d)(?:\d{1,2}|[一二两三四五六七八九十]{1,3})(?:口人|口之家|个人|人(?![参一各])|口)"
    r"|一家[三四五六]口"
    r"|(?:大人|孩子|小孩|老人|娃)\s?[\d一二三四五六]个|[老小]两口子?|两口子"
    r"|(?:就|只有|才|住着?)?(?<=[\s,(有家里就才住])[\d一二两三四五六]个(?:大人|孩子|小孩|老人|娃|[大中小]?学生|高中生|儿子|女儿|男孩|女孩|宝宝)"
    r"|(?<!\d)[\d一二两三四]大[\d一二两三四]小|[三四五]代(?:人|同堂)|怀?孕\d{1,2}周(?:了|多)?"
    r"|(?<!\d)(?:\d{1,3}|[一二两三四五六七八九十]{1,3})(?:周?岁半?|个(?:多)?月(?:大|的)?(?=[\u4e00-\u9fff)]))(?:了|的)?"
)
_HOUR = (
    r"(?:(?:[上下中]午|早上|晚上|傍晚|夜里|凌晨)?(?:\d{1,2}|[二三四五六七八九两十][一二]?)点(?:半|钟|多|左右|\d{1,2}分?)?"
    r"|(?:[下中]午|凌晨)一点(?:半|钟|多)?)"
)
TIME = re.compile(
    r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}[日号]?|\d{1,2}月\d{1,2}[日号]?|\d{1,2}:\d{2}(?::\d{2})?(?:之?[前后]|以[前后])?"
    rf"|{_HOUR}(?:[-~到至]{_HOUR})?(?:之?[前后]|以[前后])?|(?:周|星期|礼拜)[一二三四五六日天末](?:之?[前后]|以[前后])?"
    r"|\d{1,2}号(?:之?[前后]|以[前后])(?![\u4e00-\u9fff]?[楼栋门面单])(?:[要用到])?"
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
    "(?:今晚|晚上|晚点|明天|下班|回头|稍后|待会儿?|等?一会儿?|等会儿?|等一?下|过一?会儿?|见面"
    "|到货|收货|等?送[到来]|到了)"
)
_PAID = re.compile(
    rf"{_MEANS}(?:(?:已经?|刚刚?|早就?|今天|昨天)(?:都|全)?{_GIVE}(?:[清好完过]|过去|出去)?"
    rf"|(?:都|全)?{_GIVE}(?:[清好完过]|过去|出去)(?:给)?|(?:都|全)?{_GIVE}(?=了)){_TO}(?!了?\s?[¥\d])了?"
)
_UNPAID = re.compile(
    rf"{_MEANS}(?:我|先)?(?:(?:还|都)?[没未]有?{_GIVE}|{_LATER}(?:[了后]|的时候)?再?{_GIVE}){_TO}"
)
_LATER_PAID = re.compile(  # 明早付款, 收货时付, 货到一起付
    rf"(?:(?:今|明|后)[天早晚]|{_LATER}|货到|到时候?|收到?货|见到?货|验货|拿货|取货|送货|月底|回来)(?:的?时候?|以?后|了|再|一起|一并)*"
    "(?:付款?|[给付转交](?:现金|现钱|钱)|转账|结账?|扫码|(?:转|给|付|发)给?[你您]|转|给)(?:吧|哈|哦)?(?:行不|行吗|行么|可以吗|可以不|好吗|好不好)?(?![\\u4e00-\\u9fff\\d])"
    "|(?:货到付款|到货付款?|货到付|到付|现金到付)(?:现金|微信|支付宝)?"
)
_SENT = re.compile(  # 钱给楼组长了, 付款码扫过了, 私信转你了
    rf"(?:(?:钱|款|货款|团费)(?:已经?|都|也)?(?:[给转发交])?(?:给|到)(?:你|您|群主|团长|志愿者"
    rf"|[\u4e00-\u9fff]{{0,2}}(?:{TITLES}))(?:那里?|手里|手上)?了"
    r"|(?:钱|款|货款|团费)(?:用|走)?(?:微信|支付宝|红包|现金)(?:已经?)?[转付给发](?:账|过去|给?[你您])?了"
    r"|(?:钱|款)(?:已经?|都)?(?:微信|支付宝|现金)(?:[付转给](?:清|好|完|过)|[付转给]了)了?"
    r"|转账给?[\u4e00-\u9fff]{0,4}?(?:长|主|者)了|已经?扫码(?:付款?)?了?"
    r"|已(?:私信|微信|私下|单独|直接)(?:转账?|付款?|发)(?:给)?[你您]?了?(?![给])"
    rf"|(?:用|是)?[我他她]?(?:{TITLES}|老公|老婆|儿子|女儿)的?(?:微信|支付宝|手机)?(?:已经?)?[付转](?:好|过|清)?(?:了|的|款的?)(?![\\u4e00-\\u9fff\\d])"
    r"|(?:已经?)?[付转](?:好|完|清|过)[啦咯]|钱(?:都|也|已经?|一起|一并)+[付转给](?:好|清|过)?[了啦]"
    r"|(?:现金|现钱)(?:已经?)?(?:付|给)(?:了|过了|[你您]了|团长了|楼长了|群主了)"
    r"|(?:付款|收款)?(?:二维)?码(?:已经?)?(?:扫过了?|扫了|付过了?|付了)|(?:私信|微信|私下|单独|直接)(?:转|发|付)(?:给)?(?:你|您)?了"
    r"|已经?(?:转|付|发|给)(?:账|款|钱|红包)?给?(?:[A-Za-z]{2,12}|群主|团长|你|您)了?)(?!\s?[¥\d])"
)
_ASKED = re.compile(  # 今天能送到不, 快点到伐
    r"(?:能|会|可以)[\u4e00-\u9fff]{1,4}(?:不|没|嘛|么)(?=$|[\s,;。!?)])"
    r"|[\u4e00-\u9fff]{1,6}[伐咩噻](?=$|[\s,;。!?)])"
)
_PAYMENT_ASKED = re.compile(
    "(?:钱|款)?(?:[转付打]|付款|转账)给?(?:谁|哪里?|哪儿|哪位)|(?:付款|收款|二维)码(?:麻烦|请)?(?:再)?发(?:给)?(?:我|你|群里|出来)?(?:一下|下)?|"
    "(?:付|给|用)?(?:现金|微信|支付宝|转账|扫码)(?:付|支付|给)?(?:可以|行|好|ok)(?:吗|么|不|嘛)"
)
_OPINION = re.compile(  # 上次的白菜特别甜
    r"(?:(?:上次|上回|上一?批|上周|昨天|前天|之前|以前|价格|质量|味道|分量)的?(?:那[个批次])?"
    r"|比[\u4e00-\u9fff]{2,4}?(?=便宜|新鲜|好))[\u4e00-\u9fff]{0,4}?(?:真的?|很|太|挺|特别|非常|还|蛮|最|超级?)*"
    r"(?:(?<=[太挺])[大小老嫩咸淡甜酸辣硬软生熟碎烂薄厚肥瘦]|满意|好吃|好喝|新鲜|便宜|划算|不错|实惠|靠谱|(?<=[很太挺别常还蛮最级真的])[好甜香嫩棒赞值])"
    r"(?:了|啊|呀|呢|哦|的)?"
    r"(?=$|[,;。!)\n\s])"
)
_REST = re.compile(
    "(?:(?:其[他它余]|剩下|余下)的?|别的)(?:(?:都|还是|还|全)?"
    "(?:不变|不动|不改|照旧|照常|照样|一样|保留|留着)|都(?:还)?要)的?"
)
_NOBODY = re.compile(  # 若没人应门请放鞋架
    "(?:如果?|若|要是|万一|假如|假使)?(?:家里?|屋里|我们?)?(?:都|正好)?(?:没人|没有人|无人|不在家?)"
    "(?:应门?|应答|开门|在家?|接)?(?:的话|时|的时候)?(?![\u4e00-\u9fff]?[要吃拼货])"
)
_RECEIPT = re.compile(
    "(?:请|麻烦)?(?:要|开|需要|留|给)(?:我|一下)?(?:个|张|一张)?(?:发票|收据|小票|凭证|票据)"
)
_FOR_KIN = re.compile(  # 替父母下单
    "[帮替代给](?:父母|爸妈|老人家?|家里人?|公婆|岳父岳?母|长辈)们?(?:下单|代?订|买|接龙?|报名?|登记|操作)[的了]?(?![\u4e00-\u9fff\\d])"
)
_SEEN = re.compile(  # how a door is found: 门口贴了红纸
    rf"(?:我们?家)?门(?:口|上)(?:有|贴了?|挂了?|放了?)(?:个|一个|张)?[\u4e00-\u9fff]{{1,6}}?(?:的|了)?{AT_END}"
    "|(?:我们?家)?在?最?(?:里面|外面|左边|右边|尽头|[东西南北]边)的?(?:那间|那户|第[一二三]家)"
    "|(?:注|留言|说明|ps)\\s?:"
)
_COOKED = re.compile(  # 做咖喱, 炒菜用: what becomes of the goods
    "(?:要|想|准备|打算|拿来|用来)?(?:[炒烧煮炖煲熬蒸烤拌涮包擀腌卤煎炸榨下]|红烧|清蒸|烘焙|清炒)(?!饼|蛋|鸭|鸡)[\u4e00-\u9fff]{0,2}?[用吃喝](?:的|呢)?"
    rf"{AT_END}|(?:红烧|清蒸|清炒|白切|白灼|爆炒|[炖煲熬烧]汤|[熬煮]粥|包饺子|包馄饨|包包子|包粽子|榨汁|熬酱|炖|烘焙){AT_END}|"
    rf"(?:用来|拿来|准备|想|要|打算)?做(?:个|点|顿)?[\u4e00-\u9fff]{{1,3}}?(?:用的?|吃的?)?{AT_END}"
)
_AILING = re.compile(
    "眼睛?[都也又还很太]?花了?|(?:[耳眼腿脚腰手胃心肺肝肾牙头膝骨]|眼睛|耳朵|腿脚|膝盖|心脏|血[压糖脂]|关节|颈椎|腰椎|肠胃|身体|记性|视力|听力|牙口)"
    "(?:有点|有些|都|也|又|还|很|太|比较|不太|不大|真)*"
    "(?:背|聋|疼|痛|酸|麻|肿|断|伤|高|差|弱|虚|慌|不好|不行|不便|不方便|不灵便?|不利索|不舒服|摔了|扭了|出问题|有病)了?"
    "(?![\\u4e00-\\u9fff])"
)
_BROUGHT = re.compile(
    r"(?:(?:[一二三四五六七八九十]{1,2}|\d{1,2})楼)?(?:电梯|门铃|门禁|楼道灯|单元门|对讲机?)(?:坏|停)了|走[左右前后东西南北][边门]"
    "|(?:送|搬|拿|提|拎|抬|爬)(?:到|上|至)?\\s?(?:\\d{1,2}|[一二三四五六七八九十]{1,3})[楼层](?![\\d一二三四五六七八九])(?:来|上来|门口)?|敲门(?:的?时候)?(?:请|要|麻烦|记得|尽量|稍微?)*(?:久|轻|重|响|大声|用力)一?[点些]"
    "|(?:送?到了?|收货|取货)?(?:请|就|先|可以|麻烦|直接)?(?:打|拨打?|联系|呼叫?|call)(?:我|本人|家里|老伴|儿子|女儿)?的?"
    "(?:电话|手机|号码)?:?\\s?(?=1[3-9]\\d{9})"
    "|(?:之?[前后])?(?:送|能送)?到(?:货|家|了)?(?:就行|就好|即可|就可以|都行|也行|都可以)|一起(?:送|拿|放|配送?)(?:上来|下来|过来|来|到)?"
)
_ON_BEHALF = re.compile(  # a relative whose door follows; 3-301 帮我妈买 leaves the door open
    rf"[帮替代](?:[他她]们?|[我俺咱]?家?(?:{TITLES})(?=[订买接报要]?"
    r"[\u4e00-\u9fff]{0,4}?[A-Z]?[\d一二三四五六七八九十]+[号栋幢弄座-]))"
)
_NO_PLACE = "(?![楼隔对邻号栋室户一二三四五六七八九十零])[\u4e00-\u9fff]"
_FOR_WHOM = re.compile(
    rf"给[我俺咱]?(?:家里?)?(?:{_NO_PLACE}){{0,3}}?(?:{TITLES})(?:们的?|[吃用喝]的?){AT_END}"
)
_TO_OTHERS = re.compile(  # where another door's bell is, or somebody who lives behind it
    rf"(?:送|放|搁|拿)(?:到|去|给|在|往)?(?:[我俺咱]?(?:{_NO_PLACE}){{0,3}}?(?:{TITLES})(?:的?家|那[里儿边]?|{AT_END})"
    rf"|(?:隔壁|对门|邻居)|(?:{_NO_PLACE}){{1,3}}?(?<![我俺咱们自大到回来在])家(?!里))"
)
_TO_ELSEWHERE = re.compile(
    rf"(?:送|放|搁|拿)(?:到|去|给|在|往)?(?:[我俺咱]?们?)(?:单位|公司|学校|店里|办公室|娘家|婆家|老家)|给[我俺咱]?(?:{TITLES})送(?:去|过去)"
)
_ONE_MORE_DOOR = re.compile(r"(?:再|另外?)?[补加来报](?:一|1)[户家](?=$|[\s,;:。!])")
_NOTHING_LEFT = re.compile(
    "(?:全部|全都|全|整单|(?:这|那|此|整)(?:一)?单|订单)(?:都)?的?"
    r"(?:不要|不用|不订|取消|退掉?|撤掉?|删掉?|作废)了?(?=$|[\s,;。!)吧啦哈哦])"
)
_THAT = re.compile(rf"[那这](?![份个])(?:{'|'.join(COUNTED)}|斤)(?=[\u4e00-\u9fff])")
_KEPT = re.compile("(?:就|也|还是|都|保持)?(?:不动|不改|不变|照旧|照常|照样)")
PATTERNS = (
    ("asking", _ASKED),
    ("comment", _OPINION),
    ("comment", _PAYMENT_ASKED),
    ("talk", _NOBODY),
    ("seen", _SEEN),
    ("sort", SORTED),
    ("talk", _FOR_KIN),
    ("talk", _RECEIPT),
    ("unpaid", _LATER_PAID),
    ("paid", _SENT),
    ("phone", _PHONE),
    ("people", _PEOPLE),
    ("elsewhere", _TO_OTHERS),
    ("elsewhere", _TO_ELSEWHERE),
    ("delivery", _BROUGHT),
    ("put", PUT),
    ("talk", _AILING),
    ("cooked", _COOKED),
    ("want", WANTED),
    ("talk", LEADS),
    ("talk", FOR_OWN),
    ("talk", _ONE_MORE_DOOR),
    ("talk", _FOR_WHOM),
    ("for", _ON_BEHALF),
    ("that", _THAT),
    ("keep", _KEPT),
    ("rest", _REST),
    ("drop", _NOTHING_LEFT),
    ("paid", _PAID),
    ("unpaid", _UNPAID),
)


def word_at(text: str, at: int) -> tuple[str, int]:
    """The kind of the longest word that stands here, and where it ends; "" for none."""
    for length in _LENGTHS.get(text[at : at + 1].lower(), ()):
        word = text[at : at + length].lower()
        if word in KIND_OF:
            return KIND_OF[word], at + len(word)
    return "", at


def may_order(first: str) -> bool:
    """Whether a word for ordering may begin with this character."""
    return first.lower() in _ORDERING


@lru_cache(maxsize=8192)
def patterns_beginning(first: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns that may begin with this character, preferences last."""
    known = (*PATTERNS, *(("pref", pattern) for pattern in PREFERENCES))
    return tuple((kind, pattern) for kind, pattern in known if beginnings(pattern).match(first))


def patterns_at(text: str, at: int) -> Iterator[tuple[str, int]]:
    """The kinds of the patterns that stand here and where they end; of preferences the longest."""
    preferred = at
    for kind, pattern in patterns_beginning(text[at]):
        if found := pattern.match(text, at):
            if kind == "pref":
                preferred = max(preferred, found.end())
            else:
                yield kind, found.end()
    if preferred > at:
        yield "pref", preferred


def time_at(text: str, at: int) -> int:
    found = TIME.match(text, at)
    return found.end() if found else at


def emote_at(text: str, at: int) -> int:
    """Where ``[捂脸]`` ends; ``at`` for anything else."""
    found = _EMOTE.match(text, at)
    return found.end() if found else at
