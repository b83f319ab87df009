"""All that an archive says in words, held as text: reports, metadata, the catalogue, what the commands say.

``pytest tests/archive/test_records.py --accept`` writes what is found as what is wanted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from PIL import Image

from tests.command import run
from tests.paths import ROOT

GOLDEN = Path(__file__).with_name("records.txt")
_OLD = """云岭县人民政府文件
云岭政发〔1998〕12号

云岭县人民政府
关于加强防汛工作的通知

各乡镇人民政府，县直各部门:
　　防汛工作关系人民群众生命财产安全,各地要高度重视，加强领导，落实责任，做好各项准备
工作。现将有关事项通知如下：
　　一、加强领导。各乡镇要成立防汛指挥机构。
　　二、落实责任。各单位要各施其职。
　　附件:1、防汛责任分工表
　　　　 2、物资储备清单
云岭县人民政府
一九九八年五月六日
"""
_HIDDEN = (
    (re.compile(r"[0-9a-f]{32,64}"), "（摘要）"),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?"), "（时间）"),
    (re.compile(r"（约 \d+ 字节）|\b\d+ 字节"), "（大小）"),
)
"""What is another each time, or on each machine."""


def test_what_an_archive_says(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    (tmp_path / "旧文.txt").write_text(_OLD, encoding="utf-8")
    (tmp_path / "方案.yaml").write_bytes((ROOT / "samples" / "密级急件.yaml").read_bytes())
    (tmp_path / "杂记.txt").write_text("今天下雨。\n明天再说。\n", encoding="utf-8")
    words = (
        "archive",
        "旧文.txt",
        "方案.yaml",
        "杂记.txt",
        "-o",
        "档",
        "--set",
        "全宗号=J001",
        "--set",
        "保管期限=永久",
        "--to",
        "pdf,ofd",
        "--stamp",
    )
    told = [*said(words, tmp_path), *records(tmp_path / "档"), *said(("archive", "verify", "档"), tmp_path)]
    told += said(("archive", "旧文.txt", "-o", "档", "--set", "全宗号=J001"), tmp_path)
    told += _kept_as_they_are(tmp_path)
    found = hidden("\n".join(told)) + "\n"
    if request.config.getoption("--accept"):
        GOLDEN.write_text(found, encoding="utf-8")
    assert found == GOLDEN.read_text(encoding="utf-8")


def _kept_as_they_are(folder: Path) -> Iterator[str]:
    """What is said of a table of items of which only the originals are kept, and of a second run of it."""
    for name in ("甲.txt", "丁.xyz", "戊.txt"):
        (folder / name).write_text(f"{name}，今天下雨。\n", encoding="utf-8")
    with pikepdf.new() as pdf:
        for _ in range(2):
            pdf.add_blank_page()
        pdf.save(folder / "乙.pdf")
    Image.new("L", (8, 8)).save(folder / "丙.tif", save_all=True, append_images=[Image.new("L", (8, 8))] * 2)
    (folder / "著录.csv").write_text(
        "文件,附件,文号,题名,日期,页数,机构\n甲.txt,乙.pdf;丙.tif,云政发〔2024〕1号,一件,2024.5.6,,办公室\n"
        "丁.xyz,戊.txt,,二件,,,\n没有.txt,,,,,,\n",
        encoding="utf-8",
    )
    words = (
        "archive",
        "--table",
        "著录.csv",
        "-o",
        "原件",
        "--set",
        "全宗号=J001",
        "--set",
        "期限=30年",
        "--originals",
    )
    yield from said(words, folder)
    (folder / "没有.txt").write_text("今天下雨。\n", encoding="utf-8")
    yield from said(words, folder)
    yield from records(folder / "原件")
    (folder / "原件" / "归档文件目录.xlsx").unlink()
    yield from said(("archive", "verify", "原件"), folder)
    yield from said((*words[:5], "--first", "9", "--stamp", "甲.txt"), folder)


def said(words: tuple[str, ...], folder: Path) -> Iterator[str]:
    """What a command says, with its status."""
    done = run(*words, cwd=folder)
    yield f"$ gongwen {' '.join(words)}\n{done.stdout}{done.stderr}结束状态 {done.returncode}"


def records(folder: Path) -> Iterator[str]:
    """Every text below ``folder``, in the order of the names."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".html":
            text = words_of(path.read_text(encoding="utf-8"))
        elif path.suffix == ".json":
            text = json.dumps(json.loads(path.read_bytes()), ensure_ascii=False, indent=1, sort_keys=True)
        elif path.suffix == ".xlsx":
            sheet = openpyxl.load_workbook(path).active
            text = "\n".join(" | ".join(str(value or "") for value in row) for row in sheet.values)
        elif path.suffix in (".xml", ".yaml"):
            text = path.read_text(encoding="utf-8").rstrip()
        else:
            text = "（略）"
        yield f"== {name}\n{text}"


def words_of(page: str) -> str:
    """The words of a page, a cell or a paragraph a line, with what is marked."""
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    marked = re.sub(r"<(/?)(del|ins|mark|em)>", lambda tag: f"[{tag[1]}{tag[2]}]", body)
    lines = re.sub(r"</(?:td|th|p|h\d|tr|pre|title)>", "\n", marked)
    text = unescape(re.sub(r"<[^>]+>", "", lines))
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def hidden(text: str) -> str:
    for pattern, name in _HIDDEN:
        text = pattern.sub(name, text)
    return text
