"""``gongwen web``: the page in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from gongwen.api import UsageError

_MISSING = "没有安装网页用的组件，请运行 pip install 'gongwen[web]'"


@click.command(
    help="在浏览器里起草、检查公文，管理名单，归档旧公文。只在这台机器上，不联网；公文只存在 --dir 指定的文件夹里。",
    short_help="在浏览器里使用",
    options_metavar="[选项]",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="端口",
    help="用哪个端口；不写时用 8497，被占用就另找一个。",
)
@click.option(
    "--db", "register", default="", metavar="文件|地址", help="领导小组名册；默认是文件夹里的 名册.db。"
)
@click.option(
    "--dir", "folder", type=click.Path(path_type=Path, file_okay=False), metavar="文件夹",
    help="草稿、归档放在哪里；默认是个人文件夹里的“我的公文”。",
)  # fmt: skip
@click.option("--no-browser", is_flag=True, help="不打开浏览器，只显示地址。")
def web(port: int | None, register: str, folder: Path | None, no_browser: bool) -> None:
    """Serve the page until the person ends it."""
    try:
        from gongwen.web.server import serve
    except ModuleNotFoundError as error:
        if error.name not in ("starlette", "uvicorn", "python_multipart", "anyio"):
            raise
        raise UsageError(_MISSING) from None
    serve(folder or Path.home() / "我的公文", register, port, _tell, opens_browser=not no_browser)


def _tell(line: str) -> None:
    click.echo(line)
