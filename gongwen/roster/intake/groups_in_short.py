"""Groups called in short: 县安委会 for 县安全生产委员会."""

from __future__ import annotations

from gongwen.pattern import pattern

_BODY = "(?:委会|防指|指挥部|专班|小组|联席会议)"
_END = pattern(f"{_BODY}$")
_OF_BODY = pattern(f".{{0,6}}{_BODY}")
_OFFICE_SET_UP = pattern("办公室(?:的?日常工作)?(?:设|挂靠)在?")


def called_in_short(post: str, group: str) -> int:
    """Return where the role begins in a ``post`` that calls ``group`` in short: 镇安委会主任; 0 where it does not."""
    for cut in range(len(post), 1, -1):
        if _END.search(post[:cut]) and is_short(post[:cut], group):
            return cut
    return 0


def is_of_some_group(post: str, sentence: str) -> bool:
    """Whether a ``post`` that names no unit is of a group that the sentence calls in short: 指挥部成员; 领导小组办公室设在
    县水利局，由甲任办公室主任.
    """
    is_of_office = post.startswith("办公室") and _OFFICE_SET_UP.search(sentence) is not None
    return is_of_office or _OF_BODY.match(post) is not None


def is_short(words: str, group: str) -> bool:
    """Whether ``words`` are some of the characters of ``group``, in their order."""
    left = iter(group)
    return all(sign in left for sign in words)
