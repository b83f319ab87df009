"""署名, 成文日期 and 附注 in a text (7.3.5, 7.3.6)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongwen.address import WHOLE, Address
from gongwen.pattern import pattern
from gongwen.recognise.draft import Draft
from gongwen.recognise.elements.cut_signature import cut_signature, in_columns
from gongwen.recognise.passages import Passage
from gongwen.recognise.single_lines import OTHER_NAME, SENTENCE_END, TOTAL
from gongwen.terms import date, imprint, note
from gongwen.terms.agency import (
    STATE_COUNCIL,
    agencies_in,
    is_agency,
    issuers_named,
    may_be_same,
)
from gongwen.terms.date import NO_YEAR, UNFILLED, UNMARKED
from gongwen.terms.date import write as format_date
from gongwen.terms.label import find_label
from gongwen.terms.people.one_person import split_person
from gongwen.terms.signature import unsealed
from gongwen.zh.spaces import SPACE, close_up, tighten

_POSTS = (
    "省长 市长 县长 区长 州长 盟长 旗长 乡长 镇长 主席 主任 局长 厅长 部长 院长 检察长 署长 行长 校长 书记 专员 总理 司长 会长 社长 台长 "
    "董事长 总经理 理事长 总指挥 指挥长 司令员 政治委员 總理 省長 市長 縣長 區長 專員 部長 局長 廳長 院長"
)
_POST = "(?:[代副]\\s*)?(?:" + "|".join(r"\s*".join(word) for word in _POSTS.split()) + ")"
_PERSON = pattern(
    rf"(?P<post>\S{{0,20}}?{_POST})(?:(?:\s*[：:]\s*|\s+)(?P<name>\S(?:\s*\S){{1,3}}))?", re.DOTALL
)
_LEAST_ALONE = 4
"""Characters of an agency that signs without a day; what is shorter may be debris of a seal."""
_MOST_NAMES = 15
_LEAST_TOLD, _MOST_TOLD = 4, 20
"""Characters of a name that is known only because the title or the text has it as well."""
_NO_NAME = pattern(r"[。；：:，！？\t]")
_NO_TOLD = pattern(r"[^\u3400-\u9fff（）()·]")
_TOTAL = pattern(TOTAL)
_NO_TEXT = pattern("[（(]?此页无正文[）)]?")
"""What stands above those who sign on a page of their own."""
_NUMERIC_DAY = pattern(r"\s*[\d./．\-]+\s*")
"""A day as pages write it in lists."""


@dataclass(slots=True)
class Closing:
    """Where the closing stands among the passages of the text."""

    start: int
    """The first passage of it; what stands before is text."""
    stop: int
    signed: list[int] = field(default_factory=list)
    date: int = -1
    notes: list[int] = field(default_factory=list)


def find_closing(passages: Sequence[Passage], issuers: Sequence[str] = (), title: str = "") -> Closing | None:
    """Return the closing in the passages of a text; None when it has none.

    ``issuers`` are those that the head names, who sign however their names end; a name of several may go on over
    two lines. So does what stands right above the day and is named in ``title`` or in the text.
    """
    date = _date_place(passages)
    if date < 0:
        return _known_last(passages, issuers) or _undated(passages)
    end = date - (date > 1 and note.read(passages[date - 1].text) is not None)
    start = end - cut_signature(passages[:end], issuers, title)
    signed = list(range(start, end))
    if _agency_before_date(passages[date]) is not None:
        start, signed = date, [date]
    while not signed or start == date or start > 0:
        above = start - 1
        if above < 0 or date - above > _MOST_NAMES or signed == [date]:
            break
        is_begun = signed and _begins_name(passages, above, issuers, title)
        is_told = not signed and _is_told(passages[:end], title)
        is_placed = passages[date].is_at_right and _is_placed(passages[above])
        is_between = signed and above > 0 and _NO_TEXT.fullmatch(passages[above].tight) is not None
        if is_between and not _signs(passages[above - 1], issuers):
            break
        if not (is_between or _signs(passages[above], issuers) or is_begun or is_told or is_placed):
            break
        if signed and _is_listed(passages[above]) and is_agency(passages[signed[0]].text):
            break
        signed.insert(0, above)
        start = above
    closing = Closing(
        start if signed else date, date + 1, signed, date, [*range(end, date)] if start < end else []
    )
    _take_notes(closing, passages)
    return closing


def _is_told(above: Sequence[Passage], title: str) -> bool:
    """Whether the last of ``above`` is a name that is told above, or several of them."""
    text = unsealed(above[-1].text).strip() if above else ""
    names = [name for name in re.split(r"[、\s]+", text) if len(name) > 1]
    is_several = len(names) > 1 and all(_is_told_name(each, above, title) for each in names)
    return is_several or _is_told_name(tighten(text), above, title)


def _is_told_name(name: str, above: Sequence[Passage], title: str) -> bool:
    """Whether ``name``, on the last line of ``above``, opens the title, or stands in the title or in the text as well."""
    if not name or len(name) > _MOST_TOLD or _NO_TOLD.search(name) or find_label(name) or above[-1].is_row:
        return False
    if split_person(above[-1].text):  # the last of a list of people, who stands in it twice
        return False
    is_text = len(name) >= _LEAST_TOLD and any(
        name in each for each in (title, *(each.tight for each in above[:-1]))
    )
    is_issuer = title.startswith(name) or name in issuers_named(title)
    return (len(name) > 1 and is_issuer) or is_text


def _date_place(passages: Sequence[Passage]) -> int:
    """Return the place of the 成文日期; -1 when there is none. A date that opens a text of several lines is not it."""
    places = [
        index
        for index, passage in enumerate(passages)
        if date.read(passage.text)
        or _agency_before_date(passage) is not None
        or _is_blank_date(index, passages)
    ]
    late = [index for index in places if index > 0]
    listed = [index for index in late if _NUMERIC_DAY.fullmatch(passages[index].text)]
    signed = [index for index in late if index not in listed and agencies_in(passages[index - 1].text)]
    if late[:1] == listed[:1] and len(listed) > 1 and signed:
        return signed[0]
    return (late or places or [-1])[0]


def _is_blank_date(index: int, passages: Sequence[Passage]) -> bool:
    """Whether a day without its number stands below who signs, or one without its year where nothing follows."""
    text = passages[index].text.strip()
    is_last = index + 1 == len(passages) or note.read(passages[index + 1].text) is not None
    return (
        (_is_unfilled(text) or (is_last and NO_YEAR.fullmatch(text) is not None))
        and index > 0
        and bool(agencies_in(passages[index - 1].text))
    )


def _is_unfilled(text: str) -> bool:
    """Whether ``text`` is a day that is not written in full, or without 年, 月 and 日."""
    return any(form.fullmatch(text) for form in (UNFILLED, UNMARKED))


def _agency_before_date(passage: Passage) -> str | None:
    """Return the agency on the line of the date; None for any other line."""
    if len(passage.tight) > 50:
        return None
    found = imprint.read(passage.tight)
    is_signed = found and found.value.day and "word" not in found.parts and is_agency(found.value.agency)
    return found.value.agency if found and is_signed else None


def _signs(passage: Passage, issuers: Sequence[str] = ()) -> bool:
    text = unsealed(passage.text)
    if tighten(text) in issuers or not text.strip():
        return True
    if passage.is_row or find_label(text) or _TOTAL.match(text):
        return False
    is_person = _PERSON.fullmatch(text) is not None
    return is_person or (not re.search(r"[。；：:]", text) and bool(agencies_in(text)))


def _is_placed(passage: Passage) -> bool:
    """Whether a line stands in the right part of the page, as who signs does, and is no sentence."""
    return passage.is_at_right and not passage.is_row and not _NO_NAME.search(passage.text)


def _begins_name(passages: Sequence[Passage], index: int, issuers: Sequence[str], title: str) -> bool:
    """Whether the line at ``index`` and the one below it are one name: that of one of several issuers, or one told above."""
    name = passages[index].tight + passages[index + 1].tight
    if not is_agency(name):
        return False
    is_told = not is_agency(passages[index].text) and (
        title.startswith(name) or any(name in each.tight for each in passages[:index])
    )
    return is_told or (len(issuers) > 1 and any(may_be_same(name, issuer) for issuer in issuers))


def _names_of(lines: Sequence[str], issuers: Sequence[str]) -> list[str]:
    """Return the names in the lines of a joint signature, put together as the issuers are; [] when they do not fit."""
    names: list[str] = []
    rest = list(lines)
    for issuer in issuers:
        count = next((n for n in range(1, len(rest) + 1) if may_be_same("".join(rest[:n]), issuer)), 0)
        if not count:
            return []
        names.append("".join(rest[:count]))
        del rest[:count]
    return [] if rest else names


def _whole_names(lines: Sequence[str]) -> list[str]:
    """Return the agencies in the lines of a signature, each put together until it is one."""
    names = [""]
    for line in lines:
        if is_agency(names[-1]):
            names.append("")
        names[-1] += line
    return names


def _settled(names: list[str], lines: Sequence[str], draft: Draft) -> list[str]:
    """Return who signs on ``lines``, put together as title and mark have them; ``names`` where these do not tell."""
    issuers, title = draft.get("发文机关") or [], tighten(draft.get("标题") or "")
    is_bracketed = any(map(OTHER_NAME.search, lines))
    if columns := in_columns(lines, title):
        return columns
    if is_bracketed and all(agencies_in(OTHER_NAME.sub("", line)) for line in lines):
        return list(lines)
    if len(lines) > 1 and set(lines) <= set(issuers_named(title)):
        return list(lines)
    if len(issuers) > 1:
        return _names_of(lines, issuers) or names
    return _whole_names(lines) if len(lines) > 1 and not all(map(is_agency, names)) else names


def _with_other_names(lines: Sequence[str]) -> list[str]:
    """Return the lines of a signature with the other name of an agency, alone in brackets, behind its first one."""
    names: list[str] = []
    for line in lines:
        is_other = bool(names) and OTHER_NAME.fullmatch(line) is not None
        names[-1:] = [names[-1] + line] if is_other else [*names[-1:], line]
    return names


def _is_listed(passage: Passage) -> bool:
    """Whether ``passage``, above an agency that signs, is the last line of a list: name and post, or a post alone."""
    person = _PERSON.fullmatch(passage.text)
    if person is not None:
        return bool(person["name"]) or not agencies_in(passage.text)
    return split_person(passage.text) is not None


def _known_last(passages: Sequence[Passage], issuers: Sequence[str]) -> Closing | None:
    """Return the closing where the agency of the head stands alone below the text, and no sentence below it."""
    for index in range(len(passages) - 1, 0, -1):
        if tighten(unsealed(passages[index].text)) in issuers:
            closing = Closing(index, index + 1, [index])
            _take_notes(closing, passages)
            return closing
        if SENTENCE_END.search(passages[index].text) and not note.read(passages[index].text):
            return None
    return None


def _undated(passages: Sequence[Passage]) -> Closing | None:
    """Return the closing of a text without a date: a 附注, and who signs above it or at the very end."""
    noted = next((index for index, passage in enumerate(passages) if index and note.read(passage.text)), -1)
    if noted > 0:
        start = noted
        while start > 1 and _signs(passages[start - 1]):
            start -= 1
        return Closing(start, noted + 1, list(range(start, noted)), -1, [noted])
    last = len(passages) - 1
    name = passages[last].tight if last > 0 else ""
    is_listed = last > 0 and split_person(passages[last].text) and split_person(passages[last - 1].text)
    if (
        last > 0
        and not is_listed
        and _signs(passages[last])
        and (len(name) >= _LEAST_ALONE or name == STATE_COUNCIL)
    ):
        return Closing(last, last + 1, [last])
    return None


def _take_notes(closing: Closing, passages: Sequence[Passage]) -> None:
    """Widen ``closing`` over the 附注 that stands above it or behind it."""
    if closing.start > 1 and note.read(passages[closing.start - 1].text):
        closing.start -= 1
        closing.notes.append(closing.start)
    below = passages[closing.stop] if closing.stop < len(passages) else None
    if below is not None and closing.date >= 0 and note.BARE.fullmatch(below.text):
        closing.notes.append(closing.stop)
        closing.stop += 1
    while closing.stop < len(passages) and (
        note.read(passages[closing.stop].text)
        or (
            not closing.notes
            and note.read_bracketed(passages[closing.stop].text)
            and len(passages[closing.stop].tight) < 60
        )
    ):
        closing.notes.append(closing.stop)
        closing.stop += 1


def read_closing(closing: Closing, passages: Sequence[Passage], draft: Draft, way: Address = WHOLE) -> None:
    """Put 署名, 成文日期 and 附注 of the part at ``way`` into ``draft``; what is carried has no 签名章."""
    _read_date(closing, passages, draft, way)
    stamps, names = [], []
    for place in closing.signed:
        passage = passages[place]
        if _NO_TEXT.fullmatch(passage.tight):
            draft.note(passage.at, passage.tight, "", "落款之间的“此页无正文”")
            continue
        person = _PERSON.fullmatch(passage.text)
        agency = _agency_before_date(passage)
        if agency:
            names.append(agency)
        elif person and not is_agency(passage.text):
            stamps.append({"职务": close_up(person["post"]), "姓名": close_up(person["name"] or "")})
            stamped = "".join(stamps[-1].values())
            draft.note(passage.at, passage.tight, stamped, "职务和姓名之间的冒号由版式代替")
        else:
            names += agencies_in(unsealed(passage.text)) or filter(None, (tighten(unsealed(passage.text)),))
            draft.note(passage.at, passage.text.removeprefix(unsealed(passage.text)), "", "代替印章的字样")
    if not stamps:
        texts = [unsealed(passages[place].text) for place in closing.signed]
        lines = [name for text in texts if (name := tighten(text)) and not _NO_TEXT.fullmatch(name)]
        names = _settled(names, _with_other_names(lines), draft)
    first = passages[closing.signed[0]].at if closing.signed else None
    draft.cover(way.to("署名"), [passages[place] for place in closing.signed if place != closing.date])
    draft.cover(way.to("附注"), [passages[place] for place in closing.notes])
    if stamps and (names or way):
        names += [f"{stamp['职务']}{SPACE}{stamp['姓名']}".strip() for stamp in stamps]
        stamps = []
    if names and first:
        draft.put(way.to("署名"), names, first)
    if stamps and first:
        draft.put(Address("签名章"), stamps, first, "较有把握")
    texts = [_note_text(passages[place], draft) for place in closing.notes]
    if texts:
        draft.put(way.to("附注"), "）（".join(texts), passages[closing.notes[0]].at)


def _read_date(closing: Closing, passages: Sequence[Passage], draft: Draft, way: Address) -> None:
    if closing.date < 0:
        return
    passage = passages[closing.date]
    found = imprint.read(passage.tight)
    written = found.part("date", passage.tight) if found else passage.tight
    day = own.value if (own := date.read(written)) else None
    text = passage.text.strip()
    if day is None and (_is_unfilled(text) or NO_YEAR.fullmatch(text)):
        draft.cover(way.to("成文日期"), [passage])
        draft.note(passage.at, passage.tight, "", "成文日期没有写全")
        draft.doubts.append((passage.at, f"成文日期“{passage.tight}”没有写全，请核对原件"))
        return
    if day is None:
        draft.put(way.to("署名"), [passage.tight], passage.at, "推测")
        return
    draft.put(way.to("成文日期"), day.isoformat(), passage.at)
    draft.note(passage.at, written, format_date(day), "成文日期按版式的写法印出")


def _note_text(passage: Passage, draft: Draft) -> str:
    found = note.read_bracketed(passage.text)
    text = found.value if found else passage.tight
    if passage.tight != note.write(text):
        draft.note(passage.at, passage.tight, note.write(text), "附注的括号由版式加上")
    return text
