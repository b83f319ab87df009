"""标题 (7.3.1), and the title of what a notice carries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongwen.document import Document
from gongwen.kinds import BY_NAME, KINDS
from gongwen.make.setting import Path
from gongwen.recognise.by_text import NO_TITLE
from gongwen.rules.rule import Fault, fault, rule

END_MARKS = "。，、；：！？.,;:!?"
"""Marks that no title ends with."""
_STATUTORY = tuple(kind.name for kind in KINDS if kind.is_statutory)
_ENDINGS = {**{name: name for name in _STATUTORY}, "令": "命令"}
"""What a title may end with, and the kind that it tells."""
_KIND = "|".join(sorted(_ENDINGS, key=len, reverse=True))
_NOTE = re.compile(r"[（(][^（）()]*[）)]$")
_DOUBLED = re.compile(rf"关于关于|的({_KIND})的\1")
_CARRIES = re.compile(
    rf"(?:关于)?(?:修订|重新)?(?:印发|转发|批转|发布|公布|下发)(?P<carried>.+)的(?:{_KIND})"
)
_NAME_NOTE = re.compile(r"[（(][^（）()\d]*[）)]$")
"""（试行）, but not （2024—2026年）."""
_QUOTES = str.maketrans("", "", "《》〈〉“”的")
_MARKS = str.maketrans("()-－–~～", "（）—————")
"""Marks that are written in several ways: (2024-2026年), （2024—2026年）."""
_TAIL = re.compile(rf"(?:{_KIND})$")
_ANSWER = re.compile(r"(?:建议|提案|议案)(?:的?办理(?:情况|意见)?)?的答复(?:意见)?$")
"""The title of a letter that answers a proposal of delegates or of members of the 政协."""
_SEVERAL = re.compile("[两二三四五六七八九十][个项部](?:规定|办法|规则|制度|细则|方案|意见|规范|文件|预案)$")
"""What a notice carries when it is more than one document: 关于印发防汛物资管理等两个办法的通知."""
_QUOTED = re.compile(r"《([^《》]+)》")
_SHOWN = 16
"""How much of the end of a title a message repeats, characters."""


@rule("title.end-mark", "", "惯例")
def end_mark(document: Document) -> Iterator[Fault]:
    """标题末尾不用标点。

    Wrong: 标题: 云溪县人民政府办公室关于做好防汛工作的通知。
    Right: 标题: 云溪县人民政府办公室关于做好防汛工作的通知
    """
    titles: list[tuple[str, Path]] = [(document.title, ("标题",))] if document.title else []
    titles += [(carried.title, (*way, "标题")) for way, carried in document.carried]
    for title, path in titles:
        if title[-1] in END_MARKS:
            yield fault(f"标题“{_end_of(title)}”末尾不用标点，请删去“{title[-1]}”", path)


@rule("title.no-kind", "条例第九条", "应当")
def no_kind(document: Document) -> Iterator[Fault]:
    """标题以文种结尾；答复建议、提案的函，标题可以写“……的答复”。

    Wrong: 标题: 云溪县人民政府办公室关于印发防汛工作方案
    Right: 标题: 云溪县人民政府办公室关于印发防汛工作方案的通知
    """
    title = one_line(document.title)
    if not title or not BY_NAME[document.kind].is_statutory or _told_kind(title):
        return
    if title == NO_TITLE:
        yield fault("没有找到标题，请补上标题，写明事由和文种", "标题")
    else:
        yield fault(f"标题“{_end_of(title)}”没有以文种结尾，应以“{document.kind}”结尾", "标题")


@rule("title.other-kind", "条例第九条", "应当")
def other_kind(document: Document) -> Iterator[Fault]:
    """标题末尾的文种与所选的文种一致。

    Wrong: 标题: 云溪县人民政府办公室关于加强值班工作的通报
    Right: {文种: 通报, 标题: 云溪县人民政府办公室关于加强值班工作的通报}
    """
    told = _told_kind(one_line(document.title))
    if told and BY_NAME[document.kind].is_statutory and told != document.kind:
        yield fault(f"标题以“{told}”结尾，文种写的是“{document.kind}”，请改成一致", "标题")


@rule("title.bare", "条例第八条", "惯例")
def bare(document: Document) -> Iterator[Fault]:
    """方案等不是公文的文种，正式行文的用通知等印发。

    Wrong: {文种: 方案, 标题: 云溪县防汛工作方案}
    Right: 标题: 云溪县人民政府办公室关于印发云溪县防汛工作方案的通知
    """
    if document.doc_number and not BY_NAME[document.kind].is_statutory:
        message = f"{document.kind}不是公文的文种，有发文字号的一般用“关于印发……的通知”印发"
        yield fault(message, "标题", "文种")


@rule("title.doubled", "", "惯例")
def doubled(document: Document) -> Iterator[Fault]:
    """标题里的“关于”“的通知”不重复。

    Wrong: 标题: 云溪县人民政府办公室转发县教育局关于防溺水工作的通知的通知
    Right: 标题: 云溪县人民政府办公室转发县教育局关于防溺水工作的通知
    """
    match = _DOUBLED.search(one_line(document.title))
    if match:
        wanted = f"的{match[1]}" if match[1] else "关于"
        yield fault(f"标题里的“{match[0]}”重复，只留一个“{wanted}”", "标题")


@rule("title.enclosed", "", "惯例")
def enclosed(document: Document) -> Iterator[Fault]:
    """通知标题里写的名称，与印发件的标题一致；印发几件的，件数和次序也一致。

    Wrong: 标题: 云溪县人民政府办公室关于印发云溪县防汛抢险方案的通知
    Right: 标题: 云溪县人民政府办公室关于印发云溪县防汛应急方案的通知
    Base: 印发
    """
    carried = carried_title(document.title)
    if document.carried and len(names := _QUOTED.findall(carried)) > 1:
        yield from _carried_in_turn(names, document)
        return
    if _SEVERAL.search(carried) or not carried:
        return
    for way, enclosed in document.carried:
        if not names_title(carried, enclosed.title):
            own = one_line(enclosed.title)
            message = f"标题里写“{carried}”，印发件的标题是“{own}”，请核对，改成一致"
            yield fault(message, (*way, "标题"))


def _carried_in_turn(names: Sequence[str], document: Document) -> Iterator[Fault]:
    """Yield where the documents that the title names one by one are others than those that are carried."""
    if len(names) != len(document.carried):
        message = f"标题里写了{len(names)}件，印发件有{len(document.carried)}件，请核对"
        yield fault(message, "标题")
        return
    for name, (way, enclosed) in zip(names, document.carried, strict=True):
        if not names_title(name, enclosed.title):
            own = one_line(enclosed.title)
            yield fault(
                f"标题里写“《{name}》”，这一件印发件的标题是“{own}”，请核对，改成一致", (*way, "标题")
            )


def one_line(title: str) -> str:
    """Return ``title`` without its line breaks and spaces."""
    return "".join(title.split())


def carried_title(title: str) -> str:
    """Return what the notice of this ``title`` carries: 关于印发防汛预案的通知 → 防汛预案; "" for nothing."""
    match = _CARRIES.search(_bare(title))
    return match["carried"] if match else ""


def names_title(carried: str, title: str) -> bool:
    """Whether ``carried``, out of the title of a notice, names the document of this ``title``.

    It may leave out the agency, the kind and 的, and may name other documents too.
    """
    inner, outer = _matter(title), _matter(carried)
    return bool(outer) and (inner in outer or inner.endswith(outer))


def same_matter(one: str, other: str) -> bool:
    """Whether two titles are about the same, agencies, quotes, （试行） and the kind left out."""
    return _matter(one) == _matter(other) != ""


def _matter(title: str) -> str:
    """Return what a title is about: behind the last 关于, without quotes, notes, 的 and the kind."""
    text = one_line(title).translate(_QUOTES).translate(_MARKS).rstrip(END_MARKS).rpartition("关于")[2]
    return _TAIL.sub("", _NAME_NOTE.sub("", text))


def _bare(title: str) -> str:
    """Return ``title`` on one line without the mark and the notes in brackets at its end."""
    text = one_line(title).rstrip(END_MARKS)
    while match := _NOTE.search(text):
        text = text[: match.start()]
    return text


def _told_kind(title: str) -> str:
    """Return the kind that ``title`` ends with; "" when it ends with none."""
    bare = _bare(title)
    match = _TAIL.search(bare)
    return _ENDINGS[match[0]] if match else "函" if _ANSWER.search(bare) else ""


def _end_of(title: str) -> str:
    text = one_line(title)
    return text if len(text) <= _SHOWN else f"…{text[-_SHOWN:]}"
