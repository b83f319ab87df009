"""Every sample and notice, in our PDF and in LibreOffice's rendering of our docx."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Literal

import oxml
import pypdfium2 as pdfium
import pytest
from lxml import etree

from gongwen.api import render
from gongwen.flow import Par, Stack, Table
from gongwen.zh.lines import HANGING
from tests.measuring.gallery import FILES, NAMES, Gallery
from tests.measuring.ink import Box, PageInk, characters
from tests.measuring.render import requires_soffice

RENDERERS = ["ours", "office"]
Renderer = Literal["ours", "office"]
TEXT = Box(top=30, bottom=263)
TYPE_AREA = Box(28.0, 37.0, 184.0, 262.0)
_NUMBER = re.compile(r"—\s*(\d+)\s*—")

pytestmark = requires_soffice
every_document = pytest.mark.parametrize("name", NAMES)
every_file = pytest.mark.parametrize("name", FILES)
every_rendering = pytest.mark.parametrize("renderer", RENDERERS)


def squeeze(text: str) -> str:
    return "".join(text.split())


@every_document
def test_page_counts_agree_with_every_font(gallery: Gallery, wide_gallery: Gallery, name: str) -> None:
    exhibit = gallery.show(name)
    assert len(exhibit.office) == len(exhibit.ours)
    assert len(wide_gallery.show(name).office) == len(exhibit.ours)


def line_counts(pages: list[PageInk], pars: list[Par]) -> list[int]:
    """How many lines each of ``pars`` takes on ``pages``."""
    stream = "".join(
        f"{squeeze(line.text)}\n"
        for page in pages
        for line in page.lines()
        if not _NUMBER.fullmatch(line.text)
    )
    counts, place = [], 0
    for par in pars:
        text = squeeze(par.text)
        lines = 1
        for character in text:
            if stream[place] == "\n":
                lines += 1
                place += 1
            assert stream[place] == character, f"{text}: {stream[place : place + 20]}"
            place += 1
        counts.append(lines)
        assert stream[place] == "\n", text
        place += 1
    return counts


def test_paragraphs_take_the_same_number_of_lines(gallery: Gallery) -> None:
    total, apart = 0, []
    for name in NAMES:
        exhibit = gallery.show(name)
        pars = [b for b in exhibit.composition.flow.blocks if isinstance(b, Par) and b.text]
        if len(pars) < len([b for b in exhibit.composition.flow.blocks if not isinstance(b, Par) or b.text]):
            continue
        total += len(pars)
        ours, office = line_counts(exhibit.ours, pars), line_counts(exhibit.office, pars)
        apart += [
            f"{name}：{ours[i]} 行，LibreOffice {office[i]} 行：{par.text[:20]}"
            for i, par in enumerate(pars)
            if ours[i] != office[i]
        ]
    assert total > 300
    assert len(apart) <= 0.02 * total, "\n".join(apart)


@every_document
@every_rendering
def test_body_ink_stays_in_the_type_area(gallery: Gallery, name: str, renderer: Renderer) -> None:
    for page in gallery.show(name).pages(renderer):
        for line in page.lines(Box(top=30, bottom=263)) if page.width < page.height else ():
            end = line.glyphs[-1]
            hangs = end.text in HANGING and len(line.glyphs) > 1
            right = line.glyphs[-2].right if hangs else line.right
            assert line.left >= 28.0 - 0.6, line.text
            assert right <= 184.0 + 0.6, line.text


@pytest.mark.clause("5.2.1-2", "5.2.3-3")
@every_document
@every_rendering
def test_full_pages_of_text_fill_the_type_area(gallery: Gallery, name: str, renderer: Renderer) -> None:
    """5.2.1: the ink of running text reaches from edge to edge, hanging marks aside."""
    pages = [page for page in gallery.show(name).pages(renderer)[1:] if page.width < page.height]
    running = [
        [line for line in page.lines(TEXT) if line.full_width >= 26 and line.size > 15] for page in pages
    ]
    full = [lines for lines in running if len(lines) >= 11]
    assert full or len(pages) < 5
    for lines in full:
        assert min(line.left for line in lines) == pytest.approx(28.0, abs=0.6)
    ends = [glyph.right for lines in full for line in lines for glyph in line.glyphs if glyph.end <= 185]
    assert not ends or max(ends) == pytest.approx(184.0, abs=0.6)


@pytest.mark.clause("5.2.1-2", "5.2.3-3", "7.3.3-7")
@every_document
@every_rendering
def test_full_lines_reach_both_edges(gallery: Gallery, name: str, renderer: Renderer) -> None:
    """A justified line of running text begins and ends on the edges of the type area."""
    for page in gallery.show(name).pages(renderer)[1:]:
        full = [line for line in page.lines(TYPE_AREA) if line.full_width >= 28 and line.size > 15]
        for line in full:
            assert line.glyphs[0].x == pytest.approx(28.0, abs=0.6), line.text
            hangs = line.glyphs[-1].text in HANGING and line.glyphs[-1].end > 185
            assert line.glyphs[-2 if hangs else -1].end == pytest.approx(184.0, abs=0.6), line.text


@pytest.mark.clause("7.1-4", "7.5-1", "7.5-2", "7.5-3", "7.5-4", "7.5-5", "7.5-8")
@every_file
@every_rendering
def test_page_numbers(gallery: Gallery, name: str, renderer: Renderer) -> None:
    """7.5: outer corner, one 字 in, the dash 7 mm below the type area; none on a page behind a blank one."""
    exhibit = gallery.show(name)
    pages = exhibit.pages(renderer)
    unnumbered = 2 if exhibit.composition.flow.imprint_page == "after-blank" else 0
    for number, page in enumerate(pages, 1):
        lines = page.lines(Box(top=264))
        if number > len(pages) - unnumbered:
            assert not lines
            continue
        (line,) = lines
        assert squeeze(line.text) == f"—{number}—"
        assert line.size == pytest.approx(14, abs=0.1)
        assert all("Song" in font or "Serif" in font or "SimSun" in font for font in line.fonts)
        dash = page.box(Box(line.left - 0.2, 264, line.left + 3.5, 275))
        assert dash is not None
        assert (dash.top + dash.bottom) / 2 == pytest.approx(262 + 7, abs=0.5)
        if number % 2:
            assert line.glyphs[-1].end == pytest.approx(184 - 4.94, abs=0.6)
        else:
            assert line.glyphs[0].x == pytest.approx(28 + 4.94, abs=0.6)


@pytest.mark.clause("7.2.4-2", "7.2.4-3", "7.2.4-5", "7.2.7-1", "7.2.7-2", "7.2.7-3")
@every_file
@every_rendering
def test_head(gallery: Gallery, name: str, renderer: Renderer) -> None:
    """7.2.4, 7.2.7: the mark's ink 35 mm below the type area's top, the red line 4 mm below the number."""
    exhibit = gallery.show(name)
    document = exhibit.composition.document
    page = exhibit.pages(renderer)[0]
    if not document.has_head:
        assert page.box(colour="red") is None
        return
    (rule,) = page.rules("red")
    assert (rule.left, rule.right) == (pytest.approx(28.0, abs=0.3), pytest.approx(184.0, abs=0.3))
    assert rule.width == pytest.approx(156.0, abs=0.6)
    mark = page.box(Box(bottom=rule.top - 3), "red")
    assert mark is not None
    assert mark.top == pytest.approx(72.0, abs=1.0)
    assert mark.width <= 156.0
    assert mark.centre == pytest.approx(106.0, abs=1.0)
    names, _ = exhibit.composition.profile.head.issuer_mark(document)
    assert len(page.lines(Box(top=mark.top - 1, bottom=mark.bottom + 1))) in (1, len(names), len(names) + 1)
    number = page.box(Box(top=mark.bottom + 8, bottom=rule.top - 1))
    assert number is not None
    assert rule.top - number.bottom == pytest.approx(4.0, abs=0.6)


@pytest.mark.clause("7.3.3-1")
@every_document
@every_rendering
def test_the_first_page_has_some_text(gallery: Gallery, name: str, renderer: Renderer) -> None:
    exhibit = gallery.show(name)
    pars = [block for block in exhibit.composition.flow.blocks if isinstance(block, Par)]
    body = next(squeeze(par.text) for par in pars if par.role in ("公文正文", "一级标题") and par.text)
    assert body[:20] in characters(exhibit.pages(renderer)[:1])


@pytest.mark.clause("7.4.1-1", "7.4.1-2", "7.4.1-3", "7.4.1-5", "7.4.1-6")
@every_file
@every_rendering
def test_imprint(gallery: Gallery, name: str, renderer: Renderer) -> None:
    """7.4.1: rules as wide as the type area, 0.35 and 0.25 mm; the last on its foot, on an even page."""
    exhibit = gallery.show(name)
    document = exhibit.composition.document
    pages = exhibit.pages(renderer)
    if not exhibit.composition.flow.part("版记"):
        assert not [rule for rule in pages[-1].rules("black") if rule.top > 230]
        return
    assert len(pages) % 2 == 0
    weights = [0.35, *([0.25] if document.copy_recipients and document.print_issuer else []), 0.35]
    rules = pages[-1].rules("black")[-len(weights) :]
    assert [rule.thickness for rule in rules] == [pytest.approx(weight, abs=0.06) for weight in weights]
    assert all(rule.width == pytest.approx(156.0, abs=0.6) for rule in rules)
    assert rules[-1].bottom == pytest.approx(262.0, abs=0.6)


@every_document
def test_renderings_say_what_the_flow_says(gallery: Gallery, name: str) -> None:
    exhibit = gallery.show(name)
    blocks = exhibit.composition.flow.blocks
    said = squeeze("".join(_printed(blocks)))
    for pages in (exhibit.ours, exhibit.office):
        printed = characters(pages, page_numbers=False)
        if not all(isinstance(block, Par) for block in blocks):  # cells are read line by line across the row
            heads = Counter(squeeze("".join(_heads(blocks))))
            assert not Counter(said) - Counter(printed)
            assert set(Counter(printed) - Counter(said)) <= set(heads) | set("—0123456789")
        else:
            assert printed == said


def _heads(blocks: tuple) -> Iterator[str]:  # type: ignore[type-arg]
    """The rows that a table may repeat on its further pages."""
    for block in blocks:
        if isinstance(block, Table):
            yield from (cell.text for row in block.rows[: block.head] for cell in row)


def _printed(blocks: tuple) -> Iterator[str]:  # type: ignore[type-arg]
    for block in blocks:
        if isinstance(block, Par):
            yield block.text
        elif isinstance(block, Stack):
            yield from (par.text for par in (*block.names, block.word))
        else:
            yield from (cell.text for row in block.rows for cell in row)


@every_document
@pytest.mark.parametrize("numbering", ["text", "word"])
def test_docx_is_valid(gallery: Gallery, word_gallery: Gallery, name: str, numbering: str) -> None:
    exhibit = (gallery if numbering == "text" else word_gallery).show(name)
    assert exhibit.docx == render(exhibit.composition, "docx").files[0]
    report = oxml.Document.from_bytes(exhibit.docx).validate()
    assert not report["issues"], str(report)


@every_document
def test_docx_carries_no_theme_fonts_and_little_direct_formatting(gallery: Gallery, name: str) -> None:
    with zipfile.ZipFile(BytesIO(gallery.show(name).docx)) as package:
        parts = {part: package.read(part) for part in package.namelist()}
    assert not any(b"Theme=" in data or b"asciiTheme" in data for data in parts.values())
    body = etree.fromstring(parts["word/document.xml"])
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    assert all(p.find(f"{w}pPr/{w}pStyle") is not None for p in body.iter(f"{w}p"))
    runs = list(body.iter(f"{w}r"))
    own = [{child.tag for child in found} for r in runs if (found := r.find(f"{w}rPr")) is not None]
    closed_up = [tags for tags in own if tags == {f"{w}spacing"}]  # so that all programs end the lines alike
    direct = [tags for tags in own if f"{w}rStyle" not in tags and tags not in closed_up]
    assert len(closed_up) <= 1 + len(runs) / 10
    document = gallery.show(name).composition.document
    assert len(direct) <= 1 + len(document.issuers)  # the mark, whose size depends on its length


@every_document
def test_word_numbers_as_typed(word_gallery: Gallery, name: str) -> None:
    """Word's own list gives every heading the number that it has as text."""
    exhibit = word_gallery.show(name)
    pages = pdfium.PdfDocument(exhibit.office_pdf)
    printed, place = squeeze("".join(page.get_textpage().get_text_range() for page in pages)), 0
    for par in exhibit.composition.flow.blocks:
        if isinstance(par, Par) and par.level:
            place = printed.index(squeeze(par.text)[: len(par.label) + 4], place)
    with zipfile.ZipFile(BytesIO(exhibit.docx)) as package:
        assert b"<w:numPr>" in package.read("word/styles.xml")
