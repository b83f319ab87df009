"""署名 (7.3.5): who signs at the end, with the word for a seal that stands in its place in brackets."""

from __future__ import annotations

from gongwen.pattern import HANZI, pattern
from gongwen.terms.agency_level import PLACES

LEADER = pattern(
    rf"(?:[代副]?\s*[{PLACES}部局厅]\s*长|总\s*理|主\s*席|主\s*任)\s*[：:]?\s*{HANZI}(?:\s*{HANZI}){{1,2}}\s*$"
)
"""The head of a government or of an office with the name, as orders are signed: 县长　李明远."""
_SEAL = pattern(r"\s*[（(]\s*(?:印|章|签章|[^（()）]{0,40}(?:[代印公盖]章|代印))\s*[）)]\s*$")


def unsealed(text: str) -> str:
    """Return ``text`` without the word for a seal in brackets behind who signs, or for that of another: （…代章）."""
    return _SEAL.sub("", text)
