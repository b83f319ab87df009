"""Clause 7, element by element: where the ink stands in our PDF and in LibreOffice's rendering of our docx."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from gongwen.api import Composition
from tests.measuring.gallery import Exhibit, compose_text, make_exhibits
from tests.measuring.ink import Box, PageInk, TextLine
from tests.measuring.measures import NARROWER
from tests.measuring.render import requires_soffice
from tests.paths import read_cases

CASES = read_cases("make/elements.yaml")
LEFT, RIGHT, TOP, FOOT = 28.0, 184.0, 37.0, 262.0
LINE, TITLE_LINE = 28.95 * 25.4 / 72, 36 * 25.4 / 72
CHARACTER, SMALL = 15.75 * 25.4 / 72, 14 * 25.4 / 72
BASELINE = 0.8

ROWS = "".join(f"  | {number} | 第{number}项 | 看记录 |\n" for number in range(1, 61))
LONG_TABLE = f"文种: 方案\n标题: 检查要点\n正文: |\n  | 序号 | 检查要点 | 方法 |\n  |---|---|---|\n{ROWS}"

pytestmark = requires_soffice
near = pytest.approx


@pytest.fixture(scope="module")
def exhibits(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Exhibit]:
    full = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋一统" * 80
    texts = {name: text.replace("FULL_PAGE", full) for name, text in CASES.items()}
    compositions = {name: compose_text(text) for name, text in texts.items()}
    compositions["长表"] = compose_text(LONG_TABLE)
    compositions["版记同页"] = filled("same")
    compositions["版记隔页"] = filled("after-blank")
    compositions["版记另页"] = filled("next")
    compositions["版记在末页"] = filled("same", "gbt9704-2012-last-page")
    return make_exhibits(compositions, tmp_path_factory.mktemp("elements"))


def filled(imprint_page: str, style: str = "") -> Composition:
    """A notice so long that its 版记 has to stand where ``imprint_page`` says."""
    for count in range(12, 60):
        body = "请认真抓好落实。\n    " * count
        text = CASES["抄送"].replace("正文: 请认真抓好落实。", f"正文: |\n    {body}\n")
        composition = compose_text(text, style)
        if composition.flow.imprint_page == imprint_page:
            return composition
    raise AssertionError(imprint_page)


@pytest.fixture(params=["ours", "office"])
def show(request: pytest.FixtureRequest, exhibits: dict[str, Exhibit]) -> Callable[[str], list[PageInk]]:
    return lambda name: exhibits[name].pages(request.param)


Show = Callable[[str], list[PageInk]]


def line_with(page: PageInk, text: str) -> TextLine:
    (line,) = [line for line in page.lines() if text in "".join(line.text.split())]
    return line


def drawn_by(line: TextLine, *names: str) -> bool:
    """Whether every font of the line is one of a face, by a part of its name."""
    return all(any(name in font for name in names) for font in line.fonts)


def x(line: TextLine, character: str) -> float:
    """Where the cell of ``character`` begins."""
    return next(glyph.x for glyph in line.glyphs if glyph.text == character)


@pytest.mark.clause("5.2.1-1", "5.2.1-2", "5.2.1-3", "5.2.3-1", "5.2.3-2", "5.2.3-3")
def test_full_page_has_22_lines_of_28_characters(show: Show) -> None:
    page = show("满页")[1]
    lines = page.lines(Box(top=30, bottom=263))
    assert [line.full_width for line in lines] == [28] * 22
    assert all(line.glyphs[0].x == near(LEFT, abs=0.3) for line in lines)
    assert all(line.glyphs[-1].end == near(RIGHT, abs=0.6) for line in lines)
    assert all(b.baseline - a.baseline == near(LINE, abs=0.03) for a, b in pairwise(lines))
    assert lines[0].baseline == near(TOP + BASELINE * LINE, abs=0.3)


@pytest.mark.clause("3.2-2", "7.3.1-1", "7.3.1-2", "7.3.1-3")
def test_title_two_lines_below_the_red_line(show: Show) -> None:
    page = show("标题换行")[0]
    (rule,) = page.rules("red")
    lines = [line for line in page.lines() if line.size == near(22, abs=0.1)]
    assert ["".join(line.text.split()) for line in lines] == CASES_TITLE_LINES
    assert lines[0].baseline == near(rule.bottom + 2 * LINE + BASELINE * TITLE_LINE, abs=0.6)
    assert all(line.centre == near(106, abs=0.6) for line in lines)
    assert all(drawn_by(line, "Bold", "BiaoSong", "XBS") for line in lines)
    assert all(b.baseline - a.baseline == near(TITLE_LINE, abs=0.05) for a, b in pairwise(lines))


CASES_TITLE_LINES = ["云岭县人民政府办公室", "关于印发云岭县农村饮水安全", "提升行动方案的通知"]


@pytest.mark.clause("7.2.5-1", "7.2.5-2")
def test_number_two_lines_below_the_mark(show: Show) -> None:
    page = show("用印")[0]
    mark, number = line_with(page, "办公室文件"), line_with(page, "〔2024〕")
    gap = number.top - mark.bottom
    assert 2 * LINE <= gap <= 2 * LINE + 8
    assert number.centre == near(106, abs=0.6)


@pytest.mark.clause("7.3.2-1", "7.3.2-2", "7.3.2-3")
def test_recipients_one_line_below_the_title_flush_left(show: Show) -> None:
    page = show("用印")[0]
    title = [line for line in page.lines() if line.size == near(22, abs=0.1)][-1]
    recipients = line_with(page, "各乡镇人民政府")
    assert recipients.text.endswith("：")
    assert recipients.glyphs[0].x == near(LEFT, abs=0.3)
    gap = (1 - BASELINE) * TITLE_LINE + LINE + BASELINE * LINE
    assert recipients.baseline - title.baseline == near(gap, abs=0.4)


@pytest.mark.clause("7.3.3-4")
def test_paragraphs_begin_two_characters_in(show: Show) -> None:
    page = show("用印")[0]
    assert line_with(page, "为做好汛期").glyphs[0].x == near(LEFT + 2 * CHARACTER, abs=0.4)


@pytest.mark.clause("7.3.5.1-1", "7.3.5.1-2", "7.3.6-1", "7.3.6-2")
def test_sealed_closing(show: Show) -> None:
    """7.3.5.1: the date leaves four characters, the name is centred over it, the note is below."""
    page = show("用印")[0]
    signed = [line for line in page.lines() if "".join(line.text.split()) == "云岭县人民政府办公室"]
    name, date, note = signed[-1], line_with(page, "6月9日"), line_with(page, "此件公开发布")
    assert date.glyphs[-1].end == near(RIGHT - 4 * CHARACTER, abs=0.6)
    centre = (date.glyphs[0].x + date.glyphs[-1].end) / 2
    assert (name.glyphs[0].x + name.glyphs[-1].end) / 2 == near(centre, abs=0.6)
    assert date.baseline - name.baseline == near(LINE, abs=0.1)
    assert note.baseline - date.baseline == near(LINE, abs=0.1)
    assert note.text.startswith("（")
    assert note.glyphs[0].x == near(LEFT + 2 * CHARACTER, abs=0.4)
    text = line_with(page, "落实。")
    assert 2 * LINE <= name.baseline - text.baseline <= 3.1 * LINE


@pytest.mark.clause("7.3.5.2-1", "7.3.5.2-2")
def test_unsealed_closing_with_a_name_longer_than_the_date(show: Show) -> None:
    """7.3.5.2: one line below, the name leaves two characters, the date begins two to the right."""
    page = show("不用印长署名")[0]
    lines = page.lines()
    name = [line for line in lines if line.text.endswith("指挥部办公室")][-1]
    date = line_with(page, "6月9日")
    assert name.glyphs[-1].end == near(RIGHT - 2 * CHARACTER, abs=0.6)
    assert date.glyphs[0].x - name.glyphs[0].x == near(2 * CHARACTER, abs=0.6 + NARROWER)
    assert date.baseline - name.baseline == near(LINE, abs=0.1)
    assert name.baseline - line_with(page, "请认真").baseline == near(2 * LINE, abs=0.1)


@pytest.mark.clause("7.3.5.2-3")
def test_unsealed_closing_with_a_name_shorter_than_the_date(show: Show) -> None:
    """7.3.5.2: the date leaves two characters and the name moves left."""
    page = show("不用印短署名")[0]
    name = [line for line in page.lines() if line.text == "县水利局"][-1]
    date = line_with(page, "11月19日")
    assert date.glyphs[-1].end == near(RIGHT - 2 * CHARACTER, abs=0.6)
    assert date.glyphs[0].x - name.glyphs[0].x == near(2 * CHARACTER, abs=0.6 + NARROWER)


@pytest.mark.clause("7.3.4-1", "7.3.4-2", "7.3.4-5")
def test_note_of_one_attachment_hangs_behind_the_colon(show: Show) -> None:
    page = show("一个附件")[0]
    first = line_with(page, "附件：")
    turned = page.lines()[page.lines().index(first) + 1]
    assert first.glyphs[0].x == near(LEFT + 2 * CHARACTER, abs=0.4)
    assert turned.glyphs[0].x == near(x(first, "云"), abs=0.3)
    assert first.baseline - line_with(page, "下达给你们").baseline == near(2 * LINE, abs=0.1)


@pytest.mark.clause("7.3.4-3", "7.3.4-5", "7.3.4-6")
def test_note_of_several_attachments_aligns_numbers_and_names(show: Show) -> None:
    page = show("几个附件")[0]
    first, second = line_with(page, "附件：1."), line_with(page, "2.云岭县")
    turned = page.lines()[page.lines().index(first) + 1]
    assert x(second, "2") == near(x(first, "1"), abs=0.3)
    assert turned.glyphs[0].x == near(x(first, "云"), abs=0.5)


@pytest.mark.clause("7.3.7-1", "7.3.7-2", "7.3.7-3")
@pytest.mark.parametrize(("name", "marks"), [("一个附件", ["附件"]), ("几个附件", ["附件1", "附件2"])])
def test_attachments_have_pages_of_their_own(show: Show, name: str, marks: list[str]) -> None:
    """7.3.7: the mark in 黑体 on the first line, flush left; the title centred on the third."""
    pages = show(name)[1:]
    assert len(pages) == len(marks)
    for page, mark in zip(pages, marks, strict=True):
        label, title, *_ = page.lines()
        assert "".join(label.text.split()) == mark
        assert label.glyphs[0].x == near(LEFT, abs=0.3)
        assert label.baseline == near(TOP + BASELINE * LINE, abs=0.3)
        assert title.baseline == near(TOP + 2 * LINE + BASELINE * TITLE_LINE, abs=0.4)
        assert title.centre == near(106, abs=0.6)
        assert drawn_by(label, "Hei", "Sans")
        assert label.size == near(16, abs=0.1)


@pytest.mark.clause("7.2.1-3", "7.2.2-2", "7.2.2-3", "7.2.2-4", "7.2.3-2", "7.2.3-3", "7.2.4-3")
def test_corner_of_the_first_page(show: Show) -> None:
    """7.2.1 to 7.2.3: copy number, secrecy and urgency on the first three lines, flush left."""
    page = show("密级急件")[0]
    lines = page.lines()[:3]
    assert ["".join(line.text.split()) for line in lines] == ["000001", "机密★1年", "特急"]
    for place, line in enumerate(lines):
        assert line.glyphs[0].x == near(LEFT, abs=0.3)
        assert line.baseline == near(TOP + (place + BASELINE) * LINE, abs=0.3)
    mark = page.box(Box(top=50, bottom=100), "red")
    assert mark is not None
    assert mark.top == near(72.0, abs=1.0)


@pytest.mark.clause("7.2.5-7", "7.2.5-8", "7.2.6-2")
def test_signers_stand_on_the_line_of_the_number(show: Show) -> None:
    """7.2.5, 7.2.6: the number one character from the left, the signers one from the right."""
    page = show("密级急件")[0]
    number, signers = page.find("云政〔2024〕7号"), page.find("川")
    assert number.left == near(LEFT + CHARACTER, abs=0.8)
    assert signers.glyphs[-1].end == near(RIGHT - CHARACTER, abs=0.6)
    assert signers.baseline == near(number.baseline, abs=0.1)


@pytest.mark.clause("7.4.2-3", "7.4.2-4", "7.4.2-5", "7.4.2-6", "7.4.3-3", "7.4.3-4")
def test_imprint_lines(show: Show) -> None:
    """7.4.2, 7.4.3: one character free at both sides, turn-over lines under the first behind the colon."""
    page = show("抄送")[-1]
    copies = line_with(page, "抄送：")
    turned = page.lines()[page.lines().index(copies) + 1]
    printed = line_with(page, "印发")
    assert copies.size == near(14, abs=0.1)
    assert copies.glyphs[0].x == near(LEFT + SMALL, abs=0.3)
    assert turned.glyphs[0].x == near(x(copies, "县"), abs=0.3)
    assert turned.text.endswith("。")
    assert copies.glyphs[-2].right <= RIGHT - SMALL + 0.3  # the last mark may hang
    assert printed.glyphs[0].x == near(LEFT + SMALL, abs=0.3)
    assert printed.glyphs[-1].end == near(RIGHT - SMALL, abs=0.6)


def test_roster_columns(show: Show) -> None:
    (page,) = show("名单")
    lines = {"".join(line.text.split())[:4]: line for line in page.lines()}
    chief, deputy = lines["组长：陆"], lines["常务副组"]
    member, second, units = lines["成员：买"], lines["欧阳清远"], lines["成员单位"]
    names = [x(chief, "陆"), x(deputy, "何"), x(member, "买"), x(second, "欧")]
    assert names == [near(names[0], abs=0.3)] * 4
    turned = page.lines()[page.lines().index(deputy) + 1]
    posts = [x(chief, "县"), turned.glyphs[0].x, x(second, "县")]
    assert posts == [near(posts[0], abs=0.3)] * 3
    assert x(chief, "长") - x(chief, "组") == near(2 * CHARACTER, abs=0.3)
    assert x(chief, "明") - x(chief, "陆") == near(2 * CHARACTER, abs=0.3)
    last = page.lines()[page.lines().index(units) + 1]
    assert last.glyphs[0].x == near(x(units, "县"), abs=0.3)


def test_table_repeats_its_head_and_keeps_its_grid(show: Show) -> None:
    pages = show("长表")
    assert len(pages) == 3
    for page in pages:
        lines = page.lines(Box(top=30, bottom=263))
        head = next(line for line in lines if "序号" in line.text)
        assert "检查要点" in head.text
        grid = [rule for rule in page.rules("black") if rule.width > 150]
        assert all(rule.width == near(156.0, abs=0.6) for rule in grid)
        assert head.baseline < grid[1].top + 0.1
        assert head.size == near(14, abs=0.1)
    rows = [line for page in pages for line in page.lines(Box(top=30, bottom=263)) if "第" in line.text]
    assert len(rows) == 60


@pytest.mark.clause("7.4.1-5", "7.4.1-6", "7.5-6")
def test_imprint_behind_a_blank_page_is_not_numbered(show: Show) -> None:
    """7.5: neither the blank page nor that of the 版记 has a number."""
    pages = show("版记隔页")
    assert len(pages) % 2 == 0
    assert pages[-2].box() is None
    assert not pages[-1].lines(Box(top=264))
    assert pages[-1].rules("black")[-1].bottom == near(FOOT, abs=0.6)
    assert pages[-3].lines(Box(top=264))


@pytest.mark.clause("7.5-7", "7.4.1-5", "7.4.1-6")
def test_imprint_on_an_even_page_of_its_own_is_numbered(show: Show) -> None:
    pages = show("版记另页")
    assert len(pages) % 2 == 0
    assert "".join(pages[-1].lines()[0].text.split()).startswith("抄送：")
    (number,) = pages[-1].lines(Box(top=264))
    assert "".join(number.text.split()) == f"—{len(pages)}—"


@pytest.mark.clause("7.4.1-5", "7.4.1-6")
def test_imprint_below_the_text_of_an_even_page(show: Show) -> None:
    pages = show("版记同页")
    assert len(pages) == 2
    assert any("6月9日" in "".join(line.text.split()) for line in pages[-1].lines())
    assert pages[-1].rules("black")[-1].bottom == near(FOOT, abs=0.6)


@pytest.mark.clause("7.4.1-5")
def test_imprint_on_any_last_page_by_switch(show: Show) -> None:
    pages = show("版记在末页")
    assert pages[-1].rules("black")[-1].bottom == near(FOOT, abs=0.6)
    assert any("6月9日" in "".join(line.text.split()) for line in pages[-1].lines(Box(bottom=230)))
