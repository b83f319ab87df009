"""Letterheads made for the tests, documents to fill them with, and what can be seen in a docx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import oxml  # type: ignore[import-untyped]
import pytest
from lxml import etree

from gongwen.api import Composition, compose
from gongwen.document import Document
from gongwen.finding import InputError
from gongwen.flow import Numbering
from gongwen.ooxml.package.deflated import Package
from gongwen.ooxml.styles.parts import CUSTOM, core_properties, custom_properties, shared_parts
from gongwen.ooxml.styles.sections import Section, section
from gongwen.ooxml.xml import R, W, escape
from gongwen.read.styles.file import read_profile
from gongwen.write.template import Template, fill_template, read_template

PROFILE = read_profile("gbt9704-2012")
NUMBERINGS: tuple[Numbering, ...] = ("text", "word")
NAMESPACES = {"w": W, "r": R}
MAIN = "{{p 主体 }}"
EVERYTHING = ("{{p 版头 }}", MAIN, "{{p 版记 }}")

SHORT: dict[str, Any] = {
    "文种": "通知",
    "发文机关": "云岭县人民政府办公室",
    "发文字号": "云政办发〔2024〕12号",
    "标题": "关于开展安全生产检查的通知",
    "主送机关": "各乡镇人民政府",
    "正文": "一、总体要求\n要严格检查。\n二、时间安排\n（一）自查。各单位自查。\n（二）抽查\n县里抽查。\n四、其他",
    "成文日期": "2024-12-09",
}
LONG: dict[str, Any] = {
    **SHORT,
    "份号": "000123",
    "密级": "秘密",
    "保密期限": "1年",
    "紧急程度": "特急",
    "签发人": ["甲明", "乙亮"],
    "题注": "（试行）",
    "附注": "此件公开发布",
    "附件": [
        {"标题": "检查组名单", "正文": "{名单}", "名单": {"组长": ["丙光 县长"], "成员": ["丁小远 局长"]}}
    ],
    "印发件": {"标题": "检查办法", "正文": "第一条　检查。\n| 项目 | 时间 |\n| --- | --- |\n| 自查 | 1月 |"},
    "抄送机关": "县委办公室",
    "印发机关": "云岭县人民政府办公室",
    "印发日期": "2024-12-10",
}
DRAFT: dict[str, Any] = {
    "文种": "方案",
    "标题": "检查方案",
    "题注": "（征求意见稿）",
    "正文": "一、要求\n严格检查。",
}
DOCUMENTS = {"short": SHORT, "long": LONG, "draft": DRAFT}


def laid_out(
    content: dict[str, Any], numbering: Numbering = "text", style: str = PROFILE.name
) -> Composition:
    return compose(Document.model_validate(content), style, numbering)


def par(content: str) -> str:
    """One paragraph of a letterhead: its text, or XML when it begins like that."""
    return content if content.startswith("<w:") else f"<w:p><w:r><w:t>{escape(content)}</w:t></w:r></w:p>"


def letterhead_parts(*paragraphs: str, end: str = section(PROFILE, Section(opens=True))) -> dict[str, bytes]:
    body = "".join(map(par, paragraphs)) + end
    xml = f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>'
    flow = laid_out(SHORT).flow
    own = {
        "word/document.xml": xml.encode(),
        "docProps/core.xml": core_properties(flow).encode(),
        CUSTOM: custom_properties(flow.facts).encode(),
    }
    return shared_parts(PROFILE, "text") | own


def packed(parts: dict[str, bytes]) -> bytes:
    return Package(parts).complete({})


def saved(data: bytes, folder: Path, name: str = "本单位.docx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def body(data: bytes) -> str:
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    return xml.partition("<w:body>")[2]


def lines(root: etree._Element) -> list[str]:
    """The paragraphs of a part with text in them."""
    found = ("".join(p.xpath(".//w:t/text()", namespaces=NAMESPACES)) for p in root.iter(f"{{{W}}}p"))
    return [line for line in found if line]


def values(root: etree._Element, path: str) -> list[str]:
    return [str(value) for value in root.xpath(path, namespaces=NAMESPACES)]


def add_header(parts: dict[str, bytes], content: str) -> None:
    parts["word/header1.xml"] = f'<w:hdr xmlns:w="{W}">{content}</w:hdr>'.encode()
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="rIdH" Type="{R}/header" Target="header1.xml"/></Relationships>'.encode(),
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/word/header1.xml" ContentType="{kind}"/></Types>'.encode()
    )


def with_list(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Return ``parts`` with a bulleted list number 1."""
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl>'
    shape = (
        f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>{level}</w:abstractNum>'
    )
    number = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    lists = shared_parts(PROFILE, "word")
    own = f'<w:numbering xmlns:w="{W}">{shape}{number}</w:numbering>'.encode()
    listing = {name: lists[name] for name in ("[Content_Types].xml", "word/_rels/document.xml.rels")}
    return parts | listing | {"word/numbering.xml": own}


