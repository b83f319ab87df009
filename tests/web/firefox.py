"""Firefox as this machine has it, driven through WebDriver BiDi by Puppeteer; no old one can be had."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Error

from tests.paths import OTHERS, TESTS

_FOLDER = OTHERS / "browsers"
FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
IS_HERE = FIREFOX is not None and (_FOLDER / "node_modules" / "puppeteer-core").exists()


class Firefox:
    """A page of Firefox, with what of a page of Playwright the tests touch."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    @property
    def url(self) -> str:
        return str(self.ask("url"))

    def ask(self, task: str, given: object = None) -> Any:
        """What came of ``task``. Raises Error when it could not be done."""
        assert self.process.stdin is not None and self.process.stdout is not None
        print(json.dumps({"task": task, "given": given}), file=self.process.stdin, flush=True)
        line = self.process.stdout.readline()
        assert line, "firefox did not start, or has ended"
        answer = json.loads(line)
        if "error" in answer:
            raise Error(answer["error"])
        return answer.get("found")

    def evaluate(self, script: str, given: object = None) -> Any:
        return self.ask("evaluate", [script, given])

    def goto(self, address: str) -> None:
        self.ask("goto", address)

    def reload(self) -> None:
        self.ask("reload")

    def wait_for_timeout(self, milliseconds: float) -> None:
        time.sleep(milliseconds / 1000)

    @contextmanager
    def expect_navigation(self) -> Iterator[None]:
        self.ask("expect")
        yield
        self.ask("arrive")


def _surroundings(home: str) -> dict[str, str]:
    """In what Firefox runs: it refuses a home of somebody else, and has no sandbox where the administrator tests."""
    return {**os.environ, "FIREFOX": str(FIREFOX), "HOME": home, "MOZ_DISABLE_CONTENT_SANDBOX": "1"}


@contextmanager
def firefox() -> Iterator[Firefox]:
    """Yield the Firefox of this machine."""
    command = ["node", "--input-type=module", "-e", (TESTS / "web" / "firefox.mjs").read_text("utf-8")]
    with TemporaryDirectory() as home, subprocess.Popen(
        command, cwd=_FOLDER, env=_surroundings(home), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:  # fmt: skip
        yield Firefox(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(120) == 0
