"""Names of people, and the words with which they take and leave their posts."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.pattern import HANZI, pattern
from gongwen.rules.rule import EVERYWHERE, PROSE, Part, Slip, rule
from gongwen.rules.words.quoted import hide_quoted
from gongwen.terms import secrecy
from gongwen.terms import signers as signed

_HEAD: tuple[Part, ...] = ("版头",)
_GROUP = r"(?:领导小组|领导组|协调小组|工作小组|工作专班|指挥部)"
_SEAT = r"(?:副?组长|副?总指挥|副?指挥长|副?召集人|成员)"
_REMOVED = pattern(rf"免去(?=[^，。；：]{{2,40}}?{_GROUP}(?:常务|第一)?{_SEAT})")
_APPOINTED = pattern(rf"任命(?=[^，。；：]{{2,20}}为[^，。；：]{{0,20}}?{_GROUP}(?:常务|第一)?{_SEAT})")
_DOT = pattern(rf"(?<={HANZI})[•‧・∙⋅･](?={HANZI})")
_TORN_NAME = pattern(
    rf"(?:^|(?<=[\t：:|]))\s*(?P<first>{HANZI})(?P<at> {{1,4}}|\u3000\u3000+)(?={HANZI}(?:\t|\s*\||$))"
)
_SEATS = r"(?:常务)?副?(?:组\s*长|总指挥|指挥长|召集人)|成\s*员"
_NO_COLON = pattern(
    rf"^\s*(?:{_SEATS})(?P<at>[ \u3000]{{1,6}})(?=[\u4e00-\u9fff·]{{2,12}}[ \u3000\t]+{HANZI}{{2}})"
)


@rule("names.removed", "", "惯例", "提示", PROSE | {"标题"})
def removed(text: str) -> Iterator[Slip]:
    """议事协调机构的组成人员离任写“不再担任”，不写“免去”。

    Wrong: 免去李明远同志县防汛工作领导小组副组长职务。 Right: 李明远同志不再担任县防汛工作领导小组副组长。
    """
    for match in _REMOVED.finditer(hide_quoted(text)):
        yield Slip(*match.span(), "议事协调机构的组成人员调整，一般写“不再担任”，不用“免去”")


@rule("names.appointed", "", "惯例", "提示", PROSE | {"标题"})
def appointed(text: str) -> Iterator[Slip]:
    """议事协调机构的组成人员任职写“任”“由……担任”，不写“任命”。

    Wrong: 任命李明远同志为县防汛工作领导小组副组长。 Right: 李明远同志任县防汛工作领导小组副组长。
    """
    for match in _APPOINTED.finditer(hide_quoted(text)):
        yield Slip(*match.span(), "议事协调机构的组成人员，一般写“由……担任”或者“任……”，不用“任命”")


@rule("names.dot", "GB/T 15834 4.14", "一般", "修正", EVERYWHERE, signs="•‧・∙⋅･")
def dot(text: str) -> Iterator[Slip]:
    """姓名等里面的间隔号用“·”。

    Wrong: 阿依古丽•买买提 Right: 阿依古丽·买买提
    """
    for match in _DOT.finditer(text):
        yield Slip(*match.span(), "间隔号应为“·”（U+00B7）", "·")


@rule("names.padding", "", "惯例", "建议", ("名单",))
def padding(text: str) -> Iterator[Slip]:
    """名单里两个字的姓名中间空一个全角空格，与三个字的同宽。

    Wrong: 姚 伟	县财政局局长 Right: 姚　伟	县财政局局长
    """
    for match in _TORN_NAME.finditer(text):
        yield Slip(*match.span("at"), "名单里两个字的姓名，中间空一个全角的字", "\u3000")


@rule("names.role-colon", "", "惯例", "建议", ("名单", "正文"))
def role_colon(text: str) -> Iterator[Slip]:
    """名单里“组长”“成员”等后面用冒号。

    Wrong: 组长　李明远　县长 Right: 组长：李明远　县长
    """
    if match := _NO_COLON.match(text):
        yield Slip(*match.span("at"), "组内职务后面用冒号", "：")


@rule("names.signers", "7.2.6", "一般", "修正", _HEAD)
def signers(text: str) -> Iterator[Slip]:
    """签发人姓名之间空一字，不用标点。

    Wrong: 签发人：李明远、赵清 Right: 签发人：李明远　赵清
    """
    for found in signed.find_all(text):
        for mark in signed.marks_between(found, text):
            yield Slip(*mark, "签发人姓名之间空一字，不用标点", "\u3000")


@rule("names.signer-colon", "7.2.6", "应当", "修正", _HEAD)
def signer_colon(text: str) -> Iterator[Slip]:
    """“签发人”后标全角冒号。

    Wrong: 签发人:李明远 Right: 签发人：李明远
    """
    for found in signed.find_all(text):
        if found.odd & {"半角冒号", "缺冒号"}:
            yield Slip(*found.parts["colon"], "“签发人”后标全角冒号", "：")


@rule("names.secrecy-star", "7.2.2", "应当", "建议", _HEAD, since="2012-07-01")
def secrecy_star(text: str) -> Iterator[Slip]:
    """密级和保密期限之间用“★”。

    Wrong: 秘密*1年 Right: 秘密★1年
    """
    for found in secrecy.find_all(text):
        if "星号" in found.odd:
            between = (found.parts["level"][1], found.parts["period"][0])
            yield Slip(*between, f"密级和保密期限之间用“{secrecy.STAR}”", secrecy.STAR)
