"""``gongwen pack``: a folder that runs where nothing is installed."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    help="做一个不用安装的文件夹，可以放在U盘里双击启动：给出解释器（Windows 用 python.org 的 embeddable zip，Linux 用可移动的 Python 文件夹）"
    "和安装包的文件夹（pip download 'gongwen[web]'）。在哪个系统上都能做。",
    short_help="做成不用安装的文件夹",
    options_metavar="[选项]",
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="新文件夹")
@click.option(
    "--python",
    "interpreter",
    required=True,
    type=click.Path(path_type=Path, exists=True),
    metavar="文件夹|zip",
    help="解释器。",
)
@click.option(
    "--wheels",
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="文件夹",
    help="安装包。",
)
def pack(folder: Path, interpreter: Path, wheels: Path) -> None:
    """Put the folder together."""
    from gongwen.api.packing import pack as put_together

    packed = put_together(folder, interpreter, wheels)
    click.echo(
        f"已做成 {packed.folder}（{packed.system}，{packed.wheels}个安装包），双击 {packed.launcher.name} 启动"
    )
