"""Files with pictures of pages → the pictures, one at a time, within limits that are looked at before anything is decoded."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2 as pdfium

from gongwen.finding import UsageError

if TYPE_CHECKING:
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


class Sheet(NamedTuple):
    """The picture of a page."""

    picture: Picture
    dpi: float


def page_picture(page: pdfium.PdfPage, name: str) -> Sheet:
    """Return the picture of a page of a PDF. Raises UsageError for one that is larger than any sheet."""
    import numpy as np

    if max(page.get_size()) > _LONGEST * 72:
        raise UsageError(
            f"{name}：有一页边长超过 {_LONGEST * 2.54:.0f} 厘米，不像公文；请核对，或者先裁好再读"
        )
    return Sheet(np.asarray(page.render(scale=DPI / 72).to_pil().convert("RGB")), DPI)


def image_pages(data: bytes, name: str) -> Iterator[Sheet]:
    """Yield the pictures of an image file, of a TIFF all its pages, brought to about :data:`DPI`.

    Raises UsageError for what is no picture, is cut off, or is far too large.
    """
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data)) as image:
                for number in range(getattr(image, "n_frames", 1)):
                    image.seek(number)
                    if image.width * image.height > _MOST_PIXELS:
                        raise UsageError(
                            f"{name}：第{number + 1}页有 {image.width}×{image.height} 个像素，太大；请缩小到 300 dpi 以下再读"
                        )
                    yield _sheet(image)
        except UsageError:
            raise
        except Exception:  # a damaged file can fail anywhere in its decoder
            raise UsageError(f"{name}：不是能打开的图片，或者没有传完整，请重新取得这个文件") from None


def _sheet(image: object) -> Sheet:
    import numpy as np
    from PIL import Image, ImageOps

    assert isinstance(image, Image.Image)
    upright = ImageOps.exif_transpose(image.convert("RGB"))
    said = image.info.get("dpi", (0, 0))[0]
    short, long = sorted(upright.size)
    dpi = (
        float(said)
        if _LOWEST <= said <= _HIGHEST and long / said < _LONGEST
        else max(short / _SHORT, long / _LONG)
    )
    if dpi > DPI * 1.2:
        ratio = DPI / dpi
        upright = upright.resize(
            (round(upright.width * ratio), round(upright.height * ratio)), Image.Resampling.BOX
        )
        dpi = DPI
    return Sheet(np.asarray(upright), dpi)
