"""How much text a PDF draws, told before it is drawn: packed streams and forms in forms can come to anything."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator, Mapping

import pikepdf

from gongwen.finding import UsageError
from gongwen.pattern import pattern

_MOST_PAGES = 3000
_MOST_DRAWN = 4 * 2**20
"""Bytes of text and forms that the pages may draw together: twenty times a long document."""
_MOST_UNPACKED = 64 * 2**20
"""What one stream other than a picture may come to; the fonts of a document come to twenty megabytes."""
_DEEPEST = 20
"""Forms within forms."""
_PIECE = 2**16
_HEAD = 1024
_TIMES_PACKED = 3
_STREAM = pattern(rb"(?<!end)stream\r?\n")
_STRING = pattern(rb"\((?:[^()\\]|\\.)*|<[0-9A-Fa-f\s]+", re.DOTALL)
_DRAWN = pattern(rb"/([^\s/\[\]()<>{}%]+)\s+Do\b")
_TOO_LARGE = "太大，不像公文；请拆成几个文件，或者另存为 docx"


class _Beyond(Exception):
    """More than the limit."""


def refuse_excess(data: bytes) -> None:
    """Raise UsageError, without a file name, for a PDF that is made to overflow, or is far too large.

    One that cannot be opened is left to the reader, who tells why.
    """
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - _HEAD) : match.start()]
        if b"/Image" not in head[head.rfind(b" obj") :] and _overflows(data, match.end()):
            raise UsageError(f"PDF 里有一处解开后{_TOO_LARGE}")
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            _refuse_pages(pdf)
    except (
        pikepdf.PdfError,
        pikepdf.PasswordError,
        RuntimeError,
        TypeError,
        ValueError,
        KeyError,
        IndexError,
    ):
        return


def _overflows(data: bytes, start: int, times: int = 1) -> bool:
    """Whether what is packed from ``start`` on, once or again in itself, unpacks beyond the limit."""
    inflater, unpacked, inner = zlib.decompressobj(), 0, bytearray()
    is_packed_again = times < _TIMES_PACKED
    while start < len(data) and not inflater.eof:
        piece, start = data[start : start + _PIECE], start + _PIECE
        while piece and not inflater.eof:
            try:
                out = inflater.decompress(piece, 2**20)
            except zlib.error:
                return is_packed_again and _overflows(bytes(inner), 0, times + 1) if inner else False
            unpacked += len(out)
            if unpacked > _MOST_UNPACKED:
                return True
            is_packed_again = is_packed_again and (bool(inner) or out[:1] == b"\x78" or not out)
            if is_packed_again:
                inner += out
            piece = inflater.unconsumed_tail
    return is_packed_again and bool(inner) and _overflows(bytes(inner), 0, times + 1)


def _refuse_pages(pdf: pikepdf.Pdf) -> None:
    if int(pdf.Root.Pages.get("/Count", 0)) > _MOST_PAGES or len(pdf.pages) > _MOST_PAGES:
        raise UsageError(f"PDF 超过 {_MOST_PAGES} 页，不像公文；请拆成几个文件")
    weights: dict[tuple[int, int], int] = {}
    drawn = 0
    try:
        for page in pdf.pages:
            drawn += _weight(page.obj, weights, ())
            if drawn > _MOST_DRAWN:
                raise _Beyond
    except _Beyond:
        raise UsageError(f"PDF 的文字{_TOO_LARGE}") from None


def _weight(
    drawn: pikepdf.Object, known: dict[tuple[int, int], int], above: tuple[tuple[int, int], ...]
) -> int:
    """Return how much a page or form draws, the forms in it as often as it draws them. Raises _Beyond."""
    key = drawn.objgen
    if key in known:
        return known[key]
    if key in above or len(above) > _DEEPEST:
        raise _Beyond
    forms = _forms(drawn)
    weight = 1
    for content in _contents(drawn):
        weight += sum(len(text) for text in _STRING.findall(content))
        for name in _DRAWN.findall(content):
            form = forms.get(name)
            weight += 1 if form is None else _weight(form, known, (*above, key))
            if weight > _MOST_DRAWN:
                raise _Beyond
    known[key] = weight
    return weight


def _contents(drawn: pikepdf.Object) -> Iterator[bytes]:
    """Yield the streams of a page or form; those that cannot be unpacked draw nothing."""
    own = drawn if isinstance(drawn, pikepdf.Stream) else drawn.get("/Contents", pikepdf.Array())
    for stream in own if isinstance(own, pikepdf.Array) else [own]:
        if isinstance(stream, pikepdf.Stream):
            try:
                yield stream.read_bytes()
            except (pikepdf.PdfError, RuntimeError):
                continue


def _forms(drawn: pikepdf.Object) -> Mapping[bytes, pikepdf.Object]:
    """Return the forms that a page or form can draw, by their names; a page has those of the pages above it."""
    resources = drawn.get("/Resources")
    above, steps = drawn.get("/Parent"), 0
    while resources is None and isinstance(above, pikepdf.Dictionary) and steps < _DEEPEST:
        resources, above, steps = above.get("/Resources"), above.get("/Parent"), steps + 1
    objects = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(objects, pikepdf.Dictionary):
        return {}
    return {
        name.removeprefix("/").encode(): each
        for name, each in objects.items()
        if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == pikepdf.Name.Form
    }
