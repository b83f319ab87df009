"""What documents of a run carry alike is laid out and written once, and looks as if it were done for each."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from gongwen.api import Composition
from gongwen.api.documents import compose_source, parse, render
from gongwen.flow import Part

HEAD = """\
文种: 通知
发文机关: 云岭县人民政府
发文字号: 云政发〔2026〕{number}号
标题: 关于印发防汛方案的通知
主送机关: {to}
成文日期: 2026-06-01
正文: 现将方案印发给你们。
印发件:
  标题: 防汛方案
  正文: |
"""
TEXTS = {
    "text": ["一、目标", "全县安全度汛。", "二、措施", "甲" * 90 + "2026年6月1日。"],
    "bold": ["一、目标", "全县**安全**度汛，水位上升10^3^毫米。"],
    "picture": ["甲" * 60 + "。", "![图1 示意](图.png)"],
    "footnote": ["全县安全度汛[^1]。", "[^1]: 指六月至九月。"],
    "table": ["任务如下：", "| 任务 | 单位 |", "| 巡查 | 水务局 |", "| 抢险 | 应急局 |"],
    "signs": ["全县#、<安全>&度汛。"],
}


def _picture(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), colour).save(out, "PNG")
    return out.getvalue()


def _compose(number: int, lines: list[str], colour: str = "navy", *, style: str = "") -> Composition:
    text = HEAD.format(number=number, to=f"第{number}中学") + "".join(f"    {line}\n" for line in lines)
    return compose_source(parse(text, "稿.yaml"), style=style, media={"图.png": _picture(colour)})


def _carried(composition: Composition) -> tuple[Part, ...]:
    return tuple(part for part in composition.flow.parts if part.slot == "印发件")


def _forget() -> None:
    """Lay out something else, so that nothing of the last document is the next one's."""
    _compose(0, ["另外的方案。"])


@pytest.mark.parametrize("lines", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("numbering", ["text", "word"])
def test_a_document_is_the_same_behind_another_that_carries_the_same(
    lines: list[str], numbering: str
) -> None:
    made = {}
    for way in ("after", "alone"):
        _forget()
        if way == "after":
            render(_compose(1, lines), "docx")
        text = HEAD.format(number=2, to="第2中学") + "".join(f"    {line}\n" for line in lines)
        own = compose_source(parse(text, "稿.yaml"), numbering=numbering, media={"图.png": _picture("navy")})  # type: ignore[arg-type]
        made[way] = [*render(own, "docx").files, *render(own, "html").files]
    assert made["after"] == made["alone"]


def test_what_two_documents_carry_alike_is_laid_once() -> None:
    first, second = (_compose(number, TEXTS["text"]) for number in (1, 2))
    assert _carried(first) and _carried(first) == _carried(second)


@pytest.mark.parametrize("changed", ["text", "place", "picture", "style"])
def test_what_differs_is_laid_anew(changed: str) -> None:
    first = _compose(1, TEXTS["picture"])
    lines = ["乙。", *TEXTS["picture"][1:]] if changed == "text" else TEXTS["picture"]
    lines = [lines[0], "", *lines[1:]] if changed == "place" else lines
    style = "gbt9704-1999" if changed == "style" else ""
    second = _compose(1, lines, "red" if changed == "picture" else "navy", style=style)
    assert _carried(first) != _carried(second)
    assert [block.at for block in _carried(second)[0].blocks if block.at][-1].line == (
        13 if changed == "place" else 12
    )
