"""A line without what does not belong to the text, what went noted."""

from __future__ import annotations

from dataclasses import replace

from gongwen.recognise.reading import Repair
from gongwen.transcript import Line


def cut(line: Line, text: str, reason: str, repairs: list[Repair]) -> Line:
    """Return ``line`` with ``text``, what was lost noted."""
    if text == line.text:
        return line
    repairs.append(Repair(line.at, line.text.strip(), text.strip(), reason))
    place = line.text.find(text)
    start = None if place < 0 or line.gaps or line.start is None else line.start + place
    return replace(line, text=text, start=start)
