"""The order of names: by strokes after both customs, by pinyin; the stroke table against published orders."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.zh import strokes
from gongwen.zh.order import Named, Unknown, name_key, pinyin_key, sort_names
from gongwen.zh.pinyin import is_contested, sounds
from gongwen.zh.strokes import is_known, shape_key, stroke_count, stroke_key
from gongwen.zh.surnames import characters, split_name, surname_readings
from tests.calls import calls_of
from tests.paths import SHARED, read_cases

CASES: dict[str, Any] = read_cases("zh/names.yaml")
CUSTOMS = ("姓氏笔画", "姓名笔画", "姓氏笔画字形", "姓名笔画字形", "拼音")
ORACLE = SHARED / "oracle"
needs_oracle = pytest.mark.skipif(not ORACLE.is_dir(), reason="../shared/oracle is not there")


def named(text: str) -> list[Named]:
    return [Named(name) for name in text.split(" ")]


def ordered(text: str, custom: Any) -> str:
    return " ".join(n.name for n in sort_names(named(text), custom).names)


def reading(name: str, own: str = "") -> str:
    read = (
        s.letters.replace("u", "ü", 1) + str(s.tone) if s.umlaut else f"{s.letters}{s.tone}"
        for s in sounds(name, own)
    )
    return " ".join(read)


def in_place(items: Sequence[str], key: Callable[[str], Any]) -> set[str]:
    """The most of ``items`` that stand in an order that never decreases."""
    tails: list[Any] = []
    ends: list[int] = []
    before: list[int] = []
    for i, item in enumerate(items):
        at = bisect.bisect_right(tails, key(item))
        tails[at:], ends[at:] = [key(item), *tails[at + 1 :]], [i, *ends[at + 1 :]]
        before.append(ends[at - 1] if at else -1)
    found, i = set(), ends[-1]
    while i >= 0:
        found.add(items[i])
        i = before[i]
    return found


@pytest.mark.parametrize(("character", "digits"), re.findall(r"(\S)([1-5]+)", CASES["笔顺"]))
def test_strokes_of_surnames(character: str, digits: str) -> None:
    assert stroke_key(character)[1] == digits
    assert stroke_count(character) == len(digits)


@pytest.mark.parametrize("expected", [CASES["姓的次序"], *CASES["笔顺相同的"]])
def test_order_of_characters(expected: str) -> None:
    assert "".join(sorted(set(expected), key=stroke_key)) == expected


@pytest.mark.parametrize("expected", CASES["字形的次序"])
def test_order_of_characters_of_the_same_strokes_by_their_shape(expected: str) -> None:
    assert "".join(sorted(set(expected), key=shape_key)) == expected


@needs_oracle
@pytest.mark.parametrize(("level", "misplaced"), [(0, ""), (1, ""), (2, "䃎铽𦝼")])
def test_standard_characters_are_in_their_published_order(level: int, misplaced: str) -> None:
    published = (ORACLE / "tgh8105.txt").read_text("utf-8").split()[level]
    assert all(map(is_known, published))
    assert set(published) - in_place(published, stroke_key) == set(misplaced)


@needs_oracle
def test_gb13000_is_in_its_published_order() -> None:
    lines = (ORACLE / "gf3003.txt").read_text("utf-8").splitlines()
    counts = {c: int(n) for n, _, cs in (line.partition("\t") for line in lines) for c in cs}
    known = [c for c in counts if is_known(c)]
    assert len(counts) - len(known) <= 371
    assert [c for c in known if stroke_count(c) != counts[c]] == []
    assert len(known) - len(in_place(known, stroke_key)) <= 67
    unknown = [c for c in counts if not is_known(c)]
    assert sum(stroke_count(c) != counts[c] for c in unknown) <= 10


@pytest.mark.parametrize(
    ("case", "custom"),
    [(case, custom) for case in CASES["笔画"].values() for custom in CUSTOMS if custom in case],
)
def test_names_by_strokes(case: dict[str, str], custom: str) -> None:
    expected = case.get("排成", case[custom]) if custom == "姓氏笔画" else case[custom]
    assert ordered(" ".join(reversed(expected.split(" "))), custom) == expected
    assert ordered(case["姓氏笔画"], custom) == expected


def test_the_customs_differ_on_single_given_names() -> None:
    assert name_key("田富", "姓氏笔画") < name_key("田大利", "姓氏笔画")
    assert name_key("田富", "姓名笔画") > name_key("田大利", "姓名笔画")


@pytest.mark.parametrize(("name", "expected"), CASES["读音"].items())
def test_readings(name: str, expected: str) -> None:
    assert reading(name) == expected


@pytest.mark.parametrize(("surname", "expected"), re.findall(r"(\S)([a-zü]+[1-5])", CASES["姓的读音"]))
def test_readings_of_surnames(surname: str, expected: str) -> None:
    assert reading(surname + "建国") == f"{expected} jian4 guo2"


@pytest.mark.parametrize(("name", "own", "expected"), CASES["自己的读音"])
def test_a_persons_own_reading_wins(name: str, own: str, expected: str) -> None:
    assert reading(name, own) == expected
    assert sort_names([Named(name, own)], "拼音").contested == ()


@pytest.mark.parametrize("own", ["li si", "li si ping an", "李四平", "xyz", "1 2"])
def test_a_reading_that_does_not_fit(own: str) -> None:
    with pytest.raises(ValueError, match=r"字数不符.*li3 si4 ping2"):
        sounds("李四平", own)


def test_names_by_pinyin() -> None:
    case = CASES["拼音"]
    assert ordered(case["姓的读音"], "拼音") == case["排成"]
    for pair in (case["同音比笔画"], case["带两点的在后"]):
        assert ordered(pair["给"], "拼音") == pair["排成"]


def test_surnames_read_two_ways_are_named() -> None:
    people = [Named("乐明"), Named("李明"), Named("乐云", "Lè"), Named("单明")]
    assert sort_names(people, "拼音").contested == (people[0],)
    assert sort_names(people, "姓氏笔画").contested == ()
    assert is_contested("翟明")


@pytest.mark.parametrize(("name", "expected"), CASES["分开"].items())
def test_names_are_divided(name: str, expected: list[str]) -> None:
    assert list(split_name(name)) == expected


def test_every_surname_has_as_many_syllables_as_characters() -> None:
    from gongwen.zh.surnames import _readings

    for surname in _readings():
        for text in surname_readings(surname):
            assert re.fullmatch(r"[a-zü]+[1-5]( [a-zü]+[1-5])*", text)
            assert len(text.split()) == len(surname)


def test_characters_of_which_only_the_number_is_known_sort_by_it_and_are_named() -> None:
    assert not is_known("黽")
    assert stroke_count("黽") == 13
    result = sort_names(named("慧明 黽明 靖明 龜明 一明"), "姓氏笔画")
    assert [n.name for n in result.names] == ["一明", "靖明", "黽明", "慧明", "龜明"]
    assert result.unknown == (Unknown("黽", "黽明", 13), Unknown("龜", "龜明", 17))
    assert stroke_key("黽") > max(map(stroke_key, "新意慈"))
    assert stroke_key("黽") < stroke_key("静")


def test_characters_of_which_nothing_is_known_are_last_and_named() -> None:
    result = sort_names(named("李\ue000 李龘 Ann"), "姓名笔画")
    assert [n.name for n in result.names] == ["李龘", "李\ue000", "Ann"]
    assert [(u.character, u.count) for u in result.unknown] == [("\ue000", None), *[(c, None) for c in "Ann"]]
    by_sound = sort_names(named("李\ue000 张三 Ann"), "拼音")
    assert [n.name for n in by_sound.names] == ["李\ue000", "张三", "Ann"]
    assert [u.character for u in by_sound.unknown] == ["\ue000", *"Ann"]


def test_strokes_that_somebody_looked_up() -> None:
    looked_up = Named("黽明", strokes={"黽": "2512121151151"})
    result = sort_names([Named("靖明"), looked_up, Named("暗明")], "姓氏笔画")
    assert result.unknown == ()
    assert [n.name for n in result.names] == ["暗明", "黽明", "靖明"]


def test_padding_dots_and_variants_do_not_count() -> None:
    assert characters("阿依古丽·买买提") == characters("阿依古丽 • 买买提") == "阿依古丽买买提"
    assert name_key("曹　谦", "姓氏笔画") == name_key("曹谦", "姓氏笔画")
    assert name_key("葛\U000e0100明", "姓名笔画") == name_key("葛明", "姓名笔画")
    assert characters("\uf9dd明") == "利明"


SURNAMES = st.sampled_from(["王", "李", "单", "曾", "欧阳", "田", "丁", "黽", "\ue000"])
NAMES = st.builds(str.__add__, SURNAMES, st.text("一丁大富利明远青云乐重黽", max_size=3))


@given(st.lists(NAMES, max_size=12, unique=True), st.sampled_from(CUSTOMS), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_the_order_given(names: list[str], custom: Any, random: Any) -> None:
    shuffled = random.sample(names, len(names))
    result = sort_names([Named(n) for n in names], custom)
    assert sort_names([Named(n) for n in shuffled], custom).names == result.names
    assert [names[i] for i in result.order] == [n.name for n in result.names]
    assert sorted(result.order) == list(range(len(names)))


@given(st.lists(NAMES, min_size=2, max_size=6, unique=True))
def test_distinct_names_never_compare_equal(names: list[str]) -> None:
    for a, b in itertools.combinations(names, 2):
        assert pinyin_key(a) != pinyin_key(b)
        assert all(name_key(a, custom) != name_key(b, custom) for custom in CUSTOMS[:2])


@given(st.lists(NAMES, max_size=6), st.sampled_from(CUSTOMS))
def test_equal_names_keep_their_order(names: list[str], custom: Any) -> None:
    result = sort_names([Named(n) for n in names for _ in range(2)], custom)
    assert all(a < b for a, b in zip(result.order[::2], result.order[1::2], strict=True))


def test_every_character_has_a_key_of_its_own() -> None:
    table = strokes._table()
    assert len(set(table.values())) == len(table) == 20807
    assert all(re.fullmatch("[1-5]+", digits) and len(digits) == n for n, digits, _ in table.values())


def test_the_table_is_read_once_and_a_key_takes_few_calls() -> None:
    strokes._table.cache_clear()
    names = ["".join(letters) for letters in itertools.product("王李张刘陈", "明远青云大小", "明远青云大小")]
    assert calls_of(strokes._table) < 3 * len(strokes._table())
    name_key(names[0], "姓氏笔画")
    assert calls_of(lambda: [name_key(name, "姓氏笔画") for name in names]) < 40 * len(names)
