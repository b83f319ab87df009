"""Drafts that are web pages: pictures in them, beside them and in one file with them, raised and lowered text."""

from __future__ import annotations

import base64
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from gongwen import api
from gongwen.api.documents import compose_source, render
from gongwen.api.drafts import compare_draft, read_draft
from gongwen.ooxml.seen.inventory import take_inventory
from tests.command import run
from tests.making.drafts import picture

WRITTEN = f"data:image/png;base64,{base64.b64encode(picture(2)).decode()}"
PAGE = """<html><head><meta charset="utf-8"></head><body><h1>云岭县水利局关于做好防汛工作的通知</h1><p>各乡镇人民政府：</p>
<p>面积25 km<sup>2</sup>，二氧化碳 CO<sub>2</sub>，位置见下图。</p>{pictures}
<table><tr><td>项目</td><td>面积</td><td>图</td></tr><tr><td>水库</td><td>25km<sup>2</sup></td><td></td></tr>
<tr><td>河道</td><td>3</td><td></td></tr></table>
<p>特此通知。</p><p>云岭县水利局</p><p>2026年6月1日</p><footer><img src="logo.png"></footer></body></html>"""
BESIDE = '<p><img src="files/%E5%9B%BE1.png" width="60"></p><p>图1　堤防位置</p>'


def page(pictures: str, folder: Path) -> Path:
    """A page that shows ``pictures``, and the files beside it."""
    (folder / "files").mkdir()
    (folder / "files" / "图1.png").write_bytes(picture(1))
    (folder.parent / "外面.png").write_bytes(picture(3))
    (folder / "草稿.html").write_text(PAGE.format(pictures=pictures), encoding="utf-8")
    return folder / "草稿.html"


def test_what_a_page_holds_is_in_the_document(tmp_path: Path) -> None:
    pictures = f'{BESIDE}<p>示意如下。<img src="{WRITTEN}" alt="示意.png"></p>'
    found = read_draft(page(pictures, tmp_path))
    assert list(found.reading.document.body) == [
        "面积25 km^2^，二氧化碳CO~2~，位置见下图。",
        "![图1　堤防位置](附图/图1.png){宽：15.9毫米}",
        "示意如下。",
        "![](附图/示意.png)",
        "| 项目 | 面积 | 图 |",
        "| 水库 | 25km^2^ |  |",
        "| 河道 | 3 |  |",
        "特此通知。",
    ]
    composition = compose_source(found.source, media=found.media)
    compared = compare_draft(found, composition)
    assert not compared.lost
    held = [each.thing for each in take_inventory(render(composition, "docx").files[0])]
    assert (held.count("图片"), held.count("上标"), held.count("下标")) == (2, 2, 1)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("files/没有.png", "图片“没有.png”没有排进公文"),
        ("../外面.png", "图片“外面.png”没有排进公文"),
        ("%2E%2E/外面.png", "图片“外面.png”没有排进公文"),
        ("http://example.invalid/a/远处.png", "图片“远处.png”没有排进公文"),
        ("data:image/png;base64,AAAA", "不是图片"),
        ("data:image/png;base64,%%%", "没有名字的图片没有排进公文"),
    ],
)
def test_a_picture_that_is_not_read_is_named(source: str, says: str, tmp_path: Path) -> None:
    path = page(f'<p><img src="{source}"></p>', tmp_path)
    ran = run("build", path, "-o", tmp_path / "公文.docx", cwd=tmp_path)
    assert ran.returncode == 1
    (told,) = [line for line in ran.stderr.splitlines() if says in line]
    assert "请" in told
    assert (tmp_path / "公文.docx").is_file()


def test_ornaments_of_a_page_are_left_out(tmp_path: Path) -> None:
    dot = base64.b64encode(picture(1, (4, 4))).decode()
    found = read_draft(page(f'<p><img src="data:image/png;base64,{dot}"></p>', tmp_path))
    assert not found.media
    assert not found.reading.transcript.unread


def test_a_page_that_was_sent_finds_nothing_beside_it(tmp_path: Path) -> None:
    data = page(BESIDE, tmp_path).read_bytes()
    reading = api.read_bytes(data, str(tmp_path / "草稿.html"))
    assert not reading.media
    assert "图1.png" in reading.transcript.unread[0]


@pytest.mark.parametrize("way", ["cid", "address"])
def test_a_page_in_one_file_has_its_pictures(way: str, tmp_path: Path) -> None:
    whole, image = MIMEMultipart("related"), MIMEImage(picture(5), "png")
    image.add_header(
        *(
            ("Content-ID", "<image1@page>")
            if way == "cid"
            else ("Content-Location", "file:///C:/page/image001.png")
        )
    )
    source = "cid:image1@page" if way == "cid" else "file:///C:/page/image001.png"
    whole.attach(MIMEText(PAGE.format(pictures=f'<p><img src="{source}"></p>'), "html", "utf-8"))
    whole.attach(image)
    (tmp_path / "草稿.mht").write_bytes(whole.as_bytes())
    found = read_draft(tmp_path / "草稿.mht")
    assert list(found.media.values()) == [picture(5)]
    assert not compare_draft(found, compose_source(found.source, media=found.media)).lost


def test_our_own_page_gives_its_pictures_back(tmp_path: Path) -> None:
    (tmp_path / "图.png").write_bytes(picture(6))
    (tmp_path / "稿.yaml").write_text(
        "文种: 方案\n标题: 云岭县防汛工作方案\n正文: |\n  面积25km^2^，位置见下图。\n  ![图1　位置](图.png)\n",
        encoding="utf-8",
    )
    html = render(compose_source(api.load(tmp_path / "稿.yaml")), "html").files[0]
    reading = api.read_bytes(html, "方案.html")
    assert list(reading.document.body) == ["面积25km^2^，位置见下图。", "![图1　位置](附图/图.png)"]
    assert list(reading.media.values()) == [picture(6)]
