"""The words with which lists of people are headed and filled."""

import re
import unicodedata

from baogong.readers.rosters.phones import read_phones

# A heading is compared without spaces, brackets and what they hold.
HEADINGS = {
    "name": ("姓名", "名字", "人员姓名", "志愿者姓名", "name"),
    "phone": (
        "手机",
        "电话",
        "手机号",
        "手机号码",
        "联系电话",
        "联系方式",
        "电话号码",
        "phone",
        "mobile",
        "mobilenumber",
        "tel",
    ),
    "organisation": (
        "单位",
        "所属单位",
        "工作单位",
        "所在单位",
        "派出单位",
        "单位名称",
        "organisation",
        "organization",
        "company",
    ),
    "team": ("队伍", "小分队", "分队", "组别", "小组", "岗位", "所属小队", "分组", "team"),
    "cadre": (
        "党员",
        "干部",
        "党员干部",
        "是否党员",
        "是否党员干部",
        "政治面貌",
        "下沉干部",
        "cadre",
        "partymember",
    ),
    "place": (
        "楼栋",
        "楼号",
        "楼",
        "楼幢",
        "负责楼栋",
        "所在楼栋",
        "住址",
        "地址",
        "门牌",
        "门牌号",
        "网格",
        "所属网格",
        "building",
        "address",
    ),
    "skills": ("技能", "特长", "专长", "擅长", "技能特长", "能做什么", "skills", "skill", "cando"),
    "slots": (
        "可服务时间",
        "可用时间",
        "时段",
        "服务时段",
        "班次",
        "空闲时间",
        "hours",
        "cancome",
    ),
    "remarks": ("备注", "说明", "remarks", "remark", "note", "notes"),
}
FIELD_OF = {word: field for field, words in HEADINGS.items() for word in words}

TEAMS = {
    "advice": ("劝导", "advice"),
    "supply": ("保供", "supply"),
    "transport": ("运输", "transport"),
    "gate_duty": ("值守", "gate"),
    "patrol": ("巡查", "巡逻", "patrol"),
}
SKILLS = {
    "driving": ("驾驶", "司机", "开车", "驾照", "driv"),
    "medical": ("医", "护士", "护理", "急救", "medic", "nurs"),
    "disinfection": ("消杀", "消毒", "disinfect"),
    "catering": ("餐饮", "做饭", "厨", "cater", "cook"),
    "order": ("维持秩序", "秩序", "安保", "保安", "order", "security"),
    "carrying": ("搬运", "体力", "装卸", "carry", "load"),
    "phone": ("接电话", "电话", "客服", "接线", "phone"),
    "tables": ("电脑", "表格", "录入", "办公软件", "excel", "table", "computer"),
    "repairs": ("水电", "维修", "电工", "水管", "repair", "electric"),
    "languages": ("方言", "手语", "外语", "翻译", "英语", "language", "dialect"),
}
SLOTS = {
    "morning": ("上午", "早", "7-12", "07-12", "morning"),
    "afternoon": ("下午", "中", "12-18", "afternoon"),
    "evening": ("晚", "傍晚", "18-23", "evening"),
    "night": ("夜", "通宵", "23-7", "23-07", "night"),
}
ALL_DAY = ("全天", "都可以", "都行", "随时", "24小时", "allday", "any")
YES = {"是", "有", "对", "y", "yes", "1", "√", "✓", "✔", "true", "干部"}
CADRE_WORDS = ("党员", "干部", "partymember", "cadre")
NO_WORDS = ("非", "不是", "无", "no")

_BRACKETS = re.compile(r"[(\[【〔].*?[)\]】〕]")
_NOT_WORD = re.compile(r"[\s:：*、/_\-.]+")
_BETWEEN = re.compile(r"[,，、;；/|\s]+")


def field_of(heading: str) -> str | None:
    """``"联系电话（必填）"`` -> ``"phone"``; None where nothing is taken from the column."""
    word = _NOT_WORD.sub("", _BRACKETS.sub("", heading)).casefold()
    return FIELD_OF.get(word)


def read_phone(text: str) -> str | None:
    """``"+86 139-1234-1234"`` -> ``"13912341234"``; None unless it is one mobile number."""
    phones = read_phones(unicodedata.normalize("NFKC", text))
    return phones.mobiles[0] if len(phones.mobiles) == 1 and not phones.bad else None


def read_team(text: str) -> str:
    """``"保供组"`` -> ``"supply"``; a team of another name stays as it is written."""
    folded = text.casefold()
    return next(
        (code for code, words in TEAMS.items() if any(word in folded for word in words)), text
    )


def read_skills(text: str) -> tuple[tuple[str, ...], str]:
    """Codes of the skills, and the words that are none of them."""
    found, rest = set(), []
    for word in filter(None, _BETWEEN.split(text)):
        codes = [code for code, words in SKILLS.items() if _has(word, words)]
        found.update(codes)
        if not codes and word not in {"无", "-", "none"}:
            rest.append(word)
    return tuple(sorted(found)), " ".join(rest)


def read_slots(text: str) -> tuple[tuple[str, ...], str]:
    """Codes of the parts of the day, in their order, and the text when it names none."""
    word = "".join(text.split())
    if not word:
        return (), ""
    if _has(word, ALL_DAY):
        return ("morning", "afternoon", "evening"), ""
    found = tuple(code for code, words in SLOTS.items() if _has(word, words))
    return found, "" if found else text


def read_cadre(text: str) -> bool:
    """Whether a cell of a column for party members and cadres says yes."""
    word = text.casefold().replace(" ", "")
    if word in YES:
        return True
    return any(w in word for w in CADRE_WORDS) and not word.startswith(NO_WORDS)


def _has(text: str, words: tuple[str, ...]) -> bool:
    folded = text.casefold()
    return any(word in folded for word in words)
