"""Three estates of different habits, and what is sold in them."""

import csv

from baogong.readers.addresses import Door, DoorTable
from baogong.readers.chains import Good, GoodsTable

COLUMNS = ("sku", "name", "aliases", "unit", "price_fen", "sold_by", "pack_note")

GARDEN_GOODS = """
veg,蔬菜包,时蔬包|素包,份,3500,count,约10斤
meat,肉类包,荤包,份,6800,count,猪肉3斤+鸡1只
egg,鸡蛋,鲜鸡蛋,板,2800,count,30枚/板
melon,西瓜,,斤,350,weight,
rib,排骨,小排,斤,3800,weight,
yog,酸奶,,箱,5800,count,200g*12盒/箱
milk,牛奶,纯牛奶,箱,5200,count,250ml*16盒/箱
flour,面粉,,袋,2600,count,5kg/袋
tis,抽纸,面巾纸,提,1990,count,6包/提
dish,洗洁精,,瓶,1290,count,1kg/瓶
oil,花生油,油,桶,12900,count,5L/桶
pot,土豆,马铃薯,斤,260,weight,
pep,青椒,,斤,580,weight,
tofu,豆腐,,块,350,count,约1斤/块
"""
LETTERS_GOODS = """
staple,主食包,主食包20|20元主食包|馒头包,份,2000,count,馒头10个+挂面1把
veg,蔬菜包,35蔬菜包|35元包|菜包|蔬菜35,份,3500,count,约12斤/份
eggveg,鸡蛋蔬菜包,蛋菜包|50元包,份,5000,count,蔬菜约8斤+鸡蛋20枚
fruit,蔬果组合,蔬果包|100元组合|水果蔬菜组合,份,10000,count,蔬菜约12斤+水果约8斤
egg,鸡蛋,鲜鸡蛋,板,2800,count,30枚/板
eggs,整箱鸡蛋,鸡蛋整箱,箱,31000,count,360枚/箱(12板)
pork,猪肉,前腿肉|土猪肉,斤,2600,weight,现切
belly,五花肉,带皮五花|五花,斤,2900,weight,
beef,牛肉,黄牛肉,斤,4500,weight,
tomato,番茄,西红柿|洋柿子,斤,450,weight,
potato,土豆,洋芋|马铃薯,斤,260,weight,
cabbage,大白菜,白菜|黄心白菜,斤,180,weight,
greens,小青菜,青菜|上海青,斤,350,weight,
carrot,胡萝卜,红萝卜,斤,300,weight,
radish,白萝卜,萝卜,斤,150,weight,
cucumber,黄瓜,,斤,500,weight,
apple,苹果,红富士,斤,600,weight,
rice,大米,东北大米|米,袋,5800,count,10kg/袋
oil,菜籽油,菜油|食用油,桶,7800,count,5L/桶
soy,酱油,生抽,瓶,1200,count,500ml/瓶
milk,纯牛奶,牛奶,箱,5200,count,250ml*24盒/箱
water,矿泉水,瓶装水|水,箱,2400,count,550ml*24瓶/箱
"""
LANES_GOODS = """
pack_a,A套餐,A|A包|蔬菜A套餐,份,9800,count,蔬菜15样约15斤
pack_b,B套餐,B|B包|肉类B套餐,份,12800,count,猪肉2斤+鸡1只
pack_c,C套餐,C|C包|水果C套餐,份,8800,count,水果5样约10斤
daily,日化礼包,日化包,份,6600,count,洗衣液+牙膏
egg,鸡蛋,鲜鸡蛋,板,3500,count,30枚/板
geese,草鸡蛋,土鸡蛋,枚,180,count,散装 10枚起
pork,猪肉,夹心肉,斤,3000,weight,
chicken,三黄鸡,鸡,只,4500,count,约2.5斤/只
soda,盐汽水,,箱,4200,count,600ml*24瓶/箱
cola,可乐,,箱,5500,count,330ml*24罐/箱
beer,啤酒,青岛清爽,箱,6800,count,500ml*24罐/箱
milk,鲜牛奶,鲜奶|牛奶,瓶,1800,count,950ml/瓶
toast,吐司,吐司面包|面包,条,1800,count,450g/条
chili,蒜蓉辣椒酱,辣椒酱|蒜蓉辣酱,瓶,1300,count,230g/瓶
paper,卷纸,卫生纸,提,2500,count,12卷/提
"""
HOUSEHOLD_GOODS = """
nap_m,纸尿裤M码,尿裤M,包,8900,count,50片/包
nap_xl,拉拉裤XL码,纸尿裤XL|尿裤XL,包,9900,count,36片/包
mask,医用外科口罩,外科口罩,盒,2500,count,50只/盒
kn,N95口罩,N95,只,600,count,
clean,84消毒液,消毒液|84,瓶,1200,count,500ml/瓶
root,根茎菜包,根菜包,份,3000,count,土豆+胡萝卜+洋葱
leaf,叶菜包,绿叶菜包,份,2800,count,青菜3种
egg,鸡蛋,,板,3000,count,30枚/板
hen,老母鸡,母鸡,只,8800,count,约3斤/只
oil,葵花籽油,油,桶,9900,count,5L/桶
rice,大米,米,袋,6500,count,5kg/袋
"""


def goods(rows: str) -> GoodsTable:
    return GoodsTable(
        Good.of(dict(zip(COLUMNS, row, strict=True)))
        for row in csv.reader(rows.strip().splitlines())
    )


def rooms(floors: int, numbers) -> list[str]:
    return [f"{floor}{number:02}" for floor in range(1, floors + 1) for number in numbers]


