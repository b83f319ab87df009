"""PDF and pictures, measured: where each character and rule stands, what can be read out of the file."""

from __future__ import annotations

import ctypes
import re
import subprocess
import sys
import unicodedata
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from PIL import Image
from pypdfium2 import raw

from gongwen.faces import Face
from gongwen.finding import InputError, UsageError
from gongwen.pages import Ink, Line, Page, Pages, Stroke
from gongwen.write.fonts import Font, choose_fonts, installed_fonts
from gongwen.write.pdf import write_pdf, write_png
from gongwen.zh.width import is_full
from tests.paths import ROOT

WIDTH, HEIGHT = 595.276, 841.89
BLACK = "000000"
TOLERANCE = 0.05

SERIF, SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"
KNOWN = (
    SERIF,
    SANS,
    f"{SERIF}:Bold",
    "LXGW WenKai",
    "WenQuanYi Zen Hei",
    "FandolFang R",
    "FandolKai",
    "FandolSong:Bold",
)


def face(*families: str) -> Face:
    return Face("没有的字体", "没有的字体", "GBK", "没有的字体", (), families)


FACES: Mapping[str, Face] = {"仿宋": face(SERIF), "黑体": face(SANS), "小标宋": face(f"{SERIF}:Bold")}


def families() -> list[str]:
    """The known families that are installed, as a face asks for them."""
    return [family for family in KNOWN if choose_fonts({"仿宋": face(family)})["仿宋"].standing == "stand-in"]


def one_page(*lines: Line, strokes: tuple[Stroke, ...] = ()) -> Pages:
    return Pages((Page(lines, strokes),), WIDTH, HEIGHT, "标题", "机关", "2024-03-01")


def line(
    text: str, width: float, *, face: str = "仿宋", size: float = 16, x: float = 80, y: float = 100
) -> Line:
    return Line(x, y, (Ink(text, face, size, BLACK),), width)


@dataclass(frozen=True)
class Printed:
    """A character of the text layer, in points from the top left corner."""

    character: str
    x: float
    baseline: float
    ink: tuple[float, float]
    """Left and right of its outline."""


def read_page(pdf: bytes, page: int = 0) -> list[Printed]:
    """The characters of a page in the order of the file, without those that the reader adds."""
    document = pdfium.PdfDocument(pdf)
    text = document[page].get_textpage()
    printed: list[Printed] = []
    for index in range(text.count_chars()):
        unit = raw.FPDFText_GetUnicode(text.raw, index)
        if raw.FPDFText_IsGenerated(text.raw, index) or 0xDC00 <= unit < 0xE000:
            continue
        if 0xD800 <= unit < 0xDC00:
            low = raw.FPDFText_GetUnicode(text.raw, index + 1)
            unit = 0x10000 + ((unit - 0xD800) << 10) + low - 0xDC00
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
        left, _, right, _ = text.get_charbox(index)
        printed.append(Printed(chr(unit), x.value, HEIGHT - y.value, (left, right)))
    return printed


def font_names(pdf: bytes) -> list[str]:
    """The name of the font of each character of the first page."""
    text = pdfium.PdfDocument(pdf)[0].get_textpage()
    names = []
    for index in range(text.count_chars()):
        buffer = ctypes.create_string_buffer(100)
        raw.FPDFText_GetFontInfo(text.raw, index, buffer, 100, ctypes.c_int())
        names.append(buffer.value.decode())
    return [name for name in names if name]


def read_lines(pdf: bytes) -> list[str]:
    """The text of the whole file as a reader copies it out, line by line."""
    document = pdfium.PdfDocument(pdf)
    return [row for page in document for row in page.get_textpage().get_text_range().split("\r\n") if row]


def reference(family: str) -> tuple[Font, dict[str, float]]:
    """The font of ``family`` and the advances of CASES in em, as fontTools has them."""
    font = choose_fonts({"仿宋": face(family)})["仿宋"].chain[0]
    with TTFont(font.path, fontNumber=font.index, lazy=True) as file:
        cmap, metrics, units = file.getBestCmap(), file["hmtx"], file["head"].unitsPerEm
        characters = {character for text in CASES for character in text}
        return font, {c: metrics[cmap[ord(c)]][0] / units for c in characters if ord(c) in cmap}


