"""A draft of which nothing is set, fixed in place and laid out by LibreOffice: its looks, measured on the pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from gongwen.check.files import fix
from gongwen.faces import BASELINE
from tests.making.full_draft import full_draft
from tests.measuring.ink import Box, Glyph, PageInk, TextLine, read_pdf
from tests.measuring.measures import CHARACTER, FOOT, LEFT, LINE, RIGHT, TOP, near
from tests.measuring.render import docx_to_pdf

HEI, KAI, FANG, SONG, XBS = "Hei", "Kai", "Fang", "Serif", "Serif"
"""What is in the names of the fonts that stand in for the official ones."""


class Pages:
    """The pages, asked by what stands on them."""

    def __init__(self, pages: list[PageInk]) -> None:
        self.pages = pages

    def page(self, text: str) -> PageInk:
        return next(page for page in self.pages if page.find_all(text))

    def line(self, text: str) -> TextLine:
        return self.page(text).find(text)

    def left(self, text: str) -> float:
        return self.line(text).glyphs[0].x

    def right(self, text: str) -> float:
        return self.line(text).glyphs[-1].end

    def middle(self, text: str) -> float:
        line = self.line(text)
        return (line.glyphs[0].x + line.glyphs[-1].end) / 2

    def size(self, text: str) -> float:
        sizes = {round(glyph.size, 1) for glyph in self.line(text).glyphs}
        assert len(sizes) == 1, sizes
        return sizes.pop()

    def font(self, text: str) -> str:
        fonts = self.line(text).fonts
        return " ".join(sorted(fonts))

    def lines_between(self, upper: str, lower: str) -> float:
        return (self.line(lower).baseline - self.line(upper).baseline) / LINE

    def is_red(self, text: str) -> bool:
        line = self.line(text)
        return self.page(text).box(line, "red") is not None

    def number(self, place: int) -> TextLine:
        return self.pages[place].lines()[-1]

    def rules(self, text: str) -> list[Any]:
        return self.page(text).rules()

    def full(self) -> list[TextLine]:
        """The lines of the third page, which is full of running text."""
        return self.pages[2].lines()[:-1]


class Look(NamedTuple):
    name: str
    measure: Callable[[Pages], Any]
    wanted: Any
    off: float = 0.0


MARK, NUMBER, TITLE, TO = (
    "云岭县水利局文件",
    "云水发",
    "云岭县水利局关于做好防汛工作的通知",
    "各乡镇人民政府：",
)
BODY, SIGNED, DATE = "为做好今年的防汛工作", "云岭县水利局", "2026年6月1日"


def step(pages: Pages) -> float:
    """From one 字 to the next in a full line, mm."""
    own = pages.full()[1].glyphs
    return (own[-1].end - own[0].x) / len(own)


def last(pages: Pages, text: str) -> TextLine:
    """Where ``text`` stands last."""
    return [line for page in pages.pages for line in page.find_all(text)][-1]


def signed(pages: Pages) -> list[Glyph]:
    page = pages.page("附件：防汛物资清单")
    return list(page.find_all(SIGNED)[0].glyphs)


def dated(pages: Pages) -> list[Glyph]:
    return list(pages.page("附件：防汛物资清单").find_all(DATE)[0].glyphs)


def picture_box(pages: Pages) -> Box:
    """Where the ink of the picture is."""
    page, caption = pages.page("图1堤防位置"), pages.line("图1堤防位置")
    box = page.box(Box(top=pages.line("堤防的位置见下图").bottom + 1, bottom=caption.top - 1))
    assert box is not None
    return box


def middle(glyphs: list[Glyph]) -> float:
    return (glyphs[0].x + glyphs[-1].end) / 2


LOOKS = (
    Look("纸宽", lambda p: p.pages[0].width, 210, 0.5),
    Look("纸高", lambda p: p.pages[0].height, 297, 0.5),
    Look("订口", lambda p: min(line.glyphs[0].x for line in p.full()), LEFT, 0.4),
    Look("版心右边", lambda p: max(line.glyphs[-1].end for line in p.full()), RIGHT, 2.5),
    Look("天头", lambda p: p.full()[0].baseline, TOP + BASELINE * LINE, 0.4),
    Look("每面行数", lambda p: len(p.full()), 22),
    Look("每行字数", lambda p: 156 / step(p), 28, 0.3),
    Look("行距", lambda p: p.full()[2].baseline - p.full()[1].baseline, LINE, 0.05),
    Look("末行在版心里", lambda p: p.full()[-1].bottom < FOOT, True),
    Look("标志红色", lambda p: p.is_red(MARK), True),
    Look("标志字体", lambda p: XBS in p.font(MARK), True),
    Look("标志大于标题", lambda p: p.size(MARK) > 22, True),
    Look("标志居中", lambda p: p.middle(MARK), 106, 0.6),
    Look("标志上距", lambda p: p.line(MARK).top - TOP, 35, 2.0),
    Look("字号字体", lambda p: FANG in p.font(NUMBER), True),
    Look("字号大小", lambda p: p.size(NUMBER), 16, 0.2),
    Look("字号居中", lambda p: p.middle("云水发〔2026〕8号"), 106, 0.8),
    Look("字号下空标志二行", lambda p: (p.line(NUMBER).top - p.line(MARK).bottom) / LINE, 2.3, 0.6),
    Look("红线红色", lambda p: p.rules(MARK)[0].colour, "red"),
    Look("红线左边", lambda p: p.rules(MARK)[0].left, LEFT, 0.5),
    Look("红线右边", lambda p: p.rules(MARK)[0].right, RIGHT, 0.5),
    Look("红线距字号", lambda p: p.rules(MARK)[0].top - p.line("〔2026〕").bottom, 4, 1.5),
    Look("标题字体", lambda p: XBS in p.font(TITLE), True),
    Look("标题字号", lambda p: p.size(TITLE), 22, 0.2),
    Look("标题居中", lambda p: p.middle(TITLE), 106, 0.6),
    Look("标题黑色", lambda p: p.is_red(TITLE), False),
    Look("标题下空红线二行", lambda p: (p.line(TITLE).top - p.rules(MARK)[0].bottom) / LINE, 2.2, 0.6),
    Look("主送顶格", lambda p: p.left(TO), LEFT, 0.4),
    Look("主送字体", lambda p: FANG in p.font(TO), True),
    Look("主送字号", lambda p: p.size(TO), 16, 0.2),
    Look("主送下空标题一行", lambda p: (p.line(TO).top - p.line(TITLE).bottom) / LINE, 1.5, 0.5),
    Look("正文字体", lambda p: FANG in p.font(BODY), True),
    Look("正文字号", lambda p: p.size(BODY), 16, 0.2),
    Look("正文首行空二字", lambda p: p.left(BODY), LEFT + 2 * CHARACTER, 0.5),
    Look("正文回行顶格", lambda p: p.left("如下。"), LEFT, 0.4),
    Look("正文黑色", lambda p: p.is_red(BODY), False),
    Look("正文段间不空", lambda p: p.lines_between("如下。", "一、落实责任"), 1, 0.05),
    Look("一级标题黑体", lambda p: HEI in p.font("一、落实责任"), True),
    Look("一级标题空二字", lambda p: p.left("一、落实责任"), LEFT + 2 * CHARACTER, 0.5),
    Look("标题下不空", lambda p: p.lines_between("一、落实责任", "（一）明确分工"), 1, 0.05),
    Look("二级标题楷体", lambda p: KAI in p.font("（一）明确分工。"), True),
    Look("接排的文字仿宋", lambda p: p.font("各乡镇要加强巡查，发现险情及时报告"), "FandolFang-Regular"),
    Look("三级标题仿宋", lambda p: p.font("巡查堤防"), "FandolFang-Regular"),
    Look("名单空二字", lambda p: p.left("组长：周启明"), LEFT + 2 * CHARACTER, 0.5),
    Look("名单字体", lambda p: p.font("组长：周启明"), "FandolFang-Regular"),
    Look("名单行距", lambda p: p.lines_between("组长：", "成员：赵清"), 1, 0.05),
    Look("表格用公文的字体", lambda p: SONG in p.font("编织袋") or FANG in p.font("编织袋"), True),
    Look("表格字号", lambda p: p.size("编织袋"), 12, 0.2),
    Look("图片不宽过版心", lambda p: picture_box(p).width <= RIGHT - LEFT + 0.5, True),
    Look("图片居中", lambda p: picture_box(p).centre, 106, 0.8),
    Look("图题居中", lambda p: p.middle("图1堤防位置"), 106, 1.0),
    Look("附件说明空二字", lambda p: p.left("附件：防汛物资清单"), LEFT + 2 * CHARACTER, 0.5),
    Look("日期右空四字", lambda p: RIGHT - dated(p)[-1].end, 4 * CHARACTER, 0.8),
    Look("署名以日期为准居中", lambda p: middle(signed(p)) - middle(dated(p)), 0, 1.0),
    Look("落款上空", lambda p: (signed(p)[0].baseline - p.line("附件：").baseline) / LINE, 3, 0.2),
    Look("附注空二字", lambda p: p.left("（此件公开发布）"), LEFT + 2 * CHARACTER, 1.5),
    Look("版记首线粗", lambda p: p.rules("抄送：")[-3].thickness, 0.35, 0.1),
    Look("版记中线细", lambda p: p.rules("抄送：")[-2].thickness, 0.25, 0.1),
    Look("版记线与版心等宽", lambda p: p.rules("抄送：")[-1].width, 156, 0.8),
    Look("末线与版心下边缘重合", lambda p: p.rules("抄送：")[-1].bottom, FOOT, 1.0),
    Look("抄送字号", lambda p: p.size("抄送：县委办公室"), 14, 0.2),
    Look("抄送空一字", lambda p: p.left("抄送："), LEFT + 14 * 25.4 / 72, 0.8),
    Look("印发日期右空一字", lambda p: last(p, "印发").glyphs[-1].end, RIGHT - 14 * 25.4 / 72, 0.8),
    Look("单页码居右", lambda p: RIGHT - p.number(0).right, 14 * 25.4 / 72, 1.5),
    Look("双页码居左", lambda p: p.number(1).left - LEFT, 14 * 25.4 / 72, 1.5),
    Look("页码写法", lambda p: p.number(0).text.replace(" ", ""), "—1—"),
    Look("页码字号", lambda p: p.number(0).size, 14, 0.2),
    Look("页码字体", lambda p: all(SONG in font for font in p.number(1).fonts), True),
    Look("页码下距", lambda p: (p.number(0).top + p.number(0).bottom) / 2 - FOOT, 7, 1.2),
)  # fmt: skip


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    folder = tmp_path_factory.mktemp("fixed")
    draft, fixed = folder / "草稿.docx", folder / "改好.docx"
    draft.write_bytes(full_draft())
    fixed.write_bytes(fix(draft, is_bold=True).data)
    (pdf,) = docx_to_pdf([fixed], folder)
    return Pages(read_pdf(Path(pdf)))


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_a_look_of_a_mended_draft_is_right_on_its_page(look: Look, pages: Pages) -> None:
    found = look.measure(pages)
    assert found == (near(look.wanted, abs=look.off) if look.off else look.wanted)


def test_the_table_of_looks_is_as_long_as_it_says() -> None:
    assert len({look.name for look in LOOKS}) == len(LOOKS) >= 51
