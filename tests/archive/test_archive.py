"""Documents kept for good, as files on a disk."""

import datetime
import io
import json
import shutil
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pikepdf
import pytest

from gongwen import api
from gongwen.api.archive import write_catalogue_file
from gongwen.archive.catalogue import Entry, write_catalogue
from gongwen.archive.metadata import TERMS, describe, write_json, write_xml
from gongwen.archive.package import CATALOGUE, folder_name, write_package
from gongwen.archive.pdfa import pdfa_problems
from gongwen.archive.stamp import ArchiveStamp, stamp_flow, stamp_pages
from gongwen.finding import UsageError
from gongwen.make.pages.place import place_pages
from gongwen.write.docx import write_docx
from gongwen.write.pdf import write_pdf
from gongwen.write.text import write_text
from tests.archive.making import scan
from tests.command import run
from tests.golden import hold, looks_of
from tests.measuring.ink import Box, read_pdf
from tests.measuring.render import docx_to_pdf
from tests.paths import NOTICES, SAMPLES, sample_file

OWN = {"全宗号": "0058", "保管期限": "30年", "件号": "7", "机构或问题": "BGS"}
SHORT = [
    path
    for path in SAMPLES
    if path.stem in ("短函", "一九九九年版通知", "命令", "联合通知", "印发方案无署名")
]
TEXTS = [path.with_suffix(".txt") for path in NOTICES]


@pytest.fixture(scope="module")
def archived(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("档案")
    for place, path in enumerate([*SHORT, *TEXTS], 1):
        kept = api.keep(path, {**OWN, "件号": str(place)}, is_stamped=True)
        assert kept.problems == ()
        assert kept.fidelity.lost == ()
        write_package(kept.package, folder)
    write_catalogue_file(folder)
    return folder


def test_a_folder_has_everything(archived):
    folder = archived / "0058-WS·2005-D30-BGS-0001"
    assert sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    ) == sorted(
        [
            "公文.docx",
            "公文.pdf",
            "公文.yaml",
            "保真报告.html",
            "元数据.json",
            "元数据.xml",
            "原件/一九九九年版通知.yaml",
            "校验.json",
        ]
    )
    original = next(path for path in SHORT if path.stem == "一九九九年版通知")
    assert (folder / "原件" / original.name).read_bytes() == original.read_bytes()
    report = (folder / "保真报告.html").read_text(encoding="utf-8")
    assert "复制件" in report
    assert "<script" not in report
    assert "http" not in report


def test_what_is_kept_verifies(archived):
    assert [problems for _, problems in api.verify(archived)] == [[] for _ in [*SHORT, *TEXTS]]


@pytest.fixture(scope="module")
def one(tmp_path_factory) -> Path:
    """An archive of one document."""
    folder = tmp_path_factory.mktemp("一件")
    write_package(api.keep(SHORT[0], OWN).package, folder)
    write_catalogue_file(folder)
    return folder


HARMS = {
    "改了的": lambda item: (item / "公文.yaml").write_text("文种: 通知\n标题: 甲\n正文: 乙\n", encoding="utf-8"),
    "少了的": lambda item: (item / "公文.pdf").unlink(),
    "多了的": lambda item: (item / "新.txt").write_text("甲", encoding="utf-8"),
    "校验读不出": lambda item: (item / "校验.json").write_text("{", encoding="utf-8"),
    "校验改了": lambda item: (item / "校验.json").write_text("{}", encoding="utf-8"),
    "校验不见": lambda item: (item / "校验.json").unlink(),
    "文件夹不见": lambda item: item.rename(item.parent.parent / "别处"),
    "文件夹改名": lambda item: item.rename(item.parent / "另一件"),
    "目录读不出": lambda item: (item.parent / CATALOGUE).write_text("{", encoding="utf-8"),
    "目录不见": lambda item: (item.parent / CATALOGUE).unlink(),
    "文稿坏了": lambda item: (item / "公文.yaml").write_text("文种", encoding="utf-8"),
    "docx坏了": lambda item: (item / "公文.docx").write_bytes(b"PK"),
    "pdf换了": lambda item: (item / "公文.pdf").write_bytes(scan("PDF")),
    "pdf坏了": lambda item: (item / "公文.pdf").write_bytes(b"%PDF-1.7"),
    "什么都没有": lambda item: [shutil.rmtree(item), (item.parent / CATALOGUE).unlink()],
}  # fmt: skip


@pytest.mark.parametrize("harm", HARMS)
def test_harm_is_told(tmp_path, one, harm, request):
    folder = tmp_path / "档案"
    shutil.copytree(one, folder)
    HARMS[harm](next(each for each in folder.iterdir() if each.is_dir()))
    try:
        told = "\n".join(f"  {problem}" for _, problems in api.verify(folder) for problem in problems)
    except UsageError as error:
        told = f"  {error}"
    hold(Path(__file__).with_name("told.txt"), f"核验 {harm}", told.replace(f"{tmp_path}/", ""), request)


