"""The text of a paper as it is written, gaps and lists of names included, and where each line of it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from gongwen.address import WHOLE, Address, Place, Stretch
from gongwen.check.main import places_of
from gongwen.document import ROSTER_MARK, Document, Roster, Seats
from gongwen.pattern import HANZI, pattern
from gongwen.read.input.source import is_source, read_source
from gongwen.read.transcript import read_transcript
from gongwen.recognise.main import recognise
from gongwen.recognise.reading import Reading
from gongwen.roster.intake.tables.text_tables import TextTable, find_tables, is_head
from gongwen.terms import label
from gongwen.terms.people import group_name, roster_line
from gongwen.terms.people.named_people import read_people
from gongwen.terms.people.person_name import is_name, with_one_dot
from gongwen.terms.people.post import ends_as_post, ends_as_unit
from gongwen.terms.people.role import is_role, plain
from gongwen.zh.spaces import bare, close_up

_APPOINTS = pattern("任免|干部|任职|免职|任命|聘任|解聘|聘用|退休|职务调整|代理|人事|辞职|挂职|晋升|职级")
_CHANGES = pattern("增补|增列|新增|增加|补充|减少|去掉|不再|免去|退出|调整|变更|改为")
"""What a role begins with that is an order to change a list, or what stands behind it in place of people."""
_ORDER = ("增补", "增列", "新增", "免去", "由")
"""What no post begins with."""
_SWAPS = pattern("由.{2,4}(?:变更|调整|更换|替换|改)为")
"""What is said of a role that passes on, and stands in no post."""
_PASSES = pattern("[）)](?:接替|替换|代替|不再)")
_ORDERS = pattern(
    rf"{label.ANY}?(?:拟)?(?:增补|新增|增加|补充|不再担任|退出|减少|免去|调出|去掉)"
    r"(?:的)?[^，。；：:]{0,10}?(?:人员|成员|名单|同志|委员)?(?:如下|名单)?[：:]?"
)
_APPOINTING = pattern("(?:任命|聘任|免去|晋升)[^。；]{0,20}?(?:以下|下列)[^。；]{0,30}[：:]$")
"""What appoints those who are named below it."""
_UNCHANGED = pattern(
    "(?:其他|其它|其余)[^，。；]{0,10}(?:成员|人员|同志)[^，。；]{0,6}(?:不变|不[作做]调整|保持不变)"
)
_ITEM = pattern(
    r"\s*(?P<first>[^\s：:，。；]{2,20}|[^\s：:，。；][ \u3000]{1,2}[^\s：:，。；])(?:[：:]|[ \u3000\t]+)(?P<second>[^：:。]{2,60}?)[；;。]?\s*$"
)
_BEGINS_ANEW = pattern(
    rf"\s*(?:(?:以上|上述)(?:同志|人员|任免|职务)|{HANZI}{{2,4}}同志(?:任|的|不再|兼|为|免))"
)
"""How a line begins that is a sentence of its own."""
_CONTACT = pattern(r"\s*[（(]?(?:联系人|经办人)[：:].*(?:电话|手机|传真|\d{7})")
"""A line that names whom people may ask."""
_COUNTED = pattern(r"\s*\d{1,3}(?:[.．、)）]|[ \u3000\t]+)[^\d\s]")
_OPENS = pattern(
    r"\s*(?:任命|聘任|任职|免去|免职|解聘|增补|新增|调出|退出)[^\s，。；：:]{0,6}(?:人员|名单)?\s*[：:]?\s*"
)
"""A line that opens a list."""
_COLUMNS = pattern(r"\s*\S+(?:[ \u3000]\S)?(?:(?:[ \u3000]{2,}|\t)[^\s。]+(?:[ \u3000][^\s。])?){2,}\s*$")
"""A row of a table, its cells set apart by wide gaps."""
_BROKEN = pattern(
    rf"^(?!\s*{label.NUMERAL}、[^，。]{{0,6}}任免$)[^：:]*(?:任|免去|的|，)[^：:\s]*{HANZI}\s*$"
)
"""A line that breaks off within a sentence of appointments."""
_GOES_ON = pattern(rf"\s*(?!以上|上述|特此|此[通复件]){HANZI}[^：:\s]*[；;。，][^：:]*$")
_DRAWN = pattern(r"\s*[+|][-+|=\s]*[-=]{2,}[-+|=\s]*")
"""A rule of a table that is drawn with signs."""
_WHOLE_LIST = pattern("调整后[^，。；]{0,16}(?:名单|如下|为)")


@dataclass(frozen=True, slots=True)
class Paper:
    """A document with its text as it is written."""

    document: Document
    places: Mapping[Address, Place]
    path: Path
    written: Mapping[Address, tuple[tuple[str, Place], ...]] = field(default_factory=dict)
    """The paragraphs of each body, and the lines of each roster, as the file has them."""
    behind: tuple[tuple[str, Place], ...] = ()
    """The lines between the body and the date, as the file has them: the signature, and what was taken for part of it."""
    doubts: tuple[str, ...] = ()
    """What of its list was read by a guess, or not at all, each with its line."""

    @property
    def appoints(self) -> bool:
        """Whether its title speaks of appointments, so that its lists are of posts and not of a group."""
        group = group_name.read(self.document.title)
        return _APPOINTS.search(self.document.title) is not None and (not group or group.endswith("委员会"))

    @property
    def keeps_others(self) -> bool:
        """Whether it says that all others of a group stay: what it lists is not the whole."""
        lines = [line for _, body in self.bodies() for line in body]
        return any(map(_UNCHANGED.search, lines)) and not any(map(_WHOLE_LIST.search, lines))

    def tells(self, roster: Roster) -> bool:
        """Whether ``roster`` says what changes, as sentences do, and is no list of who is in a group."""
        return self.appoints or tells_changes(roster) or self._is_below_order(roster)

    def _is_below_order(self, roster: Roster) -> bool:
        """Whether the lines of ``roster`` stand below 增补人员, or the titles of a table: 组内职务　调整前　调整后."""
        for way, body in self.bodies():
            if self.roster_at(way) is roster and ROSTER_MARK in body:
                index = body.index(ROSTER_MARK) - 1
                above = [self.written.get(way.to("正文", each), ()) for each in (index, index - 1)]
                is_order = index >= 0 and (
                    orders_changes(body[index]) or bool(_APPOINTING.search(body[index]))
                )
                return is_order or any(lines and is_head(lines[-1][0]) for lines in above)
        return False

    def bodies(self) -> Iterator[tuple[Address, Sequence[str]]]:
        """Yield the bodies of the document, its attachments and what it carries, each at its address."""
        yield WHOLE, self.document.body
        for index, part in enumerate(self.document.attachments):
            yield Address("附件", index), part.body
        for way, carried in self.document.carried:
            yield way, carried.body

    def roster_at(self, way: Address) -> Roster | None:
        """Return the roster of the part at ``way``; None without one."""
        if way == WHOLE:
            return self.document.roster
        if way[0] == "附件":
            return self.document.attachments[int(way[1])].roster
        return next(part.roster for own, part in self.document.carried if own == way)


def orders_changes(line: str) -> bool:
    """Whether ``line`` says that those listed below it come or go: 一、增补人员, 不再担任成员的."""
    return _ORDERS.fullmatch(bare(line)) is not None


def tells_changes(roster: Roster) -> bool:
    """Whether the roles of ``roster`` say what changes: 增补成员, 不再担任成员; or its texts do: 由甲调整为乙."""
    is_told = any(_CHANGES.match(role) and not is_role(plain(role)) for role in roster)
    return is_told or any(map(_is_told, roster.values()))


def _is_told(seats: Seats) -> bool:
    """Whether what stands for the people of a role says what changes: 由甲调整为乙; 县教育局调整为甲."""
    texts = [seats] if isinstance(seats, str) else [each.post for each in seats if not each.name]
    posts = () if isinstance(seats, str) else [each.post for each in seats]
    return (
        any(map(_CHANGES.search, texts))
        or any(map(_SWAPS.search, posts))
        or (
            not isinstance(seats, str)
            and any(
                each.post.startswith(_ORDER) or each.name.startswith(_ORDER[:3]) or _PASSES.search(each.post)
                for each in seats
            )
        )
    )


@dataclass(frozen=True, slots=True)
class Text:
    """Lines one behind another, as one text, with the place of each."""

    lines: tuple[str, ...]
    places: tuple[str, ...]
    tables: tuple[TextTable, ...] = ()
    """The tables among them, whose lines are left blank."""

    @property
    def whole(self) -> str:
        """All lines."""
        return "\n".join(self.lines)

    def line_at(self, position: int) -> int:
        """Return which line the character at ``position`` is in, from 0."""
        ends = [0, *accumulate(len(line) + 1 for line in self.lines)]
        return min(bisect_right(ends, position) - 1, len(self.lines) - 1)


def read_paper(path: Path) -> Paper:
    """Return the document that the file at ``path`` says. Raises UsageError when it cannot be read, InputError without text."""
    if is_source(path):
        source = read_source(path)
        return Paper(source.document, source.places, path)
    reading = recognise(read_transcript(path))
    lines = {(line.at.page, line.at.line): line.text for line in reading.transcript.lines}
    written: dict[Address, tuple[tuple[str, Place], ...]] = {}
    for way, stretches in reading.stretches.items():
        if way[-1:] == ("名单",):
            written[way] = tuple((lines.get((each.at.page, each.at.line), ""), each.at) for each in stretches)
        elif way[-2:-1] == ("正文",):
            written[way] = tuple(_unjoined([(_cut(each, lines), each.at) for each in stretches]))
    places = places_of(reading)
    behind = tuple(_behind(reading, places.get(Address("成文日期"))))
    doubts = tuple(
        f"{_told(each.at.at if each.at else None, path, 0)}：{each.message}"
        for each in reading.doubts
        if each.code == "read.list"
    )
    return Paper(reading.document, places, path, written, behind, doubts)


def _behind(reading: Reading, day: Place | None) -> Iterator[tuple[str, Place]]:
    """Yield the lines behind the last of the body and before the date, of a text whose lines are counted."""
    body = [
        each.at.line
        for way, found in reading.stretches.items()
        if way[:1] in (("正文",), ("名单",))
        for each in found
    ]
    for line in reading.transcript.lines if body and day and not day.page else ():
        if day and max(body) < line.at.line < day.line and line.text.strip():
            yield line.text, line.at


def _unjoined(lines: Sequence[tuple[str, Place]]) -> Iterator[tuple[str, Place]]:
    """Yield the lines of a paragraph, those that run on joined; an item of a list begins a line of its own."""
    text, at, is_row = "", None, False
    for line, place in lines:
        goes_on = text.rstrip().endswith(("，", "、", ","))
        if at is not None and (is_row or _begins_item(line)) and not goes_on:
            yield text, at
            text, at = "", None
        is_row = _COLUMNS.match(line) is not None
        text, at = text + line.strip("\r\n"), at or place
    if at is not None:
        yield text, at


def _begins_item(line: str) -> bool:
    """Whether a line begins with somebody and a post apart, in either order: 财务部部长：甲, 甲　财务部部长."""
    if _BEGINS_ANEW.match(line) or _COUNTED.match(line) or _OPENS.fullmatch(line) or _COLUMNS.match(line):
        return True
    match = _ITEM.match(line)
    if match is None:
        return False
    first, second = close_up(match["first"]), match["second"].strip()
    return (is_name(first) and ends_as_post(second)) or (
        ends_as_post(first) and bool(read_people(second, 0) or roster_line.read(second))
    )


def _cut(stretch: Stretch, lines: Mapping[tuple[int, int], str]) -> str:
    line = lines.get((stretch.at.page, stretch.at.line), "")
    return line[stretch.start : stretch.end] if stretch.end is not None else line


def texts_of(paper: Paper) -> Iterator[Text]:
    """Yield the text of each body; lists of who is in a group are left blank, those that tell changes are in it."""
    for way, body in paper.bodies():
        found = [line for index, words in enumerate(body) for line in _written(paper, way, index, words)]
        if way == WHOLE:
            found += [(with_one_dot(text), _told(at, paper.path, 0)) for text, at in paper.behind]
        found = list(_once(found))
        lines, places = [text for text, _ in found], [at for _, at in found]
        tables = find_tables(lines, places)
        taken = {place for table in tables for place in table.lines}
        kept = tuple(
            "" if place in taken or _CONTACT.match(line) else line for place, line in enumerate(lines)
        )
        yield Text(_rejoined(kept), tuple(places), tuple(tables))


def lines_of(paper: Paper) -> Iterator[tuple[str, str]]:
    """Yield every line of the bodies and the rosters, each with its place."""
    for way, body in paper.bodies():
        for index, words in enumerate(body):
            if words != ROSTER_MARK:
                yield from _written(paper, way, index, words)
            for text, place in paper.written.get(way.to("名单"), ()) if words == ROSTER_MARK else ():
                yield with_one_dot(text), _told(place, paper.path, index)


def _once(lines: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield ``lines``, one of which parts of the document each have a part once and whole; drawn rules are left out."""
    for (text, at), following in zip(lines, [*lines[1:], ("", "")], strict=False):
        is_again = at == following[1] and text.strip() in following[0]
        if not is_again and not _DRAWN.fullmatch(text):
            yield text, at


