"""What ``gongwen check`` and ``gongwen fix`` share: by which rules, on which day, in which style."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from gongwen.cli.roster.options import Day

Command = TypeVar("Command", bound=Callable[..., Any])
_OPTIONS = (
    click.option("--select", metavar="规则…", default="", help="只查这些规则（代码或代码的开头，逗号隔开）。"),
    click.option("--ignore", metavar="规则…", default="", help="不查这些规则。"),
    click.option(
        "--style", default="", metavar="版式", help="按哪个版式检查；默认按成文日期和发文机关选。"
    ),
    click.option(
        "--on", "day", type=Day(), help="按哪一天施行的规定检查，默认成文日期。"
    ),
    click.option(
        "--settings", "settings_file", type=click.Path(path_type=Path), metavar="文件.yaml",
        help="本单位的设置：不查哪些规则、词语白名单、程度、版式。",
    ),
)  # fmt: skip


def with_order(command: Command) -> Command:
    """Add the options of an order to ``command``."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
