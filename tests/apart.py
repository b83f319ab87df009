"""A machine that no other can be reached from."""

from __future__ import annotations

import subprocess

import pytest

APART = ["unshare", "--map-root-user", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
"""Runs what follows where there is no network but this machine itself."""


def _can_be() -> bool:
    try:
        return not subprocess.run([*APART, "true"], capture_output=True, check=False).returncode
    except OSError:
        return False


needs_apart = pytest.mark.skipif(not _can_be(), reason="this machine lets nobody have a network of his own")
