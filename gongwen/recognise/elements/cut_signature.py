"""Who signs, the names cut over lines (7.3.5)."""

from __future__ import annotations

from collections.abc import Sequence

from gongwen.pattern import pattern
from gongwen.recognise.draft import joined
from gongwen.recognise.passages import Passage
from gongwen.recognise.single_lines import SENTENCE_END
from gongwen.terms.agency import ends_as_agency, is_agency
from gongwen.terms.signature import unsealed

_NO_NAME = pattern(r"[^\u3400-\u9fff（）()·]")
_MOST_CUTS, _LONGEST_CUT = 6, 50
"""Lines over which the names of those who sign may be cut, and the characters of one."""


def cut_signature(above: Sequence[Passage], issuers: Sequence[str], title: str) -> int:
    """Return how many of the last passages are who signs, where no line is known as an agency by itself: names cut over the lines, short ones; 0 for others.

    They say together who issues; or they stand between the last sentence and the day, and end as an agency does.
    """
    sealed = bool(above) and not unsealed(above[-1].text)
    lines, whole = above[: len(above) - sealed], "".join(issuers)
    if names := in_columns([each.tight for each in lines[-_MOST_CUTS:]], title):
        return 2 * len(names) + sealed
    for count in range(1, min(_MOST_CUTS, len(lines)) + 1):
        text = joined(lines[-count:])
        if (whole and text == whole) or _is_one_name(lines, count, text):
            return count + sealed
    return 0


def in_columns(lines: Sequence[str], title: str) -> list[str]:
    """Return the agencies of ``title`` that end ``lines`` beside each other, each over two lines; [] for other lines.

    The first lines of all of them stand above the second ones.
    """
    for count in range(2, len(lines) // 2 + 1):
        own = lines[-2 * count :]
        names = [first + second for first, second in zip(own[:count], own[count:], strict=True)]
        if all(is_agency(name) and name in title for name in names) and not all(map(is_agency, own)):
            return names
    return []


def _is_one_name(lines: Sequence[Passage], count: int, text: str) -> bool:
    """Whether the last ``count`` of ``lines`` are one name, ``text``, by where they stand: below the last sentence."""
    is_last = len(lines) > count and SENTENCE_END.search(lines[-count - 1].text) is not None
    is_plain = not _NO_NAME.search(text) and len(text) <= _LONGEST_CUT
    return (
        is_last
        and is_plain
        and ends_as_agency(text)
        and not any(is_agency(each.text) for each in lines[-count:])
    )
