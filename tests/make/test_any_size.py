"""Tables, names, titles and signatures of any size: no unforeseen error, nothing over anything else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gongwen import api
from gongwen.document import Document
from gongwen.flow import Par, Table
from gongwen.make.lay_out import lay_out
from gongwen.make.pages.place import place_pages
from gongwen.pages import Line, Page
from gongwen.read.input.source import parse_source
from gongwen.read.styles.file import read_profile
from gongwen.write.docx import write_docx
from gongwen.write.html import write_html
from gongwen.write.text import write_text

PROFILE = read_profile("gbt9704-2012")
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
WORDS = st.text("县人民政府水利局工程　，。（）0123456789.%/aW-", max_size=60)
CELLS = st.one_of(
    st.sampled_from(
        ["", "1,234.56", "2024年12月31日", "12.5%", "<", "^", "柳泉镇", "https://www.example.gov.cn/a"]
    ),
    WORDS,
    st.integers(1, 400).map(lambda count: "水" * count),
)
NAMES = st.one_of(
    st.sampled_from(["赵明", "钱思远", "阿卜杜热合曼·买买提明"]),
    st.integers(2, 60).map(lambda count: "云" + "泽" * count),
)
ROLES = st.one_of(
    st.sampled_from(["组长", "召集人", "副召集人", "成员（以姓氏笔画为序）"]),
    st.integers(1, 50).map(lambda count: "副" * count + "组长"),
)


def rows(width: int, cells: list[str]) -> list[str]:
    return ["| " + " | ".join(cells[start : start + width]) + " |" for start in range(0, len(cells), width)]


TABLES = st.builds(
    lambda width, cells, mark: [
        *(["{栏宽：" + "，".join(["1"] * width) + "}"] if mark else []),
        *rows(width, cells),
    ],
    st.integers(1, 40),
    st.lists(CELLS.map(lambda text: text.replace("|", "")), min_size=1, max_size=80),
    st.booleans(),
)
ROSTERS = st.dictionaries(
    ROLES,
    st.lists(st.tuples(NAMES, st.integers(0, 80)), min_size=1, max_size=6).map(
        lambda people: [{"姓名": name, "职务": "县" + "政" * count} for name, count in people]
    ),
    min_size=1,
    max_size=4,
)
AGENCIES = st.lists(
    st.integers(1, 30).map(lambda count: "云" * count + "局"), min_size=1, max_size=14, unique=True
)


def document(**keys: object) -> Document:
    return Document.model_validate(
        {"文种": "通知", "标题": "关于甲的通知", "正文": "情况如下。", "成文日期": "2024-06-09", **keys}
    )


def check(given: Document) -> None:
    """Write ``given`` in every way; on its pages no line stands on another, and none off the sheet."""
    flow = lay_out(given, PROFILE)
    assert write_docx(flow, PROFILE)
    assert write_html(flow, PROFILE)
    assert write_text(flow)
    pages = place_pages(flow, PROFILE)
    for sheet in pages.sheets:
        _check_lines(sheet, pages.height if sheet.is_turned else pages.width)


def _check_lines(page: Page, wide: float) -> None:
    upright = [line for line in page.lines if not line.is_turned]
    for one, other in pairwise(sorted(upright, key=lambda line: (round(line.baseline, 1), line.x))):
        if abs(one.baseline - other.baseline) < 0.5:
            assert one.x + natural(one) <= other.x + 2.0, (text(one), text(other))
    for line in upright:
        assert line.x >= 0, text(line)
        assert line.x + natural(line) <= wide, text(line)


def natural(line: Line) -> float:
    """The least that the line takes up: that which its blanks at the end do not need."""
    said = text(line)
    return sum(
        ink.size * (0.5 if character.isascii() else 0.95) for ink in line.inks for character in ink.text
    ) * (len(said.rstrip(" \u3000")) / max(len(said), 1))


def text(line: Line) -> str:
    return "".join(ink.text for ink in line.inks)


@QUICK
@given(TABLES, st.sampled_from(["", "横"]))
@example(rows(7, ["", "", "", "1,234.56", "", "", "水" * 64, "水" * 81]), "")
def test_tables(lines: list[str], page: str) -> None:
    check(document(正文=["情况见下表。", *lines, "注：以上为计划数。"]))
    check(document(附件=[{"标题": "表", "正文": lines, "页面": page}]))


@QUICK
@given(ROSTERS)
def test_rosters(roster: dict[str, list[dict[str, str]]]) -> None:
    check(document(正文=["名单如下：", "{名单}"], 名单=roster))


@QUICK
@given(AGENCIES, st.booleans())
def test_signatures(agencies: list[str], is_sealed: bool) -> None:
    check(document(发文机关=agencies, 印章="有" if is_sealed else "无"))


@QUICK
@given(WORDS.filter(str.strip), st.lists(WORDS, min_size=1, max_size=5))
def test_titles_and_texts(title: str, body: list[str]) -> None:
    check(document(标题=f"关于{title}的通知", 正文=["情况如下。", *(line.replace("|", "") for line in body)]))


@QUICK
@given(st.lists(st.lists(WORDS, min_size=1, max_size=5), min_size=1, max_size=5))
def test_lines_with_tabs(lines: list[list[str]]) -> None:
    check(document(正文=["情况如下。", *("甲" + "\t".join(line) for line in lines)]))


FIELDS = ["发文机关", "发文字号", "标题", "主送机关", "附注", "签发人", "抄送机关", "印发机关", "题注"]


@pytest.mark.parametrize("key", FIELDS)
@pytest.mark.parametrize("odd", ["\t", "\v", "\n", "\x07"])
def test_odd_characters_in_a_field(key: str, odd: str) -> None:
    check(document(**{"发文机关": "甲县局", "印发日期": "2024-06-09"} | {key: f"甲县{odd}乙局"}))


def test_a_row_that_no_page_holds_goes_on() -> None:
    told = document(正文=["情况见下表。", "| 甲 | 乙 |", f"| 丙 | {'水' * 3000} |"])
    pages = place_pages(lay_out(told, PROFILE), PROFILE)
    assert "".join(text(line) for page in pages.sheets for line in page.lines).count("水") == 3000
    assert all(
        line.baseline < pages.height - 60
        for page in pages.sheets
        for line in page.lines
        if "水" in text(line)
    )


def test_widths_that_are_asked_for_are_kept_and_read_back() -> None:
    told = document(发文机关="甲县局", 正文=["情况见下表。", "{栏宽：1，3}", "| 甲 | 乙 |", "| 1 | 2 |"])
    flow = lay_out(told, PROFILE)
    (table,) = [block for block in flow.blocks if isinstance(block, Table)]
    assert table.widths[1] == pytest.approx(3 * table.widths[0])
    assert not table.strain
    assert api.read_bytes(write_docx(flow, PROFILE), "公文.docx").document.body == told.body


def test_text_before_a_long_address_is_not_stretched() -> None:
    """Where a line would be left short by one; a paragraph whose lines are full is spread as any other."""
    short, full = f"{'水' * 17}https://www.example.gov.cn/abcdefghijk", f"{'水' * 26}{'a' * 24}"
    flow = lay_out(document(正文=[short, full]), PROFILE)
    pars = [block for block in flow.part("正文") if isinstance(block, Par)]
    assert [PROFILE.look_of(par).align for par in pars] == ["左", "两端"]


def test_what_word_and_excel_leave_is_read() -> None:
    source = parse_source(
        "---\n文种: 通知\n标题: 关于甲\t的通知\n---\n一段\v软回车之后。\n\u2022\t项目。\n末段。\n", "甲.gw"
    )
    assert source.document.title == "关于甲的通知"
    assert source.document.body == ("一段", "软回车之后。", "●项目。", "末段。")
    assert [source.places["正文", place].line for place in range(4)] == [5, 5, 6, 7]
