"""The lines of the 版记 (7.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.pattern import pattern
from gongwen.rules.rule import Part, Slip, rule
from gongwen.terms.agency_level import LEADER, rank_of
from gongwen.terms.date import DAY
from gongwen.terms.imprint import COPIES
from gongwen.zh.brackets import hide_bracketed

_COPIES: tuple[Part, ...] = ("抄送机关",)
_PRINTED: tuple[Part, ...] = ("印发机关",)
_SINCE = "2012-07-01"
_LABEL = rf"^\s*{COPIES}(?:机关|单位)?"
_HALF_COLON = pattern(rf"(?P<label>{_LABEL})\s{{0,9}}(?:[:﹕︰；;]|\s(?=\S))\s{{0,9}}")
_LABELLED = pattern(rf"{_LABEL}\s*[：:]\s*\S")
_END = pattern(r"[；;.：:]?$")
_REPORT = pattern(r"^\s*抄\s?报(?=\s*[：:])")
_NOT_PRINTED = pattern(rf"(?<=[^\d\s印])\s{{1,60}}{DAY}(?=\s*$)")
_PRINTED_SO = pattern(r"(?<=日)\s?(?:印制|印刷|下发|制发|印(?!发)|发)(?=\s*$)")
_LABELLED_COPIES = pattern(rf"{_LABEL}\s*[：:]")
_COPIED = pattern(r"[^，、；。]+")
_SEPARATOR = pattern("[，、；]")
_CLASSES = ("县委|市委|省委|区委|党委", "人大", "政协", "纪委", "法院", "检察院", "人武部|军分区")
_PERSON = pattern(rf"(?:(?<=[，、；：:])|^)[^，、；：:各\s]{{0,8}}(?:{LEADER})(?=[，、；。]|$)")
_OFFICE = pattern(
    r"^\s*(?P<name>[\u4e00-\u9fff]{2,20}人民政府|中共[\u4e00-\u9fff]{2,20}委员会)(?=[\s\u3000]+\d{4}年)"
)
_FILED = pattern(r"[，、；]\s*(?:存档|归档|存\s*[（(]\d{1,3}[）)]|存根)(?=\s*[。，、；]?\s*$)")


@rule("imprint-lines.colon", "7.4.2", "应当", "修正", _COPIES)
def colon(text: str) -> Iterator[Slip]:
    """“抄送”后标全角冒号。

    Wrong: 抄送:县委办公室。 Right: 抄送：县委办公室。
    """
    if match := _HALF_COLON.match(text):
        yield Slip(match.end("label"), match.end(), "“抄送”后标全角冒号", "：")


@rule("imprint-lines.end", "7.4.2", "应当", "修正", _COPIES, since=_SINCE)
def end(text: str) -> Iterator[Slip]:
    """最后一个抄送机关名称后标句号。

    Wrong: 抄送：县委办公室，县人大常委会办公室 Right: 抄送：县委办公室，县人大常委会办公室。
    """
    shown = text.rstrip()
    if _LABELLED.match(shown) and shown[-1] not in "。，、":
        match = _END.search(shown)
        start = match.start() if match else len(shown)
        yield Slip(start, len(shown), "最后一个抄送机关名称后标句号", "。")


@rule("imprint-lines.report", "7.4.2", "一般", "建议", _COPIES, since=_SINCE)
def report(text: str) -> Iterator[Slip]:
    """对上级机关也用“抄送”，不用“抄报”。

    Wrong: 抄报：市人民政府。 Right: 抄送：市人民政府。
    """
    if match := _REPORT.match(text):
        yield Slip(*match.span(), "版记中没有“抄报”，对上级机关也用“抄送”", "抄送")


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
    for match in _COPIED.finditer(_LABELLED_COPIES.sub(lambda label: " " * len(label[0]), text)):
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
    if match := _OFFICE.match(text):
        yield Slip(*match.span("name"), f"印发机关一般是办公厅（室），这里写的是“{match['name']}”，请核对")


@rule("imprint-lines.printed", "7.4.3", "应当", "修正", _PRINTED, since=_SINCE)
def printed(text: str) -> Iterator[Slip]:
    """印发日期后加“印发”二字。

    Wrong: 云岭县人民政府办公室　2024年12月9日 Right: 云岭县人民政府办公室　2024年12月9日印发
    """
    if match := _NOT_PRINTED.search(text):
        yield Slip(match.end(), match.end(), "印发日期后加“印发”二字", "印发")


@rule("imprint-lines.printed-so", "7.4.3", "应当", "修正", _PRINTED, since=_SINCE)
def printed_so(text: str) -> Iterator[Slip]:
    """印发日期后写“印发”，不写“印制”“下发”等。

    Wrong: 2024年12月9日印制 Right: 2024年12月9日印发
    """
    if match := _PRINTED_SO.search(text):
        yield Slip(*match.span(), f"印发日期后写“印发”，不写“{match[0].strip()}”", "印发")
