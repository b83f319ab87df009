"""Files damaged at random, of every format, through every command: a result or a message, and never an unforeseen error.

By hand, longer: pytest -n0 tests/fuzz/test_mutations.py --fuzz-count 5000 --fuzz-seed 7
"""

from __future__ import annotations

import random
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from gongwen import waiting
from tests.command import Done, run_freely, run_process
from tests.fuzz.damage import damaged
from tests.fuzz.given import COMMANDS, SLOW, Command, Given, all_given, lay_out

SHORT = 150
"""How many tries a usual run makes."""
IN_A_PROCESS = 40
"""Of so many tries one is run as a process of its own, of a long run."""
RARE = 0.01
"""How large a part of a long run each of the slow formats is."""
LONGEST = 60.0
"""Seconds of work after which a command hangs."""
RAW = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]")
"""Characters that a terminal obeys instead of showing them."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("whole")


@pytest.fixture(scope="module")
def whole(folder: Path, fuzz_count: int) -> dict[str, list[Given]]:
    return all_given(folder, fuzz_count > 0)


def test_no_damage_is_an_unforeseen_error(
    whole: dict[str, list[Given]], folder: Path, tmp_path: Path, fuzz_seed: int, fuzz_count: int
) -> None:
    failed = []
    for number in range(fuzz_count or SHORT):
        chance = random.Random(f"{fuzz_seed} {number}")
        suffix = _suffix(whole, chance)
        given, command = chance.choice(whole[suffix]), chance.choice(COMMANDS[suffix])
        bad = replace(given, data=damaged(given.data, chance))
        run = run_process if fuzz_count and number % IN_A_PROCESS == 0 else run_freely
        place = tmp_path / str(number)
        if said := complaint(command, bad, place, folder / "档", run):
            failed.append(f"--fuzz-seed {fuzz_seed}, try {number}, {' '.join(command)} {bad.name}: {said}")
            print(failed[-1], flush=True)
        else:
            shutil.rmtree(place)
    assert failed == []


def _suffix(whole: dict[str, list[Given]], chance: random.Random) -> str:
    quick = sorted(whole.keys() - set(SLOW))
    slow = sorted(whole.keys() - set(quick))
    place = int(chance.random() / RARE)
    return slow[place] if place < len(slow) else chance.choice(quick)


def complaint(command: Command, bad: Given, place: Path, archive: Path, run: Callable[..., Done]) -> str:
    """Run a command over one damaged file; return what it did that it must not; "" for nothing."""
    lay_out(place, bad, archive)
    before = (place / "名册.db").read_bytes()
    try:
        with _at_most(LONGEST):
            done = run(*(word.replace("{}", bad.name) for word in command), cwd=place)
    except AssertionError as error:
        return str(error)
    said = done.stdout + done.stderr
    if "没有料到的错误" in said or "Traceback" in said:
        return next(line for line in said.splitlines() if "没有料到" in line or "Traceback" in line)
    return _harm(command, bad, place, done) or _loss(before, place, done)


def _harm(command: Command, bad: Given, place: Path, done: Done) -> str:
    """What is changed, left or shown that must not be; "" for nothing."""
    changes = ("roster" in command and bad.name.endswith(".db")) or bad.name.endswith("归档文件目录.xlsx")
    if (place / bad.name).read_bytes() != bad.data and not changes:
        return "the file that was read has changed"
    if left := list(place.rglob(f"{waiting.MARK}*")):
        return f"left: {left}"
    if found := RAW.search(done.stderr):
        return f"shown raw: {found[0]!r} in {done.stderr!r}"
    return "" if done.returncode in (0, 1, 2, 3) else f"status {done.returncode}"


def _loss(before: bytes, place: Path, done: Done) -> str:
    """Whether a command that failed has changed the register."""
    is_changed = (place / "名册.db").read_bytes() != before
    return "the register has changed" if is_changed and done.returncode == 2 else ""


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """End what works for longer, which a busy machine does not count; Windows has no such clock."""
    if not hasattr(signal, "SIGVTALRM"):
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _hangs)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _hangs(*_: object) -> NoReturn:
    raise AssertionError(f"more than {LONGEST:g} seconds of work")
