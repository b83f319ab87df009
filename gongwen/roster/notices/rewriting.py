"""The lines of a roster inside a text, and what must change in them to say the state of a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import NamedTuple

from gongwen.address import Address, Stretches
from gongwen.document import Member, Roster
from gongwen.ooxml.edit.edits import TextEdit
from gongwen.pattern import pattern
from gongwen.zh.spaces import spread
from gongwen.zh.width import width

_TWO = 2
_NOTE = pattern(r"[（(][^（）()]*[）)]\s*$")
"""What a list notes behind a post: （兼）, （藏族）."""
_MARK = pattern("[★☆※*＊△▲●○]")


class Wanted(NamedTuple):
    """A person as the list should say them; ``key`` tells them from others."""

    key: object
    name: str
    post: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a person stands in a text."""

    line: int
    """From 0."""
    text: str
    """Of the whole line."""
    name: tuple[int, int]
    post: tuple[int, int]
    """Empty, at the end of the name, where the list names people alone."""
    member: Member

    @property
    def is_padded(self) -> bool:
        """Whether a name of two characters is spread."""
        start, end = self.name
        return len(self.member.name) == _TWO < end - start


@dataclass(slots=True)
class Plan:
    """What must change, by lines of the text as it is."""

    edits: list[TextEdit] = field(default_factory=list)
    """Each of a line, which is a paragraph of a docx."""
    inserted: list[tuple[int, str]] = field(default_factory=list)
    """Lines put behind a line, in order."""
    deleted: list[int] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    """What a person must do by hand, in Chinese."""


def spots_of(
    lines: Sequence[str], roster: Roster, way: Address, stretches: Stretches
) -> dict[str, list[Spot]]:
    """Return where the people of ``roster``, at the end of ``way``, stand in ``lines``, by role.

    People are left out whose name and behind it post do not stand in one line, and roles in which somebody is
    listed without a name, or some with a post and some without.
    """
    found: dict[str, list[Spot]] = {}
    for role, seats in roster.items():
        members = () if isinstance(seats, str) else seats
        is_whole = all(member.name for member in members) and len({not each.post for each in members}) == 1
        for index, member in enumerate(members if is_whole else ()):
            seat = way.to(role, index)
            names, posts = (stretches.get(seat.to(key), ()) for key in ("姓名", "职务"))
            if not len(names) == len(posts) == 1 or names[0].at != posts[0].at:
                continue
            line, name = names[0].at.line - 1, names[0].span
            post = posts[0].span if member.post else (name[1], name[1])
            if name < post:
                found.setdefault(role, []).append(Spot(line, lines[line], name, post, member))
    return found


def are_padded(spots: Iterable[Spot]) -> bool:
    """Whether the names of two characters at ``spots`` are spread; with none of them, whether the columns tell so."""
    known = list(spots)
    short = [spot for spot in known if len(spot.member.name) == _TWO]
    if short:
        return any(spot.is_padded for spot in short)
    return any("\u3000" in spot.text[: spot.name[0]].strip("\u3000") for spot in known)


def plan_role(
    spots: Sequence[Spot],
    wanted: Sequence[Wanted],
    key_of: Callable[[Spot], object],
    plan: Plan,
    *,
    pads: bool,
) -> None:
    """Add to ``plan`` what turns the people at ``spots``, of one role, into ``wanted``.

    With ``pads`` names of two characters are spread (:func:`are_padded`).
    The line that has the label of the role is never taken out while the role has people.
    """
    style = _Style(spots, pads=pads)
    if not spots[0].member.post:
        wanted = [each._replace(post="") for each in wanted]
    old = [key_of(spot) for spot in spots]
    new = [each.key for each in wanted]
    if not wanted:
        plan.refused.append(f"第{spots[0].line + 1}行起的这个角色已没有人，请手工删去")
        return
    for tag, i, j, k, m in _steps(old, new):
        if tag == "equal":
            for spot, each in zip(spots[i:j], wanted[k:m], strict=True):
                plan.edits += style.rewritten(spot, each)
            continue
        _replace(spots, (i, j), wanted[k:m], style, plan)


