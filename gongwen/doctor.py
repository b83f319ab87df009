"""What this machine has for making documents, what it lacks, and how to get it."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from gongwen import __version__
from gongwen.finding import UsageError
from gongwen.paths import style_folder, template_folder
from gongwen.profile import Profile
from gongwen.read.styles.file import read_profile
from gongwen.read.styles.tree import style_names
from gongwen.write.fonts import choose_fonts

_PACKAGES = ("pydantic", "PyYAML", "click", "lxml", "docxtpl", "typst", "fonttools", "rjieba")
_STANDING = {
    "official": "标准字体",
    "accepted": "等同字体",
    "stand-in": "替代字体",
    "missing": "没有相近的字体",
}
_OFFICE = ("soffice", "wps", "wps-office")

_HOW_TO = """安装字体：
　Debian：apt install fonts-noto-cjk（可以排版；仿宋、楷体请另装，见下）
　Windows：仿宋、楷体、黑体、宋体随系统带有；方正小标宋简体由单位购买授权后，双击字体文件安装
　麒麟、统信：WPS 公文版带有部分字体；其他字体文件放进 ~/.local/share/fonts，再运行 fc-cache
　不能安装时：把字体文件放进任一文件夹，用环境变量 GONGWEN_FONTS 指明
安装组件：在能联网的机器上 pip download gongwen，把下载的文件夹拷来，pip install --no-index --find-links 文件夹 gongwen"""


def examine(style: str = "gbt9704-2012") -> Iterator[str]:
    """Yield the report line by line, for the faces of ``style``."""
    yield f"gongwen {__version__}，Python {platform.python_version()}，{platform.system()} {platform.machine()}"
    yield from _packages()
    yield from _data()
    yield from _fonts(read_profile(style))
    yield from _office()
    yield from _HOW_TO.splitlines()


def _packages() -> Iterator[str]:
    for name in _PACKAGES:
        try:
            yield f"组件　{name} {version(name)}"
        except PackageNotFoundError:
            yield f"组件　{name}：没有安装"


def _data() -> Iterator[str]:
    yield f"版式　{style_folder()}：{'、'.join(style_names())}"
    names = sorted(path.name for path in template_folder().glob("*.docx"))
    yield f"模板　{template_folder()}：{'、'.join(names)}"


def _fonts(profile: Profile) -> Iterator[str]:
    try:
        choice = choose_fonts(profile.faces)
    except UsageError as error:
        yield f"字体　{error}"
        return
    for taken in choice.taken:
        yield f"字体　{taken.face}：{taken.wanted} → {taken.family}（{_STANDING[taken.standing]}）"


def _office() -> Iterator[str]:
    found = [name for name in _OFFICE if shutil.which(name)]
    text = (
        "、".join(found)
        if found
        else "没有找到；排 docx、pdf 不需要它，打开和修改 docx 要用 Word、WPS 或 LibreOffice"
    )
    yield f"办公软件　{text}"
