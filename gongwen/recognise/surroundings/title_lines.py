"""Which lines above a text are its title: what speaks for each run of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from types import MappingProxyType

from gongwen.pattern import HANZI, pattern
from gongwen.recognise.single_lines import OTHER_NAME, ends_title, is_date, is_doc_number
from gongwen.recognise.surroundings.web_lines import is_web_line, opens_text
from gongwen.terms import number, recipients, title
from gongwen.terms.agency import STATE_COUNCIL, agencies_in, is_agency, is_issuer_mark, issuers_named
from gongwen.terms.title import SENDS
from gongwen.terms.titles.subtitle import ENACTS, SUBTITLE
from gongwen.zh.spaces import tighten
from gongwen.zh.width import width

_NO_SCALES: Mapping[int, float] = MappingProxyType({})
_NAMED = 2
"""The weight of a title that says what it is about."""
LARGER, _AS_LARGE = 1.2, 0.9
"""How much larger than the text the type of a title is, and which part of the largest type is as large."""
SURE = 3
"""The weight of a title that says what it is about and ends in a kind."""
_ISSUED = 4
"""The weight of one that an agency opens as well."""
_MOST_ADDRESSED = 20
"""Lines of those addressed, each as long as lines are."""
_MOST_BESIDE, _WIDEST_BESIDE = 2, 10.0
"""Lines of a column beside a text between two lines of the text, and their width."""
_MOST_TITLE_LINES, _LONGEST_TITLE, _LONGEST_NAME = 5, 120, 40
_MOST_SHOWN = 8
"""Lines of a title that is known by its look."""
_LEAST_NAME = 3
_NO_TITLE = pattern(
    r"[|＞>：:。；！!_]|解读|图解|(?:政府|国务院)公报$|第\s*\d+\s*期|\d{4}-\d{1,2}-\d{1,2}|[-－—].{2,30}(?:网|网站|门户)$"
)
_ASSEMBLY = pattern("(?:会议|大会|全会)$")
"""How those end who meet and decide."""
_NO_ISSUER = pattern(r"\d|(?:文件|令|纪要)$")
_OTHERS = pattern(r"等[一二三四五六七八九十\d]{1,3}(?:个)?(?:部门|部委|单位|机关)$")
_SENT_ON = pattern(rf"(?:{SENDS})[^《》]{{0,30}}《[^《》]+》$")
"""A title that ends in the name of what it sends on."""
_PASSES_ON = pattern(f"{HANZI}{{4,20}}批发[“《]")
"""How a title begins that passes on what it quotes."""
_NUMBERED = pattern(rf"{HANZI}{{4,30}}(?:公告|通告)(?:{number.YEAR_AND_SERIAL}|\d{{4}}年第\d{{1,4}}号)")
"""A public notice that has its number for a title."""
NUMBER_BEHIND = pattern(rf"[（(](?=[^（()）]{{5,31}}[）)]$){number.IN_BRACKETS}[）)]$")
"""The number of a document in brackets behind its title."""
_FULL = 20.0
"""The shortest line that those addressed may fill, 字."""
_OWN_NAME = pattern(rf"(?:中共|中国|全国)|{HANZI}{{2,5}}?[省市县区州盟旗](?!级)")
"""How the whole name of an agency begins."""
_PLACE_LAST = pattern(r"[省市县区州盟旗镇乡、]$")
_ENTRY = pattern(r"^\d{1,3}\s*[.．、]\s*(?=\D)|[（(]\d{4}年[^（()）]{4,8}[）)]$")
"""What a compilation sets before a title, and the day behind it."""
_LINES_OF_ORDER = 3
_ENACTED = pattern(r"《[^《》]{2,80}》(?:（[^（）]{2,12}）)?(?:已|业|经).{0,80}(?:公布|发布|颁布|施行)")
"""The sentence of an order, on one line or on as many; no title goes on so behind what it names."""
_SENT = pattern(r"(?:经[^。]{2,20}，)?(?:现将|兹将|现予)[^。]{2,200}(?:印发|转发|发给|公布)")
"""The sentence with which a document without a title sends on what stands below it."""
_ANGLED = pattern(r"[<＜〈][^<>＜＞〈〉]*[>＞〉]")
_OF_PAGE = pattern(r"[|＞_]|\s[>»]\s|\d{4}-\d{1,2}-\d{1,2}|[-－—].{2,30}(?:网|网站|门户)$")
"""What lines of a page have and those of a text have not."""
_IN_MIDDLE = pattern(r"[的和与及》”、，）]")
"""How the second line of a title may begin, and no title."""
_OTHER_NAME = pattern(r"(?<=.)[（(][^（()）]{2,30}[）)]$")
"""The other name of an agency, in brackets behind its first one."""
_PART_OF_NAME = pattern(rf"人民|委员会|办公|{HANZI}{{0,4}}(?:局|厅|委|办|部)关于")
"""How the rest of an agency goes on whose place stands on the line above."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Lines that may be the title: how much speaks for them, and where they stand."""

    weight: int
    start: int
    stop: int
    is_after_other: bool = False
    """Whether the lines below the first say all that a title says, and the first is no agency."""
    is_shown: bool = False
    """Whether they are the title by their look, whatever they say."""


