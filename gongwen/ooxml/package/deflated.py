"""A docx as a zip file whose unchanging parts are deflated once."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_VERSION, _UTF8, _DEFLATED = 20, 0x800, 8
_COMPRESSED = (".png", ".jpg", ".jpeg", ".gif")
_TIME, _DATE = 0, 0x21
"""1980-01-01, so that the same input gives the same bytes."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: bytes
    crc: int
    packed: bytes | memoryview
    size: int
    method: int = _DEFLATED

    def local(self) -> bytes:
        """Return the header that stands before the entry in the file."""
        sizes = (self.crc, len(self.packed), self.size, len(self.name), 0)
        return _LOCAL.pack(b"PK\3\4", _VERSION, _UTF8, self.method, _TIME, _DATE, *sizes) + self.name

    def central(self, offset: int) -> bytes:
        """Return the entry's line in the directory, its header being at ``offset``."""
        sizes = (self.crc, len(self.packed), self.size, len(self.name), 0, 0, 0, 0, 0, offset)
        head = _CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, _UTF8, self.method, _TIME, _DATE, *sizes)
        return head + self.name


def _deflate(name: str, data: bytes, level: int) -> _Entry:
    """Return ``data`` deflated; a picture that is compressed already as it is, which deflating makes hardly smaller."""
    if name.lower().endswith(_COMPRESSED):
        return _Entry(name.encode(), zlib.crc32(data), data, len(data), zipfile.ZIP_STORED)
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    return _Entry(name.encode(), zlib.crc32(data), packed, len(data))


_deflate_once = lru_cache(maxsize=64)(_deflate)
"""For parts of at most _SMALL bytes: what the documents of an office say of themselves is mostly the same."""
_SMALL = 2048


class Package:
    """The parts that every document of one kind shares, ready to be completed."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        entries = [_deflate(name, data, 9) for name, data in parts.items()]
        body, self._directory = _lay(entries, 0)
        self._body = b"".join(body)
        self._count = len(entries)

    def complete(self, parts: Mapping[str, bytes]) -> bytes:
        """Return the whole zip file: the shared parts, then ``parts``."""
        entries = [
            (_deflate_once if len(data) <= _SMALL else _deflate)(name, data, 6)
            for name, data in parts.items()
        ]
        body, directory = _lay(entries, len(self._body))
        return _closed([self._body, *body], self._directory + directory, self._count + len(entries))


def exchange(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return the zip file ``data`` with ``parts`` in place of those of their names, or else at its end.

    All others keep their bytes, packed as they are, and their order. Raises zipfile.BadZipFile for no zip file.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = {
            each.filename: _deflate(each.filename, parts[each.filename], 6)
            if each.filename in parts
            else _packed(data, each)
            for each in archive.infolist()
        }
    entries |= {name: _deflate(name, part, 6) for name, part in parts.items() if name not in entries}
    return _closed(*_lay(entries.values(), 0), len(entries))


def _packed(data: bytes, entry: zipfile.ZipInfo) -> _Entry:
    """Return ``entry`` of the zip file ``data`` as it is; the lengths of its own header may be other than listed."""
    *_, name, extra = _LOCAL.unpack_from(data, entry.header_offset)
    start = entry.header_offset + _LOCAL.size + name + extra
    packed = memoryview(data)[start : start + entry.compress_size]
    return _Entry(entry.filename.encode(), entry.CRC, packed, entry.file_size, entry.compress_type)


_Pieces = Sequence[bytes | memoryview]


def _closed(body: _Pieces, directory: bytes, count: int) -> bytes:
    size = sum(map(len, body))
    return b"".join((*body, directory, _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), size, 0)))


def _lay(entries: Iterable[_Entry], offset: int) -> tuple[_Pieces, bytes]:
    """Return the pieces of the entries in a row from ``offset`` on, and their lines of the directory."""
    body: list[bytes | memoryview] = []
    directory = []
    for entry in entries:
        head = entry.local()
        body += (head, entry.packed)
        directory.append(entry.central(offset))
        offset += len(head) + len(entry.packed)
    return body, b"".join(directory)