CASES = (
    "为推动特色产业做大做强加快市场主体集聚",
    "（《关于通知》），“意见”；（请）。",
    "“引号‘单’”。——省略……好：【注】？！",
    "〔2024〕3号、A4（50%）和Word2016·版",
    "中、·，〈“〉”·，。",
    "，顿、，。",
    "、",
)


@pytest.mark.parametrize("family", families())
@pytest.mark.parametrize("share", [1.0, 0.985, 1.04, 1.5])
def test_every_character_stands_in_its_cell(family: str, share: float) -> None:
    font, advances = reference(family)
    faces = {"仿宋": face(family)}
    for text in CASES:
        if any(character not in advances for character in text):
            continue
        cells = [max(advances[c], 1.0 if is_full(c) and advances[c] < 0.95 else 0.0) * 16 for c in text]
        width = sum(cells) * share
        gaps = spread(text, width - sum(cells))
        printed = read_page(write_pdf(one_page(line(text, width)), faces))
        assert "".join(character.character for character in printed) == text, font
        edge, lost = 80.0, 0.0
        for character, cell, gap in zip(printed, cells, [*gaps, 0.0], strict=True):
            advance = advances[character.character]
            slack = cell - advance * 16
            assert edge - lost - TOLERANCE <= character.x <= edge + slack + TOLERANCE, (text, character, edge)
            assert character.baseline == pytest.approx(100, abs=TOLERANCE)
            edge += cell + gap
            lost += advance * 1000 % 1 / 1000 * 16  # PDFium reads widths as whole thousandths
        if len(text) > 1:
            assert edge == pytest.approx(80 + width, abs=TOLERANCE)


def spread(text: str, spare: float) -> list[float]:
    """The white between the characters of a line: a line is closed up evenly, and spread but in its words."""
    is_open = [spare <= 0 or not (before + after).isascii() for before, after in pairwise(text)]
    return [spare / sum(is_open) if each else 0.0 for each in is_open]


@pytest.mark.parametrize("family", families())
def test_quotes_take_their_half_of_a_full_cell(family: str) -> None:
    text = "中“中”中‘中’中"
    printed = read_page(write_pdf(one_page(line(text, len(text) * 20 - 4)), {"仿宋": face(family)}))
    for place, character in enumerate(printed):
        cell = 80 + 20 * place
        left, right = character.ink
        if unicodedata.category(character.character) == "Pi":
            assert cell + 7 <= left < right <= cell + 16.1
        elif unicodedata.category(character.character) == "Pf":
            assert cell - 0.1 <= left < right <= cell + 9
        else:
            assert character.x == pytest.approx(cell, abs=TOLERANCE)


@pytest.mark.parametrize("family", families())
def test_a_dot_and_an_ellipsis_stand_in_the_middle_of_a_full_cell(family: str) -> None:
    printed = read_page(write_pdf(one_page(line("中·中…中—中", 136)), {"仿宋": face(family)}))
    for place, character in enumerate(printed):
        if character.character in "·…—":
            assert sum(character.ink) / 2 == pytest.approx(80 + 20 * place + 8, abs=1.2)


def test_inks_of_several_looks_share_one_line() -> None:
    inks = (
        Ink("（一）", "黑体", 16, BLACK),
        Ink("，“内容”", "仿宋", 16, "FF0000"),
        Ink("大字", "小标宋", 22, BLACK),
    )
    printed = read_page(write_pdf(one_page(Line(80, 100, inks, 210)), FACES))
    gap = (210 - 8 * 16 - 2 * 22) / 9
    sizes = [size for size, count in ((16, 8), (22, 2)) for _ in range(count)]
    assert "".join(character.character for character in printed) == "（一），“内容”大字"
    for (left, right), size in zip(pairwise(printed), sizes, strict=False):
        assert right.x - left.x == pytest.approx(size + gap, abs=TOLERANCE)
    assert printed[-1].x + 22 == pytest.approx(290, abs=TOLERANCE)


def test_an_empty_line_and_an_empty_page_are_kept() -> None:
    pages = replace(one_page(line("", 0), line("字", 16)), sheets=(Page(), Page((line("字", 16),)), Page()))
    document = pdfium.PdfDocument(write_pdf(pages, FACES))
    assert [page.get_textpage().get_text_range() for page in document] == ["", "字", ""]
    assert {page.get_size() for page in document} == {document[0].get_size()}
    assert document[0].get_size() == pytest.approx((WIDTH, HEIGHT), abs=0.01)
    assert read_lines(write_pdf(one_page(line("", 0), line("字", 16)), FACES)) == ["字"]


