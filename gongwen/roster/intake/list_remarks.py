"""What a list says beside its people of how it differs from the one before: （新增）, 留任, 退出."""

from __future__ import annotations

from gongwen.document import Member
from gongwen.pattern import pattern

_GOES = pattern("退出|调出|不再担任|免去|离任|取消|删除")
_MARK = pattern(
    "新任|新增|增补|新调入|留任|保留|不变|调整|(?:原任|原为|原：|原|由)[^，。）]{2,12}?(?:调整|改任)?|(?:接任|接替)[^，。）]{2,8}"
)
"""What is said of those who are in the list."""
_AT_END = pattern(
    r"[）)](?:不变|留任|新任|新增)$|[（(](?:(?:本次|新)?(?:调整|新增|增补|新任|新调入|留任|不变|更换|变更|改任|转任))[）)]$"
)
_APART = pattern("[，,；;]")


def is_change_remark(words: str) -> bool:
    """Whether ``words`` say how a list differs, and name no post."""
    return _MARK.fullmatch(words) is not None or _GOES.fullmatch(words) is not None


def without_change_remark(member: Member) -> Member | None:
    """Return ``member`` without what says how the list differs from the one before; None for who is no longer in it."""
    words = [_AT_END.sub("", part.strip()) for part in _APART.split(member.post)]
    marks = [*words, *_APART.split(member.remark)]
    if any(map(_GOES.fullmatch, marks)) or (not member.name and _MARK.fullmatch(member.post)):
        return None
    post = "，".join(part for part in words if not _MARK.fullmatch(part))
    remark = "" if _MARK.fullmatch(member.remark) else member.remark
    return member.model_copy(update={"post": post, "remark": remark})
