"""A file that was sent: findings with names, and a copy with just what was chosen put right."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

import pytest

from gongwen.api import UsageError
from gongwen.api.documents import compose_source, parse, render
from gongwen.api.page.examining import Examined, NamedFinding, examine, fix_chosen, remark
from gongwen.api.page.work import Work

TEXT = """\
文种: 通知
发文机关: 云岭县教育局
发文字号: 云教发[2024]7号
标题: 云岭县教育局关于做好防汛工作的通知
主送机关: 各学校
正文: |
  请按照云政发[2024]9号文件,做好防汛工作。
  联系电话请登陆网站查询。
成文日期: 2024年6月9日
"""


def docx() -> bytes:
    return render(compose_source(parse(TEXT, "通知.yaml")), "docx").files[0]


def named(examined: Examined, code: str) -> list[NamedFinding]:
    return [each for each in examined.findings if each.finding.code.startswith(code)]


def said(data: bytes) -> str:
    return "\n".join(
        "".join(piece.text for piece in each.pieces) for each in examine(data, "通知.docx").paragraphs
    )


def test_every_finding_has_a_name_of_its_own_that_stays() -> None:
    data = docx()
    names = [each.name for each in examine(data, "通知.docx").findings]
    assert len(names) > 2 and len(set(names)) == len(names)
    assert names == [each.name for each in examine(data, "通知.docx").findings]


def test_what_a_finding_is_about_is_marked_where_it_stands() -> None:
    examined = examine(docx(), "通知.docx")
    marked = {piece.name: piece.text for each in examined.paragraphs for piece in each.pieces if piece.name}
    assert marked
    for each in examined.findings:
        if each.name in marked:
            assert each.found.faulty in ("", marked[each.name])
    assert "登陆" in said(docx())


def test_only_what_was_chosen_is_put_right() -> None:
    data = docx()
    examined = examine(data, "通知.docx")
    words = [each for each in examined.findings if each.can_be_fixed and "登陆" in each.found.text]
    fixed = fix_chosen(data, examined, {words[0].name: None})
    assert said(fixed.data) == said(data).replace("登陆", "登录")
    other = fix_chosen(data, examined, {words[0].name: "访问网站"})
    assert "请访问网站" in said(other.data)
    assert fix_chosen(data, examined, {}).data == data
    assert fix_chosen(data, examined, {words[0].name: None}).data == fixed.data


def test_what_was_chosen_can_be_tracked_or_remarked() -> None:
    data = docx()
    examined = examine(data, "通知.docx")
    chosen = {each.name: None for each in examined.findings if each.can_be_fixed}
    tracked = fix_chosen(data, examined, chosen, datetime(2024, 6, 9))
    assert tracked.data != fix_chosen(data, examined, chosen).data
    assert len(remark(data, examined)) > len(data)


@pytest.mark.parametrize("name", ["通知.yaml", "通知.txt"])
def test_a_text_is_mended_in_its_own_lines(name: str) -> None:
    text = (
        TEXT
        if name.endswith("yaml")
        else "关于开会的通知\n各学校：\n请登陆网站。\n云岭县教育局\n2024年6月9日\n"
    )
    examined = examine(text.encode(), name)
    words = [each for each in examined.findings if each.can_be_fixed and "登陆" in each.found.text]
    assert fix_chosen(text.encode(), examined, {words[0].name: None}).data.decode() == text.replace(
        "登陆", "登录"
    )
    with pytest.raises(UsageError, match="只有 docx"):
        fix_chosen(text.encode(), examined, {words[0].name: None}, datetime(2024, 6, 9))
    with pytest.raises(UsageError, match="只能写在 docx"):
        remark(text.encode(), examined)


def test_what_cannot_be_read_has_a_problem() -> None:
    assert "坏.docx" in examine(b"PK\x03\x04nothing", "坏.docx").problem
    assert examine(b"", "空.txt").problem
    with pytest.raises(UsageError, match="只能修改"):
        fix_chosen(b"", Examined("甲.pdf"), {})


def slowly(number: int) -> int:
    time.sleep(0.05)
    if number == 2:
        import os

        os._exit(1)
    return number


def test_work_goes_on_after_a_process_ended_and_stops_when_asked() -> None:
    work: Work[int, int] = Work(slowly, list(range(6)), lambda number: -number)
    work.wait(60)
    assert (work.is_done, work.results) == (True, [0, 1, -2, 3, 4, 5])
    long: Work[int, int] = Work(slowly, [7] * 500, lambda number: -number)
    while not long.results:
        time.sleep(0.01)
    long.stop()
    long.wait(60)
    assert 0 < len(long.results) < 500 and long.is_done
    assert Work(str, [Path("甲")], str).total == 1
