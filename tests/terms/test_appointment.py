"""Sentences of appointments: what is read from them, in whose words, and what is written is read again."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.terms.people.appointed import Appointment
from gongwen.terms.people.appointment import read, write
from gongwen.terms.people.named_people import Context, split_off
from tests.paths import read_cases

KNOWN = Context(starts=("县", "云溪县"))
PEOPLE = st.sampled_from(["盛伟东", "解冬梅", "欧阳明月", "乔安", "任建国", "阿依古丽·买买提"])
POSTS = st.sampled_from(
    ["县水利局局长", "县委常委、副县长", "县卫生健康委员会主任", "云溪县第一中学校长", "指挥长"]
)
VALUES = st.one_of(
    st.builds(
        Appointment,
        st.sampled_from(["任", "留任"]),
        PEOPLE,
        POSTS,
        st.sampled_from(["", "试用期一年", "挂职两年"]),
    ),
    st.builds(Appointment, st.just("免"), PEOPLE, POSTS),
    st.builds(Appointment, st.just("代理"), PEOPLE, st.just("县长")),
    st.builds(Appointment, st.just("主持"), PEOPLE, st.just("县林业局")),
    st.builds(Appointment, st.just("提名"), PEOPLE, POSTS),
    st.builds(Appointment, st.sampled_from(["退休", "去世", "终止试用"]), PEOPLE),
)


CASES = [*read_cases("terms/appointments.yaml"), *read_cases("terms/appointments_by_kind.yaml")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["写"][:16])
def test_what_a_sentence_says(case: dict[str, Any]) -> None:
    found = read(case["写"], KNOWN)
    assert [told(each.value) for each in found.found] == case["读"]
    assert {doubt for each in found.found for doubt in each.odd} == set(case.get("异", ()))
    assert len(found.rest) == case.get("未读", 0)


def told(value: Appointment) -> str:
    note = f"（{value.note}）" if value.note else ""
    replaced = f"替{value.replaced}" if value.replaced else ""
    return " ".join(filter(None, (value.act, value.name, value.post + note, replaced)))


@given(VALUES)
def test_what_is_written_is_read_again(value: Appointment) -> None:
    text = write(value)
    (found,) = read(f"经研究决定：\n{text}。", KNOWN).found
    assert found.value == value


@given(st.lists(VALUES, min_size=1, max_size=6))
def test_sentences_do_not_run_into_one_another(values: list[Appointment]) -> None:
    text = "\n".join(f"{write(value)}；" for value in values)
    found = read(text, KNOWN).found
    assert [each.value for each in found] == values
    for each, value in zip(found, values, strict=True):
        assert text[slice(*each.parts["name"])] == value.name


def test_a_name_that_may_end_in_two_places_is_doubtful() -> None:
    (found,) = read("免去李国安财政局局长职务。", Context(starts=())).found
    assert (found.value.name, found.odd) == ("李国安", frozenset()) or "姓名起止" in found.odd
    (known,) = read(
        "免去李国安全生产监督局局长职务。", Context(frozenset({"李国"}), ("安全生产监督局",))
    ).found
    assert known.value.name == "李国"


def test_the_head_of_a_post_is_no_name() -> None:
    assert split_off("县财政局局长", 0, KNOWN) is None
