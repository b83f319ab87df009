"""What a rule of wording is: a small function that finds slips in one line of text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from gongwen.finding import Force, Mending

Part = Literal[
    "版头", "标题", "主送机关", "正文", "名单", "表格", "附件说明", "附件标号", "落款", "附注", "抄送机关", "印发机关"
]  # fmt: skip
"""What of a document a line belongs to; headings are 正文, the titles of what it carries are 标题."""

PROSE: frozenset[Part] = frozenset(("正文", "表格", "附件说明", "附注"))
"""Where sentences stand."""
EVERYWHERE: frozenset[Part] = PROSE | {
    "版头", "标题", "主送机关", "名单", "附件标号", "落款", "抄送机关", "印发机关"
}  # fmt: skip


class Slip(NamedTuple):
    """One thing that is wrong in a line."""

    start: int
    end: int
    """The characters at fault: ``text[start:end]``; an empty span where something is missing."""
    message: str
    """What was found and what is wanted, in Chinese, without a final mark."""
    wanted: str | None = None
    """What should stand in their place; None when a person decides."""


Find = Callable[[str], Iterable[Slip]]


@dataclass(frozen=True, slots=True)
class WordRule:
    """A rule of wording; the docstring of ``find`` tells it with a wrong and a right example."""

    code: str
    clause: str
    """The standard and its clause; "" when no clause says it."""
    force: Force
    mending: Mending
    parts: frozenset[Part]
    """The parts of a document whose lines it reads."""
    find: Find
    since: str = ""
    """The first 成文日期 to which it applies, YYYY-MM-DD; "" when it has no beginning."""

    def applies(self, part: Part, day: str) -> bool:
        """Whether it reads the lines of ``part`` in a document of ``day``; "" is today."""
        return part in self.parts and (not day or self.since <= day)


def word_rule(
    code: str,
    clause: str,
    force: Force,
    mending: Mending,
    parts: Iterable[Part] = PROSE,
    *,
    since: str = "",
) -> Callable[[Find], WordRule]:
    """Return what makes a function a rule of wording of this code, clause, force and way of mending."""

    def make(find: Find) -> WordRule:
        return WordRule(code, clause, force, mending, frozenset(parts), find, since)

    return make


def apply_slips(text: str, slips: Sequence[Slip]) -> str:
    """Return ``text`` with what each of ``slips`` wants; of two that overlap the first in the text is taken."""
    pieces: list[str] = []
    done = 0
    for slip in sorted(slips):
        if slip.wanted is not None and slip.start >= done:
            pieces += [text[done : slip.start], slip.wanted]
            done = slip.end
    return "".join((*pieces, text[done:]))
