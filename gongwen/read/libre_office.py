"""LibreOffice as a converter: found where it is usually installed, run apart from the user's own."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from gongwen.pattern import pattern
from gongwen.waiting import clear_once, waiting_prefix

SECONDS = 120.0
"""Time that one conversion may take."""

_COMMANDS = ("soffice", "libreoffice", "soffice.com", "loffice")
_FOLDERS = (
    "/usr/lib/libreoffice/program",
    "/usr/lib64/libreoffice/program",
    "/usr/local/bin",
    "/opt/libreoffice*/program",
    "/opt/apps/*libreoffice*/files/program",
    "/opt/apps/*libreoffice*/files/*/program",
    "/snap/bin",
    "/var/lib/flatpak/exports/bin",
    "/Applications/LibreOffice.app/Contents/MacOS",
)
"""Where packages put it on Linux (also 麒麟 and 统信, whose shops install below /opt/apps) and macOS."""
_NAMES = (*_COMMANDS, "soffice.exe", "org.libreoffice.LibreOffice")
_WINDOWS_ROOTS = ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432", "LOCALAPPDATA")
_SECURITY = "Office.Common/Security/Scripting"
_SETTINGS = (
    (_SECURITY, "MacroSecurityLevel", "3"),
    (_SECURITY, "DisableMacrosExecution", "true"),
    (_SECURITY, "DisableActiveContent", "true"),
    (_SECURITY, "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    *(
        ("Inet/Settings", name, value)
        for scheme in ("HTTP", "HTTPS", "FTP")
        for name, value in ((f"ooInet{scheme}ProxyName", "127.0.0.1"), (f"ooInet{scheme}ProxyPort", "9"))
    ),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
"""A document can name files and addresses that the converter would open; at port 9 of this machine nobody answers."""
_TRIED = ("Setup/Product", "ooSetupLastVersion", "99.0")
"""The version that tried out how this machine draws, which a new profile does at each start: most of what one takes."""
_VERSIONS = ("versionrc", "version.ini")
"""The file beside soffice that tells its build."""
_BUILD = pattern(r"(?m)^buildid=(.*)$")
_SOURCE = "source.doc"
PDF_FILTER = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
"""Keeps the blank pages before a section that begins on an even page: pages count as they will be printed."""
_FILTERS = {"docx": "docx:MS Word 2007 XML", "pdf": PDF_FILTER}


class ConversionError(Exception):
    """No docx came out; the text says why, in Chinese."""


def find_soffice() -> Path | None:
    """Return the LibreOffice of this machine; None when none is found."""
    for command in _COMMANDS:
        if found := shutil.which(command):
            return Path(found)
    folders = [folder for pattern in _FOLDERS for folder in sorted(Path("/").glob(pattern[1:]), reverse=True)]
    folders += [
        Path(root) / "LibreOffice" / "program" for name in _WINDOWS_ROOTS if (root := os.environ.get(name))
    ]
    places = (folder / name for folder in folders for name in _NAMES)
    return next((place for place in places if place.is_file()), None)


def as_docx(data: bytes, soffice: Path, seconds: float = SECONDS) -> bytes:
    """Return the document ``data``, of any format of Word or WPS, as a docx. Raises as :func:`as_pdf`."""
    return _converted(data, soffice, "docx", seconds)


def as_pdf(data: bytes, soffice: Path, seconds: float = SECONDS) -> bytes:
    """Return the document ``data``, of any format of Word or WPS, as a PDF.

    A profile of its own keeps the run apart from a LibreOffice that the user has open.
    Raises ConversionError when nothing comes out within ``seconds``.
    """
    return _converted(data, soffice, "pdf", seconds)


def _converted(data: bytes, soffice: Path, kind: str, seconds: float) -> bytes:
    clear_once(Path(gettempdir()))
    with TemporaryDirectory(prefix=waiting_prefix()) as name:
        folder = Path(name)
        (folder / _SOURCE).write_bytes(data)
        _run(_command(soffice, folder, kind), folder, seconds)
        result = (folder / "out" / _SOURCE).with_suffix(f".{kind}")
        if not result.is_file():
            raise ConversionError("打不开它，文件可能已损坏，或者设了打开密码")
        return result.read_bytes()


def new_profile(folder: Path, soffice: Path) -> str:
    """Make ``folder``, which is not there yet, a profile for one run of ``soffice``; return the option that names it."""
    user = folder / "user"
    (user / "extensions").mkdir(parents=True)
    (user / "extensions" / "buildid").write_text(_build_of(soffice), encoding="utf-8")
    (user / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
    return f"-env:UserInstallation={folder.as_uri()}"


def _build_of(soffice: Path) -> str:
    """Return the build of ``soffice``, which starts twice with a profile of another; "" when nothing tells it."""
    files = (soffice.resolve().parent / name for name in _VERSIONS)
    texts = (file.read_text(encoding="utf-8", errors="replace") for file in files if file.is_file())
    return next((found[1] for text in texts if (found := _BUILD.search(text))), "")


def _settings() -> str:
    """Return the settings of the profile: no macros, no linked files, no way to the network, a short start."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in (*_SETTINGS, _TRIED)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'


def _command(soffice: Path, folder: Path, kind: str) -> list[str]:
    profile = new_profile(folder / "profile", soffice)
    options = [profile, "--headless", "--norestore", "--nolockcheck", "--nodefault"]
    target = ["--convert-to", _FILTERS[kind], "--outdir", str(folder / "out")]
    return [str(soffice), *options, *target, str(folder / _SOURCE)]


def _run(command: list[str], folder: Path, seconds: float) -> None:
    """Run ``command``; what it started is ended with it when the time is over."""
    quiet = subprocess.DEVNULL
    try:
        with subprocess.Popen(
            command, cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        ) as process:
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                _end(process)
                raise ConversionError(f"{seconds:g} 秒内没有转换完") from None
    except OSError as error:
        raise ConversionError(f"不能运行（{error.strerror}）") from None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End ``process`` and its children: soffice is a script that starts the program proper."""
    if hasattr(os, "killpg"):
        import signal

        os.killpg(process.pid, signal.SIGKILL)
    else:
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], check=False, capture_output=True)
    process.wait()
