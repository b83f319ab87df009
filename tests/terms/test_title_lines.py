"""Titles are broken by meaning, into a trapezoid or a diamond, and lose nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import accumulate, combinations, pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gongwen.terms.titles.lines import EXTRA_LINES, Pieces, break_title, divide_title
from gongwen.terms.titles.words import split_words
from gongwen.zh.width import width
from tests.paths import read_cases
from tests.terms.title_shapes import GOOD_SHAPES, name_shape

ROOM = 20
CASES: list[dict[str, Any]] = read_cases("terms/title_lines.yaml")
WORDS = (
    "云溪县",
    "青石市",
    "柳林镇",
    "人民政府",
    "办公室",
    "财政局",
    "人力资源和社会保障局",
    "关于",
    "印发",
    "转发",
    "调整",
    "做好",
    "进一步",
    "加强",
    "促进",
    "特色产业",
    "高质量发展",
    "安全生产",
    "农村",
    "工作",
    "领导小组",
    "实施方案",
    "管理办法",
    "成员名单",
    "三年行动计划",
    "2024年",
    "“十四五”",
    "第三届",
    "和",
    "、",
    "《",
    "》",
    "（",
    "）",
    "的",
    "的通知",
    "的意见",
    "（试行）",
    "2024—2026年",
    "ISO",
    "5G",
    "，",
    "水",
    "县",
)
PHRASES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map("".join)
ANYTHING = st.text(st.sampled_from("的关于云溪县通知一二20aZ 　\t《》〈〉（）“”、。·—𠮷é"), max_size=60)
quick = settings(max_examples=150, deadline=None)


def close_up(text: str) -> str:
    return re.sub(r"\s", "", text)


def broken(case: dict[str, Any]) -> tuple[str, ...]:
    return break_title(case["title"], case.get("room", ROOM), case.get("names", ()))


@pytest.mark.clause("7.3.1-4", "7.3.1-5")
@pytest.mark.parametrize("case", [case for case in CASES if "lines" in case], ids=lambda case: case["title"])
def test_title_has_the_lines_judged_good_by_eye(case: dict[str, Any]) -> None:
    assert broken(case) == tuple(case["lines"])


@pytest.mark.clause("7.3.1-4")
@pytest.mark.parametrize("case", [case for case in CASES if "whole" in case], ids=lambda case: case["title"])
def test_no_break_splits_what_belongs_together(case: dict[str, Any]) -> None:
    lines = broken(case)
    assert len(lines) > 1
    assert [part for part in case["whole"] if not any(part in line for line in lines)] == []


@pytest.mark.clause("7.3.1-6")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_every_case_keeps_the_rules_of_the_standard(case: dict[str, Any]) -> None:
    lines = broken(case)
    if not lines or "\n" in case["title"]:
        return
    widths = [width(line) for line in lines]
    assert name_shape(widths) in GOOD_SHAPES
    assert max(widths) <= case.get("room", ROOM)
    assert min(len(line) for line in lines) > 2
    for above, below in pairwise(lines):
        assert not above.endswith(("关于", "关于印发", "关于转发", "《", "（", "“"))
        assert not below.startswith(("的", "》", "）", "”", "、", "，"))


def test_no_line_ends_in_about_for_the_sake_of_the_shape() -> None:
    lines = break_title("云溪县人民政府办公室关于北山区管委会的函", 18, ("北山区管委会",))
    assert lines == ("云溪县人民政府办公室", "关于北山区管委会的函")


@pytest.mark.parametrize(
    ("widths", "shape"),
    [
        ([12], "单行"),
        ([10, 14], "正梯形"),
        ([14, 12.5, 8], "倒梯形"),
        ([10, 16, 12], "菱形"),
        ([10, 12, 16, 8], "菱形"),
        ([12, 12], "矩形"),
        ([12, 8, 10], "沙漏形"),
        ([12, 12, 8], "参差"),
        ([8, 12, 10, 14], "参差"),
    ],
)
def test_shapes_have_names(widths: list[float], shape: str) -> None:
    assert name_shape(widths) == shape


@quick
@given(PHRASES | ANYTHING, st.sampled_from((0.0, 3.0, 8.0, 12.5, 20.0)))
@example("关于" * 12, 20.0)
@example("》" * 30, 20.0)
@example("云溪县人民政府关于做好“ISO 9001”质量管理体系认证工作的通知", 20.0)
@example("云溪县人民政府办公室" * 60, 3.0)
def test_nothing_is_lost_or_added(title: str, room: float) -> None:
    lines = break_title(title, room)
    assert close_up("".join(lines)) == close_up(title)
    assert all(line == line.strip() and line for line in lines)
    place = 0
    for line in lines:
        place = title.index(line, place) + len(line)


@quick
@given(PHRASES, st.sampled_from((5.0, 12.0, 20.0)))
@example("关于" * 12, 20.0)
def test_only_a_single_word_exceeds_the_room(title: str, room: float) -> None:
    words = split_words(title)
    stops = list(accumulate(len(word.text) for word in words))
    start = 0
    for line in break_title(title, room):
        stop = start + len(line)
        inside = [word for word, end in zip(words, stops, strict=True) if start < end <= stop]
        marks = ("opening", "closing", "pause", "particle")
        assert width(line) <= room or sum(word.sort not in marks for word in inside) <= 1
        start = stop


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("同意撤销柳林乡设立柳林镇", "同意 撤销 柳林乡 设立 柳林镇"),
        ("中共云溪县委办公室云溪县人民政府办公室", "中共云溪县委办公室 云溪县人民政府办公室"),
        ("转发县发展改革局等部门意见", "转发 县发展改革局 等 部门 意见"),
        ("云溪县法治政府建设情况", "云溪县 法治政府 建设 情况"),
        ("2024—2026年第三届3000万元", "2024—2026年 第三届 3000万元"),
        ("二〇三五年和2024年12月9日", "二〇三五年 和 2024年12月9日"),
        ("“十四五”规划", "“十四五” 规划"),
        ("恳请将云溪古镇列入云溪县名录", "恳请 将 云溪 古镇 列入 云溪县 名录"),
        ("山洪灾害防御和动物疫情监测", "山洪灾害 防御 和 动物疫情 监测"),
    ],
)
def test_words_are_those_of_official_documents(text: str, words: str) -> None:
    assert [word.text for word in split_words(text)] == words.split()


def test_the_sort_of_a_verb_depends_on_its_neighbours() -> None:
    sorts = [word.sort for word in split_words("关于保障农村供水保障工程")]
    assert sorts == ["preposition", "verb", "noun", "noun", "suffix"]


@pytest.mark.clause("7.3.1-4")
@pytest.mark.parametrize(
    "names",
    [
        ("北山（新区）管委会",),
        ("北山 （新区） 管委会", ""),
        ("人民政府 办公室", "北山（新区）管委会"),
        ("北山",),
    ],
)
def test_names_are_not_split(names: tuple[str, ...]) -> None:
    title = "云溪县人民政府 办公室关于北山（新区）管委会机构设置和人员编制有关事项的批复"
    assert any("北山（新区）管委会" in line for line in break_title(title, ROOM, names))


@quick
@given(PHRASES)
def test_words_join_to_the_text(title: str) -> None:
    assert "".join(word.text for word in split_words(title, ("云溪县人民政府",))) == title


@pytest.mark.clause("7.3.1-6")
@quick
@given(st.lists(st.sampled_from(WORDS), min_size=4, max_size=10).map("".join))
@example("人民政府2024年人民政府做好高质量发展加强关于")
@example("云溪县成员名单进一步印发做好安全生产印发")
@example("农村云溪县县人力资源和社会保障局的意见5G")
def test_a_good_layout_is_found_where_there_is_one(title: str) -> None:
    pieces = divide_title(title, ROOM)
    lines = break_title(title, ROOM)
    layouts = list(all_layouts(pieces))
    without_stubs = [layout for layout in layouts if min(map(len, layout)) > 2]
    if without_stubs:
        assert min(map(len, lines)) > 2
    if any(is_good(layout) for layout in without_stubs or layouts):
        assert is_good(lines)


def is_good(lines: tuple[str, ...]) -> bool:
    return name_shape([width(line) for line in lines]) in GOOD_SHAPES


def all_layouts(pieces: Pieces) -> Iterator[tuple[str, ...]]:
    """Yield every layout that keeps to the room, in at most EXTRA_LINES lines more than needed."""
    fewest = None
    for count in range(1, len(pieces) + 1):
        if fewest is not None and count > fewest + EXTRA_LINES:
            return
        for inner in combinations(range(1, len(pieces)), count - 1):
            spans = list(pairwise((0, *inner, len(pieces))))
            if all(stop == start + 1 or pieces.fits(start, stop) for start, stop in spans):
                fewest = fewest or count
                yield tuple(pieces.line(start, stop) for start, stop in spans)


def test_a_title_of_one_line_loads_no_word_list() -> None:
    code = (
        "import sys; from gongwen.terms.titles.lines import break_title; "
        "assert break_title('关于做好防汛工作的通知', 20) == ('关于做好防汛工作的通知',); "
        "assert 'rjieba' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
