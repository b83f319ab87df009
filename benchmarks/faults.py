"""Single faults in a module, and how one is put into a project: into its file, and into what is loaded of it."""

from __future__ import annotations

import ast
import gc
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

_SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
}  # fmt: skip
CODE = (ast.FunctionDef, ast.AsyncFunctionDef)
_CHANGED = (ast.Compare, ast.BoolOp, ast.BinOp, ast.IfExp, ast.Constant, ast.FunctionDef, ast.For, ast.If)
_LONG = 100
"""Characters of a line that are shown."""
_LEFT_OUT, _OUT = (ast.FunctionDef, ast.For, ast.If), "a statement left out"
"""What the last statement is left out of, and what that is called."""
_CALL = "()"
"""Behind the name of a function, as apart from that of a class."""
_Cached = type(lru_cache(ast.parse))


@dataclass(frozen=True, slots=True)
class Fault:
    """A module with one thing in it changed."""

    path: Path
    """Below the project."""
    function: str
    """The class or function around it; "" for neither."""
    line: int
    start: int
    """The line of the function around it; 0 for none."""
    what: str
    """In what way, and the line as it was."""
    sound: str
    """All of the module as it was."""
    text: str
    """All of the module now."""

    def __str__(self) -> str:
        """Return where it is and what it changes, in one line."""
        return f"{self.path}:{self.line} {self.function} {self.what}"

    @property
    def is_in_function(self) -> bool:
        """Whether it runs when a function is called, and not already when the module is loaded."""
        return _CALL in self.function

    @property
    def values(self) -> list[ast.stmt]:
        """The assignments of the module that it changes, and those that are worked out from them; [] for others."""
        pairs = zip(ast.parse(self.sound).body, ast.parse(self.text).body, strict=True)
        names: set[str] = set()
        found = []
        for before, after in pairs:
            is_other = ast.dump(before) != ast.dump(after)
            if not isinstance(after, (ast.Assign, ast.AnnAssign)):
                if is_other:
                    return []
            elif is_other or names & _names_in(after):
                names |= _names_in(after, ast.Store)
                found.append(after)
        return found


def sample(project: Path, package: str, count: int, seed: int) -> list[Fault]:
    """Return ``count`` faults in the folder or module ``package``, the same for the same seed; "." are all modules
    that stand in no folder of their own.

    The functions take turns; what stands outside of any is one of a class or module. A function that changes
    leaves the faults of the others as they are.
    """
    place = project / "gongwen" / package
    if package == ".":
        modules = sorted(place.glob("*.py"))
    else:
        modules = sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
    groups: dict[tuple[Path, str], list[int]] = defaultdict(list)
    for path in modules:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for number, (node, function) in enumerate(zip(ast.walk(tree), functions(tree), strict=True)):
            if isinstance(node, _CHANGED):
                groups[path.relative_to(project), function].append(number)
    chances = {key: random.Random(" ".join(map(str, (seed, *key)))) for key in groups}
    turns = sorted(groups, key=lambda key: chances[key].random())
    found = (_first_fault(project, *key, groups[key], chances[key]) for key in turns)
    return list(islice((fault for fault in found if fault), count))


def _first_fault(
    project: Path, path: Path, function: str, numbers: list[int], chance: random.Random
) -> Fault | None:
    faults = (_fault_at(project, path, function, number) for number in chance.sample(numbers, len(numbers)))
    return next((fault for fault in faults if fault), None)


def functions(tree: ast.AST) -> list[str]:
    """Return for each node, in the order of ast.walk, the class or function in whose body it stands; "" for none."""
    names: dict[int, str] = {}
    for node in ast.walk(tree):
        name = names.get(id(node), "")
        names |= dict.fromkeys(map(id, ast.iter_child_nodes(node)), name)
        if isinstance(node, (*CODE, ast.ClassDef)):
            own = f"{name}.{node.name}{_CALL if isinstance(node, CODE) else ''}".lstrip(".")
            names |= dict.fromkeys(map(id, node.body), own)
            names |= {id(node): own} if isinstance(node, CODE) else {}
    return [names.get(id(node), "") for node in ast.walk(tree)]


