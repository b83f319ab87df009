"""Somebody whom a line of a roster names, and lines on which names and posts take turns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from gongwen.terms.found import Found
from gongwen.terms.people.line_tokens import Token, closed_up
from gongwen.terms.people.person_name import is_name, may_be_name
from gongwen.terms.people.post import ends_as_post

Order: TypeAlias = Literal["姓名在前", "职务在前"]
Oddity = Literal["连写", "存疑", "职务在前", "无职务", "无姓名", "括注"]
"""What departs from 姓名　职务: name and post without anything between them, so that what is doubtful was cut by a
guess; the post first; one of both missing; the post in brackets."""
_TURNS = 4
"""Words of a line on which two people stand with their posts."""


class Listed(NamedTuple):
    """Somebody whom a line names; one of name and post may be "", not both."""

    name: str
    post: str
    remark: str = ""
    """What stands in brackets behind the name and is no post: 女，回族."""


FoundListed = Found[Listed, Oddity]


def by_turns(tokens: Sequence[Token], order: Order) -> tuple[FoundListed, ...]:
    """Return the people of a line on which names and posts take turns, whatever the surnames; () for another line."""
    tokens = closed_up(tokens)
    words = [each for each in tokens if each.kind == "word"]
    are_apart = all(each.kind == "gap" or each.text == "、" for each in tokens if each.kind != "word")
    if len(words) < _TURNS or len(words) % 2 or not are_apart:
        return ()
    names, posts = (words[::2], words[1::2]) if order == "姓名在前" else (words[1::2], words[::2])
    are_names = all(may_be_name(each.text) and not ends_as_post(each.text) for each in names)
    are_posts = all(ends_as_post(each.text) and not is_name(each.text) for each in posts)
    if not (are_names and are_posts and any(is_name(each.text) for each in names)):
        return ()
    return tuple(
        Found(
            Listed(name.text, post.text),
            min(name.start, post.start),
            max(name.end, post.end),
            {"姓名": (name.start, name.end), "职务": (post.start, post.end)},
            frozenset[Oddity](["职务在前"] if order == "职务在前" else []),
        )
        for name, post in zip(names, posts, strict=True)
    )
