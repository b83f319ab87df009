"""A server that an office shares: who comes in, under which names it is asked, and whose work is whose."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

import pytest

from gongwen.api import UsageError
from gongwen.api.documents import read_bytes
from gongwen.api.page.confirming import Confirmed, log_of
from gongwen.api.page.decisions import CHANGE_KEYS, Change, Choice, carry_out, typed_rows
from gongwen.api.roster.registers import create
from gongwen.api.roster.views import batches
from gongwen.web import server as web_server
from gongwen.web.server import EVERYWHERE, listen
from gongwen.web.sharing import Certificate, Sharing, certificate_of
from tests.command import run
from tests.web.running import Answer, Running, running

PASSWORD = "abcd-efgh-jkmn"


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path, sharing=Sharing(PASSWORD, ("office-pc",))) as server:
        yield server


def host_of(server: Running) -> str:
    return server.state.keys.hosts[0]


def log_in(server: Running, name: str, password: str) -> Answer:
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": f"http://{host_of(server)}",
    }
    return server.ask("POST", "/login", urlencode({"name": name, "password": password}).encode(), headers)


def as_person(server: Running, name: str) -> dict[str, str]:
    """What the browser of somebody who came in sends along."""
    answer = log_in(server, name, PASSWORD)
    assert answer.status == 303
    return {"Cookie": answer.headers["set-cookie"].split(";")[0], "Origin": f"http://{host_of(server)}"}


def test_nobody_comes_in_without_the_password(shared: Running) -> None:
    assert shared.ask("GET", "/draft").headers["location"] == "/login"
    assert "明文" in shared.ask("GET", "/login").text
    assert "口令不对" in log_in(shared, "汤予", "abcd").text
    assert "秒再试" in log_in(shared, "汤予", PASSWORD).text
    shared.state.keys.sharing.waits.clear()  # type: ignore[union-attr]
    assert "写上姓名" in log_in(shared, "　", PASSWORD).text
    assert shared.ask("GET", "/draft", headers=as_person(shared, "汤予")).status == 200


def test_waiting_grows_and_ends_with_the_right_password(shared: Running) -> None:
    sharing = shared.state.keys.sharing
    assert sharing is not None
    for _ in range(12):
        sharing.waits = {address: (wrong, 0.0) for address, (wrong, _until) in sharing.waits.items()}
        log_in(shared, "汤予", "x")
    assert [wrong for wrong, _ in sharing.waits.values()] == [12]
    assert "口令错了12次，请过60秒再试" in log_in(shared, "汤予", PASSWORD).text


@pytest.mark.parametrize(("host", "status"), [("office-pc", 303), ("127.0.0.1", 303), ("evil.example", 421), ("10.0.0.9", 421)])  # fmt: skip
def test_it_is_asked_under_its_own_names(shared: Running, host: str, status: int) -> None:
    answer = shared.ask("GET", "/", headers={"Host": f"{host}:{shared.state.keys.port}"})
    assert answer.status == status
    assert status == 303 or "--host-name" in answer.text


def test_a_login_from_a_foreign_page_is_refused(shared: Running) -> None:
    body = urlencode({"name": "甲", "password": PASSWORD}).encode()
    for origin in ("http://evil.example", "null", f"http://10.0.0.9:{shared.state.keys.port}"):
        assert shared.ask("POST", "/login", body, {"Origin": origin}).status == 403


def test_versions_say_whose_they_are(shared: Running) -> None:
    one, other = (as_person(shared, name) for name in ("汤予", "黎 明"))
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    begun = shared.ask("POST", "/draft", urlencode({"文种": "通知"}).encode(), {**one, **kind})
    address = begun.headers["location"]
    for person, title in ((one, "关于甲的通知"), (other, "关于乙的通知")):
        seen = re.search(r'name="seen" value="(\d+)"', shared.ask("GET", address, headers=person).text)
        assert seen is not None
        values = {"文种": "通知", "标题": title, "seen": seen[1], "by": title, "view": "整篇"}
        shared.ask("POST", address, urlencode(values).encode(), {**person, **kind})
    told = shared.ask("GET", f"{address}/versions", headers=one).text
    assert re.findall("<td>(汤予|黎 明)</td>", told) == ["黎 明", "汤予", "汤予"]


def test_only_who_shares_ends_it(shared: Running) -> None:
    person = as_person(shared, "汤予")
    assert "退出程序" not in shared.ask("GET", "/", headers=person).text
    assert shared.ask("POST", "/end", b"", person).status == 400
    assert not shared.state.is_ending
    assert shared.ask("POST", "/end", b"", shared.own).status == 200
    assert shared.state.is_ending


def test_who_decided_stands_in_the_register_and_in_the_log(tmp_path: Path) -> None:
    register = str(tmp_path / "名册.db")
    create(register)
    row = dict(zip(CHANGE_KEYS, ("汤予", "新", "", "任", "云岭县副县长", "2026-03-01"), strict=True))
    done = carry_out(
        register, Change("任免通知.txt", rows=typed_rows([row])), Choice([], person="黎明"), tmp_path
    )
    assert [each["说明"] for each in batches(register)] == ["录入 任免通知.txt（黎明）"]
    assert done.folder is not None
    assert "录入人: 黎明" in (done.folder / "办理.yaml").read_text(encoding="utf-8")
    confirmed = Confirmed(read_bytes("关于防汛的通知\n请抓好落实。\n".encode(), "旧.txt"), ())
    assert "核对人: 黎明" in log_of(confirmed, [], {}, "旧.txt", "黎明").decode()


def test_what_it_is_started_with(tmp_path: Path) -> None:
    (tmp_path / "口令.txt").write_text("1234\n", encoding="utf-8")
    short = run("web", "--share", "--password-file", "口令.txt", "--dir", "公文", cwd=tmp_path)
    assert (short.returncode, "至少8个字符" in short.stderr) == (2, True)
    alone = run("web", "--host-name", "office-pc", "--dir", "公文", cwd=tmp_path)
    assert (alone.returncode, "--share" in alone.stderr) == (2, True)
    assert not (tmp_path / "公文").exists()


needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl makes a certificate")


@pytest.fixture
def certificate(tmp_path: Path) -> Certificate:
    """One for this machine, of its own making."""
    file, key = tmp_path / "证书.pem", tmp_path / "私钥.pem"
    asked = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=office-pc",
             "-addext", "subjectAltName=DNS:office-pc,IP:127.0.0.1", "-keyout", key, "-out", file]  # fmt: skip
    subprocess.run(asked, check=True, capture_output=True)
    return certificate_of(file, key)


@needs_openssl
def test_with_a_certificate_nobody_reads_along(tmp_path: Path, certificate: Certificate) -> None:
    with running(tmp_path, sharing=Sharing(PASSWORD, ("office-pc",), certificate)) as server:
        keys = server.state.keys
        assert keys.address.startswith("https://127.0.0.1:")
        assert "明文" not in server.ask("GET", "/login").text
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        entered = urlencode({"name": "汤予", "password": PASSWORD}).encode()
        plain = server.ask("POST", "/login", entered, {**form, "Origin": f"http://127.0.0.1:{keys.port}"})
        assert plain.status == 403
        secure = server.ask("POST", "/login", entered, {**form, "Origin": f"https://127.0.0.1:{keys.port}"})
        assert secure.status == 303 and "Secure" in secure.headers["set-cookie"]
        with closing(HTTPConnection("127.0.0.1", keys.port, timeout=10)) as connection:
            connection.request("GET", "/login")
            with pytest.raises((HTTPException, OSError)):
                connection.getresponse()
        with web_server._noted(tmp_path, keys):  # a second start
            assert web_server._address_of_running(tmp_path) == keys.address


def test_a_certificate_that_does_not_do_is_told(tmp_path: Path) -> None:
    (tmp_path / "证书.pem").write_text("没有证书", encoding="utf-8")
    wrong = run("web", "--share", "--cert", "证书.pem", "--key", "没有.pem", "--dir", "公文", cwd=tmp_path)
    assert (wrong.returncode, "PEM" in wrong.stderr) == (2, True)
    alone = run("web", "--share", "--cert", "证书.pem", "--dir", "公文", cwd=tmp_path)
    assert (alone.returncode, "一起写" in alone.stderr) == (2, True)
    assert not (tmp_path / "公文").exists()


def test_it_is_bound_where_others_reach_it() -> None:
    with listen(0, EVERYWHERE) as shared, listen(0) as own:
        assert (shared.getsockname()[0], own.getsockname()[0]) == (EVERYWHERE, "127.0.0.1")


def test_of_a_thousand_machines_wrong_passwords_are_remembered() -> None:
    sharing = Sharing("正确的口令")
    machines = [f"10.0.{number // 256}.{number % 256}" for number in range(1001)]
    for machine in machines:
        with pytest.raises(UsageError, match="口令不对"):
            sharing.enter("甲", "错的口令", machine)
    assert list(sharing.waits) == machines[1:]
