"""What is read of documents that were printed and scanned: the characters and the elements that are right, and whether
what is wrong is said to be doubtful.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import yaml
from PIL import Image
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from gongwen import api
from gongwen.document import NO_SIGNATURE, Document
from gongwen.make.pages.place import place_pages
from gongwen.pages import Page
from gongwen.pattern import pattern
from gongwen.recognise.reading import Reading
from gongwen.terms import page_number
from tests.making import scans
from tests.paths import TESTS, read_cases

_FIGURES = "read/scan_figures.yaml"
_ABOUT = "# 各种公文做成扫描件、做旧以后读回来，字和要素对了几成；pytest --scans --accept -n0 tests/read/test_scans.py 重新量。\n"
DOCUMENTS = tuple(read_cases("read/scanned.yaml"))
_NO_ELEMENTS = ("format", "style", "body", "seals", "enclosed")
"""What no element of the head or the end is, or is not printed."""
_LONE_NUMBER = pattern(r"\s*\d{1,3}\s*")
"""A page number whose dashes are lost."""
_CITED = pattern("“([^”…]+)")
"""The words at the head of a message that it is about."""
_SAID_ELSEWHERE = ("issuer_mark",)
"""The mark names the issuers and the kind, which are compared."""
_SAME = 60
"""How much alike, of 100, a line that is said to be doubtful and an element are that is in it."""


@cache
def composed(name: str) -> api.Composition:
    keys = read_cases("read/scanned.yaml")[name]
    return api.compose_source(
        api.parse(yaml.safe_dump(keys, allow_unicode=True, sort_keys=False), f"{name}.yaml")
    )


@cache
def sheets(name: str) -> Sequence[Page]:
    composition = composed(name)
    return place_pages(composition.flow, composition.profile).sheets


@cache
def pdf_of(name: str) -> bytes:
    return api.render(composed(name), "pdf").files[0]


def scanned(name: str, damage: str) -> list[Image.Image]:
    """The pages of a document under ``damage``; a seal is pressed on its date, and on the text of a page without one."""
    pages = scans.pages_of(pdf_of(name))
    if damage not in scans.BESIDE_SEAL:
        return [scans.DAMAGES[damage](page) for page in pages]
    return [
        scans.BESIDE_SEAL[damage](scans.pressed(page, *_place_of_seal(sheet)))
        for page, sheet in zip(pages, sheets(name), strict=True)
    ]


def _place_of_seal(sheet: Page) -> tuple[float, float]:
    """Where the middle of a seal stands, millimetres from the upper left corner."""
    for line in sheet.lines:
        if line.role == "成文日期":
            return (line.x + line.width / 2) * 25.4 / 72, (line.baseline - 5) * 25.4 / 72
    return 135.0, 95.0


def read(name: str, damage: str) -> Reading:
    """A document as it is read under ``damage``."""
    return api.read_bytes(scans.as_tiff(scanned(name, damage)), "扫描.tif")


class Measured(NamedTuple):
    """What was read of a document."""

    characters: int
    """As many as it has, its page numbers left out."""
    wrong: int
    """How many of them are to be changed, put in or taken out."""
    elements: int
    misread: tuple[str, ...]
    """The elements that are not as they were written."""
    untold: tuple[str, ...]
    """Those of them of which nothing says that they are doubtful."""


def measure(reading: Reading, name: str) -> Measured:
    """What is right in ``reading`` of the document ``name``."""
    wanted, found = words(name), plain("".join(_lines(reading)))
    given, read = printed_elements(name), elements_of(reading.document)
    misread = tuple(
        key for key in given | read if key not in _SAID_ELSEWHERE and given.get(key) != read.get(key)
    )
    untold = tuple(
        key for key in misread if not _is_told(reading, key, given.get(key, ""), read.get(key, ""))
    )
    return Measured(len(wanted), Levenshtein.distance(found, wanted), len(given), misread, untold)


def words(name: str) -> str:
    """The characters of all pages in the order of their lines, without the numbers of the pages."""
    return plain("".join(map(_words_on, sheets(name))))


def _words_on(sheet: Page) -> str:
    rows: dict[float, list[tuple[float, str]]] = {}
    for line in sheet.lines:
        text = "".join(ink.text for ink in line.inks)
        if not page_number.read(text):
            rows.setdefault(round(line.baseline), []).append((line.x, text))
    return "".join(text for _, row in sorted(rows.items()) for _, text in sorted(row))


def _lines(reading: Reading) -> Iterator[str]:
    for line in reading.transcript.lines:
        if not page_number.read(line.text) and not _LONE_NUMBER.fullmatch(line.text):
            yield line.text


def plain(text: str) -> str:
    """``text`` without white space, marks in one width."""
    return "".join(text.replace("　", "").split()).translate(str.maketrans("，：；（）", ",:;()"))


def printed_elements(name: str) -> dict[str, str]:
    """What the elements of the document ``name`` say that stand on its pages."""
    document, roles = composed(name).document, {line.role for sheet in sheets(name) for line in sheet.lines}
    signature = document.signature or (document.issuers if {"署名", "联合署名"} & roles else ())
    issuers = () if document.format == "纪要" else document.issuers
    return elements_of(document.model_copy(update={"signature": signature, "issuers": issuers}))


def elements_of(document: Document) -> dict[str, str]:
    """What the elements of ``document`` say, by their keys; those that it has."""
    values = document.model_dump(by_alias=False, mode="json")
    values["attachments"] = [each["title"] for each in values["attachments"]]
    values["signature"] = [each for each in values["signature"] if each != NO_SIGNATURE]
    return {key: plain(str(value)) for key, value in values.items() if key not in _NO_ELEMENTS and value}


def _is_told(reading: Reading, key: str, *texts: str) -> bool:
    """Whether a doubt cites the element ``key``, or a line with one of ``texts`` on it; that all was recognised is none."""
    lines = {(line.at.page, line.at.line): plain(line.text) for line in reading.transcript.lines}
    label = Document.model_fields[key].alias
    for doubt in reading.doubts:
        if f"“{label}”" in doubt.message or f"没有找到{label}" in doubt.message:
            return True
        line = lines.get((doubt.place.page, doubt.place.line), "") if doubt.place else ""
        cited = _CITED.match(doubt.message)
        if (
            cited
            and plain(cited[1]) in line
            and any(text and fuzz.partial_ratio(line, text) >= _SAME for text in texts)
        ):
            return True
    return False


def figures_of(measured: Mapping[str, Measured]) -> dict[str, float]:
    """What is right of several documents together, as the manual has it; parts of a thousand are cut off."""
    found = measured.values()
    right = 1 - sum(each.wrong for each in found) / sum(each.characters for each in found)
    exact = 1 - sum(len(each.misread) for each in found) / sum(each.elements for each in found)
    return {
        "页": sum(len(sheets(name)) for name in measured),
        "字": math.floor(1000 * right) / 1000,
        "要素": math.floor(1000 * exact) / 1000,
        "错而未说": sum(len(each.untold) for each in found),
    }


def keep_figures(damage: str, figures: dict[str, float]) -> None:
    """Write what was measured under ``damage``, which the manual prints."""
    kept = {**read_cases(_FIGURES), damage: figures}
    text = yaml.safe_dump(
        {name: kept[name] for name in scans.DAMAGES if name in kept}, allow_unicode=True, sort_keys=False
    )
    (TESTS / _FIGURES).write_text(_ABOUT + text, encoding="utf-8")
