"""How far two strings are from one another."""

from __future__ import annotations


def distance(one: str, other: str, most: int) -> int:
    """Return how many characters must be put in, taken out or changed to make one of the other; more than ``most`` is most + 1."""
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, wanted in enumerate(other, 1):
            line.append(min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != wanted)))
        if min(line) > most:
            return most + 1
        above = line
    return min(above[-1], most + 1)
