"""What stands above the text of a document: its title and head, and what pages, mirrors and crawlers put among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongwen.pattern import pattern
from gongwen.recognise.elements.head import elements_of
from gongwen.recognise.marks import ADOPTION, ENACTS, SUBTITLE, ends_title, is_date, is_number
from gongwen.recognise.surroundings.web_lines import SENTENCE, is_record, is_web_line, opens_text
from gongwen.terms import imprint, kind, number, recipients, secrecy, signers, title
from gongwen.terms.agency import STATE_COUNCIL, is_agency, is_mark
from gongwen.terms.title import SENDS
from gongwen.zh.spaces import tighten

REGISTERED = "版头上面的语录、登记编号等"
GAZETTE = "公报的名称、期号和栏目"
NAVIGATION, AGAIN = "网页上的文字", "标题出现了两次，留一个"
UNDER_TITLE = "标题下面的机关和日期，落款里没有时才用"
_MOST_ADDRESSED = 5
"""Lines of those addressed."""
_MOST_TITLE_LINES, _LONGEST_TITLE = 5, 120
_NO_TITLE = pattern(
    r"[|＞>：:。；_]|解读|图解|(?:政府|国务院)公报$|第\s*\d+\s*期|\d{4}-\d{1,2}-\d{1,2}|[-－—].{2,30}(?:网|网站|门户)$"
)
_SURE = 3
"""The weight of a title that says what it is about and ends in a kind."""
_WORD = pattern(r"[\u3400-\u9fff]|^[：:》”）]")
_ORDER = pattern(r"(?P<agency>[^\s，。：:；《》关于]{3,40})令")
_CODE = pattern(r"[A-Z]{2,10}\d{0,4}\s*[-—－–]?\s*\d{4}\s*[-—－–]\s*\d{3,9}")
"""What normative documents are registered with: QXCR-2015-0010002."""
FILED = pattern(r"[\u3400-\u9fff、]{0,30}(?P<day>\d{4}-\d{1,2}-\d{1,2})")
"""What a collection files a document under, with its day."""
_GAZETTE = pattern(
    rf"[\u3400-\u9fff]{{0,16}}(?:政府|国务院|常务委员会|常委会|法院|检察院|部|局)公报(?:\d{{4}}年?(?:{number.ISSUE})?)?(?:{number.ISSUE_OF_ALL})?"
)
_ISSUE = pattern(rf"\d{{4}}年?{number.ISSUE}(?:{number.ISSUE_OF_ALL})?")
_PART = pattern(
    r"(?:[省市县区州旗盟部厅局委]|国务院|自治区|人民)*(?:政府|部门|办公[厅室])*(?:文件|规章|令|人事任免|法规|选登)|人事任免|法规规章"
)
_OTHERS = pattern(r"等[一二三四五六七八九十\d]{1,3}(?:个)?(?:部门|部委|单位|机关)$")
MISREAD_DAY = pattern(r"[12][09lO][\dlO]{2}[./．][\dlO]{1,2}[./．][\dlO]{1,2}")
"""A day with letters for digits."""
_SENT_ON = pattern(rf"(?:{SENDS})[^《》]{{0,30}}《[^《》]+》$")
"""A title that ends in the name of what it sends on."""
_NUMBERED = pattern(
    rf"[\u3400-\u9fff]{{4,30}}(?:公告|通告)(?:{number.YEAR_AND_SERIAL}|\d{{4}}年第\d{{1,4}}号)"
)
"""A public notice that has its number for a title."""
_NUMBER_BEHIND = pattern(rf"[（(](?=[^（()）]{{5,31}}[）)]$){number.IN_BRACKETS}[）)]$")
"""The number of a document in brackets behind its title."""
_PLACE = pattern(r"[\u3400-\u9fff]{2,8}(?:省|市|自治区)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Lines that may be the title: how much speaks for them, and where they stand."""

    weight: int
    start: int
    stop: int
    is_after_other: bool = False
    """Whether the lines below the first say all that a title says, and the first is no agency."""


