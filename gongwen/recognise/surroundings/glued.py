"""Elements that stand behind each other on one line with nothing between them: where each begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongwen.terms import date, kind, number, recipients, title
from gongwen.terms.agency import agencies_in, is_agency
from gongwen.zh.spaces import spaced
from gongwen.zh.traditional import simplify

_ENDS = "公司|文件|委员会|办公室|办公厅|政府|中心|大学|学院|指挥部|领导小组|法院|检察院|集团|银行|公署|支队|总队|大队"
_LONG_END = re.compile(rf"(?:{_ENDS}|{kind.NAMES}|[》）)号日\s])$")
_SHORT_END = re.compile("[委局厅部院会组处署办社]$")
"""How the name of an agency may end, and how a 机关代字 may begin as well."""
_PROVINCES = frozenset("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵黔粤青藏川宁琼国中")
_LONGEST_CODE, _USUAL_CODE = 14, 8
_STATUTORY = re.compile(rf"的(?:{kind.NAMES})$")
_KIND = re.compile(rf"(?:{kind.PAPERS})(?:\s*[（(][^（()）]{{1,14}}[）)])?")
_LONGEST_TITLE, _LEAST_TITLE = 160, 6
_LEAST_BODY = 12
"""Characters of a text behind those addressed."""
_OPEN, _CLOSE = "《〈“「<", "》〉”」>"
_OPENS_BODY = re.compile(
    "为[了进加切深全认做贯规保确促推更充]?|根据|按照?|依据|经|《|现|你|近|当前|今年|去年|自|日前|兹|鉴于|遵照|[一二]、|第一[章条]"
)
"""How the first sentence begins behind a title that is addressed to nobody."""
_ADDRESSED = re.compile(r"[^。！？：:]{2,400}[：:]")
_SEALED = re.compile(r"\s*[（(][^（()）]{2,40}[代印]章[）)]\s*$")
_LAST_STOP = re.compile(r".*[。！？；：:!?;]", re.DOTALL)
_FIGURES = re.compile(r".*[\dX×x*]{3,}[）)]?\s*(?=[\u3400-\u9fff])", re.DOTALL)
"""A telephone number, and all that stands before it."""
_BEHIND_DAY = re.compile(r"\s*(?:$|[（(《“]|附\s*[件：:]|抄\s*[送报]|主\s*题\s*词|[—\-]\s*\d|印发$)|\s{2,}")
_NO_CLOSING = re.compile(r"\s*(?:的|起|前|后|至|到|以|印发|发布|召开|通过|之|[，、。；）)])")
"""What follows a day inside a sentence."""
_MARK = re.compile(r"附\s*件\s*[\d一二三四五六七八九十]{1,2}(?![.．、\d])\s*")
_NOTE = re.compile(r"(?<![见如的该本“《（(])(?=附\s*件\s*[：:]\s*\S)")
_CONTACT = re.compile(r"(?<=[。！!；）)])(?=[（(]?(?:联\s*系\s*人|联系电话|联系方式)\s*[：:])")


@dataclass(frozen=True, slots=True)
class Head:
    """Where the head of a text ends, where its parts begin, and what its title says."""

    cuts: tuple[int, ...]
    title: str = ""
    stop: int = 0


def number_span(text: str, start: int = 0) -> tuple[int, int] | None:
    """Return where the first 发文字号 stands in ``text`` from ``start`` on, its code only; None without one."""
    for found in number.cited(text):
        bracket = found.parts["open"][0] if "open" in found.parts else found.end
        if found.start >= start or bracket > start:
            begin = _code_start(text, start, bracket)
            return (begin, found.end) if begin >= 0 else None
    return None


def _code_start(text: str, first: int, bracket: int) -> int:
    """Return where the 机关代字 before ``bracket`` begins: behind an agency, 文件, a title or a blank; -1 for nowhere."""
    stop = len(text[:bracket].rstrip())
    best, place = 0, -1
    for start in range(max(first, stop - _LONGEST_CODE), stop - 1):
        weight = _code_weight(text[first:start], text[start:stop])
        if weight > best:
            best, place = weight, start
    return place


def _code_weight(before: str, code: str) -> int:
    """Return how much speaks for ``code`` being the 机关代字 behind ``before``; 0 for nothing."""
    if re.search(r"\s|[^\u3400-\u9fff〇]", code):
        return 0
    if not before.strip():
        return 4
    base = 3 if _LONG_END.search(simplify(before)) else 1 if _SHORT_END.search(simplify(before)) else 0
    is_local = simplify(code[0]) in _PROVINCES or code[0] in before
    return base and base + 2 * is_local + (len(code) <= _USUAL_CODE)


def title_end(text: str, start: int, stop: int) -> int:
    """Return where the title ends that begins at ``start``, before those addressed or at ``stop``; -1 for none."""
    best, place = 0, -1
    for match in _KIND.finditer(simplify(text), start, stop):
        whole, rest = text[start : match.end()], text[match.end() : stop]
        if not _LEAST_TITLE <= len(whole) <= _LONGEST_TITLE or _is_open(whole):
            continue
        weight = _title_weight(simplify(whole), rest)
        if weight > best:
            best, place = weight, match.end()
    return place


def _title_weight(whole: str, rest: str) -> int:
    """Return how much speaks for a title ``whole`` with ``rest`` up to the colon behind it; 0 for nothing."""
    if re.match(r"\s*[的》〉”、和与及（(]", rest) or (rest.strip() and recipients.read(rest) is None):
        return 0
    bare = re.sub(r"[（(][^（()）]*[）)]$", "", whole)
    is_about = title.STARTS.search(whole) is not None or "对" in whole
    return 1 + 3 * (_STATUTORY.search(bare) is not None) + 2 * is_about


def _is_open(text: str) -> bool:
    """Whether a quotation that begins in ``text`` does not end in it."""
    return any(text.count(one) > text.count(other) for one, other in zip(_OPEN, _CLOSE, strict=True))


def find_head(text: str) -> Head | None:
    """Return the head of a text that begins with it: mark, number, title and those addressed; None without a title."""
    found = number_span(text[: _LONGEST_TITLE * 2])
    addressed = _ADDRESSED.match(text, found[1] if found and found[0] < 60 else 0)
    stop = addressed.end() - 1 if addressed else 0
    for begin, end in _spans(text, found, stop):
        own = title_end(text, begin, end)
        if own >= 0:
            behind = found[1] if found and found[0] == end else own
            is_addressed = addressed and recipients.read(text[behind : addressed.end()])
            return _head(text, found, begin, own, addressed.end() if addressed and is_addressed else behind)
    return _untold_head(text, found)


def _spans(text: str, found: tuple[int, int] | None, stop: int) -> Iterator[tuple[int, int]]:
    """Yield where the title may begin, and what it may reach to: the number behind it, or the colon."""
    if found and found[0] > _LEAST_TITLE:
        yield _behind_mark(text, 0, found[0]), found[0]
    start = found[1] if found and found[0] < stop else 0
    yield _behind_mark(text, start, stop), stop


def _behind_mark(text: str, start: int, stop: int) -> int:
    """Return where the title begins behind a 发文机关标志: behind 文件, or where its agency stands a second time."""
    about = text.find("关于", start, stop)
    match = re.match(
        r"\s*[\u3400-\u9fff（）()、\s]{3,60}?文\s*件\s*", text[start : about if about > 0 else stop]
    )
    return start + match.end() if match else start


def _head(text: str, found: tuple[int, int] | None, begin: int, own: int, stop: int) -> Head:
    spans = (*(found or ()), begin, own, stop)
    cuts = tuple(sorted({place for place in spans if 0 < place <= max(own, stop)}))
    return Head(cuts, text[begin:own], stop)


def addressed_cuts(text: str) -> Iterator[int]:
    """Yield where the text begins behind those addressed with whom ``text`` begins."""
    match = _ADDRESSED.match(text)
    rest = text[match.end() :].strip() if match else ""
    if match and len(rest) >= _LEAST_BODY and re.search("[，。]", rest) and recipients.read(match[0]):
        yield match.end()


def _untold_head(text: str, found: tuple[int, int] | None) -> Head | None:
    """Return the head of a text that addresses nobody, where the first sentence follows the title or the number."""
    first = re.match(r"[^。]{10,}?[，。]", text)
    if first is None:
        return None
    begin = found[1] if found and found[0] < _LEAST_TITLE else 0
    for match in _KIND.finditer(simplify(text), begin, first.end()):
        whole = text[begin : match.end()]
        if (
            not _is_open(whole)
            and _STATUTORY.search(simplify(whole))
            and title.STARTS.search(simplify(whole))
        ):
            behind = found[1] if found and found[0] - match.end() in (0, 1, 2) else match.end()
            if _OPENS_BODY.match(text[behind:].lstrip()):
                return _head(
                    text, found if found and found[1] <= behind else None, begin, match.end(), behind
                )
    is_between = found and "。" not in text[: found[0]] and _OPENS_BODY.match(text[found[1] :].lstrip())
    return Head(found) if found and is_between else None


def closing_cuts(text: str, issuers: Sequence[str]) -> Iterator[int]:
    """Yield where signature, day and what follows them begin in ``text``; ``issuers`` are those that its head names."""
    for match in re.finditer(date.DAY, text):
        before, behind = text[: match.start()], text[match.end() :]
        start = _known_start(before, issuers)
        is_known = start >= 0 and not _NO_CLOSING.match(behind)
        if not is_known:
            start = _signature_start(before) if _BEHIND_DAY.match(behind) else -1
        if start >= 0:
            yield from (start, match.start(), match.end())


def _known_start(before: str, issuers: Sequence[str]) -> int:
    """Return where ``issuers``, several in any order, begin at the end of ``before``; -1 when they do not stand there."""
    whole = _SEALED.sub("", before)
    start = len(whole)
    for issuer in (*issuers, *issuers):
        match = re.search(rf"{spaced(issuer).pattern}\s*$", whole[:start])
        start = match.start() if match else start
    return start if start < len(whole) else -1


def _signature_start(before: str) -> int:
    """Return where an agency that signs begins at the end of ``before``; -1 when none signs there."""
    whole = _SEALED.sub("", before)
    stop = _LAST_STOP.match(whole)
    own = stop.end() if stop else 0
    figures = _FIGURES.match(whole, own)
    own = figures.end() if figures else own
    names = whole[own:]
    is_signed = 2 < len(names.strip()) <= 60 and (agencies_in(names) or is_agency(names))
    return own if is_signed else -1


def issuers_of(whole: str) -> tuple[str, ...]:
    """Return the agencies that open the title ``whole``: all that is one before what it is about."""
    told = title.read(whole).value.issuer
    if told and not is_agency(told):
        begins = [told[:stop] for stop in range(len(told), 3, -1) if is_agency(told[:stop])]
        told = next(filter(_LONG_END.search, begins), begins[0] if begins else "")
    return tuple(name for name in told.split("、") if name)


def part_cuts(text: str, carried: str) -> Iterator[int]:
    """Yield where contacts, the 附件说明, attachments and what is ``carried`` begin and where their titles end."""
    yield from (match.start() for match in _NOTE.finditer(text))
    yield from (match.start() for match in _CONTACT.finditer(text))
    for day in re.finditer(date.DAY, text):
        mark = _MARK.match(text, day.end())
        if mark:
            yield from (mark.start(), mark.end())
        if carried and (name := re.compile(rf"《?{spaced(carried).pattern}》?").match(text, day.end())):
            yield from (name.start(), name.end())
