"""``gongwen roster notice`` and ``update``: what changed, in new notices and in the documents that there are."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from gongwen.api import InputError
from gongwen.cli.progress import with_clock
from gongwen.cli.result_path import ResultPath
from gongwen.cli.roster.options import Day, with_database, with_day, with_order
from gongwen.cli.saying import say

if TYPE_CHECKING:
    from gongwen.api.chinese import Order
    from gongwen.api.roster.notices import Form, Noticed, NoticeTarget

_FORMS = ("名单", "变动")
_NOTHING = 1


@click.command(
    help="印发调整通知。默认是最近一批变动所涉及的领导小组，一组一份，附调整后的全部名单；"
    "--form 变动 只写变动；--together 几个组合成一份。",
    options_metavar="[选项]",
)
@click.argument("groups", nargs=-1, metavar="[领导小组…]")
@click.option("--batch", type=int, metavar="批号", help="哪一批变动，默认最近一批。")
@click.option("--since", type=Day(), help="从哪一天到 --on 的全部变动，代替 --batch。")
@click.option("--on", "day", type=Day(), help="名单截至哪一天，也是成文日期；默认变动生效的那一天。")
@click.option(
    "--form",
    type=click.Choice(_FORMS),
    metavar="|".join(_FORMS),
    help="默认 名单；十个以上的组合成一份时默认 变动。",
)
@click.option("--together", is_flag=True, help="几个领导小组合成一份通知，名单各作一个附件。")
@with_order
@click.option(
    "--head",
    type=click.Path(path_type=Path),
    metavar="文头.yaml",
    help="发文机关、主送机关、抄送机关等各项。",
)
@click.option("--approval", default="", metavar="机关", help="写明“经…同意”。")
@click.option(
    "--number", default="", metavar="文号", help="第一份的发文字号，其余接着编；写到年份为止就接着上一个编。"
)
@click.option(
    "--all", "every", is_flag=True, help="按规定不用发文的领导小组（报组长批准的、随职务替补的）也发。"
)
@click.option("--repeal", is_flag=True, help="写明原通知同时废止。")
@click.option(
    "--table", type=click.Path(path_type=Path), metavar="文件", help="另写一份调整前后对照表：xlsx 或 docx。"
)
@click.option("--whole-table", is_flag=True, help="对照表里没有变化的人也列上。")
@click.option("--vacant", is_flag=True, help="没有人任职的席位印成（空缺）；不加就不列。")
@click.option(
    "--to",
    "targets",
    default="docx,yaml",
    metavar="格式",
    help="docx、yaml、pdf，用逗号隔开；默认 docx,yaml。",
)
@click.option("-o", "--output", type=ResultPath(), default=Path(), metavar="文件夹", help="写到哪里。")
@with_database
def notice(
    groups: tuple[str, ...], batch: int | None, since: date | None, day: date | None, form: Form | None, together: bool,
    order: Order, head: Path | None, approval: str, number: str, every: bool, repeal: bool, table: Path | None,
    whole_table: bool, vacant: bool, targets: str, output: Path, url: str,
) -> None:  # fmt: skip
    """Write the notices, and the table when it is asked for."""
    from gongwen.api.roster.notices import NoticeSpec, write_notices

    asked = NoticeSpec(
        url, groups, batch, since, day, form, together, order, head, approval, number, every, repeal, table,
        whole_table, vacant, _targets(targets), output,
    )  # fmt: skip
    with with_clock("印发通知"):
        done = write_notices(asked)
    _say_not_due(done)
    if not done.files:
        say("没有要发文调整的领导小组")
        sys.exit(_NOTHING)
    if done.numbers:
        click.echo(f"已取号 {done.numbers[0]} 起共{len(done.numbers)}个（第{done.batch}批，可以撤销）")
    click.echo(f"已生成 {done.count} 份通知，在 {output}（{'、'.join(asked.targets)}）")
    if table is not None:
        click.echo(f"已生成 {table}")
    if done.problems:
        raise InputError(list(done.problems))


def _targets(text: str) -> tuple[NoticeTarget, ...]:
    """Return the formats that ``text`` lists with commas; one that there is not is told by whoever uses them."""
    names = [each.strip().lower() for each in text.replace("，", ",").split(",") if each.strip()]
    return cast("tuple[NoticeTarget, ...]", tuple(dict.fromkeys(names)))


def _say_not_due(done: Noticed) -> None:
    if done.not_due:
        names = "、".join(f"{name}（{how}）" for name, how in done.not_due)
        say(f"按各组规定不用发文的{len(done.not_due)}个：{names}；要一并发文请加 --all")


@click.command(
    help="把已有文件（YAML、稿、docx）里的领导小组名单改成某一天的样子：只改名单里的那几行，"
    "先显示改动，新文件写在旁边，原文件不动。",
    options_metavar="[选项]",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件…")
@click.option("--group", default="", metavar="组名", help="文件里是哪个领导小组；不写就从标题里认。")
@click.option("--dry-run", is_flag=True, help="只显示改动，不写文件。")
@click.option("--track", is_flag=True, help="docx 用修订标记。")
@click.option("-o", "--output", type=ResultPath(), metavar="文件夹", help="写到哪里，默认在原文件旁边。")
@with_day
@with_database
def update(
    files: tuple[Path, ...], group: str, dry_run: bool, track: bool, output: Path | None, day: date, url: str
) -> None:
    """Bring the rosters in files to the state of a day."""
    from gongwen.api.roster.updates import update_files

    problems: list[str] = []
    for found in update_files(url, files, day, group=group, folder=output, is_dry=dry_run, tracks=track):
        if found.updated is None:
            problems.append(found.problem)
            continue
        click.echo(f"{found.file}：{'、'.join(found.updated.groups)}")
        for line in found.updated.diff:
            click.echo(f"  {line}")
        for note in found.updated.notes:
            say(f"注意：{note}")
        if not found.updated.diff:
            click.echo("  名单没有变化")
        elif found.is_written:
            click.echo(f"已生成 {found.path}")
    if len(files) > 1:
        click.echo(f"{len(files)}个文件，{len(problems)}个没有更新", err=bool(problems))
    if problems:
        raise InputError(problems)
