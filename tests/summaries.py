"""What the tests count over many documents, printed at the end of a run: kept in the reports of the tests,
which come home from every worker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import Any

import pytest

from tests.check.planted import WAYS
from tests.check.tally import Tally
from tests.recognise.noise import NOISES
from tests.recognise.scores import Score

PLANTED, READ, REAL = "植入的错误", "读旧公文", "读实际的公文"
Record = Callable[[str, Any], None]


def keep(record_property: Record, section: str, name: str, counted: Tally | Score) -> None:
    """Keep what was counted under ``name`` for a section of the summary, in types that a worker can send."""
    record_property(
        section, [name, {each.name: _plain(getattr(counted, each.name)) for each in fields(counted)}]
    )


def _plain(value: Counter[str] | list[Any]) -> dict[str, int] | list[Any]:
    return dict(value) if isinstance(value, Counter) else list(value)


def print_summaries(reporter: pytest.TerminalReporter) -> None:
    """Print what was found of the planted faults, and what was read of the texts and the real documents."""
    tallies = dict(_kept(reporter, PLANTED))
    scores = {
        name: Score(*(Counter(kept[each.name]) for each in fields(Score)))
        for name, kept in _kept(reporter, READ)
    }
    _print_planted(reporter, {way: _tally(tallies[way]) for way in WAYS if way in tallies})
    _print_scores(reporter, {name: scores[name] for name in NOISES if name in scores})
    _print_real(reporter, dict(_kept(reporter, REAL)))


def _kept(reporter: pytest.TerminalReporter, section: str) -> Iterator[tuple[str, Any]]:
    for reports in reporter.stats.values():
        for report in reports:
            if getattr(report, "when", "") == "call":
                yield from (tuple(kept) for name, kept in report.user_properties if name == section)


def _tally(kept: dict[str, Any]) -> Tally:
    alarms = [(name, told) for name, told in kept["alarms"]]
    return Tally(kept["found"], kept["missed"], alarms, Counter(kept["weak"]))


def _print_planted(reporter: pytest.TerminalReporter, tallies: dict[str, Tally]) -> None:
    if not tallies:
        return
    reporter.section(PLANTED)
    for way, tally in tallies.items():
        reporter.write_line(
            f"{way:　<6}植入{tally.documents:>4}　查出{len(tally.found):>4}（{tally.share:.1%}）"
            f"　漏查{len(tally.missed):>3}　误报{len(tally.alarms):>3}（{tally.false_share:.1%}的文件）"
        )
        for name in tally.missed:
            reporter.write_line(f"　漏查：{name}")
        for name, what in tally.alarms:
            reporter.write_line(f"　误报：{name}：{what}")
        weak = "，".join(f"{code} {count}" for code, count in tally.weak.most_common())
        reporter.write_line(f"　惯例和推荐里跟着出现的：{weak or '无'}")


def _print_scores(reporter: pytest.TerminalReporter, scores: dict[str, Score]) -> None:
    """Print what was read of the texts: by element for the texts as they are, in all for each noise."""
    if not scores:
        return
    reporter.section(READ)
    for name, score in scores.items():
        if name == "原样":
            reporter.write_line(score.table())
        reporter.write_line(f"{name:　<8}查准率 {score.precision:.1%}　查全率 {score.recall:.1%}")


def _print_real(reporter: pytest.TerminalReporter, counts: dict[str, tuple[int, int]]) -> None:
    """Print how many of the values of each field are read right, and of all."""
    if not counts:
        return
    reporter.section(REAL)
    total = [sum(each) for each in zip(*counts.values(), strict=True)]
    for name, (right, asked) in [*counts.items(), ("合计", total)]:
        reporter.write_line(f"{name:<16}{right:>5} / {asked:<5}{right / max(asked, 1):.1%}")
