"""名单 without roles of a group: names in rows, and a post before each name, as assemblies announce them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from gongwen.pattern import HANZI, pattern
from gongwen.recognise.elements.roster_lines import may_list
from gongwen.recognise.passages import Passage
from gongwen.terms.people import role
from gongwen.terms.people.listed import FoundListed
from gongwen.terms.people.person_name import is_name, may_be_name
from gongwen.terms.people.post import ends_as_post, is_prose, is_remark
from gongwen.terms.people.roster_line import read
from gongwen.zh.spaces import close_up

ROLL = "名单"
"""The role of those who are listed without any."""
_LEAST_ROWS, _LEAST_IN_ROW = 2, 3
_LONGEST = 90
_LEAST_POSTS = 3
"""Lines of a post and a name from which they are a list, and no signature."""
_NO_NAME = pattern(r"[。；：:！？\d]")
"""What stands on no row of names."""
_PARTED = pattern(r"\S[\s、，]+\S")
_POST_AND_NAME = pattern(
    rf"\s*(?P<post>[\u3400-\u9fff（）()、]{{2,24}})\s+(?P<name>{HANZI}(?:\s*[\u3400-\u9fff·]){{1,7}})\s*(?:[（(](?P<remark>[^（()）]{{1,12}})[）)])?\s*"
)

_ROLE_LAST = pattern(
    rf"\s*(?P<name>{HANZI}(?:\s*[\u3400-\u9fff·]){{1,7}}?)\s+(?P<post>\S{{2,40}})\s+(?P<role>\S(?:\s*\S){{0,9}})\s*"
)
_LEAST_ROLES = 2
"""Lines of a name, a post and a role from which they are a list."""


def may_open(passage: Passage) -> bool:
    """Whether a list without roles may begin at ``passage``: words are parted on it, and by nothing that no names are."""
    text = passage.text
    may_be = len(text) <= _LONGEST and not passage.is_row and _PARTED.search(text) is not None
    return may_be and _NO_NAME.search(text) is None


def roll_at(passages: Sequence[Passage], start: int) -> list[tuple[Passage, tuple[FoundListed, ...]]]:
    """Return the rows of names from ``start`` on, each with its people; [] where there are not several."""
    rows = [(each, people) for each, people in _rows(passages[start:])]
    return rows if sum(map(_is_row_of_names, (people for _, people in rows))) >= _LEAST_ROWS else []


def _rows(passages: Sequence[Passage]) -> Iterator[tuple[Passage, tuple[FoundListed, ...]]]:
    for index, passage in enumerate(passages):
        may_name = may_open(passage) and may_list(passage) and not is_prose(passage.text)
        people = read(passage.text) if may_name else ()
        is_first = index == 0 and len(people) > 1 and all(is_name(each.value.name) for each in people)
        is_last = index > 0 and bool(people) and not any(each.value.post for each in people)
        if not (is_first or is_last or _is_row_of_names(people)):
            return
        yield passage, people


def _is_row_of_names(people: Sequence[FoundListed]) -> bool:
    return len(people) >= _LEAST_IN_ROW and not any(each.value.post for each in people)


def posts_at(passages: Sequence[Passage], start: int) -> list[tuple[Passage, str, dict[str, str]]]:
    """Return the lines of a post and a name from ``start`` on, each with its post and its person; [] for too few."""
    found = ((passage, _post_and_name(passage)) for passage in passages[start:])
    lines = [(passage, *each) for passage, each in takewhile(lambda each: each[1] is not None, found) if each]
    return lines if len(lines) >= _LEAST_POSTS else []


def _post_and_name(passage: Passage) -> tuple[str, dict[str, str]] | None:
    """Return the post and the person of a line that says nothing else; None for any other line."""
    match = _POST_AND_NAME.fullmatch(passage.text) if may_open(passage) else None
    if match is None:
        return None
    post, name, remark = match["post"], close_up(match["name"]), match["remark"] or ""
    is_post = ends_as_post(post) or role.is_role(post)
    if not is_post or not (is_name(name) or may_be_name(name)) or (remark and not is_remark(remark)):
        return None
    return post, {"姓名": name, "职务": ""} | ({"备注": remark} if remark else {})


def roles_last_at(passages: Sequence[Passage], start: int) -> list[tuple[Passage, str, dict[str, str]]]:
    """Return the lines of a name, a post and a role from ``start`` on, each with its role and its person; [] for too few."""
    found = ((passage, _role_last(passage)) for passage in passages[start:])
    lines = [(passage, *each) for passage, each in takewhile(lambda each: each[1] is not None, found) if each]
    return lines if len(lines) >= _LEAST_ROLES else []


def _role_last(passage: Passage) -> tuple[str, dict[str, str]] | None:
    """Return the role and the person of a line that has the role behind the post; None for any other line."""
    match = _ROLE_LAST.fullmatch(passage.text) if may_open(passage) else None
    if match is None:
        return None
    own, name = close_up(match["role"]), close_up(match["name"])
    is_listed = role.is_role(own) and is_name(name) and ends_as_post(match["post"])
    return (own, {"姓名": name, "职务": match["post"]}) if is_listed else None
