"""Pages → PDF, PDF/A-2b and pictures."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from gongwen.faces import Face
from gongwen.finding import UsageError
from gongwen.pages import Pages
from gongwen.write.fonts import Font, choose_fonts, installed_fonts
from gongwen.write.typst_source import Composition, Variant, compose
from gongwen.write.undrawn import UndrawnError, undrawn

if TYPE_CHECKING:
    import typst

_ARCHIVAL = ["a-2b"]
_PANIC = "PanicException"
"""A fault in Typst itself, which comes as no Exception and would end everything."""


def write_pdf(pages: Pages, faces: Mapping[str, Face], *, archival: bool = False) -> bytes:
    """Return the PDF of ``pages``, or its PDF/A-2b; the same pages and fonts give the same bytes.

    Raises UndrawnError when a character cannot be drawn, UsageError when no Chinese font is installed,
    when a font may not be embedded, or when pages for the archive have no date.
    """
    if archival and not pages.date:
        raise UsageError("归档用的 PDF/A 必须写明日期：请填写“成文日期”后重试，或者输出普通 PDF")
    standards = _ARCHIVAL if archival else []
    (pdf,) = _compile(pages, faces, format="pdf", pdf_standards=standards)
    return pdf


def write_png(pages: Pages, faces: Mapping[str, Face], dpi: float = 150) -> list[bytes]:
    """Return one PNG a page, ``dpi`` pixels to the inch; raises as :func:`write_pdf` does."""
    return _compile(pages, faces, format="png", ppi=dpi)


def _compile(pages: Pages, faces: Mapping[str, Face], **options: Any) -> list[bytes]:
    choice = choose_fonts(faces)
    if found := undrawn(pages, choice):
        raise UndrawnError(found)
    return _engine.compile(compose(pages, choice), **options)


class _Engine:
    """The one Typst compiler of the process, with the folders of fonts that it has loaded."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.process = 0
        self.folders: tuple[str, ...] = ()
        self.installed: tuple[Font, ...] = ()
        self.compiler: typst.Compiler | None = None
        self.variants: dict[tuple[str, int], Variant] = {}

    def compile(self, composition: Composition, **options: Any) -> list[bytes]:
        """Return what Typst makes of ``composition``: one PDF, or one picture a page."""
        import typst

        with self.lock:
            compiler = self._load(composition.fonts)
            source = composition.source({font: self._variant(font) for font in composition.fonts})
            try:
                made = compiler.compile(input=source.encode(), **options)
            except typst.TypstError as error:
                raise UsageError(f"排版程序不能输出这份文件：{error.message}") from None
            except BaseException as error:
                if type(error).__name__ != _PANIC:
                    raise
                raise RuntimeError("panic in Typst") from error
        return [made] if isinstance(made, bytes) else list(made or ())

    def _load(self, fonts: Iterable[Font]) -> typst.Compiler:
        """Return the compiler, made anew when ``fonts`` lie in folders that it has not loaded, or others are installed."""
        import typst

        if self.process not in (0, os.getpid()):
            # Typst's threads do not survive a fork, and a compilation would wait for them for ever.
            raise RuntimeError("Typst was used before this process was forked; start workers by spawning")
        folders = tuple(dict.fromkeys((*self.folders, *(os.path.dirname(font.path) for font in fonts))))
        installed = installed_fonts()
        if self.compiler is None or (folders, installed) != (self.folders, self.installed):
            loaded = typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
            )
            self.variants = {
                (_real(font.path or ""), font.index): Variant(
                    font.family, font.style, font.weight, font.stretch
                )
                for font in loaded.fonts()
            }
            self.compiler = typst.Compiler(font_paths=loaded, ignore_system_fonts=True)
            self.folders, self.installed, self.process = folders, installed, os.getpid()
        return self.compiler

    def _variant(self, font: Font) -> Variant:
        """Return how Typst calls ``font``; a variable one is asked for at its weight."""
        variant = self.variants.get((_real(font.path), font.index))
        if variant is None:
            raise UsageError(
                f"排版程序不能用字体文件 {font.path}，请重新安装“{font.families[0]}”或者删去这个文件"
            )
        if font.is_variable:
            return Variant(variant.family, variant.style, font.weight, variant.stretch)
        return variant


def _real(path: str) -> str:
    return os.path.normcase(os.path.realpath(path))


_engine = _Engine()
