"""What single functions of a package, also the inner ones, say of a few lines of text: kept in a file.

A line that begins with 「 is a text, its lines apart by ⏎; behind a line may stand how it looks: ‖中右. Below the text stand
the functions that are asked about it, by module and name, each with what it says. To ask more, put in a text, or the name of
a function below it, and run the test with ``--accept -n0``; it leaves out the functions that are no more.
"""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cached_property, wraps
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from gongwen.address import Address, Place
from gongwen.finding import InputError, UsageError
from gongwen.recognise.draft import Draft
from gongwen.recognise.passages import Passage, passage_of
from gongwen.recognise.reading import Repair
from gongwen.recognise.surroundings.title_lines import find_title
from gongwen.transcript import Line, Transcript
from tests.terms.test_everything_read import MARK, written

BREAK, LOOKS = "⏎", "‖"
_LOOKS = {
    "中": "is_centred", "行": "is_row", "页": "opens_page", "标": "is_issuer_mark",
    "题": "is_title", "右": "is_at_right", "横": "is_turned", "边": "is_in_margin",
}  # fmt: skip
_NOTHING: tuple[Any, ...] = (None, False, "", (), [], {}, frozenset())
_MOST_INDEXES = 90
"""Characters of a text that a function is asked about one after the other."""


class Text:
    """A text as the functions may ask for it."""

    def __init__(self, kept: str) -> None:
        own = [each.partition(LOOKS) for each in kept.split(BREAK)]
        self.texts = [text.replace("⇥", "\t") for text, _, _ in own]
        self._looks: list[dict[str, Any]] = [
            {name: True for sign, name in _LOOKS.items() if sign in look} for _, _, look in own
        ]

    @property
    def text(self) -> str:
        return "\n".join(self.texts)

    @cached_property
    def lines(self) -> list[Line]:
        return [
            Line(text, Place("甲", index), **look)
            for index, (text, look) in enumerate(zip(self.texts, self._looks, strict=True), 1)
        ]

    @cached_property
    def passages(self) -> list[Passage]:
        return [passage_of(line, line.text) for line in self.lines]


Way = Callable[[Text], Iterator[tuple[Any, ...]]]
"""Yields what a function is asked with, one question after the other."""


def _of_rest(text: Text) -> Iterator[tuple[Any, ...]]:
    if len(text.texts) > 1:
        yield text.texts[0], "\n".join(text.texts[1:])


def _apart(text: Text) -> Iterator[tuple[Any, ...]]:
    if len(text.texts) > 1:
        yield text.texts[0], text.texts[1:]


def _characters(text: Text) -> Iterator[tuple[Any, ...]]:
    if len(text.text) <= _MOST_INDEXES:
        yield from ((text.text, index) for index in range(len(text.text) + 1))


def _places(name: str, is_behind: bool) -> Way:
    def asked(text: Text) -> Iterator[tuple[Any, ...]]:
        held = getattr(text, name)
        yield from ((held, index) if is_behind else (index, held) for index in range(len(held)))

    return asked


def _drafted(way: Way) -> Way:
    """Ask with a draft that is still empty behind the rest."""
    return lambda text: ((*asked, Draft()) for asked in way(text))


def _one(ask: Callable[[Text], tuple[Any, ...]]) -> Way:
    return lambda text: iter([ask(text)])


def _each(name: str) -> Way:
    return lambda text: ((each,) for each in getattr(text, name))


def _headed(text: Text) -> Iterator[tuple[Any, ...]]:
    found = find_title(text.texts, {})
    if found:
        yield text.texts, found


WAYS: Mapping[tuple[str, ...], Way] = {
    ("str",): _one(lambda text: (text.text,)),
    ("str", "str"): _of_rest,
    ("str", "Sequence[str]"): _apart,
    ("str", "int"): _characters,
    ("Sequence[str]",): _one(lambda text: (text.texts,)),
    ("Iterable[str]",): _one(lambda text: (text.texts,)),
    ("list[str]",): _one(lambda text: (text.texts,)),
    ("Sequence[str]", "int"): _places("texts", is_behind=True),
    ("int", "Sequence[str]"): _places("texts", is_behind=False),
    ("Sequence[str]", "Head"): _headed,
    ("Sequence[str]", "Candidate"): lambda text: ((texts, found[0]) for texts, found in _headed(text)),
    ("Passage",): _each("passages"),
    ("Passage", "Draft"): _drafted(_each("passages")),
    ("Sequence[Passage]",): _one(lambda text: (text.passages,)),
    ("Sequence[Passage]", "int"): _places("passages", is_behind=True),
    ("int", "Sequence[Passage]"): _places("passages", is_behind=False),
    ("Sequence[Passage]", "Draft"): _drafted(_one(lambda text: (text.passages,))),
    ("Sequence[Passage]", "int", "Draft"): _drafted(_places("passages", is_behind=True)),
    ("Line",): _each("lines"),
    ("Sequence[Line]",): _one(lambda text: (text.lines,)),
    ("Passage", "Line"): lambda text: zip(text.passages, text.lines[1:], strict=False),
    ("list[Line]", "list[Repair]"): lambda text: iter([(text.lines, list[Repair]())]),
    ("Sequence[Line]", "int"): _places("lines", is_behind=True),
    ("Transcript",): _one(lambda text: (Transcript("甲", tuple(text.lines), has_paragraphs=False),)),
    ("Sequence[tuple[str, Place]]",): _one(lambda text: ([(each.text, each.at) for each in text.lines],)),
    ("Sequence[tuple[str, Place]]", "Draft"): _drafted(_one(lambda text: ([(each.text, each.at) for each in text.lines],))),
    ("Passage", "str"): lambda text: ((each, text.texts[-1]) for each in text.passages),
    ("Sequence[Passage]", "int", "str"): lambda text: (
        (text.passages, index, text.texts[-1]) for index in range(len(text.passages))
    ),
    ("Sequence[Passage]", "Sequence[str]", "str"): _one(lambda text: (text.passages, [text.texts[0]], text.texts[0])),
    ("Sequence[Passage]", "Sequence[str]"): _one(lambda text: (text.passages, [text.texts[0]])),
    ("Passage", "Passage | None"): lambda text: zip(text.passages, [*text.passages[1:], None], strict=True),
    ("str", "Draft"): _drafted(_one(lambda text: (text.text,))),
    ("Passage", "Sequence[str]"): lambda text: ((each, text.texts) for each in text.passages),
}  # fmt: skip


