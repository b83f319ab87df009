"""The rules of wording held against the lines of a document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from gongwen.address import Stretch
from gongwen.finding import Finding, Fix, TextChange, excerpt_of
from gongwen.rules.catalogue import rules_that_read
from gongwen.rules.rule import AnyRule, Around, Need, Part, Slip

if TYPE_CHECKING:
    from gongwen.check.lines import WrittenLine

Span = tuple[int, int]
_NOTHING: Mapping[int, Sequence[Span]] = {}


class _Held(NamedTuple):
    """A rule, its place among the others, and what of it every line asks."""

    place: int
    rule: AnyRule
    signs: frozenset[str]
    find: Callable[..., Iterable[Slip]]


@dataclass(frozen=True, eq=False, slots=True)
class _Rules:
    """Those that lines are held against; the same for the same rules, and known again by that."""

    alone: Sequence[_Held]
    """They read a line and nothing else."""
    around: Sequence[_Held]
    """They look at the lines around it too."""


def wording_findings(
    said: Sequence[WrittenLine],
    day: str,
    allowed: Sequence[str] = (),
    *,
    around: Around | None = None,
    rules: Sequence[AnyRule] | None = None,
    unknown: Collection[Need] = (),
    told: Mapping[int, Sequence[Span]] = _NOTHING,
) -> list[Finding]:
    """Return what breaks a rule of wording, line by line; ``allowed`` are texts that no rule touches.

    ``day`` is the 成文日期 (YYYY-MM-DD, "" for today); ``rules`` are all when None is given; those that need what is
    ``unknown`` tell nothing. Of what is ``told`` of a line by its number nothing is told again; of two that want the
    same characters changed the first rule is told.
    """
    needed, parts = frozenset(unknown), {line.part for line in said}
    held = {
        part: _usual(part, _era(day), needed) if rules is None else _of(_held(rules, part, day, needed))
        for part in parts
    }
    usual = (around or Around())._replace(whole="\n".join(line.text for line in said))
    found: list[Finding] = []
    for index, line in enumerate(said):
        below = said[index + 1].text if index + 1 < len(said) else ""
        kept = [*told.get(index, ()), *(span for text in allowed for span in _spans(text, line.text))]
        slips = _slips(line.text, held[line.part], usual._replace(below=below))
        found += (finding_in(line, rule, slip) for rule, slip in _apart(slips, kept))
    return found


@lru_cache(maxsize=512)
def _usual(part: Part, day: str, unknown: frozenset[Need]) -> _Rules:
    """Return all rules that a line of ``part`` is held against."""
    held = _held(rules_that_read("line", "lines"), part, day, unknown)
    return _same(tuple(each.place for each in held))


@lru_cache(maxsize=64)
def _same(places: tuple[int, ...]) -> _Rules:
    """Return those of all rules that stand at ``places``: parts and files that differ in none share what is remembered."""
    rules = rules_that_read("line", "lines")
    return _of([_held_at(place, rules[place]) for place in places])


def _era(day: str) -> str:
    """Return the beginning of the time around ``day`` in which the same rules of wording are in force; "" for today."""
    turns = _turns()
    return turns[bisect_right(turns, day) - 1] if day else ""


@cache
def _turns() -> Sequence[str]:
    """Return where rules begin, and what follows the last day of others, in order; "0" comes before any day."""
    rules = rules_that_read("line", "lines")
    return sorted(
        {"0"} | {each.since or "0" for each in rules} | {f"{each.until} " for each in rules if each.until}
    )


def _held(rules: Iterable[AnyRule], part: Part, day: str, unknown: Collection[Need]) -> list[_Held]:
    """Return those of ``rules`` that a line of ``part`` is held against."""
    return [
        _held_at(place, rule)
        for place, rule in enumerate(rules)
        if part in rule.parts and rule.applies(day) and rule.needs not in unknown
    ]


def _held_at(place: int, rule: AnyRule) -> _Held:
    return _Held(place, rule, rule.signs, rule.find)


def _of(held: Sequence[_Held]) -> _Rules:
    around = [each for each in held if each.rule.reads == "lines"]
    return _Rules([each for each in held if each.rule.reads != "lines"], around)


def _slips(text: str, held: _Rules, around: Around) -> Iterator[tuple[AnyRule, Slip]]:
    """Yield what each rule finds in ``text``, in the order of the rules."""
    letters = frozenset(text)
    found = [*slips_alone(text, held)]
    for place, rule, signs, find in held.around:
        if not (signs and signs.isdisjoint(letters)):
            found += ((place, rule, slip) for slip in find(text, around))
    return ((rule, slip) for _, rule, slip in sorted(found, key=itemgetter(0)))


@lru_cache(maxsize=4096)
def slips_alone(text: str, held: _Rules) -> tuple[tuple[int, AnyRule, Slip], ...]:
    """Return what the rules find in ``text`` that read nothing beside it, each with the place of its rule.

    Remembered: a file that was mended, a draft that is being written, and documents of one form say most lines again.
    """
    letters = frozenset(text)
    return tuple(
        (place, rule, slip)
        for place, rule, signs, find in held.alone
        if not (signs and signs.isdisjoint(letters))
        for slip in find(text)
    )


def _apart(slips: Iterator[tuple[AnyRule, Slip]], kept: Sequence[Span]) -> Iterator[tuple[AnyRule, Slip]]:
    """Yield those of ``slips`` that touch nothing of ``kept``, of two that want the same changed the first."""
    taken: list[Span] = []
    for rule, slip in slips:
        span = slip.start, slip.end
        if any(_overlap(span, each) for each in (*kept, *(taken if slip.wanted is not None else ()))):
            continue
        if slip.wanted is not None:
            taken.append(span)
        yield rule, slip


def _spans(text: str, line: str) -> Iterator[Span]:
    start = line.find(text) if text else -1
    while start >= 0:
        yield start, start + len(text)
        start = line.find(text, start + len(text))


def _overlap(one: Span, other: Span) -> bool:
    return one == other or (one[0] < other[1] and other[0] < one[1])


def finding_in(line: WrittenLine, rule: AnyRule, slip: Slip) -> Finding:
    """Return what ``rule`` tells of a ``slip`` in ``line``, with its fixes where the file can be changed."""
    assert rule.force is not None
    if line.pieces:
        return _finding_in_pieces(line, rule, slip)
    if line.at is None or line.offset is None:
        is_told = not slip.wanted or slip.wanted in slip.message
        hint = "" if is_told else f"，应为“{slip.wanted}”"
        excerpt = excerpt_of(line.text, (slip.start, slip.end))
        at = None if line.at is None else Stretch(line.at)
        return Finding(rule.code, at, slip.message + hint, rule.clause, rule.force, rule.fixing, excerpt)
    span = slip.start + line.offset, slip.end + line.offset
    at = Stretch(line.at, *span)
    fixes = () if slip.wanted is None else (Fix(at, TextChange(slip.wanted)),)
    excerpt = excerpt_of(" " * line.offset + line.text, span)
    return Finding(rule.code, at, slip.message, rule.clause, rule.force, rule.fixing, excerpt, fixes)


def _finding_in_pieces(line: WrittenLine, rule: AnyRule, slip: Slip) -> Finding:
    """Return the finding at the piece where the slip begins; what it wants is put into each piece for itself."""
    piece = line.piece_at(slip.start if slip.start < len(line.text) else max(slip.start - 1, 0))
    source = piece.source
    own = line._replace(
        text=line.text[piece.start : piece.stop], at=source.at, offset=source.start, pieces=()
    )
    start, stop = slip.start - piece.start, min(slip.end, piece.stop) - piece.start
    if slip.end <= piece.stop:
        return finding_in(own, rule, slip._replace(start=start, end=stop))
    found = finding_in(own, rule, slip._replace(start=start, end=stop, wanted=None))
    return replace(found, fixes=tuple(_fixes_in_pieces(slip, line)))


def _fixes_in_pieces(slip: Slip, line: WrittenLine) -> Iterator[Fix]:
    """Yield what makes of a slip over several pieces what it wants; a change that lies across two is left out."""
    if slip.wanted is None:
        return
    text = line.text[slip.start : slip.end]
    for kind, start, stop, first, last in SequenceMatcher(
        None, text, slip.wanted, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            continue
        begin, end = slip.start + start, slip.start + stop
        piece = line.piece_at(begin if stop > start or begin < line.pieces[-1].stop else begin - 1)
        if piece.stop >= end:
            shift = piece.source.start - piece.start
            at = Stretch(piece.source.at, begin + shift, end + shift)
            yield Fix(at, TextChange(slip.wanted[first:last]))
