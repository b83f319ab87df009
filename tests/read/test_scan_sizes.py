"""How large a sheet is that was scanned: programs that do not know write 72 or 96 dots to the inch, or take pixels for points."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest
from PIL import Image

from gongwen.read.scan.pictures import Sheet, image_pages, page_picture

A4, A2, A6 = (210, 297), (420, 594), (105, 148)
SCANS = [
    ((1654, 2339), 200, A4),
    ((1654, 2339), 72, A4),
    ((2480, 3508), 72, A4),
    ((2480, 3508), 96, A4),
    ((3508, 2480), 96, A4[::-1]),
    ((1240, 1754), 96, A4),
    ((794, 1123), 96, A4),
    ((3307, 4677), 200, A2),
    ((827, 1169), 200, A6),
]


def sheet_of(picture: Image.Image, kind: str, said: int) -> Sheet:
    target = io.BytesIO()
    picture.save(target, kind, **({"resolution": said} if kind == "PDF" else {"dpi": (said, said)}))
    if kind == "PNG":
        (sheet,) = image_pages(target.getvalue(), "扫描.png")
        return sheet
    with pdfium.PdfDocument(target.getvalue()) as document:
        return page_picture(document[0], "扫描.pdf")


@pytest.mark.parametrize("kind", ["PNG", "PDF"])
@pytest.mark.parametrize(("pixels", "said", "size"), SCANS, ids=lambda given: str(given))
def test_a_sheet_has_a_likely_size(
    kind: str, pixels: tuple[int, int], said: int, size: tuple[int, int]
) -> None:
    sheet = sheet_of(Image.new("1", pixels, 1), kind, said)
    high, wide = (side / sheet.dpi * 25.4 for side in sheet.picture.shape[:2])
    assert (wide, high) == pytest.approx(size, abs=1)
    assert sheet.dpi <= 240
