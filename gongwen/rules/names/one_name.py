"""One person and one unit have one name in a document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from gongwen.address import Address
from gongwen.document import Document
from gongwen.pattern import HANZI, pattern
from gongwen.rules.names.mentions import listed_people
from gongwen.rules.rule import Fault, fault_in, rule
from gongwen.rules.texts import Said, lines_of, texts_of
from gongwen.rules.words.alike import is_confusable
from gongwen.terms.people.post import TITLE
from gongwen.terms.title import one_line

_UNIT = pattern(
    r"(?P<place>[省市县区州旗])(?P<name>(?:文化和?旅游|文化广电旅游|文体广电和?旅游|文物和?旅游|体育和?旅游|水利|水务|教育(?:和?体育)?"
    r"|林业(?:和草原)?|林草|环境保护|环保|生态环境|国土资源|自然资源|农业(?:农村)?|农牧|卫生(?:健康|和?计划生育)?|卫健|卫计"
    r"|安全生产监督管理|安监|应急管理|工商(?:行政管理)?|市场监管|市场监督管理)(?:局|委员会|厅))"
)
_AND = pattern("[和与]")
_RIVALS = (
    (("水利局",), ("水务局",)),
    (("教育局",), ("教育体育局",)),
    (("林业局",), ("林草局", "林业草原局")),
    (("环境保护局", "环保局"), ("生态环境局",)),
    (("国土资源局",), ("自然资源局",)),
    (("农业局",), ("农业农村局",), ("农牧局",)),
    (("卫生局",), ("卫计局", "卫生计划生育局"), ("卫健局", "卫生健康局")),
    (("安监局", "安全生产监督管理局"), ("应急管理局",)),
    (("工商局", "工商行政管理局"), ("市场监管局", "市场监督管理局")),
)
"""Units of which a place has one, each in its forms, in full and short; 和 apart.

