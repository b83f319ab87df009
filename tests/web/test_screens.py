"""Every screen with something in it, as it is shown and asks: the texts are kept in tests/web/screens.

What is shown has changed on purpose: ``pytest tests/web/test_screens.py --accept -n0`` writes it; look at it before it is
committed.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.api.page.test_confirming import OLD
from tests.api.page.test_examining import docx
from tests.web.form_values import form_values
from tests.web.running import Answer, running
from tests.web.shown import Session
from tests.web.test_archiving import answers_in
from tests.web.test_roster import fields

SCREENS = Path(__file__).parent / "screens"
HTMX = {"HX-Request": "true"}
LETTER = {
    "文种": "函", "发文机关": "云岭县水利局", "发文字号": "云水函〔2024〕5号", "标题": "云岭县水利局关于借用会议室的函",
    "主送机关": "县政府办公室", "正文": "请予支持,并回复。\n一、时间\n| 日期 | 人数 |\n| 6月1日 | 30 |", "成文日期": "2024-05-06",
}  # fmt: skip
DRAFT = "云岭县水利局关于加强巡查的通知\n各乡镇人民政府:\n请加强巡查,己经部署的要落实。\n云岭县水利局\n2024年5月6日\n"
LIST = """领导小组,角色,姓名,单位及职务,备注
县安全生产委员会,主任,高峰,县委副书记、县长,
县安全生产委员会,副主任,陆一鸣,副县长,常务
县安全生产委员会,委员,田禾,县农业农村局局长,
县安全生产委员会,委员,,县气象局局长,
县河长制工作领导小组,组长,高峰,县委副书记、县长,
县河长制工作领导小组,成员,田禾,县农业农村局局长,
"""
APPOINTED = """云岭县人民政府关于田禾等同志职务任免的通知
云政任〔2024〕5号

