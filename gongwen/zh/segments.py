"""Words of a text by the dictionary of jieba."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=1024)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of ``text``; what the dictionary does not have stands character by character."""
    from rjieba import cut

    return tuple(cut(text, False))
