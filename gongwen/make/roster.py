"""名单 → aligned lines: role, name, post."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.address import Address
from gongwen.document import Member, Roster
from gongwen.flow import Columns, Par, Run
from gongwen.make.setting import Setting
from gongwen.zh.names import spread
from gongwen.zh.width import width

_LISTED, _TEXT = "名单", "名单文字"
_COLON = "："


def lay_roster(roster: Roster, path: Address, setting: Setting) -> Iterator[Par]:
    """Yield a line for each person, and a hanging paragraph for each role that is a text.

    All roles share their columns: role and colon, name, post. The role is printed once.
    """
    role_width = max(width(_role(role)) for role in roster)
    for role, seats in roster.items():
        place = path.to("名单", role)
        if isinstance(seats, str):
            yield _lay_text(role, seats, place, setting)
        else:
            yield from _lay_members(
                role, seats, role_width, _columns(roster, role_width, setting), place, setting
            )


def _role(role: str) -> str:
    return spread(role) + _COLON


def _columns(roster: Roster, role_width: float, setting: Setting) -> Columns:
    """Return where names and posts begin: behind the widest role and the widest name."""
    rule = setting.profile.roster
    names = [width(spread(m.name)) for seats in roster.values() if not isinstance(seats, str) for m in seats]
    name_width = max([rule.name_width, *names])
    look = setting.profile.looks[_LISTED]
    starts = (role_width, role_width + name_width + rule.gap)
    return Columns(tuple(look.left + start * look.character for start in starts))


def _lay_members(
    role: str,
    members: tuple[Member, ...],
    role_width: float,
    columns: Columns,
    path: Address,
    setting: Setting,
) -> Iterator[Par]:
    for index, member in enumerate(members):
        label = _role(role) if index == 0 else ""
        to_name = "" if width(label) == role_width else "\t"
        remark = f"（{member.remark}）" if member.remark else ""
        text = f"{label}{to_name}{spread(member.name)}\t{member.post}{remark}"
        yield Par(_LISTED, (Run(text),), columns=columns, at=setting.at(*path, index))


def _lay_text(role: str, text: str, path: Address, setting: Setting) -> Par:
    """A text hangs under its first character behind the colon."""
    label = _role(role)
    look = setting.profile.looks[_TEXT]
    start = look.left + width(label) * look.character
    return Par(_TEXT, (Run(label + text),), columns=Columns((start,)), at=setting.at(*path))
