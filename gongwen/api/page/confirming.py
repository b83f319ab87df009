"""An old text beside what was read of it: what a person has to answer, and the document with the answers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml

from gongwen.address import Address, Place
from gongwen.api.page.examining import Piece, Shown
from gongwen.api.page.forms import form_of, read_form
from gongwen.document import Document
from gongwen.files import Together, write_whole
from gongwen.finding import InputError, UsageError
from gongwen.pattern import pattern
from gongwen.read.input.tree import Tree
from gongwen.recognise.reading import Reading, Repair, Sureness
from gongwen.terms.title import NO_TITLE
from gongwen.zh.spaces import bare

__all__ = [
    "ANSWERS", "MISSING", "Confirmed", "Item", "Question", "Reading", "Worklist", "confirm", "examine_reading", "log_of", "sureness_of",
    "text_beside",
]  # fmt: skip

Sort = Literal["改字", "存疑", "没有找到"]
ANSWERS: Mapping[Sort, tuple[str, ...]] = {
    "改字": ("改成", "保留", "看不清，标□"),
    "存疑": ("核对过，内容对",),
    "没有找到": ("原文确实没有",),
}
"""What may be answered; what is doubtful or missing may also be put right in its field."""
MISSING = ("标题", "发文机关", "发文字号", "成文日期")
"""The elements that are asked for when they are not found."""
_BY_HAND = "人工核对时改正"
_UNREADABLE = "□"
_NAME = pattern(r"[0-9a-f]{4,32}")
_RECORD = "核对.json"
State = Literal["未核对", "已存", "跳过", "已确认"]


@dataclass(frozen=True, slots=True)
class Question:
    """One place that a person has to look at."""

    key: str
    sort: Sort
    at: Place | None
    told: str
    """What is doubtful, in Chinese."""
    before: str = ""
    """What stands there."""
    after: str = ""
    """What is proposed in its place."""

    @property
    def answers(self) -> tuple[str, ...]:
        """What may be answered."""
        return ANSWERS[self.sort]


def examine_reading(reading: Reading) -> tuple[Question, ...]:
    """Return everything that a person has to answer before ``reading`` is kept, in the order of its text."""
    proposed = [each for each in reading.repairs if not each.is_applied]
    found = [
        Question(f"字{number}", "改字", each.at, each.reason, each.before, each.after)
        for number, each in enumerate(proposed, 1)
    ]
    tree = form_of(reading.document)
    missing = [key for key in MISSING if not tree.get(key) or tree.get(key) == NO_TITLE]
    found += [
        Question(f"疑{number}", "存疑", each.place, each.message, each.excerpt)
        for number, each in enumerate(reading.doubts, 1)
        if not any(f"没有找到{key}" in each.message for key in missing)
    ]
    found += [Question(f"缺{key}", "没有找到", None, f"没有找到{key}") for key in missing]
    return tuple(sorted(found, key=_order))


def _order(question: Question) -> tuple[bool, int, int]:
    return question.at is None, question.at.page if question.at else 0, question.at.line if question.at else 0


def sureness_of(reading: Reading) -> dict[str, Sureness]:
    """Return how sure each element is, by its key."""
    return {each.element.key: each.sureness for each in reading.traces}


def text_beside(reading: Reading, questions: Sequence[Question]) -> tuple[Shown, ...]:
    """Return the text as found, line by line, what questions are about apart from the rest."""
    about: dict[tuple[int, int], list[Question]] = {}
    for each in questions:
        if each.at is not None and each.before:
            about.setdefault((each.at.page, each.at.line), []).append(each)
    return tuple(
        Shown(line.at, tuple(_cut(line.text, about.get((line.at.page, line.at.line), ()))))
        for line in reading.transcript.lines
    )


def _cut(text: str, questions: Sequence[Question]) -> Iterator[Piece]:
    done = 0
    for start, each in sorted(
        ((text.find(each.before), each) for each in questions), key=lambda pair: pair[0]
    ):
        if start >= done:
            yield Piece(text[done:start])
            yield Piece(each.before, each.key)
            done = start + len(each.before)
    yield Piece(text[done:])


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A reading as a person confirmed it."""

    reading: Reading
    changes: tuple[Repair, ...]
    """What was changed of what had been read, by the answers and by hand."""


def confirm(reading: Reading, tree: Mapping[str, Tree], answers: Mapping[str, str], path: Path) -> Confirmed:
    """Return ``reading`` with the document of ``tree`` and the answers made in it.

    Raises InputError with every question that has no answer, and for what is no document.
    """
    questions = examine_reading(reading)
    open_ones = [each for each in questions if not _is_answered(each, tree, answers)]
    if open_ones:
        raise InputError([_asked(each) for each in open_ones])
    swaps = [_swap(each, answers[each.key]) for each in questions if each.sort == "改字"]
    corrected = {key: _swapped(value, swaps) for key, value in tree.items()}
    form = read_form(corrected, path)
    if form.source is None:
        raise InputError([each.message for each in form.faults])
    changes = tuple(_changes(reading, form_of(reading.document), form_of(form.source.document)))
    kept = tuple(each for each in reading.repairs if each.is_applied)
    document: Document = form.source.document
    return Confirmed(replace(reading, document=document, repairs=(*kept, *changes)), changes)


def _is_answered(question: Question, tree: Mapping[str, Tree], answers: Mapping[str, str]) -> bool:
    is_filled = question.sort == "没有找到" and bool(tree.get(question.key[1:]))
    return is_filled or answers.get(question.key, "") in question.answers


