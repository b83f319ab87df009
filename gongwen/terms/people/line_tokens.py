"""What a line of a roster is made of: words, brackets, gaps and marks, and the names among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from gongwen.pattern import HANZI, pattern
from gongwen.terms.found import Span
from gongwen.terms.people.person_name import is_name, may_be_name, starts_as_name
from gongwen.terms.people.post import ends_as_post, ends_as_unit, is_remark, start_strength
from gongwen.zh.surnames import split_name

_TOKEN = pattern(
    rf"(?P<bracket>[（(][^（()）]*(?:[（(][^（()）]*[）)][^（()）]*)*[）)])|(?P<sep>[、，,；;。：:]|——|—|-(?={HANZI}))|(?P<gap>[\s★☆▲△●◆◇※＊]+)"
    r"|(?P<word>(?:[^\s★☆▲△●◆◇※＊、，,；;。：:（()）—-]|[—-](?![—\u3400-\u9fff]))+|[（()）])"
)
_NAME_LENGTHS = (2, 3, 4)
_THREE = 3
_LEAST = 2
"""Characters of the shortest name, and of the shortest post."""
_BEFORE_POSTS = "副原兼代"
"""What begins a post and ends no name."""
_ADDRESS = pattern("(?:同志|先生|女士)$")
"""What is said behind a name and is no part of it."""


class Token(NamedTuple):
    """A piece of a line."""

    kind: str
    """word, bracket, sep or gap."""
    text: str
    start: int
    end: int


class Name(NamedTuple):
    """A name among tokens."""

    text: str
    span: Span
    following: int
    """The token behind it."""


def tokens_of(text: str) -> list[Token]:
    """Return the words, brackets, gaps and marks of ``text``, without marks and gaps at its ends."""
    tokens = _unglued([_token(match) for match in _TOKEN.finditer(text)])
    while tokens and tokens[-1].kind in ("sep", "gap"):
        tokens.pop()
    while tokens and tokens[0].kind in ("sep", "gap"):
        tokens.pop(0)
    return tokens


def _token(match: re.Match[str]) -> Token:
    return Token(match.lastgroup or "", match[0], *match.span())


def _unglued(tokens: Sequence[Token]) -> list[Token]:
    """Return ``tokens`` with a gap where a name and a post are glued: 副秘书长张学锋 市水利局局长, 王 曦副省长."""
    apart: list[Token] = []
    for index, token in enumerate(tokens):
        if _is_given_and_post(tokens, index):
            middle = token.start + 1
            apart.append(Token("word", token.text[:1], token.start, middle))
            apart.append(Token("gap", "", middle, middle))
            apart.append(Token("word", token.text[1:], middle, token.end))
            continue
        length = _glued_name(tokens, index) if index and token.kind == "word" else 0
        if length:
            middle = token.end - length
            apart.append(Token("word", token.text[:-length], token.start, middle))
            apart.append(Token("gap", "", middle, middle))
            apart.append(Token("word", token.text[-length:], middle, token.end))
        else:
            apart.append(token)
    return apart


def _is_given_and_post(tokens: Sequence[Token], index: int) -> bool:
    """Whether the word at ``index`` is the one character of a given name, set off from the surname, and a post right behind it."""
    before = tokens[index - 2] if index > 1 and tokens[index - 1].kind == "gap" else None
    word = tokens[index].text
    is_spread = index > _THREE and tokens[index - _THREE].kind == "gap" and len(tokens[index - 4].text) == 1
    if (
        before is None
        or len(before.text) > 1
        or is_spread
        or tokens[index].kind != "word"
        or len(word) <= _LEAST
    ):
        return False
    is_glued = ends_as_post(word[1:]) and start_strength(word) <= 1 and not is_name(before.text + word)
    return is_glued and starts_as_name(before.text) and may_be_name(before.text + word[0])


def _glued_name(tokens: Sequence[Token], index: int) -> int:
    """Return how long the name, or the surname of a spread one, is that ends the word at ``index``; 0 for none."""
    word, rest = tokens[index].text, tokens[index + 1 : index + 4]
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


def name_at(tokens: Sequence[Token], index: int, *, is_first: bool) -> Name | None:
    """Return the name that begins at ``index``, spread or not; None when no name does."""
    token = tokens[index]
    if token.kind != "word":
        return None
    rest = list(tokens[index + 1 : index + 5])
    if _are_three(tokens[index : index + 7]):
        return Name(token.text + rest[1].text + rest[3].text, (token.start, rest[3].end), index + 5)
    if len(rest) > 1 and rest[0].kind == "gap" and rest[1].kind == "word":
        joined = token.text + rest[1].text
        behind = rest[2].kind if len(rest) > 2 else ""
        if _is_spread(token.text, rest[1].text) and behind != "word":
            return Name(joined, (token.start, rest[1].end), index + 3)
    text = _ADDRESS.sub("", token.text)
    is_known = is_name(text) or (is_first and may_be_name(text) and _is_set_off(tokens, index))
    return Name(text, (token.start, token.start + len(text)), index + 1) if is_known else None


def _are_three(tokens: Sequence[Token]) -> bool:
    """Whether ``tokens`` begin with a name of three characters that blanks spread: 司　空　图. Two names spread are four."""
    words = "".join(token.text for token in tokens[0:5:2])
    kinds = [token.kind for token in tokens[:5]]
    is_pair = len(tokens) > len(kinds) + 1 and tokens[5].kind == "gap" and len(tokens[6].text) == 1
    is_three = kinds == ["word", "gap", "word", "gap", "word"] and len(words) == _THREE
    return is_three and not is_pair and is_name(words)


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


def _is_set_off(tokens: Sequence[Token], index: int) -> bool:
    """Whether a post stands behind the word at ``index``, in brackets or behind a gap."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None or ends_as_unit(tokens[index].text):
        return False
    if following.kind == "bracket":
        inner = following.text[1:-1]
        return is_remark(inner) or ends_as_post(inner) or ends_as_unit(inner)
    words = "".join(token.text for token in tokens[index + 2 :])
    return following.kind == "gap" and (ends_as_post(words) or start_strength(words) > 1)


