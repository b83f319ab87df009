"""件: which files are one item, originals of every kind, and what somebody writes of them by hand."""

import json
import subprocess
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import openpyxl
import pytest

from gongwen.archive.items import gather
from gongwen.archive.originals import count_pages
from gongwen.read.libre_office import find_soffice, new_profile
from tests.archive.making import foreign_docx, scan, write_notice
from tests.command import run

TEXT = ("云岭县人民政府关于防汛的通知", "各乡镇人民政府：", "请抓好防汛工作。" * 30)


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")


def items(folder: Path, *given: str) -> list[list[str]]:
    found = gather([folder / name for name in given], folder / "档")
    return [[path.relative_to(folder).as_posix() for path in item.files] for item in found]


@pytest.mark.parametrize(
    ("names", "right"),
    [
        (["来/正本.docx", "来/处理单.jpg", "来/附件10.xlsx", "来/附件2.xlsx"], [["来/正本.docx", "来/附件2.xlsx", "来/附件10.xlsx", "来/处理单.jpg"]]),
        (["来/防汛.docx", "来/附件.pdf", "来/定稿.doc"], [["来/防汛.docx", "来/附件.pdf", "来/定稿.doc"]]),
        (["来/防汛.docx", "来/防火.docx", "来/防汛-附件1.xlsx", "来/防火_处理单.jpg"], [["来/防汛.docx", "来/防汛-附件1.xlsx"], ["来/防火.docx", "来/防火_处理单.jpg"]]),
        (["来/防汛.docx", "来/防火.docx", "来/附件.xlsx"], [["来/防汛.docx"], ["来/防火.docx"], ["来/附件.xlsx"]]),
        (["来/甲/正本.pdf", "来/甲/附件/一.xls", "来/乙/正本.pdf"], [["来/甲/正本.pdf", "来/甲/附件/一.xls"], ["来/乙/正本.pdf"]]),
        (["来/附件管理办法.docx", "来/关于附件的通知.docx"], [["来/关于附件的通知.docx"], ["来/附件管理办法.docx"]]),
        (["来/甲.docx", "来/.隐藏", "来/~$甲.docx", "来/Thumbs.db"], [["来/甲.docx"]]),
        (["来/甲.docx", "来/已归/校验.json", "来/已归/公文.docx"], [["来/甲.docx"]]),
    ],
    ids=["roles", "one main", "by name", "whose", "folders", "no role", "no documents", "an archive"],
)  # fmt: skip
def test_files_of_a_folder(names: list[str], right: list[list[str]], tmp_path: Path) -> None:
    touch(tmp_path, *names)
    assert sorted(items(tmp_path, "来")) == sorted(right)


def test_the_output_is_no_input(tmp_path: Path) -> None:
    touch(tmp_path, "甲.docx", "档/乙.docx")
    assert [item.original.name for item in gather([tmp_path], tmp_path / "档")] == ["甲.docx"]


def test_an_item_of_several_files(tmp_path: Path) -> None:
    write_notice(tmp_path / "来", "正本")
    (tmp_path / "来" / "处理单.jpg").write_bytes(scan("JPEG"))
    (tmp_path / "来" / "附件.tif").write_bytes(scan("TIFF", 3))
    for folder in ("一", "二"):
        (tmp_path / "来" / folder).mkdir()
    done = run("archive", "来", "-o", "档", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (folder,) = (path for path in (tmp_path / "档").iterdir() if path.is_dir())
    kept = sorted(path.relative_to(folder).as_posix() for path in (folder / "原件").rglob("*.*"))
    assert kept == ["原件/处理单/处理单.jpg", "原件/正本.yaml", "原件/附件/附件.tif"]
    assert record(folder)["页数"] == "5"
    made = json.loads((folder / "校验.json").read_text(encoding="utf-8"))["制作"]
    assert made["件内文件"] == "正本 正本.yaml；附件 附件/附件.tif；处理单 处理单/处理单.jpg"
    assert run("archive", "verify", "档", cwd=tmp_path).returncode == 0
    (tmp_path / "来" / "底稿.jpg").write_bytes(scan("JPEG") + b" ")
    again = run("archive", "来", "-o", "档", cwd=tmp_path)
    assert again.returncode == 1
    assert "底稿.jpg：正本已经归档，这个文件没有加进去" in again.stderr


def record(folder: Path) -> dict[str, str]:
    (found,) = json.loads((folder / "元数据.json").read_text(encoding="utf-8"))
    return dict(found)


def test_two_files_of_one_name(tmp_path: Path) -> None:
    for name, text in (("甲", "一"), ("乙", "二")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "清单.csv").write_text(text, encoding="utf-8")
    write_notice(tmp_path, "防汛")
    table(tmp_path, ["文件", "附件"], ["防汛.yaml", "甲/清单.csv；乙/清单.csv"])
    assert run("archive", "--table", "著录.xlsx", "-o", "档", cwd=tmp_path).returncode == 0
    kept = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "档").glob("*/原件/附件/*")}
    assert kept == {"清单.csv": "一", "清单-2.csv": "二"}


