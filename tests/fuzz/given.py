"""What tests/fuzz damages: whole files of every format, and the commands to which each is given."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from PIL import Image

from gongwen import api
from gongwen.read.libre_office import find_soffice, new_profile
from tests.command import run
from tests.making import scans
from tests.paths import ROOT, sample_file
from tests.roster.registers import copied

Command = tuple[str, ...]
"""The words of a command; {} is the damaged file."""
_NAMES = ("印发实施方案", "带表格的方案", "五机关联合通知", "纪要")

_READING: tuple[Command, ...] = (
    ("read", "{}", "-o", "出", "--report", "报", "--repair"),
    ("check", "{}", "--format", "json"),
    ("check", "{}", "好.txt", "--db", "名册.db"),
    ("fix", "{}", "--unsafe", "--mask", "-o", "出"),
    ("archive", "{}", "-o", "新档", "--stamp"),
    ("tasks", "{}", "-o", "出.xlsx"),
    ("build", "{}", "--to", "docx,txt", "-o", "出", "--source", "文稿.yaml"),
    ("batch", "read", "{}", "好.txt", "-o", "批", "--jobs", "1"),
    ("roster", "update", "{}", "--db", "名册.db", "-o", "出"),
    ("roster", "import", "{}", "--db", "名册.db"),
    ("roster", "impact", "{}", "--db", "名册.db"),
    ("roster", "change", "{}", "--db", "名册.db", "--yes"),
)
_ROWS: tuple[Command, ...] = (
    ("roster", "import", "{}", "--db", "名册.db", "--skip-bad"),
    ("roster", "change", "{}", "--db", "名册.db", "--yes"),
    ("roster", "impact", "{}", "--db", "名册.db", "-o", "出.xlsx"),
    ("roster", "restore", "{}", "--db", "新.db"),
    ("batch", "build", "{}", "--source", "格.yaml", "-o", "批", "--jobs", "1", "--report", "批.xlsx"),
)
_PICTURE: tuple[Command, ...] = (("build", "章.yaml", "--to", "docx,pdf,ofd", "-o", "出"),)
COMMANDS: dict[str, tuple[Command, ...]] = {
    ".yaml": (*_READING, ("build", "{}", "--to", "docx,pdf,ofd,html,txt,png", "-o", "出"), ("check", "好.txt", "--settings", "{}"),
              ("build", "好.yaml", "--style", "{}", "-o", "出.docx"), ("build", "好.txt", "--head", "{}", "-o", "出.docx"),
              ("batch", "build", "名单.csv", "--source", "{}", "-o", "批", "--jobs", "1"),
              ("roster", "notice", "--head", "{}", "--all", "--db", "名册.db", "-o", "出")),
    ".docx": (*_READING, ("fix", "{}", "--unsafe", "--track", "-o", "出"), ("check", "{}", "--comments", "批.docx", "-o", "查.html"),
              ("build", "好.yaml", "--template", "{}", "-o", "出.docx"), ("style", "import", "{}", "-o", "版式.yaml")),
    ".txt": _READING,
    ".md": _READING,
    ".html": _READING,
    ".pdf": _READING,
    ".ofd": _READING,
    ".xlsx": (*_ROWS, ("read", "{}")),
    ".csv": _ROWS,
    ".json": (("check", "好.txt", "--baseline", "{}"),),
    ".db": (("roster", "list", "--db", "{}"), ("roster", "verify", "--db", "{}"), ("roster", "export", "出.xlsx", "--db", "{}"),
            ("roster", "backup", "出.xlsx", "--db", "{}"), ("roster", "asof", "2024-06-01", "--db", "{}"), ("check", "好.txt", "--db", "{}"),
            ("roster", "notice", "--since", "2020-01-01", "--all", "--order", "单位", "--db", "{}", "-o", "出"),
            ("roster", "undo", "1", "--db", "{}"), ("roster", "migrate", "--db", "{}"), ("roster", "log", "--db", "{}")),
    ".jpg": _PICTURE,
    ".png": _PICTURE,
    "档": (("archive", "verify", "档"), ("archive", "好.yaml", "-o", "档")),
    ".odt": _READING[:2],
    ".rtf": _READING[:2],
    ".tif": _READING[:2],
}  # fmt: skip
"""By the suffix of the file; 档 is a file of the archive in the folder of that name."""
SLOW = (".odt", ".rtf", ".tif")
"""Formats that another program reads, or that are recognised from a picture."""

_NOTE = "文种: 通知\n标题: 关于值班的通知\n正文: 请抓好落实。\n成文日期: 2024-06-09\n"
_BESIDE = {
    "好.txt": "关于做好值班工作的通知\n\n请抓好落实。\n",
    "好.yaml": _NOTE,
    "格.yaml": "文种: 通知\n标题: 关于“{{ 姓名 }}”任职的通知\n正文: “{{ 职务 }}”。\n成文日期: 2024-06-09\n",
    "名单.csv": "姓名,职务\n宋以宁,县水利局局长\n仇海波,县应急管理局局长\n",
}


@dataclass(frozen=True, slots=True)
class Given:
    """A whole file that is to be damaged."""

    name: str
    """Where it lies in the folder in which the command runs."""
    data: bytes


def all_given(folder: Path, is_long: bool) -> dict[str, list[Given]]:
    """Some files of every format, by the keys of COMMANDS; ``folder`` takes an archive and a register.

    Those in SLOW are among them for a long run only.
    """
    made = [api.compose_source(api.load(sample_file(name))) for name in _NAMES]
    found = {
        kind: [api.render(each, kind).files[0] for each in made] for kind in ("docx", "html", "pdf", "ofd")
    }
    texts = [api.render(each, "txt").files[0] for each in made]
    found |= {"txt": [*texts, *_bytes_of("名册/*.txt")], "md": list(map(_marked, texts))}
    found |= {"yaml": [*(sample_file(name).read_bytes() for name in _NAMES), *_bytes_of("名册/*.yaml")]}
    found |= {"jpg": [_picture("JPEG")], "png": [_picture("PNG")]}
    found |= _of_a_register(folder) | (_slow(found) if is_long else {})
    named = {f".{kind}": [Given(f"坏.{kind}", data) for data in each] for kind, each in found.items()}
    return named | {"档": _of_an_archive(folder)}


def _bytes_of(pattern: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted((ROOT / "samples").glob(pattern))]


def _marked(text: bytes) -> bytes:
    """A text with the marks of Markdown."""
    lines = text.decode().splitlines()
    marked = (f"## {line}" if line[1:2] == "、" else f"**{line[:4]}**{line[4:]}" for line in lines)
    return "\n\n".join(("# 公文", *marked, "| 甲 | 乙 |", "|---|---|", "| 1 | 2 |")).encode()


def _picture(kind: str) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (60, 60), "red").save(target, kind)
    return target.getvalue()


def _of_a_register(folder: Path) -> dict[str, list[bytes]]:
    """A register, workbooks that go in and come out, and a report of a check."""
    copied(folder)
    (folder / "好.txt").write_text(_BESIDE["好.txt"], encoding="utf-8")
    for words in (
        ("roster", "export", "全部.xlsx"),
        ("roster", "form", "表.xlsx"),
        ("check", "好.txt", "-o", "基线.json"),
    ):
        assert run(*words, cwd=folder).returncode in (0, 1)
    books = [
        *_bytes_of("名册/*.xlsx"),
        (folder / "全部.xlsx").read_bytes(),
        (folder / "表.xlsx").read_bytes(),
    ]
    return {
        "db": [(folder / "名册.db").read_bytes()],
        "xlsx": books,
        "csv": [_first_sheet(book) for book in books],
        "json": [(folder / "基线.json").read_bytes()],
    }


def _first_sheet(book: bytes) -> bytes:
    target = io.StringIO()
    sheet = openpyxl.load_workbook(io.BytesIO(book)).worksheets[0]
    csv.writer(target).writerows([[value or "" for value in row] for row in sheet.values])
    return target.getvalue().encode()


def _of_an_archive(folder: Path) -> list[Given]:
    """Every file of an archive of one document."""
    (folder / "原稿.yaml").write_text(_NOTE, encoding="utf-8")
    assert run("archive", "原稿.yaml", "-o", "档", cwd=folder).returncode == 0
    paths = sorted(path for path in (folder / "档").rglob("*") if path.is_file())
    return [Given(path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths]


def _slow(found: dict[str, list[bytes]]) -> dict[str, list[bytes]]:
    """Scans, and what LibreOffice makes, where there is one."""
    scanned = {"tif": [scans.as_tiff(scans.pages_of(found["pdf"][-1], 100)[:1])]}
    office = find_soffice()
    if office is None:
        return scanned
    return scanned | {kind: [_as_text_document(found["docx"][-1], kind, office)] for kind in ("odt", "rtf")}


def _as_text_document(docx: bytes, kind: str, office: Path) -> bytes:
    with TemporaryDirectory() as name:
        source = Path(name, "公文.docx")
        source.write_bytes(docx)
        words = (office, new_profile(Path(name, "profile"), office), "--headless", "--convert-to", kind)
        subprocess.run((*words, "--outdir", name, source), check=True, capture_output=True)
        return source.with_suffix(f".{kind}").read_bytes()


def lay_out(folder: Path, given: Given, archive: Path) -> None:
    """Fill ``folder`` with all that the commands read, ``given`` among them; ``archive`` is one that is copied."""
    shutil.copytree(archive, folder / "档")
    copied(folder)
    for name, text in _BESIDE.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "章.yaml").write_text(f"{_NOTE}印章: {given.name}\n", encoding="utf-8")
    (folder / given.name).write_bytes(given.data)
