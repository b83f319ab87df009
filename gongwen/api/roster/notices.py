"""What goes out of a register: notices of changes, and rosters brought up to date in files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal, get_args

from gongwen.api.documents import Source, compose, compose_source, render, write_source
from gongwen.batch import Failure, attempt, each
from gongwen.files import Outputs, Together, file_name, write_whole
from gongwen.finding import InputError, UsageError
from gongwen.read.named_files import files_named_by
from gongwen.roster.ledger.clause import clause_kind
from gongwen.roster.ledger.difference import GroupChange
from gongwen.roster.ledger.history import History
from gongwen.roster.ledger.lookup import LookupFailure, one_group
from gongwen.roster.notices.notice import (
    FORMS,
    Draft,
    Form,
    Letterhead,
    read_letterhead,
    table_book,
    table_document,
    title_of,
    write_notice,
)
from gongwen.roster.notices.update import Updated
from gongwen.roster.notices.wording import subject_of
from gongwen.roster.register import (
    changes_between,
    changes_of_batch,
    last_batch,
    read_register,
    taking_numbers,
)
from gongwen.roster.store.database import Database
from gongwen.roster.store.numbers import parse_number, reserve
from gongwen.roster.store.store import Holdings, Number
from gongwen.terms.people.list_order import ORDERS, Order

__all__ = [
    "FORMS",
    "NOTICE_TARGETS",
    "ORDERS",
    "Form",
    "NoticeSpec",
    "NoticeTarget",
    "Noticed",
    "Order",
    "Updated",
    "write_notices",
]  # fmt: skip

NoticeTarget = Literal["docx", "yaml", "pdf"]
NOTICE_TARGETS: tuple[NoticeTarget, ...] = get_args(NoticeTarget)
_TABLES = (".xlsx", ".docx")
_MOST_LISTS = 10
"""Groups in one notice with their whole lists, where no form was asked for."""


@dataclass(frozen=True, slots=True)
class NoticeSpec:
    """Which notices are wanted, how, and where."""

    register: str
    groups: Sequence[str] = ()
    """By name; () is all that need one."""
    batch: int | None = None
    """Whose changes; None is the latest batch."""
    since: date | None = None
    """From when all changes count, in place of a batch."""
    day: date | None = None
    """Whose rosters are printed, and the 成文日期; None is that of the changes."""
    form: Form | None = None
    """None is 名单, but 变动 where more than ten groups are one notice."""
    is_together: bool = False
    """Whether several groups are one notice."""
    order: Order = "席次"
    head: Path | None = None
    """A file with what every notice of the office has."""
    approval: str = ""
    """Who has agreed, as 经…同意 names them."""
    number: str = ""
    """The first 发文字号, or the beginning of it up to the year; "" for none."""
    has_all: bool = False
    """Whether groups that need no notice by their own clauses have one too."""
    repeals: bool = False
    table: Path | None = None
    """Where the table of before and after goes: xlsx or docx; None for none."""
    is_table_whole: bool = False
    """Whether the table has the lines too to which nothing happened."""
    has_vacant: bool = False
    """Whether seats of posts that nobody holds are printed as （空缺）."""
    targets: Sequence[NoticeTarget] = ("docx", "yaml")
    folder: Path = Path()


@dataclass(frozen=True, slots=True)
class Noticed:
    """What came of notices that were asked for."""

    files: tuple[Path, ...]
    """Of the notices."""
    count: int
    """Of the notices that were written."""
    numbers: tuple[str, ...] = ()
    """The 发文字号 that were taken."""
    batch: int = 0
    """The batch that took them, which can be taken back; 0 for none."""
    not_due: tuple[tuple[str, str], ...] = ()
    """Groups that need no notice by their own clauses, each with how it changes."""
    problems: tuple[str, ...] = ()
    """Why a notice was not written."""


@dataclass(frozen=True, slots=True)
class _Notice:
    """One notice that is to be written."""

    path: Path
    """Without its extension."""
    source: Source


@dataclass(frozen=True, slots=True)
class _Plan:
    """Everything that is worked out before anything is written."""

    history: History
    drafts: tuple[Draft, ...]
    letterhead: Letterhead
    not_due: tuple[tuple[str, str], ...]


def write_notices(spec: NoticeSpec) -> Noticed:
    """Write the notices, and the table when it is wanted; return what came of it.

    With a number all is written or nothing: every notice is made first, and the numbers are taken in the
    last step, which is undone when a file cannot be written. Without one a notice that cannot be made does
    not stop the others.
    Raises UsageError for what cannot be, and when an output is a file that is read; InputError for
    faults in the head, and with a number for those in any notice.
    """
    _require_spec(spec)
    database = Database(spec.register)
    held = read_register(database)
    plan = _plan(spec, held)
    if not plan.drafts:
        return Noticed((), 0, not_due=plan.not_due)
    numbers = _numbers(spec, held, plan)
    notices, problems = _notices(plan, spec)
    if problems and (numbers or not notices):
        raise InputError(problems)
    _claim(spec, notices, database)
    if numbers:
        notices = [_numbered(*pair) for pair in zip(notices, numbers, strict=True)]
    done = _deliver(spec, plan, notices, numbers, database)
    return replace(done, problems=(*problems, *done.problems))


def _require_spec(spec: NoticeSpec) -> None:
    wrong = [each for each in spec.targets if each not in NOTICE_TARGETS]
    if wrong or not spec.targets:
        raise UsageError(
            f"--to “{','.join(spec.targets)}”不认识，请写 {'、'.join(NOTICE_TARGETS)} 中的一个或几个，用逗号隔开"
        )
    if spec.batch is not None and spec.since is not None:
        raise UsageError("--batch 和 --since 只写一样")


def _plan(spec: NoticeSpec, held: Holdings) -> _Plan:
    letterhead = read_letterhead(spec.head, spec.approval)
    history, until, changes = _changes(spec, held)
    not_due: list[tuple[str, str]] = []
    if not (spec.has_all or spec.groups):
        changes, not_due = _due(history, changes)
    parts = [tuple(changes)] if spec.is_together and changes else [(change,) for change in changes]
    day = spec.day or until
    drafts = tuple(
        Draft(part, _form(spec, part), day, "", spec.order, spec.repeals, spec.has_vacant) for part in parts
    )
    return _Plan(history, drafts, letterhead, tuple(not_due))


def _form(spec: NoticeSpec, changes: Sequence[GroupChange]) -> Form:
    return spec.form or ("变动" if len(changes) > _MOST_LISTS else "名单")


def _changes(spec: NoticeSpec, held: Holdings) -> tuple[History, date, Sequence[GroupChange]]:
    """Return the history, the day, and what changed in the groups that are wanted."""
    today = spec.day or date.today()
    history = held.fold()
    try:
        groups = [one_group(history, name, today) for name in spec.groups]
    except LookupFailure as failure:
        raise UsageError(str(failure)) from None
    if spec.since is not None:
        return changes_between(held, spec.since, today, groups)
    return changes_of_batch(held, spec.batch or last_batch(held), groups, spec.day)


def _due(history: History, changes: Sequence[GroupChange]) -> tuple[list[GroupChange], list[tuple[str, str]]]:
    """Return the changes that need a notice by the groups' own clauses, and the other groups."""
    due, others = [], []
    for change in changes:
        kind = clause_kind(history.register.groups[change.group].clause)
        if change.has_ended or kind == "发文调整":
            due.append(change)
        else:
            others.append((change.name, "报组长批准" if kind == "组长批准" else "随职务自然替补"))
    return due, others


