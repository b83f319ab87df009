"""Documents that are cited: title first, then the 发文字号 in brackets; the form of that number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.rules.line_rule import EVERYWHERE, PROSE, Part, Slip, word_rule
from gongwen.rules.words.spans import HAN, NUMERALS, outside, slip_of, slips_outside, titles

_TEXTS: frozenset[Part] = PROSE | {"标题", "版头"}

_IN_FORCE = "2012-07-01"

_OPEN, _CLOSE = "[［【〖﹝「{〔(（„", "]］】〗﹞」}〕)）‟"
_YEAR = r"(?:19|20)\d{2}"
_BRACKETS = re.compile(
    rf"(?<=[{HAN}])(?<![准许证]字)(?<!案)(?P<at>[{re.escape(_OPEN)}] ?(?P<year>{_YEAR})年? ?[{re.escape(_CLOSE)}])"
    r"(?= ?第? ?\d{1,5}(?: ?号|[）；。]|$))"
)
_CODE_END = re.compile("[发函字办电令]")
_SHORT = re.compile(r"(?<=[发函字办电令])〔(?P<year>\d{2})〕(?=\d{1,5}号)")
_CENTURY_TURNS = 50
"""A year of two digits from here on belongs to the 20th century."""
_ZEROS = re.compile(rf"(?<=[{HAN}])〔{_YEAR}〕第?(?P<at>0{{1,4}})(?=[1-9]\d{{0,4}}号)")
_ORDINAL = re.compile(rf"(?<=[{HAN}])(?<![字令])〔{_YEAR}〕(?P<at>第)(?=\d{{1,5}}号)")
_SPACED = re.compile(
    rf"(?<=[{HAN}])[ \u3000]{{0,3}}〔[ \u3000]{{0,3}}{_YEAR}[ \u3000]{{0,3}}〕[ \u3000]{{0,3}}第?[ \u3000]{{0,3}}\d{{1,5}}[ \u3000]{{0,3}}号"
)
_NO_END = re.compile(rf"(?<=[发函字办电])〔{_YEAR}〕\d{{1,5}}(?P<at>)(?=[）；。]|$)")
_NUMBER = rf"〔{_YEAR}〕\d{{1,5}}号"
_NUMBER_FIRST = re.compile(rf"(?P<code>[{HAN}]{{2,16}})(?P<number>{_NUMBER})(?:文件|文)?(?P<at>)(?=《)")
_LEAD = re.compile(
    "根据|按照|依据|依照|落实|贯彻|执行|转发|印发|遵照|参照|结合|关于|学习|下发|和|及|与|以|对"
)
_LONGEST_CODE = 7
"""The longest code of an agency that is told from the words before it, characters."""
_BARE = re.compile(
    rf"》(?P<at>(?![和与及或由经以自在已被将从中的])[{HAN}]{{2,6}}{_NUMBER})(?=[，。；、）]|$|要求|精神|规定|已?收悉)"
)
_NO_TITLE = re.compile(
    rf"(?<![》〕）（])[{HAN}]{{2,16}}(?P<at>{_NUMBER}(?:文件|文))(?=精神|要求|规定|通知|的|，|。|已?收悉)"
)
_UNQUOTED = re.compile(
    rf"(?:根据|按照|依据|依照|贯彻|落实|遵照|[你贵我][局厅委办院校部处镇乡县市区州省])(?P<at>[^《》〈〉，。；：（）]{{0,60}}关于[^《》〈〉，。；：（）]{{2,60}}的"
    rf"(?:通知|意见|决定|规定|批复|函|请示|报告|通报|公告|通告))（[{HAN}]{{2,14}}{_NUMBER}"
)
_ATTACHMENT = re.compile(rf"附件(?P<at>[{NUMERALS}])(?=[）)。；]|、附件|和附件|$)")


@word_rule("references.brackets", "GB/T 9704 7.2.5", "应当", "修正", _TEXTS, since=_IN_FORCE)
def brackets(text: str) -> Iterator[Slip]:
    """发文字号的年份用六角括号“〔〕”括入。

    Wrong: 按照云政办发[2024]12号要求 Right: 按照云政办发〔2024〕12号要求
    """
    for match in outside(_BRACKETS, text):
        mark = match["at"][0] + match["at"][-1]
        is_round = mark[0] in "(（" and mark[1] in ")）"
        if mark == "〔〕" and "年" not in match["at"]:
            continue
        if not is_round or _CODE_END.match(text, match.start() - 1):
            wanted = f"〔{match['year']}〕"
            yield slip_of(match, f"发文字号的年份“{{}}”应写成“{wanted}”", wanted)


@word_rule("references.short-year", "GB/T 9704 7.2.5", "应当", "建议", _TEXTS, since=_IN_FORCE)
def short_year(text: str) -> Iterator[Slip]:
    """发文字号的年份写全四位。

    Wrong: 云政办发〔24〕12号 Right: 云政办发〔2024〕12号
    """
    for match in outside(_SHORT, text):
        wanted = ("19" if int(match["year"]) >= _CENTURY_TURNS else "20") + match["year"]
        yield slip_of(match, f"发文字号的年份应写全四位：〔{wanted}〕", f"〔{wanted}〕")


@word_rule("references.zeros", "GB/T 9704 7.2.5", "应当", "修正", _TEXTS, since=_IN_FORCE)
def zeros(text: str) -> Iterator[Slip]:
    """发文字号的顺序号不编虚位。

    Wrong: 云政办发〔2024〕012号 Right: 云政办发〔2024〕12号
    """
    yield from slips_outside(_ZEROS, text, "发文字号的顺序号不编虚位，前面的“0”应删去", "")


@word_rule("references.ordinal", "GB/T 9704 7.2.5", "应当", "修正", _TEXTS, since=_IN_FORCE)
def ordinal(text: str) -> Iterator[Slip]:
    """发文字号的顺序号前不加“第”字。

    Wrong: 云政办发〔2024〕第12号 Right: 云政办发〔2024〕12号
    """
    yield from slips_outside(_ORDINAL, text, "发文字号的顺序号前不加“第”字", "")


@word_rule("references.spaces", "", "惯例", "修正", _TEXTS)
def spaces(text: str) -> Iterator[Slip]:
    """发文字号中间不空格。

    Wrong: 晋政办发〔2022〕80 号 Right: 晋政办发〔2022〕80号
    """
    for match in outside(_SPACED, text):
        wanted = re.sub("[ \u3000]", "", match[0])
        if wanted != match[0]:
            yield slip_of(match, f"发文字号中间不空格：{wanted}", wanted)


@word_rule("references.no-end", "GB/T 9704 7.2.5", "应当", "修正", _TEXTS, since=_IN_FORCE)
def no_end(text: str) -> Iterator[Slip]:
    """发文字号的顺序号后加“号”字。

    Wrong: （云政办发〔2024〕12） Right: （云政办发〔2024〕12号）
    """
    yield from slips_outside(_NO_END, text, "发文字号的顺序号后应加“号”字", "号")


@word_rule("references.number-first", "", "惯例", "建议", ("正文",))
def number_first(text: str) -> Iterator[Slip]:
    """引用公文先引标题，后引发文字号。

    Wrong: 根据云政办发〔2024〕12号《关于做好防汛工作的通知》要求
    Right: 根据《关于做好防汛工作的通知》（云政办发〔2024〕12号）要求
    """
    ends = dict(titles(text))
    for match in outside(_NUMBER_FIRST, text):
        end = ends.get(match.end(), len(text))
        title = text[match.end() : end]
        if not title.endswith("》") or text[match.start() - 1 : match.start()] in ("（", "("):
            continue
        leads = list(_LEAD.finditer(match["code"]))
        start = match.start() + (leads[-1].end() if leads else 0)
        code = text[start : match.end("code")]
        is_told = 2 <= len(code) <= _LONGEST_CODE and not text.startswith("（", end)
        wanted = f"{title}（{code}{match['number']}）" if is_told else None
        yield Slip(start, end, "引用公文应当先引标题，后引发文字号，发文字号放在括号里", wanted)


@word_rule("references.bare-number", "", "惯例", "建议", ("正文",))
def bare_number(text: str) -> Iterator[Slip]:
    """引用公文，发文字号放在标题后面的括号里。

    Wrong: 根据《防汛工作通知》云政办发〔2024〕12号要求 Right: 根据《防汛工作通知》（云政办发〔2024〕12号）要求
    """
    for match in _BARE.finditer(text):
        yield slip_of(match, "标题后面的发文字号应放在括号里", r"（\g<at>）")


@word_rule("references.no-title", "", "惯例", "提示", ("正文",))
def no_title(text: str) -> Iterator[Slip]:
    """引用公文写出标题，不只写发文字号。

    Wrong: 根据云政办发〔2024〕12号文件精神 Right: 根据《关于做好防汛工作的通知》（云政办发〔2024〕12号）精神
    """
    yield from slips_outside(_NO_TITLE, text, "引用公文应当写出标题，发文字号放在标题后面的括号里")


@word_rule("references.unquoted", "", "惯例", "提示", ("正文",))
def unquoted(text: str) -> Iterator[Slip]:
    """引用的公文标题加书名号。

    Wrong: 根据县政府关于做好防汛工作的通知（云政办发〔2024〕12号）
    Right: 根据县政府《关于做好防汛工作的通知》（云政办发〔2024〕12号）
    """
    yield from slips_outside(_UNQUOTED, text, "引用的公文标题应加书名号")


@word_rule("references.attachment", "GB/T 9704 7.3.4", "一般", "建议", EVERYWHERE, since=_IN_FORCE)
def attachment(text: str) -> Iterator[Slip]:
    """附件的序号用阿拉伯数字。

    Wrong: 具体分工（见附件一） Right: 具体分工（见附件1）
    """
    for match in outside(_ATTACHMENT, text):
        wanted = str(NUMERALS.index(match["at"]) + 1)
        yield slip_of(match, f"附件的序号用阿拉伯数字：附件{wanted}", wanted)
