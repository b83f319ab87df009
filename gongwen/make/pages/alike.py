"""Paragraphs whose lines end alike in Word and in LibreOffice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from gongwen.flow import Block, Columns, Fit, Par, Run
from gongwen.look import Look
from gongwen.make.pages.strips import lines_of, set_lines
from gongwen.make.setting import Setting
from gongwen.profile import Profile
from gongwen.zh.width import is_all_full

_OFFICE_GAP = 0.2
"""Room that LibreOffice leaves between a Chinese character and a letter or digit, in em; Word leaves 0.25."""
_STEP = 0.05
"""The least change of the room between characters that a docx can say, points."""
_CLOSER, _WIDER = 6, 5
"""By how many steps at most the characters of a paragraph stand closer, or wider; wider ones cost a character a line."""


def break_alike(blocks: Iterable[Block], setting: Setting) -> Iterator[Block]:
    """Yield ``blocks``; where LibreOffice would end a line of a paragraph elsewhere than Word, its characters
    stand closer by a twentieth of a point or a few, so that both end it at the same place.

    LibreOffice leaves less room between Chinese and Latin, does not close up the last character of a line nor of
    a piece of one script or look, and lets no mark hang that begins such a piece.
    """
    profile, room = setting.profile, setting.room
    for block in blocks:
        yield _alike(block, profile, room) if isinstance(block, Par) else block


def _alike(par: Par, profile: Profile, room: float) -> Par:
    fit = _fit_alike(par.role, par.runs, par.label, par.columns, par.fit, profile, room)
    return par if fit == par.fit else par._replace(fit=fit)


@lru_cache(maxsize=2048)
def _fit_alike(
    role: str, runs: tuple[Run, ...], label: str, columns: Columns | None, fit: Fit | None,
    profile: Profile, room: float,
) -> Fit | None:  # fmt: skip
    """Return ``fit``, or one by which the lines of a paragraph of these end alike; a draft comes again with most of its own."""
    par = Par(role, runs, label, columns=columns, fit=fit)
    look = profile.look_of(par)
    if _is_easy(par, look, room) or list(lines_of(par, profile, room)) == _office_lines(par, look, room):
        return fit
    for steps in (*range(-1, -_CLOSER - 1, -1), *range(1, _WIDER + 1)):
        spacing = round(look.spacing + steps * _STEP, 2)
        tried = replace(look, spacing=spacing)
        if set_lines(par, tried, room) == _office_lines(par, tried, room):
            return (fit or Fit())._replace(spacing=spacing)
    return fit


def _is_easy(par: Par, look: Look, room: float) -> bool:
    """Whether ``par`` is short, or of full-width characters alone that do not just fit into its lines."""
    text, column = par.text, room - look.left - look.right
    first = column - max(look.first, 0.0)
    if len(text) * look.character < first - look.size:
        return True
    spare = min(first % look.character, column % look.character)
    return spare >= 2 * abs(look.spacing) and len(par.runs) == 1 and is_all_full(text)


def _office_lines(par: Par, look: Look, room: float) -> list[str]:
    return set_lines(par, _office(look), room, turn=-look.spacing)


@lru_cache(maxsize=256)
def _office(look: Look) -> Look:
    return replace(look, latin_gap=min(look.latin_gap, _OFFICE_GAP))
