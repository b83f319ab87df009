"""Files with pictures of pages → the pictures, one at a time, within limits that are looked at before anything is decoded."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2 as pdfium

from gongwen.finding import UsageError

if TYPE_CHECKING:
    from PIL.Image import Image

    from gongwen.read.scan.engine import Picture

DPI = 200.0
"""At which pages are looked at: no more is read of them at 300, and little less at 150."""
_LONGEST = 60.0
"""The longer side of a sheet at most, inches; A0 has 47."""
_MOST_PIXELS = 120_000_000
_SHORT, _LONG = 8.27, 11.69
"""The sides of A4, inches, that a picture is taken to have when it does not say how large it is."""
_LOWEST, _HIGHEST = 72.0, 1200.0
"""Pixels to the inch that a picture may say it has."""
_A3, _COARSE = 17.0, 100.0
"""The longer side of a sheet that is larger than A3, inches, and how few pixels to the inch no scan of one has: programs say
72 or 96 where they do not know.
"""
_COVERED = 0.6
"""The part of a page that a picture takes up which is the page itself."""

_PARTS = ((273, 279), (324, 325))
"""The tags of a TIFF that say where the strips and the tiles of a page begin, and how long they are."""


class Sheet(NamedTuple):
    """The picture of a page."""

    picture: Picture
    dpi: float


def page_image(page: pdfium.PdfPage) -> pdfium.PdfImage | None:
    """Return the picture that ``page`` is, whatever words are behind it; None when it is none."""
    wide, high = page.get_size()
    for found in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = found.get_bounds()
        if (right - left) * (top - bottom) > _COVERED * wide * high:
            return found
    return None


def page_picture(page: pdfium.PdfPage, name: str) -> Sheet:
    """Return the picture of a page of a PDF. Raises UsageError for one that is larger than any sheet."""
    import numpy as np

    units = _units(page)
    if max(page.get_size()) > _LONGEST * units:
        raise UsageError(
            f"{name}：有一页边长超过 {_LONGEST * 2.54:.0f} 厘米，不像公文；请核对，或者先裁好再读"
        )
    return Sheet(np.asarray(page.render(scale=DPI / units).to_pil().convert("RGB")), DPI)


def _units(page: pdfium.PdfPage) -> float:
    """Return how many units of ``page`` go to the inch: 72, but for a picture whose pixels were taken for them."""
    image = page_image(page) if max(page.get_size()) > _A3 * 72 else None
    if image is None:
        return 72.0
    left, bottom, right, top = image.get_bounds()
    wide, high = image.get_px_size()
    said = 72 * max(wide, high) / max(right - left, top - bottom)
    return 72 * _dpi(wide, high, said) / said if wide * high <= _MOST_PIXELS else 72.0


def _dpi(width: int, height: int, said: float) -> float:
    """Return how many pixels of a scan go to the inch: what it says where its sheet would be no wonder, else as of A4."""
    short, long = sorted((width, height))
    longest = _LONGEST if said >= _COARSE else _A3
    if _LOWEST <= said <= _HIGHEST and long / said < longest:
        return said
    return max(short / _SHORT, long / _LONG)


def is_broken(page: pdfium.PdfPage) -> bool:
    """Whether a picture on ``page`` cannot be decoded: nothing is drawn of it."""
    for found in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        try:
            found.get_bitmap().close()
        except pdfium.PdfiumError:
            return True
    return False


def image_pages(data: bytes, name: str) -> Iterator[Sheet]:
    """Yield the pictures of an image file, of a TIFF all its pages, brought to about :data:`DPI`.

    Raises UsageError for what is no picture, is cut off, or is far too large.
    """
    from PIL.Image import open as open_image

    page = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with open_image(io.BytesIO(data)) as image:
                for page in range(1, getattr(image, "n_frames", 1) + 1):
                    image.seek(page - 1)
                    _refuse_excess(image, f"{name}：第{page}页")
                    if not _is_whole(image, len(data)):
                        raise EOFError
                    yield _sheet(image)
        except UsageError:
            raise
        except Exception:  # a damaged file can fail anywhere in its decoder
            where = f"第{page}页" if page > 1 else ""
            raise UsageError(f"{name}：{where}不是能打开的图片，或者没有传完整，请重新取得这个文件") from None


def _refuse_excess(image: Image, where: str) -> None:
    if image.width * image.height > _MOST_PIXELS:
        raise UsageError(f"{where}有 {image.width}×{image.height} 个像素，太大；请缩小到 300 dpi 以下再读")


def _is_whole(image: Image, length: int) -> bool:
    """Whether all parts of a page of a TIFF lie within its ``length`` bytes; the decoder shows another page where not."""
    tags = getattr(image, "tag_v2", {})
    return all(
        start + size <= length
        for starts, sizes in _PARTS
        for start, size in zip(tags.get(starts, ()), tags.get(sizes, ()), strict=False)
    )


def _sheet(image: Image) -> Sheet:
    import numpy as np
    from PIL import ImageOps
    from PIL.Image import Resampling

    upright = ImageOps.exif_transpose(_in_colour(image))
    dpi = _dpi(*upright.size, float(image.info.get("dpi", (0, 0))[0]))
    if dpi > DPI * 1.2:
        ratio = DPI / dpi
        upright = upright.resize(
            (round(upright.width * ratio), round(upright.height * ratio)), Resampling.BOX
        )
        dpi = DPI
    return Sheet(np.asarray(upright), dpi)


def _in_colour(image: Image) -> Image:
    """Return ``image`` in red, green and blue of 8 bits: deeper greys are brought down, what is transparent is paper."""
    import numpy as np
    from PIL.Image import alpha_composite, fromarray, new

    if image.mode.startswith(("I", "F")):
        grey = np.asarray(image, np.float64)
        return fromarray((grey * (255 / max(grey.max(), 1e-9))).clip(0, 255).astype(np.uint8)).convert("RGB")
    if "A" in image.getbands() or "transparency" in image.info:
        inked = image.convert("RGBA")
        return alpha_composite(new("RGBA", inked.size, "white"), inked).convert("RGB")
    return image.convert("RGB")
