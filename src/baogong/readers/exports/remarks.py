"""Remarks: wishes about the delivery, and words that change what goes where."""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace

from baogong.readers.addresses.spelling import plain, with_digits
from baogong.readers.chains.plainwords import may_be_food
from baogong.readers.chains.preferences import PREFERENCES
from baogong.readers.chains.remarks import leaves_open, only_says
from baogong.readers.chains.vocabulary import EMOTES
from baogong.readers.rosters.wording import either

# A mobile number, as it is or with the middle masked.
PHONE = re.compile(r"1[3-9]\d(?:\d{4}|\*{4})\d{4}")
_COUNT = "[0-9一二两三四五六七八九十]{1,3}"
_DAY = "(今天|明天|后天|周末|(周|星期)[一二三四五六日天])"
_HOURS = "(早上|上午|中午|下午|傍晚|晚上|早|晚)"
_PLACES = either("""
    门口 门外 门边 门把手? 门上 鞋柜 架子 地上 凳子 椅子 箱子 楼梯口 电梯口 楼下 门卫
    保安[亭室] 快递柜 泡沫箱
""")
_KINDS = "新鲜|嫩|青|熟|大|小|瘦|肥|好|甜|红|软|硬|宽|窄|厚|薄|粗|细"
_HARMLESS = re.compile(either(rf"""
    {PHONE.pattern} \[({"|".join(EMOTES)})\]
    (再|加|补)买({_COUNT}[份件箱袋板包瓶提盒]|点|些)? 补[单登录报] 漏登 第[二三23]单
    后补的? 追加(的|订单)? (刚才|刚刚|上次|之?前面?|昨天)?(忘记?|漏)了?[填写报登]了?
    {_DAY}?{_HOURS}?\d{{1,2}}[点:](\d\d|半)?(左右)?((之|以)?[前后])?(在家|有人|送货?|下班|到家|回来)?
    (\d{{1,2}}月)?\d{{1,2}}[号日](之?前|以前)能?(送|到|送到)?(都|也)?(可以|就?行|都行)
    (密码门|门禁|单元门|楼下门)?先?按[\d*#]{{1,6}}(再按[\d*#]{{1,6}})?
    {_DAY}?{_HOURS}(送货?|配送|在家|有人|到)? {_DAY}(送货?|配送|在家|有人|到)?
    (就行|即可|都行|都可以|都可|就好)
    (我|自己|本人|到时)*(到|去|来)(自提|团长|取货|提货)?点(自己?)?[取拿领提]货?
    (大概)?(什么时候|几点|何时|多久|几号|哪天)[^,。;]{{0,4}}?(送|到|发|配送|能到)(货|达)?[吗呢啊么?]*
    (请|麻烦|务必|最好|能|可以|之?前)?(帮忙)?(尽[快早量]|早点?|快点?|及时|按时|准时)(发货?|送货?|送达?|配送|安排)?(一下)?[吗么?]*
    送货?之?前 之?前送[到达]? 送货?(上[门楼]|到(家|门口)) 无接触(配送)? 多?消毒
    (请|麻烦|可以|直接|就|帮忙)*(放|挂|搁)(在|到)?家?({_PLACES})(上|里|旁边?|外|处)*
    (到了?|送到了?|来了?)?(后|就|请|先|再|提前)*(给我)?(打|来)个?我?(电话|手机|微信)(联系)?
    (提前|请|先)*(电话|微信)联系
    (不要|不用|别|勿|请勿|轻)(按|敲|打)(门铃?|电话)? 按门铃 敲门
    (家[里中]|屋里)?有?(独居|\d{{2,3}}岁的?|[一两二三\d]个)?(老人|老年人|小孩|孩子|宝宝|婴儿|孕妇|病人|狗)(在家|在?睡觉|行动不便|独居)*
    (不要|勿|别)放快递柜 (请|麻烦)?放?\d号门的?(门卫|保安室|岗亭)
    (家[里中])?(人口?|孩子|老人)(多|少)(?![给要拿来放买订点些一两二三几])
    (门卫室|保安室|岗亭|传达室)(放|存)(一下|着|下)?
    缺货(的话)?(请|就|麻烦)*(联系|电话|打电话给?|通知|告诉)(我|一下|一声)*
    (付款|钱款?)已?(转账?|付|交)给?(团长|群主)(了|啦)? 已?(转账?|付|交)给?(团长|群主)(了|啦)
    已(转账?|付|交)给?(团长|群主)(?![\u4e00-\u9fff])
    (跟|和|与)(上|前)一?(单|份)一起(送|放|发)(来)?(就行|就好|即可)?
    (水|米|油|东西|箱子)(太|很|比较)?重了?(?![\u4e00-\u9fff])
    (请|麻烦|最好|帮忙?|帮我)*(送|搬|拿)(到|上)(楼上?|家|[家房]?门口)(?![\d\u4e00-\u9fff])
    (要|挑|选|给|拿)*(生产)?日期(要|得)?(新鲜?|近)一?点?的? (要|给|拿)*(当天|当日)(生产|现做)?的
    (要|挑|选|给|拿)*[大小][棵颗根条]一?点?的
    (要|挑|选)*(没有?|不要|别)(裂|破|烂|坏|碎)(开|掉|了)?的
    ^[\u4e00-\u9fff]{{0,2}}楼?(没有?|无)单元$ ^上面(忘记?|漏)了$ ^补一下$
    (请|麻烦|帮忙)*(?<![面菜肉豆])(包|装)(好|牢|严实)一?点?((别|不要)(碎|压|破|漏|坏)了?)?
    (请|麻烦)*(别|不要)(压|摔|磕|碰)(碎|坏|烂|破)了?
    {_DAY}?(\d{{1,2}}[/.月]\d{{1,2}}[日号]?)?已(打包|装车|备货|称重|发货|配货|分拣)
    独居 行动不便 孕妇在家 (就)?(\d|[一二两三四五六])个?(人|口人?)(住)?
    (我)?第一次(跟团|参团|团购|买|下单|来)(的)? 优先(送|配送|安排)(一下)?
    {_DAY}?送?(可以|行|能送)(吗|么|不)[?]*
    (请|麻烦)?(放|送)?(在|到)?(一楼|楼下|\d号)?(大厅|大堂|门卫|保安室|岗亭)(的|里)?(桌子?|架子)?上?
    \d{{1,2}}[/.]\d{{1,2}}(日)?(送达?|到货?|发货?) [老新熟]客户?
    送货?到(楼下|门口|大堂|大厅|小区门口)
    (会|能|可以|帮忙?)?送(上楼|上门|到家|到楼下|到门口)(吗|么|不|嘛)[?]*
    (帮忙|麻烦|请)?对半(斩|剁|切|劈)开?
    【?如遇缺货】?:?.* (快递)?放(在|到)?(架空层|一楼|楼下|大厅|大堂)(就行|即可|就好)?
    要[两三几\d]个?袋子装 货?到货?(付钱|给钱)
    (帮|替)[\u4e00-\u9fff]{{1,2}}(奶奶|爷爷|阿姨|叔叔|大爷|大妈|老师)(登记|填|订)的?
    送?(菜|货|来|到)?(时候?|的时候|之?前)(请|麻烦|先)?(打|来)个?(电话|微信) 打个?电话
    (请|麻烦)?放(在|到)?(一楼|楼下)(的|里)?(桌子?|架子|柜子)上?
    (货)?(送?到|来)了?(再|就|后|时)?(付款?|给钱|收钱|转账|付钱)
    (微信|支付宝|现金|转账)已?[付转](了|过了)?
    ((大概)?(什么时候|几点|何时)[^,。;]{{0,4}}?[吗呢啊么?]*)?(需?要|用)?下楼(来)?[拿取]([吗么呢]|不)?[?]*
    (可以|能)?(给|有|开)?发票(可以|能)?开?[吗么?]* (有没?有?|卖)[\u4e00-\u9fff]{{1,4}}卖[吗么?]+
    (请|麻烦|帮忙?|给)*(切|剁|斩|杀)(小|大|薄|厚)?(块|片|丝|丁|段|好|开|一下)*
    (要|挑|选|希望|尽量|给|拿|送)*({_KINDS})(一?点|一?些)的? (菜|肉|水果|鸡蛋)?要?新鲜
    不(要|吃|加)?太?(辣|葱|香菜|姜|蒜|肥|老|冰|生|甜)
    (鸡蛋)?(小心轻放|轻拿轻放|轻放|易碎|别碎|别压)
    (微信|支付宝)?已(付款?|转账?|支付) (可以|能)?开个?发票[吗么?]*
    不要(坏|烂)的? (不要|请勿|勿|别)(送|发)错 楼下?自取 自提
    (打|联系)?{PHONE.pattern}(这个)?(电话|号码)?(联系)?
    (上面|前面|原来|之前)(那个|的)?(电话|号码)?(停机|打不通|不用|欠费)了?
    (不[用要]|无需|不需要?)(开|给)?(发?票|小票)
    (钱|款|费用?)(都?已经?|我)(转|付|给)(过|给团长|给你)?了?
    ((微信|支付宝)(昵称|名字?)|昵称)(叫|是|:)?[\u4e00-\u9fff]{{2,4}}(?![\u4e00-\u9fff\d])
    (菜|肉|鸡蛋|水果|牛奶)?(给|是)(小孩|孩子|宝宝|老人|产妇|病人)(吃|喝)的?
    (前面|上面)?的?地址(填|写|选|改)不了 不退了 还是?要的
    分开?装(成|个)?(([两二三四]|[2-4])个?(袋子?|包))?
    (?<![\u4e00-\u9fff])(货|东西|商品|套餐|菜)?照[常样旧]?(送|发|配)货?(?![\w])
    上[次回](有|的)?(一?些|几?个|一?点)?(烂|坏|破|黄|蔫)(叶子?|果|的|了|掉)+
    (送货?(来|到)?(的?时候?)?|到了?)?(请|麻烦|顺便)*[叫喊](一下|一声|上)?(对门|隔壁|楼[上下])\d{{0,4}}室?(?![室\d拿收取代帮下来去])
    谢谢(啦|了|你们?|您|大家|团长)? 感谢 多谢 好的 收到
    (辛苦|麻烦|拜托)(了|啦|大家|团长|志愿者|师傅|小哥)*
    (团长|志愿者|师傅|小哥|大白|亲)(您|你)?好? 加油 你好 您好 平安 支持 好评
"""))  # fmt: skip
_EMPTY = re.compile(r"无|没有?|暂无|none|null|nan|n/a|否", re.IGNORECASE)
_FILLING = re.compile(r"[\s,.;:!?。、~…\-/*+()\[\]【】\"'了啦哦呀哈吧请的]+")
# What may speak of a door, of goods or of quantities.
_CHANGES = re.compile(
    either(r"""
    \d [弄号栋幢室楼层] 单元 门牌 房间 地址 换 改 退 取消 不要 不用 别要 不需 少 多
    加 减 替 代 转 帮 给 送. 搬 缺 没有 没货 如果 要是 若 假如 否则 或
    只要 想要 [吗么?] 能不能 可不可 可否 错 重复
    同上 一样 合并 一起 次 户
    [拍点买写订下]重 重[拍点买写订下填] 误[点拍下] [要是][土草] 拒 不算 考虑
    双份 整箱 土的 散养 草的 一个就 为准 撤 删 无效 忽略 勿录 test 测试 试[填拍下]
    没要 未到账 挂起 联系不上 黑名单 仅要 一半 已[领取] 已自提 ^[×xX]$
    [大小中]份 另 赠 作废 补 漏 差 分开 邻居 隔壁 对门 亲戚 朋友 妈 爸 父母 付 钱 元 价
    [一两二三四五六七八九十半][份件箱袋板包瓶提盒斤只个]
""")
)
_UNWANTED = re.compile(
    r"(?:水果|蔬菜|菜里?|里面)?(?:不要|别放?|不吃|别给)(?P<food>[\u4e00-\u9fff]{2,3})"
)
_FLAWED = re.compile("(?:不要|别给?)(?:太|有?[破坏烂碎裂蔫臭磕碰压摔挤砸])")
_ELSEWHERE = re.compile(
    "重了|误[点拍下]|拒|不算|考虑|双份|整箱|[土草]的|散养|为准|无效|忽略|勿录|test|测试|试[填拍下]|没要|未到账|挂起"
    "|联系不上|黑名单|仅要|一半|已[领取自]|取消|撤|删|不要|邻居|隔壁|对门|楼[上下]|地址|搬|错|寄|托|没[给收]|付|作废|[女儿子]家|志愿者$"
)
_NAME = r"(?P<good>[^\d,;。]+?)"
_MANY = rf"(?P<count>{_COUNT})[^\W\d_]?"
_BACK = "(?:已|缺货)?退(?:款|货|了|掉)?"
_LACKS = (
    "(?:(?:库存|到货|来货|数量|货)?"
    "(?:缺货?|没货|没了|不够分?|不足|断货|售罄|卖完|无货|少发?|[短紧]缺))了?"
)
_YUAN = r"(?:\d+(?:\.\d+)?元)?"
_REFUND = tuple(
    re.compile(words)
    for words in (
        rf"{_BACK}(?P<good>)(?P<count>{_COUNT})[份件箱袋板包瓶提盒斤只个桶]{_YUAN}",
        rf"{_BACK}(?P<count>{_COUNT})[份件箱袋板包瓶提盒斤只个桶]{_NAME}{_YUAN}",
        rf"{_BACK}:?{_NAME}{_MANY}",
        rf"{_NAME}(?:已|缺货|少发)?退(?:款|货|了|掉)?{_MANY}",
        rf"{_NAME}{_LACKS}{_MANY}(?:已退款?)?",
        rf"{_NAME}(?:压|摔|撞)?(?:坏|烂|破|碎|漏|损)了?(?:果|的)?{_MANY}(?:已?退款?{_YUAN}|退\d+(?:\.\d+)?)?",
        rf"{_NAME}(?:只|就)[到来有]了?{_COUNT}[份件箱袋板包瓶提盒斤只个桶](?P<count>)",
        rf"{_NAME}{_LACKS}(?P<count>)(?:已?退款?)?",
        rf"{_NAME}(?:已退(?:款|货|了)?|退(?:款|货)?了)(?P<count>)",
        rf"(?:取消|不要){_NAME}(?P<count>)",
    )
)
_PAID_BACK = re.compile(rf"退|取消|{_LACKS}(?:$|[,，。已]|{_COUNT})|[坏烂破碎漏损]了?{_COUNT}")
_BECAUSE = re.compile(
    r"缺货|\d+(\.\d+)?元?(已|缺货)退|(非常)?抱歉|不好意思|已?(协商|沟通)|质量问题|[坏破碎漏烂]了?|破损|少发|(缺货)?已退款?(\d+(\.\d+)?元?)?"
    r"|[^\d]*(运|邮|配送|跑腿)费(\d+(\.\d+)?元?)?[^\d]*"
    r"|(其余|其[他它]|剩下|剩余)(的|都|全部?)*照[常样旧]?[送发配]货?|满\d+元?[免包](运|邮|配送)费?|每[家户人]?限购?\d{1,2}[份件箱袋板包瓶提盒斤只个桶]"
)


