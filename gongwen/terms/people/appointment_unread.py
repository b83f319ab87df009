"""The people whom a sentence names beside a verb of change, read or not: what is said of nobody among them was missed."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from gongwen.pattern import HANZI, pattern
from gongwen.terms.found import Span
from gongwen.terms.people.appointments.verbs import CHANGES
from gongwen.terms.people.person_name import is_name
from gongwen.terms.people.post import ends_as_post
from gongwen.terms.people.role import is_role

_CLAUSE = pattern(r"[^，,。；;\n]+")
_SENTENCE = pattern(r"[^。；;\n]+")
_HEAD = pattern(rf"\s*(?:[一二三四五六七八九十\d]+[、.．])?(?P<name>{HANZI}{{2,4}})(?:同志|先生|女士)")
"""How a sentence begins that is about somebody."""
_CHANGE = pattern(CHANGES)
_PLAN = pattern("今后|[如若](?:有|因|遇|需)|变动时|接任(?:者|人员)|负责(?:同志|人)|主持(?:召开|会议)")
"""What speaks of changes to come, and of meetings."""
_BEFORE = pattern(
    "(?:^|[\\s、（(：:和及与]|由|任命|聘任|解聘|续聘|免去|接替|替换|增补|推荐|提名|接受|同意|原|撤销|罢免|选举|决定|补选)$"
)
"""What a name stands behind."""
_AFTER = pattern(
    "$|[\\s、（(：:）)的]|同志|任|为|不再|担任|兼任|[调改转升接出挂]任|接替|因|辞|免|继续|代理|代行|主持|退休|去世|晋升|卸|当选|等|参加|副?教授|老师"
)
"""What stands behind a name."""
_DOTTED = pattern(rf"{HANZI}{{1,8}}(?:·{HANZI}{{1,8}})+")
_NO_NAME = pattern(f"^[由原和与]|成员|同志|董事|监事|主任|{CHANGES}")
_LENGTHS = (3, 2, 4)


def people_beside_changes(text: str, known: Collection[str] = ()) -> Iterator[tuple[str, Span]]:
    """Yield whom ``text`` names in clauses that speak of a change, with where; ``known`` are names that may be meant."""
    for clause in _CLAUSE.finditer(text):
        words = clause[0]
        if _CHANGE.search(words) and not _PLAN.search(words):
            for start, end in _names_in(words, known):
                yield words[start:end], (clause.start() + start, clause.start() + end)
    for sentence in _SENTENCE.finditer(text):
        if _CHANGE.search(sentence[0]) and (head := _HEAD.match(sentence[0])) and is_name(head["name"]):
            start, end = head.span("name")
            yield head["name"], (sentence.start() + start, sentence.start() + end)


def is_person(text: str) -> bool:
    """Whether ``text`` is a name, and no word of what is said of people: 由甲, 原成员."""
    return is_name(text) and not _NO_NAME.search(text) and not is_role(text)


def _names_in(words: str, known: Collection[str]) -> Iterator[Span]:
    index = 0
    while index < len(words):
        end = _name_at(words, index, known)
        if end:
            yield index, end
        index = end or index + 1


def _name_at(words: str, start: int, known: Collection[str]) -> int:
    """Return where the name ends that begins at ``start``; 0 for none."""
    if dotted := _DOTTED.match(words, start):
        return dotted.end()
    for length in (4, 3, 2):
        name = words[start : start + length]
        if len(name) == length and name in known:
            return start + length
    before = words[:start]
    if not (_BEFORE.search(before) or ends_as_post(before)):
        return 0
    for length in _LENGTHS:
        name = words[start : start + length]
        if len(name) == length and is_person(name) and _AFTER.match(words, start + length):
            return start + length
    return 0
