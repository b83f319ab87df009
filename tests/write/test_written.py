"""A few small documents with everything in them, as they are written in each format: the texts are kept in tests/write/written.

What is written has changed on purpose: ``pytest tests/write/test_written.py --accept -n0`` writes it; look at it before it is
committed.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from gongwen import __version__
from gongwen.api.documents import Composition, Numbering, compose_source, load, render, write_source
from gongwen.make.pages.place import place_pages
from gongwen.ooxml.package.docx import unpack
from gongwen.ooxml.styles.parts import shared_parts
from gongwen.read.styles.file import read_profile
from gongwen.write.docx import write_docx
from gongwen.write.fonts import FontChoice, choose_fonts
from gongwen.write.typst_source import Variant, compose
from tests.making.pictures import block, ring

WRITTEN = Path(__file__).parent / "written"
NAMES = sorted(path.stem for path in WRITTEN.glob("*.yaml"))
PICTURES = {"坝址.png": block(40, 20), "印章.png": ring(30), "签名章.png": block(30, 12)}
FAMILIES = {
    "FandolFang R",
    "FandolKai",
    "FandolHei",
    "FandolSong",
    "Noto Sans CJK SC",
    "Noto Serif CJK SC",
    "Noto Serif CJK SC Black",
}
"""The fonts of .ci/prepare: others are wider and have other names."""
_BYTES = re.compile(r"\((?:\d+,){8,}\)|base64,[\w+/=]+")
_FOR_EACH = re.compile(
    r"(?<=>)(?=<(?:w:(?:p|tr|tbl|sectPr|style|footnote|lvl|num)|v:rect|Override|Default|Relationship|property|ofd:\w+|gw:\w+)[ >/])"
)
_STYLE = re.compile(r"<style>.*?</style>\s*", re.DOTALL)
_OF_A_DAY = re.compile(rf"(?<=<ofd:DocID>)\w+|(?<=CreatorVersion>){re.escape(__version__)}|Font_\d+")


@cache
def composed(name: str, numbering: Numbering = "text") -> Composition:
    return compose_source(load(WRITTEN / f"{name}.yaml"), numbering=numbering, media=PICTURES)


def as_docx(name: str, numbering: Numbering = "text") -> str:
    """The parts of the docx that are of this document alone."""
    composition = composed(name, numbering)
    parts = unpack(write_docx(composition.flow, composition.profile))
    shared = shared_parts(composition.profile, numbering)
    return _written({key: data for key, data in parts.items() if shared.get(key) != data})


def as_ofd(name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(render(composed(name), "ofd").files[0])) as package:
        files = {each: package.read(each) for each in package.namelist() if "/Res/" not in each}
    return _OF_A_DAY.sub("…", _written(files))


def as_typst(name: str) -> str:
    composition = composed(name)
    made = compose(place_pages(composition.flow, composition.profile), _fonts(composition))
    variants = {font: Variant(font.families[0], "normal", font.weight, 1.0) for font in made.fonts}
    return _BYTES.sub("…", made.source(variants))


def as_html(name: str) -> str:
    """The page without its style, which all documents of one profile share."""
    return _BYTES.sub("…", _STYLE.sub("", render(composed(name), "html").files[0].decode()))


def as_text(name: str) -> str:
    return render(composed(name), "txt").files[0].decode()


def as_json(name: str) -> str:
    return write_source(composed(name).document, "json")


def _fonts(composition: Composition) -> FontChoice:
    return choose_fonts(composition.profile.faces)


def _written(parts: Mapping[str, bytes]) -> str:
    """The parts one after the other, a line for each element that stands for something."""
    return "".join(
        f"== {name}\n{_FOR_EACH.sub(chr(10), data.decode()) if name.endswith(('.xml', '.rels')) else len(data)}\n"
        for name, data in parts.items()
    )


WAYS: dict[str, Callable[[str], str]] = {
    "docx": as_docx, "ofd": as_ofd, "typst": as_typst, "html": as_html, "txt": as_text, "json": as_json,
}  # fmt: skip
CASES = [(name, way) for name in NAMES for way in WAYS if way != "ofd" or name in ("通知", "命令")]
"""An OFD takes a second, for its fonts are cut anew."""


@pytest.mark.parametrize(("name", "way"), CASES)
def test_a_document_is_written_as_it_was(name: str, way: str, request: pytest.FixtureRequest) -> None:
    families = {taken.family for taken in _fonts(composed(name)).taken}
    if way in ("ofd", "typst") and not families <= FAMILIES:
        pytest.skip(f"other fonts: {families - FAMILIES}")
    agree(WAYS[way](name), f"{name}.{way}.txt", request)


def test_word_counts_the_headings(request: pytest.FixtureRequest) -> None:
    agree(as_docx("通知", "word"), "通知.word.txt", request)


def test_the_styles_are_written_as_they_were(request: pytest.FixtureRequest) -> None:
    parts = shared_parts(
        read_profile("gbt9704-2012"), "word", ("media/图.png", "media/图.emf"), is_noted=True
    )
    (style,) = _STYLE.findall(render(composed(NAMES[0]), "html").files[0].decode())
    agree(_written(parts) + style, "gbt9704-2012.txt", request)


def agree(found: str, name: str, request: pytest.FixtureRequest) -> None:
    """Hold ``found`` against what is kept by ``name``, or keep it when that is asked for."""
    kept = WRITTEN / name
    if request.config.getoption("--accept"):
        kept.write_text(found, encoding="utf-8", newline="\n")
        return
    assert found == kept.read_text(encoding="utf-8")
