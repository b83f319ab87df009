"""One line of a roster: who it names, with post and remark; several people, or none by name, may stand on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongwen.pattern import HANZI, pattern
from gongwen.terms.found import Found, Span
from gongwen.terms.people.line_tokens import (
    Name,
    Token,
    closed_up,
    cut_post,
    ends_in_name,
    name_at,
    name_behind,
    tokens_of,
)
from gongwen.terms.people.listed import FoundListed, Listed, Oddity, Order, by_turns
from gongwen.terms.people.person_name import is_name, may_be_name
from gongwen.terms.people.post import LONGEST, ends_as_post, ends_as_unit, is_prose, is_remark, is_vacant
from gongwen.zh.spaces import spread, tighten

_REMARK_AND_POST = pattern(f"(?P<remark>[男女]|{HANZI}{{1,6}}族|(?:已)?退休)[，,、；;](?P<post>.{{3,}})")
"""What stands in one pair of brackets: 女，县林业局局长."""
_CHANGE = pattern("^增[加补]|(?<=.)(?:接替|接任)|免去|不再|改任|改由")
"""What is said of posts and stands in none."""
_ALL = pattern("各|全体|其他|其余")
"""What a seat of many begins with, and no further post of one."""


_LEAST_TOKENS, _LONGEST_NAME = 3, 14
"""Pieces of the shortest line of names, and characters of the longest of them, with a remark."""
_NAME_LENGTHS = (4, 3, 2)
_LEAST_IN_ROW, _ROW = 3, 4
"""Names from which a line of nothing else is a row."""
_ILL_PRINTED = pattern(rf"{HANZI}{{1,2}}[^\s\u3400-\u9fff、，。：；]{{1,8}}")
"""A name one character of which the source could not print."""


@dataclass(slots=True)
class _Open:
    """Somebody of whom more may follow."""

    name: str = ""
    span: Span | None = None
    post: Span | None = None
    remark: Span | None = None
    is_joined: bool = False
    is_doubtful: bool = False
    is_closed: bool = False
    """Whether the post stood in brackets, so that nothing more of it follows."""
    leads: bool = False
    """Whether the post stands before the name."""


_BRACKETS = str.maketrans("【】", "（）")
"""Remarks in other brackets: 【新任】."""


@lru_cache(maxsize=512)
def read(text: str, order: Order = "姓名在前", *, guesses: bool = False) -> tuple[FoundListed, ...]:
    """Return whom ``text`` lists, in order; () when nobody is named in it by name.

    ``order`` says what comes first in the list that the line is of. Items that name a unit or a post alone
    are listed without a name, between those that name people. With ``guesses`` name and post may be cut where
    nothing shows how long the name is, as in a list in which others are written without a gap.
    """
    text = text.translate(_BRACKETS)
    tokens = tokens_of(text)
    if not tokens:
        return ()
    if named := _names_alone(tokens, text) or _behind_unit(tokens) or by_turns(tokens, order):
        return named
    read_in = _read_names_first if order == "姓名在前" else _read_posts_first
    people = read_in(tokens, text)
    found = tuple(each for person in people if any((each := _found(person, text)).value))
    if not guesses and any(each.odd >= {"存疑", "连写"} for each in found):
        return ()
    is_about_people = any(each.value.name or is_vacant(each.value.remark) for each in found)
    return found if is_about_people and all(map(_is_sound, found)) else ()


def _names_alone(tokens: Sequence[Token], text: str) -> tuple[FoundListed, ...]:
    """Return the people of a line of names without posts, some of which are of no known surname; () for another line.

    In a row of many, gaps part them, what stands in brackets behind a name is a remark, and half the names show what it is.
    """
    if len(tokens) < _LEAST_TOKENS or any(len(each.text) > _LONGEST_NAME for each in tokens):
        return ()
    tokens = closed_up(tokens)
    words = [each for each in tokens if each.kind == "word"]
    others = [each for each in tokens if each.kind != "word"]
    is_listed = all(each.text in ("、", "，", ",") for each in others) and len(others) == len(words) - 1
    is_row = len(words) >= _ROW and all(
        each.kind == "gap" or each.text in ("、", "，") or _is_remark(each) for each in others
    )
    if not (is_listed or is_row):
        return ()
    known = sum(is_name(each.text) for each in words)
    most = len(words) - 1 if is_listed else len(words)
    if not most >= known >= len(words) / 2 or not all(_may_be_listed(each.text, is_row) for each in words):
        return ()
    remarks = _remarks(tokens) if is_row else {}
    people = [_Open(each.text, (each.start, each.end), remark=remarks.get(each.start)) for each in words]
    return tuple(_found(person, text) for person in people)


def _behind_unit(tokens: Sequence[Token]) -> tuple[FoundListed, ...]:
    """Return the person of a row of unit, name and title: 县财政局　何方　总会计师; () for another line."""
    words = [each for each in closed_up(tokens) if each.kind != "gap"]
    if len(words) != _LEAST_TOKENS or any(each.kind != "word" for each in words):
        return ()
    unit, name, title = words
    is_unit = ends_as_unit(unit.text) and not is_name(unit.text) and not ends_as_post(unit.text)
    if not (is_unit and is_name(name.text) and ends_as_post(title.text)):
        return ()
    parts = {"姓名": (name.start, name.end), "职务": (title.start, title.end)}
    return (Found(Listed(name.text, unit.text + title.text), unit.start, title.end, parts),)


def is_row(text: str) -> bool:
    """Whether ``text`` lists several people by their names alone."""
    people = read(text)
    return len(people) >= _LEAST_IN_ROW and not any(each.value.post for each in people)


def _is_remark(token: Token) -> bool:
    return token.kind == "bracket" and is_remark(token.text[1:-1])


def _may_be_listed(text: str, is_row: bool) -> bool:
    return may_be_name(text) or (is_row and _ILL_PRINTED.fullmatch(text) is not None)


def _remarks(tokens: Sequence[Token]) -> dict[int, Span]:
    """Return what stands in brackets behind words of ``tokens``, by where the word begins."""
    found: dict[int, Span] = {}
    last = 0
    for token in tokens:
        last = token.start if token.kind == "word" else last
        if token.kind == "bracket":
            found[last] = (token.start + 1, token.end - 1)
    return found


def write(listed: Listed) -> str:
    """Return somebody as a line of a roster: the name spread, a wide gap, the post, the remark in brackets."""
    remark = f"（{listed.remark}）" if listed.remark else ""
    if not listed.name:
        return f"{listed.post}{remark}"
    return f"{spread(listed.name)}{remark}" + (f"\u3000{listed.post}" if listed.post else "")


def _is_sound(found: FoundListed) -> bool:
    """Whether nothing that was taken for a post is a sentence; what stands right behind a name must be no part of one.

    Nor is a post what tells of a change: 县长）接替王明, 增补县水利局局长.
    """
    post = found.value.post.rstrip("。")
    is_said = ("连写" in found.odd and is_prose(post)) or _CHANGE.search(post) is not None
    return len(post) <= LONGEST and not is_said and not re.search("[。；;！？]", post)


def _found(person: _Open, text: str) -> FoundListed:
    post = _balanced(tighten(text[slice(*person.post)])) if person.post else ""
    remark = tighten(text[slice(*person.remark)]) if person.remark else ""
    parts = {"姓名": person.span, "职务": person.post, "备注": person.remark}
    spans = [span for span in parts.values() if span]
    odd: set[Oddity] = set()
    for is_odd, word in (
        (person.is_joined, "连写"), (person.is_doubtful, "存疑"), (person.leads, "职务在前"), (not post, "无职务"),
        (not person.name, "无姓名"), (person.is_closed and bool(post), "括注"),
    ):  # fmt: skip
        if is_odd:
            odd.add(word)  # type: ignore[arg-type]
    value = Listed(person.name, post, remark)
    start, end = min(first for first, _ in spans), max(last for _, last in spans)
    return Found(value, start, end, {key: span for key, span in parts.items() if span}, frozenset(odd))


def _balanced(post: str) -> str:
    """Return ``post`` without a bracket at its end that closes nothing."""
    is_stray = post.endswith(("）", ")")) and sum(map(post.count, "（(")) < sum(map(post.count, "）)"))
    return post[:-1] if is_stray else post


def _read_names_first(tokens: Sequence[Token], text: str) -> list[_Open]:
    people: list[_Open] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.kind in ("sep", "gap"):
            index += 1
            continue
        opened = _opened(tokens, index, people, text)
        if opened is not None:
            people.append(opened[0])
            index = opened[1]
        else:
            index = _taken_further(tokens, index, people)
            if index < 0:
                return []
    return [_turned(person, text) for person in people]


def _turned(person: _Open, text: str) -> _Open:
    """Return somebody whose name stands behind the post, where a seat alone was taken for it: it fits no other item."""
    if person.name or person.post is None or person.remark is not None:
        return person
    start, end = person.post
    length = next((n for n in _NAME_LENGTHS if ends_in_name(text[start:end], n)), 0)
    if not length:
        return person
    middle = end - length
    return _Open(text[middle:end], (middle, end), (start, middle), is_doubtful=True, leads=True)


def _opened(
    tokens: Sequence[Token], index: int, people: Sequence[_Open], text: str
) -> tuple[_Open, int] | None:
    """Return the person who begins at ``index``, and the token behind the name; None when nobody does."""
    last = people[-1] if people else None
    before = tokens[index - 1].kind if index else ""
    if last is not None and not _may_follow(last, before):
        return None
    name = name_at(tokens, index, is_first=last is None or last.is_closed)
    if name is not None and (last is None or _begins_another(last, tokens, name)):
        return _Open(name.text, name.span), name.following
    token = tokens[index]
    if token.kind != "word" or (last is not None and not _may_be_joined(last, before)):
        return None
    cut = cut_post(token.text)
    if cut is None:
        return None
    length, is_doubtful = cut
    if is_doubtful and last is not None and not last.is_joined:
        return None
    middle = token.start + length
    person = _Open(token.text[:length], (token.start, middle), (middle, token.end), None, True, is_doubtful)
    return person, index + 1


def _may_follow(last: _Open, before: str) -> bool:
    """Whether somebody may begin behind ``last`` and a token of the kind ``before``."""
    return before in ("sep", "gap") or last.is_closed


def _may_be_joined(last: _Open, before: str) -> bool:
    """Whether somebody whose post has nothing before it may begin behind ``last``: not where its own post stands."""
    return last.is_joined or last.is_closed or (last.post is None and before == "sep")


def _begins_another(last: _Open, tokens: Sequence[Token], name: Name) -> bool:
    """Whether a name found behind ``last`` is that of somebody else, and not the first word of the post of ``last``."""
    is_sure = is_name(name.text)
    following = tokens[name.following] if name.following < len(tokens) else None
    if last.is_closed or last.post is None:
        has_post = following is not None and following.kind == "bracket"
        return is_sure or has_post or (last.post is None and bool(last.name) and not is_name(last.name))
    if last.is_joined:
        return is_sure and following is not None
    return is_sure and following is not None and following.kind in ("gap", "bracket", "sep")


def _taken_further(tokens: Sequence[Token], index: int, people: list[_Open]) -> int:
    """Take the token at ``index`` for the last of ``people``, or for a seat of its own; return the next, -1 for neither."""
    token = tokens[index]
    last = people[-1] if people else None
    if token.kind == "bracket":
        return index + 1 if _take_bracket(token, tokens, index, people) else -1
    before = tokens[index - 1] if index else None
    is_apart = before is not None and before.kind == "sep"
    if last is None:
        return -1
    is_bare = bool(last.name) and last.post is None and last.remark is None
    if is_bare and is_remark(token.text) and index + 1 < len(tokens):
        last.remark = (token.start, token.end)
        return index + 1
    if last.name and last.post is None and before is not None and before.kind == "gap":
        if len(people) > 1 and people[-2].name and people[-2].post is None:
            people.append(_Open(post=(token.start, token.end)))
        else:
            last.post = (token.start, token.end)
    elif is_apart and not _is_colon(before) and _is_of_another(token, people):
        people.append(_Open(post=(token.start, token.end)))
    elif last.post is None:
        last.post = (token.start, token.end)
    elif last.is_closed and before is not None and before.kind == "gap":
        people.append(_Open(post=(token.start, token.end)))
    else:
        last.post = (last.post[0], token.end)
    return index + 1


def _is_of_another(token: Token, people: Sequence[_Open]) -> bool:
    """Whether ``token``, set apart from the last of ``people``, is a seat, or a post joined to the name of who has it."""
    last = people[-1]
    is_joined = last.post is None and any(ends_in_name(token.text, length) for length in _NAME_LENGTHS)
    return bool(_ALL.match(token.text)) or last.is_closed or not last.name or _is_alone(people) or is_joined


def _is_alone(people: Sequence[_Open]) -> bool:
    """Whether the people so far are names without posts, more than one of them."""
    named = [person for person in people if person.name]
    return len(named) > 1 and all(person.post is None for person in named)


def _is_colon(token: Token | None) -> bool:
    return token is not None and token.text in "：:—-——"


def _take_bracket(token: Token, tokens: Sequence[Token], index: int, people: list[_Open]) -> bool:
    inner = (token.start + 1, token.end - 1)
    words = token.text[1:-1].strip()
    last = people[-1] if people else None
    if not words:
        return last is not None
    if last is None or (is_vacant(words) and index and tokens[index - 1].kind in ("sep", "gap")):
        people.append(_Open(remark=inner, post=None, span=None))
        return is_vacant(words)
    if last.post is None and last.name and (apart := _REMARK_AND_POST.fullmatch(words)):
        begin = inner[0] + token.text[1:].index(words)
        last.remark = last.remark or (begin, begin + apart.end("remark"))
        last.post, last.is_closed = (begin + apart.start("post"), begin + len(words)), True
    elif last.post is None and last.name and is_remark(words) and last.remark is None:
        last.remark = inner
    elif last.post is None and last.name:
        last.post, last.is_closed = inner, True
    elif last.post is not None:
        if last.is_closed:
            last.remark = last.remark or inner
        else:
            last.post = (last.post[0], token.end)
    return True


def _read_posts_first(tokens: Sequence[Token], text: str) -> list[_Open]:
    """Return the people of 县水利局局长盛伟东、县财政局局长　戚明."""
    people: list[_Open] = []
    begin = -1
    index = 0
    while index < len(tokens):
        token = tokens[index]
        name = name_behind(tokens, index, begin)
        if name is not None:
            post = (begin if begin >= 0 else token.start, name.span[0])
            people.append(_Open(name.text, name.span, _trimmed(post, text), leads=True))
            begin, index = -1, name.following
            continue
        if token.kind == "bracket" and begin < 0 and people and is_remark(token.text[1:-1]):
            people[-1].remark = (token.start + 1, token.end - 1)
        elif begin < 0 and token.kind in ("word", "bracket"):
            begin = token.start
        index += 1
    if begin >= 0:
        people.append(_Open(post=(begin, tokens[-1].end)))
    return people


def _trimmed(span: Span, text: str) -> Span:
    written = text[slice(*span)]
    return span[0], span[0] + len(written.rstrip(" \t\u3000、，,：:"))


def order_of(lines: Sequence[str]) -> Order:
    """Return what comes first in the lines of one list, names or posts: what fits more of them."""
    first = sum(_fits(read(line)) for line in lines)
    posts = sum(_fits(read(line, "职务在前")) for line in lines)
    return "职务在前" if posts > first else "姓名在前"


def _fits(found: Sequence[FoundListed]) -> bool:
    return (
        bool(found)
        and all(each.value.name for each in found)
        and all("存疑" not in each.odd for each in found)
    )
