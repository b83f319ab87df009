"""The folder in which one document is kept, whole or not at all."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gongwen.files import file_name, write_whole
from gongwen.finding import UsageError
from gongwen.pattern import pattern
from gongwen.waiting import clear_once, waiting_prefix

ORIGINAL = "原件"
SOURCE, DOCX, PDF, OFD, REPORT = "公文.yaml", "公文.docx", "公文.pdf", "公文.ofd", "保真报告.html"
SEARCHABLE = "可检索.pdf"
METADATA_XML, METADATA_JSON, DIGESTS = "元数据.xml", "元数据.json", "校验.json"
CATALOGUE = "归档文件目录.xlsx"
_APART = pattern(r"[\s.]+")
_LONGEST = 60
_PATIENCE = 10.0
"""How long one waits for another who keeps documents in the same folder, seconds."""


@dataclass(frozen=True, slots=True)
class Package:
    """What is kept of one document."""

    name: str
    """Of its folder."""
    originals: Mapping[str, bytes]
    """By their paths below 原件: 正本 itself, the others each in the folder of what they are."""
    files: Mapping[str, bytes]
    """What was made, by their names, without the digests."""
    made: Mapping[str, str]
    """How it was made: version, style …"""


def digest(data: bytes) -> str:
    """Return the SHA-256 of ``data`` in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def folder_name(*names: str) -> str:
    """Return the first of ``names`` that is not empty, fit to be the name of a folder on any system."""
    chosen = next((name for name in names if name.strip()), "公文")
    return file_name(_APART.sub("_", chosen).strip("_"), "_").rstrip("_")[:_LONGEST] or "公文"


def _lock_of(folder: Path) -> Path:
    """Return the file that stands for ``folder`` while it is written to; it leaves nothing in the archive."""
    return Path(tempfile.gettempdir()) / f"gongwen-{digest(str(folder.resolve()).encode())[:16]}.lock"


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Let nobody else of this machine keep documents in ``folder`` meanwhile.

    Raises UsageError when somebody does, or when the folder cannot be made.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(_lock_of(folder), timeout=_PATIENCE)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise UsageError(f"{folder}：另一个 gongwen archive 正在这里归档，请等它结束再运行") from None
    except OSError:
        raise UsageError(f"{folder}：不能写入这个文件夹，请用 -o 指定别处") from None
    try:
        yield
    finally:
        lock.release()


def write_package(package: Package, folder: Path) -> Path:
    """Write ``package`` below ``folder`` and return its folder, which is complete or not there.

    Raises UsageError when it cannot be written.
    """
    files = {**{f"{ORIGINAL}/{name}": data for name, data in package.originals.items()}, **package.files}
    record = {"制作": dict(package.made), "文件": {name: digest(content) for name, content in files.items()}}
    files[DIGESTS] = (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        clear_once(folder.absolute())
        waiting = Path(tempfile.mkdtemp(prefix=waiting_prefix(), dir=folder))
    except OSError:
        raise UsageError(f"{folder}：不能写入这个文件夹，请用 -o 指定别处") from None
    try:
        for name, content in files.items():
            write_whole(waiting / name, content)
        target = _free(folder / package.name)
        waiting.chmod(0o755)
        waiting.rename(target)
    except OSError:
        raise UsageError(f"{folder / package.name}：不能写入，请检查磁盘空间和权限") from None
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    return target


def _free(wanted: Path) -> Path:
    """Return ``wanted``, or it with a number behind when there is such a folder already."""
    path, number = wanted, 2
    while path.exists():
        path, number = wanted.with_name(f"{wanted.name}-{number}"), number + 1
    return path


def packages(folder: Path) -> list[Path]:
    """Return the folders of the documents kept below ``folder``, in order of their names."""
    if not folder.is_dir():
        return []
    return sorted(
        each for each in folder.iterdir() if (each / DIGESTS).is_file() and not each.name.startswith(".")
    )


def main_original(digests: Mapping[str, str]) -> str:
    """Return the SHA-256 of the 正本 among ``digests``; "" when there is none."""
    mains = (
        value for name, value in digests.items() if name.startswith(f"{ORIGINAL}/") and name.count("/") == 1
    )
    return next(mains, "")


def seal_of(package: Path) -> str:
    """Return the SHA-256 of the list of digests of ``package``; "" when it cannot be read."""
    try:
        return digest((package / DIGESTS).read_bytes())
    except OSError:
        return ""


def read_digests(package: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of ``package`` as it was written; {} when the list cannot be read."""
    try:
        record = json.loads((package / DIGESTS).read_text(encoding="utf-8"))
        return {str(name): str(value) for name, value in record["文件"].items()}
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return {}


def read_metadata(package: Path) -> dict[str, str]:
    """Return the metadata kept in ``package``; {} when they cannot be read."""
    try:
        (record,) = json.loads((package / METADATA_JSON).read_text(encoding="utf-8"))
        return {str(name): str(value) for name, value in record.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}
