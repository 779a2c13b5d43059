"""Whether text only says something and names nothing to be bought, by the kinds of its words.

A dictionary of the language (rjieba's) tells verbs, adverbs, pronouns and what else sentences are
made of. Goods are nouns, and so are their brands: of nouns only those count that nobody orders
from a neighbourhood's chain. A word that the dictionary lacks may be anything.
"""

import re
from itertools import pairwise

from baogong.readers.chains.persons import CALLED_BEHIND, SURNAMES, TITLES
from baogong.readers.chains.plainwords import FOOD

_LISTS = {
    # kinds of words that name no thing: verbs, adjectives, adverbs, particles, times, places
    "speech": """
    v vn vd vi vg vq d df p r rr rz c u ul uj uz ud uv ug y t tg f s a ad an ag e o i m mq z zg k
    """,
    # of these, what may stand in a row though each is one character
    "particles": "d df p r c u ul uj uz ud uv ug y f m",
    # people, bodies, doors, money, phones, work and weather, whatever the dictionary calls them
    "things": """
    上班族 打工人
    人 人家 大人 老人 老人家 孩子 小孩 小孩子 宝宝 婴儿 娃娃 孕妇 产妇 病人 患者 家属 亲戚 朋友
    同事 同学 邻居 邻里 街坊 租客 租户 房东 业主 住户 居民 群众 群主 团长 楼长 楼组长 志愿者
    网格员 保安 门卫 物业 居委 居委会 社区 街道 领导 警察 医生 护士 大夫 老师 学生 师傅 司机
    快递员 小哥 外卖员 保洁 党员 干部 老伴 老婆 老公 爱人 丈夫 妻子 父母 爸妈 公婆 老妈 老爸
    妈妈 爸爸 爷爷 奶奶 外公 外婆 儿子 女儿 闺女 媳妇 女婿 孙子 孙女 哥哥 姐姐 弟弟 妹妹 姐妹
    兄弟 夫妻 家人 保姆 护工 阿姨 叔叔 大爷 大妈 大家 大伙 同胞 伙伴 新人 新手 小白 自家 身体
    身子 腿脚 脚 腰 手 手脚 胳膊 眼 眼睛 眼神 耳朵 膝盖 胃 肠胃 牙 牙齿 牙口 心脏 嗓子 骨头 皮肤
    脑子 记性 视力 听力 病 病情 老花眼 高血压 血压 血糖 湿疹 骨折 感冒 发烧 阳性 密接 红码 黄码
    绿码 健康码 核酸 疫情 病毒 症状 手术 透析 化疗 住院 出院 坐月子 月子 方舱 医院 隔离点 体温
    情绪 电梯 楼梯 楼道 楼层 楼 楼栋 楼房 单元 单元门 大门 防盗门 铁门 木门 玻璃门 院门 门 门铃
    门牌 门牌号 门把手 把手 门禁 对讲机 对讲 大堂 大厅 前台 走廊 过道 通道 车库 地库 地下室 车棚
    车位 消防栓 电表 水表 表箱 信箱 邮箱 信报箱 快递柜 鞋柜 鞋架 柜子 架子 桌子 椅子 凳子 台阶
    平台 阳台 窗户 窗台 窗口 栏杆 围栏 院子 角落 拐角 转角 尽头 顶楼 底楼 房子 屋子 房间 卧室
    客厅 厨房 屋 家 小区 校区 岗亭 门岗 保安亭 亭子 超市 菜场 菜市场 商店 门店 店 学校 幼儿园
    公司 单位 工地 办公室 食堂 封条 牌子 招牌 标志 标签 纸条 便条 记号 路 路口 马路 车 车子 钥匙
    密码 锁 楼号 房号 室号 电 钱 钱款 款 现金 现钱 零钱 余额 账 账户 账单 工资 退款 发票 开发票
    收据 小票 凭证 单子 订单 红包 微信 支付宝 银行卡 二维码 付款码 收款码 限额 额度 截图 名单
    表格 表 信息 消息 短信 电话 号码 手机 手机号 信号 网 网络 流量 系统 屏幕 头像 昵称 名字 姓名
    群 微信群 业主群 微信名 语音 照片 视频 文字 格式 序号 编号 号 字 标点 输入法 班 夜班 早班
    晚班 白班 中班 网课 课 会议 会 工作 作业 事 事情 急事 情况 问题 办法 原因 机会 时候 时间
    时段 日子 地方 地址 位置 方向 样子 意思 关系 心意 心情 条件 习惯 要求 需求 特殊情况 经验
    规矩 规则 通知 政策 消毒 垃圾 货 货物 东西 物资 快递 包裹 日期 生产日期 保质期 质量 品质
    价格 价钱 味道 口感 口味 分量 重量 份量 大小 品种 品牌 包装 外包装 缺货 现货 库存 数量 份数
    种类 狗 狗狗 猫 猫咪 宠物 雨 大雨 雪 大雪 风 天气 太阳 温度 春天 夏天 冬天 晚安 早安 阳 新鲜
    换 谢谢 不要 没关系 打电话 小心 加油 太贵 上海 武汉 国家 政府 中国 祖国 英雄 天使 希望 力气
    活 口
    """,
}
_SPEECH, _PARTICLES, _THINGS = (frozenset(words.split()) for words in _LISTS.values())
# What the dictionary calls a verb, a number or an adjective, or cuts in two, and shops sell.
_SOLD = re.compile(
    "八角|千张|可乐|旺旺|烧卖|威化|防晒|尿不湿|尿片|牙刷|抹布|拼图|当归|褪黑素|吸管|三九|统一|出前一丁|管道通|凉拌|碘伏|洽洽|料酒|拖把"
    "|口罩|手套|耳机|充电|照明|加湿|拖地|补水|洗发|护发|洗洁|润滑|保鲜|保暖|保湿|美白|收纳|海带|火腿|[生老]抽|书$|[煎乐棍锅晒烤涮炸卤捞]"
)
_ASKS = re.compile(
    "[吗咋呗谁哪?]|(?<![这那])么$|[不没]$|是不是|有没有|好不好|行不行|对不对|可以吧$"
)
# What may be ordered, changed or given up, whatever the words: 再来, 换成, 只要, 不麻烦了.
_ORDERS = re.compile(
    "[换改退减除缺若订买]|加(?![急油班热])|另|再(?![见次送取放])|少(?!了)|代(?![我他她接填写报拿收])|替(?![我他她爸妈父老])"
    "|多(?=[要来加订])|只(?=[要来拿能剩])|全(?=部|都要)|半|几|些$|或(?!许)|算(?!是)|[各份板]|每(?![天次])|两(?![边人口])"
    "|要(?![求紧命是])|[来带给](?=[个点一两])|不麻烦"
)
_PRAISE = re.compile(
    "新鲜|本地|当季|应季|时令|农家|精选|优选|精品|优质|特价|特选|冷鲜|鲜活|现摘|现切|生态|绿色|基地|产地|直供|直采|一级|特级|好吃的?|超值|家庭"
)
_OF_PLACES = frozenset({"ns", "nr", "nrt", "nz", "nt"})
_HAN = re.compile("[\u4e00-\u9fff]{2,}")
_CALLED = re.compile(f"(?:{TITLES})+|[{SURNAMES}](?:{TITLES})")
# 老陶 鱼是杀好的吧: somebody else who asks.
_ASKED_BY = re.compile(
    f"(?:[小老阿][{SURNAMES}]|[{SURNAMES}](?:{TITLES}))[ ,:].*(?:吧|吗|么|呢|伐|[?])"
)
_WHETHER = re.compile(r"(?![要来])([\u4e00-\u9fff])不\1")  # 橙子甜不甜
_TO_ALL = re.compile(
    "^(?:(?:团长|群主|老板|楼长|组长|志愿者),?我|抗原|核酸|收到|好[的滴]好[的滴]|ok |嗯嗯)"
    f"|^(?:[小老阿][{SURNAMES}]|[{SURNAMES}](?:{TITLES}))[你您]"
    "|上[次回]的[\u4e00-\u9fff]{1,4}(?:特别|真的?|很|挺|好|超)|先到这[里儿]?"
    "|^(?:已经?)?(?:接|报|订|团)满[了啦]|^(?:现在|先)?(?:截单|截团|截止|收单|停接|不接)(?:了|啦)"
    "|我[\u4e00-\u9fff]{0,2}点半?(?:出发|出门|去拉货|装车|开车|截)|[前之]都?还(?:能|可以)[改加接]"
    "|接着[接报往]|继续[接报]|往下[接排]|各位|@所有人"
    "|[没未][写填报付接].{0,6}[的嘅](?!话)|(?:谢谢|多谢|感谢)(?:大家|街坊|邻居们)"
)


