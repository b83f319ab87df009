"""The table of what stands side by side in official prose."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongwen.zh.collocations import EDGE, bare, count, count_all, pack, read, times_in

LETTERS = st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=3)


def test_what_is_no_character_is_an_edge() -> None:
    assert bare("第1条：甲乙。") == f"{EDGE}第{EDGE}条{EDGE}甲乙{EDGE}"


def test_strings_of_one_to_three_characters_are_counted() -> None:
    counts = count_all(["甲乙丙", "甲乙"])
    assert counts["甲"] == counts["甲乙"] == 2
    assert counts["甲乙丙"] == 1
    assert counts[f"{EDGE}甲"] == 2


@given(st.dictionaries(LETTERS, st.integers(min_value=1, max_value=10**5), max_size=40))
def test_what_was_packed_is_read_to_the_nearest_level(counts: dict[str, int]) -> None:
    table = read(pack(counts))
    for gram, times in counts.items():
        assert 0.55 * times <= times_in(table, gram) <= 1.75 * times + 0.5


def test_what_was_never_seen_is_hardly_ever_taken_for_seen() -> None:
    table = read(pack({"甲乙丙": 5}))
    unseen = [chr(code) * 3 for code in range(0x4E00, 0x4E00 + 2000)]
    assert sum(times_in(table, gram) > 0 for gram in unseen) <= 2


def test_the_table_knows_how_official_prose_is_written() -> None:
    assert count("人民政") > count("县级人") > 0
    assert not count("氓政甫")
