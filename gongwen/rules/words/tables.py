"""Tables of words, wrong and right, that stand beside the rules as YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from operator import add
from pathlib import Path
from typing import NamedTuple

from gongwen.plain_yaml import load_plain
from gongwen.rules.rule import Slip
from gongwen.rules.words.quoted import hide_quoted
from gongwen.zh.pairs import ByPair


class Word(NamedTuple):
    """A word that is wrong, and the right one."""

    wrong: str
    right: str
    pattern: str
    """Finds ``wrong`` where its neighbours do not make it a part of right words."""


@cache
def read_words(name: str) -> tuple[Word, ...]:
    """Return the table ``name`` of this folder in its order."""
    path = Path(__file__).with_name(f"{name}.yaml")
    rows = load_plain(path.read_text(encoding="utf-8"))
    return tuple(_word(wrong, row) for wrong, row in rows.items())


@cache
def _by_pair(name: str) -> ByPair[Word]:
    """Return the words of the table ``name`` by a pair of each, one that the right word has not where there is any."""
    return ByPair((word, [_telling(word)]) for word in read_words(name))


def _telling(word: Word) -> str:
    pairs = [*map(add, word.wrong, word.wrong[1:])]
    return next((pair for pair in pairs if pair not in word.right), word.wrong[:2])


def find_words(name: str, text: str) -> Iterator[tuple[int, Word]]:
    """Yield each word of the table ``name`` that ``text`` has outside quotations, with where it starts."""
    yield from find_shown(name, hide_quoted(text))


def find_shown(name: str, shown: str) -> Iterator[tuple[int, Word]]:
    """Yield each word of the table ``name`` that stands in ``shown``, with where it starts."""
    for word in _by_pair(name).near(shown):
        if word.wrong in shown:
            for match in re.finditer(word.pattern, shown):
                yield match.start(), word


def word_slips(name: str, text: str, message: str) -> Iterator[Slip]:
    """Yield a slip for each word of the table ``name``; ``message`` names it by {0} and the right one by {1}."""
    for start, word in find_words(name, text):
        told = message.format(word.wrong, word.right)
        yield Slip(start, start + len(word.wrong), told, word.right)


def _word(wrong: str, row: str | dict[str, str | list[str]]) -> Word:
    if isinstance(row, str):
        return Word(wrong, row, re.escape(wrong))
    before, after = _alternatives(row, "前面不是"), _alternatives(row, "后面不是")
    guards = "".join(f"(?<!{re.escape(text)})" for text in before)
    tail = f"(?!{'|'.join(map(re.escape, after))})" if after else ""
    return Word(wrong, str(row["改为"]), guards + re.escape(wrong) + tail)


def _alternatives(row: dict[str, str | list[str]], key: str) -> list[str]:
    """Return what ``row`` has under ``key``: single characters written together, or a list of words."""
    return list(row.get(key, ()))
