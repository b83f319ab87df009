"""Which characters an official font covers."""

from __future__ import annotations

import re
from functools import lru_cache

from gongwen.faces import Repertoire

_CODECS = {"GB2312": "gb2312", "GBK": "gbk", "GB18030": ""}
_SAME_GLYPH = {"GB2312": "—·", "GBK": ""}
"""The codec names these two by other code points than text does."""


@lru_cache(maxsize=4)
def outside(repertoire: Repertoire) -> re.Pattern[str]:
    """Return a pattern for the characters that ``repertoire`` lacks, one or more in a row."""
    codec = _CODECS[repertoire]
    if not codec:
        return re.compile(r"(?!)")
    known = "".join(
        bytes((lead, trail)).decode(codec, "ignore")
        for lead in range(0x81, 0xFF)
        for trail in range(0x40, 0xFF)
    )
    return re.compile(f"[^\\x00-\\x7f{re.escape(known + _SAME_GLYPH[repertoire])}]+")
