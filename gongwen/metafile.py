"""EMF and WMF, the drawings of Windows: what they cover, and the bitmap that is often all they draw."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple


class _Record(NamedTuple):
    kind: int
    data: bytes
    """All of it, its head included."""


_EMF_HEAD, _EMF_END = 1, 14
_BIT_BLT, _STRETCH_BLT, _TO_DEVICE, _STRETCH_BITS = 76, 77, 80, 81
_EMF_PARTS = {_BIT_BLT: 84, _STRETCH_BLT: 84, _TO_DEVICE: 48, _STRETCH_BITS: 48}
"""Records with a bitmap, and where they say at what place and how long its head and its pixels are."""
_EMF_SILENT = frozenset(
    (_EMF_HEAD, _EMF_END, *range(9, 14), *range(16, 41), 48, 49, 50, 51, 52, 57, 58, 70, 75, 82, 98, 115)
)
"""Records that draw nothing: what pens, modes, windows and clips are, and comments."""
_EMF_BOUNDS = 8
"""Where a record, the head too, says which part of the picture it covers."""
PLACEABLE, BARE = b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00"
"""With what a WMF begins that says where it goes, and one that does not."""
_PLACEABLE, _WMF_HEAD = 22, 18
_WMF_SIZE = 6
"""Where in its head a WMF says how long it is, in words."""
_MAP_MODE, _WINDOW, _WINDOW_SIZE, _VIEW, _VIEW_SIZE = 0x0103, 0x020B, 0x020C, 0x020D, 0x020E
_STRETCHED = 8
"""The way of mapping that stretches the window to the view."""
_SCREEN = 96
"""Units to the inch of a WMF that does not say it."""
_WMF_BITMAPS = {0x0F43: 28, 0x0B41: 26, 0x0940: 22, 0x0D33: 24}
"""Records with a bitmap, and where it begins."""
_WMF_SILENT = frozenset(
    (
        0x0000, 0x001E, 0x0035, 0x00F7, 0x0102, 0x0103, 0x0104, 0x0106, 0x0107, 0x0108, 0x0127, 0x012C, 0x012D, 0x012E,
        0x01F0, 0x0201, 0x0209, 0x020B, 0x020C, 0x020D, 0x020E, 0x0214, 0x0234, 0x02FA, 0x02FB, 0x02FC, 0x0415, 0x0416,
        0x0626,
    )
)  # fmt: skip
_NEAR = 0.05
"""The part of a side by which a bitmap may miss the edges of the picture."""


def bitmap_of_emf(data: bytes) -> bytes:
    """Return the bitmap, a DIB, that is all that the EMF ``data`` draws; b"" when it draws other things."""
    records = list(_emf_records(data))
    drawn = [each for each in records if each.kind not in _EMF_SILENT]
    if len(drawn) != 1 or drawn[0].kind not in _EMF_PARTS or not _covers(records[0], drawn[0]):
        return b""
    try:
        parts = struct.unpack_from("<4I", drawn[0].data, _EMF_PARTS[drawn[0].kind])
    except struct.error:
        return b""
    head, pixels = (drawn[0].data[at : at + long] for at, long in (parts[:2], parts[2:]))
    return head + pixels if len(head) == parts[1] and len(pixels) == parts[3] else b""


def _emf_records(data: bytes) -> Iterator[_Record]:
    """Yield the records up to the last one; what is cut off is none."""
    at = 0
    while at + 8 <= len(data):
        kind, size = struct.unpack_from("<2I", data, at)
        if size < 8 or at + size > len(data):
            return
        yield _Record(kind, data[at : at + size])
        at += size


def _covers(head: _Record, drawn: _Record) -> bool:
    """Whether a record covers the whole picture; one that does not say what it covers does."""
    if len(drawn.data) < _EMF_BOUNDS + 16 or len(head.data) < _EMF_BOUNDS + 16:
        return False
    whole, own = (struct.unpack_from("<4i", each.data, _EMF_BOUNDS) for each in (head, drawn))
    wide, high = whole[2] - whole[0], whole[3] - whole[1]
    if own[2] <= own[0] or own[3] <= own[1]:
        return True
    misses = [abs(mine - all_of_it) for mine, all_of_it in zip(own, whole, strict=True)]
    return all(miss <= _NEAR * side + 1 for miss, side in zip(misses, (wide, high, wide, high), strict=True))


def bitmap_of_wmf(data: bytes) -> bytes:
    """Return the same of the WMF ``data``."""
    drawn = [each for each in _wmf_records(data) if each.kind not in _WMF_SILENT]
    if len(drawn) != 1 or drawn[0].kind not in _WMF_BITMAPS:
        return b""
    return drawn[0].data[_WMF_BITMAPS[drawn[0].kind] :]


def with_frame(data: bytes) -> bytes:
    """Return the WMF ``data`` with a head that says what it covers: its first window where it has none.

    Returns b"" when nothing says it.
    """
    if data.startswith(PLACEABLE):
        return data
    origin, size = (_first_pair(data, kind) for kind in (_WINDOW, _WINDOW_SIZE))
    if size is None:
        return b""
    (left, top), (wide, high) = origin or (0, 0), size
    sides = sorted((left, left + wide)), sorted((top, top + high))
    head = PLACEABLE + struct.pack(
        "<H4hHI", 0, *map(_short, (sides[0][0], sides[1][0], sides[0][1], sides[1][1])), _SCREEN, 0
    )
    check = 0
    for word in struct.unpack("<10H", head):
        check ^= word
    return head + struct.pack("<H", check) + data


def mapped(data: bytes) -> bytes:
    """Return the WMF ``data``, which has a frame, with records in front that say what Windows takes for granted:
    the frame is stretched over the picture."""
    left, top, right, bottom = struct.unpack_from("<4h", data, 6)
    place, size = (top, left), (_short(bottom - top), _short(right - left))
    said = (_record(_MAP_MODE, _STRETCHED), _record(_VIEW, *place), _record(_VIEW_SIZE, *size),
            _record(_WINDOW, *place), _record(_WINDOW_SIZE, *size))  # fmt: skip
    front, start = b"".join(said), _PLACEABLE + _WMF_HEAD
    (words,) = struct.unpack_from("<I", data, _PLACEABLE + _WMF_SIZE)
    head = bytearray(data[:start])
    struct.pack_into("<I", head, _PLACEABLE + _WMF_SIZE, min(words + len(front) // 2, 0xFFFFFFFF))
    return bytes(head) + front + data[start:]


def _record(kind: int, *values: int) -> bytes:
    return struct.pack(f"<IH{len(values)}h", 3 + len(values), kind, *values)


def _first_pair(data: bytes, kind: int) -> tuple[int, int] | None:
    """Return the pair, across and down, of the first record of ``kind``; None when there is none."""
    found = next((each.data for each in _wmf_records(data) if each.kind == kind), b"")
    if len(found) < 10:
        return None
    down, across = struct.unpack_from("<2h", found, 6)
    return across, down


def _short(value: int) -> int:
    """Return ``value`` as far as a WMF can say it."""
    return max(-0x8000, min(value, 0x7FFF))


def _wmf_records(data: bytes) -> Iterator[_Record]:
    at = _WMF_HEAD + (_PLACEABLE if data.startswith(PLACEABLE) else 0)
    while at + 6 <= len(data):
        words, kind = struct.unpack_from("<IH", data, at)
        if words < 3 or at + 2 * words > len(data):
            return
        yield _Record(kind, data[at : at + 2 * words])
        at += 2 * words
