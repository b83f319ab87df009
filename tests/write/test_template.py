"""Letterheads: checked tag by tag, filled with the words of the document and nothing lost."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import oxml  # type: ignore[import-untyped]
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from gongwen import api
from gongwen.api import compose_source, load
from gongwen.finding import InputError, UsageError
from gongwen.flow import Numbering
from gongwen.ooxml.package.docx import linked_parts, unpack
from gongwen.ooxml.seen.inventory import take_inventory
from gongwen.ooxml.xml import R, W, escape
from gongwen.read.styles.file import read_profile
from gongwen.write.docx import write_docx
from gongwen.write.tags import SLOTS, WORDS
from gongwen.write.template import fill_template, read_template, template_names
from tests.calls import calls_of
from tests.golden import hold, refused_as_kept
from tests.making.letterheads import (
    DOCUMENTS,
    DRAFT,
    EVERYTHING,
    LONG,
    MAIN,
    NUMBERINGS,
    PROFILE,
    SHORT,
    add_header,
    as_word_saves_it,
    body,
    faults,
    fill,
    laid_out,
    letterhead,
    letterhead_parts,
    lines,
    packed,
    par,
    part,
    refused,
    saved,
    values,
    with_list,
    zipped,
)
from tests.paths import NOTICES, ROOT, read_cases

LAST_PAGE = read_profile("gbt9704-2012-last-page")


# The same words, whichever way a document is built.


@pytest.mark.parametrize("numbering", NUMBERINGS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_plain_letterhead_gives_what_the_code_builds(name: str, numbering: Numbering) -> None:
    made = laid_out(DOCUMENTS[name], numbering)
    filled = fill(read_template(Path("文件版头")), made)
    built = write_docx(made.flow, PROFILE)
    assert body(filled) == body(built)
    for shared in ("word/styles.xml", "word/settings.xml", "word/fontTable.xml", "word/footer1.xml"):
        assert etree.tostring(part(filled, shared)) == etree.tostring(part(built, shared))


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
def test_notices_read_the_same(path: Path) -> None:
    made = compose_source(load(path))
    assert lines(part(fill(read_template(Path("文件版头")), made))) == lines(
        part(write_docx(made.flow, PROFILE))
    )


def test_fixed_letterhead_reads_the_same() -> None:
    made = laid_out(SHORT)
    filled = fill(read_template(Path("县政府办公室")), made)
    assert lines(part(filled)) == lines(part(write_docx(made.flow, PROFILE)))


def test_templates_that_come_along_are_sound_and_small() -> None:
    assert template_names() == ["县政府办公室", "文件版头"]
    for name in template_names():
        template = read_template(Path(name))
        assert sum(map(len, template.parts.values())) < 40_000
        assert oxml.Document.from_bytes(packed(dict(template.parts))).validate()["issues"] == []


def test_the_manual_names_only_tags_that_there_are() -> None:
    manual = (ROOT / "templates" / "README.md").read_text(encoding="utf-8")
    printed = set(re.findall(r"\{\{ (\w+) \}\}", manual))
    placed = set(re.findall(r"\{\{p (\w+) \}\}", manual))
    assert placed == set(SLOTS)
    assert printed == set(WORDS) - {"格式", "版式", "印章"}


def test_words_of_every_kind_print(tmp_path: Path) -> None:
    keys = ["文种", "格式", "份号", "密级", "保密期限", "紧急程度", "发文机关", "发文机关标志", "发文字号", "签发人",
            "标题", "题注", "主送机关", "署名", "成文日期", "附注", "抄送机关", "印发机关", "印发日期"]  # fmt: skip
    template = letterhead(
        tmp_path, *(f"{key}={{{{ {key} }}}}" for key in keys), "{{p 正文 }}", "{{p 附件 }}", "{{p 印发件 }}"
    )
    made = laid_out(LONG | {"标题": "关于检查\\n的通知", "发文机关": ["甲局", "乙局"]})
    assert lines(part(fill(template, made)))[: len(keys)] == [
        "文种=通知", "格式=文件", "份号=000123", "密级=秘密", "保密期限=1年", "紧急程度=特急", "发文机关=甲局、乙局",
        "发文机关标志=甲局文件", "发文字号=云政办发〔2024〕12号", "签发人=甲明、乙亮", "标题=关于检查的通知", "题注=（试行）",
        "主送机关=各乡镇人民政府", "署名=甲局、乙局", "成文日期=2024年12月9日", "附注=此件公开发布", "抄送机关=县委办公室",
        "印发机关=云岭县人民政府办公室", "印发日期=2024年12月10日",
    ]  # fmt: skip


def test_tag_split_into_runs_is_one_tag(tmp_path: Path) -> None:
    pieces = ("文号：{", "{ 发文", "字号 }", "}（", "{{p 正", "）")
    runs = "".join(f"<w:r><w:t>{piece}</w:t></w:r><w:proofErr w:type='spellStart'/>" for piece in pieces[:4])
    split = "".join(
        f"<w:r><w:rPr><w:b/></w:rPr><w:t>{piece}</w:t></w:r>" for piece in ("{", "{p 主", "体 ", "}}")
    )
    template = letterhead(tmp_path, f"<w:p>{runs}</w:p>", f"<w:p>{split}</w:p>")
    made = laid_out(SHORT)
    assert lines(part(fill(template, made)))[:2] == [
        "文号：云政办发〔2024〕12号（",
        "关于开展安全生产检查的通知",
    ]


def test_bookmarks_around_a_place_go_in_pairs(tmp_path: Path) -> None:
    place = '<w:p><w:bookmarkStart w:id="7" w:name="甲"/><w:r><w:t>{{p 主体 }}</w:t></w:r></w:p>'
    rest = '<w:p><w:r><w:t>发文</w:t></w:r><w:bookmarkEnd w:id="7"/></w:p>'
    filled = part(fill(letterhead(tmp_path, "{{ 发文字号 }}", place, rest), laid_out(SHORT)))
    assert values(filled, "//w:bookmarkStart/@w:id | //w:bookmarkEnd/@w:id") == []


@pytest.mark.parametrize(
    ("content", "printed"),
    [
        (LONG, ["机密件", "秘密★1年"]),
        (LONG | {"保密期限": ""}, ["机密件", "秘密"]),
        (SHORT, ["普通件"]),
    ],
)
def test_conditions_choose_paragraphs_and_words(
    tmp_path: Path, content: dict[str, Any], printed: list[str]
) -> None:
    paragraphs = (
        "{%p if 密级 and not 文种 == “函” %}", "机密件", "{{ 密级 }}{% if 保密期限 %}★{{ 保密期限 }}{% endif %}",
        "{%p else %}", "普通件", "{%p endif %}", "{#p 说明 #}", "{# 说明 #}",
        "{{ 份号 }}{{ 紧急程度 }}{{ 发文字号 }}{{ 签发人 }}", MAIN, "{{p 版记 }}",
    )  # fmt: skip
    filled = part(fill(letterhead(tmp_path, *paragraphs), laid_out(content)))
    assert lines(filled)[: len(printed)] == printed
    assert "说明" not in "".join(lines(filled))


def test_header_is_filled_on_odd_and_even_pages(tmp_path: Path) -> None:
    parts = letterhead_parts(
        *EVERYTHING, end='<w:sectPr><w:headerReference w:type="default" r:id="rIdH"/></w:sectPr>'
    )
    add_header(parts, par("密级：{{ 密级 }}，{{ 发文字号 }}"))
    parts["word/settings.xml"] = f'<w:settings xmlns:w="{W}"/>'.encode()
    filled = fill(read_template(saved(packed(parts), tmp_path)), laid_out(SHORT))
    assert lines(part(filled, "word/header1.xml")) == ["密级：，云政办发〔2024〕12号"]
    assert values(part(filled), "//w:headerReference[@r:id='rIdH']/@w:type") == ["default", "even"]
    assert values(part(filled), "//w:footerReference/@w:type") == ["default", "even"]


@pytest.mark.clause("7.5-6")
def test_imprint_behind_a_blank_page_is_not_numbered(tmp_path: Path) -> None:
    made = laid_out(LONG)
    flow = replace(made.flow, imprint_page="after-blank")
    assert body(fill(read_template(Path("文件版头")), replace(made, flow=flow))) == body(
        write_docx(flow, PROFILE)
    )
    sect = '<w:sectPr><w:headerReference w:type="first" r:id="rIdH"/><w:type w:val="continuous"/><w:titlePg/></w:sectPr>'
    parts = letterhead_parts(*EVERYTHING, end=sect)
    add_header(parts, par("云岭县"))
    filled = part(fill(read_template(saved(packed(parts), tmp_path)), replace(made, flow=flow)))
    assert [values(each, "w:footerReference/@r:id") for each in filled.iter(f"{{{W}}}sectPr")] == [
        ["rIdOdd", "rIdEven", "rIdOdd"],
        ["rIdEmpty", "rIdEmpty"],
    ]
    assert values(filled, "//w:sectPr/w:headerReference/@w:type") == ["first"]
    assert values(filled, "//w:sectPr/w:type/@w:val") == ["continuous", "oddPage"]


def test_word_counts_headings_beside_a_list_of_the_letterhead(tmp_path: Path) -> None:
    own_list = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>项</w:t></w:r></w:p>'
    parts = with_list(letterhead_parts(own_list, *EVERYTHING))
    made = laid_out(SHORT, "word")
    filled = fill(read_template(saved(packed(parts), tmp_path)), made)
    numbering = part(filled, "word/numbering.xml")
    assert values(numbering, "w:num/@w:numId") == ["1", "10001", "2"]
    assert values(numbering, "w:num[@w:numId='2']//w:startOverride/@w:val") == ["4"]
    assert values(numbering, "w:num[@w:numId='10001']/w:abstractNumId/@w:val") == ["10001"]
    assert values(part(filled), "//w:p[w:r/w:t='项']//w:numId/@w:val") == ["10001"]


# What is fixed and what is filled in survives.


@pytest.mark.parametrize(
    "words", ["甲&乙", "小于<5>", '“引号”与"直引号"', "<注>", "&amp;", "{{ 标题 }}", "{% if %}", "a\x07b"]
)
def test_special_characters_in_values_survive(tmp_path: Path, words: str) -> None:
    template = letterhead(tmp_path, "{{ 发文字号 }}", "{{ 标题 }}", "{{p 正文 }}", "{{p 落款 }}")
    content = {"文种": "通知", "标题": words, "正文": words}
    printed = lines(part(fill(template, laid_out(content))))
    assert printed == [words.replace("\x07", " "), words.replace("\x07", "\ufffd")]


FIXED = st.sampled_from(["&", "<", ">", "“", "”", '"', "'", "{", "}", "%", "#", "云", " ", "-", "\t"])
TAGS = {"{{ 发文字号 }}": "云〔2024〕1号", "{{ 密级 }}": "", "{{ 文种 }}": "通知",
        "{% if 密级 %}<密>&{% endif %}": "", "{% if 文种 %}<知>&{% endif %}": "<知>&"}  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), pieces=st.lists(FIXED | st.sampled_from(list(TAGS)), max_size=12))
def test_fixed_words_survive_or_the_template_is_refused(
    tmp_path: Path, data: st.DataObject, pieces: list[str]
) -> None:
    line = "".join(pieces)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(line)), max_size=4)))
    runs = [line[start:end] for start, end in zip([0, *cuts], [*cuts, len(line)], strict=True)]
    xml = "".join(f"<w:r><w:t xml:space='preserve'>{escape(run)}</w:t></w:r>" for run in runs)
    number = {"发文字号": "云〔2024〕1号"} if "{{ 发文字号 }}" in pieces else {}
    made = laid_out({"文种": "通知", "标题": "甲", "正文": "乙", **number})
    path = saved(packed(letterhead_parts(f"<w:p>{xml}</w:p>", MAIN)), tmp_path)
    try:
        template = read_template(path)
    except InputError:
        assert any(half in "".join(pieces) for half in ("{{", "}}", "{%", "%}", "{#", "#}"))
        return
    expected = "".join(TAGS.get(piece, piece) for piece in pieces)
    filled = part(fill_template(template, made.flow, made.document, PROFILE))
    assert lines(filled) == [*filter(None, [expected]), "甲", "乙"]


def test_what_lies_outside_is_left_alone(tmp_path: Path) -> None:
    parts = letterhead_parts(*EVERYTHING)
    link = f'<Relationship Id="rIdX" Type="{R}/hyperlink" Target="http://yunling.invalid/a" TargetMode="External"/>'
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", f"{link}</Relationships>".encode())
    filled = fill(read_template(saved(packed(parts), tmp_path)), laid_out(SHORT))
    assert link.encode() in zipfile.ZipFile(io.BytesIO(filled)).read(name)


# What is wrong is said, and nothing is lost in silence.

REFUSED = Path(__file__).with_name("refused_templates.txt")


@pytest.mark.parametrize(
    "case",
    read_cases("write/template_faults.yaml"),
    ids=lambda case: case["name"],
)
def test_wrong_tags_are_refused(tmp_path: Path, case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    told = faults(saved(packed(letterhead_parts(*EVERYTHING, *case["段"])), tmp_path))
    assert [words for words in case["报告"] if words not in told] == []
    assert all(line.startswith(str(tmp_path)) for line in told.splitlines())
    hold(REFUSED, case["name"], told.replace(f"{tmp_path}/", ""), request)


@pytest.mark.parametrize("place", ["header1.xml", "footer1.xml", "footnotes.xml"])
def test_wrong_tags_beside_the_text_are_refused(tmp_path: Path, place: str) -> None:
    parts = letterhead_parts(*EVERYTHING)
    add_header(parts, par("甲"))
    parts[f"word/{place}"] = f'<w:hdr xmlns:w="{W}">{par("{{ 发文字号 }}{{p 正文 }}")}</w:hdr>'.encode()
    told = faults(saved(packed(parts), tmp_path))
    assert {"header1.xml": "页眉中", "footer1.xml": "页脚里", "footnotes.xml": "脚注里"}[place] in told


OLE = bytes.fromhex("d0cf11e0a1b11ae1")


SOUND = packed(letterhead_parts(*EVERYTHING))
NOT_A_DOCX = {
    "text": "云岭县人民政府".encode(),
    "empty": b"",
    "truncated": SOUND[: len(SOUND) // 2],
    "flipped": SOUND[:200] + bytes(200) + SOUND[400:],
    "doc": OLE + bytes(1000),
    "encrypted": OLE + bytes(1000) + "EncryptedPackage".encode("utf-16-le"),
    "xlsx": zipped([("[Content_Types].xml", b"<a/>"), ("_rels/.rels", b"<a/>"), ("xl/a.xml", b"<a/>")]),
    "bomb": zipped([*unpack(SOUND).items(), ("word/media/a.bmp", bytes(65 * 2**20))]),
    "text bomb": zipped([*unpack(SOUND).items(), ("customXml/a.xml", bytes(17 * 2**20))]),
    "many parts": zipped([*unpack(SOUND).items(), *((f"a/{n}", b"") for n in range(2001))]),
    "leading out": zipped([*unpack(SOUND).items(), ("../a.xml", b"<a/>")]),
}  # fmt: skip


@pytest.mark.parametrize("name", NOT_A_DOCX)
def test_what_is_no_docx_is_refused(tmp_path: Path, name: str, request: pytest.FixtureRequest) -> None:
    path = saved(NOT_A_DOCX[name], tmp_path)
    with refused_as_kept(REFUSED, name, tmp_path, request):
        read_template(path)


BOMB = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>'
DAMAGED = {
    "endless": {"word/document.xml": f'<w:document xmlns:w="{W}">{"<w:p/>" * 2**19}</w:document>'.encode()},
    "not well formed": {"word/document.xml": b"<w:document>"},
    "entities": {"word/styles.xml": BOMB + f'<w:styles xmlns:w="{W}"/>'.encode()},
    "strict": {"word/document.xml": b'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'},
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_parts_are_refused(tmp_path: Path, name: str, request: pytest.FixtureRequest) -> None:
    path = saved(packed(letterhead_parts() | DAMAGED[name]), tmp_path)
    with refused_as_kept(REFUSED, name, tmp_path, request):
        read_template(path)


def test_missing_file_names_the_templates_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="县政府办公室、文件版头"):
        read_template(Path("县委办公室"))
    with pytest.raises(UsageError, match="没有这个模板文件"):
        read_template(tmp_path / "没有.docx")
    with pytest.raises(UsageError, match="没有这个模板文件"):
        read_template(tmp_path)


@pytest.mark.parametrize(
    ("paragraphs", "told"),
    [
        (
            ["{{p 版头 }}", "{{p 标题 }}", "{{p 主送机关 }}", "{{p 正文 }}", "{{p 印发件 }}"],
            ["没有放“落款”（署名、成文日期、附注）的地方，这些文字会丢失，请单独一段写 {{p 落款 }}",
             "没有放“附件”的地方，这些文字会丢失，请单独一段写 {{p 附件 }}",
             "没有放“版记”（抄送机关、印发机关、印发日期）的地方，这些文字会丢失，请单独一段写 {{p 版记 }}"],
        ),
        (
            ["云岭县文件", "{{ 发文字号 }}", MAIN, "{{p 版记 }}"],
            [f"版头里没有放“{key}”的地方，请加上 {{{{ {key} }}}}" for key in ("份号", "密级", "保密期限", "紧急程度", "签发人")],
        ),
        (
            ["{{ 发文字号 }}{{ 份号 }}{{ 密级 }}{{ 保密期限 }}{{ 紧急程度 }}{{ 签发人 }}", MAIN, "{{p 版记 }}"],
            ["没有放发文机关标志的地方，请写上固定的文字，或者单独一段写 {{p 版头 }}"],
        ),
        (["{{p 版头 }}", MAIN, "{{ 抄送机关 }}"], [f"“版记”里没有放“{key}”的地方，请加上 {{{{ {key} }}}}" for key in ("印发机关", "印发日期")]),
        (
            [*EVERYTHING, "{{p 正文 }}"],
            ["“正文”放了2处，文字会重复，请只留一处（{{p 主体 }} 里已经有主体各部分）"],
        ),
        (
            ["{{p 版头 }}", "{%p if 文种 == '函' %}", MAIN, "{%p endif %}", "{{p 标题 }}", "{{p 主送机关 }}", "{{p 正文 }}",
             "{{p 落款 }}", "{{p 附件 }}", "{{p 版记 }}"],
            ["没有放“印发件”的地方，这些文字会丢失，请单独一段写 {{p 印发件 }}"],
        ),
    ],
)  # fmt: skip
def test_lost_and_doubled_words_are_refused(tmp_path: Path, paragraphs: list[str], told: list[str]) -> None:
    assert refused(letterhead(tmp_path, *paragraphs), laid_out(LONG)) == told


def test_a_document_needs_places_only_for_what_it_says(tmp_path: Path) -> None:
    template = letterhead(tmp_path, "{{p 标题 }}", "{{p 正文 }}")
    assert lines(part(fill(template, laid_out(DRAFT)))) == [
        "检查方案",
        "（征求意见稿）",
        "一、要求",
        "严格检查。",
    ]


# The same every time, and fast.


def test_same_input_gives_same_bytes(tmp_path: Path) -> None:
    data = packed(as_word_saves_it())
    first = read_template(saved(data, tmp_path, "一.docx"))
    second = read_template(saved(data, tmp_path, "二.docx"))
    made, again = laid_out(LONG), laid_out(LONG)
    assert fill(first, made) == fill(second, again) == fill(first, made)


def test_each_profile_has_its_look_and_each_document_its_words() -> None:
    template = read_template(Path("文件版头"))
    other = laid_out(LONG, style=LAST_PAGE.name)
    filled = [fill(template, laid_out(LONG)), fill(template, other), fill(template, laid_out(SHORT))]
    assert lines(part(filled[0])) == lines(part(filled[1])) != lines(part(filled[2]))
    assert "000123" not in "".join(lines(part(filled[2])))


def test_each_style_has_its_own_look_in_one_letterhead() -> None:
    """Whichever style was laid out in it before: what is prepared of a letterhead is kept for each."""
    template = read_template(Path("文件版头"))
    made = [laid_out(LONG, style=path.stem) for path in sorted((ROOT / "style").glob("*.yaml"))]
    looks = set()
    for each in (*made, *made):
        filled, built = fill(template, each), write_docx(each.flow, each.profile)
        for shared in ("word/styles.xml", "word/footer1.xml"):
            assert etree.tostring(part(filled, shared)) == etree.tostring(part(built, shared))
        assert values(part(filled), "//w:pgMar/@*") == values(part(built), "//w:pgMar/@*")
        looks.add(etree.tostring(part(filled, "word/styles.xml")))
    assert len(looks) > 2


def test_a_template_is_prepared_once(tmp_path: Path) -> None:
    made = laid_out(SHORT)
    template = letterhead(tmp_path, "云岭县", "{{ 发文字号 }}", MAIN)

    def work() -> object:
        return fill_template(template, made.flow, made.document, PROFILE)

    first, later = calls_of(work), calls_of(work)
    assert later < first / 10


def test_footnotes_are_those_of_the_page_in_a_template_too() -> None:
    text = "文种: 通知\n发文机关: 云岭县人民政府\n标题: 云岭县人民政府关于普查的通知\n成文日期: 2026-06-01\n正文: |\n  已普查25户[^1]。\n  [^1]: 数据截至5月。\n"
    source = api.parse(text, "公文.yaml")
    composition = api.compose_source(source)
    filled = fill_template(
        read_template(Path("文件版头")), composition.flow, source.document, composition.profile
    )
    notes = [held.value for held in take_inventory(filled) if held.thing == "脚注"]
    assert notes == ["数据截至5月。"]
    assert "footnotePr" in unpack(filled)["word/settings.xml"].decode()
    assert linked_parts(unpack(filled), "footnotes") == ["word/footnotes.xml"]
    assert "数据截至5月" not in "".join(lines(part(filled)))
