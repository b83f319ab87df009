"""检查: findings beside the text, taken or left one by one or by kind."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from gongwen.api import UsageError
from gongwen.api.page.examining import Examined, NamedFinding, examine, fix_chosen, remark
from gongwen.api.page.sheets import PdfSheet, can_lay_out, draw_sheet, lay_out, sheets_of
from gongwen.api.page.work import Work
from gongwen.api.reports import write_report
from gongwen.web import answers
from gongwen.web.forms import Form, Upload

_MOST = 8
"""Batches that are remembered; the oldest is forgotten."""
_QUICK = 20.0
"""How long one waits for a single file before its progress is shown, seconds."""
LEFT = "不改"
TAKEN = "采纳"


@dataclass(slots=True)
class _File:
    """A file that was sent, and what was decided on each finding."""

    upload: Upload
    decided: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By the names of findings: TAKEN or LEFT, and the words that were typed, "" for what was proposed."""

    pages: bytes = b""
    """The PDF that was made of a docx to look at; b"" before that."""
    sheets: tuple[PdfSheet, ...] = ()
    """Its pages."""

    @property
    def taken(self) -> dict[str, str | None]:
        """What is to be put right."""
        return {name: words or None for name, (answer, words) in self.decided.items() if answer == TAKEN}


@dataclass(slots=True)
class Batch:
    """Files that were sent together."""

    files: list[_File]
    work: Work[Upload, Examined]


Batches = OrderedDict[str, Batch]


def _examine(upload: Upload) -> Examined:
    return examine(upload.data, upload.name)


def _lost(upload: Upload) -> Examined:
    return Examined(
        upload.name, problem=f"{upload.name}：处理这个文件的进程被系统中止，请单独检查它，或者拆成几份"
    )


def show_start(request: Request) -> Response:
    """Return where files are dropped, and what was checked before."""
    return answers.page(request, "check.html", batches=_batches(request))


def begin(request: Request, form: Form) -> Response:
    """Begin to check the files that were sent."""
    if not form.files:
        raise UsageError("没有收到文件，请选择或者拖入要检查的文件")
    batches, key = _batches(request), secrets.token_hex(6)
    batches[key] = Batch([_File(each) for each in form.files], Work(_examine, form.files, _lost))
    while len(batches) > _MOST:
        batches.popitem(last=False)
    if len(form.files) == 1:
        batches[key].work.wait(_QUICK)
        return answers.go_to(request, f"/check/{key}/1")
    return answers.go_to(request, f"/check/{key}")


def show_batch(request: Request) -> Response:
    """Return the files of a batch with what was found in each so far."""
    return _show(request, "checked.html", _batch(request).work.is_done)


def show_progress(request: Request) -> Response:
    """Return the same as a piece of a page; status 286 ends the asking."""
    is_done = _batch(request).work.is_done
    return _show(request, "progress.html", is_done, 286 if is_done else 200)


def _show(request: Request, template: str, is_done: bool, status: int = 200) -> Response:
    key = request.path_params["key"]
    return answers.page(request, template, status, key=key, batch=_batch(request), is_done=is_done)


def stop(request: Request, _: Form) -> Response:
    """Stop; what is done stays."""
    _batch(request).work.stop()
    return answers.go_to(request, f"/check/{request.path_params['key']}")


def show_file(request: Request) -> Response:
    """Return the findings in a file beside its text."""
    batch, number = _batch(request), int(request.path_params["number"])
    if number > len(batch.work.results):
        return answers.go_to(request, f"/check/{request.path_params['key']}")
    return answers.page(request, "findings.html", **_shown(request))


def _shown(request: Request) -> dict[str, Any]:
    file, examined = _file(request)
    counts = {answer: sum(each[0] == answer for each in file.decided.values()) for answer in (TAKEN, LEFT)}
    only = request.query_params.get("only", "")
    return {
        "key": request.path_params["key"], "number": request.path_params["number"], "file": file,
        "can_lay_out": examined.is_docx and not file.pages and can_lay_out(), "examined": examined, "counts": counts, "only": only, "count": len(_batch(request).files),
        "forces": dict.fromkeys(each.finding.force for each in examined.findings),
        "numbers": {each.name: index for index, each in enumerate(examined.findings, 1)},
        "one_answer": [each for each in examined.findings if each.has_one_answer and each.name not in file.decided],
    }  # fmt: skip


