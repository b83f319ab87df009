"""A zip file → its parts, within limits that hold whatever its directory says of them."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gongwen.finding import UsageError

DAMAGED = "已损坏，或者没有传完整，请重新取得这个文件"
IS_LOCKED = 1
"""The flag of an entry that has a password."""

_FAULTS = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, OverflowError,
)  # fmt: skip
"""What the module raises for a file that is damaged, here or there."""
_LINE = b"PK\x01\x02"
_MOST_LISTED = 20_000
"""Lines of a directory that are read: each takes a kilobyte of memory, and 50 MB hold a million."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What the formats of Office allow; of the others the module cannot unpack a part and no more."""
_XML = (".xml", ".rels")


class Limits(NamedTuple):
    """How large a package may be."""

    parts: int
    xml: int
    """Of all XML parts together, bytes unpacked."""
    whole: int
    """Of all parts together, bytes unpacked."""
    advice: str
    """What to do about a larger one, in Chinese."""


def directory(data: bytes) -> list[zipfile.ZipInfo]:
    """Return the entries of the zip file ``data``, folders left out.

    Raises UsageError, without a file name, when it is damaged or has far too many.
    """
    if data.count(_LINE) > _MOST_LISTED:
        raise UsageError(f"是压缩包，里面的文件太多（超过 {_MOST_LISTED} 个），请解压后给出其中的一个文件")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [entry for entry in archive.infolist() if not entry.is_dir()]
    except _FAULTS:
        raise UsageError(DAMAGED) from None


def unzip(data: bytes, limits: Limits) -> dict[str, bytes]:
    """Return the parts of the package ``data`` by their names.

    Raises UsageError, without a file name, for a package that is damaged, locked, beyond ``limits``, or
    packed as those of Office are not. No part takes more memory than the directory says of it.
    """
    entries = directory(data)
    _refuse(entries, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {entry.filename: _content(archive, entry) for entry in entries}
    except _FAULTS:
        raise UsageError(DAMAGED) from None


def _refuse(entries: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    if any(entry.flag_bits & IS_LOCKED for entry in entries):
        raise UsageError("设了压缩密码，请先取消密码")
    xml = sum(entry.file_size for entry in entries if entry.filename.endswith(_XML))
    if (
        xml > limits.xml
        or sum(each.file_size for each in entries) > limits.whole
        or len(entries) > limits.parts
    ):
        raise UsageError(
            f"解开后太大（超过 {limits.whole >> 20} MB，或者文字部分超过 {limits.xml >> 20} MB，"
            f"或者多于 {limits.parts} 个部件），{limits.advice}"
        )
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise UsageError("是用别的程序重新压缩过的，压缩方法不对；请用 Word 或 WPS 打开，另存一份再用")
    if _has_twins(entry.filename for entry in entries) or any(map(_leads_out, entries)):
        raise UsageError(DAMAGED)


def _has_twins(names: Iterable[str]) -> bool:
    """Whether two parts have one name, which in a package is the same in capitals."""
    folded = [name.casefold() for name in names]
    return len(set(folded)) < len(folded)


def _leads_out(entry: zipfile.ZipInfo) -> bool:
    """Whether the name of a part would lead out of the folder into which somebody unpacks it."""
    name = entry.filename
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return one part. ``ZipFile.read`` would unpack two gigabytes of a part that says it is small."""
    with archive.open(entry) as file:
        data = file.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise zipfile.BadZipFile
    return data
