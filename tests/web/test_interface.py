"""/api/v1/ for programs: with a bearer token and never with a cookie; what it makes is what the commands make."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema
import pytest

from gongwen.web.interface import openapi
from tests.api.page.test_examining import docx, said
from tests.command import run
from tests.web.running import Answer, Running

LETTER = {
    "文种": "函",
    "标题": "关于借用会议室的函",
    "发文机关": "云岭县教育局",
    "主送机关": "县政府办公室",
    "正文": ["请予支持。"],
    "成文日期": "2024-06-09",
}


def post(server: Running, verb: str, body: bytes, **query: str) -> Answer:
    asked = "&".join(f"{name}={quote(value)}" for name, value in query.items())
    connection_headers = {"Authorization": f"Bearer {server.state.keys.bearer}"}
    return server.ask("POST", f"/api/v1/{verb}?{asked}", body, connection_headers)


def test_only_the_token_lets_a_program_in(server: Running) -> None:
    body = json.dumps(LETTER).encode()
    assert server.ask("POST", "/api/v1/build", body).status == 401
    assert server.ask("POST", "/api/v1/build", body, server.own).status == 401
    assert server.ask("POST", "/api/v1/build", body, {"Authorization": "Bearer wrong"}).status == 401
    token = {"Authorization": f"Bearer {server.state.keys.bearer}"}
    assert server.ask("GET", "/", headers=token).status == 403
    assert server.ask("POST", "/api/v1/build", body, {**token, "Host": "example.com"}).status == 421


@pytest.mark.parametrize("target", ["docx", "pdf"])
def test_a_document_is_built_as_the_command_builds_it(server: Running, tmp_path: Path, target: str) -> None:
    (tmp_path / "函.yaml").write_text(json.dumps(LETTER, ensure_ascii=False), encoding="utf-8")
    run("build", "函.yaml", "--to", target, cwd=tmp_path)
    made = post(server, "build", json.dumps(LETTER).encode(), to=target)
    assert made.data == (tmp_path / f"函.{target}").read_bytes()


def test_faults_are_told_with_their_address(server: Running) -> None:
    wrong: dict[str, Any] = {**LETTER, "成文日期": "2024-13-01", "附件": [{"正文": "甲"}], "份号": None}
    answer = post(server, "build", json.dumps(wrong).encode())
    assert answer.status == 422
    assert {each["address"] for each in json.loads(answer.data)["problems"]} == {"成文日期", "附件.1.标题"}
    for body in (b"[]", b"{", b"\xff"):
        assert post(server, "build", body).status == 422
    assert post(server, "build", json.dumps(LETTER).encode(), to="png").status == 422


def test_a_file_is_checked_mended_and_read(server: Running, tmp_path: Path) -> None:
    data = docx()
    found = json.loads(post(server, "check", data, name="来文.docx").data)
    assert "登录网站" in json.dumps(found, ensure_ascii=False)
    fixed = post(server, "fix", data, name="来文.docx")
    assert "云教发〔2024〕7号" in said(fixed.data)
    told = json.loads(post(server, "read", data, name="来文.docx").data)
    assert told["文稿"]["文种"] == "通知"
    assert post(server, "check", b"PK\x03\x04nothing", name="坏.docx").status == 422
    assert tmp_path.is_dir() and list(server.state.folder.glob("**/*来文*")) == []


def test_the_interface_describes_itself(server: Running) -> None:
    token = {"Authorization": f"Bearer {server.state.keys.bearer}"}
    served = json.loads(server.ask("GET", "/api/v1/openapi.json", headers=token).data)
    assert served == openapi()
    schemas = served["components"]["schemas"]
    document = {**schemas["公文"], "components": served["components"]}
    jsonschema.validate(LETTER, document)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**LETTER, "文种": "信"}, document)
    assert {verb.rpartition("/")[2] for verb in served["paths"]} == {"build", "check", "fix", "read"}
