"""Names of one thing that are told in two forms: a word within them is another one in one place, or left out there.

Every name that ends with what it is (a centre, a bridge, a project, an honour) is held against the others that end so.
Two are names of one thing when all of them but a word is the same, this is told of hardly anything else, and the
document has the word that differs nowhere else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from gongwen.address import Address
from gongwen.document import Document
from gongwen.pattern import HANZI, pattern
from gongwen.rules.rule import Fault, fault_in, rule
from gongwen.rules.texts import Said, main_texts_of, title_and_lines_of
from gongwen.rules.words.alike import is_confusable
from gongwen.terms.title import one_line
from gongwen.zh.collocations import count
from gongwen.zh.odds import odds, shown

_OFFICES = "局|中心"
_GROUPS = "领导小组|工作专班|专班|指挥部|联席会议"
_HONOURS = "标兵|先锋|模范|能手|卫士|楷模"
_HOUSES = "宾馆|饭店|酒店|招待所"
_AIDS = "补贴|补助|津贴"
_LEFT_OUT = frozenset(f"{_OFFICES}|指挥部|委员会|中学|小学|学校|医院".split("|"))
"""Sorts of what is not called by a part of its name only."""
_SORTS = (
    f"{_OFFICES}|{_GROUPS}|{_HONOURS}|{_HOUSES}|{_AIDS}|委员会|办公室|分公司|公司|集团|合作社|协会|学会|基金会|小学|中学|学校|幼儿园|医院|卫生院|支队|大队|博物馆|研究院"
    "|社区|小区|片区|大桥|码头|港|水库|泵站|电站|车站|隧道|广场|大厦|公园|景区|园区|开发区|产业园|工业园|示范园|礼堂|报告厅|基地|林场|农场|灌区|水厂|水源地|街道|河|湖|江"
    "|工程|项目|平台|系统|行动|活动|设施|资金|基金|示范区|大赛|论坛|运动会|博览会|研讨班|培训班|改造|整治|师|所|厂|岗|热线|观摩会|推进会|现场会|座谈会|储备库"
)
_SORT = pattern(
    f"(?=[{''.join(sorted({sort[0] for sort in _SORTS.split('|')}))}])(?<![布格结当全大战](?=局))(?:{_SORTS})(?![长馆部]|(?:工作)?(?:{_GROUPS}))"
)
_NAME = pattern(f"(?:(?![的了和与及或由对向将把是从等但也都被使让给其各该每那请你我他至到]){HANZI})+$")
_SERVICE = "服务"
_LONGEST, _MOST = 14, 80
"""Characters of a name that are compared, and names of one sort."""
_CHANGED, _SHORTENED = ((1, 1), (2, 2)), ((0, 1), (1, 0), (0, 2), (2, 0))
"""Characters that differ in two names of one thing, and those that one of them leaves out."""
_SAME, _LEAD = 4, 4
"""Characters that two names share in all, and before a word left out."""
_OFTEN, _RARE, _SURE = 3, 60, 10
"""Times that a name of one character and what it is stand, up to which prose has that character with what is before it, and characters shared that are enough."""
_OWN, _TOLD = 4, 22
"""Characters behind what differs in the names of offices of one place, and how unlikely what two names share is at least."""
_TELLS_APART = pattern(
    r"[\d一二三四五六七八九十东西南北上下左右前后内外小新老旧增减存省州旗局及其由原的副和与或在为任长现非男女各本总分正反会如可应将拟按经报请有完好告送确總]|^中$|^级$|大(?![厦学桥])"
    "|开展|建设|享受|决定|同意|希望|号召|呈送|批转|通过|列入|属于|纳入|进入|关于|进行|加强|推进|提升|实施|完成|召开|支持|维护|军事|指挥|工作|检察|人民|有限"
)
"""In what differs, by which there are two things, or no name."""
_BODIES = frozenset("府协委大")
"""What the bodies of a place differ by: 政府, 政协, 党委, 人大."""
_PLACE = pattern("^.*?(?:[省市县区州旗镇乡]|国家?|国务院)")
_RENAMES = pattern("更名|改称|改名|改为|撤销|合并|原名")
_LISTED = pattern("^[^，。；]{0,8}[、和与及或][^，。；]{0,12}$|^[^。；]*、[^。；]*$|^$")
"""Between two names of a list."""
_APART = "。"
_ITEM = pattern(r"[\s|.．、]*")
"""What stands right before and behind one of a list."""
_OWNERS = ("公司", "医院", "大学", "学院", "集团")
"""What has several units, whose names begin behind its own."""


class _Cut(NamedTuple):
    """How two names are one."""

    lead: str
    """What they have in common before what differs."""
    gaps: tuple[str, str]
    """What differs; "" in the one that lacks it."""
    tail: str
    """What they have in common behind it; "" where the sorts differ."""

    def form(self, which: int) -> str:
        """Return what is the same of both names, with what differs as the first or the second has it."""
        return self.lead + self.gaps[which] + self.tail


@rule(
    "names.middle-two-ways",
    "",
    "推荐",
    formerly=("names.term-two-ways", "names.thing-two-ways", "names.form-two-ways"),
)
def middle_two_ways(document: Document) -> Iterator[Fault]:
    """一个单位、一处地方、一项工程、一个称号，各处的名称一样：前后都一样，只有一处换了词、多了词或者少了词的，请核对。

    Wrong: 正文: [由学生资助管理中心受理。, 学生资助管理中心负责公示。, 材料报学生资助服务中心。]
    Right: 正文: [由学生资助管理中心受理。, 学生资助管理中心负责公示。, 材料报学生资助管理中心。]
    """
    told: set[tuple[Address, int]] = set()
    for odd, usual in odd_names(named_lines(document)):
        if (odd.path, odd.span[1]) not in told:
            told.add((odd.path, odd.span[1]))
            message = f"这里写“{odd.name}”，别处写“{usual}”，请核对"
            yield fault_in(message, odd.path, odd.line, odd.span)


def named_lines(document: Document) -> list[tuple[Address, str]]:
    """Return all lines of ``document`` that name things, its title first, each with the way to it."""
    return [*title_and_lines_of(document), *_edges(document)]


def _edges(document: Document) -> Iterator[tuple[Address, str]]:
    """Yield the titles of the attachments, who gets a copy, and who signs."""
    for text in main_texts_of(document):
        for index, attachment in enumerate(text.attachments):
            yield text.path.to("附件", index, "标题"), one_line(attachment.title)
    yield Address("抄送机关"), document.copy_recipients
    for index, name in enumerate(document.signature):
        yield Address("署名", index), name


def odd_names(lines: Sequence[tuple[Address, str]]) -> Iterator[tuple[Said, str]]:
    """Yield each name in ``lines`` that is the only one of its form, cut to what matters, with the form that stands elsewhere."""
    whole = "\n".join(line for _, line in lines)
    names = _names(lines)
    pairs = [(one, other, cut) for one, other in _pairs(names) if (cut := _cut(one, other))]
    fillers: defaultdict[tuple[str, str, int], set[str]] = defaultdict(set)
    for _, _, cut in pairs:
        fillers[cut.lead[-1], cut.tail, len(cut.gaps[0])] |= {*cut.gaps}
    for one, other, cut in sorted(pairs, key=lambda pair: -len(pair[2].lead)):
        is_series = cut.tail and len(fillers[cut.lead[-1], cut.tail, len(cut.gaps[0])]) > len(cut.gaps)
        if is_series or _are_two(one[0], other[0], cut):
            continue
        times = [whole.count(cut.lead[-2:] + gap + cut.tail[:2]) for gap in cut.gaps]
        for odd in sorted((1, 0), key=lambda each: (times[each], len(cut.gaps[each]))):
            if times[odd] == 1 and _is_one(cut, odd, times[1 - odd], whole):
                said, form = (one, other)[odd][0], cut.form(odd)
                yield (
                    said._replace(span=(said.span[1] - len(form), said.span[1]), name=form),
                    cut.form(1 - odd),
                )
                break


_Named = tuple[Said, str]
"""A name, with as much before it as there is, and the sort with which it ends."""


def _names(lines: Iterable[tuple[Address, str]]) -> list[_Named]:
    """Return where each name of ``lines`` stands first."""
    found: dict[str, _Named] = {}
    for path, line in lines:
        for match in _SORT.finditer(line):
            name = _NAME.search(line, max(match.end() - _LONGEST, 0), match.end())
            if name and name.start() < match.start():
                found.setdefault(name[0], (Said(path, line, name.span(), name[0]), match[0]))
    return list(found.values())


def _pairs(names: Sequence[_Named]) -> Iterator[tuple[_Named, _Named]]:
    """Yield each two names of one sort, and those of two sorts that are said of one another."""
    by_sort: defaultdict[str, list[_Named]] = defaultdict(list)
    for named in names:
        by_sort[named[1]].append(named)
    for same in by_sort.values():
        yield from combinations(same[:_MOST], 2)
    for sorts in (_OFFICES, _HONOURS, _HOUSES, _AIDS):
        some = [named for sort in sorts.split("|") for named in by_sort[sort][:_MOST]]
        yield from ((one, other) for one, other in combinations(some, 2) if one[1] != other[1])


def _cut(one: _Named, other: _Named) -> _Cut | None:
    """Return how two names are one but for a word; None where they are not."""
    a, b = one[0].name, other[0].name
    if one[1] != other[1]:
        ends = _end(one), _end(other)
        lead = _common_end(a.removesuffix(ends[0]), b.removesuffix(ends[1]))
        return _Cut(a.removesuffix(ends[0])[-lead:], ends, "") if lead >= _SAME else None
    tail = _common_end(a, b)
    cuts = []
    gaps = (*_CHANGED, *_SHORTENED) if one[1] in _LEFT_OUT else _CHANGED
    for gap, gap2 in gaps:
        starts = len(a) - tail - gap, len(b) - tail - gap2
        if min(starts) > 0 and a[starts[0] - 1] == b[starts[1] - 1]:
            lead = _common_end(a[: starts[0]], b[: starts[1]])
            both = a[starts[0] : len(a) - tail], b[starts[1] : len(b) - tail]
            cuts.append(_Cut(a[starts[0] - lead : starts[0]], both, a[len(a) - tail :]))
    return max(cuts, key=lambda cut: len(cut.lead), default=None)


def _end(named: _Named) -> str:
    """Return the sort with which a name ends, with what a centre may be called besides."""
    longer = _SERVICE + named[1]
    return longer if named[0].name.endswith(longer) else named[1]


def _common_end(one: str, other: str) -> int:
    """Return how many characters two strings have in common at their ends."""
    same = 0
    for letter, of_other in zip(reversed(one), reversed(other), strict=False):
        if letter != of_other:
            break
        same += 1
    return same


def _are_two(one: Said, other: Said, cut: _Cut) -> bool:
    """Whether two names are of two things: of one list, one of them new, or apart by a word that tells things apart."""
    if cut.tail and (any(map(_TELLS_APART.search, cut.gaps)) or {*cut.gaps} <= _BODIES):
        return True
    if _RENAMES.search(one.line + other.line) or cut.lead.endswith(_OWNERS):
        return True
    if _is_item(one) and _is_item(other):
        return True
    first, second = sorted((one.span, other.span))
    between = one.line[first[1] : max(second[0], first[1])] if one.line is other.line else _APART
    return _LISTED.search(between) is not None


def _is_item(said: Said) -> bool:
    """Whether a name is all of a line, or of a cell of a table: one of a list."""
    return _ITEM.fullmatch(f"{said.line[: said.span[0]][-1:]}{said.line[said.span[1] :][:1]}") is not None


def _is_one(cut: _Cut, odd: int, times: int, whole: str) -> bool:
    """Whether two names that ``cut`` tells apart are of one thing, the other than ``odd`` standing so many ``times``."""
    gap, usual = cut.gaps[odd], cut.gaps[1 - odd]
    long = len(cut.lead + cut.tail)
    if not cut.tail:
        return len(_PLACE.sub("", cut.lead)) >= _SAME
    if not gap or not usual:
        return len(cut.lead) >= _LEAD or (len(cut.lead) == _LEAD - 1 and len(gap + usual) == 1 and times > 1)
    joints = [a + b for a, b in pairwise((cut.lead[-1], gap, cut.tail[0]))]
    is_name = len(gap) == 1 and times >= _OFTEN and count(cut.lead[-1] + usual) <= _RARE
    if long >= _SURE and times >= _OFTEN and gap and usual:
        return True
    if not (long >= _SAME or is_name) or any(
        whole.count(each) > 1 for each in (*joints, *([gap] if len(gap) > 1 else ()))
    ):
        return False
    is_alike = len(gap) == 1 and is_confusable(gap, usual)
    is_own = _PLACE.sub("", cut.lead) or len(cut.tail) >= _OWN
    return is_alike or is_name or bool(is_own and -_odds(cut.lead) - _odds(cut.tail) >= _TOLD)


def _odds(text: str) -> float:
    return odds(shown(text))
