"""Blanks that typing, web pages and text copied from PDF leave in Chinese text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.pattern import pattern
from gongwen.rules.rule import EVERYWHERE, PROSE, Slip, rule
from gongwen.rules.words.spans import HAN, outside, slip_of, slips_outside
from gongwen.terms.date import DAY
from gongwen.terms.label import DIVISION
from gongwen.terms.title import SENDS
from gongwen.zh.numerals import NUMERALS

_BLANKS = " \u00a0\u3000"
_BLANK = f"[{_BLANKS}]"
_CLAUSE = pattern(r"[^，。；：、！？（）“”《》|\t]+")
_BETWEEN = pattern(rf"(?P<left>[{HAN}]{{1,30}})(?P<at>{_BLANK}{{1,9}})(?=(?P<right>[{HAN}]{{1,30}}))")
_LABEL = pattern(DIVISION)
_LABELLED = pattern(
    rf"\s*(?:[（(](?:[{NUMERALS}]{{1,3}}|\d{{1,2}})[）)]|\d{{1,2}}[.．])(?P<at>[ \u3000]+)(?=[{HAN}“《])"
)
_POST = pattern("[长记任员师授席事理监管志家人位]$")
_AGENCY_END = "(?:中央|政府|[委部厅局署院会室办])"
_AGENCY = pattern(f"{_AGENCY_END}$")
_ISSUES = pattern(rf"[{HAN}]{{1,20}}?{_AGENCY_END}(?:关于|{SENDS})")
"""The last of the agencies that a joint document is cited by: 中共云岭县委 云岭县人民政府关于."""
_AROUND = pattern(
    rf"(?<=[，、；])[ \u3000]+(?=[{HAN}“《（\d])"
    rf"|(?<=[。！？])[ \u3000](?=[{HAN}“《（\d])"
    rf"|(?<=[{HAN}”》）\d%])[ \u3000]+(?=[，、；。！？：])"
    rf"|(?<=“)[ \u3000]+(?=[{HAN}《])|(?<=[{HAN}》。！？])[ \u3000]+(?=”)"
    r"|(?<=》)[ \u3000]+(?=《[^《》|]+》[^|]*[。，；])"
)
_IN_TITLE = pattern(r"(?<=《)[ \u3000]+(?=[^\s》])|(?<=[^\s《])[ \u3000]+(?=》)")
_MEASURE = (
    r"(?:年(?!级)|月(?!度)|日(?![常期报程照])|时(?!间)|小时|分钟|天(?![然气津水])|周(?!期)|个(?![人体])"
    r"|名(?![称单录])|家(?![庭具])|人(?![员大民才社力事])|户(?![籍外口])|项(?!目)|次(?!要)|件(?!套)|条(?!件)"
    r"|处(?![理置罚于长室])|座(?![谈位])|台(?![账帐])|辆|亿|万(?=[元人亩吨户个名平千家册件次只头株辆台套公立多余])|元(?!旦)|倍|亩(?!产)|吨|公里|公顷|平方米|立方米|千瓦|%(?!})|‰)"
)
_NUMBER = rf"\d{{1,8}}(?:\.\d{{1,4}})?{_BLANK}{{0,2}}{_MEASURE}"
_NO_CAPTION = r"(?<!附件)(?<!附[表图])(?<![表图注号栏])"
_NUMBERS = pattern(
    rf"(?:(?<=[{HAN}，。；、（“]){_NO_CAPTION}{_BLANK}{{1,2}}(?!{DAY}(?:印发|$))"
    rf"|(?<![A-Za-z\d.-]){_NO_CAPTION}(?<!附件 )(?<![表图注号栏] ))"
    rf"{_NUMBER}(?:{_BLANK}{{0,2}}{_NUMBER})*"
)
_INVISIBLE = pattern("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]+")


@rule("spaces.between-chinese", "", "惯例", "建议", ("正文",), signs=_BLANKS)
def between_chinese(text: str) -> Iterator[Slip]:
    """句子中间不空格；对齐的姓名和名单里的空格照旧。

    Wrong: 各单位要加强土地集约 利用和管理。 Right: 各单位要加强土地集约利用和管理。
    """
    if "。" not in text:
        return
    for clause in _CLAUSE.finditer(text):
        found = list(_BETWEEN.finditer(text, *clause.span()))
        if len(found) == 1 and _is_torn(found[0]):
            yield slip_of(found[0], "句子中间不空格", "")


def _is_torn(match: re.Match[str]) -> bool:
    """Whether a sentence is torn at a blank, as against a name set beside its post or spread."""
    left, right = match["left"], match["right"]
    if min(len(left), len(right)) < 2 or len(left) + len(right) < 8:
        return False
    is_label = len(left) <= 3 or _LABEL.fullmatch(left) is not None
    is_joint = _AGENCY.search(left) is not None and _ISSUES.match(right) is not None
    return not (is_label or is_joint or (len(right) <= 4 and _POST.search(left)))


@rule("spaces.around-marks", "", "惯例", "修正", PROSE, signs=_BLANKS)
def around_marks(text: str) -> Iterator[Slip]:
    """标点符号旁边不空格。

    Wrong: 各乡镇， 县直各单位： Right: 各乡镇，县直各单位：
    """
    yield from slips_outside(_AROUND, text, "标点符号旁边不空格", "")
    for match in _IN_TITLE.finditer(text):
        yield slip_of(match, "书名号里侧不空格", "")


@rule("spaces.after-label", "", "惯例", "修正", ("正文",), signs=_BLANKS)
def after_label(text: str) -> Iterator[Slip]:
    """层次序号与后面的文字之间不空格。

    Wrong: （一） 加强值班。 Right: （一）加强值班。
    """
    if match := _LABELLED.match(text):
        yield Slip(*match.span("at"), "序号后面不空格", "")


@rule("spaces.beside-numbers", "", "惯例", "修正", ("正文",), signs=_BLANKS)
def beside_numbers(text: str) -> Iterator[Slip]:
    """汉字、数字与单位之间不空格。

    Wrong: 到 2025 年，培育 3 个专业镇。 Right: 到2025年，培育3个专业镇。
    """
    for match in outside(_NUMBERS, text):
        wanted = re.sub(_BLANK, "", match[0])
        if wanted != match[0]:
            yield slip_of(match, f"数字与汉字之间不空格：{wanted}", wanted)


@rule("spaces.invisible", "", "惯例", "修正", EVERYWHERE)
def invisible(text: str) -> Iterator[Slip]:
    """没有看不见、不占位置的字符。

    Wrong: 各乡镇\u200b人民政府 Right: 各乡镇人民政府
    """
    for match in _INVISIBLE.finditer(text):
        yield slip_of(match, "这里有看不见的字符，应删去", "")
