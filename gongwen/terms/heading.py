"""Which labelled lines of a body are headings: decided for a whole list of siblings, never for the one (7.3.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gongwen.pattern import pattern
from gongwen.terms.label import LEVELS, Label, find_label, format_label
from gongwen.zh.width import width

HEADING_MARK, TEXT_MARK = "#标题", "#正文"
"""What a line begins with that is, or is not, a heading whatever its siblings are."""

_MARKED = pattern(rf"({HEADING_MARK}|{TEXT_MARK})\s+(?=\S)")
_HASHES = pattern(rf"(#{{1,{LEVELS}}})(?!#)\s*(?=\S)")
_SENTENCE_END = pattern(r"[。？！][”’』」）]*")
_SHORT_SENTENCE = pattern(r"[^，。；：！？《》]{1,20}[。？！]")
"""What a heading on a line of its own says, its end mark typed by mistake."""
_BARE = pattern(r"(?!.*附[件表图])[^，。；：！？,;:《》（）\d]{0,16}")
"""A heading that says no more than what is to follow."""
_GOES_ON = ("；", "，", "、", ";", ",")
"""How an item of a list ends that the next one goes on."""


@dataclass(slots=True)
class Numbers:
    """The number last used at each level, by which ``#`` headings are counted."""

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


class Item(NamedTuple):
    """A labelled line of a body."""

    label: Label
    text: str
    """What stands behind the label."""
    mark: str = ""
    """HEADING_MARK, TEXT_MARK, or "" where the siblings decide."""
    heads: bool = False
    """Whether what follows stands below it: text, or an item of a deeper level."""
    is_heading: bool = False

    stop: int = 0
    """Where the first sentence ends, its end mark included."""

    @property
    def sentence(self) -> str:
        """The first sentence with its end mark."""
        return self.text[: self.stop]

    @property
    def rest(self) -> str:
        """What runs on behind it; "" when it stands alone."""
        return self.text[self.stop :]


def without_mark(line: str) -> str:
    """Return ``line`` without a mark that says whether it is a heading."""
    return _MARKED.sub("", line, count=1) if line.startswith("#") else line


def find_items(
    body: Sequence[str], longest: float, *, are_articles: bool = False, is_followed: bool = False
) -> dict[int, Item]:
    """Return the labelled lines of ``body`` by their indices, each with what it is.

    Siblings, the items of one level below one parent that are counted on from 1, are all headings or all
    text, but for those that a mark sets apart. Below ``are_articles`` they are text. A first sentence
    wider than ``longest`` (字) is none of a heading. ``is_followed`` says that more stands below the body.
    """
    items = dict(_read(body, is_followed=is_followed))
    for siblings in _siblings(items):
        usual = not are_articles and _are_headings([items[index] for index in siblings], longest)
        marks = {items[index].mark for index in siblings} - {""}
        wanted = HEADING_MARK in marks if len(marks) == 1 else usual
        for index in siblings:
            if items[index].mark == HEADING_MARK if items[index].mark else wanted:
                items[index] = items[index]._replace(is_heading=True)
    return items


def _read(body: Sequence[str], *, is_followed: bool) -> Iterator[tuple[int, Item]]:
    """Yield the labelled lines, not yet decided."""
    numbers = Numbers()
    waiting: Item | None = None
    for index, line in enumerate(body):
        item = _item(line, numbers)
        if waiting is not None:
            yield index - 1, waiting._replace(heads=True) if _heads(waiting, item) else waiting
        waiting = item
    if waiting is not None:
        yield len(body) - 1, waiting._replace(heads=is_followed)


def _heads(item: Item, after: Item | None) -> bool:
    """Whether the line below ``item`` stands below it in rank too: text, or an item of a deeper level."""
    return after is None or after.label.level > item.label.level


