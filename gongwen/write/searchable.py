"""Pictures of pages with what was recognised on them → a PDF that shows the pictures and can be searched."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pikepdf

_FONT = "/F"
_PICTURE = "/P"
_INVISIBLE = 3
"""The rendering mode of text that is not painted (ISO 32000-1, 9.3.6)."""


class Letter(NamedTuple):
    """A character that was recognised, in points from the lower left corner of the page."""

    text: str
    left: float
    base: float
    width: float
    size: float
    slope: float = 0.0
    """By how much its line falls to the right there, radians."""


class PicturedPage(NamedTuple):
    """A page of a scan."""

    jpeg: bytes
    pixels: tuple[int, int]
    """Width and height of its picture."""
    size: tuple[float, float]
    """Width and height of the sheet, points."""
    letters: tuple[Letter, ...]


def write_searchable(pages: Iterable[PicturedPage], title: str) -> bytes:
    """Return a PDF of ``pages`` as they were scanned, with their characters, not painted, over the pictures.

    The same pages give the same bytes. It is for finding and copying: the characters need no font.
    """
    pdf = pikepdf.new()
    font = pdf.make_indirect(_font(pdf))
    for page in pages:
        sheet = pdf.add_blank_page(page_size=page.size)
        sheet.obj.Resources = pikepdf.Dictionary(
            {
                "/Font": pikepdf.Dictionary({_FONT: font}),
                "/XObject": pikepdf.Dictionary({_PICTURE: _picture(pdf, page)}),
            }
        )
        sheet.obj.Contents = pdf.make_stream("\n".join(_content(page)).encode("ascii"))
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title
    target = io.BytesIO()
    pdf.save(target, deterministic_id=True)
    return target.getvalue()


def _font(pdf: pikepdf.Pdf) -> pikepdf.Dictionary:
    """Return a font that names characters by their numbers in Unicode; nobody draws with it, so none is embedded."""
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType0,
        BaseFont=pikepdf.Name("/STSong-Light"),
        CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="GB1", Supplement=5),
    )
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type0,
        BaseFont=pikepdf.Name("/STSong-Light-UniGB-UTF16-H"),
        Encoding=pikepdf.Name("/UniGB-UTF16-H"),
        DescendantFonts=pikepdf.Array([pdf.make_indirect(descendant)]),
    )


def _picture(pdf: pikepdf.Pdf, page: PicturedPage) -> pikepdf.Object:
    wide, high = page.pixels
    return pdf.make_stream(
        page.jpeg,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=wide,
        Height=high,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )


def _content(page: PicturedPage) -> Iterator[str]:
    wide, high = page.size
    yield f"q {wide:.2f} 0 0 {high:.2f} 0 0 cm {_PICTURE} Do Q"
    yield f"BT {_INVISIBLE} Tr"
    for letter in page.letters:
        stretch, code = 100 * letter.width / letter.size, letter.text.encode("utf-16-be").hex()
        cosine, sine = math.cos(letter.slope), math.sin(letter.slope)
        yield (
            f"{_FONT} {letter.size:.2f} Tf {stretch:.1f} Tz {cosine:.6f} {-sine:.6f} {sine:.6f} {cosine:.6f} "
            f"{letter.left:.2f} {letter.base:.2f} Tm <{code}> Tj"
        )
    yield "ET"
