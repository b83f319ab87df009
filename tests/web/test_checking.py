"""检查 without a browser: files are sent, findings are decided, copies are taken away."""

from __future__ import annotations

import io
import re
import tempfile
import time
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from PIL import Image

from gongwen import api
from gongwen.api.page.examining import examine
from gongwen.api.page.sheets import can_lay_out
from tests.api.page.test_examining import docx, said
from tests.web.running import Running

HTMX = {"HX-Request": "true"}


def send(server: Running, **files: bytes) -> str:
    """The address of the files that were sent."""
    answer = server.send("/check", {name.replace("_", "."): data for name, data in files.items()})
    assert answer.status == 303, answer.text
    return unquote(answer.headers["location"])


def test_a_file_is_checked_decided_and_taken_away(server: Running) -> None:
    data = docx()
    address = send(server, 来文_docx=data)
    text = server.get(address).text
    examined = examine(data, "来文.docx")
    (own,) = [each for each in examined.findings if each.can_be_fixed and "登陆" in each.found.text]
    assert f'id="{own.name}"' in text and "<ins>登录网站</ins>" in text
    assert f"共{len(examined.findings)}处：采纳0，不改0" in text
    done = server.post(address, {"answer": f"采纳:{own.name}"}, **HTMX)
    assert "采纳1，不改0" in done.text and "已采纳" in done.text
    fixed = server.get(f"{address}/take/fixed")
    assert said(fixed.data) == said(data).replace("登陆", "登录")
    assert unquote(fixed.headers["content-disposition"]).endswith("来文（改）.docx")
    undone = server.post(address, {"answer": f"撤销:{own.name}"}, **HTMX)
    assert "采纳0，不改0" in undone.text
    server.post(address, {"answer": f"采纳:{own.name}"}, **HTMX)
    assert server.get(f"{address}/take/fixed").data == fixed.data
    server.post(address, {"answer": f"改成:{own.name}", f"words.{own.name}": "访问网站"}, **HTMX)
    assert "请访问网站" in said(server.get(f"{address}/take/fixed").data)
    assert server.get(f"{address}/take/tracked").data.startswith(b"PK")
    assert server.get(f"{address}/take/comments").data.startswith(b"PK")
    book = openpyxl.load_workbook(io.BytesIO(server.get(f"{address}/take/list").data))
    assert any("登陆" in str(cell) for row in book.active.iter_rows(values_only=True) for cell in row)


def test_all_of_a_kind_and_all_with_one_answer(server: Running) -> None:
    data = docx()
    address = send(server, 来文_docx=data)
    one = [each for each in examine(data, "来文.docx").findings if each.has_one_answer]
    assert f"采纳{len(one)}，不改0" in server.post(address, {"answer": "全部:"}, **HTMX).text
    kind = [each for each in examine(data, "来文.docx").findings if each.finding.code == one[0].finding.code]
    left = server.post(address, {"answer": f"同类不改:{one[0].name}"}, **HTMX).text
    assert f"采纳{len(one) - len(kind)}，不改{len(kind)}" in left
    assert server.post(address, {"answer": "采纳:没有的"}, **HTMX).text == left
    assert server.get(f"{address}/take/nothing").status == 404


def test_many_files_are_checked_in_the_background_and_one_that_cannot_be_read_stops_none(
    server: Running,
) -> None:
    data = docx()
    address = send(
        server,
        甲_docx=data,
        坏_docx=b"PK\x03\x04nothing",
        乙_docx=data,
        丙_txt="关于开会的通知\n请登陆网站。\n".encode(),
    )
    progress = server.get(f"{address}/progress")
    assert progress.status in (200, 286)
    while (progress := server.get(f"{address}/progress")).status != 286:
        assert 'hx-trigger="every 1s"' in progress.text
        time.sleep(0.2)
    assert "检查完了 4 个文件" in progress.text and "hx-trigger" not in progress.text
    assert len(re.findall(">看</a>", progress.text)) == 3 and "不能读" in progress.text
    assert "登录" in server.get(f"{address}/4").text
    whole = server.get(address)
    assert whole.status == 200
    assert re.findall(r'href="(/check/[^"]+)" aria-label="看 ', whole.text) == [
        f"{address}/{n}" for n in (1, 3, 4)
    ]
    assert server.get(f"{address}/9").status in (303, 400)


def test_what_is_gone_is_told(server: Running) -> None:
    assert "请重新上传" in server.get("/check/deadbeef").text
    nothing = server.send("/check", {})
    assert nothing.status == 400 and "没有收到文件，请选择或者拖入要检查的文件" in nothing.text


def test_files_that_are_checked_are_not_written(
    server: Running, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = set(server.state.folder.rglob("*"))
    long = "关于开会的通知\n" + "请登陆网站。\n" * 300_000
    address = send(server, 来文_docx=docx(), 长文_txt=long.encode())
    while server.get(f"{address}/progress").status != 286:
        time.sleep(0.2)
    assert "登录网站" in server.get(f"{address}/1").text
    assert set(server.state.folder.rglob("*")) == before
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.skipif(not can_lay_out(), reason="no LibreOffice")
def test_pages_of_a_docx_are_looked_at_when_asked_for(server: Running) -> None:
    data = docx()
    address = send(server, 来文_docx=data)
    assert "看页面" in server.get(address).text and server.get(f"{address}/sheet/1.png").status == 404
    assert server.post(f"{address}/pages", {}).status == 303
    shown = server.get(address).text
    assert "LibreOffice 排的" in shown and "看页面" not in shown and "登陆" in shown
    picture = Image.open(io.BytesIO(server.get(f"{address}/sheet/1.png").data)).convert("L")
    assert picture.getextrema()[0] < 100
    assert (
        "采纳1，不改0"
        in server.post(
            address, {"answer": f"采纳:{examine(data, '来文.docx').findings[0].name}"}, **HTMX
        ).text
    )


def pdf_with_faults() -> bytes:
    source = "文种: 通知\n发文机关: 云岭县水利局\n标题: 关于检察水库的通知\n主送机关: 各乡镇\n正文: 请各乡镇布署水库安全捡查工作。\n成文日期: 2024-05-01\n"
    return api.render(api.compose_source(api.parse(source, "通知.yaml")), "pdf").files[0]


def test_a_pdf_is_shown_as_pages_with_frames_on_the_ink_of_their_lines(server: Running) -> None:
    where = send(server, **{"通知.pdf": pdf_with_faults()})
    shown = server.get(where).text
    picture = Image.open(io.BytesIO(server.get(f"{where}/sheet/1.png").data)).convert("L")
    frames = re.findall(r'class="found" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', shown)
    assert frames
    wide, high = picture.size
    for frame in frames:
        left, top, width, height = map(float, frame)
        box = (left * wide, top * high, (left + width) * wide, (top + height) * high)
        inside = picture.crop(tuple(round(each / 100) for each in box))
        assert inside.getextrema()[0] < 100
    assert server.get(f"{where}/sheet/9.png").status == 404
