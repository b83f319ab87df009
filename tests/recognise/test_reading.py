"""Texts of many offices, eras and kinds, as found and with noise: what is read of them."""

import json
import random
from collections import Counter

import pytest

from gongwen import api
from gongwen.write.yaml_text import write_json
from tests.paths import read_texts
from tests.recognise.noise import NOISES
from tests.recognise.scores import Score, facts, plain

CORPUS = read_texts("recognise/reading")
LEAST = {"原样": 0.99, "认错的字": 0.9, "一行空格": 0.85}
"""The part that must be right and found; 0.95 where nothing else is said."""


def found(text):
    tree = json.loads(write_json(api.read_bytes(text.encode(), "甲.txt").document))
    for derived in ("发文机关", "格式"):
        tree.pop(derived, None)
    if tree.get("署名") == "无":
        del tree["署名"]
    return tree


def test_there_are_enough_texts():
    assert len(CORPUS) >= 40
    assert len({case["应读出"]["文种"] for case in CORPUS}) >= 13


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case["特点"])
def test_what_should_be_read_stands_in_the_text(case):
    """An expectation names nothing that the text does not say, days and kinds apart."""
    text = Counter(plain(case["原文"]))
    for element, value in facts(
        {key: each for key, each in case["应读出"].items() if key not in ("文种", "成文日期", "印发日期")}
    ):
        named = value.removeprefix("{名单}").translate(str.maketrans("", "", "：;:()|"))
        assert not Counter(named) - text, element


@pytest.mark.parametrize("name", NOISES)
def test_accuracy(name, record_score):
    """Precision and recall over the whole corpus under one sort of noise."""
    score = Score()
    for number, case in enumerate(CORPUS):
        score.add(case["应读出"], found(NOISES[name](case["原文"], random.Random(number))))
    record_score(name, score)
    assert score.precision >= LEAST.get(name, 0.95)
    assert score.recall >= LEAST.get(name, 0.95)


@pytest.mark.parametrize("name", [name for name in NOISES if name != "原样"])
def test_noise_changes_texts_and_loses_nothing_of_them(name):
    changed = 0
    for number, case in enumerate(CORPUS):
        text = case["原文"]
        noisy = NOISES[name](text, random.Random(number))
        changed += noisy != text
        if name not in ("认错的字", "文号的括号", "半角标点"):
            assert not Counter("".join(text.split())) - Counter("".join(noisy.split()))
    assert changed >= len(CORPUS) / 3


def test_scores_count_each_element():
    score = Score()
    score.add(
        {
            "标题": "甲",
            "正文": "一\n二",
            "名单": {"组长": [{"姓名": "张伟", "职务": "县长"}]},
            "附件": [{"标题": "乙"}],
        },
        {"标题": "甲", "正文": "一\n三", "名单": {"组长": [{"姓名": "张伟", "职务": "县长"}]}, "附注": "丙"},
    )
    assert score.hits == {"标题": 1, "正文": 1, "名单": 1}
    assert score.missed == {"正文": 1, "附件.标题": 1}
    assert score.wrong == {"正文": 1, "附注": 1}
    assert (score.precision, score.recall) == (3 / 5, 3 / 5)
