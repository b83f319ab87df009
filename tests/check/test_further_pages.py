"""What is told of a docx with its pages, and of files that are no docx, texts that are asked for again: pages.txt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gongwen.api.documents import compose_source, parse, render
from gongwen.check import baseline, reference
from gongwen.check.files import check, fix, read_lines, read_places, with_pages
from gongwen.finding import Checked, Finding
from gongwen.read.libre_office import ConversionError
from gongwen.rules.catalogue import all_rules
from tests.golden import hold
from tests.printed import outcome, printed

TOLD = Path(__file__).with_name("pages.txt")
NOTICE = """文种: 通知
发文机关: 云岭县水利局
发文字号: 云水发〔2024〕5号
标题: 云岭县水利局关于加强水库巡查的通知
主送机关: 各乡镇人民政府
正文: |
  请加强水库巡查,有情况及时报告。
  一、安排
  （一）检修堤防。全面检查各乡镇堤防。
附件:
  - 标题: 值班安排表
    正文: 周一至周五。
成文日期: 2024-05-06
"""
LETTER = "云岭县水利局关于借用会议室的函\n县政府办公室：\n请予支持,并回复。\n云岭县水利局\n2024年5月6日\n"


def _paged(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    composition = compose_source(parse(NOTICE, "通知.yaml"))
    path, other = folder / "通知.docx", folder / "函.txt"
    path.write_bytes(render(composition, "docx").files[0])
    other.write_text(LETTER, encoding="utf-8")
    found = check(path)
    data = render(compose_source(parse(NOTICE, "通知.yaml"), "gbt9704-1999"), "pdf").files[0]
    monkeypatch.setattr("gongwen.read.pdf.rendered_pages.find_soffice", lambda: Path("soffice"))
    monkeypatch.setattr("gongwen.read.pdf.rendered_pages.as_pdf", lambda *_: data)
    yield "页 旧版式", outcome(lambda: with_pages(path, found), folder)
    yield "页 旧版式 1999", outcome(lambda: with_pages(path, [], "gbt9704-1999", "2003-01-01"), folder)
    yield "不是 docx", outcome(lambda: with_pages(other, check(other)), folder)
    yield "不是日期", outcome(lambda: with_pages(path, [], "", "昨天"), folder)
    monkeypatch.setattr("gongwen.read.pdf.rendered_pages.as_pdf", _broken)
    yield "排不出", outcome(lambda: with_pages(path, found), folder)
    monkeypatch.setattr("gongwen.read.pdf.rendered_pages.find_soffice", lambda: None)
    yield "没有装", outcome(lambda: with_pages(path, found), folder)


def _broken(*_: object) -> bytes:
    raise ConversionError("没有做成")


def _asked(folder: Path) -> Iterator[tuple[str, str]]:
    """The other ways into the room."""
    (folder / "函.txt").write_text(LETTER, encoding="utf-8")
    (folder / "函.yaml").write_text(NOTICE, encoding="utf-8")
    (folder / "图.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    for name in ("函.txt", "函.yaml"):
        document, places = read_places(folder / name)
        yield (
            f"位置 {name}",
            printed([document.title, {key.key: str(at) for key, at in places.items()}], folder),
        )
        yield f"各行 {name}", printed([f"{at} {text}" for at, text in read_lines(folder / name)], folder)
        for words in ({"style": "没有"}, {"day": "2024-13-01"}, {"day": "2003-05-06"}, {"allowed": ["支持,并回复"]}, {"phrases": ["请予大力支持"]}):  # fmt: skip
            yield (
                f"查 {name} {words}",
                outcome(lambda name=name, words=words: check(folder / name, **words), folder),
            )  # type: ignore[arg-type]
    yield "改图", outcome(lambda: fix(folder / "图.png"), folder)
    for left in (lambda _: [], lambda found: found[:1]):
        yield (
            f"改选出的 {left([1, 2])}",
            outcome(lambda left=left: fix(folder / "函.txt", choose=left), folder),
        )  # type: ignore[arg-type]
    finding = Finding("marks.dash", None, "甲", "", "一般")
    old, new = (replace(finding, message=each) for each in "甲乙")
    known = baseline.Known({("甲.txt", "marks.dash", "甲", ""): 1})
    checked = [Checked("夹/甲.txt", (old, old, new)), Checked("乙.txt", (old,))]
    yield "以前没有的", printed(list(baseline.beyond(checked, known)))
    infos = reference.rule_infos()
    yield "规则的页", reference.rules_page(infos[:3] + infos[-2:])
    for code in ("marks.dash", "marks.dahs", "顿号", "xyz", "imprint-lines.keywords"):
        yield f"规则 {code}", outcome(lambda code=code: reference.find_rule(code, infos).code)
    for text in (
        "",
        "甲。",
        "甲。\n\n乙\n丙。\n\nWrong: 一\nRight: 二",
        "甲。\n\nWrong: 一\n  Right: 二  Base: 底.yaml",
        "Wrong: 一",
    ):
        yield f"说明 {text!r}", printed(reference.read_explanation(text))
    yield "各类", " ".join(reference.grouped(infos))
    yield "没有类的", printed([reference.group_of("甲.乙"), len(infos) == len(all_rules())])


def test_what_is_told_with_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:  # fmt: skip
    for name, found in (*_paged(tmp_path, monkeypatch), *_asked(tmp_path)):
        hold(TOLD, name, found.rstrip(), request)
