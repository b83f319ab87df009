"""Faults planted in the samples: the docx with one of them, and what the check says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from gongwen import api
from gongwen.finding import Finding
from gongwen.ooxml.edit.edits import Edited, TextEdit, delete_pars, insert_after, replace_text
from gongwen.ooxml.package.docx import unpack
from gongwen.ooxml.seen.paragraphs import read_pars
from gongwen.read.styles.file import read_profile
from tests.check.tally import Tally
from tests.making.direct_formatting import set_directly
from tests.paths import read_cases, sample_file
from tests.rules.page.planted_looks import DATA
from tests.rules.page.planted_looks import planted as planted_look

NAME = "公文.docx"
WAYS = ("样式", "直接排版")
Case = Mapping[str, Any]
CASES: list[Case] = read_cases("check/planted.yaml")


@cache
def sample(name: str, way: str) -> bytes:
    """Return the docx of the sample ``name``, with styles or set directly."""
    path = sample_file(name)
    data = api.render(api.compose_source(api.load(path)), "docx").files[0]
    return data if way == "样式" else set_directly(data)


@cache
def found_before(name: str, way: str) -> tuple[Finding, ...]:
    """Return what is found in the sample itself."""
    return tuple(api.check_bytes(sample(name, way), NAME))


@cache
def texts(data: bytes) -> tuple[str, ...]:
    """Return the text of every paragraph."""
    return tuple(par.text for par in read_pars(unpack(data))[0])


@dataclass(frozen=True)
class Planted:
    """A docx with a fault, and the paragraphs at which it may be found, counted from 1."""

    data: bytes
    places: tuple[int, ...]


def plant(case: Case, way: str) -> Planted:
    """Return the sample of ``case`` with its fault."""
    data = sample(case["样本"], way)
    places: list[int] = []
    if "改" in case:
        before, after = case["改"]
        place = find(data, case.get("段", before))
        start = texts(data)[place].index(before)
        data = _done(replace_text(data, [TextEdit(place, start, start + len(before), after)]))
        places.append(place)
    if "移" in case:
        place = find(data, case["移"])
        moved = texts(data)[place]
        data = _done(delete_pars(data, [place]))
        case = {**case, "加": [case["到"], moved]}
    if "删" in case:
        gone = [find(data, text) for text in case["删"]]
        places.append(min(gone))
        data = _done(delete_pars(data, gone))
    if "加" in case:
        behind, *added = case["加"]
        place = find(data, behind)
        data = _done(insert_after(data, place, added))
        places += range(place + 1, place + 1 + len(added))
    if "在" in case:
        places = [find(data, text) for text in case["在"]]
    return Planted(data, tuple(place + 1 for place in places))


def _done(edited: Edited) -> bytes:
    assert not edited.refused, edited.refused
    return edited.data


def find(data: bytes, text: str) -> int:
    """Return the number of the one paragraph with ``text``, from 0; ^ before it is the beginning, = is all of it."""
    tests: dict[str, Callable[[str], bool]] = {
        "^": lambda each: each.strip().startswith(text[1:]),
        "=": lambda each: each.strip() == text[1:],
    }
    fits = tests.get(text[0], lambda each: text in each)
    found = [number for number, each in enumerate(texts(data)) if fits(each)]
    assert len(found) == 1, (text, found)
    return found[0]


def new_findings(findings: Sequence[Finding], before: Sequence[Finding]) -> Iterator[Finding]:
    """Yield what is found beyond ``before``."""
    known = Counter((each.code, each.message) for each in before)
    for each in findings:
        key = each.code, each.message
        known[key] -= 1
        if known[key] < 0:
            yield each


def codes(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def is_at(finding: Finding, places: Sequence[int]) -> bool:
    """Whether ``finding`` stands at one of ``places``, next to it, or at nothing."""
    return (
        finding.place is None or not places or any(abs(finding.place.line - place) <= 1 for place in places)
    )


@cache
def judged(name: str, way: str) -> tuple[Planted, tuple[Finding, ...]]:
    """Return the sample with the fault ``name``, and what is found in it beyond the sample itself."""
    case = next(case for case in CASES if case["名称"] == name)
    planted = plant(case, way)
    return planted, tuple(new_findings(api.check_bytes(planted.data, NAME), found_before(case["样本"], way)))


def judge(case: Case, way: str, tally: Tally) -> None:
    """Count ``case`` in ``tally``."""
    planted, new = judged(case["名称"], way)
    hits = hits_of(case, planted, new)
    others = [each for each in new if each not in hits and each.code not in codes(case.get("随", ()))]
    tally.count(case["名称"], bool(hits), others)


@cache
def found_in_right(kind: str) -> tuple[Finding, ...]:
    """Return what is found in the document of ``kind`` before a fault of format is put in."""
    return tuple(api.check_bytes(DATA[kind](), NAME))


def judge_look(case: Case, kind: str, tally: Tally) -> None:
    """Count a fault of format in ``tally``; ``kind`` is what test_looks calls the document."""
    wrong = planted_look(DATA[kind](), case, read_profile("gbt9704-2012"))
    new = list(new_findings(api.check_bytes(wrong, NAME), found_in_right(kind)))
    others = [each for each in new if each.code != case["得"]]
    tally.count(case["名称"], len(others) < len(new), others)


def hits_of(case: Case, planted: Planted, findings: Sequence[Finding]) -> list[Finding]:
    """Return those of ``findings`` that tell the fault where it is."""
    wanted = codes(case["得"])
    return [each for each in findings if each.code in wanted and is_at(each, planted.places)]


def changed_elsewhere(planted: Planted, data: bytes) -> list[str]:
    """Return the paragraphs of ``planted`` away from the fault that are others in ``data``."""
    before, after = texts(planted.data), texts(data)
    assert len(before) == len(after)
    pairs = zip(before, after, strict=True)
    return [
        f"{old} → {new}"
        for number, (old, new) in enumerate(pairs, 1)
        if old != new and number not in planted.places
    ]
