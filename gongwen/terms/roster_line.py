"""Names of people and their posts in running text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongwen.zh.names import close_up, split_name_and_post
from gongwen.zh.spaces import tighten
from gongwen.zh.surnames import split_name

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓"
    "郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫"
    "宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉"
    "宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧"
    "殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖付闫代邸仝亓仉展占覃佘付"
    "税颉冶但亢苟门岳刑原卯粟腾随初信兰栗巨缑呼桐敬楚佟言旷修揭雒邝帅漆镡种么闭税练青揣化英才雨矫谌哈火来皇琚庹夕烟铁鹿阳由位绳贠员粘"
)  # fmt: skip
"""Surnames of one character that people in offices have."""

_HAN = "[\u3400-\u9fff\U00020000-\U0002ffff]"
_SHORT_NAME = re.compile(rf"{_HAN}{{2,4}}")
_LONG_NAME = re.compile(rf"{_HAN}+(?:[·•.]{_HAN}+)+")
_GAP = r"[ \t\u3000\xa0]"
_PADDED = re.compile(rf"({_HAN}){_GAP}+({_HAN})(?={_GAP}|[（(，,：:]|$)")
_WHOLE = re.compile(rf"({_HAN}{{2,4}}|{_HAN}+(?:[·•]{_HAN}+)+)(?={_GAP}|[（(，,：:]|$)")
_POST_START = re.compile(
    r"省|市|县|区|州|盟|旗|镇|乡|街道|中共|党|政府|人大|政协|纪委|团|国|地|军|公安|人武|开发区|办公室|教|财|发|农|水|民|卫|司法|税务|住建|自然|交通|应急|审计|统计"
)
_PLACES = "省市县区州盟旗镇乡"
"""With what the name of a post begins most often."""
_NOT_NAMES = re.compile(
    r"(?:局|委|办|部|厅|政府|单位|中心|公司|银行|乡|镇|街道|小组|法院|检察院|社|组|站|院|会)$"
)
_TITLE_END = re.compile(
    r"(?:长|任|记|员|席|授|师|官|理|裁|监|干|家|负责人|代表|顾问|干部|主管|职务|兼|工作|领导|同志|警|令|政委|校|总)(?:[（(][^（()）]*[）)])?$"
)


def is_name(text: str) -> bool:
    """Whether ``text``, without spaces, is the name of a person by its surname or its middle dot."""
    if _LONG_NAME.fullmatch(text):
        return True
    if not _SHORT_NAME.fullmatch(text) or _NOT_NAMES.search(text):
        return False
    return len(split_name(text).surname) > 1 if len(text) == 4 else text[0] in SURNAMES


def ends_as_post(text: str) -> bool:
    """Whether ``text`` ends as the name of a post does."""
    return _TITLE_END.search(text.strip()) is not None


def split_person(text: str, *, is_listed: bool = False) -> tuple[str, str] | None:
    """Return (name, post) of what says one person, or None.

    Forms: 张伟 县长, 张　伟 县长, 张伟（县长）, 张伟，县长. With ``is_listed`` a name needs no known surname,
    since a role or a tab before it says what it is.
    """
    written = text.strip()
    match = _PADDED.match(written) or _WHOLE.match(written)
    if match is None:
        return None
    name = "".join(match.groups())
    post = _unwrap(written[match.end() :])
    has_name = is_name(name) or (is_listed and not _NOT_NAMES.search(name) and not _TITLE_END.search(name))
    return (name, post) if post and has_name and _is_post(post) else None


def is_one_person(text: str) -> bool:
    """Whether ``text`` is the line of one person, ``姓名 职务``, rather than a list of people, posts or units."""
    name, post = split_name_and_post(text)
    person = split_person(text, is_listed=True)
    return (
        person is not None
        and person[0] == name
        and not re.search(_GAP, post)
        and ends_as_post(post)
        and not split_people(text)
    )


def _unwrap(rest: str) -> str:
    """Return the post without what sets it off from the name."""
    post = re.sub(rf"^(?:{_GAP}|[，,：:—-])+", "", rest).strip()
    inner = re.fullmatch(r"[（(]([^（()）]*(?:[（(][^（()）]*[）)][^（()）]*)*)[）)]", post)
    return tighten(inner[1] if inner else post)


def _is_post(text: str) -> bool:
    return len(text) <= 60 and "。" not in text.rstrip("。") and "；" not in text.rstrip("；")


def split_people(text: str) -> tuple[tuple[str, str], ...]:
    """Return (name, post) of everybody in a text that lists several; () when it is no such list."""
    written = re.sub(r"[。；;，,、]+$", "", text.strip())
    for items in (_at(written, "；;"), _at(written, "、，,；;"), _run_on(written)):
        people = _people(items)
        if len(people) > 1:
            return people
    return ()


def _at(text: str, marks: str) -> list[str]:
    """Return the parts of ``text`` between ``marks`` that stand outside brackets; an item without a name joins the one before."""
    items: list[str] = []
    depth = 0
    current = ""
    for character in text:
        depth += (character in "（(") - (character in "）)")
        if character in marks and depth <= 0:
            items.append(current)
            current = character
        else:
            current += character
    items.append(current)
    return _grouped(items)


def _grouped(items: Sequence[str]) -> list[str]:
    grouped: list[str] = []
    for item in items:
        plain = item.lstrip("、，,；; ")
        if grouped and split_person(plain) is None and not is_name(close_up(plain)):
            grouped[-1] += item
        else:
            grouped.append(plain)
    return grouped


def _run_on(text: str) -> list[str]:
    """Return the people of 王建国县教育局局长、李明县财政局局长, a gap put behind each name; [] when one has none."""
    items = [_name_apart(item) for item in re.split(r"[、，；]", text)]
    return items if all(items) else []


def _name_apart(item: str) -> str:
    """Return ``item`` with a gap behind the name; "" when no name can be told from the post."""
    cuts = [length for length in (2, 3, 4) if is_name(item[:length]) and _POST_START.match(item[length:])]
    if not cuts or not _TITLE_END.search(item):
        return ""
    best = next((length for length in cuts if item[length] in _PLACES), cuts[0])
    return f"{item[:best]} {item[best:]}"


def _people(items: Sequence[str]) -> tuple[tuple[str, str], ...]:
    found = [split_person(item) for item in items]
    people = tuple(person for person in found if person is not None)
    has_posts = len(people) == len(found) and all(_TITLE_END.search(post) for _, post in people)
    return people if has_posts else ()
