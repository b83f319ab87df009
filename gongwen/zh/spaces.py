"""White space in Chinese text: what typing and page layout leave, and what pads short words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from gongwen.pattern import pattern

SPACE = "\u3000"
"""The space as wide as a 字."""
_NOT_BETWEEN_LATIN = pattern(r"(?<![!-~\s])\s+|\s+(?![!-~\s])")
_RUN = pattern(r"\s+")
PADDING = pattern(r"[ \t\u3000]+")
"""What stands between the characters of a padded word, and behind it."""
_BREAK = pattern(r"[ \u3000]*[\x00-\x1f\x7f-\x9f\u2028\u2029]+[ \u3000\x00-\x1f\x7f-\x9f\u2028\u2029]*")
_INVISIBLE = pattern("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")


@lru_cache(maxsize=512)
def tighten(text: str) -> str:
    """Return ``text`` without the white space that Chinese does not have; between Latin words one space stays."""
    words = text.split()
    return "".join(words) if len(words) < 2 else _RUN.sub(" ", _NOT_BETWEEN_LATIN.sub("", text.strip()))


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


def visible(text: str) -> str:
    """Return ``text`` with its characters that cannot be seen named, as 〔U+200B〕; ends of lines stay."""
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() or each in "\n\u3000" else f"〔U+{ord(each):04X}〕" for each in text
    )


def spread(text: str) -> str:
    """Return a two-character name or role spread to three widths: 曹谦 → 曹　谦, 组长 → 组　长.

    Anything shorter or longer is returned unchanged.
    """
    return text[0] + SPACE + text[1] if len(text) == 2 else text


def spread_to(text: str, wide: int) -> str:
    """Return a name or role of two or three characters spread to ``wide`` widths: 召集人 → 召 集 人 for 4.

    Anything else, and what is not shorter, is returned unchanged.
    """
    halves, odd = divmod(2 * (wide - len(text)), max(len(text) - 1, 1))
    if len(text) not in (2, 3) or halves <= 0 or odd:
        return text
    return (SPACE * (halves // 2) + " " * (halves % 2)).join(text)


def close_up(text: str) -> str:
    """Return ``text`` without the spaces that padding put into it; the inverse of :func:`spread`."""
    return PADDING.sub("", text)


def find_spaced(text: str, words: str, start: int = 0) -> tuple[int, int] | None:
    """Return where ``words`` stand in ``text`` from ``start`` on, whatever spaces are in either; None without them."""
    return next(spans_of(text, words, start), None)


def spans_of(text: str, words: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Yield where ``words`` stand in ``text`` from ``start`` on, as :func:`find_spaced` finds them, none over another."""
    wanted, tight = "".join(words.split()), "".join(text[start:].split())
    found = tight.find(wanted)
    if found < 0:
        return
    inked: Sequence[int] = range(start, len(text))
    if len(tight) < len(inked):
        inked = [index for index in inked if not text[index].isspace()]
    while found >= 0:
        end = found + len(wanted)
        yield (inked[found], inked[end - 1] + 1) if wanted else (start, start)
        found = tight.find(wanted, end) if wanted else -1


def spaced(words: str) -> re.Pattern[str]:
    """Return a pattern of ``words`` with any spaces, or none, between their characters."""
    return pattern(r"\s*".join(re.escape(sign) for sign in words if not sign.isspace()))
