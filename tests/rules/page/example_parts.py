"""What the examples of the rules put into the XML of a docx, by the names that the manual prints."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from gongwen.ooxml.child_order import in_order
from gongwen.ooxml.package.docx import unpack
from gongwen.ooxml.xml import element
from tests.rules.page.planted_looks import packed_again, with_header, with_seal

DRESS = {
    "突出显示": "w:highlight", "下划线": "w:u", "缩放": "w:w", "字距": "w:spacing", "颜色": "w:color", "字号": "w:sz",
    "提升": "w:position",
}  # fmt: skip
PARTS = (
    "隐藏",
    "域",
    "页眉",
    "水印",
    "栏",
    "空段",
    "起始页码",
    "页码写成",
    "线缩进",
    "印章在",
    "表宽",
    "表字",
    "末格",
    "日期字",
    "日期右空",
)
"""Keys of what is put into the XML of a docx."""
SECTIONS = {
    "栏": '<w:cols w:num="{}"/>', "起始页码": '<w:pgNumType w:start="{}"/>', "页码写成": '<w:pgNumType w:fmt="{}"/>',
}  # fmt: skip
BEFORE = {
    "隐藏": "<w:p><w:r><w:t>以下</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r></w:p>",
    "域": '<w:p><w:r><w:t>今天是</w:t></w:r><w:fldSimple w:instr=" {} "/></w:p>', "空段": "<w:p/>",
}  # fmt: skip
"""What is put before the second paragraph of the body."""


def dressed(wanted: Mapping[str, str]) -> dict[str, str]:
    """The properties of a run that dress it as ``wanted``."""
    tags = {
        DRESS[name]: element(DRESS[name], {"w:val": value}) for name, value in wanted.items() if name in DRESS
    }
    face = wanted.get("字体")
    return tags | ({"w:rFonts": element("w:rFonts", fonts_of({"中文": face, "西文": face}))} if face else {})


def in_parts(data: bytes, example: Mapping[str, Any]) -> bytes:
    """The docx with what only its XML can say."""
    parts = dict(unpack(data))
    document = parts["word/document.xml"].decode()
    for key in SECTIONS.keys() & example.keys():
        document = document.replace("<w:docGrid", SECTIONS[key].format(example[key]) + "<w:docGrid")
    for key in BEFORE.keys() & example.keys():
        body = [match.start() for match in re.finditer('<w:p><w:pPr><w:pStyle w:val="公文正文"/>', document)]
        document = document[: body[1]] + BEFORE[key].format(example[key]) + document[body[1] :]
    if "表宽" in example:
        wide = str(round(float(example["表宽"].removesuffix("cm")) * 567))
        document = re.sub(r"<w:tblW [^>]*/>", f'<w:tblW w:w="{wide}" w:type="dxa"/>', document)
    if "表字" in example:
        first = document.index("<w:r>", document.index("<w:tbl>"))
        document = document[:first] + with_run(document[first:], dressed(example["表字"]))
    if "末格" in example:
        last = document.rindex("<w:r>", 0, document.rindex("</w:tbl>"))
        document = document[:last] + with_run(document[last:], dressed(example["末格"]))
    if "日期字" in example:
        date = document.index("<w:r>", document.index('<w:pStyle w:val="成文日期"/>'))
        document = document[:date] + with_run(document[date:], dressed(example["日期字"]))
    if "日期右空" in example:
        indent = f'w:ind w:right="{round(float(example["日期右空"].removesuffix("字")) * 320)}"'
        date = document.index('<w:pStyle w:val="成文日期"/>')
        document = document[:date] + re.sub('w:ind w:right="[^"]*"', indent, document[date:], count=1)
    if "线缩进" in example:
        style = f'<w:pStyle w:val="红色分隔线"/><w:ind w:left="{20 * example["线缩进"]}"/>'
        document = document.replace('<w:pStyle w:val="红色分隔线"/>', style)
    parts["word/document.xml"] = document.encode()
    if "印章在" in example:
        parts = with_seal(parts, {"正文": "为保护", "成文日期": "2024年"}[example["印章在"]])
    if header := example.get("页眉") or watermark(example.get("水印", "")):
        parts = with_header(parts, header)
    return packed_again(parts)


def fonts_of(names: Mapping[str, str]) -> dict[str, str]:
    latin = names["西文"]
    return {"w:eastAsia": names["中文"], "w:ascii": latin, "w:hAnsi": latin}


def with_run(document: str, wanted: Mapping[str, str]) -> str:
    """``document`` with the properties ``wanted`` in the w:rPr with which it begins, or in its first run."""
    return re.sub(
        "<w:r>(?:<w:rPr>.*?</w:rPr>)?",
        f"<w:r><w:rPr>{in_order(wanted.items(), 'w:rPr')}</w:rPr>",
        document,
        count=1,
    )


def watermark(text: str) -> str:
    """The XML of a watermark in a header; "" for none."""
    art = f'<v:textpath string="{text}"/>'
    return (
        f'<w:r><w:pict><v:shape id="PowerPlusWaterMarkObject">{art}</v:shape></w:pict></w:r>' if text else ""
    )
