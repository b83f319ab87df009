"""Levels of the body: 一、（一）1.（1）in their forms and in their turn (7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf

from gongwen.document import Document
from gongwen.pattern import pattern
from gongwen.rules.rule import Fault, Spot, fault, rule
from gongwen.rules.texts import Text, texts_of
from gongwen.terms.heading import Numbers, find_items, mixed_siblings
from gongwen.terms.label import DIVISION, LEVELS, NUMERAL, Label, find_label, format_label

_ARABIC = r"[\d０-９]+"
_ANY_NUMERAL = f"(?:{NUMERAL}|{_ARABIC})"
_CLAUSE = pattern(rf"{DIVISION}|第{_ANY_NUMERAL}(?:部分|阶段)")
"""A line that begins a clause or a part; what stands below is counted from 1 again."""
_LEADS_IN = pattern(r"[^，。；：！？]{1,30}|.*[：:]")
"""A line that leads in what follows: a heading without a label, or a sentence with a colon."""
_ENUMERATION = pattern(rf"({NUMERAL})、(?!\1){NUMERAL}|({_ARABIC})、(?!\2|\d{{4}}年){_ARABIC}")
"""一、二、三产业, 3、4月: numbers in a sentence. The same number twice is a label and a word (一、一级保护区), and so
are numbers of two kinds (一、2024年)."""
_DECIMAL = pattern(
    r"\d{1,2}(?:\.\d{1,2}){1,3}\s+\S.*|\d{1,2}(?:(?:\.\d{1,2}){1,3}|\s+)(?![\d.])[^，。；：！？\s\d][^，。；：！？]{0,39}"
)
"""1.1 编制目的: a section of a plan that is counted in decimals; without a space a line of its own."""
_INLINE = {
    2: pattern("[（(]二[）)]"),
    3: pattern(r"(?<!\d)2[.．](?!\d)"),
    4: pattern(r"[（(]2[）)]"),
}
"""The second item of a level, where the items are written in one paragraph."""
_WHOLE_SENTENCE = pattern(r"[^，。；：！？《》]{1,20}。")
_MARKED_HEADING = pattern(r"[^，。；：！？《》、]{2,16}[：；]")
_LEADS_LIST = pattern("如下|下列|以下|包括|分别|具备|应当|议定|决定|要求|同意|指出|认为")
_MARK_NAMES = {"。": "句号", "；": "分号", "：": "冒号"}
_NO_TEXT_OF_ITS = pattern(rf"[（(]|责任|牵头|配合|{_CLAUSE.pattern}")
"""The beginning of a line that says who does the item above, or that begins the next clause."""
_SHOWN = 12
"""How much of a heading a message repeats, characters."""


@dataclass(frozen=True, slots=True)
class _Heading:
    """A line of a body with a label."""

    index: int
    label: Label
    text: str
    """What stands behind the label."""
    is_typed: bool
    """Whether the label was written; that of a line with # is counted."""
    is_led: bool
    """Whether a line stands above it that leads in a list, which may be counted from 1 again."""
    opens_clause: bool
    """Whether it is the first heading below 第×条 or 第×章."""

    @property
    def shown(self) -> str:
        """The heading as messages name it."""
        rest = self.text if len(self.text) <= _SHOWN else self.text[:_SHOWN] + "…"
        return f"“{self.label.text}{rest}”"

    @property
    def level(self) -> int:
        return self.label.level


@lru_cache(maxsize=64)
def _headings(body: tuple[str, ...]) -> tuple[_Heading, ...]:
    """Return the lines of ``body`` with labels; every rule here asks for them."""
    return tuple(_labelled(body))


def _labelled(body: Sequence[str]) -> Iterator[_Heading]:
    numbers, opens_clause, above = Numbers(), False, ""
    for index, line in enumerate(body):
        label, rest = _label(line, numbers)
        if label:
            is_led = _LEADS_IN.fullmatch(above) is not None
            yield _Heading(index, label, rest, not line.startswith("#"), is_led, opens_clause)
            opens_clause, above = False, ""
        else:
            begins = _CLAUSE.match(line) is not None or _DECIMAL.fullmatch(line) is not None
            opens_clause, above = opens_clause or begins, line


