"""The command ``gongwen``."""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

import gongwen.cli.chinese  # noqa: F401  (before click, which takes its words from gettext)

import click  # isort: skip

from gongwen import __version__
from gongwen.api import InputError, UsageError, hide_unraisable, show_traces, unforeseen
from gongwen.cli.saying import say

INPUT_ERROR, USAGE_ERROR = 1, 2


_COMMANDS = {
    "new": "new", "build": "build", "check": "check", "fix": "fix", "read": "read", "archive": "archive",
    "tasks": "tasks", "roster": "roster.main", "web": "web", "pack": "pack", "rules": "rules", "explain": "rules", "style": "style",
    "schema": "new", "doctor": "doctor", "batch": "batch",
}  # fmt: skip
"""The commands by their names, each with its module below ``gongwen.cli``."""


class Commands(click.Group):
    """The commands, each loaded when it is asked for: what the others need is not."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order in which the help lists them."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command called ``cmd_name``; None when there is none, all then being there to be suggested."""
        for name in (cmd_name,) if cmd_name in _COMMANDS else _COMMANDS:
            self.commands[name] = getattr(import_module(f"gongwen.cli.{_COMMANDS[name]}"), name)
        return self.commands.get(cmd_name)


@click.group(
    cls=Commands,
    help="按 GB/T 9704 排印党政机关公文。不联网，不改动输入文件。",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    subcommand_metavar="命令 …",
    options_metavar="",
)
@click.version_option(__version__, "--version", prog_name="gongwen 公文")
@click.option("--debug", is_flag=True, help="程序出错时显示出错的经过，供开发者看。")
def group(debug: bool) -> None:
    """Hold the commands."""
    if debug:
        show_traces()


def main() -> None:
    """Run the command line and leave with 0 done, 1 faulty input, 2 wrong usage or unreadable file."""
    _speak_utf8()
    hide_unraisable()
    try:
        _run()
    finally:
        _finish_output()


def _run() -> None:
    try:
        group(prog_name="gongwen", standalone_mode=False)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except click.exceptions.Abort:
        _fail("已中止。", USAGE_ERROR)
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(shown)
        say(shown.getvalue().rstrip())
        sys.exit(USAGE_ERROR)
    except InputError as error:
        _fail(str(error), INPUT_ERROR)
    except UsageError as error:
        _fail(str(error), USAGE_ERROR)
    except OSError as error:
        if error.errno not in _OUTPUT_ERRORS:
            _fail(unforeseen(error), USAGE_ERROR)
        _give_up_output(error)
    except Exception as error:
        _fail(unforeseen(error), USAGE_ERROR)


_OUTPUT_ERRORS = (errno.EPIPE, errno.ENOSPC, errno.EIO, errno.EDQUOT)
"""What writing to the standard output says when nobody reads it any more, or there is no room for it."""


def _finish_output() -> None:
    """Write what the standard output still holds; where that cannot be, say so and leave with an error."""
    try:
        sys.stdout.flush()
    except OSError as error:
        _give_up_output(error)


def _give_up_output(error: OSError) -> NoReturn:
    """Leave, saying that the standard output was not written whole, unless its reader has gone by itself."""
    with suppress(OSError, ValueError):  # or Python would try again on leaving
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if error.errno != errno.EPIPE:
        say(f"显示的结果没有写完（{error.strerror}），磁盘可能已满，请用 -o 写到别处")
    sys.exit(USAGE_ERROR)


def _speak_utf8() -> None:
    """Write Chinese whatever the console's code page; what it cannot show is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _fail(message: str, status: int) -> NoReturn:
    say(message)
    sys.exit(status)