Head = tuple[Candidate, int] | None
"""The lines that are most like the title, and where the text below it begins."""


def named_before(texts: Sequence[str], found: Head) -> Iterator[int]:
    """Yield the places of lines above the title that say it with more around it: its number, the name of the page."""
    if found is None or found[0].weight < _SURE:
        return
    start = found[0].start
    whole = _whole(texts, found[0])
    for place in range(start):
        tight = tighten(texts[place])
        if whole in tight and whole != tight:
            yield place


def says_twice(texts: Sequence[str], found: Head) -> bool:
    """Whether the title of the text stands above it once more, as pages and mirrors have it."""
    if found is None or found[0].weight < _SURE:
        return False
    whole = _whole(texts, found[0])
    return any(whole in _plain(text) for text in texts[: found[0].start])


def count_records(texts: Sequence[str], found: Head) -> int:
    """Return how many lines above the text are of a table of facts: a label and its value."""
    return sum(map(is_record, texts[: found[1]])) if found else 0


def _whole(texts: Sequence[str], best: Candidate) -> str:
    return _plain("".join(texts[best.start : best.stop]))


def _plain(text: str) -> str:
    """Return a title as it is compared: without blanks, and without quotes around all of it."""
    tight = tighten(text)
    return tight[1:-1] if tight.startswith("《") and tight.endswith("》") else tight


def find_above(texts: Sequence[str], found: Head, *, is_page: bool) -> Iterator[tuple[int, str]]:
    """Yield the places above the text that are neither of the title nor of the head, each with the reason.

    Off a page only what is known by itself goes: titles said again, agency and day below the title.
    """
    if found is None:
        return
    best, text_start = found
    order = _order_place(texts, text_start)
    if order >= 0:
        yield from _above_order(texts, order, text_start, is_page=is_page)
        return
    if is_page:
        head = _head_start(texts, best)
        yield from ((place, NAVIGATION) for place in range(head) if texts[place])
    else:
        yield from ((place, GAZETTE) for place in _gazette(texts[: best.stop]))
        yield from ((place, REGISTERED) for place in _before_head(texts, best))
        whole = _whole(texts, best)
        yield from ((place, AGAIN) for place in range(best.start) if _plain(texts[place]) == whole)
    yield from _below_title(texts, best, text_start, is_page=is_page)


def _before_head(texts: Sequence[str], best: Candidate) -> Iterator[int]:
    """Yield the places above the head of a document with a sure title that hold whole sentences, and registration codes."""
    head = _head_start(texts, best) if best.weight >= _SURE else 0
    last = max((place for place in range(head) if SENTENCE.search(texts[place])), default=-1)
    for place in range(best.start):
        is_odd = _CODE.fullmatch(texts[place]) or FILED.fullmatch(texts[place])
        if texts[place] and (place <= last or is_odd):
            yield place


def _gazette(texts: Sequence[str]) -> Iterator[int]:
    """Yield the places of what a gazette has above a document: its name, its number, the part that this one is in."""
    named = next((place for place, text in enumerate(texts) if _GAZETTE.fullmatch(tighten(text))), -1)
    is_issue = any(_ISSUE.fullmatch(tighten(text)) for text in texts) or (
        named >= 0 and re.search(r"\d", texts[named]) is not None
    )
    for place, text in enumerate(texts) if named >= 0 and is_issue else ():
        tight = tighten(text)
        if place == named or _ISSUE.fullmatch(tight) or _PART.fullmatch(tight):
            yield place


def _order_place(texts: Sequence[str], stop: int) -> int:
    """Return where the mark of an order stands above a text that publishes something; -1 for no order."""
    if not ENACTS.search(texts[stop]):
        return -1
    marks = [
        place
        for place in range(stop)
        if (match := _ORDER.fullmatch(tighten(texts[place]))) and is_agency(match["agency"])
    ]
    return marks[-1] if marks else -1


