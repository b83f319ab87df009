"""What is said of rules, of reports that an office has had before, and of documents by other ways than the usual one:
further.txt, written by ``--accept -n0``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest

from gongwen import api
from gongwen.address import Address, Piece, Place, Stretch
from gongwen.api.reports import write_report
from gongwen.check.baseline import beyond, read_baseline
from gongwen.check.documents import check_elements
from gongwen.check.files import check, check_bytes, fix, read_lines, read_places
from gongwen.check.fixing import comment_docx, fixes_of, make_fixes
from gongwen.check.line_findings import wording_findings
from gongwen.check.lines import WrittenLine
from gongwen.check.reference import (
    as_facts,
    explain,
    find_rule,
    grouped,
    read_explanation,
    rule_infos,
    rules_page,
)
from gongwen.finding import (
    BlanksChange,
    Change,
    Checked,
    FigureChange,
    Finding,
    Fix,
    InputError,
    LinesChange,
    LookChange,
    NumbersChange,
    TextChange,
    UsageError,
)
from gongwen.ooxml.package.docx import unpack
from gongwen.ooxml.seen.paragraphs import read_pars
from gongwen.rules.rule import Around
from tests.golden import hold, made_of, told_of
from tests.making.docx_by_hand import p, packed, r
from tests.terms.test_everything_read import written

KEPT = Path(__file__).with_name("further.txt")
WHEN = datetime(2026, 6, 1)
SOME = (
    "dates.dotted",
    "head.copy-number",
    "look.face",
    "number.missing",
    "register.post",
    "typos.usual",
    "title.end-mark",
)
"""Rules of each kind: of some years, by the style, with parts, with another name before."""


def _rules() -> Iterator[str]:
    infos = rule_infos()
    own = [info for info in infos if info.code in SOME] + [
        next(filter(asks, infos))
        for asks in (
            lambda info: info.by_style, lambda info: info.until, lambda info: info.formerly, lambda info: info.parts,
            lambda info: not info.clause, lambda info: info.more,
        )
    ]  # fmt: skip
    own += [
        replace(
            own[0],
            since="2012-07-01",
            until="2020-12-31",
            formerly=("甲.乙", "丙.丁"),
            by_style=("应当", "一般"),
        ),
        replace(own[0], wrong="", right="", fixing="修正", by_style=("一般",)),
    ]
    for info in own:
        yield from (explain(info), json.dumps(as_facts(info), ensure_ascii=False), rules_page([info]))
    groups = grouped(infos)
    yield "、".join(groups)
    yield "、".join(grouped([replace(own[0], code="未知.甲"), *own[:2]]))
    for code in (
        "head.issuer",
        "错字",
        "head.no-isuer",
        "HEAD.COPY-NUMBER",
        "☃",
        *(old for info in own for old in info.formerly[:1]),
    ):
        yield _or_error(lambda code=code: find_rule(code, infos).code)
    for text in (
        "Only.",
        "甲\n\n乙\n  丙\n\nWrong: a\nRight: b\nBase: 请示",
        "甲。\n\nWrong: 只有错的",
        "一行\n另一行",
        "a line\n  more",
    ):
        yield written(read_explanation(text))


TEXT = """云岭县水利局文件
云水发[2024]5号
云岭县水利局关于做好防汛工作工作的
通知。
各乡镇人民政府,县直各单位：
请加强巡查,发现险情立即报告,立即报告。“十四五”期间,请抓好“三防”工作,做到应防尽防。
一.要求
请于2024年2月30日前报送,联系人：李梅,电话：13800138000。
特此通知
云岭县水利局
2024.5.6
（此件公开发布)
"""


def _allowed() -> Iterator[str]:
    """The same text by other days, styles, with texts that no rule touches, and phrases of the office."""
    for own in (
        {}, {"day": "1995-01-01"}, {"day": "2005-06-01"}, {"day": "2012-07-01"}, {"style": "gbt9704-1999"}, {"style": "dang-1996"},
        {"allowed": ("请加强巡查,", "2024年2月30日", "[2024]5")}, {"allowed": ("",)}, {"phrases": ("做到应防尽防", "三防工作")},
    ):  # fmt: skip
        yield f"= {own}"
        yield from map(told_of, check_bytes(TEXT.encode(), "稿.txt", **own))


SOURCE = r"""文种: 通知
发文机关: 云岭县水利局
发文字号: 云水发[2024]5号
标题: |
  云岭县水利局关于加强水库,
  河道巡查,做好防汛防汛工作的
  通知。