def _numbers(spec: NoticeSpec, held: Holdings, plan: _Plan) -> list[Number]:
    """Return the numbers that the notices will have; none is taken yet."""
    if not spec.number:
        return []
    titles = [title_of(draft.changes, plan.letterhead.issuer) for draft in plan.drafts]
    return reserve(held.numbers, parse_number(spec.number), titles)


def _notices(plan: _Plan, spec: NoticeSpec) -> tuple[list[_Notice], list[str]]:
    """Return the notices that can be worded, and what is wrong with the others."""
    notices: list[_Notice] = []
    problems: list[str] = []
    for draft in plan.drafts:
        try:
            notices.append(_notice(plan, draft, spec))
        except InputError as error:
            problems += error.problems
    return notices, problems


def _notice(plan: _Plan, draft: Draft, spec: NoticeSpec) -> _Notice:
    document = write_notice(plan.history, draft, plan.letterhead)
    subject = file_name("".join(subject_of(draft.changes).split()))
    head = plan.letterhead
    return _Notice(spec.folder / f"关于{subject}的通知", Source(document, head.places, head.path))


def _numbered(notice: _Notice, number: Number) -> _Notice:
    document = notice.source.document.model_copy(update={"doc_number": str(number)})
    return replace(notice, source=replace(notice.source, document=document))


