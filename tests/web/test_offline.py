"""On a machine that no other can be reached from, the page does what it does anywhere."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.paths import ROOT

_APART = ["unshare", "--map-root-user", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
"""Runs what follows where there is no network but this machine itself."""
_TESTS = (
    "tests/web/test_browser.py::test_a_first_notice_from_the_start_page_to_a_file",
    "tests/web/test_checking.py::test_a_file_is_checked_decided_and_taken_away",
    "tests/web/test_roster.py::test_a_register_is_begun_and_filled",
    "tests/web/test_archiving.py::test_texts_are_confirmed_one_after_the_other_to_a_zip",
)


def is_apart() -> bool:
    try:
        return not subprocess.run([*_APART, "true"], capture_output=True, check=False).returncode
    except OSError:
        return False


@pytest.mark.skipif(not is_apart(), reason="this machine lets nobody have a network of his own")
def test_the_four_screens_need_no_network() -> None:
    command = [*_APART, sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", *_TESTS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and " passed" in done.stdout, done.stdout
