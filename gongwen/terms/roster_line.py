"""One line of a roster: who it names, with post and remark; several people, or none by name, may stand on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from gongwen.terms.found import Found, Span
from gongwen.terms.person_name import is_name, may_be_name, starts_as_name
from gongwen.terms.post import (
    LONGEST,
    ends_as_post,
    ends_as_unit,
    is_prose,
    is_remark,
    is_seat,
    is_vacant,
    start_strength,
)
from gongwen.zh.names import split_name_and_post, spread
from gongwen.zh.spaces import tighten
from gongwen.zh.surnames import split_name

Order: TypeAlias = Literal["姓名在前", "职务在前"]
Oddity = Literal["连写", "存疑", "职务在前", "无职务", "无姓名", "括注"]
"""What departs from 姓名　职务: name and post without anything between them, so that what is doubtful was cut by a
guess; the post first; one of both missing; the post in brackets."""


class Listed(NamedTuple):
    """Somebody whom a line names; one of name and post may be "", not both."""

    name: str
    post: str
    remark: str = ""
    """What stands in brackets behind the name and is no post: 女，回族."""


FoundListed = Found[Listed, Oddity]

_TOKEN = re.compile(
    r"(?P<bracket>[（(][^（()）]*(?:[（(][^（()）]*[）)][^（()）]*)*[）)])|(?P<sep>[、，,；;。：:]|——|—|-(?=[\u3400-\u9fff]))|(?P<gap>\s+)"
    r"|(?P<word>(?:[^\s、，,；;。：:（()）—-]|[—-](?![—\u3400-\u9fff]))+|[（()）])"
)
_NAME_LENGTHS = (2, 3, 4)
_AND = re.compile(r"(?:和|及|以及|与)")
_LEAST = 2


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


class _Name(NamedTuple):
    """A name among tokens."""

    text: str
    span: Span
    following: int
    """The token behind it."""


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


def read(text: str, order: Order = "姓名在前") -> tuple[FoundListed, ...]:
    """Return whom ``text`` lists, in order; () when nobody is named in it by name.

    ``order`` says what comes first in the list that the line is of. Items that name a unit or a post alone
    are listed without a name, between those that name people.
    """
    tokens = _unglued([_token(match) for match in _TOKEN.finditer(text)])
    while tokens and tokens[-1].kind in ("sep", "gap"):
        tokens.pop()
    while tokens and tokens[0].kind in ("sep", "gap"):
        tokens.pop(0)
    if not tokens:
        return ()
    read_in = _read_names_first if order == "姓名在前" else _read_posts_first
    people = read_in(tokens, text)
    found = tuple(_found(person, text) for person in people)
    is_about_people = any(each.value.name or is_vacant(each.value.remark) for each in found)
    return found if is_about_people and all(map(_is_sound, found)) else ()


def write(listed: Listed) -> str:
    """Return somebody as a line of a roster: the name spread, a wide gap, the post, the remark in brackets."""
    remark = f"（{listed.remark}）" if listed.remark else ""
    if not listed.name:
        return f"{listed.post}{remark}"
    return f"{spread(listed.name)}{remark}" + (f"\u3000{listed.post}" if listed.post else "")


def _token(match: re.Match[str]) -> _Token:
    return _Token(match.lastgroup or "", match[0], *match.span())


def _unglued(tokens: Sequence[_Token]) -> list[_Token]:
    """Return ``tokens`` with a gap before each name that stands right behind a post: 副秘书长张学锋 市水利局局长."""
    apart: list[_Token] = []
    for place, token in enumerate(tokens):
        length = _glued_name(tokens, place) if place and token.kind == "word" else 0
        if length:
            middle = token.end - length
            apart.append(_Token("word", token.text[:-length], token.start, middle))
            apart.append(_Token("gap", "", middle, middle))
            apart.append(_Token("word", token.text[-length:], middle, token.end))
        else:
            apart.append(token)
    return apart


def _glued_name(tokens: Sequence[_Token], place: int) -> int:
    """Return how long the name, or the surname of a spread one, is that ends the word at ``place``; 0 for none."""
    word, rest = tokens[place].text, tokens[place + 1 : place + 4]
    if not rest or rest[0].kind not in ("gap", "bracket"):
        return 0
    is_single = len(rest) > 1 and len(rest[1].text) == 1
    if is_single and starts_as_name(word[-1:]) and ends_as_post(word[:-1]):
        return 1
    behind = rest[0].text[1:-1] if rest[0].kind == "bracket" else rest[1].text if len(rest) > 1 else ""
    if not (ends_as_post(behind) or start_strength(behind) > 1):
        return 0
    lengths = (length for length in (4, 3, 2) if len(word) > length + 1)
    return next((n for n in lengths if is_name(word[-n:]) and ends_as_post(word[:-n])), 0)


def _is_sound(found: FoundListed) -> bool:
    """Whether nothing that was taken for a post is a sentence; what stands right behind a name must be no part of one."""
    post = found.value.post.rstrip("。")
    is_said = "连写" in found.odd and is_prose(post)
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


def _read_names_first(tokens: Sequence[_Token], text: str) -> list[_Open]:
    people: list[_Open] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.kind in ("sep", "gap"):
            place += 1
            continue
        opened = _opened(tokens, place, people, text)
        if opened is not None:
            people.append(opened[0])
            place = opened[1]
        else:
            place = _taken_further(tokens, place, people)
            if place < 0:
                return []
    return [_turned(person, text) for person in people]


def _turned(person: _Open, text: str) -> _Open:
    """Return somebody whose name stands behind the post, where a seat alone was taken for it: it fits no other item."""
    if person.name or person.post is None or person.remark is not None:
        return person
    start, end = person.post
    length = next((n for n in (4, 3, 2) if _ends_in_name(text[start:end], n)), 0)
    if not length:
        return person
    middle = end - length
    return _Open(text[middle:end], (middle, end), (start, middle), is_doubtful=True, leads=True)


def _ends_in_name(text: str, length: int) -> bool:
    return len(text) > length + 1 and ends_as_post(text[:-length]) and is_name(text[-length:])


def _opened(
    tokens: Sequence[_Token], place: int, people: Sequence[_Open], text: str
) -> tuple[_Open, int] | None:
    """Return the person who begins at ``place``, and the token behind the name; None when nobody does."""
    last = people[-1] if people else None
    before = tokens[place - 1].kind if place else ""
    if last is not None and not _may_follow(last, before):
        return None
    name = _name_at(tokens, place, is_first=last is None or last.is_closed)
    if name is not None and (last is None or _begins_another(last, tokens, place, name)):
        return _Open(name.text, name.span), name.following
    token = tokens[place]
    if token.kind != "word" or (last is not None and not _may_be_joined(last, before)):
        return None
    cut = _cut(token.text)
    if cut is None:
        return None
    length, is_doubtful = cut
    middle = token.start + length
    person = _Open(token.text[:length], (token.start, middle), (middle, token.end), None, True, is_doubtful)
    return person, place + 1


def _may_follow(last: _Open, before: str) -> bool:
    """Whether somebody may begin behind ``last`` and a token of the kind ``before``."""
    return before in ("sep", "gap") or last.is_closed


def _may_be_joined(last: _Open, before: str) -> bool:
    """Whether somebody whose post has nothing before it may begin behind ``last``: not where its own post stands."""
    return last.is_joined or last.is_closed or (last.post is None and before == "sep")


def _begins_another(last: _Open, tokens: Sequence[_Token], place: int, name: _Name) -> bool:
    """Whether a name found behind ``last`` is that of somebody else, and not the first word of the post of ``last``."""
    is_sure = is_name(name.text)
    following = tokens[name.following] if name.following < len(tokens) else None
    if last.is_closed or last.post is None:
        has_post = following is not None and following.kind == "bracket"
        return is_sure or has_post or (last.post is None and bool(last.name) and not is_name(last.name))
    if last.is_joined:
        return is_sure and following is not None
    return is_sure and following is not None and following.kind in ("gap", "bracket", "sep")


def _taken_further(tokens: Sequence[_Token], place: int, people: list[_Open]) -> int:
    """Take the token at ``place`` for the last of ``people``, or for a seat of its own; return the next, -1 for neither."""
    token = tokens[place]
    last = people[-1] if people else None
    if token.kind == "bracket":
        return place + 1 if _take_bracket(token, tokens, place, people) else -1
    before = tokens[place - 1] if place else None
    is_apart = before is not None and before.kind == "sep"
    if last is None:
        return -1
    if last.name and last.post is None and before is not None and before.kind == "gap":
        if len(people) > 1 and people[-2].name and people[-2].post is None:
            people.append(_Open(post=(token.start, token.end)))
        else:
            last.post = (token.start, token.end)
    elif is_apart and (last.is_closed or not last.name or _is_alone(people)) and not _is_colon(before, place):
        people.append(_Open(post=(token.start, token.end)))
    elif last.post is None:
        last.post = (token.start, token.end)
    elif last.is_closed and before is not None and before.kind == "gap":
        people.append(_Open(post=(token.start, token.end)))
    else:
        last.post = (last.post[0], token.end)
    return place + 1


def _is_alone(people: Sequence[_Open]) -> bool:
    """Whether the people so far are names without posts, more than one of them."""
    named = [person for person in people if person.name]
    return len(named) > 1 and all(person.post is None for person in named)


def _is_colon(token: _Token | None, place: int) -> bool:
    return token is not None and token.text in "：:—-——"


def _take_bracket(token: _Token, tokens: Sequence[_Token], place: int, people: list[_Open]) -> bool:
    inner = (token.start + 1, token.end - 1)
    words = token.text[1:-1].strip()
    last = people[-1] if people else None
    if not words:
        return last is not None
    if last is None or (is_vacant(words) and place and tokens[place - 1].kind in ("sep", "gap")):
        people.append(_Open(remark=inner, post=None, span=None))
        return is_vacant(words)
    if last.post is None and last.name and is_remark(words) and last.remark is None:
        last.remark = inner
    elif last.post is None and last.name:
        last.post, last.is_closed = inner, True
    elif last.post is not None:
        if last.is_closed:
            last.remark = last.remark or inner
        else:
            last.post = (last.post[0], token.end)
    return True


def _name_at(tokens: Sequence[_Token], place: int, *, is_first: bool) -> _Name | None:
    """Return the name that begins at ``place``, spread or not; None when no name does."""
    token = tokens[place]
    if token.kind != "word":
        return None
    rest = list(tokens[place + 1 : place + 5])
    if len(rest) > 1 and rest[0].kind == "gap" and rest[1].kind == "word":
        joined = token.text + rest[1].text
        behind = rest[2].kind if len(rest) > 2 else ""
        if _is_spread(token.text, rest[1].text) and behind != "word":
            return _Name(joined, (token.start, rest[1].end), place + 3)
    is_known = is_name(token.text) or (is_first and may_be_name(token.text) and _is_set_off(tokens, place))
    return _Name(token.text, (token.start, token.end), place + 1) if is_known else None


def _is_spread(first: str, second: str) -> bool:
    """Whether two words are one name that blanks spread: 张　三, 欧阳　若."""
    if len(first) == len(second) == 1:
        return may_be_name(first + second)
    whole = first + second
    return (
        len(second) <= _LEAST
        and starts_as_name(first)
        and split_name(whole).surname == first
        and is_name(whole)
    )


def _is_set_off(tokens: Sequence[_Token], place: int) -> bool:
    """Whether a post stands behind the word at ``place``, in brackets or behind a gap."""
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if following is None or ends_as_unit(tokens[place].text):
        return False
    if following.kind == "bracket":
        inner = following.text[1:-1]
        return is_remark(inner) or ends_as_post(inner) or ends_as_unit(inner)
    words = "".join(token.text for token in tokens[place + 2 :])
    return following.kind == "gap" and (ends_as_post(words) or start_strength(words) > 1)


def _cut(word: str) -> tuple[int, bool] | None:
    """Return how long the name is with which ``word`` begins, a post behind it, and whether that is a guess."""
    if len(word) < 2 + _LEAST or not starts_as_name(word) or start_strength(word) > 1:
        return None
    strengths = {
        length: start_strength(word[length:])
        for length in _NAME_LENGTHS
        if len(word) - length >= _LEAST and is_name(word[:length])
    }
    best = max(strengths.values(), default=0)
    if best == 0 or not ends_as_post(word):
        return None
    lengths = [length for length, strength in strengths.items() if strength == best]
    surname = len(split_name(word[:4]).surname)
    usual = next((length for length in lengths if length == surname + 2), lengths[0])
    return usual, len(lengths) > 1 or best == 1


def _read_posts_first(tokens: Sequence[_Token], text: str) -> list[_Open]:
    """Return the people of 县水利局局长盛伟东、县财政局局长　戚明."""
    people: list[_Open] = []
    begin = -1
    place = 0
    while place < len(tokens):
        token = tokens[place]
        name = _name_behind(tokens, place, begin)
        if name is not None:
            post = (begin if begin >= 0 else token.start, name.span[0])
            people.append(_Open(name.text, name.span, _trimmed(post, text), leads=True))
            begin, place = -1, name.following
            continue
        if token.kind == "bracket" and begin < 0 and people and is_remark(token.text[1:-1]):
            people[-1].remark = (token.start + 1, token.end - 1)
        elif begin < 0 and token.kind in ("word", "bracket"):
            begin = token.start
        place += 1
    if begin >= 0:
        people.append(_Open(post=(begin, tokens[-1].end)))
    return people


def _trimmed(span: Span, text: str) -> Span:
    written = text[slice(*span)]
    return span[0], span[0] + len(written.rstrip(" \t\u3000、，,：:"))


def _name_behind(tokens: Sequence[_Token], place: int, begin: int) -> _Name | None:
    """Return the name that ends the post which began at ``begin`` (-1: begins here); None when the post goes on."""
    token = tokens[place]
    if token.kind != "word":
        return None
    before = tokens[place - 1].kind if place else ""
    is_behind_post = begin >= 0 and place > 1 and ends_as_post(tokens[place - 2].text)
    if is_behind_post and before == "gap":
        found = _name_at(tokens, place, is_first=False)
        if found is not None:
            return found
    for length in (4, 3, 2):
        if _ends_in_name(token.text, length):
            middle = token.end - length
            return _Name(token.text[-length:], (middle, token.end), place + 1)
    return None


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


def seats_in(text: str) -> Iterator[FoundListed]:
    """Yield the seat without a person that ``text`` is, when it names a unit or a post and is no sentence."""
    tight = tighten(text)
    if is_seat(text):
        start = len(text) - len(text.lstrip())
        span = (start, len(text.rstrip()))
        yield Found(Listed("", tight), *span, {"职务": span}, frozenset({"无姓名"}))


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


def split_people(text: str) -> tuple[tuple[str, str], ...]:
    """Return (name, post) of everybody in a text that lists several with their posts; () when it is no such list."""
    found = read(text)
    people = tuple((each.value.name, each.value.post) for each in found)
    return people if len(people) > 1 and all(name and ends_as_post(post) for name, post in people) else ()
