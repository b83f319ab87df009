"""Marks, names, seals and stamps of one agency and of several, measured on the pages (7.2.4, 7.3.5)."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import oxml
import pytest
import yaml

from gongwen.api import compose_source, load, parse, read_bytes, render
from tests.making.pictures import block, ring
from tests.measuring.gallery import Exhibit, Gallery, make_exhibits
from tests.measuring.ink import Box, PageInk, TextLine
from tests.measuring.measures import CHARACTER, LEFT, LINE, NARROWER, RIGHT, near, squeeze
from tests.measuring.render import requires_soffice

SEAL, STAMP = 42.0, (36.0, 15.0)
FIVE = ["云岭县教育局", "云岭县财政局", "云岭县水利局", "云岭县公安局", "云岭县司法局"]
COMMON = {
    "发文字号": "云教发〔2024〕8号",
    "标题": "关于做好校园防汛工作的通知",
    "主送机关": "各乡镇人民政府",
    "正文": "汛期临近，各有关单位要明确分工，落实责任。县水利局负责汇总情况，按月报告。\n各学校要抓好落实。",
    "成文日期": "2024-03-17",
}
MANY = [
    f"云岭县{name}"
    for name in ("教育局", "公安局", "民政局", "财政局", "人力资源和社会保障局", "自然资源局", "生态环境局", "水务局",
                 "住房和城乡建设局", "交通运输局", "农业农村局", "卫生健康局", "应急管理局", "市场监督管理局")
]  # fmt: skip
OLD = COMMON | {"发文字号": "云教发〔2005〕8号", "成文日期": "2005-03-17"}


def sealed(issuers: list[str], base: dict[str, str]) -> dict[str, object]:
    return {"文种": "通知", "发文机关": issuers, "印章": ["章.png"] * len(issuers), **base}


DOCUMENTS: dict[str, dict[str, object]] = {
    "一个": sealed(["云岭县人民政府办公室"], COMMON),
    "五个": sealed(FIVE, COMMON),
    "十四个": sealed(MANY, COMMON | {"发文机关标志": "云岭县教育局文件", "正文": [COMMON["正文"]] * 3}),
    "旧一个": sealed(["云岭县人民政府"], OLD),
    "旧两个": sealed(FIVE[:2], OLD),
    "旧四个": sealed(FIVE[:4], OLD),
    "命令": {
        "文种": "命令",
        "发文机关": "云岭县人民政府",
        "发文字号": "第8号",
        "正文": "《云岭县河道管理办法》现予公布。",
        "签名章": [{"职务": "县长", "图片": "签.png"}, {"职务": "常务副县长", "图片": "签.png"}],
        "成文日期": "2024-03-17",
    },
}

pytestmark = requires_soffice
Show = Callable[[str], list[PageInk]]


@pytest.fixture(scope="module")
def exhibits(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Exhibit]:
    folder = tmp_path_factory.mktemp("joint")
    (folder / "章.png").write_bytes(ring())
    (folder / "签.png").write_bytes(block())
    compositions = {}
    for name, keys in DOCUMENTS.items():
        path = folder / f"{name}.yaml"
        path.write_text(yaml.safe_dump(keys, allow_unicode=True, sort_keys=False), encoding="utf-8")
        compositions[name] = compose_source(load(path))
    return make_exhibits(compositions, folder / "made")


@pytest.fixture(params=["ours", "office"])
def renderer(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def show(renderer: str, exhibits: dict[str, Exhibit]) -> Show:
    return lambda name: exhibits[name].pages(renderer)


def page_with(pages: Sequence[PageInk], text: str) -> PageInk:
    return next(page for page in pages if any(line.text.endswith(text) for line in page.lines()))


def seal_at(page: PageInk, x: float, y: float) -> Box:
    """The ring whose middle is near this place."""
    reach = SEAL / 2 + 0.9
    found = page.box(Box(x - reach, y - reach, x + reach, y + reach), "red")
    assert found is not None
    assert (found.width, found.height) == (near(SEAL, abs=0.8), near(SEAL, abs=0.8))
    return found


def middle(line: TextLine) -> float:
    """The middle of the cells of a line, from the left."""
    return (line.glyphs[0].x + line.glyphs[-1].end) / 2


def above(page: PageInk, line: TextLine) -> TextLine:
    return next(each for each in reversed(page.lines()) if each.baseline < line.baseline - 1)


def test_a_dozen_seals_begin_below_text_and_go_on_on_the_next_page(
    exhibits: dict[str, Exhibit], renderer: str
) -> None:
    """The room above a row goes with it, so that no renderer has a page for the date alone (7.3.5.1, 7.3.5.5)."""
    made = exhibits["十四个"]
    pages = made.pages(renderer)
    assert len(pages) == len(made.ours)
    texts = ["\n".join(squeeze(line.text) for line in page.lines()) for page in pages]
    signed = [text for text in texts if MANY[4] in text or MANY[-1] in text]
    assert len(signed) == 2
    first = next(text for text in texts if MANY[0] + MANY[1] in text)
    assert "落实" in first.split(MANY[0] + MANY[1])[0]
    assert "2024年3月17日" in signed[-1]


@pytest.mark.parametrize("name", ["一个", "五个", "旧两个", "命令"])
@pytest.mark.parametrize("template", [None, Path("文件版头.docx")], ids=["plain", "letterhead"])
def test_docx_with_pictures_is_valid(exhibits: dict[str, Exhibit], name: str, template: Path | None) -> None:
    composition = exhibits[name].composition
    data = render(composition, "docx", template).files[0]
    report = oxml.Document.from_bytes(data).validate()
    assert not report["issues"], str(report)
    wanted = len(composition.document.seal_images) + sum(
        bool(each.image) for each in composition.document.stamps
    )
    with zipfile.ZipFile(BytesIO(data)) as package:
        pictures = [package.read(part) for part in package.namelist() if part.startswith("word/media/")]
    assert len(pictures) == wanted
    assert set(pictures) <= {ring(), block()}


@pytest.mark.clause("7.3.5.1-3", "7.3.5.1-4", "7.3.5.1-5", "7.3.5.1-6")
def test_one_seal_stands_over_name_and_date(show: Show) -> None:
    page = show("一个")[0]
    name, date = page.find_all("云岭县人民政府办公室")[-1], page.find("2024年3月17日")
    between = (name.baseline + date.baseline) / 2 - 0.3 * LINE
    seal = seal_at(page, middle(date), between - 1)
    assert seal.centre == near(middle(date), abs=0.8)
    assert middle(name) == near(middle(date), abs=0.5 + NARROWER / 2)
    centre = (seal.top + seal.bottom) / 2
    assert centre == near(between - 1, abs=0.8)
    assert centre < between
    assert 0 < seal.top - above(page, name).bottom < LINE


@pytest.mark.clause("7.3.5.1-7", "7.3.5.1-8", "7.3.5.1-9", "7.3.5.1-10", "7.3.5.1-11", "7.3.5.1-12")
def test_five_seals_stand_in_rows_over_their_names(show: Show) -> None:
    page = show("五个")[-1]
    names = [page.find_all(name)[-1] for name in FIVE]
    date = page.find("2024年3月17日")
    rows = sorted({round(name.baseline, 1) for name in names})
    assert [(round(name.baseline, 1), name.left) for name in names] == sorted(
        (round(name.baseline, 1), name.left) for name in names
    )
    last_row = [name for name in names if round(name.baseline, 1) == rows[-1]]
    assert last_row[-1] is names[-1]
    assert middle(names[-1]) == near(middle(date), abs=0.8)
    assert date.baseline - names[-1].baseline == near(LINE, abs=0.1)
    seals = []
    for name in names:
        low = LINE / 2 - 1 if name in last_row else 0.0
        seal = seal_at(page, middle(name), name.baseline - 0.3 * LINE + low)
        assert seal.centre == near(middle(name), abs=0.8)
        seals.append(seal)
    assert seals[-1].bottom > date.bottom
    assert all(seal.left >= LEFT - 0.1 and seal.right <= RIGHT + 0.1 for seal in seals)
    for one, other in pairwise(seals):
        same_row = abs(one.top - other.top) < 1
        assert (other.left - one.right if same_row else other.top - one.bottom) > 0.5
    columns = [sorted(round(seal.left) for seal in seals[:3]), [round(seal.left) for seal in seals[3:]]]
    assert all(any(abs(below - beside) <= 1 for beside in columns[0]) for below in columns[1])
    text = above(page, names[0])
    assert 0 < seals[0].top - text.bottom < LINE


@pytest.mark.clause("1999-署名", "1999-成文时间右空", "1999-印章位置", "1999-成文时间")
def test_before_2012_one_seal_stands_over_the_date_alone(show: Show) -> None:
    page = show("旧一个")[0]
    date = page.find("二〇〇五年三月十七日")
    assert date.glyphs[-1].end == near(RIGHT - 4 * CHARACTER, abs=0.8)
    assert [squeeze(line.text) for line in page.lines()].count("云岭县人民政府") == 0
    seal = seal_at(page, middle(date), date.baseline - 0.3 * LINE)
    assert seal.centre == near(middle(date), abs=0.8)
    assert 2 - 0.8 <= seal.top - above(page, date).bottom <= 4 + 1.2


@pytest.mark.clause("1999-两个印章")
def test_before_2012_two_seals_share_a_spread_date(show: Show) -> None:
    page = show("旧两个")[-1]
    date = page.find("二〇〇五年三月十七日")
    assert date.glyphs[0].x == near(LEFT + 7 * CHARACTER, abs=0.8)
    assert date.glyphs[-1].end == near(RIGHT - 7 * CHARACTER, abs=0.8)
    y = date.baseline - 0.3 * LINE
    half = (SEAL + 2) / 2
    first, second = (seal_at(page, middle(date) + side * half, y) for side in (-1, 1))
    assert 0.5 < second.left - first.right <= 3.3
    assert first.top == near(second.top, abs=0.5)


@pytest.mark.clause("1999-三个印章")
def test_before_2012_four_seals_stand_in_rows_of_three(show: Show) -> None:
    page = show("旧四个")[-1]
    names = [page.find_all(name)[-1] for name in FIVE[:4]]
    date = page.find("二〇〇五年三月十七日")
    assert len({round(name.baseline, 1) for name in names[:3]}) == 1
    assert middle(names[1]) == near((LEFT + RIGHT) / 2, abs=0.8)
    assert middle(names[3]) == near((LEFT + RIGHT) / 2, abs=0.8)
    seals = [seal_at(page, middle(name), name.baseline - 0.3 * LINE) for name in names]
    assert all(b.left - a.right > 0.5 for a, b in pairwise(seals[:3]))
    assert seals[3].top - seals[0].bottom > 0.5
    assert date.top > seals[3].bottom - 0.5
    assert date.glyphs[-1].end == near(RIGHT - 2 * CHARACTER, abs=0.8)


@pytest.mark.clause("7.3.5.3-1", "7.3.5.3-2", "7.3.5.3-4", "7.3.5.3-6")
def test_stamps_stand_below_each_other_behind_their_posts(show: Show) -> None:
    page = show("命令")[0]
    posts = [page.find("县长"), page.find("常务副县长")]
    text = above(page, posts[0])
    right = RIGHT - 4 * CHARACTER
    stamps = []
    for post in posts:
        y = post.baseline - 0.3 * LINE
        region = Box(right - STAMP[0] - 1, y - STAMP[1] / 2 - 0.9, right + 1, y + STAMP[1] / 2 + 0.9)
        stamp = page.box(region, "red")
        assert stamp is not None
        assert (stamp.width, stamp.height) == (near(STAMP[0], abs=0.8), near(STAMP[1], abs=0.8))
        assert (stamp.top + stamp.bottom) / 2 == near(y, abs=0.8)
        stamps.append(stamp)
    assert stamps[0].right == stamps[1].right == near(right, abs=0.8)
    assert stamps[1].top - stamps[0].bottom > 0.5
    assert stamps[0].left - posts[1].glyphs[-1].end == near(2 * CHARACTER, abs=0.8)
    assert posts[0].glyphs[0].x == near(posts[1].glyphs[0].x, abs=0.3)
    assert stamps[0].top - (text.baseline + 0.2 * LINE) == near(2 * LINE, abs=0.8)


@pytest.mark.clause("7.2.4-7", "7.2.4-8", "1999-联合标识", "1999-联合首页")
@pytest.mark.parametrize(
    ("name", "issuers"),
    [
        ("五机关联合通知", ["教育局", "公安局", "财政局", "交通运输局", "卫生健康局"]),
        ("联合通知", ["教育局", "市场监督管理局"]),
        ("一九九九年版联合通知", ["教育局", "公安局", "卫生局", "财政局"]),
    ],
)
def test_joint_mark_stacks_the_agencies(
    gallery: Gallery, renderer: str, name: str, issuers: list[str]
) -> None:
    page = gallery.show(name).pages(renderer)[0]
    rule = page.rules("red")[0]
    lines = [line for line in page.lines(Box(bottom=rule.top)) if line.size > 20]
    wanted = [f"云岭县{issuer}" for issuer in issuers]
    word = page.find("文件")
    stacked = [squeeze(line.text).replace("文件", "") for line in lines]
    assert [text for text in stacked if text] == wanted
    names = [line for line in lines if squeeze(line.text) != "文件"]
    ends = {"left": min(line.glyphs[0].x for line in names), "right": word.glyphs[0].x}
    assert all(line.glyphs[0].x == near(ends["left"], abs=0.6) for line in names)
    middle_of_stack = (names[0].baseline + names[-1].baseline) / 2
    assert word.baseline == near(middle_of_stack, abs=0.8)
    assert all(
        glyph.right <= ends["right"] for line in names for glyph in line.glyphs if glyph.text not in "文件"
    )
    red = page.box(Box(bottom=rule.top - 3), "red")
    assert red is not None
    assert red.centre == near((LEFT + RIGHT) / 2, abs=1.2)
    document = gallery.show(name).composition.document
    assert squeeze(document.body[0])[:8] in squeeze("".join(line.text for line in page.lines()))


@pytest.mark.clause("7.2.6-4", "7.2.6-5", "7.2.6-6", "7.2.5-8")
def test_five_signers_stand_two_a_row(gallery: Gallery, renderer: str) -> None:
    page = gallery.show("联合请示").pages(renderer)[0]
    names = [page.find(name) for name in ("赵清", "钱思齐", "孙安", "欧阳思远", "周行")]
    rows = [names[:2], names[2:4], names[4:]]
    for row in rows:
        assert all(name.baseline == near(row[0].baseline, abs=0.1) for name in row)
        assert row[0].glyphs[0].x == near(names[0].glyphs[0].x, abs=0.3)
    assert [b[0].baseline - a[0].baseline for a, b in pairwise(rows)] == [near(LINE, abs=0.1)] * 2
    assert page.find("云水〔2024〕41号").baseline == near(names[4].baseline, abs=0.1)
    assert max(name.glyphs[-1].end for name in names) <= RIGHT - CHARACTER + 0.8


def test_a_long_stack_shrinks_until_the_page_shows_text(gallery: Gallery) -> None:
    from tests.measuring.gallery import compose_text

    issuers = "".join(f"  - 云岭县第{number}局\n" for number in "一二三四五六七八九")
    text = (
        f"文种: 通知\n发文机关:\n{issuers}发文字号: 云政发〔2024〕3号\n标题: 关于甲的通知\n主送机关: 各乡镇\n"
        "正文: 乙。\n成文日期: 2024-03-04\n印章: 无\n"
    )
    composition = compose_text(text)
    (stack,) = [each for each in composition.flow.part("版头") if hasattr(each, "names")]
    size = composition.profile.look_of(stack.names[0]).size
    assert composition.profile.head.least_mark_size <= size < composition.profile.head.mark_size
    assert "bare" not in composition.flow.notes


SMALL = "继承: gbt9704-2012\n名称: 小标志\n版头:\n  联合标志最小字号: {值: 10pt}\n"
"""An office whose joint marks may be that small."""
CROWD = [
    *MANY,
    *(f"云岭县{name}局" for name in ("统计", "审计", "商务", "林业", "医疗保障", "司法")),
]
"""So many agencies that no mark of all leaves room for text."""


def crowded(count: int, **more: object) -> str:
    return yaml.safe_dump({"文种": "通知", "发文机关": CROWD[:count], **COMMON, **more}, allow_unicode=True)


@pytest.mark.parametrize("count", [10, 14, 20])
def test_a_stack_of_many_agencies_is_read_from_its_pages(count: int, tmp_path: Path) -> None:
    (tmp_path / "小标志.yaml").write_text(SMALL, encoding="utf-8")
    composition = compose_source(parse(crowded(count), "通知.yaml"), str(tmp_path / "小标志.yaml"))
    document = read_bytes(render(composition, "pdf").files[0], "通知.pdf").document
    assert list(document.issuers) == CROWD[:count]
    assert document.title == COMMON["标题"]


@pytest.mark.clause("7.2.4-9", "7.3.3-1")
@pytest.mark.parametrize(
    ("kind", "count"), [("通知", 10), ("通知", 14), ("通知", 20), ("请示", 7), ("请示", 16)]
)
def test_where_no_mark_of_all_leaves_room_the_host_stands_alone_in_it(
    kind: str, count: int, tmp_path: Path
) -> None:
    signers = {"签发人": [f"周{name}" for name in "一二三四五六七八九十百千万子丑寅卯辰巳午"[:count]]}
    text = crowded(count, 文种=kind, **(signers if kind == "请示" else {}))
    composition = compose_source(parse(text, "公文.yaml"))
    assert {found.code for found in composition.findings} >= {"head.host-mark"}
    assert not composition.flow.unprinted
    exhibit = make_exhibits({"多": composition}, tmp_path)["多"]
    assert len(exhibit.ours) == len(exhibit.office)
    for pages in (exhibit.ours, exhibit.office):
        first = squeeze("\n".join(line.text for line in pages[0].lines()))
        assert f"{CROWD[0]}文件" in first
        assert squeeze(COMMON["正文"])[:8] in first
        signed = squeeze("".join(line.text for page in pages for line in page.lines()))
        assert all(name in signed for name in CROWD[:count])
