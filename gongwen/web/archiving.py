"""归档: old texts beside what was read of them, answered place by place, confirmed one after the other."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from starlette.requests import Request
from starlette.responses import Response

from gongwen.api import InputError, UsageError
from gongwen.api.archive import VALUES, ArchiveSpec, keep_confirmed, packages
from gongwen.api.documents import read_file
from gongwen.api.page.confirming import (
    Item,
    Reading,
    Worklist,
    confirm,
    examine_reading,
    log_of,
    sureness_of,
    text_beside,
)
from gongwen.api.page.forms import ROSTER_KEYS, form_of, shown_fields, tree_of
from gongwen.web import answers
from gongwen.web.forms import Form, whole_number
from gongwen.web.server_state import ARCHIVE, WAITING, ServerState

_ASKED = ("全宗号", "全宗名称", "保管期限", "机构或问题")
"""What only the archive knows, asked once for all."""
_OPEN = ("未核对", "已存")
_TRIED = "tried"
_BY_ITSELF = "自动"
"""What a page says that saves while somebody types."""


def _worklist(request: Request) -> Worklist:
    return Worklist(_folder(request) / WAITING)


def _folder(request: Request) -> Path:
    return cast(ServerState, request.app.state.server).folder / ARCHIVE


def show_list(request: Request) -> Response:
    """Return the texts with their states, and where more are dropped."""
    items = _worklist(request).items()
    return answers.page(request, "archive.html", items=items, asked=_ASKED, kept=packages(_folder(request)))


def add(request: Request, form: Form) -> Response:
    """Add texts to the list."""
    if not form.files:
        raise UsageError("没有收到文件，请选择或者拖入要归档的旧公文")
    worklist, moment = _worklist(request), time.time_ns() // 1_000_000
    for number, each in enumerate(form.files):
        worklist.add(each.name, each.data, f"{moment + number:013x}")
    return answers.go_to(request, f"/archive/{moment:013x}" if len(form.files) == 1 else "/archive")


def show_item(request: Request) -> Response:
    """Return a text beside what was read of it, and what keeps it from being confirmed when that was tried."""
    item = _worklist(request).read(request.path_params["key"])
    items = _worklist(request).items()
    number = next(n for n, each in enumerate(items, 1) if each.key == item.key)
    common: dict[str, Any] = {"item": item, "number": number, "count": len(items), "asked": _ASKED}
    try:
        reading = read_file(item.path)
    except (UsageError, InputError) as error:
        return answers.page(request, "unreadable.html", **common, problem=str(error))
    questions = examine_reading(reading)
    tree = item.tree or form_of(reading.document)
    shown = [
        each
        for each in shown_fields(tree)
        if each.is_filled or f"缺{each.field.key}" in {q.key for q in questions}
    ]
    given = item.answers or {}
    return answers.page(
        request, "item.html", **common, questions=questions, given=given, fields=shown,
        open_count=sum(each.key not in given for each in questions), saved="", roster_keys=ROSTER_KEYS,
        numbers={each.key: n for n, each in enumerate(questions, 1)}, faults={}, is_blank=False,
        sureness=sureness_of(reading), problems=_problems(item, reading) if _TRIED in request.query_params else (), lines=text_beside(reading, questions),
        characters=sum(not sign.isspace() for sign in reading.transcript.text),
        changed=[each for each in reading.repairs if each.is_applied],
    )  # fmt: skip


def _problems(item: Item, reading: Reading) -> list[str]:
    """Return what keeps a text from being confirmed as it is."""
    try:
        confirm(reading, item.tree or form_of(reading.document), item.answers or {}, item.path)
    except InputError as error:
        return error.problems
    return []


def answer(request: Request, form: Form) -> Response:
    """Save what was answered; confirm the text and go on to the next when that was asked."""
    worklist = _worklist(request)
    item = worklist.read(request.path_params["key"])
    if item.state != "已确认":
        _take(worklist, item, form)
        if form["do"] == _BY_ITSELF:
            left = max(0, (whole_number(form["questions"]) or 0) - len(item.answers or {}))
            return answers.page(request, "item_status.html", open_count=left, saved=f"{datetime.now():%H:%M}")
        if form["do"] == "确认":
            try:
                _keep(request, item, form)
            except InputError:
                return answers.go_to(request, f"/archive/{item.key}?{_TRIED}=1")
            worklist.save(item)
    return answers.go_to(
        request, _next(worklist.items(), item) if form["do"] in ("确认", "跳过") else "/archive"
    )


def _take(worklist: Worklist, item: Item, form: Form) -> None:
    typed = tree_of(form.values)
    if typed:
        item.tree = typed
        item.answers = {name[2:]: value for name, value in form.values.items() if name.startswith("q:")}
    item.state = "跳过" if form["do"] == "跳过" else "已存"
    worklist.save(item)


def _keep(request: Request, item: Item, form: Form) -> None:
    """Keep a text with its answers. Raises InputError when a place has no answer, or it is no document."""
    reading = read_file(item.path)
    given = item.answers or {}
    confirmed = confirm(reading, item.tree or form_of(reading.document), given, item.path)
    log = log_of(confirmed, examine_reading(reading), given, item.path.name, answers.person_of(request))
    values = {name: form[name].strip() for name in _ASKED if form[name].strip() and name in VALUES}
    kept = keep_confirmed(
        item.path, confirmed.reading, log, ArchiveSpec([item.path], _folder(request), values)
    )
    item.state, item.kept = "已确认", str(kept.folder or "")


def _next(items: list[Item], done: Item) -> str:
    """Return the address of the next text that is not confirmed, from ``done`` on; that of the list when none is left."""
    index = next(n for n, each in enumerate(items) if each.key == done.key)
    later = [each for each in (*items[index + 1 :], *items[:index]) if each.state in _OPEN]
    return f"/archive/{later[0].key}" if later else "/archive"


def take(request: Request) -> Response:
    """Return everything that is kept as one zip."""
    folder, data = _folder(request), io.BytesIO()
    kept = packages(folder)
    if not kept:
        raise UsageError("还没有确认过的，核对一件并确认以后再下载")
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as zipped:
        for path in sorted(each for package in kept for each in package.rglob("*") if each.is_file()):
            zipped.write(path, path.relative_to(folder))
        for path in folder.glob("*.xlsx"):
            zipped.write(path, path.name)
    return answers.file(data.getvalue(), "归档.zip")


SHOWN = {"/archive": show_list, "/archive/take": take, "/archive/{key}": show_item}
DONE = {"/archive": add, "/archive/{key}": answer}
