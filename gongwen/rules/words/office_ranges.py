"""From … to …: the sign between two numbers (GB/T 15834 4.13), as the office has it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gongwen.address import Address, Place
from gongwen.document import Document
from gongwen.finding import Finding, RuleInfo
from gongwen.profile import Profile
from gongwen.rules.texts import texts_of

_SIGNS = r"\-－﹣–~∼～—"
_UNIT = r"[%％‰]|年|个?月|[日天号时点分]|万|亿|元|人|户|个|项|公里|千米|米|厘米|毫米|公斤|吨|亩|公顷|页|条|周|季度"
_RANGE = re.compile(
    rf"(?<![\d.{_SIGNS}A-Za-z〔〕（(])(?P<low>\d+(?:\.\d+)?(?:{_UNIT})?)(?P<sign>\s?[{_SIGNS}]\s?)"
    rf"(?P<high>\d+(?:\.\d+)?)(?P<unit>{_UNIT})(?!\s?[{_SIGNS}])"
)
RANGE_RULE = RuleInfo(
    "text.range", "GB/T 15834 4.13", "惯例", "数字的起止号用版式规定的一种。", wrong="3-5月", right="3～5月"
)


def range_findings(document: Document, profile: Profile, places: Mapping[Address, Place]) -> list[Finding]:
    """Return every range in the text that has another sign than that of the profile: 3-5月 for 3～5月."""
    return [
        Finding(RANGE_RULE.code, places.get(path), message, RANGE_RULE.clause, RANGE_RULE.force)
        for path, message in _ranges(document, profile.words["起止号"])
    ]


def _ranges(document: Document, sign: str) -> Iterator[tuple[Address, str]]:
    for text in texts_of(document):
        for index, line in enumerate(text.body):
            for match in _RANGE.finditer(line) if not line.startswith("|") else ():
                if match["sign"] != sign:
                    wanted = f"{match['low']}{sign}{match['high']}{match['unit']}"
                    yield text.line(index), f"“{match[0]}”的起止号应为“{sign}”：{wanted}"
