"""名单: the groups on a day, and changes from what was read to the notices."""

from __future__ import annotations

import io
import secrets
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import cast

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from gongwen.api import InputError, UsageError
from gongwen.api.chinese import DateError, parse_date
from gongwen.api.documents import compose_source, load
from gongwen.api.files import write_whole
from gongwen.api.page.decisions import (
    ACTIONS,
    CHANGE_KEYS,
    Change,
    Choice,
    Decision,
    Done,
    affected,
    carry_out,
    typed_rows,
    work_out,
)
from gongwen.api.page.previews import ShownPage
from gongwen.api.roster.proposals import propose, require_day
from gongwen.api.roster.registers import create, import_file, is_there, undo_batch
from gongwen.api.roster.views import (
    GroupView,
    PersonView,
    all_groups,
    batches,
    change_days,
    namesakes,
    people_called,
)
from gongwen.web import answers
from gongwen.web.forms import LARGEST, Form, Upload, whole_number
from gongwen.web.server_state import ROSTERS, SENT, Pending, ServerState

_HEAD = "文头.yaml"
_ROWS = 6
"""Empty rows that a form for changes begins with."""
_KINDS = ("任", "免", "调", "兼任", "退休", "去世")
_NEW_HEAD = "发文机关: \n主送机关: \n印发机关: \n"
_STAYS, _OTHER = "不动", "另选"


def _state(request: Request) -> ServerState:
    return cast(ServerState, request.app.state.server)


def _day(text: str) -> date | None:
    """Return the day that was typed; None for nothing. Raises UsageError for what is none."""
    try:
        return parse_date(text) if text.strip() else None
    except DateError:
        raise UsageError(f"“{text}”不是一个日期，请写成 2024-06-01 或 2024年6月1日") from None


def _day_or_today(text: str) -> date:
    """Return the day that was typed; today for none, and for what is none."""
    try:
        return _day(text) or date.today()
    except UsageError:
        return date.today()


def show(request: Request) -> Response:
    """Return the groups on a day, whoever is looked for, and the batches."""
    state = _state(request)
    if not is_there(state.register):
        return answers.page(request, "no_register.html")
    day = _day(request.query_params.get("on", "")) or date.today()
    days, name = change_days(state.register), request.query_params.get("find", "").strip()
    groups = all_groups(state.register, day)
    return answers.page(
        request, "roster.html", groups=[each for each in groups if _is_wanted(each, name)], day=day, find=name,
        people=people_called(state.register, name, day) if name else [], batches=list(batches(state.register)),
        before=max((each for each in days if each < day), default=None),
        after=min((each for each in days if each > day), default=None),
    )  # fmt: skip


def _is_wanted(group: GroupView, name: str) -> bool:
    return not name or name in group.name or any(name in (line.name, line.post) for line in group.lines)


def show_group(request: Request) -> Response:
    """Return the roster of a group on a day. Raises HTTPException when there is none."""
    day = _day(request.query_params.get("on", "")) or date.today()
    number = int(request.path_params["number"])
    group = next((each for each in all_groups(_state(request).register, day) if each.key == number), None)
    if group is None:
        raise UsageError(f"{day} 没有这个领导小组，请换一天再看")
    return answers.page(request, "group.html", group=group, day=day)


def begin_register(request: Request, _: Form) -> Response:
    """Make an empty register."""
    create(_state(request).register)
    return answers.go_to(request, "/roster")


def take_in(request: Request, form: Form) -> Response:
    """Take rosters of workbooks and documents into the register."""
    state = _state(request)
    notes: list[str] = []
    for upload in form.files:
        entered = import_file(state.register, _kept(state, upload), _day(form["day"]))
        notes += [*entered.notes, *entered.refused]
        counts = "、".join(f"{count}{what}" for what, count in entered.counts.items() if count)
        notes.append(
            f"{upload.name}：已录入第{entered.batch}批（{counts}）"
            if entered.batch
            else f"{upload.name}：名册没有变化"
        )
    return answers.page(request, "taken_in.html", notes=notes)


def _kept(state: ServerState, upload: Upload) -> Path:
    """Return a file with what was sent, in the folder of the person, under a folder of its own."""
    path = state.folder / ROSTERS / SENT / secrets.token_hex(4) / upload.name
    write_whole(path, upload.data)
    return path


def undo(request: Request, form: Form) -> Response:
    """Take a batch back."""
    undo_batch(_state(request).register, whole_number(form["batch"], LARGEST) or 0)
    return answers.go_to(request, "/roster")


