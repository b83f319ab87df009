"""Two right documents, one with styles and one without, and the docx with a fault of looks.yaml in it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml
from lxml import etree

from gongwen import api
from gongwen.ooxml.child_order import in_order, put
from gongwen.ooxml.edit.edits import (
    LookEdit,
    TextEdit,
    change_paragraph_look,
    change_run_look,
    replace_text,
)
from gongwen.ooxml.package.docx import parse_part, unpack
from gongwen.ooxml.seen.paragraphs import WITH_PARS, read_sources
from gongwen.ooxml.xml import PIC, WP, A, R
from gongwen.profile import Profile
from gongwen.read.docx_lines import read_docx
from gongwen.recognise.main import recognise
from gongwen.recognise.paragraph_roles import find_elements
from tests.making.docx_by_hand import W
from tests.making.office_documents import PLAIN, TEXT, build
from tests.paths import read_cases

CASES = read_cases("rules/page/looks.yaml")
NAME = "公文.docx"
_W = f"{{{W}}}"


@cache
def own() -> bytes:
    """The same document, laid out here."""
    body = [line for role, line in TEXT[1:12] if role != "空"]
    tree = {
        "文种": "通知", "发文机关": ["云岭县人民政府"], "发文字号": "云岭政发〔2024〕8号",
        "标题": "云岭县人民政府关于做好防汛抗旱工作的通知", "主送机关": "各乡镇人民政府，县政府各部门",
        "正文": body, "附件": [{"标题": "云岭县防汛抗旱工作责任清单", "正文": [TEXT[-1][1]]}], "成文日期": "2024-05-06",
        "附注": "此件公开发布", "抄送机关": "县委办公室，县人大常委会办公室", "印发机关": "云岭县人民政府办公室",
        "印发日期": "2024-05-06",
    }  # fmt: skip
    source = api.parse(yaml.safe_dump(tree, allow_unicode=True), "公文.yaml")
    return api.render(api.compose_source(source), "docx").files[0]


DATA = {"自己的": own, "直接的": cache(lambda: build(PLAIN))}


def planted(data: bytes, case: Mapping[str, Any], profile: Profile) -> bytes:
    """Return the docx with the fault of ``case``."""
    if "角色" in case:
        data = (by_style if "由样式" in case else in_text)(data, case, profile)
    parts = dict(unpack(data))
    if "节" in case:
        parts["word/document.xml"] = in_sections(parts["word/document.xml"], case["节"])
    if "大字" in case:
        styles = (
            parts["word/styles.xml"]
            .decode()
            .replace('<w:sz w:val="21"/>', f'<w:sz w:val="{2 * case["大字"]}"/>')
        )
        parts["word/styles.xml"] = styles.encode()
    if "换" in case:
        name, pattern, wanted = case["换"]
        changed = re.sub(pattern, wanted, parts[name].decode(), count=case.get("几处", 0))
        assert changed != parts[name].decode(), case["名称"]
        parts[name] = changed.encode()
    if "表" in case:
        parts = with_table(parts, case["表"])
    if "印章" in case:
        parts = with_seal(parts, case["印章"], case.get("画成", ""), (case.get("印章左"), case.get("印章落")))
    if "页眉" in case:
        parts = with_header(parts, case["页眉"])
    for name in ("footer1", "footer2") if "页码" in case else ():
        if case["页码"].get("份", name) == name:
            parts[f"word/{name}.xml"] = in_footer(parts[f"word/{name}.xml"], case["页码"])
    return packed_again(parts)


def packed_again(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


@cache
def places_of(role: str, data: bytes, profile: Profile) -> list[int]:
    """The paragraphs of ``role``, from 0."""
    elements = find_elements(recognise(read_docx(data, NAME)), profile)
    return [number - 1 for number, element in elements.items() if element.role == role]


def in_text(data: bytes, case: Mapping[str, Any], profile: Profile) -> bytes:
    places = places_of(case["角色"], data, profile)
    assert places, case["角色"]
    places = places[case["处"] : case["处"] + 1] if "处" in case else places
    if "首字" in case:
        data = replace_text(data, [TextEdit(place, 0, 0, case["首字"]) for place in places]).data
    if "段" in case:
        data = change_paragraph_look(data, [LookEdit(place, case["段"]) for place in places]).data
    if "字" in case:
        start, stop = case.get("起", 0), case.get("止")
        data = change_run_look(data, [LookEdit(place, case["字"], start, stop) for place in places]).data
    return data


def by_style(data: bytes, case: Mapping[str, Any], profile: Profile) -> bytes:
    """The docx with the properties of ``case`` in the style of its paragraphs, one of its own where it had none."""
    parts = dict(unpack(data))
    roots = {name: parse_part(name, parts[name]) for name in WITH_PARS if name in parts}
    styles = etree.fromstring(parts["word/styles.xml"])
    sources = read_sources(parts, roots)
    places = places_of(case["角色"], data, profile)
    for place in places[case["处"] : case["处"] + 1] if "处" in case else places:
        properties = sources[place].element.find(f"{_W}pPr")
        named = properties.find(f"{_W}pStyle")
        if named is None:
            named = etree.Element(f"{_W}pStyle")
            named.set(f"{_W}val", "own")
            properties.insert(0, named)
        for tag in (f"{_W}{name.removeprefix('w:')}" for name in case.get("段", ())):
            for old in properties.findall(tag):
                properties.remove(old)
        style_with(styles, named.get(f"{_W}val"), case)
    parts["word/styles.xml"] = etree.tostring(styles)
    return packed_again(parts | {name: etree.tostring(root) for name, root in roots.items()})


def style_with(styles: etree._Element, key: str, case: Mapping[str, Any]) -> None:
    style = next((each for each in styles if each.get(f"{_W}styleId") == key), None)
    if style is None:
        xml = f'<w:style xmlns:w="{W}" w:type="paragraph" w:customStyle="1" w:styleId="{key}"><w:name w:val="自定义"/></w:style>'
        style = etree.fromstring(xml)
        styles.append(style)
    for of, holder in (("段", f"{_W}pPr"), ("字", f"{_W}rPr")):
        if of in case and style.find(holder) is None:
            style.append(etree.Element(holder))
        for xml in case.get(of, {}).values():
            put(style.find(holder), etree.fromstring(f'<x xmlns:w="{W}">{xml}</x>')[0])


def with_header(parts: Mapping[str, bytes], content: str) -> dict[str, bytes]:
    """The docx with ``content``, the XML of a paragraph's runs, or text, in the header of every section."""
    inner = content if content.startswith("<") else f"<w:r><w:t>{content}</w:t></w:r>"
    spaces = f'xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml"'
    reference = f'<w:headerReference xmlns:r="{R}" w:type="default" r:id="rIdHead"/>'
    link = f'<Relationship Id="rIdHead" Type="{R}/header" Target="header9.xml"/></Relationships>'
    kind = '<Override PartName="/word/header9.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>'
    replaced = {
        "word/document.xml": (r"(<w:sectPr\b[^>]*>)", rf"\1{reference}"),
        "word/_rels/document.xml.rels": ("</Relationships>", link),
        "[Content_Types].xml": ("</Types>", kind),
    }
    changed = {
        name: re.sub(before, after, parts[name].decode()).encode()
        for name, (before, after) in replaced.items()
    }
    header = f"<w:hdr {spaces}><w:p>{inner}</w:p></w:hdr>"
    return {**parts, **changed, "word/header9.xml": header.encode()}


