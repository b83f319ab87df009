"""The walk in the manual, command by command, as a user would type it."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.command import run
from tests.paths import ROOT

MANUAL = ROOT / "docs" / "领导小组名册.md"
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
ELISION = "…"


def steps(block: str) -> list[tuple[str, list[str]]]:
    """The commands of a block, each with the lines that it is to print."""
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


def printed(command: str, folder: Path) -> list[str]:
    """What a command prints, with every moment written alike."""
    words = shlex.split(command)
    assert words[0] == "gongwen"
    done = run(*words[1:], cwd=folder)
    lines = (done.stdout + done.stderr).splitlines()
    return [MOMENT.sub("2026-01-01T09:30:00", line).rstrip() for line in lines]


def agrees(wanted: list[str], found: list[str]) -> bool:
    """Whether ``found`` is what is wanted; an elision stands for any lines."""
    if ELISION not in wanted:
        return wanted == found
    place = wanted.index(ELISION)
    head, tail = wanted[:place], wanted[place + 1 :]
    return found[: len(head)] == head and any(
        agrees(tail, found[start:]) for start in range(len(head), len(found) + 1)
    )


def test_the_manual_shows_what_the_commands_print(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    for file in (ROOT / "samples" / "名册").iterdir():
        shutil.copy(file, tmp_path)
    text = MANUAL.read_text(encoding="utf-8")
    blocks = [steps(block) for block in BLOCK.findall(text)]
    found = [[(command, wanted, printed(command, tmp_path)) for command, wanted in block] for block in blocks]
    if request.config.getoption("--accept"):
        accepted = iter([accept(block) for block in found])
        MANUAL.write_text(BLOCK.sub(lambda _: f"```console\n{next(accepted)}```", text), encoding="utf-8")
        return
    for block in found:
        for command, wanted, lines in block:
            assert agrees(wanted, lines), "\n".join((command, *lines))


def accept(block: list[tuple[str, list[str], list[str]]]) -> str:
    """A block with what the commands print; where it had an elision as many lines as it had stand around it."""
    lines = []
    for command, wanted, found in block:
        lines += [f"$ {command}", *(wanted if agrees(wanted, found) else shortened(wanted, found))]
    return "".join(f"{line}\n" for line in lines)


def shortened(wanted: list[str], found: list[str]) -> list[str]:
    if ELISION not in wanted:
        return found
    head, tail = wanted.index(ELISION), len(wanted) - wanted.index(ELISION) - 1
    return [*found[:head], ELISION, *(found[-tail:] if tail else [])]