_MONEY_BACK = re.compile(r"退款?了?\d+(?:\.\d+)?元?")  # 土豆断货,退14元
_LATE = "(?:因?[昨前今]天|上次|这次|上期)?(?:送|配送|到|发货?)(?:得?太?[晚迟慢]了?|延误了?)"
_SHORT = rf"[\u4e00-\u9fff]{{1,4}}有[几一两三](?:样|种|个品种){_LACKS}"
_AMENDS = re.compile(
    rf"(?:{_LATE})?(?:已?(?:给您?|给你|特)?(?:补偿|赔偿|补贴|赔付|赔|[退补返]还?差价)了?|(?:非常)?(?:抱歉|不好意思)){_YUAN}"
    rf"|{_LATE}|[\u4e00-\u9fff]{{1,6}}[降调]价了?{_YUAN}"
)  # 昨天送晚了,补偿5元; 鸡蛋降价,退差价2元
_SENT_WHOLE = re.compile(rf"{_SHORT}(?=.*照(?:送|发))")  # 蔬菜有几样缺货,补偿10元,套餐照送
_WITHDRAWN = re.compile(
    "(?:刚才?|刚刚|不小心)*[点按]错了?退款了?|(?:退款)?(?:申请)?已?撤销了?(?:退款)?(?:申请)?"
)


