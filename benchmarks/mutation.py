"""How many single faults in a package the tests notice. Run: python -m benchmarks.mutation roster make --count 20

A fault is one comparison, condition, number, text or statement changed in a copy of the project. Of the tests
that walk over its line one after the other runs until one fails: first those that take little, walk where few do, are
of the package's own folder, or noticed other faults. How many that were, and how many of them --work left out, is
printed, so that a fault that all of them miss is known for one. Which walk over it is seen in a run of all of them,
which is kept in the folder that --kept names, so that later only those that are new run for it. A fault in a function is tried in a process of its own, forked from one that has
loaded all tests, and so is one in a value of a module; what else runs while a module is loaded, in a process that
loads them anew. A test that fails without the fault too tells nothing. What nobody notices is printed, unless
benchmarks/equal_faults.yaml says why it changes nothing. A run that was stopped goes on, and one after new tests or
with other --tests is short, when --before names what the earlier one printed: what was noticed there is not tried again.
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
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import NoReturn

import pytest
import yaml

from benchmarks import walked
from benchmarks.faults import Fault, Loaded, sample

ROOT = Path(__file__).parents[1]
_COPIED = ("gongwen", "tests", "style", "templates", "samples", "docs", "benchmarks", "pyproject.toml", "README.md",
           "README.en.md", "CHANGELOG.md", "CONTRIBUTING.md", "constraints.txt", ".ci")  # fmt: skip
_ONE = 0.05
"""Seconds that a test takes at least: what is set up around it."""
_ELSEWHERE, _SCARCE, _KILLED = 3.0, 0.3, 3.0
"""How much later a test of another package comes, how much sooner one of a branch that few walk over, and one whose
function noticed another fault."""
_SINGLE = 12
"""Tests that run in the order of their chance; those behind them run file by file, so that what they share stays set up."""
_HANGS = 30
"""Seconds of work, beside five times those of the tests, after which they hang, which a person would notice."""
_QUIET = ("-n0", "-p", "no:cacheprovider")
_SILENT = ("-o", "addopts=", "-p", "no:terminal")
"""Or what pytest prints would stand between what is printed here."""
_SHOWN = ("noticed", "hangs", "before")
"""What is printed of a fault that a test shows, now or in an earlier run."""
_EQUAL = ROOT / "benchmarks" / "equal_faults.yaml"


def main() -> None:
    """Print for each package how many faults of its sample were noticed, and those that were not."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "packages",
        nargs="*",
        help="folders or modules below gongwen, . for those in no folder; all, when none is named",
    )
    parser.add_argument("--count", type=int, default=20, help="faults a package")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=float, default=60, help="seconds of tests that are tried of a fault")
    parser.add_argument(
        "--kept", type=Path, help="the folder of what the tests walk over; made where it is not there"
    )
    parser.add_argument("--before", type=Path, nargs="*", default=[], help="what earlier runs printed")
    parser.add_argument("--tests", nargs="*", default=_tests(), help="the tests that are watched and run")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongwen-faults-") as name:
        project = Path(name) / "project"
        _copy(project)
        faults = [
            (package, fault)
            for package in asked.packages or _packages()
            for fault in sample(project, package, asked.count, asked.seed)
        ]
        print(f"seed {asked.seed}", flush=True)
        before = [path.read_text(encoding="utf-8") for path in asked.before]
        kept = (asked.kept or Path(name) / "kept").absolute()
        _try_all(_Trials(project, faults, kept, asked.work, before), asked.tests)


def _packages() -> list[str]:
    return [".", *sorted(path.parent.name for path in (ROOT / "gongwen").glob("*/__init__.py"))]


def _tests() -> list[str]:
    """Return every folder of tests but those that break files by chance, and what stands beside the folders."""
    files = (ROOT / "tests").rglob("test_*.py")
    parts = {path.relative_to(ROOT).parts[1] for path in files} - {"fuzz"}
    return sorted(f"tests/{part}" for part in parts)