def garden() -> DoorTable:
    """Buildings 1 to 12, the even ones with two entrances; towers A, B and C."""
    doors = []
    for building in range(1, 13):
        for entrance in (1, 2) if building % 2 == 0 else (1,):
            for room in rooms(18, range(1, 5)):
                office = ("物业服务中心",) if (building, room) == (1, "101") else ()
                code = f"{building}-{entrance}-{room}"
                doors.append(Door(code, str(building), str(entrance), room, aliases=office))
    for tower in "ABC":
        for room in rooms(26, range(1, 7)):
            names = (f"云景阁{room}",) if tower == "C" else ()
            doors.append(Door(f"{tower}-{room}", tower, "1", room, aliases=names))
    return DoorTable(doors)


# building: floors, the rooms' numbers on a floor in each entrance, and what aliases call it
LETTERED = {
    "S1": (18, [range(1, 7)], []),
    "S2": (18, [range(1, 7)], []),
    "S4": (18, [range(1, 4), range(4, 7)], []),
    "S5": (18, [range(1, 7)], []),
    "T1": (26, [range(1, 6)], []),
    "T5": (26, [range(1, 6)], []),
    "U1": (11, [range(1, 5)], []),
    "U3": (6, [range(1, 3), range(3, 5), range(5, 7)], []),
    "V1": (27, [range(1, 7)], []),
    "V4": (12, [range(1, 11)], ["听雨楼"]),
    "N1": (32, [range(1, 7)], []),
    "N2": (26, [range(1, 5), range(5, 9)], []),
    "N6": (26, [range(1, 5), range(1, 5)], []),
    "N7": (26, [range(1, 5), range(1, 5)], []),
    "N8": (32, [range(1, 7)], []),
    "N9": (32, [range(1, 7)], ["观澜楼"]),
}
OFFICES = {"S1-1-101": ("物业办公室", "物业"), "V1-1-101": ("社区卫生站", "卫生站")}


def letters() -> DoorTable:
    """Buildings named by zone and number, some with two entrances of the same room numbers."""
    doors = []
    for building, (floors, entrances, names) in LETTERED.items():
        for entrance, numbers in enumerate(entrances, start=1):
            called = list(names)
            if building == "N7":
                side = "东西"[entrance - 1]
                called += [f"N7{side}", f"N7{side}单元"]
            for room in rooms(floors, numbers):
                code = f"{building}-{entrance}-{room}"
                aliases = OFFICES.get(code, ()) + tuple(name + room for name in called)
                doors.append(Door(code, building, str(entrance), room, aliases=aliases))
    return DoorTable(doors)


LANES = {
    "77": ("西苑", range(1, 29), 6, range(1, 4)),
    "205": ("东苑", range(1, 21), 6, range(1, 5)),
    "900": ("北苑", range(30, 94), 18, range(1, 6)),
}
LANE_OFFICES = {"77-1-101": ("居委会",), "900-30-101": ("门卫室", "南门门卫")}


def lanes() -> DoorTable:
    """Three lanes (弄) whose numbers (号) partly agree."""
    doors = []
    for lane, (name, numbers, floors, on_floor) in LANES.items():
        for number in map(str, numbers):
            for room in rooms(floors, on_floor):
                code = f"{lane}-{number}-{room}"
                aliases = (f"{name}{number}号{room}", *LANE_OFFICES.get(code, ()))
                doors.append(Door(code, number, number, room, lane=lane, aliases=aliases))
    return DoorTable(doors)


def phases() -> DoorTable:
    """Two phases with buildings 1 to 4 of two entrances each, all of the same rooms."""
    doors = []
    for phase, called in (("1", "一期"), ("2", "二期")):
        for building in range(1, 5):
            for entrance in (1, 2):
                for room in rooms(6, range(1, 4)):
                    code = f"{phase}-{building}-{entrance}-{room}"
                    alias = f"{called}{building}幢{entrance}单元{room}"
                    doors.append(
                        Door(
                            code, str(building), str(entrance), room, lane=phase, aliases=(alias,)
                        )
                    )
    return DoorTable(doors)


def courts() -> DoorTable:
    """Courts that letters stand for (P is 松苑), and tower K, whose rooms are floor and flat."""
    doors = []
    for letter, court in (("P", "松苑"), ("Q", "柏苑"), ("R", "桂苑")):
        for building in range(1, 4):
            for room in rooms(8, range(1, 4)):
                code = f"{letter}{building}-{room}"
                names = (f"{court}{building}号楼{room}", f"{court[0]}{building}-{room}")
                doors.append(Door(code, f"{letter}{building}", "1", room, aliases=names))
    flats = [f"{floor}{flat}" for floor in range(1, 13) for flat in "ABCD"]
    return DoorTable([*doors, *(Door(f"K-{flat}", "K", "", flat) for flat in flats)])


GARDEN = garden(), goods(GARDEN_GOODS)
LETTERS = letters(), goods(LETTERS_GOODS)
LANED = lanes(), goods(LANES_GOODS)
PHASES = phases(), goods(GARDEN_GOODS)
COURTS = courts(), goods(GARDEN_GOODS)
HOUSEHOLD = garden(), goods(HOUSEHOLD_GOODS)
GARDEN_HEAD = (
    "#接龙\n蔬菜包35元 肉类包68元 鸡蛋28元/板 西瓜3.5元/斤 排骨38元/斤 酸奶58元/箱 牛奶52元/箱"
    " 面粉26元/袋 抽纸19.9元/提 洗洁精12.9元 花生油129元/桶 土豆2.6元/斤 青椒5.8元/斤 豆腐3.5元/块"
)
