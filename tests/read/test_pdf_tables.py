"""Tables in a PDF: ruled lines part the cells, whoever made it, and what is no table stays text."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import docx
import pytest

from gongwen import api
from gongwen.address import Place
from gongwen.document import parts_of
from gongwen.make.tables.sketch import is_row, is_separator
from gongwen.read.pdf.glyphs import Glyph
from gongwen.read.pdf.lines import read_pdf
from gongwen.read.pdf.rows import rows_of
from gongwen.read.pdf.rules import Rule
from gongwen.read.pdf.tables import with_tables
from gongwen.read.transcript import transcript_of
from gongwen.recognise.main import recognise
from gongwen.transcript import Line, Transcript
from tests.calls import calls_of
from tests.measuring.render import docx_to_pdf, requires_soffice
from tests.paths import sample_file

KINDS: tuple[api.Target, ...] = ("ofd", "pdf")
WITH_TABLES = ("带表格的方案", "横排附件", "密级急件", "联合通知")


@pytest.fixture(scope="module", params=WITH_TABLES)
def printed(request: pytest.FixtureRequest) -> tuple[api.Document, api.Document]:
    """A sample with tables, and what is read of its PDF."""
    source = api.load(sample_file(request.param))
    (pdf,) = api.render(api.compose_source(source), "pdf").files
    return source.document, api.read_bytes(pdf, "甲.pdf").document


def rows(document: api.Document) -> list[str]:
    lines = [line for _, part in parts_of(document) for line in part.body]
    return ["".join(line.split()) for line in lines if is_row(line) and not is_separator(line)]


def test_what_was_printed_is_read(printed: tuple[api.Document, api.Document]) -> None:
    """Merged cells, heads that come again on the next page, pages on their side with a number that is not."""
    source, found = printed
    assert rows(found) == rows(source)
    assert len(rows(source)) > 2


def test_what_lies_on_its_side_is_told() -> None:
    source = api.load(sample_file("横排附件"))
    (pdf,) = api.render(api.compose_source(source), "pdf").files
    reading = api.read_bytes(pdf, "甲.pdf")
    assert {line.at.page for line in reading.transcript.lines if line.is_turned} == {3, 4}
    assert [each.page for each in reading.document.attachments] == ["横", ""]


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("信函", ["云岭县人民政府办公室"]),
        ("联合请示", ["云岭县水务局文件"]),
        ("征求意见稿", []),
    ],
)
def test_a_mark_is_known_by_its_look(name: str, mark: list[str]) -> None:
    (pdf,) = api.render(api.compose_source(api.load(sample_file(name))), "pdf").files
    assert [line.text for line in read_pdf(pdf, "甲.pdf").lines if line.is_issuer_mark] == mark


def table_pdf(
    folder: Path, style: str | None, *cells: list[str], merged: tuple[int, int, int, int] | None = None
) -> Transcript:
    """What is read of a table that LibreOffice set in ``style``; the corners of what is ``merged`` in it."""
    document = docx.Document()
    document.add_paragraph("关于防汛物资的说明")
    table = document.add_table(len(cells), len(cells[0]), style)
    for row, texts in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    if merged:
        first, last = table.cell(*merged[:2]), table.cell(*merged[2:])
        first.merge(last)
    document.add_paragraph("以上物资由县应急管理局统一调度。")
    path = folder / "甲.docx"
    document.save(path)
    return read_pdf(docx_to_pdf([path], folder)[0].read_bytes(), "甲.pdf")


def found_rows(transcript: Transcript) -> list[str]:
    return [line.text for line in transcript.lines if line.is_row]


@requires_soffice
class TestOfOthers:
    def test_a_grid(self, tmp_path: Path) -> None:
        long = "编织袋、麻袋、土工布、块石、砂石料、救生衣、冲锋舟、抽水机和照明灯" * 2
        transcript = table_pdf(
            tmp_path, "Table Grid", ["品种", "数量", "单位"], [long, "5000", "条"], ["", "12", "艘"]
        )
        assert found_rows(transcript) == ["品种\t数量\t单位", f"{long}\t5000\t条", "\t12\t艘"]
        assert [line.text for line in transcript.lines if not line.is_row] == [
            "关于防汛物资的说明",
            "以上物资由县应急管理局统一调度。",
        ]

    def test_cells_that_are_one(self, tmp_path: Path) -> None:
        cells = (["类别", "品种", "数量"], ["物料", "编织袋", "5000"], ["", "块石", "120"])
        assert found_rows(table_pdf(tmp_path, "Table Grid", *cells, merged=(1, 0, 2, 0)))[2] == "^\t块石\t120"

    def test_words_of_another_script_stay_apart(self, tmp_path: Path) -> None:
        name = "Emergency management information system of the county and its towns"
        assert found_rows(table_pdf(tmp_path, "Table Grid", ["一", name], ["二", "乙"]))[0] == f"一\t{name}"


def glyphs(text: str, left: float, base: float) -> list[Glyph]:
    return [
        Glyph(sign, left + 16 * place, left + 16 * place + 16, base, 16, 0, place)
        for place, sign in enumerate(text)
    ]


def level(*heights: float) -> list[Rule]:
    return [Rule(True, at, 0, 300) for at in heights]


def upright(*places: float, top: float = 100) -> list[Rule]:
    return [Rule(False, at, 0, top) for at in places]


@pytest.mark.parametrize(
    ("rules", "columns"),
    [
        ([*level(0, 50, 100), *upright(0, 150, 300)], [2, 2]),
        ([*level(0, 50, 100), *upright(150)], [2, 2]),
        ([*level(0, 50, 100), *upright(0, 300)], [0, 0]),
        ([*level(0, 100)], [0, 0]),
        ([*level(0, 50, 100), *upright(0, 300), Rule(False, 150, 0, 50)], [0, 2]),
        ([], [0, 0]),
    ],
    ids=["a grid", "open sides", "boxes", "rules", "a row of one cell", "nothing"],
)
def test_the_words_are_the_same_whatever_the_lines(rules: list[Rule], columns: list[int]) -> None:
    words = (("物料", 50, 70), ("数量", 200, 70), ("块石", 50, 20), ("五吨", 200, 20))
    found = with_tables(rows_of(glyph for word in words for glyph in glyphs(*word)), rules)
    assert [row.text for row in found] == ["物料\t数量", "块石\t五吨"]
    assert [len(row.cells) for row in found] == columns


def test_a_cell_in_the_middle_of_its_rows_stands_in_the_first() -> None:
    seen = rows_of([*glyphs("类", 10, 45), *glyphs("甲", 200, 70), *glyphs("乙", 200, 20)])
    rules = [*level(0, 100), Rule(True, 50, 150, 300), *upright(0, 150, 300)]
    found = with_tables(seen, rules)
    assert [row.cells for row in found] == [("类", "甲"), ("^", "乙")]
    assert len({row.number for row in found}) == 2


def test_a_drawing_of_very_many_lines_takes_no_time() -> None:
    seen = rows_of(glyphs("甲乙丙", 50, 70))
    hatched = [*level(*range(0, 9000, 5)), *upright(*range(0, 9000, 5))]
    assert [row.text for row in with_tables(seen, hatched)] == ["甲乙丙"]
    assert calls_of(partial(with_tables, seen, hatched)) < 20 * len(hatched)


def test_the_head_of_a_table_that_comes_again_is_told() -> None:
    source = api.load(sample_file("带表格的方案"))
    (pdf,) = api.render(api.compose_source(source), "pdf").files
    reading = api.read_bytes(pdf, "甲.pdf")
    again = [repair for repair in reading.repairs if repair.reason == "每页重复的表头"]
    assert again and all(repair.is_applied and not repair.after for repair in again)


@pytest.mark.parametrize("name", ["带表格的方案", "横排附件"])
def test_an_ofd_tells_what_its_pdf_tells(name: str) -> None:
    """Tables, the mark, pages on their side."""
    composition = api.compose_source(api.load(sample_file(name)))
    ofd, pdf = (transcript_of(api.render(composition, kind).files[0], "甲") for kind in KINDS)
    looks = [
        [(line.is_row, line.is_issuer_mark, line.is_turned, line.is_centred) for line in each.lines]
        for each in (ofd, pdf)
    ]
    assert looks[0] == looks[1]
    assert found_rows(ofd) == found_rows(pdf) != []


@pytest.mark.parametrize(
    ("rest", "is_told"),
    [("\t灌区工程\t\t", True), ("\t块石\t120\t吨", False), ("二\t块石\t\t", False)],
    ids=["the rest", "a cell that goes on", "another row"],
)
def test_a_row_that_a_page_cut_is_told(rest: str, is_told: bool) -> None:
    texts = (
        "关于水利工程的通知",
        "　　工程如下：",
        "序号\t名称\t数量\t单位",
        "一\t引水渠道和\t5\t处",
        rest,
        "　　请抓好落实。",
    )
    lines = [
        Line(
            text,
            Place("甲.pdf", number, page=1 + (number > 4)),
            is_row="\t" in text,
            opens_page=number in (1, 5),
        )
        for number, text in enumerate(texts, 1)
    ]
    found = recognise(Transcript("甲.pdf", tuple(lines), has_paragraphs=False))
    told = [each for each in found.doubts if "上一页最后一行的后半" in each.message]
    assert [each.place.line for each in told if each.place] == ([5] if is_told else [])
