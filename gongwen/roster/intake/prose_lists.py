"""Lists of who is in a group that stand in the sentences of a paper → listings, and the text without them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from gongwen.pattern import pattern
from gongwen.read.rows import Row
from gongwen.read.workbook import Cell
from gongwen.roster.intake.listings import Listing
from gongwen.roster.intake.paper_text import Paper, Text
from gongwen.roster.intake.papers import context_of, default_group, groups_at, origin_of
from gongwen.roster.ledger.names import Names
from gongwen.terms import label
from gongwen.terms.people import group_name
from gongwen.terms.people.named_people import Context
from gongwen.terms.people.person_name import with_one_dot
from gongwen.terms.people.post import ends_as_post
from gongwen.terms.people.prose_list import ListedSeat, ProseList, names_part, read, read_members
from gongwen.terms.people.role import is_leader

_LABEL = pattern(rf"\s*{label.ANY}\s*")
_FATE = pattern("[^。；]*?(?:合并|整合|更名|改名|并入|撤销)[^，。；]*(?:，(?:设立|成立|组建)[^，。；]*)?")
"""What a line says, before its list, of groups that end or get another name."""
_SENTENCE = pattern("[^。]+。?")


def take_prose_lists(
    paper: Paper, texts: Sequence[Text], names: Names, day: date, listed: Sequence[Listing] = ()
) -> tuple[list[Listing], list[Text]]:
    """Return the lists in the sentences of ``texts``, from ``day`` on, and the texts with the lines of these left blank.

    Those ``listed`` in lines are returned too, with the members whom sentences add. A group that the register has
    is listed whole only where members are named too: otherwise its leaders change.
    """
    listings = list(listed)
    rest = []
    default, context = default_group(paper, names), context_of(paper, names)
    for text in texts:
        lines = list(text.lines)
        groups = list(groups_at(lines, default, names))
        for index, line in enumerate(text.lines):
            begun = _LABEL.match(line)
            found, other = _lists_in(line[begun.end() :] if begun else line, context)
            own = [(_group_of(each, groups[index]), each) for each in found]
            if own and all(_is_whole(group, each, names) for group, each in own):
                about = {"origin": origin_of(paper.document), "is_whole": not paper.keeps_others}
                listings += [_listing(*each, text.places[index], day, about) for each in own]
                lines[index] = other
            for sentence in _SENTENCE.findall(lines[index]):
                if members := read_members(sentence.strip(), context):
                    _add_members(listings, groups[index], *members, text.places[index], day)
        rest.append(replace(text, lines=tuple(lines)))
    return listings, rest


def _add_members(
    listings: list[Listing], group: str, role: str, seats: Sequence[ListedSeat], at: str, day: date
) -> None:
    """Add the ``seats`` that a sentence tells to the list of ``group``, where there is one, and all that it has not."""
    for index, each in enumerate(listings):
        if group and each.group == group and each.is_whole:
            known = {_told(row) for row in each.rows}
            rows = [row for row in _rows(group, {role: seats}, at, day) if _told(row) not in known]
            listings[index] = replace(each, rows=(*each.rows, *rows))


def _told(row: Row) -> tuple[str, ...]:
    return tuple(row.text(key) for key in ("角色", "姓名", "单位及职务", "单位"))


def _lists_in(line: str, context: Context) -> tuple[list[ProseList], str]:
    """Return the lists that ``line`` is, or that whole sentences of it are, and what else it says."""
    if found := read(line, context):
        fate = _FATE.match(line)
        return found, fate[0] if fate else ""
    by_sentence = [(sentence, read(sentence, context)) for sentence in _SENTENCE.findall(line)]
    rest = "".join(sentence for sentence, own in by_sentence if not own)
    return [each for _, own in by_sentence for each in own], rest


def _group_of(found: ProseList, parent: str) -> str:
    """Return the group that stands before the list, a part of ``parent`` with its name; ``parent`` where none does."""
    for head in reversed(found.heads):
        if name := group_name.read(head) or (head if names_part(head) else ""):
            return parent if parent.endswith(name) else group_name.under(name, parent)
    return parent


def _is_whole(group: str, found: ProseList, names: Names) -> bool:
    """Whether ``found`` lists a group: somebody leads it by name, and members are listed or the register has it not."""
    leads = any(seat.name for role, seats in found.roles.items() if is_leader(role) for seat in seats)
    return bool(group) and leads and (found.has_members or names.group(group) is None)


def _listing(group: str, found: ProseList, at: str, day: date, about: Mapping[str, object]) -> Listing:
    rows = tuple(_rows(group, found.roles, at, day))
    faults = tuple(f"{at}：没有读懂“{words}”，请核对{group}的名单" for words in found.unread)
    return replace(Listing("席位", rows, group, faults=faults, office=found.office), **about)  # type: ignore[arg-type]


def _rows(group: str, roles: Mapping[str, Sequence[ListedSeat]], at: str, day: date) -> Iterator[Row]:
    for role, seats in roles.items():
        for index, seat in enumerate(seats, 1):
            cells = {"角色": role, **_cells(seat), "起始日期": day.isoformat()}
            place = f"{at} {group}{role}第{index}人"
            yield Row({key: Cell(text, place) for key, text in cells.items() if text}, place)


def _cells(seat: ListedSeat) -> dict[str, str]:
    if seat.name:
        return {"姓名": with_one_dot(seat.name), "单位及职务": seat.post, "备注": seat.remark}
    return {"单位及职务" if ends_as_post(seat.post) else "单位": seat.post}
