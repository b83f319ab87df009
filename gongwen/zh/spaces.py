"""White space that typing, padding and page layout leave in Chinese text."""

from __future__ import annotations

import re

_LATIN = "[!-~]"
_NOT_BETWEEN_LATIN = re.compile(rf"(?<!{_LATIN})\s+|\s+(?!{_LATIN})")
_RUN = re.compile(r"\s+")
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]"
)


def tighten(text: str) -> str:
    """Return ``text`` without the white space that Chinese does not have; between Latin words one space stays."""
    return _RUN.sub(" ", _NOT_BETWEEN_LATIN.sub("", text.strip()))


def bare(text: str) -> str:
    """Return ``text`` without white space and invisible characters, as two texts are compared."""
    return "".join(drop_invisible(text).split())


def drop_invisible(text: str) -> str:
    """Return ``text`` without control and zero-width characters; tabs, line and page breaks stay."""
    return text if text.isprintable() else _INVISIBLE.sub("", text)
