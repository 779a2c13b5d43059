"""What is neither door nor good nor amount: words by their kind, and patterns.

Patterns are tried before words; of words the longest wins.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from baogong.readers.chains.amounts import COUNTED
from baogong.readers.chains.beginnings import beginnings
from baogong.readers.chains.circumstances import TOLD
from baogong.readers.chains.payments import (
    BY_KIN,
    BY_MEANS,
    LATER_PAID,
    OWED,
    PAID,
    PAID_BY,
    PAID_SO,
    SENT,
    TOLD_OF_MONEY,
    TOLD_PAID,
    UNPAID,
)
from baogong.readers.chains.persons import SURNAMES, TITLES
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
    r"(?<!\d)(?:\d{1,2}|[一二两三四五六七八九十]{1,3})(?:口人|口之家|个人|人(?![参一各份])|口)"
    r"|(?:家里)?[一二三四五六七八九十\d]{1,2}口人不?够(?:分|吃)的?(?=$|[\s,;。!)])|一家[三四五六七八3-8]口"
    r"|(?:[一两俩二三四1-4]个?(?:老人家?|老的|孩子|小孩|娃儿?(?!娃)|大人|小的|宝宝)){1,3}(?=$|[\s,;。!)])"
    r"|(?:大人|孩子|小孩|老人|娃)\s?[\d一二三四五六]个|[老小]两口子?|两口子|[老小]?夫妻|老夫妇"
    r"|[两二三2-3]家(?:人)?(?:一起|一道|合)(?:吃|用)的?"
    r"|(?:弟兄|兄弟|姐妹|姊妹|母女|父子|母子|父女|婆媳|夫妻|妯娌|祖孙)(?:俩|两个?|[三3]个?)"
    r"|(?:就|只有|才|住着?)?(?<=[\s,(有家里就才住人])[\d一二两三四五六]个(?:大人|孩子|小孩|老人|娃|[大中小]?学生|高中生|儿子|女儿|男孩|女孩|宝宝)"
    r"|(?<!\d)[\d一二两三四]大[\d一二两三四]小(?:(?:应该|差不多)?够[吃用]?了?)?|[三四五]代(?:人|同堂)|怀?孕\d{1,2}周(?:了|多)?"
    r"|(?<!\d)(?:\d{1,3}|[一二两三四五六七八九十]{1,3})(?:周?岁半?|个(?:多)?月(?:大|的)?(?=[\u4e00-\u9fff)]))(?:了|的)?"
)
_HOUR = (
    r"(?:(?:[上下中]午|早上|晚上|傍晚|夜里|凌晨)?(?:\d{1,2}|[二三四五六七八九两十][一二]?)点(?:半|钟|多|左右|\d{1,2}分?)?"
    r"|(?:[下中]午|凌晨)一点(?:半|钟|多)?)"
)
TIME = re.compile(
    r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}[日号]?|\d{1,2}月\d{1,2}[日号]?|\d{1,2}:\d{2}(?::\d{2})?(?:之?[前后]|以[前后])?"
    rf"|{_HOUR}(?:[-~到至]{_HOUR})?(?:之?[前后]|以[前后])?(?:[才都就](?=在家|有人|到家|回[来家]|下班|起床|能))?|(?:周|星期|礼拜)[一二三四五六日天末](?:之?[前后]|以[前后])?"
    r"|\d{1,2}号(?:之?[前后]|以[前后])(?![\u4e00-\u9fff]?[楼栋门面单])(?:[要用到])?"
    r"|(?:0?[1-9]|1[0-2])/(?:[0-2]?\d|3[01])(?![\d/-])"
)
_PHONE = re.compile(
    r"(?:\+?86[- ]?)?(?<!\d)1[3-9]\d[- ]?(?:\d{4}|\*{4})[- ]?\d{4}(?!\d)"
    r"|(?:手机|电话|联系电话)?(?:尾号)?(?<=[机话号]):?\s*\d{4}(?!\d)|0\d{2,3}-\d{7,8}(?!\d)"
)
_EMOTE = re.compile(
    rf"\[(?:{'|'.join(EMOTES)})\](?!\s*[(\[【](?![\u4e00-\u9fff]{{1,4}}\]))", re.IGNORECASE
)
_ASKED = re.compile(  # 今天能送到不, 快点到伐
    r"(?:能|会|可以)[\u4e00-\u9fff]{1,4}(?:不|没|嘛|么)(?=$|[\s,;。!?)])"
    r"|[\u4e00-\u9fff]{1,6}[伐咩](?=$|[\s,;。!?)])"
    r"|([送到来有系去])唔\1[\u4e00-\u9fff]{0,6}|好久(?:才|能|可以)?(?:到|来|送|发)[\u4e00-\u9fff]{0,3}"
)
_MEANS_ASKED = re.compile("收(?:不收)?(?:现金|微信|支付宝|刷卡)(?:吗|么|不|嘛)?(?=$|[\\s,;。!?)])")
_REPROACHED = re.compile(
    "(?:不要|别|勿|请勿)再?(?:复制|覆盖|删|乱接|插队|插楼|刷屏|改别人)[\u4e00-\u9fff]{0,4}"
)
_PAYMENT_ASKED = re.compile(
    "(?:钱|款)?(?:[转付打]|付款|转账)给?(?:谁|哪里?|哪儿|哪位)|(?:付款|收款|二维)码(?:麻烦|请)?(?:再)?发(?:给)?(?:我|你|群里|出来)?(?:一下|下)?|"
    "(?:付|给|用)?(?:现金|微信|支付宝|转账|扫码|刷卡)(?:付|支付|给)?(?:可以|行|好|ok)(?:吗|么|不|嘛)"
    "|(?:可以|可否|能|能不能|可不可以)(?:用|付)?(?:现金|微信|支付宝|转账|扫码|刷卡)(?:付款?|支付)?(?:吗|么|不|嘛|[?])+"
)
_OPINION = re.compile(  # 上次的白菜特别甜
    r"(?![\u4e00-\u9fff]*最好)(?:(?:上次|上回|上一?批|上周|昨天|前天|之前|以前|价格|质量|味道|分量)的?(?:那[个批次])?"
    r"|比[\u4e00-\u9fff]{2,4}?(?=便宜|新鲜|好))[\u4e00-\u9fff]{0,4}?(?:真的?|很|太|挺|特别|非常|还|蛮|最|超级?|有点儿?|有些)*"
    r"(?:(?<=[太挺点些儿])[大小老嫩咸淡甜酸辣硬软生熟碎烂薄厚肥瘦]|满意|好吃|好喝|新鲜|便宜|划算|不错|实惠|靠谱|(?<=[很太挺别常还蛮最级真的])[好甜香嫩棒赞值])"
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
_ON_RECEIPT = re.compile(  # 收到回个话, 到了吱一声
    "(?:收到|到货|[货车菜]到|东西到|到)了?(?:请|麻烦|就|记得)?(?:在群里|群里)?(?:回|吱|说|讲|喊|叫|发|告诉|通知)"
    "(?:我|个|一)*(?:话|声|下|信息?|消息)(?:哈|嘛|啊|哦)?"
)
_ONLY_THEN = re.compile(rf"就(?:要|订|买|来|拿)(?:了|的)?{AT_END}")  # 明天能到就要
_IF_WITHIN = re.compile(  # 有芒果就不要了
    "[有没]有?[\u4e00-\u9fff]{1,4}?(?:的话)?就(?:不要|不用|算|取消|不订|换)(?![按敲打送吵上])"
)
_CALLED_MISS = re.compile(r"(?<![A-Za-z])(?:Miss|Mrs?|Ms)\.?\s?[A-Z][a-z]{0,9}(?![A-Za-z])")
_TYPED = re.compile("(?:才|刚刚?|终于)(?:打|写|输|弄)(?:完|好)了?")  # who types slowly
_CHEER = re.compile(
    "(?:武汉|上海|北京|广州|深圳|成都|西安|长春|中国|我们?|大家|小区|邻居们?|志愿者)一?起?加油"
    "|注意(?:防护|身体|安全|休息)"
)
_EMPTIES = re.compile(  # 家里有空罐, which is taken back
    "(?:我?(?:屋里?头?|家里?))?(?:有|备好?)(?:一个)?空[罐瓶桶壶](?:子)?(?:可以?换|换)?(?:的|了)?"
)
_WORDS = (
    "please|pls|plz|leave|put|place|drop|it|them|at|the|in|on|by|my|front|of|door|gate|lobby|call"
    "|text|me|when|you|arrived?|deliver|to|no|need|ring|bell|knock|downstairs|upstairs|thanks?|tks"
    "|many|so|much|hi|hello|and|for|is|are|not|home|will|pick|up|myself|later|today|tomorrow"
)
_ENGLISH = re.compile(  # leave at the door pls
    rf"(?:(?:{_WORDS})[ ,.!]+)+(?:{_WORDS})(?![A-Za-z])[.!]*"
    r"|(?:thanks?|please|pls|plz|tks)(?![A-Za-z])",
    re.IGNORECASE,
)
_ANSWER = re.compile("(?:扣|回复?|打|发)(?:个|一个)?1(?!\\d)")  # 收到的扣1
_RECEIPT = re.compile(
    "(?:请|麻烦)?(?:要|开|需要|留|给)(?:我|一下)?(?:个|张|一张)?(?:发票|收据|小票|凭证|票据)"
)
_GREETED = re.compile(  # 谢谢小刘, 王阿姨你好, 谢谢Vivian
    rf"(?:谢谢|多谢|感谢|辛苦|麻烦|拜托)了?\s?[A-Z][a-z]{{2,9}}{AT_END}|(?:谢谢|多谢|感谢|辛苦|麻烦|拜托)了?(?:[小老阿][{SURNAMES}]|[{SURNAMES}](?:{TITLES}))(?:了|啦|啊|呀|哦)*{AT_END}"
    rf"|(?:[小老阿][{SURNAMES}]|[{SURNAMES}](?:{TITLES}))[你您]?好(?:啊|呀)?(?![吃喝看])"
)
_THANKED = re.compile(  # 谢谢团长肯补单
    f"(?:谢谢|感谢|多谢)(?:{TITLES}|[你您]|大家|群主|团长)*(?:还|肯|愿意|能|给|帮忙?|再)+(?:我们?)?(?:补单?|加单?|接单?|开团|等我?|收留)(?:了|啦)?{AT_END}"
)
_ASKED_TO = re.compile(
    rf"[小老阿]?[{SURNAMES}](?:{TITLES})(?:麻烦|请|帮忙?)?把"
)  # 周老板把番茄挑硬点
_HELPLESS = re.compile(
    "(?:[他她]|老人家?|老太太|奶奶|爷爷)自己?(?:不会|不懂|不太会|搞不来|弄不来|用不来)"
    "(?:用|弄|搞|玩|操作|发|打|接)?(?:手机|微信|接龙|字|这个)?"
    "|(?:[他她]|老人家?|奶奶|爷爷)?(?:手机|微信)(?:不会|不太会|不懂|搞不来|弄不来)(?:用|弄|搞|玩|操作)?"
)
_REMINDED = re.compile(
    "(?:这次|这回|千万)?(?:别|莫|不要|勿要?|唔好|甭)再?(?:忘|漏|落)(?:了|记|掉)?(?:[我俺咱]们?家?|阿拉)?(?:的|了|哈|哦|啊)*(?![\u4e00-\u9fff])"
    "|收到了?请?(?:务必)?(?:回复|告知|回一下)(?:一下|谢谢)?"
)
_NOT_BROUGHT = re.compile(  # 晚上7点以前别送
    "(?<=[前后点])都?先?(?:别|不要|不用)送(?=$|[\\s,;。!)])"
    "|(?:覅|勿要|弗要|唔使|唔好|莫|甭)送(?:上[门楼来]|落来|下来|过来)?"
)
_SLIPPERY = re.compile(
    "(?:门口|路[上面口]?|地[上面]?|楼道|台阶|楼梯)(?:太|很|有点|挺|都)*(?:滑|陡|黑|窄|结冰)了?"
    "(?:(?:请)?慢点(?:开|走)?)?(?=$|[\\s,;。!)])"
)
_ALL_ENTERED = re.compile(
    "(?<=撤销|取消|作废)第\\d{1,3}[条楼个单]|的?(?:全部|所有)(?:登记|订单|接龙)(?![\\d一二两三])"
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
    rf"(?:早上|晚上|中午|早饭|晚饭|睡前|平时|早晚|早餐|宵夜)(?:吃|喝|用)的{AT_END}|[汤粥火]锅?用{AT_END}|配菜用{AT_END}|[炖煮熬烧](?:个|上|它)?[一两]?锅{AT_END}|"
    "(?:要|想|准备|打算|拿来|用来)?(?:[炒烧煮炖煲熬蒸烤拌涮包擀腌卤煎炸榨下]|红烧|清蒸|烘焙|清炒)(?!饼|蛋|鸭|鸡)[\u4e00-\u9fff]{0,2}?[用吃喝](?:的|呢)?"
    rf"{AT_END}|(?:红烧|清蒸|清炒|白切|白灼|爆炒|炼油|(?:红烧|清蒸|清炒|炖汤|煲汤)(?:用|吃)的?(?=[切剁斩]|$|[\s,;。!)])|[涮烫煮]火锅的?|[炖煲熬烧]汤|[熬煮]粥|包饺子|包馄饨|包包子|包粽子|榨汁|熬酱|炖|烘焙){AT_END}|"
    rf"(?:用来|拿来|准备|想|要|打算)?(?:[积渍腌灌泡晒]|炖|包)[\u4e00-\u9fff]{{1,3}}用的?{AT_END}|"
    rf"(?:用来|拿来|准备|想|要|打算)?做(?:个|点|顿)?[\u4e00-\u9fff]{{1,3}}?(?:用的?|吃的?)?{AT_END}"
)
_AILING = re.compile(
    "眼睛?[都也又还很太]?花了?|(?:[耳眼腿脚腰手胃心肺肝肾牙头膝骨]|眼睛|耳朵|腿脚|膝盖|牙齿|心脏|血[压糖脂]|关节|颈椎|腰椎|肠胃|身体|记性|视力|听力|牙口)"
    "(?:有点|有些|都|也|又|还|很|太|比较|不太|不大|真)*"
    "(?:背|聋|疼|痛|酸|麻|肿|断|伤|高|差|弱|虚|慌|不好|不行|不便|不方便|不灵便?|不利索|不舒服|摔了|扭了|出问题|有病)了?"
    "(?![\\u4e00-\\u9fff])"
)
_BROUGHT = re.compile(
    r"(?:(?:[一二三四五六七八九十]{1,2}|\d{1,2})楼)?(?:电梯|门铃|门禁|楼道灯|单元门|对讲机?)(?:坏|停)了|没有?(?:装)?电梯|无电梯|走[左右前后东西南北][边门]"
    "|(?:麻烦|请)?(?:小伙子|小哥|师傅|志愿者)?(?:帮忙|帮我)?(?:搬|抬|拎|提|扛)(?:到|进)(?:我家)?(?:厨房|屋里|家里|客厅|阳台|门口|里面)(?:一下)?(?=$|[\\s,;。!)])"
    "|(?:送|搬|拿|提|拎|抬|爬)(?:到|上|至)?\\s?(?:\\d{1,2}|[一二三四五六七八九十]{1,3})[楼层](?![\\d一二三四五六七八九])(?:来|上来|门口)?|敲门(?:的?时候)?(?:请|要|麻烦|记得|尽量|稍微?)*(?:久|轻|重|响|大声|用力)一?[点些]"
    "|(?:送?到了?|收货|取货)?(?:请|就|先|可以|麻烦|直接)?(?:打|拨打?|联系|呼叫?|call)(?:我|本人|家里|老伴|儿子|女儿)?的?"
    "(?:电话|手机|号码)?:?\\s?(?=1[3-9]\\d{9})"
    "|(?:之?[前后])?(?:送|能送)?到(?:货|家|了)?(?:就行|就好|即可|就可以|都行|也行|都可以)|一起(?:送|拿|放|配送?)(?:上来|下来|过来|来|到)?"
)
_CARED_FOR = re.compile(  # (独居老人代订): who orders, and for whom of this door
    f"(?:(?:独居|孤寡|空巢|高龄|失独|隔离|住院|残疾|行动不便)的?)*(?:老人家?|孤老|老年人|老爷爷|老奶奶|住户|居民)?,?(?:我|社区|居委会?|楼长|楼组长|志愿者|网格员)?"
    f"(?:代|帮忙?)(?:订|买|下单?|接龙?|报|填|登记|拿)的?{AT_END}"
)
_EATER = re.compile(  # 牙齿不好的老人吃
    "给?(?:[\\u4e00-\\u9fff]{2,6}的)?(?:老人家?|老年人|孩子|小孩|宝宝|娃儿?|病人|孕妇|产妇)(?:吃|喝|用)的?"
    rf"{AT_END}"
)
_HEALTH = re.compile(  # 还好没发烧, 体温正常
    "(?:还好|幸好|好在|目前|暂时|现在)?(?:都|也)?(?:没有?|不|无|未)(?:发烧|发热|咳嗽|症状|感染|阳)(?:了)?(?![\\u4e00-\\u9fff])"
    r"|(?:(?:娃儿?|孩子|老人家?|宝宝|大人|我)?(?:发烧|发热)(?:了|到)?\s?3\d(?:\.\d)?度?\d?了?)"
    r"|体温(?:都|也|是|测)?(?:还好|正常|\s?3\d(?:\.\d)?度?\d?)"
)
_ON_BEHALF = re.compile(  # a relative whose door follows; 3-301 帮我妈买 leaves the door open
    rf"[帮替代给](?:[他她]们?|[我俺咱]?家?(?:{TITLES})(?=\s?[订买接报要]?"
    r"[\u4e00-\u9fff]{0,4}?[A-Z]?[\d一二三四五六七八九十]+[号栋幢弄座-]))"
)
_NO_PLACE = "(?![楼隔对邻号栋室户一二三四五六七八九十零])[\u4e00-\u9fff]"
_FOR_WHOM = re.compile(
    rf"给[我俺咱]?(?:家里?)?(?:{_NO_PLACE}){{0,3}}?(?:{TITLES})(?:们的?|[吃用喝买订]的?){AT_END}"
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
    "(?:全部|全都|全|整单|之前的|前面的|(?:这|那|此|整)(?:一)?单|订单)(?:都)?的?"
    r"(?:不要|不用|不订|取消|退掉?|撤掉?|撤销|删掉?|作废)了?(?=$|[\s,;。!)吧啦哈哦])"
    r"|(?<![\u4e00-\u9fff])都(?:不要|退掉?|取消|不订)了?(?=$|[\s,;。!)吧啦哈哦])"
)
_MINE = re.compile(  # 上面那条作废, 我之前订的取消: one's own entry
    "我?(?:上面|前面|之前|刚才|刚刚|原来|早上|昨天)的?(?:那[条单份个]|[订接报填写]的)(?:接龙|订单|单子)?"
    "(?=(?:都|请|就|先|帮我)?(?:作废|取消|不要|不算|撤|退|删))"
)
_MORE = re.compile(  # A多一份
    rf"多(?=\s?(?:\d{{1,2}}|[一二两三四五])\s?(?:{'|'.join(COUNTED)}|斤))"
)
_THAT = re.compile(rf"[那这](?![份个])(?:{'|'.join(COUNTED)}|斤)(?=[\u4e00-\u9fff])")
_KEPT = re.compile("(?:就|也|还是|都|保持)?(?:不动|不改|不变|照旧|照常|照样|照[要送拿订收])")
_ARROW = re.compile(r"(?<=[\d\u4e00-\u9fff ])(?:→|➡️?|[-=]+>)\s?(?=\d|[一二两三四五六])")
PATTERNS = (
    *TOLD,
    ("asking", _ASKED),
    ("asking", _MEANS_ASKED),
    ("notice", _ANSWER),
    ("notice", _REPROACHED),
    ("condition", _ONLY_THEN),
    ("condition", _IF_WITHIN),
    ("delivery", _ON_RECEIPT),
    ("talk", _EMPTIES),
    ("talk", _CHEER),
    ("talk", _TYPED),
    ("talk", _ENGLISH),
    ("comment", _OPINION),
    ("comment", _PAYMENT_ASKED),
    ("talk", _NOBODY),
    ("name", _CALLED_MISS),
    ("seen", _SEEN),
    ("seen", _EATER),
    ("sort", SORTED),
    ("talk", _FOR_KIN),
    ("talk", _GREETED),
    ("talk", _THANKED),
    ("talk", _ASKED_TO),
    ("talk", _HELPLESS),
    ("talk", _SLIPPERY),
    ("talk", _REMINDED),
    ("delivery", _NOT_BROUGHT),
    ("talk", _ALL_ENTERED),
    ("talk", _RECEIPT),
    ("talk", BY_KIN),
    ("unpaid", OWED),
    ("paid", PAID_BY),
    ("paid", PAID_SO),
    ("unpaid", LATER_PAID),
    ("paid", SENT),
    ("paid", BY_MEANS),
    ("paid", TOLD_PAID),
    ("talk", TOLD_OF_MONEY),
    ("phone", _PHONE),
    ("people", _PEOPLE),
    ("elsewhere", _TO_OTHERS),
    ("elsewhere", _TO_ELSEWHERE),
    ("delivery", _BROUGHT),
    ("put", PUT),
    ("talk", _AILING),
    ("talk", _HEALTH),
    ("talk", _CARED_FOR),
    ("cooked", _COOKED),
    ("want", WANTED),
    ("talk", LEADS),
    ("for", _ON_BEHALF),
    ("talk", FOR_OWN),
    ("talk", _ONE_MORE_DOOR),
    ("talk", _MINE),
    ("add", _MORE),
    ("talk", _FOR_WHOM),
    ("that", _THAT),
    ("keep", _KEPT),
    ("rest", _REST),
    ("drop", _NOTHING_LEFT),
    ("paid", PAID),
    ("unpaid", UNPAID),
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


def arrow_at(text: str, at: int) -> int:
    """Where an arrow from one amount to another ends: ``鸡蛋2板→3板``."""
    found = _ARROW.match(text, at)
    return found.end() if found else at


def time_at(text: str, at: int) -> int:
    found = TIME.match(text, at)
    return found.end() if found else at


def emote_at(text: str, at: int) -> int:
    """Where ``[捂脸]`` ends; ``at`` for anything else."""
    found = _EMOTE.match(text, at)
    return found.end() if found else at
