"""The rosters inside existing files brought to the state of a day: only their lines change."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from gongwen.address import Stretches
from gongwen.document import Document, Roster, rosters_of
from gongwen.finding import InputError, UsageError
from gongwen.ooxml.edit.edits import TextEdit, delete_pars, insert_after, replace_text
from gongwen.ooxml.edit.tracked import AUTHOR, Hand
from gongwen.read.docx_lines import read_docx
from gongwen.read.encoding import read_bytes
from gongwen.read.file_kind import kind_of
from gongwen.read.input.source import is_source, locate_people, parse_source
from gongwen.recognise.main import recognise
from gongwen.roster.intake.source_files import group_in
from gongwen.roster.ledger.history import History
from gongwen.roster.ledger.lookup import LookupFailure, one_group
from gongwen.roster.ledger.state import Line, roster_of
from gongwen.roster.notices.rewriting import Plan, Spot, Wanted, are_padded, plan_role, renumber, spots_of
from gongwen.roster.notices.wording import post_of
from gongwen.zh.spaces import close_up


@dataclass(frozen=True, slots=True)
class Updated:
    """A file brought up to a day."""

    data: bytes
    groups: tuple[str, ...]
    """The groups whose rosters were found in it."""
    diff: tuple[str, ...]
    """Lines taken out and put in, with - and + before them; () when nothing changed."""
    notes: tuple[str, ...]
    """What a person must do by hand or look at."""


def update_file(
    path: Path, history: History, day: date, group: str = "", when: datetime | None = None
) -> Updated:
    """Return the file at ``path`` with its rosters as they are on ``day``; ``group`` is what it is of, "" to find out.

    With ``when`` the changes of a docx are tracked ones; other files have none.
    Raises UsageError for a file that cannot be read or is of another kind, InputError when no roster of
    a known group is in it.
    """
    data = read_bytes(path)
    if is_source(path):
        return _update_source(data, str(path), history, day, group)
    if kind_of(data, str(path)) == "docx":
        hand = Hand(AUTHOR, when) if when is not None else None
        return _update_docx(data, str(path), history, day, group, hand)
    raise UsageError(f"{path}：只能更新 docx 和 YAML、稿里的名单；其他格式请先用 gongwen read 读成 YAML")


def _update_docx(
    data: bytes, name: str, history: History, day: date, group: str, hand: Hand | None
) -> Updated:
    transcript = read_docx(data, name)
    reading = recognise(transcript)
    texts: dict[int, str] = {}
    for line in transcript.lines:
        number = line.at.line - 1
        texts[number] = f"{texts[number]}\n{line.text}" if number in texts else line.text
    lines = [texts.get(number, "") for number in range(max(texts, default=-1) + 1)]
    groups, plan, notes = _plan(lines, reading.document, reading.stretches, history, day, group, name)
    return Updated(
        _edited(data, plan, notes, hand), groups, tuple(_diff(lines, applied(lines, plan))), tuple(notes)
    )


def _edited(data: bytes, plan: Plan, notes: list[str], hand: Hand | None) -> bytes:
    """Return the docx with the plan carried out, from the last line to the first; what is refused is noted."""
    done = replace_text(data, plan.edits, hand)
    notes += [
        f"第{edit.par + 1}段：{refused.why}，请手工改"
        for refused in done.refused
        if isinstance(edit := refused.asked, TextEdit)
    ]
    data = done.data
    by_line: dict[int, list[str]] = {}
    for line, text in plan.inserted:
        by_line.setdefault(line, []).append(text)
    for line in sorted({*by_line, *plan.deleted}, reverse=True):
        edited = (
            insert_after(data, line, by_line[line], hand)
            if line in by_line
            else delete_pars(data, [line], hand)
        )
        notes += [f"第{line + 1}段：{refused.why}，请手工改" for refused in edited.refused]
        data = edited.data
    return data


def _update_source(data: bytes, name: str, history: History, day: date, group: str) -> Updated:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{name}：不是 UTF-8 编码，请用记事本另存为 UTF-8 后再更新") from None
    mark = "\r\n" if "\r\n" in text else "\n"
    source = parse_source(text.replace("\r\n", "\n"), name)
    lines = text.split(mark)
    groups, plan, notes = _plan(
        lines, source.document, locate_people(source, lines), history, day, group, name
    )
    after = applied(lines, plan)
    head = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    return Updated(head + mark.join(after).encode(), groups, tuple(_diff(lines, after)), tuple(notes))


def applied(lines: Sequence[str], plan: Plan) -> list[str]:
    """Return ``lines`` with ``plan`` carried out."""
    changed = list(lines)
    for edit in sorted(plan.edits, key=lambda each: (each.par, -each.start)):
        text = changed[edit.par]
        changed[edit.par] = text[: edit.start] + edit.wanted + text[edit.end :]
    behind: dict[int, list[str]] = {}
    for line, text in plan.inserted:
        behind.setdefault(line, []).append(text)
    return [
        text
        for number, line in enumerate(changed)
        for text in ([] if number in plan.deleted else [line]) + behind.get(number, [])
    ]


def _diff(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    for line in difflib.ndiff(before, after) if before != after else ():
        if line.startswith(("- ", "+ ")):
            yield line.rstrip("\r")


def _plan(
    lines: Sequence[str],
    document: Document,
    stretches: Stretches,
    history: History,
    day: date,
    group: str,
    name: str,
) -> tuple[tuple[str, ...], Plan, list[str]]:
    """Return the groups found, what must change, and what to tell."""
    plan, notes, groups = Plan(), [], []
    for way, title, roster in rosters_of(document):
        wanted = group or group_in(title) or group_in(document.title)
        if not wanted:
            continue
        try:
            key = one_group(history, wanted, day)
        except LookupFailure as failure:
            notes.append(f"{name}：{failure}")
            continue
        groups.append(history.group_name(key, day))
        notes += [
            f"{name}：{each}"
            for each in _plan_group(spots_of(lines, roster, way, stretches), roster, history, key, day, plan)
        ]
    if not groups:
        raise InputError(notes or [f"{name}：里面没有认出领导小组的名单；可用 --group 指明是哪个领导小组"])
    notes += [f"{name}：{each}" for each in plan.refused]
    renumber(lines, plan)
    return tuple(groups), plan, notes


def _plan_group(
    spots: Mapping[str, Sequence[Spot]], roster: Roster, history: History, group: int, day: date, plan: Plan
) -> Iterator[str]:
    """Plan the roles of one group; yield what a person must look at."""
    wanted: dict[str, list[Line]] = {}
    for line in roster_of(history, group, day):
        wanted.setdefault(line.role, []).append(line)
    if not wanted:
        yield f"{history.group_name(group, day)}在{day}没有名单（未设立或已撤销），没有改动"
        return
    key_of = _keys(history, group)
    pads = are_padded(spot for found in spots.values() for spot in found)
    for role, found in spots.items():
        plan_role(found, [_wanted(line) for line in wanted.pop(role, [])], key_of, plan, pads=pads)
    for role, missing in wanted.items():
        if not isinstance(roster.get(role), str):
            people = "、".join(line.name or line.post for line in missing)
            is_there = role in roster
            lack = "里有人没有写姓名或者职务" if is_there else "这个角色"
            yield f"文中{'' if is_there else '没有'}“{role}”{lack}，{people}请手工{'核对' if is_there else '加上'}"


def _wanted(line: Line) -> Wanted:
    key = line.person if line.person is not None else line.name or line.post
    return Wanted(key, line.name or "暂缺", post_of(line) or "同志", line.remark)


def _keys(history: History, group: int) -> Callable[[Spot], object]:
    """Return what tells who a spot is: anybody who was ever in the group under that name, else the name."""
    people = {
        name: sitting.person
        for sitting in history.sittings.get(group, ())
        if sitting.person is not None
        for name in history.person_names[sitting.person].names
    }
    for seat in history.register.seats.values():
        if seat.group == group and seat.post is not None:
            for tenure in history.incumbents.get(seat.post, ()):
                people.update(dict.fromkeys(history.person_names[tenure.person].names, tenure.person))
    return lambda spot: people.get(close_up(spot.member.name), spot.member.name)
