"""How many single faults in a package the tests notice. Run: python -m benchmarks.mutation roster make --count 20

A fault is one comparison, condition, number, text or statement changed in a copy of the project. Of the tests
that walk over its line some run until one fails: which those are is seen in a run that pytest-cov watches
(`pip install pytest-cov`), and kept in the file that --seen names. Every fault is tried in a process of its own,
forked from one that has loaded all tests; what no test notices there is tried again by one that loads them anew.
What still nobody notices is printed, unless benchmarks/equal_faults.yaml says why it changes nothing.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, zip_longest
from pathlib import Path

import pytest
import yaml

from benchmarks.faults import Fault, put, sample

ROOT = Path(__file__).parents[1]
_COPIED = ("gongwen", "tests", "style", "templates", "samples", "docs", "benchmarks", "pyproject.toml", "README.md",
           "README.en.md", "CHANGELOG.md", "CONTRIBUTING.md", "constraints.txt", ".ci")  # fmt: skip
_SECONDS = 20
"""How long the tests of one fault may work; after as much again they hang, which a person would notice."""
_FEW, _MANY = 10, 200
"""How many tests a process that loads them anew tries, and one that has them."""
_QUIET = ("-q", "-n0", "-p", "no:cacheprovider")
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
        "--seen", type=Path, help="what pytest-cov saw of the tests; made when it is not there"
    )
    parser.add_argument("--tests", nargs="*", default=["tests"], help="the tests that are watched and run")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongwen-faults-") as name:
        project = Path(name) / "project"
        for each in _COPIED:
            copier = shutil.copytree if (ROOT / each).is_dir() else shutil.copy2
            copier(ROOT / each, project / each)
        seen = (asked.seen or Path(name) / "seen").absolute()
        if not seen.exists():
            _watch(project, asked.tests, seen)
        faults = [
            (package, fault)
            for package in asked.packages or _packages()
            for fault in sample(project, package, asked.count, asked.seed)
        ]
        _try_all(project, faults, TestsOfLines(seen), asked.tests)


def _packages() -> list[str]:
    return sorted(path.parent.name for path in (ROOT / "gongwen").glob("*/__init__.py"))


def _watch(project: Path, tests: Sequence[str], seen: Path) -> None:
    words = ("--cov=gongwen", "--cov-context=test", "--cov-report=", "--deselect=tests/fuzz", *tests)
    environment = os.environ | {"COVERAGE_FILE": str(seen), "PYTHONPATH": str(project)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words]
    if subprocess.run(command, cwd=project, env=environment, check=False).returncode:
        sys.exit("the tests fail without any fault")


class TestsOfLines:
    """Which tests walk over which line of the project."""

    __test__ = False

    def __init__(self, seen: Path) -> None:
        from coverage import CoverageData

        self._data = CoverageData(str(seen))
        self._data.read()
        self._measured = {
            path.partition("/gongwen/")[2]: path for path in sorted(self._data.measured_files())
        }

    def over(self, path: Path, line: int) -> list[str]:
        """Return the tests that walk over ``line`` of the module at ``path``, those of its own package first.

        Of a line that runs when its module is loaded these are all tests that walk over the module. The functions
        of the tests take turns, so that the first few are of many kinds.
        """
        inner = path.as_posix().partition("gongwen/")[2]
        by_line = self._data.contexts_by_lineno(self._measured.get(inner, ""))
        found = _tests_in(by_line.get(line, [])) or _tests_in(chain.from_iterable(by_line.values()))
        own = f"tests/{inner.partition('/')[0]}/"
        return [*_in_turns(name for name in found if name.startswith(own)),
                *_in_turns(name for name in found if not name.startswith(own))]  # fmt: skip


def _tests_in(contexts: Iterable[str]) -> set[str]:
    return {name.rpartition("|")[0] for name in contexts} - {""}


def _in_turns(tests: Iterable[str]) -> list[str]:
    functions = defaultdict(list)
    for name in sorted(tests):
        functions[name.partition("[")[0]].append(name)
    return [name for turn in zip_longest(*functions.values()) for name in turn if name]


def _try_all(project: Path, faults: list[tuple[str, Fault]], tests: TestsOfLines, folders: list[str]) -> None:
    """Print what became of each fault; the tests are loaded once, in this process, from the copy of the project."""
    os.chdir(project)
    sys.path.insert(0, str(project))
    os.environ |= {"PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    pytest.main([*_QUIET, *folders], plugins=[_Trials(project, faults, tests)])


class _Trials:
    """Takes the place of the run of all tests."""

    def __init__(self, project: Path, faults: list[tuple[str, Fault]], tests: TestsOfLines) -> None:
        self._project = project
        self._faults = faults
        self._tests = tests
        self._equal = yaml.safe_load(_EQUAL.read_text(encoding="utf-8"))

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try every fault, and print the score of each package."""
        items = {item.nodeid: item for item in session.items}
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
        names = self._tests.over(fault.path, fault.line)
        begun = time.monotonic()
        chosen = [items[name] for name in names if name in items]
        path = self._project / fault.path
        try:
            found = (fault.is_in_function and _fails_here(fault, path, chosen[:_MANY], session)) or (
                bool(names) and _fails_anew(fault, path, names[:_FEW], self._project)
            )
        finally:
            path.write_text(fault.sound, encoding="utf-8")
        mark = "noticed" if found else "MISSED"
        print(
            f"  {mark} {fault.path}:{fault.line} {fault.function} {fault.what} ({len(names)} tests, {time.monotonic() - begun:.0f} s)",
            flush=True,
        )
        return found


def _fails_here(fault: Fault, path: Path, chosen: list[pytest.Item], session: pytest.Session) -> bool:
    """Whether a test fails in a fork of this process that has the fault in it, or never comes to an end."""
    child = os.fork()
    if not child:
        _leave_with(fault, path, chosen, session)
    return os.waitpid(child, 0)[1] != 0


def _leave_with(fault: Fault, path: Path, chosen: list[pytest.Item], session: pytest.Session) -> None:
    """Run the tests until one fails or their time is over, and end the process with 1 or 0."""
    status = 1
    try:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        begun = time.process_time()
        resource.setrlimit(resource.RLIMIT_CPU, (int(begun) + 2 * _SECONDS,) * 2)
        put(fault, path)
        for item, following in zip(chosen, [*chosen[1:], None], strict=False):
            if session.testsfailed or time.process_time() - begun > _SECONDS:
                break
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        status = int(session.testsfailed > 0)
    finally:
        os._exit(status)


def _fails_anew(fault: Fault, path: Path, names: list[str], project: Path) -> bool:
    """Whether a test fails in a process that loads the module with the fault, or cannot load it."""
    path.write_text(fault.text, encoding="utf-8")
    named = project / ".tests-of-line"
    named.write_text("\n".join(names), encoding="utf-8")
    words = [sys.executable, "-m", "pytest", "-x", *_QUIET, f"@{named}"]
    limit = (resource.RLIMIT_CPU, (4 * _SECONDS, 4 * _SECONDS))
    done = subprocess.run(
        words, cwd=project, capture_output=True, preexec_fn=lambda: resource.setrlimit(*limit), check=False
    )
    return done.returncode not in (0, 5)


if __name__ == "__main__":
    main()