def cut_post(word: str) -> tuple[int, bool] | None:
    """Return how long the name is with which ``word`` begins, a post behind it, and whether that is a guess."""
    if len(word) < 2 + _LEAST or not starts_as_name(word) or start_strength(word) > 1:
        return None
    strengths = {
        length: start_strength(word[length:])
        for length in _NAME_LENGTHS
        if len(word) - length >= _LEAST and is_name(word[:length]) and word[length - 1] not in _BEFORE_POSTS
    }
    best = max(strengths.values(), default=0)
    if not strengths or best < start_strength(word) or not ends_as_post(word):
        return None
    lengths = [length for length, strength in strengths.items() if strength == best]
    surname = len(split_name(word[:4]).surname)
    usual = next((length for length in lengths if length == surname + 2), lengths[0])
    return usual, len(lengths) > 1 or best <= 1


def name_behind(tokens: Sequence[Token], index: int, begin: int) -> Name | None:
    """Return the name that ends the post which began at ``begin`` (-1: begins here); None when the post goes on."""
    token = tokens[index]
    if token.kind != "word":
        return None
    before = tokens[index - 1].kind if index else ""
    is_behind_post = begin >= 0 and index > 1 and ends_as_post(tokens[index - 2].text)
    if is_behind_post and before == "gap":
        found = name_at(tokens, index, is_first=False)
        if found is not None:
            return found
    for length in (4, 3, 2):
        if ends_in_name(token.text, length):
            middle = token.end - length
            return Name(token.text[-length:], (middle, token.end), index + 1)
    return None


def ends_in_name(text: str, length: int) -> bool:
    """Whether the last ``length`` characters of ``text`` are a name, and those before them a post."""
    return len(text) > length + 1 and ends_as_post(text[:-length]) and is_name(text[-length:])


def closed_up(tokens: Sequence[Token]) -> list[Token]:
    """Return ``tokens`` with two single characters, a gap between them, as one word: 王　震."""
    found: list[Token] = []
    for token in tokens:
        is_second = token.kind == "word" and len(token.text) == 1 and len(found) > 1
        if is_second and found[-1].kind == "gap" and found[-2].kind == "word" and len(found[-2].text) == 1:
            first = found[-2]
            found[-2:] = [Token("word", first.text + token.text, first.start, token.end)]
        else:
            found.append(token)
    return found
