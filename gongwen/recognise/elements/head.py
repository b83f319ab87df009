"""版头 in a text (7.2)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongwen.address import WHOLE, Address
from gongwen.pattern import HANZI, pattern
from gongwen.recognise.draft import Draft
from gongwen.recognise.elements.addressed import read_recipients
from gongwen.recognise.elements.issuer_mark import read_issuer_mark
from gongwen.recognise.elements.small import elements_of
from gongwen.recognise.elements.titles import read_subtitle, read_title, skip_repeated
from gongwen.recognise.passages import Passage
from gongwen.recognise.single_lines import bracketed_day, is_doc_number, kind_of
from gongwen.terms import attachment_note, date, imprint, number, recipients, secrecy, signers
from gongwen.terms.agency import is_agency
from gongwen.terms.date import write as format_date
from gongwen.terms.label import find_label
from gongwen.zh.spaces import tighten

_SIGN = pattern("[★☆●■◆＊*]+")
"""What stands alone above a mark in some templates."""
_COUNTED = ("公告", "通告", "命令", "公报", "决定")
"""Kinds that are counted by 第12号."""
_WITH_BRACKETS = pattern(number.WITH_BRACKETS)
_LONGEST_NAMES = 30
_MOST_REMARKS, _LONGEST_REMARKS = 6, 100
"""Passages that somebody may have written on a document below its title, and characters of all of them."""
_SENDS_ON = pattern("[批印转]发给?(?:你们|各)")
"""What a document says itself that sends on the paper of another below it."""
_NAME_ROW = pattern(rf"{HANZI}(?:\s?{HANZI}){{1,3}}(?:\s{{1,}}{HANZI}(?:\s?{HANZI}){{1,3}})*")


def read_head(passages: Sequence[Passage], draft: Draft) -> Sequence[Passage]:
    """Put what stands above the text into ``draft``; return the passages of the text."""
    index = _read_corner(passages, _skip_issuer_mark(passages, draft), draft)
    start = index
    index = read_title(passages, index, WHOLE, draft)
    title = draft.get("标题") or ""
    index = skip_repeated(passages, index, title, draft)
    below_title = passages[index].text if index < len(passages) else ""
    if not draft.get("发文字号") or is_doc_number(below_title) or bracketed_day(below_title):
        below = _read_corner(passages, index, draft)
        if draft.get("发文字号") and below > index:
            index = skip_repeated(passages, below, title, draft)
        elif below > index and start != index:
            index = below
        if below == index and not draft.get("题注"):
            index = read_subtitle(passages, index, WHOLE, draft)
    place = index + _remarks(passages[index:])
    return [*passages[index:place], *passages[read_recipients(passages, place, draft) :]]


def _remarks(passages: Sequence[Passage]) -> int:
    """Return how many passages stand between the title and those addressed: what somebody wrote on the document.

    0 where nobody is addressed below such a remark.
    """
    long, found = 0, 0
    for index, passage in enumerate(passages[: _MOST_REMARKS + 1]):
        is_list = passage.tight.endswith(("：", ":")) and recipients.read(passage.text) is not None
        if is_list and (index == 0 or passage.tight.startswith("各")):
            return index
        found = found or (index if is_list and re.search("[，、,]", passage.tight) else 0)
        long += len(passage.tight)
        is_own = find_label(passage.text) or passage.is_row or _SENDS_ON.search(passage.text)
        if long > _LONGEST_REMARKS or is_own:
            break
    return found


def _skip_issuer_mark(passages: Sequence[Passage], draft: Draft) -> int:
    """Pass over the mark of an attachment above a text that is nothing else; return where the text begins."""
    if len(passages) < 2 or not attachment_note.MARK.fullmatch(passages[0].tight):
        return 0
    draft.note(passages[0].at, passages[0].tight, "", "单独成文的附件，附件的标识不是标题的文字")
    return 1


def _read_corner(passages: Sequence[Passage], index: int, draft: Draft) -> int:
    """Read the lines of the 版头 from ``index`` on; return where they end."""
    while index < len(passages):
        step = _read_line(passages, index, draft)
        if not step:
            break
        index += step
    return index


def _read_line(passages: Sequence[Passage], index: int, draft: Draft) -> int:
    """Return how many passages the element of the 版头 at ``index`` took up; 0 when there is none."""
    passage = passages[index]
    if index + 1 < len(passages) and (why := _empty(passage.tight)):
        draft.note(passage.at, passage.text, "", why)
        return 1
    if (
        _read_short_copy_number(passages, index, draft)
        or _read_pieces(passage, draft)
        or _read_day_below(passage, draft)
    ):
        return 1
    if draft.get("签发人") and not draft.get("标题") and is_name_row(passage.text):
        draft.values["签发人"] = [*draft.values["签发人"], *signers.names_in(passage.text)]
        return 1
    if draft.get("标题"):
        return _read_count_below(passage, draft) or _read_more_doc_numbers(passage, draft)
    is_joint = len(draft.get("发文机关") or ()) > 1
    if (is_joint and _read_more_doc_numbers(passage, draft)) or _read_dated_agency(passage, draft):
        return 1
    return read_issuer_mark(passages, index, draft)


def _empty(tight: str) -> str:
    """Return why a line of the 版头 says nothing; "" when it does."""
    if secrecy.UNCOUNTED.fullmatch(tight):
        return "份号的字样后面没有号码，可能没有填写，也可能是手写的、没有认出来"
    return "版头里单独的符号不是公文的内容" if _SIGN.fullmatch(tight) else ""


def is_name_row(text: str) -> bool:
    """Whether a line below the first 签发人 names the others, and nothing else."""
    return _NAME_ROW.fullmatch(text) is not None and not is_agency(text) and len(text) < _LONGEST_NAMES


def _read_count_below(passage: Passage, draft: Draft) -> int:
    """Read the number of a 公告, 通告 or 令 below its title: 第12号, 青溪市税务局公告2018年第7号."""
    found = number.read(number.unwrapped(passage.tight))
    is_counted = found is not None and bool(found.value.unit) and "ordinal" in found.parts
    if not is_counted or draft.get("发文字号") or kind_of(draft.get("标题") or "") not in _COUNTED:
        return 0
    draft.put(Address("发文字号"), passage.tight.strip("（）()"), passage.at)
    draft.note(passage.at, passage.tight, passage.tight.strip("（）()"), "发文字号外面的括号不是公文的内容")
    return 1


def _read_more_doc_numbers(passage: Passage, draft: Draft) -> int:
    """Read a number below the title whose code has brackets in it, or the second number of a joint document."""
    bare = passage.tight.rstrip("；;，,")
    known = draft.get("发文字号") or ""
    if not (is_doc_number(bare) or _WITH_BRACKETS.fullmatch(bare)) or bare in known:
        return 0
    draft.put(Address("发文字号"), f"{known}、{bare}" if known else bare, passage.at)
    draft.note(passage.at, passage.tight.removeprefix(bare), "", "发文字号后面的标点不是公文的内容")
    return 1


def _read_day_below(passage: Passage, draft: Draft) -> bool:
    """Read the day that stands in brackets below a title; one in the closing counts more."""
    if not draft.get("标题"):
        return False
    bare = passage.tight.rstrip("；;，,")
    day, plain = bracketed_day(passage.text), date.read(bare)
    if day:
        draft.hints.append(("成文日期", day.isoformat(), passage.at))
        draft.note(passage.at, passage.tight, passage.tight[1:-1], "成文日期移到署名下面，不加括号")
    elif plain:
        draft.hints.append(("成文日期", plain.value.isoformat(), passage.at))
        draft.note(passage.at, passage.tight, "", "标题下面的日期，落款里没有时才用")
    return bool(day or plain)


def _read_short_copy_number(passages: Sequence[Passage], index: int, draft: Draft) -> bool:
    """Read a 份号 of too few digits, which stands above the 密级 or the 紧急程度 (7.2.1)."""
    below = passages[index + 1].text if index + 1 < len(passages) else ""
    if index or not re.fullmatch(r"\d{1,5}", passages[0].tight):
        return False
    if not any(key in ("密级", "紧急程度") for key, _ in elements_of(below)):
        return False
    draft.put(Address("份号"), passages[0].tight, passages[0].at)
    return True


def _read_pieces(passage: Passage, draft: Draft) -> bool:
    """Read a line that is made of nothing but small elements; False when it is not."""
    numbers = [passage.tight[each.start : each.end] for each in number.read_several(passage.tight)]
    if (len(numbers) > 1 or _is_bare_doc_number(passage, draft)) and not draft.get("发文字号"):
        draft.put(Address("发文字号"), "、".join(numbers) or passage.tight, passage.at)
        return True
    found = elements_of(passage.text)
    if found and not any(_is_taken(key, value, draft) for key, value in found):
        for key, value in found:
            draft.put(Address(key), value, passage.at)
        inner = number.unwrapped(passage.tight)
        draft.note(passage.at, passage.tight, inner, "发文字号外面的括号不是公文的内容")
        label = step.part("label", inner) if (step := number.read_start(inner)) else ""
        draft.note(passage.at, label, "", "发文字号前面的字样不是公文的内容")
        urgency = next((value for key, value in found if key == "紧急程度"), "")
        if urgency and draft.get("发文机关标志"):
            draft.note(passage.at, passage.tight, "", "紧急程度移到标志上面")
        elif urgency and len(found) == 1:
            draft.note(passage.at, passage.tight, urgency, "紧急程度旁边的字样不是公文的内容")
        return True
    return _read_signed_doc_number(passage, draft)


def _is_taken(key: str, value: str, draft: Draft) -> bool:
    """Whether something else was found for an element, or the same for one that stands only once."""
    known = draft.get(key)
    return bool(known) and (key != "发文字号" or known != value)


def _is_bare_doc_number(passage: Passage, draft: Draft) -> bool:
    """Whether a line is a 发文字号 whose year stands first, or without brackets below the mark."""
    found = number.read(passage.tight)
    return found is not None and (
        "次序" in found.odd or ("无括号" in found.odd and bool(draft.get("发文机关标志")))
    )


def _read_signed_doc_number(passage: Passage, draft: Draft) -> bool:
    """Read 签发人, alone or behind the 发文字号 (7.2.6)."""
    found = signers.find(passage.text)
    if found is None:
        return _read_last_signers(passage, draft)
    if len(passage.text) > 80 or draft.get("签发人"):
        return False
    before = tighten(passage.text[: found.start])
    if before and (draft.get("发文字号") or not is_doc_number(before)):
        return False
    if before:
        draft.put(Address("发文字号"), before, passage.at)
    draft.put(Address("签发人"), [*(draft.get("签发人") or []), *found.value], passage.at)
    if "人" not in (label := tighten(passage.text[found.start : found.parts["colon"][0]])):
        draft.note(passage.at, label, "签发人", "“签发人”按版式的写法印出")
    return True


def _read_last_signers(passage: Passage, draft: Draft) -> bool:
    """Read the last row of several 签发人, which has the 发文字号 at its left."""
    found = number.read_start(passage.text)
    rest = passage.text[found.end :] if found else ""
    known = draft.get("签发人")
    if not (found and known and _NAME_ROW.fullmatch(rest.strip())) or draft.get("发文字号"):
        return False
    draft.put(Address("发文字号"), tighten(passage.text[: found.end]), passage.at)
    draft.values["签发人"] = [*known, *signers.names_in(rest)]
    return True


def _read_dated_agency(passage: Passage, draft: Draft) -> bool:
    """Read who edited minutes, and when, on one line under their mark."""
    found = imprint.read(passage.tight) if draft.get("发文机关标志") else None
    if found is None or "word" in found.parts or not is_agency(found.value.agency):
        return False
    day = found.value.day
    if day is None:
        return False
    draft.put(Address("署名"), [found.value.agency], passage.at, "较有把握")
    draft.put(Address("成文日期"), day.isoformat(), passage.at)
    draft.note(passage.at, found.part("date", passage.tight), format_date(day), "成文日期按版式的写法印出")
    return True
