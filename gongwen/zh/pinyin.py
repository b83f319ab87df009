"""Names by sound: Hanyu Pinyin with surnames read as surnames (单 shàn, 解 xiè, 仇 qiú)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from gongwen.zh.surnames import Split, split_name, surname_readings

_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
_INITIAL = "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
_FINAL = (
    "(?:iang|iong|uang|ueng|ang|eng|ong|ing|iao|ian|uai|uan|üan|uei|uen|ai|ei|ao|ou|an|en|er|in|un|ün|ia|ie"
    "|iu|ua|uo|ui|ue|üe|[aoeiuü])"
)
_SYLLABLE = f"({_INITIAL}{_FINAL}[1-5]?)"
_GAP = "[^a-zü1-5]*"


class Sound(NamedTuple):
    """One syllable as it sorts: its letters with u for ü, whether it has ü, its tone 1 to 5 (0: not read)."""

    letters: str
    umlaut: bool
    tone: int


UNREAD = Sound("~", False, 0)
"""What has no reading sorts after everything that has one."""


def sounds(name: str, reading: str = "") -> tuple[Sound, ...]:
    """Return a sound for each character of ``name``, :data:`UNREAD` where no reading is known.

    ``reading`` is the person's own, with tone marks or digits, with or without spaces ("Yuè Yún",
    "yue4 yun2", "Yueyun"), of the whole name or of the surname alone; it wins over the tables. A tone that
    it leaves out is the character's usual one. Raises ValueError when it does not fit the name.
    """
    split = split_name(name)
    if not reading.strip():
        return _usual(split)
    text = split.surname + split.given
    parts = (split.surname, text) if _is_of_surname(reading, split.surname) else (text, split.surname)
    for part in parts:
        if part and (own := _read(reading, part)):
            return own + _usual(split)[len(part) :]
    raise ValueError(f"拼音“{reading}”与“{name}”的字数不符，请逐字写出，例如“{_example(split)}”")


def is_contested(name: str) -> bool:
    """Tell whether families with the surname of ``name`` read it differently (乐 yuè or lè): ask the person."""
    return len(surname_readings(split_name(name).surname)) > 1


def _is_of_surname(reading: str, surname: str) -> bool:
    """Whether ``reading`` is one that ``surname`` is known by: yue of 乐嘉 is no yu e."""
    own = _read(reading, surname) or ()
    known = (map(_sound, each.split()) for each in surname_readings(surname))
    letters = [tuple(sound.letters for sound in each) for each in (*known, _by_context(surname))]
    return tuple(sound.letters for sound in own) in letters


def _usual(split: Split) -> tuple[Sound, ...]:
    readings = surname_readings(split.surname)
    family = tuple(map(_sound, readings[0].split())) if readings else _by_context(split.surname)
    return family + _by_context(split.given)


def _by_context(text: str) -> tuple[Sound, ...]:
    """Return the sounds of ``text`` as a word where it is one (重阳), else character by character."""
    from pypinyin.constants import PHRASES_DICT

    if len(text) > 2 or text in PHRASES_DICT:
        return _looked_up(text)
    return tuple(sound for character in text for sound in _looked_up(character))


@lru_cache(maxsize=1 << 14)
def _looked_up(text: str) -> tuple[Sound, ...]:
    from pypinyin import Style, lazy_pinyin

    found = lazy_pinyin(text, Style.TONE3, "ignore", neutral_tone_with_five=True)
    if len(found) == len(text):
        return tuple(_sound(part) for part in found)
    return tuple(s for c in text for s in _looked_up(c)) if len(text) > 1 else (UNREAD,)


def _sound(syllable: str) -> Sound:
    letters = syllable.rstrip("012345").replace("v", "ü")
    if not letters:
        return UNREAD
    tone = syllable[len(syllable.rstrip("012345")) :]
    return Sound(letters.replace("ü", "u"), "ü" in letters, int(tone or 0))


def _read(reading: str, text: str) -> tuple[Sound, ...] | None:
    plain, tones = _without_marks(reading)
    match = re.fullmatch(_GAP + _GAP.join([_SYLLABLE] * len(text)) + _GAP, plain)
    if not match:
        return None
    return tuple(
        _with_tone(character, _sound(match[i]), tones[match.start(i) : match.end(i)])
        for i, character in enumerate(text, start=1)
    )


def _without_marks(reading: str) -> tuple[str, list[int]]:
    """Return the letters of ``reading`` (ü for v) and for each the tone mark it carries, 0 for none."""
    letters = ""
    tones: list[int] = []
    for sign in unicodedata.normalize("NFD", reading.lower().replace("v", "ü")):
        if sign in _TONES and tones:
            tones[-1] = _TONES[sign]
        elif sign == "\u0308" and letters:
            letters = letters[:-1] + "ü"
        else:
            letters += sign
            tones.append(0)
    return letters, tones


def _with_tone(character: str, sound: Sound, marks: list[int]) -> Sound:
    tone = sound.tone or max(marks, default=0)
    return sound._replace(tone=tone or _usual_tone(character, sound))


@lru_cache(maxsize=1 << 12)
def _usual_tone(character: str, sound: Sound) -> int:
    from pypinyin import Style, pinyin

    found = pinyin(character, Style.TONE3, heteronym=True, neutral_tone_with_five=True)[0]
    known = [*surname_readings(character), *found]
    matching = [s.tone for s in map(_sound, known) if s.letters == sound.letters]
    return matching[0] if matching else 5


def _example(split: Split) -> str:
    return " ".join(s.letters + str(s.tone or "") for s in _usual(split))
