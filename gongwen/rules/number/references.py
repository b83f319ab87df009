"""Documents that are cited: title first, then the 发文字号 in brackets; the form of that number."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.rules.rule import EVERYWHERE, PROSE, Part, Slip, rule
from gongwen.rules.words.spans import is_quoted
from gongwen.terms import attachment_mention, reference
from gongwen.terms import number as doc_number
from gongwen.terms.number import FoundNumber, Oddity
from gongwen.terms.reference import write

_TEXTS: frozenset[Part] = PROSE | {"标题", "版头"}

_IN_FORCE = "2012-07-01"

_LONGEST_CODE = 7
"""The longest code of an agency that is told from the words before it, characters."""


def _odd(text: str, *oddities: Oddity) -> Iterator[FoundNumber]:
    """Yield the numbers in ``text``, outside titles and addresses, that have one of ``oddities``."""
    for number in doc_number.cited(text):
        if number.odd.intersection(oddities) and not is_quoted(text, number.start, number.end):
            yield number


def _references(text: str, oddity: reference.Oddity) -> Iterator[reference.FoundReference]:
    return (each for each in reference.find_all(text) if oddity in each.odd)


@rule(
    "references.brackets",
    "GB/T 9704 7.2.5",
    "应当",
    "修正",
    _TEXTS,
    since=_IN_FORCE,
    signs=doc_number.OPENING,
)
def brackets(text: str) -> Iterator[Slip]:
    """发文字号的年份用六角括号“〔〕”括入。

    Wrong: 按照云政办发[2024]12号要求 Right: 按照云政办发〔2024〕12号要求
    """
    for number in _odd(text, "括号", "年字"):
        start, end = number.parts["open"][0], number.parts["close"][1]
        if "年份" not in number.odd:
            wanted = f"〔{number.value.year}〕"
            yield Slip(start, end, f"发文字号的年份“{text[start:end]}”应写成“{wanted}”", wanted)


@rule(
    "references.short-year",
    "GB/T 9704 7.2.5",
    "应当",
    "建议",
    _TEXTS,
    since=_IN_FORCE,
    signs=doc_number.OPENING,
)
def short_year(text: str) -> Iterator[Slip]:
    """发文字号的年份写全四位。

    Wrong: 云政办发〔24〕12号 Right: 云政办发〔2024〕12号
    """
    for number in _odd(text, "年份"):
        start, end = number.parts["open"][0], number.parts["close"][1]
        wanted = f"〔{number.value.year}〕"
        yield Slip(start, end, f"发文字号的年份应写全四位：{wanted}", wanted)


@rule("references.zeros", "GB/T 9704 7.2.5", "应当", "修正", _TEXTS, since=_IN_FORCE)
def zeros(text: str) -> Iterator[Slip]:
    """发文字号的顺序号不编虚位。

    Wrong: 云政办发〔2024〕012号 Right: 云政办发〔2024〕12号
    """
    for number in _odd(text, "虚位"):
        start, end = number.parts["serial"]
        digits = len(text[start:end].lstrip("0"))
        yield Slip(start, end - digits, "发文字号的顺序号不编虚位，前面的“0”应删去", "")


@rule("references.ordinal", "GB/T 9704 7.2.5", "应当", "修正", _TEXTS, since=_IN_FORCE)
def ordinal(text: str) -> Iterator[Slip]:
    """发文字号的顺序号前不加“第”字。

    Wrong: 云政办发〔2024〕第12号 Right: 云政办发〔2024〕12号
    """
    for number in _odd(text, "第"):
        if not number.value.code.endswith(("字", "令")):
            yield Slip(*number.parts["ordinal"], "发文字号的顺序号前不加“第”字", "")


@rule("references.spaces", "", "惯例", "修正", _TEXTS)
def spaces(text: str) -> Iterator[Slip]:
    """发文字号中间不空格。

    Wrong: 晋政办发〔2022〕80 号 Right: 晋政办发〔2022〕80号
    """
    for number in _odd(text, "空格"):
        start = number.parts["code"][1]
        wanted = "".join(text[start : number.end].split())
        yield Slip(start, number.end, f"发文字号中间不空格：{wanted}", wanted)


@rule("references.no-end", "GB/T 9704 7.2.5", "应当", "修正", _TEXTS, since=_IN_FORCE)
def no_end(text: str) -> Iterator[Slip]:
    """发文字号的顺序号后加“号”字。

    Wrong: （云政办发〔2024〕12） Right: （云政办发〔2024〕12号）
    """
    for number in _odd(text, "缺号"):
        yield Slip(number.end, number.end, "发文字号的顺序号后应加“号”字", "号")


@rule("references.number-first", "", "惯例", "建议", ("正文",))
def number_first(text: str) -> Iterator[Slip]:
    """引用公文先引标题，后引发文字号。

    Wrong: 根据云政办发〔2024〕12号《关于做好防汛工作的通知》要求
    Right: 根据《关于做好防汛工作的通知》（云政办发〔2024〕12号）要求
    """
    for cited in _references(text, "字号在前"):
        code = cited.value.number.code
        is_told = 2 <= len(code) <= _LONGEST_CODE and not text.startswith("（", cited.end)
        wanted = write(cited.value) if is_told else None
        yield Slip(cited.start, cited.end, "引用公文应当先引标题，后引发文字号，发文字号放在括号里", wanted)


@rule("references.bare-number", "", "惯例", "建议", ("正文",))
def bare_number(text: str) -> Iterator[Slip]:
    """引用公文，发文字号放在标题后面的括号里。

    Wrong: 根据《防汛工作通知》云政办发〔2024〕12号要求 Right: 根据《防汛工作通知》（云政办发〔2024〕12号）要求
    """
    for cited in _references(text, "无括号"):
        start, end = cited.parts["number"]
        yield Slip(start, end, "标题后面的发文字号应放在括号里", f"（{text[start:end]}）")


@rule("references.no-title", "", "惯例", "提示", ("正文",))
def no_title(text: str) -> Iterator[Slip]:
    """引用公文写出标题，不只写发文字号。

    Wrong: 根据云政办发〔2024〕12号文件精神 Right: 根据《关于做好防汛工作的通知》（云政办发〔2024〕12号）精神
    """
    for cited in _references(text, "无标题"):
        start = cited.parts["bracket"][0]
        yield Slip(start, cited.end, "引用公文应当写出标题，发文字号放在标题后面的括号里")


@rule("references.unquoted", "", "惯例", "提示", ("正文",))
def unquoted(text: str) -> Iterator[Slip]:
    """引用的公文标题加书名号。

    Wrong: 根据县政府关于做好防汛工作的通知（云政办发〔2024〕12号）
    Right: 根据县政府《关于做好防汛工作的通知》（云政办发〔2024〕12号）
    """
    for cited in _references(text, "无书名号"):
        yield Slip(*cited.parts["title"], "引用的公文标题应加书名号")


@rule("references.attachment", "GB/T 9704 7.3.4", "一般", "建议", EVERYWHERE, since=_IN_FORCE, signs="附")
def attachment(text: str) -> Iterator[Slip]:
    """附件的序号用阿拉伯数字。

    Wrong: 具体分工（见附件一） Right: 具体分工（见附件1）
    """
    for span, number in attachment_mention.in_chinese(text):
        if not is_quoted(text, *span):
            yield Slip(*span, f"附件的序号用阿拉伯数字：附件{number}", str(number))
