"""What is quoted above a document of the years when each began with a quotation: 最高指示."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from gongwen.pattern import pattern
from gongwen.recognise.reading import Repair
from gongwen.recognise.single_lines import SENTENCE_END
from gongwen.recognise.surroundings.above import REGISTERED
from gongwen.recognise.surroundings.cuts import cut
from gongwen.transcript import Line
from gongwen.zh.spaces import tighten

_HEADING = pattern("最高指示|(?:伟大领袖)?毛主席?(?:语录|語錄|指示|教导)")
"""What stands above the quotation; engines lose a character of those that are set apart."""
_MOST = 8
"""Lines of a quotation at most."""


def drop_quotation(lines: list[Line], repairs: list[Repair]) -> list[Line]:
    """Return ``lines`` without the quotation with which they begin; as they are where they begin with something else."""
    stop = _stop([tighten(line.text) for line in lines])
    return [cut(line, "", REGISTERED, repairs) if index < stop else line for index, line in enumerate(lines)]


def _stop(texts: Sequence[str]) -> int:
    """Return where the quotation ends: with the first line that ends a sentence, and others that are quoted; 0 for none."""
    start = sum(1 for _ in takewhile(lambda text: not text, texts))
    if start == len(texts) or not _HEADING.fullmatch(texts[start]):
        return 0
    stop, is_quoted = 0, False
    for index in range(start + 1, min(len(texts), start + 1 + _MOST)):
        if stop and not is_quoted and texts[index] and not texts[index].startswith("“"):
            break
        is_quoted = bool(texts[index]) and not SENTENCE_END.search(texts[index])
        stop = stop if is_quoted else index + 1
    return stop
