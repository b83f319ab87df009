"""Whatever the package imports is declared: nothing is there only because something else brings it."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

from packaging.requirements import Requirement

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
    assert {"lxml", "yaml", "PIL"} <= found.keys()
    missing = {
        name: path
        for name, path in found.items()
        if not {normal(each) for each in owners.get(name, [name])} & declared()
    }
    assert not missing


_WITH_US = ("Apache", "BSD", "HPND", "ISC", "LGPL", "MIT", "MPL", "PSF", "Python-2.0", "Unlicense", "Zlib")
"""What a library may be licensed under; LGPL is that of docxtpl, and of psycopg in the extra for PostgreSQL."""
_AGAINST_US = re.compile(r"(?<![A-Za-z])A?GPL|General Public License|\bSSPL|Commons Clause|Proprietary", re.I)
_LESSER = re.compile(r"LGPL|(?:Lesser|Library) General Public License[^;,/]*", re.I)


def installed() -> dict[str, Distribution]:
    """Everything that is installed to run the program, its extras for PostgreSQL and the page included, by name."""
    found: dict[str, Distribution] = {}
    extras = PROJECT["optional-dependencies"]
    waiting = [*PROJECT["dependencies"], *extras["postgresql"], *extras["web"]]
    while waiting:
        needed = Requirement(waiting.pop())
        if needed.marker and not any(needed.marker.evaluate({"extra": each}) for each in ("", "binary")):
            continue
        name = normal(needed.name)
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            if not needed.marker:  # what is not made for every machine is asked for and may be missing
                raise
        else:
            waiting += found[name].requires or []
    return found


def licence(of: Distribution) -> str:
    """What a library says of its licence: an SPDX expression, its classifiers, or a name."""
    told = of.metadata
    named = [each for each in told.get_all("Classifier") or () if each.startswith("License ::")]
    short = (told.get("License") or "").strip().splitlines()[:1]
    return "; ".join([told.get("License-Expression") or "", *named, *short]).strip("; ")


def test_no_library_is_under_a_licence_that_binds_us() -> None:
    found = {name: licence(each) for name, each in installed().items()}
    assert {"docxtpl", "pikepdf", "typst", "pillow", "sqlalchemy"} <= found.keys()
    assert not {name: text for name, text in found.items() if _AGAINST_US.search(_LESSER.sub("", text))}
    assert not {name: text for name, text in found.items() if not re.search("|".join(_WITH_US), text, re.I)}
    lesser = {name for name, text in found.items() if _LESSER.search(text)}
    assert lesser <= {"docxtpl", "psycopg", "psycopg-binary"}


def test_a_licence_that_binds_us_is_seen() -> None:
    for text in (
        "GPL-3.0-or-later",
        "AGPL-3.0-only",
        "License :: OSI Approved :: GNU General Public License v3 (GPLv3)",
    ):
        assert _AGAINST_US.search(_LESSER.sub("", text))
    for text in ("LGPL-2.1-only", "License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)"):
        assert not _AGAINST_US.search(_LESSER.sub("", text))
