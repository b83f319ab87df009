"""Whole walks with all that their commands print; each Markdown file in tests/cli/walks holds its own files.

What they print has changed on purpose: ``pytest tests/cli/test_walks.py --accept`` writes it; look at it before it is committed.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.walks import accept, assert_as_written, walked

FILES = re.compile(r"^`([^`\n]+)`：\n\n```\w*\n(.*?)```$", re.DOTALL | re.MULTILINE)
"""A file that the walk begins with: its name, and a block with what is in it."""
WALKS = sorted((Path(__file__).parent / "walks").glob("*.md"))


@pytest.mark.parametrize("walk", WALKS, ids=lambda path: path.stem)
def test_a_walk_prints_what_it_is_to(walk: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    text = walk.read_text(encoding="utf-8")
    for name, content in FILES.findall(text):
        (tmp_path / name).write_text(content, encoding="utf-8")
    found = walked(text, tmp_path)
    if request.config.getoption("--accept"):
        accept(walk, found)
        return
    assert_as_written(found)
