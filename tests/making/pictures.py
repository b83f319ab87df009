"""Pictures of seals and stamps, drawn for the tests."""

from __future__ import annotations

import struct
import zlib

import numpy as np


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