def as_word_saves_it() -> dict[str, bytes]:
    """A letterhead after Chinese Word: other identifiers, its own defaults, a style that refers to ours."""
    styles = f"""<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi"
        w:eastAsiaTheme="minorEastAsia"/></w:rPr></w:rPrDefault></w:docDefaults><w:latentStyles/>
        <w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
        <w:style w:type="character" w:default="1" w:styleId="a0"><w:name w:val="Default Paragraph Font"/></w:style>
        <w:style w:type="table" w:default="1" w:styleId="a1"><w:name w:val="Normal Table"/></w:style>
        <w:style w:type="paragraph" w:customStyle="1" w:styleId="a3"><w:name w:val="公文标题"/><w:basedOn w:val="a"/>
        <w:link w:val="a4"/><w:rPr><w:sz w:val="20"/></w:rPr></w:style>
        <w:style w:type="character" w:customStyle="1" w:styleId="a4"><w:name w:val="公文标题 字符"/><w:link w:val="a3"/>
        <w:rPr><w:rFonts w:eastAsiaTheme="majorEastAsia"/></w:rPr></w:style>
        <w:style w:type="paragraph" w:customStyle="1" w:styleId="a5"><w:name w:val="红头"/><w:basedOn w:val="a3"/></w:style>
        <w:style w:type="paragraph" w:styleId="a6"><w:name w:val="大字"/><w:basedOn w:val="a"/><w:rPr><w:sz w:val="90"/></w:rPr></w:style>
        </w:styles>"""
    fixed = [
        f'<w:p><w:pPr><w:pStyle w:val="{key}"/></w:pPr><w:r><w:t>{key}</w:t></w:r></w:p>'
        for key in ("a", "a3", "a5", "a6")
    ]
    return letterhead_parts(*fixed, *EVERYTHING) | {"word/styles.xml": styles.encode()}


def letterhead(folder: Path, *paragraphs: str, **changed: bytes) -> Template:
    return read_template(saved(packed(letterhead_parts(*paragraphs) | changed), folder))


def fill(template: Template, made: Composition) -> bytes:
    """Fill ``template`` and assure that the schema has nothing against the result."""
    filled = fill_template(template, made.flow, made.document, made.profile)
    assert oxml.Document.from_bytes(filled).validate()["issues"] == []
    return filled


def faults(path: Path) -> str:
    with pytest.raises(InputError) as error:
        read_template(path)
    return "\n".join(error.value.problems)


def refused(template: Template, made: Composition) -> list[str]:
    with pytest.raises(InputError) as error:
        fill_template(template, made.flow, made.document, made.profile)
    assert all(problem.startswith(f"{template.name}：") for problem in error.value.problems)
    return [problem.removeprefix(f"{template.name}：") for problem in error.value.problems]


def zipped(entries: Iterable[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return buffer.getvalue()
