"""A machine without a Chinese font and without LibreOffice: what is missing is told, and what needs neither works."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gongwen import api
from tests.making.broken.other_files import ole
from tests.paths import sample_file
from tests.web.running import Running, running
from tests.web.test_drafting import begin


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    monkeypatch.setattr("gongwen.write.fonts.installed_fonts", tuple)
    monkeypatch.setattr("gongwen.read.libre_office._FOLDERS", ())
    monkeypatch.setenv("PATH", "")
    with running(tmp_path) as server:
        yield server


def test_pages_are_not_drawn_and_it_is_told_how_to_get_fonts(bare: Running) -> None:
    address = "/draft/" + begin(
        bare, 文种="通知", 标题="关于开会的通知", 正文="请参加。", 发文机关="云岭县人民政府"
    )
    shown = bare.get(address)
    assert shown.status == 200
    assert "没有可用的中文字体" in shown.text and "fonts-noto-cjk" in shown.text
    assert "有1处错误" not in shown.text
    assert bare.get(f"{address}/take.docx").data.startswith(b"PK")
    assert "没有可用的中文字体" in bare.get(f"{address}/take.pdf").text


def test_a_document_is_checked_by_its_paragraphs(bare: Running) -> None:
    docx = api.render(api.compose_source(api.load(sample_file("短函"))), "docx").files[0]
    found = bare.send("/check", {"短函.docx": docx})
    assert found.status == 303
    shown = bare.get(found.headers["location"]).text
    assert "云" in shown and "看页面" not in shown
    pages = bare.post(f"{found.headers['location']}/pages", {})
    assert pages.status == 400 and "没有安装 LibreOffice" in pages.text


def test_what_only_libreoffice_reads_is_told(bare: Running) -> None:
    found = bare.send("/draft", {"旧件.doc": ole("WordDocument")})
    assert found.status == 400
    assert "没有安装 LibreOffice" in found.text and "另存为 docx" in found.text
