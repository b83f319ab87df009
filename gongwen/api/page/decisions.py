"""A batch of changes from what was read to the notices: what each group asks for, and what was decided on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, get_args

import yaml

from gongwen.api.roster.changes import (
    Proposal,
    Row,
    enter,
    enter_suggestions,
    preview,
    reason_of,
    suggestions_after,
)
from gongwen.api.roster.notices import Noticed, NoticeSpec, write_notices
from gongwen.api.roster.proposals import Proposals, decide, enter_proposals, preview_proposals
from gongwen.api.roster.registers import undo_batch
from gongwen.files import write_whole
from gongwen.finding import InputError, UsageError
from gongwen.read.workbook import Cell
from gongwen.roster.intake.proposals import Proposed
from gongwen.roster.ledger.state import Line
from gongwen.roster.review.impact import Hit
from gongwen.roster.review.suggestions import suggested

__all__ = [
    "ACTIONS", "CHANGE_KEYS", "Action", "Affected", "Change", "Choice", "Decision", "Done", "Seat", "affected", "carry_out", "typed_rows",
    "work_out",
]  # fmt: skip

Action = Literal["单独发", "合发", "替补", "备案", "暂缓"]
"""A notice of its own, one with other groups, none as the successor follows by rule, none after approval, later."""
ACTIONS: tuple[Action, ...] = get_args(Action)
_BY_CLAUSE: Mapping[str, Action] = {"发文调整": "单独发", "组长批准": "备案", "随职务调整": "替补"}
CHANGE_KEYS = ("姓名", "编号", "原职务", "类型", "职务", "生效日期")
"""The columns of changes as they are typed."""
_KEPT = "办理"


@dataclass(frozen=True, slots=True)
class Change:
    """Changes that are to be entered: read from a file, or typed."""

    name: str
    """What they are called in the register."""
    proposals: Proposals | None = None
    rows: tuple[Row, ...] = ()


def typed_rows(rows: Sequence[Mapping[str, str]], title: str = "", number: str = "") -> tuple[Row, ...]:
    """Return ``rows`` by CHANGE_KEYS, empty ones left out, as rows of a file of changes with the document that says so."""
    made = []
    for count, row in enumerate(rows, 1):
        if any(row.get(key) for key in CHANGE_KEYS if key not in ("类型", "生效日期")):
            about = {**row, "来源标题": title, "文号": number}
            cells = {key: Cell(text, f"第{count}行 {key}") for key, text in about.items() if text}
            made.append(Row(cells, f"第{count}行"))
    return tuple(made)


def work_out(register: str, change: Change, accepted: Sequence[Proposed] = ()) -> Proposal:
    """Return what ``change`` would do; of what is doubtful the ``accepted`` alone counts.

    Raises InputError with every fault, UsageError when nothing would change.
    """
    if change.proposals is not None:
        return preview_proposals(register, decide(change.proposals, accepted))
    if not change.rows:
        raise UsageError("没有写任何变动，请至少填一行")
    return preview(register, change.rows)


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat that changes."""

    role: str
    before: str
    after: str
    key: str = ""
    """What tells what is proposed for it; "" when nothing has to be decided."""
    successor: str = ""
    """Who is proposed; "" for nobody."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Affected:
    """A group that changes."""

    group: str
    rule: str
    """How its members change, in its own words; "" when it does not say."""
    usual: Action | Literal[""]
    """What its rule asks for; "" where a seat has nobody to follow, so that a person decides."""
    seats: tuple[Seat, ...]


def affected(proposal: Proposal) -> tuple[Affected, ...]:
    """Return the groups that a batch changes, in their order; those that end with it are left out."""
    impact, after = proposal.impact, proposal.after
    keys = {id(hit): _key(each) for hit, each in suggested(after, impact) if hit is not None}
    found = []
    for change in impact.changes:
        hits = [hit for hit in impact.hits if hit.group == change.group]
        if hits:
            rule = after.register.groups[change.group].clause
            seats = tuple(_seat(proposal, hit, keys.get(id(hit), "")) for hit in hits)
            found.append(Affected(change.name, rule, _usual(hits), seats))
    return tuple(found)


def _usual(hits: Sequence[Hit]) -> Action | Literal[""]:
    is_open = any(hit.has_left and hit.successor is None and not hit.moves_up for hit in hits)
    return "" if is_open else _BY_CLAUSE[hits[0].clause]


def _key(change: Proposed) -> str:
    return "/".join(change.cells.get(key, "") for key in ("组", "角色", "姓名"))


def _seat(proposal: Proposal, hit: Hit, key: str) -> Seat:
    day, shift = proposal.impact.day, hit.shift
    successor = proposal.after.person_name(hit.successor.person, day) if hit.successor else ""
    reason = reason_of(proposal.after, hit, proposal.impact) if hit.has_left else ""
    return Seat(shift.line.role, _told(shift.before), _told(shift.after), key, successor, reason)


def _told(line: Line | None) -> str:
    return f"{line.name or '（空缺）'} {line.post or '（没有职务）'}" if line else ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done for a group."""

    group: str
    action: Action
    reason: str = ""
    """Why it is put off."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a batch."""

    batch: int
    follow_up: int = 0
    """The batch with the successors; 0 for none."""
    folder: Path | None = None
    """Where the notices are; None for none."""
    files: tuple[Path, ...] = ()
    numbers: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    numbered_by: tuple[int, ...] = ()
    """The batches that took numbers."""

    def undo(self, register: str) -> None:
        """Take everything back, what came last first."""
        for batch in (*self.numbered_by[::-1], self.follow_up, self.batch):
            if batch:
                undo_batch(register, batch)


