"""Mentions of one thing held against one another: a name in two forms, a title, a person and his post, an event and its day.

A name is known again by two characters that official prose hardly has side by side: 华屹广场项目 and 华屹大厦项目.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from gongwen.address import Address
from gongwen.document import Document, rosters_of
from gongwen.pattern import HANZI, pattern
from gongwen.rules.rule import Fault, Spot, fault, rule
from gongwen.rules.texts import Said, lines_of, title_and_lines_of
from gongwen.rules.words.alike import is_confusable
from gongwen.terms import date
from gongwen.terms.people.person_name import is_name
from gongwen.zh.collocations import count
from gongwen.zh.distance import distance
from gongwen.zh.segments import words_of

_SORTS = (
    "有限责任公司|有限公司|公司|集团|小学|中学|学校|学院|医院|卫生院|幼儿园|园区|产业园|工业园|开发区|水库|大桥|广场|大厦|工程|项目|平台|系统"
    "|社区|中心|基地|隧道|泵站|码头|水厂|电站|合作社|农场|林场|公园|花园|小区|研究院|研究所|博物馆|图书馆|体育馆|河|湖|桥"
)
_NAMED = pattern(rf"(?P<sort>{_SORTS})(?!{HANZI}{{0,2}}(?:{_SORTS}))")
_SAME_SORT = {"产业园": "园区", "工业园": "园区", "有限责任公司": "公司", "有限公司": "公司"}
"""Sorts of which one is written for the other."""
_RARE = 600
"""Times up to which two characters are a name and no word."""
_COMMON_SORTS, _RARER = ("工程", "项目", "平台", "系统", "基地"), 20
"""Sorts that many a noun stands before, and times up to which two characters before them are a name."""
_LIMITED = "有限"
_STEM, _LONGEST, _FAR = 2, 8, 2
"""Characters by which a name is known again, that it has, and by which two forms of it may differ."""
_SMALL = frozenset("同免任去其的和与及在于由对向从到至为是有各该本将把被即等省市县区镇乡")
"""What is in no name of two characters."""
_OTHER_THING = pattern(
    f"^{HANZI}?[省市县区州旗镇乡街村路局]|[第一二三四五六七八九十甲乙丙丁东西南北中新老旧上下小前后]|大(?![厦学桥])|[和与及的至到为在于由对]"
)
"""In what is told of the name, by which it is another one."""
_TITLE = pattern("《([^《》]{8,60})》")
_SORT_OF_PLAN = pattern("(?:工作|实施|行动|专项)(?=(?:方案|办法|意见|计划|规划|细则)(?:（[^（）]*）)?$)")
"""What is told of a plan, and taken for something else."""
_PLAN = pattern("(?:方案|计划|规划|预案)(?:（[^（）]*）)?$")
_BRACKETED = pattern("（[^（）]*）$")
_OTHER_PLAN = pattern(r"\d|[省市县区州旗镇乡]$|[第一二三四五六七八九十、和与及]")
"""In the word that differs, by which the plan is another one."""
_TAIL, _MIDDLE = 8, 5
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
_POSTS = "局长|主任|县长|区长|市长|镇长|乡长|书记|部长|院长|校长|主席|会长|厅长|处长|科长|支队长|大队长|所长|站长|秘书长|工程师|规划师|经济师|经理|总裁|董事长|巡视员|调研员|科员|干事|参谋长|检察长"
_HOLDS = pattern(
    rf"(?P<post>{HANZI}{{3,20}}(?:{_POSTS}))(?P<name>{HANZI}{{2,3}}?)(?=[，、。；：（）]|同志|任|为|兼|担任|主持|出席|负责|带队|牵头|$)"
)
_LISTED = pattern(
    rf"(?:^|[：\s])(?P<name>{HANZI}{{2,3}})[\s（(]+(?P<post>{HANZI}{{3,24}}?(?:{_POSTS}))(?=[\s、，；）)]|$)"
)
_HEAD = pattern(
    rf"(?P<unit>.*?[局委厅部院处科办府会站所校司团队])(?P<post>(?:党[组委])?副?{HANZI}{{0,3}}(?:{_POSTS}))$"
)
_LEADS = "由经请向在和与及对为让"
"""What may stand before a post in a sentence."""
_UNIT_LONG = 4


def _tell(said: Said, other: str, what: str = "请核对") -> Fault:
    message = f"这里写“{said.name}”，别处写“{other}”，{what}"
    return fault(message, said.path, spots=[Spot(said.path, said.line, *said.span)])


@rule("names.form-two-ways", "", "推荐")
def form_two_ways(document: Document) -> Iterator[Fault]:
    """一个项目、企业、学校、园区的名称各处一样：开头的字一样、后面换了词、多了词的，请核对。

    Wrong: 正文: [华屹广场项目已开工，华屹广场项目由县住房城乡建设局监管。, 对华屹大厦项目进行检查。]
    Right: 正文: [华屹广场项目已开工，华屹广场项目由县住房城乡建设局监管。, 对华屹广场项目进行检查。]
    """
    by_stem: defaultdict[tuple[str, str], list[Said]] = defaultdict(list)
    for path, line in title_and_lines_of(document):
        for match in _NAMED.finditer(line):
            sort = _SAME_SORT.get(match["sort"], match["sort"])
            for start in _starts(line, match.start()):
                said = Said(path, line, (start, match.end()), line[start : match.end()])
                by_stem[line[start : start + _STEM], sort].append(said)
    told: set[tuple[Address, int]] = set()
    whole = "\n".join(line for _, line in title_and_lines_of(document))
    for mentions in by_stem.values():
        for odd, other in _odd_forms(mentions, whole):
            if (odd.path, odd.span[1]) not in told:
                told.add((odd.path, odd.span[1]))
                yield _tell(odd, other)


def _starts(line: str, end: int) -> Iterator[int]:
    """Yield where the name may begin whose sort stands at ``end``: with two characters that are no usual word."""
    if not "\u4e00" <= line[end - 1] <= "\u9fff":
        return
    for start in range(end - _STEM, max(end - _LONGEST, 0) - 1, -1):
        if start < 0 or not "\u4e00" <= line[start] <= "\u9fff" or line[start] in _SMALL:
            return
        stem = line[start : start + _STEM]
        if (
            not _SMALL & {*stem}
            and count(stem) <= _RARE
            and not _OTHER_THING.search(line[start + _STEM : end])
        ):
            yield start


def _is_stem(said: Said) -> bool:
    """Whether a rare word, or two characters that are in no word, stand at the beginning of a name."""
    index = 0
    for word, following in pairwise((*words_of(said.line), "")):
        if index >= said.span[0]:
            return index == said.span[0] and (len(word) == _STEM or len(word) == len(following) == 1)
        index += len(word)
    return False


def _odd_forms(said: Sequence[Said], whole: str) -> Iterator[tuple[Said, str]]:
    """Yield each form of a name that stands once, with the one that stands elsewhere."""
    times = Counter(each.name for each in said)
    if len(times) != _STEM:
        return
    often, seldom = (name for name, _ in times.most_common())
    is_short = "公司" in often and (_LIMITED in often) != (_LIMITED in seldom)
    if is_short or (often.endswith(_COMMON_SORTS) and count(often[:_STEM]) > _RARER):
        return
    if (
        times[seldom] == 1
        and any(map(_is_stem, said))
        and _is_one(often[_STEM:], seldom[_STEM:], bool(_place_of(often[:_STEM], whole)))
    ):
        yield next(each for each in said[::-1] if each.name == seldom), often


def _is_one(one: str, other: str, is_place: bool) -> bool:
    """Whether what two names tell behind the characters that they have in common may be said of one thing.

    Behind the name of a place stand many things: there one of the two has only a word more.
    """
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    is_part = all(letter in rest for letter in short) and len(long) - len(short) <= _STEM
    is_changed = len(long) - len(short) <= _STEM and 0 < distance(one, other, _FAR) <= _FAR
    return is_part or (is_changed and not is_place)


def _place_of(stem: str, whole: str) -> re.Match[str] | None:
    """Return where ``stem`` is the name of a place."""
    return re.search(f"{stem}(?:[省市县区州旗镇乡村]|街道|自治)", whole)


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
    """Whether two titles are one but for a character that looks or sounds alike, or for what sort of plan it is."""
    if _SORT_OF_PLAN.sub("", one) == _SORT_OF_PLAN.sub("", other):
        return True
    differ = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    if len(one) == len(other) and len(differ) == 1:
        return is_confusable(*differ[0])
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
        lead >= _STEM
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
    for path, line in title_and_lines_of(document):
        for match in _EVENT.finditer(line):
            named, day = (match["named"], match["named_day"]), (match["month"], match["day"])
            if list(map(int, named)) != list(map(int, day)):
                message = f"名称是“{'·'.join(named)}”，后面写{day[0]}月{day[1]}日，请核对"
                spot = Spot(path, line, match.start("named"), match.end("named_day"))
                yield fault(message, path, spots=[spot])
        yield from _named_otherwise(path, line) if "·" in line else ()


def _named_otherwise(path: Address, line: str) -> Iterator[Fault]:
    """Yield an event called by a day that its paragraph does not tell of, where it tells of one nearly that."""
    days = {(int(match["month"]), int(match["day"])) for match in _DATE.finditer(line)}
    for match in _CALLED.finditer(line):
        own = int(match["named"]), int(match["named_day"])
        near = [day for day in days if (day[0] == own[0]) != (day[1] == own[1])]
        if own not in days and near and not _EVENT.match(line, match.start()):
            message = f"名称是“{own[0]}·{own[1]}”，这一段写{near[0][0]}月{near[0][1]}日，请核对"
            yield fault(message, path, spots=[Spot(path, line, *match.span())])


@rule("names.post-two-ways", "", "推荐")
def post_two_ways(document: Document) -> Iterator[Fault]:
    """一个人在一个单位的职务，各处写的一样。

    Wrong: 正文: [县水利局副局长韩文举任召集人。, 会务由县水利局总工程师韩文举负责。]
    Right: 正文: [县水利局副局长韩文举任召集人。, 会务由县水利局副局长韩文举负责。]
    """
    posts = dict(listed_people(document))
    for path, line in title_and_lines_of(document):
        for match in _HOLDS.finditer(line):
            name, post = match["name"], match["post"]
            known = posts.setdefault(name, post) if is_name(name) else post
            if parts := _other_posts(known, post):
                message = f"“{name}”这里是“{parts[1]}”，别处是“{parts[0]}”，请核对"
                yield fault(message, path, spots=[Spot(path, line, *match.span())])


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
        return None
    (unit, head), (unit2, head2) = parts[0].groups(), parts[1].groups()
    is_one = min(len(unit), len(unit2)) >= _UNIT_LONG and (unit.endswith(unit2) or unit2.endswith(unit))
    return (head, head2) if is_one and head not in head2 and head2 not in head else None