def read_xml(text):
    return [
        {each.tag.rpartition("}")[2]: each.text or "" for each in item}
        for item in ElementTree.fromstring(text)
    ]


def test_metadata_come_back(archived):
    document = api.load(SHORT[0]).document
    record = describe(document, OWN)
    assert read_xml(write_xml([record])) == [dict(record)]
    assert json.loads(write_json([record])) == [dict(record)]
    assert [term.clause for term in TERMS[:18]] == [f"4.{number}" for number in range(1, 19)]


def test_metadata_stand_in_the_files(archived):
    folder = archived / "0058-WS·2005-D30-BGS-0001"
    known = read_xml((folder / "元数据.xml").read_text(encoding="utf-8"))[0]
    facts = api.read_bytes((folder / "公文.docx").read_bytes(), "甲.docx").transcript.facts
    for name in ("文种", "发文字号", "标题", "主送机关", "成文日期"):
        assert facts[name] == known[name]
    with pikepdf.open(folder / "公文.pdf") as pdf:
        meta = pdf.open_metadata()
        assert meta["dc:title"] == known["标题"]
        assert known["发文字号"] in str(meta.get("pdf:Keywords", "")) + str(meta.get("dc:subject", ""))


def test_the_dates_in_a_pdf_are_those_of_the_making(archived):
    """Those of a document that was not archived stay the document's, so that the same input gives the same bytes."""
    now = datetime.datetime.now(datetime.UTC)
    with pikepdf.open(archived / "0058-WS·2005-D30-BGS-0001" / "公文.pdf") as pdf:
        made = datetime.datetime.fromisoformat(pdf.open_metadata()["xmp:CreateDate"])
        assert now - datetime.timedelta(hours=1) < made <= now
        assert "成文日期：2005年" in str(pdf.open_metadata()["pdf:Keywords"])
    composition = api.compose_source(
        api.load(next(path for path in SHORT if path.stem == "一九九九年版通知"))
    )
    (plain,) = api.render(composition, "pdf").files
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        assert pdf.open_metadata()["xmp:CreateDate"].startswith("2005-")


STAMPED = ("短函", "联合通知", "一九九九年版通知")
STAMP = ArchiveStamp({"全宗号": "0058", "年度": "2024", "件号": "7", "保管期限": "永久", "页数": "3"})


@pytest.fixture(scope="module")
def stamped(tmp_path_factory) -> dict[str, tuple[bytes, bytes]]:
    """The stamped pages of each of STAMPED: our own PDF, and LibreOffice's of the docx."""
    folder, own = tmp_path_factory.mktemp("章"), []
    for name in STAMPED:
        composition = api.compose_source(api.load(sample_file(name)))
        flow, profile = composition.flow, composition.profile
        own.append(write_pdf(stamp_pages(place_pages(flow, profile), STAMP), profile.faces))
        (folder / f"{name}.docx").write_bytes(write_docx(stamp_flow(flow, STAMP, profile), profile))
    office = docx_to_pdf([folder / f"{name}.docx" for name in STAMPED], folder)
    return {name: (pdf, path.read_bytes()) for name, pdf, path in zip(STAMPED, own, office, strict=True)}


@pytest.mark.parametrize("name", STAMPED)
def test_the_stamp_has_its_size_and_place(stamped, name):
    """Six cells, 45 by 16 mm, in red, in the middle of the top of page one, above the text (DA/T 22)."""
    for pdf in stamped[name]:
        box = read_pdf(pdf)[0].box(Box(bottom=28.5), "red")
        assert abs(box.width - 45) < 0.5
        assert abs(box.height - 16) < 0.5
        assert abs(box.centre - 105) < 0.5


def test_the_check_of_the_pdf_finds_what_is_wrong(tmp_path):
    composition = api.compose_source(api.load(SHORT[0]))
    text = write_text(composition.flow)
    pages, faces = place_pages(composition.flow, composition.profile), composition.profile.faces
    assert pdfa_problems(write_pdf(pages, faces, archival=True), text) == []
    plain = pdfa_problems(write_pdf(pages, faces), text)
    assert any("PDF/A-2b" in problem for problem in plain)
    assert any("输出意图" in problem for problem in plain)
    assert (
        "与公文不一致" in pdfa_problems(write_pdf(pages, faces, archival=True), text.replace("的", "底"))[0]
    )
    with pikepdf.open(_written(tmp_path, write_pdf(pages, faces, archival=True))) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(
            S=pikepdf.Name("/JavaScript"), JS=pikepdf.String("app.alert(1)")
        )
        pdf.save(tmp_path / "脚本.pdf")
        pdf.save(tmp_path / "密码.pdf", encryption=pikepdf.Encryption(user="1", owner="2"))
    assert any("脚本" in problem for problem in pdfa_problems((tmp_path / "脚本.pdf").read_bytes(), text))
    assert pdfa_problems((tmp_path / "密码.pdf").read_bytes(), text) == ["PDF 设了密码，归档文件不能加密"]
    assert pdfa_problems(b"%PDF-1.7 nothing", text) == ["PDF 已损坏，不能打开"]
    archival = write_pdf(pages, faces, archival=True)
    headless = archival.replace(b"%PDF-", b"%XXX-", 1)
    assert pdfa_problems(headless, text) == ["PDF 已损坏，不能打开"]


