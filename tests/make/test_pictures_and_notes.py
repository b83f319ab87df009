"""Pictures and footnotes on the pages: in their places, within the page, in both renderings alike."""

from __future__ import annotations

import io
from base64 import b64decode

import pypdfium2
import pytest
from docx import Document as open_docx
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from gongwen.api import Composition
from gongwen.api.documents import compose_source, parse, render
from gongwen.make.pages.place import place_pages
from gongwen.markup.reading import Form, NoteLine, Piece
from gongwen.markup.writing import write_line, write_note
from gongwen.ooxml.package.docx import unpack
from gongwen.read.docx_lines import read_docx
from gongwen.recognise.main import recognise
from tests.measuring.gallery import Exhibit, make_exhibits
from tests.measuring.measures import squeeze
from tests.measuring.render import requires_soffice

HEAD = "文种: 通知\n发文机关标志: 云岭县人民政府文件\n发文机关: 云岭县人民政府\n标题: 关于做好防汛工作的通知\n署名: 云岭县人民政府\n成文日期: 2026-06-01\n正文: |\n"


NAVY = (0, 0, 128)


def _picture(size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, "PNG")
    return out.getvalue()


def _composed(lines: list[str], **media: bytes) -> Composition:
    text = HEAD + "".join(f"  {line}\n" for line in lines)
    return compose_source(parse(text, "稿.yaml"), media={f"{name}.png": data for name, data in media.items()})


@pytest.mark.parametrize("size", [(40, 40), (3000, 500), (500, 6000), (1200, 900)])
def test_a_picture_stays_within_the_page_with_its_caption(size: tuple[int, int]) -> None:
    made = _composed(["甲" * 300 + "。", "![图1 示意](图.png)", "乙" * 200 + "。"], 图=_picture(size))
    pages = place_pages(made.flow, made.profile)
    (page,) = [page for page in pages.sheets if page.images]
    (image,) = page.images
    area = made.profile.sheet.area(2)
    assert area.left - 0.1 <= image.x and image.x + image.width <= area.left + area.width + 0.1
    assert image.x - area.left == pytest.approx(area.left + area.width - image.x - image.width, abs=0.1)
    caption = next(line for line in page.lines if "图1" in "".join(ink.text for ink in line.inks))
    assert image.y + image.height <= caption.baseline
    assert caption.baseline <= pages.height - 90
    assert image.width / image.height == pytest.approx(size[0] / size[1], rel=0.01)
    rows = open_docx(io.BytesIO(render(made, "docx").files[0])).inline_shapes
    assert rows[0].width.pt == pytest.approx(image.width, abs=0.1)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "TIFF"])
def test_every_kind_of_picture_is_shown_in_every_format(kind: str) -> None:
    Image.new("RGB", (120, 60), NAVY).save(out := io.BytesIO(), kind)
    made = _composed(["请看图。", "![图1 示意](图.png)"], 图=out.getvalue())
    (image,) = [image for page in place_pages(made.flow, made.profile).sheets for image in page.images]
    pdf = pypdfium2.PdfDocument(render(made, "pdf").files[0])
    pages = [page.render(scale=2).to_pil().convert("RGB") for page in pdf]
    pages += [Image.open(io.BytesIO(page)).convert("RGB") for page in render(made, "png").files]
    for page in pages:
        middle = (image.x + image.width / 2, image.y + image.height / 2)
        scale = page.width / (210 / 25.4 * 72)
        colour = page.getpixel((round(middle[0] * scale), round(middle[1] * scale)))
        assert colour == pytest.approx(NAVY, abs=3)
    shown = render(made, "html").files[0].decode().partition("base64,")[2].partition('"')[0]
    assert Image.open(io.BytesIO(b64decode(shown))).size == (120, 60)
    parts = unpack(render(made, "docx").files[0])
    assert out.getvalue() in [data for name, data in parts.items() if name.startswith("word/media/")]


def test_a_footnote_stands_at_the_foot_of_the_page_that_calls_it() -> None:
    lines = [f"第{number}段。" + "甲" * 90 + f"[^{number}]。" for number in range(1, 16)]
    notes = [f"[^{number}]: 注文{number}号。" for number in range(1, 16)]
    made = _composed([*lines, *notes])
    pdf = pypdfium2.PdfDocument(render(made, "pdf").files[0])
    texts = ["".join(page.get_textpage().get_text_range().split()) for page in pdf]
    assert len(texts) > 1
    for number in range(1, 16):
        (page,) = [
            text for text in texts if f"第{number}段。" in text or f"{number}注文{number}号。" in text
        ][-1:]
        calling = next(text for text in texts if f"{number}注文{number}号。" in text)
        assert page == calling
    for page in place_pages(made.flow, made.profile).sheets:
        feet = [line.baseline for line in page.lines if "注文" in "".join(ink.text for ink in line.inks)]
        body = [line.baseline for line in page.lines if "甲" in "".join(ink.text for ink in line.inks)]
        assert not feet or max(body) < min(feet)