def _item(line: str, numbers: Numbers) -> Item | None:
    """Return the item that ``line`` is, a line with ``#`` counted; None for text without a label."""
    mark = ""
    if line.startswith("#"):
        if marked := _MARKED.match(line):
            mark, line = marked[1], line[marked.end() :]
        if hashes := _HASHES.match(line):
            return _made(numbers.next(len(hashes[1])), line[hashes.end() :], mark)
    label = find_label(line)
    if label is None:
        return None
    numbers.note(label.level, label.number)
    return _made(label, line[len(label.text) :], mark)


def _made(label: Label, text: str, mark: str) -> Item:
    end = _SENTENCE_END.search(text)
    return Item(label, text, mark, stop=end.end() if end else len(text))


def _siblings(items: Mapping[int, Item]) -> Iterator[list[int]]:
    """Yield the indices of the items of each list, a list ending where its count begins again."""
    open_lists: dict[int, list[int]] = {}
    for index, item in items.items():
        level = item.label.level
        for ended in [
            each for each in open_lists if each > level or (each == level and item.label.number == 1)
        ]:
            yield open_lists.pop(ended)
        open_lists.setdefault(level, []).append(index)
    yield from open_lists.values()


def _are_headings(siblings: Sequence[Item], longest: float) -> bool:
    """Whether most of ``siblings`` look like headings; of as many of both kinds the first decides."""
    votes = [_vote(item, longest, is_last=item is siblings[-1] and len(siblings) > 1) for item in siblings]
    return sum(votes) > 0 or (sum(votes) == 0 and votes[0] > 0)


def _vote(item: Item, longest: float, *, is_last: bool) -> int:
    """Return 1 for a heading, alone or with text behind it, and -1 for a sentence or a part of a list.

    A short sentence above text of its own is a heading with an end mark too many; what stands below the
    last of several may belong to all.
    """
    sentence, is_alone = item.sentence, item.stop == len(item.text)
    if width(sentence) > longest or (is_alone and sentence.endswith(_GOES_ON)):
        return -1
    if not is_alone or not _SENTENCE_END.search(sentence):
        return 1
    return 1 if item.heads and not is_last and _SHORT_SENTENCE.fullmatch(sentence) else -1


def mark_lines(
    body: Sequence[str], shown: Mapping[int, bool], longest: float, *, are_articles: bool
) -> list[str]:
    """Return the unmarked lines of ``body`` with the marks by which they are again what they were ``shown`` to be.

    ``shown`` says of the indices of its labelled lines whether they were headings; one that is not in it may be
    either. One mark does for a list that is all of the other kind; a mixed list is marked throughout.
    """
    lines = list(body)
    items = find_items(body, longest, are_articles=are_articles)
    for siblings in _siblings(items):
        known = [index for index in siblings if index in shown]
        if all(shown[index] == items[index].is_heading for index in known):
            continue
        is_mixed = len({shown[index] for index in known}) > 1
        for index in known if is_mixed else known[:1]:
            lines[index] = f"{HEADING_MARK if shown[index] else TEXT_MARK} {lines[index]}"
    return lines


def bare_headings(items: Mapping[int, Item]) -> Iterator[int]:
    """Yield the indices of headings with nothing behind or below them, half of their siblings at most: all others have."""
    for siblings in _siblings(items):
        bare = [index for index in siblings if _is_bare(items[index])]
        full = [index for index in siblings if items[index].heads or _SENTENCE_END.search(items[index].text)]
        if len(bare) <= len(full) == len(siblings) - len(bare):
            yield from bare


def _is_bare(item: Item) -> bool:
    return not item.heads and _BARE.fullmatch(item.text.strip()) is not None


def mixed_siblings(items: Mapping[int, Item]) -> Iterable[tuple[int, ...]]:
    """Yield the indices of each list of ``items`` of which some are headings and others are not."""
    for siblings in _siblings(items):
        if len({items[index].is_heading for index in siblings}) > 1:
            yield tuple(siblings)
