"""How many single faults in a package its tests notice. Run: python benchmarks/mutation.py roster --count 20 --seed 1

A fault is one comparison, condition, number, text or statement changed in a copy of the project; the tests of the
package run until one fails. What no test notices is printed with its line.
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
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).parents[1]
_COPIED = ("gongwen", "tests", "style", "templates", "samples", "docs", "benchmarks", "pyproject.toml", "README.md",
           "README.en.md", "CHANGELOG.md", "CONTRIBUTING.md", ".ci")  # fmt: skip
_SECONDS = 300.0
"""How long the tests may take with one fault; longer counts as noticed, as a person would."""
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
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", nargs="+", help="folders below gongwen, such as archive or roster/store")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tests", nargs="*", default=[], help="instead of the folder of tests of that name")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongwen-faults-") as name:
        project = Path(name)
        for each in _COPIED:
            copier = shutil.copytree if (ROOT / each).is_dir() else shutil.copy2
            copier(ROOT / each, project / each)
        for package in asked.packages:
            tests = asked.tests or [f"tests/{package.partition('/')[0]}"]
            if not _passes(project, tests):
                sys.exit(f"{' '.join(tests)} fail without any fault")
            sample = _sample(project, package, asked.count, asked.seed)
            missed = [fault for fault in sample if not _is_noticed(fault, project, tests)]
            share = 100 * (len(sample) - len(missed)) / max(len(sample), 1)
            print(f"{package}: {len(sample) - len(missed)} of {len(sample)} noticed, {share:.0f} %")
            for fault in missed:
                print(f"  {fault.path}:{fault.line} {fault.what}")


def _sample(project: Path, package: str, count: int, seed: int) -> list[Fault]:
    chance = random.Random(f"{seed} {package}")
    modules = sorted((project / "gongwen" / package).rglob("*.py"))
    nodes = [
        (path.relative_to(project), number)
        for path in modules
        for number, _ in enumerate(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    ]
    chance.shuffle(nodes)
    found = (fault for path, number in nodes if (fault := fault_at(project, path, number)))
    return list(islice(found, count))


def _is_noticed(fault: Fault, project: Path, tests: list[str]) -> bool:
    path = project / fault.path
    whole = path.read_text(encoding="utf-8")
    path.write_text(fault.text, encoding="utf-8")
    try:
        return not _passes(project, tests)
    finally:
        path.write_text(whole, encoding="utf-8")


def _passes(project: Path, tests: list[str]) -> bool:
    """Whether ``tests`` pass in ``project``."""
    words = [sys.executable, "-m", "pytest", "-q", "-x", "-n0", "-p", "no:cacheprovider", *tests]
    environment = os.environ | {"PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            words, cwd=project, env=environment, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


if __name__ == "__main__":
    main()
