"""What is left in a docx from its drafting, which the finished document does not have."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.finding import Finding, RuleInfo
from gongwen.ooxml.package.docx import unpack
from gongwen.ooxml.seen.unfinished import count_unfinished

DRAFTING_RULES = (
    RuleInfo(
        "leftovers.changes", "", "惯例", "印发的公文里没有未接受的修订。",
        wrong="请于3月5日〔修订：10日〕前报送。", right="请于3月10日前报送。",
    ),
    RuleInfo(
        "leftovers.comments", "", "惯例", "印发的公文里没有批注。",
        wrong="请于3月10日前报送。〔批注：日期再核〕", right="请于3月10日前报送。",
    ),
)  # fmt: skip
_CHANGES, _COMMENTS = DRAFTING_RULES


def drafting_findings(data: bytes) -> Iterator[Finding]:
    """Yield what is left in the docx that ``data`` is, counted. Raises as ``unpack`` and ``parse_part`` do."""
    left = count_unfinished(unpack(data))
    if left.changes:
        yield _finding(_CHANGES, f"文件里有{left.changes}处修订没有接受，印发前请逐条接受或者拒绝")
    if left.comments:
        yield _finding(_COMMENTS, f"文件里有{left.comments}条批注，印发前请删去")


def _finding(rule: RuleInfo, message: str) -> Finding:
    return Finding(rule.code, None, message, rule.clause, rule.force)
