"""Pictures of seals and stamps, and the drawings of Windows, made for the tests."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from functools import reduce
from operator import xor
from typing import Literal

import numpy as np
from PIL import Image


def ring(pixels: int = 300) -> bytes:
    """A red ring that touches the edges of a clear square, as a PNG."""
    y, x = np.mgrid[0:pixels, 0:pixels]
    radius = np.hypot(x - (pixels - 1) / 2, y - (pixels - 1) / 2)
    inked = (radius <= pixels / 2) & (radius >= pixels / 2 - 6)
    return _png(inked)


def block(wide: int = 300, high: int = 125) -> bytes:
    """A red frame, as a PNG."""
    inked = np.ones((high, wide), dtype=bool)
    inked[6:-6, 6:-6] = False
    return _png(inked)


def _png(inked: np.ndarray) -> bytes:  # type: ignore[type-arg]
    """``inked`` in red on a clear ground."""
    high, wide = inked.shape
    pixels = np.zeros((high, wide, 4), dtype=np.uint8)
    pixels[inked] = (255, 0, 0, 255)
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    header = struct.pack(">IIBBBBB", wide, high, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    )


def emf_of(picture: bytes, *further: bytes) -> bytes:
    """An EMF that shows ``picture`` and nothing else but what the records ``further`` draw."""
    dib, (wide, high) = _dib(picture)
    head_size = struct.unpack_from("<I", dib)[0]
    fixed = struct.pack(
        "<4i6i4I2I2i", 0, 0, wide - 1, high - 1, 0, 0, 0, 0, wide, high, 80, head_size, 80 + head_size,
        len(dib) - head_size, 0, 0x00CC0020, wide, high,
    )  # fmt: skip
    return _emf((_emf_record(81, fixed + dib), *further), (wide, high))


def _emf(drawn: Sequence[bytes], size: tuple[int, int]) -> bytes:
    """An EMF of so many pixels that draws the records ``drawn``."""
    wide, high = size
    records = (*drawn, _emf_record(14, struct.pack("<3I", 0, 16, 20)))
    frame = (0, 0, wide * 2540 // 96, high * 2540 // 96)
    total = 88 + sum(map(len, records))
    head = struct.pack(
        "<2I4i4i4s3I2H3I2i2i", 1, 88, 0, 0, wide - 1, high - 1, *frame, b" EMF", 0x10000, total, len(records) + 1,
        3, 0, 0, 0, 0, 1024, 768, 271, 203,
    )  # fmt: skip
    return head + b"".join(records)


EMF_LINE = struct.pack("<2I2i", 54, 16, 30, 30)
"""A record of an EMF that draws a line."""


def wmf_of(picture: bytes) -> bytes:
    """A WMF that shows ``picture`` and nothing else."""
    dib, (wide, high) = _dib(picture)
    params = struct.pack("<I8h", 0x00CC0020, high, wide, 0, 0, high, wide, 0, 0)
    return _placeable((wide, high), 96) + _wmf([_wmf_record(0x0B41, params + dib)])


DRAWN = (2000, 1000)
"""How wide and how high the drawings are, in their own units; 1000 are an inch."""
RED, BLUE, GREEN = (200, 0, 0), (0, 0, 200), (0, 120, 0)
"""What they have from left to right: a square, a diagonal line, a disk, each half as high as the picture and in the middle
of its third."""


def emf_drawing() -> bytes:
    """An EMF of the drawing, stretched over 192 by 96 pixels."""
    size = (192, 96)
    window = ((17, (8,)), (10, (0, 0)), (9, DRAWN), (12, (0, 0)), (11, size))
    records = [_emf_record(kind, struct.pack(f"<{len(values)}i", *values)) for kind, values in window]
    for number, colour in ((1, RED), (2, GREEN)):
        records.append(_emf_record(39, struct.pack("<3I", number, 0, _colour(colour)) + bytes(4)))
    records.append(_emf_record(38, struct.pack("<IIiiI", 3, 0, 60, 0, _colour(BLUE))))
    nothing = 0x80000008
    for kind, values in (
        (37, (1,)), (37, (nothing,)), (43, (83, 250, 583, 750)), (37, (2,)), (42, (1416, 250, 1916, 750)), (37, (3,)),
        (27, (750, 250)), (54, (1250, 750)),
    ):  # fmt: skip
        records.append(
            _emf_record(kind, b"".join((each & 0xFFFFFFFF).to_bytes(4, "little") for each in values))
        )
    return _emf(records, size)


WmfMapping = Literal["as it is", "stretched", "bare"]


def wmf_drawing(mapping: WmfMapping) -> bytes:
    """A WMF of the drawing: with a head and its window alone; with one that is to be stretched; without a head."""
    front = [_wmf_record(0x0103, struct.pack("<h", 8))] if mapping != "as it is" else []
    made = [
        *front,
        _wmf_record(0x020B, struct.pack("<2h", 0, 0)),
        _wmf_record(0x020C, struct.pack("<2h", DRAWN[1], DRAWN[0])),
        *(_wmf_record(0x02FC, struct.pack("<HIH", 0, _colour(each), 0)) for each in (RED, GREEN)),
        _wmf_record(0x02FA, struct.pack("<HhhI", 5, 0, 0, 0)),
        _wmf_record(0x02FA, struct.pack("<HhhI", 0, 60, 0, _colour(BLUE))),
    ]
    for kind, values in (
        (0x012D, (0,)), (0x012D, (2,)), (0x041B, (750, 583, 250, 83)), (0x012D, (1,)), (0x0418, (750, 1916, 250, 1416)),
        (0x012D, (3,)), (0x0214, (250, 750)), (0x0213, (750, 1250)),
    ):  # fmt: skip
        made.append(_wmf_record(kind, struct.pack(f"<{len(values)}h", *values)))
    return (b"" if mapping == "bare" else _placeable(DRAWN, 1000)) + _wmf(made, objects=4)


def _colour(colour: tuple[int, int, int]) -> int:
    return colour[0] | colour[1] << 8 | colour[2] << 16


def _placeable(size: tuple[int, int], unit: int) -> bytes:
    """The head that says how large a WMF is; ``unit`` are its units to the inch."""
    words = struct.pack("<IH4hHI", 0x9AC6CDD7, 0, 0, 0, *size, unit, 0)
    return words + struct.pack("<H", reduce(xor, struct.unpack("<10H", words)))


def _wmf(records: Sequence[bytes], objects: int = 0) -> bytes:
    made = [*records, _wmf_record(0, b"")]
    head = struct.pack(
        "<HHHIHIH", 1, 9, 0x300, (18 + sum(map(len, made))) // 2, objects, max(map(len, made)) // 2, 0
    )
    return head + b"".join(made)


def _wmf_record(kind: int, data: bytes) -> bytes:
    return struct.pack("<IH", (6 + len(data)) // 2, kind) + data


def _emf_record(kind: int, data: bytes) -> bytes:
    data += bytes(-len(data) % 4)
    return struct.pack("<2I", kind, 8 + len(data)) + data


def _dib(picture: bytes) -> tuple[bytes, tuple[int, int]]:
    """The pixels of ``picture`` as Windows has them, padded to whole words."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.save(out := io.BytesIO(), "DIB")
    return out.getvalue() + bytes(len(out.getvalue()) % 2), image.size