@pytest.mark.parametrize(
    ("line", "says"),
    [("数据[^9]。", "没有注文"), ("![图1 甲](没有.png)", "没有这个图片文件")],
)
def test_what_is_missing_is_told_with_its_place(line: str, says: str) -> None:
    from gongwen.finding import InputError

    with pytest.raises(InputError) as error:
        _composed(["请值班。", line])
    assert "第9行" in str(error.value.problems[0])
    assert says in str(error.value.problems[0])


def test_marks_leave_txt_and_show_in_html() -> None:
    made = _composed(["面积25km^2^，**务必**[落实]{下划线}[^1]。", "[^1]: 据[公报](https://a.cn)。"])
    text = render(made, "txt").files[0].decode()
    html = render(made, "html").files[0].decode()
    assert "面积25km2，务必落实1。" in text and "1 据公报。" in text
    assert "<sup>2</sup>" in html and "<b>务必</b>" in html and "<u>落实</u>" in html
    assert '<a href="https://a.cn">公报</a>' in html


_LETTERS = st.text("防汛工作抓好落实甲乙丙Ab12，", min_size=1, max_size=6)
_FORMS = st.sampled_from(
    [Form(), Form(is_bold=True), Form(script="上标"), Form(script="下标"), Form(is_underlined=True),
     Form(is_bold=True, is_underlined=True), Form(link="https://a.cn/x")]
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.builds(Piece, _LETTERS, _FORMS), min_size=1, max_size=5), min_size=1, max_size=4),
    st.booleans(),
)
def test_what_is_built_is_read_back(paragraphs: list[list[Piece]], is_noted: bool) -> None:
    lines = [write_line([Piece("各单位要"), *pieces, Piece("。")]) for pieces in paragraphs]
    if is_noted:
        lines[0] += "[^1]"
        lines.append(write_note(NoteLine("1", "注文。")))
    lines.insert(0, "![图1 示意](图/甲.png)")
    text = HEAD + "".join(f"  {line}\n" for line in lines)
    source = parse(text, "稿.yaml")
    made = compose_source(source, media={"图/甲.png": _picture((40, 30))})
    read = recognise(read_docx(render(made, "docx").files[0], "公文.docx"))
    assert read.document == source.document
    assert read.media == {"图/甲.png": _picture((40, 30))}


IMPRINT = "抄送机关: 县委办公室\n印发机关: 云岭县人民政府办公室\n印发日期: 2026-06-01\n"
STYLES = ("gbt9704-2012", "gbt9704-2012-last-page")
PARAGRAPHS = (1, 9, 12, 15)


def _with_imprint(paragraphs: int, style: str) -> Composition:
    lines = ["甲" * 80 + "。"] * paragraphs + ["乙" * 40 + "[^1]。", "[^1]: 注文。"]
    head = IMPRINT + f"版式: {style}\n" + HEAD
    return compose_source(parse(head + "".join(f"  {line}\n" for line in lines), "稿.yaml"))


def _with_notes() -> Composition:
    lines = [("甲" * 70 + f"10^8^[^{number}]。") for number in range(1, 11)]
    lines[4:4] = ["![图1 甲](图.png)"]
    lines += [f"[^{number}]: 注文{number}。" for number in range(1, 11)]
    return _composed(lines, 图=_picture((900, 600)))


@pytest.fixture(scope="module")
def exhibits(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Exhibit]:
    made = {f"{style}-{count}": _with_imprint(count, style) for style in STYLES for count in PARAGRAPHS}
    return make_exhibits({"多处": _with_notes(), **made}, tmp_path_factory.mktemp("notes"))


@requires_soffice
def test_numbers_of_pages_agree_in_both_renderings(exhibits: dict[str, Exhibit]) -> None:
    assert len(exhibits["多处"].ours) == len(exhibits["多处"].office)


@requires_soffice
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("paragraphs", PARAGRAPHS)
def test_a_footnote_and_the_imprint_keep_apart(
    paragraphs: int, style: str, exhibits: dict[str, Exhibit]
) -> None:
    exhibit = exhibits[f"{style}-{paragraphs}"]
    for pages in (exhibit.ours, exhibit.office):
        texts = [squeeze("".join(line.text for line in page.lines())) for page in pages]
        noted = [number for number, text in enumerate(texts) if "注文。" in text]
        last = [number for number, text in enumerate(texts) if "抄送：" in text]
        assert len(noted) == len(last) == 1
        assert noted < last
