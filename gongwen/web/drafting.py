"""起草: the form beside the pages."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any, cast

from starlette.requests import Request
from starlette.responses import Response

from gongwen.api import InputError, UsageError
from gongwen.api.documents import TARGETS, Target, compose_source, parse, read_bytes, reading_notes, render
from gongwen.api.kinds import FORMAT_NAMES, KIND_NAMES
from gongwen.api.media import rehoused
from gongwen.api.page.forms import (
    LEVELS,
    MAIN_KEYS,
    ROSTER_KEYS,
    form_of,
    levels_of,
    read_form,
    set_level,
    shown_fields,
    tree_of,
    with_text,
)
from gongwen.api.page.saved import SavedDraft
from gongwen.web import answers
from gongwen.web.forms import LARGEST, Form, Upload, safe_name, whole_number
from gongwen.web.looking import Looked, look_at
from gongwen.web.server_state import ServerState

__all__ = ["DONE", "KIND_NAMES", "SHOWN"]

_SOURCES = ("yaml", "yml", "gw")
_FORMATS = ("", *FORMAT_NAMES)
_TABLE = ("| 项目 | 内容 |", "| 一 |  |", "| 二 |  |")
_CLOSING = ("附件", "印发件", "名单")


def _state(request: Request) -> ServerState:
    return cast(ServerState, request.app.state.server)


def _look(state: ServerState, draft: SavedDraft) -> Looked:
    """Return the pages of ``draft``, which are remembered for when it has a fault."""
    looked = look_at(draft, state.gallery, state.looked.get(draft.name))
    if not looked.faults:
        state.looked[draft.name] = looked
    return looked


def _name(request: Request) -> str:
    return str(request.path_params["name"])


def show_list(request: Request) -> Response:
    """Return the drafts that there are, and how to begin one."""
    state = _state(request)
    return answers.page(
        request,
        "drafts.html",
        drafts=list(state.drafts.all()),
        kinds=KIND_NAMES,
    )


def begin(request: Request, form: Form) -> Response:
    """Begin a draft: empty, or from a file that was sent."""
    drafts, person = _state(request).drafts, answers.person_of(request)
    if form.files:
        made = [_from_file(_state(request), file, person) for file in form.files]
        return answers.go_to(request, f"/draft/{made[0].name}" if len(made) == 1 else "/draft")
    kind = form["文种"] if form["文种"] in KIND_NAMES else "通知"
    return answers.go_to(request, f"/draft/{drafts.create({'文种': kind}, person=person).name}")


def _from_file(state: ServerState, file: Upload, person: str) -> SavedDraft:
    """Return a new draft with what ``file`` says. Raises UsageError or InputError when it says no document."""
    if file.name.rpartition(".")[2].lower() in _SOURCES:
        return state.drafts.create(
            form_of(parse(file.data.decode("utf-8-sig", "replace"), file.name).document), person=person
        )
    reading, media = rehoused(read_bytes(file.data, file.name), f"附图-{secrets.token_hex(4)}")
    draft = state.drafts.create(form_of(reading.document), media=media, person=person)
    state.notes[draft.name] = tuple(reading_notes(reading))
    return draft


def show(request: Request) -> Response:
    """Return the form of a draft beside its pages."""
    state = _state(request)
    return _whole(request, state.drafts.read(_name(request)), view=request.query_params.get("view", "整篇"))


def _whole(request: Request, draft: SavedDraft, view: str) -> Response:
    return answers.page(request, "draft.html", **_shown(request, draft, view, secrets.token_hex(8)))


def _shown(request: Request, draft: SavedDraft, view: str, by: str) -> dict[str, Any]:
    looked = _look(_state(request), draft)
    fields = {each.field.key: each for each in shown_fields(draft.tree)}
    body = str(draft.tree.get("正文", ""))
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    places = (*MAIN_KEYS, "正文", *_CLOSING)
    return {
        "draft": draft, "looked": looked, "notes": _state(request).notes.get(draft.name, ()), "fields": fields, "view": view, "by": by, "kinds": KIND_NAMES,
        "formats": _FORMATS, "levels": LEVELS, "roster_keys": ROSTER_KEYS, "main_keys": MAIN_KEYS[2:],
        "closing_keys": _CLOSING, "more": [each for key, each in fields.items() if key not in places],
        "paragraphs": [(line, level, _cells(line)) for line, level in zip(lines, levels_of(lines), strict=True)],
        "is_blank": draft.tree.keys() <= {"文种"},
        "faults": {each.address.key: each.message for each in looked.faults},
    }  # fmt: skip


def save(request: Request, form: Form) -> Response:
    """Save what was typed and return its pages."""
    state = _state(request)
    with state.saving:
        if not state.is_next(_name(request), form["by"], form["turn"]):
            return Response(status_code=204)  # a later state has been saved already
        draft = _save(request, form)
    if "hx-request" not in request.headers:
        return answers.go_to(request, f"/draft/{draft.name}?view={form['view']}")
    if draft.name != _name(request):
        return answers.go_to(request, f"/draft/{draft.name}")
    return answers.page(request, "preview.html", **_shown(request, draft, form["view"], form["by"]))


def _save(request: Request, form: Form) -> SavedDraft:
    values = dict(form.values)
    if form["view"] == "逐段":
        values["正文"] = _joined(values)
    seen = whole_number(form["seen"], LARGEST) or 0
    return _state(request).drafts.save(
        _name(request), tree_of(values), seen, form["by"], answers.person_of(request)
    )


def _joined(values: Mapping[str, str]) -> str:
    """Return the body that is written paragraph by paragraph, rows of tables cell by cell."""
    lines: dict[int, str] = {}
    rows: dict[int, dict[int, str]] = {}
    for name, value in values.items():
        kind, *rest = name.split(".")
        match kind, *map(whole_number, rest):
            case "段", int(line):
                lines[line] = value
            case "格", int(line), int(column):
                rows.setdefault(line, {})[column] = value.strip()
    for number, cells in rows.items():
        lines[number] = _row([cells[each] for each in sorted(cells)])
    return "\n".join(lines[number] for number in sorted(lines))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(line: str) -> list[str]:
    """Return the cells of a row that reads the same when it is put together of them again; [] for any other line."""
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    return cells if line.startswith("|") and "\\" not in line and _row(cells) == line else []


def insert_table(request: Request, form: Form) -> Response:
    """Put an empty table behind the body, to be filled cell by cell."""
    draft = _save(request, form)
    body = "\n".join(filter(None, (str(draft.tree.get("正文", "")).rstrip("\n"), *_TABLE)))
    draft = _state(request).drafts.save(
        draft.name, {**draft.tree, "正文": body}, draft.version.number, form["by"], answers.person_of(request)
    )
    return _redrawn(request, draft, "逐段", form)


def change_level(request: Request, form: Form) -> Response:
    """Give a paragraph the level that was chosen, and return the paragraphs."""
    draft = _save(request, form)
    level = form[f"level.{form['at']}"]
    lines = [line.strip() for line in str(draft.tree.get("正文", "")).splitlines() if line.strip()]
    index = whole_number(form["at"]) or 0
    if level in LEVELS and 0 < index <= len(lines):
        body = set_level(lines, index - 1, level)
        tree = {**draft.tree, "正文": "\n".join(body)}
        draft = _state(request).drafts.save(
            draft.name, tree, draft.version.number, form["by"], answers.person_of(request)
        )
    return _redrawn(request, draft, "逐段", form)


def take_change(request: Request, form: Form) -> Response:
    """Put into a field what a finding says that it should be."""
    draft = _save(request, form)
    looked = _look(_state(request), draft)
    for each in looked.findings:
        if each.wanted and f"{each.finding.code}@{each.address.key}" == form["take"]:
            tree = with_text(draft.tree, each.address, each.wanted)
            draft = _state(request).drafts.save(
                draft.name, tree, draft.version.number, form["by"], answers.person_of(request)
            )
            break
    return _redrawn(request, draft, form["view"], form)


def undo(request: Request, form: Form) -> Response:
    """Take the last change back, that which was typed and is not saved yet first."""
    name = _save(request, form).name if form["文种"] else _name(request)
    return _redrawn(request, _state(request).drafts.undo(name, form["by"]), form["view"], form)


def switch(request: Request, form: Form) -> Response:
    """Show the body the other way."""
    return _redrawn(request, _save(request, form), form["to"], form)


def _redrawn(request: Request, draft: SavedDraft, view: str, form: Form) -> Response:
    """Return the form and the pages after a change that the server made."""
    if "hx-request" not in request.headers:
        return answers.go_to(request, f"/draft/{draft.name}?view={view}")
    return answers.page(request, "work.html", **_shown(request, draft, view, form["by"]))


def show_versions(request: Request) -> Response:
    """Return the versions of a draft."""
    drafts = _state(request).drafts
    draft = drafts.read(_name(request))
    return answers.page(request, "versions.html", draft=draft, versions=drafts.versions(draft.name))


def restore(request: Request, form: Form) -> Response:
    """Make an old version the present one."""
    number = whole_number(form["number"], LARGEST) or 0
    draft = _state(request).drafts.restore(_name(request), number, "", answers.person_of(request))
    return answers.go_to(request, f"/draft/{draft.name}")


def take(request: Request) -> Response:
    """Return the draft as a file. Raises InputError when it is no document yet."""
    draft = _state(request).drafts.read(_name(request))
    target = str(request.path_params["target"])
    reading = read_form(draft.tree, draft.path)
    name = f"{draft.title[:80]}.{target}"
    if target == "yaml":
        return answers.file(draft.path.read_bytes(), safe_name(name))
    if reading.source is None:
        raise InputError([each.message for each in reading.faults])
    if target not in TARGETS or target == "png":
        raise UsageError(f"不能下载成 {target}")
    output = render(compose_source(reading.source), cast(Target, target))
    return answers.file(output.files[0], safe_name(name))


SHOWN = {
    "/draft": show_list,
    "/draft/{name}": show,
    "/draft/{name}/versions": show_versions,
    "/draft/{name}/take.{target}": take,
}
DONE = {
    "/draft": begin,
    "/draft/{name}": save,
    "/draft/{name}/level": change_level,
    "/draft/{name}/change": take_change,
    "/draft/{name}/insert": insert_table,
    "/draft/{name}/undo": undo,
    "/draft/{name}/view": switch,
    "/draft/{name}/restore": restore,
}
