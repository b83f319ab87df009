"""What the order of words tells where no form of a sentence was read."""

from __future__ import annotations

from typing import Any

import pytest

from gongwen.terms.people.appointed import Appointment
from gongwen.terms.people.appointment import read
from gongwen.terms.people.inference.events import infer
from gongwen.terms.people.inference.marks import people_marked
from gongwen.terms.people.named_people import NOTHING_KNOWN
from tests.paths import read_cases


@pytest.mark.parametrize("case", read_cases("terms/inferred.yaml"), ids=lambda case: case["写"][:16])
def test_what_words_say_in_their_order(case: dict[str, Any]) -> None:
    found = infer(case["写"])
    assert [told(each.value) for each in found] == case["读"]
    assert all(each.odd <= {"按词推断"} for each in found)


def told(value: Appointment) -> str:
    replaced = f"替{value.replaced}" if value.replaced else ""
    holds = f"（{value.holds}）" if value.holds else ""
    return " ".join(filter(None, (value.act, value.name, value.post, replaced, holds)))


def test_whom_a_clause_names_beside_a_verb_is_marked() -> None:
    text = (
        "县水利局盛伟东接手防汛工作；联系人解冬梅，电话见附件；经主任会议研究，市委古雷港开发区书记乔安卸任。"
    )
    assert [name for name, _ in people_marked(text, NOTHING_KNOWN)] == ["盛伟东", "乔安"]


def test_what_is_inferred_stands_beside_what_was_read_and_takes_the_place_of_a_guess() -> None:
    text = "盛伟东同志任县水利局局长，免去其县林业局副局长职务；教导处副主任换成解冬梅。"
    assert [told(each.value) for each in read(text).found] == [
        "任 盛伟东 县水利局局长", "免 盛伟东 县林业局副局长", "任 解冬梅 教导处副主任"
    ]  # fmt: skip
    found = read("智能专班：盛大为卸任组长，改任顾问；执行组长由副主任乔安改任。")
    assert [told(each.value) for each in found.found] == [
        "免 盛大为 组长", "任 盛大为 顾问", "任 乔安 执行组长"
    ]  # fmt: skip
    assert found.rest == ()
