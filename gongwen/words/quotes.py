"""书名号 and 引号 side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.words.rule import EVERYWHERE, Slip, word_rule

_BETWEEN = re.compile("(?<=》)、(?=《)|(?<=”)、(?=“)")


@word_rule("quotes.comma-between", "GB/T 15834 4.5.3.5", "一般", "修正", EVERYWHERE)
def comma_between(text: str) -> Iterator[Slip]:
    """Nothing stands between two titles, or two quotations, side by side.

    Wrong: 认真学习《纲要》、《条例》。 Right: 认真学习《纲要》《条例》。
    """
    for match in _BETWEEN.finditer(text):
        yield Slip(*match.span(), "并列的书名号、引号之间不用顿号", "")
