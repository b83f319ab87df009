"""All that is seen in files of every kind, and every value of the styles: everything_seen.txt.

What has changed on purpose is written by ``pytest tests/read/test_everything_seen.py --accept -n0``; look at it before
it is committed.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from functools import partial
from pathlib import Path
from typing import Any, get_args

import openpyxl
import pytest
from openpyxl.comments import Comment
from PIL import Image

from gongwen import api
from gongwen.ink import Letter
from gongwen.read.docx_lines import _is_below
from gongwen.read.input.typed import FormField, form_fields
from gongwen.read.pdf.lines import read_printed
from gongwen.read.pdf.rendered_pages import _match
from gongwen.read.rows import read_tables
from gongwen.read.styles.file import list_values, read_profile
from gongwen.read.styles.tree import style_names
from gongwen.read.transcript import transcript_of
from gongwen.read.workbook import Sheet, _merged, read_workbook
from gongwen.terms.kind import DEFAULT_FORMAT, Format
from gongwen.transcript import Line, Transcript
from tests.golden import hold
from tests.making.docx_by_hand import packed
from tests.making.drafts import make_draft
from tests.making.full_draft import full_draft
from tests.making.further_drafts import FurtherDraft
from tests.paths import sample_file

FILE = Path(__file__).with_name("everything_seen.txt")
PAGES = Path(__file__).with_name("pages")


def made(sample: str, target: Any) -> bytes:
    """The ``sample`` in the format ``target``."""
    return api.render(api.compose_source(api.load(sample_file(sample))), target).files[0]


def saved_page() -> bytes:
    """A page with three pictures that a browser saved in one file: by address, by number, and one that is not there."""
    message = MIMEMultipart("related")
    shown = ("https://example.gov.cn/tu/a.png", "cid:b@1", "tu/c%20%E5%9B%BE.png", "tu/d.png")
    page = "".join(f"<p>正文第{number}段。</p><p><img src='{each}'></p>" for number, each in enumerate(shown))
    message.attach(MIMEText(f"<html><body><article>{page}</article></body></html>", "html", "gbk"))
    for number, head in enumerate(("https://example.gov.cn/tu/a.png", "<b@1>", "file:///C:/x/c%20图.png")):
        data = io.BytesIO()
        Image.new("RGB", (120 + number, 90), (9, 9, 9)).save(data, "PNG")
        picture = MIMEImage(data.getvalue(), "png")
        picture.add_header("Content-ID" if head.startswith("<") else "Content-Location", head)
        message.attach(picture)
    return message.as_bytes()


_BROKEN = "<w:p><w:r><w:t>一、落实责任</w:t><w:br/><w:t>（一）</w:t><w:t>明确分工。</w:t><w:br/><w:t>　　加强巡查。</w:t></w:r></w:p><w:sectPr/>"
"""A paragraph of three lines."""
FILES: dict[str, Callable[[], bytes]] = {
    **{f"{page.stem}.html": page.read_bytes for page in sorted(PAGES.glob("*.html"))},
    "存下的网页.mht": saved_page,
    "什么都有.docx": full_draft,
    "段内换行.docx": partial(packed, _BROKEN),
    "草稿.docx": partial(make_draft, 3),
    "别的草稿.docx": FurtherDraft(3).make,
    **{f"{name}.{target}": partial(made, name, target)
       for name in ("联合通知", "横排附件", "密级急件", "带表格的方案", "调整领导小组")
       for target in ("docx", "pdf", "ofd", "html")},
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_lines(name: str, request: pytest.FixtureRequest) -> None:
    hold(FILE, name, "\n".join(shown(transcript_of(FILES[name](), name))), request)


def shown(transcript: Transcript) -> Iterator[str]:
    """What a transcript says, a line each."""
    yield f"  {dict(transcript.facts)} {transcript.has_paragraphs}"
    yield from map(_line, transcript.lines)
    yield from (f"  没有读 {each}" for each in transcript.unread)


def _line(line: Line) -> str:
    inner = (f"{each.name}={_value(getattr(line, each.name))}" for each in fields(line)
             if each.name not in ("text", "at", "pieces") and getattr(line, each.name) != each.default)  # fmt: skip
    pieces = "".join(f"〔{type(each).__name__} {each.text}〕" for each in line.pieces)
    return f"  {line.at.page}:{line.at.line} {line.text} {' '.join(inner)}{pieces}".rstrip().replace(
        "\t", "⇥"
    )


def _value(value: Any) -> str:
    """A value as text, bytes by their number."""
    if is_dataclass(value) and not isinstance(value, type):
        own = ((each.name, getattr(value, each.name)) for each in fields(value))
        return f"({', '.join(f'{name}={_value(each)}' for name, each in own)})"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_value(each)}' for key, each in value.items())}}}"
    if isinstance(value, frozenset):
        return _value(sorted(value))
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, bytes):
        return f"{len(value)} 字节"
    return f"{value:.2f}" if isinstance(value, float) else str(value)


@pytest.mark.parametrize("form", get_args(Format))
@pytest.mark.parametrize("name", style_names())
def test_styles(name: str, form: str, request: pytest.FixtureRequest) -> None:
    """The values of the standard; of the other styles and formats what they have otherwise."""
    own, first = (
        dict(_values(read_profile(*each))) for each in ((name, form), ("gbt9704-2012", DEFAULT_FORMAT))
    )
    is_first = (name, form) == ("gbt9704-2012", DEFAULT_FORMAT)
    told = [f"  {key}: {value}" for key, value in own.items() if is_first or first.get(key) != value]
    hold(FILE, f"{name} {form}", "\n".join(told), request)


@pytest.mark.parametrize("name", style_names())
def test_values_as_they_are_written(name: str, request: pytest.FixtureRequest) -> None:
    """Each with its clause and force, of the standard; of the other styles those that are otherwise."""
    own, first = ({way: rest for way, *rest in list_values(each)} for each in (name, "gbt9704-2012"))
    told = [
        f"  {way}: {' '.join(map(str, (text, basis.clause, basis.force)))}"
        for way, (text, basis) in own.items()
        if name == "gbt9704-2012" or first.get(way) != [text, basis]
    ]
    hold(FILE, f"{name} 写着的值", "\n".join(told), request)


def _values(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if is_dataclass(value) and not key:
        for each in fields(value):
            if each.name != "basis":
                yield from _values(getattr(value, each.name), each.name)
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _values(each, f"{key}.{name}")
    else:
        yield key, _value(value)


def _workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "名单"
    for row in (
        ["县防汛抗旱指挥部名单"],
        ["序号", "姓名", "职　务", "任职\n时间", "出生年月", "比例", "金额", "备注"],
        [1, " 盛伟东 ", "县水利局局长", date(2024, 3, 5), "1975.3", 0.125, 1234.5, True],
        [2, "解冬梅", "县财政局局长", datetime(2024, 3, 5, 8, 30), 1.10, 1, 12, "　文　"],
        [3, "钱进", None, time(8, 30), "#N/A", -2, 1e15, "　"],
        ["合计", None, "县审计局\n局长", 45000, None, None, "00012", "'文"],
    ):
        sheet.append(row)
    for cell, form in {"F3": "0.0%", "G3": "#,##0.00", "E4": "0.00", "D6": "yyyy-mm-dd", "G4": "000"}.items():
        sheet[cell].number_format = form
    sheet.merge_cells("A1:H1")
    sheet.merge_cells("C4:C5")
    sheet["B3"].comment = Comment("核对过", "某人")
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["H"].hidden = True
    hidden = book.create_sheet("旧")
    hidden.append(["姓名"])
    hidden.sheet_state = "hidden"
    book.create_sheet("空")
    book.save(path)


def test_cells(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    _workbook(tmp_path / "名册.xlsx")
    sheets = read_workbook(tmp_path / "名册.xlsx", ("空",))
    told = [line for sheet in sheets for line in _sheet(sheet)]
    hold(FILE, "名册.xlsx", "\n".join(told).replace(str(tmp_path), ""), request)


CSV = {
    "逗号": '序号,姓名,职务\n1, 盛伟东 ,"县水利局局长,兼"\n,,\n2,解冬梅\n',
    "制表": "姓名\t职务\n钱进\t县审计局\n",
    "分号": "姓名;职务;任职时间\n钱进;县审计局;2024.3\n",
    "全角": "姓名，职务\n钱进，县审计局，多一格\n",
    "引号": '姓名,职务\n"钱\n进","县""审计""局"\n',
}


@pytest.mark.parametrize("name", CSV)
def test_cells_of_text(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    (tmp_path / f"{name}.csv").write_text(CSV[name], encoding="gb18030")
    told = [line for sheet in read_workbook(tmp_path / f"{name}.csv") for line in _sheet(sheet)]
    hold(FILE, f"{name}.csv", "\n".join(told).replace(str(tmp_path), ""), request)


def test_ink_and_pages(request: pytest.FixtureRequest) -> None:
    """What is measured on the pages of a PDF, and on which of them the lines of a draft of the same text stand."""
    pdf, docx = (made("横排附件", target) for target in ("pdf", "docx"))
    pages = read_printed(pdf, "公文.pdf")[1]
    told = [f"  第{page.number}页 {page.width:.0f}×{page.height:.0f} {page.is_turned}" for page in pages]
    told += [f"  {_value((row.text, row.start, row.end, row.base))} {_letter(row.letters[0])}"
             for page in pages for row in page.rows]  # fmt: skip
    told += [f"  {_value((rule.left, rule.right, rule.top, rule.bottom, rule.colour))}"
             for page in pages for rule in page.rules]  # fmt: skip
    lines = [transcript_of(*each).lines for each in ((docx, "草稿.docx"), (pdf, "排出.pdf"))]
    hold(FILE, "横排附件 墨迹", "\n".join((*told, f"  {_match(*lines)}")), request)


def test_fields_of_a_form(request: pytest.FixtureRequest) -> None:
    """What each field of a document is for a form, with those of its parts below it."""
    hold(FILE, "表单的栏目", "\n".join(_fields(form_fields())), request)


def _fields(found: Iterable[FormField], depth: int = 1) -> Iterator[str]:
    for each in found:
        yield f"{'  ' * depth}{each.key} {each.kind} {each.hint}"
        yield from _fields(each.fields, depth + 1)


def test_what_is_below_a_folder_and_how_many_cells_are_merged(request: pytest.FixtureRequest) -> None:
    names = (
        "图/甲.png",
        "甲.png\t说明",
        "甲",
        "/甲.png",
        "../甲.png",
        "图/../甲.png",
        "图\\甲.png",
        "C:\\甲.png",
        "http://a/甲.png",
    )
    told = [f"  {name!r} {_is_below(name)}" for name in names]
    told += [
        f"  {area} {_merged(f'<mergeCell ref={chr(34)}{area}{chr(34)}/>'.encode())}"
        for area in ("A1:C2", "B3:B3", "Z1:AB10")
    ]
    hold(FILE, "图片的名字和合并的格", "\n".join(told), request)


def _letter(letter: Letter) -> str:
    return _value((letter.text, letter.left, letter.size, letter.colour))


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f"  {sheet.name} {sheet.hidden}"
    yield from (
        "  " + " | ".join(f"{cell.where}={cell.text!r}{cell.doubt}" for cell in row) for row in sheet.rows
    )
    for table in read_tables(sheet, {title: title for title in ("姓名", "职务", "任职时间", "比例", "金额")}):
        yield from (f"  {row.at} { ({key: row.text(key) for key in row.cells}) }" for row in table.rows)
