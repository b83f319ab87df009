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
@click.option(
    "--share",
    is_flag=True,
    help="让办公室的人从自己的机器上用，各人写姓名和口令进入；没有 --cert 时内容经办公网明文传送。",
)
@click.option("--password-file", type=click.Path(path_type=Path), metavar="文件",
              help="共享的口令写在这个文件的第一行；不写时每次启动给一个新的。")  # fmt: skip
@click.option(
    "--host-name",
    "names",
    multiple=True,
    metavar="名称",
    help="共享时别人用来打开的机器名或地址，可以写几次。",
)
@click.option("--cert", type=click.Path(path_type=Path), metavar="文件",
              help="共享时加密传送（https）用的证书，PEM 格式，由本单位发给这台机器。")  # fmt: skip
@click.option(
    "--key", type=click.Path(path_type=Path), metavar="文件", help="证书的私钥，PEM 格式，不设密码。"
)
@click.option("--no-browser", is_flag=True, help="不打开浏览器，只显示地址。")
def web(
    port: int | None,
    register: str,
    folder: Path | None,
    share: bool,
    password_file: Path | None,
    names: tuple[str, ...],
    cert: Path | None,
    key: Path | None,
    no_browser: bool,
) -> None:
    """Serve the page until the person ends it."""
    try:
        from gongwen.web.server import serve
        from gongwen.web.sharing import certificate_of, sharing_of
    except ModuleNotFoundError as error:
        if error.name not in ("starlette", "uvicorn", "python_multipart", "anyio"):
            raise
        raise UsageError(_MISSING) from None
    if (password_file or names or cert or key) and not share:
        raise UsageError("--password-file、--host-name、--cert、--key 只用于共享，请加上 --share")
    if (cert is None) != (key is None):
        raise UsageError("--cert 和 --key 要一起写：证书和它的私钥")
    certificate = certificate_of(cert, key) if cert and key else None
    sharing = sharing_of(password_file, names, certificate) if share else None
    home = folder or Path.home() / "我的公文"
    serve(home, register, port, _tell, opens_browser=not no_browser, sharing=sharing)


def _tell(line: str) -> None:
    click.echo(line)
