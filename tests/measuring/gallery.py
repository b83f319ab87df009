"""Every sample, and every notice of ``../shared`` where it is there, built and rendered once a session."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from gongwen.api import Composition, compose_source, load, parse, render
from gongwen.flow import Numbering
from gongwen.read.input.source import Source
from gongwen.read.styles.choice import DEFAULT_STYLE, choose_style
from tests.measuring.ink import PageInk, read_pdf
from tests.measuring.render import STANDARD, FontMap, docx_to_pdf
from tests.once import key_of, made_once
from tests.paths import NOTICES, SAMPLES

SOURCES = [*SAMPLES, *NOTICES]
NAMES = [path.stem for path in SOURCES]


def _is_plain_file(source: Source) -> bool:
    document = source.document
    in_force = choose_style(source, "").name == DEFAULT_STYLE
    other_pages = any(each.is_turned or each.is_apart for each in document.attachments)
    return document.format == "文件" and in_force and not other_pages


FILES = [path.stem for path in SOURCES if _is_plain_file(load(path))]
"""Those in the general format of the standard in force, all on upright sheets bound together."""


@dataclass(slots=False)
class Exhibit:
    """One document with its renderings."""

    composition: Composition
    docx: bytes
    office_pdf: bytes
    """LibreOffice's rendering of our docx."""

    @cached_property
    def ours(self) -> list[PageInk]:
        """Our own PDF."""
        return read_pdf(render(self.composition, "pdf").files[0])

    @cached_property
    def office(self) -> list[PageInk]:
        """LibreOffice's rendering of our docx."""
        return read_pdf(self.office_pdf)

    def pages(self, renderer: str) -> list[PageInk]:
        """The pages of ``renderer``: ours or office."""
        return self.ours if renderer == "ours" else self.office


@dataclass
class Gallery:
    """The exhibits of one session by name, rendered in one run of LibreOffice."""

    folder: Path
    fonts: FontMap = STANDARD
    numbering: Numbering = "text"
    _exhibits: dict[str, Exhibit] = field(default_factory=dict)

    def show(self, name: str) -> Exhibit:
        """The exhibit made of the source ``name``."""
        if not self._exhibits:
            self._exhibits = make_exhibits(_composed(self.numbering), self.folder, self.fonts)
        return self._exhibits[name]


@cache
def _composed(numbering: Numbering) -> dict[str, Composition]:
    """Every source, whatever the fonts that it is drawn with."""
    return {path.stem: compose_source(load(path), numbering=numbering) for path in SOURCES}


def make_exhibits(
    compositions: dict[str, Composition], folder: Path, fonts: FontMap = STANDARD
) -> dict[str, Exhibit]:
    """Render ``compositions`` by LibreOffice in ``folder``, each once for all workers."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{name}.docx" for name in compositions]
    made = [render(composition, "docx").files[0] for composition in compositions.values()]
    for file, docx in zip(files, made, strict=True):
        file.write_bytes(docx)

    def convert(places: list[int]) -> list[bytes]:
        pdfs = docx_to_pdf([files[place] for place in places], folder / "pdf", fonts)
        return [path.read_bytes() for path in pdfs]

    pdfs = made_once([key_of(docx, repr(fonts)) for docx in made], convert)
    return {
        name: Exhibit(composition, docx, pdf)
        for (name, composition), docx, pdf in zip(compositions.items(), made, pdfs, strict=True)
    }


def compose_text(text: str, style: str = "") -> Composition:
    """A document written in the test."""
    return compose_source(parse(text, "测试.yaml"), style)
