"""How people are called in chains: titles of kin and of trades, surnames, names built on them."""

import re

TITLES = (
    "阿姨|姆妈|阿妈|阿爸|阿爹|爷叔|老妈|老爸|叔叔?|伯伯?|爷爷?|奶奶?|大爷|大妈|大姐|姐姐?|哥哥?|妹妹?|弟弟?|妈妈?|爸爸?|师傅|老师|先生|女士|小姐"
    "|太太|阿婆|婆婆?|阿公|公公|嫂子?|婶婶?|姨|舅舅?|姑姑?|医生|护士|主任|经理|总|同学|团长|楼长|组长|书记|宝宝|宝贝"
    "|麻麻|粑粑|娘|老太|外婆|外公|老板|大叔|大哥|大伯|房东|教授|警官|律师|会计|小朋友|孃孃|爹|孤老|独居老人|老太婆|老头子?|老汉儿?|嗲嗲?|娭毑"
)
# Goods that end as persons do.
NO_PERSON = "[豆酸羊椰牛鲜炼水说讲要喝]奶|老干妈|康师傅|暖宝宝|王老吉"
TITLED = re.compile(rf"(?!.{{0,12}}(?:{NO_PERSON})).{{0,5}}(?:{TITLES})(?:家|家的|的)?")
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
    "陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤庞"
    "倪俞费岑戚柳宗凌霍虞柯管缪鲍施季詹申耿左涂游裴席卫樊焦聂祝骆盛奚褚丛岳"
)
# No brands and no goods: what is none of these behind an order is asked about.
_GIVEN = """
    Adam Alan Albert Alex Alice Allen Alvin Amanda Amy Andrew Andy Angela Ann Anna Annie
    Ashley Bella Ben Benny Betty Bob Bonnie Brian Carol Cathy Cecilia Chloe Chris Christine
    Cindy Claire Dan Daniel David Dennis Derek Diana Doris Ella Ellen Elsa Emily Emma Eric Eva
    Evan Evelyn Fiona Flora Frank Gary Gavin George Gina Grace Hank Hannah Harry Helen Henry
    Ivan Jack Jackie James Jane Janet Jasmine Jason Jay Jeff Jenny Jerry Jessica Jessie Jim
    Jimmy Joan Joe John Johnny Joy Joyce Judy Julia Julie Justin Karen Kate Kathy Kelly Ken
    Kevin Kitty Laura Leo Leon Lily Linda Lisa Louis Lucas Lucy Lulu Luna Mandy Maggie Maria
    Mark Martin Mary Mia Max May Megan Michael Michelle Mike Molly Monica Nancy Nick Nicole Nina
    Olivia Oscar Owen Paul Peggy Peter Phoebe Rachel Rebecca Richard Rita Robert Robin Ryan
    Sally Sam Sandy Sara Sarah Selina Sherry Simon Sophia Sophie Stella Steve Steven Susan
    Tiffany Tim Tina Tom Tommy Tony Tracy Vicky Victor Vincent Vivian Wendy William Winnie
    Yoyo Yvonne Zoe
"""
# 鸡蛋1板 小崔: who signs an order, by surnames that nothing edible begins with.
CALLED_BEHIND = re.compile(
    rf"阿(?!胶|莫西林|司匹林|奇霉素|华田)[\u4e00-\u9fff]|[小老](?![白苏熊金汤龙叶姜黄毛石马田方花杜雷江])"
    rf"[{SURNAMES}葛齐伍卞祁狄纪舒屈项阮闵路娄颜刁洪邢翁穆萧]"
    f"|(?i:{'|'.join(_GIVEN.split())})|[小老阿](?:[A-Z]|[A-Z][a-z]{{1,8}})"
)
CALLED = re.compile(rf"[小阿老大][{SURNAMES}\u4e00-\u9fff]家?|[{SURNAMES}][\u4e00-\u9fff]{{1,2}}")

_NICK = re.compile(
    rf".*[A-Za-z\d].*|(.)\1.{{0,2}}|.{{1,2}}(.)\2|[{SURNAMES}][\u4e00-\u9fff]?|[小阿老大].{{1,2}}"
    r"|.{1,4}(?:妈|爸|爷|奶|姐|哥|妹|弟|婆|家|粉丝|居士|先森|同学|老头|老太|大人|人|女|男|子爸|儿|仔|佬)"
    rf"|.{{2,}}的.{{1,3}}|.{{1,4}}[小老阿][{SURNAMES}]"
)


def is_like_a_name(text: str) -> bool:
    """Whether this looks like a nickname: it has letters or digits, is doubled, or is a name."""
    return is_name(text) or bool(_NICK.fullmatch(text))


def is_name(text: str) -> bool:
    """Whether this is a name wherever it stands: with a title, or like 小周 and 王建国."""
    return bool(TITLED.fullmatch(text) or CALLED.fullmatch(text))
