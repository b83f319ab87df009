"""What the server tells where it starts, of names, numbers and addresses, and whom it lets in: told.txt.

What is told has changed on purpose: ``pytest tests/web/test_told.py --accept -n0`` writes it; look at it before it is committed.
"""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response

from gongwen.address import Address
from gongwen.api.documents import Source, parse
from gongwen.web import answers, guard, looking, server, server_state, sharing
from gongwen.web.forms import LARGEST, Form, safe_name, whole_number
from gongwen.web.guard import Keys
from gongwen.web.server_state import ServerState
from gongwen.web.sharing import Certificate, Sharing
from tests.golden import hold
from tests.printed import outcome, printed

TOLD = Path(__file__).with_name("told.txt")
CERTIFICATE = Certificate(Path("证书.pem"), Path("私钥.pem"))


def hold_all(found: Iterator[tuple[str, str]], request: pytest.FixtureRequest) -> None:
    for name, text in found:
        hold(TOLD, name, re.sub(r"(?<=token=)\S+|(?<=口令：)[\w-]{14,}", "…", text).rstrip(), request)


class _Server:
    """A server that runs until it is told to end."""

    def __init__(self, is_started: bool) -> None:
        self.started, self.should_exit = is_started, not is_started
        self.ended = threading.Event()

    def run(self, sockets: list[socket.socket]) -> None:
        for each in sockets:
            each.close()
        self.ended.wait(5)


