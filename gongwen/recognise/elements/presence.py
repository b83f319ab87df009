"""Who was present, in the minutes of a meeting (10.3)."""

from __future__ import annotations

from collections.abc import Sequence

from gongwen.address import Address
from gongwen.pattern import HANZI, pattern
from gongwen.recognise.draft import Draft
from gongwen.recognise.passages import Passage
from gongwen.terms import attendance

_PRESENT = ("出席", "请假", "列席")
_NAMES = pattern(rf"{HANZI}{{1,4}}(?:[\s、]+{HANZI}{{1,4}})+。?")


def read_presence(passages: Sequence[Passage], draft: Draft) -> list[Passage]:
    """Put 出席, 请假 and 列席 of minutes into ``draft``; return the other passages."""
    rest: list[Passage] = []
    last = ""
    for passage in passages:
        found = attendance.read(passage.text)
        word, people = found.value if found else ("", "")
        if word in _PRESENT and not draft.get(word):
            draft.put(Address(word), _people(people), passage.at)
            draft.note(
                passage.at, passage.tight, f"{word}：{draft.get(word)}", "出席、请假、列席的字样按版式"
            )
            last = word
        elif last and _NAMES.fullmatch(passage.text):
            draft.values[last] += f" {_people(passage.text)}"
            draft.note(passage.at, passage.tight, _people(passage.text), "出席、请假、列席的字样按版式")
        else:
            rest.append(passage)
            last = ""
    return rest


def _people(text: str) -> str:
    return " ".join(text.rstrip("。 ").split())
