"""A PDF opened by pdfium, by one thread at a time: pdfium is not made for several."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

import pypdfium2 as pdfium

_ALONE = RLock()


@contextmanager
def opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    """Yield the PDF that ``data`` is, closed with all that was asked of it before another thread opens one.

    Raises PdfiumError for a file that is damaged, or has a password.
    """
    with _ALONE, pdfium.PdfDocument(data) as document:
        yield document
