"""Whether somebody lives there, whether owner or tenant, and doors where nobody could."""

import re

from baogong.readers.rosters.wording import either

_VACANT = re.compile(
    either(r"""
        空置 空房 空户 空关 空着 空屋 空宅 (?:未|没|尚未|暂未)(?:入住|住人?|居住)
        没有?人(?:住|居住) 无人(?:住|居住|入住|房|$) 无住户 不住人
        (?:常年|长年|长期|平时|基本|目前|一直)不住 暂空 搬空 毛[坯胚]
        清水房 待装修 闲置 待租 待售 未售 未交[房付] 未装修 未收房 未领房
    """)
)
_FITTING_OUT = re.compile("(?:正?在)?(?<!边)装修(?:中|期间)?(?!噪|声|扰)")
_FITTED_OUT = re.compile(
    either("""
        装修(?:完|好|过|结束|公司|工|队|材料) (?:已|精|简|新|豪华|重新)装修
        入住 住着 居住 自住 出租
    """)
)
_DENIED = re.compile(
    r"(?:[非有]|不是?|原来?|曾|以前|之前|去年|隔壁|楼上|楼下|对门|对面|车[位库])[^,;。]{0,3}$"
)
_LIVED_IN = re.compile(
    "(?:现|目前|已)[在已]?(?:装修)?(?:有人)?(?:入住|居住|住人|出租|自住)|已租出|(?<!没)有人住|出租$"
)
_NOTHING = re.compile(r"空|无人|空的|空房?间|没人")
_TENANT = re.compile("使用人|租户|租客|承租|租住|租房|租赁户|房客|租的|租用|租借")
_NO_TENANT = re.compile("(?:无|没有|非|不是|原|前)租")
_OWNER = re.compile("业主|房东|房主|产权人|出租人")
_NOT_A_HOME = re.compile(
    either(r"""
        商铺 店铺 门面 门市 底商 商[业服用] 铺位? 店(?!小区) 超市 便利 车库 车位 车棚 自行车
        非机动 停车 物业 配电 水泵 泵房 机房 设备 门卫 保安 岗亭 监控 消控 居委
        社区(?:用房|中心|服务) 办公 架空层? 地下室 储藏 储物 杂物 仓库 会所 活动室 活动中心 垃圾
        变电 电梯 公厕 公共 幼儿园 卫生[站室] 诊所 驿站 快递柜 值班 党群 餐厅 食堂 煤气 燃气调压
        弱电 强电 消防 会议室 样板房 售楼 工具间 保洁
    """)
)


def is_vacant(text: str) -> bool:
    """Whether a cell says that nobody lives there; what it says last counts."""
    if _NOTHING.fullmatch(text):
        return True
    empty = [
        found for found in _VACANT.finditer(text) if not _DENIED.search(text[: found.start()])
    ]
    if empty:
        lived_in = [found.start() for found in _LIVED_IN.finditer(text)]
        return max(lived_in, default=-1) < empty[-1].start()
    fitting = _FITTING_OUT.search(text)
    if fitting is None or _DENIED.search(text[: fitting.start()]):
        return False
    return not _FITTED_OUT.search(text)


def is_lived_in(text: str) -> bool:
    """Whether a cell says that somebody lives there by now."""
    return bool(_LIVED_IN.search(text)) and not is_vacant(text)


def role_of(text: str) -> str:
    """``tenant``, ``owner`` or nothing."""
    if _TENANT.search(text) and not _NO_TENANT.search(text):
        return "tenant"
    return "owner" if _OWNER.search(text) else ""


def is_no_home(text: str) -> bool:
    """Whether what stands in a room's place is a shop, a garage, a pump room."""
    return bool(_NOT_A_HOME.search(text))


def is_only_no_home(text: str) -> bool:
    """Whether a remark in a room's cell names such a place and nothing else: ``101(商铺)``."""
    return bool(_NOT_A_HOME.fullmatch(re.sub("(?:用房|房|间|用)$", "", text)))
