"""The line pitch of a document that was spaced closer, in its styles instead of on every paragraph (7.3.5.5)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from gongwen.flow import Block, Fit, Flow, Par, Part
from gongwen.profile import Profile

FACT = "行距调整"
"""The property of a docx that keeps the pitches that its styles would have had, by role."""


def carry_pitch(flow: Flow, profile: Profile) -> tuple[Flow, Profile]:
    """Return ``flow`` and ``profile`` so that each role has the pitch that most of its paragraphs have.

    What the pitches were is kept among the facts of the flow. Both are the same objects when no pitch was changed.
    """
    pitches = _changed(flow, profile)
    if not pitches:
        return flow, profile
    changed = tuple(sorted(pitches.items()))
    roles = frozenset(pitches)
    parts = tuple(_keep_part(part, roles, profile) for part in flow.parts)
    usual = " ".join(f"{role}={profile.looks[role].pitch:g}" for role, _ in changed)
    facts = (*flow.facts, (FACT, usual))
    return replace(flow, parts=parts, facts=facts), _with_pitches(profile, changed)


def _changed(flow: Flow, profile: Profile) -> dict[str, float]:
    """Return the pitch of each role that most of its paragraphs with text have, where it is not its own."""
    touched = {role for part in flow.parts for role, pitch in _pitches(part) if pitch is not None}
    counts: dict[str, dict[float, int]] = {role: {} for role in touched}
    for part in flow.parts if touched else ():
        for (role, pitch), count in _pitches(part).items():
            if role in touched:
                own, of_role = profile.looks[role].pitch if pitch is None else pitch, counts[role]
                of_role[own] = of_role.get(own, 0) + count
    found = {role: max(count, key=count.__getitem__) for role, count in counts.items()}
    tightest, loosest = (
        limit / profile.body.pitch for limit in (profile.closing.tightest, profile.closing.loosest)
    )
    return {
        role: pitch
        for role, pitch in found.items()
        if pitch != (usual := profile.looks[role].pitch) and tightest <= pitch / usual <= loosest
    }


@lru_cache(maxsize=16)
def _pitches(part: Part) -> dict[tuple[str, float | None], int]:
    """Return the roles and the own pitches of the paragraphs of ``part``, and how many of each have text."""
    counts: dict[tuple[str, float | None], int] = {}
    for par in part.blocks:
        if isinstance(par, Par):
            own = par.role, par.fit.pitch if par.fit else None
            counts[own] = counts.get(own, 0) + bool(par.text)
    return counts


@lru_cache(maxsize=16)
def _keep_part(part: Part, roles: frozenset[str], profile: Profile) -> Part:
    """Return ``part`` with the pitches that it has by ``profile``, where its roles get others."""
    return replace(part, blocks=tuple(_keep(block, roles, profile) for block in part.blocks))


def _keep(block: Block, roles: frozenset[str], profile: Profile) -> Block:
    if isinstance(block, Par) and block.role in roles and (block.fit is None or block.fit.pitch is None):
        fit = (block.fit or Fit())._replace(pitch=profile.looks[block.role].pitch)
        return block._replace(fit=fit)
    return block


def usual_pitches(facts: Mapping[str, str]) -> dict[str, float]:
    """Return the pitches that the styles of a docx with the properties ``facts`` would have had, by role, points."""
    pairs = (pair.partition("=") for pair in facts.get(FACT, "").split())
    return {role: float(pitch) for role, _, pitch in pairs if re.fullmatch(r"\d{1,3}(?:\.\d+)?", pitch)}


@lru_cache(maxsize=32)
def _with_pitches(profile: Profile, pitches: tuple[tuple[str, float], ...]) -> Profile:
    changed = {role: replace(profile.looks[role], pitch=pitch) for role, pitch in pitches}
    return replace(profile, looks={**profile.looks, **changed})
