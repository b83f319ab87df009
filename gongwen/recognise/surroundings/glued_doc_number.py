"""发文字号 in a text without blanks: where its 机关代字 begins behind an agency, 文件 or a title."""

from __future__ import annotations

import re

from gongwen.pattern import HANZI, pattern
from gongwen.terms import kind, number
from gongwen.terms.secrecy import HANDLING
from gongwen.zh.traditional import simplify

_ENDS = "公司|文件|委员会|办公室|办公厅|政府|中心|大学|学院|指挥部|领导小组|法院|检察院|集团|银行|公署|支队|总队|大队"
LONG_END = pattern(rf"(?:{_ENDS}|{kind.NAMES}|{HANDLING}|明电|特急|特提|加急|平急|[》）)号日\s])$")
"""How what stands before a number ends, for sure."""
_WHOLE_NAME = pattern(rf"{HANZI}{{2,}}(?:局|厅|政府|委员会|公司|办公室|法院|中心|学院|大学|文件|件)")
"""What begins with the whole name of an agency and is no 机关代字."""
_FILE_WORD = pattern(r"文\s*件\s*$")
"""Behind this word the 机关代字 begins, whatever it looks like."""
_FILED = pattern(rf"(?:文\s*件|特急|特提|加急|平急)\s*(?P<number>{number.IN_ROUND})")
"""A number behind such a word whose year stands in round brackets, as citations in a sentence do not."""
_WITH_BRACKETS = pattern(rf"(?P<code>{HANZI}+?)(?<!第){number.BRACKETED_CODE}")
_SURE = 9
_LONGEST_WORD = 2
_LONGEST_SHORT = 6
_SHORT_END = pattern("[委局厅部院会组处署办社]$")
"""How the name of an agency may end, and how a 机关代字 may begin as well."""
_PROVINCES = frozenset("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵黔粤青藏川宁琼国中")
_LONGEST_CODE, _USUAL_CODE, _LEAST_CODE = 14, 8, 2


def doc_number_span(text: str, start: int = 0) -> tuple[int, int] | None:
    """Return where the first 发文字号 stands in ``text`` from ``start`` on, its code only; None without one."""
    if filed := _FILED.search(text, max(0, start - _LONGEST_WORD)):
        return filed.span("number")
    if (code := _WITH_BRACKETS.search(text, start)) and (
        begin := _code_start(text, start, code.end("code"))
    ) >= 0:
        return begin, code.end()
    for found in number.cited(text):
        bracket = found.parts["open"][0] if "open" in found.parts else found.end
        if found.start >= start or bracket > start:
            begin = _code_start(text, start, bracket)
            return (begin, found.end) if begin >= 0 else None
    return None


def _code_start(text: str, first: int, bracket: int) -> int:
    """Return where the 机关代字 before ``bracket`` begins: behind an agency, 文件, a title or a blank; -1 for nowhere."""
    stop = len(text[:bracket].rstrip())
    best, index = 0, -1
    for start in range(max(first, stop - _LONGEST_CODE), stop):
        weight = _code_weight(text[first:start], text[start:stop])
        if weight > best:
            best, index = weight, start
    return index


def _code_weight(before: str, code: str) -> int:
    """Return how much speaks for ``code`` being the 机关代字 behind ``before``; 0 for nothing."""
    if re.search(r"\s|[^\u3400-\u9fff〇]", code):
        return 0
    if not before.strip():
        return 3
    if _FILE_WORD.search(before):
        return _SURE
    name = None if number.NAME_OF_OFFICE.match(code) else _WHOLE_NAME.match(code)
    if len(code) < _LEAST_CODE or (name and not _shortens(name[0], before)):
        return 0
    base = 3 if LONG_END.search(simplify(before)) else 1 if _SHORT_END.search(simplify(before)) else 0
    is_local = simplify(code[0]) in _PROVINCES or code[0] in before
    return base and base + 2 * is_local + (len(code) <= _USUAL_CODE)


def _shortens(name: str, before: str) -> bool:
    """Whether ``name``, with which a 机关代字 begins, is short for the agency above it: 河道局 for 青河河道管理局."""
    own = before[-_LONGEST_CODE:]
    letters = iter(own)
    return len(name) <= _LONGEST_SHORT and not own.endswith(name) and all(sign in letters for sign in name)
