"""Pages as a scanner and the years leave them: askew, blurred, speckled, on old paper, under a seal."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Sequence

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw, ImageFilter

DPI = 200
_RED = (220, 30, 30)
Damage = Callable[[Image.Image], Image.Image]


def pages_of(pdf: bytes, dpi: float = DPI) -> list[Image.Image]:
    with pdfium.PdfDocument(pdf) as document:
        return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]


def clean(page: Image.Image) -> Image.Image:
    return page


def askew(page: Image.Image) -> Image.Image:
    return page.rotate(0.7, Image.Resampling.BICUBIC, fillcolor="white")


def blurred(page: Image.Image) -> Image.Image:
    return _jpeg(page.filter(ImageFilter.GaussianBlur(1.2)), 45)


def speckled(page: Image.Image) -> Image.Image:
    chance = np.random.default_rng(7)
    pixels = np.asarray(page).copy()
    pixels[chance.random(pixels.shape[:2]) < 0.004] = 60
    return Image.fromarray(pixels)


def old(page: Image.Image) -> Image.Image:
    """Grey-yellow, uneven paper, weak and ragged ink."""
    chance = np.random.default_rng(8)
    ink = np.asarray(page).astype(np.float32) / 255
    height, width = ink.shape[:2]
    rows, columns = np.mgrid[0:height, 0:width]
    paper = 0.86 + 0.05 * np.sin(rows / 300) * np.cos(columns / 420)
    weak = 1 - (1 - ink) * (0.75 + 0.12 * chance.standard_normal((height, width, 1)))
    made = weak * paper[:, :, None] * np.array([1.0, 0.96, 0.84])
    return _jpeg(askew(Image.fromarray((made.clip(0, 1) * 255).astype(np.uint8))), 60)


def sealed(page: Image.Image, x: float = 135.0, y: float = 95.0) -> Image.Image:
    """A round seal of 42 mm whose middle is at ``x`` and ``y``, millimetres."""
    return Image.alpha_composite(page.convert("RGBA"), _seal(page, x, y, 200)).convert("RGB")


def pressed(page: Image.Image, x: float, y: float) -> Image.Image:
    """The same seal in ink that lets through what is below, as of a stamp on paper, with marks where its ring has words."""
    white, seal, dots = Image.new("RGBA", page.size, "white"), _seal(page, x, y, 255), DPI / 25.4
    pen = ImageDraw.Draw(seal)
    for step in range(-5, 6):
        across, down = (x + 16 * math.sin(step / 2.8)) * dots, (y - 16 * math.cos(step / 2.8)) * dots
        pen.rectangle([across - 2 * dots, down - 2.4 * dots, across + 2 * dots, down + 2.4 * dots], fill=_RED)
    return ImageChops.multiply(page, Image.alpha_composite(white, seal).convert("RGB"))


def _seal(page: Image.Image, x: float, y: float, strength: int) -> Image.Image:
    dots = DPI / 25.4
    layer = Image.new("RGBA", page.size)
    pen, radius = ImageDraw.Draw(layer), 21 * dots
    centre = (x * dots, y * dots)
    red = (*_RED, strength)
    pen.ellipse(
        [centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius],
        outline=red,
        width=round(1.1 * dots),
    )
    points = [
        (centre[0] + 7 * dots * (1 if side % 2 == 0 else 0.4) * math.sin(side * math.pi / 5),
         centre[1] - 7 * dots * (1 if side % 2 == 0 else 0.4) * math.cos(side * math.pi / 5))
        for side in range(10)
    ]  # fmt: skip
    pen.polygon(points, fill=red)
    return layer


def all_at_once(page: Image.Image) -> Image.Image:
    return _worn(sealed(page))


def _worn(page: Image.Image) -> Image.Image:
    return blurred(speckled(askew(page)))


DAMAGES: dict[str, Damage] = {
    "原样": clean, "歪斜": askew, "模糊": blurred, "污点": speckled, "旧纸": old, "印章": sealed, "几样一起": all_at_once,
}  # fmt: skip

BESIDE_SEAL: dict[str, Damage] = {"印章": clean, "几样一起": _worn}
"""What else befalls a page under the damages that put a seal on it, which may be pressed where its date stands."""


def _jpeg(page: Image.Image, quality: int) -> Image.Image:
    target = io.BytesIO()
    page.save(target, "JPEG", quality=quality)
    return Image.open(io.BytesIO(target.getvalue())).convert("RGB")


def as_pdf(pages: Sequence[Image.Image]) -> bytes:
    return _saved(pages, "PDF", resolution=DPI)


def as_tiff(pages: Sequence[Image.Image]) -> bytes:
    return _saved(pages, "TIFF", dpi=(DPI, DPI), compression="tiff_lzw")


def as_png(page: Image.Image) -> bytes:
    return _saved([page], "PNG", dpi=(DPI, DPI))


def as_jpeg(page: Image.Image) -> bytes:
    return _saved([page], "JPEG", dpi=(DPI, DPI))


def _saved(pages: Sequence[Image.Image], kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    more = {"save_all": True, "append_images": list(pages[1:])} if len(pages) > 1 else {}
    pages[0].save(target, kind, **more, **options)
    return target.getvalue()
