"""What changes do to the groups, as the commands of the register show it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from gongwen.cli.roster.options import say_json
from gongwen.cli.saying import say

if TYPE_CHECKING:
    from gongwen.api.roster.changes import Entered, Hit, Line, Proposal


def say_entered(entered: Entered) -> None:
    """Show which batch holds what; what was passed over has been told with the effect."""
    counts = "、".join(
        f"{count}{'个' if what != '变动' else '项'}{what}" for what, count in entered.counts.items() if count
    )
    click.echo(f"已录入第{entered.batch}批：{counts}；撤销用 gongwen roster undo {entered.batch}")


def say_effect(proposal: Proposal, *, as_json: bool) -> None:
    """Show what changes do, group by group."""
    from gongwen.api.roster.changes import impact_facts

    if as_json:
        say_json(impact_facts(proposal))
        return
    for line in proposal.refused:
        say(f"跳过：{line}")
    found, day = proposal.impact, proposal.impact.day
    click.echo(f"截至{day}，涉及{len(found.changes)}个领导小组：")
    for group in found.changes:
        _say_group(proposal, group.group, [hit for hit in found.hits if hit.group == group.group])
    for each in found.reforms:
        click.echo(f"建议：{each}　【{each.surety}：{each.reason}】")
    for person, count in found.crowded:
        click.echo(f"注意：{proposal.after.person_name(person, day)}将在{count}个领导小组任职")
    if found.reforms or any(hit.successor for hit in found.hits):
        click.echo(
            "建议没有自动采用；gongwen roster impact 文件 -o 建议.xlsx 可写成表格，逐条填采用或不采用，再用 change 录入。"
        )


def _say_group(proposal: Proposal, group: int, hits: Sequence[Hit]) -> None:
    """Show what becomes of one group: what has to be done, and a line for each seat."""
    name, day = proposal.after.group_name(group, proposal.impact.day), proposal.impact.day
    life = proposal.after.lives[group]
    if life.end is not None and life.end <= day:
        click.echo(f"{name}（{life.end}{life.status}）")
        return
    own = next(each for each in proposal.impact.changes if each.group == group)
    told = [f"由{own.was}更名"] if own.was else ["成立"] if own.fate == "成立" else []
    click.echo(f"{name}（{'；'.join(dict.fromkeys([*told, *(hit.action for hit in hits)]))}）")
    for hit in hits:
        before, after = (_told(line) for line in (hit.shift.before, hit.shift.after))
        change = f"{before} → {after}" if before and after else after or before
        click.echo(f"  {hit.shift.sort}　{hit.shift.line.role}　{change}{_advice(proposal, hit)}")


def _told(line: Line | None) -> str:
    if line is None:
        return ""
    return f"{line.name or '（空缺）'} {line.post or '（没有职务）'}"


def _advice(proposal: Proposal, hit: Hit) -> str:
    from gongwen.api.roster.changes import reason_of

    if not hit.has_left:
        return ""
    reason = reason_of(proposal.after, hit, proposal.impact)
    if hit.successor is None:
        return f"　【建议：退出，{reason}】" if hit.moves_up else f"　【{reason}】"
    if hit.successor.is_member:
        return f"　【建议：退出，{reason}】"
    name = proposal.after.person_name(hit.successor.person, proposal.impact.day)
    return f"　【建议：由{name}接替，{reason}】"
