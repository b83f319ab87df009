"""Who may ask the server for what: the host, the person, where a request comes from, and how much it brings."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from html import escape

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gongwen.web.sharing import Sharing

MOST_BYTES = 200 * 2**20
"""Of a request."""
ENTRANCE = "/enter"
"""Where the one-time address leads to."""
INTERFACE = "/api/v1/"
"""Below it programs ask, with a bearer token and never with a cookie."""
STATIC = "/static/"
LOGIN = "/login"
"""Where people of an office come in, each with a name."""
AGAIN = "/again"
"""Where a second start asks the first for a new address."""
OWN_HEADER = "x-gongwen"
"""What a request says that no form of another page can say."""
_SAFE = ("GET", "HEAD")
_LONGEST_PATH = 1000
"""Characters of the path of an address."""
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "form-action 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(slots=True)
class Keys:
    """What opens the door of one server."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    """Opens it once; "" afterwards."""
    cookie: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    bearer: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    """What programs show below :data:`INTERFACE`."""
    again: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    """What a second start shows, which reads it from a file of the same person."""
    sharing: Sharing | None = None
    """None when the server is for one person on this machine."""
    asked: float = field(default_factory=time.monotonic)
    """When somebody with the cookie asked for anything last."""

    @property
    def cookie_name(self) -> str:
        """The name of the cookie: the ports of one host share their cookies."""
        return f"gongwen_{self.port}"

    @property
    def hosts(self) -> tuple[str, ...]:
        """By which names the server is asked."""
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"

    @property
    def scheme(self) -> str:
        """How addresses of the server begin."""
        return "https" if self.sharing and self.sharing.certificate else "http"

    def hosts_of(self, request: Request) -> tuple[str, ...]:
        """Return by which names the server may be asked, that for who makes ``request`` first."""
        if self.sharing is None:
            return self.hosts
        address, _ = request.scope["server"]
        return (*(f"{name}:{self.port}" for name in (*self.sharing.names, address)), *self.hosts)

    def person_of(self, cookie: str) -> str | None:
        """Return the name of whose ``cookie`` it is, "" for who started the server; None for nobody's."""
        if secrets.compare_digest(cookie.encode(), self.cookie.encode()):
            return ""
        return self.sharing.people.get(cookie) if self.sharing else None

    @property
    def address(self) -> str:
        """The first address, which opens the door once."""
        return f"{self.scheme}://{self.hosts[0]}{ENTRANCE}?token={self.token}"

    def set_cookie(self, answer: Response, cookie: str) -> None:
        """Let ``answer`` leave ``cookie`` with the browser."""
        is_secure = self.scheme == "https"
        answer.set_cookie(
            self.cookie_name, cookie, httponly=True, samesite="strict", path="/", secure=is_secure
        )

    def take_token(self, given: str) -> bool:
        """Whether ``given`` is the one-time token, which is void after that."""
        fits = bool(self.token) and secrets.compare_digest(given.encode(), self.token.encode())
        if fits:
            self.token = ""
        return fits


class TooMuchError(Exception):
    """A request brings more than it may."""