def test_a_font_that_is_not_in_the_pdf_is_named(tmp_path):
    composition = api.compose_source(api.load(SHORT[0]))
    pages = place_pages(composition.flow, composition.profile)
    with pikepdf.open(_written(tmp_path, write_pdf(pages, composition.profile.faces, archival=True))) as pdf:
        fonts = [
            each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/FontDescriptor" in each
        ]
        name = str(fonts[0].FontDescriptor.FontName)
        for key in ("/FontFile", "/FontFile2", "/FontFile3"):
            if key in fonts[0].FontDescriptor:
                del fonts[0].FontDescriptor[key]
        pdf.save(tmp_path / "字体.pdf")
    problems = pdfa_problems((tmp_path / "字体.pdf").read_bytes(), write_text(composition.flow))
    assert [each for each in problems if "没有嵌入" in each] == [f"字体 {name} 没有嵌入"]


def _written(folder: Path, data: bytes) -> Path:
    path = folder / "甲.pdf"
    path.write_bytes(data)
    return path


def test_the_catalogue_is_text(tmp_path, request):
    record = {**describe(api.load(SHORT[0]).document, OWN), "题名": "=1+1"}
    path = tmp_path / "目录.xlsx"
    path.write_bytes(write_catalogue([Entry(record)]))
    sheet = openpyxl.load_workbook(path).active
    hold(Path(__file__).with_name("told.txt"), "目录的样子", "\n".join(looks_of(sheet)), request)
    assert [cell.value for cell in sheet[2]] == [
        "序号",
        "档号",
        "文号",
        "责任者",
        "题名",
        "日期",
        "密级",
        "页数",
        "备注",
    ]
    assert sheet["E3"].value == "=1+1"
    assert sheet["E3"].data_type == "s"
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$2")


@pytest.mark.parametrize(
    ("name", "folder"),
    [("云政办发〔2024〕36号", "云政办发〔2024〕36号"), ('a/b\\c:d*e?"f<g>|h', "a_b_c_d_e_f_g_h"), ("con", "_con"), (" . ", "公文"), ("甲" * 90, "甲" * 60)],
)  # fmt: skip
def test_folders_have_names_for_any_system(name, folder):
    assert folder_name(name) == folder


def test_the_command(tmp_path):
    for name in ("短函", "命令"):
        (tmp_path / f"{name}.yaml").write_bytes(next(p for p in SAMPLES if p.stem == name).read_bytes())
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04")
    first = run(
        "archive",
        "坏.docx",
        "短函.yaml",
        "命令.yaml",
        "-o",
        "档案",
        "--set",
        "全宗号=1",
        "--set",
        "保管期限=永久",
        cwd=tmp_path,
    )
    assert first.returncode == 2
    assert "没有归档 坏.docx" in first.stderr
    names = sorted(path.name for path in (tmp_path / "档案").iterdir())
    assert names[0] == "1-WS·2024-Y-0001"
    assert names[-1] == "归档文件目录.xlsx"
    assert len(names) == 3
    again = run("archive", "短函.yaml", "命令.yaml", "-o", "档案", cwd=tmp_path)
    assert again.returncode == 0
    assert again.stderr.count("已经归档") == 2
    assert len(list((tmp_path / "档案").iterdir())) == 3
    assert run("archive", "verify", "档案", cwd=tmp_path).stdout == "核对了2件，全部无误\n"
    next((tmp_path / "档案").glob("1-*/公文.docx")).write_bytes(b"x")
    broken = run("archive", "verify", "档案", cwd=tmp_path)
    assert broken.returncode == 1
    assert "内容与归档时不一致" in broken.stderr
    assert run("archive", "verify", "没有", cwd=tmp_path).returncode == 2
    assert (
        "请写成“名称=值”" in run("archive", "短函.yaml", "-o", "档案", "--set", "甲=1", cwd=tmp_path).stderr
    )


def test_a_document_without_a_date_is_kept(tmp_path):
    path = tmp_path / "甲.txt"
    path.write_text("云岭县防汛工作方案\n\n　　为做好防汛工作，制定本方案。\n", encoding="utf-8")
    kept = api.keep(path, {})
    assert kept.problems == ()
    assert replace(kept.package, files={}).name == "云岭县防汛工作方案"
