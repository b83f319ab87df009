"""The program as a package of Debian and of what descends from it: installed, with an entry in the menu."""

from __future__ import annotations

import io
import tarfile
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from gongwen import __version__
from gongwen.api.packing import PLAIN_TAG, platform_tags, unpack_wheels, wheels_in
from gongwen.files import write_new
from gongwen.finding import UsageError

_HOME = "opt/gongwen"
_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
_CONTROL = """\
Package: gongwen
Version: {version}
Architecture: {architecture}
Maintainer: gongwen <gongwen@localhost>
Installed-Size: {size}
Depends: python3 (>= 3.11)
Recommends: fonts-noto-cjk, fonts-lxgw-wenkai
Section: text
Priority: optional
Description: official Chinese documents in the layout of GB/T 9704
 Drafts, checks and archives official documents, and keeps rosters of leading
 groups, in the browser and on the command line. It needs no network.
"""
_COMMAND = """\
#!/bin/sh
home=$(dirname "$(readlink -f "$0")")
PYTHONPATH="$home/lib" PYTHONDONTWRITEBYTECODE=1 exec python3 -m gongwen "$@"
"""
_ENTRY = """\
[Desktop Entry]
Type=Application
Name=Gongwen
Name[zh_CN]=公文
Comment=Draft, check and archive official documents
Comment[zh_CN]=起草、检查公文，管理名单，归档旧公文
Exec=gongwen web
Icon=gongwen
Terminal=true
Categories=Office;
"""
_ICON = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><path d="M9 3h30v42H9z" fill="#fff" stroke="#555"/>\
<path d="M14 13h20" stroke="#c00" stroke-width="5"/><path d="M14 20h20" stroke="#c00" stroke-width="1.5"/>\
<path d="M14 27h20M14 32h20M14 37h13" stroke="#555" stroke-width="2"/></svg>
"""


def pack_debian(target: Path, wheels: Path) -> str:
    """Write ``target``, a .deb with what the ``wheels`` of a folder hold, and return the architecture that it is for.

    It runs with the python3 of the machine. Raises UsageError for wheels that do not do, or when there is such a
    file already.
    """
    found = wheels_in(wheels, "Linux")
    architecture = _architecture(found, wheels)
    with tempfile.TemporaryDirectory(prefix="gongwen-") as folder:
        unpack_wheels(found, Path(folder))
        files = {**dict(_unpacked(Path(folder))), **_own_files()}
    size = sum(map(len, files.values())) // 1024
    control = _CONTROL.format(version=__version__, architecture=architecture, size=size)
    members = {
        "debian-binary": b"2.0\n",
        "control.tar.xz": _tar({"control": control.encode()}, {}),
        "data.tar.xz": _tar(files, {"usr/bin/gongwen": f"../../{_HOME}/gongwen"}),
    }
    write_new(target, _ar(members))
    return architecture


def _architecture(wheels: Sequence[Path], folder: Path) -> str:
    """Return the architecture that the ``wheels`` of ``folder`` are for. Raises UsageError when they are for several, or another one."""
    tags = {tag for wheel in wheels for tag in platform_tags(wheel) if tag != PLAIN_TAG}
    fitting = {deb for machine, deb in _ARCHITECTURES.items() for tag in tags if tag.endswith(machine)}
    if len(fitting) > 1 or (tags and not fitting):
        raise UsageError(f"{folder}：安装包是几种机器的（{'、'.join(sorted(tags))}），请分开放，一种做一个")
    return fitting.pop() if fitting else "all"


def _unpacked(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        yield f"{_HOME}/lib/{path.relative_to(folder).as_posix()}", path.read_bytes()


def _own_files() -> dict[str, bytes]:
    return {
        f"{_HOME}/gongwen": _COMMAND.encode(),
        "usr/share/applications/gongwen.desktop": _ENTRY.encode(),
        "usr/share/icons/hicolor/scalable/apps/gongwen.svg": _ICON.encode(),
    }


def _tar(files: Mapping[str, bytes], links: Mapping[str, str]) -> bytes:
    """Return a packed tar of ``files``, and of ``links`` to what they lead to, with the folders that hold them."""
    data = io.BytesIO()
    folders = {str(parent) for name in (*files, *links) for parent in Path(name).parents} - {"."}
    with tarfile.open(fileobj=data, mode="w:xz", format=tarfile.GNU_FORMAT) as tar:
        for name in sorted(folders):
            tar.addfile(_entry(name, tarfile.DIRTYPE, 0o755))
        for name, content in files.items():
            entry = _entry(name, tarfile.REGTYPE, 0o755 if content.startswith(b"#!") else 0o644)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
        for name, leads_to in links.items():
            entry = _entry(name, tarfile.SYMTYPE, 0o777)
            entry.linkname = leads_to
            tar.addfile(entry)
    return data.getvalue()


def _entry(name: str, kind: bytes, mode: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(f"./{name}")
    entry.type, entry.mode, entry.uname, entry.gname = kind, mode, "root", "root"
    return entry


def _ar(members: Mapping[str, bytes]) -> bytes:
    """Return the archive that a .deb is, deb(5)."""
    made = [b"!<arch>\n"]
    for name, data in members.items():
        made.append(f"{name:<16}{0:<12}{0:<6}{0:<6}{'100644':<8}{len(data):<10}`\n".encode())
        made += [data, b"\n" * (len(data) % 2)]
    return b"".join(made)
