"""Labels at the head of a line: 一、 （一） 1. （1）, and 第一， (7.3.3; GB/T 15834, annex B.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.pattern import pattern
from gongwen.rules.rule import Slip, rule
from gongwen.rules.words.quoted import hide_quoted
from gongwen.terms import label
from gongwen.zh.numerals import NUMERALS

_CLAUSE = "GB/T 15834 附录B.3"
_CHINESE = f"[{NUMERALS}]{{1,3}}"
_ORDINAL = pattern(rf"(?:^\s*|(?<=[。；：]))第{_CHINESE}(?P<mark>、)(?!\s*[第{NUMERALS}])")
_FIRST = pattern(r"(?:^\s*|(?<=[。；：]))(?:首先|其次|再次|最后)(?P<mark>、)")
_IS = pattern(rf"(?:^\s*|(?<=[。；：]))[{NUMERALS}]是(?P<mark>、)")
_MIXED = pattern(r"(?:^|[。；：])\s*一是(?P<between>[^\n]*?[。；])(?P<mark>第[二三]|其次|再次)(?=[，、])")
_CIRCLED = pattern(r"(?:^\s*|(?<=[。；：]))[①-⑳](?P<mark>[、.．])")


def _replaced(pattern: re.Pattern[str], text: str, message: str, wanted: str) -> Iterator[Slip]:
    """Yield a slip for each ``mark`` that ``pattern`` finds in ``text``."""
    for match in pattern.finditer(text):
        yield Slip(*match.span("mark"), message, wanted)


@rule("labels.bracketed", _CLAUSE, "一般", "修正", ("正文",))
def bracketed(text: str) -> Iterator[Slip]:
    """带括号的序号后不加标点。

    Wrong: （一），加强领导 Right: （一）加强领导
    """
    return _replaced(label.BRACKETED_AND_MARKED, text, "带括号的序号后不加标点", "")


@rule("labels.enclosed", "7.3.3", "一般", "修正", ("正文",))
def enclosed(text: str) -> Iterator[Slip]:
    """序号的括号、数字和点分开写，如“（一）”，不用“㈠”一类合成一个字的符号。

    Wrong: ㈠加强领导 Right: （一）加强领导
    """
    if match := label.ONE_SIGN.match(text):
        wanted = label.spell_out(match["label"])
        yield Slip(match.start("label"), match.end(), f"序号“{match['label']}”应写“{wanted}”", wanted)


@rule("labels.dotted", _CLAUSE, "一般", "修正", ("正文",))
def dotted(text: str) -> Iterator[Slip]:
    """汉字数字的序号后用顿号，不用逗号。

    Wrong: 一，总体要求 Right: 一、总体要求
    """
    return _replaced(label.COMMA_BEHIND, text, "序号的汉字数字后用顿号", "、")


@rule("labels.ordinal", _CLAUSE, "一般", "建议", ("正文",), signs="、")
def ordinal(text: str) -> Iterator[Slip]:
    """“第一”“第二”后用逗号，不用顿号。

    Wrong: 第一、要提高认识。 Right: 第一，要提高认识。
    """
    return _replaced(_ORDINAL, text, "“第一”“第二”后用逗号，不用顿号", "，")


@rule("labels.first", _CLAUSE, "一般", "建议", ("正文",), signs="、")
def first(text: str) -> Iterator[Slip]:
    """“首先”“其次”后用逗号，不用顿号。

    Wrong: 首先、要提高认识。 Right: 首先，要提高认识。
    """
    return _replaced(_FIRST, text, "“首先”“其次”后用逗号，不用顿号", "，")


@rule("labels.is", _CLAUSE, "一般", "建议", ("正文",), signs="是")
def is_one(text: str) -> Iterator[Slip]:
    """“一是”“二是”后不用顿号。

    Wrong: 一是、提高认识；二是、加强领导。 Right: 一是提高认识；二是加强领导。
    """
    return _replaced(_IS, text, "“一是”“二是”后不用顿号", "")


@rule("labels.mixed", "", "惯例", "提示", ("正文",), signs="是")
def mixed(text: str) -> Iterator[Slip]:
    """一段里的几点用同一套序号，“一是”接“二是”，“第一”接“第二”。

    Wrong: 一是加强领导。第二，加强宣传。 Right: 一是加强领导。二是加强宣传。
    """
    match = _MIXED.search(hide_quoted(text))
    if match and "二是" not in match["between"]:
        yield Slip(*match.span("mark"), f"前面用“一是”，这里用“{match['mark']}”，几点用同一套序号")


@rule("labels.circled", _CLAUSE, "一般", "修正", ("正文",), signs="①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
def circled(text: str) -> Iterator[Slip]:
    """带圈的序号后不加标点。

    Wrong: ①、提高认识 Right: ①提高认识
    """
    return _replaced(_CIRCLED, text, "带圈的序号后不加标点", "")


@rule("labels.article", "", "惯例", "建议", ("正文",))
def article(text: str) -> Iterator[Slip]:
    """条的序号后空一字，不加标点。

    Wrong: 第一条、为加强管理，制定本办法。 Right: 第一条　为加强管理，制定本办法。
    """
    return _replaced(label.ARTICLE_AND_MARK, text, "条的序号后空一字，不加标点", "\u3000")