def show_entry(request: Request) -> Response:
    """Return the form in which changes are typed, pasted, or sent."""
    return _entry(request, {"day": date.today().isoformat()})


def _entry(request: Request, values: Mapping[str, str], problems: Sequence[str] = ()) -> Response:
    """Return the form with what was typed, the cells at fault marked."""
    numbers = [whole_number(each.split(".")[1]) or 0 for each in values if each.startswith("变动.")]
    rows = range(1, max(_ROWS, *numbers, 0) + 1)
    wrong = {
        (row, key)
        for row in rows
        for key in CHANGE_KEYS
        if any(each.startswith(f"第{row}行 {key}：") for each in problems)
    }
    register, day = _state(request).register, _day_or_today(values.get("day", ""))
    people = {
        row: namesakes(register, values.get(f"变动.{row}.姓名", ""), day)
        for row, key in wrong
        if key == "姓名"
    }
    status = 400 if problems else 200
    return answers.page(
        request, "change.html", status, keys=CHANGE_KEYS, kinds=_KINDS, rows=rows, values=values, problems=problems, wrong=wrong,
        people={row: each for row, each in people.items() if len(each) > 1},
    )  # fmt: skip


def read(request: Request, form: Form) -> Response:
    """Read the changes that were typed, pasted or sent, and lead to what they do; what is wrong is told beside them."""
    state = _state(request)
    try:
        change = _change(state, form)
        work_out(state.register, change)
    except (InputError, UsageError) as error:
        return _entry(request, form.values, error.problems if isinstance(error, InputError) else [str(error)])
    key = secrets.token_hex(6)
    state.pending[key] = Pending(change)
    return answers.go_to(request, f"/roster/change/{key}")


def _change(state: ServerState, form: Form) -> Change:
    text = form["text"].strip()
    files = form.files or ((Upload("任免通知.txt", text.encode()),) if text else ())
    if files:
        proposals = propose(state.register, _kept(state, files[0]), _day(form["day"]))
        require_day(proposals)
        return Change(files[0].name, proposals)
    rows: dict[int, dict[str, str]] = {}
    for name, value in form.values.items():
        head, _, rest = name.partition(".")
        row, _, key = rest.partition(".")
        number = whole_number(row)
        if head == "变动" and number is not None and key in CHANGE_KEYS:
            rows.setdefault(number, {})[key] = value.strip()
    typed = [rows.get(number, {}) for number in range(1, max(rows, default=0) + 1)]
    ordered = [{"生效日期": form["day"], **{key: text for key, text in row.items() if text}} for row in typed]
    return Change("网页上填的变动", rows=typed_rows(ordered, form["来源标题"], form["文号"]))


def _pending(request: Request) -> Pending:
    found = _state(request).pending.get(request.path_params["key"])
    if found is None:
        raise UsageError("这批变动已经不在了（程序重新启动过），还没有录入，请重新填写")
    return found


def show_impact(request: Request) -> Response:
    """Return what the changes do, group by group, and what is to be decided."""
    pending = _pending(request)
    if pending.done is not None:
        return answers.go_to(request, f"/roster/done/{request.path_params['key']}")
    return _impact(request, pending, {})


def _impact(
    request: Request, pending: Pending, values: Mapping[str, str], problems: Sequence[str] = ()
) -> Response:
    """Return what is to be decided, with what was decided so far and what is wrong with that."""
    state = _state(request)
    proposal = work_out(state.register, pending.change, pending.accepted)
    head = state.folder / ROSTERS / _HEAD
    groups = affected(proposal)
    return answers.page(
        request, "impact.html", 400 if problems else 200, values=values, problems=problems,
        people=_unclear(state.register, values, proposal.impact.day), key=request.path_params["key"], pending=pending, groups=groups, actions=ACTIONS,
        day=proposal.impact.day, head=head.read_text(encoding="utf-8") if head.is_file() else _NEW_HEAD,
        by_rule=request.query_params.get("rule") == "1", undecided=sum(not each.usual for each in groups),
        proposals=pending.change.proposals, notes=(*proposal.notes, *proposal.refused),
    )  # fmt: skip


def _unclear(register: str, values: Mapping[str, str], day: date) -> dict[str, list[PersonView]]:
    """Return, by the keys of seats, who bears a name that was written and is not that of just one person."""
    written = {
        name.removeprefix("who:"): values.get(f"other:{name.removeprefix('who:')}", "").strip()
        for name, value in values.items()
        if name.startswith("who:") and value == _OTHER
    }
    people = {key: namesakes(register, name, day) for key, name in written.items() if name}
    return {key: each for key, each in people.items() if len(each) != 1}


