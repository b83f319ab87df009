"""Names of agencies, in full or in short."""

from __future__ import annotations

_SHORT = (("委员会", "委"), ("委会", "委"), ("办公室", "办"), ("办公厅", "办"))


def may_be_same(one: str, other: str) -> bool:
    """Whether both may name one agency, in full or in short: 云溪县发展和改革委员会, 云溪县发改委.

    The short name keeps some characters of the full one in their order, the last always: an agency
    and its 办公室 are two.
    """
    short, full = sorted((_shortened(one), _shortened(other)), key=len)
    return short[-1:] == full[-1:] and _is_within(short, full)


def _shortened(name: str) -> str:
    text = "".join(name.split())
    for long, short in _SHORT:
        text = text.replace(long, short)
    return text


def _is_within(short: str, full: str) -> bool:
    """Whether the characters of ``short`` occur in ``full`` in their order."""
    rest = iter(full)
    return all(character in rest for character in short)
