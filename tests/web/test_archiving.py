"""归档 without a browser: texts are read, answered, confirmed one after the other, taken away."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from tests.api.page.test_confirming import OLD
from tests.web.running import Running, running


def answers_in(text: str) -> dict[str, str]:
    """The first answer of every question, and every field as it stands."""
    found: dict[str, str] = {}
    for name, value in re.findall(r'<input type="radio" name="([^"]+)" value="([^"]+)"', text):
        found.setdefault(name, value)
    found |= dict(re.findall(r'<input type="hidden" name="(questions)" value="(\d+)">', text))
    fields = re.findall(r'<textarea id="[^"]+" name="([^"]+)"[^>]*>\n([^<]*)</textarea>', text)
    return found | {name: unescape(value) for name, value in fields}


def test_texts_are_confirmed_one_after_the_other_to_a_zip(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        other = OLD.replace("31号", "32号").replace("农村集体资产", "水利设施")
        files = {"甲.txt": OLD.encode(), "乙.txt": other.encode(), "扫描.png": b"\x89PNG\r\n\x1a\n"}
        assert unquote(server.send("/archive", files).headers["location"]) == "/archive"
        first, second, third = re.findall(r'<td><a href="(/archive/\w+)">', server.get("/archive").text)
        text = server.get(first).text
        assert "第 1 件，共 3 件" in text and "处要核对" in text and "各级千部" in text
        refused = server.post(first, {"do": "确认"})
        assert refused.status == 303 and "还没有核对" in server.get(unquote(refused.headers["location"])).text
        given = answers_in(text)
        saved = server.post(first, {**given, "do": "自动"}, **{"HX-Request": "true"}).text
        assert "都核对了" in saved and "已自动保存" in saved
        assert "都核对了" in server.get(first).text
        done = server.post(first, {**given, "do": "确认", "全宗号": "J001", "保管期限": "永久"})
        assert unquote(done.headers["location"]) == second
        skipped = server.post(second, {**answers_in(server.get(second).text), "do": "保存"})
        assert unquote(skipped.headers["location"]) == "/archive"
        assert "读不出来" in server.get(third).text
        assert unquote(server.post(third, {"do": "跳过"}).headers["location"]) == second
        last = server.post(second, {**answers_in(server.get(second).text), "do": "确认"})
        assert unquote(last.headers["location"]) == "/archive"
        listed = server.get("/archive").text
        assert "都看过了" in listed and "下载已确认的（2件）" in listed
        names = zipfile.ZipFile(io.BytesIO(server.get("/archive/take").data)).namelist()
        assert sum(name.endswith("核对记录.yaml") for name in names) == 2 and "归档文件目录.xlsx" in names
        assert server.post(first, {"do": "确认"}).status == 303


def test_what_was_answered_is_there_after_the_program_was_killed(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        (address,) = [unquote(server.send("/archive", {"甲.txt": OLD.encode()}).headers["location"])]
        given = answers_in(server.get(address).text) | {"标题": "关于加强管理的通知"}
        server.post(address, {**given, "do": "自动"}, **{"HX-Request": "true"})
    with running(tmp_path) as again:
        text = again.get(address).text
        assert "关于加强管理的通知" in text and "都核对了" in text


def test_there_is_nothing_to_take_before_anything_is_confirmed(server: Running) -> None:
    assert server.get("/archive/take").status == 400
    assert server.send("/archive", {}).status == 400
    assert server.get("/archive/ffff").status == 400