def _copy(project: Path) -> None:
    """Copy what the tests need to ``project``, and have what is compiled of it kept beside it."""
    for each in _COPIED:
        copier = shutil.copytree if (ROOT / each).is_dir() else shutil.copy2
        copier(ROOT / each, project / each)
    (project.parent / "shared").symlink_to(ROOT.parent / "shared")
    sys.pycache_prefix = str(project.parent / "byte-code")
    os.environ |= {"PYTHONPATH": str(project), "PYTHONPYCACHEPREFIX": sys.pycache_prefix}


def _watched(project: Path, kept: Path, names: Iterable[str]) -> list[walked.Walked]:
    """Return what the tests walk over, by their folder: as it is kept, and of those that are new after a run of them."""
    kept.mkdir(exist_ok=True)
    folders: dict[str, list[str]] = defaultdict(list)
    for name in names:
        folders[".".join(name.partition("::")[0].split("/")[:2])].append(name)
    return [_watched_of(project, kept / folder, own) for folder, own in folders.items()]


def _watched_of(project: Path, file: Path, names: list[str]) -> walked.Walked:
    run: walked.Walked = pickle.loads(file.read_bytes()) if file.exists() else walked.Walked(blocks={})
    if new := [name for name in names if name not in run.watched]:
        listed, made = project / ".tests", project / ".walked"
        listed.write_text("\n".join(new), encoding="utf-8")
        words = (sys.executable, "-m", "pytest", "-q", "-p", "benchmarks.walked", *_QUIET, f"@{listed}")
        subprocess.run(words, cwd=project, env=os.environ | {walked.FILE: str(made)}, check=False, stdout=subprocess.DEVNULL)  # fmt: skip
        run.add(pickle.loads(made.read_bytes()))
        file.write_bytes(pickle.dumps(run))
    return run


class _TestsOfLines:
    """Which tests walk over which line of the project, and which of them noticed something."""

    def __init__(self, runs: Sequence[walked.Walked], limit: float) -> None:
        self._runs = runs
        self._limit = limit
        self._seconds = {
            name: each for run in runs for name, each in zip(run.tests, run.seconds, strict=True)
        }
        self._shared = {name: each for run in runs for name, each in zip(run.tests, run.shared, strict=True)}
        self.noticing: Counter[str] = Counter()
        """How many faults each function of the tests noticed."""

    def over(self, fault: Fault) -> list[str]:
        """Return the tests that walk over ``fault``, first those that may soon notice it.

        What runs while its module is loaded, as what is said of a command, may be shown by any test of the package.
        """
        where = fault.path.as_posix().partition("gongwen/")[2], fault.function if fault.is_in_function else ""
        own = f"tests/{where[0].partition('/')[0].removesuffix('.py')}/"
        found = {name for run in self._runs for name in run.over(*where, fault.line - fault.start)}
        if not found or self.loads(fault):
            found |= {name for run in self._runs for name in run.below(own)}
        scarce = {name for run in self._runs for name in run.scarce(*where)}
        dear = {
            name: (_ONE + self.work([name]))
            * (1 if name.startswith(own) else _ELSEWHERE)
            * (_SCARCE if name in scarce else 1)
            / (1 + _KILLED * self.noticing[_function(name)])
            for name in found
        }
        return _in_order(dear)

    def within(self, names: list[str]) -> list[str]:
        """Leave out the tests behind those that take as long as may be worked, and could not be had for what is left."""
        spent, ready = 0.0, set[str]()
        chosen: list[str] = []
        for name in names:
            takes = self._seconds[name] + sum(
                self._shared[name][key] for key in self._shared[name].keys() - ready
            )
            if not chosen or spent + takes <= self._limit:
                spent += takes
                ready |= self._shared[name].keys()
                chosen.append(name)
        return chosen

    def work(self, names: list[str]) -> float:
        """Return how many seconds the tests take, with the fixtures that they share set up once."""
        shared = {key: seconds for name in names for key, seconds in self._shared.get(name, {}).items()}
        return sum(self._seconds.get(name, 0.0) for name in names) + sum(shared.values())

    def loads(self, fault: Fault) -> bool:
        """Whether ``fault`` is in what runs while the modules are loaded, and is no value that can be put in its place."""
        inner = fault.path.as_posix().partition("gongwen/")[2]
        is_put = fault.is_in_function or bool(fault.values)
        line = fault.line - fault.start
        return not is_put or any(run.loads(inner, fault.function, line) for run in self._runs)