def _label(line: str, numbers: Numbers) -> tuple[Label | None, str]:
    """Return the label of ``line`` and the text behind it; (None, line) for a line without one."""
    text = line.lstrip("#")
    hashes = len(line) - len(text)
    if 0 < hashes <= LEVELS and text.strip():
        return numbers.next(hashes), text.strip()
    label = None if _ENUMERATION.match(line) else find_label(line)
    if label is None:
        return None, line
    numbers.note(label.level, label.number)
    return label, line[len(label.text) :]


_NOTE = pattern(r"\s*(?:注|说明|备注|填表说明)\s*[：:]\s*(?P<number>\d{1,2})\s*[、.．]")


@rule("body.label-form", "7.3.3", "一般", "修正", formerly=("labels.arabic",))
def label_form(document: Document) -> Iterator[Fault]:
    """结构层次序数依次写作“一、”“（一）”“1.”“（1）”。

    Wrong: 正文: [一.总体要求, (一)工作目标]
    Right: 正文: [一、总体要求, （一）工作目标]
    """
    for text in texts_of(document):
        odd = [
            heading for heading in _headings(text.body) if heading.is_typed and not heading.label.is_standard
        ]
        for same in _alike(odd):
            label = same[0].label
            wanted = format_label(label.level, label.number)
            count = f"，这样写的共{len(same)}处" if len(same) > 1 else ""
            yield fault(
                f"序号“{label.text}”应写成“{wanted}”{count}",
                text.line(same[0].index),
                spots=(_label_spot(each, text) for each in same),
            )


def _label_spot(heading: _Heading, text: Text) -> Spot:
    label = heading.label
    wanted = format_label(label.level, label.number)
    return Spot(text.line(heading.index), text.body[heading.index], 0, len(label.text), wanted)


def _alike(headings: Sequence[_Heading]) -> list[list[_Heading]]:
    """Return ``headings`` grouped by how their labels are written, in the order of the first ones."""
    groups: dict[str, list[_Heading]] = {}
    for heading in headings:
        shape = f"{heading.level}{re.sub(_ANY_NUMERAL, '', heading.label.text)}"
        groups.setdefault(shape, []).append(heading)
    return list(groups.values())


@rule("body.number-gap", "7.3.3", "差错")
def number_gap(document: Document) -> Iterator[Fault]:
    """同一层次的序号连续；“1.”可以跨几个“（一）”连续编号。

    Wrong: 正文: [一、总体要求, 二、重点任务, 四、保障措施]
    Right: 正文: [一、总体要求, 二、重点任务, 三、保障措施]
    """
    for text in texts_of(document):
        for heading, turn in _turns(text):
            if heading.label.number > turn and not _follows_note(text, heading):
                wanted = format_label(heading.level, turn)
                message = f"{heading.shown}的序号不连续，应为“{wanted}”，请补上缺的一项或者改序号"
                yield fault(message, text.line(heading.index))


@rule("body.number-repeat", "7.3.3", "差错")
def number_repeat(document: Document) -> Iterator[Fault]:
    """同一个标题下面，同一层次的序号不重复。

    Wrong: 正文: [一、总体要求, 二、重点任务, 二、保障措施]
    Right: 正文: [一、总体要求, 二、重点任务, 三、保障措施]
    """
    for text in texts_of(document):
        for heading, turn in _turns(text):
            if heading.label.number < turn:
                wanted = format_label(heading.level, turn)
                message = f"{heading.shown}的序号前面已经用过，应为“{wanted}”"
                yield fault(message, text.line(heading.index))


def _follows_note(text: Text, heading: _Heading) -> bool:
    """Whether the number before stands behind 注：, as those of notes to a table do."""
    above = _NOTE.match(text.body[heading.index - 1]) if heading.index else None
    return above is not None and int(above["number"]) + 1 == heading.label.number


