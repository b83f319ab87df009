"""题注: what stands below a title: the stage of a draft, who adopted a document and when."""

from __future__ import annotations

from collections.abc import Iterable

from gongwen.pattern import HANZI, pattern
from gongwen.terms import date
from gongwen.zh.spaces import tighten

SUBTITLE = pattern(
    r"[（(](?:[^（()）]{2,60}|[^（()）]{2,160}(?:通过|批准|公布|发布|施行|实施|修正|修订))[）)]"
)
"""A line below a title that stands in brackets; one that says who adopted the document may be long."""
STAGE = "(?:征求意见稿|送审稿|讨论稿|草案|代拟稿|初稿)"
"""Of a draft, for use within a regular expression."""
ENACTS = pattern(r"《.{2,80}》.{0,80}(?:公布|发布|颁布|施行)")
"""The sentence of an order that publishes what it carries."""
_SITTING = rf"第[\d一二三四五六七八九十百零〇]+次{HANZI}{{0,8}}会议"
ADOPTION = pattern(
    rf"\s*[（(]?{date.DAY}\s*[^，。；：]{{0,60}}?(?:通过|批准|修订|修正|公布|发布|施行|实施|{_SITTING})[）)]?\s*"
    rf"|\s*{_SITTING}(?:审议)?通过(?:，自{date.DAY}起(?:施行|实施))?[）)]?\s*"
)
"""Who adopted a document and when, on a line below its title or on several."""
_SEAM = pattern(r"(?<=[过准订正布行施])\s+(?=[\d一二〇零○自])")
"""Between two things that are said of a document: 通过　1999年9月6日公布."""


def write(lines: Iterable[str]) -> str:
    """Return what ``lines`` below a title say, as one line, with a wide gap between one statement and the next."""
    return "\u3000".join(map(tighten, _SEAM.split("\n".join(lines))))
