"""On a machine that no other can be reached from, the page does what it does anywhere."""

from __future__ import annotations

import subprocess
import sys

from tests.apart import APART, needs_apart
from tests.paths import ROOT

_TESTS = (
    "tests/web/test_browser.py::test_a_first_notice_from_the_start_page_to_a_file",
    "tests/web/test_checking.py::test_a_file_is_checked_decided_and_taken_away",
    "tests/web/test_roster.py::test_a_register_is_begun_and_filled",
    "tests/web/test_archiving.py::test_texts_are_confirmed_one_after_the_other_to_a_zip",
)


@needs_apart
def test_the_four_screens_need_no_network() -> None:
    command = [*APART, sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", *_TESTS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and " passed" in done.stdout, done.stdout
