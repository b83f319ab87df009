"""归档文件目录: what it lists must be there, and what somebody wrote in it stays."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from gongwen.archive.catalogue import Entry, read_catalogue, write_catalogue
from gongwen.archive.package import CATALOGUE
from tests.archive.making import write_notice
from tests.command import run


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Two documents kept in 档."""
    for name in ("防汛", "防火"):
        write_notice(tmp_path, name, number=f"云政发〔2024〕{len(name)}号")
    coded = ("--set", "全宗号=1", "--set", "保管期限=永久")
    assert run("archive", "防汛.yaml", "防火.yaml", "-o", "档", *coded, cwd=tmp_path).returncode == 0
    return tmp_path / "档"


def verify(folder: Path) -> tuple[int, str]:
    done = run("archive", "verify", folder.name, cwd=folder.parent)
    return done.returncode, done.stderr


def test_what_is_whole_verifies(kept: Path) -> None:
    assert verify(kept) == (0, "")


def test_a_folder_that_is_gone_is_missed_and_stays_missed(kept: Path) -> None:
    shutil.rmtree(kept / "1-WS·2024-Y-0001")
    for _ in range(2):
        status, told = verify(kept)
        assert status == 1
        assert "1-WS·2024-Y-0001：目录里有这一件《云岭县人民政府关于防汛的通知》，文件夹不见了" in told
        write_notice(kept.parent, "防疫")
        assert run("archive", "防疫.yaml", "-o", "档", cwd=kept.parent).returncode == 0
    assert [each.folder for each in read_catalogue(kept / CATALOGUE) or ()][-2:] == [
        "1-WS·2024-Y-0001", "1-WS·2024-Y-0002",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda kept: (kept / "1-WS·2024-Y-0001" / "校验.json").unlink(), "校验.json：不见了"),
        (lambda kept: (kept / "1-WS·2024-Y-0001" / "校验.json").write_text('{"文件": {}}', encoding="utf-8"), "校验.json：内容与归档时不一致"),
        (lambda kept: (kept / CATALOGUE).unlink(), f"{CATALOGUE}：不见了"),
        (lambda kept: (kept / CATALOGUE).write_bytes(b"PK\x03\x04"), f"{CATALOGUE}：读不出来"),
        (lambda kept: (kept / "1-WS·2024-Y-0001").rename(kept / "别的名字"), "别的名字：归档文件目录.xlsx里没有这一件"),
    ],
    ids=["no digests", "other digests", "no catalogue", "damaged catalogue", "renamed"],
)  # fmt: skip
def test_what_the_catalogue_knows_is_asked_for(kept: Path, harm, told: str) -> None:  # type: ignore[no-untyped-def]
    harm(kept)
    status, said = verify(kept)
    assert status == 1
    assert told in said


OWN = openpyxl.Workbook()
OWN.active.append(["我们自己编的目录"])


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.write_bytes(path.read_bytes()[:2000]),
        lambda path: path.write_bytes(b"PK\x03\x04"),
        OWN.save,
    ],
    ids=["cut off", "damaged", "somebody's own"],
)
def test_what_cannot_be_read_as_a_catalogue_is_not_replaced(kept: Path, harm) -> None:  # type: ignore[no-untyped-def]
    harm(kept / CATALOGUE)
    before = {path: path.read_bytes() for path in kept.rglob("*") if path.is_file()}
    write_notice(kept.parent, "防疫")
    done = run("archive", "防疫.yaml", "-o", "档", cwd=kept.parent)
    assert (done.returncode, done.stderr.count("不会被替换")) == (2, 1)
    assert {path: path.read_bytes() for path in kept.rglob("*") if path.is_file()} == before
    (kept / CATALOGUE).rename(kept.parent / "移走的.xlsx")
    assert run("archive", "防疫.yaml", "-o", "档", cwd=kept.parent).returncode == 0
    assert verify(kept) == (0, "")


def test_a_run_killed_before_the_catalogue_is_made_good_by_the_next(kept: Path) -> None:
    before = (kept / CATALOGUE).read_bytes()
    write_notice(kept.parent, "防疫", number="云政发〔2024〕3号")
    run("archive", "防疫.yaml", "-o", "档", cwd=kept.parent)
    (kept / CATALOGUE).write_bytes(before)
    assert "归档文件目录.xlsx里没有这一件" in verify(kept)[1]
    run("archive", "防疫.yaml", "-o", "档", cwd=kept.parent)
    assert verify(kept) == (0, "")


def test_a_remark_by_hand_stays(kept: Path) -> None:
    book = openpyxl.load_workbook(kept / CATALOGUE)
    book.worksheets[0]["I3"].value = "有领导批示"
    book.save(kept / CATALOGUE)
    write_notice(kept.parent, "防疫", date="2025-01-02")
    run("archive", "防疫.yaml", "-o", "档", cwd=kept.parent)
    sheet = openpyxl.load_workbook(kept / CATALOGUE).worksheets[0]
    assert [row[-1].value for row in sheet.iter_rows(min_row=3)] == ["有领导批示", None, None]


def test_a_folder_elsewhere_is_not_looked_for(tmp_path: Path) -> None:
    path = tmp_path / CATALOGUE
    path.write_bytes(write_catalogue([Entry({"题名": "甲"}, "../别处"), Entry({"题名": "乙"}, "乙")]))
    assert [entry.folder for entry in read_catalogue(path) or ()] == ["乙"]