def _above_order(texts: Sequence[str], order: int, stop: int, *, is_page: bool) -> Iterator[tuple[int, str]]:
    """Yield what stands above the mark of an order, and below it what is no number."""
    for place in range(stop):
        text = texts[place]
        is_known = is_page or is_web_line(text) or ends_title(text)
        if (text and place < order and is_known) or (
            text and place > order and not number.read(tighten(text)) and is_known
        ):
            yield place, NAVIGATION


def _below_title(
    texts: Sequence[str], best: Candidate, stop: int, *, is_page: bool
) -> Iterator[tuple[int, str]]:
    """Yield what stands between the title and the text and is of neither."""
    whole = _whole(texts, best)
    has_head = any(map(is_mark, texts[: best.start]))
    is_addressed = recipients.read(texts[stop].split("：")[0].split(":")[0]) is not None
    for place in range(best.stop, stop):
        text = texts[place]
        tight = tighten(text)
        if not text:
            continue
        if _is_signed(tight) and not (has_head and is_agency(tight) and tight not in whole):
            yield place, UNDER_TITLE
        elif len(tight) > 5 and _plain(text) in whole:
            yield place, AGAIN
        elif (
            is_web_line(text)
            or (is_page and _title_weight(text) > _SURE)
            or (is_page and _is_between(text))
            or (is_addressed and is_page and text.endswith(("：", ":")))
        ) or (is_page and not _may_stand_below(text)):
            yield place, NAVIGATION


def _is_signed(tight: str) -> bool:
    """Whether a line below the title says who issues the document, or its day."""
    if tight.startswith("各") or tight.endswith("、"):
        return False
    tight = tight.strip("，,、|；;")
    found = imprint.read(re.sub("[，,]", "", tight))
    is_dated = found is not None and "word" not in found.parts and is_agency(found.value.agency)
    is_day = is_date(tight) or MISREAD_DAY.fullmatch(tight) is not None
    return is_day or is_dated or is_agency(tight) or _PLACE.fullmatch(tight) is not None


def _may_stand_below(text: str) -> bool:
    """Whether a line below a title may be of the document: small elements, what a bracket or a dash begins, a mark."""
    return bool(
        elements_of(text)
        or number.read(tighten(text))
        or SUBTITLE.fullmatch(tighten(text))
        or signers.find(text)
        or is_mark(text)
        or text.startswith(("—", "－", "（", "("))
        or ADOPTION.fullmatch(text)
        or (re.search("[，、]", text) and recipients.read(text))
        or ends_title(text)
        or (text.endswith(("：", ":")) and not is_record(text))
    )


def find_title(texts: Sequence[str]) -> Head:
    """Return the lines that are most like the title of the first text with one above it, and where that text begins."""
    found: list[Candidate] = []
    for place, text in enumerate(texts):
        if text and opens_text(text):
            if found:
                best = _best(found, texts[:place])
                return best, _first_addressed(texts, best.stop, place)
            if (text.endswith(("：", ":")) and recipients.read(text)) or ENACTS.match(text):
                return None
        elif text:
            found += _candidates(texts, place)
    return None


def _first_addressed(texts: Sequence[str], first: int, place: int) -> int:
    """Return where those addressed begin who end on the line at ``place``, ``first`` at the earliest."""
    whole, start = texts[place], place
    for above in range(place - 1, max(first, place - _MOST_ADDRESSED) - 1, -1):
        whole = texts[above] + whole
        if (
            not texts[above]
            or is_web_line(texts[above])
            or not texts[place].endswith(("：", ":"))
            or recipients.read(whole) is None
        ):
            break
        start = above
    return start


