"""Where the project's own data lies: beside the package when installed, in the checkout otherwise."""

from __future__ import annotations

from pathlib import Path

from gongwen.finding import UsageError

_PACKAGE = Path(__file__).resolve().parent


def style_folder() -> Path:
    """Return the folder of the style profiles. Raises UsageError when the installation is broken."""
    return _data("style")


def template_folder() -> Path:
    """Return the folder of the letterheads. Raises UsageError when the installation is broken."""
    return _data("templates")


def _data(name: str) -> Path:
    for folder in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise UsageError(f"安装不完整：找不到“{name}”文件夹，请重新安装 gongwen")
