"""How many single faults in a package the tests notice. Run: python -m benchmarks.mutation roster make --count 20

A fault is one comparison, condition, number, text or statement changed in a copy of the project. Of the tests
that walk over its line some run until one fails: which those are is seen in a run of all of them, and kept in the
file that --walked names. A fault in a function is tried in a process of its own, forked from one that has loaded
all tests, and so is one in a value of a module; what else runs while a module is loaded, in a process that loads
them anew. What nobody notices is printed,
unless benchmarks/equal_faults.yaml says why it changes nothing. A run that was stopped goes on, and one after new
tests is short, when --before names what the earlier one printed: what was noticed there is not tried again.
"""

from __future__ import annotations

import argparse
import gc
import os
import pickle
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import NoReturn

import pytest
import yaml

from benchmarks import walked
from benchmarks.enough import ENOUGH
from benchmarks.faults import Fault, Loaded, sample

ROOT = Path(__file__).parents[1]
_COPIED = ("gongwen", "tests", "style", "templates", "samples", "docs", "benchmarks", "pyproject.toml", "README.md",
           "README.en.md", "CHANGELOG.md", "CONTRIBUTING.md", "constraints.txt", ".ci")  # fmt: skip
_SECONDS = 6
"""How long the tests of one fault may work."""
_HANGS = 5 * _SECONDS
"""After so much work they hang, which a person would notice."""
_MOST = 200
"""Tests that are tried of one fault."""
_TURN = 0.05
"""Seconds that a test waits for each of its function before it."""
_ELSEWHERE = 0.5
"""Seconds that a test of another package waits."""
_SLOW = 3.0
"""Seconds: a test that is slower waits no longer for its turn, for it says much."""
_QUIET = ("-q", "-n0", "-p", "no:cacheprovider")
_SHOWN = ("noticed", "hangs", "before")
"""What is printed of a fault that a test shows, now or in an earlier run."""
_EQUAL = ROOT / "benchmarks" / "equal_faults.yaml"


def main() -> None:
    """Print for each package how many faults of its sample were noticed, and those that were not."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "packages", nargs="*", help="folders or modules below gongwen; all, when none is named"
    )
    parser.add_argument("--count", type=int, default=20, help="faults a package")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--walked", type=Path, nargs="*", default=[], help="what the tests walk over; made when none is named"
    )
    parser.add_argument("--before", type=Path, nargs="*", default=[], help="what earlier runs printed")
    parser.add_argument("--tests", nargs="*", default=["tests"], help="the tests that are watched and run")
    asked = parser.parse_args()
    kept = [path.absolute() for path in asked.walked]
    with tempfile.TemporaryDirectory(prefix="gongwen-faults-") as name:
        project = Path(name) / "project"
        for each in _COPIED:
            copier = shutil.copytree if (ROOT / each).is_dir() else shutil.copy2
            copier(ROOT / each, project / each)
        (Path(name) / "shared").symlink_to(ROOT.parent / "shared")
        faults = [
            (package, fault)
            for package in asked.packages or _packages()
            for fault in sample(project, package, asked.count, asked.seed)
        ]
        print(f"seed {asked.seed}", flush=True)
        before = [path.read_text(encoding="utf-8") for path in asked.before]
        tests = _TestsOfLines(kept or [_watch(project, asked.tests, Path(name))])
        _try_all(_Trials(project, faults, tests, before), asked.tests)


def _packages() -> list[str]:
    return sorted(path.parent.name for path in (ROOT / "gongwen").glob("*/__init__.py"))


def _watch(project: Path, tests: Sequence[str], folder: Path) -> Path:
    """Run ``tests`` once, and return the file in ``folder`` that says what each walks over."""
    made = folder / "walked"
    beside = {walked.FILE: str(made), "PYTHONPATH": str(project), "PYTHONPYCACHEPREFIX": str(folder / "none")}
    words = (sys.executable, "-m", "pytest", "-p", "benchmarks.walked", *_QUIET, "--deselect=tests/fuzz")
    environment = os.environ | beside | {"PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run((*words, *tests), cwd=project, env=environment, check=False)
    return made


class _TestsOfLines:
    """Which tests walk over which line of the project."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._runs: list[walked.Walked] = [pickle.loads(path.read_bytes()) for path in files]

    def over(self, fault: Fault) -> list[str]:
        """Return the tests that walk over ``fault``: the quick ones of its own package first.

        Before them come some of each branch of its function. The functions of the tests take turns, so that the first
        few are of many kinds. What runs while its module is loaded, as what is said of a command, may be shown by any
        test of the package.
        """
        inner = fault.path.as_posix().partition("gongwen/")[2]
        own = f"tests/{inner.partition('/')[0]}/"
        walked_over = {pair for run in self._runs for pair in run.over(inner, fault.line)}
        if not walked_over or self.loads(fault):
            walked_over |= {pair for run in self._runs for pair in run.below(own)}
        found = sorted(walked_over)
        turns: dict[str, count[int]] = defaultdict(count)
        rank = {
            name: _TURN * next(turns[name.partition("[")[0]])
            + min(seconds, _SLOW)
            + _ELSEWHERE * (not name.startswith(own))
            for seconds, name in found
        }
        first = dict.fromkeys(
            name for run in self._runs for name in run.branches(inner, fault.line) if name in rank
        )
        return list(first | dict.fromkeys(sorted(rank, key=lambda name: rank[name])))

    def loads(self, fault: Fault) -> bool:
        """Whether ``fault`` is in what runs while the modules are loaded, and is no value that can be put in its place."""
        inner = fault.path.as_posix().partition("gongwen/")[2]
        is_put = fault.is_in_function or bool(fault.values)
        return not is_put or any(run.loads(inner, fault.line) for run in self._runs)


