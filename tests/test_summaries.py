"""What is counted in a worker is printed whole at home: it comes through what a worker can send."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

import execnet

from tests.check.tally import Tally
from tests.recognise.scores import Score
from tests.summaries import PLANTED, READ, REAL, keep, print_summaries


class Printed:
    """A reporter that keeps what it is told to print."""

    def __init__(self, properties: list[tuple[str, Any]]) -> None:
        sent = execnet.loads(execnet.dumps(properties))
        self.stats = {"passed": [SimpleNamespace(when="call", user_properties=sent)], "": [object()]}
        self.lines: list[str] = []

    def section(self, name: str) -> None:
        self.lines.append(name)

    def write_line(self, line: str) -> None:
        self.lines.append(line)


def test_what_workers_count_is_printed_whole() -> None:
    properties: list[tuple[str, Any]] = []

    def record(name: str, value: Any) -> None:
        properties.append((name, value))

    keep(
        record,
        PLANTED,
        "直接排版",
        Tally(["甲", "乙"], ["丙"], [("甲", "dates.form 第1段")], Counter(look=2)),
    )
    keep(record, READ, "页码", Score(Counter(标题=3), Counter(标题=1), Counter()))
    keep(record, READ, "原样", Score(Counter(标题=1), Counter(), Counter()))
    record(REAL, ["title", [1, 2]])
    printed = Printed(properties)
    print_summaries(printed)  # type: ignore[arg-type]
    assert [line for line in printed.lines if line in (PLANTED, READ, REAL)] == [PLANTED, READ, REAL]
    text = "\n".join(printed.lines)
    for told in ("植入   3　查出   2（66.7%）", "漏查：丙", "误报：甲：dates.form 第1段", "look 2", "50.0%"):
        assert told in text
    assert text.index("原样") < text.index("页码　　　　　　查准率 100.0%　查全率 75.0%")


def test_nothing_is_printed_of_a_run_that_counted_nothing() -> None:
    printed = Printed([])
    print_summaries(printed)  # type: ignore[arg-type]
    assert printed.lines == []
