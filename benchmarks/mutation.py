"""How many single faults in a package the tests notice. Run: python benchmarks/mutation.py roster make --count 20

A fault is one comparison, condition, number, text or statement changed in a copy of the project. The tests that
walk over its line run until one fails: which those are is seen once, in a run of all tests that pytest-cov
watches (`pip install pytest-cov`), and kept in the file that --seen names. What no test notices is printed with its line.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

ROOT = Path(__file__).parents[1]
_COPIED = ("gongwen", "tests", "style", "templates", "samples", "docs", "benchmarks", "pyproject.toml", "README.md",
           "README.en.md", "CHANGELOG.md", "CONTRIBUTING.md", ".ci")  # fmt: skip
_SECONDS = 300.0
"""How long the tests may take with one fault; longer counts as noticed, as a person would."""
_FEW, _MANY = 20, 1500
"""How many tests are tried at first, and at most."""
_SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """A module with one thing in it changed."""

    path: Path
    """Below the project."""
    line: int
    what: str
    text: str
    """All of the module."""


def fault_at(project: Path, path: Path, number: int) -> Fault | None:
    """Return the module at ``path`` with its node of that ``number`` changed; None for one that stays as it is."""
    tree = ast.parse((project / path).read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    spared = {id(each) for node in nodes for each in _spared(node)}
    node = nodes[number]
    if id(node) in spared or not hasattr(node, "lineno"):
        return None
    line, what = node.lineno, _change(node)
    return Fault(path, line, what, ast.unparse(ast.fix_missing_locations(tree))) if what else None


def _spared(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what stands for readers alone: annotations, docstrings, what is only imported for types."""
    for name in ("annotation", "returns"):
        if part := getattr(node, name, None):
            yield from ast.walk(part)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield from ast.walk(node)
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
        yield from ast.walk(node)
    if isinstance(node, (ast.Import, ast.ImportFrom)) or _is_declaration(node):
        yield from ast.walk(node)


def _is_declaration(node: ast.AST) -> bool:
    """Whether a statement names exports, or a type."""
    return isinstance(node, ast.Assign) and ast.dump(node.targets[0]).find("__all__") >= 0


def _change(node: ast.AST) -> str:
    """Change ``node`` and return in what way; "" for what is left as it is."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _SWAPPED:
        node.ops[0] = _SWAPPED[type(node.ops[0])]()  # type: ignore[call-overload]
        return "another comparison"
    if isinstance(node, (ast.BoolOp, ast.BinOp)) and type(node.op) in _SWAPPED:
        node.op = _SWAPPED[type(node.op)]()  # type: ignore[assignment]
        return "another operator"
    if isinstance(node, ast.IfExp):
        node.test = ast.UnaryOp(ast.Not(), node.test)
        return "the opposite condition"
    return _change_constant(node) if isinstance(node, ast.Constant) else _change_statement(node)


def _change_constant(node: ast.Constant) -> str:
    if isinstance(node.value, bool):
        node.value = not node.value
        return "the opposite"
    if isinstance(node.value, (int, float)):
        node.value += 1
        return "a number more by one"
    if isinstance(node.value, str) and node.value:
        node.value = ""
        return "no text"
    return ""


def _change_statement(node: ast.AST) -> str:
    if isinstance(node, (ast.FunctionDef, ast.For, ast.If)) and isinstance(
        node.body[-1], (ast.Expr, ast.AugAssign)
    ):
        node.body[-1] = ast.Pass()
        return "a statement left out"
    if isinstance(node, ast.If):
        node.test = ast.UnaryOp(ast.Not(), node.test)
        return "the opposite condition"
    return ""


def main() -> None:
    """Print for each package how many faults of its sample were noticed, and those that were not."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "packages", nargs="*", help="folders or modules below gongwen; every one, when none is named"
    )
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--seen", type=Path, help="what pytest-cov saw of all tests; made when it is not there"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongwen-faults-") as name:
        project = Path(name) / "project"
        for each in _COPIED:
            copier = shutil.copytree if (ROOT / each).is_dir() else shutil.copy2
            copier(ROOT / each, project / each)
        seen = (asked.seen or Path(name) / "seen").absolute()
        if not seen.exists():
            _watch_all_tests(project, seen)
        tests = TestsOfLines(seen)
        for package in asked.packages or _packages():
            _try_package(project, package, _sample(project, package, asked.count, asked.seed), tests)


def _packages() -> list[str]:
    return sorted(path.parent.name for path in (ROOT / "gongwen").glob("*/__init__.py"))


def _try_package(project: Path, package: str, sample: list[Fault], tests: TestsOfLines) -> None:
    missed = [fault for fault in sample if not _is_noticed(fault, project, tests)]
    share = 100 * (len(sample) - len(missed)) / max(len(sample), 1)
    print(f"{package}: {len(sample) - len(missed)} of {len(sample)} noticed, {share:.0f} %", flush=True)
    for fault in missed:
        print(f"  {fault.path}:{fault.line} {fault.what}", flush=True)


def _sample(project: Path, package: str, count: int, seed: int) -> list[Fault]:
    chance = random.Random(f"{seed} {package}")
    place = project / "gongwen" / package
    modules = sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
    nodes = [
        (path.relative_to(project), number)
        for path in modules
        for number, _ in enumerate(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    ]
    chance.shuffle(nodes)
    found = (fault for path, number in nodes if (fault := fault_at(project, path, number)))
    return list(islice(found, count))


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

        Of a line that runs when its module is loaded these are all tests that walk over the module.
        """
        inner = path.as_posix().partition("gongwen/")[2]
        by_line = self._data.contexts_by_lineno(self._measured.get(inner, ""))
        found = _tests_in(by_line.get(line, [])) or _tests_in(chain.from_iterable(by_line.values()))
        own = f"tests/{inner.partition('/')[0]}/"
        return sorted(found, key=lambda name: (not name.startswith(own), name))


def _tests_in(contexts: Iterable[str]) -> set[str]:
    return {name.rpartition("|")[0] for name in contexts} - {""}


def _watch_all_tests(project: Path, seen: Path) -> None:
    words = ("--cov=gongwen", "--cov-context=test", "--cov-report=", "--deselect=tests/fuzz")
    environment = os.environ | {"COVERAGE_FILE": str(seen), "PYTHONPATH": str(project)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words]
    if subprocess.run(command, cwd=project, env=environment, check=False).returncode:
        sys.exit("the tests fail without any fault")


def _is_noticed(fault: Fault, project: Path, tests: TestsOfLines) -> bool:
    """Whether a test fails; a few of those that walk over the line are tried first, then all of them."""
    over = tests.over(fault.path, fault.line)
    few = [*over[:_FEW], *random.Random(0).sample(over[_FEW:], min(_FEW, len(over[_FEW:])))]
    if not over:
        return False
    path = project / fault.path
    whole = path.read_text(encoding="utf-8")
    path.write_text(fault.text, encoding="utf-8")
    try:
        return not _passes(project, few) or (len(over) > len(few) and not _passes(project, over[:_MANY]))
    finally:
        path.write_text(whole, encoding="utf-8")


def _passes(project: Path, tests: list[str]) -> bool:
    """Whether ``tests`` pass in ``project``."""
    named = project / ".tests-of-line"
    named.write_text("\n".join(tests), encoding="utf-8")
    words = [sys.executable, "-m", "pytest", "-q", "-x", "-n0", "-p", "no:cacheprovider", f"@{named}"]
    environment = os.environ | {"PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            words, cwd=project, env=environment, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode in (0, 5)


if __name__ == "__main__":
    main()
