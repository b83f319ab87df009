"""``gongwen roster notice`` and ``update``: what changed, in new notices and in the documents that there are."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongwen.cli.progress import with_progress
from gongwen.cli.roster.options import Day, with_database, with_day
from gongwen.files import Outputs, write_whole
from gongwen.finding import InputError, UsageError

if TYPE_CHECKING:
    from gongwen.document import Document
    from gongwen.roster.ledger.difference import GroupChange
    from gongwen.roster.ledger.history import History
    from gongwen.roster.ledger.state import Order
    from gongwen.roster.notices.notice import Draft, Form

_ORDERS = ("席次", "位次", "单位", "姓氏笔画", "姓名笔画", "拼音")
_FORMS = ("名单", "变动")
_TARGETS = ("docx", "yaml", "pdf")
_NOTHING = 1
_UNSAFE = re.compile(r'[\\/:*?"<>|\s]+')


@dataclass(frozen=True, slots=True)
class _Order:
    """One file to write."""

    path: Path
    document: Document


@click.command(
    help="印发调整通知。默认是最近一批变动所涉及的领导小组，一组一份，附调整后的全部名单；"
    "--form 变动 只写变动；--together 几个组合成一份。",
    options_metavar="[选项]",
)
@click.argument("groups", nargs=-1, metavar="[领导小组…]")
@click.option("--batch", type=int, metavar="批号", help="哪一批变动，默认最近一批。")
@click.option("--since", type=Day(), metavar="日期", help="从哪一天到 --on 的全部变动，代替 --batch。")
@click.option(
    "--on", "day", type=Day(), metavar="日期", help="名单截至哪一天，也是成文日期；默认变动生效的那一天。"
)
@click.option(
    "--form", type=click.Choice(_FORMS), default="名单", metavar="|".join(_FORMS), help="默认 名单。"
)
@click.option("--together", is_flag=True, help="几个领导小组合成一份通知，名单各作一个附件。")
@click.option(
    "--order", type=click.Choice(_ORDERS), default="席次", metavar="|".join(_ORDERS), help="名单按什么排序。"
)
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
@click.option(
    "--to",
    "targets",
    default="docx,yaml",
    metavar="格式",
    help="docx、yaml、pdf，用逗号隔开；默认 docx,yaml。",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path(), metavar="文件夹", help="写到哪里。"
)
@with_database
def notice(
    groups: tuple[str, ...], batch: int | None, since: date | None, day: date | None, form: Form, together: bool,
    order: Order, head: Path | None, approval: str, number: str, every: bool, repeal: bool, table: Path | None, targets: str,
    output: Path, url: str,
) -> None:  # fmt: skip
    """Write the notices, and the table when it is asked for."""
    from gongwen.roster.notices.notice import Draft, read_letterhead, title_of, write_notice
    from gongwen.roster.register import reserve_numbers
    from gongwen.roster.store.database import Database
    from gongwen.roster.store.numbers import parse_number

    kinds = _kinds(targets)
    letterhead = read_letterhead(head, approval)
    code = parse_number(number) if number else None
    history, until, changes = _changes(url, groups, batch, since, day)
    changes = changes if every or groups else _due(history, changes)
    if not changes:
        click.echo("没有要发文调整的领导小组", err=True)
        sys.exit(_NOTHING)
    parts = [changes] if together else [(change,) for change in changes]
    drafts = [Draft(tuple(part), form, day or until, "", order, repeal) for part in parts]
    documents = [write_notice(history, draft, letterhead) for draft in drafts]
    paths = _paths(drafts, output)
    files = [path.with_name(f"{path.name}.{kind}") for path in paths for kind in kinds]
    given = [*Database(url).files, *([head] if head else [])]
    named = partial(_files_named, documents)
    Outputs(given, named).claim([*files, *([table] if table else [])])
    if code is not None:
        titles = [title_of(draft.changes, letterhead.issuer) for draft in drafts]
        numbers, own = reserve_numbers(Database(url), code, titles)
        click.echo(f"已取号 {numbers[0]} 起共{len(numbers)}个（第{own}批，可以撤销）")
        documents = [
            document.model_copy(update={"doc_number": str(each)})
            for document, each in zip(documents, numbers, strict=True)
        ]
    _write([_Order(path, document) for path, document in zip(paths, documents, strict=True)], kinds)
    if table is not None:
        _write_table(table, changes, day or until)


def _due(history: History, changes: Sequence[GroupChange]) -> list[GroupChange]:
    """Return the changes that need a notice by the groups' own clauses; tell of the others."""
    from gongwen.roster.ledger.roles import clause_kind

    due, others = [], []
    for change in changes:
        kind = clause_kind(history.register.groups[change.group].clause)
        if change.has_ended or kind == "发文调整":
            due.append(change)
        else:
            others.append(f"{change.name}（{'报组长批准' if kind == '组长批准' else '随职务自然替补'}）")
    if others:
        click.echo(
            f"按各组规定不用发文的{len(others)}个：{'、'.join(others)}；要一并发文请加 --all", err=True
        )
    return due


