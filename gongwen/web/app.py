"""The pages and what they ask for, behind the guard."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import islice
from typing import cast

import anyio.to_thread
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from gongwen.api import InputError, UsageError, unforeseen
from gongwen.web import answers, archiving, checking, drafting, interface, roster
from gongwen.web.forms import Form, read_form
from gongwen.web.guard import INTERFACE, LOGIN, MOST_BYTES, Guard, TooMuchError, told, too_much
from gongwen.web.server_state import ServerState

Post = Callable[[Request, Form], Response]
_ROOMS = (drafting, checking, roster, archiving)
_RECENT = 8
"""Drafts that the first page shows."""
_MONTH = "public, max-age=2592000, immutable"


def make_app(state: ServerState, most: int = MOST_BYTES) -> ASGIApp:
    """Return the application that works with ``state``; ``most`` is how many bytes a request may bring."""
    app = Starlette(
        routes=[
            Route("/", home),
            Route("/end", _posting(end), methods=["POST"]),
            Route(LOGIN, show_login),
            Route(LOGIN, _posting(log_in), methods=["POST"]),
            Route("/fonts/seen", _posting(hide_font_note), methods=["POST"]),
            Route("/page/{name}.png", picture),
            Route("/alive", alive),
            *interface.ROUTES,
            *(Route(path, each, methods=["GET"]) for room in _ROOMS for path, each in room.SHOWN.items()),
            *(
                Route(path, _posting(each), methods=["POST"])
                for room in _ROOMS
                for path, each in room.DONE.items()
            ),
            Mount("/static", StaticFiles(directory=answers.FOLDER / "static")),
        ],
        exception_handlers={
            InputError: _problem,
            UsageError: _problem,
            HTTPException: _missing,
            TooMuchError: _much,
            Exception: _fail,
        },
        lifespan=_limited,
    )
    app.state.server = state
    return Guard(app, state.keys, most)


@asynccontextmanager
async def _limited(_: Starlette) -> AsyncIterator[None]:
    """Lay out on as many threads as there are cores, and no more."""
    anyio.to_thread.current_default_thread_limiter().total_tokens = max(2, os.cpu_count() or 1)
    yield


def _posting(work: Post) -> Callable[[Request], Awaitable[Response]]:
    """Return the end point that reads the form and then works on a thread."""

    async def answer(request: Request) -> Response:
        form = await read_form(request)
        return await run_in_threadpool(work, request, form)

    return answer


def _problem(request: Request, error: Exception) -> Response:
    """Return what is wrong, as a page or as a piece of one."""
    state: ServerState = request.app.state.server
    problems = list(map(state.told, error.problems if isinstance(error, InputError) else [str(error)]))
    if request.url.path.startswith(INTERFACE):
        return JSONResponse({"problems": [{"address": "", "message": each} for each in problems]}, 422)
    if "hx-request" in request.headers:
        return answers.aside(answers.page(request, "problem.html", problems=problems, is_piece=True))
    return answers.page(request, "problem.html", 400, problems=problems, is_piece=False)


def _missing(request: Request, error: Exception) -> Response:
    status = cast(HTTPException, error).status_code
    return answers.page(
        request, "problem.html", status, problems=["没有这一页，请从上面的菜单进入。"], is_piece=False
    )


def _much(_: Request, error: Exception) -> Response:
    return too_much(int(error.args[0]))


def _fail(_: Request, error: Exception) -> Response:
    return told(500, unforeseen(error))


def home(request: Request) -> Response:
    """Return the first page."""
    state: ServerState = request.app.state.server
    drafts = islice(state.drafts.all(), _RECENT)
    return answers.page(request, "home.html", drafts=list(drafts), kinds=drafting.KIND_NAMES)


def picture(request: Request) -> Response:
    """Return a page as a picture, drawn when it is asked for first."""
    data = request.app.state.server.gallery.picture(request.path_params["name"])
    if data is None:
        raise HTTPException(404)
    return Response(data, media_type="image/png", headers={"Cache-Control": _MONTH})


def alive(_: Request) -> Response:
    """Answer a page that says that it is open."""
    return Response(status_code=204)


def hide_font_note(request: Request, _: Form) -> Response:
    """Tell missing fonts no more while this server runs."""
    request.app.state.server.has_font_note = False
    return Response() if "hx-request" in request.headers else answers.go_to(request, "/")


def show_login(request: Request) -> Response:
    """Return where somebody of the office writes name and password."""
    return answers.bare(request, "login.html", name="", problem="")


def log_in(request: Request, form: Form) -> Response:
    """Let somebody in who knows the password; tell what is wrong otherwise."""
    keys = request.app.state.server.keys
    try:
        cookie = keys.sharing.enter(
            form["name"], form["password"], request.client.host if request.client else ""
        )
    except UsageError as error:
        return answers.bare(request, "login.html", 403, name=form["name"], problem=str(error))
    answer = RedirectResponse("/", 303)
    keys.set_cookie(answer, cookie)
    return answer


def end(request: Request, _: Form) -> Response:
    """End the program after this answer, for who started it. Raises UsageError for others."""
    if request.state.person:
        raise UsageError("只有开共享的人能退出程序；自己不用了，关掉网页就可以")
    request.app.state.server.is_ending = True
    return answers.page(request, "ended.html")
