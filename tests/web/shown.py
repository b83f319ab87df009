"""What a page of the server shows and asks, as lines of text, without what is another one each time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from urllib.parse import unquote

from gongwen import __version__
from tests.web.running import Answer, Running

_KEYS = re.compile(
    r"(?<=/draft/)[\w-]{6,}|(?<=/archive/)[0-9a-f]{13}|(?<=/check/)[0-9a-f]{12}|(?<=/change/)[0-9a-f]{12}|(?<=/done/)[0-9a-f]{12}|(?<=/page/)\w+(?=\.png)"
    r"|\b\d\d:\d\d(?::\d\d)?\b|(?<=来文/)[0-9a-f]{8}|(?<=待核对/)[0-9a-f]{13}|\b20(?:2[6-9]|[3-9]\d)-\d\d-\d\d\b|\b20(?:2[6-9]|[3-9]\d)年\d+月\d+日|(?<=附图-)[0-9a-f]{8}|(?<=token=)[\w-]{20,}"
)
_LONGEST = 400
"""Characters of a request that are told."""
_SHOWN = ("href", "action", "hx-post", "hx-get", "src", "aria-label", "aria-invalid", "title")
_EMPTY = ("input", "img", "br", "hr", "link", "meta", "rect", "source")


class _Lines(HTMLParser):
    """The texts of a page, and the addresses, fields and labels of its elements."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.passed = 0
        """How many elements are open whose text nobody reads."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.passed += tag in ("style", "script")
        said = [
            f"{name}={found[name]}"
            for name in _SHOWN
            if name in found and not found[name].startswith("/static")
        ]
        if "name" in found and found["name"] not in ("by", "turn"):
            said.insert(0, f"{found['name']}={found.get('value', '')}")
        said += [each for each in ("checked", "selected", "disabled", "required") if each in found]
        if tag == "option" and "selected" in found:
            said.append(found.get("value", ""))
        if said and tag not in ("meta", "link"):
            self.lines.append(f"<{tag} {' '.join(said)}>")

    def handle_endtag(self, tag: str) -> None:
        self.passed -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text and not self.passed:
            self.lines.append(text)


def shown(text: str) -> Iterator[str]:
    """The lines of the page ``text``; the head and the menu, which all have, once is enough."""
    parser = _Lines()
    parser.feed(text)
    parser.close()
    yield from parser.lines


class Session:
    """Requests one after the other, with what each is answered."""

    def __init__(self, server: Running) -> None:
        self.server = server
        self.lines: list[str] = []

    def get(self, path: str) -> Answer:
        return self._noted(f"GET {path}", self.server.get(path))

    def post(self, path: str, values: Mapping[str, str] | None = None, **more: str) -> Answer:
        """Send a form; ``more`` are headers."""
        said = " ".join(f"{key}={value}" for key, value in (values or {}).items() if key != "by")
        return self._noted(
            f"POST {path} {said}{' （htmx）' if more else ''}", self.server.post(path, values or {}, **more)
        )

    def send(self, path: str, files: Mapping[str, bytes], values: Mapping[str, str] | None = None) -> Answer:
        return self._noted(f"POST {path} {' '.join(files)}", self.server.send(path, files, values))

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send a request with just these headers."""
        return self._noted(
            f"{method} {path} {' '.join(headers or {})}", self.server.ask(method, path, body, headers)
        )

    def _noted(self, asked: str, answer: Answer) -> Answer:
        self.lines += [f"== {asked[:_LONGEST]}", f"{answer.status}{_headers(answer)}"]
        kind = answer.headers.get("content-type", "")
        if kind.startswith("text/html"):
            self.lines += shown(answer.text)
        elif kind.startswith(("text/", "application/json", "application/yaml")):
            self.lines += answer.text.splitlines()
        return answer

    @property
    def text(self) -> str:
        """All of it, with what is another each time written alike."""
        port = str(self.server.state.keys.port)
        text = "\n".join(self.lines).replace(port, "8497").replace(str(self.server.state.folder), "夹")
        return _KEYS.sub("…", text).replace(__version__, "…") + "\n"


def _headers(answer: Answer) -> str:
    names = (
        "location",
        "hx-redirect",
        "hx-retarget",
        "hx-reswap",
        "content-type",
        "content-disposition",
        "cache-control",
    )
    return "".join(f" {name}: {unquote(answer.headers[name])}" for name in names if name in answer.headers)
