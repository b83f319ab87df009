"""发文机关标志 in a text (7.2.4): on one line, below each other, or known by its look."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from gongwen.address import Address
from gongwen.recognise.draft import Draft, joined
from gongwen.recognise.elements.small import elements_of
from gongwen.recognise.passages import Passage
from gongwen.recognise.single_lines import ends_title, is_doc_number, kind_of
from gongwen.terms import number
from gongwen.terms.agency import agencies_in, is_agency, is_issuer_mark, mark_agency
from gongwen.terms.title import STARTS
from gongwen.zh.spaces import tighten

FILE_WORD = "文件"
_MOST_AGENCIES = 40


def read_issuer_mark(passages: Sequence[Passage], index: int, draft: Draft) -> int:
    """Read the 发文机关标志; return how many passages it took up, 0 when there is none."""
    if draft.get("发文机关标志") or draft.get("发文机关"):
        return 0
    is_word = passages[index].tight == FILE_WORD
    return (
        (0 if is_word else _read_worded_issuer_mark(passages, index, draft))
        or _read_stacked_issuer_mark(passages, index, draft)
        or _read_seen_issuer_mark(passages, index, draft)
    )


def _read_seen_issuer_mark(passages: Sequence[Passage], index: int, draft: Draft) -> int:
    """Read a mark that is known by its look, whatever it names: ××××文件 of a draft, a company."""
    own = list(takewhile(lambda passage: passage.is_issuer_mark, passages[index:]))
    whole = "".join(passage.tight for passage in own)
    if len(own) == 1 or (is_issuer_mark(whole) and not any(is_agency(each.tight) for each in own)):
        put_issuer_mark(own[0], whole, draft)
        draft.cover(Address("发文机关标志"), own)
    elif own:
        put_names([name for each in own if (name := _first_cell(each)).tight != FILE_WORD], draft)
    return len(own)


def _first_cell(passage: Passage) -> Passage:
    """Return the name in a row of a mark, which has 文件 beside it."""
    return Passage(passage.text.split("\t", 1)[0], passage.at) if passage.is_row else passage


def _read_worded_issuer_mark(passages: Sequence[Passage], index: int, draft: Draft) -> int:
    """Read a mark on one line that ends with 文件, 令 or 纪要."""
    passage = passages[index]
    if _is_public_mark(passages, index):
        put_issuer_mark(passage, passage.tight, draft)
        return 1 + _order_lines(passages, index + 1, draft)
    is_last = index + 1 == len(passages)
    is_one_of_rows = passage.is_row and index + 1 < len(passages) and passages[index + 1].is_row
    if is_last or is_one_of_rows or not is_issuer_mark(passage.text):
        return 0
    count = _order_lines(passages, index + 1, draft)
    is_above_doc_number = passage.tight.endswith(("）", ")")) and is_doc_number(passages[index + 1].text)
    if (
        passage.tight.endswith(FILE_WORD)
        or count
        or kind_of(passage.tight) in ("纪要", "命令")
        or is_above_doc_number
    ):
        put_issuer_mark(passage, passage.tight, draft)
        return 1 + count
    return 0


def _is_public_mark(passages: Sequence[Passage], index: int) -> bool:
    """Whether an agency with 公告 or 通告 behind it is the mark: a number and a title of its own follow."""
    below = passages[index + 1].tight if len(passages) >= index + 3 else ""
    if not (is_doc_number(below) or _is_count(below)):
        return False
    match = re.fullmatch("(?P<agency>.+)(?:公告|通告)", passages[index].tight)
    has_title = any(ends_title(joined(passages[index + 2 : stop])) for stop in range(index + 3, index + 6))
    return match is not None and is_agency(match["agency"]) and has_title


def _read_stacked_issuer_mark(passages: Sequence[Passage], index: int, draft: Draft) -> int:
    """Read names below each other that 文件 or the number follows."""
    names: list[Passage] = []
    stop, has_word = index, False
    while stop < len(passages) and len(names) < _MOST_AGENCIES:
        own, is_worded = _stacked(passages[stop])
        is_new = all(name.tight not in {each.tight for each in names} for name in own)
        if not is_new or (not own and not is_worded):
            break
        names += own
        has_word = has_word or is_worded
        stop += 1
    if not names or stop == len(passages):
        return 0
    is_told = has_word or (len(names) == 1 and _repeats(joined(passages[stop : stop + 2]), names[0]))
    if not is_told and (draft.get("发文字号") or not elements_of(passages[stop].text)):
        return 0
    if len(names) == 1 and not has_word:
        put_issuer_mark(names[0], names[0].tight, draft)
    else:
        put_names(names, draft)
        draft.has_file_word = has_word
        draft.cover(Address("发文机关标志"), passages[index:stop])
    return stop - index


def _repeats(title: str, name: Passage) -> bool:
    """Whether a title begins with the agency on the line above it, which then is the mark of a draft without a number."""
    rest = title.removeprefix(name.tight)
    return rest != title and (STARTS.match(rest) is not None or rest.startswith("对"))


def _stacked(passage: Passage) -> tuple[list[Passage], bool]:
    """Return the agency on one line of a joint mark, and whether 文件 stands on it or beside it."""
    text = re.sub(r"\s*\t\^$", "", passage.text) if passage.is_row else passage.text
    if tighten(text) == FILE_WORD:
        return [], True
    bare = re.sub(rf"\s*{FILE_WORD}$", "", text)
    names = agencies_in(bare) if re.search(r"\t|\s{2}", bare.strip()) else (tighten(bare),)
    if not names or not all(map(is_agency, names)):
        return [], False
    return [Passage(name, passage.at) for name in names], bare != text


def _order_lines(passages: Sequence[Passage], index: int, draft: Draft) -> int:
    """Read the number of an order or of minutes below its mark; return how many passages it took up."""
    if index < len(passages) and _is_count(passages[index].tight):
        draft.put(Address("发文字号"), passages[index].tight, passages[index].at)
        return 1
    return 0


def _is_count(text: str) -> bool:
    """Whether ``text`` is the number of an order or of minutes and nothing else: 第12号, 2024年第3期（总第15期）."""
    found = number.read(number.without_total(text))
    return found is not None and bool(found.value.unit) and not found.value.code


def put_issuer_mark(passage: Passage, mark: str, draft: Draft) -> None:
    """Put a 发文机关标志 on one line, and the agency that it names."""
    draft.put(Address("发文机关标志"), mark, passage.at)
    draft.cover(Address("发文机关标志"), [passage])
    agency = mark_agency(mark)
    if not mark.endswith("纪要") and is_agency(agency):
        draft.put(Address("发文机关"), [agency], passage.at)


def put_names(names: Sequence[Passage], draft: Draft) -> None:
    """Put the agencies that a 发文机关标志 names below each other."""
    draft.put(Address("发文机关"), [name.tight for name in names], names[0].at, "较有把握")
    draft.cover(Address("发文机关标志"), names)
