"""Paragraphs without words, which draw a line, put between those of a docx."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from gongwen.ooxml.edit.opened import Opened
from gongwen.ooxml.xml import W


def put_lines(data: bytes, lines: Sequence[tuple[int, str, str]]) -> bytes:
    """Return the docx with paragraphs put above and below others.

    Those beside a paragraph or row of a table stand above and below the table. Each of ``lines`` is the number
    of a paragraph as ``read_pars`` counts, from 0, with w:p as XML that come above and below it; "" for none.
    Raises UsageError and InputError for what is no docx, IndexError for a paragraph
    that is not there.
    """
    opened = Opened(data)
    for par, above, below in lines:
        own = opened.sources[par].element
        element = [own, *own.iterancestors(f"{{{W}}}tbl")][-1]
        for each in _read(above):
            element.addprevious(each)
        for each in reversed(_read(below)):
            element.addnext(each)
        opened.touch(element)
    return opened.finished()


def _read(pars: str) -> list[etree._Element]:
    return list(etree.fromstring(f'<x xmlns:w="{W}">{pars}</x>'))
