"""The texts inside a document: its body, the document that it carries, its attachments."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from gongwen.address import Address
from gongwen.document import ROSTER_MARK
from gongwen.pattern import HANZI, pattern
from gongwen.recognise.draft import BodyLine, Draft, joined
from gongwen.recognise.elements.addressed import addresses, read_recipients
from gongwen.recognise.elements.closing import find_closing, read_closing
from gongwen.recognise.elements.notes import AttachmentNote, AttachmentText, find_note
from gongwen.recognise.elements.roster_lines import split_at_roles
from gongwen.recognise.elements.roster_tables import row_cells
from gongwen.recognise.elements.rosters import FoundRoster, Seats, find_rosters, leading_roster
from gongwen.recognise.elements.seats import locate_seats
from gongwen.recognise.elements.titles import read_title
from gongwen.recognise.passages import Passage, run_together
from gongwen.recognise.single_lines import TOTAL, is_date
from gongwen.terms import date, recipients
from gongwen.terms.agency import is_agency
from gongwen.terms.agency_level import PLACES
from gongwen.terms.attachment_note import clean_title
from gongwen.terms.label import find_division
from gongwen.terms.title import approved, carried
from gongwen.terms.titles.subtitle import ENACTS
from gongwen.zh.spaces import SPACE, bare, find_spaced, tighten

_KEYS = ("分组", "姓名", "职务", "备注")
_LEAST_COLUMNS, _LONGEST_COMPARED = 3, 20000
_HEAD_OF_ROWS, _NUMBERED_ROW = pattern(r"序\s*号\t"), pattern(rf"\d{{1,3}}(?:\t|$)|{TOTAL}")
TITLE_AGAIN = "附件只有标题，标题已在附件说明中"
_STOP, _MARKS = pattern("[。；：]"), pattern(r"\W+")
_GAP = pattern(r"\t+|(?<=\S)\u3000(?=\S)")
_BLANKS, _SINGLE = pattern(r"\t+|[ \u3000]{2,}|\u3000"), pattern(r"(?:^|[：:])\S$")
"""What parts the words of a row, and a word of one character at its end."""
_IN_SENTENCES = pattern("[，,。；;！？]")
_LONGEST_WORD = 14
"""Characters of a word in a row."""
QUOTED = pattern(r"《([^《》]+(?:〈[^〈〉]+〉[^《》]*)?)》")
_OUTLINE = pattern(r"\d{1,2}(?:\.\d{1,2}){0,3}[ \u3000\xa0]+(?=[\u3400-\u9fff《“])")
"""The label of a level in plans that count 1, 1.1, 1.1.1: the gap behind it stays."""
_LIKE = 0.72
"""How alike, of 1, a title is to the name by which a notice calls what it carries."""
_WITH_PLACE, _PLACE = 0.95, pattern(rf"{HANZI}+[{PLACES}]")
"""The same of a title that has the agency or the place before that name."""


def carried_names(title: str, body: Sequence[Passage]) -> list[str]:
    """Return the names by which a notice calls the document that it carries; an order that has no title calls it too."""
    name = carried(title) or approved(title)
    names = [re.sub(r"[《》]", "", name)] if name else []
    is_order = not title and bool(body) and ENACTS.match(body[0].tight) is not None
    if name or is_order:
        names += [quoted for passage in body[:3] for quoted in QUOTED.findall(passage.tight)]
    return names


def enacted_name(body: Sequence[Passage], rest: Sequence[Passage]) -> str:
    """Return what an order or a 公告 publishes by name whose text, ``rest``, follows without its title; "" for others."""
    division = find_division(rest[0].tight) if rest else None
    is_begun = bool(division and division.number == 1) or (bool(rest) and addresses(rest[0].tight))
    if not is_begun:
        return ""
    enacting = next((passage.tight for passage in body[:3] if ENACTS.match(passage.tight)), "")
    return QUOTED.findall(enacting)[0] if enacting else ""


def find_carried(
    passages: Sequence[Passage], names: Sequence[str], note: AttachmentNote | None = None, first: int = 0
) -> tuple[int, str]:
    """Return where the carried document begins and its title as found; (-1, "") when it is not there.

    It begins at ``first`` or below; what the 附件说明 ``note`` names is not it.
    """
    best, place, title = _LIKE, -1, ""
    for index, passage in enumerate(passages) if names else ():
        if index < first or (note is not None and note.start <= index < note.stop):
            continue
        if len(passage.tight) > 80 or _STOP.search(passage.tight) or passage.is_row:
            continue
        for count in (1, 2, 3, 4):
            lines = passages[index : index + count]
            text = joined(lines)
            text = "" if is_agency(text) or any(is_date(line.text) for line in lines) else text
            best_here = max(_likeness_to(text, name) for name in names) if 5 <= len(text) <= 90 else 0.0
            if best_here > best:
                best, place, title = best_here, index, text
    return place, title


def _likeness_to(text: str, name: str) -> float:
    """Return how alike a title is to the name that a notice has for it; only the agency may stand before it all."""
    before = text.removesuffix(name)
    is_longer = before != text and bool(is_agency(before) or _PLACE.fullmatch(before))
    return max(likeness(text, name), _WITH_PLACE * is_longer)


def likeness(one: str, other: str) -> float:
    """Return how alike two titles are, marks apart: 1 for the same."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(_MARKS.sub("", one), _MARKS.sub("", other))


