"""Originals as they came: how many pages each has, and of what format it is."""

from __future__ import annotations

import io
from pathlib import PurePath

import pypdfium2
from lxml import etree
from PIL import Image

from gongwen.finding import InputError, UsageError
from gongwen.image import kind_of as picture_kind
from gongwen.ooxml.package.docx import parse_part, unpack
from gongwen.read.docx_lines import read_docx
from gongwen.read.file_kind import kind_of
from gongwen.read.libre_office import ConversionError, as_pdf, find_soffice
from gongwen.read.ofd.package import Package as OfdPackage
from gongwen.read.pdf.opened import opened
from gongwen.zh.spaces import bare

_PROPERTIES = "docProps/app.xml"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_NEAR = 0.1
"""So far may the characters that a docx says it has be off those in it: notes and text boxes are counted otherwise."""


def count_pages(data: bytes, name: str) -> int | None:
    """Return on how many pages the original ``data`` is; None for what has no pages, or when nobody can say.

    The sheets of a PDF, an OFD and a picture are counted; of a docx the count that the program left that saved it is taken when its count
    of characters is right, else LibreOffice lays it out, where there is one.
    """
    if picture_kind(data):
        return _frames(data)
    try:
        kind = kind_of(data, name)
    except UsageError:
        return None
    if kind == "pdf":
        return _sheets(data)
    if kind == "ofd":
        return _ofd_sheets(data)
    if kind == "docx":
        return _saved_count(data) or _laid_out(data)
    return _laid_out(data) if kind == "doc" else None


def _frames(data: bytes) -> int | None:
    """Return how many pictures a file holds: a scan of several sheets may be one TIFF."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            return int(getattr(image, "n_frames", 1)) if image.format in ("TIFF", "MPO") else 1
    except (OSError, ValueError, Image.DecompressionBombError):
        return None


def _sheets(data: bytes) -> int | None:
    try:
        with opened(data) as document:
            return len(document) or None
    except pypdfium2.PdfiumError:
        return None


def _ofd_sheets(data: bytes) -> int | None:
    try:
        return sum(1 for _ in OfdPackage(data).sheets()) or None
    except UsageError:
        return None


def _saved_count(data: bytes) -> int | None:
    """Return the pages that a docx says it has; None when what it says of its characters is not true of it."""
    try:
        parts = unpack(data)
        root = parse_part(_PROPERTIES, parts[_PROPERTIES])
        pages, characters = (int(root.findtext(f"{_OFFICE}{name}") or 0) for name in ("Pages", "Characters"))
        found = len(bare(read_docx(data, "").text))
    except (KeyError, ValueError, InputError, UsageError, etree.LxmlError):
        return None
    return pages if pages > 0 and abs(characters - found) <= _NEAR * found else None


def _laid_out(data: bytes) -> int | None:
    soffice = find_soffice()
    try:
        return _sheets(as_pdf(data, soffice)) if soffice else None
    except ConversionError:
        return None


def format_of(name: str) -> str:
    """Return the format of the original that is called ``name``, as 格式信息 says it."""
    return PurePath(name).suffix.removeprefix(".").lower() or "无扩展名"
