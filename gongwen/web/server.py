"""One server on this machine: found when it runs already, bound before the browser opens, ended when it is asked to."""

from __future__ import annotations

import errno
import http.client
import json
import os
import socket
import ssl
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from gongwen.api import UsageError
from gongwen.api.page.saved import SavedDraft, Version
from gongwen.web.app import make_app
from gongwen.web.guard import AGAIN, Keys
from gongwen.web.looking import look_at
from gongwen.web.server_state import REGISTER, ServerState
from gongwen.web.sharing import Certificate, Sharing

PORT = 8497
"""Tried first, so that a bookmark goes on working."""
_HOST = "127.0.0.1"
EVERYWHERE = "0.0.0.0"
"""Bound when others are to reach the server."""
_SECOND = 0.2
_STATE = ".gongwen-web.json"
IDLE = 30 * 60.0
"""After how long without an open page the program ends by itself, seconds."""
_SAMPLE = SavedDraft(
    "",
    Path(),
    {"文种": "通知", "发文机关": "云岭县人民政府", "标题": "关于开会的通知", "正文": "请参加。"},
    Version(0, 0, "", ""),
)


def serve(
    folder: Path,
    register: str = "",
    port: int | None = None,
    tell: Callable[[str], None] = print,
    *,
    opens_browser: bool = True,
    sharing: Sharing | None = None,
) -> None:
    """Serve the page until the person ends it; ``tell`` is told the address and the token of programs.

    With ``sharing`` others reach it from their machines. ``port`` None takes any free one where the usual one is taken. Raises UsageError when ``port`` is taken, or the
    folder cannot be written.
    """
    _require_folder(folder)
    if (address := _address_of_running(folder)) is not None:
        tell(f"程序已经在运行，请在浏览器里打开（只能用一次）：{address}")
        if opens_browser:
            webbrowser.open(address)
        return
    listening = listen(port, EVERYWHERE if sharing else _HOST)
    keys = Keys(listening.getsockname()[1], sharing=sharing)
    state = ServerState(keys, folder, register or str(folder / REGISTER))
    server = make_server(make_app(state), sharing.certificate if sharing else None)
    threading.Thread(target=_attend, args=(server, state, tell, opens_browser), daemon=True).start()
    with _noted(folder, keys):
        server.run(sockets=[listening])


def _address_of_running(folder: Path) -> str | None:
    """Return a new address of the server that works with ``folder`` already; None when there is none."""
    try:
        noted = json.loads((folder / _STATE).read_text(encoding="utf-8"))
        with closing(_connection(noted["scheme"], int(noted["port"]))) as connection:
            connection.request("GET", AGAIN, headers={"Authorization": f"Bearer {noted['again']}"})
            answer = connection.getresponse()
            return answer.read().decode() if answer.status == 200 else None
    except (OSError, ValueError, KeyError, TypeError, http.client.HTTPException):
        return None


def _connection(scheme: str, port: int) -> http.client.HTTPConnection:
    """Return a connection to a server on this machine, whose certificate is for other names than this one."""
    if scheme == "https":
        context = ssl._create_unverified_context()
        return http.client.HTTPSConnection(_HOST, port, timeout=3, context=context)
    return http.client.HTTPConnection(_HOST, port, timeout=3)


@contextmanager
def _noted(folder: Path, keys: Keys) -> Iterator[None]:
    """Tell a second start, by a file that its owner alone can read, where the server is."""
    path = folder / _STATE
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        json.dump({"port": keys.port, "scheme": keys.scheme, "again": keys.again}, file)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def _require_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"{folder}：不能用作存放公文的文件夹（{error.strerror}），请用 --dir 指定别处"
        ) from None
    if not os.access(folder, os.W_OK):
        raise UsageError(f"{folder}：不能写入，请用 --dir 指定别处")


def listen(port: int | None, host: str = _HOST) -> socket.socket:
    """Return a socket that is bound to ``host``. Raises UsageError when ``port`` is taken."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, PORT if port is None else port))
    except OSError as error:
        if port is not None or error.errno not in (errno.EADDRINUSE, errno.EACCES):
            found.close()
            raise UsageError(
                f"端口 {port} 不能用（{error.strerror}），请用 --port 换一个，或者不写 --port"
            ) from None
        found.bind((host, 0))
    return found


def make_server(app: ASGIApp, certificate: Certificate | None = None) -> uvicorn.Server:
    """Return a server that writes no log of what is asked for."""
    config = uvicorn.Config(
        app, log_level="critical", access_log=False, server_header=False, timeout_graceful_shutdown=3,
        ssl_certfile=certificate and certificate.file, ssl_keyfile=certificate and certificate.key,
    )  # fmt: skip
    return uvicorn.Server(config)


def _warm_up(state: ServerState) -> None:
    """Load what the first preview needs before somebody waits for it."""
    with suppress(Exception):
        looked = look_at(_SAMPLE, state.gallery, None)
        if looked.preview is not None:
            state.gallery.picture(looked.preview.pages[0].name)


def _is_idle(state: ServerState) -> bool:
    """Whether nobody has a page open, and nothing is being worked on."""
    is_working = state.keys.sharing is not None or any(
        not batch.work.is_done for batch in list(state.batches.values())
    )
    return time.monotonic() - state.keys.asked > IDLE and not is_working


def _tell_sharing(keys: Keys, sharing: Sharing, tell: Callable[[str], None]) -> None:
    for name in sharing.names:
        tell(f"办公室的人打开 {keys.scheme}://{name}:{keys.port}/，写姓名和口令进入")
    tell(f"口令：{sharing.password}")
    if sharing.certificate is None:
        tell("内容经办公网明文传送，同一网络里的人有可能看到；有证书的，用 --cert、--key 加密")
    tell("进来的人都能看、能改里面的草稿、名册和归档。涉密公文不要放在这里")


def _attend(
    server: uvicorn.Server, state: ServerState, tell: Callable[[str], None], opens_browser: bool
) -> None:
    """Tell the address once the server listens, and end it when the person has asked for that."""
    while not server.started:
        if server.should_exit:
            return
        time.sleep(_SECOND)
    tell(f"请在浏览器里打开（只能用一次）：{state.keys.address}")
    tell(f"别的程序调用 {state.keys.scheme}://{state.keys.hosts[0]}/api/v1/ 用的口令：{state.keys.bearer}")
    if state.keys.sharing is not None:
        _tell_sharing(state.keys, state.keys.sharing, tell)
    if opens_browser:
        webbrowser.open(state.keys.address)
    _warm_up(state)
    while not state.is_ending and not _is_idle(state):
        time.sleep(_SECOND)
    server.should_exit = True
