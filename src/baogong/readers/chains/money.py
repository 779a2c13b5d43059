"""What is paid or costs so much: sums, prices, and how many an entry counts in all."""

import re
from collections.abc import Container
from decimal import Decimal
from math import prod

from baogong.readers.chains.amounts import UNITS, amount_at
from baogong.readers.chains.tokens import Token

_SUM = (
    "一共|一起|拢共|统共|加起来|总共|合计|合共|共计|总计|小计|总价|总额|应付|共付|合|共|计|total"
)
_PAYERS = "(?:老公|老婆|女儿|儿子|闺女|我妈|我爸|爱人|老伴)"
MONEY = re.compile(
    r"(?P<given>\d{2,4}(?:\.\d+)?)(?:块钱?|元)?(?=\s?(?:微信|支付宝)?(?:已[付转]|[付转][了过清好款账]))"
    rf"|(?:(?:已经?|再|又)?补|再转)(?:了|齐|上|你|给你|过去)?(?:差价|钱)?\s?(?P<added>\d{{2,4}}(?:\.\d+)?)(?![\d.]|\s?(?:{UNITS}))(?:元|块钱?)?"
    rf"|(?P<how>{_SUM}|(?:钱|款)(?:已经?|都)?[转付发](?:给?[你您])?了?|{_PAYERS}已经?(?:转账?|付款?|扫码?|打款)(?:给?[你您])?了?|已经?[转付扫交打](?:账|款|钱)?给?(?:你|您|团长|群主|楼长|老板|物业)|已付款?|已转账?|(?:微信|支付宝)?已?(?:付款?|转账?)(?:好了?|[了过])?|红包|实付|已?支付|(?<=[\d\s份斤板箱袋瓶桶提盒包个件块枚])=)?\s?:?[¥$]?\s?"
    rf"(?P<n>(?!1[3-9]\d{{9}})\d+(?:\.\d+)?)(?![\d.]|-\d)(?:\s?(?P<unit>元整?|块钱?整|块钱|¥|rmb|r(?![a-z\d])|圆|蚊)|\s?(?P<loose>块)(?!\d)|(?!\s?(?:(?!对[伐吗么不吧])(?:{UNITS})|\d)))(?:/(?:{UNITS}))?"
    rf"|(?P<price>\d+(?:\.\d+)?)\s?/\s?(?:{UNITS})",
    re.IGNORECASE,
)
MONEY_UNITS = frozenset({"元", "元整", "块整", "块钱整", "块钱", "圆", "蚊", "rmb", "r"})
SUMS = frozenset({"=", *_SUM.split("|")})
TOTAL = re.compile(
    rf"(?:一共|总共|合计|共计|总计|共)\s?(?P<n>\d+|[一二两三四五六七八九十]+)\s?(?!对[伐吗么不吧])(?P<unit>{UNITS})"
)
# What one costs, as what tells which is meant: 35的, 38一斤的, 3块5的, 35块那种.
PRICED = re.compile(
    rf"(?:就是|是)?[¥]?(?P<n>\d+(?:\.\d+)?|[一二两三四五六七八九十]{{1,3}}(?=块|元))(?:(?:块钱?|元)(?P<jiao>[1-9一二三四五六七八九](?!\d))?)?"
    rf"(?:\s?[一每/]\s?(?:{UNITS}))?(?:的(?:那[种个款])?(?![\u4e00-\u9fff]{{1,3}}(?:家|室|号))|(?<=[块元])(?:(?:钱)?那[种个款]的?|(?:包|套餐|组合)(?![\u4e00-\u9fff])))"
)


# 35+50=85, 19.8*2=39.6: what it comes to, and how
_WORKED_OUT = re.compile(
    r"(?P<terms>\d{2,4}(?:\.\d+)?(?:\s?\+\s?\d{2,4}(?:\.\d+)?)+|\d+\.\d+\s?[x×*]\s?\d{1,2})\s?=\s?"
    rf"(?P<n>\d+(?:\.\d+)?)(?![\d.]|\s?(?:{UNITS}))(?:元|块钱?)?"
)


def _worked_out(text: str, at: int) -> tuple[list[Token], int]:
    found = _WORKED_OUT.match(text, at)
    if found is None:
        return [], at
    terms = [prod(map(Decimal, re.split("[x×*]", term))) for term in found["terms"].split("+")]
    if sum(terms) != Decimal(found["n"]):
        return [], at
    return [Token("sum", found.group(), money=Decimal(found["n"]))], found.end()


def money_at(text: str, at: int, *, codes: Container[str]) -> tuple[list[Token], int]:
    """The sum, price or count of all that begins here, as tokens, and where it ends.

    ``codes``: of the menu; where R is one, ``A2 R1`` has no 2 yuan.
    """
    if found := TOTAL.match(text, at):
        number = amount_at(found["n"] + found["unit"], 0)[0]
        return [Token("total", found.group(), amount=number)], found.end()
    found = MONEY.match(text, at)
    worked, end = _worked_out(text, at)
    if worked or found is None:
        return worked, end
    if (found["unit"] or "").lower() == "r" and "R" in codes:
        return [], at  # A2 R1
    if mere := found["price"] or found["given"] or found["added"]:
        begin = found.start("added") if found["added"] else at  # 已补|128
        paid = [Token("paid", text[at:begin])] if begin > at else []
        return [*paid, Token("money", text[begin : found.end()], money=Decimal(mere))], found.end()
    how, unit = (found["how"] or "").lower(), found["unit"] or ""
    if not how and unit.lower() not in MONEY_UNITS and not re.search("[¥$]", found.group()):
        return [], at
    kind = "sum" if how else "money"
    token = Token(kind, found.group(), money=Decimal(found["n"]))
    paid = [] if not how or how in SUMS else [Token("paid", found["how"])]
    return [*paid, token], found.end()
