"""Where a bag should be left: ``放电表箱上``, ``挂门把手就行``. Never with a neighbour."""

import re

_VERB = "[放挂搁摆丢塞堆存]"
_ASKING = "(?:请|麻烦|帮忙|帮我|就|直接|可以|给我|也|还是|先|都|拿来|送来|到了|到时候?)"
_OWN = "(?:到|在|去|至)?(?:我们?家?|自家|家)?"
_ELSEWHERE = "隔壁|邻居?|[别他她谁]|对门|对面|楼上|[朋亲]|家"
# A number may count goods: 放一袋米在门口 orders rice.
_WORD = rf"(?:(?!{_ELSEWHERE})[^\W\d_a-zA-Z一二两三四五六七八九十半几俩]|[一二三四五六]楼)"
_END = (
    "(?:[上下里外前后]面?|旁边?|边上?|中间|口|处|门|台|柜|箱|架|桌|凳|椅|井|房|室|厅"
    "|亭|店|库|位|间|栏|角|车|筐|把手?|钩)"
)
PUT = re.compile(
    rf"{_ASKING}{{0,3}}{_VERB}{_OWN}{_WORD}{{0,6}}?{_END}(?=$|[\s,;。!)吧哈哦啊啦]|就|即|谢)"
)
