from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, settings

import gongwen.cli.chinese  # noqa: F401  (before click, which takes its words from gettext)
from gongwen.read.scan import engine
from tests.check.tally import Tally
from tests.measuring.gallery import Gallery
from tests.measuring.remembered import Remembered
from tests.measuring.render import WIDE
from tests.once import keep_byte_code, share_folder
from tests.recognise.scores import Score
from tests.summaries import PLANTED, READ, Record, keep, print_summaries
from tests.told import contradictions, noted

gc.disable()  # until the tests are collected: they are many, and stay

# A busy machine must not fail a property: what is slow is measured in benchmarks.
settings.register_profile(
    "steady",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what golden tests find as what they want")
    parser.addoption("--fuzz-seed", type=int, default=18, help="of the chance in tests/fuzz")
    parser.addoption(
        "--fuzz-count", type=int, default=0, help="how many tries tests/fuzz makes; 0 is a short run"
    )
    parser.addoption("--scans", action="store_true", help="read every scanned document under every damage")
    parser.addoption(
        "--ofd-count", type=int, default=0, help="how many documents by chance are drawn as OFD; 0 is a few"
    )


@pytest.fixture(scope="session")
def fuzz_seed(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--fuzz-seed"))


@pytest.fixture(scope="session")
def fuzz_count(request: pytest.FixtureRequest) -> int:
    """How many tries; 0 for a short run, whose length each test knows."""
    return int(request.config.getoption("--fuzz-count"))


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: while LibreOffice, a browser or a process of its own works, its worker waits."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """Keep the collector from walking over eighteen thousand tests again and again: they stay until the end."""
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_configure(config: pytest.Config) -> None:
    """Give the run a folder that its workers, which start later, find in their environment."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        config.add_cleanup(share_folder())
        cache = getattr(config, "cache", None)
        if sys.dont_write_bytecode and cache is not None:
            keep_byte_code(cache.mkdir("byte-code"))


@pytest.fixture(scope="session", autouse=True)
def _rules_are_told_as_they_are_explained() -> Iterator[None]:
    """Hold every finding of the run against what the reference says of its rule."""
    with noted() as seen:
        yield
    assert contradictions(seen) == []


@pytest.fixture(scope="session", autouse=True)
def _the_engine_remembers_pictures() -> Iterator[None]:
    """Have the engine that recognises characters look at each picture once a run, with one thread: it takes seconds.

    A second thread, which waits busily, would take them from the other workers.
    """
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(engine, "_rapid", lru_cache(maxsize=1)(lambda: Remembered(engine._Rapid(threads=1))))
        yield


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    return Gallery(tmp_path_factory.mktemp("gallery"))


@pytest.fixture(scope="session")
def wide_gallery(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    return Gallery(tmp_path_factory.mktemp("wide"), fonts=WIDE)


@pytest.fixture(scope="session")
def word_gallery(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    return Gallery(tmp_path_factory.mktemp("word"), numbering="word")


@pytest.fixture
def record_score(record_property: Record) -> Callable[[str, Score], None]:
    """Keep a score for the summary at the end of the run."""
    return lambda name, score: keep(record_property, READ, name, score)


@pytest.fixture
def record_planted(record_property: Record) -> Callable[[str, Tally], None]:
    """Keep what was found of the planted faults in one way for the summary at the end of the run."""
    return lambda way, tally: keep(record_property, PLANTED, way, tally)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    print_summaries(terminalreporter)
