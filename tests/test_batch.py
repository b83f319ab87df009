"""Many files are shared out among processes; one that the system ends takes no other file with it."""

from __future__ import annotations

import os

import pytest

from gongwen import batch
from gongwen.batch import Failure, each


def _end(number: int) -> int:
    if number == 3:
        os._exit(1)
    return number


def _lost(number: int, failure: Failure) -> int:
    assert failure.problems[0].startswith("3：")
    return -number


def test_a_process_that_is_ended_ends_no_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_FEW", 2)
    monkeypatch.setattr(batch, "_CHUNK", 1)
    assert list(each(_end, range(5), _lost)) == [0, 1, 2, -3, 4]
