"""Proposals as the commands of the register show them and have them decided."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongwen.api.chinese import DateError, parse_date
from gongwen.cli.roster.effects import say_effect, say_entered
from gongwen.cli.roster.options import say_json
from gongwen.cli.saying import say

if TYPE_CHECKING:
    from gongwen.api.roster.proposals import Entered, Proposals, Proposed

NOT_ENTERED = 1


@dataclass(frozen=True, slots=True)
class Asking:
    """How the commands treat what a file proposes."""

    register: str
    takes_yes: bool
    """Whether nothing is asked: what is sure is entered."""
    takes_good: bool
    most: int = 10


def proposals_of(file: Path, day: date | None, asking: Asking) -> Proposals:
    """Return what ``file`` proposes; the day is asked for where it tells none."""
    from gongwen.api.roster.proposals import propose

    found = propose(asking.register, file, day)
    if not found.is_undated or asking.takes_yes or not sys.stdin.isatty():
        return found
    return propose(asking.register, file, _ask_day(file))


def _ask_day(file: Path) -> date:
    while True:
        try:
            return parse_date(click.prompt(f"{file} 没有写日期，从哪一天起算（如 2024-06-01）"))
        except DateError:
            say("不是一个日期，请写成 2024-06-01 或 2024年6月1日")


def say_proposals(proposals: Proposals) -> None:
    """Show each change with the words that it comes from, and what was read and changes nothing."""
    source = f" {proposals.origin}" if str(proposals.origin) else ""
    since = "没有写从哪一天起" if proposals.is_undated else f"自{proposals.day}起"
    click.echo(f"{proposals.source}：{len(proposals.changes)}项变动，{since}{source}")
    above = ""
    for each in proposals.changes:
        if each.words != above:
            click.echo(f"  {each.at}　“{each.words}”")
            above = each.words
        why = f"　【{each.surety}：{each.reason}】" if each.reason else ""
        click.echo(f"    {each}{why}")
    for note in proposals.notes:
        say(f"提示：{note}")


def take_proposals(proposals: Proposals, note: str, asking: Asking) -> Entered | None:
    """Show ``proposals``, ask, and enter them; return what was entered, None when it was not wanted."""
    from gongwen.api.roster.proposals import enter_proposals, preview_proposals, require_day

    say_proposals(proposals)
    require_day(proposals)
    decided = proposals if asking.takes_yes else _decided(proposals)
    worked_out = preview_proposals(asking.register, decided, takes_good=asking.takes_good, most=asking.most)
    count = len(worked_out.entry.addition.events)
    if not count:
        click.echo("名册没有变化，没有录入。")
        return None
    say_effect(worked_out, as_json=False)
    if not asking.takes_yes and not click.confirm(f"录入这 {count} 项变动吗？", default=False):
        say("没有录入。")
        sys.exit(NOT_ENTERED)
    entered, _ = enter_proposals(asking.register, decided, note, takes_good=asking.takes_good)
    for each in proposals.doubtful if asking.takes_yes else ():
        say(f"存疑，没有录入：{each.at}：{each}（{each.reason}）")
    say_entered(entered)
    return entered


@dataclass(slots=True)
class Decider:
    """Decides on what files change that are imported."""

    takes_yes: bool
    is_silent: bool
    """Whether nothing is shown, for the output is read by a program."""
    has_declined: bool = False

    def decide(self, proposals: Proposals) -> Proposals | None:
        """Return the proposals that are wanted, after showing them and asking; None when they are not."""
        if not self.is_silent:
            say_proposals(proposals)
        if self.takes_yes:
            return proposals
        try:
            decided = _decided(proposals)
            if click.confirm(f"录入这 {len(decided.changes)} 项变动吗？", default=False):
                return decided
        except click.Abort:
            click.echo(err=True)
        self.has_declined = True
        say(f"{proposals.source}：没有录入；不再询问请加 --yes")
        return None


def _decided(proposals: Proposals) -> Proposals:
    """Return ``proposals`` after each doubtful change was asked about."""
    from gongwen.api.roster.proposals import decide

    return decide(proposals, [each for each in proposals.doubtful if _is_wanted(each)])


def _is_wanted(change: Proposed) -> bool:
    return click.confirm(f"存疑：{change}（{change.reason}），采用吗？", default=False)


def say_proposal_facts(proposals: Proposals, entered: Entered | None) -> None:
    """Show what a file proposed, and what was entered, as JSON."""
    from gongwen.api.roster.proposals import proposal_facts

    batch = entered.batch if entered else 0
    say_json({"批号": batch, "变动": proposal_facts(proposals), "提示": list(proposals.notes)})
