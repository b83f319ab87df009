"""Which tests walk over which block of the project: a plugin of pytest that writes it to the file WALKED names.

Every block of statements in a function of gongwen notes, as its module is loaded, that it was entered. That costs a
tenth of the time of a tracer of lines, and what a module does while it is loaded is of no single test. A block is
known by its function and its lines in it, so that what is noted still holds when other functions have changed.
"""

from __future__ import annotations

import ast
import builtins
import os
import pickle
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from importlib.machinery import SourceFileLoader
from itertools import chain
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

from benchmarks.faults import CODE, functions

FILE = "WALKED"
"""The variable of the environment that names the file."""
_PROJECT = Path(__file__).parents[1].as_posix()
_NOTES = "__walked__"
_MOST = 1 << 17
"""Blocks of the project, with room."""
_get_code = SourceFileLoader.get_code


@dataclass(frozen=True, slots=True)
class Block:
    """Statements of a function that run one after the other."""

    module: str
    """Below gongwen/."""
    function: str
    first: int
    last: int
    """Lines of the function, whose own is 0."""


@dataclass(slots=True)
class Walked:
    """What the tests of a run walked over."""

    tests: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    """How long each works, without the fixtures that it shares with others."""
    shared: list[dict[str, float]] = field(default_factory=list)
    """Those fixtures of each, and how long setting each up works."""
    blocks: dict[Block, array[int]] = field(default_factory=lambda: defaultdict(lambda: array("H")))
    """The places of its tests in ``tests``."""
    loading: set[Block] = field(default_factory=set)
    """What runs while the modules are loaded, before any test."""
    watched: set[str] = field(default_factory=set)
    """All tests that were run, those that told nothing too."""

    def add(self, later: Walked) -> None:
        """Add what the tests of a later run walked over."""
        before = len(self.tests)
        self.tests += later.tests
        self.seconds += later.seconds
        self.shared += later.shared
        for block, tests in later.blocks.items():
            self.blocks.setdefault(block, array("H")).extend(before + each for each in tests)
        self.loading |= later.loading
        self.watched |= later.watched

    def over(self, module: str, function: str, line: int) -> set[str]:
        """Return the tests that entered the smallest block around a line of a function.

        Of a line that is in no function, "", these are all tests that entered any block of its module.
        """
        near = [each for each in self.blocks if each.module == module and function in ("", each.function)]
        around = _smallest(near, line) if function else None
        found = [around] if around else near
        return {self.tests[each] for each in set(chain(*map(self.blocks.get, found)))}

    def scarce(self, module: str, function: str) -> set[str]:
        """Return the tests of those blocks of a function that the fewest enter."""
        inner = [
            tests
            for block, tests in self.blocks.items()
            if (block.module, block.function) == (module, function)
        ]
        least = min(map(len, inner), default=0)
        return {self.tests[each] for tests in inner if len(tests) == least for each in tests}

    def loads(self, module: str, function: str, line: int) -> bool:
        """Whether a line of a function runs while the modules are loaded."""
        near = [each for each in self.loading if (each.module, each.function) == (module, function)]
        return _smallest(near, line) is not None

    def below(self, folder: str) -> set[str]:
        """Return the tests in ``folder``."""
        return {name for name in self.tests if name.startswith(folder)}


def _smallest(blocks: Iterable[Block], line: int) -> Block | None:
    """Return the one of ``blocks`` that is nearest around ``line``."""
    around = [block for block in blocks if block.first <= line <= block.last]
    return min(around, key=lambda block: block.last - block.first, default=None)


_walked = Walked()
_blocks: list[Block] = []
_notes = bytearray(_MOST)


def _noting(loader: SourceFileLoader, name: str) -> CodeType | None:
    """Compile a module of gongwen with a note in every block; all others are loaded as they are."""
    path = Path(loader.get_filename(name))
    before, _, module = path.as_posix().rpartition("/gongwen/")
    if before != _PROJECT:
        return _get_code(loader, name)
    tree = ast.parse(path.read_bytes())
    for node, function in list(zip(ast.walk(tree), functions(tree), strict=True)):
        if isinstance(node, CODE):
            for body in list(_bodies(node)):
                _note(module, function, node.lineno, body)
    return compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)


