"""Five hundred scanned pages: what is remembered of a page is its words, never its picture."""

from __future__ import annotations

import io
import os
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageDraw

from gongwen.read.pdf.lines import read_pdf
from gongwen.read.scan import lines
from gongwen.read.scan.engine import Box, Corners, Letter

pytest.importorskip("cv2")
PAGES = 500
WIDE, HIGH = 150, 210
"""Of a page, points: no larger than a card, so that five hundred take seconds."""
_WARM = 100
"""Pages after which the memory of the libraries has settled."""
_MOST = 40.0
"""By how much memory may grow over the rest, MB; the pictures of these pages take three hundred."""


class Steady:
    """An engine that finds the same line on every page, and notes how much memory the process has then."""

    name = "固定的一行"

    def __init__(self) -> None:
        self.memory: list[float] = []

    def read(self, picture: np.ndarray) -> list[Box]:
        resident = int(Path("/proc/self/statm").read_text().split()[1])
        self.memory.append(resident * os.sysconf("SC_PAGE_SIZE") / 2**20)
        letters = tuple(
            Letter(text, 1.0, _square(place)) for place, text in enumerate("关于做好防汛工作的通知")
        )
        return [Box(letters, (*_square(0)[:1], *_square(10)[1:3], *_square(0)[3:]), 1.0)]


def _square(place: int) -> Corners:
    left, top, side = 40.0 + 30 * place, 100.0, 29.0
    return ((left, top), (left + side, top), (left + side, top + side), (left, top + side))


def scan_of(pages: int) -> bytes:
    """A PDF of pictures, each with a picture of its own."""
    pdf = pikepdf.new()
    for number in range(pages):
        picture = Image.effect_noise((WIDE, HIGH), 12).point(lambda grey: grey + 90)
        ImageDraw.Draw(picture).rectangle([20, 38, 120, 46 + number % 3], fill=20)
        data = io.BytesIO()
        picture.save(data, "JPEG", quality=40)
        page = pdf.add_blank_page(page_size=(WIDE, HIGH))
        image = pdf.make_stream(
            data.getvalue(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=WIDE, Height=HIGH,
            ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
        )  # fmt: skip
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=image))
        page.obj.Contents = pdf.make_stream(f"q {WIDE} 0 0 {HIGH} 0 0 cm /P Do Q".encode())
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is asked of Linux")
def test_memory_does_not_grow_with_the_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Steady()
    monkeypatch.setattr(lines, "require_engine", lambda _: engine)
    transcript = read_pdf(scan_of(PAGES), "扫描.pdf")
    assert len(transcript.lines) == len(engine.memory) == PAGES
    assert max(engine.memory[_WARM:]) - max(engine.memory[:_WARM]) < _MOST, np.round(engine.memory[::50])
