"""The head of a text without blanks: mark, number, title and those addressed, each behind the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from gongwen.pattern import HANZI, pattern
from gongwen.recognise.single_lines import CABLE_HEAD, DRAFT_PAPER, PURPOSE
from gongwen.recognise.surroundings.glued_doc_number import doc_number_span
from gongwen.terms import date, kind, label, number, recipients, secrecy, signers, title
from gongwen.terms.agency import is_agency, is_issuer_mark
from gongwen.terms.number import CABLE_NUMBER
from gongwen.terms.secrecy import HANDLING
from gongwen.terms.titles.subtitle import ENACTS
from gongwen.zh.spaces import tighten
from gongwen.zh.traditional import simplify

_STATUTORY = pattern(rf"的(?:{kind.NAMES})$|会议?纪要$|(?:情况|工作|名单)(?:汇报|报告)$")
_PLAN = pattern(
    r"[^，。；：]{6,50}(?:工作|实施|行动|活动|应急|处置|建设|推广|应用)(?:方案|计划|预案|要点|规划)"
)
"""A plan that stands alone and says who it is of and what for."""
_KIND = pattern(rf"(?:{kind.PAPERS})(?:\s*[（(][^（()）]{{1,14}}[）)])?")
_LONGEST_TITLE, _LEAST_TITLE = 160, 6
_LEAST_NAME = 3
_LEAST_BODY = 12
"""Characters of a text behind those addressed."""
_OPEN, _CLOSE = "《〈“「<", "》〉”」>"
_OPENS_BODY = pattern(
    rf"{PURPOSE}|{date.MONTH_AND_DAY}|兹?定于|拟|根据|按照?|依据|经|《|现|你|近|\d{{4}}年|当前|今年|去年|自|日前|兹|鉴于|遵照|[一二][、.．]|{label.CHAPTER_OR_ARTICLE}"
)
"""How the first sentence begins behind a title that is addressed to nobody."""
_ADDRESSED = pattern(r"[^。！？：:]{2,400}[：:]")
_ORDER = pattern(rf"\s*{HANZI}{{4,30}}?(?:令|公告|通告|纪要)\s*(?P<number>{number.DATED_COUNT})")
"""The mark of an order with its number."""
_MARK_WORD = pattern(r"\s*[\u3400-\u9fff（）()、\s]{3,60}?文\s*件\s*")
_FILE_WORD = pattern("(?:部门)?文件$")
_SIGN = pattern(r"\s*[★☆●■◆＊*]+\s*")
"""What stands between the number and the title in place of the red line."""
_PAGE_WORD = pattern(r"[\d>＞»|：:】]")
_NAMES_BEFORE = pattern(r"[\u3400-\u9fff（）、\s]*$")
"""The agency that opens a title, behind what a page says above it."""
_SUBTITLE = pattern(r"\s*[（(][^（）()]{4,60}(?:日|通过|批准|发布|公布|修订|修正)[）)]")
"""What stands in brackets below a title: its day, who adopted it."""
_LONGEST_MARK, _LONGEST_HEAD, _MOST_LABELS = 60, 900, 8
_DRAFT_PAPER = pattern(DRAFT_PAPER)
_URGENT = pattern(
    rf"(?:(?<=公司)|(?<=事项))(?:特急|特提|加急|平急)(?={HANZI}{{1,10}}{number.YEAR_IN_BRACKETS}|关于)"
)
"""紧急程度 between the mark of an enterprise and the number."""
_HANDLED = pattern(HANDLING)
_CABLE = pattern(rf"\s*{CABLE_NUMBER}\s*")
_CABLE_HEAD = pattern(rf"(?:{CABLE_HEAD})(?=等\s*级)")
_DOUBLED = pattern(rf"\s*(?P<name>{HANZI}{{4,30}})(?=\s*(?P=name)$)")
"""The agency alone as the mark, before the one that opens the title."""
_RELEASED = pattern(
    rf"\s*[\u3400-\u9fff（）()]{{4,30}}?(?P<signers>\s*{signers.LABEL}(?:{HANZI}{{2,4}}|[XＸ×]{{2,3}}))(?={date.DAY})"
)
"""Who issues minutes and who released them, between their number and their first sentence."""
_MASKED = pattern(r"[XＸxｘ×*＊]{2,4}\s*")
"""A name that was left out."""
_SENTENCES = pattern("一、|，[^《》]*，[^《》]*，")
"""What no title has in it: the first heading of the text, the pauses of a sentence."""
_LONGEST_NAMES = 20
_NEAR = 2
"""Blanks between a title and the number behind it."""
_FIRST_CLAUSE = pattern(r"[^。]{10,}?[，。]")


@dataclass(frozen=True, slots=True)
class Head:
    """Where the parts of the head of a text begin, and what its title says."""

    cuts: tuple[int, ...]
    title: str = ""
    mark: str = ""
    """The agency above the number, several as they are written."""


def find_head(text: str) -> Head | None:
    """Return the head of a text that begins with it: mark, number, title and those addressed; None without a title."""
    if order := _ORDER.match(text):
        below = None if ENACTS.match(text[order.end() :].lstrip()) else find_head(text[order.end() :])
        moved = tuple(order.end() + cut for cut in below.cuts) if below else ()
        return Head((order.start("number"), order.end(), *moved), below.title if below else "")
    small = sorted({*_small_elements(text), *_handling_cuts(text[:_LONGEST_MARK])})
    found = doc_number_span(text[: _LONGEST_TITLE * 2], small[-1] if small else 0)
    head = _told_head(text, found, small[-1] if small else 0)
    if head is None:
        return None
    mark = _mark_of(text[small[-1] if small else 0 : found[0]]) if found else ""
    return replace(head, cuts=tuple(sorted({*small, *head.cuts})), mark=mark)


def _mark_of(above: str) -> str:
    """Return the agency that all of ``above`` a number names, 文件 behind it apart; "" for other words."""
    mark = _FILE_WORD.sub("", tighten(_HANDLED.sub("", above)))
    return mark if is_agency(mark) else ""


def _small_elements(text: str) -> Iterator[int]:
    """Yield where 份号, 密级 and 紧急程度 end with which ``text`` begins, below the form of a 明电."""
    index = cable.end() if (cable := _CABLE_HEAD.match(text)) else 0
    yield from (index,) if index else ()
    while (found := secrecy.read_start(text[index:])) is not None and found.end:
        index += found.end
        yield index


def _handling_cuts(text: str) -> Iterator[int]:
    """Yield where words begin and end that stand above or beside a mark: those of an enterprise, 紧急程度."""
    for form in (_HANDLED, _URGENT, _DRAFT_PAPER):
        if match := form.search(text):
            yield from (index for index in match.span() if index)


def _told_head(text: str, found: tuple[int, int] | None, start: int) -> Head | None:
    """Return the head of ``text`` from ``start`` on, whose number is ``found``."""
    first = _signers_end(text, start, found) if found else 0
    first = first or (found[1] if found and found[0] < _LONGEST_MARK else start)
    for addressed in islice(_ADDRESSED.finditer(text, first, first + _LONGEST_HEAD), _MOST_LABELS):
        if "。" in text[first : addressed.start()] and (untold := _untold_head(text, found)):
            return untold
        head = _addressed_head(
            text, found, start if addressed.start() == first else addressed.start(), addressed
        )
        if head is not None:
            return head
    return _numbered_head(text, found, first) or _untold_head(text, found)


def _numbered_head(text: str, found: tuple[int, int] | None, start: int) -> Head | None:
    """Return the head of a text that is a title with its number, and its day in brackets, and nothing else."""
    if found is None or text[_behind_bracket(text, found[1]) :].strip():
        return None
    begin = _behind_mark(text, min(start, found[0]), found[0])
    begin = 0 if begin >= found[0] else begin
    return (
        _head(text, found, begin, found[0], found[1])
        if title_end(text, begin, found[0]) == found[0]
        else None
    )


def _addressed_head(
    text: str, found: tuple[int, int] | None, start: int, addressed: re.Match[str]
) -> Head | None:
    """Return the head that ends in the colon of ``addressed`` and begins at ``start`` or below; None without a title."""
    stop = addressed.end() - 1
    for begin, end in _spans(text, found, start, stop):
        own = title_end(text, begin, end)
        if own >= 0:
            behind = found[1] if found and found[0] == end else own
            behind = _behind_bracket(text, behind)
            is_addressed = _are_addressed(text, behind, stop)
            return _head(text, found, begin, own, addressed.end() if is_addressed else behind)
    return None


def _behind_bracket(text: str, index: int) -> int:
    """Return where what stands in brackets below a title ends, its day or who adopted it; ``index`` without any."""
    match = _SUBTITLE.match(text, index)
    return match.end() if match else index


def _are_addressed(text: str, start: int, stop: int) -> bool:
    """Whether those addressed stand before the colon at ``stop``: by their names, or by how the text opens behind it."""
    named = text[start:stop].lstrip(" ,，|｜;；")
    opens = text[stop : stop + 1] in "：:" and _OPENS_BODY.match(text[stop + 1 :].lstrip()) is not None
    return recipients.read(named) is not None or (opens and recipients.may_be(named))


def _signers_end(text: str, start: int, found: tuple[int, int]) -> int:
    """Return where the names of 签发人 end behind the number, at the agency or at 关于; 0 where none are named."""
    signed = signers.find(text[found[1] :])
    if signed is None or text[found[1] : found[1] + signed.start].strip():
        return 0
    behind = found[1] + signed.parts["names"][0]
    mark = re.sub(r"文件$|\s", "", text[start : found[0]])
    if masked := _MASKED.match(text, behind):
        return masked.end()
    again = text.find(mark, behind) if len(mark) > _LEAST_NAME else -1
    about = text.find("关于", behind)
    index = again if again >= 0 else about
    return index if 0 <= index - behind <= _LONGEST_NAMES else 0


def _spans(text: str, found: tuple[int, int] | None, first: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield where the title may begin, and what it may reach to: the number behind it, or the colon."""
    if found and found[0] - first > _LEAST_TITLE:
        yield _behind_mark(text, first, found[0]), found[0]
    start = max(first, found[1]) if found and found[0] < stop else first
    signed = _signers_end(text, first, found) if found else 0
    yield _behind_mark(text, max(start, signed), stop), stop


