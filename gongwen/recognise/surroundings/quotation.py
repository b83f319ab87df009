"""What is quoted above a document of the years when each began with a quotation: 最高指示."""

from __future__ import annotations

from collections.abc import Sequence

from gongwen.pattern import pattern
from gongwen.recognise.reading import Repair
from gongwen.recognise.single_lines import SENTENCE_END
from gongwen.recognise.surroundings.above import REGISTERED
from gongwen.recognise.surroundings.cuts import cut
from gongwen.transcript import Line
from gongwen.zh.spaces import tighten

_HEADING = pattern("最高指示|(?:伟大领袖)?毛主席?(?:语录|語錄|指示|教导)")
"""What stands above the quotation; engines lose a character of those that are set apart."""
_ABOVE, _MOST = 20, 8
"""Lines above a quotation at most, of the page that it was found on, and its own."""


def drop_quotation(lines: list[Line], repairs: list[Repair]) -> list[Line]:
    """Return ``lines`` without the quotation above the head; as they are where there is none."""
    quoted = _quoted([tighten(line.text) for line in lines])
    return [
        cut(line, "", REGISTERED, repairs) if index in quoted else line for index, line in enumerate(lines)
    ]


def _quoted(texts: Sequence[str]) -> Sequence[int]:
    """Return the places of the quotation, which ends with the first line that ends a sentence, and others that are quoted;
    none where none stands at the head.
    """
    filled = [index for index, text in enumerate(texts) if text][: _ABOVE + 1 + _MOST]
    start = next(
        (place for place, index in enumerate(filled) if _HEADING.fullmatch(texts[index])), _ABOVE + 1
    )
    if start > _ABOVE:
        return ()
    stop, is_open = start, True
    for place in range(start + 1, min(len(filled), start + 1 + _MOST)):
        text = texts[filled[place]]
        if not (is_open or text.startswith("“")):
            break
        is_open = not SENTENCE_END.search(text)
        stop = stop if is_open else place + 1
    return filled[start:stop]
