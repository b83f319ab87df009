"""White space that typing, padding and page layout leave in Chinese text."""

from __future__ import annotations

import re

_LATIN = r"[!-~]"
_TIGHT = re.compile(rf"(?<!{_LATIN})\s+|\s+(?!{_LATIN})|(?<=\d)\s+(?=[%％°])")
_LOOSE = re.compile(r"(?<=[!-~])\s+(?=[!-~])")
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0b\x0e-\x1f\x7f]")


def tighten(text: str) -> str:
    """Return ``text`` without the white space that Chinese does not have; between Latin words one space stays."""
    return _LOOSE.sub(" ", _TIGHT.sub("", text.strip())) if " " in text or not text.isprintable() or "\u3000" in text else text


def bare(text: str) -> str:
    """Return ``text`` without any white space or invisible characters, for comparing two texts."""
    return "".join(drop_invisible(text).split())


def drop_invisible(text: str) -> str:
    """Return ``text`` without control and zero-width characters; tabs and line breaks stay."""
    return text if text.isprintable() else _INVISIBLE.sub("", text)