def decide(request: Request, form: Form) -> Response:
    """Take a finding, leave it, or take that back; by itself, with all of its kind, or all with one answer."""
    file, examined = _file(request)
    answer, _, name = form["answer"].partition(":")
    about = _about(answer, name, examined)
    for each in about:
        if answer == "撤销":
            file.decided.pop(each.name, None)
        elif answer in ("不改", "同类不改"):
            file.decided[each.name] = (LEFT, "")
        elif answer == "改成":
            file.decided[each.name] = (TAKEN, form[f"words.{each.name}"])
        elif each.can_be_fixed:
            file.decided[each.name] = (TAKEN, "")
    if "hx-request" in request.headers:
        return answers.page(request, "judged.html", **_shown(request))
    return answers.go_to(request, f"/check/{request.path_params['key']}/{request.path_params['number']}")


def show_pages(request: Request, _: Form) -> Response:
    """Make pages of a docx, to be looked at beside what was found in it."""
    file, examined = _file(request)
    if examined.is_docx and not file.pages:
        file.pages = lay_out(file.upload.data, file.upload.name)
        file.sheets = sheets_of(file.pages)
    return answers.go_to(request, f"/check/{request.path_params['key']}/{request.path_params['number']}")


def _about(answer: str, name: str, examined: Examined) -> list[NamedFinding]:
    """Return the findings that an answer is about."""
    if answer == "全部":
        return [each for each in examined.findings if each.has_one_answer]
    own = next((each for each in examined.findings if each.name == name), None)
    if own is None:
        return []
    if answer.startswith("同类"):
        return [each for each in examined.findings if each.finding.code == own.finding.code]
    return [own]


def take(request: Request) -> Response:
    """Return the file fixed, with tracked changes, with comments, or the list of findings."""
    file, examined = _file(request)
    upload, what = file.upload, request.path_params["what"]
    path = PurePath(upload.name)
    stem, suffix = path.stem, path.suffix
    if what == "list":
        return answers.file(write_report([examined.checked], "xlsx"), f"{stem}（问题清单）.xlsx")
    if what == "comments":
        return answers.file(remark(upload.data, examined), f"{stem}（批注）{suffix}")
    if what not in ("fixed", "tracked"):
        raise HTTPException(404)
    when = datetime.now() if what == "tracked" else None
    fixed = fix_chosen(upload.data, examined, file.taken, when)
    return answers.file(fixed.data, f"{stem}（{'修订' if when else '改'}）{suffix}")


def picture(request: Request) -> Response:
    """Return a page of a PDF that was sent, or was made of a docx, as a picture."""
    file, examined = _file(request)
    number = int(request.path_params["sheet"])
    if not 0 < number <= len(file.sheets or examined.sheets):
        raise HTTPException(404)
    data = draw_sheet(file.pages or file.upload.data, number)
    return Response(data, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


def _batches(request: Request) -> Batches:
    found: Batches = request.app.state.server.batches
    return found


def _batch(request: Request) -> Batch:
    found = _batches(request).get(request.path_params["key"])
    if found is None:
        raise UsageError("这一批文件已经不在了（程序重新启动过，或者后来又检查了很多批），请重新上传")
    return found


def _file(request: Request) -> tuple[_File, Examined]:
    batch, number = _batch(request), int(request.path_params["number"])
    if not 0 < number <= len(batch.work.results):
        raise UsageError("这个文件还没有检查，或者停止时还没有轮到它，请重新上传")
    return batch.files[number - 1], batch.work.results[number - 1]


SHOWN = {
    "/check": show_start,
    "/check/{key}": show_batch,
    "/check/{key}/progress": show_progress,
    "/check/{key}/{number:int}": show_file,
    "/check/{key}/{number:int}/take/{what}": take,
    "/check/{key}/{number:int}/sheet/{sheet:int}.png": picture,
}
DONE = {"/check": begin, "/check/{key}/stop": stop, "/check/{key}/{number:int}": decide,
        "/check/{key}/{number:int}/pages": show_pages}  # fmt: skip
