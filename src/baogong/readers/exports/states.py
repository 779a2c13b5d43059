"""Whether an order stands, by the words that tools have for it."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from baogong.readers.addresses.spelling import plain
from baogong.readers.rosters.wording import either

State = Literal["stands", "unpaid", "unclear", "refunding", "partly", "refunded", "cancelled"]
VOID: frozenset[State] = frozenset({"cancelled", "refunded"})

_DONE = """
    支付 付款? 下单 接单 确认 成团 备货 打包 分拣 签收 收货 完成 发货 送达 配送 自提 核销 收款 出库
    提货 取货 跟团 参团 接龙 参与 报名 拣货?
"""
_TO_DO = """
    发货 收货 配送 自提 取货 核销 备货 分拣 打包 送货 提货 使用 签收 评价 确认收货
    出库 派送 拣货? 配货 接单
"""
_PENDING = re.compile("[未待](?:处理|受理|登记|录入|汇总|统计|安排|跟进)")
_WHO = "(买家|顾客|团员|用户|商家|卖家|店家|团长|平台)"
# The first pattern that fits decides.
_STATES: Sequence[tuple[State, str]] = (
    ("stands", r"(未|无|没有?|非|不)(申请)?(退款?|取消|售后|退货)|^[否无-]+$|^正常$"),
    ("stands", "^(买家|顾客|团员|用户|本人)已?撤[销回]了?(退款|退货|售后)(申请)?$"),
    ("stands", "^已审核$"),
    ("unclear", "^未审核$"),
    ("stands", f"^{_PENDING.pattern}$"),
    ("partly", r"部[分份](商品)?(已)?退"),
    ("refunding", either("""
        退款中 退货中 申请(退|取消) (退|取消).{0,4}申请 [待请]退 售后中 审核 取消中 待取消
        退款处理 处理中 维权中 纠纷
    """)),
    ("unclear", either("""
        (拒绝|驳回|撤销|关闭|取消).{0,2}(退|售后) (退|售后).{0,3}(拒绝|驳回|关闭|撤销|失败|取消)
        部[分份] [待未]成团 拼团中 异常 缺货
    """)),
    ("cancelled", "取消|关闭|作废|撤单|失效|无效|流团|cancel|closed"),
    ("refunded", either("""
        全[额部]?退 整单退 已退款? 退款?(成功|完成|完毕) 退货退款 ^退款$ refunded
    """)),
    ("stands", "^(微信|支付宝|现金|转账|银行卡|扫码)(已?(付|转|支付|付款|收)了?)?$|^(货到|到)付$"),
    ("stands", "^[^未没待]{0,3}代[付缴交转]了?$"),
    ("stands", "^已?(转|缴|交|收)(款|账|费|清|讫|了)?$"),
    ("unpaid", f"(未|待|没){_WHO}?(支付|付款?|缴|交|转)|unpaid"),
    ("stands", f"^({_WHO}?已?({either(_DONE)})(成功|完成)?|(等?待|未){_WHO}?({either(_TO_DO)}))$"),
    ("stands", "^(" + either("""
        (交易|订单|支付|付款)(成功|完成|已完成) 货到付款 有效 成功
        (备货|打包|配送|运输|派送|拣货|配货|参与|接龙|报名)中
        已出货 已评价 全部发货 是 paid shipped completed? done √
    """) + ")$"),
)  # fmt: skip
_DROPPED = re.compile("(?:退款|售后|退货)(?:申请)?已?(?:关闭|撤销)")  # so that the order stands
_OF_RETURNS = re.compile("售后|退[款货]")
_BETWEEN = re.compile(r"[\s,;/|、+()]+")
_WHETHER = re.compile(r"是否已?(.+)")
_WORST: tuple[State, ...] = (
    "cancelled",
    "refunded",
    "refunding",
    "partly",
    "unpaid",
    "unclear",
)


def read_state(told: Iterable[tuple[str, str]]) -> State:
    """``told``: heading and cell of every column about it; the worst that one says holds."""
    words = {
        word
        for heading, cell in told
        for word in _BETWEEN.split(_answered(plain(heading), plain(cell)))
        if word
    }
    dropped = {word for word in words if _DROPPED.fullmatch(word)}
    said = {*map(_state_of, words - dropped)} or {*map(_state_of, words)}
    return next((state for state in _WORST if state in said), "stands")


def _answered(heading: str, cell: str) -> str:
    """``是否退款: 是`` says 已退款, ``售后: 待处理`` that money may go back."""
    if _OF_RETURNS.search(heading) and _PENDING.fullmatch(cell):
        return "退款处理"
    asked = _WHETHER.search(heading)
    return f"{'已' if cell == '是' else '未'}{asked[1]}" if asked and cell in "是否" else cell


def _state_of(word: str) -> State:
    return next((state for state, words in _STATES if re.search(words, word, re.I)), "unclear")
