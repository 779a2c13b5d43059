"""What a good is called in other parts of the country: 番茄 and 西红柿, 土豆 and 洋芋.

General names of one and the same thing, no brands and no sorts. Where the goods list has both
names of a row, each keeps its own good.
"""

_ROWS = """
番茄 西红柿 洋柿子
土豆 马铃薯 洋芋
红薯 地瓜 番薯 山芋
卷心菜 包菜 圆白菜 包心菜 洋白菜 莲花白 高丽菜 椰菜
花菜 菜花 花椰菜
西兰花 西蓝花 青花菜
香菜 芫荽
空心菜 蕹菜 通菜
荸荠 马蹄 地梨
玉米 苞米 包谷 苞谷
蚕豆 胡豆
豇豆 长豆角
西葫芦 角瓜
洋葱 圆葱 葱头
大蒜 蒜头
茼蒿 蓬蒿
木耳 黑木耳
猕猴桃 奇异果
车厘子 大樱桃
圣女果 小番茄 樱桃番茄 小西红柿
橘子 桔子
猪蹄 猪脚 猪手
馄饨 云吞
方便面 泡面
芝士 奶酪
冰淇淋 冰激凌
卷纸 卷筒纸 卫生纸 厕纸 草纸
陈醋 老陈醋
阳光玫瑰 葡萄 青提
抽纸 面巾纸
洗洁精 洗涤灵
纸尿裤 尿不湿
创可贴 创口贴
打火机 火机
可乐 可口可乐
"""
SYNONYMS = tuple(tuple(row.split()) for row in _ROWS.strip().splitlines())