def _best(found: Sequence[Candidate], texts: Sequence[str]) -> Candidate:
    """Return the candidate for which most speaks: one of those that ``texts`` say twice, the last of equal ones.

    It begins on the line where its agency begins.
    """
    said = {each: _times_said(texts, each) > 1 for each in found if each.weight >= _SURE}
    best = max(
        found, key=lambda each: (each.weight, said.get(each, False), each.stop, each.stop - each.start)
    )
    same = [each for each in found if (each.weight, each.stop) == (best.weight, best.stop)]
    return min(same, key=lambda each: (each.is_after_other, each.start))


def _times_said(texts: Sequence[str], each: Candidate) -> int:
    whole = _whole(texts, each)
    return sum(whole == _plain(text) for text in texts)


def _candidates(texts: Sequence[str], start: int) -> Iterator[Candidate]:
    """Yield the runs of lines from ``start`` on that may be a title."""
    whole, count = "", 0
    for place in range(start, len(texts)):
        text = texts[place]
        if not text:
            continue
        if not count and _NUMBERED.fullmatch(tighten(text)):
            yield Candidate(_SURE - 1, place, place + 1)
        if (
            _NO_TITLE.search(text)
            or is_web_line(text)
            or is_number(text)
            or is_date(text)
            or opens_text(text)
        ):
            return
        whole, count = whole + tighten(text), count + 1
        if count > _MOST_TITLE_LINES or len(whole) > _LONGEST_TITLE:
            return
        if (weight := _title_weight(whole)) and not _says_again(texts, start, place):
            rest = whole.removeprefix(tighten(texts[start]))
            is_other = _title_weight(rest) >= weight >= _SURE and _is_other(texts[start], weight)
            yield Candidate(weight, start, place + 1, is_other)


def _title_weight(text: str) -> int:
    """Return how much speaks for ``text`` being a title of a document: 0 for nothing."""
    text = _NUMBER_BEHIND.sub("", _plain(text))
    if not (ends_title(text) or _SENT_ON.search(text)) or len(text) < 6:
        return 0
    value = title.read(text).value
    issuer = _OTHERS.sub("", value.issuer)
    is_issued = all(
        is_agency(name) and (len(name) > 3 or name == STATE_COUNCIL) for name in issuer.split("、")
    )
    is_told = bool(value.about or value.verb)
    return 1 + is_told + (bool(value.kind) and is_told + is_issued)


def _is_other(first: str, weight: int) -> bool:
    """Whether the first of several lines is none of the title that the others are without it: no agency, but a mark."""
    return is_mark(first) if weight == _SURE else not is_agency(first)


def _says_again(texts: Sequence[str], start: int, last: int) -> bool:
    """Whether the last of several lines says again what the first says, or goes on behind a title and an agency."""
    lines = [tighten(text) for text in texts[start : last + 1] if text]
    first, rest = lines[0], lines[1:]
    is_again = any(len(line) > 5 and (line in first or first in line) for line in rest)
    return is_again or (ends_title(first) and any(map(is_agency, rest)))


def _head_start(texts: Sequence[str], best: Candidate) -> int:
    """Return where the lines of the 版头 begin that stand right above the title."""
    start = stop = best.start
    whole = _whole(texts, best)
    for place in range(stop - 1, -1, -1):
        text = texts[place]
        if not text:
            continue
        is_again = len(text) > 5 and tighten(text) in whole and not is_agency(text)
        if is_again or is_web_line(text) or not _is_of_head(text, is_below_name=start < stop):
            break
        start = place
    return start


def _is_between(text: str) -> bool:
    """Whether a line between the title and the text is of the page: a record, or no word at all."""
    return is_record(text) or not _WORD.search(text)


def _is_of_head(text: str, *, is_below_name: bool) -> bool:
    """Whether a line above the title is of the 版头; agencies are when something of it stands below them."""
    tight = tighten(text)
    is_small = number.read(tight) or secrecy.read(tight) or elements_of(text) or signers.find(text)
    return bool(is_small or is_mark(text) or kind.read(tight) or (is_below_name and is_agency(text)))
