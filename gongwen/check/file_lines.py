"""What a file says that was read, line by line as it stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from gongwen.address import Piece, Stretch
from gongwen.check.lines import WrittenLine
from gongwen.markup.reading import shown_text
from gongwen.profile import LEVELS_OF_ROLES, Profile
from gongwen.recognise.paragraph_roles import Element, find_elements
from gongwen.recognise.passages import Passage
from gongwen.recognise.reading import Reading
from gongwen.rules.rule import Part
from gongwen.transcript import Line

_PARTS: Mapping[str, Part] = {
    **dict.fromkeys(
        ("份号", "密级和保密期限", "紧急程度", "发文机关标志", "发文字号", "签发人", "发文字号与签发人"), "版头"
    ),
    **dict.fromkeys(("公文标题", "题注", "印发件标题", "附件标题"), "标题"),
    **dict.fromkeys(("名单", "名单文字"), "名单"),
    **dict.fromkeys(("表格文字", "表头", "表格左文字", "表格右文字"), "表格"),
    **dict.fromkeys(("附件说明", "附件说明首项", "附件说明续项"), "附件说明"),
    "附件标识": "附件标号", "署名": "落款", "成文日期": "落款", "附注": "附注",
    "主送机关": "主送机关", "抄送机关": "抄送机关", "版记主送机关": "抄送机关", "印发机关和印发日期": "印发机关",
    **dict.fromkeys((*LEVELS_OF_ROLES, "公文正文"), "正文"),
}  # fmt: skip
"""The part that a line of each role belongs to; what is of no other is text."""


def said_in(reading: Reading, profile: Profile) -> list[WrittenLine]:
    """Return the lines of what was read from a file, as they stand there."""
    elements = find_elements(reading, profile)
    found: list[tuple[Element | None, WrittenLine]] = []
    raised = {line.at.line: _raised(line) for line in reading.transcript.lines if line.pieces}
    for each in reading.passages:
        text, at, pieces = _with_raised(each, raised), each.at, each.pieces
        element = elements.get(at.line)
        part = _PARTS.get(element.role, "正文") if element else "正文"
        if len(pieces) == 1:
            found.append((element, WrittenLine(part, text, at, pieces[0].source.start)))
        else:
            found.append((element, WrittenLine(part, text, at, None, pieces)))
    return [each for _, same in groupby(found, key=_title_of) for each in _whole([said for _, said in same])]


def _raised(line: Line) -> str:
    """Return the text of a paragraph with raised and lowered digits as such."""
    return shown_text(piece for piece in line.pieces if not piece.form.carried)


def _with_raised(passage: Passage, raised: Mapping[int, str]) -> str:
    """Return the text of ``passage`` with those of its digits raised that are so in the paragraphs of the file."""
    text = passage.text
    for piece in passage.pieces:
        shown = raised.get(piece.source.at.line)
        if shown is not None and piece.source.end is not None:
            own = shown[piece.source.start : piece.source.end]
            if len(own) == piece.stop - piece.start:
                text = text[: piece.start] + own + text[piece.stop :]
    return text


def _title_of(found: tuple[Element | None, WrittenLine]) -> tuple[object, ...]:
    """Return what is the same for the lines of one title, and of nothing else."""
    element, said = found
    is_title = element is not None and said.part == "标题" and said.offset is not None
    return (element.role, element.part) if element is not None and is_title else (id(said),)


def _whole(lines: Sequence[WrittenLine]) -> Iterator[WrittenLine]:
    """Yield the lines of one title as one line; any other line as it is."""
    pieces: list[Piece] = []
    texts: list[str] = []
    for line in lines:
        for match in re.finditer(r"[^\n]+", line.text):
            start = pieces[-1].stop if pieces else 0
            if line.at is not None and line.offset is not None:
                first = line.offset + match.start()
                pieces.append(Piece(start, Stretch(line.at, first, first + len(match[0]))))
                texts.append(match[0])
    if len(pieces) > 1:
        yield lines[0]._replace(text="".join(texts), pieces=tuple(pieces))
    else:
        yield from lines
