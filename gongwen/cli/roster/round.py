"""``gongwen roster`` without a command: the usual round in questions, each step undoable."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongwen.api import InputError, UsageError
from gongwen.cli.roster.effects import say_entered
from gongwen.cli.roster.options import default_register
from gongwen.cli.roster.proposals import Asking, proposals_of, take_proposals
from gongwen.cli.saying import say

if TYPE_CHECKING:
    from gongwen.api.roster.proposals import Proposed

_BOOKS = (".xlsx", ".xlsm", ".csv")
"""Files that tell no day of their own."""


def lead() -> None:
    """Ask which register it is, then step by step what is to be done, until nothing is."""
    register = click.prompt("名册文件", default=default_register())
    _open(register)
    round_ = _Round(register)
    while True:
        click.echo()
        for number, (text, _) in enumerate(_STEPS, 1):
            click.echo(f"  {number}. {text}")
        click.echo("  0. 结束")
        answer = click.prompt("做什么（写数字）", type=click.IntRange(0, len(_STEPS)), default=0)
        if not answer:
            return
        _safely(_STEPS[answer - 1][1], round_)


def _open(register: str) -> None:
    """Make the register where there is none and the user wants one."""
    from gongwen.api.roster.registers import create

    if "://" in register or Path(register).exists():
        return
    if not click.confirm(f"没有 {register}，新建一个吗？", default=True):
        raise click.exceptions.Exit(1)
    create(register)
    click.echo(f"已新建名册 {register}")


def _safely(step: Callable[[_Round], None], round_: _Round) -> None:
    """Do a step; what is wrong with a file is told, and the round goes on."""
    try:
        step(round_)
    except (InputError, UsageError) as error:
        say(str(error))
    except SystemExit:
        pass


class _Round:
    """The steps of a round on one register."""

    def __init__(self, register: str) -> None:
        self.register = register

    def take_in(self) -> None:
        """Take a file in: what it proposes is shown and asked about."""
        from gongwen.api.roster.changes import enter, read_changes
        from gongwen.api.roster.proposals import enter_proposals, lists_changes
        from gongwen.api.roster.registers import restore_file

        file = _ask_file("哪个文件")
        asking = Asking(self.register, takes_yes=False, takes_good=False)
        entered = restore_file(self.register, file)
        if entered is None and lists_changes(file):
            entered = enter(self.register, read_changes(file), f"录入 {file.name}")[0]
        elif entered is None:
            is_book = file.suffix.lower() in _BOOKS
            day = _ask_day("名单从哪一天起算", date.today()) if is_book else None
            proposals = proposals_of(file, day, asking)
            if proposals.changes:
                take_proposals(proposals, f"录入 {file.name}", asking)
                return
            entered = enter_proposals(self.register, proposals, f"导入 {file.name}")[0]
        if entered is None or not entered.batch:
            click.echo("名册没有变化，没有录入。")
            return
        say_entered(entered)

    def decide(self) -> None:
        """Ask of each suggestion after the last batch whether it is taken, and enter those that are."""
        from gongwen.api.roster.changes import enter_suggestions, suggestions_after

        taken: list[Proposed] = []
        for each in suggestions_after(self.register):
            is_open = each.surety == "存疑"
            asked = f"{'存疑：' if is_open else ''}{each}（{each.reason}），采用吗？"
            if not any(map(each.rules_out, taken)) and click.confirm(asked, default=not is_open):
                taken.append(each)
        if not taken:
            click.echo("没有要录入的建议。")
            return
        say_entered(enter_suggestions(self.register, taken))

    def print_notices(self) -> None:
        """Write the notices of what changed since a day."""
        from gongwen.api.roster.notices import NoticeSpec, write_notices

        since = _ask_day("从哪一天起的变动（那一天还是原来的名单）")
        until = _ask_day("到哪一天（也是成文日期）", date.today())
        head = click.prompt("文头文件（没有就直接回车）", default="", show_default=False)
        folder = Path(click.prompt("写到哪个文件夹", default="通知"))
        spec = NoticeSpec(
            self.register, since=since, day=until, head=Path(head) if head else None, folder=folder
        )
        done = write_notices(spec)
        click.echo(f"已生成 {done.count} 份通知，在 {folder}")
        for problem in done.problems:
            say(problem)

    def update(self) -> None:
        """Bring the roster in a file to a day."""
        from gongwen.api.roster.updates import update_files

        file, day = _ask_file("哪个文件"), _ask_day("改成哪一天的名单", date.today())
        for found in update_files(self.register, [file], day):
            click.echo(f"已生成 {found.path}" if found.is_written else found.problem or "名单没有变化")

    def look(self) -> None:
        """Show what goes by a name."""
        from gongwen.cli.roster.show import say_found

        say_found(self.register, click.prompt("组名、姓名或单位"), date.today())

    def undo(self) -> None:
        """Take the latest batch back."""
        from gongwen.api.roster.registers import undo_batch
        from gongwen.api.roster.views import batches

        last = next((each for each in batches(self.register) if each["状态"] != "已撤销"), None)
        if last is None:
            click.echo("名册里还没有录入任何内容")
        elif click.confirm(f"撤销第{last['批号']}批（{last['说明']}）吗？", default=False):
            undoing = undo_batch(self.register, int(last["批号"]))
            click.echo(f"已撤销第{last['批号']}批，要恢复就撤销第{undoing}批")


def _ask_file(question: str) -> Path:
    return Path(os.path.expanduser(click.prompt(question).strip().strip("\"'")))


def _ask_day(question: str, default: date | None = None) -> date:
    from gongwen.api.chinese import DateError, parse_date

    while True:
        answer = click.prompt(question, default=default.isoformat() if default else None)
        try:
            return parse_date(str(answer))
        except DateError:
            say("不是一个日期，请写成 2024-06-01 或 2024年6月1日")


_STEPS: tuple[tuple[str, Callable[[_Round], None]], ...] = (
    ("录入文件（任免通知、调整通知、名单、表格）", _Round.take_in),
    ("看建议，决定采用哪些", _Round.decide),
    ("印发通知", _Round.print_notices),
    ("把已有的文件改成某一天的名单", _Round.update),
    ("查一个领导小组、一个人或一个单位", _Round.look),
    ("撤销最近一次录入", _Round.undo),
)
"""What can be done, in the order of the usual round."""
