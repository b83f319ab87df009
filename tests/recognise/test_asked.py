"""What single functions say of a few lines: asked.txt, written by ``--accept -n0``, look at what changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongwen import recognise
from tests.asking import hold_asked


def test_nothing_that_is_said_changes_unseen(request: pytest.FixtureRequest) -> None:
    hold_asked(recognise, Path(__file__).with_name("asked.txt"), request)
