"""Nothing that the pages use is newer than the oldest browsers that they are made for, by the data of MDN."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from gongwen.web import answers
from tests.paths import OTHERS

_DATA = OTHERS / "browsers" / "node_modules" / "@mdn" / "browser-compat-data" / "data.json"
pytestmark = pytest.mark.skipif(not _DATA.exists(), reason=".ci/prepare installed no data about browsers")

FLOOR = {"chrome": 90, "firefox": 91}
NICETIES = {"color-scheme", "light", "dark"}
"""What a page does without where it is not known: bars and boxes of the system stay light on a dark page."""
_SUPPORT, _SELECTORS, _RULES = "__compat", ("css", "selectors"), ("css", "at-rules")
Feature = tuple[str, ...]
"""The way to it through the data."""


@cache
def data() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(_DATA.read_text(encoding="utf-8"))
    return found


def at(way: Feature) -> Mapping[str, Any] | None:
    """The branch of the data at ``way``; None where there is none."""
    branch: Mapping[str, Any] | None = data()
    for each in way:
        branch = branch.get(each) if branch is not None else None
    return branch


def is_known(branch: Mapping[str, Any]) -> bool:
    """Whether all browsers of the floor know what ``branch`` describes."""
    support = branch[_SUPPORT]["support"]
    return all(_has(support.get(name, ()), version) for name, version in FLOOR.items())


def _has(told: Any, floor: int) -> bool:
    return any(
        _number(each["version_added"]) <= floor < _number(each.get("version_removed"))
        and not {"flags", "prefix", "alternative_name"} & each.keys()
        for each in (told if isinstance(told, list) else [told] if told else ())
    )


def _number(version: object) -> float:
    """The number of a ``version``; infinity for none, and for one to come."""
    digits = re.findall(r"\d+", version) if isinstance(version, str) else []
    return int(digits[0]) if digits else math.inf


def newer(uses: Iterable[list[Feature]]) -> set[str]:
    """The names of what is used of which no meaning is known to the floor: each use with what its name can mean."""
    found = set()
    for ways in uses:
        branches = [branch for way in ways if (branch := at(way)) is not None and _SUPPORT in branch]
        if branches and not any(map(is_known, branches)):
            found.add(ways[0][-1])
    return found


def of_sheet(text: str) -> Iterator[list[Feature]]:
    """What a style sheet uses."""
    text = re.sub(r"/\*.*?\*/|\"[^\"]*\"|'[^']*'", "", text, flags=re.DOTALL)
    for rule, features in re.findall(r"@([\w-]+)([^{;]*)", text):
        yield [(*_RULES, rule)]
        yield from ([(*_RULES, rule, each)] for each in re.findall(r"\(([\w-]+)", features))
    yield from ([(*_SELECTORS, "nesting")] for _ in re.findall("&", text))
    for name, value in re.findall(r"(?<![\w-])([a-z-]+)\s*:([^;{}]*)[;}]", text):
        yield [("css", "properties", name)]
        yield from ([("css", "properties", name, each)] for each in re.findall(r"[a-z][\w-]*", value))
    for name in re.findall(r"(?<![\w-])([a-z][\w-]*)\(", text):
        kinds = data()["css"]["types"]
        yield [("css", "types", name), *(("css", "types", kind, name) for kind in kinds)]
    yield from (
        [(*_SELECTORS, each)] for each in re.findall(r":([a-z-]+)", re.sub(r"\{[^{}]*\}", "{}", text))
    )


def of_script(text: str) -> Iterator[list[Feature]]:
    """What a script uses: members by their names alone, since nothing tells whose they are."""
    text = re.sub(r"//[^\n]*|\"[^\"\n]*\"|'[^'\n]*'", "", text)
    owners = [("javascript", "builtins"), ("api",)]
    for name in re.findall(r"(?<!dataset)\.([a-zA-Z]\w*)", text):
        yield [
            (*way, owner, name + kind)
            for way in owners
            for owner in at(way) or ()
            for kind in ("", "_static")
        ]
    for name in re.findall(r"(?<![\w.])([a-zA-Z]\w*)(?=[.(])", text):
        yield [("api", name), ("javascript", "builtins", name), ("api", "Window", name)]


def of_page(text: str) -> Iterator[list[Feature]]:
    """What a page uses."""
    text = re.sub(r"\{[{%#].*?[}%#]\}", "", text, flags=re.DOTALL)
    for name, attributes in re.findall(r"<([a-z][a-z0-9]*)([^>]*)>", text):
        yield [("html", "elements", name), ("svg", "elements", name)]
        for each in re.findall(r"([a-z][\w-]*)(?=[\s=>]|$)", re.sub(r"\"[^\"]*\"", "", attributes)):
            yield [("html", "elements", name, each), ("html", "global_attributes", each)]


READERS = {"page.css": of_sheet, "page.js": of_script, "*.html": of_page}


@pytest.mark.parametrize("name", READERS)
def test_the_floor_knows_everything_that_is_used(name: str) -> None:
    paths = answers.FOLDER.rglob(name)
    uses = [use for path in paths for use in READERS[name](path.read_text(encoding="utf-8"))]
    assert uses and newer(uses) <= NICETIES


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page.css", ".field:has(input) { color: red; }"),
        ("page.css", "@layer base { a { color: red; } }"),
        ("page.css", "@container (width > 1px) { a { color: red; } }"),
        ("page.css", "a { & b { color: red; } }"),
        ("page.css", "a { color: color-mix(in srgb, red, blue); }"),
        ("page.css", "a { text-wrap: balance; }"),
        ("page.css", "a { scrollbar-gutter: stable; }"),
        ("page.css", "a { grid-template-rows: subgrid; }"),
        ("page.js", "const copy = structuredClone(tree);"),
        ("page.js", "rows.findLast((row) => row)"),
        ("page.js", "Object.hasOwn(one, two)"),
        ("page.js", "crypto.randomUUID()"),
        ("page.js", "field.showPicker()"),
        ("*.html", "<dialog open>程序</dialog>"),
        ("*.html", '<section inert class="card">程序</section>'),
        ("*.html", '<button popovertarget="menu">程序</button>'),
    ],
)
def test_what_is_newer_is_found(name: str, text: str) -> None:
    assert newer(READERS[name](text))
