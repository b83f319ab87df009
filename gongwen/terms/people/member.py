"""人员: one person of a roster as a line says it, 姓名 职务, and where the line names both."""

from __future__ import annotations

from typing import NamedTuple

from gongwen.pattern import pattern
from gongwen.zh.spaces import PADDING, find_spaced, spans_of

_PADDED = pattern(rf"(\S){PADDING.pattern}(\S)(?=[ \t\u3000]|$)")


def split_name_and_post(line: str) -> tuple[str, str]:
    """Return (name, post) of a roster line ``姓名 职务``; the post is "" when there is none.

    A padded name (曹　谦 副主任) is closed up; the post keeps its inner spaces.
    """
    text = line.strip()
    if match := _PADDED.match(text):
        return match[1] + match[2], text[match.end() :].strip()
    name, _, post = PADDING.sub(" ", text, count=1).partition(" ")
    return name, post.strip()


class PersonSpans(NamedTuple):
    """The characters of a line that name somebody, and those of the post."""

    name: tuple[int, int]
    post: tuple[int, int]


def find_person(text: str, name: str, post: str, start: int = 0) -> PersonSpans | None:
    """Return where ``name`` and behind it ``post`` stand in ``text`` from ``start`` on; None without them."""
    for at in spans_of(text, name, start):
        behind = find_spaced(text, post, at[1])
        if behind:
            return PersonSpans(at, behind)
    return None
