"""Titles and signatures by where and how large they stand on a page, and names that a seal lies over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongwen.address import Place
from gongwen.document import Document
from gongwen.recognise.main import recognise
from gongwen.transcript import ENGINE, Line, Transcript

BODY = (
    "各级民兵组织要认真学习，做好战备工作，每月检查一次，发现问题及时报告，不得拖延，不得隐瞒，不得走过场。"
)


def read(lines: list[Line], facts: dict[str, str] | None = None) -> Document:
    placed = [replace(line, at=Place("甲.pdf", number, page=1)) for number, line in enumerate(lines, 1)]
    return recognise(Transcript("甲.pdf", tuple(placed), has_paragraphs=False, facts=facts or {})).document


def line(text: str, *, scale: float = 0.0, is_at_right: bool = False) -> Line:
    return Line(text, Place("甲.pdf", 1), scale=scale, is_centred=bool(scale), is_at_right=is_at_right)


PAGE = [
    line("青溪人民的战斗口号", scale=1.6),
    line(BODY),
    line("全体社员", is_at_right=True),
    line("1966年3月5日", is_at_right=True),
]


def test_what_is_larger_in_the_middle_is_the_title_and_what_stands_at_the_right_signs() -> None:
    document = read(PAGE)
    assert document.title == "青溪人民的战斗口号"
    assert document.signature == ("全体社员",)
    assert str(document.date) == "1966-03-05"


def test_what_is_said_to_be_a_title_counts_more() -> None:
    document = read([line("青溪简讯", scale=1.8), line("关于做好春耕工作的通知", scale=1.1), *PAGE[1:]])
    assert document.title == "关于做好春耕工作的通知"


@pytest.mark.parametrize("at_right", [(True, False), (False, True)])
def test_one_of_both_at_the_right_is_no_signature(at_right: tuple[bool, bool]) -> None:
    end = [replace(each, is_at_right=shown) for each, shown in zip(PAGE[2:], at_right, strict=True)]
    assert read([*PAGE[:2], *end]).signature != ("全体社员",)


@pytest.mark.parametrize(
    ("facts", "signed", "name"),
    [
        ({ENGINE: "引擎"}, "青溪县入民政府", "青溪县人民政府"),
        ({ENGINE: "引擎"}, "青田市入民政府", "青田市入民政府"),
        ({}, "青溪县入民政府", "青溪县入民政府"),
    ],
)
def test_a_name_under_a_seal_is_that_of_the_head(facts: dict[str, str], signed: str, name: str) -> None:
    head = [
        line("青溪县人民政府文件"),
        line("青政发〔2020〕5号"),
        line("关于做好防汛工作的通知"),
        line("各乡镇人民政府："),
    ]
    document = read(
        [*head, line(BODY), line(signed, is_at_right=True), line("2020年5月3日", is_at_right=True)], facts
    )
    assert document.signature == (name,)
