"""What names of goods are short for."""

import re

# Whose last character alone is another thing: nobody who asks for 油 wants soy sauce.
_OTHERWISE = re.compile(
    ".*(?:[酱蚝耗奶鱼精红]油|[香药墨胶]水|[玉虾薏]米|[豆腐]奶|[榨酸泡咸紫]菜|[鱿章墨甲]鱼"
    "|料酒|浴盐|[喉香]糖|[坚糖干]果)"
)
# What is made of a thing is another thing: nobody who asks for 黄豆 wants 黄豆酱.
_MADE_OF_IT = re.compile("[酱油醋汁干酒糖饼糕脯皮粉露]|罐头")
_LATIN = re.compile("[A-Za-z0-9]")


def is_short(word: str, name: str) -> bool:
    """Whether a word in a name may mean what is called so; one character at its end."""
    if len(word) > 1:
        return _stands_in(word, name)
    return word == name[-1] and not _OTHERWISE.fullmatch(name)


def _stands_in(word: str, name: str) -> bool:
    """Whether a name has this word in it, its letters whole: no L码 in XL码."""
    at = name.find(word)
    cut = at > 0 and _LATIN.match(word) and _LATIN.match(name[at - 1])
    return at >= 0 and not cut and not _MADE_OF_IT.fullmatch(name, at + len(word))