def _behind_mark(text: str, start: int, stop: int) -> int:
    """Return where the title begins behind a 发文机关标志 or what a page says above it: at its agency, or at 关于."""
    for form in (_DRAFT_PAPER, _SIGN, _CABLE):
        start = sign.end() if (sign := form.match(text, start, stop)) else start
    about = text.find("关于", start, stop)
    above = text[start : about if about >= 0 else stop]
    if mark := _MARK_WORD.match(above):
        start, above = start + mark.end(), above[mark.end() :]
    if twice := _DOUBLED.match(above):
        return start + twice.end()
    if mark:
        return start
    words = _NAMES_BEFORE.search(above) if about >= 0 and _PAGE_WORD.search(above) else None
    return start + words.start() if words else start


def _head(text: str, found: tuple[int, int] | None, begin: int, own: int, stop: int) -> Head:
    spans = (*(found or ()), begin, own, stop)
    cuts = tuple(sorted({index for index in spans if 0 < index <= max(own, stop)}))
    return Head(cuts, text[begin:own])


def _untold_head(text: str, found: tuple[int, int] | None) -> Head | None:
    """Return the head of a text that addresses nobody, where the first sentence follows the title or the number."""
    first = _FIRST_CLAUSE.match(text)
    if first is None:
        return None
    is_behind = found is not None and (found[0] < _LEAST_TITLE or is_issuer_mark(text[: found[0]]))
    begin = found[1] if found and is_behind else 0
    for match in _KIND.finditer(simplify(text), begin, first.end()):
        is_near = found is not None and 0 <= found[0] - match.end() <= _NEAR
        behind = _behind_bracket(text, found[1] if found and is_near else match.end())
        if _is_title(text[begin : match.end()]) and _OPENS_BODY.match(text[behind:].lstrip()):
            own = found if found and found[1] <= behind else None
            return _head(text, own, begin, match.end(), behind)
    if found is None or "。" in text[: found[0]]:
        return None
    if released := _RELEASED.match(text, found[1]):
        return Head((*found, released.start("signers"), released.end()))
    return Head(found) if _OPENS_BODY.match(text[found[1] :].lstrip()) else None


