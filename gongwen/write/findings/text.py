"""Findings → lines for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from gongwen.finding import CUT, Checked, Finding, Force, TextChange, find_excerpt
from gongwen.write.findings.view import (
    all_findings,
    clause_name,
    count_forces,
    count_rules,
    in_weight,
    spot,
)
from gongwen.zh.spaces import visible
from gongwen.zh.width import width

Tone = Literal[
    "", "文件", "位置", "差错", "应当", "一般", "推荐", "惯例", "问题", "依据", "原文", "建议", "未读"
]
"""What a segment is, for who colours it: the forces stand for themselves, "" is plain."""
_GAP = "  "
_WIDEST_SPOT = 24
_AROUND = 6
"""How many characters are shown on each side of those at fault."""
_CELL_END, _CELL_EDGE = "\t", "｜"
_MANY = 6
"""So many findings of one rule in a file are one line."""
_PLACES = 8
"""Of so many of them the places are named."""
_SHORT = 5
"""Up to so many findings a file needs no summary."""
_FOUND = 4
"""So many characters at fault are found in a file without those around them."""


class Segment(NamedTuple):
    """A piece of the text; the pieces together are the whole, line feeds included."""

    text: str
    tone: Tone = ""


def write_findings_text(checked: Sequence[Checked]) -> list[Segment]:
    """Return the findings under the names of their files, one a line, and how many there are.

    What must be put right stands first; many of one rule are one line with their places. With several files, or
    many findings in one, a table by rule stands before the counts; what was not checked is said at the end.
    """
    return [segment for line in _lines(checked) for segment in (*line, Segment("\n"))]


def _lines(checked: Sequence[Checked]) -> Iterator[list[Segment]]:
    shown = [each for each in checked if each.findings or each.problem]
    for each in shown:
        yield [Segment(each.file, "文件")]
        if each.problem:
            yield [Segment(_GAP), Segment(f"没有检查：{each.problem}", "未读")]
        yield from _file(each.findings)
        yield []
    if any(each.findings for each in shown) and (len(checked) > 1 or _is_long(checked[0].findings)):
        yield from _table(checked)
        yield []
    yield [Segment(_sum(checked))]
    for each in checked:
        if each.unseen:
            yield [Segment(f"{each.file}：{each.unseen}", "未读")]


def _is_long(findings: Sequence[Finding]) -> bool:
    """Whether there are so many findings that a summary helps."""
    return len(findings) > _SHORT and len({each.code for each in findings}) > 1


def _file(findings: Sequence[Finding]) -> Iterator[list[Segment]]:
    groups = _grouped(findings)
    spots = [spot(own[0]) for own in groups]
    room = min(max(map(_wide, spots), default=0), _WIDEST_SPOT)
    for place, own in zip(spots, groups, strict=True):
        finding = own[0]
        yield [
            Segment(_GAP),
            Segment(_padded(place, room), "位置"),
            Segment(_GAP),
            Segment(finding.force, finding.force),
            Segment(_GAP),
            Segment(finding.message, "问题"),
            *_shown(finding),
            *_suggested(finding),
            *_basis(finding),
            *_others(own),
        ]


def _grouped(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Return the findings in the order of their weight, all of a rule that tells many together."""
    counts = Counter((each.code, each.force) for each in findings)
    groups: dict[object, list[Finding]] = {}
    for number, each in enumerate(in_weight(findings)):
        rule = each.code, each.force
        groups.setdefault(rule if counts[rule] >= _MANY else number, []).append(each)
    return list(groups.values())


def _others(findings: Sequence[Finding]) -> list[Segment]:
    """Return where else the same rule tells something, the first few places of many; nothing for one finding."""
    if len(findings) == 1:
        return []
    places = "、".join(spot(each) for each in findings[1 : _PLACES + 1])
    more = "等" if len(findings) > _PLACES + 1 else ""
    return [Segment(_GAP), Segment(f"同一条规则共{len(findings)}处，还有{places}{more}", "位置")]


def _shown(finding: Finding) -> list[Segment]:
    """Return what stands at the characters at fault, so that they can be looked for; nothing when the message says it."""
    excerpt = find_excerpt(finding)
    if finding.span is None:
        words = finding.excerpt.strip()
        is_told = not words or words in finding.message
        return [] if is_told else [Segment(_GAP), Segment(_marked(words), "原文")]
    is_told = len(excerpt.faulty) >= _FOUND and excerpt.faulty in finding.message
    if is_told or not excerpt.text.strip():
        return []
    before, after = excerpt.before.removeprefix(CUT), excerpt.after.removesuffix(CUT)
    words = (
        (CUT if len(before) > _AROUND or before != excerpt.before else "")
        + before[-_AROUND:].lstrip()
        + excerpt.faulty
        + after[:_AROUND].rstrip()
        + (CUT if len(after) > _AROUND or after != excerpt.after else "")
    )
    return [Segment(_GAP), Segment(_marked(words), "原文")]


def _marked(words: str) -> str:
    return f"【{visible(words.replace(_CELL_END, _CELL_EDGE))}】"


def _suggested(finding: Finding) -> list[Segment]:
    """Return what should be written, where the message does not say it."""
    fix = finding.fix
    if fix is None or finding.fixing == "提示":
        return []
    if not isinstance(fix.change, TextChange):
        return [Segment(_GAP), Segment("可改格式", "建议")]
    wanted = fix.change.wanted
    if wanted and wanted in finding.message:
        return []
    faulty = find_excerpt(finding).faulty if fix.at == finding.at else ""
    words = (
        f"改为“{wanted}”"
        if wanted
        else f"删去“{faulty}”"
        if faulty.strip() and faulty.isprintable()
        else "删去"
    )
    return [Segment(_GAP), Segment(words, "建议")]


def _basis(finding: Finding) -> list[Segment]:
    clause = clause_name(finding.clause)
    return [Segment(_GAP), Segment(f"{clause}{_GAP}{finding.code}" if clause else finding.code, "依据")]


def _table(checked: Sequence[Checked]) -> Iterator[list[Segment]]:
    counted = count_rules(checked)
    rows = [("规则", "程度", "处", "文件"), *((c, f, str(n), str(files)) for c, f, n, files in counted)]
    rooms = [max(_wide(row[column]) for row in rows) for column in range(4)]
    for number, (code, force, *counts) in enumerate(rows):
        tone: Force | Literal[""] = counted[number - 1][1] if number else ""
        figures = (" " * (room - _wide(n)) + n for n, room in zip(counts, rooms[2:], strict=True))
        yield [
            Segment(_GAP + _padded(code, rooms[0]) + _GAP),
            Segment(_padded(force, rooms[1]), tone),
            Segment(_GAP + _GAP.join(figures)),
        ]


def _sum(checked: Sequence[Checked]) -> str:
    findings = all_findings(checked)
    unread = sum(bool(each.problem) for each in checked)
    files = f"检查了{len(checked) - unread}个文件，" if len(checked) > 1 else ""
    lost = f"；{unread}个文件没有检查" if unread else ""
    if not findings:
        return files + "没有发现问题" + lost if unread < len(checked) else lost[1:]
    counts = "、".join(f"{force} {count}" for force, count in count_forces(findings).items())
    return f"{files}发现{len(findings)}处问题：{counts}{lost}"


def _padded(text: str, room: int) -> str:
    return text + " " * max(room - _wide(text), 0)


def _wide(text: str) -> int:
    """Return the columns of a terminal that ``text`` takes."""
    return round(2 * width(text))