def read_part(
    passages: Sequence[Passage], way: Address, draft: Draft, known: str = ""
) -> AttachmentNote | None:
    """Put title, body and roster of the part at ``way``; return its 附件说明, None without one."""
    start = read_title(passages, 0, way, draft, known)
    return read_untitled(passages[start:], way, draft)


def read_untitled(passages: Sequence[Passage], way: Address, draft: Draft) -> AttachmentNote | None:
    """Put what stands below the title of the part at ``way``; return its 附件说明, None without one."""
    text = _without_own_ends(list(passages), way, draft)
    note = find_note(text)
    if note is not None:
        draft.cover(way.to("附件说明"), text[note.start : note.stop])
        text = text[: note.start] + text[note.stop :]
    read_body(text, way, draft)
    return note


def _without_own_ends(text: list[Passage], way: Address, draft: Draft) -> list[Passage]:
    """Put 主送机关, 署名 and 成文日期 of a report that is carried, as it has them itself; return what is between."""
    text = _without_day(text, way, draft)
    first = read_recipients(text, 0, draft, way) if text and recipients.read(text[0].text) else 0
    rest = text[first:]
    closing = find_closing(rest)
    if closing is None or closing.date < 1 or closing.stop < len(rest) or closing.notes or not closing.start:
        return rest
    if not closing.signed and not first:
        return rest
    read_closing(closing, rest, draft, way)
    return rest[: closing.start]


def _without_day(text: list[Passage], way: Address, draft: Draft) -> list[Passage]:
    """Put the day below the title of a report that is carried, above those it addresses; return what is below."""
    day = date.read(text[0].text) if len(text) > 1 and addresses(text[1].tight) else None
    if day is None:
        return text
    draft.put(way.to("成文日期"), day.value.isoformat(), text[0].at, "较有把握")
    draft.note(text[0].at, text[0].tight, "", "标题下面的日期，落款里没有时才用")
    return text[1:]


def read_body(passages: Sequence[Passage], way: Address, draft: Draft) -> None:
    """Put the lines of a body with its roster."""
    if not passages:
        return
    passages = list(split_at_roles(passages))
    found = find_rosters(passages)
    roster = leading_roster(found, passages)
    first, stop = (len(passages), len(passages)) if roster is None else (roster.start, roster.stop)
    draft.cover(way.to("正文"), [*passages[:first], *passages[stop:]])
    draft.cover(way.to("名单"), passages[first:stop])
    lines = _lines(_with_gaps(passages, found), roster)
    if lines:
        draft.put(way.to("正文"), [text for text, _ in lines], passages[0].at, "较有把握")
        draft.locate_lines(way.to("正文"), lines)
    if roster is not None:
        draft.put(way.to("名单"), roster.roles, passages[roster.start].at, "较有把握")
        locate_seats(roster.entries, way.to("名单"), draft)
        draft.doubts += [(passage.at, message) for passage, message in roster.doubts]
        _note_marks(passages[roster.start : roster.stop], roster, draft)


def _with_gaps(passages: Sequence[Passage], found: Sequence[FoundRoster]) -> list[Passage]:
    """Return ``passages`` with wide gaps between the names and posts of ``found``, for those that stay text."""
    listed = {index for each in found for index in range(each.start, each.stop)}
    return [
        replace(passage, text=re.sub(r"\s+", SPACE, passage.text.strip()))
        if index in listed and not passage.is_row
        else passage
        for index, passage in enumerate(passages)
    ]


def _lines(passages: Sequence[Passage], roster: FoundRoster | None) -> list[BodyLine]:
    if roster is None:
        return _body_lines(passages)
    before, behind = passages[: roster.start], passages[roster.stop :]
    return [*_body_lines(before), (ROSTER_MARK, None), *_body_lines(behind)]


