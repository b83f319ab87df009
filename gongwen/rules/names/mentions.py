"""Mentions of one thing held against one another: a title, a person and his post, an event and its day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from gongwen.address import Address
from gongwen.document import Document, rosters_of
from gongwen.pattern import HANZI, pattern
from gongwen.rules.rule import Fault, Spot, fault, fault_in, rule
from gongwen.rules.texts import Said, lines_of, title_and_lines_of
from gongwen.rules.words.alike import is_confusable
from gongwen.terms import date
from gongwen.terms.people.person_name import is_name
from gongwen.terms.people.post import TITLE

_TITLE = pattern("《([^《》]{8,60})》")
_SORT_OF_PLAN = pattern("(?:工作|实施|行动|专项)(?=(?:方案|办法|意见|计划|规划|细则)(?:（[^（）]*）)?$)")
"""What is told of a plan, and taken for something else."""
_PLAN = pattern("(?:方案|计划|规划|预案)(?:（[^（）]*）)?$")
_YEARS = pattern(r"(?P<first>\d{4})(?P<to>年?[—－～-]+)(?P<last>\d{4})")
"""The years of a plan: another form of it has one of the two."""
_BRACKETED = pattern("（[^（）]*）$")
_OTHER_PLAN = pattern(r"\d|[省市县区州旗镇乡]$|[第一二三四五六七八九十、和与及]")
"""In the word that differs, by which the plan is another one."""
_OF_STATE = "中华人民共和国"
"""How laws begin, whose names often differ by one character."""
_TELLS_APART = pattern(r"[\d一二三四五六七八九十百东西南北上下左右前后内外新旧省市县区州旗乡镇村中副大小]")
"""What differs in the names of two things."""
_LEAD, _TAIL, _MIDDLE = 2, 8, 5
_LEAD_LONG, _OF_ONE = 6, 0.5
"""Characters at the beginning by which a plan is known, and the share of a title that another form of it has too."""
_BESIDE = pattern("^》(?:（[^（）]*）)?[、和及与，]?《$")
"""Characters at the end that two titles of one plan have in common, and of the word that differs."""
_EVENT = pattern(
    r"“(?P<named>\d{1,2})[·.．・](?P<named_day>\d{1,2})”[^。；“”]{0,24}?(?:事故|案件|案|事件|火灾|爆炸|地震|暴雨|洪涝|灾害)"
    rf"[^\d“”]{{0,12}}{date.DAY_GROUPS}"
)
_CALLED = pattern(
    r"“(?P<named>\d{1,2})[·.．・](?P<named_day>\d{1,2})”(?=[^。；“”，]{0,16}(?:事故|案件|案|事件|火灾|爆炸|地震|暴雨|洪灾|洪涝|灾害|救灾|抢险))"
)
_DATE = pattern(rf"(?<!\d){date.DAY_GROUPS}")
_BEFORE_EVENT = 2
"""Characters before the name of an event that tell where it was."""
_POST = pattern(TITLE)
_HOLDS = pattern(
    rf"(?P<post>{HANZI}{{3,20}}{TITLE})(?P<name>{HANZI}{{2,3}}?)(?=[，、。；：（）]|同志|任|为|兼|担任|主持|出席|负责|带队|牵头|关于|汇报|$)"
)
_LISTED = pattern(
    rf"(?:^|[：\s])(?P<name>{HANZI}{{2,3}})[\s（(]+(?P<post>{HANZI}{{3,24}}?{TITLE})(?=[\s、，；）)]|$)"
)
_HEAD = pattern(
    rf"(?P<unit>.*?[局委厅部院处科办府会站所校司团队])(?P<post>(?:党[组委])?副?{HANZI}{{0,3}}{TITLE})$"
)
_BEFORE_UNIT = pattern("^.*(?=[省市县区州旗镇乡].{2})")
_ALONE = pattern(r"(?P<unit>[^、]*?)(?P<head>副?[^、]长)")
"""One post of somebody who heads a unit: 县水利局局长, 副馆长."""
_SENTENCE = pattern(".*[由经请向和与及对为让]")
"""What stands before a post in a sentence."""
_UNIT_LONG = 4


def _tell(said: Said, other: str, what: str = "请核对") -> Fault:
    message = f"这里写“{said.name}”，别处写“{other}”，{what}"
    return fault_in(message, said.path, said.line, said.span)


@rule("references.title-two-ways", "", "推荐")
def title_two_ways(document: Document) -> Iterator[Fault]:
    """一份文件的名称各处一样：书名号里只差一两个字的，请核对。

    Wrong: 正文: [按照《云溪县防汛抢险应急工作方案》执行。, 《云溪县防汛抢险应急实施方案》另行培训。]
    Right: 正文: [按照《云溪县防汛抢险应急工作方案》执行。, 《云溪县防汛抢险应急工作方案》另行培训。]
    """
    said = [
        Said(path, line, match.span(1), match[1])
        for path, line in title_and_lines_of(document)
        for match in _TITLE.finditer(line)
    ]
    times = Counter(each.name for each in said)
    for one, other in combinations(times, 2):
        is_one = _is_one_title(one, other) or (document.kind == "批复" and _are_asked(one, other))
        is_plan = _is_one_plan(one, other) or _is_one_matter(one, other)
        is_one = is_one or (is_plan and _are_two([one, other], times, said))
        if is_one and min(times[one], times[other]) == 1:
            odd, usual = (one, other) if times[one] < times[other] else (other, one)
            yield _tell(next(each for each in said[::-1] if each.name == odd), usual, "请核对名称")


def _is_one_title(one: str, other: str) -> bool:
    """Whether two titles are one but for a character that looks or sounds alike, a year, or what sort of plan it is."""
    if _SORT_OF_PLAN.sub("", one) == _SORT_OF_PLAN.sub("", other):
        return True
    years, years2 = _YEARS.search(one), _YEARS.search(other)
    if years and years2 and _YEARS.sub("", one) == _YEARS.sub("", other):
        return years["first"] == years2["first"] or years["last"] == years2["last"]
    differ = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    if len(one) == len(other) and len(differ) == 1:
        is_law = one.startswith(_OF_STATE)
        return is_confusable(*differ[0]) or not (is_law or any(map(_TELLS_APART.search, differ[0])))
    return False


def _same_start(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginnings."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))


def _are_asked(one: str, other: str) -> bool:
    """Whether two titles are of what an answer is to: it answers one 请示."""
    return one.endswith("请示") and other.endswith("请示")


def _is_one_plan(one: str, other: str) -> bool:
    """Whether two titles are of one plan, a word in the middle of which is told otherwise."""
    lead, tail = _same_start(one, other), _same_start(one[::-1], other[::-1])
    middles = [title[lead : len(title) - tail] for title in (one, other)]
    return (
        lead >= _LEAD
        and tail >= _TAIL
        and bool(_PLAN.search(one))
        and all(1 < len(middle) <= _MIDDLE for middle in middles)
        and not any(map(_OTHER_PLAN.search, middles))
    )


def _is_one_matter(one: str, other: str) -> bool:
    """Whether two titles are of one sort of plan, and the beginning of both is long enough to name what it is about."""
    one, other = _BRACKETED.sub("", one), _BRACKETED.sub("", other)
    sort = _PLAN.search(one)
    lead = _same_start(one, other)
    tail = _same_start(one[lead:][::-1], other[lead:][::-1])
    gaps = one[lead : len(one) - tail], other[lead : len(other) - tail]
    return (
        sort is not None
        and other.endswith(sort[0])
        and lead >= _LEAD_LONG
        and lead + tail >= _OF_ONE * max(len(one), len(other))
        and all(1 < len(gap) <= _MIDDLE for gap in gaps)
        and not any(map(_OTHER_PLAN.search, gaps))
    )


def _are_two(pair: Sequence[str], times: Counter[str], said: Sequence[Said]) -> bool:
    """Whether the two are the only titles nearly the same, and nowhere stand side by side."""
    near = [
        name for name in times if any(_is_one_matter(name, one) or _is_one_plan(name, one) for one in pair)
    ]
    return {*near} <= {*pair} and not any(
        a.line is b.line and _BESIDE.match(a.line[min(a.span[1], b.span[1]) : max(a.span[0], b.span[0])])
        for a, b in combinations(said, 2)
        if {a.name, b.name} == {*pair}
    )


@rule("dates.event-name", "", "差错")
def event_name(document: Document) -> Iterator[Fault]:
    """以日期命名的事故、案件，与发生的日期一致。

    Wrong: 正文: “5·15”坍塌事故。2024年5月14日，一处工地发生坍塌。
    Right: 正文: “5·14”坍塌事故。2024年5月14日，一处工地发生坍塌。
    """
    lines = list(title_and_lines_of(document))
    yield from _named_once(lines)
    for path, line in lines:
        for match in _EVENT.finditer(line):
            named, day = (match["named"], match["named_day"]), (match["month"], match["day"])
            if list(map(int, named)) != list(map(int, day)):
                message = f"名称是“{'·'.join(named)}”，后面写{day[0]}月{day[1]}日，请核对"
                spot = Spot(path, line, match.start("named"), match.end("named_day"))
                yield fault(message, path, spots=[spot])
        yield from _named_otherwise(path, line) if "·" in line else ()


def _named_once(lines: Sequence[tuple[Address, str]]) -> Iterator[Fault]:
    """Yield an event called once by a day that the document never tells of, where it tells of another of nearly that day."""
    said = [
        (Said(path, line, match.span(), match[0]), (int(match["named"]), int(match["named_day"])))
        for path, line in lines
        for match in _CALLED.finditer(line)
    ]
    times = Counter(day for _, day in said)
    days = {(int(match["month"]), int(match["day"])) for _, line in lines for match in _DATE.finditer(line)}
    for each, own in said:
        near = [day for day in times if day in days and (day[0] == own[0]) != (day[1] == own[1])]
        context = each.line[max(each.span[0] - _BEFORE_EVENT, 0) : each.span[0]]
        same = [
            day
            for other, day in said
            if day in near and context and other.line[: other.span[0]].endswith(context)
        ]
        if own not in days and times[own] == 1 and len({*same}) == 1:
            month, day = same[0]
            message = f"名称是“{own[0]}·{own[1]}”，别处写“{month}·{day}”，请核对"
            yield fault_in(message, each.path, each.line, each.span)


def _named_otherwise(path: Address, line: str) -> Iterator[Fault]:
    """Yield an event called by a day that its paragraph does not tell of, where it tells of one nearly that."""
    days = {(int(match["month"]), int(match["day"])) for match in _DATE.finditer(line)}
    for match in _CALLED.finditer(line):
        own = int(match["named"]), int(match["named_day"])
        near = [day for day in days if (day[0] == own[0]) != (day[1] == own[1])]
        if own not in days and near and not _EVENT.match(line, match.start()):
            message = f"名称是“{own[0]}·{own[1]}”，这一段写{near[0][0]}月{near[0][1]}日，请核对"
            yield fault_in(message, path, line, match.span())


@rule("names.post-two-ways", "", "推荐")
def post_two_ways(document: Document) -> Iterator[Fault]:
    """一个人在一个单位的职务，各处写的一样。

    Wrong: 正文: [县水利局副局长韩文举任召集人。, 会务由县水利局总工程师韩文举负责。]
    Right: 正文: [县水利局副局长韩文举任召集人。, 会务由县水利局副局长韩文举负责。]
    """
    posts = dict(listed_people(document))
    for path, line in title_and_lines_of(document):
        for match in _HOLDS.finditer(line) if _POST.search(line) else ():
            name, post = match["name"], match["post"]
            known = posts.setdefault(name, post) if is_name(name) else post
            if parts := _other_posts(known, post):
                message = f"“{name}”这里是“{parts[1]}”，别处是“{parts[0]}”，请核对"
                yield fault_in(message, path, line, match.span())


def listed_people(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the people of the lists of ``document``, of its lines of names and of those present, with their posts."""
    for _, _, roster in rosters_of(document):
        for seats in roster.values():
            yield from ((each.name, each.post) for each in seats if not isinstance(each, str))
    for line in (str(document.attendees), *(line for _, line in lines_of(document))):
        for match in _LISTED.finditer(line):
            if is_name(match["name"]):
                yield match["name"], match["post"]


