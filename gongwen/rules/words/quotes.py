"""书名号 and 引号: side by side, one within another, of the wrong form, without their fellow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.pattern import pattern
from gongwen.rules.rule import EVERYWHERE, PROSE, Part, Slip, rule
from gongwen.rules.words.spans import HAN, is_quoted, slip_of

_TEXTS: frozenset[Part] = PROSE | {"标题"}

_HAN = pattern(rf"[{HAN}]")
_SEARCHED = 60
"""How much of a quotation is searched for Chinese, characters."""
_BETWEEN = pattern("(?<=》)、(?=《)|(?<=”)、(?=“)")
_STRAIGHT = pattern('"')
_STRAIGHT_SINGLE = pattern(rf"[“”]|'(?P<text>(?=[^']{{0,60}}[{HAN}])[^'“”]{{1,60}})'")
_QUOTE = pattern("[“”]")
_TITLE_MARK = pattern("[《》〈〉]")
_ANGLES = pattern(rf"<<(?=[{HAN}“])(?P<title>[^<>\n]{{2,80}}?)>>")
_INNER_ANGLES = pattern(rf"(?<![A-Za-z0-9])<(?=[{HAN}“])(?P<title>[^<>《》\n]{{2,80}})>")
_OUTER_ANGLES = pattern(rf"[<〈](?=[{HAN}“])(?P<title>[^<>〈〉《》，。；\n]{{2,60}})[>〉]")
_TITLE_WORD = pattern(
    r"(?:法|条例|规定|办法|通知|意见|方案|细则|决定|纲要|规划|计划|标准|批复|报告|通报|规则|公告|通告|函|纪要)(?:（[^（）]{1,20}）)?"
)
_CLOSING_TAIL = pattern("[。，；！？）]{0,3}")


@rule(
    "quotes.comma-between", "GB/T 15834 4.5.3.5", "一般", "建议", EVERYWHERE, since="2012-06-01", signs="》”"
)
def comma_between(text: str) -> Iterator[Slip]:
    """并列的书名号之间、并列的引号之间通常不用顿号。

    Wrong: 认真学习《纲要》、《条例》。 Right: 认真学习《纲要》《条例》。
    """
    for match in _BETWEEN.finditer(text):
        yield Slip(*match.span(), "并列的书名号、引号之间通常不用顿号", "")


@rule("quotes.straight", "GB/T 15834 4.8", "一般", "建议", _TEXTS, signs='"')
def straight(text: str) -> Iterator[Slip]:
    """引号用“”，不用直引号。

    Wrong: 开展"双减"督查。 Right: 开展“双减”督查。
    """
    marks = list(_STRAIGHT.finditer(text))
    if len(marks) % 2:
        return
    for opening, closing in zip(marks[::2], marks[1::2], strict=True):
        within = text[opening.end() : min(closing.start(), opening.end() + _SEARCHED)]
        if _HAN.search(within) and not _is_inch(text, opening.start()):
            yield slip_of(opening, "中文引号用弯引号“”，不用直引号", "“")
            yield slip_of(closing, "中文引号用弯引号“”，不用直引号", "”")


def _is_inch(text: str, index: int) -> bool:
    """Whether the mark at ``index`` stands behind a digit, as a sign of inches does."""
    return text[max(0, index - 1) : index].isdecimal()


@rule("quotes.straight-single", "GB/T 15834 4.8", "一般", "建议", _TEXTS, signs="'")
def straight_single(text: str) -> Iterator[Slip]:
    """引号用“”，不用直的单引号。

    Wrong: 推行'一网通办'改革。 Right: 推行“一网通办”改革。
    """
    is_within = False
    for match in _STRAIGHT_SINGLE.finditer(text):
        if match["text"] is None:
            is_within = match[0] == "“"
        else:
            wanted = r"‘\g<text>’" if is_within else r"“\g<text>”"
            yield slip_of(match, "中文引号用弯引号，不用直引号", wanted)


@rule("quotes.direction", "GB/T 15834 4.8", "一般", "建议", _TEXTS, signs="“”")
def direction(text: str) -> Iterator[Slip]:
    """引号前一半用“，后一半用”。

    Wrong: 坚持“一岗双责“的要求。 Right: 坚持“一岗双责”的要求。
    """
    marks = list(_QUOTE.finditer(text))
    if len(marks) % 2 or text.count("“") == text.count("”"):
        return
    for index, mark in enumerate(marks):
        wanted = "“”"[index % 2]
        if mark[0] != wanted:
            yield slip_of(mark, f"引号的方向不对，应为“{wanted}”", wanted)


@rule("quotes.nested", "GB/T 15834 4.8", "一般", "建议", _TEXTS, signs="“”")
def nested(text: str) -> Iterator[Slip]:
    """引号里再用引号时，里面的用单引号‘’。

    Wrong: 他指出：“要落实“三管三必须”要求。” Right: 他指出：“要落实‘三管三必须’要求。”
    """
    marks = list(_QUOTE.finditer(text))
    depths = _depths([mark[0] == "“" for mark in marks])
    if depths is None or max(depths, default=0) != 2:
        return
    for mark, depth in zip(marks, depths, strict=True):
        if depth == 2:
            yield slip_of(mark, "引号里面再用引号时，里面用单引号", "‘" if mark[0] == "“" else "’")


@rule("quotes.nested-titles", "GB/T 15834 4.15", "一般", "修正", EVERYWHERE, signs="《〈")
def nested_titles(text: str) -> Iterator[Slip]:
    """书名号里再用书名号时，里面的用单书名号〈〉。

    Wrong: 《关于印发《云岭县预算管理办法》的通知》 Right: 《关于印发〈云岭县预算管理办法〉的通知》
    """
    marks = list(_TITLE_MARK.finditer(text))
    depths = _depths([mark[0] in "《〈" for mark in marks]) or []
    opened = 0
    for index, depth in enumerate(depths):
        opened = index if depth == 1 and marks[index][0] in "《〈" else opened
        if depth == 1 and marks[index][0] in "》〉" and index - opened > 1:
            yield from _titles_in_turn(marks[opened : index + 1], depths[opened : index + 1])


def _titles_in_turn(marks: list[re.Match[str]], depths: list[int]) -> Iterator[Slip]:
    """Yield the marks of a title and of those within it that are not 《》 and 〈〉 in turn."""
    for mark, depth in zip(marks, depths, strict=True):
        wanted = ("《》" if depth % 2 else "〈〉")[mark[0] in "》〉"]
        if mark[0] != wanted:
            yield slip_of(mark, f"书名号里面再用书名号时，外面用《》，里面用〈〉，此处应为“{wanted}”", wanted)


@rule("quotes.angles", "GB/T 15834 4.15", "一般", "修正", EVERYWHERE, signs="<")
def angles(text: str) -> Iterator[Slip]:
    """书名号用《》〈〉，不用小于号、大于号。

    Wrong: 《关于印发<云岭县预算管理办法>的通知》 Right: 《关于印发〈云岭县预算管理办法〉的通知》
    """
    for match in _ANGLES.finditer(text):
        yield slip_of(match, "书名号用《》，不用小于号、大于号", r"《\g<title>》")
    for match in _INNER_ANGLES.finditer(text):
        if is_quoted(text, *match.span()):
            yield slip_of(match, "书名号里面的书名号用〈〉，不用小于号、大于号", r"〈\g<title>〉")


@rule("quotes.single-title", "GB/T 15834 4.15", "一般", "建议", _TEXTS, signs="<〈")
def single_title(text: str) -> Iterator[Slip]:
    """不在书名号里面的标题用《》，不用〈〉。

    Wrong: 执行〈云岭县预算管理办法〉的规定。 Right: 执行《云岭县预算管理办法》的规定。
    """
    for match in _OUTER_ANGLES.finditer(text):
        if _TITLE_WORD.search(match["title"][-24:]) and not is_quoted(text, *match.span()):
            yield slip_of(match, "单独使用的书名号用《》", r"《\g<title>》")


@rule(
    "quotes.unpaired", "GB/T 15834 4.15", "一般", "提示", ("正文", "附注"), needs="paragraphs", signs="《》“”"
)
def unpaired(text: str) -> Iterator[Slip]:
    """书名号、引号前后两半都有；分几段引用的除外。

    Wrong: 认真学习《纲要，抓好落实。 Right: 认真学习《纲要》，抓好落实。
    """
    for opening, closing in ("《》", "“”"):
        odd = _odd_mark(text, opening, closing)
        is_turned = opening == "“" and next(iter(direction.find(text)), None) is not None
        if odd is not None and not is_turned and not (opening == "“" and _runs_on(text, odd)):
            yield Slip(odd, odd + 1, f"“{text[odd]}”没有与它配对的另一半，请核对")


def _odd_mark(text: str, opening: str, closing: str) -> int | None:
    """Return where the first mark without its fellow stands; None when all are in pairs."""
    opened: list[int] = []
    for match in re.finditer(f"[{opening}{closing}]", text):
        if match[0] == opening:
            opened.append(match.start())
        elif opened:
            opened.pop()
        else:
            return match.start()
    return opened[0] if opened else None


def _runs_on(text: str, odd: int) -> bool:
    """Whether the quotation opens with its line, or closes with it, and so goes over several lines."""
    if text[odd] == "“":
        return odd == 0 or text.rfind("：", 0, odd) == odd - 1
    return _CLOSING_TAIL.fullmatch(text, odd + 1) is not None


def _depths(opens: list[bool]) -> list[int] | None:
    """Return how deep each mark stands (1 is the outermost); None when they make no pairs."""
    depths: list[int] = []
    depth = 0
    for is_opening in opens:
        depth += is_opening
        depths.append(depth)
        depth -= not is_opening
        if depth < 0:
            return None
    return None if depth else depths
