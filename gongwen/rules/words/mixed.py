"""Words that are taken for one another, where what stands around them says which is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from gongwen.pattern import pattern
from gongwen.plain_yaml import load_plain
from gongwen.rules.rule import PROSE, Part, Slip, rule
from gongwen.rules.words.quoted import hide_quoted
from gongwen.zh.pairs import ByPair

_SENTENCES: frozenset[Part] = PROSE | {"标题"}
_PAIR = 2
"""Characters of a word by which it is looked for."""


class _Company(NamedTuple):
    """What stands around a word that is meant for another."""

    meant: str
    before: re.Pattern[str]
    """Ends where the word begins."""
    behind: re.Pattern[str]
    """Begins where the word ends."""


@rule("typos.mixed", "", "差错", "建议", _SENTENCES)
def mixed(text: str) -> Iterator[Slip]:
    """音近形近的词不混用：前后的话说明要写的是另一个的，提出来。

    Wrong: 维护职工的合法权力。 Right: 维护职工的合法权益。
    """
    return _misused("mixed", text, "这里的“{0}”应为“{1}”")


@rule("terms.usage", "", "惯例", "建议", _SENTENCES)
def usage(text: str) -> Iterator[Slip]:
    """两个都通的词，公文里习惯用哪一个，就用哪一个，如“做好工作”“起用干部”。

    Wrong: 切实作好防汛工作。 Right: 切实做好防汛工作。
    """
    return _misused("usage", text, "公文里这样说时用“{1}”，不用“{0}”")


def _misused(name: str, text: str, message: str) -> Iterator[Slip]:
    """Yield a slip for each word of the table ``name`` whose company asks for another; ``message`` names both."""
    said = hide_quoted(text)
    for word, companies in _by_pair(name).near(said):
        for match in re.finditer(word, said):
            if meant := _meant(said, *match.span(), companies):
                yield Slip(*match.span(), message.format(word, meant), meant)


def _meant(text: str, start: int, end: int, companies: tuple[_Company, ...]) -> str:
    """Return what the word from ``start`` to ``end`` is meant for by its company; "" where it is right."""
    return next(
        (
            each.meant
            for each in companies
            if each.before.search(text, 0, start) and each.behind.match(text, end)
        ),
        "",
    )


@cache
def _by_pair(name: str) -> ByPair[tuple[str, tuple[_Company, ...]]]:
    """Return the words of the table ``name`` with their companies, by the two characters with which they begin."""
    table = load_plain(Path(__file__).with_name(f"{name}.yaml").read_text(encoding="utf-8"))
    return ByPair(((word, tuple(map(_company, rows))), [word[:_PAIR]]) for word, rows in table.items())


def _company(row: Mapping[str, str]) -> _Company:
    return _Company(row["改为"], pattern(f"(?:{row.get('前', '')})$"), pattern(row.get("后", "")))
