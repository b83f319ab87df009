"""White space that typing, padding and page layout leave in Chinese text."""

from __future__ import annotations

import re

_LATIN = "[!-~]"
_NOT_BETWEEN_LATIN = re.compile(rf"(?<!{_LATIN})\s+|\s+(?!{_LATIN})")
_RUN = re.compile(r"\s+")
_BREAK = re.compile(r"[ \u3000]*[\x00-\x1f\x7f-\x9f\u2028\u2029]+[ \u3000\x00-\x1f\x7f-\x9f\u2028\u2029]*")
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]"
)


def tighten(text: str) -> str:
    """Return ``text`` without the white space that Chinese does not have; between Latin words one space stays."""
    return _RUN.sub(" ", _NOT_BETWEEN_LATIN.sub("", text.strip()))


def on_one_line(text: str) -> str:
    """Return ``text`` without tabs, line ends and control characters; between Latin words a space stays."""
    return text if text.isprintable() else _BREAK.sub(_join, text)


def _join(match: re.Match[str]) -> str:
    around = (
        match.string[max(match.start() - 1, 0) : match.start()] + match.string[match.end() : match.end() + 1]
    )
    return " " if len(around) == 2 and around.isascii() else ""


def bare(text: str) -> str:
    """Return ``text`` without white space and invisible characters, as two texts are compared."""
    return "".join(drop_invisible(text).split())


def drop_invisible(text: str) -> str:
    """Return ``text`` without control and zero-width characters; tabs, line and page breaks stay."""
    return text if text.isprintable() else _INVISIBLE.sub("", text)
