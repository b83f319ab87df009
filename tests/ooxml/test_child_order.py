"""Children of properties stand in the order of the schema, and what later namespaces add keeps its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gongwen import api
from gongwen.ooxml.child_order import CHILDREN, put
from gongwen.ooxml.package.deflated import exchange
from gongwen.ooxml.package.docx import DOCUMENT, unpack
from gongwen.ooxml.seen.paragraphs import read_pars
from gongwen.ooxml.xml import W
from tests.measuring.ink import read_pdf
from tests.measuring.render import docx_to_pdf

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
A4 = (210, 297)
EXTENSIONS = {
    "w:sectPr": '<w15:footnoteColumns w:val="1"/>',
    "w:pPr": '<w15:collapsed w:val="0"/>',
    "w:rPr": '<w14:ligatures w14:val="none"/>',
}
NOTICE = """文种: 通知
发文机关: 云岭县人民政府
发文字号: 云政发〔2024〕12号
标题: 云岭县人民政府关于加强水库安全管理的通知
主送机关: 各乡镇人民政府，县政府各部门
正文: |
  为做好水库安全管理工作，现就有关事项通知如下：
  一、加强巡查。各乡镇人民政府要落实巡查责任人，每日巡查不少于两次，发现险情立即报告。
成文日期: 2024-12-09
"""


def names(parent: etree._Element) -> list[str]:
    return [f"w:{etree.QName(each).localname}" for each in parent if etree.QName(each).namespace == W]


def is_ordered(found: Sequence[str], parent: str) -> bool:
    return list(found) == sorted(found, key=CHILDREN[parent].index)


@pytest.mark.parametrize("parent", CHILDREN)
@given(data=st.data())
def test_whatever_is_put_stands_in_order_and_extensions_stay(parent: str, data: st.DataObject) -> None:
    known = st.lists(st.sampled_from(CHILDREN[parent]), unique=True)
    first = sorted(data.draw(known), key=CHILDREN[parent].index)
    root = etree.Element(f"{{{W}}}{parent[2:]}")
    for name in first:
        if data.draw(st.booleans()):
            etree.SubElement(root, f"{{{W15}}}extension")
        etree.SubElement(root, f"{{{W}}}{name[2:]}")
    others = [each for each in root if etree.QName(each).namespace == W15]
    behind = {each: each.getprevious() for each in others}
    added = data.draw(known)
    for name in added:
        put(root, etree.Element(f"{{{W}}}{name[2:]}", new="yes"))
    found = names(root)
    assert is_ordered(found, parent)
    assert set(found) == {*first, *added} and len(found) == len(set(found))
    assert {f"w:{etree.QName(each).localname}" for each in root if each.get("new")} == set(added)
    assert [each for each in root if each in behind] == others
    for each, before in behind.items():
        if before is not None and before.getparent() is root:
            assert before in list(each.itersiblings(preceding=True))


def notice() -> bytes:
    return api.render(api.compose_source(api.parse(NOTICE, "通知.yaml")), "docx").files[0]


def on_letter_paper(data: bytes, place: int) -> bytes:
    """A docx on other paper, set in other type, with an extension at ``place`` in every element of properties."""
    root = etree.fromstring(unpack(data)[DOCUMENT])
    for run in root.iter(f"{{{W}}}r"):
        if run.find(f"{{{W}}}rPr") is None:
            run.insert(
                0, etree.fromstring(f'<w:rPr xmlns:w="{W}"><w:sz w:val="28"/><w:lang w:val="en-US"/></w:rPr>')
            )
    for parent, extension in EXTENSIONS.items():
        for each in root.iter(f"{{{W}}}{parent[2:]}"):
            added = etree.fromstring(f'<x xmlns:w="{W}" xmlns:w14="{W14}" xmlns:w15="{W15}">{extension}</x>')[
                0
            ]
            each.insert(min(place, len(each)), added)
    text = etree.tostring(root).decode()
    text = re.sub(r"<w:pgSz [^>]*/>", '<w:pgSz w:w="12240" w:h="15840"/>', text)
    return exchange(data, {DOCUMENT: text.encode()})


@pytest.mark.parametrize("is_tracked", [False, True], ids=["直接改", "修订"])
@pytest.mark.parametrize("place", [0, 1, 3, 99])
def test_a_docx_with_extension_elements_is_fixed(tmp_path: Path, place: int, is_tracked: bool) -> None:
    path = tmp_path / "通知.docx"
    wrong = on_letter_paper(notice(), place)
    path.write_bytes(wrong)
    fixed = api.fix(path, is_bold=True, when=datetime(2024, 12, 9) if is_tracked else None)
    assert {each.code for each in fixed.done} >= ({"look.size"} if is_tracked else {"look.size", "page.size"})
    before, after = (etree.fromstring(unpack(each)[DOCUMENT]) for each in (wrong, fixed.data))
    for parent in EXTENSIONS:
        tag = f"{{{W}}}{parent[2:]}"
        own = [each for each in after.iter(tag) if not each.getparent().tag.endswith("Change")]
        assert all(is_ordered(names(each), parent) for each in own)
        assert len(extensions(after, tag)) >= len(extensions(before, tag)) > 0
    assert [par.text for par in read_pars(unpack(fixed.data))[0]] == [
        par.text for par in read_pars(unpack(wrong))[0]
    ]
    size = after.find(f".//{{{W}}}pgSz")
    assert size is not None and (size.get(f"{{{W}}}w") == "12240") == is_tracked


def extensions(root: etree._Element, tag: str) -> list[etree._Element]:
    return [each for parent in root.iter(tag) for each in parent if etree.QName(each).namespace in (W14, W15)]


def test_what_is_mended_is_printed_on_a4(tmp_path: Path) -> None:
    path = tmp_path / "通知.docx"
    path.write_bytes(on_letter_paper(notice(), 3))
    path.write_bytes(api.fix(path).data)
    (page, *_) = read_pdf(docx_to_pdf([path], tmp_path)[0])
    assert (page.width, page.height) == pytest.approx(A4, abs=0.5)
