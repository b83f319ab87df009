"""Our PDF and LibreOffice's rendering of our docx: the same pages, lines and places, whatever the document.

The samples, the cases of ``../shared/field/layout`` where they are there, and documents made by chance:
GONGWEN_RANDOM says how many (300 take long; 12 unless it says so), GONGWEN_SEED where they begin.
"""

from __future__ import annotations

import os
import pickle
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from gongwen import api
from gongwen.api import Composition, compose_source, load
from gongwen.api.checking import check, check_bytes, with_pages
from gongwen.finding import Finding
from gongwen.flow import Par
from gongwen.make.pages.strips import cut_strips
from gongwen.read.pdf.glyphs import page_glyphs
from gongwen.read.pdf.rows import Row, rows_of
from gongwen.units import POINTS_PER_MM
from tests.making.any_documents import make_document, make_list
from tests.measuring.gallery import Exhibit, compose_text, make_exhibits
from tests.measuring.line_ends import laid_paragraphs, printed_lines
from tests.measuring.overprint import overprinted
from tests.measuring.render import EVEN, requires_soffice, write_font_config
from tests.once import key_of, made_once
from tests.paths import SAMPLES, SHARED

COUNT, SEED = int(os.environ.get("GONGWEN_RANDOM", "12")), int(os.environ.get("GONGWEN_SEED", "9704"))
BATCH = 100
"""Documents that one run of LibreOffice renders."""
WITHOUT_PICTURE = "rich"
"""The case whose picture is not there."""
FIELD = sorted(
    path
    for path in (SHARED / "field" / "layout").glob("*")
    if path.suffix in (".yaml", ".gw") and path.stem != WITHOUT_PICTURE
)
KEPT = (20068, 20091, 20262)
"""Seeds of what was once wrong: a page whose first row are digits, tables and a closing on pages of closer lines, a
table that goes on to the next page though its head had room on the one before."""
LISTS = {"清单82": (82, 0), "清单16": (16, 18)}
"""Items and rows behind which LibreOffice would not leave a first line alone at the foot of a page."""
MADE = [f"随机{seed}" for seed in (*KEPT, *(SEED + number for number in range(COUNT)))]
GIVEN = [f"例_{path.stem}" for path in FIELD] + [f"样_{path.stem}" for path in SAMPLES]
NAMES = [*GIVEN, *LISTS, *MADE]
PAGED = [*GIVEN[::12], MADE[0]]
"""The share of all whose pages `check --pages` lays out by itself, each in a run of LibreOffice of its own."""
MOST_UNLIKE = 0.003
"""The part of all paragraphs whose lines may end elsewhere in LibreOffice, or that cannot be told in either."""
UNLIKE = {
    "例_18-unbroken": (1, "LibreOffice measures lowered and raised characters otherwise"),
    "例_decimal": (
        2,
        "LibreOffice breaks behind the - of a telephone number, and not between 〕 and a number",
    ),
    "样_密级急件": (1, "LibreOffice lets no mark hang behind a digit, and no spacing within bounds fixes it"),
    "样_横排附件": (1, "the text of a cell is not closed up"),
}
"""Of what is given, how many paragraphs have other lines in LibreOffice, and why."""
FORCES = ("差错", "应当", "一般")
UNTOLD = ("body.number-repeat", "body.number-gap")
"""Where 附件 and 印发件 follow each other, a PDF does not tell where these begin and count anew."""
NUMBER = re.compile(r"— ?\d+ ?—")
BROKEN = re.compile(r"(?<![!-~]{19})\d[.,]?$")
GOES_ON = re.compile(r"[.,%‰]?\d|[%‰]")


@dataclass
class Shown:
    """One document in both renderings, each made when it is asked for."""

    exhibit: Exhibit

    @property
    def composition(self) -> Composition:
        return self.exhibit.composition

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The docx, our PDF, and LibreOffice's PDF of the docx, by the names that they have in messages."""
        ours = api.render(self.composition, "pdf").files[0]
        return {"公文.docx": self.exhibit.docx, "公文.pdf": ours, "转出.pdf": self.exhibit.office_pdf}

    @cached_property
    def ours(self) -> list[list[Row]]:
        """The rows of our PDF by page."""
        return self._rows("公文.pdf")

    @cached_property
    def office(self) -> list[list[Row]]:
        """The rows of LibreOffice's PDF by page."""
        return self._rows("转出.pdf")

    def _rows(self, file: str) -> list[list[Row]]:
        """The rows of ``file``, read by the first worker that asks for them."""
        key = key_of("rows", file, self.exhibit.docx)
        (kept,) = made_once([key], lambda _: [pickle.dumps(rows(self.files[file]))])
        found: list[list[Row]] = pickle.loads(kept)
        return found

    @property
    def imprint_text(self) -> str:
        """The last text of the 版记; "" when there is none."""
        pars = [b for b in self.composition.flow.part("版记") if isinstance(b, Par) and b.text.strip()]
        return squeeze(pars[-1].text) if pars else ""


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def rows(pdf: bytes) -> list[list[Row]]:
    """The rows of each page, page numbers left out."""
    document = pdfium.PdfDocument(pdf)
    found = [rows_of(page_glyphs(page)) for page in document]
    return [[row for row in page if not NUMBER.fullmatch(row.text.strip())] for page in found]