def _asked(question: Question) -> str:
    at = f"{question.at}：" if question.at else ""
    return (
        f"{at}{question.told}，还没有核对；请选一种答复{'，或者填上' if question.sort == '没有找到' else ''}"
    )


class _Swap(NamedTuple):
    """Characters that become others, with what stands around them."""

    before: str
    wrong: str
    after: str
    right: str


def _swap(question: Question, answer: str) -> _Swap:
    """Return what an answer does to the text that a question is about."""
    old, new = question.before, question.after
    start = _shared(old, new)
    tail = _shared(old[start:][::-1], new[start:][::-1])
    wrong, right = old[start : len(old) - tail], new[start : len(new) - tail]
    made = {"改成": right, "保留": wrong}.get(answer) or _unreadable(wrong, right)
    return _Swap(old[:start], wrong, old[len(old) - tail :], made)


def _unreadable(wrong: str, right: str) -> str:
    """Return ``wrong`` with □ for the characters that ``right`` has otherwise; for all where they are not as many."""
    if len(wrong) != len(right):
        return _UNREADABLE * max(len(wrong), 1)
    return "".join(old if old == new else _UNREADABLE for old, new in zip(wrong, right, strict=True))


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _swapped(value: Tree, swaps: Sequence[_Swap]) -> Tree:
    if isinstance(value, dict):
        return {key: _swapped(item, swaps) for key, item in value.items()}
    if isinstance(value, list):
        return [_swapped(item, swaps) for item in value]
    for each in swaps:
        value = _made(value, each)
    return value


def _made(text: str, swap: _Swap) -> str:
    """Return ``text`` with ``swap`` made once, found by as much of what stands around it as is still there."""
    most = max(len(swap.before), len(swap.after))
    both = [(around, around) for around in range(most, 0, -1)]
    sides = [(0, around) for around in range(most, 0, -1)] + [(around, 0) for around in range(most, 0, -1)]
    for ahead, behind in (*both, *sides):
        head, tail = swap.before[-ahead:] if ahead else "", swap.after[:behind]
        if (head or tail) and (found := head + swap.wrong + tail) in text:
            return text.replace(found, head + swap.right + tail, 1)
    return text


def _changes(reading: Reading, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Repair]:
    """Yield what differs between two documents, paragraph by paragraph, with its place in the source."""
    first = Place(reading.transcript.name, 1)
    places = {each.element.key: each.at for each in reading.traces}
    was, became = dict(_texts(old, Address())), dict(_texts(new, Address()))
    for key in dict.fromkeys((*was, *became)):
        before, after = was.get(key, ""), became.get(key, "")
        if bare(before) != bare(after):
            way = Address.read(key)
            at = next(
                (places[way.upto(n).key] for n in range(len(way), 0, -1) if way.upto(n).key in places), first
            )
            yield Repair(at, before, after, _BY_HAND)


def _texts(value: Any, way: Address) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, way.to(key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, way.to(index))
    elif way[-1:] == ("正文",):
        yield from ((way.to(n).key, line) for n, line in enumerate(str(value).splitlines()) if line.strip())
    else:
        yield way.key, str(value)


def log_of(
    confirmed: Confirmed,
    questions: Sequence[Question],
    answers: Mapping[str, str],
    name: str,
    person: str = "",
) -> bytes:
    """Return the log of the answers, as YAML: what was asked, what was answered, what was changed, when, by whom."""
    told = {
        "原件": name,
        "核对时间": datetime.now().isoformat(timespec="seconds"),
        **({"核对人": person} if person else {}),
        "答复": [
            {
                "位置": str(each.at or "全文"),
                "问题": each.told,
                "原文": each.before,
                "建议": each.after,
                "答复": answers.get(each.key, "已填上"),
            }
            for each in questions
        ],
        "改动": [
            {"位置": str(each.at), "读出": each.before, "改为": each.after, "原因": each.reason}
            for each in confirmed.changes
        ],
    }
    text: str = yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=2**20)
    return text.encode()


@dataclass(slots=True)
class Item:
    """An old text on its way into the archive."""

    key: str
    path: Path
    """The original, as it was sent."""
    state: State = "未核对"
    tree: dict[str, Tree] | None = None
    """The document as it was corrected last; None before anybody saved it."""
    answers: dict[str, str] | None = None
    kept: str = ""
    """The folder of its package; "" while it has none."""


class Worklist:
    """The old texts in a folder, each with what was answered so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, name: str, data: bytes, key: str) -> Item:
        """Add an original and return it."""
        path = self.folder / key / name
        item = Item(key, path)
        with Together() as files:
            files.write({path: data, self._record(item): _told(item)})
        return item

    def items(self) -> list[Item]:
        """Return all items, in the order of their keys."""
        return [self.read(path.parent.name) for path in sorted(self.folder.glob(f"*/{_RECORD}"))]

    def read(self, key: str) -> Item:
        """Return an item. Raises UsageError when there is none."""
        path = self.folder / key / _RECORD
        if not _NAME.fullmatch(key) or not path.is_file():
            raise UsageError("没有这一件，可能已经从文件夹里删去")
        found = json.loads(path.read_text(encoding="utf-8"))
        return Item(
            key, path.with_name(found["原件"]), found["状态"], found["文稿"], found["答复"], found["归档"]
        )

    def save(self, item: Item) -> None:
        """Keep an item as it is now."""
        write_whole(self._record(item), _told(item))

    def _record(self, item: Item) -> Path:
        return self.folder / item.key / _RECORD


def _told(item: Item) -> bytes:
    told = {
        "原件": item.path.name,
        "状态": item.state,
        "文稿": item.tree,
        "答复": item.answers,
        "归档": item.kept,
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()
