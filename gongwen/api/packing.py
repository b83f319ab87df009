"""The program as a folder that runs where nothing is installed: an interpreter, unpacked wheels, and a launcher."""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from gongwen.finding import UsageError
from gongwen.pattern import pattern
from gongwen.waiting import waiting_prefix

__all__ = ["PLAIN_TAG", "Packed", "System", "pack", "platform_tags", "unpack_wheels", "wheels_in"]

System = Literal["Windows", "Linux"]
PLAIN_TAG = "any"
"""What the name of a wheel says that runs on any machine."""
_OWN = "gongwen"
_EXTRA = "web"
_REQUIRES = pattern(r"^Requires-Dist: *([A-Za-z0-9._-]+)(.*)$", re.MULTILINE)
_DATA = pattern(r"[^/]+\.data/(?:purelib|platlib)/")
_UNREADABLE = (OSError, zipfile.BadZipFile, RuntimeError, zlib.error)
"""What comes of a zip that is damaged, encrypted, or packed in a way that is not known."""
_MOST = 2 * 2**30
"""Bytes of what is unpacked; an interpreter with all its libraries has a tenth of it."""
_DRAFTS = "我的公文"
_BATCH = f"""\
@echo off\r
chcp 65001 >nul\r
cd /d "%~dp0"\r
set PYTHONPATH=%~dp0lib\r
"python\\python.exe" -X utf8 -c "import sys; from gongwen.__main__ import run; \
sys.argv[:1] = ['gongwen', 'web', '--dir', {_DRAFTS!a}]; run()" %*\r
if errorlevel 1 pause\r
"""
"""ASCII alone: a batch file is read by the code page that the machine has."""
_SHELL = f"""\
#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
PYTHONPATH="$here/lib" PYTHONDONTWRITEBYTECODE=1 exec "$here/python/bin/python3" -m gongwen web --dir "$here/{_DRAFTS}" "$@"
"""
_HOW = "请在能联网的机器上运行 pip download 'gongwen[web]' --only-binary :all:（给 Windows 用的加 --platform win_amd64），把文件夹拷来"


@dataclass(frozen=True, slots=True)
class Packed:
    """What was put together."""

    folder: Path
    launcher: Path
    system: System
    wheels: int


def pack(folder: Path, interpreter: Path, wheels: Path) -> Packed:
    """Make ``folder`` of an interpreter, a folder or a zip of its maker, and of the wheels in a folder.

    It is complete or not there. Raises UsageError when there is something already, and for an interpreter or
    wheels that do not do.
    """
    if folder.exists():
        raise UsageError(f"{folder}：已有这个文件夹，不会覆盖，请换一个名字")
    if interpreter.resolve() in folder.resolve().parents:
        raise UsageError(f"{folder}：在解释器的文件夹里面，请放到别处")
    found = wheels_in(wheels)
    waiting = Path(tempfile.mkdtemp(prefix=waiting_prefix(), dir=_parent(folder)))
    try:
        system = _take_interpreter(interpreter, waiting / "python")
        _require_fitting(found, system)
        unpack_wheels(found, waiting / "lib")
        launcher = _write_launcher(waiting, system)
        waiting.chmod(0o755)
        waiting.rename(folder)
    except OSError as error:
        reason = error.strerror or "有的文件拷不过来"
        raise UsageError(f"{folder}：没有写成（{reason}），请检查磁盘空间、权限和解释器的文件夹") from None
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    return Packed(folder, folder / launcher.name, system, len(found))


def wheels_in(folder: Path, system: System | None = None) -> list[Path]:
    """Return the wheels in ``folder``, which are the program with all that it needs.

    Raises UsageError when one is missing, or is not for ``system``.
    """
    found = sorted(folder.glob("*.whl"))
    _require_complete(found, folder)
    if system is not None:
        _require_fitting(found, system)
    return found


def unpack_wheels(wheels: Iterable[Path], folder: Path) -> None:
    """Unpack ``wheels`` below ``folder``, where an interpreter finds them. Raises UsageError for a broken one."""
    for wheel in wheels:
        _unpack(wheel, folder)


