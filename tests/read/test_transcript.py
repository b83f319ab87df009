"""Files of every kind are read as the lines that they show, and what cannot be read says why."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from functools import cache
from pathlib import Path

import docx
import pypdfium2 as pdfium
import pytest
import typst
from PIL import Image, ImageDraw

from gongwen import api
from gongwen.finding import UsageError
from gongwen.read.libre_office import ConversionError, as_docx, find_soffice, new_profile
from gongwen.read.pdf.lines import read_pdf
from gongwen.read.transcript import read_transcript, transcript_of
from gongwen.transcript import Line, Transcript
from gongwen.zh.compatible import unify
from tests.calls import calls_of
from tests.golden import refused_as_kept
from tests.measuring.render import docx_to_pdf, requires_soffice
from tests.paths import TESTS, read_cases, sample_file

REFUSED = Path(__file__).with_name("refused_files.txt")
PAGES = read_cases("read/pages/pages.yaml")
WEB = TESTS / "read/pages"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
PLAIN = (
    "长篇实施方案",
    "三年行动计划",
    "印发管理办法",
    "请示",
    "信函",
    "纪要",
    "命令",
    "联合请示",
    "墨迹撑满版心",
)
"""Samples without tables and without a mark of several lines: those have another order on the page."""
_PAGE_NUMBER = re.compile(r"[—-]\s*\d+\s*[—-]|\d")


def squeeze(text: str) -> str:
    return "".join(text.split())


def zipped(**parts: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return target.getvalue()


def ole(stream: str) -> bytes:
    return OLE + bytes(1000) + stream.encode("utf-16-le") + bytes(1000)


def picture(kind: str) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (40, 40)).save(target, kind)
    return target.getvalue()


def scan() -> bytes:
    page = Image.new("L", (600, 800), 255)
    ImageDraw.Draw(page).text((100, 100), "scan", fill=0)
    target = io.BytesIO()
    page.save(target, "PDF")
    return target.getvalue()


@cache
def composed(sample: str) -> api.Composition:
    return api.compose_source(api.load(sample_file(sample)))


@cache
def own_pdf(sample: str) -> bytes:
    return api.render(composed(sample), "pdf").files[0]


def plain(sample: str) -> str:
    """The text of a sample as gongwen itself writes it, without white space and the 份号."""
    return squeeze(api.render(composed(sample), "txt").files[0].decode().replace("\ufeff", ""))


def body_of(transcript: Transcript) -> str:
    lines = [line.text.strip() for line in transcript.lines]
    return squeeze("".join(line for line in lines if not _PAGE_NUMBER.fullmatch(line)))


# text


def test_text_is_read_line_by_line_with_its_places() -> None:
    read = transcript_of("通知\r\n\r\n　　一、要求\r\n\f第二页\n".encode("gbk"), "稿.txt")
    assert [line.text for line in read.lines] == ["通知", "", "　　一、要求", "第二页"]
    assert [line.opens_page for line in read.lines] == [False, False, False, True]
    assert str(read.lines[2].at) == "稿.txt 第3行第1列"
    assert not read.has_paragraphs


def test_markdown_is_text_even_where_it_begins_with_an_element() -> None:
    text = '<div align="center">\n\n# 通知\n\n</div>\n\n第一段。\n\n第二段。\n\n第三段。\n'
    assert "# 通知" in [line.text for line in transcript_of(text.encode(), "稿.md").lines]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b" \r\n\r\n", id="blank"),
        pytest.param("　\n　".encode(), id="blank in Chinese"),
        pytest.param(picture("PNG"), id="png"),
        pytest.param(picture("JPEG"), id="jpeg"),
        pytest.param(picture("BMP"), id="bmp"),
        pytest.param(picture("TIFF"), id="tiff"),
        pytest.param(picture("WEBP"), id="webp"),
        pytest.param(zipped(xl__workbook_xml="<a/>"), id="xlsx"),
        pytest.param(zipped(ppt__presentation_xml="<a/>"), id="pptx"),
        pytest.param(zipped(OFD_xml="<a/>"), id="ofd"),
        pytest.param(zipped(content_xml="<a/>"), id="odt"),
        pytest.param(zipped(稿="通知"), id="zip"),
        pytest.param(zipped(word__document_xml="<a/>" * 99)[:-30], id="truncated zip"),
        pytest.param(ole("EncryptedPackage"), id="encrypted docx"),
        pytest.param(ole("Workbook"), id="xls"),
        pytest.param(ole("PowerPoint Document"), id="ppt"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\n1 0 obj", id="truncated pdf"),
        pytest.param(scan(), id="scanned pdf"),
        pytest.param(b"<?xml version='1.0'?><w:wordDocument xmlns:w='x'/>", id="word xml"),
        pytest.param(b"MIME-Version: 1.0\r\nContent-Type: multipart/related", id="mht without a page"),
        pytest.param(b"<html><body><img src='1.jpg'></body></html>", id="page of a picture"),
        pytest.param(bytes(range(256)) * 4, id="bytes"),
    ],
)
def test_what_cannot_be_read_says_what_and_where_and_what_to_do(
    data: bytes, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with refused_as_kept(REFUSED, request.node.callspec.id, tmp_path, request):
        transcript_of(data, "某文件")


def test_a_file_is_opened_by_content_and_refused_by_size(tmp_path: Path) -> None:
    (tmp_path / "网页.txt").write_bytes((WEB / "trs.html").read_bytes())
    assert read_transcript(tmp_path / "网页.txt").has_paragraphs
    with (tmp_path / "大.txt").open("wb") as file:
        file.truncate(50 * 2**20 + 1)
    with pytest.raises(UsageError, match="超过 50 MB"):
        read_transcript(tmp_path / "大.txt")
    with pytest.raises(UsageError, match="找不到"):
        read_transcript(tmp_path / "无.txt")


# web pages


def shape(line: Line) -> str:
    mark = "R" if line.is_row else "C" if line.is_centred else "."
    return f"{mark} {line.text}".replace("\t", "⇥")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_pages_show_their_text_and_nothing_around_it(page: str, encoding: str) -> None:
    text = (WEB / page).read_text("utf-8")
    text = re.sub(r"charset=(\"?)[\w-]+", rf"charset=\g<1>{encoding}", text)
    read = transcript_of(text.encode(encoding), page)
    assert [shape(line) for line in read.lines] == PAGES[page]


def test_a_page_that_names_a_wrong_encoding_is_read_all_the_same() -> None:
    page = '<html><head><meta charset="utf-8"></head><body><p>青岭县</p></body></html>'.encode("gbk")
    assert [line.text for line in transcript_of(page, "页.html").lines] == ["青岭县"]


def test_entities_of_a_page_are_not_expanded_from_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("机密")
    page = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body><p>通知 &x;</p></body></html>'
    )
    assert "机密" not in transcript_of(page.encode(), "页.html").text


def test_a_page_goes_on_behind_an_end_in_its_middle():
    """Pages that are put together of several have the ends of each."""
    page = "<html><body><p>首页</p></body></html><div><p>通知</p></div></body></html>"
    assert [line.text for line in transcript_of(page.encode(), "页.html").lines] == ["首页", "通知"]


def test_a_deep_page_is_read() -> None:
    page = "<html><body>" + "<div>" * 1500 + "通知" + "</div>" * 1500
    assert "通知" in transcript_of(page.encode(), "页.html").text


# PDF


@pytest.mark.parametrize("sample", PLAIN)
def test_a_pdf_by_gongwen_gives_its_text_back(sample: str) -> None:
    assert body_of(read_pdf(own_pdf(sample), "件.pdf")) == plain(sample)


@requires_soffice
def test_a_pdf_by_libreoffice_gives_its_text_back(tmp_path: Path) -> None:
    files = [tmp_path / f"{sample}.docx" for sample in PLAIN]
    for sample, file in zip(PLAIN, files, strict=True):
        file.write_bytes(api.render(composed(sample), "docx").files[0])
    for sample, pdf in zip(PLAIN, docx_to_pdf(files, tmp_path / "pdf"), strict=True):
        assert body_of(read_transcript(pdf)) == plain(sample), sample


def test_lines_of_a_pdf_know_page_middle_and_paragraph() -> None:
    read = read_pdf(own_pdf("长篇实施方案"), "件.pdf")
    assert [line.at.page for line in read.lines if line.opens_page] == list(
        range(1, read.lines[-1].at.page + 1)
    )
    centred = [line.text for line in read.lines if line.is_centred]
    assert "关于印发临渚市城镇老旧小区" in centred
    assert "临渚市城镇老旧小区改造提升实施方案" in centred
    started = [line.text for line in read.lines if line.text.startswith("　　")]
    paragraphs = composed("长篇实施方案").document.enclosed
    assert paragraphs is not None
    for paragraph in paragraphs.body:
        assert any(paragraph.startswith(line.strip()[:12]) for line in started), paragraph[:20]
    goes_on = [line.text for line in read.lines if line.text.startswith("　　—")]
    assert not goes_on


def test_columns_of_a_roster_stay_apart() -> None:
    pdf = api.render(api.compose_source(api.load(sample_file("调整领导小组"))), "pdf").files[0]
    rows = [line.text.strip() for line in read_pdf(pdf, "件.pdf").lines if "长：" in line.text]
    assert rows
    assert all(row.count("\t") in (1, 2) for row in rows), rows


def test_a_page_on_its_side_is_read_upright() -> None:
    with pdfium.PdfDocument(own_pdf("请示")) as document:
        for page in document:
            page.set_rotation(90)
        target = io.BytesIO()
        document.save(target)
    straight, turned = read_pdf(own_pdf("请示"), "件.pdf"), read_pdf(target.getvalue(), "件.pdf")
    assert turned.text == straight.text


@pytest.mark.parametrize("degrees", [90, -90, 180])
def test_text_drawn_on_its_side_is_read_upright(degrees: int) -> None:
    page = f'#set text(font: "Noto Serif CJK SC")\n#place(center + horizon, rotate({degrees}deg)[第一行abc\\ 第二行def])'
    assert read_pdf(typst.compile(page.encode(), format="pdf"), "件.pdf").text.split() == [
        "第一行abc",
        "第二行def",
    ]


def test_the_number_of_a_turned_page_is_no_part_of_its_text() -> None:
    pdf = api.render(api.compose_source(api.load(sample_file("横排附件"))), "pdf").files[0]
    lines = [line.text.strip() for line in read_pdf(pdf, "件.pdf").lines]
    assert "— 3 —" in lines
    assert all("—" not in line or line.count("—") == 2 for line in lines)


def test_pages_without_text_are_named() -> None:
    with pdfium.PdfDocument(own_pdf("请示")) as document:
        document.new_page(595, 842, 1)
        target = io.BytesIO()
        document.save(target)
    assert read_pdf(target.getvalue(), "件.pdf").facts == {"无文字的页": "2"}


def test_a_character_of_a_pdf_is_looked_at_a_few_times() -> None:
    data = own_pdf("长篇实施方案")
    characters = sum(len(line.text) for line in read_pdf(data, "件.pdf").lines)
    assert calls_of(lambda: read_pdf(data, "件.pdf")) < 50 * characters


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("⼀、⼯作", "一、工作"),
        ("⻓⻛⻢⻋", "长风马车"),
        ("豈", "豈"),
        ("１Ａ，（①", "１Ａ，（①"),
        ("﨎", "﨎"),
    ],
)
def test_look_alikes_become_the_characters_that_are_meant(found: str, meant: str) -> None:
    assert unify(found) == meant


@requires_soffice
def test_a_pdf_with_a_password_says_so(tmp_path: Path) -> None:
    file = tmp_path / "请示.docx"
    file.write_bytes(api.render(composed("请示"), "docx").files[0])
    values = {"EncryptFile": ("boolean", "true"), "DocumentOpenPassword": ("string", "x")}
    options = ",".join(
        f'"{key}":{{"type":"{kind}","value":"{value}"}}' for key, (kind, value) in values.items()
    )
    convert(file, f"pdf:writer_pdf_Export:{{{options}}}")
    with pytest.raises(UsageError, match="打开密码，请先取消密码"):
        read_transcript(file.with_suffix(".pdf"))


# doc


def convert(file: Path, target: str) -> None:
    """Write ``file`` in another format beside it."""
    soffice = find_soffice()
    assert soffice
    profile = new_profile(file.parent / "profile", soffice)
    build = file.parent / "profile/user/extensions/buildid"
    given = build.read_text(encoding="utf-8")
    command = [str(soffice), profile, "--headless", "--convert-to", target]
    subprocess.run(
        [*command, "--outdir", str(file.parent), str(file)], check=True, capture_output=True, timeout=120
    )
    assert not (file.parent / "profile/user/GraphicsRenderTests.log").exists(), "it tried out how it draws"
    assert given in ("", build.read_text(encoding="utf-8")), "it began again, with a profile of its own build"


def paragraphs_in(data: bytes) -> list[str]:
    """All paragraphs of a docx, sorted: LibreOffice puts the 版记 into a text box, behind another paragraph."""
    body = docx.Document(io.BytesIO(data)).element
    found = body.xpath(".//w:p[not(ancestor::*[local-name()='Fallback'])]")
    texts = ["".join(text.text or "" for text in each.xpath("./w:r/w:t")) for each in found]
    return sorted(text for text in texts if text)


@requires_soffice
def test_an_old_doc_becomes_a_docx_of_the_same_text(tmp_path: Path) -> None:
    file = tmp_path / "请示.docx"
    file.write_bytes(api.render(composed("请示"), "docx").files[0])
    soffice = find_soffice()
    assert soffice
    convert(file, "doc:MS Word 97")
    data = file.with_suffix(".doc").read_bytes()
    assert data.startswith(OLE)
    assert paragraphs_in(as_docx(data, soffice)) == paragraphs_in(file.read_bytes())
    with pytest.raises(ConversionError, match="秒内"):
        as_docx(data, soffice, seconds=0.01)


def test_without_libreoffice_a_doc_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("gongwen.read.libre_office._FOLDERS", ())
    assert shutil.which("soffice") is None
    with pytest.raises(UsageError, match=r"没有安装 LibreOffice，请用 Word 或 WPS 打开，另存为 docx"):
        transcript_of(ole("WordDocument"), "旧件.doc")


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_page_saved_as_one_file(charset: str) -> None:
    from email.mime.image import MIMEImage
    from email.mime.multipart import MIMEMultipart
    from email.mime.text import MIMEText

    whole = MIMEMultipart("related")
    whole.attach(MIMEImage(picture("PNG")))
    whole.attach(
        MIMEText("<html><body><p>关于防汛的通知</p><p>请抓好落实。</p></body></html>", "html", charset)
    )
    lines = transcript_of(b"From: <Saved by a browser>\r\n" + whole.as_bytes(), "甲.mht").lines
    assert [line.text for line in lines if line.text] == ["关于防汛的通知", "请抓好落实。"]


def test_a_mail_of_endless_parts() -> None:
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000)
    )
    with pytest.raises(UsageError, match="没有找到网页"):
        transcript_of(b"MIME-Version: 1.0\r\n" + nested, "甲.mht")
