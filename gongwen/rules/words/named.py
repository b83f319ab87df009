"""Whether a place of a text belongs to the name of a person or a place, which has any characters."""

from __future__ import annotations

from gongwen.pattern import HANZI, pattern
from gongwen.zh.collocations import EDGE

_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈"
    "钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤温康施文"
    "牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季成霍苗裴涂谷曲盛翁冉"
    "巫项甄花卓宗桂佟詹祁虞褚芦滕殷牟冼岑喻蒙匡窦隋闵闻饶盖栾鞠靖屈苑桑卜仇晏荆仝戚全贝商解"
)
"""Of some nine people in ten."""
_TITLE = pattern("(?:[长记任志员事师生授士理席督命局厅院]|代表|秘书)$")
"""The end of what stands before the name of a person."""
_CALLED = pattern("[^\\W和与等及的位个名]{0,2}(?:同志|先生|女士)(?!们)")
"""What follows the last characters of the name of a person."""
_PLACE = pattern(f"(?![全我各本该]){HANZI}?(?:[省市县区州旗乡镇村路街巷]|大道|大街)")
"""What follows a character of the name of a place."""
_BEFORE_PLACE = frozenset(EDGE + "至在赴到由从往为是位于和与的省市县区州")
"""Behind which the name of a place begins."""
_FULL_NAME, _ITEM = 4, 2
"""Characters that the name of a person, and any word alone in a list, has at most."""


def is_name(text: str, start: int, end: int) -> bool:
    """Whether what stands from ``start`` to ``end`` of a shown text may belong to a name."""
    is_called = _CALLED.match(text, end) is not None
    return is_called or _is_alone(text, start, end) or _is_person(text, start) or _is_place(text, start, end)


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether the place is in a run of so few characters between two signs that it may be an item of a list."""
    run = text[text.rfind(EDGE, 0, start) + 1 : text.find(EDGE, end)]
    return len(run) <= _ITEM or (len(run) <= _FULL_NAME and run[0] in _SURNAMES)


def _is_person(text: str, index: int) -> bool:
    """Whether a surname stands behind a title, at ``index`` or up to two characters before it: 副局长王小明."""
    names = (text[start : index + 1] for start in range(max(index - 2, 1), index + 1))
    return any(
        name[0] in _SURNAMES and EDGE not in name and _TITLE.search(text[: index + 1 - len(name)])
        for name in names
    )


def _is_place(text: str, start: int, end: int) -> bool:
    """Whether two characters before 省, 市, 县 and the like are at the beginning of a run, and the place is in them."""
    if not (match := _PLACE.match(text, end)):
        return False
    first = match.end() - 1 - _ITEM
    return first <= start and text[first - 1] in _BEFORE_PLACE