def _try_all(trials: _Trials, folders: list[str]) -> None:
    """Print what became of each fault; the tests are loaded once, in this process, from the copy of the project."""
    os.chdir(trials.project)
    sys.path.insert(0, str(trials.project))
    os.environ |= {"PYTHONPATH": str(trials.project), "PYTHONDONTWRITEBYTECODE": "1", ENOUGH: str(_SECONDS)}
    pytest.main([*_QUIET, *folders], plugins=[trials])


class _Trials:
    """Takes the place of the run of all tests."""

    def __init__(
        self, project: Path, faults: list[tuple[str, Fault]], tests: _TestsOfLines, before: Sequence[str]
    ) -> None:
        self.project = project
        self._faults = faults
        self._tests = tests
        self._noticed = {fault for printed in before for fault in _noticed_in(printed)}
        self._equal = yaml.safe_load(_EQUAL.read_text(encoding="utf-8"))

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try every fault, and print the score of each package."""
        items = {item.nodeid: item for item in session.items}
        self._loaded = Loaded(self.project)
        gc.freeze()
        for package in dict.fromkeys(package for package, _ in self._faults):
            faults = [fault for name, fault in self._faults if name == package]
            missed = [fault for fault in faults if not self._is_noticed(fault, items, session)]
            equal = [fault for fault in missed if fault.what in self._equal.get(fault.path.as_posix(), {})]
            share = 100 * (len(faults) - len(missed)) / max(len(faults) - len(equal), 1)
            print(
                f"{package}: {len(faults) - len(missed)} of {len(faults)} noticed, {len(equal)} change nothing: {share:.0f} %",
                flush=True,
            )
        return True

    def _is_noticed(self, fault: Fault, items: dict[str, pytest.Item], session: pytest.Session) -> bool:
        if str(fault) in self._noticed:
            print(f"  before {fault} (0 tests, 0 s)", flush=True)
            return True
        names = [name for name in self._tests.over(fault) if name in items][:_MOST]
        begun = time.monotonic()
        try:
            found = self._how_it_fails(fault, [items[name] for name in names], session) if names else ""
        finally:
            (self.project / fault.path).write_text(fault.sound, encoding="utf-8")
        spent = f"({len(names)} tests, {time.monotonic() - begun:.0f} s)"
        print(f"  {found or 'MISSED'} {fault} {spent}", flush=True)
        return bool(found)

    def _how_it_fails(self, fault: Fault, chosen: list[pytest.Item], session: pytest.Session) -> str:
        """Try the fault in a fork of this process, and where that cannot show all, in one that loads it anew."""
        is_put = fault.is_in_function or bool(fault.values)
        found = self._fails_here(fault, chosen, session) if is_put else ""
        if found or not self._tests.loads(fault):
            return found
        names = [item.nodeid for item in chosen]
        return _fails_anew(fault, self.project / fault.path, names, self.project)

    def _fails_here(self, fault: Fault, chosen: list[pytest.Item], session: pytest.Session) -> str:
        """How a fork of this process that has the fault in it shows it; "" for not at all."""
        child = os.fork()
        if not child:
            self._leave_with(fault, chosen, session)
        return _shown(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))

    def _leave_with(self, fault: Fault, chosen: list[pytest.Item], session: pytest.Session) -> NoReturn:
        """Run the tests until one fails or their time is over, and end the process with 1 or 0."""
        status = 1
        try:
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            begun = time.process_time()
            resource.setrlimit(resource.RLIMIT_CPU, (int(begun) + _HANGS,) * 2)
            self._loaded.put(fault, self.project / fault.path)
            for item, following in zip(chosen, [*chosen[1:], None], strict=False):
                if session.testsfailed or time.process_time() - begun > _SECONDS:
                    break
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            status = int(session.testsfailed > 0)
        finally:
            os._exit(status)


def _noticed_in(printed: str) -> Iterator[str]:
    """Yield the faults that a run which ``printed`` this noticed."""
    for line in printed.splitlines():
        told, name, rest = line.partition(" gongwen/")
        if told.endswith(_SHOWN):
            yield (name + rest.rpartition(" (")[0]).strip()


def _fails_anew(fault: Fault, path: Path, names: list[str], project: Path) -> str:
    """How a process shows the fault that loads the module with it, or cannot load it; "" for not at all."""
    path.write_text(fault.text, encoding="utf-8")
    named = project / ".tests-of-line"
    named.write_text("\n".join(names), encoding="utf-8")
    words = [sys.executable, "-m", "pytest", "-x", "-p", "benchmarks.enough", *_QUIET, f"@{named}"]
    limit = (resource.RLIMIT_CPU, (2 * _HANGS, 2 * _HANGS))
    done = subprocess.run(
        words, cwd=project, capture_output=True, preexec_fn=lambda: resource.setrlimit(*limit), check=False
    )
    return _shown(done.returncode)


def _shown(status: int) -> str:
    """Say what the status of a process with a fault means; "" when it shows nothing."""
    if status in (-signal.SIGXCPU, -signal.SIGKILL):
        return "hangs"
    return "noticed" if status else ""


if __name__ == "__main__":
    main()