def _rejoined(lines: Sequence[str]) -> tuple[str, ...]:
    """Return ``lines`` with those that break off within a sentence joined to the next, which is left blank."""
    whole = list(lines)
    for index in reversed(range(len(whole) - 1)):
        if _BROKEN.search(whole[index]) and _GOES_ON.match(whole[index + 1]) and not _ends(whole[index]):
            whole[index] += whole[index + 1].strip()
            whole[index + 1] = ""
    return tuple(whole)


def _ends(line: str) -> bool:
    """Whether ``line`` may be whole: it ends as a post or a unit does."""
    return ends_as_post(line) or ends_as_unit(line) or bool(read_people(line.strip(), 0))


def _written(paper: Paper, way: Address, index: int, words: str) -> Iterator[tuple[str, str]]:
    """Yield the lines that the paragraph ``words`` stands on, as they are written, each with its place."""
    at = _told(paper.places.get(way.to("正文", index)), paper.path, index)
    if words == ROSTER_MARK:
        roster = paper.roster_at(way)
        is_text = not roster or paper.tells(roster)
        for text, place in paper.written.get(way.to("名单"), ()) if is_text else ():
            yield with_one_dot(text), _told(place, paper.path, index)
    elif words.startswith("|"):
        yield words, at
    else:
        line = words.replace("\n", " ")
        found = paper.written.get(way.to("正文", index), ())
        is_same = bare("".join(text for text, _ in found)) == bare(line)
        for text, place in found if is_same else ():
            yield with_one_dot(text), _told(place, paper.path, index)
        if not is_same:
            yield with_one_dot(line), at


def _told(place: Place | None, path: Path, index: int) -> str:
    return f"{path.name} 第{place.line}{place.unit}" if place else f"{path.name} 正文第{index + 1}段"
