"""The lines of the 版记 (7.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.pattern import HANZI, pattern
from gongwen.rules.rule import Part, Slip, rule
from gongwen.terms import copies, imprint
from gongwen.terms.agency_level import LEADER, rank_of
from gongwen.zh.brackets import hide_bracketed

_COPIES: tuple[Part, ...] = ("抄送机关",)
_PRINTED: tuple[Part, ...] = ("印发机关",)
_SINCE = "2012-07-01"
_ENDS = (";", "；", ".", "：", ":")
_COPIED = pattern(r"[^，、；。]+")
_SEPARATOR = pattern("[，、；]")
_CLASSES = ("县委|市委|省委|区委|党委", "人大", "政协", "纪委", "法院", "检察院", "人武部|军分区")
_PERSON = pattern(rf"(?:(?<=[，、；：:])|^)[^，、；：:各\s]{{0,8}}(?:{LEADER})(?=[，、；。]|$)")
_BODY = pattern(rf"{HANZI}{{2,20}}人民政府|中共{HANZI}{{2,20}}委员会")
"""What governs a place itself, and not the office that prints for it."""
_FILED = pattern(r"[，、；]\s*(?:存档|归档|存\s*[（(]\d{1,3}[）)]|存根)(?=\s*[。，、；]?\s*$)")


@rule("imprint-lines.colon", "7.4.2", "应当", "修正", _COPIES)
def colon(text: str) -> Iterator[Slip]:
    """“抄送”后标全角冒号。

    Wrong: 抄送:县委办公室。 Right: 抄送：县委办公室。
    """
    found = copies.read(text)
    if found and "冒号" in found.odd:
        yield Slip(found.parts["colon"][0], found.parts["names"][0], "“抄送”后标全角冒号", "：")


@rule("imprint-lines.end", "7.4.2", "应当", "修正", _COPIES, since=_SINCE)
def end(text: str) -> Iterator[Slip]:
    """最后一个抄送机关名称后标句号。

    Wrong: 抄送：县委办公室，县人大常委会办公室 Right: 抄送：县委办公室，县人大常委会办公室。
    """
    found = copies.read(text)
    if found and "句号" in found.odd and not found.value.endswith(("，", "、")):
        stop = len(text.rstrip())
        yield Slip(stop - text[:stop].endswith(_ENDS), stop, "最后一个抄送机关名称后标句号", "。")


@rule("imprint-lines.report", "7.4.2", "一般", "建议", _COPIES, since=_SINCE)
def report(text: str) -> Iterator[Slip]:
    """对上级机关也用“抄送”，不用“抄报”。

    Wrong: 抄报：市人民政府。 Right: 抄送：市人民政府。
    """
    found = copies.read(text)
    if found and "".join(found.part("word", text).split()) == "抄报":
        yield Slip(*found.parts["word"], "版记中没有“抄报”，对上级机关也用“抄送”", "抄送")


@rule("imprint-lines.classes", "", "惯例", "建议", _COPIES)
def classes(text: str) -> Iterator[Slip]:
    """不同类的抄送机关之间用逗号。

    Wrong: 县委办公室、县人大常委会办公室、县政协办公室 Right: 县委办公室，县人大常委会办公室，县政协办公室
    """
    shown = hide_bracketed(text, "〇")
    marks = list(_SEPARATOR.finditer(shown))
    kinds = sum(re.search(kind, shown) is not None for kind in _CLASSES)
    if kinds > 2 and {match[0] for match in marks} == {"、"}:
        for match in marks:
            yield Slip(*match.span(), "不同类的抄送机关之间用逗号", "，")


@rule("imprint-lines.person", "条例第九条", "惯例", "提示", _COPIES)
def person(text: str) -> Iterator[Slip]:
    """公文抄送给机关，不抄送给个人。

    Wrong: 抄送：县委书记、县长。 Right: 抄送：县委办公室。
    """
    for match in _PERSON.finditer(text):
        yield Slip(*match.span(), f"抄送“{match[0]}”是个人，抄送的应是机关，请核对")


@rule("imprint-lines.filed", "", "惯例", "建议", _COPIES)
def filed(text: str) -> Iterator[Slip]:
    """抄送机关里不写“存档”。

    Wrong: 抄送：县委办公室，存档。 Right: 抄送：县委办公室。
    """
    for match in _FILED.finditer(text):
        yield Slip(*match.span(), "存档不是抄送机关，请删去", "")


@rule("imprint-lines.order", "", "惯例", "提示", _COPIES)
def order(text: str) -> Iterator[Slip]:
    """同级的抄送机关按党委、人大、政协、监委、法院、检察院的次序排列。

    Wrong: 抄送：县法院，县委办公室。 Right: 抄送：县委办公室，县法院。
    """
    highest: dict[str, tuple[int, str]] = {}
    found_names = copies.read(text)
    for match in _COPIED.finditer(text, found_names.parts["names"][0] if found_names else 0):
        name = match[0].strip()
        if (found := rank_of(name)) is None:
            continue
        level, rank = found
        last, before = highest.get(level, (rank, name))
        if rank < last:
            yield Slip(*match.span(), f"“{name}”一般排在“{before}”前面，请核对抄送机关的次序")
        else:
            highest[level] = rank, name


@rule("imprint-lines.office", "", "惯例", "提示", _PRINTED, since=_SINCE)
def office(text: str) -> Iterator[Slip]:
    """印发机关是送印公文的办公厅（室），不是政府、党委本身。

    Wrong: 云岭县人民政府　2024年12月9日印发 Right: 云岭县人民政府办公室　2024年12月9日印发
    """
    found = imprint.read(text)
    if found and _BODY.fullmatch(name := found.value.agency.strip()):
        start = text.index(name)
        message = f"印发机关一般是办公厅（室），这里写的是“{name}”，请核对"
        yield Slip(start, start + len(name), message)


@rule("imprint-lines.printed", "7.4.3", "应当", "修正", _PRINTED, since=_SINCE)
def printed(text: str) -> Iterator[Slip]:
    """印发日期后加“印发”二字。

    Wrong: 云岭县人民政府办公室　2024年12月9日 Right: 云岭县人民政府办公室　2024年12月9日印发
    """
    found = imprint.read(text.rstrip())
    if found and "word" not in found.parts and found.value.agency.strip():
        yield Slip(found.end, found.end, "印发日期后加“印发”二字", "印发")


@rule("imprint-lines.printed-so", "7.4.3", "应当", "修正", _PRINTED, since=_SINCE)
def printed_so(text: str) -> Iterator[Slip]:
    """印发日期后写“印发”，不写“印制”“下发”等。

    Wrong: 2024年12月9日印制 Right: 2024年12月9日印发
    """
    found = imprint.read(text.rstrip())
    word = found.part("word", text) if found else ""
    if found and word not in ("", "印发", "翻印"):
        yield Slip(*found.parts["word"], f"印发日期后写“印发”，不写“{word}”", "印发")
