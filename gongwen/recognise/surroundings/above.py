"""What stands above the text of a document: its title and head, and what pages, mirrors and crawlers put among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongwen.pattern import HANZI, pattern
from gongwen.recognise.elements.head import is_name_row
from gongwen.recognise.elements.small import elements_of
from gongwen.recognise.single_lines import ends_title, is_date
from gongwen.recognise.surroundings.title_lines import SURE, Candidate, Head, plain, title_weight, whole
from gongwen.recognise.surroundings.web_lines import SENTENCE, is_record, is_web_line
from gongwen.terms import imprint, kind, number, recipients, secrecy, signers
from gongwen.terms.agency import agencies_in, is_agency, is_issuer_mark, issuers_named
from gongwen.terms.titles.subtitle import ADOPTION, ENACTS, SUBTITLE
from gongwen.zh.spaces import tighten

REGISTERED = "版头上面的语录、登记编号等"
GAZETTE = "公报的名称、期号和栏目"
NAVIGATION, AGAIN = "网页上的文字", "标题出现了两次，留一个"
UNDER_TITLE = "标题下面的机关和日期，落款里没有时才用"
UNKNOWN = "在标题和主送机关旁边，没有认出是什么，没有放进文稿"
"""What is said of a line that stands among those of the head and is none of them."""
_LEAST_SENT = 5
"""Characters of the name of what a document sends on, by which a page calls it."""
_LABEL = pattern(rf"{HANZI}{{2,6}}[：:]")
_FEW_DIGITS = pattern(r"\d{1,5}")
_WORD = pattern(rf"{HANZI}|^[：:》”）]")
_ORDER = pattern(r"(?P<agency>[^\s，。：:；《》关于]{3,40})(?P<kind>令|公告)")
_CODE = pattern(r"[A-Z]{2,10}\d{0,4}\s*[-—－–]?\s*\d{4}\s*[-—－–]\s*\d{3,9}")
"""What normative documents are registered with: QXCR-2015-0010002."""
FILED = pattern(r"[\u3400-\u9fff、]{0,30}(?P<day>\d{4}-\d{1,2}-\d{1,2})")
"""What a collection files a document under, with its day."""
_GAZETTE = pattern(
    rf"{HANZI}{{0,16}}(?:政府|国务院|常务委员会|常委会|法院|检察院|部|局)公报(?:\d{{4}}年?(?:{number.ISSUE})?)?(?:{number.ISSUE_OF_ALL})?"
)
_ISSUE = pattern(rf"\d{{4}}年?{number.ISSUE}(?:{number.ISSUE_OF_ALL})?")
_PART = pattern(
    r"(?:[省市县区州旗盟部厅局委]|国务院|自治区|人民)*(?:政府|部门|办公[厅室])*(?:文件|规章|令|人事任免|法规|选登)|人事任免|法规规章"
)
MISREAD_DAY = pattern(r"[12][09lO][\dlO]{2}[./．][\dlO]{1,2}[./．][\dlO]{1,2}")
"""A day with letters for digits."""
_COLUMN = pattern(rf"(?:{kind.STATUTORY}|公示){{2,}}")
"""What the part of a site is called that has notices of several kinds: 通知公告."""
_PLACE = pattern(rf"{HANZI}{{2,8}}(?:省|市|自治区)")


def named_before(texts: Sequence[str], found: Head) -> Iterator[int]:
    """Yield the places of lines above the title that say it with more around it: its number, the name of the page."""
    if found is None or found[0].weight < SURE:
        return
    start = found[0].start
    own = whole(texts, found[0])
    for index in range(start):
        tight = tighten(texts[index])
        if own in tight and own != tight:
            yield index


def says_twice(texts: Sequence[str], found: Head) -> bool:
    """Whether the title of the text stands above it once more, as pages and mirrors have it."""
    if found is None or found[0].weight < SURE:
        return False
    own = whole(texts, found[0])
    return any(own in plain(text) for text in texts[: found[0].start])


def count_records(texts: Sequence[str], found: Head) -> int:
    """Return how many lines above the text are of a table of facts: a label and its value."""
    return sum(map(is_record, texts[: found[1]])) if found else 0


def find_above(texts: Sequence[str], found: Head, *, is_page: bool) -> Iterator[tuple[int, str]]:
    """Yield the places above the text that are neither of the title nor of the head, each with the reason.

    Off a page only what is known by itself goes: titles said again, agency and day below the title.
    """
    if found is None:
        return
    best, text_start = found
    order = _order_place(texts, best, text_start)
    if order >= 0:
        yield from _above_order(texts, order, text_start, is_page=is_page)
        return
    if is_page:
        head = _head_start(texts, best)
        yield from ((index, NAVIGATION) for index in range(head) if texts[index])
    else:
        yield from ((index, UNKNOWN) for index in _unknown_above(texts, best, text_start))
        yield from ((index, GAZETTE) for index in _gazette(texts[: best.stop]))
        yield from ((index, REGISTERED) for index in _before_head(texts, best))
        own = whole(texts, best)
        for index in range(best.start):
            if (name := plain(texts[index])) == own:
                yield index, AGAIN
            elif len(name) > _LEAST_SENT and f"《{name}》" in own:
                yield index, NAVIGATION
    yield from _below_title(texts, best, text_start, is_page=is_page)


def _unknown_above(texts: Sequence[str], best: Candidate, text_start: int) -> Iterator[int]:
    """Yield the places above a title that is sure by itself, or by those addressed below it, of lines that say nothing of the head."""
    is_sure = best.weight >= SURE or bool(issuers_named(whole(texts, best)))
    if not is_sure and not _is_addressed(texts[text_start]):
        return
    is_below_name, below = False, ""
    for index in range(best.start - 1, -1, -1):
        text = texts[index]
        if not text:
            continue
        is_counted = _is_short_copy_number(text, below)
        below = text
        is_own = is_agency(text) and whole(texts, best).startswith(tighten(text))
        is_named = is_name_row(text) and any(map(signers.find, texts[:index]))
        is_of_head = _is_of_head(text, is_below_name=is_below_name, is_below_shown=best.is_shown)
        if is_own or is_named or is_counted or is_of_head:
            is_below_name = True
        else:
            yield index


def _before_head(texts: Sequence[str], best: Candidate) -> Iterator[int]:
    """Yield the places above the head of a document with a sure title that hold whole sentences, and registration codes."""
    head = _head_start(texts, best) if best.weight >= SURE else 0
    last = max((index for index in range(head) if SENTENCE.search(texts[index])), default=-1)
    for index in range(best.start):
        is_odd = _CODE.fullmatch(texts[index]) or FILED.fullmatch(texts[index])
        if texts[index] and (index <= last or is_odd):
            yield index


def _gazette(texts: Sequence[str]) -> Iterator[int]:
    """Yield the places of what a gazette has above a document: its name, its number, the part that this one is in."""
    named = next((index for index, text in enumerate(texts) if _GAZETTE.fullmatch(tighten(text))), -1)
    is_issue = any(_ISSUE.fullmatch(tighten(text)) for text in texts) or (
        named >= 0 and re.search(r"\d", texts[named]) is not None
    )
    for index, text in enumerate(texts) if named >= 0 and is_issue else ():
        tight = tighten(text)
        if index == named or _ISSUE.fullmatch(tight) or _PART.fullmatch(tight):
            yield index


def _order_place(texts: Sequence[str], best: Candidate, stop: int) -> int:
    """Return where the mark of an order stands above a text that publishes something; -1 for no order.

    A 公告 below a title that is sure only says who adopted what that names.
    """
    if not ENACTS.search(texts[stop]):
        return -1
    marks = [
        index
        for index in range(stop)
        if (match := _ORDER.fullmatch(tighten(texts[index])))
        and is_agency(match["agency"])
        and (match["kind"] == "令" or best.weight < SURE or index < best.stop)
    ]
    return marks[-1] if marks else -1


def _above_order(texts: Sequence[str], order: int, stop: int, *, is_page: bool) -> Iterator[tuple[int, str]]:
    """Yield what stands above the mark of an order, and below it what is no number."""
    for index in range(stop):
        text = texts[index]
        is_known = is_page or is_web_line(text) or ends_title(text)
        if (text and index < order and is_known) or (
            text and index > order and not number.read(tighten(text)) and is_known
        ):
            yield index, NAVIGATION


def _below_title(
    texts: Sequence[str], best: Candidate, stop: int, *, is_page: bool
) -> Iterator[tuple[int, str]]:
    """Yield what stands between the title and the text and is of neither."""
    own = whole(texts, best)
    head = _head_start(texts, best) if is_page else 0
    has_head = any(map(is_issuer_mark, texts[head : best.start]))
    is_addressed = _is_addressed(texts[stop])
    last = stop if is_addressed else _last_of_head(texts, best.stop, stop)
    for index in range(best.stop, stop):
        text = texts[index]
        tight = tighten(text)
        if not text or _is_addressed_above(texts, index, stop, own):
            continue
        if _is_signed(text) and not (has_head and is_agency(tight) and tight not in own):
            yield index, UNDER_TITLE
        elif len(tight) > 5 and plain(text) in own:
            yield index, AGAIN
        elif (
            is_web_line(text)
            or (is_page and title_weight(text) > SURE)
            or (is_page and _is_between(text))
            or (is_addressed and is_page and text.endswith(("：", ":")))
        ) or (is_page and not _may_stand_below(text)):
            yield index, NAVIGATION
        elif index < last and not _may_stand_below(text):
            yield index, UNKNOWN


def _is_addressed_above(texts: Sequence[str], index: int, stop: int, title: str) -> bool:
    """Whether an agency right above those addressed, on the line at ``stop``, is one of them: others issue the ``title``."""
    tight = tighten(texts[index])
    is_last = not any(texts[index + 1 : stop]) and _is_addressed(texts[stop])
    is_other = is_agency(tight) and recipients.read(tight) is not None and tight not in title
    return is_last and is_other and bool(issuers_named(title))


def _is_addressed(text: str) -> bool:
    """Whether the line on which a text begins says who is addressed."""
    names = recipients.OTHER_LABEL.sub("", text)
    return recipients.read(re.split("[：:]", names, maxsplit=1)[0]) is not None


def _last_of_head(texts: Sequence[str], first: int, stop: int) -> int:
    """Return the last place from ``first`` on where something of the head stands before ``stop``; ``first`` for none."""
    return max((index for index in range(first, stop) if _is_below_title(texts[index])), default=first)


def _is_below_title(text: str) -> bool:
    """Whether a line stands below titles and nowhere else: a number, a day, what is in brackets."""
    tight = tighten(text)
    return bool(elements_of(text) or SUBTITLE.fullmatch(tight) or is_date(tight) or ADOPTION.fullmatch(text))


def _is_signed(text: str) -> bool:
    """Whether a line below the title says who issues the document, or its day."""
    tight = tighten(text)
    if tight.startswith("各") or tight.endswith("、"):
        return False
    tight = tight.strip("，,、|；;")
    found = imprint.read(re.sub("[，,]", "", tight))
    is_dated = found is not None and "word" not in found.parts and is_agency(found.value.agency)
    is_day = is_date(tight) or MISREAD_DAY.fullmatch(tight) is not None
    return (
        is_day
        or is_dated
        or is_agency(tight)
        or bool(agencies_in(text))
        or _PLACE.fullmatch(tight) is not None
    )


def _may_stand_below(text: str) -> bool:
    """Whether a line below a title may be of the document: small elements, what a bracket or a dash begins, a mark."""
    return bool(
        elements_of(text)
        or number.read(tighten(text))
        or SUBTITLE.fullmatch(tighten(text))
        or signers.find(text)
        or is_issuer_mark(text)
        or text.startswith(("—", "－", "（", "("))
        or ADOPTION.fullmatch(text)
        or (re.search("[，、,]", text) and recipients.read(text))
        or ends_title(text)
        or (text.endswith(("：", ":")) and not is_record(text))
    )


def _head_start(texts: Sequence[str], best: Candidate) -> int:
    """Return where the lines of the 版头 begin that stand right above the title."""
    start = stop = best.start
    own = whole(texts, best)
    for index in range(stop - 1, -1, -1):
        text = texts[index]
        if not text:
            continue
        is_again = len(text) > 5 and tighten(text) in own and not is_agency(text)
        is_of_head = _is_of_head(text, is_below_name=start < stop, is_below_shown=best.is_shown)
        is_of_head = is_of_head or _is_short_copy_number(text, texts[start])
        if is_again or is_web_line(text) or not is_of_head:
            break
        start = index
    return start


def _is_short_copy_number(text: str, below: str) -> bool:
    """Whether a line is a 份号 of too few digits, above the 密级 or the 紧急程度 (7.2.1)."""
    return _FEW_DIGITS.fullmatch(tighten(text)) is not None and secrecy.read(tighten(below)) is not None


def _is_between(text: str) -> bool:
    """Whether a line between the title and the text is of the page: a record, a label alone, or no word at all."""
    return is_record(text) or not _WORD.search(text) or _is_label(text)


def _is_label(text: str) -> bool:
    """Whether a line is the label of a list of the page, which stands below it: 关联稿件：."""
    return _LABEL.fullmatch(text) is not None and recipients.read(text) is None


def _is_of_head(text: str, *, is_below_name: bool, is_below_shown: bool) -> bool:
    """Whether a line above the title is of the 版头; agencies are when something of it stands below them, and kinds where
    the title is not shown by its look.
    """
    tight = tighten(text)
    first = number.read_start(text)
    is_small = (
        (first and "open" in first.parts)
        or number.read(tight)
        or secrecy.read(tight)
        or secrecy.UNCOUNTED.fullmatch(tight)
        or elements_of(text)
        or signers.find(text)
    )
    is_kind = not is_below_shown and kind.read(tight) is not None and not _COLUMN.fullmatch(tight)
    return bool(is_small or is_issuer_mark(text) or is_kind or (is_below_name and is_agency(text)))
