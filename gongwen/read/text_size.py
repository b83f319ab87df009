"""How long a text may be that is read as a document."""

from __future__ import annotations

from gongwen.finding import UsageError
from gongwen.transcript import Transcript

_MOST_CHARACTERS, _MOST_LINES = 2_000_000, 100_000
"""Some three thousand pages; a text as long is read in ten seconds."""
_LONGEST = 100_000
"""Characters of one paragraph, some hundred and fifty pages."""
_ADVICE = "不像公文；请核对文件，或拆成几份"


def refuse_long(text: str, name: str) -> None:
    """Raise UsageError, naming the file ``name``, for a text that is far too long."""
    _refuse(len(text), text.count("\n"), name)


def refuse_excess(transcript: Transcript) -> None:
    """Raise UsageError, saying where, for a transcript that is far too long, or has a line that is."""
    long = next((line for line in transcript.lines if len(line.text) > _LONGEST), None)
    if long is not None:
        raise UsageError(f"{long.at}：这一段太长（超过 {_LONGEST // 10_000} 万字），{_ADVICE}")
    _refuse(sum(len(line.text) for line in transcript.lines), len(transcript.lines), transcript.name)


def _refuse(characters: int, lines: int, name: str) -> None:
    if characters > _MOST_CHARACTERS or lines > _MOST_LINES:
        most = f"{_MOST_CHARACTERS // 10_000} 万字，或者 {_MOST_LINES // 10_000} 万行"
        raise UsageError(f"{name}：文字太多（超过 {most}），{_ADVICE}")
