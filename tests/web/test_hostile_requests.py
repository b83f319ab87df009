"""What no page of the program sends: an answer that says what is wrong, and never an unforeseen error."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from tests.web.running import Answer, Running
from tests.web.test_drafting import HTMX, begin
from tests.web.test_interface import LETTER, post

HUGE = "9" * 5000
DEEP = 50_000


def said(answer: Answer) -> Answer:
    assert answer.status < 500 and "没有料到" not in answer.text, answer.text
    return answer


BODIES = {
    "lists in lists": b"[" * DEEP,
    "objects in objects": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "deep in a field": json.dumps(LETTER)[:-1].encode() + b',"x":' + b"[" * 900 + b"]" * 900 + b"}",
    "half of a character": json.dumps({**LETTER, "标题": "关于\ud800的函"}).encode(),
    "half of a character in the body": json.dumps({**LETTER, "正文": "请\udfff支持。"}).encode(),
    "half of a character in a key": json.dumps({**LETTER, "\ud800": "甲"}).encode(),
    "a number of 6000 digits": json.dumps(LETTER)[:-1].encode() + b',"x":' + HUGE.encode() + b"}",
    "parts of another shape": json.dumps({**LETTER, "附件": [[[]]], "名单": [1], "印发件": {"附件": {"甲": {}}}}).encode(),
    "a seal that is no picture": json.dumps({**LETTER, "印章": "/etc/hostname"}).encode(),
    "a style that is a device": json.dumps({**LETTER, "版式": "/dev/zero"}).encode(),
}  # fmt: skip


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_a_program_is_told_what_is_wrong(body: bytes, server: Running) -> None:
    answer = said(post(server, "build", body))
    assert answer.status == 422 and json.loads(answer.data)["problems"]


NAMES = (
    "..",
    "a/../../x.yaml",
    "甲" * 200 + ".yaml",
    "x." + "b" * 400,
    "con.yaml",
    "",
    "\0.yaml",
    "a\nb.yaml",
    "-",
)


@pytest.mark.parametrize("name", NAMES, ids=lambda name: repr(name[:9]))
def test_a_file_may_have_any_name(name: str, server: Running) -> None:
    data = json.dumps(LETTER, ensure_ascii=False).encode()
    for verb in ("check", "fix", "read"):
        said(post(server, verb, data, name=name))
    for path in ("/archive", "/draft", "/check"):
        said(server.send(path, {name.replace("\n", "%0A") or "x": data}))


VALUES = {
    "a version of 5000 digits": {"seen": HUGE},
    "a turn of 5000 digits": {"turn": HUGE, "by": "乙"},
    "a paragraph of 5000 digits": {f"段.{HUGE}": "甲", "view": "逐段"},
    "a cell of 5000 digits": {"格.1.1": "甲", f"格.1.{HUGE}": "乙", "view": "逐段"},
    "a text that has parts": {"附件": "甲", "附件.1.标题": "乙"},
    "parts that are a text": {"附件.1.标题": "乙", "附件": "甲"},
    "parts with a name": {"附件.甲.标题": "乙", "附件.1.标题": "丙"},
    "a text below a text": {"标题.1": "甲", "标题.1.乙": "丙"},
    "people below people": {"名单.1.姓名.乙": "丙", "名单.1.姓名": "丁", "名单.甲": "戊"},
    "no such field": {"甲.乙.丙": "丁", "." * 300: "戊", "附件.0.标题": "己"},
}


@pytest.mark.parametrize("values", VALUES.values(), ids=VALUES.keys())
@pytest.mark.parametrize("act", ["", "/level", "/change", "/insert", "/undo", "/view", "/restore"])
def test_a_draft_takes_any_fields(act: str, values: dict[str, str], server: Running) -> None:
    name = begin(server)
    given = {"文种": "通知", "标题": "关于值班的通知", "at": HUGE, "number": HUGE, **values}
    said(server.post(f"/draft/{quote(name)}{act}", given, **HTMX))
    said(server.post(f"/draft/{quote(name)}{act}", given))


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("/roster/undo", {"batch": HUGE}),
        ("/roster/change", {f"变动.{HUGE}.姓名": "甲"}),
        ("/roster/change", {"变动.99999999999.姓名": "甲", "变动.": "乙", "变动..": "丙"}),
        ("/roster/change/none", {"count": "99999999999"}),
    ],
)
def test_changes_take_any_numbers(path: str, values: dict[str, str], server: Running) -> None:
    server.post("/roster/begin", {})
    said(server.post(path, {"day": "2024-06-01", **values}))


@pytest.mark.parametrize(
    "path",
    ["/draft/..", "/draft/%00", "/draft/a%2F..%2Fb", f"/draft/{'x' * 300}", "/archive/..", "/archive/%00", f"/archive/{'x' * 300}",
     "/page/%00.png", "/page/..%2F..%2Fx.png", "/static/..%2f..%2fapp.py", "/static/%00", "/draft/%ff", f"/roster/group/{HUGE}", f"/check/x/{HUGE}",
     "/roster?on=9999-99-99", f"/?view={'x' * 5000}"],
    ids=lambda path: path[:24],
)  # fmt: skip
def test_an_address_may_be_anything(path: str, server: Running) -> None:
    answer = said(server.get(path))
    assert "import" not in answer.text