def says_only(text: str) -> bool:
    """Whether every word of a text is of a kind that orders nothing. Questions are not."""
    if (
        not _HAN.fullmatch(text)
        or _ASKS.search(text)
        or _ORDERS.search(text)
        or _SOLD.search(text)
    ):
        return False
    from rjieba import tag  # noqa: PLC0415 - 40 MB, for words that no list has

    words = tag(CALLED_BEHIND.sub("他", text), hmm=False)
    alone = [len(word) == 1 and kind not in _PARTICLES for word, kind in words]
    apart = not any(a and b for a, b in pairwise(alone))
    tells = any(kind[0] in "vain" for _, kind in words)
    return apart and tells and all(_orders_nothing(word, kind) for word, kind in words)


def _orders_nothing(word: str, kind: str) -> bool:
    if word in _THINGS or _CALLED.fullmatch(word):
        return True
    return kind in _SPEECH and not FOOD.search(word)


def only_adorns(word: str) -> bool:
    """Whether what stands ahead of a good's name praises it, or tells its place or its brand."""
    rest = _PRAISE.sub("", word)
    if not rest:
        return True
    from rjieba import tag  # noqa: PLC0415 - see says_only

    return {kind for _, kind in tag(rest, hmm=False)} <= _OF_PLACES


def is_for_all(text: str) -> bool:
    """Whether somebody else asks there, or the words are for all who read."""
    return bool(_ASKED_BY.fullmatch(text) or _WHETHER.search(text) or _TO_ALL.search(text))
