"""What the functions of Chinese text say that ask for more than a text: everything_told.txt, written by ``--accept -n0``."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, get_args
from zlib import crc32

import pytest

from gongwen.zh.collocations import EDGE, count, count_all, pack, read, times_in
from gongwen.zh.distance import distance
from gongwen.zh.known import Known
from gongwen.zh.lines import Measure, break_lines, has_long_word
from gongwen.zh.numerals import from_chinese, read_number, to_chinese
from gongwen.zh.odds import NEAR, odds, rare_runs, shown
from gongwen.zh.order import Custom, Named, name_key, sort_names
from gongwen.zh.pairs import ByPair
from gongwen.zh.pinyin import is_contested, sounds
from gongwen.zh.spaces import spread, spread_to, tighten
from gongwen.zh.strokes import is_known, shape_key, stroke_count, stroke_key
from gongwen.zh.surnames import surname_readings
from gongwen.zh.width import is_full, latin_gaps, width
from tests.golden import hold
from tests.terms.test_everything_read import written

TOLD = Path(__file__).with_name("everything_told.txt")
LINES = (
    "云岭县人民政府，“关于（2024—2025年度）GDP增长7.78%的”通知。",
    "各乡镇人民政府、A4纸3份 ，县政府各部门：10kV线路、WPS Office与PDF",
    "网址https://www.yunling.gov.cn/notice-list/a/2024?page=2&name=shui-li，请登录查看",
    "甲ab乙1丙，丁.2戊、己：庚 word 辛（壬）癸",
    "，。，。（（（）））“”《》",
    "　　甲乙丙丁戊己庚辛壬癸。　　",
    "编号AAAABBBBCCCCDDDDEEEEFFFF",
    "ABCDEFGHIJ/KLMNOPQRS-TUVWXYZ/1234?a",
)
MEASURES = (
    Measure(60, 60, 10, 5),
    Measure(45, 72.5, 10, 5, gap=2.5),
    Measure(45, 72.5, 10, 5, gap=2.5, hangs=True),
    Measure(63, 63, 10, 4.8, gap=2, hangs=True, small=0.6, turn=1.5),
    Measure(63, 63, 10, 4.8, small=0.6, turn=1.5, hangs=True, seams=frozenset({3, 6, 7, 9})),
    Measure(10, 20, 10, 5, turn=0.5),
)
NAMES = (
    "单雄信", "解冬梅", "仇远", "乐明", "乐云", "欧阳修", "单于明", "单于大明", "司马青云",
    "田富", "田大利", "孔明", "巴明", "次明", "衣明", "黽明", "李\ue000", "阿依古丽·买买提",
    "吕重阳", "区长乐", "Ann", "曾子墨",
)  # fmt: skip
READINGS = (
    "",
    "le",
    "Lè",
    "lè míng",
    "le4ming2",
    "lvzhongyang",
    "lǚ chóng yáng",
    "Lü",
    "shan",
    "chan yu",
    "ou yang xiu",
    "yue yun",
)


def _lines() -> Iterator[str]:
    for text, (place, measure) in itertools.product(LINES, enumerate(MEASURES)):
        for small in (frozenset[int](), frozenset(range(3, 9))):
            ends = break_lines(text, measure, small)
            shown_lines = (text[start:end] for start, end in itertools.pairwise((0, *ends)))
            yield f"{place}{'小' if small else '　'} {'|'.join(shown_lines)}"
    yield from (
        f"{has_long_word(text)} {width(text)} {latin_gaps(text)} {latin_gaps(text, [1, 4])}" for text in LINES
    )


def _odds() -> Iterator[str]:
    text = "云岭县贯彻落实工作步署，加强氓政建设和森林防火工作。"
    whole = shown(text)
    yield whole
    for place in range(NEAR, len(whole) - NEAR):
        yield f"{whole[place]} {odds(whole[place - NEAR : place + NEAR + 1]):.5f}"
    yield written(rare_runs(text))
    yield " ".join(f"{gram}{count(gram)}" for size in (1, 2, 3) for gram in _runs(whole, size))


def _runs(text: str, size: int) -> list[str]:
    return [text[start : start + size] for start in range(len(text) - size + 1)]


def _packed() -> Iterator[str]:
    counts = count_all(["甲乙丙1甲乙", "甲乙", "", "丙，丁"])
    yield written(dict(counts))
    counts.update({gram * 3: 10**power for power, gram in enumerate("一二三四五六七八")})
    data = pack(counts)
    yield f"{len(data)} {crc32(data):x}"
    table = read(data)
    yield " ".join(f"{gram}{times_in(table, gram)}" for gram in (*counts, "丁丁", f"{EDGE}乙", "甲丙"))


def _numbers() -> Iterator[str]:
    for number in (
        *range(1, 31),
        100,
        101,
        110,
        111,
        119,
        200,
        999,
        1000,
        1001,
        1010,
        1100,
        2020,
        9999,
        0,
        10000,
        -3,
    ):
        yield f"{number} {_of(to_chinese, number)}"
    for text in (
        "一百零五",
        "一百五",
        "两百",
        "万",
        "一十",
        "十",
        "九千九百九十九",
        "105",
        "１２",
        "二〇",
        "一万",
        "",
    ):
        yield f"{text} {from_chinese(text)} {read_number(text)}"


def _names() -> Iterator[str]:
    for name in NAMES:
        keys = written(tuple(key(each) for each in name[:2] for key in (stroke_key, shape_key)))
        yield f"{name} {is_contested(name)} {surname_readings(name[0])} {keys} {spread(name)} {spread_to(name, 4)}"
    for name, reading in itertools.product(("乐明", "吕重阳", "单于大明", "欧阳修", "乐云"), READINGS):
        yield f"{name} {reading} {_of(lambda own: written(sounds(*own)), (name, reading))}"
    for custom in get_args(Custom):
        given = [Named(name) for name in NAMES]
        given[3:4] = [Named("乐明", "lè", {"乐": "1"}), Named("䶮明", strokes={"䶮": "4143112"})]
        done = sort_names(given, custom)
        yield f"{custom} {' '.join(each.name for each in done.names)} {done.order}"
        yield f"{written(done.unknown)} {' '.join(each.name for each in done.contested)}"
        yield f"{custom} {written(name_key('田富', custom))} {written(name_key('田大利', custom, {'大': '134'}))}"
    for sign in "䶮㼆黽\ue000A一𠀀":
        own = {"㼆": "4311251"}
        yield f"{sign} {is_known(sign)} {is_known(sign, own)} {stroke_count(sign)} {stroke_key(sign, own)} {shape_key(sign, own)}"


def _others() -> Iterator[str]:
    for one, other, most in itertools.product(
        ("水利局", "水力局", "利水局", ""), ("县水利局", "水局", "林业局", ""), (0, 1, 2, 9)
    ):
        yield f"{one} {other} {most} {distance(one, other, most)}"
    pairs = ByPair([("甲", ["水利", "防汛"]), ("乙", ["防汛"]), ("丙", []), ("丁", ["利局"])])
    yield from (f"{text} {pairs.near(text)}" for text in ("县水利局", "防汛", "防", "水利防汛"))
    known = Known(lambda text: len(text), 2)
    yield from (f"{text} {known[text]} {len(known)}" for text in ("甲", "乙", "甲", "丙丁", "甲"))
    yield from (f"{sign} {is_full(sign)}" for sign in "甲，,a·“—…ａ 　①〇ⅢαΩ￥¥")
    yield from (
        repr(tighten(text)) for text in ("甲 乙", "a  b", "甲 a b 乙", " a 甲", "word\n wps 、 x", "　")
    )


def _of(asked: Callable[[Any], object], given: Any) -> object:
    try:
        return asked(given)
    except ValueError as error:
        return f"不读：{error}"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("分行", _lines),
        ("多少见", _odds),
        ("数过的", _packed),
        ("数", _numbers),
        ("姓名", _names),
        ("其他", _others),
    ],
)
def test_nothing_that_is_told_changes_unseen(
    name: str, told: Callable[[], Iterable[str]], request: pytest.FixtureRequest
) -> None:
    hold(TOLD, name, "\n".join(told()), request)
