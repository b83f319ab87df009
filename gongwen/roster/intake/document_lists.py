"""Every list of people in a document → listings that the register takes in: the 名单, and the lists in the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from gongwen.address import Place
from gongwen.document import ROSTER_MARK, Attachment, Document, Enclosed, Member, Roster, Seats
from gongwen.pattern import pattern
from gongwen.read.rows import Row
from gongwen.read.workbook import Cell
from gongwen.recognise.elements.roster_lines import split_at_roles
from gongwen.recognise.elements.rosters import FoundRoster, find_rosters
from gongwen.recognise.passages import Passage
from gongwen.roster.intake.list_remarks import is_change_remark, without_change_remark
from gongwen.roster.intake.listings import Listing
from gongwen.roster.intake.paper_text import orders_changes, tells_changes
from gongwen.roster.intake.tables.text_tables import is_head
from gongwen.roster.ledger.records import NOWHERE, Origin
from gongwen.terms.label import find_label
from gongwen.terms.people import group_name, roster_line
from gongwen.terms.people.person_name import is_name, with_one_dot
from gongwen.terms.people.post import ends_as_post, is_seat, is_vacant, split_seats
from gongwen.terms.people.prose_list import read_seats
from gongwen.terms.people.role import is_of_office, is_role, plain
from gongwen.zh.spaces import bare

_LONGEST_HEADING, _LONGEST_NAME = 45, 20
_MARK = pattern("[，。；：:（(]")
_OPENS_LIST = pattern("[：:]$")
_SENTENCE_ENDS = ("。", "；", "：", ":")
_ROLE_PREFIX = pattern("^(?:领导小组|指挥部)(?=副?(?:组长|成员|指挥长))")
_FOUNDED = pattern(
    "(?:(?:合并|整合|更名|改名|组建|重组|改组)(?:组建|成立)?(?:为|成)|(?:合并|整合)，(?:组建|成立|设立)(?:为)?)"
    "(?P<name>[^，。；]{4,40})(?:，[^。；]*)?[。；：:]$"
)
"""How a sentence ends that leads to the list of a group: 将甲、乙合并为丙。将甲更名为丙，组成人员如下："""
_OFFICE_HEADING = pattern(r".*办公室(?:组成人员|成员|人员)?(?:名单)?[：:]?")
_ENDED = pattern("撤销|取消|不再保留")
_PART_AND_ROLE = pattern(
    r"\s*(?P<part>[^\s，。：:；、]{2,10}?[组队班])(?P<role>(?:常务)?副?(?:组长|队长|负责人|召集人))\s*[：:]"
)
_ORDINAL_GROUP = pattern(
    r"(?:第?[一二三四五六七八九十\d]+[小]?组|[^\s，。：:；]{2,12}[组队班])(?=$|[：:（(])"
)


@dataclass(slots=True)
class _List:
    """A list of one group, as it stands in a part of the document."""

    group: str
    roles: dict[str, Seats]
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class _Part:
    """A part of the document, and what was found in it so far."""

    title: str
    parent: str
    """The group of the part, inside which those are that its headings name; "" for none."""
    lists: list[_List] = field(default_factory=list)


def listings_of(
    document: Document,
    path: Path,
    *,
    are_whole: bool = True,
    is_told: Callable[[Roster], bool] = tells_changes,
) -> list[Listing]:
    """Return the rosters in a document of anybody's making, those in its text too; [] when there is none.

    Lists that say what changes (增补成员：), as ``is_told`` knows them, are none. ``are_whole`` False says that whom they do not name stays.

    Each is of the group that its heading, the line before it, or the title names. A line that was taken by
    a guess is a fault of its listing, groups that the document abolishes are a note.
    """
    title = "".join(document.title.split())
    origin = Origin(title, document.doc_number) if title or document.doc_number else NOWHERE
    lists = [each for part in _parts(document) for each in _lists_in(part, document, is_told)]
    listings = [
        Listing(
            "席位",
            tuple(_rows(each, str(path), document.date)),
            each.group,
            origin,
            (),
            _told(each, path),
            is_whole=are_whole,
        )
        for each in lists
    ]
    if listings and (ended := _abolished(document)):
        note = f"{path}：文中撤销的{'、'.join(ended)}没有从名册里撤销，请用 gongwen roster change 登记"
        listings[0] = replace(listings[0], notes=(note,))
    return listings


def _told(found: _List, path: Path) -> tuple[str, ...]:
    return tuple(f"{path} {found.group}：{doubt}" for doubt in found.doubts)


def _parts(document: Document) -> Iterator[Document | Enclosed | Attachment]:
    yield document
    yield from document.attachments
    for _, carried in document.carried:
        yield carried
        yield from carried.attachments


def _lists_in(
    part: Document | Enclosed | Attachment, document: Document, is_told: Callable[[Roster], bool]
) -> list[_List]:
    """Return the lists in one part of the document, in the order of its text."""
    titles = (part.title, document.title)
    parent = next(filter(None, (*map(group_name.read, titles), *map(group_name.read_roll, titles))), "")
    reader = _Part(part.title, parent)
    lines = list(part.body)
    if part.roster and ROSTER_MARK not in lines:
        lines.append(ROSTER_MARK)
    start = 0
    for index, line in enumerate(lines):
        if line == ROSTER_MARK and part.roster:
            behind = _take_text(reader, lines, start, index)
            if not is_told(part.roster):
                _take(reader, dict(part.roster), _above(lines, index, behind), _unsure(part.roster))
            start = index + 1
    _take_text(reader, lines, start, len(lines))
    return reader.lists


def _take_text(part: _Part, lines: Sequence[str], start: int, stop: int) -> int:
    """Take the lists that stand as text in ``lines[start:stop]``; return the line behind the last of them, else ``start``."""
    own = [
        Passage(line, Place(part.title, number), is_row=line.startswith("|"))
        for number, line in enumerate(lines[start:stop], start)
    ]
    passages = list(split_at_roles([part_of for each in own for part_of in _apart_from_part(each)]))
    last = start
    for found in find_rosters(passages):
        index = passages[found.start].at.line
        roster = _as_roster(found)
        known = [bare(seats) for seats in roster.values() if isinstance(seats, str) and _people_in(seats)]
        doubts = tuple(message for _, message in found.doubts if not any(each in message for each in known))
        above = [*_heading_of_part(passages, found.start), *_above(lines, index, last)]
        is_order = bool(above) and orders_changes(above[0])
        if not (tells_changes(roster) or is_order or _is_in_table(lines[:index])):
            _take(part, roster, above, doubts)
        last = passages[found.stop - 1].at.line + 1
    return last


def _is_in_table(before: Sequence[str]) -> bool:
    """Whether the last lines of ``before`` are the titles of a table of what changes, and rows of it."""
    for line in reversed(before):
        if is_head(line):
            return True
        if line.rstrip().endswith(_SENTENCE_ENDS):
            break
    return False


def _apart_from_part(passage: Passage) -> Iterator[Passage]:
    """Yield ``passage``, the part of a group with which it begins as a heading of its own: 抢通组组长：甲 → 抢通组, 组长：甲."""
    match = _PART_AND_ROLE.match(passage.text)
    if match is None or is_role(match["part"] + match["role"]):
        yield passage
        return
    yield passage.part(0, match.start("role"))
    yield passage.part(match.start("role"), len(passage.text))


def _heading_of_part(passages: Sequence[Passage], start: int) -> list[str]:
    """Return the part of a group that stands on the line of the list at ``start``, before it; [] for none."""
    before = passages[start - 1] if start else None
    is_part = (
        before is not None and before.at == passages[start].at and _ORDINAL_GROUP.fullmatch(before.tight)
    )
    return [before.text] if before and is_part else []


def _as_roster(found: FoundRoster) -> dict[str, Seats]:
    return {
        role: seats if isinstance(seats, str) else tuple(Member.model_validate(seat) for seat in seats)
        for role, seats in found.roles.items()
    }


def _above(lines: Sequence[str], index: int, start: int) -> list[str]:
    """Return the lines between the list before and the one at ``index``, the nearest first."""
    return [line for line in reversed(lines[start:index]) if line != ROSTER_MARK]


def _take(part: _Part, roles: dict[str, Seats], above: Sequence[str], doubts: tuple[str, ...]) -> None:
    group = _group_above(above, part)
    if above and _OFFICE_HEADING.fullmatch(bare(above[0])) and len(above[0]) <= _LONGEST_HEADING:
        roles = {role if is_of_office(role) else f"办公室{role}": seats for role, seats in roles.items()}
    same = next((each for each in part.lists if each.group == group), None)
    same = part.lists[-1] if part.lists and not above else same
    if same is None:
        part.lists.append(_List(group, roles, doubts))
    elif not above or not same.roles.keys() & roles.keys():
        same.roles = _together(same.roles, roles)
        same.doubts += doubts
    else:
        name = _unknown_heading(above[0])
        told = (*doubts, f"“{name}”不像组的名称，请核对名单是哪个组的") if name else doubts
        part.lists.append(_List(group_name.under(name, part.parent) if name else "", roles, told))


def _together(first: Mapping[str, Seats], second: Mapping[str, Seats]) -> dict[str, Seats]:
    """Return the seats of one list that stands in two parts, by role."""
    both = dict(first)
    for role, seats in second.items():
        own = both.get(role, ())
        is_words = isinstance(own, str) or isinstance(seats, str)
        both[role] = f"{own}、{seats}" if is_words and own else (*own, *seats) if own else seats
    return both


def _unknown_heading(line: str) -> str:
    """Return what stands alone above a list and may name its group, though it looks like none; "" for a sentence."""
    text = bare(line).rstrip("：:")
    label = find_label(text)
    words = text[len(label.text) :] if label else text
    return words if len(words) <= _LONGEST_NAME and not _MARK.search(words) else ""


def _group_above(above: Sequence[str], part: _Part) -> str:
    """Return the group that the heading nearest above a list names, else the sentence that leads to it, else the title."""
    for index, line in enumerate(above):
        text = "".join(line.split())
        is_name = group_name.read(text) == _unknown_heading(text.rstrip("。"))
        is_heading = len(text) <= _LONGEST_HEADING and (is_name or not text.endswith(("。", "；")))
        if index == 0 and (founded := _FOUNDED.search(text)) and (name := group_name.read(founded["name"])):
            return group_name.under(name, part.parent)
        if not is_heading and not (index == 0 and _OPENS_LIST.search(text)):
            continue
        if name := group_name.read(text):
            return group_name.under(name, part.parent)
        label = find_label(text)
        rest = text[len(label.text) :] if label else text
        if part.lists and index == 0 and (match := _ORDINAL_GROUP.match(rest)):
            return group_name.under(match[0], part.parent)
        if label and label.level == 1:
            break
    return part.parent or next((name for line in above if (name := group_name.read(line))), "")


def _unsure(roster: Roster) -> tuple[str, ...]:
    """Return what is said of the seats that name neither a person nor a unit or post."""
    return tuple(
        f"“{words}”没有认出是谁、什么职务"
        for seats in roster.values()
        for words, remark in _nameless(seats)
        if not is_seat(words) and not is_vacant(remark) and not is_change_remark(words)
    )


def _nameless(seats: Seats) -> Iterator[tuple[str, str]]:
    """Yield what is listed without a name, and the remark behind it."""
    if isinstance(seats, str):
        yield from ((words, "") for words in (() if _people_in(seats) else split_seats(seats)))
        return
    yield from ((member.post, member.remark) for member in seats if not member.name)


def _abolished(document: Document) -> list[str]:
    """Return the groups that stand below a heading which says that they are abolished."""
    names: list[str] = []
    is_ended, level = False, 0
    for line in document.body:
        label = find_label(line)
        if label is not None and (not is_ended or label.level <= level):
            is_ended, level = _ENDED.search(line) is not None and len(line) <= _LONGEST_HEADING, label.level
        elif is_ended and len(line) <= _LONGEST_HEADING and (name := group_name.read(line)):
            names.append(name)
    return names


def _rows(found: _List, name: str, day: date | None) -> Iterator[Row]:
    start = day.isoformat() if day else ""
    for role, seats in found.roles.items():
        own = _ROLE_PREFIX.sub("", plain(role))
        way = f"{name} {found.group}{role}"
        if isinstance(seats, str):
            people = _people_in(seats)
            items = [_cells(person) for person in people] or [_seat(words) for words in split_seats(seats)]
            for index, cells in enumerate(items, 1):
                yield _row({"角色": own, **cells, "起始日期": start}, f"{way}第{index}项")
            continue
        for index, member in enumerate(filter(None, map(without_change_remark, seats)), 1):
            yield _row({"角色": own, **_cells(member), "起始日期": start}, f"{way}第{index}人")


def _people_in(text: str) -> list[Member]:
    """Return whom ``text`` names, each behind a post, and seats of many among them: 党委副书记、校长甲、各科科长; [] for nobody."""
    found = [each.value for each in roster_line.read(text, "职务在前")]
    is_sure = all(each.name and is_name(each.name) and each.post for each in found)
    listed = found if found and is_sure else read_seats(text)
    cells = ({"姓名": each.name, "职务": each.post, "备注": each.remark} for each in listed)
    return [Member.model_validate(each) for each in cells]


def _row(values: Mapping[str, str], at: str) -> Row:
    return Row({key: Cell(text, at) for key, text in values.items() if text}, at)


def _cells(member: Member) -> dict[str, str]:
    remark = "；".join(filter(None, (member.group, member.remark)))
    if not member.name:
        return {**_seat(member.post), "备注": remark}
    return {"姓名": with_one_dot(member.name), "单位及职务": member.post, "备注": remark}


def _seat(words: str) -> dict[str, str]:
    """Return a seat that goes with a post, or that of a unit: 县教育局, 县财政局主要负责同志."""
    return {"单位及职务" if ends_as_post(words) else "单位": words}
