"""Text on page one, no sheet for the 版记 alone, titles in fewer lines where the page needs it, in both renderings."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from gongwen import api
from gongwen.make.pages.place import place_pages
from gongwen.terms.titles.lines import break_title, shorter_layouts
from gongwen.terms.titles.words import split_words
from tests.measuring.gallery import Exhibit, compose_text, make_exhibits
from tests.measuring.ink import Box, PageInk
from tests.measuring.render import requires_soffice
from tests.paths import SHARED

TYPE_AREA = Box(top=37, bottom=262.5)
TEXT = "为进一步加强全县河湖管理，结合我县实际，经县人民政府研究同意，现就有关事项通知如下，请认真抓好落实。"
AGENCIES = [
    f"云溪县{name}" for name in ("水务局", "财政局", "自然资源局", "农业农村局", "应急管理局", "教育局")
]
PEOPLE = ["赵一鸣", "钱思", "孙长安", "欧阳思远", "周行", "吴越"]
LONG_TITLE = (
    "云溪县人民政府办公室关于印发云溪县推进以县城为重要载体的城镇化建设加快补齐公共卫生市政公用产业配套环境"
    "基础设施短板弱项三年行动计划（2024—2026年）重点任务分工和云溪县城镇化建设工作领导小组及其办公室成员单位职责的通知"
)


def notice(**keys: Any) -> str:
    usual = {
        "文种": "通知",
        "发文机关": "云溪县人民政府办公室",
        "发文字号": "云政办发〔2024〕18号",
        "标题": "云溪县人民政府办公室关于做好防汛工作的通知",
        "主送机关": "各乡镇人民政府，县政府各部门",
        "正文": TEXT,
        "成文日期": "2024-06-09",
        "抄送机关": "县委办公室，县人大常委会办公室，县政协办公室",
        "印发机关": "云溪县人民政府办公室",
        "印发日期": "2024-06-10",
    }
    return yaml.safe_dump({**usual, **keys}, allow_unicode=True, sort_keys=False)


def upward(count: int, title: str) -> str:
    return notice(
        文种="请示", 发文机关=AGENCIES[:count], 签发人=PEOPLE[:count], 标题=title, 主送机关="云溪县人民政府",
        发文字号="云水〔2024〕9号", 正文=f"{TEXT}\n{TEXT}\n妥否，请批示。", 附注="联系人：赵一鸣，电话：0000-1234567",
    )  # fmt: skip


MANY_NAMES = "".join(AGENCIES[:5]) + "关于申请水库除险加固资金的请示"
DOCUMENTS = {
    "长标题": notice(标题=LONG_TITLE),
    **{f"上行{count}": upward(count, "关于申请水库除险加固资金的请示") for count in range(2, 7)},
    "上行标题长": upward(5, MANY_NAMES),
    "落款": notice(
        标题="云溪县人民政府办公室关于印发云溪县促进特色乡镇高质量发展实施方案的通知",
        主送机关="各乡（镇、街道）人民政府，云溪经济开发区管委会，县直各有关单位",
        正文="《云溪县促进特色乡镇高质量发展实施方案》已经县人民政府同意，现印发给你们，请认真贯彻执行。",
        附注="此件公开发布",
        印发件={"标题": "云溪县促进特色乡镇高质量发展实施方案", "正文": "\n".join([TEXT] * 3)},
    ),
    **{f"版记{lines}": notice(正文=[TEXT] * lines) for lines in range(11, 17)},
}


@pytest.fixture(scope="module")
def exhibits(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Exhibit]:
    compositions = {name: compose_text(text) for name, text in DOCUMENTS.items()}
    return make_exhibits(compositions, tmp_path_factory.mktemp("room"))


def body_lines(page: PageInk) -> int:
    """How many lines of the text stand in the type area."""
    letters = TEXT.replace("，", "").replace("。", "")
    return sum(
        any(part in line.text for part in (letters[:6], "现就有关", "研究同意"))
        for line in page.lines(TYPE_AREA)
    )


@requires_soffice
@pytest.mark.parametrize("name", DOCUMENTS)
def test_as_many_pages_in_both_renderings(name: str, exhibits: dict[str, Exhibit]) -> None:
    assert len(exhibits[name].ours) == len(exhibits[name].office)


@requires_soffice
@pytest.mark.clause("7.3.3-1")
@pytest.mark.parametrize("renderer", ["ours", "office"])
@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name.startswith(("上行", "长"))])
def test_text_stands_on_the_first_page(name: str, renderer: str, exhibits: dict[str, Exhibit]) -> None:
    exhibit = exhibits[name]
    wanted = 2 if name.startswith("上行") and "fitted" not in exhibit.composition.flow.notes else 1
    assert body_lines(exhibit.pages(renderer)[0]) >= wanted
    assert not exhibit.composition.flow.notes & {"bare", "moved"}


@pytest.mark.clause("7.3.2-4")
@requires_soffice
@pytest.mark.clause("7.3.5.5-1")
@pytest.mark.parametrize("renderer", ["ours", "office"])
def test_a_shorter_title_keeps_the_closing_with_its_text(renderer: str, exhibits: dict[str, Exhibit]) -> None:
    exhibit = exhibits["落款"]
    assert "alone" not in exhibit.composition.flow.notes
    text = "".join("".join(line.text.split()) for line in exhibit.pages(renderer)[0].lines())
    assert "请认真贯彻执行" in text
    assert "2024年6月9日" in text


def test_a_single_recipient_is_never_too_many() -> None:
    title = "".join(AGENCIES) + "关于申请水库除险加固资金和防汛抢险物资储备资金及抗旱水源工程建设资金的请示"
    flow = compose_text(upward(6, title)).flow
    assert "moved" not in flow.notes
    assert [par.text for par in flow.part("主送机关")] == ["云溪县人民政府："]


def test_one_line_of_recipients_stays_where_its_room_would_show_text() -> None:
    """The host stands alone in the mark of ten instead."""
    names = ("水务", "财政", "教育", "民政", "司法", "审计", "统计", "林业", "商务", "交通")
    agencies, title = [f"云溪县{name}局" for name in names], "关于加强管理的通知"
    flow = compose_text(notice(发文机关=agencies, 标题=title, 主送机关="县档案馆")).flow
    assert "host" in flow.notes and "moved" not in flow.notes
    assert [par.text for par in flow.part("主送机关")] == ["县档案馆："]


@requires_soffice
@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name.startswith("版记")])
def test_the_imprint_costs_no_sheet_that_could_be_saved(name: str, exhibits: dict[str, Exhibit]) -> None:
    exhibit = exhibits[name]
    blank = [page for page in exhibit.ours[:-1] if page.box(TYPE_AREA) is None]
    assert bool(blank) == ("sheet" in exhibit.composition.flow.notes)
    assert len(exhibit.ours) % 2 == 0
    look = exhibit.composition.profile
    pitches = {look.look_of(par).pitch for par in exhibit.composition.flow.part("正文")}
    assert min(pitches) >= look.closing.tightest
    told = {found.code for found in exhibit.composition.findings}
    assert ("imprint.sheet" in told) == bool(blank)


def test_some_of_these_needed_the_room_and_some_could_not_have_it() -> None:
    notes = {
        note for name, text in DOCUMENTS.items() if "版记" in name for note in compose_text(text).flow.notes
    }
    assert {"imprint-spaced"} <= notes


def test_a_shorter_title_is_read_back_without_breaks() -> None:
    composition = compose_text(DOCUMENTS["长标题"])
    (title, *_) = composition.flow.part("标题")
    assert len(title.text.split("\n")) < len(break_title(LONG_TITLE, 20.0, ("云溪县人民政府办公室",)))
    read = api.read_bytes(api.render(composition, "docx").files[0], "公文.docx").document
    assert read.title == LONG_TITLE


NAMES = (
    "县发展改革局", "县发展和改革局", "县财政局", "县自然资源局", "县农业农村局", "县住房城乡建设局", "县机关事务管理局",
    "县市场监督管理局", "县文化和旅游局", "县卫生健康委员会", "县消防救援大队", "县残疾人联合会", "县人力资源和社会保障局",
)  # fmt: skip


@pytest.mark.clause("7.3.1-4")
@pytest.mark.parametrize("start", range(len(NAMES)))
@pytest.mark.parametrize("count", [1, 2, 3, 4])
@pytest.mark.parametrize("level", ["县", "市", "区"])
def test_no_name_of_an_agency_is_split(start: int, count: int, level: str) -> None:
    names = [f"{level}{name[1:]}" for name in (NAMES * 2)[start : start + count]]
    title = f"云溪{level}人民政府办公室关于转发{''.join(names)}关于支持返乡人员创业创新若干措施的通知"
    assert "".join(word.text for word in split_words(title)) == title
    for lines in (break_title(title, 20.0), *shorter_layouts(title, 20.0)):
        for name in names:
            assert any(name in line for line in lines), (name, lines)


def test_layouts_get_shorter_by_one_line_and_stay_in_the_room() -> None:
    counts = [len(lines) for lines in shorter_layouts(LONG_TITLE, 20.0)]
    assert counts == sorted(counts, reverse=True) and counts
    assert not list(shorter_layouts("关于甲的通知", 20.0))
    assert not list(shorter_layouts("关于\n甲的通知", 20.0))


def test_shared_cases_keep_their_sheets() -> None:
    folder = SHARED / "field" / "layout"
    if not folder.is_dir():
        pytest.skip("needs the shared cases")
    for name, sheets in {
        "03-title5": 1,
        "01-five-signers": 1,
        "24-up4": 1,
        "10-minutes": 1,
        "21-chain30": 2,
    }.items():
        composition = api.compose_source(api.load(folder / f"{name}.yaml"))
        pages = len(api.render(composition, "png").files)
        assert (pages + 1) // 2 == sheets, name


@pytest.mark.parametrize(("count", "lines"), [(6, [1, 2]), (8, [2, 2]), (10, [2, 2])])
def test_two_lines_of_a_paragraph_go_with_the_seals(count: int, lines: list[int]) -> None:
    text = notice(
        发文机关=AGENCIES[:3], 印章=["有"] * 3, 正文="各学校要落实安全责任，" * count, 标题="关于加强校园安全的通知",
        主送机关="各学校", 抄送机关="", 印发机关="", 印发日期="",
    )  # fmt: skip
    composition = compose_text(text)
    sheets = place_pages(composition.flow, composition.profile).sheets
    assert "carried" in composition.flow.notes
    assert [sum(line.role == "公文正文" for line in sheet.lines) for sheet in sheets] == lines
