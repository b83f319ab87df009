"""Where the characters of what is laid out stand in the file that says it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from gongwen.address import Place
from gongwen.finding import UsageError
from gongwen.flow import Block, Flow, Par, Stack
from gongwen.read.encoding import read_text
from gongwen.read.input.source import is_source


def first_place(flow: Flow, character: str) -> Place | None:
    """Return where ``character`` first stands in the file that ``flow`` was written in; None when that is not known."""
    at = next((block.at for block in flow.blocks if block.at and character in _text(block)), None)
    if at is None or not is_source(Path(at.file)):
        return at
    try:
        lines = read_text(Path(at.file)).split("\n")
    except UsageError:
        return at
    found = ((number, line.find(character)) for number, line in enumerate(lines[at.line - 1 :], at.line))
    return next((replace(at, line=number, column=start + 1) for number, start in found if start >= 0), at)


def _text(block: Block) -> str:
    return "".join(_texts(block))


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Par):
        yield block.text
    elif isinstance(block, Stack):
        yield from (name.text for name in block.names)
        yield block.word.text
    else:
        yield from (cell.text for row in block.rows for cell in row)
