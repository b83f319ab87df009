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
from gongwen.ooxml.edit.edits import (
    LookEdit,
    TextEdit,
    change_paragraph_look,
    change_run_look,
    replace_text,
)
from gongwen.ooxml.package.docx import unpack
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
        data = in_text(data, case, profile)
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
        parts[name] = re.sub(pattern, wanted, parts[name].decode()).encode()
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


def in_text(data: bytes, case: Mapping[str, Any], profile: Profile) -> bytes:
    elements = find_elements(recognise(read_docx(data, NAME)), profile)
    places = [number - 1 for number, element in elements.items() if element.role == case["角色"]]
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


PLANTED = [(kind, case) for case in CASES for kind in DATA if case.get("只", kind) == kind]