def platform_tags(wheel: Path) -> list[str]:
    """Return what the name of ``wheel`` says of the machines that it runs on."""
    return wheel.stem.rpartition("-")[2].split(".")


def _parent(folder: Path) -> Path:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise UsageError(f"{folder.parent}：不能写入这个文件夹，请换一个地方") from None
    return folder.parent


def _require_complete(wheels: Sequence[Path], folder: Path) -> None:
    """Raise UsageError unless ``wheels`` have the program and all that it needs."""
    known = {_plain(each.name.split("-")[0]) for each in wheels}
    if _OWN not in known:
        raise UsageError(f"{folder}：没有 gongwen 的安装包（gongwen-….whl）；{_HOW}")
    missing = sorted({need for wheel in wheels for need in _needs(wheel)} - known)
    if missing:
        raise UsageError(f"{folder}：缺少 {'、'.join(missing)} 的安装包；{_HOW}")


def _needs(wheel: Path) -> Iterator[str]:
    """Yield what a wheel always needs, and what the page needs of the program; what depends on a machine is left out."""
    is_own = _plain(wheel.name.split("-")[0]) == _OWN
    for name, rest in _REQUIRES.findall(_metadata(wheel)):
        marker = rest.partition(";")[2].strip()
        if not marker or (is_own and re.fullmatch(rf"extra *== *['\"]{_EXTRA}['\"]", marker)):
            yield _plain(name)


def _metadata(wheel: Path) -> str:
    try:
        with zipfile.ZipFile(wheel) as package:
            name = next(each for each in package.namelist() if each.endswith(".dist-info/METADATA"))
            return package.read(name).decode("utf-8")
    except (*_UNREADABLE, StopIteration, UnicodeDecodeError):
        raise UsageError(f"{wheel}：安装包不完整，请重新下载") from None


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _require_fitting(wheels: Iterable[Path], system: System) -> None:
    """Raise UsageError for wheels of another system."""
    mark = "win" if system == "Windows" else "linux"
    wrong = [
        each.name
        for each in wheels
        if not any(tag == PLAIN_TAG or mark in tag for tag in platform_tags(each))
    ]
    if wrong:
        raise UsageError(f"{'、'.join(wrong)}：不是 {system} 的安装包，而解释器是 {system} 的；{_HOW}")


def _take_interpreter(interpreter: Path, target: Path) -> System:
    """Put the interpreter at ``target`` and return what it runs on."""
    if interpreter.is_dir():
        shutil.copytree(interpreter, target, symlinks=True)
    else:
        _unpack(interpreter, target)
    if (target / "python.exe").is_file():
        for path in target.glob("python*._pth"):
            path.write_bytes(path.read_bytes() + b"\n..\\lib\n")
        return "Windows"
    if (target / "bin" / "python3").exists():
        return "Linux"
    raise UsageError(
        f"{interpreter}：里面没有 python.exe（Windows），也没有 bin/python3（Linux），请给出解释器的文件夹或者 zip"
    )


def _unpack(package: Path, target: Path) -> None:
    """Unpack a wheel or a zip below ``target``; nothing gets outside it. Raises UsageError."""
    try:
        with zipfile.ZipFile(package) as zipped:
            if sum(info.file_size for info in zipped.infolist()) > _MOST:
                raise UsageError(f"{package}：解开以后太大，不像安装包或者解释器，请核对文件")
            for info in zipped.infolist():
                name = _DATA.sub("", info.filename, count=1)
                parts = PurePosixPath(name.replace("\\", "/")).parts
                if info.is_dir() or ".." in parts or name.startswith("/") or ":" in name:
                    continue
                path = target.joinpath(*parts)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(zipped.read(info))
    except _UNREADABLE:
        raise UsageError(f"{package}：读不出来，不是 zip 或者不完整，请重新下载") from None


def _write_launcher(folder: Path, system: System) -> Path:
    launcher = folder / ("公文.bat" if system == "Windows" else "公文.sh")
    launcher.write_bytes((_BATCH if system == "Windows" else _SHELL).encode())
    launcher.chmod(0o755)
    return launcher