def _claim(spec: NoticeSpec, notices: Sequence[_Notice], database: Database) -> None:
    """Raise UsageError when an output is a file that is read, or the table is of another kind."""
    table = [spec.table] if spec.table else []
    given = [*database.files, *([spec.head] if spec.head else [])]
    named = partial(_files_named, notices)
    Outputs(given, named).claim([*table, *(_file(each, kind) for each in notices for kind in spec.targets)])
    for path in table:
        if path.suffix.lower() not in _TABLES:
            raise UsageError(f"{path}：对照表是 xlsx 或 docx，请改扩展名")


def _files_named(notices: Sequence[_Notice]) -> Iterator[Path]:
    for notice in notices:
        yield from files_named_by(notice.source)


def _file(notice: _Notice, kind: str) -> Path:
    return notice.path.with_name(f"{notice.path.name}.{kind}")


def _deliver(
    spec: NoticeSpec, plan: _Plan, notices: Sequence[_Notice], numbers: Sequence[Number], database: Database
) -> Noticed:
    files, problems = _made(notices, spec)
    if problems and (numbers or not files):
        raise InputError(problems)
    table = _table(spec, plan)
    batch = 0
    if numbers:
        with Together() as together, taking_numbers(database, numbers) as batch:
            together.write({**files, **table})
    else:
        for path, data in {**files, **table}.items():
            write_whole(path, data)
    count = len(files) // len(spec.targets)
    return Noticed(tuple(files), count, tuple(map(str, numbers)), batch, plan.not_due, tuple(problems))


def _made(notices: Sequence[_Notice], spec: NoticeSpec) -> tuple[dict[Path, bytes], list[str]]:
    """Return the files of every notice that can be made, and what is wrong with the others."""
    files: dict[Path, bytes] = {}
    problems: list[str] = []
    for made, wrong in each(partial(_make, targets=tuple(spec.targets)), notices, _unmade):
        files |= made
        problems += wrong
    return files, problems


def _make(notice: _Notice, targets: Sequence[NoticeTarget]) -> tuple[Mapping[Path, bytes], list[str]]:
    """Return the files of one notice, or what is wrong with it."""
    made = attempt(notice.path.name, lambda: _render(notice, targets))
    return _unmade(notice, made) if isinstance(made, Failure) else (made, [])


def _unmade(_: _Notice, failure: Failure) -> tuple[Mapping[Path, bytes], list[str]]:
    return {}, list(failure.problems)


def _render(notice: _Notice, targets: Sequence[NoticeTarget]) -> Mapping[Path, bytes]:
    composition = compose_source(notice.source)
    return {
        _file(notice, kind): _beside(notice).encode()
        if kind == "yaml"
        else render(composition, kind).files[0]
        for kind in targets
    }


def _beside(notice: _Notice) -> str:
    """Return the notice in the input format; its pictures count from its own folder then."""
    document, base = notice.source.document, notice.source.path.parent
    pictures = document.seal_images

    def moved(path: str) -> str:
        try:
            return Path(os.path.relpath(base / path, notice.path.parent)).as_posix()
        except ValueError:  # another drive
            return str((base / path).resolve())

    update = {
        "seals": tuple(moved(seal) if seal in pictures else seal for seal in document.seals),
        "stamps": tuple(
            stamp.model_copy(update={"image": moved(stamp.image)}) if stamp.image else stamp
            for stamp in document.stamps
        ),
    }
    changed = {name: value for name, value in update.items() if value != getattr(document, name)}
    return write_source(document.model_copy(update=changed))


def _table(spec: NoticeSpec, plan: _Plan) -> dict[Path, bytes]:
    if spec.table is None:
        return {}
    changes = [change for draft in plan.drafts for change in draft.changes]
    if spec.table.suffix.lower() == ".xlsx":
        return {spec.table: table_book(changes, is_whole=spec.is_table_whole)}
    document = table_document(changes, plan.drafts[0].day, is_whole=spec.is_table_whole)
    return {spec.table: render(compose(document), "docx").files[0]}
