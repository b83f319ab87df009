"""Pictures of seals and stamps, and the drawings of Windows, made for the tests."""

from __future__ import annotations

import io
import struct
import zlib

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
    shown = _emf_record(81, fixed + dib)
    records = (shown, *further, _emf_record(14, struct.pack("<3I", 0, 16, 20)))
    frame = (0, 0, wide * 2540 // 96, high * 2540 // 96)
    size = 88 + sum(map(len, records))
    head = struct.pack(
        "<2I4i4i4s3I2H3I2i2i", 1, 88, 0, 0, wide - 1, high - 1, *frame, b" EMF", 0x10000, size, len(records) + 1,
        1, 0, 0, 0, 0, 1024, 768, 271, 203,
    )  # fmt: skip
    return head + b"".join(records)


EMF_LINE = struct.pack("<2I2i", 54, 16, 30, 30)
"""A record of an EMF that draws a line."""


def wmf_of(picture: bytes) -> bytes:
    """A WMF that shows ``picture`` and nothing else."""
    dib, (wide, high) = _dib(picture)
    placeable = struct.pack("<IH4hHIH", 0x9AC6CDD7, 0, 0, 0, wide, high, 96, 0, 0)
    params = struct.pack("<I8h", 0x00CC0020, high, wide, 0, 0, high, wide, 0, 0)
    shown = struct.pack("<IH", (6 + len(params) + len(dib)) // 2, 0x0B41) + params + dib
    end = struct.pack("<IH", 3, 0)
    meta = struct.pack("<HHHIHIH", 1, 9, 0x300, (18 + len(shown) + len(end)) // 2, 0, len(shown) // 2, 0)
    return placeable + meta + shown + end


def _emf_record(kind: int, data: bytes) -> bytes:
    data += bytes(-len(data) % 4)
    return struct.pack("<2I", kind, 8 + len(data)) + data


def _dib(picture: bytes) -> tuple[bytes, tuple[int, int]]:
    """The pixels of ``picture`` as Windows has them, padded to whole words."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.save(out := io.BytesIO(), "DIB")
    return out.getvalue() + bytes(len(out.getvalue()) % 2), image.size
