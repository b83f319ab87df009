"""Personal names and roles as rosters print them."""

from __future__ import annotations

import re
from typing import NamedTuple

SPACE = "\u3000"
_PADDED = re.compile(r"(\S)[ \t\u3000]+(\S)(?=[ \t\u3000]|$)")
_GAP = re.compile(r"[ \t\u3000]+")


def spread(text: str) -> str:
    """Return a two-character name or role spread to three widths: 曹谦 → 曹　谦, 组长 → 组　长.

    Anything shorter or longer is returned unchanged.
    """
    return text[0] + SPACE + text[1] if len(text) == 2 else text


def close_up(text: str) -> str:
    """Return ``text`` without the spaces that padding put into it; the inverse of :func:`spread`."""
    return _GAP.sub("", text)


def split_name_and_post(line: str) -> tuple[str, str]:
    """Return (name, post) of a roster line ``姓名 职务``; the post is "" when there is none.

    A padded name (曹　谦 副主任) is closed up; the post keeps its inner spaces.
    """
    text = line.strip()
    if match := _PADDED.match(text):
        return match[1] + match[2], text[match.end() :].strip()
    name, _, post = _GAP.sub(" ", text, count=1).partition(" ")
    return name, post.strip()


class PersonSpans(NamedTuple):
    """The characters of a line that name somebody, and those of the post."""

    name: tuple[int, int]
    post: tuple[int, int]


def find_spaced(text: str, words: str, start: int = 0) -> tuple[int, int] | None:
    """Return where ``words`` stand in ``text`` from ``start`` on, whatever spaces are in either; None without them."""
    match = _spaced(words).search(text, start)
    return match.span() if match else None


def find_person(text: str, name: str, post: str, start: int = 0) -> PersonSpans | None:
    """Return where ``name`` and behind it ``post`` stand in ``text`` from ``start`` on; None without them."""
    for at in _spaced(name).finditer(text, start):
        behind = find_spaced(text, post, at.end())
        if behind:
            return PersonSpans(at.span(), behind)
    return None


def _spaced(words: str) -> re.Pattern[str]:
    return re.compile(r"\s*".join(re.escape(sign) for sign in words if not sign.isspace()))
