"""A plugin of pytest: ends a run with what it has found, when its tests have worked for as long as ENOUGH says."""

from __future__ import annotations

import os
import time

import pytest

ENOUGH = "ENOUGH"
"""The variable of the environment that says how many seconds."""


class _Clock:
    begun = 0.0


def pytest_collection_finish() -> None:
    _Clock.begun = time.process_time()


def pytest_runtest_logfinish() -> None:
    if time.process_time() - _Clock.begun > float(os.environ[ENOUGH]):
        pytest.exit("enough", returncode=0)