def _in_order(dear: dict[str, float]) -> list[str]:
    """Return the names with the cheapest first, the functions of the tests in turns, and behind some file by file."""
    turns: dict[str, count[int]] = {}
    ranks = {
        name: dear[name] * (1 + next(turns.setdefault(_function(name), count())))
        for name in sorted(dear, key=lambda name: dear[name])
    }
    names = sorted(ranks, key=lambda name: ranks[name])
    files = dict.fromkeys(name.partition("::")[0] for name in names[_SINGLE:])
    places = {file: place for place, file in enumerate(files)}
    return names[:_SINGLE] + sorted(names[_SINGLE:], key=lambda name: places[name.partition("::")[0]])


def _function(name: str) -> str:
    """Return a test without its parameters."""
    return name.partition("[")[0]


def _try_all(trials: _Trials, folders: list[str]) -> None:
    """Print what became of each fault; the tests are loaded once, in this process, from the copy of the project."""
    os.chdir(trials.project)
    sys.path.insert(0, str(trials.project))
    pytest.main([*_QUIET, *_SILENT, *folders], plugins=[trials])


class _Trials:
    """Takes the place of the run of all tests."""

    def __init__(
        self, project: Path, faults: list[tuple[str, Fault]], kept: Path, limit: float, before: Sequence[str]
    ) -> None:
        self.project = project
        self._faults = faults
        self._kept = kept
        self._limit = limit
        self._noticed = {fault for printed in before for fault in _noticed_in(printed)}
        self._equal = yaml.safe_load(_EQUAL.read_text(encoding="utf-8"))
        self._is_sound: dict[str, bool] = {}
        self._moments = count(1)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try every fault, and print the score of each package."""
        self._session = session
        self._items = {item.nodeid: item for item in session.items}
        self._tests = _TestsOfLines(_watched(self.project, self._kept, self._items), self._limit)
        self._loaded = Loaded(self.project)
        gc.freeze()
        for package in dict.fromkeys(package for package, _ in self._faults):
            faults = [fault for name, fault in self._faults if name == package]
            missed = [fault for fault in faults if not self._is_noticed(fault)]
            equal = [fault for fault in missed if fault.what in self._equal.get(fault.path.as_posix(), {})]
            share = 100 * (len(faults) - len(missed)) / max(len(faults) - len(equal), 1)
            print(
                f"{package}: {len(faults) - len(missed)} of {len(faults)} noticed, {len(equal)} change nothing: {share:.0f} %",
                flush=True,
            )
        return True

    def _is_noticed(self, fault: Fault) -> bool:
        if str(fault) in self._noticed:
            print(f"  before {fault} (0 tests, 0 s)", flush=True)
            return True
        over = [name for name in self._tests.over(fault) if name in self._items]
        tried = self._tests.within(over)
        begun = time.monotonic()
        found, by = self._how_it_fails(fault, tried)
        number = "all" if len(tried) == len(over) else f"{len(tried)} of"
        spent = f"({number} {len(over)} tests, {time.monotonic() - begun:.0f} s{by and f', {by}'})"
        print(f"  {found or 'MISSED'} {fault} {spent}", flush=True)
        self._tests.noticing[_function(by)] += 1
        return bool(found)

    def _how_it_fails(self, fault: Fault, over: list[str]) -> tuple[str, str]:
        """Return how a test shows the fault and which: in a fork of this process, or one that loads it anew.

        Both are "" for none. A test that fails without the fault is left out.
        """
        is_put = fault.is_in_function or bool(fault.values)
        ways = [self._fails_here] * is_put + [self._fails_anew] * self._tests.loads(fault)
        for way in ways:
            left = list(over)
            while left:
                with self._written(fault):
                    found, by = way(fault, left)
                if not found:
                    break
                if by not in left or self._holds(by):
                    return found, by
                left.remove(by)
        return "", ""

    @contextmanager
    def _written(self, fault: Fault) -> Iterator[None]:
        """Have the fault in the file of its module."""
        try:
            self._write(fault.path, fault.text)
            yield
        finally:
            self._write(fault.path, fault.sound)

    def _write(self, path: Path, text: str) -> None:
        """Write a module with a moment of its own, or what was compiled of it before would be taken for it."""
        (self.project / path).write_text(text, encoding="utf-8")
        os.utime(self.project / path, (next(self._moments),) * 2)

    def _most(self, over: list[str]) -> int:
        """Return the seconds of work after which these tests hang."""
        return _HANGS + int(5 * self._tests.work(over))

    def _holds(self, name: str) -> bool:
        """Whether a test passes without any fault."""
        if name not in self._is_sound:
            self._is_sound[name] = not self._fails_here(None, [name])[0]
        return self._is_sound[name]

    def _fails_here(self, fault: Fault | None, over: list[str]) -> tuple[str, str]:
        """How a fork of this process that has the fault in it shows it, and by which test; "" for not at all."""
        theirs, mine = os.pipe()
        child = os.fork()
        if not child:
            self._leave_with(fault, over, mine)
        os.close(mine)
        with os.fdopen(theirs, encoding="utf-8") as told:
            by = told.read()
        return _shown(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])), by

    def _leave_with(self, fault: Fault | None, over: list[str], told: int) -> NoReturn:
        """Run the tests until one fails, tell which, and end the process with 1 or 0."""
        status = 1
        try:
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + self._most(over),) * 2)
            if fault:
                self._loaded.put(fault, self.project / fault.path)
            status = self._run([self._items[name] for name in over], told)
        finally:
            os._exit(status)

    def _run(self, chosen: list[pytest.Item], told: int) -> int:
        """Return 1 when one of the tests fails, and tell which; 0 when all pass."""
        for item, following in zip(chosen, [*chosen[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self._session.testsfailed:
                os.write(told, item.nodeid.encode())
                return 1
        return 0

    def _fails_anew(self, fault: Fault, over: list[str]) -> tuple[str, str]:
        """How a process that loads the module with the fault shows it, or cannot load it; "" for not at all."""
        named = self.project / ".tests-of-line"
        named.write_text("\n".join(over), encoding="utf-8")
        words = [sys.executable, "-m", "pytest", "-q", "-x", "-rfE", *_QUIET, f"@{named}"]
        limit = (resource.RLIMIT_CPU, (_HANGS + self._most(over),) * 2)
        done = subprocess.run(
            words, cwd=self.project, capture_output=True, text=True,
            preexec_fn=lambda: resource.setrlimit(*limit), check=False
        )  # fmt: skip
        by = next((name for name in over if f" {name} - " in f"{done.stdout} - "), "")
        return _shown(done.returncode), by


def _noticed_in(printed: str) -> Iterator[str]:
    """Yield the faults that a run which ``printed`` this noticed."""
    for line in printed.splitlines():
        told, name, rest = line.partition(" gongwen/")
        if told.endswith(_SHOWN):
            yield (name + rest.rpartition(" (")[0]).strip()


def _shown(status: int) -> str:
    """Say what the status of a process with a fault means; "" when it shows nothing."""
    if status in (-signal.SIGXCPU, -signal.SIGKILL):
        return "hangs"
    return "noticed" if status else ""


if __name__ == "__main__":
    main()
