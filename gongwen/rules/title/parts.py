"""标题 (7.3.1), and the title of what a notice carries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongwen.address import Address
from gongwen.document import Document, parts_of
from gongwen.markup.reading import PLAIN, read_line
from gongwen.pattern import pattern
from gongwen.rules.rule import Fault, Slip, fault, rule
from gongwen.rules.words.quoted import hide_quoted
from gongwen.terms.kind import BY_NAME
from gongwen.terms.title import (
    DOUBLED,
    END_MARKS,
    NO_TITLE,
    carried,
    carries_several,
    names_title,
    one_line,
    told_kind,
)

_END = pattern(rf"(?<=[^{re.escape(END_MARKS)}])[{re.escape(END_MARKS)}](?<![？?])(?=\s*$)")
_SENTENCE = pattern("[，。；？！]")
"""What a sentence has within it, and a title has not."""
_QUOTED = pattern(r"《([^《》]+)》")
_KINDS_NAMED = "1987-02-18"
"""From when on 《国家行政机关公文处理办法》 had titles name the kind."""
_DECREES = ("命令", "令")
_RULES = pattern("(?:条例|规定|办法|细则|规则|章程)(?:[（(][^（）()]{1,12}[）)])?$")
"""How titles of regulations end, which stand above the text that a decree makes public."""
_SHOWN = 16
"""How much of the end of a title a message repeats, characters."""


@rule("title.end-mark", "", "惯例", "修正", ("标题",), formerly=("titles.end",))
def end_mark(text: str) -> Iterator[Slip]:
    """标题末尾不用标点；可以用问号。

    Wrong: 云溪县人民政府办公室关于做好防汛工作的通知。
    Right: 云溪县人民政府办公室关于做好防汛工作的通知
    """
    match = _END.search(text)
    if match and not _SENTENCE.search(text[: match.start()]):
        yield Slip(*match.span(), f"标题“{_end_of(text)}”末尾不用标点，请删去“{match[0]}”", "")


@rule("title.notation", "", "差错")
def notation(document: Document) -> Iterator[Fault]:
    """标题里不写记号，写了照原样印出；上标、下标写成“²”“₂”这样的字。

    Wrong: 标题: 云溪县人民政府办公室关于治理10km^2^流域水土流失的通知
    Right: 标题: 云溪县人民政府办公室关于治理10km²流域水土流失的通知
    """
    for way, part in parts_of(document):
        if any(piece.form != PLAIN for piece in read_line(part.title).pieces):
            message = "标题里的记号照原样印出；请去掉记号，上标、下标写成“²”“₂”这样的字"
            yield fault(message, way.to("标题"))


@rule("title.no-kind", "条例第九条", "应当", since=_KINDS_NAMED)
def no_kind(document: Document) -> Iterator[Fault]:
    """标题以文种结尾；答复建议、提案的函，标题可以写“……的答复”。

    Wrong: 标题: 云溪县人民政府办公室关于印发防汛工作方案
    Right: 标题: 云溪县人民政府办公室关于印发防汛工作方案的通知
    """
    title = one_line(document.title)
    if not title or not BY_NAME[document.kind].is_statutory or told_kind(title):
        return
    if (document.kind in _DECREES or not document.has_head) and _RULES.search(title):
        return
    if title == NO_TITLE:
        yield fault("没有找到标题，请补上标题，写明事由和文种", Address("标题"))
    else:
        yield fault(f"标题“{_end_of(title)}”没有以文种结尾，应以“{document.kind}”结尾", Address("标题"))


@rule("title.other-kind", "条例第九条", "应当")
def other_kind(document: Document) -> Iterator[Fault]:
    """标题末尾的文种与所选的文种一致。

    Wrong: 标题: 云溪县人民政府办公室关于加强值班工作的通报
    Right: 标题: 云溪县人民政府办公室关于加强值班工作的通知
    """
    told = told_kind(one_line(document.title))
    if told and BY_NAME[document.kind].is_statutory and told != document.kind:
        yield fault(f"标题以“{told}”结尾，文种写的是“{document.kind}”，请改成一致", Address("标题"))


@rule("title.bare", "条例第八条", "惯例")
def bare(document: Document) -> Iterator[Fault]:
    """方案等不是公文的文种，正式行文的用通知等印发。

    Wrong: {文种: 方案, 标题: 云溪县防汛工作方案}
    Right: 标题: 云溪县人民政府办公室关于印发云溪县防汛工作方案的通知
    """
    if document.doc_number and not BY_NAME[document.kind].is_statutory:
        message = f"{document.kind}不是公文的文种，有发文字号的一般用“关于印发……的通知”印发"
        yield fault(message, Address("标题"), Address("文种"))


@rule("title.doubled", "", "差错", "建议", ("标题",), formerly=("titles.doubled",))
def doubled(text: str) -> Iterator[Slip]:
    """标题里的“关于”“的通知”不重复。

    Wrong: 云溪县人民政府办公室转发县教育局关于防溺水工作的通知的通知
    Right: 云溪县人民政府办公室转发县教育局关于防溺水工作的通知
    """
    for match in DOUBLED.finditer(hide_quoted(text)):
        yield Slip(*match.span(), f"标题里的“{match[0] * 2}”重复，只留一个“{match[0]}”", "")


@rule("title.enclosed", "", "惯例")
def enclosed(document: Document) -> Iterator[Fault]:
    """通知标题里写的名称，与印发件的标题一致；印发几件的，件数和次序也一致。

    Wrong: 标题: 云溪县人民政府办公室关于印发云溪县防汛抢险方案的通知
    Right: 标题: 云溪县人民政府办公室关于印发云溪县防汛应急方案的通知
    Base: 印发
    """
    name = carried(document.title)
    if document.carried and len(names := _QUOTED.findall(name)) > 1:
        yield from _carried_in_turn(names, document)
        return
    if carries_several(name) or not name:
        return
    for way, each in document.carried:
        if not names_title(name, each.title):
            own = one_line(each.title)
            yield fault(f"标题里写“{name}”，印发件的标题是“{own}”，请核对，改成一致", way.to("标题"))


def _carried_in_turn(names: Sequence[str], document: Document) -> Iterator[Fault]:
    """Yield where the documents that the title names one by one are others than those that are carried."""
    if len(names) != len(document.carried):
        message = f"标题里写了{len(names)}件，印发件有{len(document.carried)}件，请核对"
        yield fault(message, Address("标题"))
        return
    for name, (way, each) in zip(names, document.carried, strict=True):
        if not names_title(name, each.title):
            own = one_line(each.title)
            yield fault(
                f"标题里写“《{name}》”，这一件印发件的标题是“{own}”，请核对，改成一致", way.to("标题")
            )


def _end_of(title: str) -> str:
    text = one_line(title)
    return text if len(text) <= _SHOWN else f"…{text[-_SHOWN:]}"
