"""Addresses and codes that are longer than what is left of a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongwen.flow import Block, Fit, Par
from gongwen.make.pages.strips import lines_of
from gongwen.make.setting import Setting, text_width
from gongwen.zh.lines import BLANKS, has_long_word

_FULL_ENOUGH = 0.88
"""The part of a line that its text must fill to be spread over the whole of it."""


def keep_unstretched(blocks: Iterable[Block], setting: Setting) -> Iterator[Block]:
    """Yield ``blocks``; a paragraph is flush left where a long address would leave a line short before it."""
    for block in blocks:
        is_short = isinstance(block, Par) and has_long_word(block.text) and _has_short_line(block, setting)
        yield _flush_left(block) if is_short and isinstance(block, Par) else block


def _has_short_line(par: Par, setting: Setting) -> bool:
    look = setting.profile.look_of(par)
    if look.align != "两端":
        return False
    lines = lines_of(par, setting.profile, setting.room)
    room = setting.room - look.left - look.right
    rooms = [room - look.first, *[room] * len(lines)]
    return any(
        text_width(line.rstrip(BLANKS), look) < _FULL_ENOUGH * wide
        for line, wide in zip(lines[:-1], rooms, strict=False)
    )


def _flush_left(par: Par) -> Par:
    return par._replace(fit=(par.fit or Fit())._replace(align="左"))
