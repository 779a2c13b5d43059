"""Rows of a table that are no household's: totals, notes, signatures, repeated titles."""

import re
from collections.abc import Sequence

from baogong.readers.rosters.wording import either

_TOTAL = re.compile(r"^[\w-]*?(?:[合小总共累][计结]|本页计|总户数|总人数)|汇总$")
_BEGINS_REMARK = either(r"""
    附?注(?:[:：\d.、]|意|明|释|$) 备注[:：] 说明 填[表报写] 制表 审核 填报 以上 统计 负责人 打印
    第\s*\d+\s*页 共\s*\d+\s*[页户人] 单位 联系人[:：] 楼[长栋]?长?[:：] 楼组长 网格[员长] 日期
    截[止至] 签[字名] 盖章 例[:：如] 示例 样例 提示 温馨 物业(?:公司|服务|电话|管家)
    社区(?:电话|居委) 居委会?(?:电话|主任)?[:：] 客服 上报 更新 复核 核对 编制 本表 此表 请 数据
    登记人 登记日期 采集 资料来源 来源 图例 以下空白 以下无 [续接][上下]页 \d+[.、]\D
""")
_REMARK = re.compile(rf"^[(*※★【\[\s—-]*(?:{_BEGINS_REMARK})")
_PAPERS = either(r"""
    登记表 统计表 明细表 信息表 情况表 汇总表 摸底表 一览表 花名册 名册 台账 名单 清册 清单 信息
    明细
""")
_TITLE = re.compile(rf"(?:{_PAPERS})(?:\(.*\))?$|\(续\)|续表|接上页|见下页|下接|^-+.*-+$")
_EXAMPLE = re.compile(r"\(?(?:示例|样例|举例|范例|例)(?:\d*\)?$|[:如)])")
_LONG = 16


def is_total(texts: Sequence[str]) -> bool:
    """Whether a row without a door is a sum."""
    return any(_TOTAL.search(re.sub(r"\s", "", text)) for text in texts)


def is_example(texts: Sequence[str]) -> bool:
    """Whether a row shows how to fill in the form, or numbers the columns."""
    numbered = [str(n) for n in range(1, len(texts) + 1)]
    return bool(texts) and (
        bool(_EXAMPLE.match(texts[0]))
        or (len(texts) > 2 and [text.strip("()") for text in texts] == numbered)
    )


def is_remark(text: str) -> bool:
    """Whether a text begins as notes and signatures do."""
    return bool(_REMARK.search(text))


def is_aside(texts: Sequence[str]) -> bool:
    """Whether a row without a door is a remark about the list."""
    if not texts:
        return True
    distinct = list(dict.fromkeys(texts))
    if is_remark(distinct[0]):
        return True
    return len(distinct) == 1 and bool(_TITLE.search(distinct[0]) or len(distinct[0]) > _LONG)