def _kinds(text: str) -> list[str]:
    kinds = [each.strip().lower() for each in text.replace("，", ",").split(",") if each.strip()]
    wrong = [each for each in kinds if each not in _TARGETS]
    if wrong or not kinds:
        raise UsageError(f"--to “{text}”不认识，请写 {'、'.join(_TARGETS)} 中的一个或几个，用逗号隔开")
    return kinds


def _changes(
    url: str, names: Sequence[str], batch: int | None, since: date | None, day: date | None
) -> tuple[History, date, Sequence[GroupChange]]:
    """Return the history, the day, and what changed in the groups called ``names``; () is all that changed."""
    from gongwen.roster.ledger.lookup import LookupFailure, one_group
    from gongwen.roster.register import changes_between, changes_of_batch, last_batch, read_register
    from gongwen.roster.store.database import Database

    held = read_register(Database(url))
    if batch is not None and since is not None:
        raise UsageError("--batch 和 --since 只写一样")
    history = held.fold()
    try:
        groups = [one_group(history, name, day or date.today()) for name in names]
    except LookupFailure as failure:
        raise UsageError(str(failure)) from None
    if since is not None:
        return changes_between(held, since, day or date.today(), groups)
    return changes_of_batch(held, batch or last_batch(held), groups, day)


def _files_named(documents: Sequence[Document]) -> Iterator[Path]:
    from gongwen.read.input.source import Source
    from gongwen.read.named_files import files_named_by

    for document in documents:
        yield from files_named_by(Source(document, {}, Path()))


def _paths(drafts: Sequence[Draft], folder: Path) -> list[Path]:
    """Return the file of each notice, without its extension."""
    from gongwen.roster.notices.notice import subject_of

    subjects = [_UNSAFE.sub("", subject_of(draft.changes)) for draft in drafts]
    return [folder / f"关于{subject}的通知" for subject in subjects]


def _write(orders: Sequence[_Order], kinds: Sequence[str]) -> None:
    from gongwen.batch import each

    problems: list[str] = []
    for found in with_progress(
        each(partial(_write_one, kinds=tuple(kinds)), orders), len(orders), "印发通知"
    ):
        problems += found
    click.echo(f"已生成 {len(orders)} 份通知，在 {orders[0].path.parent}（{'、'.join(kinds)}）")
    if problems:
        raise InputError(problems)


def _write_one(order: _Order, kinds: Sequence[str]) -> list[str]:
    """Write one notice in every kind; return what is wrong with it."""
    from gongwen import api

    path = order.path
    try:
        for kind in kinds:
            target = path.with_name(f"{path.name}.{kind}")
            if kind == "yaml":
                write_whole(target, api.write_source(order.document, "yaml").encode())
            else:
                write_whole(target, api.render(api.compose(order.document), kind).files[0])  # type: ignore[arg-type]
    except InputError as error:
        return [f"{path.name}：{problem}" for problem in error.problems]
    return []


def _write_table(path: Path, changes: Sequence[GroupChange], day: date) -> None:
    from gongwen import api
    from gongwen.roster.notices.notice import table_book, table_document

    if path.suffix.lower() == ".xlsx":
        write_whole(path, table_book(changes))
    elif path.suffix.lower() == ".docx":
        write_whole(path, api.render(api.compose(table_document(changes, day)), "docx").files[0])
    else:
        raise UsageError(f"{path}：对照表是 xlsx 或 docx，请改扩展名")
    click.echo(f"已生成 {path}")


@click.command(
    help="把已有文件（YAML、稿、docx）里的领导小组名单改成某一天的样子：只改名单里的那几行，"
    "先显示改动，新文件写在旁边，原文件不动。",
    options_metavar="[选项]",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件…")
@click.option("--group", default="", metavar="组名", help="文件里是哪个领导小组；不写就从标题里认。")
@click.option("--dry-run", is_flag=True, help="只显示改动，不写文件。")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="文件夹", help="写到哪里，默认在原文件旁边。"
)
@with_day
@with_database
def update(
    files: tuple[Path, ...], group: str, dry_run: bool, output: Path | None, day: date, url: str
) -> None:
    """Bring the rosters in files to the state of a day."""
    from gongwen.read.named_files import files_named
    from gongwen.roster.notices.update import update_file
    from gongwen.roster.register import read_register
    from gongwen.roster.store.database import Database

    database = Database(url)
    history = read_register(database).fold()
    paths = [(output or file.parent) / f"{file.stem}（{day}）{file.suffix}" for file in files]
    Outputs([*files, *database.files], lambda: files_named(files)).claim(paths)
    problems: list[str] = []
    for file, path in zip(files, paths, strict=True):
        try:
            updated = update_file(file, history, day, group)
        except (InputError, UsageError) as error:
            problems.append(str(error))
            continue
        click.echo(f"{file}：{'、'.join(updated.groups)}")
        for line in updated.diff:
            click.echo(f"  {line}")
        for note in updated.notes:
            click.echo(f"注意：{note}", err=True)
        if not updated.diff:
            click.echo("  名单没有变化")
        elif not dry_run:
            write_whole(path, updated.data)
            click.echo(f"已生成 {path}")
    if problems:
        raise InputError(problems)