def _body_lines(passages: Sequence[Passage]) -> list[BodyLine]:
    """Return paragraphs as the input format has them; lines in columns one below the other are a table."""
    lines: list[BodyLine] = []
    for count, group in groupby(zip(_column_counts(passages), passages, strict=True), key=itemgetter(0)):
        block = [passage for _, passage in group]
        if count == 0:
            lines += _with_head([(body_line(passage), passage) for passage in block])
        elif count >= _LEAST_COLUMNS and len(block) > 1:
            lines += [
                (_row([*passage.text.split("\t"), *[""] * count][:count]), passage) for passage in block
            ]
        else:
            lines += [(body_line(passage), passage) for passage in block]
    return lines


def _with_head(rows: Sequence[BodyLine]) -> list[BodyLine]:
    """Return the rows of a table with the line below its head where cells of the head reach over several rows."""
    count = next((index for index, (row, _) in enumerate(rows[1:], 1) if " ^ " not in row), len(rows))
    if count == 1 or count == len(rows):
        return list(rows)
    return [*rows[:count], ("|" + " --- |" * (rows[0][0].count("|") - 1), None), *rows[count:]]


def _column_counts(passages: Sequence[Passage]) -> Iterator[int]:
    """Yield how many columns each passage has.

    Below a head that begins with 序号 a numbered row has as many, though programs cut the tabs at the end of a line.
    """
    head = 0
    for passage in passages:
        own = _columns(passage)
        if own >= _LEAST_COLUMNS and _HEAD_OF_ROWS.match(passage.text):
            head = own
        head = head if own == head or (0 < own < head and _NUMBERED_ROW.match(passage.text)) else 0
        yield head or own


def _columns(passage: Passage) -> int:
    """Return how many columns tabs make of a line; 0 for one that is a row already."""
    return 0 if passage.is_row else passage.text.count("\t") + 1


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(tighten(cell) for cell in cells)} |"


def body_line(passage: Passage) -> str:
    """Return a paragraph as the input format has it: a row of a table between bars, columns apart."""
    if passage.is_row:
        return _row(row_cells(passage.text))
    division = find_division(passage.text)
    if division is not None and division.is_apart:
        return f"{tighten(division.text)}{SPACE}{tighten(passage.text[len(division.text) :])}".strip()
    if outline := _OUTLINE.match(passage.text):
        return f"{outline[0].strip()}{SPACE}{tighten(passage.text[outline.end() :])}"
    parts = _words_in_row(passage.text) or _GAP.split(passage.text)
    return SPACE.join(part for part in map(tighten, parts) if part)


def _words_in_row(text: str) -> list[str]:
    """Return the words of a line that wide gaps part, padded names closed up (张  文  王小红); [] for a sentence."""
    words = _BLANKS.split(text.strip())
    is_row = re.search(r"\S(?: {2}|\u3000{2})", text) is not None and not _IN_SENTENCES.search(text)
    if not is_row or max(map(len, words)) > _LONGEST_WORD:
        return []
    row: list[str] = []
    for word in words:
        is_second = len(word) == 1 and bool(row) and _SINGLE.search(row[-1]) is not None
        row[-1:] = [row[-1] + word] if is_second else [*row[-1:], word]
    return row if any(len(word) > 1 for word in words) else []


def _note_marks(passages: Sequence[Passage], roster: FoundRoster, draft: Draft) -> None:
    """Remember the marks between names that a list of one person a line does not need."""
    kept = "".join(f"{role}：{_printed(seats)}" for role, seats in roster.roles.items())
    lost = _lost(bare("".join(passage.text for passage in passages)), bare(kept))
    if lost:
        draft.note(passages[0].at, lost, "", "名单一人一行，人名之间的标点和表头不再需要")


def _printed(seats: Seats) -> str:
    if isinstance(seats, str):
        return seats
    return "".join("".join(each.get(key, "") for key in _KEYS) for each in seats)


def _lost(found: str, kept: str) -> str:
    """Return the characters of ``found`` that are not, in their order, in ``kept``.

    What is too long to be compared in order is compared by its characters alone.
    """
    from rapidfuzz.distance import LCSseq

    if len(found) > _LONGEST_COMPARED:
        return "".join((Counter(found) - Counter(kept)).elements())
    return "".join(
        found[step.src_start : step.src_end] for step in LCSseq.opcodes(found, kept) if step.tag != "equal"
    )


