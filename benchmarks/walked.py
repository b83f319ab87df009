"""Which tests walk over which block of the project: a plugin of pytest that writes it to the file WALKED names.

Every block of statements in a function of gongwen notes, as its module is loaded, that it was entered. That costs a
tenth of the time of a tracer of lines, and what a module does while it is loaded is of no single test.
"""

from __future__ import annotations

import ast
import builtins
import os
import pickle
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.machinery import SourceFileLoader
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

FILE = "WALKED"
"""The variable of the environment that names the file."""
_PROJECT = Path(__file__).parents[1].as_posix()
_NOTES = "__walked__"
_MOST = 1 << 17
"""Blocks of the project, with room."""
_OF_A_BLOCK = 6
"""Tests of each block that are tried before all others."""
_CODE = (ast.FunctionDef, ast.AsyncFunctionDef)
_compiled = SourceFileLoader.source_to_code


@dataclass(frozen=True, slots=True)
class Block:
    """Statements of a function that run one after the other."""

    module: str
    """Below gongwen/."""
    first: int
    last: int


@dataclass(slots=True)
class Walked:
    """What the tests of a run walked over."""

    tests: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    blocks: dict[Block, array[int]] = field(default_factory=lambda: defaultdict(lambda: array("H")))
    """The places of its tests in ``tests``."""
    loading: set[Block] = field(default_factory=set)
    """What runs while the modules are loaded, before any test."""

    def over(self, module: str, line: int) -> list[tuple[float, str]]:
        """Return the tests, and how long each took, that entered the smallest block around ``line``.

        Of a line that is in no function these are all tests that entered any block of its module.
        """
        near = [block for block in self.blocks if block.module == module]
        around = _smallest(near, line)
        found = [around] if around else near
        return [(self.seconds[each], self.tests[each]) for each in set(chain(*map(self.blocks.get, found)))]

    def branches(self, module: str, line: int) -> Iterator[str]:
        """Yield the quickest tests of each block of the function around ``line``, the blocks that few enter first."""
        near = [block for block in self.blocks if block.module == module]
        outer = max((block for block in near if block.first <= line <= block.last), key=_length, default=None)
        inner = [block for block in near if outer and outer.first <= block.first and block.last <= outer.last]
        for block in sorted(inner, key=lambda block: len(self.blocks[block])):
            quick = sorted(set(self.blocks[block]), key=lambda each: self.seconds[each])
            yield from (self.tests[each] for each in quick[:_OF_A_BLOCK])

    def loads(self, module: str, line: int) -> bool:
        """Whether ``line`` of a function runs while the modules are loaded."""
        return _smallest([block for block in self.loading if block.module == module], line) is not None

    def below(self, folder: str) -> list[tuple[float, str]]:
        """Return the tests in ``folder``, and how long each took."""
        return [pair for pair in zip(self.seconds, self.tests, strict=True) if pair[1].startswith(folder)]


def _smallest(blocks: Iterable[Block], line: int) -> Block | None:
    """Return the one of ``blocks`` that is nearest around ``line``."""
    around = [block for block in blocks if block.first <= line <= block.last]
    return min(around, key=_length, default=None)


def _length(block: Block) -> int:
    return block.last - block.first


_walked = Walked()
_blocks: list[Block] = []
_notes = bytearray(_MOST)


def _noting(loader: SourceFileLoader, data: Any, path: Any, **options: Any) -> Any:
    """Compile a module of gongwen with a note in every block; all others as they are."""
    before, _, module = Path(path).as_posix().rpartition("/gongwen/")
    if before != _PROJECT or not isinstance(data, bytes):
        return _compiled(loader, data, path, **options)
    tree = ast.parse(data)
    for function in [node for node in ast.walk(tree) if isinstance(node, _CODE)]:
        for body in list(_bodies(function)):
            _note(module, body)
    return _compiled(loader, ast.fix_missing_locations(tree), path, **options)


def _bodies(function: ast.AST) -> Iterator[list[ast.stmt]]:
    """Yield every list of statements in ``function``, without those of the functions and classes in it."""
    nodes = [function]
    while nodes:
        node = nodes.pop()
        for name in ("body", "orelse", "finalbody"):
            if isinstance(body := getattr(node, name, None), list) and body:
                yield body
        nodes += [each for each in ast.iter_child_nodes(node)
                  if isinstance(each, (ast.stmt, ast.ExceptHandler, ast.match_case)) and not isinstance(each, (*_CODE, ast.ClassDef))]  # fmt: skip


def _note(module: str, body: list[ast.stmt]) -> None:
    first = body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    note = ast.parse(f"{_NOTES}[{len(_blocks)}] = 1").body[0]
    for each in ast.walk(note):
        ast.copy_location(each, first)
    _blocks.append(Block(module, first.lineno, body[-1].end_lineno or first.lineno))
    body.insert(int(is_docstring), note)


if FILE in os.environ:
    setattr(builtins, _NOTES, _notes)
    SourceFileLoader.source_to_code = _noting  # type: ignore[method-assign, assignment]


def pytest_collection_finish() -> None:
    _walked.loading = set(_entered())


def pytest_runtest_logstart() -> None:
    _notes[:] = bytes(_MOST)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[pytest.TestReport]:
    """Keep what a test that passed walked over; a test that fails without any fault tells nothing."""
    report: pytest.TestReport = yield
    if call.when == "call" and report.passed:
        number = len(_walked.tests)
        _walked.tests.append(item.nodeid)
        _walked.seconds.append(call.duration)
        for block in _entered():
            _walked.blocks[block].append(number)
    return report


def _entered() -> Iterator[Block]:
    """Yield the blocks that were entered since the notes were cleared."""
    place = _notes.find(1)
    while place >= 0:
        yield _blocks[place]
        place = _notes.find(1, place + 1)


def pytest_sessionfinish() -> None:
    kept = Walked(_walked.tests, _walked.seconds, dict(_walked.blocks), _walked.loading)
    Path(os.environ[FILE]).write_bytes(pickle.dumps(kept))
