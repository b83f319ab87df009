"""The text of every format is the text of the input: nothing lost, nothing added but labels and fixed words."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from gongwen.api import Composition, compose_source, load, parse, render
from gongwen.document import Attachment, Document, Enclosed, Roster
from gongwen.terms.date import format_chinese_date
from gongwen.terms.date import write as format_date
from tests.measuring.gallery import SOURCES, compose_text

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
    return squeeze(page.text).replace("\u200b", "")


def head(composition: Composition) -> str:
    """What the 版头 says; its order is that of the format and the era."""
    d, profile = composition.document, composition.profile
    names, suffix = profile.head.issuer_mark(d) if d.has_head else ((), "")
    said = [d.copy_number, "★".join(filter(None, (d.secrecy, d.secrecy_period))), d.urgency, *names, suffix]
    return squeeze("".join([*said, d.doc_number, "签发人：" if d.signers else "", *d.signers]))


def main(composition: Composition) -> str:
    """What stands between the 版头 and the 版记, in its order."""
    return squeeze("".join(_main(composition.document, composition)))


def _main(d: Document, composition: Composition) -> Iterator[str]:
    closing = composition.profile.closing
    yield d.title + d.subtitle
    if d.main_recipients and "moved" not in composition.flow.notes:
        yield d.main_recipients.rstrip("：") + "："
    yield from _body(d.body, d.roster)
    yield from _note(d.attachments)
    present = {"出席": d.attendees, "请假": d.absentees, "列席": d.observers}
    yield from (f"{word}：{people}" for word, people in present.items() if people)
    if d.signature or not d.is_sealed or len(d.signatories) >= closing.named_from:
        yield from d.signatories
    yield from (stamp.post + (stamp.name if not stamp.image else "") for stamp in d.stamps)
    yield (format_chinese_date if closing.chinese_date else format_date)(d.date) if d.date else ""
    yield f"（{d.note.strip('（）')}）" if d.note else ""
    yield from _attachments(each for each in _numbered(d.attachments) if not each[1].is_apart)
    for _, carried in d.carried:
        yield from _enclosed(carried, composition)


def foot(composition: Composition) -> str:
    """What the 版记 says, and the attachments that are bound apart behind it."""
    return squeeze("".join(_foot(composition.document, composition)))


def _foot(d: Document, composition: Composition) -> Iterator[str]:
    yield f"主题词：{''.join(d.keywords)}" if d.keywords else ""
    yield f"主送：{d.main_recipients.rstrip('：')}。" if "moved" in composition.flow.notes else ""
    yield f"抄报：{d.report_recipients.rstrip('。')}。" if d.report_recipients else ""
    yield f"抄送：{d.copy_recipients.rstrip('。')}。" if d.copy_recipients else ""
    yield d.print_issuer
    yield format_date(d.print_date) + composition.profile.words["印发"] if d.print_date else ""
    yield d.print_count
    for number, attachment in _numbered(d.attachments):
        if attachment.is_apart:
            yield d.doc_number
            yield from _attachments([(number, attachment)])


def _enclosed(e: Enclosed, composition: Composition) -> Iterator[str]:
    yield e.title + e.subtitle
    yield e.main_recipients.rstrip("：") + "：" if e.main_recipients else ""
    yield from _body(e.body, e.roster)
    yield from _note(e.attachments)
    yield from e.signature
    is_chinese = composition.profile.closing.chinese_date
    yield (format_chinese_date if is_chinese else format_date)(e.date) if e.date else ""
    yield from _attachments(_numbered(e.attachments))


def _note(attachments: tuple[Attachment, ...]) -> Iterator[str]:
    for index, attachment in enumerate(attachments):
        number = f"{index + 1}." if len(attachments) > 1 else ""
        yield ("" if index else "附件：") + number + attachment.title


def _numbered(attachments: tuple[Attachment, ...]) -> Iterator[tuple[str, Attachment]]:
    for index, attachment in enumerate(attachments):
        yield str(index + 1) if len(attachments) > 1 else "", attachment


def _attachments(numbered: Iterable[tuple[str, Attachment]]) -> Iterator[str]:
    for number, attachment in numbered:
        if attachment.is_given:
            yield f"附件{number}{attachment.title}"
            yield from _body(attachment.body, attachment.roster)


def _body(lines: tuple[str, ...], roster: Roster) -> Iterator[str]:
    for line in lines:
        if line == "{名单}" and roster:
            yield from _roster(roster)
        elif not re.fullmatch(r"[|:\s-]+", line):
            cells = (cell for cell in line.split("|") if cell.strip() not in ("<", "^"))
            yield "".join(cells) if line.startswith("|") else re.sub(r"^#+", "", line)
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
    hashes = any(line.startswith("#") for line in composition.document.body)
    wanted = [without_labels(part(composition), hashes) for part in (head, main, foot)]
    for text in (
        docx_text(render(composition, "docx").files[0]),
        html_text(render(composition, "html").files[0]),
        squeeze(re.sub(r"[| ]", "", render(composition, "txt").files[0].decode())),
    ):
        said = without_labels(text, hashes)
        assert wanted[1] in said
        start = said.index(wanted[1])
        assert Counter(said[:start]) == Counter(wanted[0])
        assert said[start + len(wanted[1]) :] == wanted[2]


BODIES = st.lists(
    st.text(
        "一二三四五六七八九十、（）1234567890.。，“”《》#|甲乙丙丁 　ABCabc&<>\"'％%—…·旻䶮",
        min_size=1,
        max_size=80,
    ),
    min_size=1,
    max_size=8,
)


MERGE_MARK = r"(?<=\|)[<^]+(?=\||$)"
"""A cell that says that it is one with another: printed as a blank, and told where there is none (table.merge)."""


@given(BODIES)
@example(["|<"])
@settings(max_examples=150, deadline=None)
def test_no_body_loses_a_character(lines: list[str]) -> None:
    body = [line.strip() for line in lines if line.strip() and line.strip() != "{名单}"]
    if not body:
        return
    text = "文种: 方案\n标题: 甲方案\n正文: |\n" + "".join(f"  {line}\n" for line in body)
    composition = compose_source(parse(text, "测试.yaml"))
    printed = docx_text(render(composition, "docx").files[0])
    wanted = [squeeze(line) for line in composition.document.body]
    shown = (re.sub(MERGE_MARK, "|", line) if line.startswith("|") else line for line in wanted)
    assert Counter(printed) >= Counter(
        squeeze("甲方案") + "".join(re.sub("[#|]", "", line) for line in shown)
    )
    if not any(re.search("^[#|]", line) for line in composition.document.body):
        assert printed == squeeze("甲方案") + "".join(wanted)


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
