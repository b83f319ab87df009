"""Patterns that are compiled when they are first used: a start meets a thousand and needs few of them."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

HANZI = r"[^\W\d_A-Za-z]"
"""One Chinese character, in a pattern: a letter that is not Latin.

``re`` of Python 3.11 goes through a range such as that of the Chinese characters one by one for each place in a
pattern, which is most of what compiling costs.
"""
_OF_COMPILED = (
    "match", "search", "fullmatch", "finditer", "findall", "sub", "subn", "split", "flags", "groups", "groupindex",
)  # fmt: skip


class _Late:
    """What :func:`pattern` returns: the attributes of a compiled pattern, filled in when one is asked for."""

    __slots__ = ("_flags", "pattern", *_OF_COMPILED)

    def __init__(self, text: Any, flags: int) -> None:
        self.pattern, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _OF_COMPILED:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for each in _OF_COMPILED:
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, re.Pattern | _Late):
            return NotImplemented
        return bool(self.pattern == other.pattern and self.flags == other.flags)

    def __hash__(self) -> int:
        return hash(self.pattern)

    def __repr__(self) -> str:
        return f"pattern({self.pattern!r})"


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what ``re.compile`` does, compiled at its first use; ``re.error`` is raised then.

    It is used by its own methods: the functions of ``re`` do not take it. Which pattern matched is asked with
    ``match.re == made``.
    """
    return cast("re.Pattern[AnyStr]", _Late(text, flags))
