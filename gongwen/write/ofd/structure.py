"""What the text of an OFD is: the outline of its headings, and the elements of an official document (GB/T 33480)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from lxml import etree

from gongwen.units import mm
from gongwen.write.ofd.page import Placed
from gongwen.write.ofd.xml import element, number, parent, written

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEVELS = {
    "公文标题": 0, "印发件标题": 0, "附件标题": 0, "编标题": 1, "章标题": 1, "节标题": 2, "一级标题": 1, "二级标题": 2,
    "三级标题": 3, "四级标题": 4,
}  # fmt: skip
"""How deep headings stand in the outline, by their role."""

_ELEMENTS = {
    "份号": "份号", "密级和保密期限": "密级和保密期限", "紧急程度": "紧急程度", "发文机关标志": "发文机关标志",
    "联合发文机关标志": "发文机关标志", "发文字号": "发文字号", "发文字号与签发人": "发文字号", "签发人": "签发人", "公文标题": "标题",
    "主送机关": "主送机关", "附件说明": "附件说明", "附件说明首项": "附件说明", "附件说明续项": "附件说明", "署名": "发文机关或签发人署名",
    "联合署名": "发文机关或签发人署名", "签名章": "发文机关或签发人署名", "成文日期": "成文日期", "拉开的成文日期": "成文日期", "附注": "附注",
    "抄送机关": "抄送机关", "印发机关和印发日期": "印发机关",
}  # fmt: skip
"""The names that GB/T 33480 has for what stands on the pages, by role."""
_NAMESPACE = "urn:gongwen:elements:1"


def outline(texts: Sequence[Placed]) -> list[_Element]:
    """Return the entries of the outline, each with those below it; [] without headings."""
    root = element("Outlines")
    open_at = {-1: root}
    for level, text, first in _headings(texts):
        above = max(depth for depth in open_at if depth < level)
        entry = parent("OutlineElem", [_jump(first)], Title=text)
        open_at[above].append(entry)
        open_at = {depth: each for depth, each in open_at.items() if depth <= above} | {level: entry}
    return list(root)


def _headings(texts: Sequence[Placed]) -> Iterator[tuple[int, str, Placed]]:
    for (role, _), group in groupby(texts, key=lambda each: (each.line.role, each.line.at)):
        if role in _LEVELS:
            objects = list(group)
            lines = {id(each.line): each.line for each in objects}  # one line may be several objects
            text = "".join(ink.text for line in lines.values() for ink in line.inks)
            yield _LEVELS[role], text.replace("　", ""), objects[0]


def _jump(first: Placed) -> _Element:
    line = first.line
    top = line.baseline - max(ink.size for ink in line.inks)
    target = element(
        "Dest", Type="XYZ", PageID=first.page, Left=number(mm(line.x)), Top=number(mm(top)), Zoom=0
    )
    return parent("Actions", [parent("Action", [parent("Goto", [target])], Event="CLICK")])


def tags(texts: Iterable[Placed]) -> dict[str, bytes]:
    """Return the files that say which objects each element of the document stands in, by path; {} for none."""
    found: dict[str, list[Placed]] = {}
    for each in texts:
        if name := _ELEMENTS.get(each.line.role):
            found.setdefault(name, []).append(each)
    if not found:
        return {}
    root = etree.Element(f"{{{_NAMESPACE}}}公文", nsmap={"gw": _NAMESPACE})
    for name, objects in found.items():
        item = etree.SubElement(root, f"{{{_NAMESPACE}}}{name}")
        for each in objects:
            place = etree.SubElement(item, f"{{{_NAMESPACE}}}ObjectRef", PageID=str(each.page))
            place.text = str(each.number)
    listed = parent(
        "CustomTags", [parent("CustomTag", [element("FileLoc", "Elements.xml")], NameSpace=_NAMESPACE)]
    )
    return {"Tags/CustomTags.xml": written(listed), "Tags/Elements.xml": written(root)}
