"""What the head of a document names, held against how its text names it: its place, what it is about, its slogans."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import takewhile

from gongwen.address import Address
from gongwen.document import Document
from gongwen.pattern import HANZI, pattern
from gongwen.rules.rule import Fault, Spot, fault, fault_in, rule
from gongwen.rules.texts import Said, main_texts_of, title_and_lines_of
from gongwen.rules.words.alike import is_confusable
from gongwen.terms.title import one_line
from gongwen.terms.title import read as read_title
from gongwen.terms.titles.subtitle import STAGE
from gongwen.zh.collocations import count

_OWN_PLACE = pattern(f"(?:^|[省市州盟])(?P<name>{HANZI}{{2}}(?:[县区市旗镇乡]|街道))(?!场|民)")
_PLACE = pattern(f"(?<!{HANZI})(?P<name>{HANZI}{{2}}(?:[县市旗镇乡村]|街道|社区))")
_RULES = f"(?:人民政府|政府|办事处|委|{HANZI}{{2,8}}局|境内|范围|要|应)"
"""What follows the name of a place whose words are others of the language too."""
_RULED = pattern(f"(?:(?<!{HANZI})|(?<=由))({HANZI}{{2}}[县区])(?:人民)?政府")
_SORTS = frozenset("省市县区州旗镇乡村")
_MANY = 3
"""Times that the own place is named from which on another one nearly like it is odd."""
_TWO_SORTS = "乡镇"
_SORTED = pattern(f"(?P<stem>{HANZI}{{2}})(?P<sort>[{_TWO_SORTS}])(?![村政{_TWO_SORTS}])")
_RARE = 60
"""Times up to which prose has two characters side by side that are the name of a place."""
_RENAMED = pattern("撤[乡并镇]|改[镇设乡]|撤销|更名|合并")
_TITLE = pattern("《(?P<name>[^《》]{8,60})》")
_ASKS = pattern(
    "^.{0,30}?关于(?:请求|申请|提请|商请|恳请|要求|报请|呈报|上报|报送)?(?:审批|批准|审定|批复|审议|同意|出具|印发)?"
)
_APPROVES = pattern("^(?:提请|报请|请求|商请|同意|原则同意)?(?:审议|审批|批准|审定|同意)?(?:印发|出具)?")
_NOTED = pattern(f"（(?:{STAGE}|审议稿|修订稿|试行|暂行)）$")
_KIND = pattern("的(?:请示|函|报告|通知|意见|批复|复函|议案)$")
_FEWEST, _END, _MOST = 2, 2, 7
"""Characters that two titles of one document share before what differs and behind it, and of what differs at most."""
_SHARE = 0.68
"""Share of a title that the other form of it has too."""
_OLDER = pattern("废止|替代|修订|修改|原(?!则)|上一轮|前一|参照|借鉴|学习|同时")
"""In whose sentence another document nearly of the title may be named."""
_TELLS_APART = pattern(
    "^[第一二三四五六七八九十、和与及]+$|..[省市县区州旗镇乡]$|^国家|^全国|实施|细则|考核|管理|修订|征求意见|草案|试行|送审"
)
_ANSWERS = ("批复", "函", "议案")
"""Kinds whose title names what they answer or ask to have approved."""
_DIGIT = pattern(r"\d")
_WIDE = str.maketrans("()-－", "（）——")
_QUOTED = pattern(f"“(?P<name>{HANZI}{{4,10}})”(?P<what>{HANZI}{{0,4}}(?:活动|行动|工程|方案|计划))?")
_COUNTS = frozenset("一二两三四五六七八九十百千零")
_PHASE = pattern(f"(?P<name>{HANZI}{{2,6}})(?P<phase>[一二三四五]期)(?=工程|项目)")
_COUNTED = pattern(
    f"(?P<name>(?:(?![第一二三四五六七八九十百]){HANZI}){{3}})(?P<count>[一二三四五六七八九十]{{1,3}})(?P<of>[条项个])(?=措施|政策|举措|意见|规定|办法)"
)
"""A document that is called by how many measures it has."""
_PHASES = 3
"""Times that a phase is named from which on another one is odd."""


@rule("names.own-place", "", "推荐")
def own_place(document: Document) -> Iterator[Fault]:
    """标题、主送机关里的县、市、区、乡镇，正文里的写法一样：只有一处差一个字的，请核对。

    Wrong: {标题: 云溪县人民政府办公室关于做好青岗镇防汛工作的通知, 主送机关: 青岗镇人民政府, 正文: [青岗镇人民政府要落实责任。, 请青山镇人民政府报送情况。]}
    Right: {标题: 云溪县人民政府办公室关于做好青岗镇防汛工作的通知, 主送机关: 青岗镇人民政府, 正文: [青岗镇人民政府要落实责任。, 请青岗镇人民政府报送情况。]}
    """
    heads = one_line(document.title), document.main_recipients, *document.signature
    lines = list(title_and_lines_of(document))
    whole = "\n".join((*heads, *(line for _, line in lines)))
    told = Counter(match["name"] for match in _PLACE.finditer(whole))
    own = {match["name"] for head in heads for match in _OWN_PLACE.finditer(head)} | {*_RULED.findall(whole)}
    own = {name for name in (*own, *told) if whole.count(name) >= _MANY}
    for name in sorted(own):
        near = {*re.findall(f"{name[0]}{HANZI}{name[2:]}|{HANZI}{name[1:]}", whole)} - {name}
        said = near.pop() if len(near) == 1 else ""
        if said and whole.count(said) == 1 and _differs_once(said, name) and _is_apart(said, name, whole):
            for path, line in lines:
                if (start := line.find(said)) >= 0:
                    message = f"这里写“{said}”，标题、主送机关等处写“{name}”，请核对"
                    yield fault_in(message, path, line, (start, start + len(said)))
    yield from _other_sort(lines, "\n".join(line for _, line in lines))


def _other_sort(lines: Sequence[tuple[Address, str]], whole: str) -> Iterator[Fault]:
    """Yield where a 镇 is once called a 乡, or the other way round, that elsewhere has its own sort."""
    sorts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for match in _SORTED.finditer(whole):
        sorts[match["stem"]][match["sort"]] += 1
    for stem, times in sorts.items():
        if len(times) == len(_TWO_SORTS) and min(times.values()) == 1 < max(times.values()):
            odd, usual = (stem + sort for sort in sorted(times, key=lambda each: times[each]))
            if count(stem) <= _RARE and not _RENAMED.search(whole):
                path, line = next(each for each in lines if odd in each[1])
                message = f"这里写“{odd}”，别处写“{usual}”，请核对"
                yield fault(
                    message, path, spots=[Spot(path, line, line.find(odd), line.find(odd) + len(odd))]
                )


def _is_apart(one: str, other: str, text: str) -> bool:
    """Whether both are names of places, by themselves or by the office of the first, that stand nowhere side by side."""
    between = "[^，。；\\n]{0,12}[、和与及至到|][^，。；\\n]{0,12}"
    is_named = (_is_proper(one) and _is_proper(other)) or re.search(f"{one}{_RULES}", text)
    return bool(is_named) and not re.search(f"{one}{between}{other}|{other}{between}{one}", text)


def _is_proper(name: str) -> bool:
    """Whether a place has a name of its own: no words of the language, and none that tells of what sort it is."""
    return count(name[:2]) <= _RARE and not _SORTS & {*name[:2]}


def _differs_once(one: str, other: str) -> bool:
    """Whether two names of places of one sort have one of two characters in common.

    Not those of counties that look or sound alike, which :mod:`gongwen.rules.names.one_name` tells.
    """
    differ = [(a, b) for a, b in zip(one[:2], other[:2], strict=True) if a != b]
    is_told = one[-1] in "县市" and len(differ) == 1 and is_confusable(*differ[0])
    return one[2:] == other[2:] and len(differ) == 1 and not is_told


@rule("references.own-title", "", "推荐")
def own_title(document: Document) -> Iterator[Fault]:
    """批复、提请审议的那份文件和附件，正文里的名称与标题、附件里的一样；中间换了字词、年份的，请核对。

    Wrong: {正文: 《云溪县城区排水专项规划》已经专家评审。, 附件: [{标题: 云溪县城区供水专项规划}]}
    Right: {正文: 《云溪县城区供水专项规划》已经专家评审。, 附件: [{标题: 云溪县城区供水专项规划}]}
    """
    own = list(dict.fromkeys(filter(None, _own_titles(document))))
    said = [
        (Said(path, line, match.span("name"), match["name"]), match.start())
        for path, line in title_and_lines_of(document)
        for match in _TITLE.finditer(line)
        if path != ("标题",)
    ]
    names = {_bare(each.name) for each, _ in said}
    for each, start in said:
        name = _bare(each.name)
        near = [title for title in own if _is_one(name, title)] if name not in own else []
        near = [
            title
            for title in near
            if document.kind in _ANSWERS or _DIGIT.sub("", title) != _DIGIT.sub("", name)
        ]
        before = each.line[:start].rpartition("。")[2]
        if len(near) == 1 and not _OLDER.search(before) and _counts_once(name, near[0], names):
            message = f"这里写“{each.name}”，标题、附件里是“{near[0]}”，请核对名称"
            yield fault_in(message, each.path, each.line, each.span)


def _own_titles(document: Document) -> Iterator[str]:
    """Yield the bare names of what the document answers or asks to have approved, and of what it has attached."""
    title = one_line(document.title)
    matter = _APPROVES.sub("", read_title(title).value.matter.strip("《》"))
    yield _bare(matter) if document.kind in _ANSWERS else ""
    for text in main_texts_of(document):
        yield from (_bare(one_line(each.title)) for each in text.attachments)


def _bare(title: str) -> str:
    """Return a title without who asks for what, and without its kind, its brackets and dashes of one width."""
    title = _NOTED.sub("", title.translate(_WIDE))
    return _ASKS.sub("", _KIND.sub("", title)) if _KIND.search(title) else title


def _is_one(one: str, other: str) -> bool:
    """Whether two titles are one but for a word or a year in the middle."""
    lead = _common(one, other)
    tail = _common(one[lead:][::-1], other[lead:][::-1])
    gaps = one[lead : len(one) - tail], other[lead : len(other) - tail]
    return (
        lead >= _FEWEST
        and tail >= _END
        and lead + tail >= _SHARE * max(len(one), len(other))
        and all(0 < len(gap) <= _MOST for gap in gaps)
        and not any(map(_TELLS_APART.search, gaps))
    )


def _common(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginnings."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _counts_once(name: str, own: str, names: set[str]) -> bool:
    """Whether the text names nothing else that is nearly ``own``, of which there would be several then."""
    return sum(_is_one(each, own) for each in names) == 1 and name != own


@rule("names.quoted-two-ways", "", "推荐")
def quoted_two_ways(document: Document) -> Iterator[Fault]:
    """加引号的活动、行动的名称各处一样：别处都写一个，只有一处差一个字的，请核对。

    Wrong: 正文: [开展“平安护学”行动，“平安护学”行动为期一月。, “平安护校”行动由县公安局牵头。]
    Right: 正文: [开展“平安护学”行动，“平安护学”行动为期一月。, “平安护学”行动由县公安局牵头。]
    """
    said: list[Said] = []
    called: set[str] = set()
    for path, line in title_and_lines_of(document):
        for match in _QUOTED.finditer(line):
            other = next((each.name for each in said if _is_misquoted(match["name"], each.name)), "")
            called |= {other} if match["what"] and other else set()
            said.append(Said(path, line, match.span("name"), match["name"]))
    times = Counter(each.name for each in said)
    usual = [name for name, count in times.items() if count > 1 or name in called]
    for each in said if usual else ():
        near = [name for name in usual if times[each.name] == 1 and _is_misquoted(each.name, name)]
        if len(near) == 1:
            message = f"这里写“{each.name}”，别处写“{near[0]}”，请核对"
            yield fault_in(message, each.path, each.line, each.span)


def _is_misquoted(one: str, other: str) -> bool:
    """Whether two names of one length differ by one character that is no number, the last or one that looks or sounds alike."""
    differ = [at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    if len(one) != len(other) or len(differ) != 1 or re.search(r"\d", one + other):
        return False
    pair = one[differ[0]], other[differ[0]]
    return not _COUNTS & {*pair} and (differ[0] == len(one) - 1 or is_confusable(*pair))


@rule("names.phase", "", "推荐")
def phase(document: Document) -> Iterator[Fault]:
    """一项工程的期次、“若干条措施”的条数，各处一样：别处都写三期，只有一处写二期的，请核对。

    Wrong: 正文: [云溪港三期工程已立项，云溪港三期工程可研已批复，云溪港三期工程待开工。, 加快办理云溪港二期工程用地手续。]
    Right: 正文: [云溪港三期工程已立项，云溪港三期工程可研已批复，云溪港三期工程待开工。, 加快办理云溪港三期工程用地手续。]
    """
    lines = list(title_and_lines_of(document))
    whole = "\n".join(line for _, line in lines)
    yield from _counted(lines, whole)
    for path, line in lines if "期工程" in whole or "期项目" in whole else ():
        for match in _PHASE.finditer(line):
            stem = match["name"][-2:]
            same = (each["phase"] for each in _PHASE.finditer(whole) if each["name"].endswith(stem))
            others = {each for each in same if each != match["phase"]}
            usual = [each for each in others if whole.count(stem + each) >= _PHASES]
            if len(usual) == len(others) == 1 and whole.count(stem + match["phase"]) == 1:
                message = f"这里写“{stem}{match['phase']}”，别处写“{stem}{usual[0]}”，请核对"
                yield fault_in(message, path, line, match.span())


def _counted(lines: Sequence[tuple[Address, str]], whole: str) -> Iterator[Fault]:
    """Yield where a document that is called by its number of measures is called by another one than at first."""
    first: dict[str, re.Match[str]] = {}
    for path, line in lines:
        for match in _COUNTED.finditer(line):
            known = first.setdefault(match["name"], match)
            if known["count"] != match["count"] and whole.count(match[0]) == 1:
                message = f"这里写“{match[0]}”，前面写“{known[0]}”，请核对"
                yield fault_in(message, path, line, match.span())
