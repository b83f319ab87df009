"""附注 below the date (7.3.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.pattern import pattern
from gongwen.rules.rule import Slip, rule

_BARE = pattern(r"^\s*(?P<note>[^\s（(].*?)[。.]?\s*$", re.DOTALL)


@rule("notes.brackets", "7.3.6", "应当", "建议", ("附注",))
def brackets(text: str) -> Iterator[Slip]:
    """附注加圆括号。

    Wrong: 联系人：赵清，电话：0000-1234567 Right: （联系人：赵清，电话：0000-1234567）
    """
    if match := _BARE.match(text):
        yield Slip(match.start("note"), match.end(), "附注应加圆括号", f"（{match['note']}）")
