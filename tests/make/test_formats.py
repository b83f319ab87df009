"""信函, 命令 and 纪要, distance by distance (clause 10), and what stands on other sheets (7.3.7, 8)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gongwen.api import compose_source, load, parse, render
from gongwen.api.kinds import starting_file
from gongwen.faces import INK_TOP
from gongwen.flow import Par
from gongwen.terms.kind import BY_NAME
from tests.making.any_documents import make_letter
from tests.measuring.gallery import Exhibit, Gallery, compose_text, make_exhibits
from tests.measuring.ink import Box, PageInk, Rule, TextLine, read_pdf
from tests.measuring.measures import CHARACTER, FOOT, LEFT, LINE, RIGHT, TOP, near, squeeze
from tests.measuring.render import requires_soffice
from tests.paths import SAMPLES, sample_file

SEVEN_EIGHTHS = 7 / 8 * 16 * 25.4 / 72
PACED_APART = (73, 116, 187)
"""Seeds of letters whose first page and whose closing need two line pitches."""

pytestmark = requires_soffice
Show = Callable[[str], list[PageInk]]


@pytest.fixture(params=["ours", "office"])
def show(request: pytest.FixtureRequest, gallery: Gallery) -> Show:
    return lambda name: gallery.show(name).pages(request.param)


def mark_of(page: PageInk, text: str) -> TextLine:
    return page.find(text)


def is_mark_face(line: TextLine) -> bool:
    return all("Bold" in font or "BiaoSong" in font or "XBS" in font for font in line.fonts)


def double_lines(page: PageInk) -> tuple[list[Rule], list[Rule]]:
    """The red lines under the mark and those at the foot of the page."""
    rules = page.rules("red")
    return [rule for rule in rules if rule.top < 148], [rule for rule in rules if rule.top > 148]


def first_line(page: PageInk, below: float) -> TextLine:
    return next(line for line in page.lines() if line.top > below)


class TestLetter:
    @pytest.mark.clause("10.1-1", "10.1-2", "10.1-3", "10.1-4", "10.1-5")
    @pytest.mark.parametrize(("name", "issuer"), [("信函", "云岭县人民政府办公室"), ("短函", "云岭县水务局")])
    def test_mark(self, show: Show, name: str, issuer: str) -> None:
        page = show(name)[0]
        mark = first_line(page, 0)
        assert squeeze(mark.text) == issuer
        assert mark.top == near(30, abs=0.8)
        assert mark.centre == near((LEFT + RIGHT) / 2, abs=1.0)
        assert is_mark_face(mark)
        red = page.box(Box(bottom=mark.bottom + 1), "red")
        assert red is not None
        assert (red.left, red.right) == (near(mark.left, abs=0.6), near(mark.right, abs=0.6))

    @pytest.mark.clause("10.1-7", "10.1-8", "10.1-9", "10.1-10", "10.1-11", "10.1-12", "10.1-24")
    @pytest.mark.parametrize("name", ["信函", "短函"])
    def test_double_lines(self, show: Show, name: str) -> None:
        page = show(name)[0]
        (thick, thin), (upper, lower) = double_lines(page)
        assert thick.top - first_line(page, 0).bottom == near(4, abs=0.8)
        assert page.height - lower.bottom == near(20, abs=0.4)
        for heavy, light in ((thick, thin), (lower, upper)):
            assert heavy.thickness == near(2.25 * 25.4 / 72, abs=0.12)
            assert light.thickness == near(0.75 * 25.4 / 72, abs=0.12)
        for rule in (thick, thin, upper, lower):
            assert rule.width == near(170, abs=0.6)
            assert rule.centre == near(page.width / 2, abs=0.4)

    @pytest.mark.clause("10.1-13", "10.1-14", "10.1-15", "10.1-16", "10.1-17")
    def test_corner_number_and_title(self, show: Show) -> None:
        page = show("信函")[0]
        thin = double_lines(page)[0][1]
        number, copy = page.find("云政办函〔2024〕46号"), page.find("000018")
        secrecy, urgency, title = page.find("秘密★1年"), page.find("加急"), page.find("云岭县人民政府办公室")
        assert number.top - thin.bottom == near(SEVEN_EIGHTHS, abs=0.8)
        assert number.right == near(RIGHT, abs=0.8)
        assert copy.baseline == near(number.baseline, abs=0.1)
        assert [line.glyphs[0].x for line in (copy, secrecy, urgency)] == [near(LEFT, abs=0.3)] * 3
        assert secrecy.baseline - copy.baseline == near(LINE, abs=0.1)
        assert urgency.baseline - secrecy.baseline == near(LINE, abs=0.1)
        title = next(line for line in page.lines() if line.size > 20 and line.top > urgency.bottom)
        assert title.centre == near((LEFT + RIGHT) / 2, abs=0.6)
        cell_top = title.baseline - 0.8 * 36 * 25.4 / 72
        assert cell_top - (urgency.baseline + 0.2 * LINE) == near(2 * LINE, abs=0.8)

    @pytest.mark.clause("10.1-16")
    def test_number_alone_stands_seven_eighths_below_the_line(self, show: Show) -> None:
        page = show("短函")[0]
        number = page.find("云水函〔2024〕12号")
        assert number.top - double_lines(page)[0][1].bottom == near(SEVEN_EIGHTHS, abs=0.8)
        assert number.right == near(RIGHT, abs=0.8)

    @pytest.mark.clause("10.1-18")
    def test_text_ends_seven_eighths_above_the_second_line(self, show: Show) -> None:
        page = show("信函")[0]
        last = [line for line in page.lines() if line.size > 15][-1]
        assert double_lines(page)[1][0].top - last.bottom == near(SEVEN_EIGHTHS, abs=0.4)

    @pytest.mark.clause("10.1-18")
    @pytest.mark.parametrize("lines", [1, 2, 3])
    @pytest.mark.parametrize("corner", ["", "份号: '000018'\n密级: 秘密\n保密期限: 1年\n紧急程度: 加急\n"])
    def test_so_it_does_below_any_head(self, lines: int, corner: str) -> None:
        """The line pitch gives way by a point or less, whatever room the head takes."""
        title = "\\n".join(
            ["云岭县水务局关于支持河湖管理工作", *["和做好有关水利工程管理工作"] * (lines - 1)]
        )
        body = f"  {'为加强河湖管理，请贵局研究支持有关工作。' * 2}\n" * 14
        composition = compose_text(
            f'文种: 函\n{corner}发文机关: 云岭县水务局\n发文字号: 云水函〔2024〕3号\n标题: "{title}的函"\n'
            f"主送机关: 云江市水务局\n正文: |\n{body}成文日期: 2024-06-09\n"
        )
        page = read_pdf(render(composition, "pdf").files[0])[0]
        last = [line for line in page.lines() if line.size > 15][-1]
        assert double_lines(page)[1][0].top - last.bottom == near(SEVEN_EIGHTHS, abs=0.4)
        pitches = {composition.profile.look_of(block).pitch for block in composition.flow.part("正文")}
        assert all(abs(pitch - 28.95) < 1 for pitch in pitches)

    @pytest.mark.clause("10.1-18")
    @pytest.mark.parametrize("seed", [*PACED_APART, *range(12)])
    def test_so_it_does_whatever_pitch_the_closing_takes(self, seed: int) -> None:
        """Or no text stands on the line above it. One that ends on its page leaves room for what Word rounds."""
        composition = compose_text(make_letter(seed))
        pages = read_pdf(render(composition, "pdf").files[0])
        last = [line for line in pages[0].lines() if line.size > 15][-1]
        room = double_lines(pages[0])[1][0].top - last.bottom
        is_full = room == near(SEVEN_EIGHTHS, abs=0.6)
        ends_here = any("2024年6月9日" in squeeze(line.text) for line in pages[0].lines())
        assert is_full or ends_here or room > SEVEN_EIGHTHS + 0.9 * LINE
        assert is_full or seed not in PACED_APART
        assert "alone" not in composition.flow.notes

    def test_pages_of_two_pitches_are_the_same_in_both_renderings(self, tmp_path: Path) -> None:
        letters = {str(seed): compose_text(make_letter(seed)) for seed in PACED_APART}
        for exhibit in make_exhibits(letters, tmp_path).values():
            assert len(exhibit.ours) == len(exhibit.office)
            for ours, office in zip(exhibit.ours, exhibit.office, strict=True):
                assert ours.lines()[-1].baseline == near(office.lines()[-1].baseline, abs=0.3)
            last = [line for line in exhibit.office[0].lines() if line.size > 15][-1]
            room = double_lines(exhibit.office[0])[1][0].top - last.bottom
            assert room == near(SEVEN_EIGHTHS, abs=0.6)

    @pytest.mark.clause("10.1-19", "10.1-23")
    def test_first_page_has_no_number_and_the_lines_alone(self, show: Show) -> None:
        first, second = show("信函")
        assert not first.lines(Box(top=double_lines(first)[1][0].top - 1))
        assert squeeze(second.lines(Box(top=264))[0].text) == "—2—"
        assert second.rules("red") == []
        assert second.lines()[0].baseline == near(TOP + 0.8 * LINE, abs=0.3)

    @pytest.mark.clause("10.1-20", "10.1-21", "10.1-22")
    def test_imprint_is_at_the_foot_without_lines(self, show: Show) -> None:
        page = show("信函")[-1]
        assert page.rules() == []
        copies = [line for line in page.lines(Box(top=200, bottom=FOOT + 1)) if line.size < 15]
        assert squeeze(copies[0].text).startswith("抄送：县水务局")
        assert copies[0].glyphs[0].x == near(LEFT + 14 * 25.4 / 72, abs=0.4)
        assert copies[-1].bottom == near(FOOT, abs=2.5)
        assert not any("印发" in line.text for line in page.lines())

    @pytest.mark.clause("10.1-6")
    def test_joint_letter_has_the_mark_of_its_host(self) -> None:
        text = (
            "文种: 函\n发文机关: [云岭县教育局, 云岭县财政局]\n发文字号: 云教函〔2024〕3号\n标题: 关于甲的函\n"
            "正文: 乙。\n成文日期: 2024-03-04\n"
        )
        composition = compose_text(text)
        assert composition.profile.head.issuer_mark(composition.document) == (("云岭县教育局",), "")


class TestOrder:
    @pytest.mark.clause(
        "10.2-1", "10.2-2", "10.2-3", "10.2-4", "10.2-5", "10.2-6", "10.2-7", "10.2-9", "10.2-10"
    )
    def test_head(self, show: Show) -> None:
        page = show("命令")[0]
        mark, number, body = page.find("云岭县人民政府令"), page.find("第6号"), page.find("《云岭县河道采砂")
        assert mark.top == near(TOP + 20, abs=0.8)
        assert mark.centre == near((LEFT + RIGHT) / 2, abs=1.0)
        assert is_mark_face(mark)
        assert page.box(Box(bottom=mark.bottom), "red") is not None
        assert number.centre == near((LEFT + RIGHT) / 2, abs=0.6)
        pitch = 42 * 1.25 * 25.4 / 72
        mark_foot = mark.baseline + 0.2 * pitch
        assert number.baseline - 0.8 * LINE - mark_foot == near(2 * LINE, abs=0.8)
        assert body.baseline - number.baseline == near(3 * LINE, abs=0.3)
        assert page.rules() == []

    @pytest.mark.clause("10.2-8", "7.3.5.3-1", "7.3.5.3-2", "7.3.5.3-3")
    def test_signer(self, show: Show, gallery: Gallery) -> None:
        page = show("命令")[0]
        stamps = gallery.show("命令").composition.profile.closing.stamps
        wide, high = (value * 25.4 / 72 for value in (stamps.width, stamps.height))
        post, name, date = page.find("县长"), page.find("李明远"), page.find("2024年10月21日")
        last = next(line for line in reversed(page.lines()) if line.baseline < post.baseline - 1)
        stamp_right = RIGHT - 4 * CHARACTER
        assert name.centre == near(stamp_right - wide / 2, abs=0.8)
        assert post.glyphs[-1].end == near(stamp_right - wide - 2 * CHARACTER, abs=0.8)
        assert post.baseline == near(name.baseline, abs=0.1)
        text_foot = last.baseline + 0.2 * LINE
        middle = post.baseline - 0.3 * LINE
        assert middle - text_foot == near(2 * LINE + high / 2, abs=0.8)
        assert date.baseline - 0.8 * LINE - (middle + high / 2) == near(LINE, abs=0.8)
        assert date.glyphs[-1].end == near(RIGHT - 4 * CHARACTER, abs=0.8)


class TestMinutes:
    @pytest.mark.clause("10.3-1", "10.3-2", "10.3-3", "10.3-4", "10.3-5")
    def test_mark(self, show: Show) -> None:
        page = show("纪要")[0]
        mark = page.find("云岭县人民政府常务会议纪要")
        assert mark.top == near(TOP + 35, abs=0.8)
        assert mark.centre == near((LEFT + RIGHT) / 2, abs=1.0)
        assert is_mark_face(mark)
        assert page.box(Box(bottom=mark.bottom), "red") is not None

    @pytest.mark.clause("10.3-6", "10.3-7", "10.3-8", "10.3-9", "10.3-10")
    def test_presence(self, show: Show) -> None:
        page = show("纪要")[1]
        labels = [page.find(f"{word}：") for word in ("出席", "请假", "列席")]
        people = page.find("县政府李明远")
        last = next(line for line in reversed(page.lines()) if line.baseline < labels[0].baseline - 1)
        assert labels[0].baseline - last.baseline == near(2 * LINE, abs=0.2)
        assert labels[1].baseline - labels[0].baseline == near(LINE, abs=0.1)
        assert labels[2].baseline - labels[1].baseline == near(LINE, abs=0.1)
        for label in labels:
            assert label.glyphs[0].x == near(LEFT + 2 * CHARACTER, abs=0.4)
            assert all("Hei" in glyph.font or "Sans" in glyph.font for glyph in label.glyphs)
            assert label.size == near(16, abs=0.1)
        assert all("Fang" in font for font in people.fonts)
        turned = next(line for line in page.lines() if line.baseline > labels[2].baseline + 1)
        assert turned.glyphs[0].x == near(people.glyphs[0].x, abs=0.5)


class TestOtherSheets:
    @pytest.mark.clause("8-1", "8-2", "8-3")
    def test_wide_tables_lie_with_their_head_at_the_left_edge(self, show: Show) -> None:
        """The number stays where it is on an upright sheet: turned with it, at the left of what is read."""
        pages = show("横排附件")
        odd, even = pages[2], pages[3]
        for page, is_odd in ((odd, True), (even, False)):
            assert (page.width, page.height) == (near(297, abs=0.2), near(210, abs=0.2))
            number = page.box(Box(right=33))
            assert number is not None
            assert (number.left + number.right) / 2 == near(35 - 7, abs=0.8)
            end = page.height - number.bottom if is_odd else number.top
            corner = 26 if is_odd else 28
            assert end == near(corner + 14 * 25.4 / 72, abs=1.0)
        mark = odd.find("附件1")
        assert mark.glyphs[0].x == near(35, abs=0.4)
        assert mark.baseline == near(28 + 0.8 * LINE, abs=0.4)
        heads = [page.find("主要建设内容") for page in (odd, even)]
        assert all(head.top > mark.top - 6 for head in heads)

    @pytest.mark.clause("7.3.7-7")
    def test_attachment_bound_apart_bears_the_number_of_its_document(self, show: Show) -> None:
        page = show("横排附件")[-1]
        mark = page.find("云政办发〔2024〕37号附件2")
        assert mark.glyphs[0].x == near(LEFT, abs=0.3)
        assert mark.baseline == near(TOP + 0.8 * LINE, abs=0.4)
        assert squeeze(page.lines(Box(top=264))[0].text) == "—1—"

    @pytest.mark.clause("7.4.1-5")
    def test_imprint_follows_the_turned_sheets_upright(self, show: Show) -> None:
        pages = show("横排附件")
        assert len(pages) == 7
        assert pages[5].height == near(297, abs=0.2)
        assert pages[5].rules("black")[-1].bottom == near(FOOT, abs=0.6)


class TestRecipients:
    @pytest.mark.clause("7.3.2-4", "7.4.2-7", "7.4.2-8")
    def test_too_many_go_to_the_imprint(self, show: Show, gallery: Gallery) -> None:
        first, last = show("主送机关很多")
        assert "moved" in gallery.show("主送机关很多").composition.flow.notes
        assert first.find("为深刻吸取近期").baseline < FOOT
        main, copies = last.find("主送："), last.find("抄送：")
        assert main.glyphs[0].x == near(copies.glyphs[0].x, abs=0.2)
        assert main.size == near(14, abs=0.1)
        rules = [rule.top for rule in last.rules("black")]
        assert len(rules) == 3
        assert rules[0] < main.top < copies.top < rules[1]


def test_recipients_that_fill_more_than_a_page_stay_where_they_are() -> None:
    names = "、".join(f"云岭县第{number}农田水利工程管理单位" for number in range(1, 120))
    text = f"文种: 通知\n发文机关: 甲局\n标题: 关于甲的通知\n主送机关: {names}\n正文: 乙。\n成文日期: 2024-03-04\n"
    composition = compose_text(text)
    assert composition.flow.notes >= {"bare"}
    assert "moved" not in composition.flow.notes
    said = "".join(
        squeeze(line.text) for page in read_pdf(render(composition, "pdf").files[0]) for line in page.lines()
    )
    assert "第119农田水利" in said


@pytest.mark.clause("7.2.2-5")
def test_secrecy_keeps_the_second_line_without_a_copy_number(show: Show) -> None:
    text = (
        "文种: 通知\n密级: 秘密\n保密期限: 1年\n发文机关: 云岭县人民政府\n发文字号: 云政发〔2024〕3号\n"
        "标题: 关于甲的通知\n主送机关: 各乡镇人民政府\n正文: 乙。\n成文日期: 2024-03-04\n"
    )
    page = read_pdf(render(compose_text(text), "pdf").files[0])[0]
    secrecy = page.find("秘密★1年")
    assert secrecy.baseline == near(TOP + LINE + 0.8 * LINE, abs=0.3)
    assert page.find("云岭县人民政府文件").top == near(TOP + 35, abs=0.8)
    assert secrecy.top == near(secrecy.baseline - INK_TOP * 16 * 25.4 / 72, abs=0.6)


ON_PAPER = ("意见", "信函", "联合通知", "一九九九年版通知")


@pytest.fixture(scope="module")
def on_paper(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Exhibit]:
    """Each of ON_PAPER on white paper, and as 套打 on paper that bears the mark and the lines."""
    made = {
        f"{name}{'套打' * is_preprinted}": compose_source(
            load(sample_file(name)), is_preprinted=is_preprinted
        )
        for name in ON_PAPER
        for is_preprinted in (False, True)
    }
    return make_exhibits(made, tmp_path_factory.mktemp("paper"))


@pytest.mark.parametrize("name", ON_PAPER)
def test_preprinted_paper_keeps_the_room_of_mark_and_lines(name: str, on_paper: dict[str, Exhibit]) -> None:
    for renderer in ("ours", "office"):
        whole, rest = (on_paper[each].pages(renderer) for each in (name, f"{name}套打"))
        assert whole[0].box(Box(bottom=200), "red") is not None
        assert all(page.box(Box(), "red") is None for page in rest)
        assert len(whole) == len(rest)
        lines = {squeeze(line.text): line.baseline for line in whole[0].lines() if line.size < 23}
        kept = {squeeze(line.text): line.baseline for line in rest[0].lines()}
        assert kept == {text: near(lines[text], abs=0.2) for text in kept}
        assert len(kept) >= 5


@pytest.mark.parametrize("is_preprinted", [False, True])
def test_nothing_is_missed_that_the_paper_bears(is_preprinted: bool) -> None:
    """The name of the agency, which stands in the mark alone."""
    written = "文种: 通知\n发文机关: 云溪县水务局\n印章: 无\n署名: 无\n标题: 关于甲的通知\n正文: 情况如下。\n"
    composition = compose_source(parse(written, "公文.yaml"), is_preprinted=is_preprinted)
    marks = [block.text for block in composition.flow.part("版头") if isinstance(block, Par) and block.text]
    assert ("云溪县水务局文件" in marks) != is_preprinted
    assert not composition.flow.unprinted


@pytest.mark.parametrize("kind", ["通知", "函", "命令", "纪要"])
def test_a_starting_file_teaches_the_mark_of_its_format(kind: str) -> None:
    """The mark that it names is the one that stands there without it."""
    given = starting_file(kind)
    named = given.replace("#发文机关标志:", "发文机关标志:")
    assert named != given or "\n发文机关标志:" in given
    heads = [
        [block.text for block in compose_text(text).flow.part("版头") if isinstance(block, Par)]
        for text in (given, named)
    ]
    assert heads[0] == heads[1]


OLD = {"布告", "批示", "指示"}
"""Kinds that are read and laid out as others are, and no longer written."""


def test_every_statutory_kind_has_a_sample_and_every_format(gallery: Gallery) -> None:
    documents = [load(path).document for path in SAMPLES]
    assert {document.kind for document in documents} == set(BY_NAME) - OLD
    assert {document.format for document in documents} == {"文件", "信函", "命令", "纪要"}