STROKES = (
    Stroke(79.37, 300, 521.57, 300, 2.25, "FF0000"),
    Stroke(79.37, 700, 521.57, 700, 0.71, BLACK),
    Stroke(200, 400, 200, 500, 1.5, BLACK),
)


@pytest.mark.parametrize("stroke", STROKES)
def test_a_rule_has_its_place_weight_and_colour(stroke: Stroke) -> None:
    scale = 20
    page = pdfium.PdfDocument(write_pdf(one_page(strokes=(stroke,)), FACES))[0]
    x, y = min(stroke.x, stroke.x_end) - 3, min(stroke.y, stroke.y_end) - 3
    crop = (x, HEIGHT - max(stroke.y, stroke.y_end) - 3, WIDTH - max(stroke.x, stroke.x_end) - 3, y)
    picture = np.asarray(page.render(scale=scale, crop=crop).to_pil().convert("RGB"), dtype=float)
    colour = np.array([int(stroke.colour[i : i + 2], 16) for i in (0, 2, 4)])
    assert np.allclose(
        picture[(picture.sum(axis=2)).argmin() // picture.shape[1]].min(axis=0), colour, atol=2
    )
    cover = (255 - picture[:, :, 1]) / 255
    down, across = cover.sum(axis=0).max() / scale, cover.sum(axis=1).max() / scale
    weight, length = (down, across) if stroke.y == stroke.y_end else (across, down)
    assert weight == pytest.approx(stroke.weight, abs=0.05)
    assert length == pytest.approx(abs(stroke.x_end - stroke.x) + abs(stroke.y_end - stroke.y), abs=0.1)
    rows, columns = np.nonzero(cover > 0.5)
    assert (rows.mean() + 0.5) / scale + y == pytest.approx((stroke.y + stroke.y_end) / 2, abs=0.1)
    assert (columns.mean() + 0.5) / scale + x == pytest.approx((stroke.x + stroke.x_end) / 2, abs=0.1)


def test_text_has_its_colour() -> None:
    pages = one_page(Line(80, 100, (Ink("红", "小标宋", 40, "FF0000"), Ink("黑", "小标宋", 40, BLACK)), 80))
    picture = np.asarray(pdfium.PdfDocument(write_pdf(pages, FACES))[0].render(scale=2).to_pil(), dtype=int)
    red, black = picture[130:210, 160:240], picture[130:210, 240:320]
    assert red[:, :, 0].min() > 250
    assert red[:, :, 1].min() < 5
    assert black.max(axis=2).min() < 5


class TestReading:
    def test_lines_come_out_in_the_order_of_reading_with_their_text(self) -> None:
        texts = [
            "关于印发《工作方案》的通知",
            "各县（市、区）人民政府：",
            "“十四五”以来，成绩——突出……",
            "2024年3月1日（A4）",
        ]
        lines = [line(text, 18 * 16, y=100 + 29 * number) for number, text in enumerate(texts)]
        lines = [replace(row, width=sum(16 if is_full(c) else 9 for c in row.inks[0].text)) for row in lines]
        pages = replace(one_page(), sheets=(Page(tuple(lines)), Page((line("第二页", 48),))))
        assert read_lines(write_pdf(pages, FACES)) == [*texts, "第二页"]

    @pytest.mark.parametrize(
        "text",
        [
            '中"引"号',
            "反\\斜\\n杠",
            "#let x = 1",
            "$a$ *b* _c_ `d`",
            "//注 /*释*/",
            "[内]{容}@表<签>",
            "~中--文",
        ],
    )
    def test_what_means_something_to_typst_is_printed_as_it_is(self, text: str) -> None:
        printed = read_page(write_pdf(one_page(line(text, len(text) * 14)), FACES))
        assert "".join(character.character for character in printed).replace(" ", "") == text.replace(" ", "")

    def test_zero_width_characters_take_no_room(self) -> None:
        printed = read_page(write_pdf(one_page(line("中\u200b文\ufeff字\u00ad", 60)), FACES))
        assert [(character.character, round(character.x)) for character in printed] == [
            ("中", 80),
            ("文", 102),
            ("字", 124),
        ]


def build_font(path: Path, family: str, characters: str, blank: str = "", features: str = "") -> None:
    """Save a font of square characters, u followed by the code being the name of each glyph."""
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((900, 0), (900, 800), (100, 800)):
        pen.lineTo(corner)
    pen.closePath()
    square, empty = pen.glyph(), TTGlyphPen(None).glyph()
    cmap = {ord(character): f"u{ord(character):04X}" for character in characters}
    glyphs = {".notdef": empty, "narrow": square, **dict.fromkeys(cmap.values(), square)}
    glyphs |= {cmap[ord(character)]: empty for character in blank}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(cmap)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({**dict.fromkeys(glyphs, (1000, 100)), "narrow": (600, 100)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "")})
    builder.setupOS2()
    builder.setupPost()
    if features:
        addOpenTypeFeaturesFromString(builder.font, features)
    builder.save(path)