def _turns(text: Text) -> Iterator[tuple[_Heading, int]]:
    """Yield each heading of ``text`` with the number whose turn it is.

    Below a new heading a level is counted from 1 or counted on: its own number is its turn in both cases.
    """
    last, may_begin, since = [0] * (LEVELS + 1), [True] * (LEVELS + 1), [0] * (LEVELS + 1)
    headings = list(_headings(text.body))
    for place, heading in enumerate(headings):
        level, number = heading.level, heading.label.number
        is_new = number == 1 and last[level] > 1 and _next_at(headings[place + 1 :], level) == 2
        begins = may_begin[level] or heading.opens_clause or (heading.is_led and number == 1) or is_new
        turn = last[level] + 1
        if number != turn and _is_run_on(text.body[since[level] : heading.index], level, number, last[level]):
            yield heading, number
        else:
            yield heading, 1 if begins and number != turn else turn
        last[level] = number
        since[level:] = [heading.index] * (LEVELS + 1 - level)
        may_begin[level:] = [False] + [True] * (LEVELS - level)


def _next_at(headings: Sequence[_Heading], level: int) -> int:
    """Return the number of the first of ``headings`` at ``level``; 0 for none."""
    return next((each.label.number for each in headings if each.level == level), 0)


def _is_run_on(lines: Sequence[str], level: int, number: int, last: int) -> bool:
    """Whether ``lines`` have the number before ``number``, or for 1 the one behind ``last``, within a paragraph.

    Then a list was run on, and its numbers are not those of the paragraphs.
    """
    wanted = number - 1 if number > 1 else last + 1
    form = format_label(level, wanted)
    forms = (
        form,
        form.replace(".", "．"),
        form.replace("（", "(").replace("）", ")"),
        form.replace("、", "，"),
    )
    return wanted > 1 - (number > 1) and any(each in line[1:] for line in lines for each in forms)


@rule("body.level-skipped", "7.3.3", "一般")
def level_skipped(document: Document) -> Iterator[Fault]:
    """层次逐级使用；不用“（一）”时，“1.”可以直接放在“一、”下面。

    Wrong: 正文: [一、总体要求, （1）加固堤防。]
    Right: 正文: [一、总体要求, （一）加固堤防。]
    """
    for text in texts_of(document):
        seen: set[tuple[int, int]] = set()
        for section in _sections(text):
            for heading, above in _skips(section):
                if (above, heading.level) not in seen:
                    seen.add((above, heading.level))
                    missing = format_label(above + 1, 1)
                    message = (
                        f"{heading.shown}跳了层次，前面缺“{missing}”；层次依次用“一、”“（一）”“1.”“（1）”"
                    )
                    yield fault(message, text.line(heading.index))


def _sections(text: Text) -> Iterator[list[_Heading]]:
    """Yield the headings from each 一、 or 第×条 to the next."""
    section: list[_Heading] = []
    for heading in _headings(text.body):
        if section and (heading.level == 1 or heading.opens_clause):
            yield section
            section = []
        section.append(heading)
    yield section


def _skips(section: Sequence[_Heading]) -> Iterator[tuple[_Heading, int]]:
    """Yield the headings that stand too deep, each with the level above it.

    A few points that are counted 1. alone may be; where （1） stands below them they are levels, and begin with 一、.
    """
    levels = {heading.level for heading in section}
    has_second = 2 in levels
    above = 0
    for heading in section:
        is_first = above == 0 and (heading.level != 3 or not (has_second or levels == {3, 4}))
        is_short_cut = above == 1 and heading.level == 3 and not has_second
        if heading.level > above + 1 and not is_first and not is_short_cut:
            yield heading, max(above, int(has_second))
        above = heading.level


@rule("body.heading-end", "", "惯例", "建议")
def heading_end(document: Document) -> Iterator[Fault]:
    """独占一行的小标题末尾不用句号、分号，也不用冒号。

    Wrong: 正文: [（一）指导思想。, 坚持以防为主，防抢结合。, （二）工作目标, 加固堤防，疏浚河道。]
    Right: 正文: [（一）指导思想, 坚持以防为主，防抢结合。, （二）工作目标, 加固堤防，疏浚河道。]
    """
    for text in texts_of(document):
        marked: dict[str, list[_Heading]] = {}
        for heading in _headings(text.body):
            is_marked = _WHOLE_SENTENCE.fullmatch(heading.text) or _leads_nothing(heading, text)
            if is_marked and _heads(heading, text):
                marked.setdefault(heading.text[-1], []).append(heading)
        for mark, same in marked.items():
            count = f"，这样写的共{len(same)}处" if len(same) > 1 else ""
            message = f"{same[0].shown}是独占一行的小标题，末尾不用{_MARK_NAMES[mark]}{count}"
            yield fault(message, text.line(same[0].index), spots=(_end_spot(each, text) for each in same))