主送机关: "各乡镇人民政府,县直单位"
正文: |
  请加强**水库**巡查,发现险**情,立**即报告（10^4^立方米)。
  **甲**,**甲**,H~2~O,己经[部署,]{下划线}的。
  | 水库,名 | 库容(万方) |
  | 青山**,水库** | 1２ |
附件:
  - 标题: 巡查表。
    正文: 见附表,每日填写。
  - 标题: 《名单》
    页面: 横
    正文: 名单,如下。
成文日期: 2024-05-06
附注: （联系人：李梅,电话：0000-1234567
抄送机关: 县委办公室,县政府办公室
"""


def _source(folder: Path) -> Iterator[str]:
    """A source: what is found, fixed and left; what is told of its elements before it is printed."""
    numbered = folder / "文号.yaml"
    numbered.write_text(SOURCE.replace("云水发[2024]5号", "云水发〔２０２４〕 5 号"), encoding="utf-8")
    yield from map(told_of, check(numbered)[:3])
    for suffix in ("yaml", "gw"):
        path = folder / f"稿.{suffix}"
        path.write_text(SOURCE, encoding="utf-8")
        yield from map(told_of, check(path))
        assert fix(path).data == fix(path, is_bold=False).data != fix(path, is_bold=True).data
        for is_bold in (False, True):
            yield from fix(path, is_bold=is_bold).data.decode().splitlines()
        document, places = read_places(path)
        yield from (f"  {way} {place}" for way, place in places.items())
        yield from (f"  {place} {line}" for place, line in read_lines(path)[:4])
        around = Around(phrases=("做好防汛防汛工作",))
        for own in ({}, {"day": "2005-06-01"}, {"around": around}):
            yield from map(told_of, check_elements(document, places, **own))
        yield from map(told_of, check_elements(document, {}))
        yield from map(told_of, check_elements(document, {Address(): Place("甲", 3)}))


def _docx() -> bytes:
    """A letter whose title stands in two paragraphs, with raised digits and a paragraph that only Word fills."""
    up = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    lines = (
        "云岭县水利局文件",
        "云水发[2024]5号",
        "云岭县水利局关于做好防汛工作工作",
        "的通知。",
        "各乡镇人民政府,县直各单位：",
    )
    pars = [p(r(line)) for line in lines]
    pars += [
        p(r("库容10") + r("4", up) + r("m3,面积25km") + r("2", up) + r(",请加强巡查,发现险情立即报告。")),
        "<w:p/>",
        "<w:p/>",
    ]
    pars += [p(r("一.要求")), p(r("云岭县水利局")), p(r("2024.5.6"))]
    return packed("".join(pars) + "<w:sectPr/>")


CHANGES: tuple[Change, ...] = (
    TextChange("丙"), TextChange(""), LookChange("字", {"w:b": "<w:b/>"}), LookChange("段末", {"w:b": "<w:b/>"}),
    LookChange("段", {"w:jc": '<w:jc w:val="center"/>'}), LookChange("页", {"w:pgSz": '<w:pgSz w:w="11906" w:h="16838"/>'}),
    LookChange("表", {"w:tblBorders": ""}), LinesChange("<w:p/>", ""), BlanksChange(2), FigureChange(100.0), FigureChange(100.0, is_table=True),
    NumbersChange("<w:p/>", "<w:p/>", True, "850"),
)  # fmt: skip
"""A change of each kind."""


def _edits() -> Iterator[str]:
    """What each change makes of a docx, by itself, tracked, and all together; where nothing can be changed."""
    data = _docx()
    found = check_bytes(data, "稿.docx")
    yield from (
        told_of(each) for each in found if not each.code.startswith(("look.", "line.", "page.", "number."))
    )
    for par, span in ((3, (2, 5)), (9, (0, 2))):
        for change in CHANGES:
            fix_ = Fix(Stretch(Place("稿.docx", par), *span), change)
            for when in (None, WHEN):
                made = make_fixes(data, [fix_], when)
                yield f"{par} {type(change).__name__}{'' if when is None else ' 修订'} {made.data != data} {made.left} {len(made.undone)} {_shown(made.data, data)}"
    for when in (None, WHEN):
        fixes = [Fix(Stretch(Place("稿.docx", 9), 0, 2), each) for each in CHANGES[1:]]
        made = make_fixes(data, fixes, when)
        yield f"{made.left} {[type(each.change).__name__ for each in made.undone]}"
    spans = ((0, 2), (0, 2), (1, 3), (2, 4), (5, 5), (5, 5))
    several = [
        replace(
            found[0], fixing="修正", fixes=(Fix(Stretch(Place("稿.docx", line), *span), TextChange("甲")),)
        )
        for line in (1, 2)
        for span in spans
    ]
    yield " ".join(f"{each.at.at.line}{each.at.span}" for each in fixes_of(several, is_bold=False))
    bare = [
        Finding("甲.乙", None, "没有位置", "", "惯例"),
        Finding("甲.丙", Stretch(Place("", 3)), "没有字", "7.1", "应当"),
    ]
    comments = unpack(comment_docx(data, [*found[:3], *bare], WHEN))
    yield comments["word/comments.xml"].decode()


TITLES = (
    "云岭县水利局关于贯彻云政发〔 2024 〕 12 号文件的通知", "云岭县水利局关于贯彻云政发(2024) 12号文件的通知",
    "云岭县水利局关于２０２４年６月 防汛工作的通知的通知。", "云岭县水利局关于“转发《省水利厅关于加强防汛的通知》的通知",
    "云岭县水利局关于贯彻\"十四五\"规划(2021-2025年)的通知", "云岭县水利局关于2024 年 6 月 9 日会议,己经召开的通知",
)  # fmt: skip


def _broken() -> Iterator[str]:
    """Titles in two or three lines, wherever they are broken: what is told, and what of it can be put right."""
    for title, second in product(TITLES, range(13, 24)):
        ends = (0, second - 4, second, len(title))
        for cuts in (ends, (0, *ends[2:]))[second % 3 > 0 :]:
            own = [title[start:end] for start, end in pairwise(cuts)]
            pieces = [
                Piece(start, Stretch(Place("稿.txt", 3 + index), 2, 2 + len(text)))
                for index, (start, text) in enumerate(zip(cuts, own, strict=False))
            ]
            line = WrittenLine("标题", title, None, None, tuple(pieces))
            for each in wording_findings([line], "2024-06-01"):
                at = each.at and (each.at.at.line, each.at.start, each.at.end)
                fixes = [(fix.at.at.line, *fix.at.span, made_of(fix.change)) for fix in each.fixes]
                yield f"{'|'.join(own)} {each.code} {at} {each.excerpt.strip()} {fixes}"


def _shown(data: bytes, before: bytes) -> str:
    """The paragraphs that became others."""
    now, then = ([par.text for par in read_pars(unpack(each))[0]] for each in (data, before))
    return str([text for text in now if text not in then])


def _others(folder: Path) -> Iterator[str]:
    """Reports from before, files that cannot be fixed, days that are none."""
    text, source, printed = folder / "稿.txt", folder / "稿.yaml", folder / "稿.pdf"
    text.write_text(TEXT, encoding="utf-8")
    source.write_text(SOURCE, encoding="utf-8")
    composed = api.compose_source(api.parse(SOURCE, "稿.yaml"))
    printed.write_bytes(api.render(composed, "pdf").files[0])
    yield from map(told_of, check(printed))
    yield from (f"  {place} {line}" for place, line in read_lines(printed)[:6])
    yield from (f"  {way} {place}" for way, place in read_places(printed)[1].items())
    for path, own in (
        (printed, {}),
        (text, {"when": WHEN}),
        (source, {"when": WHEN}),
        (text, {"day": "昨天"}),
        (text, {"day": "2024-02-30"}),
    ):
        yield _or_error(lambda path=path, own=own: len(fix(path, **own).data))
    found = check(text)
    report = folder / "基线.json"
    checked = [Checked(str(text), tuple(found[:4])), Checked("别处/稿.txt", tuple(found[2:6]))]
    report.write_bytes(write_report(checked, "json"))
    known = read_baseline(report)
    yield written(dict(known))
    for each in beyond(
        [Checked("稿.txt", (*found[:6], *found[2:4])), Checked("新.txt", tuple(found[:1]))], known
    ):
        yield f"{each.file} {[finding.code for finding in each.findings]}"
    report.write_text("{}", encoding="utf-8")
    yield _or_error(lambda: read_baseline(report))


def _or_error(asked: Any) -> str:
    try:
        return str(asked())
    except (UsageError, InputError) as error:
        return f"不行：{error}"


@pytest.mark.parametrize("name", ["规则", "允许的", "输入", "改动", "断开的", "其他"])
def test_nothing_that_is_told_changes_unseen(
    name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    told: Iterable[str] = {
        "规则": lambda: _rules(), "允许的": lambda: _allowed(), "输入": lambda: _source(tmp_path), "改动": lambda: _edits(),
        "断开的": lambda: _broken(), "其他": lambda: _others(tmp_path),
    }[name]()  # fmt: skip
    hold(KEPT, name, "\n".join(told).replace(f"{tmp_path}/", "").replace("「", "『"), request)