def read_attachments(
    texts: Sequence[AttachmentText], note: AttachmentNote | None, way: Address, draft: Draft
) -> None:
    """Put the attachments of the part at ``way``: those that are there, and those only named in ``note``."""
    named = _put_named(note, way, draft) if note else []
    free = list(range(len(named)))
    places = []
    texts = _without_empty(texts, named, draft)
    for text in texts:
        place = _place(text, named, free)
        if place in free:
            free.remove(place)
        elif place < 0:
            place = len(draft.get(*way, "附件") or [])
        places.append(place)
        _read_attachment(text, way.to("附件", place), named[place] if place < len(named) else "", draft)
    count = len(draft.get(*way, "附件") or [])
    for text, place in zip(texts, places, strict=True):
        is_given = draft.get(*way, "附件", place, "正文") or draft.get(*way, "附件", place, "名单")
        mark = f"{text.doc_number}附件{place + 1 if count > 1 else ''}" if is_given else ""
        draft.note(text.mark.at, text.mark.tight.removesuffix(text.title), mark, "附件的字样和序号由版式编排")


def _without_empty(
    texts: Sequence[AttachmentText], named: Sequence[str], draft: Draft
) -> Sequence[AttachmentText]:
    """Return ``texts`` without the last one where it is a mark with nothing behind it, and is named nowhere."""
    if len(texts) < 2 or named or texts[-1].title or texts[-1].passages:
        return texts
    draft.note(texts[-1].mark.at, texts[-1].mark.tight, "", "附件的字样后面没有内容")
    return texts[:-1]


def _put_named(note: AttachmentNote, way: Address, draft: Draft) -> list[str]:
    titles = []
    whole, stop = run_together(note.passages), 0
    draft.note(note.at, note.label, "附件：", "附件说明的字样由版式加上")
    is_numbered = len(note.titles) > 1
    for index, found in enumerate(note.titles):
        title = clean_title(found)
        printed = f"{index + 1}.{title}" if is_numbered else title
        draft.put(way.to("附件", index, "标题"), title, note.at, "确定" if title == found else "较有把握")
        if span := find_spaced(whole.text, title, stop):
            draft.locate_part(way.to("附件", index, "标题"), whole, *span)
            stop = span[1]
        draft.note(note.at, note.written[index], printed, "附件说明只写序号和名称，不加标点和书名号")
        titles.append(title)
    return titles


def _place(text: AttachmentText, named: Sequence[str], free: Sequence[int]) -> int:
    """Return which of the named attachments ``text`` is; -1 for none of them."""
    if text.order and text.order - 1 in free:
        return text.order - 1
    head = text.title or joined(text.passages[:3])
    likely = [index for index in free if likeness(head[: len(named[index]) + 4], named[index]) >= _LIKE]
    return likely[0] if likely else free[0] if free else -1


def _end_of(passage: Passage, title: str) -> Passage:
    """Return the title at the end of the line of a mark."""
    span = find_spaced(passage.text, title)
    return passage.part(*span) if span else passage


def _settle_title(named: str | None, text: AttachmentText, way: Address, draft: Draft) -> None:
    """Keep one of two titles that differ: the one in the 附件说明 when it says all that the other does."""
    own = draft.get(*way, "标题")
    if not named or own == named:
        return
    if likeness(named, own) >= _LIKE and _says_all(named, own):
        draft.note(text.mark.at, own, named, "附件说明与附件的标题不一致，以附件说明为准")
        draft.put(way.to("标题"), named, text.mark.at, "较有把握")
    else:
        draft.note(text.mark.at, named, own, "附件说明与附件的标题不一致，以附件的标题为准")
        if likeness(named, own) < _LIKE:
            told = f"附件说明里是“{named}”，附件的标题是“{own}”，两处不一致，请核对"
            draft.doubts.append((text.mark.at, told))


def _says_all(named: str, own: str) -> bool:
    """Whether all characters of ``own`` stand in ``named`` in their order."""
    rest = iter(named)
    return all(character in rest for character in re.sub(r"\W", "", own))


def _read_attachment(text: AttachmentText, way: Address, named: str, draft: Draft) -> None:
    before = draft.get(*way, "标题")
    draft.cover(way.to("附件标识"), [text.mark])
    if text.title:
        draft.put(way.to("标题"), text.title, text.mark.at)
        draft.locate(way.to("标题"), _end_of(text.mark, text.title))
        read_body(text.passages, way, draft)
    elif text.passages:
        start = read_title(text.passages, 0, way, draft, named)
        read_body(text.passages[start:], way, draft)
    if draft.get(*way, "标题") is None:
        draft.put(way.to("标题"), named or "附件", text.mark.at, "推测")
    is_given = draft.get(*way, "正文") or draft.get(*way, "名单")
    if before and not is_given and (text.title or text.passages):
        draft.note(text.mark.at, text.title or joined(text.passages), "", TITLE_AGAIN)
    _settle_title(before, text, way, draft)
    if text.doc_number:
        draft.put(way.to("装订"), "单独", text.mark.at)
    if text.passages and all(passage.is_turned for passage in text.passages):
        draft.put(way.to("页面"), "横", text.mark.at)
