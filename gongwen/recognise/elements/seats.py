"""Where the people of a roster stand in the lines of a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from gongwen.address import Address
from gongwen.recognise.draft import Draft
from gongwen.recognise.elements.rosters import Entry, Person
from gongwen.recognise.passages import Passage
from gongwen.terms.people.member import find_person
from gongwen.zh.spaces import find_spaced


def locate_seats(entries: Iterable[Entry], way: Address, draft: Draft) -> None:
    """Remember where the people of the roster at the end of ``way`` stand, and the 姓名 and 职务 of each."""
    counts: Counter[str] = Counter()
    for role, seats, passage in entries:
        if isinstance(seats, str):
            draft.locate(way.to(role), passage)
            counts[role] += 1
            continue
        stop = 0
        for person in seats:
            seat = way.to(role, counts[role])
            counts[role] += 1
            found = find_person(passage.text, person["姓名"], person["职务"], stop)
            if found is None or not person["姓名"]:
                stop = _locate_apart(person, seat, passage, stop, draft)
                continue
            stop = found.post[1]
            draft.locate_part(seat, passage, found.name[0], stop)
            draft.locate_part(seat.to("姓名"), passage, *found.name)
            draft.locate_part(seat.to("职务"), passage, *found.post)


def _locate_apart(person: Person, seat: Address, passage: Passage, stop: int, draft: Draft) -> int:
    """Remember where somebody stands whose post stands before the name, or who has but one of both; return its end."""
    spans = {
        key: span
        for key in ("姓名", "职务")
        if person[key] and (span := find_spaced(passage.text, person[key], stop))
    }
    if not spans:
        draft.locate(seat, passage)
        return stop
    start, end = min(first for first, _ in spans.values()), max(last for _, last in spans.values())
    draft.locate_part(seat, passage, start, end)
    for key, span in spans.items():
        draft.locate_part(seat.to(key), passage, *span)
    return end
