"""Who gets in and who does not, asked with raw requests."""

from __future__ import annotations

import hashlib
import http.client
from pathlib import Path

import pytest

from gongwen.api import UsageError
from gongwen.web import answers
from gongwen.web.forms import MOST_FILE, safe_name
from gongwen.web.guard import Keys
from gongwen.web.server import listen
from tests.web.running import Running, running

HTMX = "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"
"""SHA-256 of dist/htmx.min.js in the npm package htmx.org 2.0.11."""
PART = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
STATIC = answers.FOLDER / "static"
ORIGINS: dict[str, tuple[dict[str, str], int]] = {
    "own": ({"Origin": "http://127.0.0.1:{port}"}, 303),
    "own by the other name": ({"Origin": "http://localhost:{port}"}, 303),
    "own by fetch metadata": ({"Sec-Fetch-Site": "same-origin"}, 303),
    "own header alone": ({"X-Gongwen": "1"}, 303),
    "nothing": ({}, 403),
    "foreign": ({"Origin": "http://example.com"}, 403),
    "null": ({"Origin": "null"}, 403),
    "null with own header": ({"Origin": "null", "X-Gongwen": "1"}, 403),
    "other port": ({"Origin": "http://127.0.0.1:1"}, 403),
    "cross-site": ({"Sec-Fetch-Site": "cross-site"}, 403),
    "same-site is another port": ({"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1:{port}"}, 403),
}


@pytest.mark.parametrize("case", ORIGINS)
def test_only_own_pages_write(server: Running, case: str) -> None:
    headers, wanted = ORIGINS[case]
    keys = server.state.keys
    sent = {name: value.format(port=keys.port) for name, value in headers.items()}
    cookie = {"Cookie": f"{keys.cookie_name}={keys.cookie}"}
    before = server.state.drafts.names()
    assert server.ask("POST", "/draft", headers={**cookie, **sent}).status == wanted
    assert (server.state.drafts.names() != before) is (wanted == 303)


@pytest.mark.parametrize("host", ["example.com", "127.0.0.1", "127.0.0.1:1", "localhost.evil.cn:{port}", ""])
def test_a_foreign_host_is_refused(server: Running, host: str) -> None:
    named = {**server.own, "Host": host.format(port=server.state.keys.port)}
    answer = server.ask("GET", "/", headers=named)
    assert answer.status == 421
    assert f"127.0.0.1:{server.state.keys.port}" in answer.text


def test_the_first_address_opens_the_door_once(tmp_path: Path) -> None:
    with running(tmp_path) as fresh:
        assert fresh.ask("GET", "/").status == 403
        token = fresh.state.keys.token
        assert fresh.ask("GET", "/enter?token=wrong").status == 403
        answer = fresh.ask("GET", f"/enter?token={token}")
        assert (answer.status, answer.headers["location"]) == (303, "/")
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith(f"gongwen_{fresh.state.keys.port}=")
        assert "HttpOnly" in cookie and "SameSite=strict" in cookie
        assert fresh.ask("GET", f"/enter?token={token}").status == 403
        assert fresh.ask("GET", "/enter?token=").status == 403
        assert fresh.ask("GET", "/", headers={"Cookie": cookie.partition(";")[0]}).status == 200


def test_two_servers_keep_their_cookies_apart(server: Running, tmp_path: Path) -> None:
    with running(tmp_path) as other:
        both = {"Cookie": f"{server.own['Cookie']}; {other.own['Cookie']}"}
        assert (
            server.ask("GET", "/", headers=both).status == other.ask("GET", "/", headers=both).status == 200
        )
        assert other.ask("GET", "/", headers={"Cookie": server.own["Cookie"]}).status == 403


def test_every_answer_has_the_headers(server: Running) -> None:
    for path in ("/", "/draft", "/static/page.css", "/no-such-page"):
        headers = server.get(path).headers
        policy = headers["content-security-policy"]
        assert (
            "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        )
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert (
            headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
        )
    assert server.get("/").headers["cache-control"] == "no-store"


def test_no_page_has_a_script_or_a_style_of_its_own() -> None:
    for path in (answers.FOLDER / "templates").glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert (
            "style=" not in text and "<style" not in text and "onclick" not in text and "hx-on" not in text
        ), path
        assert "http:" not in text and "https:" not in text, path


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/page/../x.png"]
)
def test_nothing_outside_the_static_folder_is_served(server: Running, path: str) -> None:
    assert server.get(path).status == 404


def test_too_much_is_refused_by_header_and_by_count(tmp_path: Path) -> None:
    with running(tmp_path, most=100_000) as small:
        declared = small.ask("POST", "/draft", headers={**small.own, "Content-Length": "1000000000"})
        assert declared.status == 413
        connection = http.client.HTTPConnection("127.0.0.1", small.state.keys.port, timeout=30)
        kind = {"Content-Type": "multipart/form-data; boundary=x", "Transfer-Encoding": "chunked"}
        try:
            connection.request(
                "POST",
                "/draft",
                iter([PART, *[b"a" * 50_000] * 4]),
                {**small.own, **kind},
                encode_chunked=True,
            )
            assert connection.getresponse().status == 413
        finally:
            connection.close()
        assert small.state.drafts.names() == []


def test_a_file_that_is_too_long_is_told(server: Running) -> None:
    answer = server.send("/draft", {"大.docx": b"0" * (MOST_FILE + 1)})
    assert answer.status == 400
    assert "大.docx：超过 20 MB" in answer.text


@pytest.mark.parametrize(
    ("given", "wanted"),
    [("../../etc/passwd", "passwd"), ("C:\\公文\\通知.docx", "通知.docx"), ("con.docx", "_con.docx"), ("a:b?.txt", "b_.txt"),
     ("..", "文件"), ("字" * 300 + ".docx", "字" * 78 + ".docx"), ("空 格.docx", "空 格.docx")],
)  # fmt: skip
def test_names_of_files_are_safe(given: str, wanted: str) -> None:
    assert safe_name(given) == wanted


def test_what_is_typed_is_shown_as_text(server: Running) -> None:
    name = server.state.drafts.create({"文种": "通知", "标题": '<b>关于</b><img src=x onerror="1">', "正文": "</textarea><script>1</script>"}).name  # fmt: skip
    text = server.get(f"/draft/{name}").text
    assert "<b>关于" not in text and "<img src=x" not in text and "<script>1" not in text
    assert "&lt;b&gt;关于" in text


def test_a_taken_port_is_told_and_the_usual_one_is_passed_over() -> None:
    first = listen(0)
    first.listen()
    with pytest.raises(UsageError, match="--port"):
        listen(first.getsockname()[1])
    first.close()
    assert Keys(1).hosts == ("127.0.0.1:1", "localhost:1")


def test_htmx_is_the_file_that_its_makers_published() -> None:
    assert hashlib.sha256((STATIC / "htmx.min.js").read_bytes()).hexdigest() == HTMX
    assert "Zero-Clause BSD" in (STATIC / "htmx.LICENSE.txt").read_text(encoding="utf-8")


def test_our_own_script_stays_small() -> None:
    assert len((STATIC / "page.js").read_text(encoding="utf-8").splitlines()) < 300


def test_what_nobody_foresaw_is_told_and_logs_nothing_of_the_document(
    server: Running, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("机密文字")

    monkeypatch.setattr(type(server.state.drafts), "names", fail)
    answer = server.get("/draft")
    assert answer.status == 500 and "没有料到的错误" in answer.text
    assert "机密文字" not in "".join(capfd.readouterr())