Asked = tuple[Callable[..., Any], Way]


def functions(package: ModuleType) -> dict[str, Asked]:
    """Every function of ``package`` that can be asked about a text, by module and name, with the way to ask it."""
    found: dict[str, Asked] = {}
    inner = f"{package.__name__}."
    for module in pkgutil.walk_packages(package.__path__, inner):
        for name, each in vars(import_module(module.name)).items():
            function = inspect.unwrap(each) if callable(each) else None
            if inspect.isfunction(function) and function.__module__ == module.name:
                own = inspect.signature(function).parameters.values()
                asked = [one for one in own if one.default is inspect.Parameter.empty]
                needed = tuple(str(one.annotation) for one in asked if one.kind is not one.KEYWORD_ONLY)
                named = [one for one in asked if one.kind is one.KEYWORD_ONLY]
                if needed in WAYS and all(one.annotation == "bool" for one in named):
                    whole = _both(each, [one.name for one in named]) if named else each
                    found[f"{module.name.removeprefix(inner)}.{name}"] = whole, WAYS[needed]
    return found


def _both(function: Callable[..., Any], names: list[str]) -> Callable[..., Any]:
    """Ask with each of the named conditions that does not hold, and with all that do."""

    @wraps(function)
    def asked(*given: Any) -> list[Any]:
        found = [function(*given, **dict.fromkeys(names, holds)) for holds in (False, True)]
        return [list(each) if isinstance(each, Iterator) else each for each in found]

    return asked


def hold_asked(package: ModuleType, file: Path, request: pytest.FixtureRequest) -> None:
    """Hold what the functions of ``package`` say of the texts in ``file``, each what stands below it there."""
    kept, asked = file.read_text(encoding="utf-8"), functions(package)
    found = "".join(f"{line}\n" for line in _answered(kept.splitlines(), asked))
    if request.config.getoption("--accept"):
        file.write_text(found, encoding="utf-8")
        return
    assert found == kept


def _answered(kept: Iterable[str], asked: Mapping[str, Asked]) -> Iterator[str]:
    text = Text("")
    for line in kept:
        if line.startswith(MARK):
            text = Text(line.removeprefix(MARK))
            yield line
        elif (name := line.split()[0]) in asked:
            yield f"  {name} {said(*asked[name], text) or '—'}"


def said(function: Callable[..., Any], way: Way, text: Text) -> str:
    """What ``function`` says when it is asked about ``text``; "" for nothing."""
    told = [_said_once(function, asked) for asked in way(text)]
    if len(told) < 2:
        return "".join(told)
    return " ".join(f"{index}:{each}" for index, each in enumerate(told) if each)


def _said_once(function: Callable[..., Any], asked: tuple[Any, ...]) -> str:
    try:
        found = function(*asked)
        if isinstance(found, Iterator):
            found = list(found)
    except (UsageError, InputError, ValueError, AssertionError, LookupError) as error:
        return f"不读：{type(error).__name__} {error}"
    told = "" if found in _NOTHING or found == asked[0] else _told(found)
    return " ".join(filter(None, (told, *map(_gathered, asked))))


def _gathered(asked: Any) -> str:
    """What a function has put into the draft, or among the repairs, that it was given."""
    if isinstance(asked, Draft):
        places = {way: [each.at for each in found] for way, found in asked.stretches.items()}
        sure = {each.element: each.sureness for each in asked.traces if each.sureness != "确定"}
        parts = (asked.values, asked.repairs, asked.hints, asked.doubts, asked.has_file_word, places, sure)
        kept = [_told(each) for each in parts if each]
        return " ".join(kept)
    return _told(asked) if isinstance(asked, list) and asked and isinstance(asked[0], Repair) else ""


def _told(value: Any) -> str:
    if isinstance(value, (Passage, Line)):
        looks = "".join(sign for sign, name in _LOOKS.items() if getattr(value, name, False))
        looks += "断" * getattr(value, "breaks_off", False)
        return f"‹{value.text.replace(chr(10), BREAK)}{looks and LOOKS}{looks}›"
    if is_dataclass(value) and not isinstance(value, (type, Place)):
        own = ((each.name, getattr(value, each.name)) for each in fields(value) if each.name != "at")
        return f"({', '.join(f'{name}={_told(each)}' for name, each in own if each not in _NOTHING)})"
    if isinstance(value, (set, frozenset)):
        return f"{{{', '.join(sorted(map(_told, value)))}}}"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_told(key)}: {_told(each)}' for key, each in value.items())}}}"
    if isinstance(value, (tuple, list)) and not isinstance(value, Address):
        return f"[{', '.join(map(_told, value))}]"
    return _told_short(value)


def _told_short(value: Any) -> str:
    if isinstance(value, Place):
        return f"@{value.line}"
    if isinstance(value, Address):
        return str(value)
    return str(value.span()) if hasattr(value, "span") else written(value).replace("\t", "⇥")
