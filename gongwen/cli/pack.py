"""``gongwen pack``: a folder that runs where nothing is installed, or a package that installs."""

from __future__ import annotations

from pathlib import Path

import click

from gongwen.api import UsageError


@click.command(
    help="做一个不用安装的文件夹，可以放在U盘里双击启动：给出解释器（Windows 用 python.org 的 embeddable zip，Linux 用可移动的 Python 文件夹）"
    "和安装包的文件夹（pip download 'gongwen[web]'）。名字以 .deb 结尾的，做成 Debian、统信、麒麟的安装包，用机器上的 python3，装好后菜单里有“公文”。在哪个系统上都能做。",
    short_help="做成不用安装的文件夹，或者 deb 安装包",
    options_metavar="[选项]",
)
@click.argument("target", type=click.Path(path_type=Path), metavar="新文件夹|文件.deb")
@click.option(
    "--python",
    "interpreter",
    type=click.Path(path_type=Path, exists=True),
    metavar="文件夹|zip",
    help="解释器；deb 不要。",
)
@click.option(
    "--wheels",
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="文件夹",
    help="安装包。",
)
def pack(target: Path, interpreter: Path | None, wheels: Path) -> None:
    """Put the folder or the package together."""
    if target.suffix == ".deb":
        if interpreter is not None:
            raise UsageError("deb 安装包用机器上的 python3，请去掉 --python")
        from gongwen.api.debian import pack_debian

        click.echo(f"已做成 {target}（{pack_debian(target, wheels)}），用 apt install ./{target.name} 安装")
        return
    if interpreter is None:
        raise UsageError("做成文件夹要有解释器，请用 --python 给出")
    from gongwen.api.packing import pack as put_together

    packed = put_together(target, interpreter, wheels)
    click.echo(
        f"已做成 {packed.folder}（{packed.system}，{packed.wheels}个安装包），双击 {packed.launcher.name} 启动"
    )