各乡镇人民政府，县政府各部门：
任命田禾为县水利局局长，免去其县农业农村局局长职务；
任命夏至为县农业农村局局长。
云岭县人民政府
2024年3月5日
"""


def where(answer: Answer) -> str:
    return unquote(answer.headers.get("location") or answer.headers["hx-redirect"])


def draft(walk: Session) -> None:
    """起草: from nothing to a file, with faults, changes, versions, files that were sent."""
    walk.get("/")
    walk.get("/draft")
    address = where(walk.post("/draft", {"文种": "函"}))
    name = address.rpartition("/")[2]
    walk.get(address)
    own = {"view": "整篇", "seen": "1", "by": "甲", "turn": "1"}
    walk.post(address, {**own, "文种": "函", "标题": "", "成文日期": "明天", "正文": "请予支持。"}, **HTMX)
    walk.post(address, {**own, **LETTER, "turn": "2", "seen": "2"}, **HTMX)
    walk.post(address, {**own, **LETTER, "turn": "1", "seen": "2"}, **HTMX)
    walk.post(address, {**own, **LETTER, "turn": "3", "seen": "3"})
    seen = str(walk.server.state.drafts.read(name).version.number)
    walk.post(
        f"{address}/change",
        {**own, **LETTER, "seen": seen, "turn": "4", "take": "marks.half-width@正文.1"},
        **HTMX,
    )
    walk.get(f"{address}?view=逐段")
    given = form_values(walk.server.get(f"{address}?view=逐段").text)
    walk.post(f"{address}/level", {**given, "at": "2", "level.2": "正文"}, **HTMX)
    given = form_values(walk.server.get(f"{address}?view=逐段").text)
    walk.post(f"{address}/insert", given, **HTMX)
    walk.post(f"{address}/view", {**form_values(walk.server.get(f"{address}?view=逐段").text), "to": "整篇"})
    walk.post(f"{address}/undo", {"view": "整篇", "by": "甲"}, **HTMX)
    walk.get(f"{address}/versions")
    walk.post(f"{address}/restore", {"number": "2"})
    walk.get(f"{address}/take.yaml")
    walk.get(f"{address}/take.txt")
    walk.post(f"{address}/restore", {"number": "4"})
    for target in ("txt", "html", "docx", "png", "doc"):
        walk.get(f"{address}/take.{target}")
    sent = where(walk.send("/draft", {"来.txt": DRAFT.encode()}))
    walk.get(sent)
    walk.send(
        "/draft", {"一.yaml": "文种: 函\n标题: 关于一的函\n正文: 一。\n".encode(), "二.txt": DRAFT.encode()}
    )
    walk.send("/draft", {"坏.yaml": b"a: ["})
    walk.send("/draft", {"坏.docx": b"PK\x03\x04"})
    walk.get("/draft")
    walk.get("/draft/none")
    walk.get("/page/none.png")
    walk.post("/fonts/seen")
    walk.post("/fonts/seen", {}, **HTMX)


def check(walk: Session) -> None:
    """检查: one file and several, what is decided, what is taken away."""
    walk.get("/check")
    walk.send("/check", {})
    address = where(walk.send("/check", {"来文.txt": DRAFT.encode()}))
    text = walk.get(address).text
    names = re.findall(r'<section class="card finding[^"]*" id="([^"]+)"', text)
    walk.get(address.rpartition("/")[0])
    walk.post(address, {"answer": f"采纳:{names[0]}"}, **HTMX)
    walk.post(address, {"answer": f"不改:{names[1]}"}, **HTMX)
    walk.post(address, {"answer": f"改成:{names[-1]}", f"words.{names[-1]}": "已然"}, **HTMX)
    walk.post(address, {"answer": f"同类采纳:{names[0]}"}, **HTMX)
    walk.post(address, {"answer": f"撤销:{names[0]}"}, **HTMX)
    walk.post(address, {"answer": "全部:"})
    walk.get(f"{address}/take/fixed")
    for what in ("tracked", "comments", "list", "none"):
        walk.get(f"{address}/take/{what}")
    walk.get(f"{address}/sheet/0.png")
    walk.get(f"{address}/sheet/1.png")
    walk.post(f"{address}/pages")
    nameless = where(walk.send("/check", {"来文": DRAFT.encode()}))
    names = re.findall(r'<section class="card finding[^"]*" id="([^"]+)"', walk.get(nameless).text)
    walk.post(nameless, {"answer": f"同类不改:{names[0]}"})
    walk.post(nameless, {"answer": f"采纳:{names[1]}"})
    walk.post(nameless, {"answer": "不改:没有的"})
    walk.get(f"{nameless}?only=一般")
    for what in ("fixed", "list"):
        walk.get(f"{nameless}/take/{what}")
    several = where(
        walk.send("/check", {"甲.docx": docx(), "乙.docx": b"PK\x03\x04", "丙.txt": DRAFT.encode()})
    )
    batch = walk.server.state.batches[several.rpartition("/")[2]]
    batch.work.wait(60.0)
    walk.get(several)
    walk.get(f"{several}/progress")
    walk.post(f"{several}/stop")
    walk.get(f"{several}/2")
    walk.get(f"{several}/9")
    walk.get("/check")
    walk.get("/check/none")


def roster(walk: Session) -> None:
    """名单: from no register to the notices of a change, and back."""
    walk.get("/roster")
    walk.post("/roster/create")
    walk.post("/roster/create")
    walk.send("/roster/import", {"名单.csv": LIST.encode(), "又.csv": LIST.encode()}, {"day": "2023-01-01"})
    walk.send("/roster/import", {"坏.csv": "甲,乙\n".encode()}, {"day": "2023-01-01"})
    walk.send("/roster/import", {"名单.csv": LIST.encode()}, {"day": "不是日子"})
    for query in (
        "on=2024-01-01",
        "on=2024年1月1日&find=田禾",
        "on=2024-01-01&find=河长",
        "on=2020-01-01",
        "on=明天",
    ):
        walk.get(f"/roster?{query}")
    walk.get("/roster/group/1?on=2024-01-01")
    walk.get("/roster/group/9?on=2024-01-01")
    walk.get("/roster/change")
    walk.post(
        "/roster/change",
        {"day": "2024-06-03", "变动.1.姓名": "没有", "变动.1.类型": "免", "变动.9.类型": "任"},
    )
    walk.post("/roster/change", {"day": "哪天", "text": APPOINTED})
    address = where(walk.post("/roster/change", {"text": APPOINTED}))
    text = walk.get(address).text
    walk.post(address, {**fields(text), "head": "发文机关: [", "number": "无"})
    text = walk.get(f"{address}?rule=1").text
    walk.post(f"{address}/accept", {"take": "1"})
    done = where(
        walk.post(
            address,
            {**fields(text), "head": "发文机关: 云岭县人民政府办公室\n", "number": "云政办发〔2024〕3号"},
        )
    )
    walk.get(done)
    walk.get(f"{done}/zip")
    walk.get(f"{done}/1")
    walk.get(f"{done}/9")
    walk.get(address)
    walk.get("/roster?on=2024-05-01")
    walk.post(f"{done}/undo")
    walk.get(done)
    walk.post("/roster/undo", {"batch": "第一批"})
    walk.post("/roster/undo", {"batch": "1"})
    walk.post("/roster/undo", {"batch": "99"})
    walk.get("/roster?on=2024-05-01")


def archive(walk: Session) -> None:
    """归档: texts are read, answered, confirmed, passed over, taken away."""
    walk.get("/archive")
    walk.get("/archive/take")
    walk.send("/archive", {})
    walk.send("/archive", {"甲.txt": OLD.encode(), "扫描.png": b"\x89PNG\r\n\x1a\n"})
    first, second = re.findall(r'<td><a href="(/archive/\w+)">', walk.get("/archive").text)
    text = walk.get(first).text
    walk.post(first, {"do": "确认"})
    walk.get(f"{first}?tried=1")
    given = answers_in(text)
    walk.post(first, {**given, "do": "自动"}, **HTMX)
    walk.get(first)
    walk.post(first, {**given, "do": "保存"})
    walk.post(first, {**given, "do": "确认", "全宗号": "J001", "保管期限": "永久"})
    walk.get(first)
    walk.get(second)
    walk.post(second, {"do": "跳过"})
    walk.get("/archive")
    taken = walk.get("/archive/take")
    walk.lines += sorted(zipfile.ZipFile(io.BytesIO(taken.data)).namelist())
    walk.get("/archive/ffff")


def door(walk: Session) -> None:
    """Who is let in, and how programs ask."""
    keys = walk.server.state.keys
    own, bearer = walk.server.own, {"Authorization": f"Bearer {keys.bearer}"}
    walk.ask("GET", "/")
    walk.ask("GET", "/", headers={**own, "Host": "example.com"})
    walk.ask("GET", f"/enter?token={keys.token}")
    walk.ask("GET", "/enter?token=again")
    walk.ask("GET", "/again")
    walk.ask("GET", "/again", headers={"Authorization": f"Bearer {keys.again}"})
    walk.ask(
        "POST",
        "/draft",
        b"a=1",
        {"Cookie": own["Cookie"], "Content-Type": "application/x-www-form-urlencoded"},
    )
    walk.ask(
        "POST",
        "/draft",
        b"a=1",
        {**own, "Origin": "https://example.com", "Content-Type": "application/x-www-form-urlencoded"},
    )
    walk.ask("GET", f"/{'a' * 1001}", headers=own)
    walk.ask("GET", "/alive", headers=own)
    walk.get("/login")
    walk.get("/nothing")
    body = json.dumps(LETTER).encode()
    for verb, content in (("build?to=txt", body), ("build?to=png", body), ("build", b"[]"), ("build", b"{"), ("build", b'{"x": 1}'),
                          ("check?name=a.txt", DRAFT.encode()), ("check?name=a.docx", b"PK\x03\x04"), ("fix?name=a.txt", DRAFT.encode()), ("read?name=a.txt", DRAFT.encode())):  # fmt: skip
        walk.ask("POST", f"/api/v1/{verb}", content, bearer)
    walk.ask("POST", "/api/v1/build", body)
    paths = json.loads(walk.server.ask("GET", "/api/v1/openapi.json", headers=bearer).data)
    walk.lines += json.dumps(
        {**paths, "components": sorted(paths["components"]["schemas"])}, ensure_ascii=False, indent=1
    ).splitlines()
    walk.post("/end")


def left_in(folder: Path) -> list[str]:
    """The files in ``folder``, without what is another each time in their names."""
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted({re.sub(r"\d{8}-\d{6}(?:-\d+)?|\b[0-9a-f]{8,13}(?=/)", "…", name) for name in names})


ROOMS: dict[str, Callable[[Session], None]] = {
    "起草": draft,
    "检查": check,
    "名单": roster,
    "归档": archive,
    "门": door,
}


@pytest.mark.parametrize("room", ROOMS)
def test_screens_show_what_they_showed(room: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    folder = tmp_path / "夹"
    folder.mkdir()
    with running(folder) as server:
        server.state.has_font_note = False  # which fonts there are is not asked here
        walk = Session(server)
        ROOMS[room](walk)
    walk.lines += ["== 夹里", *left_in(folder)]
    kept = SCREENS / f"{room}.txt"
    if request.config.getoption("--accept"):
        kept.write_text(walk.text, encoding="utf-8", newline="\n")
        return
    assert walk.text.splitlines() == kept.read_text(encoding="utf-8").splitlines()
