"""Titles in a text, and what stands under them (7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from gongwen.address import WHOLE, Address, Place
from gongwen.pattern import pattern
from gongwen.recognise.draft import Draft, joined
from gongwen.recognise.elements.addressed import in_brackets
from gongwen.recognise.passages import Passage
from gongwen.recognise.reading import Sureness
from gongwen.recognise.single_lines import (
    OTHER_NAME,
    bracketed_day,
    ends_title,
    is_date,
    is_doc_number,
    kind_of,
)
from gongwen.terms import date, kind, note, number
from gongwen.terms.agency import agencies_in, is_agency
from gongwen.terms.label import CHINESE, find_division, find_label
from gongwen.terms.titles import subtitle
from gongwen.zh.spaces import tighten
from gongwen.zh.traditional import simplify

_TYPED_BREAK = "\\n"
"""What stands for a line break in the input format."""
_MARKED_END = pattern(r"(?P<title>[^。；！？：:]*的[^。；！？：:]+)[。：:；]")
_CONTENTS = "目录"
_ENTRY = pattern(r"(?:\d{1,3}\s*[.．、])?\s*(?P<title>\D.*?)(?P<behind>[（(][^（）()]*\d[^（）()]*[）)])?")
"""A title as compilations have it: 3.关于……的通知（2023年5月16日）."""
_QUOTED = pattern(r"《(?P<title>[^《》]+)》")
_ABOUT = pattern(r"[^，,：:]{0,30}关于[^，,：:]+")
_LONGEST_TITLE, _LONGEST_LINE, _MOST_TITLE_LINES, _LONGEST_SUBTITLE = 120, 90, 7, 60
_BEHIND = pattern(rf"[（(][^（()）]*{number.YEAR_AND_SERIAL}号?[）)]$")
"""A number in brackets behind a title."""
_LEAST_AGAIN, _MOST_MISREAD = 8, 2
"""Characters of a title that may stand a second time with some of them misread, and how many of them."""
_ISSUED = pattern(r"(?P<agencies>.+?)\s*(?:公告|通告|布告|令)\s*", re.DOTALL)
_MONTH = "[0-9〇○零一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,2}月"
_DATED_NUMBER = pattern(
    rf"[（(]\s*(?P<day>{date.DAY}|{_MONTH})\s*[，,、]?\s*(?P<number>{number.IN_BRACKETS})\s*[）)]"
    rf"|[（(]\s*(?P<first>{number.IN_BRACKETS})\s*[，,、]?\s*(?P<last>{date.DAY}|{_MONTH})\s*[）)]"
)
"""Day and number in one pair of brackets below a title."""


def read_title(passages: Sequence[Passage], index: int, way: Address, draft: Draft, known: str = "") -> int:
    """Put the title that begins at ``index``, and what stands under it; return where the text begins.

    ``known`` is what the title is called elsewhere, "" when nobody says. Attachments have nothing under it.
    """
    count = _title_lines(passages, index, known)
    if not count:
        return index
    lines = passages[index : index + count]
    draft.cover(way.to("标题"), lines)
    found = tighten(" ".join(line.text for line in lines))
    title = found.replace(_TYPED_BREAK, "")
    draft.note(lines[0].at, found, title, "标题里的“\\n”是换行的记号，不是文字")
    title = _unquoted(title, lines[0].at, draft)
    if not way:
        title = _without_entry(title, lines, draft)
    sureness: Sureness = "确定" if ends_title(title) or (known and _alike(title, known)) else "推测"
    draft.put(way.to("标题"), title, lines[0].at, sureness)
    if "附件" in way:
        return index + count
    return read_subtitle(passages, index + count, way, draft)


def _unquoted(title: str, at: Place, draft: Draft) -> str:
    """Return a title without the 《》 around all of it, as web pages and mirrors set it."""
    match = _QUOTED.fullmatch(title)
    if match is None:
        return title
    draft.note(at, title, match["title"], "标题外面的书名号不是标题的文字")
    return match["title"]


def _without_entry(title: str, lines: Sequence[Passage], draft: Draft) -> str:
    """Return a title without what a compilation or a web page adds: a number before it, day or 发文字号 behind it.

    Day and number are kept as hints.
    """
    match = _ENTRY.fullmatch(title)
    if match is None or not ends_title(match["title"]):
        return title
    behind = re.sub(r"^[（(]|[）)]$", "", match["behind"] or "")
    day, own = date.read(behind), number.read(behind)
    if behind and not day and not own:
        return title
    if day:
        draft.hints.append(("成文日期", day.value.isoformat(), lines[-1].at))
    if own:
        draft.hints.append(("发文字号", behind, lines[-1].at))
    draft.note(lines[0].at, title[: match.start("title")], "", "标题前面的编号不是标题的文字")
    draft.note(lines[-1].at, match["behind"] or "", "", "标题后面括注的日期、文号不是标题的文字")
    return match["title"]


def _title_lines(passages: Sequence[Passage], index: int, known: str) -> int:
    """Return of how many passages from ``index`` on the title is made."""
    if known and (count := _known_lines(passages, index, known)):
        return count
    if shown := sum(1 for _ in takewhile(lambda passage: passage.is_title, passages[index:])):
        return shown
    best = 0
    for count in range(1, _MOST_TITLE_LINES + 1):
        stop = index + count
        if stop > len(passages) or not _may_be_title(passages[stop - 1], is_first=count == 1):
            break
        text = joined(passages[index:stop])
        is_again = count > 1 and _says_again(passages[stop - 1].tight, joined(passages[index : stop - 1]))
        if is_again or len(text) > _LONGEST_TITLE or (best and _issues(passages[index + best : stop])):
            break
        if (
            ends_title(_BEHIND.sub("", text))
            or _unmarked(passages[stop - 1], is_first=count == 1) != passages[stop - 1].tight
        ):
            best = count
        elif best and not _goes_on(passages, index, stop):
            break
    return best or _unnamed_lines(passages, index)


def _issues(lines: Sequence[Passage]) -> bool:
    """Whether ``lines`` below a title say only who issues, and how: 青溪省人民法院 above 公告."""
    found = _ISSUED.fullmatch(" ".join(line.text for line in lines))
    return found is not None and bool(agencies_in(found["agencies"]))


def _known_lines(passages: Sequence[Passage], index: int, known: str) -> int:
    """Return of how many passages a title is made that is ``known``; 0 when they say something else."""
    for count in range(1, min(_MOST_TITLE_LINES, len(passages) - index) + 1):
        if _alike(joined(passages[index : index + count]), known):
            return count - (count > 1 and _is_remark(passages[index + count - 1]))
    return 0


def _goes_on(passages: Sequence[Passage], index: int, stop: int) -> bool:
    """Whether the title may end further down, though it could have ended above."""
    return len(passages[stop - 1].tight) <= 25 and stop - index < _MOST_TITLE_LINES


def _unnamed_lines(passages: Sequence[Passage], index: int) -> int:
    """Return the number of lines of a title that ends in no word that titles end in: the first, with centred ones."""
    if index >= len(passages) or not _may_be_title(passages[index], is_first=True):
        return 0
    if _lists_agencies(passages[index]):
        return 0
    count = 1
    is_centred = passages[index].is_centred or _fills_line(passages, index)
    while (
        index + count < len(passages)
        and is_centred
        and passages[index + count].is_centred
        and _may_be_title(passages[index + count], is_first=False)
    ):
        count += 1
    follows = passages[index + count] if index + count < len(passages) else None
    return count if follows is not None else 0


def _fills_line(passages: Sequence[Passage], index: int) -> bool:
    """Whether a line above a centred one is as long at least, so that nothing shows where it stands."""
    below = passages[index + 1] if index + 1 < len(passages) else None
    return below is not None and below.is_centred and len(passages[index].tight) >= len(below.tight)


def _may_be_title(passage: Passage, *, is_first: bool) -> bool:
    text = _unmarked(passage, is_first=is_first)
    if (
        passage.is_row
        or passage.text.count("\t") > 1
        or passage.is_issuer_mark
        or not re.search(r"\w", text)
        or len(text) > (_LONGEST_TITLE if ends_title(text) else _LONGEST_LINE)
        or (re.search(r"[。；！？!]|[：:，,、]$|^[：:]", text) and not _lists_agencies(passage))
        or is_date(text)
        or note.read(text)
    ):
        return False
    is_other = find_label(text) is not None or text == _CONTENTS
    if is_doc_number(text) or (is_other and not is_first) or text.startswith(("附件：", "附件:")):
        return False
    if find_label(text) and re.match(CHINESE, text):
        return False
    division = find_division(text)
    if division is not None and division.number == 1 and len(text) < 20:
        return False
    return (
        is_first
        or OTHER_NAME.fullmatch(text) is not None
        or not subtitle.SUBTITLE.fullmatch(text)
        or ends_title(text)
    )


def _lists_agencies(passage: Passage) -> bool:
    """Whether a line names agencies, and a list or the title of these and others goes on below."""
    *names, behind = passage.tight.split("、")
    return bool(names) and not behind and all(map(is_agency, names))


def _unmarked(passage: Passage, *, is_first: bool) -> str:
    """Return the line without a mark that ends it by mistake.

    In the middle of the page a kind ends a title; elsewhere it does so at the head of the text, or below the name
    of the agency, where the line says what the document is about and is no sentence with a pause in it.
    """
    match = _MARKED_END.fullmatch(passage.tight)
    if match is None or not ends_title(match["title"]):
        return passage.tight
    is_about = _ABOUT.fullmatch(simplify(match["title"])) and (is_first or match["title"].startswith("关于"))
    may_be = passage.is_centred or is_about
    return match["title"] if may_be else passage.tight


def _alike(text: str, known: str) -> bool:
    return re.sub(r"\W", "", text) == re.sub(r"\W", "", known)


def _is_remark(passage: Passage) -> bool:
    """Whether a line in brackets says something of the title, as （试行） does; years are part of it."""
    return subtitle.SUBTITLE.fullmatch(passage.tight) is not None and not re.search(
        r"\d\s*[年—～-]", passage.text
    )


def read_subtitle(passages: Sequence[Passage], index: int, way: Address, draft: Draft) -> int:
    """Put what stands under the title: in brackets, behind a dash, who adopted it; return where the text begins."""
    lines: list[Passage] = []
    index += index < len(passages) and not way and _read_dated_doc_number(passages[index], draft)
    while (
        index < len(passages)
        and _may_be_subtitle(passages[index])
        and not note.read(passages[index].text)
        and number.read(number.unwrapped(passages[index].tight)) is None
        and not _is_dated(passages[index], way, draft)
    ):
        if len(lines) == 2:
            break
        _hint_day(passages[index], way, draft)
        lines.append(passages[index])
        index += 1
    if lines:
        draft.put(way.to("题注"), subtitle.write(line.text for line in lines), lines[0].at, "较有把握")
        draft.cover(way.to("题注"), lines)
    return index


def _read_dated_doc_number(passage: Passage, draft: Draft) -> bool:
    """Keep day and number that stand below a title in one pair of brackets; False for any other line."""
    match = _DATED_NUMBER.fullmatch(passage.tight)
    written = (match["number"] or match["first"]) if match else ""
    day = date.read(match["day"] or match["last"]) if match else None
    if match is None or number.read(written) is None:
        return False
    if day is not None:
        draft.hints.append(("成文日期", day.value.isoformat(), passage.at))
    draft.hints.append(("发文字号", written, passage.at))
    draft.note(passage.at, passage.tight, "", "标题后面括注的日期、文号不是标题的文字")
    return True


def _may_be_subtitle(passage: Passage) -> bool:
    """Whether a line below a title is in brackets, behind a dash, or says who adopted the document."""
    is_dashed = passage.tight.startswith(("——", "—")) and len(passage.tight) < _LONGEST_SUBTITLE
    if in_brackets(passage):
        return False
    return bool(
        subtitle.SUBTITLE.fullmatch(passage.tight) or is_dashed or subtitle.ADOPTION.fullmatch(passage.text)
    )


def _hint_day(passage: Passage, way: Address, draft: Draft) -> None:
    """Keep the day on which a document was adopted or presented; one in the closing counts more."""
    is_told = passage.tight.startswith("—") or kind_of(draft.get("标题") or "") in kind.ADOPTED
    day = date.find(passage.text)
    is_signed = any(key == "署名" for key, _, _ in draft.hints)
    is_lone = is_signed and bracketed_day(passage.text) is not None
    is_said = is_lone or (is_told and not subtitle.SUBTITLE.fullmatch(passage.tight))
    if day and is_said and not way:
        draft.hints.append(("成文日期", day.value.isoformat(), passage.at))


def _is_dated(passage: Passage, way: Address, draft: Draft) -> bool:
    """Whether the day in brackets below the title is that of the document, and no meeting adopted it on that day."""
    is_adopted = way or kind_of(draft.get("标题") or "") in kind.ADOPTED
    return not is_adopted and bracketed_day(passage.text) is not None


def _says_again(text: str, title: str) -> str:
    """Return 一样 or 认错的字 when ``text`` is ``title`` once more, with some characters misread; "" for other text.

    The agency before 关于 may be left out.
    """
    one, other = re.sub(r"\W", "", text), re.sub(r"\W", "", _BEHIND.sub("", title))
    if one == other or (len(one) > _LEAST_AGAIN and other.endswith(one) and text.startswith("关于")):
        return "一样"
    if len(one) != len(other) or len(one) <= _LEAST_AGAIN:
        return ""
    return "认错的字" if sum(map(str.__ne__, one, other)) <= _MOST_MISREAD else ""


def skip_repeated(passages: Sequence[Passage], index: int, title: str, draft: Draft) -> int:
    """Pass over a title that stands a second time, below the number; the web page put the first one there.

    Of two that differ by characters that were misread the second is kept: it is that of the document itself.
    """
    for count in range(_MOST_TITLE_LINES, 0, -1):
        lines = passages[index : index + count]
        if title and len(lines) == count and (again := _says_again(joined(lines), title)):
            if again == "认错的字":
                draft.doubts.append((lines[0].at, f"标题出现了两次，另一处写的是“{title}”，请核对"))
                first = next(trace.at for trace in draft.traces if trace.element == Address("标题"))
                draft.values["标题"] = joined(lines)
                draft.cover(Address("标题"), lines)
                draft.note(first, title, "", "标题出现了两次，留后一个")
            else:
                draft.note(lines[0].at, joined(lines), "", "标题出现了两次，留一个")
            below = index + count
            return below if draft.get("题注") else read_subtitle(passages, below, WHOLE, draft)
    return index
