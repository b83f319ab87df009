"""All that reading says of each text of the corpus: everything_read.txt.

Below the name of a text stand its document, where each element is and how sure, the repairs and the doubts. What has
changed on purpose is written by ``pytest tests/recognise/test_everything_read.py --accept -n0``; look at it before it
is committed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gongwen import api
from gongwen.address import Stretch
from gongwen.recognise.account import account
from gongwen.recognise.reading import Reading, Repair
from gongwen.write.yaml_text import write_yaml
from tests.golden import hold
from tests.paths import read_cases, read_texts

FILE = Path(__file__).with_name("everything_read.txt")
TEXTS = {case["特点"]: case["原文"] for case in read_texts("recognise/reading")}
TEXTS |= {case["依据"]: case["原文"] for case in read_cases("recognise/evidence.yaml")}
TEXTS |= {case["种类"]: case["原文"] for case in read_cases("recognise/kinds.yaml")}
TEXTS |= {case["种类"]: case["原文"] for case in read_cases("recognise/one_lines.yaml")}


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