def with_table(parts: Mapping[str, bytes], odd: Mapping[str, str], width: str = "") -> dict[str, bytes]:
    """The docx with a table of three columns before 二、…, a cell of its third row with the properties ``odd``."""
    usual = {
        "w:rFonts": '<w:rFonts w:hint="eastAsia" w:ascii="仿宋_GB2312" w:hAnsi="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/>',
        "w:sz": '<w:sz w:val="28"/>',
    }
    rows = []
    for row in range(6):
        cells = [(usual | odd if (row, cell) == (2, 1) else usual) for cell in range(3)]
        runs = (
            f"<w:r><w:rPr>{in_order(look.items(), 'w:rPr')}</w:rPr><w:t>防汛物资仓库</w:t></w:r>"
            for look in cells
        )
        rows.append("<w:tr>" + "".join(f"<w:tc><w:p>{run}</w:p></w:tc>" for run in runs) + "</w:tr>")
    wide = f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/></w:tblPr>' if width else "<w:tblPr/>"
    table = f"<w:tbl>{wide}{''.join(rows)}</w:tbl>"
    document = parts["word/document.xml"].decode()
    at = document.rindex("<w:p>", 0, document.index("二、工作措施"))
    return {**parts, "word/document.xml": (document[:at] + table + document[at:]).encode()}