@dataclass(frozen=True, slots=True)
class Choice:
    """How a batch is carried out."""

    decisions: Sequence[Decision]
    successors: Mapping[str, str] = field(default_factory=dict)
    """By the keys of seats: "" for who is proposed, or another name; a seat that is not in it stays."""
    number: str = ""
    """The first 发文字号, or its beginning up to the year; "" for none."""
    head: Path | None = None
    approval: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    """By the keys of seats: the 编号 of another name that several bear, or 新 for somebody new."""
    person: str = ""
    """Who decided, where several people share a server."""


def carry_out(
    register: str, change: Change, choice: Choice, folder: Path, accepted: Sequence[Proposed] = ()
) -> Done:
    """Enter ``change`` and its successors, keep the decisions below ``folder``, and write the notices there.

    Raises InputError with every group that is put off without a reason, and as entering does, before anything is written.
    """
    vague = [each.group for each in choice.decisions if each.action == "暂缓" and not each.reason.strip()]
    if vague:
        raise InputError([f"{group}：暂不办理，请写明原因" for group in vague])
    worked_out = work_out(register, change, accepted)
    days = [event.day for event in worked_out.entry.addition.events]
    if not days:
        raise UsageError("名册没有变化，没有录入")
    batch = _entered(register, change, accepted, choice.person)
    own, follow_up = folder / f"第{batch}批", 0
    try:
        follow_up = _followed(register, batch, choice)
        _keep(own, change, choice)
    except (InputError, UsageError):
        _take_back(register, Done(batch, follow_up))
        raise
    spec = NoticeSpec(
        register, since=min(days) - timedelta(days=1), day=max(days), head=choice.head, approval=choice.approval,
        number=choice.number, folder=own, has_all=True,
    )  # fmt: skip
    return _noticed(Done(batch, follow_up, own), choice.decisions, spec)


def _take_back(register: str, done: Done) -> None:
    """Take ``done`` back, which could not be ended. Raises UsageError when that cannot be done either."""
    try:
        done.undo(register)
    except UsageError as error:
        raise UsageError(
            f"第{done.batch}批已经录入，后面的没有做成（{error}）；请腾出空间，在“名单”里撤销这一批，再录入一次"
        ) from None


def _entered(register: str, change: Change, accepted: Sequence[Proposed], person: str) -> int:
    note = f"录入 {change.name}" + (f"（{person}）" if person else "")
    if change.proposals is not None:
        return enter_proposals(register, decide(change.proposals, accepted), note)[0].batch
    return enter(register, change.rows, note)[0].batch


def _followed(register: str, batch: int, choice: Choice) -> int:
    taken = [
        _with_successor(each, choice.successors[key], choice.keys.get(key, ""))
        for each in suggestions_after(register, batch)
        if (key := _key(each)) in choice.successors
    ]
    return enter_suggestions(register, taken, batch).batch if taken else 0


def _with_successor(change: Proposed, name: str, key: str) -> Proposed:
    if not name:
        return change
    return replace(change, cells={**change.cells, "类型": "分工调整", "接替人": name, "接替人编号": key})


def _keep(folder: Path, change: Change, choice: Choice) -> None:
    """Write down what was decided for each group, with the moment."""
    told = {
        "来源": change.name,
        "录入时间": datetime.now().isoformat(timespec="seconds"),
        **({"录入人": choice.person} if choice.person else {}),
        _KEPT: [
            {"领导小组": each.group, "怎样办理": each.action, "原因": each.reason}
            for each in choice.decisions
        ],
        "接任": dict(choice.successors),
    }
    text = yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=2**20)
    write_whole(folder / f"{_KEPT}.yaml", text.encode())


def _noticed(done: Done, decisions: Sequence[Decision], spec: NoticeSpec) -> Done:
    for action in ("单独发", "合发"):
        groups = [each.group for each in decisions if each.action == action]
        if groups:
            done = _added(done, replace(spec, groups=groups, is_together=action == "合发"))
    return done


def _added(done: Done, spec: NoticeSpec) -> Done:
    """Return ``done`` with the notices of ``spec``; what cannot be made is told, as the changes are entered already."""
    try:
        found = write_notices(spec)
    except (InputError, UsageError) as error:
        problems = error.problems if isinstance(error, InputError) else [str(error)]
        found = Noticed((), 0, problems=tuple(problems))
    return replace(
        done,
        files=(*done.files, *found.files),
        numbers=(*done.numbers, *found.numbers),
        problems=(*done.problems, *found.problems),
        numbered_by=(*done.numbered_by, *((found.batch,) if found.batch else ())),
    )
