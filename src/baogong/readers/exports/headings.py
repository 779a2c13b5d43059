"""What the heading of an export's column says that its cells are, whatever tool wrote it."""

import hashlib
import re
from collections.abc import Iterable, Sequence

from baogong.readers.addresses.spelling import plain
from baogong.readers.rosters.headings import PLACES, classify
from baogong.readers.rosters.wording import either

# What a column can be, in the order in which people choose.
FIELDS = (
    "order_no",
    "group_no",
    "serial",
    "goods",
    "spec",
    "quantity",
    "quantity_of",
    "unit",
    "more_goods",
    "total_quantity",
    "price",
    "subtotal",
    "amount",
    "paid",
    "discount",
    "freight",
    "refund",
    "refunded_quantity",
    "status",
    "receiver",
    "buyer",
    "phone",
    "estate",
    *sorted(PLACES),
    "buyer_remark",
    "seller_remark",
    "placed_at",
    "other",
)
OTHER = "other"
# The first of these columns that a file has numbers its orders.
NUMBERS = ("order_no", "group_no", "serial")
_LONGEST = 30
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|【[^】]*】")
_QUESTION = re.compile(r"^\s*[QＱ]?\d{1,2}\s*[.、:)]\s*(?=\D)")  # 5、其他说明
_JUNK = re.compile(r"[\s:*★☆、/／\\|_.。()?？-]+")

