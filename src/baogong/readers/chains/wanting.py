"""How people say that they order, ahead of goods and amounts: ``帮我记``, ``偷偷来``, ``这边要``.

Only where a good or an amount follows at once (the lexer sees to that) are these no more than
"want". Who it is for within the own home (``给值班同事``) makes no difference.
"""

import re

from baogong.readers.chains.persons import TITLES

_WHO = "[我咱俺]们?家里?|[我咱俺]们|阿拉(?:屋里)?|[我俺咱]|本人|本户|家里|屋里"
_HERE = "这边|这里|这儿|这头|这户|家|屋里"
_HOW = (
    "那就|偷偷|悄悄|默默|弱弱|果断|赶紧|赶快|马上|立马|火速|继续|依然|依旧|还是|顺便|顺手|勉强|大胆|必须"
    "|一定|肯定|这次|这回|今天|本次|先|就|也|都|想|打算|准备|需要|麻烦|请|烦请|劳驾|帮忙|帮|给"
)
_VERB = (
    "需要|想要|预订|预定|订购|购买|登记|报名|下单|安排|预留"
    "|来|要|需|购|订|定|买|报|接|团|跟|拿|记|写|填|算|弄|整|搞|称"
)
_TAIL = "上|下|一下|个|的是"
WANTED = re.compile(
    rf"(?:(?:{_WHO})(?:{_HERE})?|{_HERE})?(?:{_HOW}){{0,3}}(?:我|咱|俺|我们|我家|[他她]们?)?(?:{_VERB})(?:{_TAIL})?"
)
LEADS = re.compile(rf"(?:{_WHO})?(?:也|再)?(?:补|接|报|登记|跟)(?:一|1)[个单份](?=[,:;])")
_KIN = (
    "孩子|小孩|儿子|女儿|闺女|娃儿?|宝宝|老人家?|家人|家里人|老伴|爱人|老公|老婆|自己|同事|病人|室友|"
    "外孙女?|孙子|孙女|保姆|月嫂"
)
FOR_OWN = re.compile(
    rf"给(?:值班|家里|我家|我们?|办公室|单位|所里|站里|队里)?的?(?:{_KIN}|我家?(?:{TITLES}))们?"
    r"(?:[吃喝用穿]的?)?(?![\u4e00-\u9fff]*家)"
)
