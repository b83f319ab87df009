"""Where a rule stands by the beginning of its code: a code names what a document has wrong, a folder how that is told."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from gongwen.rules.catalogue import all_rules
from tests.golden import hold

CATALOGUE = Path(__file__).with_name("catalogue.txt")
GROUPS = {
    "attachments": {"attachment-lines"},
    "body": {"labels", "text"},
    "closing": {"notes"},
    "imprint": {"imprint-lines"},
    "kinds": {"format", "kinds", "phrases"},
    "figures": {"figures"},
    "meaning": {"privacy", "set-phrases"},
    "names": {"names"},
    "number": {"references"},
    "page": {"line", "look", "number", "page"},
    "printed": {"place"},
    "reading": {"read"},
    "roster": {"register"},
    "title": {"titles"},
    "words": {
        "agencies", "brackets", "dates", "leftovers", "marks", "names", "numerals", "quotes", "ranges", "spaces", "terms",
        "typos", "units",
    },
}  # fmt: skip
"""The codes of each folder that no element of a document gives."""
ELEMENTS = {"body", "closing", "head", "imprint", "recipients", "table", "title"}
"""Codes that name an element: they stand where the element is told, or where more than it must be known."""
MORE = {
    "attachments": {"body": "附件 that the text names and that are not there"},
    "head": {"title": "signs around a whole title, which stands below the 版头"},
    "kinds": {
        "body": "what a kind of document has in its text",
        "head": "what goes to whom has signers",
        "imprint": "which kinds have a 版记",
    },
    "figures": {
        "body": "how many there are of what the text lists",
        "names": "the first name of a list that is counted",
        "table": "how many rows a table has",
    },
    "names": {
        "dates": "an event that is called by its day",
        "references": "one document whose name is written in two ways",
        "title": "the year that the title names and the text calls otherwise",
    },
    "statements": {
        "names": "names of one series told otherwise elsewhere",
        "table": "a row held against the text, and against the other rows",
    },
    "tables": {
        "figures": "sums, products and shares of a table",
        "names": "places that the text names and the table does not",
        "table": "how many places a table lists",
    },
    "meaning": {
        "body": "days and short names that do not agree",
        "closing": "who signs and who issues",
        "figures": "years that cannot be, numbers that are one with digits in another order",
        "references": "one number cited with two years",
        "dates": "two days and how long it is said to be from one to the other",
        "names": "one name written in two ways",
        "title": "what the title names and the text calls otherwise",
    },
    "number": {"head": "发文字号 stands in the 版头"},
    "page": {
        "closing": "a seal over paper without text",
        "imprint": "what the last line below the 版记 holds",
        "leftovers": "what of the drafting is left in a docx",
        "table": "how a table is set",
    },
    "printed": {
        "body": "the first page shows text",
        "closing": "the closing stands on a page with text",
        "head": "a joint mark that leaves no room for text",
        "imprint": "where the 版记 stands",
        "page": "which pages are printed",
        "recipients": "main recipients that the first page has no room for",
        "table": "a table that the page has little room for",
    },
    "roster": {"body": "who is in a roster, and who has tasks"},
    "words": {"text": "signs that the style of an office says"},
    "body": {"table": "tables stand in the text"},
}
"""What stands in a folder of another name, and why."""


def test_what_each_rule_reads_and_says_of_itself(request: pytest.FixtureRequest) -> None:
    """What is told of a rule where it is made; ``--accept -n0`` writes it."""
    lines = []
    for rule in all_rules():
        own = (
            rule.force,
            rule.clause,
            rule.fixing,
            rule.reads,
            rule.needs,
            rule.since,
            rule.until,
            rule.style,
        )
        told = (
            *map(str, own),
            "、".join(sorted(rule.parts)),
            " ".join(rule.formerly),
            "".join(sorted(rule.signs)),
        )
        lines.append(f"  {rule.code} {'｜'.join(told)}")
    hold(CATALOGUE, "各条规则", "\n".join(lines), request)


def test_the_beginning_of_a_code_says_where_its_rule_stands() -> None:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for rule in all_rules():
        folder = rule.find.__module__.removeprefix("gongwen.rules.").split(".")[0]
        found[folder].add(rule.code.split(".")[0])
    folders = found.keys() | GROUPS.keys()
    told = {
        folder: GROUPS.get(folder, set()) | (ELEMENTS & {folder}) | MORE.get(folder, {}).keys()
        for folder in folders
    }
    assert told == dict(found)
