"""Every key of a document in every output: what was given is printed, or the user is told that it is not."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from gongwen import api
from gongwen.address import WHOLE, Address
from gongwen.api.styles import style_names
from gongwen.archive.pdfa import read_text
from gongwen.document import Document
from gongwen.flow import Par
from gongwen.keys import fields_of, model_at
from gongwen.read.docx_lines import read_docx
from gongwen.read.html.lines import read_html
from gongwen.terms.date import format_chinese_date
from gongwen.terms.date import write as format_date
from gongwen.terms.kind import KINDS
from gongwen.zh.spaces import bare
from tests.making.pictures import ring

DAY = "2009-03-17"
GIVEN: dict[str, Any] = {
    "份号": "000177",
    "密级": "秘密",
    "保密期限": "7年",
    "紧急程度": "特急",
    "发文机关": ["甲渠县水利局", "戊渠县林业局"],
    "发文机关标志": "乙岭县标志",
    "发文字号": "丙水发〔2024〕17号",
    "签发人": ["丁远山", "丁近水"],
    "标题": "关于己事的公文",
    "题注": "（戊己稿）",
    "主送机关": "庚乡人民政府",
    "正文": "请抓好辛处事项。",
    "名单": {"组长": [{"姓名": "壬大山", "职务": "癸县副县长", "备注": "兼子处备注", "分组": "秋组委员"}]},
    "附件": [
        {"标题": "丑项清单", "正文": "寅处正文", "名单": {"成员": [{"姓名": "卯大河", "职务": "辰局局长"}]}},
        {"标题": "巳项总表", "正文": "午处正文", "页面": "横"},
        {"标题": "未项目录", "正文": "申处正文", "装订": "单独"},
    ],
    "署名": ["酉县农业局", "戌县民政局"],
    "成文日期": DAY,
    "签名章": [{"职务": "亥县县长", "姓名": "天大江"}],
    "附注": "地件公开",
    "印发件": [
        {
            "标题": "玄项办法",
            "题注": "（黄行）",
            "主送机关": "夏县水利局",
            "署名": ["岁县林业局"],
            "成文日期": "2009-02-11",
            "正文": "宇处正文",
            "名单": {"副组长": [{"姓名": "宙大海", "职务": "洪县局长"}]},
            "附件": [
                {
                    "标题": "荒项附表",
                    "正文": "日处正文",
                    "名单": {"成员": [{"姓名": "冬大林", "职务": "藏局局长"}]},
                }
            ],
        },
        {"标题": "月项规定", "正文": "盈处正文"},
    ],
    "出席": "昃大湖",
    "请假": "辰大泽",
    "列席": "宿大渊",
    "主题词": ["列词", "张词"],
    "抄报机关": "寒县抄报",
    "抄送机关": "来县抄送",
    "印发机关": "暑县办公室",
    "印发日期": "2009-03-18",
    "印发份数": "共印77份",
}
"""A value of its own for every key, which no other has in it."""
UNSEEN = {"文种", "格式", "版式", "印章", "图片", "页面", "装订"}
"""What no page has as words: it says how the document looks; pictures are counted in :func:`test_every_picture`."""
STYLES = tuple(style_names())
FORMATS = ("文件", "信函", "命令", "纪要")


def composed(values: Mapping[str, Any]) -> api.Composition:
    return api.compose_source(api.parse(yaml.safe_dump(dict(values), allow_unicode=True), "公文.yaml"))


def texts(value: Any, way: Address = WHOLE) -> Iterator[tuple[Address, str]]:
    """Every text of ``value`` with its address; a date as each way of writing it on paper."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in UNSEEN:
                yield from texts(inner, way.to(key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from texts(inner, way.to(index))
    else:
        yield way, value


def silently_lost(composition: api.Composition, given: Mapping[str, Any], text: str) -> list[str]:
    """The texts of ``given`` that ``text`` does not have and no finding names."""
    told = {f"{each.element}“{each.said}”" for each in composition.flow.unprinted}
    assert all(any(each in finding.message for finding in composition.findings) for each in told)
    said = bare(text)
    lost = []
    for way, value in texts(given):
        missed = not any(bare(form) in said for form in forms(value))
        is_told = f"{way}“{value}”" in told or (way == ("保密期限",) and "密级" not in given)
        is_told |= way[0] == "发文机关" and is_named_by_seal(composition.document, value)
        lost += [f"{way}“{value}”"] if missed and not is_told else []
    return lost


def is_named_by_seal(document: Document, agency: str) -> bool:
    """Whether the name of an agency stands on the paper in its seal."""
    return document.is_sealed and bool(document.date) and agency in document.signatories


def forms(value: str) -> list[str]:
    try:
        day = datetime.date.fromisoformat(value)
    except ValueError:
        return [value]
    return [format_date(day), format_chinese_date(day)]


def base(kind: str, form: str, style: str) -> dict[str, str]:
    title = {} if form in ("命令", "纪要") else {"标题": f"关于己事的{kind}"}
    return {"文种": kind, "格式": form, "版式": style, "正文": "请抓好落实。", **title}


def shapes(model: type[BaseModel], way: Address = WHOLE) -> Iterator[Address]:
    """Every key of the model with the keys that lead to it."""
    for key in fields_of(model):
        yield way.to(key)
        inner = model_at(way.to(key))
        if inner is not model and inner is not Document:
            yield from shapes(inner, way.to(key))


def test_every_key_has_a_value() -> None:
    given = {tuple(step for step in way if isinstance(step, str)) for way, _ in texts(GIVEN)}
    given = {tuple(step for step in way if step not in ("组长", "成员", "副组长")) for way in given}
    wanted = {
        way
        for way in shapes(Document)
        if not UNSEEN & {*way} and way[-1] not in ("名单", "附件", "印发件", "签名章")
    }
    assert {way for way in wanted if way[-1] not in ("备注", "分组")} <= given
    assert {("名单", "备注"), ("名单", "分组")} <= given


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("form", FORMATS)
def test_of_a_document_with_everything_nothing_is_lost(form: str, style: str) -> None:
    for kind in KINDS:
        composition = composed(base(kind.name, form, style) | GIVEN)
        assert silently_lost(composition, GIVEN, api.render(composition, "txt").files[0].decode()) == []


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("form", FORMATS)
def test_no_key_needs_another(form: str, style: str) -> None:
    for kind, (key, value) in itertools.product(("通知", "纪要"), GIVEN.items()):
        composition = composed(base(kind, form, style) | {key: value})
        text = api.render(composition, "txt").files[0].decode()
        assert silently_lost(composition, {key: value}, text) == [], key


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("form", FORMATS)
def test_every_output_says_what_the_text_says(form: str, style: str) -> None:
    composition = composed(base("通知", form, style) | GIVEN)
    docx, pdf, html = (api.render(composition, target).files[0] for target in ("docx", "pdf", "html"))
    assert silently_lost(composition, GIVEN, read_docx(docx, "公文.docx").text) == []
    assert silently_lost(composition, GIVEN, read_text(pdf)) == []
    assert silently_lost(composition, GIVEN, read_html(html, "公文.html").text) == []


@pytest.mark.parametrize(
    "given",
    [
        {"印章": ["章.png"], "成文日期": DAY},
        {"印章": ["章.png"]},
        {"印章": ["章.png"], "签名章": [{"职务": "县长"}], "成文日期": DAY},
        {"印章": ["章.png", "又一章.png"], "署名": ["甲县农业局"], "成文日期": DAY},
        {"印章": ["章.png", "又一章.png"], "署名": ["甲县农业局", "乙县农业局"], "成文日期": DAY},
        {"签名章": [{"职务": "县长", "姓名": "天大江", "图片": "章.png"}], "成文日期": DAY},
    ],
    ids=str,
)
@pytest.mark.parametrize("form", FORMATS)
def test_every_picture(form: str, given: dict[str, Any], tmp_path: Path) -> None:
    for place, name in enumerate(("章.png", "又一章.png")):
        (tmp_path / name).write_bytes(ring(40 + place))
    values = base("通知", form, "gbt9704-2012") | {"发文机关": ["甲县农业局"]} | given
    text = yaml.safe_dump(values, allow_unicode=True)
    composition = api.compose_source(api.parse(text, str(tmp_path / "公文.yaml")))
    wanted = [*given.get("印章", []), *(each["图片"] for each in given.get("签名章", []) if "图片" in each)]
    shown = sum(len(each.pictures) for each in composition.flow.blocks if isinstance(each, Par))
    told = [each for each in composition.flow.unprinted if each.said.endswith(".png")]
    assert shown + len(told) == len(wanted)
    assert silently_lost(composition, given, api.render(composition, "txt").files[0].decode()) == []
