"""OFD: the same text, the same ink as the PDF of the same pages, and parts that hold together."""

from __future__ import annotations

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import count, islice
from pathlib import Path
from threading import Barrier

import numpy as np
import ofdkit
import pypdfium2 as pdfium
import pytest
from fontTools.ttLib import TTFont

from gongwen import api
from gongwen.make.pages.place import place_pages
from gongwen.read.ofd.lines import read_ofd
from gongwen.read.pdf.lines import read_pdf
from gongwen.write.glyphs import cells_of
from tests.making.any_documents import make_document
from tests.measuring.ofd_pages import DARK, DOTS, Mask, OfdFile, elements, numbers, steps
from tests.paths import SAMPLES, SHARED, sample_file
from tests.write.test_text import squeeze

NAMES = sorted(path.stem for path in SAMPLES)
FIRST, FEW, SHORT = 40100, 6, 2000
"""The seed of the first of the documents made by chance; in a short run there are a few, of so many characters at most."""
FIELD = sorted(
    path
    for path in (SHARED / "field" / "layout").glob("*")
    if path.suffix in (".yaml", ".gw") and path.stem != "rich"
)
"""Cases that are not ours, without one whose picture is not there; in a short run every ninth is drawn."""
_SHARE = 9
DRAWN = ("联合通知", "横排附件", "信函", "命令")
"""Whose ink is compared: several faces, a turned sheet with its number, rules, a seal or a stamp."""
_NEAR = 3
"""How far ink of one may be from ink of the other, in pixels: 0.3 mm."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    most = metafunc.config.getoption("--ofd-count")
    if "case" in metafunc.fixturenames:
        cases = FIELD if most else FIELD[::_SHARE]
        metafunc.parametrize("case", [*seeds_of(most), *(path.name for path in cases)])


def seeds_of(most: int) -> list[str]:
    """The seeds of ``most`` documents; 0 is a few short ones."""
    seeds = count(FIRST) if most else (seed for seed in count(FIRST) if len(make_document(seed)) < SHORT)
    return list(map(str, islice(seeds, most or FEW)))


@lru_cache(maxsize=len(NAMES))
def made(name: str) -> tuple[api.Composition, bytes, bytes]:
    composition = api.compose_source(source_of(name))
    return composition, api.render(composition, "ofd").files[0], api.render(composition, "pdf").files[0]


def source_of(name: str) -> api.Source:
    """The seed of a document made by chance, the file of a case, or a sample."""
    if name.isdigit():
        return api.parse(make_document(int(name)), name)
    return api.load(next((path for path in FIELD if path.name == name), None) or sample_file(name))


@pytest.mark.parametrize("name", NAMES)
def test_the_text_is_that_of_the_pages(name: str) -> None:
    check_text(name)


def check_text(name: str) -> None:
    """The text of the OFD is that of the pages, each on its own, and the file is no larger than the PDF."""
    composition, ofd, pdf = made(name)
    pages = place_pages(composition.flow, composition.profile)
    with ofdkit.open(io.BytesIO(ofd)) as opened:
        found = ["".join(run.text for run in page.runs) for page in opened.pages]
        assert opened.info.title == pages.title
    wanted = [squeeze("".join(ink.text for line in page.lines for ink in line.inks)) for page in pages.sheets]
    assert [squeeze(each) for each in found] == wanted
    with pdfium.PdfDocument(pdf) as document:
        assert len(document) == len(found)
    assert len(ofd) <= len(pdf)


@pytest.mark.parametrize("name", NAMES)
def test_the_parts_hold_together(name: str) -> None:
    file = OfdFile(made(name)[1])
    identities = [each.get("ID") for root in file.roots.values() for each in root.iter() if each.get("ID")]
    own = [identity for page in file.pages() for each in page.iter() if (identity := each.get("ID"))]
    largest = int(next(elements(file.document, "MaxUnitID")).text)
    assert len(set(own)) == len(own)
    assert max(map(int, identities)) <= largest
    assert set(named(file)) == set(file.parts)
    for text in (each for page in file.pages() for each in elements(page, "TextObject")):
        code = next(elements(text, "TextCode"))
        units = 1 if next(elements(text, "CGTransform"), None) is not None else len(code.text)
        assert len(list(steps(code.get("DeltaX", "")))) == units - 1


def named(file: OfdFile) -> Iterator[str]:
    """Every part that another names, and the entry."""
    yield "OFD.xml"
    yield next(elements(file.roots["OFD.xml"], "DocRoot")).text
    for name in ("PublicRes", "DocumentRes", "CustomTags", "Attachments"):
        yield from (f"Doc_0/{each.text}" for each in elements(file.document, name))
    yield from (
        f"Doc_0/{page.get('BaseLoc')}" for page in elements(file.document, "Page") if page.get("BaseLoc")
    )
    for root, folder in (
        ("PublicRes.xml", "Res"),
        ("DocumentRes.xml", "Res"),
        ("Tags/CustomTags.xml", "Tags"),
    ):
        if f"Doc_0/{root}" in file.roots:
            for name in ("FontFile", "MediaFile", "FileLoc"):
                yield from (
                    f"Doc_0/{folder}/{each.text}" for each in elements(file.roots[f"Doc_0/{root}"], name)
                )


@pytest.mark.parametrize("name", DRAWN)
def test_fonts_draw_every_character_that_uses_them(name: str) -> None:
    file = OfdFile(made(name)[1])
    used: dict[str, set[str]] = {}
    for text in (each for page in file.pages() for each in elements(page, "TextObject")):
        used.setdefault(text.get("Font"), set()).update(next(elements(text, "TextCode")).text)
    for identity, characters in used.items():
        font = TTFont(io.BytesIO(file.resources[identity]))
        assert "glyf" in font
        assert {ord(each) for each in characters} <= font.getBestCmap().keys()


@pytest.mark.parametrize("name", DRAWN)
def test_the_ink_is_that_of_the_pdf(name: str) -> None:
    _, ofd, pdf = made(name)
    file = OfdFile(ofd)
    with pdfium.PdfDocument(pdf) as document:
        for page, root in zip(document, file.pages(), strict=True):
            assert farther_ink(printed_ink(page), file.ink(root)) == (0, 0)


def test_a_document_that_is_no_sample_is_that_of_its_pdf(case: str) -> None:
    check_text(case)
    _, ofd, pdf = made(case)
    assert read_ofd(ofd, "稿").text == read_pdf(pdf, "稿").text
    file = OfdFile(ofd)
    roots = list(file.pages())
    with pdfium.PdfDocument(pdf) as document:
        for number in looked_at(len(roots)):
            found = farther_ink(printed_ink(document[number]), file.ink(roots[number]))
            assert found == (0, 0), f"第{number + 1}页"


def looked_at(pages: int) -> list[int]:
    """The numbers, from 0, of the pages whose ink is compared: the first, the middle and the last."""
    return sorted({0, pages // 2, pages - 1})


def printed_ink(page: pdfium.PdfPage) -> Mask:
    """Where a page of the PDF has ink."""
    ink: Mask = np.asarray(page.render(scale=DOTS * 25.4 / 72).to_pil().convert("L")) < DARK
    return ink


def farther_ink(wanted: Mask, found: Mask) -> tuple[int, int]:
    """How many pixels of each are farther from the ink of the other than allowed."""
    high, wide = (min(pair) for pair in zip(wanted.shape, found.shape, strict=True))
    wanted, found = wanted[:high, :wide], found[:high, :wide]
    return int((wanted & ~spread(found)).sum()), int((found & ~spread(wanted)).sum())


def spread(mask: Mask) -> Mask:
    """Where ink is no farther than allowed."""
    for axis in (0, 1):
        parts = [np.roll(mask, step, axis) for step in range(-_NEAR, _NEAR + 1)]
        mask = np.logical_or.reduce(parts)
    return mask


def test_the_same_document_gives_the_same_bytes() -> None:
    composition, ofd, _ = made("联合通知")
    assert api.render(composition, "ofd").files[0] == ofd


@pytest.mark.parametrize("name", ["联合通知", "信函", "命令"])
def test_an_ofd_is_read_as_its_pdf_is(name: str) -> None:
    _, ofd, pdf = made(name)
    read = [
        api.write_source(api.read_bytes(data, f"公文.{kind}").document, "yaml")
        for data, kind in ((ofd, "ofd"), (pdf, "pdf"))
    ]
    assert read[0] == read[1]


def test_a_line_of_digits_begins_a_paragraph_in_either() -> None:
    body = "于2031年12月31日前完成，完成率达到98.5%，于2033年12月31日前全部建成。" + "各单位要落实责任。" * 9
    composition = api.compose_source(
        api.parse(f"文种: 通知\n标题: 关于某事的通知\n正文: {body}\n", "稿.yaml")
    )
    ofd, pdf = (api.render(composition, kind).files[0] for kind in ("ofd", "pdf"))
    assert read_ofd(ofd, "稿").text == read_pdf(pdf, "稿").text
    assert f"　　{body[:20]}" in read_pdf(pdf, "稿").text


def test_wide_latin_letters_rare_names_and_pages_of_a_table_are_read_alike() -> None:
    rows = "\n".join(f"      | {number} | 东平市 | 800 | 500 | 350 |" for number in range(1, 31))
    composition = api.compose_source(
        api.parse(
            "文种: 通知\n标题: 关于印发标准的通知\n主送机关: 各乡镇人民政府\n"
            "正文: |\n  网址为https://www.example.gov.cn/index.html?MW=CN&m=GB/T，请各单位登录查阅，按照标准执行。\n"
            "  {名单}\n名单:\n  组长:\n    - 姓名: 王𬀩\n      职务: 县教育局局长\n"
            "附件:\n- 标题: 限额标准表\n  页面: 横\n  正文: |\n"
            "      | 序号 | 地区 | 县级 | 科级 | 其他 |\n      |---|---|---|---|---|\n" + rows + "\n",
            "稿.yaml",
        )
    )
    ofd, pdf = (api.render(composition, kind).files[0] for kind in ("ofd", "pdf"))
    assert read_ofd(ofd, "稿").text == read_pdf(pdf, "稿").text
    assert "　　网址为https://www.example.gov.cn/index.html?MW=CN&m=GB/T，" in read_ofd(
        ofd, "稿"
    ).text.replace("\n", "")


def test_the_number_of_a_turned_sheet_is_no_text_of_its_table() -> None:
    document = api.read_bytes(made("横排附件")[1], "公文.ofd").document
    assert "—" not in api.write_source(document, "yaml")


def test_elements_point_at_their_objects() -> None:
    file = OfdFile(made("联合通知")[1])
    (tags,) = [root for name, root in file.roots.items() if name.endswith("Tags/Elements.xml")]
    texts = {each.get("ID"): each for page in file.pages() for each in elements(page, "TextObject")}
    said = {
        item.tag.rpartition("}")[2]: "".join(next(elements(texts[ref.text], "TextCode")).text for ref in item)
        for item in tags
    }
    assert said["发文字号"] == "云岭教发〔2024〕46号"
    assert said["标题"].endswith("校园食品安全专项检查的通知")
    assert said["成文日期"].strip() == "2024年8月29日"


def test_headings_are_the_outline() -> None:
    file = OfdFile(made("联合通知")[1])
    top = next(elements(file.document, "Outlines"))
    (title, annex) = top
    assert [each.get("Title") for each in title if each.get("Title")] == [
        "一、检查时间", "二、检查范围", "三、检查内容", "四、工作要求",
    ]  # fmt: skip
    assert annex.get("Title") == "云岭县校园食品安全检查要点"
    assert all(len(numbers(each.get("Top"))) == 1 for each in elements(top, "Dest"))


def test_a_rare_character_stands_alone(tmp_path: Path) -> None:
    source = "文种: 通知\n标题: 关于𠮷村的通知\n正文: 𠮷村的事。\n"
    made = api.render(api.compose_source(api.parse(source, "稿.yaml")), "ofd").files[0]
    file = OfdFile(made)
    rare = [
        each
        for page in file.pages()
        for each in elements(page, "TextObject")
        if "𠮷" in next(elements(each, "TextCode")).text
    ]
    assert len(rare) == 2
    for each in rare:
        transform = next(elements(each, "CGTransform"))
        assert (transform.get("CodeCount"), transform.get("GlyphCount")) == ("2", "1")
        font = TTFont(io.BytesIO(file.resources[each.get("Font")]))
        glyph = font.getGlyphID(font.getBestCmap()[ord("𠮷")])
        assert next(elements(transform, "Glyphs")).text == str(glyph)


def test_the_archive_name_is_said() -> None:
    from gongwen.write.ofd.document import write_ofd

    composition = made("联合通知")[0]
    pages = place_pages(composition.flow, composition.profile)
    data = write_ofd(
        pages, composition.profile.faces, archival=True, attached={"公文.yaml": "文种: 通知\n".encode()}
    )
    file = OfdFile(data)
    assert file.roots["OFD.xml"].get("DocType") == "OFD-A"
    (entry,) = elements(file.roots["Doc_0/Attachs/Attachments.xml"], "Attachment")
    assert (entry.get("Name"), entry.get("Format")) == ("公文.yaml", "TXT")
    assert file.parts[f"Doc_0/Attachs/{entry[0].text}"] == "文种: 通知\n".encode()


def test_threads_may_look_up_glyphs_at_once() -> None:
    """Six threads that begin together, each with a document of other characters."""
    names = sorted(NAMES)[:6]
    gate = Barrier(len(names))

    def draw(name: str) -> int:
        gate.wait()
        return len(api.render(api.compose_source(api.load(sample_file(name))), "ofd").files[0])

    cells_of.cache_clear()
    with ThreadPoolExecutor(len(names)) as pool:
        assert all(pool.map(draw, names))
