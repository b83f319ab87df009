"""Attachments that are nothing but a list, one name a line: how many, and how the text names them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from gongwen.address import Address
from gongwen.document import Attachment, Document
from gongwen.make.tables.sketch import is_row, sketch_table
from gongwen.pattern import HANZI, pattern
from gongwen.rules.rule import Fault, Spot, fault, fault_in, rule
from gongwen.rules.tables.sums import is_total
from gongwen.rules.texts import Text, main_texts_of
from gongwen.terms.label import find_label
from gongwen.terms.people.person_name import is_name
from gongwen.zh.numerals import read_number

_LIST = pattern("(?:名单|名录)$")
_COUNT = pattern(r"^[（(]?\s*共\s*(?P<n>\d+)\s*[个名家人项件户所](?:单位|集体|个人|同志|企业)?\s*[）)]?$")
_PART = pattern(r"\S.{1,24}?[（(]\s*共?\s*(?P<n>\d+)\s*[个名家人项件户所]\s*[）)]$")
"""The heading of a part of a list."""
_SENTENCE = pattern("[。；：:|]")
_LONGEST = 40
"""Characters of a line that is one entry."""
_HEAD_LONG = 16
"""Characters of the heading of a section."""
_FEWEST = 2
"""Entries from which on an attachment is a list."""
_NAME = pattern(rf"{HANZI}+")
_AND_OTHERS = pattern(
    rf"(?P<name>{HANZI}{{2,24}})等(?P<n>\d+|[一二三四五六七八九十]+)(?P<unit>[个名家位])(?:{HANZI}{{0,2}}(?:同志|单位|集体|个人|企业|人员|先进))"
)
_NAMES = pattern("姓名|名称|单位名称|企业名称|单位")
"""The head of the column of a table in which the names stand."""
_OF_UNIT = pattern(
    rf"(?:[予对、]|授予)(?P<said>[省市县区镇乡]{HANZI}{{4,20}}?)等[\d一二三四五六七八九十]+[名位]"
)
_UNIT = pattern("[局委厅办院校学园所站]|中心|公司")
_OF_PLACE = pattern("[省市县区镇乡村道组]$")
_PERSON_LONG = 3


def _entries(attachment: Attachment) -> tuple[str, ...]:
    """Return the lines of an attachment that is one list without headings; () for any other."""
    lines = tuple(line for each in attachment.body if (line := each.strip()) and not _is_head(line))
    heads = sum(1 for line in attachment.body if _COUNT.match(line.strip()))
    is_list = (
        _LIST.search(attachment.title) and not attachment.roster and len(lines) >= _FEWEST and heads <= 1
    )
    return lines if is_list and not any(len(e) > _LONGEST or _SENTENCE.search(e) for e in lines) else ()


def _is_head(line: str) -> bool:
    return bool(_COUNT.match(line) or _part(line))


def _part(line: str) -> re.Match[str] | None:
    """Return the number that the heading of a part of a list gives; None for a line that is none."""
    return _PART.match(line) if find_label(line) else None


def _first_word(entry: str) -> str:
    label = find_label(entry)
    match = _NAME.match(entry, len(label.text) if label else 0)
    return match[0] if match else ""


@rule("figures.list-count", "", "差错")
def list_count(document: Document) -> Iterator[Fault]:
    """名单上写“共几名”、正文写“某某等几名同志”的，与名单列出的一致。

    Wrong: {正文: 授予李行等3名同志先进个人称号。, 附件: [{标题: 先进个人名单, 正文: [李行　县水利局科员, 周宁　县财政局科员]}]}
    Right: {正文: 授予李行等2名同志先进个人称号。, 附件: [{标题: 先进个人名单, 正文: [李行　县水利局科员, 周宁　县财政局科员]}]}
    """
    for text in main_texts_of(document):
        for number, attachment in enumerate(text.attachments):
            yield from _odd_heads(attachment, text.path.to("附件", number))
        yield from _odd_counts(text)
        yield from _odd_sections(text)


def _odd_heads(attachment: Attachment, at: Address) -> Iterator[Fault]:
    """Yield where the list of the ``attachment`` at ``at`` says how many it has, and has more or fewer."""
    listed = len(_entries(attachment))
    for index, line in enumerate(attachment.body):
        match = _COUNT.match(line.strip())
        if match and listed and int(match["n"]) != listed:
            yield fault(f"这里写“{line.strip()}”，列出的是{listed}，请核对", at.to("正文", index))
    yield from _odd_parts(attachment, at) if listed else ()


def _odd_parts(attachment: Attachment, at: Address) -> Iterator[Fault]:
    """Yield where the heading of a part of the list says how many it has, and has more or fewer."""
    heads = [(i, head) for i, line in enumerate(attachment.body) if (head := _part(line.strip()))]
    lines = attachment.body
    stops = [i for i, line in enumerate(lines) if find_label(line.strip()) and not _is_entry(lines, i)]
    for index, head in heads:
        end = min((stop for stop in stops if stop > index), default=len(lines))
        listed = sum(1 for line in attachment.body[index + 1 : end] if line.strip())
        if listed != int(head["n"]):
            yield fault(f"这里写“{head[0]}”，列出的是{listed}，请核对", at.to("正文", index))


def _odd_counts(text: Text) -> Iterator[Fault]:
    """Yield where ``text`` says how many there are with one that a list names, and neither its part nor the list has as many."""
    lists = [_parts(attachment) for attachment in text.attachments]
    named = tuple(name for attachment in text.attachments for name, _ in _sections(attachment))
    for index, line in enumerate(text.body) if any(lists) else ():
        for match in _AND_OTHERS.finditer(line) if "等" in line else ():
            parts = next((each for each in lists if _part_of(match["name"], each)), ())
            part = _part_of(match["name"], parts)
            said = int(match["n"]) if match["n"].isdecimal() else read_number(match["n"])
            is_told = line.startswith(named, match.end("unit"))
            alike = [each for each in parts if part and _is_person(each[0]) == _is_person(part[0])]
            fitting = (len(part), sum(map(len, alike)))
            if part and not is_told and said not in fitting:
                listed = min(fitting, key=lambda count: abs(count - said))
                message = f"这里写“等{match['n']}{match['unit']}”，名单里列出的是{listed}，请核对"
                yield fault(message, text.line(index))


def _is_person(name: str) -> bool:
    return is_name(name) and not _OF_PLACE.search(name)


def _part_of(said: str, parts: Sequence[Sequence[str]]) -> Sequence[str]:
    """Return the part of a list that has the name at the end of ``said``; () for none, and for one of several."""
    found = [part for part in parts if said.endswith(tuple(part))]
    return found[0] if len(found) == 1 else ()


def _parts(attachment: Attachment) -> tuple[tuple[str, ...], ...]:
    """Return the names in each part of an attachment that is a list or a table of names; () for any other."""
    lines = [line.strip() for line in attachment.body if line.strip() and not _COUNT.match(line.strip())]
    if names := _column(lines):
        return (names,)
    if not _LIST.search(attachment.title) or attachment.roster or any(map(_is_text, lines)):
        return ()
    heads = [index for index, line in enumerate(lines) if find_label(line) and not _is_entry(lines, index)]
    starts = heads if heads and not heads[0] else [-1]
    ends = [*starts[1:], len(lines)]
    parts = (lines[start + 1 : end] for start, end in zip(starts, ends, strict=True))
    found = (tuple(filter(None, map(_first_word, part))) for part in parts)
    return tuple(filter(None, found))


def _column(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the names in the table that ``lines`` are, a row for each; () where they are none, or another table."""
    if not lines or not all(map(is_row, lines)):
        return ()
    head, *rows = sketch_table(list(lines)).rows
    columns = [index for index, cell in enumerate(head) if _NAMES.fullmatch(cell.strip())]
    listed = [row for row in rows if not is_total(row)]
    return tuple(row[columns[0]].strip() for row in listed) if columns and rows else ()


