"""抄送机关 (7.4.2): the line of those who get a document besides the main recipients."""

from __future__ import annotations

import re
from typing import Literal

from gongwen.pattern import pattern
from gongwen.terms.found import Found

Oddity = Literal["冒号", "字样", "句号"]
"""What departs: no full-width colon behind the word, another word than 抄送, no full stop at the end."""
FoundCopies = Found[str, Oddity]

WORD = r"(?:抄\s*[送报告]|[分发报主]\s*送)"
"""The word that begins the line, for use within a regular expression."""
COPIED = r"抄\s*[送报]"
"""The same where words of a sentence stand beside it, in which 发送 and 报送 are verbs."""
_LINE = pattern(
    rf"\s*(?P<word>{WORD})(?P<more>机关|单位)?(?P<colon>\s{{0,9}}[:：﹕︰；;]|\s(?=\S))\s{{0,9}}(?P<names>\S.*)",
    re.DOTALL,
)


def read(text: str) -> FoundCopies | None:
    """Return the names that ``text`` lists behind the word; None for any other text."""
    match = _LINE.fullmatch(text)
    if match is None:
        return None
    names = match["names"].rstrip()
    seen: tuple[tuple[Oddity, bool], ...] = (
        ("冒号", match["colon"] != "："),
        ("字样", bool(match["more"]) or "".join(match["word"].split()) != "抄送"),
        ("句号", not names.endswith("。")),
    )
    parts = {name: match.span(name) for name in match.re.groupindex if match[name]}
    odd = frozenset(oddity for oddity, is_seen in seen if is_seen)
    return Found(names.removesuffix("。"), *match.span(), parts, odd)


def write(names: str) -> str:
    """Return the line as the standard has it: 抄送：县委办公室，县人大常委会办公室。."""
    return f"抄送：{names}。"
