"""The rank of the roles in a group, and the clause on changing its members."""

from __future__ import annotations

from functools import lru_cache

from gongwen.pattern import pattern
from gongwen.roster.ledger.records import Clause

_OFFICE = pattern(r"办公室|秘书处|专班|办")
_MEMBERS = pattern(r"成员|委员|组员|队员|联络员|联系人|工作人员")
_STANDING = pattern(r"常务|执行")
_BY_POST = pattern(
    r"(?:自然|自行|相应)(?:替补|递补|调整|接替|更替)|接任(?:者|人员|同志)?(?:自然|自行|相应)?(?:替补|递补|接替|担任)|不(?:再|另)(?:另)?行(?:发)?文"
)
_BY_LEADER = pattern(r"组长(?:批准|审批|审定|同意)|报组长|按程序报")


@lru_cache(maxsize=512)
def role_rank(role: str) -> int:
    """Return where ``role`` stands in a list: leaders, deputies, secretaries, members, then those of the office."""
    role = role.replace("主任委员", "主任")
    if _OFFICE.match(role):
        return 70 + 10 * ("副" in role)
    if _MEMBERS.search(role):
        return 60 if "联络" not in role else 65
    if "顾问" in role:
        return 5
    if "副" not in role:
        return 50 if "秘书长" in role else 10 - ("第一" in role)
    return 20 + 10 * (not role.startswith("第一")) + 5 * (_STANDING.search(role) is None)


def is_of_office(role: str) -> bool:
    """Whether ``role`` is in the office of the group: 办公室主任."""
    return _OFFICE.match(role) is not None


def is_leader(role: str) -> bool:
    """Whether ``role`` leads the group, alone or with others: 组长, 召集人, 总指挥."""
    return role_rank(role) in (9, 10)


def clause_kind(clause: str) -> Clause:
    """Return how a group changes its members, from what its notice says of it; a notice when it says nothing."""
    if _BY_POST.search(clause):
        return "随职务调整"
    return "组长批准" if _BY_LEADER.search(clause) else "发文调整"
