"""Stretches: what stands in the source where an element was found is what the element says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongwen import api
from gongwen.address import Address, Stretch
from gongwen.api import Target
from gongwen.document import rosters_of
from gongwen.read.input.source import locate_people, parse_source
from gongwen.read.transcript import transcript_of
from gongwen.recognise.main import recognise
from gongwen.recognise.reading import Reading
from gongwen.rules.texts import texts_of
from gongwen.terms.heading import HEADING_MARK, TEXT_MARK
from tests.paths import SAMPLES, read_texts

CASES = read_texts("recognise/reading")


def bare(text: str) -> str:
    return re.sub(r"[\s|^]", "", text)


def source_lines(reading: Reading) -> dict[tuple[int, int], str]:
    """The lines of the file, those of one paragraph joined by line feeds."""
    lines: dict[tuple[int, int], str] = {}
    for line in reading.transcript.lines:
        key = line.at.page, line.at.line
        lines[key] = f"{lines[key]}\n{line.text}" if key in lines else line.text
    return lines


def written(stretches: tuple[Stretch, ...], lines: dict[tuple[int, int], str]) -> str:
    return "".join(lines[each.at.page, each.at.line][each.start : each.end] for each in stretches)


def elements(reading: Reading) -> Iterator[tuple[Address, str]]:
    """Every line of each body, and every name and post of each roster."""
    for text in texts_of(reading.document):
        for index, line in enumerate(text.body):
            if line != "{名单}" and not re.fullmatch(r"\|( --- \|)+", line):
                yield text.line(index), re.sub(f"^(?:{HEADING_MARK}|{TEXT_MARK}) ", "", line)
    for way, _, roster in rosters_of(reading.document):
        for role, seats in roster.items():
            for index, member in enumerate(seats if not isinstance(seats, str) else ()):
                if member.name:
                    yield way.to(role, index, "姓名"), member.name
                yield way.to(role, index, "职务"), member.post


def check(reading: Reading) -> None:
    """Each element stands in its stretches and nothing else does; without characters the line has them in order."""
    lines = source_lines(reading)
    found = dict(elements(reading))
    assert found
    for element, text in found.items():
        stretches = reading.stretches[element]
        own = bare(written(stretches, lines))
        if all(each.end is not None for each in stretches):
            assert own == bare(text), str(element)
        else:
            signs = iter(own)
            assert len(stretches) == 1
            assert all(sign in signs for sign in bare(text)[:10]), str(element)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["特点"])
def test_texts(case: dict[str, str]) -> None:
    check(recognise(transcript_of(case["原文"].encode(), "甲.txt")))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("target", ["docx", "txt", "html", "pdf"])
def test_samples(path: Path, target: Target) -> None:
    data = api.render(api.compose_source(api.load(path)), target).files[0]
    check(recognise(transcript_of(data, f"甲.{target}")))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_people_in_the_input_format(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    source = parse_source(text, str(path))
    lines = text.split("\n")
    found = locate_people(source, lines)
    for way, _, roster in rosters_of(source.document):
        for role, seats in roster.items():
            for index, member in enumerate(seats if not isinstance(seats, str) else ()):
                for key, said in (("姓名", member.name), ("职务", member.post)):
                    (stretch,) = found[way.to(role, index, key)]
                    start, end = stretch.span
                    assert bare(lines[stretch.at.line - 1][start:end]) == bare(said)


def test_a_list_over_several_lines_and_people_in_one() -> None:
    text = (
        "云溪县人民政府办公室关于成立防汛领导小组的通知\n各乡镇：\n"
        "　　现决定成立防汛领导小组，名单如下。\n　　组　长：张　伟　副县长\n"
        "　　副组长：李四光　县水利局局长，王五福　县财政局局长\n云溪县人民政府办公室\n2024年12月9日\n"
    )
    reading = recognise(transcript_of(text.encode(), "甲.txt"))
    check(reading)
    (name,) = reading.stretches[Address("名单", "副组长", 1, "姓名")]
    assert (name.at.line, text.split("\n")[4][slice(*name.span)]) == (5, "王五福")


def test_what_is_taken_out_of_a_line_leaves_the_line() -> None:
    reading = recognise(transcript_of("关于防汛的通知\n各乡镇：\n请**立即**落实。\n".encode(), "甲.txt"))
    (stretch,) = reading.stretches[Address("正文", 0)]
    assert (stretch.at.line, stretch.end) == (3, None)
    with pytest.raises(ValueError, match="没有记下来"):
        stretch.span  # noqa: B018


def test_characters_behind_a_form_feed_are_counted() -> None:
    line = "请做好防汛\f工作，请落实。"
    reading = recognise(transcript_of(f"关于防汛的通知\n各乡镇：\n{line}\n".encode(), "甲.txt"))
    stretches = reading.stretches[Address("正文", 0)]
    assert [line[slice(*each.span)] for each in stretches] == ["请做好防汛", "工作，请落实。"]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (
            "云岭县防汛办法\n\n第一条　制定本办法。\n\n第二条　适用于本县。\n\n第四条　县水利局负责。\n",
            "read.number",
            7,
        ),
        (
            "关于成立防汛工作领导小组的通知\n各乡镇人民政府：\n名单如下：\n组　长：张伟　副县长\n"
            "成　员：赵清　县财政局局长\n　　　　王禾　县气象局局长\n　　　　赵清　县公安局副局长\n"
            "云岭县人民政府办公室\n2024年5月1日\n",
            "read.name",
            5,
        ),
    ],
)
def test_what_is_doubtful_is_told_where_it_stands(text: str, code: str, line: int) -> None:
    told = [
        each.place.line
        for each in api.read_bytes(text.encode(), "稿.txt").doubts
        if each.code == code and each.place
    ]
    assert told == [line]
