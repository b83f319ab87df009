"""What is read of a few words of a web page, or of the page of an OFD: snippets.txt, written by ``--accept -n0``.

A line that begins with 「 is what stands in the body of a page, or in the page of an OFD, and with 「[…] what stands around
it: the beginning of a web page, or the page of an OFD.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from gongwen.finding import UsageError
from gongwen.read.html.lines import read_html
from gongwen.read.ofd.lines import _pages, read_ofd
from gongwen.read.ofd.package import Package
from gongwen.read.ofd.rules import sheet_rules
from gongwen.read.pdf.glyphs import Glyph
from tests.golden import hold_whole
from tests.read.test_everything_seen import _value, shown

FILE = Path(__file__).with_name("snippets.txt")
MARK, OFD = "「", "<ofd>"
LONG = "云岭县人民政府办公室关于做好防汛工作的通知。"


def _png(wide: int, high: int) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (wide, high), (9, 9, 9)).save(data, "PNG")
    return data.getvalue()


PICTURES = {
    "甲.png": _png(160, 90),
    "饰.png": _png(12, 9),
    "大.png": _png(800, 400),
    "坏.png": b"\x89PNG\r\n\x1a\n",
}


def _found(address: str) -> bytes:
    return PICTURES.get(address, b"")


def _of_web(written: str) -> Iterator[str]:
    head, is_whole, body = written.removeprefix("[").partition("]")
    page = f"{head}{body}" if is_whole and written.startswith("[") else f"<html><body>{written}</body></html>"
    named = "gb18030" if "gbk" in page else "utf-8"
    yield from shown(read_html(page.replace("⏎", "\n").replace("长", LONG).encode(named), "甲.html", _found))


def _of_ofd(written: str) -> Iterator[str]:
    """The words of the OFD and its lines; what stands before ] is of the document, as its templates."""
    rest = written.removeprefix(OFD)
    document, _, pages = rest.rpartition("]")
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        made.writestr("OFD.xml", "<OFD><DocBody><DocRoot>D/Document.xml</DocRoot></DocBody></OFD>")
        names = [f"p{number}.xml" for number, _ in enumerate(pages.split("｜"))]
        listed = "".join(f'<Page BaseLoc="{name}"/>' for name in names)
        made.writestr(
            "D/Document.xml", f"<Document>{document.removeprefix('[')}<Pages>{listed}</Pages></Document>"
        )
        made.writestr(
            "D/T/t.xml",
            '<Page><TextObject Boundary="20 10 100 6" Size="5"><TextCode DeltaX="g 9 5">青岭县防汛工作底版</TextCode></TextObject></Page>',
        )
        for name, content in zip(names, pages.split("｜"), strict=True):
            made.writestr(f"D/{name}", f"<Page>{content}</Page>")  # fmt: skip
    yield from shown(read_ofd(data.getvalue(), "甲.ofd"))
    package = Package(data.getvalue())
    for page, sheet in zip((page for page, _ in _pages(package)), package.sheets(), strict=True):
        yield f"  {sheet.width:g}×{sheet.height:g} {page.width:.0f}×{page.height:.0f}"
        yield from (f"  {row.turn} {_glyph(row.glyphs[0])} {_glyph(row.glyphs[-1])}" for row in page.rows)
        for turn in range(4):
            rules = sheet_rules(sheet, turn)
            yield from (f"  转{turn} {_value(tuple(rule))}" for rule in (rules[:2] if turn else rules))


def _glyph(each: Glyph) -> str:
    return f"{each.text}{each.place} {each.left:.1f}–{each.right:.1f} {each.base:.1f} {each.size:.1f} {each.colour} {each.font}".rstrip()


def told(written: str) -> Iterator[str]:
    try:
        yield from (_of_ofd if written.startswith(OFD) else _of_web)(written)
    except UsageError as error:
        yield f"  不读：{error}"


def test_nothing_that_is_seen_changes(request: pytest.FixtureRequest) -> None:
    hold_whole(FILE, MARK, told, request)
