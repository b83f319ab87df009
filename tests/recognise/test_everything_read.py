"""All that reading says of each text of the corpus, and of files: everything_read.txt; otherwise.txt what else it says
of a text with some noise, or on the page of a site.

Below the name of a text stand its document, where each element is and how sure, the repairs and the doubts. What has
changed on purpose is written by ``pytest tests/recognise/test_everything_read.py --accept -n0``; look at it before it
is committed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from gongwen import api
from gongwen.address import Stretch
from gongwen.finding import InputError, UsageError
from gongwen.recognise.account import account
from gongwen.recognise.reading import Reading, Repair
from gongwen.write.yaml_text import write_yaml
from tests.golden import hold
from tests.making.docx_by_hand import packed
from tests.making.drafts import make_draft
from tests.making.full_draft import full_draft
from tests.making.further_drafts import FurtherDraft
from tests.paths import read_cases, read_texts, sample_file
from tests.recognise.noise import NOISES
from tests.recognise.test_surroundings import SITES, set_up

FILE = Path(__file__).with_name("everything_read.txt")
OTHERWISE = Path(__file__).with_name("otherwise.txt")
CORPUS = read_texts("recognise/reading")
TEXTS = {case["特点"]: case["原文"] for case in CORPUS}
TEXTS |= {case["依据"]: case["原文"] for case in read_cases("recognise/evidence.yaml")}
TEXTS |= {case["种类"]: case["原文"] for case in read_cases("recognise/kinds.yaml")}
TEXTS |= {case["种类"]: case["原文"] for case in read_cases("recognise/one_lines.yaml")}
TEXTS |= read_cases("recognise/further.yaml")


def made(sample: str, target: Any) -> bytes:
    """The ``sample`` in the format ``target``."""
    return api.render(api.compose_source(api.load(sample_file(sample))), target).files[0]


def corner(name: str) -> bytes:
    """One of the rare ways of laying out, as a docx."""
    text = read_cases("make/corners.yaml")[name].replace("章.png", "有")
    return api.render(api.compose_source(api.parse(text, "稿.yaml")), "docx").files[0]


_PICTURE = "<html><body><article><p><img src='甲.png'></p></article></body></html>"
FILES: dict[str, Callable[[], bytes]] = {
    "没有字.docx": partial(packed, "<w:p/><w:sectPr/>"),
    "只有图.html": _PICTURE.encode,
    "什么都有.docx": full_draft,
    **{f"草稿{seed}.docx": partial(make_draft, seed) for seed in range(4)},
    **{f"别的草稿{seed}.docx": FurtherDraft(seed).make for seed in range(4)},
    **{f"{name}.{target}": partial(made, name, target)
       for name in ("联合通知", "横排附件", "密级急件", "印发实施方案", "纪要", "调整领导小组")
       for target in ("docx", "html", "txt")},
    **{f"{name}.docx": partial(corner, name)
       for name in ("名单的各种", "印发两件", "不盖章的联合署名", "办法", "一个签发人", "粘来的表", "各种表格", "签名章没有日期")},
}  # fmt: skip


def told(reading: Reading) -> Iterator[str]:
    """What ``reading`` says, a line each."""
    yield f"  {account(reading)}"
    yield from (f"  {line}" for line in write_yaml(reading.document).splitlines())
    for trace in reading.traces:
        where = " ".join(map(_written, reading.stretches.get(trace.element, ())))
        yield f"  {trace.sureness} {trace.element} {trace.at.line} {where}".rstrip()
    yield from map(_repaired, reading.repairs)
    for doubt in reading.doubts:
        yield f"  疑 {doubt.code} {doubt}".replace("\n", "⏎")


def _written(stretch: Stretch) -> str:
    return f"{stretch.at.line}:{stretch.start}-{stretch.end}"


def _repaired(repair: Repair) -> str:
    sign = "→" if repair.is_applied else "⇢"
    return f"  改 {repair.at.line} {repair.before!r} {sign} {repair.after!r} {repair.reason}"


@pytest.mark.parametrize("name", TEXTS)
def test_nothing_that_is_read_changes_unseen(name: str, request: pytest.FixtureRequest) -> None:
    reading = api.read_bytes(TEXTS[name].encode(), "甲.txt")
    hold(FILE, name, "\n".join(told(reading)), request)


@pytest.mark.parametrize("name", FILES)
def test_nothing_that_is_read_of_a_file_changes_unseen(name: str, request: pytest.FixtureRequest) -> None:
    try:
        found = "\n".join(told(api.read_bytes(FILES[name](), name)))
    except (InputError, UsageError) as error:
        found = f"  不读：{error}"
    hold(FILE, name, found, request)


def _otherwise(text: str, changed: str) -> str:
    """What reading says of ``changed`` and not of ``text``, places in the file apart."""
    own = told(api.read_bytes(changed.encode(), "甲.txt"))
    known = _told_without_noise(text)
    return "\n".join(line for line in own if _placeless(line) not in known)


@cache
def _told_without_noise(text: str) -> set[str]:
    return set(map(_placeless, told(api.read_bytes(text.encode(), "甲.txt"))))


def _placeless(line: str) -> str:
    return re.sub(r"第[0-9]+行|[0-9]+:[0-9]+-[0-9]+| [0-9]+\b", "", line)


@pytest.mark.parametrize("turn", range(2))
@pytest.mark.parametrize("number", range(len(CORPUS)))
def test_noise_changes_nothing_unseen(number: int, turn: int, request: pytest.FixtureRequest) -> None:
    """Each text is read under two kinds of noise."""
    case, noises = CORPUS[number], [name for name in NOISES if name != "原样"]
    name = noises[(number + 6 * turn) % len(noises)]
    noisy = NOISES[name](case["原文"], random.Random(number))
    hold(OTHERWISE, f"{name} {case['特点']}", _otherwise(case["原文"], noisy), request)


@pytest.mark.parametrize("number", range(len(SITES)))
def test_sites_change_nothing_unseen(number: int, request: pytest.FixtureRequest) -> None:
    """Each site has three texts in it."""
    site = SITES[number]
    fitting = [case for case in CORPUS if "标题" in case["应读出"] and not set("|\t") & set(case["原文"])]
    for shift in range(3):
        case = fitting[(3 * number + shift) % len(fitting)]
        hold(
            OTHERWISE, f"{site['网站']} {case['特点']}", _otherwise(case["原文"], set_up(site, case)), request
        )
