"""What is paid or costs so much: sums, prices, and how many an entry counts in all."""

import re

from baogong.readers.chains.amounts import UNITS

_SUM = "一共|总共|合计|共计|总计|小计|总价|总额|应付|共付|合|共|计"
MONEY = re.compile(
    r"(?P<given>\d{2,4}(?:\.\d+)?)(?=\s?(?:微信|支付宝)?(?:已[付转]|[付转][了过清好款账]))"
    rf"|(?P<how>{_SUM}|已付款?|已转账?|(?:微信|支付宝)?已?(?:付款?|转账?)[了过]?|红包|实付|已?支付|(?<=[份斤板箱袋瓶桶提盒包个件块枚])=)?\s?:?[¥$]?\s?"
    rf"(?P<n>(?!1[3-9]\d{{9}})\d+(?:\.\d+)?)(?![\d.]|-\d)(?:\s?(?P<unit>元整?|块钱|¥|rmb|圆)|\s?(?P<loose>块)(?!\d)|(?!\s?(?:{UNITS}|\d)))(?:/[\u4e00-\u9fff])?"
    rf"|(?P<price>\d+(?:\.\d+)?)\s?/\s?(?:{UNITS})",
    re.IGNORECASE,
)
SUMS = frozenset({"=", *_SUM.split("|")})
TOTAL = re.compile(
    rf"(?:一共|总共|合计|共计|总计|共)\s?(?P<n>\d+|[一二两三四五六七八九十]+)\s?(?P<unit>{UNITS})"
)
# What one costs, as what tells which is meant: 35的, 38一斤的, 3块5的, 35块那种.
PRICED = re.compile(
    rf"(?:就是|是)?[¥]?(?P<n>\d+(?:\.\d+)?)(?:(?:块钱?|元)(?P<jiao>[1-9](?!\d))?)?"
    rf"(?:\s?[一每/]\s?(?:{UNITS}))?(?:的(?:那[种个款])?(?![\u4e00-\u9fff]{{1,3}}(?:家|室|号))|(?<=[块元])(?:钱)?那[种个款]的?)"
)
