"""How a group changes its members, by what its notice says of it."""

from __future__ import annotations

from gongwen.pattern import pattern
from gongwen.roster.ledger.records import Clause

_BY_POST = pattern(
    r"(?:自然|自行|相应)(?:替补|递补|调整|接替|更替)|接任(?:者|人员|同志)?(?:自然|自行|相应)?(?:替补|递补|接替|担任)|不(?:再|另)(?:另)?行(?:发)?文"
)
_BY_LEADER = pattern(r"组长(?:批准|审批|审定|同意)|报组长|按程序报")


def clause_kind(clause: str) -> Clause:
    """Return how a group changes its members, from what its notice says of it; a notice when it says nothing."""
    if _BY_POST.search(clause):
        return "随职务调整"
    return "组长批准" if _BY_LEADER.search(clause) else "发文调整"
