"""What every function of Chinese text says of a text: everything_read.txt, written by ``--accept``."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongwen import zh
from tests.terms.test_everything_read import hold_package


def test_nothing_that_is_read_changes_unseen(request: pytest.FixtureRequest) -> None:
    hold_package(zh, Path(__file__).with_name("everything_read.txt"), request)
