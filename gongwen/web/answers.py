"""Answers: pages of the templates, and files to take away."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from gongwen import __version__

FOLDER = Path(__file__).parent
NO_FILE = Path()
"""The path of a document that is in no file."""
_KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf", "yaml": "application/yaml", "zip": "application/zip", "html": "text/html; charset=utf-8",
    "png": "image/png", "json": "application/json",
}  # fmt: skip

environment = Environment(
    loader=PackageLoader("gongwen.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)  # fmt: skip


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Return the page, or the piece of one, that ``template`` makes of ``values``."""
    room, person = request.url.path.split("/")[1], person_of(request)
    return bare(request, template, status, room=room, person=person, version=__version__, **values)


def bare(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Return the page that ``template`` makes of ``values`` and of the state of the server alone."""
    text = environment.get_template(template).render(state=request.app.state.server, **values)
    return HTMLResponse(text, status)


def aside(answer: Response) -> Response:
    """Return ``answer`` for htmx to show at the head of the page, where it takes the place of nothing."""
    answer.headers.update({"HX-Retarget": "#told", "HX-Reswap": "innerHTML"})
    return answer


def person_of(request: Request) -> str:
    """Return the name of who asks, in a shared server; "" for who started it."""
    return str(getattr(request.state, "person", ""))


def file(data: bytes, name: str) -> Response:
    """Return ``data`` as a file to take away under ``name``."""
    kind = _KINDS.get(name.rpartition(".")[2].lower(), "application/octet-stream")
    return Response(
        data, media_type=kind, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    )


def go_to(request: Request, address: str) -> Response:
    """Return the answer that leads on to ``address``, for htmx as for a plain form."""
    where = quote(address, safe="/?=&#")
    if "hx-request" in request.headers:
        return Response(headers={"HX-Redirect": where})
    return Response(status_code=303, headers={"Location": where})
