from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings

from tests.check.tally import Tally
from tests.measuring.gallery import Gallery
from tests.measuring.render import WIDE
from tests.recognise.scores import Score

# A busy machine must not fail a property: what is slow is measured in benchmarks.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what golden tests find as what they want")


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    return Gallery(tmp_path_factory.mktemp("gallery"))


@pytest.fixture(scope="session")
def wide_gallery(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    return Gallery(tmp_path_factory.mktemp("wide"), fonts=WIDE)


@pytest.fixture(scope="session")
def word_gallery(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    return Gallery(tmp_path_factory.mktemp("word"), numbering="word")


SCORES = pytest.StashKey[dict[str, Score]]()


@pytest.fixture
def record_score(request: pytest.FixtureRequest) -> Callable[[str, Score], None]:
    """Keep a score for the summary at the end of the run."""

    def record(name: str, score: Score) -> None:
        request.config.stash.setdefault(SCORES, {})[name] = score

    return record


TALLIES = pytest.StashKey[dict[str, Tally]]()


@pytest.fixture
def record_planted(request: pytest.FixtureRequest) -> Callable[[str, Tally], None]:
    """Keep what was found of the planted faults in one way for the summary at the end of the run."""

    def record(way: str, tally: Tally) -> None:
        request.config.stash.setdefault(TALLIES, {})[way] = tally

    return record


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print what was read of the texts, and what was found of the planted faults."""
    _print_planted(terminalreporter, config.stash.get(TALLIES, {}))
    _print_scores(terminalreporter, config)


def _print_planted(terminalreporter: pytest.TerminalReporter, tallies: dict[str, Tally]) -> None:
    if not tallies:
        return
    terminalreporter.section("植入的错误")
    for way, tally in tallies.items():
        terminalreporter.write_line(
            f"{way:　<6}植入{tally.documents:>4}　查出{len(tally.found):>4}（{tally.share:.1%}）"
            f"　漏查{len(tally.missed):>3}　误报{len(tally.alarms):>3}（{tally.false_share:.1%}的文件）"
        )
        for name in tally.missed:
            terminalreporter.write_line(f"　漏查：{name}")
        for name, what in tally.alarms:
            terminalreporter.write_line(f"　误报：{name}：{what}")
        weak = "，".join(f"{code} {count}" for code, count in tally.weak.most_common())
        terminalreporter.write_line(f"　惯例和推荐里跟着出现的：{weak or '无'}")


def _print_scores(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print what was read of the texts: by element for the texts as they are, in all for each noise."""
    scores = config.stash.get(SCORES, {})
    if not scores:
        return
    terminalreporter.section("读旧公文")
    for name, score in scores.items():
        if name == "原样":
            terminalreporter.write_line(score.table())
        terminalreporter.write_line(f"{name:　<8}查准率 {score.precision:.1%}　查全率 {score.recall:.1%}")
