"""A file of any kind → its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

from gongwen.address import Place
from gongwen.finding import UsageError
from gongwen.ink import InkPage
from gongwen.read.encoding import decode, read_bytes
from gongwen.read.file_kind import FileKind, kind_of
from gongwen.read.text_size import refuse_excess, refuse_long
from gongwen.transcript import Line, Transcript

LIMIT = 50 * 1024 * 1024
"""The largest file that is read, bytes."""
_MARKED = (".md", ".markdown")
"""Names of texts in the notation of Markdown, of which ours is a part."""
_PAGE_BREAK = "\f"


def read_transcript(path: Path) -> Transcript:
    """Return the lines of the file at ``path``, whatever its extension says it is.

    Raises UsageError for what cannot be opened, is larger than LIMIT or holds no text that can be read.
    """
    return transcript_of(read_bytes(path, LIMIT), str(path), path)


def transcript_of(data: bytes, name: str, path: Path | None = None) -> Transcript:
    """Return the lines of the file that ``data`` is; ``name`` is what messages call it.

    What a web page has beside it is looked for only where its ``path`` is given. Raises UsageError as
    ``read_transcript`` does.
    """
    _refuse_size(data, name)
    transcript = _transcribe(kind_of(data, name), data, name, path)
    refuse_excess(transcript)
    return transcript


def printed_of(data: bytes, name: str) -> tuple[Transcript, Sequence[InkPage]]:
    """Return what :func:`transcript_of` does, and the ink on the pages of a PDF; of any other file there are none."""
    if kind_of(data, name) != "pdf":
        return transcript_of(data, name), ()
    from gongwen.read.pdf.lines import read_printed

    _refuse_size(data, name)
    transcript, pages = read_printed(data, name)
    refuse_excess(transcript)
    return transcript, pages


def _refuse_size(data: bytes, name: str) -> None:
    if len(data) > LIMIT:
        raise UsageError(f"{name}：文件超过 {LIMIT >> 20} MB，不像公文；请核对，或拆成几份")
    if not data.strip():
        raise UsageError(f"{name}：文件是空的，请核对文件名，或重新取得这个文件")


def _transcribe(kind: FileKind, data: bytes, name: str, path: Path | None) -> Transcript:
    """Return the lines; the readers of single formats are loaded when one is needed."""
    match kind:
        case "docx":
            from gongwen.read.docx_lines import read_docx as read
        case "doc":
            from gongwen.read.doc_lines import read_doc as read
        case "pdf":
            from gongwen.read.pdf.lines import read_pdf as read
        case "ofd":
            from gongwen.read.ofd.lines import read_ofd as read
        case "image":
            from gongwen.read.scan.lines import read_images as read
        case "html":
            from gongwen.read.html.lines import read_html
            from gongwen.read.html.pictures import beside, nothing_beside

            return read_html(data, name, beside(path) if path else nothing_beside)
        case "mht":
            from gongwen.read.html.web_archive import read_web_archive as read
        case "text":
            read = _read_plain
    return read(data, name)


def _read_plain(data: bytes, name: str) -> Transcript:
    """Return the lines of a text. A form feed opens a page, and the line goes on behind it."""
    text = decode(data, name)
    refuse_long(text, name)
    lines = re.sub(r"\n\Z", "", text).split("\n")
    if not any(line.strip() for line in lines):
        raise UsageError(f"{name}：文件里没有文字，请核对文件名，或重新取得这个文件")
    found = tuple(_line(text, Place(name, n)) for n, text in enumerate(lines, 1))
    return Transcript(name, found, False, is_marked=name.lower().endswith(_MARKED))


def _line(text: str, at: Place) -> Line:
    if _PAGE_BREAK not in text:
        return Line(text, at)
    parts = text.lstrip(_PAGE_BREAK).split(_PAGE_BREAK)
    start = text.index(parts[0]) if parts[0] else len(text)
    gaps = tuple(accumulate(len(part) for part in parts[:-1]))
    return Line("".join(parts), at, opens_page=text.startswith(_PAGE_BREAK), start=start, gaps=gaps)
