"""What every command says of itself: help.txt has it below the words of the command.

What has changed on purpose is written by ``pytest tests/cli/test_help.py --accept -n0``; look at it before it is committed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from gongwen.cli.main import group
from tests.command import run

FILE = Path(__file__).with_name("help.txt")
MARK = "$ gongwen "


def commands(above: click.Group, words: tuple[str, ...] = ()) -> Iterator[str]:
    """The words of every command below ``above``."""
    context = click.Context(above)
    for name in above.list_commands(context):
        command = above.get_command(context, name)
        yield " ".join((*words, name))
        if isinstance(command, click.Group):
            yield from commands(command, (*words, name))


COMMANDS = ["", *commands(group)]
"""With "" for the command itself, which lists the others."""


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Help is as wide as the terminal."""
    monkeypatch.setenv("COLUMNS", "100")


def told(words: str) -> str:
    done = run(*words.split(), "--help", cwd=Path.cwd())
    assert done.returncode == 0
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def written() -> dict[str, str]:
    pages = FILE.read_text(encoding="utf-8").split(MARK)[1:]
    return {words: f"{page.rstrip()}\n" for words, _, page in (each.partition("\n") for each in pages)}


def test_every_command_is_written_down(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--accept"):
        FILE.write_text("\n".join(f"{MARK}{words}\n{told(words)}" for words in COMMANDS), encoding="utf-8")
    assert list(written()) == COMMANDS


@pytest.mark.parametrize("words", COMMANDS)
def test_a_command_says_what_is_written_down(words: str) -> None:
    assert told(words) == written()[words]


def test_no_command_makes_a_folder_called_dash(tmp_path: Path) -> None:
    found = [
        (words, done.returncode, "不能写到“-”" in done.stderr)
        for words in COMMANDS
        if " -o, --output" in told(words)
        for done in [run(*words.split(), "-o", "-", cwd=tmp_path)]
    ]
    assert len(found) > 10
    assert {case[1:] for case in found} == {(2, True)}
    assert not list(tmp_path.iterdir())
