"""What was found before, kept in a file of blocks: a name behind 「, and below it the lines that were found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from difflib import unified_diff
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gongwen.finding import Change, Finding, InputError, TextChange, UsageError

_MARK = "「"
_PATH = re.compile(r"\b(?:Posix|Windows)Path\(")


def hold(file: Path, name: str, found: str, request: pytest.FixtureRequest) -> None:
    """Assert that ``found`` is what ``file`` keeps under ``name``; with --accept, keep it there.

    What a path is called differs from system to system, and with the libraries that were loaded.
    """
    name, found = (_PATH.sub("Path(", each) for each in (name, found))
    if request.config.getoption("--accept"):
        blocks = _blocks(file) if file.exists() else {}
        blocks[name] = f"{found}\n"
        file.write_text("".join(f"{_MARK}{each}\n{text}" for each, text in blocks.items()), encoding="utf-8")
    kept = _blocks(file).get(name, "")
    assert f"{found}\n" == kept, _difference(kept, found)


def hold_whole(
    file: Path, mark: str, told: Callable[[str], Iterable[str]], request: pytest.FixtureRequest
) -> None:
    """Assert that ``file`` has what is told of each of its lines behind ``mark``; with --accept, write it anew."""
    kept = file.read_text(encoding="utf-8")
    asked = [line.removeprefix(mark) for line in kept.splitlines() if line.startswith(mark)]
    found = "".join("\n".join((f"{mark}{each}", *told(each), "")) for each in asked)
    if request.config.getoption("--accept"):
        file.write_text(found, encoding="utf-8")
        return
    assert found == kept, _difference(kept, found)


def _difference(kept: str, found: str) -> str:
    return "\n".join(unified_diff(kept.splitlines(), found.splitlines(), "kept", "found", n=0))


@contextmanager
def refused_as_kept(file: Path, name: str, folder: Path, request: pytest.FixtureRequest) -> Iterator[None]:
    """Assert that what runs within is refused, with the words that ``file`` keeps; paths begin at ``folder``."""
    with pytest.raises((UsageError, InputError)) as refused:
        yield
    hold(file, name, str(refused.value).replace(f"{folder}/", "").replace(str(folder), "夹"), request)


def looks_of(sheet: Any) -> Iterator[str]:
    """Every cell of a sheet as it is set, what may be chosen, the widths and heights, and how it is printed."""
    for cell in (each for row in sheet.iter_rows() for each in row):
        at, font, frame = cell.alignment, cell.font, cell.border
        fill = cell.fill.fgColor.rgb if cell.fill.fill_type else ""
        look = (at.horizontal, at.vertical, at.wrap_text, font.name, font.sz, font.b, frame.left.style, fill)
        yield f"  {cell.coordinate} {cell.data_type} {cell.value!r} {' '.join(map(str, look))}"
    for each in sheet.data_validations.dataValidation:
        yield f"  {each.sqref} {each.type} {each.formula1} {each.allow_blank} {each.showErrorMessage}"
    yield f"  { ({key: each.width for key, each in sheet.column_dimensions.items()}) } {sheet.freeze_panes} {sheet.auto_filter.ref}"
    yield f"  { ({key: each.height for key, each in sheet.row_dimensions.items() if each.height}) } {sheet.merged_cells}"
    setup = sheet.page_setup
    yield f"  {sheet.print_title_rows} {setup.orientation} {setup.paperSize} {setup.fitToWidth} {setup.fitToHeight}"
    yield f"  {getattr(sheet.sheet_properties.pageSetUpPr, 'fitToPage', None)} {sheet.oddFooter.center.text}"


def told_of(finding: Finding) -> str:
    """Return all that ``finding`` says, on a line."""
    fixes = (f"→ {made_of(fix.change)}" for fix in finding.fixes)
    words = (finding.code, finding, f"“{finding.excerpt}”{finding.span or ''}", finding.fixing, *fixes)
    return "  " + " ".join(map(str, words)).replace("\n", "⏎")


def made_of(change: Change) -> str:
    """What becomes of the stretch, with what is put into a docx as it is written there."""
    return repr(change.wanted) if isinstance(change, TextChange) else " ".join(map(str, change))


@cache
def _blocks(file: Path) -> dict[str, str]:
    blocks = f"\n{file.read_text(encoding='utf-8')}".split(f"\n{_MARK}")[1:]
    return {
        name: text if text.endswith("\n") else f"{text}\n"
        for name, _, text in (each.partition("\n") for each in blocks)
    }
