"""Which tests say that they measure a rule: read from the sources, nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

_MARKER, _KEY, _FORCE = "clause", "条款", "程度"
_NAMES = ("rule", "name", "名称", "title")


class Mark(NamedTuple):
    """One rule that one test names."""

    test: str
    """File below the folder of the tests, and the test in it."""
    rule: str


def find_marks(folder: Path) -> list[Mark]:
    """Return what the tests and the YAML cases below ``folder`` name, by file and place in it.

    Tests name rules with ``pytest.mark.clause("7.2.4-3", …)`` on a function, a class, a parameter or, as
    ``pytestmark``, a whole file; cases with the key 条款. Raises ValueError when a name is not written out.
    """
    marks: list[Mark] = []
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if f"mark.{_MARKER}" in text:
            marks += _Reader(path.relative_to(folder).as_posix()).read(ast.parse(text))
    for path in sorted(folder.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        if _KEY in text:
            marks += _read_cases(path.relative_to(folder).as_posix(), yaml.load(text, yaml.BaseLoader))
    return marks


class _Reader(ast.NodeVisitor):
    """Walks one file, with the names of the classes and functions that it is in."""

    def __init__(self, file: str) -> None:
        self.path = [file]
        self.marks: list[Mark] = []

    def read(self, tree: ast.Module) -> list[Mark]:
        self.visit(tree)
        return self.marks

    def _enter(self, node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.path.append(node.name)
        self.generic_visit(node)
        self.path.pop()

    visit_ClassDef = visit_FunctionDef = visit_AsyncFunctionDef = _enter

    def visit_Call(self, node: ast.Call) -> None:
        if _is_mark(node.func):
            self.marks += [Mark("::".join(self.path), self._text(each)) for each in node.args]
        self.generic_visit(node)

    def _text(self, node: ast.expr) -> str:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        raise ValueError(
            f'tests/{self.path[0]} 第{node.lineno}行：clause 的号请直接写成字符串，如 clause("7.2.4-3")'
        )


def _is_mark(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and node.attr == _MARKER
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "mark"
    )


def _read_cases(file: str, cases: Any) -> Iterator[Mark]:
    """Yield what the cases of one file name; a part of a style, which has 条款 and 程度, is no case."""
    named = cases.items() if isinstance(cases, dict) else (("", case) for case in cases)
    for key, case in named:
        if isinstance(case, dict) and _KEY in case and _FORCE not in case:
            name = key or " ".join(str(case[name]) for name in _NAMES if name in case)
            rules = case[_KEY]
            yield from (
                Mark(f"{file}：{name}", rule) for rule in ([rules] if isinstance(rules, str) else rules)
            )
