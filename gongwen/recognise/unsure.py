"""What a person should look at in a document because it was recognised from pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from gongwen.address import Place, Stretch
from gongwen.document import NO_SIGNATURE
from gongwen.finding import Finding
from gongwen.terms import page_number, secrecy
from gongwen.transcript import (
    ENGINE,
    FAINT,
    ILLEGIBLE,
    LAYER,
    LAYER_KEPT,
    LAYER_WRONG,
    SHOWN_THROUGH,
    UNREAD,
    Line,
    Transcript,
)

_SHOWN = 16
"""Characters of a line that a message cites."""
_HEAD = ("发文机关标志", "发文字号", "主送机关")
_USUAL = (
    "发文字号",
    "标题",
    "主送机关",
    "署名",
    "成文日期",
    "附注",
    "印发件",
    "抄送机关",
    "印发机关",
    "印发日期",
)
_NOTHING: tuple[object, ...] = (None, NO_SIGNATURE, [NO_SIGNATURE])
_BARE = "没有找到“发文机关标志”“发文字号”“主送机关”，不像按标准排的公文，读出的“标题”“题注”“署名”“成文日期”请逐个与原件核对"
_MAY_MISS = "可能缺页，也可能认错了，请与原件核对"


def find_unsure(transcript: Transcript) -> Iterator[Finding]:
    """Yield what was recognised from pictures and may be something else; names and numbers always may."""
    if transcript.facts.get(LAYER) == LAYER_KEPT:
        yield _doubt(
            transcript.lines[0].at,
            "文字取自扫描件自带的文字层，认得准不准不知道，人名、数字、日期、发文字号请逐个与原件核对",
        )
    engine = transcript.facts.get(ENGINE)
    if not engine:
        return
    at = transcript.lines[0].at
    if transcript.facts.get(LAYER) == LAYER_WRONG:
        yield _doubt(at, "扫描件自带的文字层与图像不符，没有用，文字是从图像重新认出来的")
    yield _doubt(at, f"文字是从扫描件认出来的（{engine}），人名、数字、日期、发文字号请逐个与原件核对")
    if pages := transcript.facts.get(ILLEGIBLE):
        yield _doubt(at, f"第{pages}页认不清，没有读出来，请重新扫描或者手工录入")
    if places := transcript.facts.get(UNREAD):
        yield _doubt(at, f"{places}像是有字，没有认出来，请对着原件补上")
    if pages := transcript.facts.get(SHOWN_THROUGH):
        yield _doubt(at, f"第{pages}页上淡得多的字看作是背面透过来的，没有读，请与原件核对")
    for line in transcript.lines:
        if line.doubt:
            yield _doubt(line.at, f"“{_short(line)}”{line.doubt}，请与原件核对")
    yield from _odd_copy_numbers(transcript.lines)
    yield from _missing_pages(transcript.lines)


def find_lacking(transcript: Transcript, values: Mapping[str, object]) -> Iterator[Finding]:
    """Yield what is said of a scan of which no element of the head was read, or whose print is too faint for all of it;
    ``values`` are those of all elements that were.
    """
    if not transcript.facts.get(ENGINE):
        return
    at = transcript.lines[0].at
    if not any(key in values for key in _HEAD):
        yield _doubt(at, _BARE)
    if pages := transcript.facts.get(FAINT):
        lacking = "".join(f"“{key}”" for key in _USUAL if values.get(key) in _NOTHING)
        more = f"；没有读到{lacking}，原件有的请补上" if lacking else "，请与原件核对"
        yield _doubt(at, f"第{pages}页有的字很淡，可能还有字没有认出来{more}")


def _odd_copy_numbers(lines: Sequence[Line]) -> Iterator[Finding]:
    """Digits alone on a line are a 份号 that has six (7.2.1); others may be of a stamp that archives put on a page."""
    for line in lines:
        text = line.text.strip()
        found = secrecy.read(text)
        if found and isinstance(found.value, secrecy.CopyNumber) and "位数" in found.odd:
            yield _doubt(line.at, f"“{text}”不是六位，可能不是份号，而是收文章、档案章里的数字，请与原件核对")


def _missing_pages(lines: Sequence[Line]) -> Iterator[Finding]:
    """The numbers of pages count on as their pages do, from 1, two of them where two pages lie side by side; a number
    alone may be anything, and is none.
    """
    found = [(line, read.value) for line in lines if (read := page_number.read(line.text))]
    for line, number in found[:1]:
        if number > line.at.page:
            yield _doubt(line.at, f"第一个页码是“{line.text.strip()}”，前面{_MAY_MISS}")
    for (above, last), (line, number) in pairwise(found):
        if number - last != max(line.at.page - above.at.page, 1):
            seen, before = line.text.strip(), above.text.strip()
            yield _doubt(line.at, f"页码“{seen}”与前面的“{before}”接不上，{_MAY_MISS}")


def _doubt(at: Place, message: str) -> Finding:
    return Finding("read.scan", Stretch(at), message, "", "惯例")


def _short(line: Line) -> str:
    text = line.text.strip()
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
