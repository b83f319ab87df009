"""Lines of a body → numbered headings and paragraphs (7.3.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gongwen.flow import Fit, Par, Place, Run
from gongwen.profile import BODY, HEADING_ROLES, Profile
from gongwen.terms.label import LEVELS, Label, find_label, format_label
from gongwen.zh.width import width

PLAIN = "正文字"
"""The character role of text that runs on behind a heading."""

_HASHES = re.compile(rf"(#{{1,{LEVELS}}})(?!#)\s*(?=\S)")
_SENTENCE_END = re.compile(r"[。？！][”’』」）]*")


@dataclass(slots=True)
class Numbers:
    """The number last used at each level, by which ``#`` headings are counted."""

    are_items: bool = False
    """Whether what is labelled stands below articles, as items of their text and not as headings."""
    _last: list[int] = field(default_factory=lambda: [0] * (LEVELS + 1))

    def next(self, level: int) -> Label:
        """Return the label of the next heading of ``level``."""
        number = self._last[level] + 1
        self.note(level, number)
        return Label(level, number, format_label(level, number))

    def note(self, level: int, number: int) -> None:
        """Remember a heading; those below it count from 1 again."""
        self._last[level] = number
        self._last[level + 1 :] = [0] * (LEVELS - level)


def lay_paragraph(line: str, numbers: Numbers, profile: Profile, at: Place | None) -> Par:
    """Return the paragraph of one line: a heading of its level when it is labelled, else text."""
    if hashes := _HASHES.match(line):
        label = numbers.next(len(hashes[1]))
        return _lay_labelled(label, line[hashes.end() :], numbers, profile, at)
    label_found = find_label(line)
    if label_found is None:
        return Par(BODY, (Run(line),), at=at)
    numbers.note(label_found.level, label_found.number)
    return _lay_labelled(label_found, line[len(label_found.text) :], numbers, profile, at)


def _lay_labelled(label: Label, text: str, numbers: Numbers, profile: Profile, at: Place | None) -> Par:
    sentence, rest = split_sentence(text)
    if numbers.are_items or width(sentence) > profile.headings.longest:
        return Par(BODY, (Run(text),), label=label.text, at=at)
    role = HEADING_ROLES[label.level]
    runs = (Run(sentence), Run(rest, PLAIN)) if rest and _looks_apart(role, profile) else (Run(text),)
    fit = None if rest or not profile.headings.keeps_next else Fit(keeps_next=True)
    return Par(role, runs, label.text, label.level, label.number, fit=fit, at=at)


def split_sentence(text: str) -> tuple[str, str]:
    """Return the first sentence with its end mark, and what runs on behind it ("" when nothing does)."""
    end = _SENTENCE_END.search(text)
    return (text[: end.end()], text[end.end() :]) if end else (text, "")


def _looks_apart(role: str, profile: Profile) -> bool:
    look = profile.looks[role]
    return (look.face, look.bold) != (profile.body.face, profile.body.bold)
