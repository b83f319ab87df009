"""Characters that stand where others should."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.rules.rule import EVERYWHERE, PROSE, Part, Slip, rule
from gongwen.rules.words.quoted import hide_quoted, hide_spoken
from gongwen.rules.words.tables import find_shown, word_slips

_SENTENCES: frozenset[Part] = PROSE | {"标题"}
_EVEN_IF = re.compile(r"既使(?=[^，。；又且还既]{1,30}，[^，。；又且还既]{0,12}[也仍都])")
_BOTH = re.compile(r"(?<![立随当旋迅])即(?=(?P<verb>[要有能是])[^，。；即]{1,30}，?又(?P=verb))")
_TWICE = re.compile(
    r"(?P<word>进行|加强|关于|以及|按照|切实|认真|有关|应当|必须|深入|扎实|开展|确保|积极|我县|我市|我省|各级|及时|严格|全面|进一步|组织|落实|实施|推进|完成)(?P=word)"
)
_DE = re.compile(r"(?<![目之打标有众])的的(?![确士])")
_SUN = re.compile(
    r"(?<=月\d)曰|(?<=月\d\d)曰|(?<=\d)曰(?=[至前起内止印，。、；）]|$)|(?<=[今本当即])曰(?=[起前内])"
)


@rule("typos.word", "", "差错", "建议", _SENTENCES)
def word(text: str) -> Iterator[Slip]:
    """词语用正确的字，没有错别字。

    Wrong: 认真部暑防汛工作。 Right: 认真部署防汛工作。
    """
    return word_slips("typos", text, "“{0}”是错别字，应为“{1}”")


@rule("typos.idiom", "", "差错", "建议", _SENTENCES)
def idiom(text: str) -> Iterator[Slip]:
    """成语和固定的说法用正确的字，如“再接再厉”。

    Wrong: 希望大家再接再励。 Right: 希望大家再接再厉。
    """
    return word_slips("idioms", text, "“{0}”里有错别字，应为“{1}”")


@rule("typos.grave", "", "差错", "提示", EVERYWHERE)
def grave(text: str) -> Iterator[Slip]:
    """国家、党、机关和理论的名称没有错字。

    Wrong: 各乡镇人民攻府： Right: 各乡镇人民政府：
    """
    for start, entry in find_shown("fatal", hide_spoken(text)):
        message = f"“{entry.wrong}”是严重的错字，应为“{entry.right}”，请务必改正"
        yield Slip(start, start + len(entry.wrong), message)


@rule("typos.even-if", "", "差错", "建议", PROSE)
def even_if(text: str) -> Iterator[Slip]:
    """表示让步、与“也”呼应的写“即使”，不写“既使”。

    Wrong: 既使任务再重，也要按时完成。 Right: 即使任务再重，也要按时完成。
    """
    for match in _EVEN_IF.finditer(hide_quoted(text)):
        yield Slip(*match.span(), "与“也”呼应、表示让步的是“即使”，不是“既使”", "即使")


@rule("typos.both", "", "差错", "建议", PROSE)
def both(text: str) -> Iterator[Slip]:
    """“既要……又要……”里用“既”，不用“即”。

    Wrong: 即要抓进度，又要抓质量。 Right: 既要抓进度，又要抓质量。
    """
    for match in _BOTH.finditer(hide_quoted(text)):
        verb = match["verb"]
        yield Slip(*match.span(), f"与“又{verb}”呼应的是“既{verb}”，不是“即{verb}”", "既")


@rule("typos.twice", "", "差错", "建议", PROSE)
def twice(text: str) -> Iterator[Slip]:
    """同一个词不连着写两遍。

    Wrong: 要切实切实加强领导。 Right: 要切实加强领导。
    """
    for match in _TWICE.finditer(hide_quoted(text)):
        yield Slip(*match.span(), f"“{match['word']}”重复，只留一个", match["word"])


@rule("typos.twice-de", "", "差错", "建议", _SENTENCES)
def twice_de(text: str) -> Iterator[Slip]:
    """“的”字不连着写两遍。

    Wrong: 存在的的问题。 Right: 存在的问题。
    """
    for match in _DE.finditer(hide_quoted(text)):
        yield Slip(*match.span(), "“的”字重复，只留一个", "的")


@rule("typos.day", "", "差错", "建议", EVERYWHERE)
def day(text: str) -> Iterator[Slip]:
    """日期里写“日”，不写“曰”。

    Wrong: 2024年10月1曰 Right: 2024年10月1日
    """
    for match in _SUN.finditer(hide_quoted(text)):
        yield Slip(*match.span(), "“曰”应为“日”", "日")
