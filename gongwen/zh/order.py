"""The order of names in a roster: by strokes, after either custom, or by pinyin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from gongwen.zh.pinyin import UNREAD, Sound, is_contested, sounds
from gongwen.zh.strokes import NO_STROKES, StrokeKey, is_known, shape_key, stroke_count, stroke_key
from gongwen.zh.surnames import characters

Custom: TypeAlias = Literal["姓氏笔画", "姓名笔画", "姓氏笔画字形", "姓名笔画字形", "拼音"]
NameKey: TypeAlias = tuple[StrokeKey | tuple[()], ...]
SoundKey: TypeAlias = tuple[tuple[Sound, StrokeKey], ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A person as sorting sees one.

    ``reading`` is the name in pinyin as the person reads it, "" for as usual; ``strokes`` the strokes of rare
    characters of the name, as digits for each (横1 竖2 撇3 点4 折5).
    """

    name: str
    reading: str = ""
    strokes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A character that could not be placed exactly, and the name it is in.

    ``count`` is the number of strokes that it was sorted by, None when it had to be put last.
    """

    character: str
    name: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Ordered:
    """Names in order.

    ``order`` holds the indices of ``names`` in the sequence given; ``unknown`` the characters that could not be
    placed exactly, ``contested`` the names whose surname families read differently: tell the user of both.
    """

    names: tuple[Named, ...]
    order: tuple[int, ...]
    unknown: tuple[Unknown, ...]
    contested: tuple[Named, ...]


def sort_names(names: Sequence[Named], custom: Custom) -> Ordered:
    """Return ``names`` in the order of ``custom``; names that compare equal keep their order.

    姓氏笔画 (政协、党代会, "以姓氏笔画为序"): the second place of a two-character name counts as empty, so 田富 is
    before 田大利. 姓名笔画 (人大, "按姓名笔画排列"): 富 is compared with 大, so 田大利 is before 田富. Characters
    compare after GF 3003-1999, compound surnames and long names character by character; with 字形 behind them, characters of the same strokes as
    :func:`gongwen.zh.strokes.shape_key` has them. 拼音: the
    letters, then the tone, then the strokes of each character. Raises ValueError for a reading that
    does not fit its name.
    """
    return _by_sound(names) if custom == "拼音" else _by_strokes(names, custom)


def _by_strokes(names: Sequence[Named], custom: Custom) -> Ordered:
    keys = [name_key(named.name, custom, named.strokes) for named in names]
    unknown = tuple(
        Unknown(character, named.name, stroke_count(character))
        for named in names
        for character in characters(named.name)
        if not is_known(character, named.strokes)
    )
    order = tuple(sorted(range(len(names)), key=keys.__getitem__))
    return Ordered(tuple(names[i] for i in order), order, unknown, ())


def _by_sound(names: Sequence[Named]) -> Ordered:
    keys = [pinyin_key(named.name, named.reading, named.strokes) for named in names]
    unknown = tuple(
        Unknown(character, named.name, None)
        for named, key in zip(names, keys, strict=True)
        for character, (sound, _) in zip(characters(named.name), key, strict=True)
        if sound == UNREAD
    )
    order = tuple(sorted(range(len(names)), key=keys.__getitem__))
    contested = tuple(named for named in names if not named.reading.strip() and is_contested(named.name))
    return Ordered(tuple(names[i] for i in order), order, unknown, contested)


def name_key(name: str, custom: Custom, strokes: Mapping[str, str] = NO_STROKES) -> NameKey:
    """Return what ``name`` sorts by in one of the two customs of strokes (see :func:`sort_names`)."""
    key_of = shape_key if custom.endswith("字形") else stroke_key
    keys: NameKey = tuple(key_of(c, strokes) for c in characters(name))
    return (keys[0], (), keys[1]) if custom.startswith("姓氏笔画") and len(keys) == 2 else keys


def pinyin_key(name: str, reading: str = "", strokes: Mapping[str, str] = NO_STROKES) -> SoundKey:
    """Return what ``name`` sorts by in pinyin. Raises ValueError when ``reading`` does not fit it."""
    keys = (stroke_key(c, strokes) for c in characters(name))
    return tuple(zip(sounds(name, reading), keys, strict=True))