def table(folder: Path, *rows: list[str]) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / "著录.xlsx")


class TestOnlyTheOriginal:
    @pytest.mark.parametrize(("kind", "name"), [("JPEG", "扫描.jpg"), ("PDF", "扫描.pdf")])
    def test_a_picture_is_kept_with_what_is_written_by_hand(
        self, kind: str, name: str, tmp_path: Path
    ) -> None:
        (tmp_path / name).write_bytes(scan(kind))
        refused = run("archive", name, "-o", "档", cwd=tmp_path)
        assert refused.returncode == 2
        assert "--set 题名=" in refused.stderr
        said = (
            "全宗号=1",
            "保管期限=永久",
            "题名=关于修渠的批示",
            "日期=1958-03-02",
            "责任者=青溪县人民委员会",
        )
        done = run(
            "archive", name, "-o", "档", *(word for each in said for word in ("--set", each)), cwd=tmp_path
        )
        assert done.returncode == 0, done.stderr
        assert "只存了原件" in done.stderr
        folder = tmp_path / "档" / "1-WS·1958-Y-0001"
        assert sorted(path.name for path in folder.iterdir()) == [
            "元数据.json",
            "元数据.xml",
            "原件",
            "校验.json",
        ]
        assert record(folder) | {
            "题名": "关于修渠的批示",
            "日期": "19580302",
            "页数": "1",
            "备注": "只存原件",
        } == record(folder)
        assert run("archive", "verify", "档", cwd=tmp_path).returncode == 0
        (folder / "原件" / name).write_bytes(b"x")
        assert run("archive", "verify", "档", cwd=tmp_path).returncode == 1

    def test_what_is_no_document_is_kept_only_when_asked(self, tmp_path: Path) -> None:
        (tmp_path / "诗.txt").write_text("床前明月光\n疑是地上霜\n", encoding="utf-8")
        refused = run("archive", "诗.txt", "-o", "档", cwd=tmp_path)
        assert refused.returncode == 1
        assert "诗.txt：不像公文" in refused.stderr and "--originals" in refused.stderr
        assert not list((tmp_path / "档").glob("*/"))
        assert run("archive", "诗.txt", "-o", "档", "--originals", cwd=tmp_path).returncode == 1
        assert record(tmp_path / "档" / "诗")["题名"] == "[诗]"

    def test_what_cannot_be_read_keeps_neither_the_others_nor_itself_out(self, tmp_path: Path) -> None:
        write_notice(tmp_path / "来", "防汛")
        (tmp_path / "来" / "坏.docx").write_bytes(b"PK\x03\x04")
        done = run("archive", "来", "-o", "档", cwd=tmp_path)
        assert done.returncode == 2
        assert "没有归档 来/坏.docx" in done.stderr
        assert len(list((tmp_path / "档").glob("*/原件/防汛.yaml"))) == 1
        assert run("archive", "来", "-o", "档", "--originals", cwd=tmp_path).returncode == 1
        assert (tmp_path / "档" / "坏" / "原件" / "坏.docx").read_bytes() == b"PK\x03\x04"


def test_a_letter_that_cannot_be_drawn_keeps_everything_but_the_pdf(tmp_path: Path) -> None:
    write_notice(tmp_path, "防汛")
    path = write_notice(tmp_path, "生僻")
    path.write_text(path.read_text(encoding="utf-8").replace("抓好", "抓\U000e0fff好"), encoding="utf-8")
    done = run("archive", "生僻.yaml", "防汛.yaml", "-o", "档", cwd=tmp_path)
    assert done.returncode == 1
    assert "生僻.yaml" in done.stderr and "没有做 PDF" in done.stderr
    (folder,) = (path.parents[1] for path in (tmp_path / "档").glob("*/原件/生僻.yaml"))
    assert {"公文.yaml", "公文.docx", "保真报告.html"} <= {path.name for path in folder.iterdir()}
    assert not (folder / "公文.pdf").exists()
    assert len(list((tmp_path / "档").glob("*/公文.pdf"))) == 1
    assert run("archive", "verify", "档", cwd=tmp_path).returncode == 0


