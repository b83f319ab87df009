"""What was found before, kept in a file of blocks: a name behind 「, and below it the lines that were found."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from gongwen.finding import Change, Finding, InputError, TextChange, UsageError

_MARK = "「"


def hold(file: Path, name: str, found: str, request: pytest.FixtureRequest) -> None:
    """Assert that ``found`` is what ``file`` keeps under ``name``; with --accept, keep it there."""
    if request.config.getoption("--accept"):
        kept = _blocks(file) if file.exists() else {}
        kept[name] = f"{found}\n"
        file.write_text("".join(f"{_MARK}{each}\n{text}" for each, text in kept.items()), encoding="utf-8")
    assert f"{found}\n" == _blocks(file).get(name)


@contextmanager
def refused_as_kept(file: Path, name: str, folder: Path, request: pytest.FixtureRequest) -> Iterator[None]:
    """Assert that what runs within is refused, with the words that ``file`` keeps; paths begin at ``folder``."""
    with pytest.raises((UsageError, InputError)) as refused:
        yield
    hold(file, name, str(refused.value).replace(f"{folder}/", "").replace(str(folder), "夹"), request)


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
