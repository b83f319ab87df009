"""What every function of the terms says of a text: everything_read.txt, people_read.txt and titles_read.txt.

A line that begins with 「 is a text; below it stands each function that has something to say. More texts may be put in,
and what has changed on purpose is written by ``pytest tests/terms/test_everything_read.py --accept``; look at it before
it is committed.
"""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from gongwen import terms
from gongwen.terms import people, titles

FILES = {
    terms: Path(__file__).with_name("everything_read.txt"),
    people: Path(__file__).with_name("people_read.txt"),
    titles: Path(__file__).with_name("titles_read.txt"),
}
MARK = "「"
APART = ("people", "titles", "collocations", "odds")
"""Packages of terms with texts of their own, and what is counted."""
GIVEN: dict[str, Any] = {
    "at": 0,
    "room": 22.0,
    "longest": 40.0,
    "units": ("县水利局", "县财政局", "县政府办公室"),
}
"""What else a function may need, by the name of the parameter."""
_LINES = ("Sequence[str]", "Iterable[str]")
"""What a function that needs the lines of a text asks for."""
_NOTHING = (None, False, "", (), [], frozenset())


def functions(package: ModuleType) -> Iterator[tuple[str, Callable[[str], Any]]]:
    """Every public function of ``package`` that needs a text and nothing that is not given."""
    inner = f"{package.__name__}."
    for module in pkgutil.walk_packages(package.__path__, inner):
        if module.ispkg or module.name.removeprefix(inner).partition(".")[0] in APART:
            continue
        for name, each in inspect.getmembers(import_module(module.name), callable):
            function = inspect.unwrap(each)
            own = inspect.isfunction(function) and each.__module__ == module.name and not name.startswith("_")
            needed = _needs(each) if own else []
            if needed == ["str"] or (len(needed) == 1 and needed[0] in _LINES):
                given = {
                    key: value for key, value in GIVEN.items() if key in inspect.signature(each).parameters
                }
                asked = partial(each, **given)
                own_name = f"{module.name.removeprefix(inner)}.{name}"
                yield own_name, asked if needed == ["str"] else partial(_ask_of_lines, asked)


def _ask_of_lines(asked: Callable[[list[str]], Any], text: str) -> Any:
    return asked(text.split("\n"))


def _needs(function: Callable[..., Any]) -> list[str]:
    """The types of what ``function`` needs and is not given; a single character by its name."""
    parameters = inspect.signature(function).parameters.values()
    needed = [
        each for each in parameters if each.default is inspect.Parameter.empty and each.name not in GIVEN
    ]
    return [each.name if each.name in ("character", "sign") else str(each.annotation) for each in needed]


def written(value: Any) -> str:
    """A value as text, the same each time."""
    if is_dataclass(value) and not isinstance(value, type):
        inner = ((each.name, getattr(value, each.name)) for each in fields(value))
        return f"{type(value).__name__}({', '.join(f'{name}={written(each)}' for name, each in inner if each not in _NOTHING)})"
    if isinstance(value, (set, frozenset)):
        return f"{{{', '.join(sorted(map(written, value)))}}}"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {written(each)}' for key, each in value.items())}}}"
    if isinstance(value, (tuple, list, Iterator)):
        return f"[{', '.join(map(written, value))}]"
    return value.isoformat() if isinstance(value, date) else str(value).replace("\n", "⏎")


def said(asked: Sequence[tuple[str, Callable[[str], Any]]], text: str) -> Iterator[str]:
    """What each function of ``asked`` that has something to say says of ``text``."""
    for name, function in asked:
        try:
            found = function(text)
        except ValueError as error:
            yield f"  {name} 不读：{error}"
            continue
        told = written(found) if found not in _NOTHING else ""
        if told and told not in ("[]", text):
            yield f"  {name} {told}"


def hold_package(package: ModuleType, file: Path, request: pytest.FixtureRequest) -> None:
    """Hold what every function of ``package`` says of each text of ``file``."""
    kept = file.read_text(encoding="utf-8")
    texts = [line.removeprefix(MARK) for line in kept.splitlines() if line.startswith(MARK)]
    asked = list(functions(package))
    found = "".join("\n".join((f"{MARK}{text}", *said(asked, text.replace("⏎", "\n")), "")) for text in texts)
    if request.config.getoption("--accept"):
        file.write_text(found, encoding="utf-8")
        return
    assert found == kept


@pytest.mark.parametrize("package", FILES, ids=lambda package: package.__name__)
def test_nothing_that_is_read_changes_unseen(package: ModuleType, request: pytest.FixtureRequest) -> None:
    hold_package(package, FILES[package], request)