def _steps(old: Sequence[object], new: Sequence[object]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield opcodes from ``old`` to ``new``; a change at the head takes the first that stays with it."""
    codes = [
        (tag, i, j, k, m) for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    ]
    if codes and codes[0][0] in ("insert", "delete") and len(codes) > 1:
        _, i, j, k, m = codes[0]
        _, _, until, _, upto = codes[1]
        codes[:2] = [("replace", i, j + 1, k, m + 1), ("equal", j + 1, until, m + 1, upto)]
    yield from (code for code in codes if code[1] < code[2] or code[3] < code[4])


def _replace(
    spots: Sequence[Spot], span: tuple[int, int], wanted: Sequence[Wanted], style: _Style, plan: Plan
) -> None:
    """Rewrite the people of ``span`` one by one; put the rest in behind them, or take the rest out."""
    i, j = span
    for spot, each in zip(spots[i:j], wanted, strict=False):
        plan.edits += style.rewritten(spot, each)
    gone = spots[i + len(wanted) : j]
    plan.deleted += [spot.line for spot in gone if style.is_alone(spot)]
    for line in dict.fromkeys(spot.line for spot in gone if not style.is_alone(spot)):
        _take_out([spot for spot in gone if spot.line == line], style, plan)
    behind = spots[j - 1] if j else spots[0]
    if style.is_alone(behind):
        plan.inserted += [(behind.line, style.new_line(each)) for each in wanted[j - i :]]
    elif wanted[j - i :]:
        _put_in(behind, wanted[j - i :], style, plan)


def _take_out(gone: Sequence[Spot], style: _Style, plan: Plan) -> None:
    """Take people who follow each other out of a line of several, with what sets them apart."""
    first, last = gone[0], gone[-1]
    same = style.on_line(first)
    behind = same[same.index(last) + 1 :]
    before = same[: same.index(first)]
    if not behind and not before:
        names = "、".join(spot.member.name for spot in gone)
        plan.refused.append(f"第{first.line + 1}行：{names}请手工删去，这一行的人都不在了")
    elif behind:
        plan.edits.append(TextEdit(first.line, first.name[0], behind[0].name[0], ""))
    else:
        plan.edits.append(TextEdit(first.line, _end_of(before[-1]), _end_of(last), ""))


def _put_in(behind: Spot, wanted: Sequence[Wanted], style: _Style, plan: Plan) -> None:
    """Put people into a line of several, behind somebody, set apart and written as they are."""
    mark = style.mark(behind)
    if "\n" in mark:
        names = "、".join(each.name for each in wanted)
        plan.refused.append(f"第{behind.line + 1}行：几个人在一段里各占一行，{names}请手工加上")
        return
    end = _end_of(behind)
    between, tail = behind.text[behind.name[1] : behind.post[0]], behind.text[behind.post[1] : end]
    text = "".join(f"{mark}{style.name(each.name)}{between}{each.post}{tail}" for each in wanted)
    plan.edits.append(TextEdit(behind.line, end, end, text))


def _end_of(spot: Spot) -> int:
    """Return where a person ends in a line: behind the post and the bracket that closes it."""
    rest = spot.text[spot.post[1] :]
    return spot.post[1] + len(rest) - len(rest.lstrip("）)〕］]"))


class _Style:
    """How the lines of one role are written."""

    def __init__(self, spots: Sequence[Spot], *, pads: bool) -> None:
        self.spots, self.pads = spots, pads
        self.counts = {spot.line: sum(each.line == spot.line for each in spots) for spot in spots}

    def is_alone(self, spot: Spot) -> bool:
        """Whether a person has the line to themselves."""
        return self.counts[spot.line] == 1

    def on_line(self, spot: Spot) -> list[Spot]:
        """Return the people of the role in the line of ``spot``, in their order."""
        return sorted((each for each in self.spots if each.line == spot.line), key=lambda each: each.name)

    def mark(self, spot: Spot) -> str:
        """Return what stands between two people in the line of ``spot``."""
        first, second, *_ = self.on_line(spot)
        return spot.text[_end_of(first) : second.name[0]]

    def name(self, name: str) -> str:
        """Return a name as it is written here."""
        return spread(name) if self.pads else name

    def rewritten(self, spot: Spot, wanted: Wanted) -> Iterator[TextEdit]:
        """Yield what turns the person at ``spot`` into ``wanted``; () when nothing does."""
        member = spot.member
        if member.name != wanted.name:
            start, end = spot.name
            gap = spot.text[end : spot.post[0]]
            if gap and not gap.strip("\u3000") and len(self.name(member.name)) <= len(gap) + end - start:
                room = width(spot.text[start : spot.post[0]])
                name = self.name(wanted.name)
                yield TextEdit(
                    spot.line, start, spot.post[0], name + "\u3000" * max(1, round(room - width(name)))
                )
            else:
                yield TextEdit(spot.line, start, end, self.name(wanted.name))
        if member.post != wanted.post:
            start, end = spot.post
            note = _NOTE.search(spot.text, start, end) if member.name == wanted.name else None
            if note is None:
                yield TextEdit(spot.line, start, end, wanted.post)
            elif spot.text[start : note.start()] != wanted.post:
                yield TextEdit(spot.line, start, note.start(), wanted.post)

    def new_line(self, wanted: Wanted) -> str:
        """Return the line of somebody who was not there, written as the last of the role is, without their marks and notes."""
        model = self.spots[-1]
        text = model.text
        head, between, tail = (
            text[: model.name[0]],
            _MARK.sub("", text[model.name[1] : model.post[0]]),
            _bare_tail(text[model.post[1] :]),
        )
        if len(self.spots) == 1:
            head = _without_label(head)
        if between and not between.strip("\u3000"):
            room = width(text[model.name[0] : model.post[0]])
            between = "\u3000" * max(1, round(room - width(self.name(wanted.name))))
        return head + self.name(wanted.name) + between + wanted.post + tail


def _bare_tail(tail: str) -> str:
    """Return what stands behind a post without what it says of the person: the cells of a row, empty; brackets that close."""
    return "\t" * tail.count("\t") if "\t" in tail else _NOTE.sub("", tail)


def _without_label(head: str) -> str:
    """Return what stands before a name in a line without a label: as much room, or the same tab."""
    label = head.rstrip("\t")
    tabs = head[len(label) :]
    if tabs:
        return tabs
    return "\u3000" * round(width(label)) if label.strip() and not label.lstrip().startswith("-") else label


_SERIAL = pattern(r"\s*\|?\s*(?P<number>\d{1,3})(?=[\t|.．、\s])")


def renumber(lines: Sequence[str], plan: Plan) -> None:
    """Add to ``plan`` what keeps the serial numbers of rows in sequence where rows come or go."""
    moved = {line for line, _ in plan.inserted} | set(plan.deleted)
    for run in _numbered_runs(lines):
        if not moved & set(run):
            continue
        number = _number_of(lines[run[0]])
        for line in run:
            if line not in plan.deleted:
                start, end = _span_of(lines[line])
                if _number_of(lines[line]) != number:
                    plan.edits.append(TextEdit(line, start, end, str(number)))
                number += 1
            number = _renumber_inserted(plan, line, number)


def _renumber_inserted(plan: Plan, line: int, number: int) -> int:
    """Number the rows that are put in behind ``line`` from ``number`` on; return the next number."""
    for index, (behind, text) in enumerate(plan.inserted):
        if behind == line and _SERIAL.match(text):
            start, end = _span_of(text)
            plan.inserted[index] = (behind, f"{text[:start]}{number}{text[end:]}")
            number += 1
    return number


def _numbered_runs(lines: Sequence[str]) -> Iterator[list[int]]:
    """Yield the lines, each behind the other, that count on from one to the next."""
    run: list[int] = []
    for line, text in enumerate(lines):
        is_next = bool(run) and run[-1] == line - 1 and _number_of(text) == _number_of(lines[run[-1]]) + 1
        if not is_next and run:
            yield run
            run = []
        if _number_of(text):
            run.append(line)
    if run:
        yield run


def _number_of(text: str) -> int:
    match = _SERIAL.match(text)
    return int(match["number"]) if match else 0


def _span_of(text: str) -> tuple[int, int]:
    match = _SERIAL.match(text)
    return match.span("number") if match else (0, 0)
