"""Sentences of appointments, cut into clauses that speak of one post each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gongwen.pattern import pattern
from gongwen.terms.people.named_people import Context, read_people, split_off
from gongwen.terms.people.post import ends_as_post, is_title
from gongwen.terms.people.role import is_role

_LABEL = pattern(
    r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、)）]\s*|\d+[ \u3000\t]+|[-—·]\s*)"
)
_NEXT = pattern(
    r"(?P<names>[^，。；：:为任的]{2,30}?)(?:同志)?(?:为|(?<![主责])任|兼任|担任|的|辞去|不再|(?<=同志)(?=[^，。；、]{3}))"
)
"""How the next item begins where a sentence tells of several: 任命甲为…、乙为…"""
_GOES_ON = pattern(
    "(?:并|同时|且)*(?:(?:提名|推荐|任命|聘任|明确)(?:其)?为|免去|免除|辞去|不再(?:担任|兼任|任|主持)|兼任|调任|改任|转任|担任|任(?![职期免务命]))"
)
"""How a further item begins that is of the same person."""
_LEAVES = pattern("免去|免除|解聘|撤销|罢免|免")

_GIVEN_UP = pattern("职务(?:予以|随之|自然|自行|自动|相应|同时|一并|均|也)*(?:免去|免除|解除|撤销|终止)$")
_ITEM = pattern("(?:为|(?<![主责新现原])任|的|辞去|不再|免去|免除|解聘|撤销).+(?<!同志)$")
"""What an item says that ends in a post."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence between commas, or one of several items of it."""

    text: str
    start: int
    is_first: bool
    """Whether it begins a sentence."""
    opens_line: bool
    goes_on: bool
    """Whether the line before ended in the middle of a list."""
    label: int
    """Where its words begin, behind a number."""
    line: str = ""
    """The whole line, where it opens one."""
    is_given_up: bool = False
    """Whether the words behind the last item say that every one is given up: 甲的局长、乙的副局长职务予以免去."""
    is_paired: bool = False
    """Whether it is a further item of the sentence, with a person of its own."""


def clauses_of(text: str, context: Context) -> Iterator[Clause]:
    """Yield ``text`` cut at commas, at the ends of sentences and between items, but not within brackets."""
    for marked in _at_marks(text):
        yield from _items(marked, context)


def _at_marks(text: str) -> Iterator[Clause]:
    depth, start, is_first, opens_line, goes_on, last = 0, 0, True, True, False, ""
    for index, sign in enumerate(f"{text}\n"):
        depth = 0 if sign == "\n" else depth + (sign in "（(") - (sign in "）)")
        if sign == "\n" or (sign in "，,。；;" and depth <= 0):
            words = text[start:index]
            if words.strip():
                label = _LABEL.match(words) if is_first else None
                at = label.end() if label else 0
                line = text[start:].partition("\n")[0] if opens_line else ""
                yield Clause(words, start, is_first, opens_line, goes_on, at, line)
                last = ""
            opens_line = sign == "\n"
            last = sign if sign != "\n" else last
            goes_on = opens_line and last in tuple("；;，,")
            is_first = sign not in "，,"
            start = index + 1


def _items(clause: Clause, context: Context) -> Iterator[Clause]:
    """Yield the items of a clause: 任命甲为县财政局局长、乙为县审计局局长."""
    start, is_paired = 0, False
    is_given_up = _GIVEN_UP.search(clause.text) is not None
    for cut, has_person in _cuts(clause.text, context):
        yield replace(_part(clause, start, cut, is_paired=is_paired), is_given_up=is_given_up)
        start, is_paired = cut + 1, has_person
    yield _part(clause, start, len(clause.text), is_paired=is_paired)


def _part(clause: Clause, start: int, stop: int, *, is_paired: bool) -> Clause:
    if not start:
        return replace(clause, text=clause.text[:stop])
    return replace(
        clause, text=clause.text[start:stop], start=clause.start + start, is_first=False, opens_line=False,
        label=0, is_paired=is_paired,
    )  # fmt: skip


def _cuts(text: str, context: Context) -> Iterator[tuple[int, bool]]:
    """Yield where an item ends, behind a post, and whether the next is of somebody else."""
    last = 0
    for mark in re.finditer("[、和及]|以及|(?:并|且)(?=免去|不再|兼任|任|提名|推荐)", text):
        before = text[last : mark.start()]
        is_behind = before.endswith("职务") or (ends_as_post(before) and _ITEM.search(before) is not None)
        is_named = is_behind and _begins_item(text, mark.end(), context)
        if is_named or (is_behind and _GOES_ON.match(text, mark.end())):
            last = mark.end()
            yield mark.end() - 1, is_named


def _begins_item(text: str, start: int, context: Context) -> bool:
    """Whether somebody and what they are stand in ``text`` from ``start`` on: 乙为…, 乙同志县财政局副局长, 乙县财政局副局长."""
    match = _NEXT.match(text, start)
    if match and read_people(match["names"], 0, context):
        return True
    words = text[start:].partition("、")[0]
    if is_title(words.removesuffix("职务")):
        return False
    found = split_off(words, 0, context) if _LEAVES.search(text[:start]) else None
    rest = words[found[1] :] if found else ""
    is_sure = found is not None and not found[0].is_doubtful
    return is_role(rest) or (is_sure and rest.startswith(context.starts))
