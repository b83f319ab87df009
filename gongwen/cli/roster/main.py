"""``gongwen roster``: the register of leading groups."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongwen.cli.progress import with_clock
from gongwen.cli.roster.backup import backup, restore
from gongwen.cli.roster.change import change, impact, undo
from gongwen.cli.roster.notice import notice, update
from gongwen.cli.roster.options import Day, say_json, with_database, with_day, with_json
from gongwen.cli.roster.proposals import Decider
from gongwen.cli.roster.show import asof, find, history, list_groups, log, show, verify
from gongwen.cli.saying import say

if TYPE_CHECKING:
    from gongwen.api.roster.registers import Entered, Imported


@click.group(
    help="领导小组名册：人、职务、领导小组都有来龙去脉，人员变动录入一次，所有名单和通知跟着变。"
    "不写命令就一步一步问着做。",
    short_help="管领导小组名册：变动、名单、通知",
    subcommand_metavar="[命令 …]",
    options_metavar="",
    invoke_without_command=True,
)
@click.pass_context
def roster(context: click.Context) -> None:
    """Hold the commands of the register; without one, lead through the usual round."""
    if context.invoked_subcommand is None:
        from gongwen.cli.roster.round import lead

        lead()


@click.command(help="新建一个空的名册。", options_metavar="[选项]")
@with_database
def init(url: str) -> None:
    """Make an empty register."""
    from gongwen.api.roster.registers import create

    create(url)
    click.echo(f"已新建名册 {url}")


@click.command(help="把旧版的名册升级到现在的格式，升级前先留备份。", options_metavar="[选项]")
@with_database
def migrate(url: str) -> None:
    """Bring a register to the present tables."""
    from gongwen.api.roster.registers import migrate as upgrade

    done = upgrade(url)
    if not done.was_due:
        click.echo("名册已经是最新的格式，不用升级")
        return
    click.echo(f"已升级{f'，原来的文件备份在 {done.copy}' if done.copy else ''}")


@click.command(
    "import",
    help="导入名册：xlsx、csv（表头不在第一行、合并单元格、姓名加空格都认），或者旧通知（docx、txt、pdf、yaml 等）里的名单。",
    options_metavar="[选项]",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件…")
@click.option("--on", "day", type=Day(), help="从哪一天起算；默认是通知的成文日期，表格是今天。")
@click.option("--skip-bad", is_flag=True, help="有错的行跳过，其余照收；不加时有一行错就整个不收。")
@click.option("--dry-run", "is_trial", is_flag=True, help="只说读出了哪些领导小组、席位和人，不写入名册。")
@click.option("--yes", is_flag=True, help="已有的领导小组与名册不同时不再询问，直接录入。")
@with_json
@with_database
def import_(
    files: tuple[Path, ...],
    day: date | None,
    skip_bad: bool,
    is_trial: bool,
    yes: bool,
    as_json: bool,
    url: str,
) -> None:
    """Take files into the register, each as one batch; one that cannot be taken does not stop the others."""
    from gongwen.api.roster.registers import import_files

    results, failed, decider = [], [], Decider(takes_yes=yes, is_silent=as_json)
    with with_clock(f"导入 {'、'.join(map(str, files))}"):
        outcomes = list(
            import_files(url, files, day, takes_good=skip_bad, is_trial=is_trial, decide=decider.decide)
        )
    for found in outcomes:
        if found.entered is None:
            _say_failed(found)
            failed.append(found)
            continue
        results.append(_facts(found.file, found.entered))
        if not as_json:
            _say_entered(found.file, found.entered, is_trial=is_trial)
    if as_json:
        say_json(results)
    if len(files) > 1:
        say(f"{len(files)}个文件，{len(failed)}个没有导入")
    declined = 1 if decider.has_declined else 0
    sys.exit(max((2 if found.is_unreadable else 1 for found in failed), default=declined))


def _facts(file: Path, entered: Entered) -> dict[str, object]:
    facts = {"文件": str(file), "批号": entered.batch, **entered.counts, "名单": list(entered.understood)}
    return {**facts, "跳过": list(entered.refused), "提示": list(entered.notes)}


def _say_entered(file: Path, entered: Entered, *, is_trial: bool) -> None:
    _say(entered.notes, "注意")
    _say(entered.refused, "跳过")
    for line in entered.understood if is_trial else ():
        click.echo(line)
    counts = "、".join(f"{what}{count}" for what, count in entered.counts.items())
    counts += f"、未取{len(entered.refused)}行" if entered.refused else ""
    if not entered.batch and not is_trial:
        click.echo(f"{file}：名册没有变化，没有写入")
        return
    done = f"试读 {file}（没有写入）" if is_trial else f"已导入 {file}（第{entered.batch}批）"
    click.echo(f"{done}：{counts}")


def _say_failed(found: Imported) -> None:
    for problem in found.problems:
        say(problem)


def _say(lines: Sequence[str], what: str) -> None:
    for line in lines:
        say(f"{what}：{line}")


@click.command(
    help="把整个名册写成 xlsx：第一张表是现行名单，其余各表存全部变动，可以原样导入空的名册。",
    options_metavar="[选项]",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="文件.xlsx")
@with_day
@with_database
def export(file: Path, day: date, url: str) -> None:
    """Write the whole register."""
    from gongwen.api.roster.registers import export_file

    with with_clock(f"写出 {file}"):
        export_file(url, file, day)
    click.echo(f"已生成 {file}")


@click.command(
    help="生成空表（xlsx，带下拉选项）：变动、名单、人员、领导小组各一张。", options_metavar="[选项]"
)
@click.argument("file", type=click.Path(path_type=Path), metavar="文件.xlsx")
def form(file: Path) -> None:
    """Write an empty workbook to fill in."""
    from gongwen.api.roster.registers import write_form

    write_form(file)
    click.echo(f"已生成 {file}")


for command in (
    init, import_, export, backup, restore, form, show, list_groups, history, find, asof, impact, change, notice, update, undo, log,
    verify, migrate,
):  # fmt: skip
    roster.add_command(command)
