"""Characters that hardly ever stand where they do, beside one by sound or shape that often does.

What is often and what is not is counted from official prose (:mod:`gongwen.zh.collocations`). A character on its own
that makes a word once it is read as another, and a run of three that was hardly ever seen become one that was, is
told as doubtful; so is one that stands twice, and two that have changed places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import accumulate
from math import log
from typing import NamedTuple

from gongwen.pattern import pattern
from gongwen.rules.rule import PROSE, Around, Part, Slip, rule
from gongwen.rules.words import near, typos
from gongwen.rules.words.alike import alike, real_words
from gongwen.rules.words.quoted import hide_quoted
from gongwen.terms.number import YEAR_IN_BRACKETS
from gongwen.zh.collocations import ALL, EDGE, count
from gongwen.zh.segments import words_of

_SENTENCES: frozenset[Part] = PROSE | {"标题"}
_AROUND = 4
"""Characters on each side by which a place is judged."""
_NEAR = 2
"""Those of them with which a character makes runs of three."""
_SELDOM = 1
"""Times up to which a run was hardly ever seen."""
_PAIR, _WORD = 8, 40
"""Times from which two characters belong together, and make a word."""
_FEW = 4
"""Times up to which two characters do not."""
_SHORTEST = 2
"""Characters of a word that two which stand together by chance may look like."""
_SURE, _LONE, _BARE, _SWAPPED = 10.0, 14.0, 5.0, 12.0
"""By how much (natural logarithm of the odds) another character must fit better: where a run of three with it is
known, where only a pair is, where the pair that stands was never seen, where two have changed places."""
_REAL = 6.0
"""The same where both are words that are often taken for one another."""
_OF_PAIRS, _OF_ONES = 4.0, 30.0
"""How much what is known of shorter runs weighs."""
_NUMERALS = frozenset("一二三四五六七八九十零壹贰叁肆伍陆柒捌玖拾佰仟两")
_ENDS = frozenset("省市县区州旗盟镇乡村街路局厅部委办院校厂场站所处科室组队会行社店级人家户日月年个天")
"""With which the name of a place or an office ends and the next word may begin: 某镇镇长."""
_DOC_NUMBER = pattern(rf"[\u4e00-\u9fff]{{1,12}}(?={YEAR_IN_BRACKETS})")
_ALL_THAT = pattern(r"应([\u4e00-\u9fff]{1,2})尽\1")
"""应保尽保, with any verb."""
_HAN = pattern("[^\u4e00-\u9fff]")
_OF_PLACE = pattern("[\u4e00-\u9fff]?(?:[省市县乡镇村]|街道|社区|自治|[小中大]学|公司|集团|有限)")
"""What follows the name of a place or of a company."""
_IN_NAME = pattern("[一-鿿]{2}[省市县区州旗乡镇村]")
"""The name of a place right behind a word."""
_TITLE_ENDS = frozenset("长记任志员事师生授士理席督书表命")
"""Characters behind which the name of a person stands."""
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈"
    "钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤温康施文"
    "牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季成霍苗裴涂谷曲盛翁冉"
    "巫项甄花卓宗桂佟詹祁虞褚芦滕殷牟冼岑喻蒙匡窦隋闵闻饶盖栾鞠靖屈苑桑卜仇晏荆仝戚"
)
"""Of some nine people in ten."""
_SHORT_RUN = 4
"""Characters between two signs up to which they may be a name in a list."""
_AGAIN = 2
"""Times from which a document says it on purpose."""
_SURER = (typos.word, typos.idiom, typos.grave, typos.doubled, near.doubled_word, near.near)
"""Rules that tell the same by lists of words."""


class _Guess(NamedTuple):
    start: int
    end: int
    meant: str


def _words_in(text: str) -> tuple[str, ...]:
    """Return the words of ``text``; those of two characters that official prose does not have are none."""
    return tuple(
        part
        for word in words_of(text)
        for part in (word if len(word) == _SHORTEST and not count(word) else (word,))
    )


def _chance(first: str, second: str, third: str) -> float:
    """Return the probability of ``third`` behind the other two."""
    alone = (count(third) + 0.5) / ALL
    paired = (count(second + third) + _OF_ONES * alone) / (count(second) + _OF_ONES)
    return (count(first + second + third) + _OF_PAIRS * paired) / (count(first + second) + _OF_PAIRS)


def _odds(text: str) -> float:
    """Return the logarithm of the probability of ``text`` behind its first two characters."""
    return sum(log(_chance(*text[place - _NEAR : place + 1])) for place in range(_NEAR, len(text)))


def _shown(text: str) -> str:
    """Return ``text`` between two edges on each side, an edge for all that is no character or is in a number."""
    bare = text
    for whole in (_DOC_NUMBER, _ALL_THAT):
        bare = whole.sub(lambda match: EDGE * len(match[0]), bare)
    return EDGE * _NEAR + _HAN.sub(EDGE, bare) + EDGE * _NEAR


def _runs(text: str) -> Iterator[int]:
    """Yield how often each run of three characters in ``text`` was seen; those over an edge are none."""
    for start in range(len(text) - _NEAR):
        if EDGE not in (run := text[start : start + _NEAR + 1]):
            yield count(run)


def _guesses(text: str) -> Iterator[_Guess]:
    """Yield what is doubtful in ``text``; its words, of which the dictionary is slow to load, are looked at last."""
    shown = _shown(text)
    for place in range(_NEAR, len(shown) - _NEAR):
        if shown[place] != EDGE and count(shown[place - 1 : place + 2]) <= _SELDOM:
            yield from _moved(_of_one(shown, place) or _swapped(shown, place))
        if shown[place] == shown[place + 1] != EDGE:
            yield from _moved(_of_double(shown, place))
    for word in real_words():
        if word in shown:
            yield from _moved(_of_word(shown, shown.index(word), word))


def _moved(guess: _Guess | None) -> Iterator[_Guess]:
    """Yield ``guess`` with its places in the text that has no edges at its ends."""
    if guess:
        yield guess._replace(start=guess.start - _NEAR, end=guess.end - _NEAR)


@lru_cache(maxsize=16)
def _beginnings(shown: str) -> Mapping[int, int]:
    """Return where each word of ``shown`` begins, with its length."""
    words = _words_in(shown)
    return dict(zip(accumulate(map(len, words), initial=0), map(len, words), strict=False))


def _of_one(shown: str, place: int) -> _Guess | None:
    """Return what the character at ``place`` may be meant for, where it is a word of its own."""
    letter = shown[place]
    pairs = shown[place - 1 : place + 1], shown[place : place + 2]
    if letter in _NUMERALS or min(0 if EDGE in pair else count(pair) for pair in pairs) > _WORD:
        return None
    before, after = shown[max(place - _AROUND, 0) : place], shown[place + 1 : place + 1 + _AROUND]
    for other in _fitting(before[-_NEAR:] + letter + after[:_NEAR]):
        if _beginnings(shown).get(place) != 1 or _is_name(before, letter, after):
            return None
        if len(_words_in(before + other + after)) < len(_words_in(before + letter + after)):
            return _Guess(place, place + 1, other)
    return None


@lru_cache(maxsize=4096)
def _fitting(said: str) -> tuple[str, ...]:
    """Return what the middle one of five characters may be meant for, the likeliest first."""
    left, letter, right = tuple(said[1:4])
    found, base = [], _odds(said)
    for other in alike(letter) - _NUMERALS:
        if count(left + other) >= _PAIR or count(other + right) >= _PAIR:
            meant = said[:_NEAR] + other + said[_NEAR + 1 :]
            if (gain := _odds(meant) - base) > _needed(said, meant):
                found.append((gain, other))
    return tuple(other for _, other in sorted(found, reverse=True))


def _needed(said: str, meant: str) -> float:
    """Return by how much ``meant``, five characters of which the middle one is another, must fit better."""
    known = _SURE if max(_runs(meant), default=0) > _SELDOM else _LONE
    for pair in (slice(1, 3), slice(2, 4)):
        if EDGE not in said[pair] and not count(said[pair]) and count(meant[pair]) >= _WORD:
            return min(known, _BARE)
    return known


def _is_name(before: str, letter: str, after: str) -> bool:
    """Whether ``letter`` may belong to the name of a person, a place or a company, which has any characters."""
    run, rest = before.rpartition(EDGE)[2], after.partition(EDGE)[0]
    whole = run + letter + rest
    is_item = EDGE in before and EDGE in after and len(whole) <= _SHORT_RUN
    if is_item and (len(whole) <= _NEAR or whole[0] in _SURNAMES):
        return True
    leads = ((run[: len(run) - taken], run[len(run) - taken :]) for taken in range(min(len(run), 3)))
    return bool(_OF_PLACE.match(after)) or any(
        lead[-1:] in _TITLE_ENDS and (name + letter)[0] in _SURNAMES for lead, name in leads
    )


def _swapped(shown: str, place: int) -> _Guess | None:
    """Return two characters from ``place`` on in their other order, where that makes a word."""
    first, second = shown[place], shown[place + 1]
    if second in (EDGE, first) or count(first + second) > _FEW or count(second + first) < _WORD:
        return None
    around = shown[place - _NEAR : place + 2 + _NEAR]
    meant = around[:_NEAR] + second + first + around[2 + _NEAR :]
    if count(around[2:5]) > _SELDOM or _odds(meant) - _odds(around) <= _SWAPPED:
        return None
    is_word = len(_words_in(meant)) < len(_words_in(around)) and _beginnings(shown).get(place) == 1
    return _Guess(place, place + 2, second + first) if is_word else None


def _of_word(shown: str, start: int, word: str) -> _Guess | None:
    """Return the word that is often mixed up with ``word`` where it fits much better."""
    end = start + len(word)
    lead, tail = shown[start - _NEAR : start], shown[end : end + _NEAR]
    said = lead + word + tail
    if max(_runs(said[1:-1]), default=_PAIR) > _SELDOM:
        return None
    meant = [lead + other + tail for other in real_words()[word]]
    likely = [
        (_odds(each) - _odds(said), each) for each in meant if max(_runs(each[1:-1]), default=0) > _SELDOM
    ]
    gain, best = max(likely, default=(0.0, ""))
    is_meant = gain > _REAL and _beginnings(shown).get(start) == len(word)
    return _Guess(start, end, best[_NEAR:-_NEAR]) if is_meant else None


def _of_double(shown: str, place: int) -> _Guess | None:
    """Return one character for the two from ``place`` on, where they are the same and one word has but one of them."""
    letter = shown[place]
    if shown[place + 1] != letter or letter in _NUMERALS or letter in _ENDS:
        return None
    runs = sorted((count(shown[place - 1 : place + 2]), count(shown[place : place + 3])))
    if runs[0] > _SELDOM or runs[1] > _PAIR or letter in (shown[place - 1], shown[place + 2]):
        return None
    ends_word = len(_words_in(shown[place - _NEAR : place + 1])[-1]) > 1
    begins_word = len(_words_in(shown[place + 1 : place + 2 + _NEAR])[0]) > 1
    return _Guess(place, place + 2, letter) if ends_word != begins_word else None


@rule("typos.likely", "", "推荐", "提示", _SENTENCES, reads="lines")
def likely(text: str, around: Around) -> Iterator[Slip]:
    """前后的字很少这样连着写、换一个同音或者形近的字就很常见的，提出来请人核对；多写、颠倒的字也一样。

    常见不常见，由公开的法律法规和公文统计。一份公文里写了两遍以上的，多半是名称，不提。

    Wrong: 严格执行建设监里制和合同管理制。 Right: 严格执行建设监理制和合同管理制。
    """
    said = hide_quoted(text)
    doubtful = [guess for guess in _guesses(said) if not _is_own_name(said, guess, around.whole)]
    told = [slip for rule in _SURER if doubtful for slip in rule.find(text)]
    for guess in doubtful:
        start, end = _joined(text, guess)
        if not any(slip.start < end and start < slip.end for slip in told):
            right = text[start : guess.start] + guess.meant + text[guess.end : end]
            yield Slip(start, end, f"“{text[start:end]}”像是“{right}”之误，请核对")


def _is_own_name(text: str, guess: _Guess, whole: str) -> bool:
    """Whether what is doubtful stands in the document again, and is seldom elsewhere: then it is a name."""
    start, end = guess.start, guess.end
    pairs = (text[max(start - 1, 0) : end], text[start : end + 1])
    named = _IN_NAME.match(text, end)
    return (named is not None and whole.count(named[0]) >= _AGAIN) or any(
        whole.count(pair) >= _AGAIN and count(pair) <= _FEW for pair in pairs if len(pair) > end - start
    )


def _joined(text: str, guess: _Guess) -> tuple[int, int]:
    """Return where the word begins and ends that ``text`` has once ``guess`` is right."""
    fixed = text[: guess.start] + guess.meant + text[guess.end :]
    start = 0
    for word in _words_in(fixed):
        if start + len(word) > guess.start:
            break
        start += len(word)
    end = max(start + len(word), guess.start + len(guess.meant))
    return start, end + (guess.end - guess.start) - len(guess.meant)
