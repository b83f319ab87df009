"""What is seen is what is printed: the pictures of the pages against the PDF that is taken away."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops

from gongwen.api.documents import compose_source, load, render
from gongwen.api.page.forms import form_of
from gongwen.api.page.previews import DPI, Gallery
from tests.paths import sample_file
from tests.web.running import running

SCALE = DPI / 72


def ink(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """The box of everything that is not white."""
    grey = picture.convert("L")
    return ImageChops.invert(grey).point(lambda value: 255 if value > 64 else 0).getbbox()


@pytest.mark.parametrize("name", ["短函", "横排附件", "带表格的方案"])
def test_pictures_are_the_pages_of_the_pdf(name: str) -> None:
    composition, gallery = compose_source(load(sample_file(name))), Gallery()
    shown = gallery.show(composition).pages
    pdf = pdfium.PdfDocument(render(composition, "pdf").files[0])
    assert len(shown) == len(pdf)
    for page, own in zip(pdf, shown, strict=True):
        picture = gallery.picture(own.name)
        assert picture is not None
        seen, printed = ink(Image.open(io.BytesIO(picture))), ink(page.render(scale=SCALE).to_pil())
        assert (seen is None) == (printed is None)
        if seen and printed:
            assert max(abs(one - other) for one, other in zip(seen, printed, strict=True)) <= 2
        page.close()
    pdf.close()


@pytest.mark.parametrize("name", ["短函", "横排附件"])
def test_regions_lie_on_the_ink_of_their_lines(name: str) -> None:
    gallery = Gallery()
    for page in gallery.show(compose_source(load(sample_file(name)))).pages:
        picture = Image.open(io.BytesIO(gallery.picture(page.name) or b""))
        for each in page.regions:
            left, top = each.left * picture.width / 100, each.top * picture.height / 100
            box = (
                left - 2,
                top - 2,
                left + each.width * picture.width / 100 + 2,
                top + each.height * picture.height / 100 + 2,
            )
            assert ink(picture.crop(tuple(map(round, box)))) is not None, each


def test_what_was_typed_is_there_after_the_program_was_killed(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        name = server.state.drafts.create(form_of(load(sample_file("短函")).document)).name
        typed = {"文种": "函", "标题": "关于还没有写完的函", "view": "整篇", "seen": "1", "by": "甲"}
        server.post(f"/draft/{name}", typed, **{"HX-Request": "true"})
    with running(tmp_path) as again:
        text = again.get(f"/draft/{name}").text
        assert "关于还没有写完的函" in text and "要先改好" in text
        assert "关于还没有写完的函" in again.get("/").text
        undone = again.post(f"/draft/{name}/undo", {"view": "整篇", "by": "乙"}, **{"HX-Request": "true"})
        assert re.findall(r"/page/\w+\.png", undone.text)