class Guard:
    """Lets through what may pass, and answers everything else itself."""

    def __init__(self, app: ASGIApp, keys: Keys, most: int = MOST_BYTES) -> None:
        self.app, self.keys, self.most = app, keys, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; what is no request of a page is not answered."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        telling = _Telling(send)
        refusal = self._refuse(Request(scope), headers)
        if refusal is not None:
            await refusal(scope, receive, telling)
            return
        with suppress(Exception):  # it has been answered; the server would log the values that a trace shows
            await self.app(scope, _Counting(receive, self.most), telling)

    def _refuse(self, request: Request, headers: Mapping[str, str]) -> Response | None:
        """Return the answer to a request that may not pass; None for one that may."""
        keys, path = self.keys, request.url.path
        hosts = keys.hosts_of(request)
        if (host := headers.get("host", "")) not in hosts:
            more = "；要用这个地址，请加 --host-name 再启动" if keys.sharing else ""
            return told(421, f"只能用 {keys.scheme}://{hosts[0]} 打开，这里收到的地址是“{host}”{more}。")
        if path == ENTRANCE and request.method == "GET":
            return self._enter(request.query_params.get("token", ""))
        if len(path) > _LONGEST_PATH:
            return told(414, "地址太长，请从程序的页面进入。")
        if int(headers.get("content-length") or 0) > self.most:
            return too_much(self.most)
        if path == AGAIN:
            return self._tell_again(headers)
        return self._refuse_program(headers) if path.startswith(INTERFACE) else self._refuse_person(request)

    def _refuse_person(self, request: Request) -> Response | None:
        if request.url.path.startswith(STATIC):
            return None
        is_open = self.keys.sharing is not None and request.url.path == LOGIN
        person = self.keys.person_of(request.cookies.get(self.keys.cookie_name, ""))
        if person is None and not is_open:
            return self._ask_in(request)
        origins = [f"{self.keys.scheme}://{host}" for host in self.keys.hosts_of(request)]
        if request.method not in _SAFE and not _is_own(request.headers, origins):
            return told(403, "这个请求不是从本程序的页面发出的，没有执行。")
        if person is not None:
            request.state.person = person
            self.keys.asked = time.monotonic()
        return None

    def _ask_in(self, request: Request) -> Response:
        """Return where somebody unknown is to go."""
        if self.keys.sharing is not None and request.method in _SAFE:
            return RedirectResponse(LOGIN, 303)
        return told(403, "请从程序给出的地址打开：关闭这一页，再双击一次程序，或者在命令窗口里点新的地址。")

    def _enter(self, token: str) -> Response:
        if not self.keys.take_token(token):
            return told(403, "这个地址已经用过了。请回到已经打开的页面，或者重新启动程序。")
        answer = RedirectResponse("/", 303)
        self.keys.set_cookie(answer, self.keys.cookie)
        return answer

    def _tell_again(self, headers: Mapping[str, str]) -> Response:
        """Return a new address to who starts the program again."""
        wanted = f"Bearer {self.keys.again}".encode()
        if not secrets.compare_digest(headers.get("authorization", "").encode(), wanted):
            return told(403, "请重新启动程序。")
        self.keys.token = secrets.token_urlsafe(24)
        return Response(self.keys.address, media_type="text/plain")

    def _refuse_program(self, headers: Mapping[str, str]) -> Response | None:
        wanted = f"Bearer {self.keys.bearer}".encode()
        if secrets.compare_digest(headers.get("authorization", "").encode(), wanted):
            return None
        return Response(
            '{"problem":"请在 Authorization 里写 Bearer 和启动时给出的口令"}',
            401,
            media_type="application/json",
        )


def _is_own(headers: Mapping[str, str], origins: Sequence[str]) -> bool:
    """Whether a request that writes comes from a page of this server, which have ``origins``."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is None and origin is None:
        return OWN_HEADER in headers
    return site in (None, "same-origin") and origin in (None, *origins)


class _Counting:
    """Receives a request and counts its bytes."""

    def __init__(self, receive: Receive, most: int) -> None:
        self.receive, self.most, self.left = receive, most, most

    async def __call__(self) -> Message:
        message = await self.receive()
        self.left -= len(message.get("body", b""))
        if self.left < 0:
            raise TooMuchError(self.most)
        return message


class _Telling:
    """Sends an answer with the headers that every answer has."""

    def __init__(self, send: Send) -> None:
        self.send = send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update({name: value for name, value in _HEADERS.items() if name not in headers})
            headers.setdefault("Cache-Control", "no-store")
        await self.send(message)


def too_much(most: int) -> Response:
    """Return the answer to a request of more than ``most`` bytes."""
    return told(413, f"一次最多上传 {most // 2**20} MB，请分几次上传。")


def told(status: int, message: str) -> Response:
    """Return a page without a menu that says just ``message``."""
    page = (
        "<!DOCTYPE html><html lang=zh-CN><head><meta charset=utf-8><title>公文</title>"
        f'<link rel=stylesheet href="{STATIC}page.css"></head><body><main><h1>没有打开</h1><p>{escape(message)}</p></main></body></html>'
    )
    return HTMLResponse(page, status)
