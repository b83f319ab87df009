"""How long a text may be, and what is said of a longer one."""

from __future__ import annotations

import pytest

from gongwen.finding import UsageError
from gongwen.read.text_size import refuse_long

SAID = "稿.txt：文字太多（超过 200 万字，或者 10 万行），不像公文；请核对文件，或拆成几份"


@pytest.mark.parametrize(("most", "more"), [("字" * 2_000_000, "字"), ("\n" * 100_000, "\n")])
def test_a_text_that_is_far_too_long_is_refused(most: str, more: str) -> None:
    refuse_long(most, "稿.txt")
    with pytest.raises(UsageError) as raised:
        refuse_long(most + more, "稿.txt")
    assert str(raised.value) == SAID
