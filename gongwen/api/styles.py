"""The layout profiles: which there are, what they say, and the one that a document of an office shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from gongwen.profile import Basis
from gongwen.read.styles.choice import DEFAULT_STYLE
from gongwen.read.styles.file import list_values, read_profile
from gongwen.read.styles.tree import style_names

__all__ = [
    "DEFAULT_STYLE", "Basis", "Difference", "ImportedStyle", "differences", "import_style", "list_values",
    "style_names", "style_titles",
]  # fmt: skip


class Difference(NamedTuple):
    """A value in which two styles differ."""

    way: str
    one: str | None
    """As written; None when the first has no such value."""
    other: str | None
    basis: Basis
    """Of the second style, or of the only one that has the value."""


class ImportedStyle(NamedTuple):
    """A style read off a document."""

    text: str
    """A style file with what departs from the national standard."""
    seen: dict[str, str]
    """The beginning of the text by which each element was recognised."""
    missing: tuple[str, ...]
    """Elements that the document does not show; they are left to the standard."""
    refused: tuple[str, ...]
    """Values that were seen and not taken, each with the reason, in Chinese."""
    departs: bool
    """Whether any value departs from the standard."""


def style_titles() -> dict[str, str]:
    """Return the title of every style that comes with the program, by its name."""
    return {name: read_profile(name).title for name in style_names()}


def differences(one: str, other: str) -> Iterator[Difference]:
    """Yield every value in which two styles differ. Raises UsageError or InputError as reading them does."""
    left, right = ({way: (text, basis) for way, text, basis in list_values(name)} for name in (one, other))
    for way in dict.fromkeys((*left, *right)):
        texts = [found[way][0] if way in found else None for found in (left, right)]
        if texts[0] != texts[1]:
            yield Difference(way, texts[0], texts[1], (right.get(way) or left[way])[1])


def import_style(file: Path) -> ImportedStyle:
    """Return the style that the docx at ``file`` shows. Raises UsageError or InputError when it shows none."""
    from gongwen.recognise.office_style import read_office_style, write_style

    read = read_office_style(file)
    text = write_style(f"{file.stem}的版式", read.values)
    return ImportedStyle(text, dict(read.seen), tuple(read.missing), tuple(read.refused), bool(read.values))