def with_seal(
    parts: Mapping[str, bytes],
    words: str,
    colour: str = "",
    offsets: tuple[float | None, float | None] = (None, None),
) -> dict[str, bytes]:
    """The docx with a picture of 42 mm, free of the lines, at the first paragraph with ``words``.

    With ``colour`` a circle drawn in it instead; ``offsets`` are points from the left edge of the text and from the
    top of the paragraph.
    """
    spaces = f'xmlns:wp="{WP}" xmlns:pic="{PIC}" xmlns:a="{A}"'
    line = f'<a:ln><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln>'
    inside = f'<a:prstGeom prst="ellipse"/>{line}' if colour else "<pic:pic/>"
    edges = zip(("positionH", "positionV"), ("margin", "paragraph"), offsets, strict=True)
    places = "".join(
        f'<wp:{tag} relativeFrom="{edge}"><wp:posOffset>{round(offset * 12700)}</wp:posOffset></wp:{tag}>'
        for tag, edge, offset in edges
        if offset is not None
    )
    picture = f'<wp:anchor {spaces}>{places}<wp:extent cx="1512000" cy="1512000"/>{inside}</wp:anchor>'
    run = f"<w:r><w:drawing>{picture}</w:drawing></w:r>"
    document = parts["word/document.xml"].decode()
    at = document.index("</w:p>", document.index(f">{words}"))
    return {**parts, "word/document.xml": (document[:at] + run + document[at:]).encode()}


def in_sections(document: bytes, wanted: Mapping[str, Mapping[str, str]]) -> bytes:
    root = etree.fromstring(document)
    for section in root.iter(f"{_W}sectPr"):
        for tag, values in wanted.items():
            for key, value in values.items():
                section.find(_W + tag.removeprefix("w:")).set(_W + key, value)
    return etree.tostring(root)


def in_footer(footer: bytes, wanted: Mapping[str, Any]) -> bytes:
    before, after = wanted.get("换", ("", ""))
    root = etree.fromstring(footer.decode().replace(before, after).encode() if before else footer)
    holders = (("段", f"{_W}p", f"{_W}pPr"), ("字", f"{_W}r", f"{_W}rPr"))
    for key, tag, properties in holders:
        for name, xml in wanted.get(key, {}).items():
            for element in root.iter(tag):
                holder = element.find(properties)
                if holder is None:
                    holder = etree.Element(properties)
                    element.insert(0, holder)
                for old in holder.findall(_W + name.removeprefix("w:")):
                    holder.remove(old)
                holder.append(etree.fromstring(f'<x xmlns:w="{W}">{xml}</x>')[0])
    return etree.tostring(root)


BY_STYLE = [
    case | {"由样式": True}
    for case in CASES
    if "角色" in case
    and not {"由样式", "处", "首字"} & case.keys()
    and case["得"] not in ("page.break", "look.mark")
]
"""Faults of all paragraphs of a role, put into its style."""
PLANTED = [(kind, case) for case in CASES for kind in DATA if case.get("只", kind) == kind]
