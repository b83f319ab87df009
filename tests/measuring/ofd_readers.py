"""Two readers of OFD that others made, which .ci/prepare installs: ofd.js in Chromium, and easyofd.

ofd.js takes fonts by the names of their families and leaves those in the file alone, so it is given them under these names; it
never draws characters beyond the basic plane. easyofd sets everything in one face, collapses turned text and draws all rules black,
so of it only the places of upright characters are asked.
"""

from __future__ import annotations

import base64
import ctypes
import io
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image
from playwright.sync_api import sync_playwright
from pypdfium2 import raw

from tests.measuring.ofd_pages import DARK, DOTS, Mask, OfdFile, elements
from tests.paths import OTHERS
from tests.web.browser import CHROMIUM

_OFD_JS = OTHERS / "node_modules" / "ofd.js" / "lib" / "ofd.umd.min.js"
_EASYOFD = OTHERS / "easyofd" / "bin" / "python"
needs_ofd_js = pytest.mark.skipif(
    CHROMIUM is None or not _OFD_JS.exists(), reason=".ci/prepare installed no ofd.js, or no chromium"
)
needs_easyofd = pytest.mark.skipif(not _EASYOFD.exists(), reason=".ci/prepare installed no easyofd")
_CALLED = {"仿宋_GB2312": "FangSong", "楷体_GB2312": "楷体", "宋体": "SimSun", "黑体": "SimHei"}
"""What ofd.js calls the families that it knows by other names."""
_DRAW = """async ([data, fonts, scale]) => {
  const bytes = (text) => Uint8Array.from(atob(text), (each) => each.charCodeAt(0)).buffer;
  for (const [name, font] of fonts) document.fonts.add(await new FontFace(name, bytes(font)).load());
  const found = await new Promise((success, fail) => ofd.parseOfdDocument({ ofd: bytes(data), success, fail }));
  ofd.setPageScale(scale);
  document.body.replaceChildren(...ofd.renderOfdByScale(found[0]));
  await document.fonts.ready;
}"""
Character = tuple[str, float, float]
"""A character with the place of its origin, millimetres from the top left of its page."""


def ink_by_ofd_js(data: bytes, numbers: Sequence[int]) -> list[Mask]:
    """Where the pages ``numbers``, from 0, of the OFD that ``data`` is have ink; nothing is fetched."""
    file, asked = OfdFile(data), []
    fonts = [
        (_CALLED.get(name := each.get("FamilyName"), name), _base64(file.resources[each.get("ID")]))
        for each in elements(file.roots["Doc_0/PublicRes.xml"], "Font")
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--font-render-hinting=none"]
        )
        page = browser.new_page(viewport={"width": 320 * DOTS, "height": 320 * DOTS})
        page.on("request", lambda request: asked.append(request.url))
        page.set_content("<!DOCTYPE html><body style='margin:0'></body>")
        page.add_script_tag(content=_OFD_JS.read_text(encoding="utf-8"))
        page.evaluate(_DRAW, [_base64(data), fonts, DOTS])
        drawn = page.locator("body > div")
        pictures = [drawn.nth(number).screenshot() for number in numbers]
        browser.close()
    assert [url for url in asked if not url.startswith("blob:")] == []
    return [np.asarray(Image.open(io.BytesIO(picture)).convert("L")) < DARK for picture in pictures]


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def characters_by_easyofd(data: bytes, folder: Path) -> list[list[Character]]:
    """The characters of the pages of the OFD that ``data`` is; it writes into ``folder``."""
    (folder / "file.ofd").write_bytes(data)
    script = Path(__file__).with_name("easyofd_drawing.py")
    subprocess.run([_EASYOFD, script, "file.ofd", "file.pdf"], cwd=folder, check=True, capture_output=True)
    return characters((folder / "file.pdf").read_bytes(), 200 / 25.4)


def characters(pdf: bytes, scale: float = 72 / 25.4) -> list[list[Character]]:
    """The characters of the pages of ``pdf``, which has ``scale`` of its units to the millimetre; no white space."""
    with pdfium.PdfDocument(pdf) as document:
        return [list(_of_page(page, scale)) for page in document]


def _of_page(page: pdfium.PdfPage, scale: float) -> Iterator[Character]:
    text, height = page.get_textpage(), page.get_height()
    for place in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text.raw, place))
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text.raw, place, x, y)
        if not character.isspace() and not raw.FPDFText_IsGenerated(text.raw, place):
            yield character, x.value / scale, (height - y.value) / scale
