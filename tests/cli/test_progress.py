"""How far long work is, on a terminal; nothing of it anywhere else."""

from __future__ import annotations

import io
import sys

import pytest

from gongwen.cli import progress


class Terminal(io.StringIO):
    """Where somebody looks on."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("shown", "says"), [(Terminal(), "归档  [####"), (io.StringIO(), "")], ids=["terminal", "file"]
)
def test_on_a_terminal_a_bar_shows_how_far_it_is(
    shown: io.StringIO, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setattr(progress, "_PATIENCE", -1.0)
    assert list(progress.with_progress(iter("甲乙丙"), 3, "归档")) == ["甲", "乙", "丙"]
    assert says in shown.getvalue() and bool(says) == bool(shown.getvalue())
    assert bool(says) == ("100%" in shown.getvalue())
