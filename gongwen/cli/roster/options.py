"""What the commands of the register share: their options, and how tables are shown."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

import click

from gongwen.api.chinese import ORDERS, DateError, parse_date, width

Command = TypeVar("Command", bound=Callable[..., Any])
_DEFAULT = "名册.db"
_VARIABLE = "GONGWEN_DB"


class Day(click.ParamType[date]):
    """A date in any of the forms that a document may have."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date, or fail in Chinese."""
        if isinstance(value, date):
            return value
        try:
            return parse_date(str(value))
        except DateError:
            self.fail(f"“{value}”不是一个日期，请写成 2024-06-01 或 2024年6月1日", param, ctx)


def default_register() -> str:
    """Return the register that is meant where none is named."""
    return os.environ.get(_VARIABLE) or _DEFAULT


def with_database(command: Command) -> Command:
    """Add --db to ``command``."""
    return click.option(
        "--db", "url", metavar="文件|地址", default=default_register,
        help=f"名册文件，默认是当前文件夹里的 {_DEFAULT}（或环境变量 {_VARIABLE}）；也可以是 postgresql:// 地址。",
    )(command)  # fmt: skip


def with_json(command: Command) -> Command:
    """Add --json to ``command``."""
    return click.option("--json", "as_json", is_flag=True, help="以 JSON 显示，供其他程序读取。")(command)


def with_day(command: Command) -> Command:
    """Add --on to ``command``: the day to look at, today when it is left out."""
    return click.option("--on", "day", type=Day(), default=date.today, help="看哪一天，默认今天。")(command)


def with_order(command: Command) -> Command:
    """Add --order to ``command``: how the people of each role are listed, as they sit when it is left out."""
    return click.option(
        "--order",
        type=click.Choice(ORDERS),
        default=ORDERS[0],
        metavar="|".join(ORDERS),
        help="名单按什么排序。",
    )(command)


def say_json(value: Any) -> None:
    """Show ``value`` as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def say_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Show rows in columns; Chinese characters count twice."""
    texts = [[*map(str, row)] for row in (head, *rows)]
    wide = [max(_wide(row[column]) for row in texts) for column in range(len(head))]
    for row in texts:
        cells = [text + " " * (room - _wide(text)) for text, room in zip(row, wide, strict=True)]
        click.echo("  ".join(cells).rstrip())


def _wide(text: str) -> int:
    return round(2 * width(text))
