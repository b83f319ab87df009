"""版记 (7.4): a labelled line, the 印发机关和印发日期, the 印发份数."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from gongwen.pattern import pattern
from gongwen.terms import copies, date
from gongwen.terms.found import Found

Oddity = Literal["字样"]
"""What departs: another word than 印发 behind the day, or none (since 2012)."""


@dataclass(frozen=True, slots=True)
class Printed:
    """Who printed a document, and when."""

    agency: str
    """ "" when the line has only the day."""
    day: datetime.date | None
    """None for a day that the calendar has not."""


FoundPrinted = Found[Printed, Oddity]

KEYWORDS = r"主\s*题\s*词"
"""What the line of the keywords begins with, for use within a regular expression."""
LABELLED = pattern(
    rf"(?P<word>{KEYWORDS}|{copies.WORD}|印\s*发)\s*[：:]+\s*(?P<rest>.*)",
    re.DOTALL,
)
"""A line that a word and a colon begin."""
SHORT = pattern(r"\s*(?P<word>[呈报送发])\s*[：:]\s*(?P<rest>\S.*)", re.DOTALL)
"""The same as minutes and bulletins write it: 报：…, 送：…, 发：…; only those named behind it tell it."""
MIXED = pattern(r"(?<=[。；;\s])\s*(?=(?:抄\s*送|抄\s*报|分\s*送)\s*[：:])")
"""Where another labelled line begins on the same one."""
COUNT = pattern(r"[（(]?\s*(?:共\s*印|印\s*数|印发份数|共印发|印制)\s*[：:]?\s*\d+\s*份?\s*[）)]?")
"""印发份数."""
CLERKS = pattern(
    r"(?:(?:校\s*对|打\s*[字印]|录\s*入|缮\s*印|监\s*印|核\s*稿|拟\s*稿)人?\s*[：:]\s*[\u3400-\u9fff·]{2,4}?\s*)+"
)
"""A line of who typed and proof-read, which the standard does not have."""
_PRINTED = pattern(
    rf"(?P<agency>.*?)[\s，,]*(?P<date>{date.DAY})\s*(?P<word>印发|印制|印刷|下发|制发|翻印|发出|印|发)?"
)


@lru_cache(maxsize=256)
def read(text: str) -> FoundPrinted | None:
    """Return the agency and the day that ``text`` names and nothing else; None for any other text.

    The agency is whatever stands before the day.
    """
    match = _PRINTED.fullmatch(text)
    if match is None:
        return None
    day = date.read(match["date"])
    parts = {name: match.span(name) for name in match.re.groupindex if match[name]}
    odd: frozenset[Oddity] = frozenset(() if match["word"] == "印发" else {"字样"})
    return Found(Printed(match["agency"], day.value if day else None), *match.span(), parts, odd)


def write(printed: Printed) -> str:
    """Return the line as the standard has it, the agency and the day one gap apart: 云溪县人民政府办公室　2024年12月9日印发."""
    gap = "\u3000" if printed.agency else ""
    return f"{printed.agency}{gap}{date.write(printed.day) if printed.day else ''}印发"
