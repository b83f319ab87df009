"""任免: what sentences say of who takes up a post or a role and who gives one up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongwen.terms.people.appointed import Appointment, Read
from gongwen.terms.people.appointment_forms import FORMS, State
from gongwen.terms.people.named_people import NOTHING_KNOWN, Context, read_people

_LABEL = re.compile(
    r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、)）]\s*|[-—·]\s*)"
)
_LEAD = re.compile(
    r"\s*(?:[^：:\n]{0,80}[：:])?\s*(?:(?:经|根据)[^，]{0,60}?(?:研究|讨论|审议|批准|提名|通过|同意))?"
    r"(?:[^，、（]{2,24}?(?=决定|同意))?(?:兹|现|并|同时|特此|经|研究|会议|一致|决定|同意|批准|同时|建议|予以)*"
)
_BARE_HEADER = re.compile(
    r"(?P<verb>任\s*命|聘\s*任|任\s*职|增\s*补|免\s*去|免\s*职|解\s*聘)(?:\s*名单|\s*人员)?\s*$"
)
_HEADER = re.compile(
    r"(?P<verb>任命|聘任|任职|任|增补|增加|免去|免职|免|解聘)(?:下列同志|以下同志|的?人员)?(?:职务)?(?:名单)?(?:如下)?\s*[：:]\s*$"
)
_SPEAKS = re.compile(
    "任命|免去|免除|聘任|解聘|不再担任|兼任|增补|担任|免职|辞去|同志任|接替|由.+任|增加|成员单位|调整为|接任"
)
_GROUND = re.compile(r"\s*(?:根据|按照|依据|经|鉴于|因|为|由于)")
"""How a clause begins that says why."""


@dataclass(slots=True)
class _Clause:
    """A part of a sentence between commas."""

    text: str
    start: int
    is_first: bool
    """Whether it begins a sentence."""


def read(text: str, context: Context = NOTHING_KNOWN) -> Read:
    """Return everything that ``text``, of any number of sentences and lines, says of posts, in its order."""
    state = State(context)
    for clause in _clauses(text):
        _read_clause(clause, state)
    return Read(tuple(state.found), tuple(state.rest))


def write(value: Appointment) -> str:
    """Return the sentence that says ``value``, without its full stop: 甲同志任县财政局局长（试用期一年）."""
    note = f"（{value.note}）" if value.note else ""
    match value.act:
        case "免" | "挂职期满":
            return f"免去{value.name}同志{value.post}职务{note}"
        case "退休" | "去世" | "终止试用":
            return (
                f"终止{value.name}同志试用期" if value.act == "终止试用" else f"{value.name}同志{value.act}"
            )
        case "主持":
            return f"{value.name}同志主持{value.post}工作"
        case "提名":
            return f"提名{value.name}同志为{value.post}人选{note}"
    verb = {"代理": "代理", "留任": "继续担任"}.get(value.act, "任")
    replaced = f"接替{value.replaced}同志" if value.replaced else ""
    return f"{value.name}同志{replaced}{verb}{value.post}{note}"


def _clauses(text: str) -> Iterator[_Clause]:
    """Yield ``text`` cut at commas and at the ends of sentences, but not within brackets."""
    depth, start, is_first = 0, 0, True
    for place, sign in enumerate(f"{text}\n"):
        depth = 0 if sign == "\n" else depth + (sign in "（(") - (sign in "）)")
        if sign == "\n" or (sign in "，,。；;" and depth <= 0):
            if text[start:place].strip():
                yield _Clause(text[start:place], start, is_first)
            is_first = sign not in "，,"
            start = place + 1


def _read_clause(clause: _Clause, state: State) -> None:
    """Take in what a clause says, or note that it was not read."""
    if clause.is_first:
        state.former, state.people = state.people or state.former, ()
    state.is_first = clause.is_first
    label = _LABEL.match(clause.text)
    start = label.end() if label else 0
    if header := _HEADER.search(clause.text, start) or _BARE_HEADER.match(clause.text, start):
        state.verb = "免" if header["verb"][0] in "免解" else "任"
        return
    lead = _LEAD.match(clause.text, start)
    if lead and (colon := re.search("[：:]", lead[0])):
        state.people = read_people(lead[0][: colon.start()], clause.start + start, state.context)
    for begin in dict.fromkeys((lead.end() if lead else start, start)):
        words = clause.text[begin:].strip()
        at = clause.start + begin + len(clause.text[begin:]) - len(clause.text[begin:].lstrip())
        if words and any(form(words, at, state) for form in FORMS):
            return
    if _SPEAKS.search(clause.text) and not _GROUND.match(clause.text):
        state.rest.append((clause.start, clause.start + len(clause.text)))