def _fault_at(project: Path, path: Path, function: str, number: int) -> Fault | None:
    """Return the module at ``path`` with its node of that ``number`` changed; None for one that stays as it is."""
    sound = (project / path).read_text(encoding="utf-8")
    tree = ast.parse(sound)
    nodes = list(ast.walk(tree))
    spared = {id(each) for node in nodes for each in _spared(node)}
    node = nodes[number]
    if id(node) in spared or not hasattr(node, "lineno"):
        return None
    last = node.body[-1].lineno if isinstance(node, _LEFT_OUT) else node.lineno
    way = _change(node)
    if not way:
        return None
    line = last if way == _OUT else node.lineno
    what = f"{way}: {sound.splitlines()[line - 1].strip()[:_LONG]}"
    start = next(
        (
            n.lineno
            for n, name in zip(nodes, functions(tree), strict=False)
            if isinstance(n, CODE) and name == function
        ),
        0,
    )
    return Fault(path, function, line, start, what, sound, ast.unparse(ast.fix_missing_locations(tree)))


class Loaded:
    """What is loaded of a project, so that a fault can be put into it."""

    def __init__(self, project: Path) -> None:
        self._functions: dict[str, list[FunctionType]] = defaultdict(list)
        self._cached = []
        gc.unfreeze()  # or what the run of tests has put aside would not be among them
        for each in gc.get_objects():
            if isinstance(each, FunctionType) and each.__code__.co_filename.startswith(str(project)):
                self._functions[each.__code__.co_filename].append(each)
            elif isinstance(each, _Cached) and str(each.__module__).startswith("gongwen"):
                self._cached.append(each)

    def put(self, fault: Fault, path: Path) -> None:
        """Put ``fault`` into every function and value that is loaded from its module at ``path``."""
        first, second = (list(_codes(compile(text, path, "exec"))) for text in (fault.sound, fault.text))
        codes = {_key(before): after for before, after in zip(first, second, strict=False)}
        for each in self._functions[str(path)]:
            each.__code__ = codes.get(_key(each.__code__), each.__code__)
        module = next(
            (each for each in sys.modules.values() if getattr(each, "__file__", "") == str(path)), None
        )
        if module and (values := fault.values):
            before = dict(vars(module))
            exec(compile(ast.Module(values, []), path, "exec"), vars(module))
            _hand_on(before, vars(module))
        for cached in self._cached:
            cached.cache_clear()


def _hand_on(before: dict[str, Any], now: dict[str, Any]) -> None:
    """Give the other modules of the project that have a value of the module as it was the one that it has now."""
    others = {name: value for name, value in now.items() if before.get(name) is not value}
    for module in [each for name, each in sys.modules.items() if name.startswith("gongwen")]:
        for name in others.keys() & vars(module).keys():
            if vars(module)[name] is before.get(name):
                setattr(module, name, others[name])


def _names_in(node: ast.AST, context: type[ast.expr_context] = ast.Load) -> set[str]:
    return {
        each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, context)
    }


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _codes(each)


def _key(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def _spared(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what changes no result.

    That is annotations, docstrings, what is only imported for types, frozen classes, how much is kept, and whether
    what is as long as the other is asserted to be.
    """
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        for each in node.decorator_list:
            if isinstance(node, ast.ClassDef) or "cache" in ast.dump(each):
                yield from ast.walk(each)
    for name in ("annotation", "returns"):
        if part := getattr(node, name, None):
            yield from ast.walk(part)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield from ast.walk(node)
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
        yield from ast.walk(node)
    if isinstance(node, ast.keyword) and node.arg == "strict":
        yield from ast.walk(node)
    if isinstance(node, (ast.Import, ast.ImportFrom)) or _is_declaration(node):
        yield from ast.walk(node)


def _is_declaration(node: ast.AST) -> bool:
    """Whether a statement names exports, or a type, or a variable of types."""
    if isinstance(node, ast.AnnAssign):
        return "TypeAlias" in ast.dump(node.annotation)
    is_literal = isinstance(node, ast.Assign) and ast.dump(node.value).startswith(
        "Subscript(value=Name(id='Literal'"
    )
    is_variable = isinstance(node, ast.Assign) and "id='TypeVar'" in ast.dump(node.value)
    return (
        is_literal or is_variable or (isinstance(node, ast.Assign) and "__all__" in ast.dump(node.targets[0]))
    )


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
    if isinstance(node, _LEFT_OUT) and _does_something(node.body[-1]):
        node.body[-1] = ast.Pass()
        return _OUT
    if isinstance(node, ast.If):
        node.test = ast.UnaryOp(ast.Not(), node.test)
        return "the opposite condition"
    return ""


def _does_something(statement: ast.stmt) -> bool:
    """Whether a statement that binds nothing new does something: a docstring does not."""
    if isinstance(statement, ast.Expr):
        return not isinstance(statement.value, ast.Constant)
    return isinstance(statement, ast.AugAssign)
