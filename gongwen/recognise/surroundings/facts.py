"""What the table of facts above a text on a web page says of the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongwen.pattern import pattern
from gongwen.recognise.draft import LINKED, Hint
from gongwen.recognise.reading import Repair
from gongwen.recognise.single_lines import ends_title, is_doc_number
from gongwen.recognise.surroundings.above import FILED, NAVIGATION, UNDER_TITLE, UNKNOWN
from gongwen.recognise.surroundings.markup import without_sounds
from gongwen.recognise.surroundings.title_lines import NUMBER_BEHIND
from gongwen.recognise.surroundings.web_lines import FILE_NAME
from gongwen.terms import date, number, recipients
from gongwen.terms.agency import agencies_in
from gongwen.terms.attachment_note import clean_title
from gongwen.zh.spaces import tighten
from gongwen.zh.traditional import simplify

_NUMBER = pattern(
    r"(?<!统一编)(?:发文|发布|公文)?(?:文|字)\s*号\s*[】\]]?\s*[：:|\t]?\s*[|\t]?\s*(?P<value>[^\s：:|]{1,20}号)"
)
_TITLE = pattern(
    r"\s*[-*·]?\s*[【\[]?(?:(?:文件|公文|信息)?(?:标\s*题|名\s*称)|title)[】\]]?\s*[：:|\t]\s*[|\t]?\s*(?P<value>\S.{5,120})"
)
_LINK = pattern(
    r"(?:附\s*[件表]\s*(?:下载)?\s*)+(?:\d{1,2}(?!\d)(?:[-－]\d{1,2})?)?\s*[：:.．、_\-—\s]*(?:\d{1,2}\s*[.．、]\s*)?(?P<title>[^\W_].*|《.*)"
)
"""附件1：甲.docx below a text."""
_LEAST_LINKED = 3
"""Characters of the name of an attachment in that of its file."""
_ENTRY = pattern(r"^\d{1,4}\s*[.．、]\s*")
_RECIPIENTS = pattern(r"\s*(?P<word>主\s*送|抄\s*送)(?:机关|单位)?\s*[：:]\s*(?P<names>\S.*)")
_FORM_KEYS = {"主": "主送机关", "抄": "抄送机关"}
_DAY = pattern(
    rf"(?:成\s*文|签\s*发|发\s*文|公\s*布|颁\s*布|制\s*定)(?:日期|时间)\s*[】\]]?\s*[：:|\t]?\s*[|\t]?\s*(?P<value>{date.ANY_DAY})"
)


def find_facts(repairs: Sequence[Repair]) -> Iterator[Hint]:
    """Yield what the lines that went say of number and date, what stands below the title first; a label may stand on the
    line above its value.
    """
    yield from (hint for repair in repairs if repair.reason == UNDER_TITLE for hint in _signed(repair))
    for index, repair in enumerate(repairs):
        below = repairs[index + 1].before if index + 1 < len(repairs) else ""
        text = f"{repair.before}\n{below}"
        own = without_sounds(repair.before)
        shown = f"{own}\n{without_sounds(below)}"
        match = _NUMBER.search(simplify(shown) if "號" in shown else shown)
        written = shown[slice(*match.span("value"))] if match else ""
        if match and match.start() < len(own) and number.read(written):
            yield "发文字号", written, repair.at
        if link := linked_title(repair.before):
            yield LINKED, link, repair.at
        is_named = FILE_NAME.fullmatch(repair.before) or ends_title(repair.before)
        named = number.read_start(repair.before) if is_named else None
        if named and "open" in named.parts:
            yield "发文字号", repair.before[: named.end], repair.at
        if (match := _TITLE.match(repair.before)) and ends_title(match["value"].strip('"“”')):
            yield "标题", _ENTRY.sub("", tighten(match["value"]).strip('"“”')), repair.at
        if (form := _RECIPIENTS.match(repair.before)) and recipients.read(form["names"]):
            yield _FORM_KEYS[form["word"][0]], form["names"].rstrip("：:。"), repair.at
        if (filed := FILED.fullmatch(repair.before)) and (day := date.read(filed["day"])):
            yield "成文日期", day.value.isoformat(), repair.at
        if behind := NUMBER_BEHIND.search(repair.before):
            yield "发文字号", behind[0].strip("（）()"), repair.at
        if repair.reason in (UNKNOWN, NAVIGATION) and is_doc_number(repair.before) and not repair.after:
            yield "发文字号", repair.before, repair.at
        match = _DAY.search(text)
        day = date.read(match["value"]) if match and match.start() < len(repair.before) else None
        if day:
            yield "成文日期", day.value.isoformat(), repair.at


def linked_title(text: str) -> str:
    """Return what the file of an attachment is called that can be fetched below a text; "" for other lines."""
    match = _LINK.fullmatch(text.strip()) if FILE_NAME.fullmatch(text) else None
    title = clean_title(tighten(match["title"])) if match else ""
    return title if len(title) >= _LEAST_LINKED and not title.isascii() else ""


def _signed(repair: Repair) -> Iterator[Hint]:
    """Yield the day, or who issues the document, that a line below the title names."""
    day = date.find(repair.before) or date.read(repair.before.strip("，,、|；; "))
    if day:
        yield "成文日期", day.value.isoformat(), repair.at
        return
    for name in agencies_in(repair.before):
        yield "署名", name, repair.at