Head = tuple[Candidate, int] | None
"""The lines that are most like the title, and where the text below it begins."""


def whole(texts: Sequence[str], best: Candidate) -> str:
    """Return a title on one line, as it is compared."""
    return plain("".join(texts[best.start : best.stop]))


def plain(text: str) -> str:
    """Return a title as it is compared: without blanks, and without quotes around all of it."""
    tight = tighten(text)
    return tight[1:-1] if tight.startswith("《") and tight.endswith("》") else tight


def find_title(texts: Sequence[str], scales: Mapping[int, float] = _NO_SCALES) -> Head:
    """Return the lines that are most like the title of the first text with one above it, and where that text begins.

    ``scales`` are the places of lines that stand in the middle of the first page, with how large their type is to that of
    the text: they are the title where the words of no other line are surely those of one.
    """
    told = _told_title(texts)
    is_sure = told is not None and told[0].weight >= SURE and not _is_quoted(texts[told[0].start])
    return told if is_sure else _shown_title(texts, scales) or told


def _shown_title(texts: Sequence[str], scales: Mapping[int, float]) -> Head:
    """Return the lines in the middle of the page that say what a document is about, else the last of the largest type, and
    where the text below begins.

    What stands below a head and its text is no title of theirs; words that are quoted above a title have no head.
    """
    written = [index for index, text in enumerate(texts) if text]
    runs = [
        list(run)
        for is_shown, run in groupby(written, lambda at: at in scales and _may_be_shown(texts[at]))
        if is_shown
    ]
    runs = [own for run in runs if (own := _without_issuer(texts, run)) and len(own) <= _MOST_SHOWN]
    named = [run for run in runs if title_weight("".join(tighten(texts[at]) for at in run)) >= _NAMED]
    largest = max((scales[at] for run in runs for at in run), default=0.0)
    large = [
        run for run in reversed(runs) if max(scales[at] for at in run) > max(_AS_LARGE * largest, LARGER)
    ]
    run = next(iter(named + large), None)
    below = [at for at in written if run and at > run[-1]]
    if not run or not below or _is_begun(texts[: run[0]]):
        return None
    opening = next((at for at in below if opens_text(texts[at])), below[0])
    return Candidate(SURE, run[0], run[-1] + 1, is_shown=True), _first_of_text(texts, run[-1] + 1, opening)


def _may_be_shown(text: str) -> bool:
    """Whether a line in the middle of the page may be of the title: it is nothing else of the head, and no sentence."""
    is_of_head = (
        is_issuer_mark(text) or is_doc_number(text) or is_date(text) or SUBTITLE.fullmatch(tighten(text))
    )
    return len(tighten(text)) > 1 and not (
        is_of_head or _is_quoted(text) or is_web_line(text) or _NO_TITLE.search(text)
    )


def _is_quoted(text: str) -> bool:
    """Whether ``text`` is the name of a document in the marks of one, as of that from which words are quoted."""
    return plain(text) != tighten(text)


def _without_issuer(texts: Sequence[str], run: list[int]) -> list[int]:
    """Return the lines of ``run`` without the agencies at its end, which issue what it names."""
    last = next((place for place in range(len(run), 0, -1) if not is_agency(texts[run[place - 1]])), 0)
    return run[:last]


def _is_begun(above: Sequence[str]) -> bool:
    """Whether a document begins in the lines ``above``: text, and something of a head."""
    return any(map(opens_text, above)) and any(
        is_issuer_mark(text)
        or number.read(tighten(text))
        or is_date(text)
        or ENACTS.match(text)
        or text.endswith(("：", ":"))
        for text in above
        if text
    )


