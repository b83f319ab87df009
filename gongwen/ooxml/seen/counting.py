"""Automatic numbers of a docx as the text that a reader sees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from gongwen.ooxml.elements import child_of, value_of
from gongwen.ooxml.package.docx import root_of
from gongwen.ooxml.xml import W
from gongwen.pattern import pattern
from gongwen.zh.numerals import LARGEST, to_chinese

NUMBERING = "word/numbering.xml"
_W = f"{{{W}}}"
_LEVELS = 9
_MOST, _MOST_LETTERS = 32_767, 780
"""The largest number of a list, and of one in letters, as Word has them: both would else grow beyond measure."""
_LONGEST = 100
"""Characters of a label; none that a person made is as long."""
_PLACE = pattern(r"%([1-9])")
_WHOLE = pattern(r"-?\d{1,12}")
_FORMAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_DIGITS = "〇一二三四五六七八九"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"


def _roman(number: int) -> str:
    text = ""
    for value, sign in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
        (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        count, number = divmod(number, value)
        text += sign * count
    return text


def _letter(number: int) -> str:
    count, index = divmod((number - 1) % _MOST_LETTERS, 26)
    return chr(ord("A") + index) * (count + 1)


def _counted(number: int) -> str:
    return to_chinese(number) if 1 <= number <= LARGEST else str(number)


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789"}),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
         "taiwaneseCountingThousand", "koreanDigital2"),
        _counted,
    ),
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "chineseLegalSimplified": lambda number: _counted(number).translate(_FORMAL),
    "ideographLegalTraditional": lambda number: _counted(number).translate(_FORMAL),
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10],
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % 12],
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
    "none": lambda number: "",
}  # fmt: skip
"""How w:numFmt writes a number; one that is not here is written in digits."""


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int
    is_legal: bool
    """Whether all numbers in its label are digits, whatever their own levels say."""
    restart: int
    """From which level on, counted from 1, one above it makes it begin again; 0 for none."""

    def begins_again(self, above: int) -> bool:
        """Whether it counts anew behind a paragraph of the level ``above``, counted from 0."""
        return above < self.restart


@dataclass(slots=True)
class Labels:
    """The lists of one docx, counted as its paragraphs come by."""

    levels: Mapping[str, Mapping[int, _Level]]
    """The levels of each list, by w:numId."""
    kinds: Mapping[str, str]
    """The abstract list of each list: lists of one kind count on together."""
    starts: Mapping[str, frozenset[int]]
    """The levels at which a list counts anew."""
    of_styles: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """The level of each list that is that of a paragraph style, by w:numId and the style."""
    _last: dict[str, dict[int, int]] = field(default_factory=dict)
    _opened: set[str] = field(default_factory=set)

    def next(self, number: str, level: int) -> str:
        """Return the label of the next paragraph of list ``number`` at ``level`` (from 0); "" for none."""
        levels = self.levels.get(number)
        if levels is None or level not in levels:
            return ""
        counts = self._last.setdefault(self.kinds[number], {})
        if number not in self._opened:
            self._opened.add(number)
            for restarted in self.starts.get(number, ()):
                counts.pop(restarted, None)
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            if deeper not in levels or levels[deeper].begins_again(level):
                del counts[deeper]
        own = levels[level]
        label = _PLACE.sub(
            lambda match: _written(int(match[1]) - 1, counts, levels, is_legal=own.is_legal), own.text
        )
        return label[:_LONGEST]


def _written(level: int, counts: Mapping[int, int], levels: Mapping[int, _Level], *, is_legal: bool) -> str:
    if level not in levels:
        return ""
    number = counts.get(level, levels[level].start)
    form = str if is_legal or not 0 < number <= _MOST else _FORMS.get(levels[level].form, str)
    return form(number)


def read_labels(parts: Mapping[str, bytes]) -> Labels:
    """Return the lists of the docx of ``parts``. Raises InputError when they are not well formed."""
    if NUMBERING not in parts:
        return Labels({}, {}, {})
    root = root_of(parts, NUMBERING)
    abstract = {each.get(f"{_W}abstractNumId", ""): each for each in root.findall(f"{_W}abstractNum")}
    named = {value_of(each, "styleLink"): each for each in abstract.values()}
    own_or_named = {
        key: named.get(value_of(each, "numStyleLink") or "-", each) for key, each in abstract.items()
    }
    kinds = {key: _levels(each) for key, each in own_or_named.items()}
    linked = {key: _linked(each) for key, each in own_or_named.items()}
    levels, of_kind, starts = {}, {}, {}
    for number in root.findall(f"{_W}num"):
        key = number.get(f"{_W}numId", "")
        kind = value_of(number, "abstractNumId")
        own = _overrides(number, kinds.get(kind, {}))
        levels[key], of_kind[key] = {**kinds.get(kind, {}), **own}, kind
        starts[key] = frozenset(own)
    return Labels(levels, of_kind, starts, {key: linked.get(kind, {}) for key, kind in of_kind.items()})


def _linked(abstract: etree._Element) -> dict[str, int]:
    """Return the levels of a list that are those of paragraph styles."""
    found = {
        value_of(each, "pStyle"): _whole(each.get(f"{_W}ilvl"), 0) for each in abstract.findall(f"{_W}lvl")
    }
    return {style: level for style, level in found.items() if style}


def _levels(abstract: etree._Element) -> dict[int, _Level]:
    found = (_level(each) for each in abstract.findall(f"{_W}lvl"))
    return {index: level for index, level in found if index < _LEVELS}


def _level(element: etree._Element) -> tuple[int, _Level]:
    values = {etree.QName(child).localname: child.get(f"{_W}val", "") for child in element}
    form = values.get("numFmt", "decimal")
    text = "" if form == "bullet" else values.get("lvlText", "")[:_LONGEST]
    restart = _whole(values.get("lvlRestart"), _LEVELS)
    level = _Level(form, text, _whole(values.get("start"), 0), "isLgl" in values, restart)
    return _whole(element.get(f"{_W}ilvl"), 0), level


def _overrides(number: etree._Element, levels: Mapping[int, _Level]) -> dict[int, _Level]:
    """Return the levels that a list has otherwise than its kind."""
    own = {}
    for override in number.findall(f"{_W}lvlOverride"):
        index = _whole(override.get(f"{_W}ilvl"), 0)
        level = child_of(override, "lvl")
        start = child_of(override, "startOverride")
        base = _level(level)[1] if level is not None else levels.get(index)
        if base is not None:
            first = base.start if start is None else _whole(start.get(f"{_W}val"), base.start)
            own[index] = replace(base, start=first)
    return own


def _whole(text: str | None, usual: int) -> int:
    return int(text) if text and _WHOLE.fullmatch(text) else usual