Of 人力资源社会保障, 住房城乡建设, 发展改革 both forms are official.
"""

_NAMED = pattern(
    rf"(?P<post>(?:[省市县区乡镇]{HANZI}{{2,12}}|{HANZI}{{1,4}}[县市区镇乡]){TITLE})(?P<name>{HANZI}{{2,3}}?)(?=[，、。；：（）]|同志|任|为|兼|担任|主持|出席|负责|带队|牵头|$)"
)
_CONTACT = pattern(
    rf"(?P<post>联系人|填报人|经办人|负责人)[：:]\s*(?P<name>{HANZI}{{2,4}})(?=[，、。；\s（]|$)"
)
_HOLDS = pattern(
    rf"{TITLE}{HANZI}{{2,3}}(?:[，、。；：（）]|同志|任|为|兼|担任|主持|出席|负责|带队|牵头|$)|人[：:]"
)
"""What a line has that names the holder of a post."""
_NAME_LONG = 3
_PLACE = pattern(
    rf"(?P<name>(?![个各全本该两几每我贵你在的]){HANZI}(?![区市县省州旗级个各全本该我你贵])(?!城市){HANZI}[县市])(?!{HANZI}?[场民])"
)


@rule("names.unit-two-ways", "", "差错")
def unit_two_ways(document: Document) -> Iterator[Fault]:
    """一个部门在一份公文里用一个名称，如“文化和旅游局”不又写成“文化旅游局”。

    Wrong: 正文: 县文化旅游局负责宣传，县文化和旅游局负责汇总。
    Right: 正文: 县文化和旅游局负责宣传，县文化和旅游局负责汇总。
    """
    first: dict[tuple[str, str], Said] = {}
    told: set[tuple[str, str]] = set()
    for said, place in _units(document):
        same = first.setdefault((place, _matter(said.name)), said)
        is_other = same.name != said.name and not _is_short(same.name, said.name)
        if is_other and (same.name, said.name) not in told:
            told.add((same.name, said.name))
            message = f"前面写“{same.name}”，这里写“{said.name}”，是一个部门的，请改成一致"
            yield fault_in(message, said.path, said.line, said.span)


def _units(document: Document) -> Iterator[tuple[Said, str]]:
    """Yield the units that the texts name behind 县, 市 …, each with that word."""
    for text in texts_of(document):
        for index, line in enumerate(text.body):
            for match in _UNIT.finditer(line):
                place = match["place"] or ""
                if place:
                    said = Said(text.line(index), line, match.span("name"), match["name"])
                    yield said, place


def _matter(name: str) -> str:
    """Return what is the same of the names of one unit."""
    plain = _AND.sub("", name)
    return next((rivals[0][0] for rivals in _RIVALS if any(plain in forms for forms in rivals)), plain)


def _is_short(one: str, other: str) -> bool:
    """Whether one of two names is the short form of the other, which may stand beside it."""
    plain = {_AND.sub("", one), _AND.sub("", other)}
    return len(plain) > 1 and any(plain <= {*forms} for rivals in _RIVALS for forms in rivals)


@rule("names.place-two-ways", "", "差错")
def place_two_ways(document: Document) -> Iterator[Fault]:
    """一个县、市、区的名称各处一样，不写成同音、形近的字。

    Wrong: 正文: [青岗县、青岗县、青岗县各有一处，青冈县有两处。]
    Right: 正文: [青岗县、青岗县、青岗县各有一处，青岗县有两处。]
    """
    said = [
        Said(path, line, match.span("name"), match["name"])
        for path, line in (*_heads(document), *lines_of(document))
        for match in _PLACE.finditer(line)
    ]
    times = Counter(each.name for each in said)
    before: dict[str, None] = {}
    for each in said:
        is_once = times[each.name] == 1
        other = next((name for name in before if _is_misspelt(each.name, name)), "") if is_once else ""
        before[each.name] = None
        if other:
            message = f"这里写“{each.name}”，别处写“{other}”，请核对"
            yield fault_in(message, each.path, each.line, each.span)


def _heads(document: Document) -> Iterator[tuple[Address, str]]:
    """Yield the title of ``document`` on one line and the agencies that sign it."""
    yield Address("标题"), one_line(document.title)
    for index, name in enumerate(document.signature):
        yield Address("署名", index), name


def _is_misspelt(one: str, other: str) -> bool:
    """Whether two places of one kind differ by one character, which sounds or looks as that of the other."""
    differ = [(a, b) for a, b in zip(one, other, strict=True) if a != b] if len(one) == len(other) else []
    return len(differ) == 1 and one[-1] == other[-1] and is_confusable(*differ[0])


@rule("names.person-two-ways", "", "差错")
def person_two_ways(document: Document) -> Iterator[Fault]:
    """一个职务上的一个人，姓名各处一样。

    Wrong: 正文: 县水利局局长韩文举任召集人，会务由县水利局局长韩文峰负责。
    Right: 正文: 县水利局局长韩文举任召集人，会务由县水利局局长韩文举负责。
    """
    listed = _listed(document)
    by_post: dict[str, str] = {}
    for text in texts_of(document):
        for index, line in enumerate(text.body):
            for match in (*_NAMED.finditer(line), *_CONTACT.finditer(line)) if _HOLDS.search(line) else ():
                post, name = match["post"], match["name"]
                known = by_post.setdefault(post, name)
                other = known if _is_like(known, name) else _like_listed(name, post, listed)
                if other:
                    path = text.line(index)
                    message = f"“{post}{name}”，别处写的是“{other}”，请核对姓名"
                    yield fault_in(message, path, line, match.span("name"))


def _listed(document: Document) -> Mapping[str, set[str]]:
    """Return the people of the lists by their posts."""
    people: defaultdict[str, set[str]] = defaultdict(set)
    for name, post in listed_people(document):
        people[post].add(name)
    return people


def _like_listed(name: str, post: str, listed: Mapping[str, set[str]]) -> str:
    """Return the name that the rosters have for the holder of ``post``, when it is nearly ``name``; "" for none."""
    for own, names in listed.items():
        if post in own and name not in names:
            return next((each for each in sorted(names) if _is_like(each, name)), "")
    return ""


def _is_like(one: str, other: str) -> bool:
    """Whether two names have their length and all characters but one in common."""
    return (
        one != other
        and len(one) == len(other) == _NAME_LONG
        and sum(a != b for a, b in zip(one, other, strict=True)) == 1
    )


_DEPARTMENT = pattern(
    f"(?<![各级该本辖城市])(?P<place>[省市县区州旗])(?P<name>(?:(?!代表大会|第){HANZI}){{4,12}}?)(?=局(?!长)|委员会|厅)"
)
_SHORTENED = frozenset("管理监督和与及保障城乡人力资源")
"""What the short form of a department leaves out."""


@rule("names.department-two-ways", "", "推荐")
def department_two_ways(document: Document) -> Iterator[Fault]:
    """一级政府的一个部门，各处的名称一样：别处都写一个名称，只有一处多出一项职能的，请核对。

    Wrong: 正文: [向区发展和改革局反映。, 报区发展和改革局审核。, 区发展改革和科技局组织抽查。]
    Right: 正文: [向区发展和改革局反映。, 报区发展和改革局审核。, 区发展和改革局组织抽查。]
    """
    said = [
        Said(path, line, match.span("name"), match["place"] + _AND.sub("", match["name"]))
        for path, line in lines_of(document)
        for match in _DEPARTMENT.finditer(line)
    ]
    times = Counter(each.name for each in said)
    for each in said:
        usual = [name for name in times if times[name] > 1 and _has_more(each.name, name)]
        if times[each.name] == 1 and len(usual) == 1:
            message = f"这里写“{each.line[slice(*each.span)]}”，别处写“{usual[0][1:]}”，请核对部门的名称"
            yield fault_in(message, each.path, each.line, each.span)


def _has_more(one: str, other: str) -> bool:
    """Whether one of two names of departments of one level is the other with something more that no short form leaves out."""
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    is_part = one[0] == other[0] and len(short) < len(long) and all(letter in letters for letter in short)
    return is_part and short[1:3] == long[1:3] and not {*long} - {*short} <= _SHORTENED
