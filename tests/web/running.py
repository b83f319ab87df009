"""A server as people run it, on a port of its own, and requests as any program can send them."""

from __future__ import annotations

import http.client
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from gongwen.web.app import make_app
from gongwen.web.guard import MOST_BYTES, Keys
from gongwen.web.server import listen, make_server
from gongwen.web.server_state import ServerState
from gongwen.web.sharing import Sharing

MULTIPART = "gongwen-boundary"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    data: bytes = field(repr=False)

    @property
    def text(self) -> str:
        return self.data.decode("utf-8", "replace")


@dataclass(slots=True)
class Running:
    state: ServerState

    @property
    def own(self) -> dict[str, str]:
        """What a page of the server sends along."""
        keys = self.state.keys
        return {"Cookie": f"{keys.cookie_name}={keys.cookie}", "Origin": f"{keys.scheme}://{keys.hosts[0]}"}

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send a request with just these headers."""
        connection = self._connection()
        connection.request(method, quote(path, safe="/?=&%"), body or None, dict(headers or {}))
        answer = connection.getresponse()
        found = Answer(answer.status, dict(answer.getheaders()), answer.read())
        connection.close()
        return found

    def _connection(self) -> http.client.HTTPConnection:
        port, sharing = self.state.keys.port, self.state.keys.sharing
        if sharing is None or sharing.certificate is None:
            return http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        context = ssl.create_default_context(cafile=str(sharing.certificate.file))
        return http.client.HTTPSConnection("127.0.0.1", port, timeout=30, context=context)

    def get(self, path: str) -> Answer:
        return self.ask("GET", path, headers=self.own)

    def post(self, path: str, values: Mapping[str, str], **more: str) -> Answer:
        """Send a form as htmx does."""
        headers = {**self.own, "Content-Type": "application/x-www-form-urlencoded", **more}
        return self.ask("POST", path, urlencode(values).encode(), headers)

    def send(self, path: str, files: Mapping[str, bytes], values: Mapping[str, str] | None = None) -> Answer:
        """Send files as a form does."""
        parts = [
            f'--{MULTIPART}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in (values or {}).items()
        ]
        parts += [
            f'--{MULTIPART}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n".encode()
            + data
            + b"\r\n"
            for name, data in files.items()
        ]  # fmt: skip
        kind = {"Content-Type": f"multipart/form-data; boundary={MULTIPART}"}
        return self.ask("POST", path, b"".join(parts) + f"--{MULTIPART}--\r\n".encode(), {**self.own, **kind})


@contextmanager
def running(folder: Path, most: int = MOST_BYTES, sharing: Sharing | None = None) -> Iterator[Running]:
    """Yield a server that keeps its drafts in ``folder``."""
    listening = listen(0)
    state = ServerState(Keys(listening.getsockname()[1], sharing=sharing), folder, str(folder / "名册.db"))
    server = make_server(make_app(state, most), sharing.certificate if sharing else None)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield Running(state)
    server.should_exit = True
    thread.join(10)
    listening.close()
