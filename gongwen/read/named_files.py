"""The files that documents and styles name: what is read besides the files that were given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from gongwen.batch import Failure, attempt
from gongwen.finding import InputError, UsageError
from gongwen.read.input.pictures import picture_files
from gongwen.read.input.source import Source, is_source, read_source
from gongwen.read.styles.choice import choose_style
from gongwen.read.styles.tree import style_files


def files_named(documents: Iterable[Path], style: str = "") -> Iterator[Path]:
    """Yield the files that ``documents`` name, and those of ``style`` ("" for none).

    What cannot be read names nothing; it is told when it is used.
    """
    if style:
        yield from _files_of_style(style)
    for path in filter(is_source, documents):
        source = attempt(path, partial(read_source, path))
        if not isinstance(source, Failure):
            yield from files_named_by(source)


def files_named_by(source: Source) -> Iterator[Path]:
    """Yield the files of the pictures and of the style that the document of ``source`` names."""
    yield from picture_files(source)
    if source.document.style:
        yield from _files_of_style(choose_style(source, "").name)


def _files_of_style(name: str) -> Iterator[Path]:
    try:
        yield from style_files(name)
    except (InputError, UsageError, OSError):
        return
