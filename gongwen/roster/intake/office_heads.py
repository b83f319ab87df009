"""Who heads the office of a group that a paper founds: told in a sentence behind the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongwen.roster.intake.listings import Listing
from gongwen.roster.intake.sourced_appointment import SourcedAppointment
from gongwen.roster.ledger.names import Names
from gongwen.terms.people.role import is_of_office, is_role


def is_in_new_group(said: SourcedAppointment, listings: Sequence[Listing], names: Names) -> bool:
    """Whether a sentence tells who heads the office of a group that ``listings`` bring and the register has not."""
    own = said.value.post.removeprefix(said.group)
    is_head = said.value.act == "任" and is_of_office(_office_role(own)) and is_role(_office_role(own))
    is_new = bool(said.group) and names.group(said.group) is None
    return is_head and is_new and any(is_of_listing(said, listing) for listing in listings)


def is_of_listing(said: SourcedAppointment, listing: Listing) -> bool:
    """Whether a sentence is of the group of ``listing``: both may leave out the place that the name begins with."""
    names = (said.group, listing.group)
    return all(names) and (names[0].endswith(names[1]) or names[1].endswith(names[0]))


def _office_role(post: str) -> str:
    """Return ``post`` from 办公室 on: 指挥部办公室主任 → 办公室主任."""
    return post[post.index("办公室") :] if "办公室" in post else post


def with_offices(
    listings: Sequence[Listing], said: Sequence[SourcedAppointment], names: Names
) -> list[Listing]:
    """Return ``listings`` of new groups with the sentences that tell who heads their offices."""
    return [replace(each, office=_office(each, said, names)) for each in listings]


def _office(listing: Listing, said: Sequence[SourcedAppointment], names: Names) -> str:
    own = [each for each in said if is_in_new_group(each, [listing], names)]
    return "。".join(dict.fromkeys(each.words for each in own))