def _is_text(line: str) -> bool:
    return len(line) > _LONGEST or _SENTENCE.search(line) is not None


def _is_entry(lines: Sequence[str], index: int) -> bool:
    """Whether the numbered line at ``index`` is an entry itself: another numbered one, or nothing, stands below it."""
    return index + 1 == len(lines) or find_label(lines[index + 1]) is not None


def _odd_sections(text: Text) -> Iterator[Fault]:
    """Yield where ``text`` says how many there are of what a section of an attachment lists, and it lists another number."""
    listed = {name: count for each in text.attachments for name, count in _sections(each)}
    for index, line in enumerate(text.body) if listed else ():
        for name, count in listed.items():
            found = list(re.finditer(rf"(?<!\d)(\d+)[个名家位]{re.escape(name)}", line))
            for match in found if all(int(each[1]) != count for each in found) else ():
                path = text.line(index)
                message = f"这里写“{match[0]}”，附件里列出的是{count}，请核对"
                yield fault_in(message, path, line, match.span())


def _sections(attachment: Attachment) -> Iterator[tuple[str, int]]:
    """Yield the names of the sections of an ``attachment`` that lists an entry a line, with how many each has."""
    lines = [line.strip() for line in attachment.body if line.strip()]
    heads = [index for index, line in enumerate(lines) if find_label(line) and len(line) <= _HEAD_LONG]
    if not _LIST.search(attachment.title) or not heads or heads[0]:
        return
    for start, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        entries = lines[start + 1 : end]
        label = find_label(lines[start])
        is_list = len(entries) > 1 and not any(_SENTENCE.search(e) or len(e) > _LONGEST for e in entries)
        name = _NAME.search(lines[start], len(label.text)) if label and is_list else None
        if name:
            yield name[0], len(entries)


