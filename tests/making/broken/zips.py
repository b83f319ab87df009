"""What broken files are made of, and zip files written by hand where the module would not write them."""

from __future__ import annotations

import io
import socket
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from tests.making.docx_by_hand import BODY, HEAD, NAMES, PARTS, packed

LISTENER = socket.create_server(("127.0.0.1", 0))
"""Where the files point to, held as long as the tests run: no other program is given the same port."""
ANY = "?"
RESAVE = "另存为"
URL = f"http://127.0.0.1:{LISTENER.getsockname()[1]}/x"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
DOCUMENT, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
REST = "word/_rels/document.xml.rels"
XML = '<?xml version="1.0" encoding="UTF-8"?>'
_LAUGHS = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE d [<!ENTITY x0 "哈哈哈">{_LAUGHS}]>'
OUTSIDE = f'<!DOCTYPE d [<!ENTITY x9 SYSTEM "{URL}"><!ENTITY x8 SYSTEM "file:///etc/passwd">]>'
REMOTE = f'<!DOCTYPE d SYSTEM "{URL}.dtd">'


@dataclass(frozen=True, slots=True)
class Case:
    """A file, and what must be said of it."""

    extension: str
    make: Callable[[], bytes]
    says: str = ""
    """What the message has; "" for a file that is read, ANY for one that may be either."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a zip file as its directory and its own header tell it."""

    name: str
    packed: bytes
    size: int
    crc: int
    method: int = 8
    flags: int = 0x800
    packed_size: int | None = None


def entry(name: str, content: bytes | str, method: int = 8) -> Entry:
    data = content.encode() if isinstance(content, str) else content
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    stored = packer.compress(data) + packer.flush() if method == 8 else data
    return Entry(name, stored, len(data), zlib.crc32(data), method)


def zeros(name: str, size: int) -> Entry:
    """Return an entry of blanks; 10 GB of them are 10 MB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b" " * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)
    return Entry(name, block * (size >> 20) + b"\x03\x00", size, 0)


def zip_of(entries: list[Entry]) -> bytes:
    body, directory = bytearray(), bytearray()
    for each in entries:
        name = each.name.encode()
        count = len(each.packed) if each.packed_size is None else each.packed_size
        facts = (each.flags, each.method, 0, 0x21, each.crc, count, min(each.size, 2**32 - 1), len(name))
        directory += (
            struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, 20, *facts, 0, 0, 0, 0, 0, len(body)) + name
        )
        body += struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, *facts, 0) + name + each.packed
    count = min(len(entries), 0xFFFF)
    return bytes(body + directory) + struct.pack(
        "<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0
    )


def plain_entries(body: str = BODY, **more: str | bytes) -> list[Entry]:
    return [entry(name, content) for name, content in parts_of(body, **more).items()]


def parts_of(body: str = BODY, **more: str | bytes) -> dict[str, str | bytes]:
    document = f"{HEAD}<w:document {NAMES}><w:body>{body}</w:body></w:document>"
    return {**PARTS, DOCUMENT: document, **more}


def docx(parts: Mapping[str, str | bytes]) -> bytes:
    return zip_of([entry(name, content) for name, content in parts.items()])


def with_parts(**more: str | bytes) -> bytes:
    return docx(parts_of(**more))


def part(name: str, content: str | bytes) -> bytes:
    return docx({**parts_of(), name: content})


def without(*names: str) -> bytes:
    return docx({name: content for name, content in parts_of().items() if name not in names})


def added(*entries: Entry) -> bytes:
    return zip_of([*plain_entries(), *entries])


def instead(name: str, change: Callable[[Entry], Entry]) -> bytes:
    return zip_of([change(each) if each.name == name else each for each in plain_entries()])


def whole() -> bytes:
    return packed()


def renamed(change: Callable[[str], str]) -> bytes:
    return zip_of([replace(each, name=change(each.name)) for each in plain_entries()])


def many_parts() -> bytes:
    return added(*(entry(f"word/media/{n}.xml", "<a/>") for n in range(60_000)))


def only_directory() -> bytes:
    """Return 40 MB of lines of a directory, all of which name the same few bytes."""
    name = b"word/document.xml"
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 0, 0, 0x21, 0, 0, 0, len(name), 0) + name
    line = struct.pack(
        "<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, 20, 0, 0, 0, 0x21, 0, 0, 0, len(name), 0, 0, 0, 0, 0, 0
    )
    directory = (line + name) * 600_000
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, len(directory), len(local), 0)
    return local + directory + end


def nested_zip() -> bytes:
    inner = zip_of([zeros("a", 2**30)])
    for _ in range(3):
        inner = zip_of([entry(f"{n}.zip", inner) for n in range(4)])
    return inner


def squeezed(method: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts_of().items():
            archive.writestr(name, content)
        archive.writestr("word/media/a.bin", b"\0" * 2**25, method)
    return bytes(target.getvalue())


def lying(entry_size: int = 100) -> bytes:
    """Return a docx one part of which unpacks to 4 GB and says that it is ``entry_size`` bytes."""
    big = zeros("word/header1.xml", 4 * 2**30)
    return zip_of([*plain_entries(), replace(big, size=entry_size, crc=zlib.crc32(b" " * entry_size))])
