"""Scans with words behind their pictures, pages with words among pages without, and faxes."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache

import pikepdf
import pytest
from PIL import Image
from rapidfuzz.distance import Levenshtein

from gongwen import api
from gongwen.make.pages.place import place_pages
from gongwen.write.searchable import Letter, PicturedPage, write_searchable
from tests.making import scans
from tests.measuring.scanned import plain
from tests.paths import sample_file

pytest.importorskip("rapidocr")


@cache
def letter() -> tuple[api.Composition, bytes]:
    composition = api.compose_source(api.load(sample_file("短函")))
    return composition, api.render(composition, "pdf").files[0]


def with_layer(change: Callable[[str], str]) -> bytes:
    """The letter as a scan with its words behind the picture, each character of them changed."""
    composition, pdf = letter()
    (picture,) = scans.pages_of(pdf)
    high = 297 / 25.4 * 72
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=80)
    letters = tuple(
        Letter(
            change(text),
            line.x + place * ink.size,
            high - line.baseline,
            ink.size,
            ink.size,
        )
        for line in place_pages(composition.flow, composition.profile).sheets[0].lines
        for ink in line.inks[:1]
        for place, text in enumerate(ink.text)
    )
    page = PicturedPage(jpeg.getvalue(), picture.size, (210 / 25.4 * 72, high), letters)
    return write_searchable([page], "扫描")


def doubts_of(reading: api.Reading) -> str:
    return "\n".join(each.message for each in reading.doubts if each.code == "read.scan")


def test_words_that_the_picture_shows_are_taken_and_said_to_be_of_a_scan() -> None:
    reading = api.read_bytes(with_layer(lambda text: text), "扫描.pdf")
    assert reading.document.title == letter()[0].document.title
    assert "自带的文字层" in doubts_of(reading) and "rapidocr" not in doubts_of(reading)


def test_words_that_the_picture_does_not_show_are_not_taken() -> None:
    reading = api.read_bytes(with_layer(lambda text: chr(ord(text) + 7)), "扫描.pdf")
    assert reading.document.title == letter()[0].document.title
    assert "与图像不符" in doubts_of(reading)


def test_pages_without_words_are_recognised_among_those_with_them() -> None:
    pdf = letter()[1]
    with (
        pikepdf.open(io.BytesIO(pdf)) as both,
        pikepdf.open(io.BytesIO(scans.as_pdf(scans.pages_of(pdf)))) as scan,
    ):
        both.pages.extend(scan.pages)
        target = io.BytesIO()
        both.save(target)
    lines = api.read_bytes(target.getvalue(), "合.pdf").transcript.lines
    first, second = (plain("".join(each.text for each in lines if each.at.page == page)) for page in (1, 2))
    assert len(first) > 80 and Levenshtein.normalized_similarity(first, second) > 0.97


def test_a_page_whose_picture_is_damaged_is_told_among_those_that_are_read() -> None:
    with pikepdf.open(io.BytesIO(letter()[1])) as both:
        page = both.add_blank_page(page_size=(595, 842))
        junk = both.make_stream(
            b"junk" * 100, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=300, Height=400,
            ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
        )  # fmt: skip
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=junk))
        page.obj.Contents = both.make_stream(b"q 595 0 0 842 0 0 cm /P Do Q")
        target = io.BytesIO()
        both.save(target)
    reading = api.read_bytes(target.getvalue(), "合.pdf")
    assert reading.document.title == letter()[0].document.title
    assert "第2页认不清" in doubts_of(reading)


def test_a_fax_of_two_colours_is_read() -> None:
    (page,) = scans.pages_of(letter()[1])
    target = io.BytesIO()
    page.convert("1", dither=Image.Dither.NONE).save(target, "TIFF", compression="group4", dpi=(200, 200))
    text = plain(api.read_bytes(target.getvalue(), "传真.tif").transcript.text)
    wanted = plain(api.read_bytes(letter()[1], "函.pdf").transcript.text)
    assert Levenshtein.normalized_similarity(text, wanted) > 0.97
