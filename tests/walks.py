"""Commands one after the other, as a user types them, with what each prints: in the manual, and in tests/cli/walks."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from pathlib import Path

from tests.command import run_freely

BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
OFFERED = re.compile(r"\[\d{4}-\d\d-\d\d\]")
"""The day that a question offers, today."""
ELISION = "…"
Step = tuple[str, list[str], list[str]]
"""A command, the lines that it is to print, and those that it prints."""


def walked(text: str, folder: Path) -> list[list[Step]]:
    """The blocks of ``text`` with what their commands print in ``folder``."""
    blocks = [_steps(block) for block in BLOCK.findall(text)]
    return [[(command, wanted, _printed(command, folder)) for command, wanted in block] for block in blocks]


def assert_as_written(found: Sequence[Sequence[Step]]) -> None:
    for block in found:
        for command, wanted, lines in block:
            assert agrees(wanted, lines), "\n".join((command, *lines))


def accept(file: Path, found: Sequence[Sequence[Step]]) -> None:
    """Write what the commands print into ``file``; where it had an elision as many lines as it had stand around it."""
    accepted = iter([_accepted(block) for block in found])
    text = file.read_text(encoding="utf-8")
    file.write_text(BLOCK.sub(lambda _: f"```console\n{next(accepted)}```", text), encoding="utf-8")


def agrees(wanted: list[str], found: list[str]) -> bool:
    """Whether ``found`` is what is wanted; an elision stands for any lines."""
    if ELISION not in wanted:
        return wanted == found
    place = wanted.index(ELISION)
    head, tail = wanted[:place], wanted[place + 1 :]
    return found[: len(head)] == head and any(
        agrees(tail, found[start:]) for start in range(len(head), len(found) + 1)
    )


def _steps(block: str) -> list[tuple[str, list[str]]]:
    """The commands of a block, each with the lines that it is to print."""
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


def _printed(command: str, folder: Path) -> list[str]:
    """What a command prints, with every moment and today written alike; ``cat`` prints the files of a pattern.

    ``printf '%s\\n' 甲 乙 |`` before it answers its questions.
    """
    words, answers = shlex.split(command), ""
    if words[0] == "printf":
        pipe = words.index("|")
        answers, words = "".join(f"{each}\n" for each in words[2:pipe]), words[pipe + 1 :]
    if words[0] == "cat":
        files = sorted(folder.glob(words[1]))
        lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    else:
        assert words[0] == "gongwen"
        done = run_freely(*words[1:], cwd=folder, answers=answers)
        lines = (done.stdout + done.stderr).splitlines()
    return [OFFERED.sub("[今天]", MOMENT.sub("2026-01-01T09:30:00", line)).rstrip() for line in lines]


def _accepted(block: Sequence[Step]) -> str:
    lines = []
    for command, wanted, found in block:
        lines += [f"$ {command}", *(wanted if agrees(wanted, found) else _shortened(wanted, found))]
    return "".join(f"{line}\n" for line in lines)


def _shortened(wanted: list[str], found: list[str]) -> list[str]:
    if ELISION not in wanted:
        return found
    head, tail = wanted.index(ELISION), len(wanted) - wanted.index(ELISION) - 1
    return [*found[:head], ELISION, *(found[-tail:] if tail else [])]
