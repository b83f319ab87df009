"""/api/v1/: the same for programs, such as those that offices keep their documents in."""

from __future__ import annotations

import json
from typing import Any, cast

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from gongwen import __version__
from gongwen.api import UsageError
from gongwen.api.documents import TARGETS, Target, compose_source, read_bytes, reading_notes, render
from gongwen.api.kinds import document_schema
from gongwen.api.page.examining import Examined, examine, fix_chosen
from gongwen.api.page.forms import FormFault, form_of, read_form
from gongwen.api.reports import write_report
from gongwen.web import answers
from gongwen.web.forms import MOST_FILE, safe_name
from gongwen.web.guard import INTERFACE

_TARGETS = tuple(target for target in TARGETS if target != "png")
_UNWELL = 422


async def build(request: Request) -> Response:
    """Return the document of a JSON tree with the keys of a document, laid out as the format ``to``."""
    return await run_in_threadpool(_build, await _body(request), request.query_params.get("to", "docx"))


def _build(body: bytes, target: str) -> Response:
    if target not in _TARGETS:
        raise UsageError(f"to 可以是：{'、'.join(_TARGETS)}")
    reading = read_form(_tree(body), answers.NO_FILE)
    if reading.source is None:
        return _refused(reading.faults)
    output = render(compose_source(reading.source), cast(Target, target))
    title = reading.source.document.title.replace("\n", "") or reading.source.document.kind
    return answers.file(output.files[0], safe_name(f"{title[:80]}.{target}"))


def _tree(body: bytes) -> Any:
    try:
        found = _texts(json.loads(body))
    except ValueError:
        raise UsageError("请求的内容不是 JSON") from None
    except RecursionError:
        raise UsageError("请求的内容一层套一层太深，不像公文") from None
    if not isinstance(found, dict):
        raise UsageError('请求的内容应是一个 JSON 对象，各项的名称同文稿，如 {"文种": "通知", …}')
    return found


def _texts(value: Any) -> Any:
    """Return a tree of JSON as the input format has it: numbers are texts, what is null is left out."""
    if isinstance(value, dict):
        return {key: _texts(item) for key, item in value.items() if item is not None}
    return [_texts(item) for item in value] if isinstance(value, list) else str(value)


def _refused(faults: tuple[FormFault, ...]) -> Response:
    told = [{"address": each.address.key, "message": each.message} for each in faults]
    return JSONResponse({"problems": told}, _UNWELL)


async def check(request: Request) -> Response:
    """Return what was found in a file, as ``gongwen check --format json`` does."""
    examined = await _examined(request)
    return Response(
        await run_in_threadpool(write_report, [examined.checked], "json"), media_type="application/json"
    )


async def fix(request: Request) -> Response:
    """Return a file with everything fixed that has one right answer."""
    data = await _body(request)
    return await run_in_threadpool(_fix, data, _name(request))


def _fix(data: bytes, name: str) -> Response:
    examined = _readable(examine(data, name))
    chosen = {each.name: None for each in examined.findings if each.has_one_answer}
    return answers.file(fix_chosen(data, examined, chosen).data, name)


async def read(request: Request) -> Response:
    """Return the document that a file says, by the keys of a document, and what is to be looked at."""
    data = await _body(request)
    return await run_in_threadpool(_read, data, _name(request))


def _read(data: bytes, name: str) -> Response:
    reading = read_bytes(data, name)
    return JSONResponse({"文稿": form_of(reading.document), "核对": list(reading_notes(reading))})


def describe(_: Request) -> Response:
    """Return the OpenAPI document of this interface."""
    return JSONResponse(openapi())


async def _examined(request: Request) -> Examined:
    data = await _body(request)
    return _readable(await run_in_threadpool(examine, data, _name(request)))


def _readable(examined: Examined) -> Examined:
    if examined.problem:
        raise UsageError(examined.problem)
    return examined


async def _body(request: Request) -> bytes:
    data = await request.body()
    if len(data) > MOST_FILE:
        raise HTTPException(413)
    return data


def _name(request: Request) -> str:
    return safe_name(request.query_params.get("name", "公文"))


def openapi() -> dict[str, Any]:
    """Return the OpenAPI document: the verbs, and the schema of a document as the model gives it."""
    schema = json.loads(document_schema())
    shared = schema.pop("$defs", {})
    text = json.dumps({"公文": schema, **shared}, ensure_ascii=False).replace(
        "#/$defs/", "#/components/schemas/"
    )
    a_file = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    a_tree = {"application/json": {"schema": {"$ref": "#/components/schemas/公文"}}}
    data = {"application/json": {"schema": {"type": "object"}}}
    to = _parameter("to", "docx、pdf、ofd、html、txt", list(_TARGETS))
    name = _parameter("name", "文件名，带扩展名")
    return {
        "openapi": "3.1.0",
        "info": {"title": "gongwen", "version": __version__, "description": "排印、检查、改正、读取公文；只在本机。"},
        "security": [{"bearer": []}],
        "paths": {
            f"{INTERFACE}build": _verb("把文稿排成公文", to, a_tree, a_file),
            f"{INTERFACE}check": _verb("检查一个文件", name, a_file, data),
            f"{INTERFACE}fix": _verb("改好只有一种改法的地方", name, a_file, a_file),
            f"{INTERFACE}read": _verb("把一个文件读成文稿", name, a_file, data),
        },
        "components": {
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
            "schemas": json.loads(text),
        },
    }  # fmt: skip


def _parameter(name: str, about: str, choices: list[str] | None = None) -> dict[str, Any]:
    schema = {"type": "string", **({"enum": choices} if choices else {})}
    return {"name": name, "in": "query", "description": about, "schema": schema}


def _verb(about: str, parameter: dict[str, Any], given: Any, made: Any) -> dict[str, Any]:
    told = {
        "description": "说明是什么、在哪里、怎么办",
        "content": {"application/json": {"schema": {"type": "object"}}},
    }
    answered = {
        "200": {"description": "做成了", "content": made},
        "401": {"description": "口令不对"},
        str(_UNWELL): told,
    }
    return {
        "post": {
            "summary": about, "parameters": [parameter], "requestBody": {"required": True, "content": given}, "responses": answered,
        }
    }  # fmt: skip


ROUTES = [
    Route(f"{INTERFACE}build", build, methods=["POST"]),
    Route(f"{INTERFACE}check", check, methods=["POST"]),
    Route(f"{INTERFACE}fix", fix, methods=["POST"]),
    Route(f"{INTERFACE}read", read, methods=["POST"]),
    Route(f"{INTERFACE}openapi.json", describe),
]
