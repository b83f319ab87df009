"""Where a command writes its result."""

from __future__ import annotations

import os
from pathlib import Path

import click


class ResultPath(click.Path):
    """A file or folder for results; “-”, which many take for the standard output, would make a folder of that name."""

    def __init__(self, *, file_okay: bool = True) -> None:
        super().__init__(path_type=Path, file_okay=file_okay)

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """Return the path; fail on “-”."""
        if str(value) == "-":
            self.fail("结果不能写到“-”，请写文件名；能显示出来的结果，不写 -o 就显示出来", param, ctx)
        return super().convert(value, param, ctx)
