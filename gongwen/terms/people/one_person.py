"""What says one person with a post, on a line of a roster or alone."""

from __future__ import annotations

from gongwen.terms.people.member import split_name_and_post
from gongwen.terms.people.person_name import is_name
from gongwen.terms.people.post import ends_as_post
from gongwen.terms.people.roster_line import read


def split_person(text: str, *, is_listed: bool = False) -> tuple[str, str] | None:
    """Return (name, post) of what says one person with a post, or None.

    Forms: 张伟 县长, 张　伟 县长, 张伟（县长）, 张伟，县长. With ``is_listed`` a name needs no known surname,
    since a role or a tab before it says what it is.
    """
    found = read(text)
    if len(found) != 1 or found[0].odd & {"连写", "无职务", "无姓名"}:
        return None
    name, post, _ = found[0].value
    return (name, post) if is_name(name) or is_listed else None


def is_one_person(text: str) -> bool:
    """Whether ``text`` is the line of one person, ``姓名 职务``, rather than a list of people, posts or units."""
    name, post = split_name_and_post(text)
    return split_person(text, is_listed=True) == (name, post) and ends_as_post(post)
