"""``gongwen roster change``, ``impact`` and ``undo``: changes worked out, shown, entered, taken back."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongwen.api import UsageError
from gongwen.cli.roster.options import Day, say_json, with_database, with_json

if TYPE_CHECKING:
    from gongwen.api.changes import Entered, Hit, Line, Proposal, Row

_NOT_ENTERED = 1
_SKIP = click.option("--skip-bad", is_flag=True, help="有错的行跳过，其余照办；不加时有一行错就整个不办。")
_MOST = click.option("--most", default=10, metavar="个数", help="一个人在多少个领导小组以上要提醒，默认 10。")


@click.command(
    help="先看变动会影响哪些领导小组：谁的名单要改、怎样办理、建议由谁接任、哪里空缺。不写入名册。",
    options_metavar="[选项]",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="变动文件")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="建议.yaml",
    help="把建议的接任写成变动文件，改好后再用 change 录入。",
)
@_SKIP
@_MOST
@with_json
@with_database
def impact(file: Path, output: Path | None, skip_bad: bool, most: int, as_json: bool, url: str) -> None:
    """Show what a file of changes would do."""
    from gongwen.api.changes import preview_file

    proposal = preview_file(url, file, output, takes_good=skip_bad, most=most)
    _say_impact(proposal, as_json=as_json)
    if output is not None:
        click.echo(
            f"已生成 {output}；请逐条核对、删去不用的，再运行 gongwen roster change {output}", err=True
        )


@click.command(
    help="录入人员和领导小组的变动：一个变动文件（xlsx、csv、yaml），或者用选项写明一个人的变动。"
    "先显示影响，确认后一次写入；这一批可以用 undo 撤销。",
    options_metavar="[选项]",
)
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[变动文件]")
@click.option("--person", metavar="姓名", help="谁。")
@click.option("--key", default="", metavar="编号", help="同名时指明是哪一位；新人写“新”。")
@click.option("--from", "old", default="", metavar="原职务", help="原来的职务；只有一个职务时可以不写。")
@click.option("--to", "new", default="", metavar="新职务", help="新的职务；不写就是免职。")
@click.option("--date", "day", type=Day(), metavar="日期", help="生效日期，默认今天。")
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
    from gongwen.api.changes import change_of_person, enter, impact_facts, preview, read_changes

    if (file is None) == (person is None):
        raise UsageError("请给出变动文件，或者用 --person 写明是谁的变动（两者只写一样）")
    rows: list[Row] = []
    if file is not None:
        rows = read_changes(file)
    elif person is not None:
        rows = change_of_person(person, old=old, new=new, key=key, day=day, title=source, number=number)
    if not yes:
        proposal = preview(url, rows, takes_good=skip_bad, most=most)
        _say_impact(proposal, as_json=False)
        if not click.confirm(f"录入这 {len(proposal.entry.addition.events)} 项变动吗？", default=False):
            click.echo("没有录入。", err=True)
            sys.exit(_NOT_ENTERED)
    note = f"录入 {file.name}" if file else f"录入 {person} 的变动"
    entered, proposal = enter(url, rows, note, takes_good=skip_bad)
    if as_json:
        say_json({"批号": entered.batch, "跳过": list(entered.refused), "影响": impact_facts(proposal)})
        return
    if yes:
        _say_impact(proposal, as_json=False)
    _say_entered(entered)


def _say_entered(entered: Entered) -> None:
    for line in entered.refused:
        click.echo(f"跳过：{line}", err=True)
    counts = "、".join(
        f"{count}{'个' if what != '变动' else '项'}{what}" for what, count in entered.counts.items() if count
    )
    click.echo(f"已录入第{entered.batch}批：{counts}；撤销用 gongwen roster undo {entered.batch}")


def _say_impact(proposal: Proposal, *, as_json: bool) -> None:
    from gongwen.api.changes import impact_facts

    if as_json:
        say_json(impact_facts(proposal))
        return
    for line in proposal.refused:
        click.echo(f"跳过：{line}", err=True)
    found, day = proposal.impact, proposal.impact.day
    click.echo(f"截至{day}，涉及{len(found.changes)}个领导小组：")
    for group in found.changes:
        _say_group(proposal, group.group, [hit for hit in found.hits if hit.group == group.group])
    for person, count in found.crowded:
        click.echo(f"注意：{proposal.after.person_name(person, day)}将在{count}个领导小组任职")
    if any(hit.successor for hit in found.hits):
        click.echo(
            "建议的接任没有自动采用；gongwen roster impact -o 建议.yaml 可写成变动文件，核对后再录入。"
        )


def _say_group(proposal: Proposal, group: int, hits: Sequence[Hit]) -> None:
    """Show what becomes of one group: what has to be done, and a line for each seat."""
    name, day = proposal.after.group_name(group, proposal.impact.day), proposal.impact.day
    life = proposal.after.lives[group]
    if life.end is not None and life.end <= day:
        click.echo(f"{name}（{life.end}{life.status}）")
        return
    click.echo(f"{name}（{'；'.join(dict.fromkeys(hit.action for hit in hits))}）")
    for hit in hits:
        before, after = (_told(line) for line in (hit.shift.before, hit.shift.after))
        change = f"{before} → {after}" if before and after else after or before
        click.echo(f"  {hit.shift.sort}　{hit.shift.line.role}　{change}{_advice(proposal, hit)}")


def _told(line: Line | None) -> str:
    if line is None:
        return ""
    return f"{line.name or '（空缺）'} {line.post or '（没有职务）'}"


def _advice(proposal: Proposal, hit: Hit) -> str:
    if hit.successor is None:
        return "　【已离开原职务，接任者还没有登记】" if hit.has_left else ""
    name = proposal.after.person_name(hit.successor.person, proposal.impact.day)
    if hit.successor.is_member:
        return f"　【建议：退出，{name}{hit.successor.reason}，已在组内】"
    return f"　【建议：由{name}接替，{hit.successor.reason}】"


@click.command(
    help="撤销一批录入。撤销本身也是一批，再撤销它就恢复原来那一批；什么都不会删掉。",
    options_metavar="[选项]",
)
@click.argument("batch", type=int, metavar="批号")
@click.option("--note", default="", metavar="说明", help="为什么撤销。")
@with_database
def undo(batch: int, note: str, url: str) -> None:
    """Take a batch back."""
    from gongwen.api.registers import undo_batch

    undoing = undo_batch(url, batch, note)
    click.echo(f"已撤销第{batch}批（这次撤销是第{undoing}批，要恢复就撤销第{undoing}批）")
