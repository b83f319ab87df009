"""Attachments that are nothing but a list, one name a line: how many, and how the text names them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from gongwen.address import Address
from gongwen.document import Attachment, Document
from gongwen.pattern import HANZI, pattern
from gongwen.rules.rule import Fault, Spot, fault, rule
from gongwen.rules.texts import Text, main_texts_of
from gongwen.terms.label import find_label
from gongwen.zh.numerals import read_number

_LIST = pattern("(?:名单|名录)$")
_COUNT = pattern(r"^[（(]?\s*共\s*(?P<n>\d+)\s*[个名家人项件户所](?:单位|集体|个人|同志|企业)?\s*[）)]?$")
_PART = pattern(r"[^（()）]{2,24}[（(]\s*共?\s*(?P<n>\d+)\s*[个名家人项件户所]\s*[）)]$")
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
    match = _NAME.match(entry)
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
    ends = [*(index for index, _ in heads), len(attachment.body)][1:]
    for (index, head), end in zip(heads, ends, strict=True):
        listed = sum(1 for line in attachment.body[index + 1 : end] if line.strip())
        if listed != int(head["n"]):
            yield fault(f"这里写“{head[0]}”，列出的是{listed}，请核对", at.to("正文", index))


def _odd_counts(text: Text) -> Iterator[Fault]:
    """Yield where ``text`` says how many an attachment lists, the first by name, and it lists more or fewer."""
    lists = {_first_word(entries[0]): len(entries) for entries in map(_entries, text.attachments) if entries}
    for index, line in enumerate(text.body):
        for match in _AND_OTHERS.finditer(line) if "等" in line else ():
            listed = _listed_from(match["name"], lists)
            said = int(match["n"]) if match["n"].isdecimal() else read_number(match["n"])
            if listed and said != listed:
                message = f"这里写“等{match['n']}{match['unit']}”，名单里列出的是{listed}，请核对"
                yield fault(message, text.line(index))


def _odd_sections(text: Text) -> Iterator[Fault]:
    """Yield where ``text`` says how many there are of what a section of an attachment lists, and it lists another number."""
    listed = {name: count for each in text.attachments for name, count in _sections(each)}
    for index, line in enumerate(text.body) if listed else ():
        for name, count in listed.items():
            found = list(re.finditer(rf"(?<!\d)(\d+)[个名家位]{re.escape(name)}", line))
            for match in found if all(int(each[1]) != count for each in found) else ():
                path = text.line(index)
                message = f"这里写“{match[0]}”，附件里列出的是{count}，请核对"
                yield fault(message, path, spots=[Spot(path, line, *match.span())])


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


def _listed_from(said: str, lists: Mapping[str, int]) -> int:
    """Return how many the list has whose first name stands at the end of ``said``; 0 for none."""
    return next((count for name, count in lists.items() if name and said.endswith(name)), 0)


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