def _is_title(text: str) -> bool:
    plain = simplify(text)
    if _PLAN.fullmatch(plain):
        return True
    return bool(not _is_open(text) and _STATUTORY.search(plain) and title.STARTS.search(plain))


def addressed_cuts(text: str) -> Iterator[int]:
    """Yield where the text begins behind those addressed with whom ``text`` begins, a number above them too."""
    found = number.read_start(text)
    is_numbered = found is not None and found.value.serial is not None and "open" in found.parts
    first = found.end if found and is_numbered else 0
    first = labelled.end() if (labelled := recipients.OTHER_LABEL.match(text, first)) else first
    match = _ADDRESSED.match(text, first)
    rest = text[match.end() :].strip() if match else ""
    if match and len(rest) >= _LEAST_BODY and re.search("[，。]", rest) and recipients.read(match[0]):
        yield from (first, match.end()) if first else (match.end(),)


def title_end(text: str, start: int, stop: int) -> int:
    """Return where the title ends that begins at ``start``, before those addressed or at ``stop``; -1 for none."""
    best, index = 0, -1
    for match in _KIND.finditer(simplify(text), start, stop):
        whole, rest = text[start : match.end()], text[match.end() : stop]
        if not _LEAST_TITLE <= len(whole) <= _LONGEST_TITLE or _is_open(whole) or _SENTENCES.search(whole):
            continue
        below = _behind_bracket(text, match.end())
        is_alone = not text[below:stop].strip()
        weight = _title_weight(simplify(whole), rest) if is_alone or _are_addressed(text, below, stop) else 0
        if weight > best:
            best, index = weight, match.end()
    return index


def _title_weight(whole: str, rest: str) -> int:
    """Return how much speaks for a title ``whole`` that ``rest`` follows; 0 for nothing."""
    if re.match(r"\s*[的》〉”、和与及]", rest):
        return 0
    bare = re.sub(r"[（(][^（()）]*[）)]$", "", whole)
    is_about = title.STARTS.search(whole) is not None or "对" in whole
    return 1 + 3 * (_STATUTORY.search(bare) is not None) + 2 * is_about


def _is_open(text: str) -> bool:
    """Whether a quotation that begins in ``text`` does not end in it; two that open are one, its end misread."""
    pairs = [(text.count(one), text.count(other)) for one, other in zip(_OPEN, _CLOSE, strict=True)]
    return any(opened > closed and not (opened == 2 and not closed) for opened, closed in pairs)
