"""版记 in a text: 主题词, 抄送, 印发机关和印发日期, 份数 (7.4)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from gongwen.address import Address
from gongwen.pattern import pattern
from gongwen.recognise.draft import Draft
from gongwen.recognise.passages import Passage
from gongwen.terms import imprint, recipients
from gongwen.terms.agency import is_agency, is_office
from gongwen.terms.date import write as format_date
from gongwen.zh.spaces import bare, tighten

_STARTS = ("主题词", "抄送", "抄报", "抄告", "分送", "发送", "报送")
_COPIES = {
    "抄送": "抄送机关", "抄报": "抄报机关", "报送": "抄报机关", "主送": "主送机关", "呈": "抄报机关", "报": "抄报机关",
}  # fmt: skip
_WORDED_SINCE = "2012-07-01"
"""From when on 印发 stands behind the date (7.4.3)."""
_COUNT_LAST = pattern(rf"\s*{imprint.COUNT.pattern}\s*$")
_MOST_BEHIND = 6
"""Lines of a 版记 that may follow its first one."""
_LONGEST = 2000
"""Characters of one line of a 版记."""


def split_imprint(passages: Sequence[Passage]) -> tuple[list[Passage], list[Passage]]:
    """Return what is not of the 版记, and what is, both in order."""
    passages = [own for passage in passages for own in _without_count(passage)]
    text: list[Passage] = []
    imprint: list[Passage] = []
    index = 0
    while index < len(passages):
        stop = _run(index, passages)
        (imprint if stop > index else text).extend(passages[index : max(stop, index + 1)])
        index = max(stop, index + 1)
    return text, imprint


def _without_count(passage: Passage) -> list[Passage]:
    """Return ``passage``, cut where the 印发份数 stands behind who printed the document, and when, or who gets a copy."""
    counted = _COUNT_LAST.search(passage.text) if "印" in passage.text else None
    stop = counted.start() if counted else 0
    above = passage.text[:stop]
    if not stop or not (imprint.read(tighten(above)) or imprint.LABELLED.match(above)):
        return [passage]
    return [passage.part(0, stop).trimmed(), passage.part(stop, len(passage.text)).trimmed()]


def _run(start: int, passages: Sequence[Passage]) -> int:
    """Return the end of the lines of a 版记 that begin at ``start``; ``start`` when none do."""
    if start < 1 or not _starts(start, passages):
        return start
    stop = start
    is_open = False
    while stop < len(passages) and (
        _starts(stop, passages, is_inside=True) or (is_open and _is_rest(passages[stop]))
    ):
        word = _labelled(passages[stop])
        is_open = (
            (bool(word) or is_open)
            and not passages[stop].tight.endswith("。")
            and not passages[stop].tight.endswith("印发")
        )
        stop += 1
    return stop


def _starts(index: int, passages: Sequence[Passage], *, is_inside: bool = False) -> bool:
    passage = passages[index]
    word = _labelled(passage)
    if word and (is_inside or tighten(word["word"]) in _STARTS or _leads(index, passages)):
        return len(passage.text) < _LONGEST
    if _is_printed(passage, is_inside) or (is_inside and _is_small(passage.tight)):
        return True
    if not is_agency(passage.text) or len(passage.tight) <= 3:
        return False
    if index + 1 == len(passages):
        return is_inside and is_office(passage.tight)
    if not _is_printed(passages[index + 1], is_inside):
        return False
    below = imprint.read(passages[index + 1].tight)
    return below is not None and not below.value.agency


def _labelled(passage: Passage) -> re.Match[str] | None:
    """Return the word and the rest of a line that a word and a colon begin; a short word counts before agencies only."""
    if word := imprint.LABELLED.match(passage.text):
        return word
    short = imprint.SHORT.fullmatch(passage.text)
    return short if short and recipients.read(short["rest"].rstrip("。")) else None


def _leads(index: int, passages: Sequence[Passage]) -> bool:
    """Whether the lines below are all of a 版记, as they are below 主送机关 that were moved there (7.3.2)."""
    behind = passages[index + 1 :]
    below = _labelled(behind[0]) if behind else None
    is_begun = below is not None and tighten(below["word"]) in _STARTS
    return is_begun or (
        len(behind) <= _MOST_BEHIND and all(_labelled(each) or _is_printed(each, True) for each in behind)
    )


def _is_printed(passage: Passage, is_inside: bool) -> bool:
    found = imprint.read(passage.tight) if len(passage.tight) <= 60 else None
    if found is None:
        return False
    agency = found.value.agency
    return "word" in found.parts or (is_inside and (not agency or is_agency(agency)))


def _is_small(tight: str) -> bool:
    return bool(imprint.COUNT.fullmatch(tight) or imprint.CLERKS.fullmatch(tight))


def _is_rest(passage: Passage) -> bool:
    """Whether ``passage`` may go on with the names of a line that has no full stop yet."""
    return len(passage.tight) < 80 and bool(re.search(r"[，、。]", passage.tight)) and not passage.is_row


def read_imprint(passages: Sequence[Passage], draft: Draft) -> None:
    """Put what the lines of a 版记 say into ``draft``."""
    agency: Passage | None = None
    last = ""
    for passage in _apart(passages):
        if match := _labelled(passage):
            last = _read_labelled(passage, match, draft)
        elif imprint.COUNT.fullmatch(passage.tight) and not draft.get("印发份数"):
            count = passage.tight.strip("（）()")
            draft.put(Address("印发份数"), count, passage.at)
            draft.note(passage.at, passage.tight, count, "印发份数不加括号")
        elif imprint.CLERKS.fullmatch(passage.tight):
            draft.note(passage.at, passage.tight, "", "校对、打印的人不是公文的内容")
        elif (found := imprint.read(passage.tight)) and not draft.get("印发日期"):
            _read_printed(passage, found, agency, draft)
            agency = None
        elif is_agency(passage.text) and agency is None:
            agency = passage
        elif last:
            draft.locate_more(Address(last), passage)
            more = passage.tight.rstrip("。：:")
            draft.put(Address(last), (draft.get(last) or "") + more, passage.at, "较有把握")
            draft.note(passage.at, passage.tight.rstrip("。"), more, "抄送机关后面不加冒号")
        else:
            draft.note(passage.at, passage.tight, "", "版记中多出的一行，没有地方放，请核对")
    if agency is not None and not draft.get("印发机关"):
        draft.put(Address("印发机关"), agency.tight, agency.at, "推测")
    elif agency is not None:
        draft.note(agency.at, agency.tight, "", "版记中多出的一行，没有地方放，请核对")


def _apart(passages: Sequence[Passage]) -> list[Passage]:
    """Return ``passages`` with those cut in two that hold two elements: 抄报：… and 抄送：… on one line."""
    found = []
    for passage in passages:
        cuts = [0, *(match.start() for match in imprint.MIXED.finditer(passage.text)), len(passage.text)]
        parts = (passage.part(start, stop).trimmed() for start, stop in pairwise(cuts))
        found += [part for part in parts if part.text]
    return found


def _read_labelled(passage: Passage, match: re.Match[str], draft: Draft) -> str:
    """Put the element that a word and a colon begin; return its key."""
    word, rest = tighten(match["word"]), match["rest"]
    draft.note(passage.at, tighten(passage.text.removesuffix(rest)), f"{word}：", "版记中的字样由版式加上")
    if not bare(rest):
        draft.note(passage.at, passage.tight, "", f"“{word}”后面没有内容")
        return ""
    if draft.get(word) or (word == "印发" and draft.get("印发机关")):
        draft.note(passage.at, passage.tight, "", f"“{word}”出现了两次，留一个")
        return ""
    if word == "主题词":
        words = [tighten(each) for each in re.split(r"[\s；;，,、]+", rest) if each.strip()]
        draft.put(Address(word), words, passage.at)
        return ""
    if word == "印发":
        draft.put(Address("印发机关"), tighten(rest), passage.at, "较有把握")
        return ""
    key = _COPIES.get(word, "抄送机关")
    if word not in _COPIES:
        draft.note(passage.at, f"{word}：", "抄送：", "版记中的字样按版式")
    value = re.sub(r"[。.；;]$", "", tighten(rest))
    known = draft.get(key)
    if known and bare(known) == bare(value):
        draft.note(passage.at, passage.tight, "", f"“{key}”出现了两次，留一个")
        return ""
    if known:
        draft.note(passage.at, passage.tight, f"；{value}", "几行抄送合成一行")
    draft.locate_more(Address(key), passage.part(match.start("rest"), len(passage.text)))
    draft.put(Address(key), f"{known}；{value}" if known else value or "。", passage.at)
    return key


def _read_printed(
    passage: Passage, found: imprint.FoundPrinted, agency: Passage | None, draft: Draft
) -> None:
    own, day = found.value.agency, found.value.day
    name = own or (agency.tight if agency else "")
    if agency and own:
        draft.note(agency.at, agency.tight, "", "版记中多出的一行，没有地方放，请核对")
    if name:
        draft.put(Address("印发机关"), name, agency.at if agency and not own else passage.at)
    if day is None:
        draft.put(Address("印发机关"), (draft.get("印发机关") or "") + passage.tight, passage.at, "推测")
        return
    draft.put(Address("印发日期"), day.isoformat(), passage.at)
    hinted = next((value for key, value, _ in draft.hints if key == "成文日期"), _WORDED_SINCE)
    is_old = (draft.get("成文日期") or hinted) < _WORDED_SINCE
    printed = format_date(day) + ("" if is_old else "印发")
    written = found.part("date", passage.tight) + found.part("word", passage.tight)
    draft.note(passage.at, written, printed, "印发日期后面的字样按当时的版式")