def _told_title(texts: Sequence[str]) -> Head:
    """Return the lines whose words are most like a title, and where the text below begins."""
    found: list[Candidate] = []
    waiting: list[int] = []
    signed: frozenset[str] | None = None
    first = _said_below(texts)
    for index, text in enumerate(texts):
        if not text or index < first:
            continue
        is_order = _publishes(texts, index)
        if not opens_text(text) and not is_order:
            waiting.append(index)
            continue
        signed = _lone_names(texts[index:]) if signed is None else signed
        found += [each for start in waiting for each in _candidates(texts, start, signed)]
        waiting.clear()
        if found:
            best = _with_issuer(_best(found, texts[:index]), texts)
            return best, _first_of_text(texts, best.stop, _first_addressed(texts, best.stop, index))
        if is_order or _SENT.match(text) or (text.endswith(("：", ":")) and recipients.read(text)):
            return None
    return None


def _said_below(texts: Sequence[str]) -> int:
    """Return where a page says the title that is its first line again, with only menus between; 0 where it does not."""
    first = next((index for index, text in enumerate(texts) if text), 0)
    name = plain(texts[first]) if texts else ""
    if title_weight(name) < SURE:
        return 0
    for index in range(first + 1, len(texts)):
        if plain(texts[index]) == name:
            return index
        if f"《{name}》" in texts[index] or (
            texts[index].endswith(("：", ":")) and recipients.read(texts[index])
        ):
            return 0
    return 0


def _publishes(texts: Sequence[str], index: int) -> bool:
    """Whether the sentence of an order begins with the line at ``index``; it may go on below it."""
    return bool(ENACTS.match(texts[index]) or _ENACTED.match("".join(texts[index : index + _LINES_OF_ORDER])))


def _with_issuer(best: Candidate, texts: Sequence[str]) -> Candidate:
    """Return a title with the line right above it where that, with its agency, is named again below: it issues it."""
    above = tighten(texts[best.start - 1]) if best.start else ""
    if len(above) < _LEAST_NAME or _NO_ISSUER.search(above) or is_web_line(above) or ends_title(above):
        return best
    name = above + title.read(whole(texts, best)).value.issuer
    is_named = best.weight >= SURE and name in tighten("".join(texts[best.stop :]))
    return replace(best, start=best.start - 1) if is_named else best


def _lone_names(texts: Sequence[str]) -> frozenset[str]:
    """Return what stands alone on the short lines of a text: those who sign it are among them."""
    return frozenset(tighten(text) for text in texts if 0 < len(text) <= _LONGEST_NAME)


def _first_addressed(texts: Sequence[str], first: int, index: int) -> int:
    """Return where those addressed begin who end on the line at ``index``, ``first`` at the earliest."""
    joined, start = texts[index], index
    if not joined.endswith(("：", ":")):
        return index
    for above in range(index - 1, max(first, index - _MOST_ADDRESSED) - 1, -1):
        if not _may_list(texts[above]):
            break
        joined = texts[above] + joined
        if re.search("[，、,]", texts[above]) or recipients.read(joined) is not None:
            start = above
    return start


def _first_of_text(texts: Sequence[str], first: int, index: int) -> int:
    """Return where the text begins of which a sentence ends on the line at ``index``, ``first`` at the earliest.

    Lines of text go on above it, each as long as lines are, with the rest of those addressed between them, and
    with a few short lines of a column that stands beside the text.
    """
    start, beside = index, 0
    for above in range(index - 1, first - 1, -1):
        text = texts[above].partition("\t")[0]
        if _runs_on(text):
            start, beside = above, 0
        elif text and not text.endswith(("：", ":")):
            beside += 1
            if beside > _MOST_BESIDE or width(text) > _WIDEST_BESIDE or is_web_line(text):
                break
    return start


def _runs_on(text: str) -> bool:
    """Whether a line is part of a longer text: it is as long as lines are, and its words are those of sentences or lists."""
    is_running = width(text) >= _FULL and re.search("[，、,]", text) is not None
    return is_running and not (is_web_line(text) or ends_title(text) or _OF_PAGE.search(text))


def _may_list(text: str) -> bool:
    """Whether a list may go on below the line ``text``: it is as long as lines are, or a mark leaves it open."""
    is_open = text.endswith(("，", "、", ",")) or width(text) >= _FULL
    return bool(text) and is_open and not is_web_line(text) and not ends_title(text)


def _best(found: Sequence[Candidate], texts: Sequence[str]) -> Candidate:
    """Return the candidate for which most speaks: one of those that ``texts`` say twice, the last of equal ones.

    It begins on the line where its agency begins.
    """
    said = {each: _times_said(texts, each) > 1 for each in found}
    best = max(found, key=lambda each: (each.weight, said[each], each.stop, each.stop - each.start))
    same = [each for each in found if (each.weight, each.stop) == (best.weight, best.stop)]
    if said[best]:
        same = [each for each in same if _may_begin(texts, each.start, best)]
    same.sort(key=lambda each: each.start, reverse=True)
    first = next((index for index, each in enumerate(same) if each.is_after_other), len(same))
    return same[max(first - 1, 0)]


