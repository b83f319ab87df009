"""Texts whose paragraphs are parted by blanks, or by nothing at all, and not by line breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from gongwen.pattern import HANZI, pattern
from gongwen.recognise.single_lines import ends_title
from gongwen.recognise.surroundings.glued_closing import closing_cuts, issuers_of, part_cuts
from gongwen.recognise.surroundings.glued_head import Head, addressed_cuts, find_head
from gongwen.recognise.surroundings.head_line import head_cuts
from gongwen.recognise.surroundings.markup import record_end
from gongwen.recognise.surroundings.page_line import read_page_line
from gongwen.terms import attachment_note, date, kind, label, note, number
from gongwen.terms.agency import is_agency
from gongwen.terms.label import find_division, find_label
from gongwen.terms.people.person_name import is_name
from gongwen.terms.people.post import ends_as_post
from gongwen.terms.title import STARTS, carried
from gongwen.transcript import Line
from gongwen.zh.spaces import close_up, tighten

_LEAST = 120
"""Characters from which a line among others may hold several paragraphs."""
_LEAST_NAME = 6
"""Characters of the name of a column, which ends as titles do: 规章制度."""
_LEAST_GLUED, _LEAST_HEAD = 60, 20
"""The same, where nothing parts those addressed from the text."""
_LEAST_MOST = 600
"""Characters of a line that holds most of a text of more lines."""
_LONGEST_NAME = 120
"""Characters of a title above such a line."""
_MOST_LINES = 5
"""Lines of a text up to which a single blank, or none, may part its paragraphs."""
_BLANK = r"[ \t\u3000\xa0\u2002\u2003]"
_WIDE = pattern(rf"{_BLANK}{{2,}}")
_ANY = pattern(rf"{_BLANK}+")
_BAR = pattern(r"[|｜](?!\s*$)")
_CLOSED = pattern(r"[。；：！？:;）)》”]$")
_PADDED = pattern(rf"(?:^|[，、。；：]){HANZI}$")
"""What ends in a single character, as 王　芳 and 总　则 do in front of their blank."""
_PADDED_LABEL = pattern(rf"{HANZI}{_BLANK}+{HANZI}{{1,2}}[：:]")
"""What begins a line however its first character stands: 成　员："""
_WORDS = pattern(r"主\s*题\s*词\s*[：:][^。；：]*$")
_LABEL = pattern(f"{label.DIVISION}$")
_ROLE_AND_NAME = pattern(rf"(?P<role>^|[：:])\s*(?P<name>{HANZI}{{2,4}}|{HANZI}\s+{HANZI})$")
_LONGEST_POST = 40
_SEAMS = pattern(
    rf"(?<=[。；：])(?<!附件：)(?={label.CHINESE}|{label.CHAPTER_OR_ARTICLE}|\d{{1,2}}[.．](?!\d))"
    rf"|(?<={HANZI})(?=（{label.NUMERAL}）[^，。；：（）]{{2,30}}。)"
    rf"|(?<=日)(?={note.OPENING})"
)
"""Where a paragraph begins in a text without blanks."""
_ENDING_DAY = pattern(rf"{date.DAY}(?={_BLANK}|$)")
_LAST_DAY = pattern(rf"{date.DAY}\s*$")
_NOTE_AND_DAY = pattern(
    rf"\s*{attachment_note.LABEL}.{{4,}}{date.DAY}\s*(?:{note.OPENING}[^（）()]*[）)]\s*)?$"
)
"""A 附件说明 with a day behind it, and a 附注."""
_LONE = pattern(rf"(?:(?<=\S)|^){_BLANK}*(?<!\S)(?P<sign>{HANZI})(?!\S){_BLANK}*")
_PADDED_KIND = pattern(
    "|".join(rf"{word[0]}{_BLANK}+{word[1]}" for word in (*kind.KIND_NAMES, "文件") if len(word) == 2)
)
"""A kind, or 文件, whose characters stand apart."""
_ARTICLE = pattern(rf"(?<=[\s。；：）]){label.ARTICLE_LABEL}\s")
_LEAST_ARTICLES = 2
"""Articles on one line from which it is cut before each."""
_ASCII_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_SENTENCE = pattern(r"[^。；]{12}[。；]")
_SENT = pattern(r"《(?P<name>[^《》]{4,60})》[^。；]{0,40}(?:印发|转发)给你们")
"""What a text says that it carries."""
_LONGEST_HEAD = 6
"""Pieces of a text in which its title is looked for."""


def part_lines(lines: Sequence[Line]) -> tuple[list[Line], bool]:
    """Return ``lines`` with those cut that hold several paragraphs, and whether any did."""
    record = record_end([line.text for line in lines])
    written = [line.text.strip() for line in lines[record:] if line.text.strip()]
    least = max(_LEAST_MOST, sum(map(len, written)) / 2) if len(written) > _MOST_LINES else 0
    parted: list[Line] = list(lines[:record])
    head, is_above = Head(()), True
    above: list[str] = []
    for line in lines[record:]:
        cuts = {0, len(line.text)}
        above += [line.text] if is_above else []
        if not _is_table(line):
            if least and is_above and len(line.text) < _LONGEST_NAME and _is_named(line.text):
                head = Head((), line.text.strip())
            if len(line.text) > least:
                cuts, head = _alone_cuts(line.text, head)
            else:
                cuts |= _long_cuts(line.text, above)
            cuts.update(head_cuts(line.text) if is_above else ())
        is_above = is_above and not _SENTENCE.search(line.text)
        parted += _pieces(line, cuts)
    return parted, len(parted) > len(lines)


def _issuers(above: Sequence[str]) -> tuple[str, ...]:
    """Return whom the last of the lines ``above`` a text names that is a title with its issuers."""
    found = (issuers_of(text.strip()) for text in reversed(above) if STARTS.search(text))
    return next(filter(None, found), ())


def _is_named(text: str) -> bool:
    """Whether a line above a text that stands on one line is its title."""
    return ends_title(text) and STARTS.search(text) is not None


def _is_table(line: Line) -> bool:
    return line.is_row or _BAR.search(line.text) is not None


def _long_cuts(text: str, above: Sequence[str]) -> set[int]:
    """Return where the paragraphs of a line among others begin, with the lines ``above`` the text.

    Whatever its length, a 附件说明 ends before those who sign and their day.
    """
    if len(text.strip()) < _LEAST:
        issuers = _issuers(above) if _NOTE_AND_DAY.match(text) else ()
        return set(closing_cuts(text, issuers)) if issuers else set()
    cuts = {*closing_cuts(text, ()), *part_cuts(text, "")} if _LAST_DAY.search(text) else set()
    articles = [match.start() for match in _ARTICLE.finditer(text)]
    return {*cuts, *_wide_cuts(text), *(articles if len(articles) >= _LEAST_ARTICLES else ())}


def _alone_cuts(text: str, known: Head) -> tuple[set[int], Head]:
    """Return where the paragraphs of a line begin that is nearly all of a text, and its head, ``known`` with a title.

    Where the line is a whole web page, it is that of the document within.
    """
    page = read_page_line(text)
    if page is None:
        return _document_cuts(text, known)
    own = text[page.start : page.stop]
    is_again = tighten(page.title) in tighten(own) or not _is_named(page.title)
    cuts, head = _document_cuts(own, known if known.title or is_again else Head((), page.title))
    numbered = number.read_start(own)
    cuts |= {numbered.end} if numbered and "open" in numbered.parts else set()
    around = {cut for cut in _wide_cuts(text) if not page.start < cut < page.stop}
    return {0, len(text), *around, *page.cuts, *(page.start + cut for cut in cuts)}, head


def _document_cuts(text: str, known: Head) -> tuple[set[int], Head]:
    """Return where the paragraphs of a document on one line begin, and its head, ``known`` with a title."""
    cuts = {0, len(text), *_wide_cuts(text)}
    cuts |= {start + cut for start, stop in pairwise(sorted(cuts)) for cut in _blank_cuts(text[start:stop])}
    if known.title:
        cuts |= set(addressed_cuts(text))
    for start, stop in list(pairwise(sorted(cuts)))[: 0 if known.title else _LONGEST_HEAD]:
        plain, places = _without_padding(text[start:stop])
        head = _head_of(plain.translate(_ASCII_DIGITS))
        cuts |= {start + places[cut] for cut in head.cuts}
        known = known if known.title else head
    for start, stop in pairwise(sorted(cuts)):
        cuts |= {start + cut for cut in _inner_cuts(text[start:stop], known)}
    return cuts, known


def _without_padding(text: str) -> tuple[str, list[int]]:
    """Return ``text`` without the blanks around characters that stand alone (通　知), and where each character stood."""
    padding = {index for match in _LONE.finditer(text) for index in range(*match.span())}
    padding |= {index for match in _PADDED_KIND.finditer(text) for index in range(*match.span())}
    padding -= {index for index in padding if not text[index].isspace()}
    places = [index for index in range(len(text)) if index not in padding]
    return "".join(text[index] for index in places), [*places, len(text)]


def _head_of(text: str) -> Head:
    """Return the head that ``text`` begins with, those addressed alone too."""
    if _LEAST_NAME < len(text) < _LEAST_GLUED and ends_title(text):
        return Head((), text.strip())
    head = None if find_label(text) or len(text) < _LEAST_HEAD else find_head(text)
    return head or Head(tuple(addressed_cuts(text)))


def _pieces(line: Line, cuts: Iterable[int]) -> Iterator[Line]:
    """Yield the pieces of a line between ``cuts`` that say something, each with its place in it."""
    places = sorted(cuts)
    if len(places) <= 2:
        yield line
        return
    yield from (
        _piece(line, start, stop) for start, stop in pairwise(places) if line.text[start:stop].strip()
    )


def _piece(line: Line, start: int, stop: int) -> Line:
    own = line.text[start:stop]
    place = line.start + start if line.start is not None else None
    gaps = tuple(gap - start for gap in line.gaps if start < gap < stop)
    before = sum(gap <= start for gap in line.gaps)
    return replace(line, text=own, start=None if place is None else place + before, gaps=gaps)


def _wide_cuts(text: str) -> Iterator[int]:
    """Yield where wide gaps end, when they part paragraphs: some of them stand behind a full stop."""
    gaps = [match for match in _WIDE.finditer(text) if match.start() and match.end() < len(text)]
    if any(_CLOSED.search(text[: gap.start()].rstrip()) for gap in gaps):
        yield from _real_cuts(text, gaps)


def _real_cuts(text: str, gaps: Sequence[re.Match[str]]) -> Iterator[int]:
    """Yield where those of ``gaps`` end that stand between paragraphs, and not inside one."""
    start = 0
    for gap, following in zip(gaps, [*(each.start() for each in gaps[1:]), len(text)], strict=True):
        before, behind = text[start : gap.start()], text[gap.end() : following]
        is_label = _PADDED_LABEL.match(text, gap.end()) is not None
        if is_label or not _goes_on(before.strip(), behind.strip()):
            yield gap.end()
            start = gap.end()


def _goes_on(before: str, behind: str) -> bool:
    """Whether a blank between the two belongs to a line: a padded word, a name and its post, a list of words."""
    is_word = re.fullmatch(rf"{HANZI}{{1,6}}", behind) is not None and not is_agency(behind)
    if _PADDED.search(before) or re.fullmatch(HANZI, behind) or _LABEL.search(before):
        return True
    if is_word and _WORDS.search(before):
        return True
    person = _ROLE_AND_NAME.search(before)
    is_post = len(behind) <= _LONGEST_POST and ends_as_post(behind) and "：" not in behind
    return person is not None and is_post and (bool(person["role"]) or is_name(close_up(person["name"])))


def _inner_cuts(text: str, head: Head) -> Iterator[int]:
    """Yield where paragraphs begin in a text without blanks, and where its signature and its day stand."""
    yield from (match.start() for match in _SEAMS.finditer(text))
    sent = _SENT.search(text)
    name = (carried(head.title) if head.title else "") or (sent["name"] if sent else "")
    name = re.sub("[《》]", "", name)
    signers = (*issuers_of(head.title), *filter(None, [head.mark]))
    yield from closing_cuts(text, signers, name)
    yield from part_cuts(text, name)


def _blank_cuts(text: str) -> Iterator[int]:
    """Yield where single blanks end that part paragraphs: many full stops of the text have one behind them."""
    stops = len(re.findall(r"[。；：]", text))
    if len(re.findall(rf"[。；：]{_BLANK}", text)) < max(2, 0.3 * stops):
        return
    gaps = [gap for gap in _ANY.finditer(text) if _may_part(text[: gap.start()], text[gap.end() :])]
    yield from _real_cuts(text, gaps)


def _may_part(before: str, behind: str) -> bool:
    """Whether a single blank between the two may part paragraphs: not in 《》, nor beside a figure, unless a mark ends the first."""
    if before.count("《") > before.count("》"):
        return False
    if _CLOSED.search(before) or find_label(behind) or find_division(behind):
        return True
    is_word = re.match(r"[\u3400-\u9fff《“（(]", behind) is not None
    return re.search(HANZI + "$", before) is not None and (is_word or _ENDING_DAY.match(behind) is not None)
