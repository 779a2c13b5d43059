"""What the heading of a column says that its cells are."""

import re
from collections.abc import Sequence

from baogong.readers.rosters.flags import read_flags
from baogong.readers.rosters.wording import either

# What a column can be, in the order in which people choose.
FIELDS = (
    "address",
    "lane",
    "zone",
    "building",
    "entrance",
    "floor",
    "room",
    "name",
    "people",
    "registered",
    "adults",
    "children",
    "phone",
    "relation",
    "age",
    "status",
    "vacancy",
    "occupancy",
    "flag",
    "note",
)
PLACES = frozenset({"address", "building", "entrance", "room", "lane", "floor", "zone"})
DOORS = frozenset({"address", "room"})
# Columns that are understood and hold nothing for us; they still show that a row is a heading.
OTHER = "other"

_LONGEST = 24
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|【[^】]*】")
_JUNK = re.compile(r"[\s:*★☆#、/／\\|_.。()（）-]+")
_POLITE = re.compile(
    r"^\d{1,2}[.、)]\s*|请(?:问|填写|输入|选择)|[您你]们?家?的?|[?？]|必填|选填|[是为](?:多少|什么|几号?)?(?=[?？(]|$)"
)
_COUNTED = re.compile(r"数量?$|数\(人\)$|人数|几[人位个名]|个数")
_END = r"(?:号码?|编号|名称?|别|数|\d)?"
_OF = r"(?:所在|所属|房屋|居住|住户|小区|现)?"
_RULES: Sequence[tuple[str, re.Pattern[str]]] = tuple(
    (field, re.compile(pattern, re.IGNORECASE))
    for field, pattern in (
        (OTHER, either(r"""
            (网格|管家|楼长|楼组长|组长|志愿者|民警|物业|客服|社工|医生|采集人|登记人|填表人
            单位|联络人|包保|干部)(?!.*(住|房|室号))
        """)),
        (OTHER, r"^(序|序号|序列|编号|no|id|行号|户数|.*户数|.*率|.*面积|建面|户型)$"),
        (OTHER, either(r"""
            身份证 证件 性别 出生 生日 民族 籍贯 面积 车牌 车位 车辆 车库 职业 政治 文化 学历 婚姻
            疫苗 接种 核酸 抗原 体温 健康码 宠物 犬 缴费 物业费 邮箱 日期 时间 签[字名收]
            微信(?!.*(?:电话|手机))
            照片 户籍地 国籍 学校 产权证 来源 隔离 检测 原房号 旧房号 旧室号 户口所在 昵称 特长
            建议 意见 结对 帮扶 可提供 技能 爱好 籍贯 口罩
        """)),
        ("phone", either(r"""
            电话 手机 联系方式 联系号码 联系电 联系.*号码 号码$ 座机 固话 热线 ^tel phone mobile
            ^联系$
        """)),
        ("vacancy", r"是否(空置|空关|空房|闲置)"),
        ("occupancy", r"是否(有人)?(入住|居住|在住|实际居住)|是否有人"),
        ("relation", r"关系|称谓|家庭角色|与户主"),
        ("age", r"年龄|^岁数?$|^周岁$"),
        ("address", r"地址|住址|坐落|门牌|住处|房源|房[间屋号]?(编号|编码|代码)|^位置|居住地$"),
        ("address", r"[栋幢楼座弄号].*[室房]|[栋幢楼座].*(单元|门).*号$|单元.*[室房]|^楼门?号?室"),
        ("room", r"^" + _OF + either(r"""
            (房号|房间号?|室号|室|房|户号|门室|户室|房屋号|房屋|房室|几室|门户|房间|户
            住房)
        """) + _END + "$"),
        ("room", r"^room|^unit ?no"),
        ("floor", r"^" + _OF + r"(楼层|层|层数|层次|所在层|层楼|层号)$|^floor"),
        ("lane", r"^(所在|所属)?(弄|弄号|里弄|支弄)$"),
        ("zone", r"^" + _OF + r"(区|区域|片区|组团|分区|期|苑|小区分区)" + _END + "$"),
        ("entrance", r"^" + _OF + either(r"""
            (单元|门洞|门栋|门号|梯|单元门|楼门|门道|楼道|梯口|入口|门)
        """) + _END + "$|^entrance"),
        ("building", r"^" + _OF + either(r"""
            (楼栋|楼组|楼幢|楼宇|栋楼?|幢|座|号楼|楼号|大楼|楼|楼座|号|栋号|幢号|座栋|房栋|栋座)
        """) + _END + "$|^building|^block"),
        ("building", r"^(楼栋|楼|栋|幢|座)号?(及|和|与|/|、|-)?(单元|门)号?$"),
        ("registered", r"(户籍|户口|在册|在籍|登记|产权|应住)(人数|人口|人口数|人员数?|数|口数)"),
        ("adults", r"^(大人|成人|成年人|成年|大)(数|人数)?$"),
        ("adults", r"^[男女](性|人数|数)?$"),
        ("children", r"^(小孩|儿童|孩子|未成年人?|小朋友|孩童|小)(数|人数)?$"),
        ("status", either(r"""
            ^(身份|人员身份|住户类型|住户类别|住户性质|居住性质|居住类型|居住类别|居住方式
            房屋性质|房屋类型|房屋状态|房屋用途|房屋使用.*|使用情况|使用状态|用途|性质|类型|状态
            产权性质|产权|(?![未已没]).*入住(情况|状态|状况|与否)?|.*居住(情况|状态|状况)|自住.*|租住.*
            业主.?租户|租户.?业主|租赁.*|出租.*|入住|现状|房屋(情况|现状|状况)|空置情况|是否出租
            是否自住|是否业主|.*状态)$
        """)),
    )
)  # fmt: skip
_LATER: Sequence[tuple[str, re.Pattern[str]]] = tuple(
    (field, re.compile(pattern, re.IGNORECASE))
    for field, pattern in (
        (OTHER, r"其中|流动人口|外来人口|户均|核实人|应急"),
        ("people", either(r"""
            人数 人口 口数 几口 几个?人 几位 多少人
            ^(实际)?(常住|实住|居住|在住|入住|现住|实有)人?[员数]?$ 住人$ 居住人$ 成员数 ^人员?$
            ^人$ 人员数 people persons 家庭成员数
        """)),
        ("name", either(r"""
            姓名 户主 业主 住户 居民 联系人 称呼 承租人 租客 租户 户名 名字 代表 房主 产权人
            成员 ^姓$ 房东 ^name 住用人 使用人 家长
        """)),
        ("note", either(r"""
            备注 说明 情况 特殊 健康 疾病 病史 病种 需求 类别 类型 标签 重点 困难 补充 其他 其它
            身体 关爱 用药 护理 状况 标记 提醒 注意 ^注$ 事项 人群 原因 note remark 保障 症 服务
            对象 照护 照顾
        """)),
    )
)  # fmt: skip


