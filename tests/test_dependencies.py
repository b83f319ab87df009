"""Whatever the package imports is declared: nothing is there only because something else brings it."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def imported() -> Iterator[tuple[str, str]]:
    """The top-level modules of others, each with the file that imports it."""
    for path in sorted((ROOT / "gongwen").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            else:
                continue
            for name in (each.partition(".")[0] for each in names):
                if name not in sys.stdlib_module_names and name != "gongwen":
                    yield name, str(path.relative_to(ROOT))


def declared() -> set[str]:
    extras = (
        each for name, group in PROJECT["optional-dependencies"].items() if name != "test" for each in group
    )
    return {normal(re.split(r"[\[<>=!~; ]", each)[0]) for each in (*PROJECT["dependencies"], *extras)}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_import_is_declared() -> None:
    found, owners = dict(imported()), packages_distributions()
    assert {"lxml", "yaml", "docx"} <= found.keys()
    missing = {
        name: path for name, path in found.items() if not {normal(each) for each in owners[name]} & declared()
    }
    assert not missing
