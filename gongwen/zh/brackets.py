"""What stands in round brackets, full or half."""

from __future__ import annotations

from gongwen.pattern import pattern

_BRACKETED = pattern(r"[（(][^（()）]*[）)]")


def drop_bracketed(text: str) -> str:
    """Return ``text`` without what stands in brackets, the brackets too."""
    return _BRACKETED.sub("", text)


def hide_bracketed(text: str, sign: str) -> str:
    """Return ``text`` of the same length with ``sign`` for every character in brackets and for the brackets."""
    return _BRACKETED.sub(lambda match: sign * len(match[0]), text)
