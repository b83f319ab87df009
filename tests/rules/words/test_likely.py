"""What is told as doubtful of public documents as they are, and with slips of the same sound put in."""

from __future__ import annotations

from random import Random

import pytest

from gongwen.rules.rule import Around
from gongwen.rules.words.alike import alike
from gongwen.rules.words.likely import likely
from gongwen.zh.collocations import count
from gongwen.zh.segments import words_of
from tests.paths import SHARED

CORPUS = sorted((SHARED / "corpus").glob("*.txt"))
CHARACTERS, MOST_TOLD = 60_000, 2.0
"""How much is looked at, and how much may be told of ten thousand characters, true slips of those texts among them."""
SLIPS, FEWEST_FOUND = 200, 0.42


def lines() -> list[tuple[str, str]]:
    """Return long lines, each with the text that it is of."""
    texts = [path.read_text(encoding="utf-8") for path in CORPUS]
    found = [
        (line, text) for text in texts for line in text.splitlines() if len(line) > 20 and "《" not in line
    ]
    return Random(17).sample(found, len(found))


def with_slip(line: str, random: Random) -> tuple[str, int] | None:
    """Return ``line`` with a character of a word written as a usual one of its sound or look, and where."""
    place, places = 0, []
    for word in words_of(line):
        places += [place + offset for offset in range(len(word)) if len(word) > 1 and alike(word[offset])]
        place += len(word)
    if not places:
        return None
    at = random.choice(places)
    others = sorted(alike(line[at]))
    return line[:at] + random.choices(others, [count(other) for other in others])[0] + line[at + 1 :], at


@pytest.mark.skipif(not CORPUS, reason="no public documents beside the project")
class TestPublicDocuments:
    def test_little_is_told_of_what_is_right(self) -> None:
        told = size = 0
        for line, text in lines():
            told += len(list(likely.find(line, Around(whole=text))))
            size += len(line)
            if size > CHARACTERS:
                break
        assert size > CHARACTERS / 2
        assert told / size * 10_000 <= MOST_TOLD

    def test_most_slips_are_told(self) -> None:
        random, found, planted = Random(18), 0, 0
        for line, text in lines()[:SLIPS]:
            if slip := with_slip(line, random):
                wrong, at = slip
                said = likely.find(wrong, Around(whole=text.replace(line, wrong, 1)))
                planted += 1
                found += any(each.start <= at < each.end for each in said)
        assert planted > SLIPS / 2
        assert found / planted >= FEWEST_FOUND
