"""Files of pictures: what they are and how large, and what of them a PDF can show."""

from __future__ import annotations

import io
import struct
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from gongwen.drawing import Drawing, draw
from gongwen.metafile import BARE, PLACEABLE, bitmap_of_emf, bitmap_of_wmf, with_frame

if TYPE_CHECKING:
    from PIL.Image import Image

Kind = Literal["png", "jpeg", "gif", "bmp", "tiff", "emf", "wmf"]
_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (PLACEABLE, "wmf"),
    (BARE, "wmf"),
)
_EMF, _EMF_AT = b" EMF", 40
_MOST_PIXELS = 50_000_000
_SCREEN = 96.0
"""Pixels to the inch where the file does not say it, or says what cannot be."""
_LEAST_DENSITY, _MOST_DENSITY = 50.0, 1200.0
_INCH = 72.0
_PRINTED, _PAGE = 300, 842.0
"""Pixels to the inch that printers tell apart in a drawing, and the longest that one can be on a page, points."""


class Unusable(Exception):
    """A picture that cannot be used; the text says why and what to do, in Chinese."""


class Size(NamedTuple):
    """How large a picture is by itself, points."""

    width: float
    height: float


def kind_of(data: bytes) -> Kind | None:
    """Return what ``data`` is by its first bytes; None when it is no picture that is known."""
    found = next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)
    return "emf" if found is None and data[_EMF_AT : _EMF_AT + 4] == _EMF else found


@lru_cache(maxsize=64)
def measure(data: bytes, longest: int = 0) -> Size:
    """Return the size of the picture ``data``; ``longest`` is the most pixels of a side, 0 limits only their number.

    Its size is seen before it is unpacked. Raises Unusable when it cannot be shown whole.
    """
    kind = kind_of(data)
    if kind is None:
        raise Unusable("不是图片，或者不是能用的格式；请换成 PNG、JPEG、GIF 或 BMP 图片")
    try:
        size = _read_frame(data, kind) if kind in ("emf", "wmf") else _measure_pixels(data, longest)
    except struct.error:
        raise Unusable(_DAMAGED) from None
    if min(size) <= 0:
        raise Unusable(_DAMAGED)
    return size


_DAMAGED = "图片不完整或者已损坏，请重新导出或者换一个文件"


def _measure_pixels(data: bytes, longest: int) -> Size:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image = _open(data)
        wide, high = image.size
        if longest and max(wide, high) > longest:
            raise Unusable(f"有{wide}×{high}个像素，长和宽都不能超过{longest}，请缩小图片")
        if wide * high > _MOST_PIXELS:
            raise Unusable(f"有{wide}×{high}个像素，最多{_MOST_PIXELS // 10**4}万个，请缩小图片")
        try:
            image.load()
        except Exception:  # whatever its content makes the decoder say
            raise Unusable(_DAMAGED) from None
    across, down = (_density(each) for each in (image.info.get("dpi") or (0.0, 0.0)))
    return Size(wide / across * _INCH, high / down * _INCH)


def _density(found: float) -> float:
    return float(found) if _LEAST_DENSITY <= found <= _MOST_DENSITY else _SCREEN


def _open(data: bytes) -> Image:
    """Return the picture, not yet decoded. Raises Unusable when it cannot be."""
    from PIL import Image as Pillow

    try:
        return Pillow.open(io.BytesIO(data))
    except Pillow.DecompressionBombError:
        raise Unusable(f"像素太多；请缩小到 {_MOST_PIXELS // 10**4} 万像素以内") from None
    except Exception:  # whatever its header makes the decoder say
        raise Unusable(_DAMAGED) from None


def _read_frame(data: bytes, kind: Kind) -> Size:
    """Return the size that the head of an EMF (hundredths of a millimetre) or of a WMF (units to the inch) says."""
    if kind == "emf":
        left, top, right, bottom = struct.unpack_from("<4i", data, 24)
        return Size((right - left) / 2540 * _INCH, (bottom - top) / 2540 * _INCH)
    framed = with_frame(data)
    if not framed:
        raise Unusable("没有写明大小，请另存为 PNG 图片")
    left, top, right, bottom, unit = struct.unpack_from("<4hH", framed, 6)
    if not unit:
        raise Unusable(_DAMAGED)
    return Size((right - left) / unit * _INCH, (bottom - top) / unit * _INCH)


@lru_cache(maxsize=64)
def as_drawn(data: bytes) -> bytes:
    """Return the picture as a PNG or a JPEG; b"" for an EMF or a WMF of which nothing can be drawn."""
    kind = kind_of(data)
    if kind in ("png", "jpeg"):
        return data
    if kind in ("emf", "wmf"):
        if bitmap := _bitmap(data, kind):
            return _as_png(bitmap)
        drawing = _drawing(data, kind)
        return drawing.png if drawing else b""
    return _as_png(data) if kind else b""


def is_drawn_whole(data: bytes) -> bool:
    """Whether :func:`as_drawn` leaves out nothing of the picture, as it may of an EMF or of a WMF."""
    kind = kind_of(data)
    if kind not in ("emf", "wmf") or _bitmap(data, kind):
        return True
    drawing = _drawing(data, kind)
    return drawing is not None and drawing.is_whole


def _drawing(data: bytes, kind: Literal["emf", "wmf"]) -> Drawing | None:
    """Return what a metafile draws, as sharp as it can be printed on a page; None for nothing."""
    try:
        size = measure(data)
    except Unusable:
        return None
    return draw(data, kind, max(1, round(_PRINTED * min(1.0, _PAGE / max(size)))))


def _bitmap(data: bytes, kind: Literal["emf", "wmf"]) -> bytes:
    """Return the bitmap that is all of a metafile and can be shown; b"" for other metafiles."""
    found = bitmap_of_emf(data) if kind == "emf" else bitmap_of_wmf(data)
    return found if _is_bitmap(found) else b""


def _as_png(data: bytes) -> bytes:
    out = io.BytesIO()
    image = _open(data)
    image.convert("RGBA" if "transparency" in image.info else "RGB").save(out, "PNG")
    return out.getvalue()


def _is_bitmap(data: bytes) -> bool:
    """Whether what a metafile holds can be shown whole."""
    try:
        return bool(data) and bool(_measure_pixels(data, 0))
    except Unusable:
        return False
