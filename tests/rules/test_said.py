"""The messages of the rules, as said.txt has them; every case of test_rules.py, test_words.py and
test_examples.py holds its own against it.

What has changed on purpose is written by ``pytest tests/rules/test_said.py --accept``; look at it before it is committed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rules import said, test_examples, test_rules
from tests.rules.words import test_words

PAGES = test_examples.of("docx", "print")


def test_what_is_said_is_written_down(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    if request.config.getoption("--accept"):
        said.write([*_of_documents(), *_of_words(), *_of_pages(tmp_path)])
        said.known.cache_clear()
    codes = {case["rule"] for case in test_rules.CASES if case["finds"]} | {
        code for code, _, _ in test_words.FAILS
    }
    assert said.known().keys() == codes | {rule.code for rule in PAGES}


def _of_documents() -> Iterator[tuple[str, str]]:
    for case in test_rules.CASES:
        for finding in test_rules.check(test_rules.changed(case), case["rule"]):
            yield finding.code, finding.message


def _of_pages(folder: Path) -> Iterator[tuple[str, str]]:
    for rule in PAGES:
        wrong, _, base = test_examples.examples(rule)
        for finding in test_examples.checked(wrong, base, rule, folder):
            if finding.code == rule.code:
                yield finding.code, finding.message


def _of_words() -> Iterator[tuple[str, str]]:
    for code, text, _ in test_words.FAILS:
        for slip in test_words.slips(test_words.BY_CODE[code], text):
            yield code, slip.message
