"""Names that were recognised from a picture with other characters than where they stand a second time."""

from __future__ import annotations

from collections.abc import Iterable

from gongwen.address import Address
from gongwen.recognise.draft import Draft

_LEAST, _MOST_MISREAD = 6, 2
"""Characters of a name that can be told from others of its length, and how many of them may be misread."""
_SIGNATURE, _ISSUERS = "署名", "发文机关"


def mend_signature(draft: Draft) -> None:
    """Put who signs as the head has the name, where a few characters are others: a seal lies over it, and none over the head."""
    signed, issuers = draft.get(_SIGNATURE) or [], draft.get(_ISSUERS) or []
    for index, name in enumerate(signed):
        issuer = next((each for each in issuers if _is_misread(name, each)), "")
        if issuer and name not in issuers:
            at = next(trace.at for trace in draft.traces if trace.element == Address(_SIGNATURE))
            draft.values[_SIGNATURE][index] = issuer
            draft.note(at, name, issuer, "署名里认错的字按发文机关改正")


def _is_misread(name: str, known: str) -> bool:
    """Whether ``name`` is ``known`` with a few characters that are others."""
    return (
        len(name) == len(known) >= _LEAST and 0 < _differing(zip(name, known, strict=True)) <= _MOST_MISREAD
    )


def _differing(pairs: Iterable[tuple[str, str]]) -> int:
    return sum(one != other for one, other in pairs)
