"""What stands beside names and posts in a list stays when the list is brought up to date."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import pytest

from gongwen.roster.notices.update import update_file
from gongwen.roster.register import enter, read_register
from tests.roster.registers import copied, rows_of

HEAD = ("云溪县人民政府办公室关于成立县防汛指挥部的通知", "各乡镇人民政府：", "现将组成人员名单通知如下：")
FOOT = ("云溪县人民政府办公室", "2023年1月1日")
LINES = (
    "指 挥 长：李明远　　副县长（负总责）",
    "副指挥长：王　芳　　县水利局局长（女）",
    "成　　员：张　伟★　县教育局局长（满族）",
    "　　　　　赵　清★　县应急管理局党组书记、局长（兼联络员）",
)
MOVED = {"类型": "调", "姓名": "王芳", "职务": "县财政局局长"}
GONE = {"类型": "退出", "组": "县防汛指挥部", "姓名": "赵清"}
COME = [
    {"类型": "任", "姓名": "周敏", "编号": "新", "职务": "县公安局副局长"},
    {"类型": "增补", "组": "县防汛指挥部", "姓名": "周敏", "编号": "新", "角色": "成员"},
]
CASES = [
    ([], LINES),
    ([MOVED], (LINES[0], "副指挥长：王　芳　　县财政局局长（女）", *LINES[2:])),
    ([GONE], LINES[:3]),
    (COME, (*LINES, "　　　　　周　敏　　县公安局副局长")),
    ([GONE, *COME], (*LINES[:3], "　　　　　周　敏★　县公安局副局长")),
]


def written(lines: tuple[str, ...], path: Path) -> Path:
    document = docx.Document()
    for text in (*HEAD, *lines, *FOOT):
        document.add_paragraph(text)
    document.save(str(path))
    return path


@pytest.mark.parametrize(("changes", "wanted"), CASES)
def test_marks_and_notes_of_those_who_stay(
    tmp_path: Path, changes: list[dict[str, str]], wanted: tuple[str, ...]
) -> None:
    database = copied(tmp_path)
    if changes:
        rows = rows_of([{**each, "生效日期": "2024-05-01"} for each in changes])
        enter(database, rows, "", takes_good=False)
    path = written(LINES, tmp_path / "通知.docx")
    updated = update_file(path, read_register(database).fold(), date(2024, 6, 1))
    found = [each.text for each in docx.Document(io.BytesIO(updated.data)).paragraphs]
    assert tuple(found[len(HEAD) : -len(FOOT)]) == wanted


def test_a_new_row_has_nothing_of_the_row_above_it(tmp_path: Path) -> None:
    database = copied(tmp_path)
    enter(database, rows_of([{**each, "生效日期": "2024-05-01"} for each in COME]), "", takes_good=False)
    document = docx.Document()
    for text in HEAD:
        document.add_paragraph(text)
    table = document.add_table(0, 5)
    for row in (
        ("序号", "组内职务", "姓名", "单位及职务", "备注"),
        ("1", "指挥长", "李明远", "副县长", ""),
        ("2", "副指挥长", "王芳", "县水利局局长", "女"),
        ("3", "成员", "张伟", "县教育局局长", ""),
        ("4", "成员", "赵清", "县应急管理局党组书记、局长", "兼联络员"),
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    path = tmp_path / "名单.docx"
    document.save(str(path))
    updated = update_file(path, read_register(database).fold(), date(2024, 6, 1))
    rows = docx.Document(io.BytesIO(updated.data)).tables[0].rows
    assert [[cell.text for cell in row.cells] for row in rows][-2:] == [
        ["4", "成员", "赵清", "县应急管理局党组书记、局长", "兼联络员"],
        ["5", "成员", "周敏", "县公安局副局长", ""],
    ]
