"""主送机关 (7.3.2): the line above the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.pattern import pattern
from gongwen.rules.rule import Part, Slip, rule
from gongwen.terms.agency_level import LEADER, LEVELS
from gongwen.terms.recipients import LABEL
from gongwen.zh.brackets import hide_bracketed

_RECIPIENTS: tuple[Part, ...] = ("主送机关",)
_END = pattern(r"(?<=[^\s:：。.；;])[:。.；;﹕︰](?=\s*$)")
_OPEN = pattern(r"(?<=[^\s\W_])[）)]?\s*$")
_BUREAUS = pattern(
    rf"\s*[{LEVELS}][^\s，、；：（）]{{2,12}}局(?:，[{LEVELS}][^\s，、；：（）]{{2,12}}局){{2,}}[：:]?\s*"
)
_CLASSES = pattern(
    rf"(?<=人民政府)、(?=(?:各?[{LEVELS}](?:人民)?政府|[{LEVELS}][直属级])[^，、：]{{0,4}}(?:部门|单位|机构|委|机关))"
)
_ITEM = pattern(r"[^，、；：:\s]+")
_PERSON = pattern(rf"(?<!各)(?:{LEADER}|同志|先生|女士|校长|院长)$")
_ANYBODY = pattern("各|全体|有关|广大|们")
_HONOUR = pattern(r"尊敬的|敬爱的")


@rule("recipients.end", "7.3.2", "应当", "修正", _RECIPIENTS)
def end(text: str) -> Iterator[Slip]:
    """最后一个主送机关名称后标全角冒号。

    Wrong: 各乡镇人民政府: Right: 各乡镇人民政府：
    """
    for match in _END.finditer(text):
        yield Slip(*match.span(), f"主送机关后标全角冒号，不用“{match[0]}”", "：")
    if _OPEN.search(text):
        stop = len(text.rstrip())
        yield Slip(stop, stop, "主送机关后应标全角冒号", "：")


@rule("recipients.label", "7.3.2", "惯例", "建议", _RECIPIENTS)
def label(text: str) -> Iterator[Slip]:
    """主送机关直接写名称，前面不加“主送”。

    Wrong: 主送：各乡镇人民政府： Right: 各乡镇人民政府：
    """
    if (match := LABEL.match(text)) and text.rstrip().endswith(("：", ":")):
        yield Slip(*match.span(), "标题下的主送机关直接写名称，前面不加“主送”", "")


@rule("recipients.same-class", "", "惯例", "建议", _RECIPIENTS)
def same_class(text: str) -> Iterator[Slip]:
    """同类的主送机关之间用顿号。

    Wrong: 县财政局，县教育局，县民政局： Right: 县财政局、县教育局、县民政局：
    """
    if _BUREAUS.fullmatch(text):
        for match in re.finditer("，", text):
            yield Slip(*match.span(), "同类的主送机关之间用顿号", "、")


@rule("recipients.classes", "", "惯例", "建议", _RECIPIENTS)
def classes(text: str) -> Iterator[Slip]:
    """不同类的主送机关之间用逗号。

    Wrong: 各乡镇人民政府、县直各单位： Right: 各乡镇人民政府，县直各单位：
    """
    for match in _CLASSES.finditer(text):
        yield Slip(*match.span(), "不同类的主送机关之间用逗号", "，")


@rule("recipients.person", "条例第十五条", "应当", "提示", _RECIPIENTS, needs="agencies")
def person(text: str) -> Iterator[Slip]:
    """公文主送给机关，不主送给个人。

    Wrong: 李明远县长： Right: 县人民政府：
    """
    for match in _ITEM.finditer(text):
        if _PERSON.search(match[0]) and not _ANYBODY.search(match[0]):
            yield Slip(*match.span(), f"主送“{match[0]}”是个人，公文主送机关，一般不报送领导个人")


@rule("recipients.honour", "", "惯例", "提示", _RECIPIENTS, needs="agencies")
def honour(text: str) -> Iterator[Slip]:
    """主送机关前不加“尊敬的”一类敬辞。

    Wrong: 尊敬的县财政局： Right: 县财政局：
    """
    for match in _HONOUR.finditer(text):
        yield Slip(*match.span(), f"主送机关前不加“{match[0]}”一类敬辞")


@rule("recipients.twice", "", "差错", "提示", ("主送机关", "抄送机关"))
def twice(text: str) -> Iterator[Slip]:
    """主送机关里、抄送机关里，同一个机关各只写一次。

    Wrong: 县财政局、县教育局、县财政局： Right: 县财政局、县教育局：
    """
    shown = hide_bracketed(text, "，")
    seen: set[str] = set()
    for match in _ITEM.finditer(shown):
        name = match[0].rstrip("。")
        is_rest = text[match.start() - 1 : match.start()] in tuple("）)")
        if len(name) > 3 and name in seen and not is_rest:
            yield Slip(match.start(), match.start() + len(name), f"“{name}”重复，请核对")
        seen.add(name)
