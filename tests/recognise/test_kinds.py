"""Texts as web pages, records, compilations and early years have them: each stands for its kind."""

import json
from collections import Counter

import pytest

from gongwen import api
from gongwen.archive.proof import prove
from gongwen.recognise.account import account, is_official
from gongwen.terms import date
from gongwen.write.docx import write_docx
from gongwen.write.text import write_text
from gongwen.write.yaml_text import write_json
from gongwen.zh.spaces import bare
from tests.paths import SHARED, read_cases

KINDS = [*read_cases("recognise/kinds.yaml"), *read_cases("recognise/one_lines.yaml")]
TEXTS = sorted((SHARED / "corpus").glob("*.txt"))


def value(tree, key):
    for step in key.split("."):
        tree = tree.get(step, {})
    return [each["标题"] for each in tree] if key.endswith("附件") else tree


@pytest.mark.parametrize("case", KINDS, ids=lambda case: case["种类"])
def test_each_kind_is_read(case):
    reading = api.read_bytes(case["原文"].encode(), "公文.txt")
    tree = json.loads(write_json(reading.document))
    assert {key: value(tree, key) for key in case["应读出"]} == case["应读出"]
    if "段" in case:
        assert account(reading).paragraphs == case["段"]
    if "存疑" in case:
        assert any(case["存疑"] in str(doubt) for doubt in reading.doubts)
    if "改动" in case:
        assert case["改动"] in [repair.reason for repair in reading.repairs if repair.is_applied]


@pytest.mark.parametrize("case", KINDS, ids=lambda case: case["种类"])
def test_nothing_of_a_kind_is_lost_and_all_is_explained(case):
    reading = api.read_bytes(case["原文"].encode(), "公文.txt")
    assert not unexplained(reading)
    assert not lost(reading)


def test_the_line_of_counts():
    reading = api.read_bytes(KINDS[3]["原文"].encode(), "公文.txt")
    assert str(account(reading)) == "要素 6 · 段 3 · 略去 18 行 · 存疑 0"


def test_a_text_that_tells_no_document():
    assert not is_official(api.read_bytes("今天买菜\n白菜 三斤\n萝卜".encode(), "甲.txt"))
    assert is_official(api.read_bytes(KINDS[0]["原文"].encode(), "甲.txt"))


def unexplained(reading):
    composition = api.compose(reading.document)
    docx = write_docx(composition.flow, composition.profile)
    return prove(reading, docx, composition.profile).unexplained


def lost(reading):
    """Return the characters that are neither printed again nor in a repair."""
    printed = write_text(api.compose(reading.document).flow)
    gone = Counter("".join(bare(each.before) for each in reading.repairs if each.is_applied))
    gone += Counter(date.write(reading.document.date) if reading.document.date else "")
    return Counter(bare(reading.transcript.text)) - Counter(bare(printed)) - gone


@pytest.mark.skipif(not TEXTS, reason="the corpus is not here")
def test_no_line_of_the_corpus_is_lost_in_silence():
    alarms = []
    for path in TEXTS:
        reading = api.read_bytes(path.read_bytes(), path.name)
        assert not lost(reading), path.stem
        if unexplained(reading):
            alarms.append(path.stem)
    assert not alarms
