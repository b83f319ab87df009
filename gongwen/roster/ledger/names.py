"""Who and what goes by a name on a day, looked up many times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from gongwen.roster.ledger.history import History, holds
from gongwen.terms.agency import may_be_same
from gongwen.terms.people.person_name import with_one_dot
from gongwen.terms.people.post_parts import split_posts
from gongwen.zh.spaces import close_up

_LEVELS = "省市县区州盟旗镇乡"
_LONGEST_PLACE = 5
"""Characters of the name of a place before its level."""


@dataclass(frozen=True)
class Names:
    """The names in a history on one day."""

    history: History
    day: date

    @cached_property
    def people(self) -> Mapping[str, list[int]]:
        """People by name, those who have retired or died left out."""
        found: dict[str, list[int]] = {}
        for key in self.history.register.people:
            left = self.history.departed.get(key)
            if left is None or left.day > self.day:
                name = with_one_dot(self.history.person_name(key, self.day))
                found.setdefault(name, []).append(key)
        return found

    @cached_property
    def posts(self) -> Mapping[str, int]:
        """Posts by unit and title."""
        return {self.history.post_name(key, self.day): key for key in self.history.register.posts}

    @cached_property
    def units(self) -> frozenset[str]:
        """The names of all units."""
        return frozenset(self.history.unit_name(key, self.day) for key in self.history.register.units)

    @cached_property
    def groups(self) -> Mapping[str, int]:
        """The groups that there are, by name."""
        return {
            self.history.group_name(key, self.day): key
            for key, life in self.history.lives.items()
            if holds(life, self.day)
        }

    def called(self, name: str) -> list[int]:
        """Return the people called ``name``."""
        return self.people.get(with_one_dot(close_up(name)), [])

    def held(self, person: int) -> dict[str, int]:
        """Return the posts that a person holds, by unit and title."""
        posts = self.history.posts_of(person, self.day)
        return {self.history.post_name(post, self.day): post for post in posts}

    def parts(self, text: str) -> list[str]:
        """Return the posts that ``text`` names, each with its unit as the register calls it: 云溪县水利局 as 县水利局."""
        return [f"{self._own(each.unit)}{each.title}" for each in split_posts(text, self.units)]

    def _own(self, unit: str) -> str:
        """Return what the register calls ``unit``: itself, or without the name of the place before its level."""
        cuts = range(1, min(_LONGEST_PLACE, len(unit) - 1) + 1) if unit not in self.units else ()
        shorter = (unit[cut:] for cut in cuts if unit[cut] in _LEVELS)
        return next((each for each in shorter if each in self.units), unit)

    def holders(self, text: str) -> list[int]:
        """Return who holds the post ``text``."""
        post = self.posts.get(text)
        return [] if post is None else self.history.holders(post, self.day)

    def standing(self, unit: str) -> int | None:
        """Return who was last said to lead the unit called ``unit`` without being its head; None for nobody."""
        told = [
            (each.start, each.person)
            for key, standing in self.history.standing.items()
            for each in standing
            if each.start <= self.day and self.history.unit_name(key, self.day) == unit
        ]
        return max(told)[1] if told else None

    def group(self, name: str) -> int | None:
        """Return the group called ``name``, or the one whose name has it as a part; None for none or several."""
        if name in self.groups:
            return self.groups[name]
        parts = [key for known, key in self.groups.items() if name and (name in known or known in name)]
        return parts[0] if len(parts) == 1 else None


def same_post(names: Names, held: Mapping[str, int], text: str) -> str:
    """Return which of the posts ``held`` is meant by ``text``: the same, or one of the unit in short; "" for none."""
    if text in held:
        return text
    wanted = split_posts(text, names.units)[0]
    alike = []
    for known in held:
        own = split_posts(known, names.units)[0]
        is_unit = not own.unit or not wanted.unit or may_be_same(own.unit, wanted.unit)
        if own.title == wanted.title and is_unit:
            alike.append(known)
    return alike[0] if len(alike) == 1 else ""