def _bodies(function: ast.AST) -> Iterator[list[ast.stmt]]:
    """Yield every list of statements in ``function``, without those of the functions and classes in it."""
    nodes = [function]
    while nodes:
        node = nodes.pop()
        for name in ("body", "orelse", "finalbody"):
            if isinstance(body := getattr(node, name, None), list) and body:
                yield body
        nodes += [each for each in ast.iter_child_nodes(node)
                  if isinstance(each, (ast.stmt, ast.ExceptHandler, ast.match_case)) and not isinstance(each, (*CODE, ast.ClassDef))]  # fmt: skip


def _note(module: str, function: str, start: int, body: list[ast.stmt]) -> None:
    first, last = body[0], body[-1]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    note = ast.parse(f"{_NOTES}[{len(_blocks)}] = 1").body[0]
    for each in ast.walk(note):
        ast.copy_location(each, first)
    _blocks.append(Block(module, function, first.lineno - start, (last.end_lineno or last.lineno) - start))
    body.insert(int(is_docstring), note)


if FILE in os.environ:
    setattr(builtins, _NOTES, _notes)
    SourceFileLoader.get_code = _noting  # type: ignore[method-assign]


@dataclass(slots=True)
class _Shared:
    """What setting up a fixture that tests share took, and walked over."""

    seconds: float
    blocks: list[Block]


_shared: dict[str, _Shared] = {}


def pytest_collection_finish() -> None:
    _walked.loading = set(_entered())


def pytest_runtest_logstart(nodeid: str) -> None:
    _walked.watched.add(nodeid)
    _notes[:] = bytes(_MOST)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Any]) -> Iterator[None]:
    """Keep what a fixture takes, for the tests that find it set up already need it as much as the first."""
    before, begun = bytes(_notes), _worked()
    _notes[:] = bytes(_MOST)
    try:
        return (yield)
    finally:
        if fixturedef.scope != "function":
            _shared[_key(fixturedef)] = _Shared(_worked() - begun, list(_entered()))
        _notes[:] = (int.from_bytes(_notes) | int.from_bytes(before)).to_bytes(_MOST)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    begun = _worked()
    try:
        return (yield)
    finally:
        _Clock.took = _worked() - begun


class _Clock:
    took = 0.0


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[pytest.TestReport]:
    """Keep what a test that passed walked over; a test that fails without any fault tells nothing."""
    report: pytest.TestReport = yield
    if call.when == "call" and report.passed:
        number = len(_walked.tests)
        shared = {key: _shared[key] for key in _fixtures(item) if key in _shared}
        _walked.tests.append(item.nodeid)
        _walked.seconds.append(_Clock.took)
        _walked.shared.append({key: each.seconds for key, each in shared.items()})
        for block in {*_entered(), *chain(*(each.blocks for each in shared.values()))}:
            _walked.blocks[block].append(number)
    return report


def _fixtures(item: pytest.Item) -> Iterator[str]:
    """Yield the keys of the fixtures that a test uses."""
    found: dict[str, Any] = item._fixtureinfo.name2fixturedefs
    return (_key(definitions[-1]) for definitions in found.values())


def _key(fixture: pytest.FixtureDef[Any]) -> str:
    return f"{fixture.baseid} {fixture.argname}"


def _worked() -> float:
    """How many seconds this process and its children have worked: on a busy machine they are as many."""
    return sum(os.times()[:4])


def _entered() -> Iterator[Block]:
    """Yield the blocks that were entered since the notes were cleared."""
    place = _notes.find(1)
    while place >= 0:
        yield _blocks[place]
        place = _notes.find(1, place + 1)


def pytest_sessionfinish() -> None:
    kept = replace(_walked, blocks=dict(_walked.blocks))
    Path(os.environ[FILE]).write_bytes(pickle.dumps(kept))
