"""The layouts of 1999 and 1996 and that of the electronic document, and which is taken when."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from gongwen.api import compose_source, parse, render
from tests.measuring.gallery import Gallery, compose_text, make_exhibits
from tests.measuring.ink import Box, PageInk, TextLine, read_pdf
from tests.measuring.measures import CHARACTER, FOOT, LEFT, LINE, RIGHT, TOP, near, squeeze
from tests.measuring.render import requires_soffice

PLAIN, UPWARD, JOINT, PARTY = (
    "一九九九年版通知",
    "一九九九年版请示",
    "一九九九年版联合通知",
    "党委一九九六年通知",
)

Show = Callable[[str], list[PageInk]]


@pytest.fixture(params=["ours", "office"])
def show(request: pytest.FixtureRequest, gallery: Gallery) -> Show:
    return lambda name: gallery.show(name).pages(request.param)


def is_drawn(line: TextLine, faces: tuple[str, ...], size: float) -> bool:
    fitting = all(any(face in font for face in faces) for font in line.fonts)
    return fitting and line.size == near(size, abs=0.1)


FANG, HEI, KAI, MARK = ("Fang",), ("Hei", "Sans"), ("Kai",), ("Bold", "BiaoSong", "XBS")


@requires_soffice
class TestHead1999:
    @pytest.mark.clause("1999-份号", "1999-份号位数", "1999-密级", "1999-紧急程度", "1999-页面")
    def test_corner(self, show: Show) -> None:
        page = show(PLAIN)[0]
        copy, secrecy, urgency = page.find("0000018"), page.find("秘密"), page.find("急件")
        assert copy.glyphs[0].x == near(LEFT, abs=0.3)
        assert copy.baseline == near(TOP + 0.8 * LINE, abs=0.3)
        assert secrecy.baseline == near(copy.baseline, abs=0.1)
        assert urgency.baseline - secrecy.baseline == near(LINE, abs=0.1)
        for line in (secrecy, urgency):
            assert line.glyphs[-1].end == near(RIGHT, abs=0.6)
            assert line.glyphs[1].x - line.glyphs[0].end == near(CHARACTER, abs=0.3)
            assert is_drawn(line, HEI, 16)

    @pytest.mark.clause(
        "1999-标识上距", "1999-标识字体", "1999-标识大小", "1999-标识内容", "1999-发文字号", "1999-反线"
    )
    def test_mark_number_and_line(self, show: Show) -> None:
        page = show(PLAIN)[0]
        mark, number = page.find("云岭县人民政府文件"), page.find("云政发〔2005〕8号")
        (rule,) = page.rules("red")
        assert mark.top == near(TOP + 25, abs=0.8)
        assert is_drawn(mark, MARK, 42)
        assert 42 * 25.4 / 72 < 15
        mark_foot = mark.baseline + 0.2 * 42 * 1.25 * 25.4 / 72
        assert number.baseline - 0.8 * LINE - mark_foot == near(2 * LINE, abs=0.8)
        assert number.centre == near((LEFT + RIGHT) / 2, abs=0.6)
        assert is_drawn(number, (*FANG, "Serif"), 16)
        assert rule.top - number.bottom == near(4, abs=0.8)
        assert rule.width == near(156, abs=0.6)

    @pytest.mark.clause("1999-标识上行文上距", "1999-签发人", "1999-签发人排列")
    def test_document_to_a_superior(self, show: Show) -> None:
        page = show(UPWARD)[0]
        mark, label = page.find("云岭县水利局文件"), page.find("签发人：")
        names, number = [page.find("赵清"), page.find("钱思齐")], page.find("云水〔2008〕22号")
        assert mark.top == near(TOP + 80, abs=0.8)
        assert label.baseline == near(names[0].baseline, abs=0.1)
        assert names[1].baseline - names[0].baseline == near(LINE, abs=0.1)
        assert names[1].glyphs[0].x == near(names[0].glyphs[0].x, abs=0.3)
        assert number.baseline == near(names[1].baseline, abs=0.1)
        assert number.glyphs[0].x == near(LEFT + CHARACTER, abs=0.4)
        assert max(name.glyphs[-1].end for name in names) == near(RIGHT - CHARACTER, abs=1.0)
        assert is_drawn(label, FANG, 16)
        assert all(is_drawn(name, KAI, 16) for name in names)
        assert page.rules("red")[0].top - number.bottom == near(4, abs=0.8)

    @pytest.mark.clause("1999-标题", "1999-行距")
    def test_title(self, show: Show) -> None:
        page = show(PLAIN)[0]
        lines = [line for line in page.lines() if line.size == near(22, abs=0.1)]
        (rule,) = page.rules("red")
        pitch = 41.25 * 25.4 / 72
        assert lines[0].baseline - 0.8 * pitch - rule.bottom == near(2 * LINE, abs=0.8)
        assert [b.baseline - a.baseline for a, b in itertools.pairwise(lines)] == [
            near(pitch, abs=0.1) for _ in lines[1:]
        ]
        assert all(line.centre == near((LEFT + RIGHT) / 2, abs=0.6) for line in lines)
        assert all(is_drawn(line, MARK, 22) for line in lines)


@requires_soffice
class TestMain1999:
    @pytest.mark.clause("1999-附件说明", "1999-附件页", "1999-附注")
    def test_attachment_and_note(self, show: Show) -> None:
        pages = show(PLAIN)
        page = next(page for page in pages if page.find_all("附件：全县小型水库"))
        note, remark = page.find("附件：全县小型水库"), page.find("（此件发至村级）")
        date = page.find("二〇〇五年四月十八日")
        assert note.glyphs[0].x == near(LEFT + 2 * CHARACTER, abs=0.4)
        assert is_drawn(note, FANG, 16)
        assert remark.glyphs[0].x == near(LEFT + 2 * CHARACTER, abs=0.4)
        assert remark.baseline - date.baseline == near(LINE, abs=0.3)
        mark = next(line for each in pages for line in each.lines() if squeeze(line.text) == "附件")
        assert mark.glyphs[0].x == near(LEFT, abs=0.3)
        assert mark.baseline == near(TOP + 0.8 * LINE, abs=0.3)

    @pytest.mark.clause("1999-成文时间", "1999-署名", "1999-成文时间右空")
    def test_date_in_chinese_without_a_name(self, show: Show) -> None:
        pages = show(PLAIN)
        date = next(found for page in pages for found in page.find_all("二〇〇五年四月十八日"))
        assert date.glyphs[-1].end == near(RIGHT - 4 * CHARACTER, abs=0.8)
        whole = [squeeze(line.text) for page in pages for line in page.lines()]
        assert whole.count("云岭县人民政府") == 1, "only the first line of the title"

    @pytest.mark.clause("1999-页码", "1999-空白页")
    def test_page_numbers(self, show: Show, gallery: Gallery) -> None:
        pages = show(PLAIN)
        unnumbered = 2 if gallery.show(PLAIN).composition.flow.imprint_page == "after-blank" else 0
        for place, page in enumerate(pages, 1):
            found = [line for line in page.lines() if line.top > FOOT + 2]
            if place > len(pages) - unnumbered:
                assert not found
            else:
                assert squeeze(found[0].text) == f"—{place}—"
                assert found[0].size == near(14, abs=0.1)


@requires_soffice
class TestImprint1999:
    @pytest.mark.clause("1999-主题词", "1999-抄送", "1999-印发机关", "1999-印发份数")
    def test_elements(self, show: Show) -> None:
        page = show(PLAIN)[-1]
        label, words = page.find("主题词："), page.find("水利防汛抗旱通知")
        copies, issuer = page.find("抄送："), page.find("云岭县人民政府办公室")
        date, count = page.find("2005年4月19日"), page.find("共印120份")
        assert is_drawn(label, HEI, 16)
        assert is_drawn(words, MARK, 16)
        assert label.glyphs[0].x == near(LEFT, abs=0.3)
        for first, second in ((1, 2), (3, 4), (5, 6)):
            assert words.glyphs[second].x - words.glyphs[first].end == near(CHARACTER, abs=0.3)
        assert all(is_drawn(line, (*FANG, "Serif"), 16) for line in (copies, issuer, count))
        assert copies.glyphs[0].x == near(LEFT + CHARACTER, abs=0.4)
        assert issuer.glyphs[0].x == near(LEFT + CHARACTER, abs=0.4)
        assert date.glyphs[-1].end == near(RIGHT - CHARACTER, abs=0.6)
        assert issuer.baseline == near(date.baseline, abs=0.1)
        assert count.glyphs[-1].end == near(RIGHT - 3 * CHARACTER, abs=0.6)
        assert label.baseline < copies.baseline < issuer.baseline < count.baseline
        assert not any("印发" in line.text for line in page.lines())

    @pytest.mark.clause("1999-版记线", "1999-版记位置")
    @pytest.mark.parametrize(("name", "has_count"), [(PLAIN, True), (UPWARD, False), (JOINT, False)])
    def test_a_line_under_every_element(self, show: Show, name: str, has_count: bool) -> None:
        page = show(name)[-1]
        rules = page.rules("black")[-3:]
        label, copies = page.find("主题词："), page.find("抄送：")
        printed = [line for line in page.lines() if rules[1].top < line.baseline < rules[2].top]
        assert rules[0].top > label.bottom
        assert rules[0].bottom < copies.top < copies.bottom < rules[1].top
        assert printed
        assert all(rule.width == near(156, abs=0.6) for rule in rules)
        assert not [rule for rule in page.rules("black") if 150 < rule.top < label.top]
        foot = rules[2].bottom + (LINE if has_count else 0.0)
        assert foot == near(FOOT, abs=0.8)


@requires_soffice
class TestFormats1999:
    @pytest.mark.clause("1999-信函")
    def test_letter(self, show: Show) -> None:
        page = show("一九九九年版信函")[0]
        mark = page.find("云岭县人民政府办公室")
        rules = page.rules("red")
        assert mark.top == near(30, abs=0.8)
        assert rules[0].top - mark.bottom == near(4, abs=0.8)
        assert page.height - rules[-1].bottom == near(20, abs=0.4)
        assert [rule.width for rule in rules] == [near(170, abs=0.6)] * 4
        full = [line for line in page.lines() if line.full_width >= 28]
        assert full
        assert all(line.glyphs[0].x == near(LEFT, abs=0.6) for line in full)

    @pytest.mark.clause("1999-命令")
    def test_order(self, show: Show) -> None:
        page = show("一九九九年版命令")[0]
        mark, number, body = page.find("云岭县人民政府令"), page.find("第3号"), page.find("《云岭县烟花爆竹")
        assert mark.top == near(TOP + 20, abs=0.8)
        mark_foot = mark.baseline + 0.2 * 42 * 1.25 * 25.4 / 72
        assert number.baseline - 0.8 * LINE - mark_foot == near(2 * LINE, abs=0.8)
        assert body.baseline - number.baseline == near(3 * LINE, abs=0.3)

    @pytest.mark.clause("1999-命令签名章")
    def test_stamp(self, show: Show, gallery: Gallery) -> None:
        page = show("一九九九年版命令")[0]
        stamps = gallery.show("一九九九年版命令").composition.profile.closing.stamps
        wide, high = (value * 25.4 / 72 for value in (stamps.width, stamps.height))
        post, name, date = page.find("县长"), page.find("王若川"), page.find("二〇〇七年十月十六日")
        text = next(line for line in reversed(page.lines()) if line.baseline < post.baseline - 1)
        right = RIGHT - 4 * CHARACTER
        assert name.centre == near(right - wide / 2, abs=0.8)
        assert post.glyphs[-1].end == near(right - wide - 2 * CHARACTER, abs=0.8)
        assert post.baseline - 0.3 * LINE - high / 2 == near(text.baseline + 0.2 * LINE, abs=0.8)
        assert date.baseline - 0.8 * LINE == near(post.baseline - 0.3 * LINE + high / 2, abs=0.8)
        assert date.glyphs[-1].end == near(RIGHT - 2 * CHARACTER, abs=0.8)

    @pytest.mark.clause("1999-会议纪要", "1999-纪要不盖章")
    def test_minutes(self, show: Show, gallery: Gallery) -> None:
        page = show("一九九九年版会议纪要")[0]
        assert page.find("云岭县人民政府常务会议纪要").top == near(TOP + 25, abs=0.8)
        assert not gallery.show("一九九九年版会议纪要").composition.document.is_sealed


def page_of(text: str) -> list[PageInk]:
    return read_pdf(render(compose_text(text), "pdf").files[0])


OLD = "文种: 通知\n发文机关: 云岭县人民政府\n发文字号: 云政发〔2005〕8号\n标题: 关于甲的通知\n成文日期: 2005-03-17\n"


@pytest.mark.clause("1999-保密期限")
def test_secrecy_with_a_period_is_not_spread() -> None:
    page = page_of(f"{OLD}密级: 机密\n保密期限: 一年\n正文: 乙。\n")[0]
    secrecy = page.find("机密★一年")
    assert secrecy.glyphs[1].x - secrecy.glyphs[0].end == near(0, abs=0.3)
    assert secrecy.glyphs[-1].end == near(RIGHT, abs=0.6)


@pytest.mark.clause("1999-主送机关")
def test_many_recipients_stand_between_keywords_and_copies() -> None:
    many = "、".join(f"云岭县第{number}水利管理单位" for number in range(1, 36))
    page = page_of(f"{OLD}主送机关: {many}\n主题词: 甲 乙\n抄送机关: 丙局\n正文: 乙。\n")[-1]
    keywords, main, copies = page.find("主题词："), page.find("主送："), page.find("抄送：")
    assert keywords.baseline < main.baseline < copies.baseline


def test_reports_stand_above_copies() -> None:
    page = page_of(f"{OLD}主题词: 甲 乙\n抄报机关: 省人民政府\n抄送机关: 丙局\n正文: 乙。\n")[-1]
    keywords, reports, copies = (
        page.find("主题词："),
        page.find("抄报：省人民政府。"),
        page.find("抄送：丙局。"),
    )
    assert keywords.baseline < reports.baseline < copies.baseline
    assert reports.left == near(copies.left, abs=0.3)


@pytest.mark.clause("1999-此页无正文")
def test_spacing_gives_way_before_2012_too() -> None:
    for count in range(8, 24):
        lines = "".join(f"  第{number}段的文字不长。\n" for number in range(count))
        composition = compose_text(f"{OLD}主送机关: 各乡镇\n正文: |\n{lines}")
        assert "alone" not in composition.flow.notes


@pytest.mark.clause("1999-横排表格")
def test_turned_sheet_before_2012() -> None:
    pages = page_of(
        f"{OLD}正文: 乙。\n附件:\n  - 标题: 表\n    页面: 横\n    正文: |\n      | 甲 | 乙 |\n      | 1 | 2 |\n"
    )
    page = next(page for page in pages if page.width > 250)
    number = page.box(Box(right=33))
    assert number is not None
    is_odd = pages.index(page) % 2 == 0
    assert (number.top > 105) == is_odd
    assert page.find("附件").glyphs[0].x == near(35, abs=0.6)


@pytest.mark.clause("1996-签发人", "1996-紧急程度")
def test_party_document_to_a_superior() -> None:
    text = (
        "文种: 请示\n发文机关: 中共云岭县委员会\n发文字号: 云发〔2006〕3号\n签发人: 李明远\n紧急程度: 特急\n"
        "标题: 关于甲的请示\n主送机关: 市委\n正文: 乙。\n成文日期: 2006-07-12\n"
    )
    page = page_of(text)[0]
    signer, number, urgency = page.find("李明远"), page.find("云发〔2006〕3号"), page.find("特急")
    assert signer.baseline == near(number.baseline, abs=0.1)
    assert signer.left > number.right
    assert urgency.glyphs[0].x == near(LEFT, abs=0.3)


@requires_soffice
class TestParty1996:
    @pytest.mark.clause("1996-版头", "1996-份号", "1996-密级", "1996-发文字号")
    def test_head(self, show: Show) -> None:
        page = show(PARTY)[0]
        copy, secrecy = page.find("000021"), page.find("秘密")
        mark, number = page.find("中共云岭县委员会文件"), page.find("云发〔2006〕11号")
        assert copy.glyphs[0].x == near(LEFT, abs=0.3)
        assert secrecy.glyphs[0].x == near(LEFT, abs=0.3)
        assert secrecy.baseline - copy.baseline == near(LINE, abs=0.1)
        assert mark.centre == near((LEFT + RIGHT) / 2, abs=1.0)
        assert is_drawn(mark, MARK, mark.size)
        assert number.centre == near((LEFT + RIGHT) / 2, abs=0.6)

    @pytest.mark.clause(
        "1996-署名", "1996-印发传达范围", "1996-主题词", "1996-抄送", "1996-印制版记", "1996-标题"
    )
    def test_the_rest(self, show: Show) -> None:
        pages = show(PARTY)
        whole = [squeeze(line.text) for page in pages for line in page.lines()]
        assert "中共云岭县委员会" in whole
        for text in ("（此件发至村党支部）", "主题词：组织换届通知", "抄送：市委组织部。", "共印160份"):
            assert text in whole
        number, title = (
            whole.index("云发〔2006〕11号"),
            next(i for i, t in enumerate(whole) if t.startswith("关于认真")),
        )
        assert number < title


@requires_soffice
def test_ink_fills_the_type_area_of_the_electronic_document(tmp_path: Path) -> None:
    lines = "".join(f"  第{number}段的文字都不超过一行。\n" for number in range(1, 60))
    text = f"文种: 方案\n版式: gbt33476-2016\n标题: 甲方案\n正文: |\n{lines}"
    exhibit = make_exhibits({"满页": compose_text(text)}, tmp_path)["满页"]
    for renderer in ("ours", "office"):
        page = exhibit.pages(renderer)[1]
        body = [line for line in page.lines() if line.size == near(16, abs=0.1)]
        assert len(body) == 22
        assert body[-1].bottom - body[0].top == near(225, abs=1.0)
        assert body[0].top == near(37 + 1.2, abs=0.8)
        assert body[1].baseline - body[0].baseline == near(29.61 * 25.4 / 72, abs=0.1)


CHOICES = [
    ("2005-03-17", "云岭县人民政府", "gbt9704-1999", "按行政机关和成文日期2005年3月17日选用"),
    ("2012-06-30", "云岭县水利局", "gbt9704-1999", "按行政机关和成文日期2012年6月30日选用"),
    ("2012-07-01", "云岭县水利局", "gbt9704-2012", ""),
    ("2024-07-01", "中共云岭县委员会", "gbt9704-2012", ""),
    ("2006-07-12", "中共云岭县委员会", "dang-1996", "按党的机关和成文日期2006年7月12日选用"),
    ("2006-07-12", "云岭县委办公室", "dang-1996", "按党的机关和成文日期2006年7月12日选用"),
    ("1997-01-02", "中共云岭县委员会", "dang-1996", "按党的机关和成文日期1997年1月2日选用"),
    ("1997-01-02", "云岭县人民政府", "gbt9704-1999", "借用最早的一种"),
    ("2005-03-17", "云岭县居民委员会", "gbt9704-1999", "按行政机关"),
]


@pytest.mark.parametrize(("date", "issuer", "style", "reason"), CHOICES)
def test_the_date_and_the_issuer_choose_the_style(date: str, issuer: str, style: str, reason: str) -> None:
    text = f"文种: 通知\n发文机关: {issuer}\n标题: 关于甲的通知\n正文: 乙。\n成文日期: {date}\n"
    composition = compose_source(parse(text, "通知.yaml"))
    assert composition.profile.name == style
    assert reason in composition.reason
    assert bool(reason) == bool(composition.reason)


def test_a_style_that_is_named_wins_over_the_date() -> None:
    text = "文种: 通知\n版式: gbt9704-2012\n发文机关: 甲局\n标题: 关于甲的通知\n正文: 乙。\n成文日期: 2005-03-17\n"
    source = parse(text, "通知.yaml")
    assert compose_source(source).profile.name == "gbt9704-2012"
    assert compose_source(source, "gbt33476-2016").profile.name == "gbt33476-2016"
