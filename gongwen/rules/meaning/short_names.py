"""Short names that a text gives: （以下简称“市领导小组”）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongwen.document import Document
from gongwen.pattern import pattern
from gongwen.rules.rule import Fault, fault, rule
from gongwen.rules.texts import Text, texts_of
from gongwen.terms.label import find_label

_GIVEN = pattern(
    r"[（(](?:以下|下文|下)(?:统一|均|统|分别)?(?:简称|统称|合称|称)(?:为)?[：:]?\s*(?P<short>[^（）()，,；;]+?)\s*[，,；;）)]"
)
_FULL = pattern(r"[^，。；：！？、（）()\s]*$")
_QUOTED = pattern(r"[“‘\"《]([^“”‘’\"《》]+)[”’\"》]")
_TITLE = pattern("《[^《》]*(?:》|$)")
_QUOTED_TITLE = pattern("《([^《》]+)》")
_GIVEN_TITLE = pattern('《(?P<full>[^《》]+)》[（(]以下简称[：:]?[“"]?《(?P<short>[^《》]+)》')
_SHORTEST = 3
"""Characters of a short name that can be told from a word of the language."""
_LONGEST = 60
"""Characters of a full name."""
_TOLD = 4
"""How many characters tell two full names apart."""


@dataclass(frozen=True, slots=True)
class _Short:
    """A short name where it is given."""

    name: str
    full: str
    index: int
    start: int
    """Where the full name begins in the paragraph."""
    is_common: bool
    """Whether it stands for several things together: one of them may bear the name itself."""

    @property
    def is_own(self) -> bool:
        """Whether it stands for nothing else: a part of the full name may be a word of the language."""
        return not self.is_common and len(self.name) >= _SHORTEST and self.name not in self.full

    @property
    def told_by(self) -> str:
        """The end of the full name without the short one: what it is of."""
        return self.full.strip("《》“”").removesuffix(self.name)[-_TOLD:]


@rule("body.short-name-late", "", "惯例")
def short_name_late(document: Document) -> Iterator[Fault]:
    """简称先说明再使用。

    Wrong: 正文: [请各单位向市应急办报送信息。, 青石市应急管理委员会办公室（以下简称市应急办）负责汇总。]
    Right: 正文: [请向青石市应急管理委员会办公室（以下简称市应急办）报送信息。, 市应急办负责汇总。]
    """
    for text in texts_of(document):
        for short in _first_given(text):
            if short.is_own and (index := _used_before(text, short)) is not None:
                message = (
                    f"“{short.name}”在第一次使用的地方还没有说明，请把“（以下简称…）”移到这里，或者写全称"
                )
                yield fault(message, text.line(index))


def _first_given(text: Text) -> list[_Short]:
    first: dict[str, _Short] = {}
    for short in _given(text):
        first.setdefault(short.name, short)
    return list(first.values())


def _given(text: Text) -> Iterator[_Short]:
    """Yield the short names of ``text`` where they are given; more than one in the same brackets is none."""
    for index, line in enumerate(text.body):
        for match in _GIVEN.finditer(line):
            names = _QUOTED.findall(match["short"]) or [match["short"]]
            full = _FULL.search(line[max(match.start() - _LONGEST, 0) : match.start()])
            if full and len(names) == 1:
                is_common = re.search("统称|合称", match[0]) is not None
                yield _Short(names[0], full[0], index, match.start() - len(full[0]), is_common)


def _used_before(text: Text, short: _Short) -> int | None:
    """Return the first paragraph that uses ``short`` before it is given; headings and titles do not count."""
    for index, line in enumerate(text.body[: short.index + 1]):
        said = line if index < short.index else line[: short.start]
        is_heading = (find_label(line) is not None or line.startswith("#")) and "。" not in line
        if not is_heading and short.name in _TITLE.sub("", said):
            return index
    return None


@rule("body.short-name-twice", "", "惯例")
def short_name_twice(document: Document) -> Iterator[Fault]:
    """一个简称只指一个事物。

    Wrong: 正文: 成立县防汛工作领导小组（以下简称领导小组）和县抗旱工作领导小组（以下简称领导小组）。
    Right: 正文: 成立县防汛工作领导小组（以下简称防汛领导小组）和县抗旱工作领导小组（以下简称抗旱领导小组）。
    """
    for text in texts_of(document):
        first: dict[str, _Short] = {}
        for short in _given(text):
            before = first.setdefault(short.name, short)
            if before is not short and not _same_thing(before, short):
                message = f"简称“{short.name}”前面指“{before.full}”，这里指“{short.full}”，请分开"
                yield fault(message, text.line(short.index))


def _same_thing(one: _Short, other: _Short) -> bool:
    """Whether both may be short for one thing; words before the name may stand in either."""
    return one.told_by.endswith(other.told_by) or other.told_by.endswith(one.told_by)


@rule("body.short-name-other", "", "差错")
def short_name_other(document: Document) -> Iterator[Fault]:
    """说明了简称的文件，后面用的是这个简称。

    Wrong: 正文: [原则同意《云溪县河道保护规划》（以下简称《河道规划》）。, 《保护规划》是依据，《保护规划》不得变更。]
    Right: 正文: [原则同意《云溪县河道保护规划》（以下简称《保护规划》）。, 《保护规划》是依据，《保护规划》不得变更。]
    """
    for text in texts_of(document):
        whole = "\n".join(text.body)
        titles = _QUOTED_TITLE.findall(whole)
        for index, line in enumerate(text.body):
            for match in _GIVEN_TITLE.finditer(line):
                short, full = match["short"], match["full"]
                if titles.count(short) == 1 and (other := _other_short(short, full, titles)):
                    message = f"简称是“《{short}》”，后面写的是“《{other}》”，请改成一致"
                    yield fault(message, text.line(index))


def _other_short(short: str, full: str, titles: list[str]) -> str:
    """Return what the text calls the document ``full`` instead of ``short``; "" for nothing."""
    for name in dict.fromkeys(titles):
        is_other = not {*short} <= {*full} or (len(name) >= _SHORTEST and name[-2:] == short[-2:])
        is_short = name not in (short, full) and len(name) < len(full) and titles.count(name) > 1
        if is_short and is_other and {*name} <= {*full}:
            return name
    return ""
