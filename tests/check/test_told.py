"""All that is told of a few drafts, what fixing makes of them, and what is left: the texts are kept in tests/check/told.

What is told has changed on purpose: ``pytest tests/check/test_told.py --accept -n0`` writes it; look at it before it is committed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from gongwen.address import Stretch
from gongwen.api.checking import check_files, check_spec
from gongwen.api.reports import write_report
from gongwen.check.files import check, check_bytes, fix
from gongwen.check.fixing import Fixed, comment_docx, fix_docx
from gongwen.check.reference import near_codes
from gongwen.check.repairs import repair, repair_text, with_proposals
from gongwen.finding import Finding, Fix, LookChange, TextChange, UsageError
from gongwen.ooxml.package.docx import unpack
from gongwen.ooxml.seen.paragraphs import read_pars
from gongwen.read.transcript import read_transcript
from gongwen.recognise.main import recognise
from gongwen.rules.catalogue import rule_codes
from tests.making.docx_by_hand import p, packed, r
from tests.making.full_draft import full_draft
from tests.web.shown import shown

TOLD = Path(__file__).parent / "told"
WHEN = datetime(2026, 6, 1)


@pytest.mark.parametrize("name", ["草稿.txt", "草稿.yaml"])
def test_a_text_is_told_and_fixed_as_it_was(name: str, request: pytest.FixtureRequest) -> None:
    path = TOLD / name
    lines = ["== 查出", *map(_told, check(path))]
    for is_bold in (False, True):
        fixed = fix(path, is_bold=is_bold)
        lines += [f"== {'建议也改' if is_bold else '改'}", *_fixed(fixed), *fixed.data.decode().splitlines()]
    if path.suffix == ".txt":
        reading = with_proposals(recognise(read_transcript(path)))
        lines += [
            "== 读时建议",
            *(f"{each.at.line} {each.before} → {each.after}：{each.reason}" for each in reading.repairs),
        ]
        lines += [
            "== 照建议读",
            *str(repair(reading).document.model_dump(by_alias=True, exclude_defaults=True)).split(", '"),
        ]
    agree([line.replace(f"{TOLD}/", "") for line in lines], f"{name}.told", request)


def with_blanks() -> bytes:
    """A notice with empty paragraphs in place of room, and words that Word puts there."""
    lines = (
        "云岭县水利局关于开会的通知",
        "",
        "",
        "各乡镇人民政府：",
        "",
        "请准时参加。",
        "",
        "",
        "一、 带好材料。",
        "",
        "",
        "",
        "云岭县水利局",
        "2024年5月6日",
    )
    bound = '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="{A}"/></w:sdtPr><w:sdtContent>%s</w:sdtContent></w:sdt>'
    pars = [p(r(line) if line else "") for line in lines]
    pars[5] += p(bound % r("有事,请说明。"))
    return packed("".join(pars) + "<w:sectPr/>")


@pytest.mark.parametrize(("name", "make"), [("草稿.docx", full_draft), ("空段.docx", with_blanks)])
def test_a_docx_is_told_and_fixed_as_it_was(
    name: str, make: Callable[[], bytes], request: pytest.FixtureRequest
) -> None:
    data, find = make(), partial(check_bytes, name=name)
    found = find(data)
    lines = ["== 查出", *map(_told, found), "== 批注", *_comments(comment_docx(data, found, WHEN))]
    for title, is_bold, when in (("改", False, None), ("建议也改", True, None), ("修订", True, WHEN)):
        fixed = fix_docx(data, find, is_bold=is_bold, when=when)
        lines += [f"== {title}", *_fixed(fixed), *(par.text for par in read_pars(unpack(fixed.data))[0])]
    agree(lines, f"{name}.told", request)


def test_slips_are_repaired_as_they_were(request: pytest.FixtureRequest) -> None:
    lines = []
    for line in (TOLD / "认错的字.txt").read_text(encoding="utf-8").splitlines():
        text, proposals = repair_text(line)
        lines += [text, *(f"    {each.before} → {each.after}：{each.reason}" for each in proposals)]
    agree(lines, "认错的字.txt.told", request)


@pytest.mark.parametrize("name", ["草稿.txt", "草稿.yaml"])
def test_a_page_of_findings_shows_what_it_showed(name: str, request: pytest.FixtureRequest) -> None:
    page = write_report(list(check_files([TOLD / name], check_spec())), "html").decode()
    agree([line.replace(f"{TOLD}/", "") for line in shown(page)], f"{name}.html", request)


ANSWERS = {
    "关于商请支援的复函": "函", "关于代表建议的答复": "函", "对提案的答复意见": "函", "关于答复代表建议的函": "函", "关于建议的答复": "通知",
}  # fmt: skip
"""Titles, and the kinds of the documents: an answer to a person calls agencies as people do."""


def test_what_is_asked_and_who_is_answered(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Codes that are nearly those of rules, days that are none, and agencies in short where a person is answered."""
    lines = [
        f"{code} → {'、'.join(near_codes(code, rule_codes()))}"
        for code in ("head.no-isuer", "错字", "typos", "LOOK.FACE")
    ]
    for day in ("昨天", "2024-13-01", "20240601"):
        try:
            lines.append(f"{day} {len(check(TOLD / '草稿.txt', day=day))}处")
        except UsageError as error:
            lines.append(f"{day} {error}")
    for title, kind in ANSWERS.items():
        path = tmp_path / "答复.yaml"
        keys = f"文种: {kind}\n发文机关: 云岭县水利局\n标题: {title}\n主送机关: 李文行同志\n正文: 您反映的事项，由县府办和发改委办理。\n"
        path.write_text(f"{keys}成文日期: 2024-05-06\n", encoding="utf-8")
        lines += [f"== {kind} {title}", *map(_told, check(path))]
    agree([line.replace(f"{tmp_path}/", "") for line in lines], "问法.told", request)


