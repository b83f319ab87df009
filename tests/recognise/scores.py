"""What was read against what should be, element by element."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gongwen.markup.reading import plain_text
from tests.recognise.noise import CONFUSED

_SAME = str.maketrans("（），；：【】［］〔〕[]", "(),;:()()()()") | {ord(b): a for a, b in CONFUSED.items()}
"""What noise may have made of a character counts as that character: the reader corrects nothing unasked."""


@dataclass
class Score:
    """How often an element was found, missed, or seen where it was not."""

    hits: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)

    def add(self, expected: dict[str, Any], found: dict[str, Any]) -> None:
        wanted, seen = Counter(facts(expected)), Counter(facts(found))
        for counts, target in (
            (wanted & seen, self.hits),
            (wanted - seen, self.missed),
            (seen - wanted, self.wrong),
        ):
            for (element, _), count in counts.items():
                target[element] += count

    @property
    def recall(self) -> float:
        return self.hits.total() / max(self.hits.total() + self.missed.total(), 1)

    @property
    def precision(self) -> float:
        return self.hits.total() / max(self.hits.total() + self.wrong.total(), 1)

    def table(self) -> str:
        """Precision and recall by element, one a line."""
        elements = sorted({*self.hits, *self.missed, *self.wrong})
        lines = [f"{'要素':　<12}{'查准率':>6}{'查全率':>6}{'应有':>6}"]
        for name in elements:
            hits, missed, wrong = self.hits[name], self.missed[name], self.wrong[name]
            lines.append(
                f"{name:　<12}{hits / max(hits + wrong, 1):>8.1%}{hits / max(hits + missed, 1):>9.1%}{hits + missed:>7}"
            )
        return "\n".join([*lines, f"{'合计':　<12}{self.precision:>8.1%}{self.recall:>9.1%}"])


def facts(tree: dict[str, Any], way: str = "") -> Iterator[tuple[str, str]]:
    """Yield every element with its value: a body by its paragraphs, a roster by its people."""
    for key, value in tree.items():
        name = f"{way}{key}"
        if key == "正文":
            yield from ((name, plain(line)) for line in str(value).strip().split("\n"))
        elif key == "名单":
            yield from ((name, each) for each in _seats(value))
        elif isinstance(value, dict):
            yield from facts(value, f"{name}.")
        elif isinstance(value, list):
            for each in value:
                yield from facts(each, f"{name}.") if isinstance(each, dict) else [(name, plain(each))]
        else:
            yield name, plain(value)


def _seats(roster: dict[str, Any]) -> Iterator[str]:
    for role, seats in roster.items():
        for seat in [seats] if isinstance(seats, str) else seats:
            yield plain(
                f"{role}：{seat}" if isinstance(seat, str) else f"{role}：{seat['姓名']} {seat['职务']}"
            )


def plain(value: Any) -> str:
    """Return a value as values are compared: without white space and weight, what noise makes alike made the same."""
    return "".join(plain_text(str(value)).split()).translate(_SAME)