@cache
def batch(number: int, folder: Path) -> dict[str, Shown]:
    """The documents of one run of LibreOffice."""
    given = {f"例_{path.stem}": path for path in FIELD} | {f"样_{path.stem}": path for path in SAMPLES}
    names = NAMES[number * BATCH : (number + 1) * BATCH]
    made = {
        name: compose_source(load(given[name]))
        if name in given
        else compose_text(make_list(*LISTS[name]) if name in LISTS else make_document(int(name[2:])))
        for name in names
    }
    exhibits = make_exhibits(made, folder / str(number), EVEN)
    return {name: Shown(exhibit) for name, exhibit in exhibits.items()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("both")


def show(name: str, folder: Path) -> Shown:
    return batch(NAMES.index(name) // BATCH, folder)[name]


@requires_soffice
@pytest.mark.parametrize("name", NAMES, scope="class")
class TestBothRenderings:
    def test_the_same_pages(self, name: str, folder: Path) -> None:
        shown = show(name, folder)
        assert len(shown.ours) == len(shown.office)
        for number, (ours, office) in enumerate(zip(shown.ours, shown.office, strict=True), 1):
            assert bool(ours) == bool(office), number

    def test_the_imprint_at_the_foot_of_an_even_page(self, name: str, folder: Path) -> None:
        shown = show(name, folder)
        if not shown.imprint_text:
            return
        sheet, rule = shown.composition.profile.sheet, shown.composition.profile.imprint
        for pages in (shown.ours, shown.office):
            places = [
                (number, row)
                for number, page in enumerate(pages, 1)
                for row in page
                if shown.imprint_text.endswith(squeeze(row.text))
            ]
            number, row = places[-1]
            assert rule.page == "末页" or number % 2 == 0
            base = row.glyphs[0].base
            foot = sheet.height - (sheet.area(number).top + sheet.area(number).height)
            assert foot - 12 * POINTS_PER_MM < base < foot + 12 * POINTS_PER_MM

    def test_no_page_without_text(self, name: str, folder: Path) -> None:
        shown = show(name, folder)
        if shown.composition.flow.imprint_page == "after-blank":
            assert "sheet" in shown.composition.flow.notes
            return
        assert all(shown.office[:-1])

    def test_no_ink_over_other_ink(self, name: str, folder: Path) -> None:
        files = show(name, folder).files
        assert not overprinted(files["公文.pdf"])
        assert not overprinted(files["转出.pdf"])

    def test_check_finds_nothing_that_the_text_does_not_owe(self, name: str, folder: Path) -> None:
        shown = show(name, folder)
        for file, data in shown.files.items():
            assert not unowed(check_bytes(data, file), shown.composition), file

    def test_no_number_broken(self, name: str, folder: Path) -> None:
        for line, below in broken_places(show(name, folder).composition):
            assert not (BROKEN.search(line) and GOES_ON.match(below)), (line, below)


def unowed(found: Sequence[Finding], composition: Composition) -> list[str]:
    """What was ``found`` in a rendering that its text does not owe."""
    document = composition.document
    owed = {finding.code for finding in composition.findings}
    owed |= set(UNTOLD) if document.attachments and document.carried else set()
    return [str(each) for each in found if each.force in FORCES and each.code not in owed]


@requires_soffice
@pytest.mark.parametrize("name", PAGED)
def test_check_of_the_pages_finds_nothing_either(
    name: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", str(write_font_config(EVEN, tmp_path)))
    shown, path = show(name, folder), tmp_path / "公文.docx"
    path.write_bytes(shown.files["公文.docx"])
    found = with_pages(path, check(path))
    assert not unowed(found, shown.composition)


def broken_places(composition: Composition) -> Iterator[tuple[str, str]]:
    """Each line of a paragraph with the one below it."""
    for part in composition.flow.parts:
        room = composition.profile.sheet.area(2, is_turned=part.is_turned).width
        for strip in cut_strips(part.blocks, composition.profile, room):
            yield from pairwise(strip.lines)


@requires_soffice
def test_lines_end_alike(folder: Path) -> None:
    """In all but few paragraphs; these are printed, and of what is given each has its reason in ``UNLIKE``."""
    unlike: dict[str, list[str]] = {}
    total = hidden = 0
    for name in NAMES:
        shown = show(name, folder)
        ours, office = printed_lines(shown.ours), printed_lines(shown.office)
        paragraphs = [lines for lines in laid_paragraphs(shown.composition) if lines]
        total += len(paragraphs)
        hidden += sum(lines not in ours for lines in paragraphs)
        if found := [lines for lines in paragraphs if lines in ours and lines not in office]:
            unlike[name] = found
    count = sum(map(len, unlike.values()))
    print(f"\n{len(NAMES)} documents, {total} paragraphs, {count} with other lines, {hidden} not to be told")
    print(*(f"{name}:\n{lines}" for name, found in unlike.items() for lines in found), sep="\n\n")
    assert hidden <= MOST_UNLIKE * total
    assert count <= MOST_UNLIKE * total
    given = {name: len(found) for name, found in unlike.items() if name in GIVEN}
    assert all(number <= UNLIKE.get(name, (0, ""))[0] for name, number in given.items()), given