def classify(heading: str, *, group: str = "") -> str | None:
    """The field of a heading, ``other`` for one without use, None for what is no heading.

    ``group``: the heading above it that spans several columns.
    """
    own = _field_of(heading)
    if not group:
        return own
    above = _field_of(group)
    if above == OTHER and own in {"phone", "name"}:
        return OTHER
    if own in {"adults", "children"} or own not in {None, OTHER, "note"}:
        return own
    return above if own is None else own


def _field_of(heading: str) -> str | None:
    asked = _POLITE.sub("", heading)
    text = _JUNK.sub("", _ASIDE.sub("", asked)) or _JUNK.sub("", asked)
    if not text or len(text) > _LONGEST or re.search(r"\d{3}", text):
        return None
    digits = re.sub(r"\d{1,2}(周?岁|以上)|\d$|^\d", "", text)
    if re.search(r"\d", digits):
        return None
    return _first(_RULES, text) or _flag_column(text) or _first(_LATER, text)


def _first(rules: Sequence[tuple[str, re.Pattern[str]]], text: str) -> str | None:
    return next((field for field, pattern in rules if pattern.search(text)), None)


def _flag_column(text: str) -> str | None:
    """``是否独居老人`` and ``60岁以上人数`` are ticked or counted; ``老人姓名`` is a name."""
    if re.search(r"姓名|情况|类别|类型|说明|备注|名单|户主", text):
        return None
    return "flag" if "独居" in text or read_flags(heading_as_note(text)) else None


def heading_as_note(heading: str) -> str:
    """The need that a ticked column is about, as a note would say it."""
    text = _COUNTED.sub("", re.sub(r"^(是否有?|有无|有没有|其中:?)|(有/无|是/否)", "", heading))
    text = re.sub(r"\d(周?岁)?(及?以下|以内)", "", text)
    return re.sub(r"([6-9]\d|100)(周?岁)?及?以上.*", "老人", text)