@rule("names.list-near", "", "差错")
def list_near(document: Document) -> Iterator[Fault]:
    """正文写“某某等几名同志”“某某等几个单位”的，姓名、名称与附件的名单一样。

    Wrong: {正文: 授予李文行等2名同志先进个人称号。, 附件: [{标题: 先进个人名单, 正文: [李文竹　县水利局科员, 周宁　县财政局科员]}]}
    Right: {正文: 授予李文竹等2名同志先进个人称号。, 附件: [{标题: 先进个人名单, 正文: [李文竹　县水利局科员, 周宁　县财政局科员]}]}
    """
    for text in main_texts_of(document):
        known = {_first_word(entry) for each in text.attachments for entry in _entries(each)} - {""}
        for index, line in enumerate(text.body):
            for match in _AND_OTHERS.finditer(line) if "等" in line and known else ():
                name = match["name"]
                other = "" if name.endswith(tuple(known)) else _near(name, sorted(known))
                if other:
                    said = name[-len(other) :]
                    spot = Spot(text.line(index), line, match.end("name") - len(other), match.end("name"))
                    what = "请核对姓名" if len(other) == _PERSON_LONG else "请核对"
                    message = f"这里写“{said}”，名单里是“{other}”，{what}"
                    yield fault(message, text.line(index), spots=[spot])


def _near(said: str, names: Sequence[str]) -> str:
    """Return the one of ``names`` that the end of ``said`` is but for one character; "" for none.

    A person is known by the family name, a unit by its length.
    """
    for name in names:
        end = said[-len(name) :]
        differ = [a != b for a, b in zip(end, name, strict=False)]
        is_person = len(name) == _PERSON_LONG and not differ[0]
        if len(end) == len(name) and sum(differ) == 1 and (is_person or len(name) > _PERSON_LONG + 1):
            return name
    return ""


@rule("names.list-unit", "", "推荐")
def list_unit(document: Document) -> Iterator[Fault]:
    """正文写“某单位某某等几名同志”的，单位与附件的名单一样。

    Wrong: {正文: 授予县第一中学王建国等2名同志“优秀教师”称号。, 附件: [{标题: 优秀教师名单, 正文: [王建国　云溪县第二中学教师, 李行　云溪县第一中学教师]}]}
    Right: {正文: 授予县第二中学王建国等2名同志“优秀教师”称号。, 附件: [{标题: 优秀教师名单, 正文: [王建国　云溪县第二中学教师, 李行　云溪县第一中学教师]}]}
    """
    for text in main_texts_of(document):
        yield from _other_units(text)


def _other_units(text: Text) -> Iterator[Fault]:
    """Yield where ``text`` names a person of a list with another unit than the list has."""
    listed = {
        name: line.replace(name, "", 1)
        for attachment in text.attachments
        for name in itertools.chain(*_parts(attachment))
        for line in attachment.body
        if name in line
    }
    for index, line in enumerate(text.body) if listed else ():
        for match in _OF_UNIT.finditer(line) if "等" in line else ():
            name = next((each for each in listed if match["said"].endswith(each)), "")
            unit = match["said"].removesuffix(name)
            letters = iter(listed.get(name, ""))
            is_unit = name and _UNIT.search(unit) and _UNIT.search(listed[name])
            if is_unit and not all(letter in letters for letter in unit):
                path = text.line(index)
                message = (
                    f"“{name}”这里是“{unit}”的，名单里写“{listed[name].strip(' |　0123456789')}”，请核对"
                )
                yield fault_in(message, path, line, match.span("said"))