def _started(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    """What is told where the server starts: alone, shared, with a certificate, a second time, not at all."""
    shown: list[str] = []
    monkeypatch.setattr(server.webbrowser, "open", lambda address: shown.append(f"打开 {address}"))
    monkeypatch.setattr(server, "_warm_up", lambda state: shown.append("准备好了"))
    monkeypatch.setattr(server, "_is_idle", lambda _: True)
    monkeypatch.setattr(server, "_SECOND", 0.0)
    attend = server._attend
    for name, shares, opens, starts in (
        ("独自", None, True, True),
        ("不打开", None, False, True),
        ("共享", Sharing("一二三四五六七八", ("办公室",)), True, True),
        ("加密", Sharing("一二三四五六七八", ("办公室", "10.0.0.8"), CERTIFICATE), False, True),
        ("没有起来", None, True, False),
    ):
        made = _Server(starts)
        monkeypatch.setattr(server, "make_server", lambda app, certificate, made=made: (shown.append(f"证书 {certificate}"), made)[1])  # fmt: skip

        def attended(made: Any, state: ServerState, tell: Any, opens: bool) -> None:
            noted = (
                json.loads((folder / ".gongwen-web.json").read_text(encoding="utf-8")) if _is_noted() else {}
            )
            shown.append(
                f"记下 {noted.get('scheme')} {noted.get('port') == state.keys.port} {Path(state.register).name}"
            )
            attend(made, state, tell, opens)
            shown.append(f"结束 {made.should_exit}")
            made.ended.set()

        def _is_noted() -> bool:
            return any(
                (folder / ".gongwen-web.json").exists() or threading.Event().wait(0.001) for _ in range(2000)
            )

        monkeypatch.setattr(server, "_attend", attended)
        shown.clear()
        server.serve(folder, "", 0, shown.append, opens_browser=opens, sharing=shares)
        shown.append(f"留下 {[each.name for each in folder.iterdir()]}")
        yield f"启动 {name}", re.sub(r":\d{4,5}\b", ":8497", "\n".join(shown))
    monkeypatch.setattr(server, "_address_of_running", lambda _: "http://127.0.0.1:8497/enter?token=a")
    for opens in (True, False):
        shown.clear()
        server.serve(folder, tell=shown.append, opens_browser=opens)
        yield f"已在运行 {opens}", "\n".join(shown)


def test_what_is_told_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:  # fmt: skip
    hold_all(_started(tmp_path, monkeypatch), request)


def _noted(folder: Path) -> Iterator[tuple[str, str]]:
    """What a second start makes of the note of the first, and where a server is bound."""
    note = folder / ".gongwen-web.json"
    for text in ("", "{", "[]", '{"port": "甲"}', '{"scheme": "http", "port": 1, "again": "a"}', '{"scheme": "https", "port": 1, "again": "a"}'):  # fmt: skip
        note.write_text(text, encoding="utf-8")
        yield f"记下的 {text}", printed(server._address_of_running(folder))
    taken = server.listen(0)
    taken.listen()
    port = taken.getsockname()[1]
    yield "占用的端口", outcome(lambda: server.listen(port)).replace(str(port), "8497")
    taken.close()
    (folder / "文件").write_text("", encoding="utf-8")
    yield "不是文件夹", outcome(lambda: server._require_folder(folder / "文件" / "夹"), folder)
    made = server.make_server(lambda *_: None, CERTIFICATE).config  # type: ignore[arg-type,return-value]
    yield "怎样服务", printed([made.log_level, made.access_log, made.server_header, made.timeout_graceful_shutdown, made.ssl_certfile, made.ssl_keyfile])  # fmt: skip


def _kept_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    """What the state of a server knows: names of files, turns of pages, whether anybody is there."""
    now = [1000.0]
    monkeypatch.setattr(server.time, "monotonic", lambda: now[0])
    state = ServerState(Keys(8497), folder, "名册.db")
    waiting = folder / server_state.ARCHIVE / server_state.WAITING / "abc"
    sent = folder / server_state.ROSTERS / server_state.SENT / "abc"
    for path in (waiting / "甲.txt", sent / "乙.csv", folder / "草稿" / "丙.yaml", Path("/别处/丁.txt")):
        yield f"文件名 {path.name}", state.told(f"{path}：不对（见 {path}）")
    turns = (
        ("甲", "一", "5"),
        ("甲", "一", "5"),
        ("甲", "一", "4"),
        ("甲", "二", "3"),
        ("甲", "一", ""),
        ("甲", "一", "x"),
        ("甲", "一", "9"),
        ("乙", "一", "1"),
        ("甲", "一", "9999999999999999"),
    )
    yield "先后", printed([f"{' '.join(turn)} {state.is_next(*turn)}" for turn in turns])
    state.keys.asked, idle = now[0], []
    for passed in (0.0, server.IDLE, 1.0):
        now[0] += passed
        idle.append(server._is_idle(state))
    state.keys.sharing = Sharing("一二三四五六七八")
    idle.append(server._is_idle(state))
    state.keys.sharing = None
    state.batches["甲"] = SimpleNamespace(work=SimpleNamespace(is_done=False))  # type: ignore[assignment]
    idle.append(server._is_idle(state))
    state.batches["甲"] = SimpleNamespace(work=SimpleNamespace(is_done=True))  # type: ignore[assignment]
    idle.append(server._is_idle(state))
    yield "没有人了", printed(idle)


def _shared(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[tuple[str, str]]:
    """Who comes in, and how long somebody waits after wrong passwords."""
    now = [1000.0]
    monkeypatch.setattr(sharing.time, "monotonic", lambda: now[0])
    found = [(2, 1, 6, "", ("10.0.0.8", 0)), (2, 1, 6, "", ("127.0.1.1", 0)), (2, 1, 6, "", ("10.0.0.8", 0))]
    monkeypatch.setattr(socket, "gethostname", lambda: "办公室")
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: found)
    yield "本机的名字", printed(sharing.names_of_machine())
    monkeypatch.setattr(socket, "getaddrinfo", _unknown)
    yield "没有地址", printed(sharing.names_of_machine())
    made = sharing.new_password()
    yield "口令的样子", re.sub(rf"[{sharing._LETTERS}]", "字", made)
    for text in ("一二三四五六七八\n别的", " 一二三四五六七 ", "", "  一二三四五六七八九  "):
        (folder / "口令.txt").write_text(text, encoding="utf-8")
        yield f"口令 {text!r}", outcome(lambda: sharing.sharing_of(folder / "口令.txt", ["我处"]).names, folder) + outcome(lambda: sharing.sharing_of(folder / "口令.txt", []).password, folder)  # fmt: skip
    yield "没有口令", printed(len(sharing.sharing_of(None, ["甲", "甲", "办公室"], CERTIFICATE).names))
    own = Sharing("一二三四五六七八")
    for name, word, address, passed in (
        ("李", "错", "甲", 0.0), ("李", "错", "甲", 0.5), ("李", "错", "甲", 0.5), ("李", "一二三四五六七八", "甲", 1.9), ("李", "一二三四五六七八", "乙", 0.0), (" ", "一二三四五六七八", "乙", 0.0),
        ("王 \n 若川", " 一二三四五六七八 ", "甲", 0.2), ("张" * 30, "一二三四五六七八", "甲", 0.0), ("李", "错", "甲", 0.0), *(("李", "错", "丙", 100.0) for _ in range(9)), ("李", "错", "丙", 59.9), ("李", "错", "丙", 0.2),
    ):  # fmt: skip
        now[0] += passed
        yield f"进来 {name!r} {word!r} {address} {now[0]:.1f}", outcome(lambda name=name, word=word, address=address: own.people[own.enter(name, word, address)])  # fmt: skip
    monkeypatch.setattr(sharing, "_MOST_ADDRESSES", 2)
    for address in "丁戊己":
        outcome(lambda address=address: own.enter("李", "错", address))
    yield "记得的机器", printed({key: wrong for key, (wrong, _) in own.waits.items()})


def _unknown(*_: object) -> list[object]:
    raise OSError("甲")


def _asked(headers: dict[str, str] | None = None, sharing_: Sharing | None = None) -> Request:
    pairs = [(key.encode(), value.encode()) for key, value in (headers or {}).items()]
    return Request(
        {"type": "http", "headers": pairs, "server": ("10.0.0.8", 8497), "path": "/", "method": "GET"}
    )


def _doors() -> Iterator[tuple[str, str]]:
    """By which names it is asked, whose a cookie is, what comes from a page of its own."""
    for name, keys in {"独自": Keys(8497), "共享": Keys(8497, sharing=Sharing("一二三四五六七八", ("办公室",))), "加密": Keys(8497, sharing=Sharing("一二三四五六七八", (), CERTIFICATE))}.items():  # fmt: skip
        keys.cookie, keys.token = "甲", "乙"
        if keys.sharing:
            keys.sharing.people["丙"] = "李"
        answer = Response()
        keys.set_cookie(answer, "d")
        yield f"门 {name}", printed([keys.hosts_of(_asked()), keys.cookie_name, keys.scheme, keys.address, *(repr(keys.person_of(each)) for each in ("甲", "丙", "", "戊")), answer.headers["set-cookie"], *(keys.take_token(each) for each in ("", "甲", "乙", "乙", ""))])  # fmt: skip
    origins = ["http://127.0.0.1:8497"]
    for headers in ({}, {"x-gongwen": "1"}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}, {"sec-fetch-site": "cross-site", "x-gongwen": "1"}, {"origin": origins[0]}, {"origin": "null"}, {"origin": origins[0], "sec-fetch-site": "cross-site"}, {"origin": "http://a", "sec-fetch-site": "same-origin"}):  # fmt: skip
        yield f"自己的页 {headers}", printed(guard._is_own(headers, origins))
    yield (
        "太多",
        printed([guard.too_much(3 * 2**20 - 1).status_code, bytes(guard.too_much(3 * 2**20).body).decode()]),
    )


