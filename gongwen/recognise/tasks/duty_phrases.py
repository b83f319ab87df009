"""Where a paragraph says who is responsible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongwen.pattern import pattern
from gongwen.recognise.tasks.duties import find_label, read_clauses, read_labelled, read_names, read_sentence
from gongwen.recognise.tasks.unit_names import depths
from gongwen.task import Duty

_ENDS = "。；！？”："
_STOPS = "。；;！？"
_CLOSERS = "）)〕]】"
_LAST_SENTENCE = pattern(r"(?<=[。；！？])[^。；！？]+(?:；[^。；！？]+)*。?$")
_LAST_CLAUSE = pattern(r"(?<=[，,])由[^。；！？]+。?$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words on who is responsible."""

    duty: Duty
    source: str
    is_whole: bool
    """Whether they are a whole paragraph."""


def pieces_of(paragraph: str) -> list[str | Phrase]:
    """Return the paragraph as texts and the phrases between them, in order."""
    if whole := _whole(paragraph):
        return [whole]
    pieces = list(_bracketed(paragraph))
    last = pieces.pop() if pieces and isinstance(pieces[-1], str) else ""
    assert isinstance(last, str)
    pieces += _tail(last)
    return _stopped(pieces)


def _whole(paragraph: str) -> Phrase | None:
    """Return the phrase that the whole paragraph is; None when it is more or something else."""
    bare = paragraph.strip()
    levels = depths(bare)
    inner = bare.rstrip("。")
    if levels and levels[0] == 1 and all(levels[: len(inner)]) and inner[-1] in _CLOSERS:
        inner = inner[1:-1]
    if "。" in inner and read_labelled(inner) is None:
        return None
    duty = read_labelled(inner) or read_sentence(inner)
    return Phrase(duty, bare, True) if duty else None


def _bracketed(paragraph: str) -> Iterator[str | Phrase]:
    """Yield the paragraph cut at the brackets that say who is responsible."""
    start = 0
    for begin, end in _groups(paragraph):
        before, after = paragraph[start:begin].rstrip(), paragraph[end:].lstrip()
        duty = _in_bracket(paragraph[begin + 1 : end - 1], before, after)
        if duty and duty.names_units:
            yield paragraph[start:begin]
            yield Phrase(duty, paragraph[begin:end], False)
            start = end
    yield paragraph[start:]


def _in_bracket(inner: str, before: str, after: str) -> Duty | None:
    if duty := read_labelled(inner):
        return duty
    is_apart = not after or after[0] in _STOPS or before.endswith(tuple(_ENDS))
    if is_apart and (duty := read_clauses(inner)):
        return duty
    return read_names(inner) if before.endswith(("。", "；", "！")) and not after.strip("。；") else None


def _groups(text: str) -> list[tuple[int, int]]:
    """Return where the outermost brackets begin and end; one that is never closed would close behind the text."""
    levels = depths(text)
    groups, begin = [], None
    for index, level in enumerate(levels):
        if level and begin is None:
            begin = index
        if begin is not None and level == 1 and text[index] in _CLOSERS:
            groups.append((begin, index + 1))
            begin = None
    return [*groups, (begin, len(text) + 1)] if begin is not None else groups


def _tail(text: str) -> list[str | Phrase]:
    """Return ``text`` cut where its end says who is responsible."""
    index = find_label(text)
    if index is not None and (duty := read_labelled(text[index:])) and duty.names_units:
        before = text[:index]
        kept = f"{before[:-1]}。" if before.endswith("，") else before
        return [kept, Phrase(duty, text[index:].strip(), False)]
    for match in (_LAST_SENTENCE.search(text), *_LAST_CLAUSE.finditer(text)):
        if match and (duty := read_sentence(match[0])):
            return [text[: match.start()].rstrip("，,"), Phrase(duty, match[0], False)]
    return [text]


def _stopped(pieces: list[str | Phrase]) -> list[str | Phrase]:
    """Return ``pieces`` with the stop behind a phrase put before it, where the text needs one."""
    done: list[str | Phrase] = []
    for piece in pieces:
        if isinstance(piece, str) and len(done) > 1 and piece[:1] in ("。", "；"):
            before = done[-2]
            if isinstance(before, str) and before and before[-1] not in _STOPS:
                done[-2] = before + piece[0]
            piece = piece[1:]  # noqa: PLW2901
        done.append(piece)
    return [piece for piece in done if not isinstance(piece, str) or piece.strip()]