@pytest.mark.skipif(find_soffice() is None, reason="no LibreOffice")
@pytest.mark.parametrize("kind", ["odt", "rtf", "doc"])
def test_files_of_other_programs(kind: str, tmp_path: Path) -> None:
    (tmp_path / "防汛.docx").write_bytes(foreign_docx(*TEXT, "云岭县人民政府", "2024年6月9日"))
    soffice = find_soffice()
    assert soffice is not None
    profile = new_profile(tmp_path / "设置", soffice)
    command = [str(soffice), profile, "--headless", "--convert-to", kind, "防汛.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    done = run("archive", f"防汛.{kind}", "-o", "档", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (folder,) = (path for path in (tmp_path / "档").iterdir() if path.is_dir())
    assert record(folder) | {"题名": TEXT[0], "日期": "20240609", "页数": "1"} == record(folder)
    assert (folder / "原件" / f"防汛.{kind}").is_file()


def test_a_page_saved_as_one_file(tmp_path: Path) -> None:
    page = "".join(f"<p>{text}</p>" for text in (*TEXT, "云岭县人民政府", "2024年6月9日"))
    whole = MIMEMultipart("related")
    whole.attach(MIMEText(f"<html><body>{page}</body></html>", "html", "utf-8"))
    (tmp_path / "防汛.mht").write_bytes(whole.as_bytes())
    assert run("archive", "防汛.mht", "-o", "档", cwd=tmp_path).returncode == 0
    (folder,) = (path for path in (tmp_path / "档").iterdir() if path.is_dir())
    assert record(folder)["题名"] == TEXT[0]


class TestTable:
    def test_each_row_is_an_item(self, tmp_path: Path) -> None:
        (tmp_path / "扫描.jpg").write_bytes(scan("JPEG"))
        (tmp_path / "底.jpg").write_bytes(scan("JPEG") + b" ")
        write_notice(tmp_path, "防汛")
        table(
            tmp_path,
            ["序号", "文件", "题名", "文号", "日期", "保管期限", "底稿", "页数"],
            ["1", "扫描.jpg", "关于修渠的批示", "", "19580302", "长期", "底.jpg", "12"],
            ["2", "防汛.yaml", "", "", "", "30年", "", ""],
        )
        done = run(
            "archive", "扫描.jpg", "--table", "著录.xlsx", "-o", "档", "--set", "全宗号=1", cwd=tmp_path
        )
        assert done.returncode == 0, done.stderr
        assert record(tmp_path / "档" / "1-WS·1958-C-0001")["页数"] == "12"
        assert record(tmp_path / "档" / "1-WS·2024-D30-0001")["题名"] == "云岭县人民政府关于防汛的通知"

    @pytest.mark.parametrize(
        ("rows", "told"),
        [
            ([["文件", "颜色"], ["甲.jpg", "红"]], "B1：不认识的列“颜色”"),
            ([["题名"], ["甲"]], "没有“文件”这一列"),
            ([["文件", "日期"], ["甲.jpg", "某日"]], "B2：日期“某日”不是日期"),
            ([["文件", "题名"], ["", "甲"]], "B2 这一行：“文件”里应当是一个文件名"),
            ([["文件", "文件名"], ["甲.jpg", "乙.jpg"]], "B1：“文件名”这一列有两个"),
        ],
    )
    def test_faults_are_told_with_their_cells(self, rows: list[list[str]], told: str, tmp_path: Path) -> None:
        table(tmp_path, *rows)
        done = run("archive", "--table", "著录.xlsx", "-o", "档", cwd=tmp_path)
        assert done.returncode == 1
        assert told in done.stderr
        assert not (tmp_path / "档").exists()

    def test_what_is_of_one_document_is_not_said_of_two(self, tmp_path: Path) -> None:
        write_notice(tmp_path, "防汛")
        write_notice(tmp_path, "防火")
        done = run("archive", "防汛.yaml", "防火.yaml", "-o", "档", "--set", "题名=甲", cwd=tmp_path)
        assert done.returncode == 2
        assert "题名是一件的，这里有2件" in done.stderr


class TestPages:
    @pytest.mark.parametrize(("kind", "sheets"), [("PDF", 4), ("TIFF", 3), ("JPEG", 1)])
    def test_of_scans(self, kind: str, sheets: int) -> None:
        assert count_pages(scan(kind, sheets), "某") == sheets

    def test_of_a_docx_by_what_it_says_of_itself(self) -> None:
        true = with_properties(foreign_docx(*TEXT), pages=9, characters=sum(map(len, TEXT)))
        assert count_pages(true, "甲.docx") == 9

    @pytest.mark.skipif(find_soffice() is None, reason="no LibreOffice")
    def test_of_a_docx_that_does_not_know(self) -> None:
        assert count_pages(with_properties(foreign_docx(*TEXT), pages=9, characters=3), "甲.docx") == 1

    def test_of_a_text(self) -> None:
        assert count_pages("甲".encode(), "甲.txt") is None


def with_properties(data: bytes, pages: int, characters: int) -> bytes:
    import io
    import re
    import zipfile

    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(target, "w") as made:
        for name in given.namelist():
            content = given.read(name)
            if name == "docProps/app.xml":
                content = re.sub(rb"<Pages>\d+", b"<Pages>%d" % pages, content)
                content = re.sub(rb"<Characters>\d+", b"<Characters>%d" % characters, content)
            made.writestr(name, content)
    return target.getvalue()
