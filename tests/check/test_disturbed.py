"""What is found in the texts of the corpus and the samples when a few things in each are wrong by chance: disturbed.txt.

What has changed on purpose is written by ``pytest tests/check/test_disturbed.py --accept -n0``; look at it before it is
committed.
"""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from gongwen import api
from gongwen.api.documents import printed_text
from gongwen.check.files import check_bytes
from gongwen.rules.meaning import congresses, years
from tests.golden import hold, told_of
from tests.paths import ROOT, read_texts

FILE = Path(__file__).with_name("disturbed.txt")
_TIMES = 8
"""How many things are made wrong in each text."""
TEXTS = {case["特点"]: case["原文"] for case in read_texts("recognise/reading")}
SAMPLES = sorted((ROOT / "samples").glob("*.yaml"))


class _Day(datetime.date):
    @classmethod
    def today(cls) -> _Day:
        return cls(2026, 6, 1)


@pytest.fixture(autouse=True)
def _always_the_same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document without a date is held against the day on which it is checked."""
    for module in (years, congresses):
        frozen = SimpleNamespace(date=_Day, timedelta=datetime.timedelta)
        monkeypatch.setattr(module, "datetime", frozen)


def _at_chance(
    pattern: str, change: Callable[[str, random.Random], str]
) -> Callable[[str, random.Random], str]:
    """What changes one of the places of ``pattern`` in a text."""

    def disturb(text: str, chance: random.Random) -> str:
        found = list(re.finditer(pattern, text))
        if not found:
            return text
        match = chance.choice(found)
        return text[: match.start()] + change(match[0], chance) + text[match.end() :]

    return disturb


def _other_digit(text: str, chance: random.Random) -> str:
    place = chance.randrange(len(text))
    return text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1 :]


def _swapped(text: str, chance: random.Random) -> str:
    place = chance.randrange(len(text) - 1)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def _shorter(text: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(text) - 1)
    return text[:place] + text[place + 1 :]


DISTURBANCES = (
    _at_chance(r"\d+", _other_digit),
    _at_chance(r"\d{2,}", _swapped),
    _at_chance(r"《[^《》\n]{4,}》", _shorter),
    _at_chance(r"《[^《》\n]{4,}》", lambda text, chance: text.translate(str.maketrans("《》", "“”"))),
    _at_chance(r"[，。；：、（）]", lambda text, chance: chance.choice(",.;:()!、")),
    _at_chance(r"[，。；：、（）《》“”〔〕]", lambda text, chance: ""),
    _at_chance(r"[\u4e00-\u9fff]{4,}", _swapped),
    _at_chance(r"[\u4e00-\u9fff]{4,}", _shorter),
    _at_chance(r"[\u4e00-\u9fff]{2}", lambda text, chance: text + text),
    _at_chance(r"\d+月\d+日", lambda text, chance: f"{chance.randrange(14)}月{chance.randrange(27, 34)}日"),
    _at_chance(r"20\d\d", lambda text, chance: str(int(text) + chance.choice((-10, -1, 1, 10)))),
    _at_chance(r"[亿万千元人个户家%亩吨]", lambda text, chance: chance.choice("亿万千元人个户家%")),
    _at_chance(r"[县市省区乡镇][\u4e00-\u9fff]{1,6}[局厅委办]", lambda text, chance: text[0] + text[2:]),
    _at_chance(
        r"[一二三四五六七八九]、|（[一二三四五]）",
        lambda text, chance: chance.choice(("三、", "（二）", "5.", "第二，")),
    ),
    _at_chance(r"\n[^\n]+(?=\n)", lambda text, chance: ""),
    _at_chance(r"\n[^\n]+(?=\n)", lambda text, chance: text + text),
    _at_chance(r"[县市][\u4e00-\u9fff]{2,8}", lambda text, chance: f"{text}、{text}"),
    _at_chance(
        r"[\u4e00-\u9fff]，", lambda text, chance: f"{text}身份证号11010519491231002X，电话13800138000，"
    ),
)


def disturbed(text: str, seed: int) -> str:
    chance = random.Random(seed)
    for disturb in chance.sample(DISTURBANCES, _TIMES):
        text = disturb(text, chance)
    return text


def _hold(name: str, text: str, number: int, request: pytest.FixtureRequest) -> None:
    found = check_bytes(disturbed(text, number).encode(), "稿.txt")
    hold(FILE, name, "\n".join(map(told_of, found)), request)


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_a_text(number: int, request: pytest.FixtureRequest) -> None:
    name = list(TEXTS)[number]
    _hold(name, TEXTS[name], number, request)


@pytest.mark.parametrize("number", range(len(SAMPLES)))
def test_a_sample(number: int, request: pytest.FixtureRequest) -> None:
    path = SAMPLES[number]
    _hold(f"样例 {path.stem}", printed_text(api.load(path)), number, request)