def accept(request: Request, form: Form) -> Response:
    """Take those of the doubtful changes that were ticked."""
    pending = _pending(request)
    doubtful = pending.change.proposals.doubtful if pending.change.proposals else ()
    pending.accepted = tuple(
        each for number, each in enumerate(doubtful) if f"{number}" in form.chosen.get("accept", ())
    )
    return answers.go_to(request, f"/roster/change/{request.path_params['key']}")


def enter(request: Request, form: Form) -> Response:
    """Enter the changes with what was decided, and write the notices; what is wrong is told beside what was decided."""
    state, pending = _state(request), _pending(request)
    with state.lock:
        if pending.done is None:
            try:
                choice = replace(_choice(state, form), person=answers.person_of(request))
                pending.done = carry_out(
                    state.register, pending.change, choice, state.folder / ROSTERS, pending.accepted
                )
            except (InputError, UsageError) as error:
                problems = error.problems if isinstance(error, InputError) else [str(error)]
                return _impact(request, pending, form.values, problems)
    return answers.go_to(request, f"/roster/done/{request.path_params['key']}")


def _choice(state: ServerState, form: Form) -> Choice:
    count = whole_number(form["count"]) or 0
    decisions = [_decision(form, number) for number in range(1, count + 1)]
    successors = {}
    for name, value in form.values.items():
        key = name.removeprefix("who:")
        if name.startswith("who:") and value != _STAYS:
            successors[key] = form[f"other:{key}"].strip() if value == _OTHER else ""
    head = state.folder / ROSTERS / _HEAD
    if form["head"].strip():
        write_whole(head, form["head"].encode())
    return Choice(
        decisions,
        successors,
        form["number"].strip(),
        head if head.is_file() else None,
        form["approval"].strip(),
        {key: form[f"key:{key}"] for key in successors},
    )


def _decision(form: Form, number: int) -> Decision:
    group, action = form[f"group.{number}"], form[f"action.{number}"]
    if action not in ACTIONS:
        raise UsageError(f"{group}：还没有决定怎样办理，请选一种（暂缓的写明原因）；没有录入")
    return Decision(group, action, form[f"reason.{number}"])


@dataclass(frozen=True, slots=True)
class _Notice:
    """A notice that was written."""

    name: str
    pages: tuple[ShownPage, ...] = ()


def show_done(request: Request) -> Response:
    """Return the notices as pages, to be looked at and taken away."""
    state, done = _state(request), _done(request)
    notices = [
        _Notice(path.stem, state.gallery.show(compose_source(load(path))).pages)
        for path in done.files
        if path.suffix == ".yaml" and path.is_file()
    ]
    return answers.page(request, "done.html", key=request.path_params["key"], done=done, notices=notices)


def _done(request: Request) -> Done:
    done = _pending(request).done
    if done is None:
        raise UsageError("这批变动还没有录入")
    return done


def take(request: Request) -> Response:
    """Return all notices as one zip."""
    done = _done(request)
    return answers.file(_zip(done.files), f"第{done.batch}批通知.zip")


def _zip(files: Sequence[Path]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as zipped:
        for path in files:
            zipped.write(path, path.name)
    return data.getvalue()


def take_one(request: Request) -> Response:
    """Return one notice as docx."""
    number = int(request.path_params["number"])
    files = [path for path in _done(request).files if path.suffix == ".docx"]
    if not 0 < number <= len(files):
        raise HTTPException(404)
    return answers.file(files[number - 1].read_bytes(), files[number - 1].name)


def undo_all(request: Request, _: Form) -> Response:
    """Take a batch back with its successors and its numbers; the notices stay in the folder."""
    state = _state(request)
    _done(request).undo(state.register)
    del state.pending[request.path_params["key"]]
    return answers.go_to(request, "/roster")


SHOWN = {
    "/roster": show,
    "/roster/group/{number:int}": show_group,
    "/roster/change": show_entry,
    "/roster/change/{key}": show_impact,
    "/roster/done/{key}": show_done,
    "/roster/done/{key}/zip": take,
    "/roster/done/{key}/{number:int}": take_one,
}
DONE = {
    "/roster/create": begin_register,
    "/roster/import": take_in,
    "/roster/undo": undo,
    "/roster/change": read,
    "/roster/change/{key}/accept": accept,
    "/roster/change/{key}": enter,
    "/roster/done/{key}/undo": undo_all,
}