@dataclass(frozen=True, slots=True)
class Refunded:
    """So much of a good, by the name that a remark has for it; empty for the only one.

    ``quantity``: None for all of it.
    """

    good: str
    quantity: int | None


def without_wishes(text: str) -> str:
    """What is left of a text when all that changes neither door nor goods is taken out."""
    left = _FILLING.sub("", _HARMLESS.sub("", plain(text)))
    return "" if _EMPTY.fullmatch(left) else left


def sentences(remark: str) -> list[str]:
    """Its sentences that are more than wishes."""
    return [part for part in re.split(r"[,;。、!]+", plain(remark)) if without_wishes(part)]


def changes_something(remark: str, *, goods: Iterable[str], ordered: Container[str]) -> bool:
    """Whether a remark may say another door, another good or another quantity.

    ``goods``: names; a remark that speaks of one is about what goes into the bag, unless it is
    only the name of one that is ``ordered``.
    """
    left = without_wishes(remark)
    if left in ordered:
        return False
    if _only_prefers(left, ordered, goods) or all(
        _leaves_out(part, goods) for part in sentences(remark)
    ):
        return False
    if any(good in left for good in goods if len(good) > 1) or leaves_open(left):
        return True
    return bool(_CHANGES.search(left)) and not all(map(_is_harmless, sentences(remark)))


