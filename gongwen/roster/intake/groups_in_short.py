"""Groups called in short: 县安委会 for 县安全生产委员会."""

from __future__ import annotations

from gongwen.pattern import pattern

_END = pattern("(?:委会|防指|指挥部|专班|小组|联席会议)$")


def called_in_short(post: str, group: str) -> int:
    """Return where the role begins in a ``post`` that calls ``group`` in short: 镇安委会主任; 0 where it does not."""
    for cut in range(len(post), 1, -1):
        if _END.search(post[:cut]) and is_short(post[:cut], group):
            return cut
    return 0


def is_short(words: str, group: str) -> bool:
    """Whether ``words`` are some of the characters of ``group``, in their order."""
    left = iter(group)
    return all(sign in left for sign in words)