LANGUAGES = "languagesystem DFLT dflt; languagesystem hani dflt; languagesystem hani ZHS;"
RULES = {
    "kern": "pos u7532 u4E59 -300;",
    "locl": "script hani; language ZHS; sub u7532 by narrow;",
    **dict.fromkeys(("liga", "clig", "ccmp", "calt"), "sub u7532 u4E59 by narrow;"),
}


@pytest.mark.parametrize("feature", RULES)
def test_what_a_font_would_join_or_close_up_stays_as_it_is(
    feature: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = f"{LANGUAGES} feature {feature} {{ {RULES[feature]} }} {feature};"
    build_font(tmp_path / "rules.ttf", f"Test {feature}", "甲乙", features=rules)
    monkeypatch.setenv("GONGWEN_FONTS", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    printed = read_page(write_pdf(one_page(line("甲乙甲乙", 70)), {"仿宋": face(f"Test {feature}")}))
    assert [character.x for character in printed] == pytest.approx([80, 98, 116, 134], abs=TOLERANCE)


class TestRareCharacters:
    NAME = "张䶮𬀩"

    @pytest.fixture
    def faces(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, Face]:
        """A face whose own font has 张, and maps 䶮 to a glyph without an outline."""
        build_font(tmp_path / "few.ttf", "Test Few", "张䶮", blank="䶮")
        monkeypatch.setenv("GONGWEN_FONTS", str(tmp_path))
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        return {"仿宋": replace(face(SERIF, SANS), name="Test Few")}

    def test_a_character_that_the_face_lacks_comes_from_another_font(self, faces: Mapping[str, Face]) -> None:
        assert choose_fonts(faces)["仿宋"].standing == "official"
        pdf = write_pdf(one_page(line(self.NAME, 60)), faces)
        printed = read_page(pdf)
        assert [character.character for character in printed] == list(self.NAME)
        assert [character.x for character in printed] == pytest.approx([80, 102, 124], abs=TOLERANCE)
        assert all(right - left > 8 for left, right in (character.ink for character in printed))
        fonts = [name.split("+")[-1] for name in font_names(pdf)]
        assert fonts[0] == "TestFew"
        assert "TestFew" not in fonts[1:]

    @pytest.mark.parametrize("character", ["\U0010fffd", "\ue000", "\x07", "\ud800"])
    def test_a_character_that_nothing_draws_is_refused(
        self, faces: Mapping[str, Face], character: str
    ) -> None:
        pages = replace(one_page(), sheets=(Page(), Page((line(f"甲{character}乙", 60),))))
        for write in (write_pdf, write_png):
            with pytest.raises(InputError) as raised:
                write(pages, faces)
            (problem,) = raised.value.problems
            assert f"U+{ord(character):04X}" in problem
            assert problem.startswith("第2页")

    def test_without_any_chinese_font_nothing_is_written(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("gongwen.write.fonts.installed_fonts", tuple)
        with pytest.raises(UsageError, match="没有可用的中文字体"):
            write_pdf(one_page(line("字", 16)), FACES)


class TestFile:
    PAGES = one_page(line("关于（《方案》），“好”。", 200), strokes=STROKES)

    def test_properties(self) -> None:
        pages = replace(self.PAGES, title='关于"引号"\\#[x]的通知', author="某某市“政府”")
        document = pdfium.PdfDocument(write_pdf(pages, FACES))
        properties = document.get_metadata_dict()
        assert properties["Title"] == pages.title
        assert properties["Author"] == pages.author
        assert properties["CreationDate"].startswith("D:20240301")

    def test_without_title_author_and_date_nothing_is_invented(self) -> None:
        properties = pdfium.PdfDocument(
            write_pdf(replace(self.PAGES, title="", author="", date=""), FACES)
        ).get_metadata_dict()
        assert {properties[key] for key in ("Title", "Author", "CreationDate", "ModDate")} == {""}

    def test_the_same_pages_give_the_same_bytes(self) -> None:
        other = one_page(line("别的内容䶮", 100, face="黑体"))
        for archival in (False, True):
            before = write_pdf(self.PAGES, FACES, archival=archival)
            write_pdf(other, FACES)
            assert write_pdf(self.PAGES, FACES, archival=archival) == before
        assert write_png(self.PAGES, FACES) == write_png(self.PAGES, FACES)

    def test_another_process_gives_the_same_bytes(self) -> None:
        script = (
            "import sys; from tests.write.test_pdf import FACES, TestFile; from gongwen.write.pdf import write_pdf;"
            "sys.stdout.buffer.write(write_pdf(TestFile.PAGES, FACES))"
        )
        other = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True)
        assert other.stdout == write_pdf(self.PAGES, FACES)

    def test_an_archival_file_says_that_it_is_pdf_a_2b(self) -> None:
        pdf = write_pdf(self.PAGES, FACES, archival=True)
        assert re.search(rb"<pdfaid:part>2</pdfaid:part>\s*<pdfaid:conformance>B</pdfaid:conformance>", pdf)
        assert b"/OutputIntents" in pdf
        assert read_page(pdf) == read_page(write_pdf(self.PAGES, FACES))
        assert b"pdfaid:part" not in write_pdf(self.PAGES, FACES)

    def test_an_archival_file_needs_a_date(self) -> None:
        with pytest.raises(UsageError, match="日期"):
            write_pdf(replace(self.PAGES, date=""), FACES, archival=True)

    @pytest.mark.parametrize(("dpi", "size"), [(72, (595, 842)), (150, (1240, 1754)), (300, (2480, 3508))])
    def test_a_picture_of_each_page(self, dpi: float, size: tuple[int, int]) -> None:
        pages = replace(self.PAGES, sheets=(self.PAGES.sheets[0], Page()))
        first, second = (Image.open(BytesIO(png)).convert("RGB") for png in write_png(pages, FACES, dpi))
        assert first.size == second.size == size
        assert second.getextrema() == ((255, 255),) * 3
        left, top, right, bottom = (edge * 72 / dpi for edge in ink_box(first))
        assert (left, right) == pytest.approx((79.37, 521.57), abs=1.5)
        assert 80 < top < 100
        assert bottom == pytest.approx(700.4, abs=1.5)

    def test_pictures_have_150_pixels_to_the_inch_unless_asked(self) -> None:
        (png,) = write_png(self.PAGES, FACES)
        assert Image.open(BytesIO(png)).size == (1240, 1754)


def ink_box(picture: Image.Image) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is not white, in pixels."""
    rows, columns = np.nonzero(np.asarray(picture.convert("L")) < 200)
    return int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1


class TestProcesses:
    def test_threads_take_turns(self) -> None:
        pages = [one_page(line(f"第{number}件（《公文》）。", 200)) for number in range(8)]
        alone = [write_pdf(page, FACES) for page in pages]
        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(lambda page: write_pdf(page, FACES), pages)) == alone

    @pytest.mark.skipif(not hasattr(sys.modules["os"], "fork"), reason="there is no fork here")
    def test_a_forked_process_is_refused_instead_of_waiting_for_ever(self) -> None:
        script = (
            "import os; from tests.write.test_pdf import FACES, TestFile; from gongwen.write.pdf import write_pdf\n"
            "write_pdf(TestFile.PAGES, FACES)\n"
            "if os.fork() == 0:\n"
            "    try: write_pdf(TestFile.PAGES, FACES)\n"
            "    except RuntimeError: os._exit(7)\n"
            "    os._exit(0)\n"
            "raise SystemExit(os.waitstatus_to_exitcode(os.wait()[1]))"
        )
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", script], cwd=ROOT, timeout=60, check=False
        )
        assert done.returncode == 7


def test_some_installed_font_was_measured() -> None:
    assert families()
    assert any(font.is_chinese for font in installed_fonts())