def _is_harmless(sentence: str) -> bool:
    """Whether a sentence only says something, and nothing of another door or of a mistake."""
    return only_says(sentence.replace(" ", "")) and not _ELSEWHERE.search(sentence)


def _leaves_out(sentence: str, goods: Iterable[str]) -> bool:
    """Whether a sentence wants something to eat left out that is nobody's good: ``不要折耳根``."""
    told = _UNWANTED.fullmatch(sentence.replace(" ", ""))
    return (
        told is not None
        and may_be_food(told["food"])
        and not any(told["food"] in good or good in told["food"] for good in goods)
    )


def _only_prefers(left: str, ordered: Container[str], goods: Iterable[str]) -> bool:
    """Whether a remark says how a good that is ordered should be: ``黄瓜要直一点的``."""
    named = [good for good in goods if good in left]
    rest = left
    for good in sorted(named, key=len, reverse=True):
        rest = rest.replace(good, "")
    longest = max(named, key=len, default="")
    how = {rest, rest.removeprefix("要")}
    is_how = any(pattern.fullmatch(text) for pattern in PREFERENCES for text in how)
    unwanted = rest.startswith(("不要", "别")) and not _FLAWED.match(rest)
    return longest in ordered and is_how and not unwanted


def tells_of_refund(remark: str) -> bool:
    """Whether a remark may say that some of an order was paid back."""
    return _PAID_BACK.search(remark) is not None


