"""附件 as a sentence speaks of them (7.3.4): 见附件1, 附件1至3, 《任务分工表》（见附件2）, 附件（共3个）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongwen.pattern import pattern
from gongwen.terms.found import Span
from gongwen.zh.numerals import NUMERALS, read_number

SEEN = r"见附件\s*(?P<at>\d{0,2})(?!\d)"
"""The words that send to an attachment, with its number, for use within a regular expression."""
_NUMBER = r"(?<![\d.\-－—])\d{1,2}(?![\d.])"
_MENTION = pattern(
    rf"(?P<before>[见）)》号件中的]?)附件\s*(?P<first>{_NUMBER})(?![份个张页项套])(?P<more>(?:\s*(?:[、和及与至～~]|以及)\s*(?:附件)?\s*{_NUMBER}(?![年月日项个条人名万亿%]))*)"
)
_FOREIGN = tuple("）)》号件中的")
"""Before a mention they tell that the attachment is that of another document."""
_PART = pattern(r"附件\s*\d+\s*[\-－—]\s*\d")
"""附件1-1 is a part of an attachment."""
_RANGE = pattern(rf"({_NUMBER})\s*[至～~]\s*(?:附件)?\s*({_NUMBER})")
_SEEN = pattern(SEEN)
_UNNUMBERED = pattern(r"附件(?!\s*\d)|附后|后附|随附|附表|附图|附录")
_QUOTED = pattern(
    r"《(?P<name>[^《》]+)》\s*[（(]?(?:详见|具体见|另见|见|即)?附件\s*(?P<at>\d{0,2})[）)，。；]"
)
_PLAIN = pattern(rf"(?P<name>[^，。；：、《》（）()]{{4,30}})[（(]?(?:详|具体|另)?{SEEN}(?=[）)，。；、])")
_WHOLE_COUNT = pattern(r"附件\s*[（(]\s*共\s*(?P<count>\d+)\s*[个件份][）)]")
_IN_CHINESE = pattern(rf"附件(?P<at>[{NUMERALS}])(?=[）)。；]|、附件|和附件|$)")


@dataclass(frozen=True, slots=True)
class Mention:
    """What a sentence says of one attachment, or of several by their numbers."""

    start: int
    end: int
    numbers: frozenset[int] = frozenset()
    """All of them: 附件1至3 is 1, 2 and 3; none where the only one is meant."""
    named: tuple[int, ...] = ()
    """Those that are written, but for one right behind 见."""
    name: str = ""
    """What it is called there."""

    @property
    def number(self) -> int:
        """The only number; 0 where none is written."""
        return min(self.numbers, default=0)


def find_all(text: str) -> Iterator[Mention]:
    """Yield where ``text`` speaks by number of attachments of its own document; nothing where it speaks of their parts."""
    if _PART.search(text):
        return
    for match in _MENTION.finditer(text):
        if match["before"] not in _FOREIGN:
            first = () if match["before"] == "见" else (int(match["first"]),)
            more = tuple(map(int, re.findall(r"\d+", match["more"])))
            yield Mention(*match.span(), _numbers(match["first"] + match["more"]), (*first, *more))


def seen(text: str) -> Iterator[Mention]:
    """Yield where ``text`` sends to an attachment: 见附件, 见附件2."""
    return (_one(match) for match in _SEEN.finditer(text))


def quoted(text: str) -> Iterator[Mention]:
    """Yield the attachments that ``text`` names with 《》."""
    return (_one(match) for match in _QUOTED.finditer(text))


def called(text: str) -> Iterator[Mention]:
    """Yield the attachments that ``text`` sends to by what they are called; the name has all before it in the clause."""
    return map(_one, _PLAIN.finditer(text) if "见附件" in text else ())


def counts(text: str) -> Iterator[tuple[str, int]]:
    """Yield where ``text`` says how many attachments there are, with the number: 附件（共3个）."""
    return ((match[0], int(match["count"])) for match in _WHOLE_COUNT.finditer(text))


def in_chinese(text: str) -> Iterator[tuple[Span, int]]:
    """Yield where the number of an attachment stands in Chinese, with the number: 附件一."""
    return ((match.span("at"), read_number(match["at"])) for match in _IN_CHINESE.finditer(text))


def names_by_number_alone(text: str) -> bool:
    """Whether ``text`` speaks of attachments, of each by its number and of no part of one."""
    return "附件" in text and not _UNNUMBERED.search(text) and not _PART.search(text)


def _one(match: re.Match[str]) -> Mention:
    numbers = frozenset({int(match["at"])} if match["at"] else ())
    return Mention(*match.span(), numbers, name=match.groupdict().get("name") or "")


def _numbers(text: str) -> frozenset[int]:
    spans = [range(int(begin), int(end) + 1) for begin, end in _RANGE.findall(text)]
    return frozenset({*map(int, re.findall(r"\d+", text)), *(number for span in spans for number in span)})
