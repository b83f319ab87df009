"""The library: the manual's examples as they stand, what it loads, what it refuses, and that cli needs no more."""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import openpyxl
import pytest

from gongwen import api
from gongwen.api import checking, documents, kinds, reports
from tests.cli.test_outputs import NOTICE, ROSTER
from tests.golden import refused_as_kept
from tests.paths import ROOT

REFUSED = Path(__file__).with_name("refused.txt")

PAGE = ROOT / "docs" / "用Python调用.md"
BLOCK = re.compile(
    r"^## (?P<title>.+?)$.*?^```python\n(?P<code>.+?)^```(?:\n\n```text\n(?P<said>.*?)^```)?", re.M | re.S
)
EXAMPLES = [match.groupdict() for match in BLOCK.finditer(PAGE.read_text(encoding="utf-8"))]
PLAN = """\
文种: 方案
标题: 云岭县防汛工作方案
正文:
  - 一、主要任务
  - （一）检修堤防。全面检查各乡镇堤防。（责任单位：县水利局）
成文日期: 2024-06-09
"""
FILES = {
    "通知.yaml": NOTICE,
    "方案.yaml": PLAN,
    "名单.yaml": ROSTER,
    "有错.txt": "关于开会的通知\n各学校：\n请按照云教[2024]7号文件,做好工作。\n云岭县教育局\n2024年6月9日\n",
    "变动.yaml": "生效日期: 2024-05-01\n变动:\n  - {类型: 调, 姓名: 王芳, 职务: 县财政局局长}\n",
    "文头.yaml": "发文机关: 云岭县教育局\n主送机关: 各学校\n",
}


def write_files(folder: Path) -> None:
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    book = openpyxl.Workbook()
    for row in (
        ("领导小组", "角色", "姓名", "单位及职务"),
        ("县防汛指挥部", "组长", "李明", "副县长"),
        ("县防汛指挥部", "成员", "王芳", "县水利局局长"),
    ):
        book.active.append(row)
    book.save(folder / "名单.xlsx")


def test_every_example_of_the_manual_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    given = {name: (tmp_path / name).read_bytes() for name in FILES}
    for example in EXAMPLES:
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile(example["code"], example["title"], "exec"), {})
        if example["said"] is not None:
            lines = [line.rstrip() for line in said.getvalue().splitlines()]
            assert lines == example["said"].splitlines(), example["title"]
        assert len(example["code"].splitlines()) <= 20, example["title"]
    assert len(EXAMPLES) == PAGE.read_text(encoding="utf-8").count("```python")
    assert given == {name: (tmp_path / name).read_bytes() for name in FILES}


HEAVY = (
    "sqlalchemy",
    "alembic",
    "gongwen.check.files",
    "gongwen.roster",
    "gongwen.recognise.main",
    "docxtpl",
)


def loaded(code: str, folder: Path) -> set[str]:
    """Return which of HEAVY are loaded after ``code``, run in a process of its own."""
    tell = f"{code}\nimport sys\nprint(*(each for each in {HEAVY!r} if each in sys.modules))"
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", tell], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_a_room_is_loaded_when_it_is_used(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(NOTICE, encoding="utf-8")
    assert loaded("import gongwen.api", tmp_path) == set()
    build = (
        "from pathlib import Path\nfrom gongwen import api\n"
        "api.render(api.compose_source(api.load(Path('a.yaml'))), 'docx')"
    )
    assert loaded(build, tmp_path) == set()
    assert loaded("from gongwen.api.roster import registers", tmp_path) >= {"sqlalchemy", "gongwen.roster"}


def test_every_name_is_there() -> None:
    assert all(getattr(api, name) is not None for name in api.__all__)
    with pytest.raises(AttributeError):
        api.nothing  # noqa: B018


def test_what_is_unknown_is_an_error(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    composition = documents.compose(documents.parse(NOTICE, "通知").document)
    with refused_as_kept(REFUSED, "what is unknown is an error", tmp_path, request):
        documents.render(composition, "doc")  # type: ignore[arg-type]
    with refused_as_kept(REFUSED, "what is unknown is an error 2", tmp_path, request):
        documents.write_source(composition.document, "toml")  # type: ignore[arg-type]
    with refused_as_kept(REFUSED, "what is unknown is an error 3", tmp_path, request):
        documents.compose(composition.document, numbering="words")  # type: ignore[arg-type]
    with refused_as_kept(REFUSED, "what is unknown is an error 4", tmp_path, request):
        documents.compose(composition.document, "无")
    with refused_as_kept(REFUSED, "what is unknown is an error 5", tmp_path, request):
        kinds.starting_file("布告书")
    with refused_as_kept(REFUSED, "what is unknown is an error 6", tmp_path, request):
        reports.write_report([], "doc")  # type: ignore[arg-type]
    with refused_as_kept(REFUSED, "what is unknown is an error 7", tmp_path, request):
        checking.check_bytes(b"x", "x.txt", day="2024-13-01")


def test_a_picture_of_a_document_without_a_file_has_no_place() -> None:
    document = documents.parse(f"{NOTICE}印章: 没有.png\n", "通知").document
    with pytest.raises(api.InputError) as error:
        documents.compose(document)
    assert error.value.problems[0].startswith("印章：“没有.png”没有这个图片文件")


def test_the_contract_names_every_room_below_the_api() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = config["tool"]["importlinter"]["contracts"]
    forbidden = next(
        each for each in contracts if each.get("source_modules") == ["gongwen.cli", "gongwen.web"]
    )
    rooms = {
        f"gongwen.{path.stem}"
        for path in (ROOT / "gongwen").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    above = {"gongwen.__init__", "gongwen.__main__", "gongwen.api", "gongwen.cli", "gongwen.web"}
    assert set(forbidden["forbidden_modules"]) == rooms - above


def test_a_page_of_findings_shows_them_in_the_text_of_the_file(tmp_path: Path) -> None:
    draft = tmp_path / "稿.txt"
    draft.write_text("各乡镇人民政府：\n认真布署防汛工作。\n", encoding="utf-8")
    checked = checking.Checked(str(draft), tuple(checking.check(draft)))
    page = reports.write_report([checked], "html").decode()
    assert '<p id="p1-0-2" class="at">认真<mark>布署</mark>防汛工作。' in page
    draft.unlink()
    assert "p1-0-2" not in reports.write_report([checked], "html").decode()