def makes_amends(remark: str) -> bool:
    """Whether a remark says only that money is given for what went wrong, or has got cheaper."""
    parts = sentences(_SENT_WHOLE.sub("", remark))
    given = re.search("补|赔|差价", remark) is not None
    return given and all(_AMENDS.fullmatch(part.replace(" ", "")) for part in parts)


def withdraws_refund(remark: str) -> bool:
    """Whether a remark says only that its refund was asked for by mistake, and is called off."""
    parts = sentences(remark)
    return "退款" in remark and all(map(_WITHDRAWN.fullmatch, parts)) and "撤销" in remark


def refunds_in(remark: str) -> list[Refunded] | None:
    """``已退鸡蛋1板,退盐1包``: each part of it; None where one part is something else."""
    apart = sentences(re.sub("[()]", ",", plain(remark)))
    parts = [part for part in apart if not _BECAUSE.fullmatch(without_wishes(part))]
    parts = [part for part in parts if not _MONEY_BACK.fullmatch(part)] or parts
    found = [told for part in parts if (told := _refund(part.replace(" ", "")))]
    if len(found) == len(parts) == 2 and found[0].quantity is None and not found[1].good:
        return [replace(found[0], quantity=found[1].quantity)]  # 鸡蛋不够,退1板
    return found if len(found) == len(parts) else None


def _refund(part: str) -> Refunded | None:
    for pattern in _REFUND:
        if told := pattern.fullmatch(part):
            count = with_digits(told["count"])
            return Refunded(told["good"], int(count) if count else None)
    return None