def _end_spot(heading: _Heading, text: Text) -> Spot:
    line = text.body[heading.index]
    return Spot(text.line(heading.index), line, len(line.rstrip()) - 1, len(line.rstrip()), "")


def _leads_nothing(heading: _Heading, text: Text) -> bool:
    """Whether a heading with a colon or a semicolon stands above text of its own, and so leads in no list."""
    if heading.level > 2 or not _MARKED_HEADING.fullmatch(heading.text) or _LEADS_LIST.search(heading.text):
        return False
    following = text.body[heading.index + 1] if heading.index + 1 < len(text.body) else ""
    return _level(following) == 0 and following.endswith("。") and len(following) > 2 * _SHOWN


@rule("body.siblings", "7.3.3", "惯例")
def siblings(document: Document) -> Iterator[Fault]:
    """同一层次的各项，都排成小标题，或者都排成正文。

    Wrong: 正文: ["#标题 一、加强领导。各单位要落实责任。", "#正文 二、强化督导。县政府督查室定期督查。"]
    Right: 正文: ["#正文 一、加强领导。各单位要落实责任。", 二、强化督导。县政府督查室定期督查。]
    """
    for text in texts_of(document):
        items = find_items(text.written, inf)
        for same in mixed_siblings(items):
            first = next(index for index in same if items[index].is_heading != items[same[0]].is_heading)
            label = items[first].label.text
            message = f"“{label}”与同一层次的其他各项排得不一样，请都用“#标题”或者都用“#正文”"
            yield fault(message, text.line(first))


@rule("body.single-item", "", "惯例")
def single_item(document: Document) -> Iterator[Fault]:
    """一个层次至少有两项，只有一项时不编序号。

    Wrong: 正文: [一、总体要求, （一）指导思想。坚持以防为主。, 二、保障措施, 各单位要落实责任。]
    Right: 正文: [一、总体要求, （一）指导思想。坚持以防为主。, （二）工作目标。不溃一堤。, 二、保障措施, 各单位要落实责任。]
    """
    for text in texts_of(document):
        headings = _headings(text.body)
        for index, heading in enumerate(headings):
            is_alone = heading.level > 1 and heading.label.number == 1 and not _is_followed(headings, index)
            if is_alone and not _INLINE[heading.level].search(heading.text):
                yield fault(f"{heading.shown}这一层只有一项，请核对，或者不编序号", text.line(heading.index))


def _is_followed(headings: Sequence[_Heading], index: int) -> bool:
    """Whether a second item of its level comes behind the heading at ``index``, be it below another heading."""
    level = headings[index].level
    following = next((each for each in headings[index + 1 :] if each.level == level), None)
    return following is not None and following.label.number != 1


def _heads(heading: _Heading, text: Text) -> bool:
    """Whether what follows ``heading`` belongs below it: a deeper heading, or text of its own.

    A sentence right under another of its level is an item of a list, and so heads no text.
    """
    if heading.index + 1 == len(text.body):
        return False
    following, before = text.body[heading.index + 1], text.body[heading.index - 1] if heading.index else ""
    below, is_item = _level(following), _level(before) == heading.level
    if below:
        return below > heading.level and not (
            is_item and _WHOLE_SENTENCE.fullmatch(_label(before, Numbers())[1])
        )
    return heading.level <= 2 and not is_item and not _NO_TEXT_OF_ITS.match(following)


def _level(line: str) -> int:
    """Return the level of the heading that ``line`` is; 0 for text."""
    label, _ = _label(line, Numbers())
    return label.level if label else 0
