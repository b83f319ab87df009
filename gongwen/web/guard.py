"""Who may ask the server for what: the host, the person, where a request comes from, and how much it brings."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from html import escape

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 200 * 2**20
"""Of a request."""
ENTRANCE = "/enter"
"""Where the one-time address leads to."""
INTERFACE = "/api/v1/"
"""Below it programs ask, with a bearer token and never with a cookie."""
STATIC = "/static/"
AGAIN = "/again"
"""Where a second start asks the first for a new address."""
OWN_HEADER = "x-gongwen"
"""What a request says that no form of another page can say."""
_SAFE = ("GET", "HEAD")
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
    def address(self) -> str:
        """The first address, which opens the door once."""
        return f"http://{self.hosts[0]}{ENTRANCE}?token={self.token}"

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
        if headers.get("host") not in keys.hosts:
            return told(
                421, f"只能用 http://{keys.hosts[0]} 打开，这里收到的地址是“{headers.get('host', '')}”。"
            )
        if path == ENTRANCE and request.method == "GET":
            return self._enter(request.query_params.get("token", ""))
        if int(headers.get("content-length") or 0) > self.most:
            return too_much(self.most)
        if path == AGAIN:
            return self._tell_again(headers)
        if path.startswith(INTERFACE):
            return self._refuse_program(headers)
        return None if path.startswith(STATIC) else self._refuse_person(request, headers)

    def _refuse_person(self, request: Request, headers: Mapping[str, str]) -> Response | None:
        keys = self.keys
        if not secrets.compare_digest(
            request.cookies.get(keys.cookie_name, "").encode(), keys.cookie.encode()
        ):
            return told(
                403, "请从程序给出的地址打开：关闭这一页，再双击一次程序，或者在命令窗口里点新的地址。"
            )
        if request.method not in _SAFE and not self._is_own(headers):
            return told(403, "这个请求不是从本程序的页面发出的，没有执行。")
        keys.asked = time.monotonic()
        return None

    def _enter(self, token: str) -> Response:
        if not self.keys.take_token(token):
            return told(403, "这个地址已经用过了。请回到已经打开的页面，或者重新启动程序。")
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self.keys.cookie_name, self.keys.cookie, httponly=True, samesite="strict", path="/")
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

    def _is_own(self, headers: Mapping[str, str]) -> bool:
        """Whether a request that writes comes from a page of this server."""
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is None and origin is None:
            return OWN_HEADER in headers
        origins = {f"http://{host}" for host in self.keys.hosts}
        return site in (None, "same-origin") and (origin is None or origin in origins)


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
