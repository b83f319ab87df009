"""Which characters an official font covers."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain

from gongwen.faces import Repertoire
from gongwen.pattern import pattern

_CODECS = {"GB2312": "gb2312", "GBK": "gbk", "GB18030": ""}
_SAME_GLYPH = {"GB2312": "—·", "GBK": ""}
"""The codec names these two by other code points than text does."""
_PLANE = (range(0x80, 0xD800), range(0xE000, 0x10000))
"""All that the codecs can know, ASCII apart."""


def covers(repertoire: Repertoire, text: str) -> bool:
    """Whether ``repertoire`` has every character of ``text``; found without the pattern, which is slow to compile."""
    codec = _CODECS[repertoire]
    if not codec or text.isascii() or _encodes(text, codec):
        return True
    others = dict.fromkeys(map(ord, _SAME_GLYPH[repertoire]))
    return _encodes(text.translate(others), codec)


def _encodes(text: str, codec: str) -> bool:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=4)
def outside(repertoire: Repertoire) -> re.Pattern[str]:
    """Return a pattern for the characters that ``repertoire`` lacks, one or more in a row."""
    codec = _CODECS[repertoire]
    if not codec:
        return pattern(r"(?!)")
    known = "".join(map(chr, chain(*_PLANE))).encode(codec, "ignore").decode(codec)
    return pattern(f"[^\\x00-\\x7f{re.escape(known + _SAME_GLYPH[repertoire])}]+")
