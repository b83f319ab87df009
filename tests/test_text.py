"""The text of every format is the text of the input: nothing lost, nothing added but labels and fixed words."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from gongwen.api import compose_source, load, parse, render
from gongwen.document import Attachment, Document, Enclosed, Roster
from gongwen.zh.dates import format_date
from tests.gallery import SOURCES, compose_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def squeeze(text: str) -> str:
    return "".join(text.split())


def docx_text(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    return squeeze("".join(node.text or "" for node in body.iter(f"{W}t")))


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text, self.skipped = "", 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.skipped += tag in ("title", "style")

    def handle_endtag(self, tag: str) -> None:
        self.skipped -= tag in ("title", "style")

    def handle_data(self, data: str) -> None:
        self.text += "" if self.skipped else data


def html_text(data: bytes) -> str:
    page = _Page()
    page.feed(data.decode())
    return squeeze(page.text)


def expected(document: Document) -> str:
    """What an official document of these elements says, in its order."""
    return squeeze("".join(_said(document)))


def _said(d: Document) -> Iterator[str]:
    yield d.copy_number + "★".join(filter(None, (d.secrecy, d.secrecy_period))) + d.urgency
    yield from _head(d)
    yield d.title + d.subtitle
    if d.main_recipients:
        yield d.main_recipients.rstrip("：") + "："
    yield from _body(d.body, d.roster)
    yield from _note(d.attachments)
    yield from d.signatories
    yield format_date(d.date) if d.date else ""
    yield f"（{d.note.strip('（）')}）" if d.note else ""
    yield from _attachments(d.attachments)
    if d.enclosed:
        yield from _enclosed(d.enclosed)
    if d.copy_recipients:
        yield f"抄送：{d.copy_recipients.rstrip('。')}。"
    yield d.print_issuer + (f"{format_date(d.print_date)}印发" if d.print_date else "")


def _head(d: Document) -> Iterator[str]:
    yield d.mark
    rows = [d.signers[i : i + 2] for i in range(0, len(d.signers), 2)]
    for place, row in enumerate(rows):
        yield d.doc_number if place == len(rows) - 1 else ""
        yield ("签发人：" if place == 0 else "") + "".join(row)
    if not rows and d.has_head:
        yield d.doc_number


def _enclosed(e: Enclosed) -> Iterator[str]:
    yield e.title + e.subtitle
    yield from _body(e.body, e.roster)
    yield from _note(e.attachments)
    yield from _attachments(e.attachments)


def _note(attachments: tuple[Attachment, ...]) -> Iterator[str]:
    for index, attachment in enumerate(attachments):
        number = f"{index + 1}." if len(attachments) > 1 else ""
        yield ("" if index else "附件：") + number + attachment.title


def _attachments(attachments: tuple[Attachment, ...]) -> Iterator[str]:
    for index, attachment in enumerate(attachments):
        if attachment.body or attachment.roster:
            yield "附件" + (str(index + 1) if len(attachments) > 1 else "") + attachment.title
            yield from _body(attachment.body, attachment.roster)


def _body(lines: tuple[str, ...], roster: Roster) -> Iterator[str]:
    for line in lines:
        if line == "{名单}" and roster:
            yield from _roster(roster)
        elif not re.fullmatch(r"[|:\s-]+", line):
            yield line.replace("|", "") if line.startswith("|") else re.sub(r"^#+", "", line)
    if roster and "{名单}" not in lines:
        yield from _roster(roster)


def _roster(roster: Roster) -> Iterator[str]:
    for role, seats in roster.items():
        yield f"{role}："
        if isinstance(seats, str):
            yield seats
            continue
        for member in seats:
            yield member.name + member.post + (f"（{member.remark}）" if member.remark else "")


def without_labels(text: str, document_has_hashes: bool) -> str:
    """Drop what ``#`` headings get, from both sides alike: any label at all."""
    return (
        re.sub(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十\d]+）|\d+\.", "", text)
        if document_has_hashes
        else text
    )


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_format_says_what_the_input_says(path: Path) -> None:
    composition = compose_source(load(path))
    document = composition.document
    hashes = any(line.startswith("#") for line in document.body)
    wanted = without_labels(expected(document), hashes)
    for text in (
        docx_text(render(composition, "docx").files[0]),
        html_text(render(composition, "html").files[0]),
        squeeze(re.sub(r"[| ]", "", render(composition, "txt").files[0].decode())),
    ):
        assert without_labels(text, hashes) == wanted


BODIES = st.lists(
    st.text(
        "一二三四五六七八九十、（）1234567890.。，“”《》#|甲乙丙丁 　ABCabc&<>\"'％%—…·旻䶮",
        min_size=1,
        max_size=80,
    ),
    min_size=1,
    max_size=8,
)


@given(BODIES)
@settings(max_examples=150, deadline=None)
def test_no_body_loses_a_character(lines: list[str]) -> None:
    body = [line.strip() for line in lines if line.strip() and line.strip() != "{名单}"]
    if not body:
        return
    text = "文种: 方案\n标题: 甲方案\n正文: |\n" + "".join(f"  {line}\n" for line in body)
    composition = compose_source(parse(text, "测试.yaml"))
    printed = docx_text(render(composition, "docx").files[0])
    for line in composition.document.body:
        if line.startswith("|") or line.startswith("#"):
            continue
        assert squeeze(line) in printed


def test_hash_headings_are_numbered() -> None:
    text = (
        "文种: 方案\n标题: 甲方案\n正文: |\n  # 甲\n  ## 乙\n  ## 丙\n  ### 丁\n  #### 戊\n  # 己\n  ## 庚\n"
    )
    printed = render(compose_text(text), "txt").files[0].decode()
    assert printed.splitlines()[1:] == [
        "一、甲",
        "（一）乙",
        "（二）丙",
        "1.丁",
        "（1）戊",
        "二、己",
        "（一）庚",
    ]


def test_typed_and_counted_headings_go_together() -> None:
    text = "文种: 方案\n标题: 甲方案\n正文: |\n  一、甲\n  # 乙\n  三、丙\n  # 丁\n"
    printed = render(compose_text(text), "txt").files[0].decode()
    assert printed.splitlines()[1:] == ["一、甲", "二、乙", "三、丙", "四、丁"]
