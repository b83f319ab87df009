"""Faces, sizes and colours of the elements, their order, and what is left of clauses 5 and 7."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from gongwen.api import render
from tests.measuring.gallery import Exhibit, compose_text, make_exhibits
from tests.measuring.ink import Box, PageInk, TextLine, read_pdf
from tests.measuring.measures import CHARACTER, LEFT, LINE, near, squeeze
from tests.measuring.render import requires_soffice
from tests.paths import read_cases

CASES = read_cases("make/clauses.yaml")
ALL, SIGNERS, JOINT = "各要素", "三个签发人", "联合不用印"
FACES = {"仿宋": ("Fang",), "楷体": ("Kai",), "黑体": ("Hei", "Sans"), "小标宋": ("Bold", "BiaoSong", "XBS")}
"""Parts of the names of the fonts that stand for a face."""

pytestmark = requires_soffice
Show = Callable[[str], list[PageInk]]


@pytest.fixture(scope="module")
def exhibits(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Exhibit]:
    compositions = {name: compose_text(text) for name, text in CASES.items()}
    return make_exhibits(compositions, tmp_path_factory.mktemp("clauses"))


@pytest.fixture(params=["ours", "office"])
def show(request: pytest.FixtureRequest, exhibits: dict[str, Exhibit]) -> Show:
    return lambda name: exhibits[name].pages(request.param)


def find(pages: list[PageInk], text: str) -> TextLine:
    """The first place of ``text`` on any page."""
    return next(found for page in pages for found in page.find_all(text))


def whole_lines(page: PageInk) -> list[str]:
    return [squeeze(line.text) for line in page.lines()]


@pytest.mark.clause("5.1", "5.2.1-4")
def test_sheet_and_its_lower_and_right_margin(show: Show) -> None:
    for page in show(ALL):
        assert (page.width, page.height) == (near(210, abs=0.1), near(297, abs=0.1))
    last = show(ALL)[-1]
    foot = last.rules("black")[-1]
    assert last.height - foot.bottom == near(35, abs=0.6)
    assert last.width - foot.right == near(26, abs=0.6)


@pytest.mark.clause("5.2.4")
def test_only_the_mark_and_the_rule_of_the_head_are_red(show: Show) -> None:
    first, *others = show(ALL)
    (rule,) = first.rules("red")
    red = first.box(colour="red")
    assert red is not None
    assert (red.top, red.bottom) == (near(72.0, abs=1.0), near(rule.bottom, abs=0.2))
    number = first.find("云政发〔2024〕7号")
    assert first.box(Box(top=number.top - 0.5, bottom=number.bottom + 0.5), "red") is None
    assert all(page.box(colour="red") is None for page in others)


@pytest.mark.parametrize(
    ("text", "face", "size"),
    [
        pytest.param("000012", "仿宋", 16, marks=pytest.mark.clause("7.2.1-2")),
        pytest.param("秘密", "黑体", 16, marks=pytest.mark.clause("7.2.2-1")),
        pytest.param("加急", "黑体", 16, marks=pytest.mark.clause("7.2.3-1")),
        pytest.param("云政发〔2024〕7号", "仿宋", 16, marks=pytest.mark.clause("5.2.2")),
        pytest.param("各乡镇人民政府", "仿宋", 16, marks=pytest.mark.clause("5.2.2")),
        pytest.param("现将汛期工作通知", "仿宋", 16, marks=pytest.mark.clause("7.3.3-2")),
        pytest.param("一、总体要求", "黑体", 16, marks=pytest.mark.clause("7.3.3-6")),
        pytest.param("（一）工作目标", "楷体", 16, marks=pytest.mark.clause("7.3.3-6")),
        pytest.param("1.加固堤防", "仿宋", 16, marks=pytest.mark.clause("7.3.3-6")),
        pytest.param("（1）清理河道", "仿宋", 16, marks=pytest.mark.clause("7.3.3-6")),
        pytest.param("附件：1.防汛任务清单", "仿宋", 16, marks=pytest.mark.clause("5.2.2")),
        pytest.param("2024年6月9日", "仿宋", 16, marks=pytest.mark.clause("5.2.2")),
        pytest.param("（此件不公开）", "仿宋", 16, marks=pytest.mark.clause("5.2.2")),
        pytest.param("任务逐项列出", "仿宋", 16, marks=pytest.mark.clause("7.3.7-5")),
        pytest.param("抄送：县委办公室", "仿宋", 14, marks=pytest.mark.clause("7.4.2-1")),
        pytest.param("2024年6月10日印发", "仿宋", 14, marks=pytest.mark.clause("7.4.3-1")),
    ],
)
def test_face_and_size(show: Show, text: str, face: str, size: float) -> None:
    assert_drawn(find(show(ALL), text), face, size)


def assert_drawn(line: TextLine, face: str, size: float) -> None:
    assert all(any(part in font for part in FACES[face]) for font in line.fonts), line.fonts
    assert all(glyph.size == near(size, abs=0.1) for glyph in line.glyphs)


@pytest.mark.clause("7.2.4-4")
def test_the_mark_is_in_its_face(show: Show) -> None:
    mark = show(ALL)[0].find("云岭县人民政府文件")
    assert_drawn(mark, "小标宋", mark.size)


@pytest.mark.clause("7.2.2-6")
def test_secrecy_without_a_period_has_no_star(show: Show) -> None:
    assert whole_lines(show(ALL)[0])[:3] == ["000012", "秘密", "加急"]


@pytest.mark.clause("7.1-1", "7.1-2", "7.1-3", "7.3.7-8", "7.4.1-4", "7.4.2-2", "7.4.3-2", "7.4.3-6")
def test_parts_and_their_order(show: Show) -> None:
    """版头 above the red line, 主体 down to the 版记, 版记 between its first and last rule."""
    pages = show(ALL)
    (red,) = pages[0].rules("red")
    above = whole_lines(pages[0])[:5]
    assert above == ["000012", "秘密", "加急", "云岭县人民政府文件", "云政发〔2024〕7号"]
    assert pages[0].find(above[-1]).bottom < red.top < pages[0].find("云岭县人民政府关于").top
    first, middle, last = pages[-1].rules("black")
    copies, printed = pages[-1].find("抄送："), pages[-1].find("2024年6月10日印发")
    order = [first.bottom, copies.top, copies.bottom, middle.top, printed.top, printed.bottom, last.top]
    assert order == sorted(order)
    assert all(line.bottom < first.top for line in pages[-1].lines(Box(bottom=copies.top)))
    written = "".join(text for page in pages for text in whole_lines(page))
    places = [written.index(text) for text in ("（此件不公开）", "任务逐项列出", "物资逐项列出", "抄送：")]
    assert places == sorted(places)


@pytest.mark.clause("7.2.7-4")
def test_thickness_of_the_red_line(show: Show) -> None:
    (rule,) = show(ALL)[0].rules("red")
    assert 0.35 - 0.03 <= rule.thickness <= 0.5 + 0.03


@pytest.mark.clause("7.3.2-2", "7.3.2-5", "7.3.3-3")
def test_recipients_turn_over_flush_left_and_the_text_follows(show: Show) -> None:
    lines = show(ALL)[0].lines()
    start = next(place for place, line in enumerate(lines) if line.text.startswith("各乡镇"))
    first, turned, body = lines[start : start + 3]
    assert turned.text.endswith("：")
    assert [first.glyphs[0].x, turned.glyphs[0].x] == [near(LEFT, abs=0.3)] * 2
    assert squeeze(body.text).startswith("现将汛期")
    assert body.baseline - turned.baseline == near(LINE, abs=0.1)


@pytest.mark.clause("7.3.5.4-1", "7.3.5.4-2", "7.4.3-5")
def test_dates_are_written_in_full_without_zeros(show: Show) -> None:
    pages = show(ALL)
    assert "2024年6月9日" in whole_lines(pages[0]) + whole_lines(pages[1])
    assert whole_lines(pages[-1])[-2].endswith("办公室2024年6月10日印发")


@pytest.mark.clause("7.3.7-4", "7.3.7-5")
def test_attachments_have_the_numbers_and_titles_of_their_note(show: Show) -> None:
    pages = show(ALL)
    written = [text for page in pages for text in whole_lines(page)]
    assert {"附件：1.防汛任务清单", "2.防汛物资清单"} <= set(written)
    for number, title, text in (("1", "防汛任务清单", "任务逐项"), ("2", "防汛物资清单", "物资逐项")):
        place = written.index(f"附件{number}")
        assert written[place + 1] == title
        assert find(pages, text).glyphs[0].x == near(LEFT + 2 * CHARACTER, abs=0.4)


@pytest.mark.clause("7.2.5-8", "7.2.6-1", "7.2.6-3", "7.2.6-4", "7.2.6-5", "7.2.6-6", "7.2.6-7", "7.2.6-8")
def test_three_signers_stand_two_a_row(show: Show) -> None:
    page = show(SIGNERS)[0]
    mark, label = page.find("云岭县教育局文件"), page.find("签发人：")
    names = [page.find(name) for name in ("陆明远", "何川", "赵清")]
    assert_drawn(label, "仿宋", 16)
    for name in names:
        assert_drawn(name, "楷体", 16)
    assert 2 * LINE <= label.top - mark.bottom <= 2 * LINE + 8
    assert [names[0].baseline, names[1].baseline] == [near(label.baseline, abs=0.1)] * 2
    assert label.glyphs[-1].end <= names[0].glyphs[0].x + 0.5
    assert names[0].right < names[1].left
    assert names[2].baseline - names[0].baseline == near(LINE, abs=0.1)
    assert names[2].glyphs[0].x == near(names[0].glyphs[0].x, abs=0.3)
    assert page.find("云教〔2024〕7号").baseline == near(names[2].baseline, abs=0.1)


@pytest.mark.clause("7.2.4-9")
def test_a_joint_document_may_have_the_mark_of_its_host_alone(show: Show) -> None:
    page = show(JOINT)[0]
    mark = page.find("云岭县教育局文件")
    (rule,) = page.rules("red")
    red = page.box(Box(bottom=rule.top - 1), "red")
    assert red is not None
    assert (red.left, red.right) == (near(mark.left, abs=0.6), near(mark.right, abs=0.6))


@pytest.mark.clause("7.3.5.2-4")
def test_unsealed_agencies_stand_below_each_other_host_first(show: Show) -> None:
    lines = [line for line in show(JOINT)[0].lines() if squeeze(line.text).endswith("局")]
    assert [squeeze(line.text) for line in lines] == ["云岭县教育局", "云岭县应急管理局", "云岭县水利局"]
    assert [below.baseline - above.baseline for above, below in pairwise(lines)] == [near(LINE, abs=0.1)] * 2


@pytest.mark.clause("7.3.5.5-1")
def test_the_pitch_changes_so_that_no_closing_stands_without_text() -> None:
    pitches: list[float] = []
    for count in range(24, 32):
        body = "请认真抓好落实。\n    " * count
        text = CASES[JOINT].replace("正文: 请认真抓好落实。", f"正文: |\n    {body}\n")
        pages = read_pdf(render(compose_text(text), "pdf").files[0])
        (closing,) = [page for page in pages if page.find_all("2024年6月9日")]
        assert closing.find_all("请认真抓好落实")
        first, second, *_ = pages[0].find_all("请认真抓好落实")
        pitches.append(second.baseline - first.baseline)
    assert any(pitch == near(LINE, abs=0.03) for pitch in pitches)
    assert any(pitch != near(LINE, abs=0.1) for pitch in pitches)