def _may_begin(texts: Sequence[str], start: int, best: Candidate) -> bool:
    """Whether the title ``best``, which a page says as well, begins at ``start``: an agency, or where one is, stands there.

    A title that names its issuer itself, or nothing that it is about, is whole.
    """
    if start == best.start:
        return True
    value = title.read(whole(texts, best)).value
    is_open = bool(value.about or value.verb) and not value.issuer
    above = [text for text in texts[start : best.start] if text]
    return is_open and all(agencies_in(text) or _PLACE_LAST.search(text) for text in above)


def _times_said(texts: Sequence[str], each: Candidate) -> int:
    own = whole(texts, each)
    return sum(own == plain(text) for text in texts)


def _candidates(texts: Sequence[str], start: int, signed: Collection[str]) -> Iterator[Candidate]:
    """Yield the runs of lines from ``start`` on that may be a title."""
    joined, count = "", 0
    for index in range(start, len(texts)):
        text = texts[index]
        if not text:
            continue
        if not count and _NUMBERED.fullmatch(tighten(text)):
            yield Candidate(SURE - 1, index, index + 1)
        if (
            _NO_TITLE.search(_ANGLED.sub("", text))
            or (not count and (_IN_MIDDLE.match(text) or OTHER_NAME.fullmatch(text)))
            or is_web_line(text)
            or is_doc_number(text)
            or is_date(text)
            or opens_text(text)
        ):
            return
        joined, count = joined + tighten(text), count + 1
        if count > _MOST_TITLE_LINES or len(joined) > _LONGEST_TITLE:
            return
        if (weight := title_weight(joined, signed)) and not _says_again(texts, start, index):
            rest = joined.removeprefix(tighten(texts[start]))
            yield Candidate(weight, start, index + 1, _is_other(texts[start], rest, weight, signed))


def title_weight(text: str, signed: Collection[str] = ()) -> int:
    """Return how much speaks for ``text`` being a title of a document: 0 for nothing.

    An agency opens it that is known as one, or is one of those that ``signed``.
    """
    text = NUMBER_BEHIND.sub("", _ENTRY.sub("", plain(text)))
    if _PASSES_ON.match(text) and title.approved(text):
        return _ISSUED
    if not (ends_title(text) or _SENT_ON.search(text)) or len(text) < 6:
        return 0
    value = title.read(text).value
    if not (value.about or value.verb):
        return 1 + bool(issuers_named(text))
    if not value.kind:
        return 2
    issuer = _OTHERS.sub("", value.issuer)
    listed = [_OTHER_NAME.sub("", name) for name in issuer.split("、")]
    names = [each for name in listed for each in agencies_in(name) or (name,)]
    is_issued = issuer in signed or all(
        (is_agency(name) and (len(name) > _LEAST_NAME or name == STATE_COUNCIL)) or _ASSEMBLY.search(name)
        for name in names
    )
    return _ISSUED if is_issued else SURE - bool(issuer)


def _is_other(first: str, rest: str, weight: int, signed: Collection[str]) -> bool:
    """Whether the first of several lines is none of the title that the others are without it.

    It is a mark, or no agency; and the agency of the others is whole, as nothing of it stands on the first line.
    """
    issuers = issuers_named(rest)
    if (weight < SURE and not issuers) or title_weight(rest, signed) < weight:
        return False
    if is_issuer_mark(first):
        return True
    is_name = bool(agencies_in(first)) or tighten(first) in signed
    issuer = "、".join(issuers)
    is_whole = issuer in signed or issuer == STATE_COUNCIL or _OWN_NAME.match(issuer) is not None
    return is_whole and not (is_name or _PART_OF_NAME.match(rest) or _PLACE_LAST.search(first))


def _says_again(texts: Sequence[str], start: int, last: int) -> bool:
    """Whether the last of several lines says again what the first says, or goes on behind a title and an agency."""
    lines = [tighten(text) for text in texts[start : last + 1] if text]
    first, rest = lines[0], lines[1:]
    is_again = any(len(line) > 5 and (line in first or first in line) for line in rest)
    named = issuers_named("".join(rest)) if rest and is_agency(first) else []
    is_again = is_again or any(len(name) > _LEAST_NAME and first.endswith(name) for name in named)
    return is_again or (ends_title(first) and any(map(is_agency, rest)))