def _words() -> Iterator[tuple[str, str]]:
    """Names of files, numbers, kinds of files, addresses that lead on, faults by their fields."""
    for name in ("通知.docx", "../a/通知.docx", "a\\b\\通知.docx", "", "...", ".docx", "CON.txt", "通:知?.txt", f"{'长' * 200}.docx", f"甲.{'长' * 200}", "甲/", "\x01甲.txt", " 甲 .txt"):  # fmt: skip
        yield (
            f"文件的名字 {name[:20]!r}",
            f"{len(safe_name(name))} {safe_name(name)[:30]} {safe_name(name)[-10:]}",
        )
    for text in (
        "",
        "0",
        "7",
        "007",
        "20000",
        "20001",
        "99999",
        "100000",
        "1000000000",
        "1000000001",
        "1" * 30,
        "-1",
        "1.5",
        "甲",
        "７",
    ):
        yield (
            f"数 {text[:12]}",
            printed([whole_number(text), whole_number(text, 9), whole_number(text, LARGEST)]),
        )
    form = Form({"甲": "一"}, {"甲": ["零", "一"]})
    yield "表单的值", printed([form["甲"], form["乙"], form.files])
    for name in (
        "甲.docx",
        "甲.XLSX",
        "甲.pdf",
        "甲.yaml",
        "甲.zip",
        "甲.html",
        "甲.png",
        "甲.json",
        "甲.ofd",
        "甲",
        "docx",
    ):
        yield f"带走 {name}", printed(sorted(answers.file(b"1", name).headers.items()))
    for headers in ({}, {"hx-request": "true"}):
        answer = answers.go_to(_asked(headers), "/draft/甲?a=1&b=2#三 四")
        yield f"到别处 {headers}", printed([answer.status_code, sorted(answer.headers.items())])
    yield "旁边", printed(sorted(answers.aside(Response()).headers.items()))
    source: Source = parse("文种: 函\n标题: 关于甲的函\n正文: 甲。\n", "稿.yaml")
    fields = (Address("文种"), Address("标题"))
    for problem in ("稿.yaml 第2行第1列：太长", "稿.yaml 第9行第1列：太长", "稿.yaml：没有字体", "没有字体"):
        fault = looking._fault(problem, source, fields)
        yield f"哪一项的错 {problem}", f"{fault.address.key} {fault.message}"


def test_what_is_told_of_names_numbers_and_people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:  # fmt: skip
    hold_all(_noted(tmp_path), request)
    hold_all(_doors(), request)
    hold_all(_words(), request)
    hold_all(_shared(monkeypatch, tmp_path), request)
    hold_all(_kept_in(tmp_path, monkeypatch), request)
