"""Whatever docx is given, stamping puts it into our look and keeps its words."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import oxml  # type: ignore[import-untyped]
import pytest
from lxml import etree

from gongwen.flow import Numbering
from gongwen.ooxml.package.docx import unpack
from gongwen.ooxml.styles.sheet import managed_styles
from gongwen.ooxml.styles.stamp import stamp
from gongwen.ooxml.xml import R, W
from gongwen.profile import Profile
from gongwen.write.docx import write_docx
from gongwen.write.template import read_template
from tests.making.letterheads import (
    EVERYTHING,
    LONG,
    NAMESPACES,
    NUMBERINGS,
    PROFILE,
    as_word_saves_it,
    fill,
    laid_out,
    letterhead_parts,
    lines,
    packed,
    part,
    saved,
    values,
    with_list,
)

A4 = {"w": "11906", "h": "16838"}
THEME_FONTS = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


def python_docx() -> dict[str, bytes]:
    """A docx from the default template of python-docx, with a table, a list and a heading."""
    made = docx.Document()
    made.add_heading("云岭县", 1)
    made.add_paragraph("正文")
    made.add_paragraph("项", style="List Bullet")
    made.add_table(1, 2, style="Table Grid").cell(0, 0).text = "格"
    made.sections[0].header.paragraphs[0].text = "页眉"
    buffer = io.BytesIO()
    made.save(buffer)
    return dict(unpack(buffer.getvalue()))


@pytest.mark.clause("5.1")
@pytest.mark.parametrize("numbering", NUMBERINGS)
def test_stamping_a_foreign_docx(numbering: Numbering) -> None:
    source = python_docx()
    stamped = packed(stamp(source, PROFILE, numbering))
    assert oxml.Document.from_bytes(stamped).validate()["issues"] == []
    sheet = part(stamped).find(f".//{{{W}}}pgSz")
    assert {key: sheet.get(f"{{{W}}}{key}") for key in A4} == A4
    assert values(part(stamped), "//w:docGrid/@w:linePitch") == ["579"]
    styles = part(stamped, "word/styles.xml")
    assert_managed(styles, PROFILE, numbering)
    assert [styles.xpath(f"//w:rFonts[@w:{name}]", namespaces=NAMESPACES) for name in THEME_FONTS] == [[]] * 4
    assert {"Heading1", "TableGrid", "ListBullet"} <= set(values(styles, "w:style/@w:styleId"))
    assert lines(part(stamped)) == ["云岭县", "正文", "项", "格"]
    assert values(part(stamped, "word/settings.xml"), "//w:evenAndOddHeaders") != [""]
    assert part(stamped, "word/settings.xml").find(f"{{{W}}}evenAndOddHeaders") is not None
    kept = docx.Document(io.BytesIO(stamped))
    assert [each.text for each in kept.sections[0].header.paragraphs] == ["页眉"]
    assert [each.text for each in kept.sections[0].even_page_header.paragraphs] == ["页眉"]
    assert "PAGE" in etree.tostring(kept.sections[0].footer._element, encoding="unicode")


def assert_managed(styles: etree._Element, profile: Profile, numbering: Numbering) -> None:
    """Every style of ours is there once, as written, and the defaults are ours."""
    for name, xml in managed_styles(profile, numbering).items():
        ours = etree.fromstring(f'<a xmlns:w="{W}">{xml}</a>')[0]
        found = (
            styles.xpath("w:style[@w:styleId=$name]", namespaces=NAMESPACES, name=name)
            if name
            else styles[:1]
        )
        assert [etree.tostring(each, method="c14n", exclusive=True) for each in found] == [
            etree.tostring(ours, method="c14n", exclusive=True)
        ]
    assert len(styles.xpath("w:style[@w:type='paragraph'][@w:default]", namespaces=NAMESPACES)) == 1


@pytest.mark.parametrize("source", [python_docx, lambda: with_list(letterhead_parts(*EVERYTHING))])
@pytest.mark.parametrize("numbering", NUMBERINGS)
def test_stamping_twice_is_stamping_once(source: Any, numbering: Numbering) -> None:
    once = stamp(source(), PROFILE, numbering)
    assert stamp(once, PROFILE, numbering) == once
    assert list(stamp(once, PROFILE, numbering)) == list(once)


@pytest.mark.parametrize("numbering", NUMBERINGS)
def test_stamping_what_we_wrote_changes_no_word(numbering: Numbering) -> None:
    made = laid_out(LONG, numbering)
    written = write_docx(replace(made.flow, imprint_page="after-blank"), PROFILE)
    stamped = packed(stamp(unpack(written), PROFILE, numbering))
    assert oxml.Document.from_bytes(stamped).validate()["issues"] == []
    assert lines(part(stamped)) == lines(part(written))
    refers = "//w:sectPr/w:footerReference/@r:id"
    assert values(part(stamped), refers) == values(part(written), refers)
    if numbering == "word":
        assert starts(stamped) == starts(written)


def starts(data: bytes) -> list[tuple[str, list[str]]]:
    """Each numbered heading with the number its list starts from, [] for the list of the styles."""
    numbering = part(data, "word/numbering.xml")
    return [
        (key, values(numbering, f"w:num[@w:numId='{number}']//w:startOverride/@w:val"))
        for heading in part(data).xpath("//w:p[w:pPr/w:numPr]", namespaces=NAMESPACES)
        for key in values(heading, "w:pPr/w:pStyle/@w:val")
        for number in values(heading, "w:pPr/w:numPr/w:numId/@w:val")
    ]


OURS = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:rPr><w:rStyle w:val="公文标题"/></w:rPr><w:t>一</w:t></w:r></w:p>'


@pytest.mark.parametrize("numbering", NUMBERINGS)
def test_what_is_stamped_refers_to_what_is_there(numbering: Numbering) -> None:
    """Of a docx with our own list, and with a style of another kind under a name of ours."""
    parts = stamp(letterhead_parts(OURS), PROFILE, "word")
    ours = 'w:type="paragraph" w:customStyle="1" w:styleId="公文标题"'
    styles = parts["word/styles.xml"].decode().replace(ours, ours.replace("paragraph", "character"))
    parts["word/styles.xml"] = styles.encode()
    stamped = packed(stamp(parts, PROFILE, numbering))
    lists = values(part(stamped, "word/numbering.xml"), "w:num/@w:numId") if numbering == "word" else []
    assert set(values(part(stamped), "//w:numId/@w:val")) <= set(lists)
    kinds = {"w:rStyle": "character", "w:pStyle": "paragraph", "w:tblStyle": "table"}
    for tag, kind in kinds.items():
        known = values(part(stamped, "word/styles.xml"), f"w:style[@w:type='{kind}']/@w:styleId")
        assert set(values(part(stamped), f"//{tag}/@w:val")) <= set(known)


def test_styles_are_found_by_name_whatever_their_identifiers(tmp_path: Path) -> None:
    stamped = packed(stamp(as_word_saves_it(), PROFILE, "text"))
    assert oxml.Document.from_bytes(stamped).validate()["issues"] == []
    assert values(part(stamped), "//w:p[w:r]/w:pPr/w:pStyle/@w:val")[:4] == ["Normal", "公文标题", "a5", "a6"]
    styles = part(stamped, "word/styles.xml")
    assert_managed(styles, PROFILE, "text")
    assert values(styles, "w:style[@w:styleId='a5']/w:basedOn/@w:val") == ["公文标题"]
    assert values(styles, "w:style[@w:styleId='a4']/w:link") == []
    assert [etree.QName(each).localname for each in styles[:3]] == ["docDefaults", "latentStyles", "style"]
    assert fill(read_template(saved(packed(as_word_saves_it()), tmp_path)), laid_out(LONG))


def test_lines_are_not_cut_off_by_our_pitch() -> None:
    large = '<w:p><w:r><w:rPr><w:sz w:val="72"/></w:rPr><w:t>大</w:t></w:r></w:p>'
    picture = '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:pict/></w:r></w:p>'
    own = '<w:p><w:pPr><w:spacing w:line="900" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:sz w:val="72"/></w:rPr><w:t>大</w:t></w:r></w:p>'
    styled = '<w:p><w:pPr><w:pStyle w:val="a6"/></w:pPr><w:r><w:t>大</w:t></w:r></w:p>'
    parts = letterhead_parts(large, picture, own, styled, "小")
    parts["word/styles.xml"] = as_word_saves_it()["word/styles.xml"]
    stamped = packed(stamp(parts, PROFILE, "text"))
    assert oxml.Document.from_bytes(stamped).validate()["issues"] == []
    found = [values(each, "w:pPr/w:spacing/@w:lineRule") for each in part(stamped).iter(f"{{{W}}}p")]
    assert found == [["auto"], ["auto"], ["exact"], ["auto"], []]


def test_macros_and_what_the_source_says_about_itself_are_left_out() -> None:
    parts = letterhead_parts(*EVERYTHING) | {"word/vbaProject.bin": b"macro", "docProps/app.xml": b"<a/>"}
    macro = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="m" Type="{macro}" Target="vbaProject.bin"/></Relationships>'.encode(),
    )
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="p" Type="{R}/extended-properties" Target="docProps/app.xml"/></Relationships>'.encode(),
    )
    parts["[Content_Types].xml"] = (
        parts["[Content_Types].xml"]
        .replace(
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
        )
        .replace(
            b"<Override",
            b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override',
            1,
        )
    )
    stamped = stamp(parts, PROFILE, "text")
    assert not {"word/vbaProject.bin", "docProps/app.xml"} & stamped.keys()
    assert not [name for name, data in stamped.items() if b"macro" in data or b"vba" in data.lower()]
    assert oxml.Document.from_bytes(packed(stamped)).validate()["issues"] == []
