"""What is left in a docx from its drafting, which the finished document does not have."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.ooxml.seen.unfinished import Unfinished
from gongwen.rules.rule import Remark, rule


@rule("leftovers.changes", "", "惯例", reads="docx")
def changes(left: Unfinished) -> Iterator[Remark]:
    """印发的公文里没有未接受的修订。

    Wrong: {修订: 各镇}
    Right: {}
    """
    if left.changes:
        yield Remark(None, f"文件里有{left.changes}处修订没有接受，印发前请逐条接受或者拒绝")


@rule("leftovers.comments", "", "惯例", reads="docx")
def comments(left: Unfinished) -> Iterator[Remark]:
    """印发的公文里没有批注。

    Wrong: {批注: 日期再核}
    Right: {}
    """
    if left.comments:
        yield Remark(None, f"文件里有{left.comments}条批注，印发前请删去")
