"""``gongwen roster change``, ``impact`` and ``undo``: changes worked out, shown, entered, taken back."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongwen.api import UsageError
from gongwen.cli.result_path import ResultPath
from gongwen.cli.roster.effects import say_effect, say_entered
from gongwen.cli.roster.options import Day, say_json, with_database, with_json
from gongwen.cli.roster.proposals import (
    Asking,
    proposals_of,
    say_proposal_facts,
    say_proposals,
    take_proposals,
)
from gongwen.cli.saying import say

if TYPE_CHECKING:
    from gongwen.api.roster.changes import Row

_NOT_ENTERED = 1
_SKIP = click.option("--skip-bad", is_flag=True, help="有错的行跳过，其余照办；不加时有一行错就整个不办。")
_MOST = click.option("--most", default=10, metavar="个数", help="一个人在多少个领导小组以上要提醒，默认 10。")


@click.command(
    help="先看变动会影响哪些领导小组：谁的名单要改、怎样办理、建议由谁接任、哪里空缺。不写入名册。",
    options_metavar="[选项]",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="任免通知|变动文件")
@click.option(
    "-o",
    "--output",
    type=ResultPath(),
    metavar="建议.xlsx",
    help="把建议写成表格（xlsx，逐条填采用或不采用）或变动文件（yaml），改好后再用 change 录入。",
)
@click.option("--date", "day", type=Day(), help="从哪一天起算；默认是文件里写的日期。")
@_SKIP
@_MOST
@with_json
@with_database
def impact(
    file: Path, output: Path | None, day: date | None, skip_bad: bool, most: int, as_json: bool, url: str
) -> None:
    """Show what a file of changes would do."""
    from gongwen.api.roster.changes import preview_file

    proposal = preview_file(url, file, output, takes_good=skip_bad, most=most, day=day)
    if proposal.proposals is not None and not as_json:
        say_proposals(proposal.proposals)
    say_effect(proposal, as_json=as_json)
    if output is not None:
        say(f"已生成 {output}；请逐条核对、删去不用的，再运行 gongwen roster change {output}")


@click.command(
    help="录入人员和领导小组的变动：任免通知、调整通知（docx、txt、pdf 等）、任免表、变动文件（xlsx、csv、yaml），"
    "或者用选项写明一个人的变动。先列出每项变动和它出自哪一句，再显示影响，确认后一次写入；这一批可以用 undo 撤销。",
    options_metavar="[选项]",
)
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[任免通知|变动文件]")
@click.option("--person", metavar="姓名", help="谁。")
@click.option("--key", default="", metavar="编号", help="同名时指明是哪一位；新人写“新”。")
@click.option("--from", "old", default="", metavar="原职务", help="原来的职务；只有一个职务时可以不写。")
@click.option("--to", "new", default="", metavar="新职务", help="新的职务；不写就是免职。")
@click.option("--date", "day", type=Day(), help="生效日期；默认是文件里写的日期，用 --person 时是今天。")
@click.option("--source", default="", metavar="标题", help="任免文件的标题。")
@click.option("--number", default="", metavar="文号", help="任免文件的发文字号。")
@click.option("--yes", is_flag=True, help="不再询问，直接录入。")
@_SKIP
@_MOST
@with_json
@with_database
def change(
    file: Path | None, person: str | None, key: str, old: str, new: str, day: date | None, source: str, number: str,
    yes: bool, skip_bad: bool, most: int, as_json: bool, url: str,
) -> None:  # fmt: skip
    """Show what the changes do and enter them when the user says so."""
    from gongwen.api.roster.changes import change_of_person, enter, impact_facts, preview, read_changes
    from gongwen.api.roster.proposals import lists_changes

    if (file is None) == (person is None):
        raise UsageError("请给出变动文件，或者用 --person 写明是谁的变动（两者只写一样）")
    rows: list[Row] = []
    if file is not None and not lists_changes(file):
        _change_by_paper(file, day, Asking(url, yes, skip_bad, most), as_json=as_json)
        return
    if file is not None:
        rows = read_changes(file)
    elif person is not None:
        rows = change_of_person(person, old=old, new=new, key=key, day=day, title=source, number=number)
    if not yes:
        proposal = preview(url, rows, takes_good=skip_bad, most=most)
        say_effect(proposal, as_json=False)
        if not click.confirm(f"录入这 {len(proposal.entry.addition.events)} 项变动吗？", default=False):
            say("没有录入。")
            sys.exit(_NOT_ENTERED)
    note = f"录入 {file.name}" if file else f"录入 {person} 的变动"
    entered, proposal = enter(url, rows, note, takes_good=skip_bad)
    if as_json:
        say_json({"批号": entered.batch, "跳过": list(entered.refused), "影响": impact_facts(proposal)})
        return
    if yes:
        say_effect(proposal, as_json=False)
    say_entered(entered)


def _change_by_paper(file: Path, day: date | None, asking: Asking, *, as_json: bool) -> None:
    """Enter what a notice, a table or a list proposes."""
    from gongwen.api.roster.proposals import enter_proposals

    proposals = proposals_of(file, day, asking)
    if not as_json:
        take_proposals(proposals, f"录入 {file.name}", asking)
        return
    entered = None
    if asking.takes_yes:
        entered, _ = enter_proposals(
            asking.register, proposals, f"录入 {file.name}", takes_good=asking.takes_good
        )
    say_proposal_facts(proposals, entered)


@click.command(
    help="撤销一批录入。撤销本身也是一批，再撤销它就恢复原来那一批；什么都不会删掉。",
    options_metavar="[选项]",
)
@click.argument("batch", type=int, metavar="批号")
@click.option("--note", default="", metavar="说明", help="为什么撤销。")
@with_database
def undo(batch: int, note: str, url: str) -> None:
    """Take a batch back."""
    from gongwen.api.roster.registers import undo_batch

    undoing = undo_batch(url, batch, note)
    click.echo(f"已撤销第{batch}批（这次撤销是第{undoing}批，要恢复就撤销第{undoing}批）")
