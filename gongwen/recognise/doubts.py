"""What a person should look at in a document that was read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any

from gongwen.address import WHOLE, Address, Place, Stretch
from gongwen.finding import Finding, Force
from gongwen.pattern import pattern
from gongwen.recognise.draft import CARRIED, Draft
from gongwen.recognise.elements.parts import carried_names, likeness
from gongwen.recognise.missed import find_missed
from gongwen.recognise.passages import Passage, is_broken
from gongwen.recognise.reading import Repair
from gongwen.recognise.surroundings.above import UNKNOWN
from gongwen.terms import attachment_mention, title
from gongwen.terms.agency import mark_agency
from gongwen.terms.label import ARTICLE, LEVELS, Label, find_division, find_label
from gongwen.terms.people.person_name import is_name
from gongwen.transcript import Line

_THROUGH = 3
"""The level at which items may count on through the headings above: 1. to 12. under （一） to （四）."""
_MOST_MISREAD = 2
"""Characters by which two names of one agency differ that was misread."""
_END_OF_TASK = pattern(r"(?:负责|落实|配合|牵头|单位[：:][^。]*)[。；]?[）)]?$")


def find_doubts(draft: Draft, passages: Sequence[Passage]) -> tuple[Finding, ...]:
    """Return what is doubtful, by its places."""
    at = passages[0].at
    found = [
        *_guesses(draft),
        *_undated(draft, at),
        *_issuer(draft, at),
        *(_doubt("list", place, message) for place, message in draft.doubts),
        *_carried_title(draft, at),
        *_attachments(draft, at),
        *_cut_rows(passages),
        *_missed(draft, at),
        *(
            doubt
            for way, body in _bodies(draft.values)
            for places in [_places_of(body, way, draft, at)]
            for doubt in (*_numbers(body, places), *_articles(body, places), *_gaps(body, places))
        ),
        *(doubt for way, roster in _rosters(draft.values) for doubt in _names(roster, way, draft, at)),
    ]
    return tuple(
        sorted(found, key=lambda doubt: (doubt.place.page, doubt.place.line) if doubt.place else (0, 0))
    )


def _missed(draft: Draft, at: Place) -> Iterator[Finding]:
    body = draft.get("正文") or []
    places = _places_of(body, Address("正文"), draft, at)
    return (_doubt("missed", place, message) for place, message in find_missed(draft, body, places))


def _cut_rows(passages: Sequence[Passage]) -> Iterator[Finding]:
    """Rows at the head of a page that may be the rest of the last row of the page before: most of their cells are empty."""
    for above, below in pairwise(passages):
        if not (above.is_row and below.is_row and below.opens_page):
            continue
        before, cells = above.text.split("\t"), below.text.split("\t")
        is_rest = len(cells) == len(before) and not cells[0] and before[0] not in ("", "^")
        if is_rest and 2 * sum(map(bool, cells)) <= sum(map(bool, before)):
            yield _doubt("gap", below.at, "表格跨页，这一行第一栏空着，可能是上一页最后一行的后半，请核对")


def find_odd_value(draft: Draft, key: str, at: Place) -> Finding:
    """Return what is said of a value that no document can have; ``at`` is where it stands if nobody noted that."""
    place = next((trace.at for trace in draft.traces if trace.element == Address(key)), at)
    message = f"“{key}”写成了“{draft.get(key)}”，没有这样的{key}，请核对"
    return _doubt("value", place, message, "差错")


def tell_unplaced(line: Line) -> Finding:
    """Return what is said of a line that no element holds."""
    message = f"“{_short(line.text.strip())}”没有认出是什么，没有放进文稿，请核对"
    return _doubt("gap", line.at, message)


def tell_unknown(repairs: Iterable[Repair]) -> Iterator[Finding]:
    """Yield what is said of the lines that stood among those of the head and were left out as none of them."""
    for repair in repairs:
        if repair.reason == UNKNOWN:
            yield _doubt("gap", repair.at, f"“{_short(repair.before)}”{UNKNOWN}，请核对")


def _doubt(code: str, at: Place, message: str, force: Force = "惯例") -> Finding:
    return Finding(f"read.{code}", Stretch(at), message, "", force)


def _guesses(draft: Draft) -> Iterator[Finding]:
    for trace in draft.traces:
        if trace.sureness == "推测":
            yield _doubt("guess", trace.at, f"“{trace.element}”是推测的，请核对")


def _undated(draft: Draft, at: Place) -> Iterator[Finding]:
    """A document with a number has a day."""
    if draft.get("发文字号") and not draft.get("成文日期"):
        yield _doubt("date", at, "没有找到成文日期，请核对原件")


def _issuer(draft: Draft, at: Place) -> Iterator[Finding]:
    """The mark and the title name the same agency."""
    mark = mark_agency(draft.get("发文机关标志") or "")
    named = title.read(draft.get("标题") or "").value.issuer
    if mark != named and len(mark) == len(named) and sum(map(str.__ne__, mark, named)) <= _MOST_MISREAD:
        message = f"发文机关标志里是“{mark}”，标题里是“{named}”，两处不一致，请核对原件"
        yield _doubt("issuer", _place(draft, Address("发文机关标志"), at), message)


def _carried_title(draft: Draft, at: Place) -> Iterator[Finding]:
    """A notice and what it carries should call it the same."""
    title = draft.get(CARRIED, "标题") if len(draft.carried()) == 1 else ""
    if not title:
        return
    flat = title.replace("\n", "")
    names = carried_names(draft.get("标题") or "", [Passage(line, at) for line in draft.get("正文") or []])
    for name in names[:1]:
        if likeness(name, flat) < 1 and name not in flat and flat not in name:
            yield _doubt(
                "title",
                _place(draft, Address("印发件", "标题"), at),
                f"标题里说的是“{name}”，印发的文件叫“{flat}”，两处不一致，请核对原件",
            )


def _place(draft: Draft, element: Address, usual: Place) -> Place:
    return next((trace.at for trace in draft.traces if trace.element == element), usual)


def _attachments(draft: Draft, at: Place) -> Iterator[Finding]:
    """附件说明, the attachments that are there, and the mentions in the text should agree."""
    for way in (WHOLE, *draft.carried()):
        part = draft.get(*way) if way else draft.values
        if not part:
            continue
        named = part.get("附件") or []
        for index, attachment in enumerate(named):
            if (
                not attachment.get("正文")
                and not attachment.get("名单")
                and len(named) > 1
                and any(each.get("正文") for each in named)
            ):
                yield _doubt(
                    "attachment",
                    _place(draft, way.to("附件", index, "标题"), at),
                    f"附件说明里有“{attachment['标题']}”，后面没有找到它的正文",
                )
        mentions = {each.number for line in part.get("正文") or [] for each in attachment_mention.seen(line)}
        if mentions and not named and not (way and draft.get("附件")):
            yield _doubt("attachment", at, "正文里有“见附件”，没有找到附件和附件说明")
        for number in sorted(filter(None, mentions)):
            if number > len(named) > 0:
                yield _doubt("attachment", at, f"正文里有“见附件{number}”，只找到{len(named)}个附件")


def _bodies(tree: Mapping[str, Any], way: Address = WHOLE) -> Iterator[tuple[Address, Sequence[str]]]:
    for key, value in tree.items():
        if key == "正文":
            yield way.to(key), value
        elif isinstance(value, dict) and key != "名单":
            yield from _bodies(value, way.to(key))
        elif key in ("附件", CARRIED):
            for index, each in enumerate(value):
                yield from _bodies(each, way.to(key, index))


def _rosters(tree: Mapping[str, Any], way: Address = WHOLE) -> Iterator[tuple[Address, Mapping[str, Any]]]:
    for key, value in tree.items():
        if key == "名单":
            yield way.to(key), value
        elif isinstance(value, dict):
            yield from _rosters(value, way.to(key))
        elif key in ("附件", CARRIED):
            for index, each in enumerate(value):
                yield from _rosters(each, way.to(key, index))


def _places_of(body: Sequence[str], way: Address, draft: Draft, at: Place) -> list[Place]:
    """Return where each text of the body at the end of ``way`` stands; ``at`` for one of which that is not known."""
    heads = accumulate((_count(text) for text in body), initial=0)
    return [_found_at(draft, way.to(head), at) for head, _ in zip(heads, body, strict=False)]


def _count(text: str) -> int:
    return sum(1 for line in text.splitlines() if line.strip())


def _found_at(draft: Draft, way: Address, at: Place) -> Place:
    return next((stretch.at for stretch in draft.stretches.get(way, ())), at)


def _numbers(body: Sequence[str], places: Sequence[Place]) -> Iterator[Finding]:
    """Numbers of headings should count on; below a new heading they begin again, or count on through."""
    last = [0] * (LEVELS + 1)
    for line, place in zip(body, places, strict=True):
        label = find_label(line)
        if label is None:
            continue
        expected = last[label.level] + 1
        if label.number not in (expected, 1):
            before = f"第{last[label.level]}项后面是" if last[label.level] else "从"
            yield _doubt(
                "number",
                place,
                f"“{_short(line)}”的序号不连续：{before}第{label.number}项，可能缺了内容或者编错了",
            )
        elif label.number == 1 == last[1] and label.level == 1:
            yield _doubt("number", place, f"“{_short(line)}”的序号与上一项重复")
        last[label.level] = label.number
        last[label.level + 1 :] = [
            0 if level != _THROUGH else last[level] for level in range(label.level + 1, LEVELS + 1)
        ]


def _articles(body: Sequence[str], places: Sequence[Place]) -> Iterator[Finding]:
    """Articles count on through all chapters."""
    last = 0
    for line, place in zip(body, places, strict=True):
        division = find_division(line)
        if division is None or division.unit != ARTICLE or not division.is_apart:
            continue
        if division.number not in (last + 1, 1):
            message = f"“{_short(line)}”的序号不连续：第{last}条后面是第{division.number}条，可能缺了内容"
            yield _doubt("number", place, message)
        last = division.number


def _gaps(body: Sequence[str], places: Sequence[Place]) -> Iterator[Finding]:
    """A paragraph that breaks off, or one without a number between items of one paragraph each."""
    labels = [find_label(line) for line in body]
    for index, line in enumerate(body):
        if (
            len(line) > 30
            and is_broken(line)
            and not re.search("[：:]$", line)
            and not line.startswith("|")
            and not _END_OF_TASK.search(line)
        ):
            yield _doubt("gap", places[index], f"“…{line[-12:]}”没有说完，后面可能缺了内容")
        elif _interrupts(index, body, labels):
            yield _doubt(
                "gap",
                places[index],
                f"“{_short(line)}”没有序号，夹在两项之间，可能是上一项的下半段，中间可能缺字",
            )


def _interrupts(index: int, body: Sequence[str], labels: Sequence[Label | None]) -> bool:
    """Whether the one paragraph without a label stands among at least four items of one paragraph each."""
    if labels[index] is not None or index == 0 or index + 1 >= len(body):
        return False
    above, below = labels[index - 1], labels[index + 1]
    if above is None or below is None or above.level != below.level or below.number != above.number + 1:
        return False
    if len(body[index - 1]) < 40 or body[index].startswith(
        ("|", "责任", "牵头", "配合", "（", "(", "——", "注")
    ):
        return False
    near = range(max(index - 8, 1), min(index + 8, len(body) - 1))
    levels = {place: label.level for place in near if (label := labels[place]) is not None}
    items = [place for place, level in levels.items() if level == above.level]
    others = [place for place in near if place not in levels and place != index and place - 1 in items]
    return not others and len(items) >= 4


def _names(roster: Mapping[str, Any], way: Address, draft: Draft, at: Place) -> Iterator[Finding]:
    for role, seats in roster.items():
        known: dict[str, Place] = {}
        names = [] if isinstance(seats, str) else [seat["姓名"] for seat in seats]
        for index, name in enumerate(names):
            place = _found_at(draft, way.to(role, index, "姓名"), at)
            if name and not is_name(name) and not 2 <= len(name) <= 4:
                yield _doubt("name", place, f"名单“{role}”里的“{name}”不像姓名，请核对")
            known.setdefault(name, place)
        for name, place in known.items():
            if name and names.count(name) > 1:
                message = f"名单“{role}”里“{name}”出现了{names.count(name)}次，请核对是不是同一个人"
                yield _doubt("name", place, message)


def _short(line: str) -> str:
    return line if len(line) <= 16 else f"{line[:16]}…"