# The first pattern that fits decides, so what is told apart by one word more stands above.
_RULES: Sequence[tuple[str, re.Pattern[str]]] = tuple(
    (field, re.compile(pattern, re.IGNORECASE))
    for field, pattern in (
        (OTHER, either(r"""
            (支付|交易|快递|物流|运|面|退款|退货|售后|发票|子订?|外部|商户)单?(单|号)$
            (交易|支付).*流水号$ (外部|父|原|关联|第三方|商户)订单
            身份证 自提 [提取]货(?!(号|号?码)$) 送货?到?(上[门楼]|家$)
            (发货|退货|门店|寄件|发件|商家)(人|地址)
            商品.*(编码|编号|条码|货号|ID|图片|链接|分类|类目|重量|成本) ^货号$
            条形码 (sku|规格|商家)编码 ^sku(id)?$
            (团购?|活动|接龙|拼团)(标题|名称|主题) 快递 物流公司 配送(方式|员) 发货方式
            (支付|付款)方式 来源 渠道 帮卖
            ^团长(昵称|姓名|电话|名称)?$ 库存 (发货|已发)数量 佣金 积分
            (收货|完成|退款|取消|导出|核销|更新|配送|期望|预约|签收|发货|送达)(时间|日期)
            ^(省|市|县|街道|省份|城市|区县|地区|省市区|所在地区|国家|邮编|邮政编码)$ 称重
            签收人 签名 签字 ^年龄$ 人数$ 人口数?$ 几口人
        """)),
        ("more_goods", (
            r"(其[它他]|另外?|[您你]还|^还|补充|额外)[有无想]{0,2}(什么|哪些|其[它他])?"
            r"(需[要求]|想[要买]|要买|所需|物资|商品)(的|什么|哪些)?(其[它他])?"
            r"(物资|商品|东西|物品|菜品?)?的?$"
        )),
        ("goods", r"(物资|商品|东西|物品|菜品?|品种|品名|货品)(名称)?[和及与、](数量|份数)"),
        ("goods", "^(采购|[订代选]购|购买|需求|团购|接龙)(清单|内容|明细)$"),
        (OTHER, "^(所用时间|答[题卷]时长)$"),
        ("goods", r"(商品|品名|货品|产品)(名称?|信息|内容|详情|清单|明细|[及和(]规格)"),
        ("placed_at", r"时间|日期|^time$|date|created"),
        ("refunded_quantity", r"(退款|退货|已退|退)(商品)?(数量|件数|份数)"),
        ("seller_remark", either(r"""
            (团长|商家|卖家|店铺|内部|客服|管理员|跟单|发货)(备注|说明|留言|标[记注])
            标旗 ^标[记注]$
            (退款|取消|处理)(备注|说明|原因)
        """)),
        ("refund", r"退款?总?(金额|额)|^退款$|已退金额|退款总额|实退|refund"),
        ("status", r"^(付款|支付|缴费|交钱)(情况)?$|^售后$|^订单情况$|status"),
        ("status", r"^(处理|审核|受理|登记|跟进)(情况|进度|结果)$"),
        ("status", r"状态|是否(已?退款?|已?取消|已?支付|已?付款)"),
        ("price", r"单价|^价格|售价|商品价格|^(unit)?price$|团购价|规格价"),
        ("discount", r"优惠|折扣|减免|立减|抵扣|红包|满减"),
        ("freight", r"运费|邮费|配送费|包装费|打包费"),
        ("paid", r"实付|实收|(支付|付款)总?金额|已付|实际支付|paid"),
        ("subtotal", r"^小计|^商品小计|商品(实际)?(成交)?(总?金额|总价|合计)"),
        ("amount", r"^(商品)?原价$|金额|总价|总额|应付|应收|^合计|^总计|amount|total$"),
        ("total_quantity", r"(总|合计)(数量?|件数|份数)$|(商品|订单)总数|^共几件"),
        ("quantity", either("""
            数量 件数 份数 qty quantity [购订][买购]?数 [购买订]量$ 下单数 ^数$ 几份 个数
        """)),
        ("unit", "^(计量)?单位$"),
        ("spec", r"规格|款式|型号|sku名?|属性|^spec|^包装"),
        ("order_no", r"^单据(编?号|号码)$"),
        ("order_no", r"订单(编号|号|编码|ID|no|序号|流水号?)|^编?单号|^订单$|order(no|number|id)"),
        ("group_no", r"(跟|参)?团(编)?号|(接龙|跟团|参团|参与|报名)(编?号|序号)"),
        ("serial", "^(答[题卷]|提交|数据|记录)(序号|编号|ID)$"),
        ("serial", r"^(序号|编号|序|no|号码|序列|顺序|行号|流水号|登记编?号|[取提]货(号|号?码))$"),
        ("address", "^(?!.*[室房]).*[栋幢楼].*(单元|座(?!机))"),  # 几栋几单元
        ("building", "^[几哪]一?号$"),
        ("building", r"^(?!.*[室房元]).*(所在的?楼栋?$|哪一?[栋幢]|几[栋幢]|[几哪]号楼)"),
        ("entrance", r"^(?!.*[室房栋幢]).*(哪一?(座|单元|门)|几(座|单元))"),
        ("more_goods", "^(另外|额外|还[要想需]?)?(加购|加买|加单|另购|单点)"),
        ("more_goods", "^其[它他](商品|物资|东西|货品?|需求|单品|品种|物品|要买的)?$"),
        ("lane", "^第?[几哪]?期[数区]?$"),
        ("estate", r"[哪几]一?个?(?:片区?|区|期|弄|苑)"),
        ("buyer_remark", r"备注|留言|附言|说明的?$|想说|remark|^note|comment|要求|特殊"),
        ("phone", r"电话|手机|联系方式|联系号码|phone|mobile|^tel"),
        ("address", either("""
            地址 (收货|收件|配送)人?信息 住址 门牌 住处 address 楼栋房 栋.*[室房] 单元.*[室房]
            送到哪 ^[您你]?家?现?居?住[在于]?(哪里?|哪儿|何处)?$
        """)),
        ("estate", r"小区(名称?)?$|楼盘|estate|community"),
        ("receiver", r"收货|收件|联系人|姓名|consignee|receiver|recipient|户主|业主|^名字|称呼"),
        ("goods", either(r"""
            商品 货品 产品 品名 套餐 菜品 物品 货名 ^名称$ ^(购买|下单|接龙|订购|订单)?(内容|明细)$
            goods product ^item 物资 ^买了?什么 ^订购 (买|订|需|要)的?(东西|物品)
        """)),
        ("buyer", either("""
            下单人 买家 团员 昵称 用户 会员 顾客 客户 跟团人 参与人 接龙人 微信 [购订]买?人
            (提交|填写|填报)[人者]$ buyer customer
        """)),
        ("order_no", "单号$"),
    )
)  # fmt: skip


def field_of(heading: str) -> str | None:
    """``other`` for a heading without use for us, None for what is no heading that is known.

    Of ``收货人/提货人`` the first counts, if the whole has no use.
    """
    field, first = _field_of(heading), heading.partition("/")[0]
    return _field_of(first) if field == OTHER and first != heading else field


def _field_of(heading: str) -> str | None:
    heading = _QUESTION.sub("", plain(heading))
    text = _JUNK.sub("", _ASIDE.sub("", heading)) or _JUNK.sub("", heading)
    if not text or len(text) > _LONGEST or re.search(r"\d{2}", text):
        return None
    field = next((field for field, pattern in _RULES if pattern.search(text)), None)
    if field is None and (place := classify(plain(heading))) in PLACES:
        return place
    return field


def fingerprint(headings: Iterable[str]) -> str:
    """A digest of the headings, whatever order they stand in."""
    return hashlib.sha256("\n".join(sorted(headings)).encode()).hexdigest()[:16]
