"""Words of official language of which one character is another: by sound or by shape."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from gongwen.pattern import HANZI, pattern
from gongwen.rules.rule import PROSE, Part, Slip, rule
from gongwen.rules.words.alike import alike, is_confusable, read_lines, similar, stands_alone
from gongwen.rules.words.quoted import hide_quoted
from gongwen.terms.number import YEAR_IN_BRACKETS
from gongwen.terms.people.person_name import is_name, starts_as_name
from gongwen.terms.people.post import ends_as_post
from gongwen.zh.collocations import count
from gongwen.zh.known import Known
from gongwen.zh.pairs import ByPair, pairs_of
from gongwen.zh.segments import words_of
from gongwen.zh.surnames import split_name

_SENTENCES: frozenset[Part] = PROSE | {"标题"}
_WORDS, _PHRASES, _OTHERS = "[词]", "[语]", "[对]"
_POST_LONG = 8
"""Characters before a name among which the post stands."""
_HALF = 2
"""Characters of a word, and of half a phrase, one of which is right in every near miss."""
_LEADING = frozenset("对从向被把将由与和在为种项名位")
"""Characters behind which a word begins that a dictionary may lack."""
_OPENING = frozenset("（(《“‘〔[")
"""Signs behind which short forms of agencies stand."""
_APART = frozenset(
    "县市部省国区州旗人会局厅委校中大并在要为对和与年月日新再各全水电高应以被所有可不按由其本乡镇村户等级类项处农工发实地物业务公信法制度医学机质量路行者长员站点线网房标创住用费税收款生病育教学油气煤车船港树林木草种苗牧矿厂店商货流点块段期限作"
)
"""Characters with which one word may end and the next begin: 全县县级, 落实实际."""
_PLACE = pattern(
    "(?:自然|行政)?村|路|街|镇|乡|社区|小区|大厦|酒店|公司|集团|有限|小学|中学|医院|桥|水库"
    rf"|[\u4e00-\u9fff]?{YEAR_IN_BRACKETS}"
)
"""What follows the name of a place, of a company, or of a series of documents."""
_PARALLEL, _ITEM = pattern(rf"{HANZI}(?P<same>{HANZI}){HANZI}、{HANZI}(?P=same)"), 4
"""A phrase behind another of its form, and the characters of that one: 防大汛、抗大险."""
_ALONE = pattern(rf"{HANZI}{{2,4}}(?=[，。；、（(：\s]|$)")
_UNIT = pattern("(?:[局委厅办部院站所处科室股校]|公司|中心|人[：:]|[\u3000 ])$")
"""What a person stands behind who is named without a post."""
_TWICE = pattern(r"(\S)\1")
_NONE: frozenset[str] = frozenset()
_SEEN = 3
"""Times from which on what stands with a character beside it is no slip, but another word."""


class _Lexicon(NamedTuple):
    words: frozenset[str]
    """The words of official language of two characters."""
    firsts: Mapping[str, set[str]]
    """For the second character of one of these, the first ones."""
    seconds: Mapping[str, set[str]]
    """For the first character of one of these, the second ones."""
    alone: frozenset[str]
    """Characters that are often words of their own, and not the one that is wrong."""
    right: frozenset[str]
    """These, and others that no dictionary has and that are right."""
    halves: ByPair[tuple[str, int, str]]
    """The two characters of half a phrase, where they stand in it, and the phrase."""


@cache
def _lexicon() -> _Lexicon:
    official = read_lines("official.txt")
    start, stop = official.index(_PHRASES), official.index(_OTHERS)
    words = {word for line in official[1:start] for word in line.split()}
    said = [*official[start + 1 : stop], *read_lines("idioms.txt")]
    phrases = {word for line in said for word in line.split() if len(word) == 2 * _HALF}
    right = words | phrases | {word for line in official[stop + 1 :] for word in line.split()}
    halves = [(phrase[at : at + _HALF], at, phrase) for phrase in sorted(phrases) for at in (0, _HALF)]
    firsts: defaultdict[str, set[str]] = defaultdict(set)
    seconds: defaultdict[str, set[str]] = defaultdict(set)
    for word in words:
        firsts[word[1]].add(word[0])
        seconds[word[0]].add(word[1])
    return _Lexicon(
        frozenset(words),
        firsts,
        seconds,
        stands_alone(),
        frozenset(right),
        ByPair((each, each[:1]) for each in halves),
    )


def _words_for(said: str) -> tuple[str, ...]:
    """Return the words of official language that two characters may be meant for, one of them being another."""
    lexicon = _lexicon()
    if said in lexicon.right:
        return ()
    first, second = said[0], said[1]
    heads, tails = lexicon.firsts.get(second, _NONE), lexicon.seconds.get(first, _NONE)
    near = {other + second for other in heads & alike(first) if first not in lexicon.alone}
    if second not in lexicon.alone and first not in _LEADING:
        near |= {first + other for other in tails & alike(second)}
    return tuple(sorted(near))


_meant = Known(_words_for, 1 << 14).__getitem__


@rule("typos.doubled-word", "", "差错", "建议", _SENTENCES)
def doubled_word(text: str) -> Iterator[Slip]:
    """常用词的第一个字、末一个字不多写一遍，如“规规定”“项目目”。

    Wrong: 按照有关规规定办理。 Right: 按照有关规定办理。
    """
    if not _TWICE.search(text):
        return
    said, official = hide_quoted(text), _lexicon().words
    if not any(_may_be_doubled(said, index, official) for index in range(1, len(said))):
        return
    index = 0
    for word, following in pairwise(words_of(said)):
        end = index + len(word)
        if len(word) == 1 and following in official and word == following[0] and word not in _APART:
            yield Slip(
                index, end + len(following), f"“{word}{following}”多了一个字，应为“{following}”", following
            )
        elif len(following) == 1 and word in official and following == word[-1] and following not in _APART:
            yield Slip(index, end + 1, f"“{word}{following}”多了一个字，应为“{word}”", word)
        index = end


def _may_be_doubled(text: str, index: int, official: Collection[str]) -> bool:
    """Whether the character at ``index`` stands there a second time, ends or begins a word of ``official``, and parts no two."""
    if text[index] != text[index - 1] or text[index] in _APART:
        return False
    return text[index : index + 2] in official or text[max(index - 2, 0) : index] in official


@rule("typos.near", "", "差错", "建议", _SENTENCES)
def near(text: str) -> Iterator[Slip]:
    """公文里常用的词语没有同音、形近的错字；固定的四个字的说法里也没有。

    按词典分词以后，只剩单个的字、换一个同音或者形近的字就是常用词的，提出来请人核对。

    Wrong: 进一步建全长效机制。 Right: 进一步健全长效机制。
    """
    said = hide_quoted(text)
    for start, right in sorted({*_misspelt(said), *_broken_phrases(said)}):
        wrong = text[start : start + len(right)]
        yield Slip(start, start + len(right), f"“{wrong}”像是“{right}”之误，请核对", right)


def _misspelt(text: str) -> Iterator[tuple[int, str]]:
    """Yield where two characters that make no word are nearly one, with that word."""
    meant = dict(_near_misses(text))
    if not meant:
        return
    index, before = 0, ""
    for word, following in pairwise(words_of(text)):
        if len(word) == len(following) == 1 and index in meant and before not in _OPENING:
            is_given = len(before) == 1 and before.isalpha() and split_name(before + word + following)[0]
            if not (is_given or _names_person(text, index)):
                yield index, meant[index]
        index, before = index + len(word), word


def _names_person(text: str, index: int) -> bool:
    """Whether a person is named from ``index`` on: behind a post, or alone behind a unit up to the next sign."""
    before = text[max(index - _POST_LONG, 0) : index]
    alone = _ALONE.match(text, index)
    is_of_unit = alone is not None and _UNIT.search(before) is not None and is_name(alone[0])
    return is_of_unit or (starts_as_name(text[index]) and ends_as_post(before))


def _near_misses(text: str) -> Iterator[tuple[int, str]]:
    """Yield where two characters are one word but for one of them, with that word, and stand with no other so."""
    for pair in filter(_meant, pairs_of(text)):
        meant = _meant(pair)
        for index in _places(text, pair) if len(meant) == 1 else ():
            runs = text[index - 1 : index + 2], text[index : index + 3]
            is_right = _PLACE.match(text, index + _HALF) or _PARALLEL.match(text, max(index - _ITEM, 0))
            if not (is_right or any(count(run) > _SEEN for run in runs)):
                yield index, meant[0]


def _cuts_word(text: str, end: int) -> bool:
    """Whether a word of the dictionary stands on both sides of ``end``: 监督检察|机关."""
    index = 0
    for word in words_of(text):
        if index < end < index + len(word):
            return True
        index += len(word)
    return False


def _broken_phrases(text: str) -> Iterator[tuple[int, str]]:
    """Yield where four characters are a set phrase but for one, with the phrase."""
    lexicon = _lexicon()
    for half, offset, phrase in lexicon.halves.near(text):
        for index in _places(text, half):
            start = index - offset
            said = text[start : start + len(phrase)] if start >= 0 else ""
            if (
                _is_one_off(said, phrase)
                and said not in lexicon.right
                and not _cuts_word(text, start + len(said))
            ):
                yield start, phrase


def _places(text: str, part: str) -> Iterator[int]:
    """Yield where ``part`` stands in ``text``."""
    start = text.find(part)
    while start >= 0:
        yield start
        start = text.find(part, start + 1)


def _is_one_off(said: str, phrase: str) -> bool:
    """Whether ``said`` is ``phrase`` but for one character that sounds or looks alike, or nearly so."""
    wrong = [pair for pair in zip(said, phrase, strict=False) if pair[0] != pair[1]]
    is_one = len(said) == len(phrase) and len(wrong) == 1
    return is_one and (is_confusable(*wrong[0]) or wrong[0][0] in similar(wrong[0][1]))
