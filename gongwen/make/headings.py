"""Labelled lines of a body → headings of their levels and labelled text (7.3.3)."""

from __future__ import annotations

from gongwen.address import Place
from gongwen.flow import Par, Run
from gongwen.profile import BODY, HEADING_ROLES, RUN_IN_ROLES, Profile
from gongwen.terms.heading import Item

PLAIN = "正文字"
"""The character role of text that runs on behind a heading."""


def lay_item(item: Item, profile: Profile, at: Place | None) -> Par:
    """Return the paragraph of a labelled line.

    Only a heading that stands alone above what it heads keeps with it and is in the outline.
    """
    label = item.label
    if not item.is_heading:
        return Par(BODY, (Run(item.text),), label=label.text, at=at)
    rest = item.rest
    role = (HEADING_ROLES if item.heads and not rest else RUN_IN_ROLES)[label.level]
    runs = (
        (Run(item.sentence), Run(rest, PLAIN)) if rest and _looks_apart(role, profile) else (Run(item.text),)
    )
    return Par(role, runs, label.text, label.level, label.number, at=at)


def _looks_apart(role: str, profile: Profile) -> bool:
    look = profile.looks[role]
    return (look.face, look.bold) != (profile.body.face, profile.body.bold)