IMPRINTS = (
    "",
    "抄送：县委办公室。",
    "云岭县水利局办公室　2024年5月6日印发",
    "2024年5月6日印发",
    "主题词：水利 通知",
)


def test_what_an_imprint_lacks_is_told_where_there_is_one(request: pytest.FixtureRequest) -> None:
    text = "云岭县水利局文件\n云水发〔2024〕5号\n云岭县水利局关于开会的通知\n各乡镇人民政府：\n请参加。\n云岭县水利局\n2024年5月6日\n"
    lines = [
        f"{last}：{'、'.join(each.code for each in check_bytes(f'{text}{last}'.encode(), '稿.txt'))}"
        for last in IMPRINTS
    ]
    agree(lines, "版记.told", request)


def _told(finding: Finding) -> str:
    """A finding in one line, with what fixes it."""
    at = _place(finding.at) if finding.at else "—"
    fixes = "".join(f" ⟹ {_place(each.at)} {_change(each)}" for each in finding.fixes)
    clause = f"（{finding.clause}，{finding.force}，{finding.fixing}）"
    return f"{finding.code} {at} {finding.message}{clause}{f'【{finding.excerpt}】' if finding.excerpt else ''}{fixes}"


def _place(at: Stretch) -> str:
    end = "" if at.end is None else f"[{at.start}:{at.end}]"
    return f"{at.at.line}{f'列{at.at.column}' if at.at.column else ''}{end}"


def _change(each: Fix) -> str:
    if isinstance(each.change, TextChange):
        return f"“{each.change.wanted}”"
    if isinstance(each.change, LookChange):
        return (
            f"{each.change.of} {' '.join(xml or f'去{name}' for name, xml in each.change.properties.items())}"
        )
    return str(tuple(each.change))


def _fixed(fixed: Fixed) -> Iterator[str]:
    yield f"改了 {_codes(fixed.done)}"
    yield from (f"没有改 {each}" for each in fixed.left)
    yield f"剩下 {_codes(fixed.rest)}"


def _codes(findings: Iterable[Finding]) -> str:
    return "、".join(f"{each.code}@{each.place.line if each.place else '—'}" for each in findings)


def _comments(data: bytes) -> Iterator[str]:
    """The words of each comment, and those on which it hangs."""
    parts = unpack(data)
    text = parts["word/document.xml"].decode()
    for key, words in re.findall(
        r'<w:comment w:id="(\d+)".*?>(.*?)</w:comment>', parts["word/comments.xml"].decode()
    ):
        inside = re.search(
            rf'<w:commentRangeStart w:id="{key}"/>(.*?)<w:commentRangeEnd w:id="{key}"/>', text
        )
        assert inside
        yield f"{'｜'.join(re.findall(r'<w:t[ >][^<]*', words))} ↦ {''.join(re.findall(r'<w:t[^>]*>([^<]*)', inside[1]))}"


def agree(found: list[str], name: str, request: pytest.FixtureRequest) -> None:
    """Hold ``found`` against what is kept by ``name``, or keep it when that is asked for."""
    kept = TOLD / name
    if request.config.getoption("--accept"):
        kept.write_text("".join(f"{line}\n" for line in found), encoding="utf-8", newline="\n")
        return
    assert "\n".join(found).splitlines() == kept.read_text(encoding="utf-8").splitlines()