def _other_posts(one: str, other: str) -> tuple[str, str] | None:
    """Return two posts of one unit, which one person has not both, without the unit; None for any others."""
    parts = [_HEAD.match(each) for each in (one, other)]
    if not parts[0] or not parts[1]:
        return _deputy(one, other)
    (unit, head), (unit2, head2) = parts[0].groups(), parts[1].groups()
    unit, unit2 = _BEFORE_UNIT.sub("", unit), _BEFORE_UNIT.sub("", unit2)
    is_one = min(len(unit), len(unit2)) >= _UNIT_LONG and (unit.endswith(unit2) or unit2.endswith(unit))
    is_deputy = f"副{head}" == head2 or f"副{head2}" == head
    is_other = is_deputy or (head not in head2 and head2 not in head)
    return (head, head2) if is_one and is_other else None


def _deputy(one: str, other: str) -> tuple[str, str] | None:
    """Return two posts of which one is the deputy of the other, where a unit is named once at most; None for others."""
    parts = [_ALONE.fullmatch(_SENTENCE.sub("", each)) for each in (one, other)]
    if not parts[0] or not parts[1] or (parts[0]["unit"] and parts[1]["unit"]):
        return None
    heads = parts[0]["head"], parts[1]["head"]
    return heads if heads in ((heads[0], f"副{heads[0]}"), (f"副{heads[1]}", heads[1])) else None
