"""A text of nobody's making → a draft of the document, by what its lines say."""

from __future__ import annotations

from collections.abc import Sequence

from gongwen.address import WHOLE, Address
from gongwen.document import NO_SIGNATURE, TITLELESS_FORMATS
from gongwen.pattern import pattern
from gongwen.recognise.draft import LINKED, Draft, joined
from gongwen.recognise.elements.addressed import addresses
from gongwen.recognise.elements.carried import find_addressed, several_names, split_carried, split_papers
from gongwen.recognise.elements.closing import Closing, find_closing, read_closing
from gongwen.recognise.elements.head import read_head
from gongwen.recognise.elements.imprint import read_imprint, split_imprint
from gongwen.recognise.elements.issuer_mark import FILE_WORD
from gongwen.recognise.elements.notes import (
    AttachmentNote,
    AttachmentText,
    find_listed,
    find_note,
    flat,
    split_attachments,
)
from gongwen.recognise.elements.parts import (
    body_line,
    carried_names,
    enacted_name,
    find_carried,
    read_attachments,
    read_body,
    read_part,
    read_untitled,
)
from gongwen.recognise.elements.presence import read_presence
from gongwen.recognise.passages import Passage
from gongwen.recognise.single_lines import CABLE_HEAD, DRAFT_PAPER, SENTENCE_END, ends_title, kind_of
from gongwen.terms import number, openness, title
from gongwen.terms.agency import is_agency, issuers_named
from gongwen.terms.kind import BY_NAME
from gongwen.terms.number import CABLE_NUMBER
from gongwen.terms.secrecy import HANDLING
from gongwen.terms.titles.subtitle import ENACTS
from gongwen.zh.spaces import tighten
from gongwen.zh.traditional import simplify

_PAIRS_END = "2012-07-01"
"""Until then two agencies set their seals on one date without their names (1999)."""
_SHORT = 30
"""Characters of a line that is no paragraph."""
_DRAFT_KIND, _USUAL_KIND = "方案", "通知"
_LABEL = pattern(f"{HANDLING}|{CABLE_NUMBER}|{CABLE_HEAD}|{DRAFT_PAPER}")
_LONGEST_HEAD = 10
"""Passages in which the 版头 stands."""
_LOOSE_MARK = pattern("附[：:]?")
_MARK_BEFORE = pattern(r"\s*[（(]\s*附\s*[）)]\s*(?=\S)")
_SELF = "通知|通告|公告|通报|报告|请示|批复|决定|决议"
_TOLD = pattern(
    rf"(?:现|兹|特)[^。]{{0,40}}?(?P<kind>{_SELF})如下|(?P<plain>{_SELF})如下[：:。]|提出(?:如|以)下(?:实施)?(?P<view>意见)|^特此(?P<last>{_SELF})[。！]?$"
)


def read_passages(passages: Sequence[Passage], draft: Draft, form: str = "") -> None:
    """Put the document that ``passages`` say into ``draft``; ``form`` is the 格式 that the lines on paper show, if any."""
    text, imprint = split_imprint(_without_loose_mark(_without_labels(passages, draft), draft))
    text, attachments = split_attachments(text)
    _read_main(read_head(text, draft), attachments, draft)
    read_imprint(imprint, draft)
    _settle_linked(draft)
    draft.settle_hints()
    settle_kind(draft, told_kind(draft), form)
    _settle_issuers(draft, text)
    settle_signature(draft)


def _settle_linked(draft: Draft) -> None:
    """Put the attachments whose files can be fetched below the text where nothing else tells of any.

    The file of the document itself, and of what it carries, is none.
    """
    if any((draft.get(*way) if way else draft.values).get("附件") for way in (WHOLE, *draft.carried())):
        return
    titles = [flat(draft.get(*way, "标题") or "") for way in (WHOLE, *draft.carried())]
    linked = {value: at for key, value, at in draft.hints if key == LINKED}
    names = [name for name in linked if not any(title and title in flat(name) for title in titles)]
    for index, name in enumerate(names):
        draft.put(Address("附件", index, "标题"), name, linked[name], "较有把握")


def _without_labels(passages: Sequence[Passage], draft: Draft) -> list[Passage]:
    """Return ``passages`` without lines that are no element: the form of a 明电, marks of a unit, 信息公开选项."""
    labels = [each for each in passages[:_LONGEST_HEAD] if _LABEL.fullmatch(each.tight)]
    labels += [each for each in passages if openness.WHOLE.fullmatch(each.tight)]
    for each in labels:
        draft.note(each.at, each.tight, "", "电头、机发号、单位内部的标识和信息公开选项不是公文的要素")
    return [each for each in passages if each not in labels]


def _without_loose_mark(passages: Sequence[Passage], draft: Draft) -> list[Passage]:
    """Return ``passages`` without 附： alone on a line, or （附） before it, at the title of what is carried."""
    kept: list[Passage] = []
    for index, passage in enumerate(passages):
        below = passages[index + 1] if index + 1 < len(passages) else None
        if below is not None and _LOOSE_MARK.fullmatch(passage.tight) and ends_title(below.tight):
            draft.note(passage.at, passage.tight, "", "附的字样由版式编排")
        elif (mark := _MARK_BEFORE.match(passage.text)) and ends_title(passage.tight):
            draft.note(passage.at, tighten(mark[0]), "", "附的字样由版式编排")
            kept.append(passage.part(mark.end(), len(passage.text)))
        else:
            kept.append(passage)
    return kept


def _read_main(passages: Sequence[Passage], attachments: Sequence[AttachmentText], draft: Draft) -> None:
    """Read the text of the document, its closing, and what it carries."""
    title = draft.get("标题") or ""
    several, closing = several_names(title), find_closing(passages, _known_issuers(draft), title)
    names = several if closing is not None else []
    own, *carried = split_carried(passages, attachments, names, closing.stop if closing else 0)
    if not carried:
        _read_one(passages, attachments, [] if several else carried_names(title, passages), draft)
        return
    _read_one(own.passages, own.attachments, [], draft)
    for part in carried:
        way = draft.next_carried()
        note = read_part(part.passages, way, draft, part.title)
        read_attachments(part.attachments, note, way, draft)


def _read_one(
    passages: Sequence[Passage], attachments: Sequence[AttachmentText], names: Sequence[str], draft: Draft
) -> None:
    """Read a document that carries one other, which it calls by ``names``, or reports with a head of their own."""
    noted = find_note(passages) or find_listed(passages, _linked(draft))
    begin, carried = find_carried(passages, names, noted, first=1)
    if begin < 0:
        is_dated = any(key == "成文日期" for key, _, _ in draft.hints)
        begin = find_addressed(passages, is_addressed=bool(draft.get("主送机关")), is_dated=is_dated)
    stop = begin if begin >= 0 else len(passages)
    own, closing = _own_text(passages[:stop], carried, draft)
    note = _read_own(own[: closing.start], draft)
    read_closing(closing, own, draft)
    behind = read_presence(own[closing.stop :], draft)
    if note is None and (note := _note_behind(behind, draft)) is not None:
        behind = behind[note.stop :]
    if behind and begin >= 0 and all(len(passage.tight) < _SHORT for passage in behind):
        _append(behind, draft)
        behind = []
    rest, *more = split_papers([*behind, *passages[stop:]])
    inner = _read_rest(own, rest, carried, draft)
    is_inner = inner is not None or (note is None and bool(draft.get("印发件")))
    read_attachments([] if is_inner else attachments, note, WHOLE, draft)
    if is_inner:
        read_attachments(attachments, inner, Address("印发件"), draft)
    for part in more:
        read_part(part, draft.next_carried(), draft)


def _linked(draft: Draft) -> list[str]:
    """Return the names of the attachments whose files can be fetched."""
    return list(dict.fromkeys(value for key, value, _ in draft.hints if key == LINKED))


def _own_text(passages: Sequence[Passage], carried: str, draft: Draft) -> tuple[Sequence[Passage], Closing]:
    """Return the text of the document itself and its closing; one on its cover is read, and the text is below."""
    issuers, title = _known_issuers(draft), draft.get("标题") or ""
    closing = find_closing(passages, issuers, title) or Closing(len(passages), len(passages))
    below = passages[closing.stop :]
    if closing.start or carried or not any(SENTENCE_END.search(each.text) for each in below):
        return passages, closing
    read_closing(closing, passages, draft)
    return below, Closing(len(below), len(below))


def _read_own(passages: Sequence[Passage], draft: Draft) -> AttachmentNote | None:
    """Put the text above the closing; return the 附件说明 in it, None without one."""
    text = read_presence(passages, draft)
    note = find_note(text) or find_listed(text, _linked(draft))
    if note is not None:
        draft.cover(Address("附件说明"), text[note.start : note.stop])
        text = [*text[: note.start], *text[note.stop :]]
    read_body(text, WHOLE, draft)
    return note


def _known_issuers(draft: Draft) -> list[str]:
    """Return the agencies that the mark names, else those that open the title, however their names end."""
    return draft.get("发文机关") or issuers_named(draft.get("标题") or "")


def _note_behind(passages: Sequence[Passage], draft: Draft) -> AttachmentNote | None:
    """Return the 附件说明 right behind the closing; None when something else stands there."""
    note = find_note(passages)
    if note is None or note.start:
        return None
    draft.cover(Address("附件说明"), passages[: note.stop])
    draft.note(note.at, note.label, "附件：", "附件说明移到了署名前面")
    return note


def _append(passages: Sequence[Passage], draft: Draft) -> None:
    """Put what stands behind the closing and is no document at the end of the text."""
    body = draft.get("正文") or []
    lines = [(body_line(passage), passage) for passage in passages]
    draft.put(Address("正文"), [*body, *(text for text, _ in lines)], passages[0].at, "推测")
    draft.locate_lines(Address("正文"), lines, len(body))
    draft.note(passages[0].at, "", "", "落款后面的文字移到了正文末尾")


def _read_rest(
    own: Sequence[Passage], rest: Sequence[Passage], carried: str, draft: Draft
) -> AttachmentNote | None:
    """Read what stands behind the closing: the document that this one carries, else more of its own text."""
    if not rest:
        return None
    if not carried and (name := enacted_name(own, rest)):
        way = Address("印发件")
        draft.put(way.to("标题"), name, rest[0].at, "推测")
        return read_untitled(rest, way, draft)
    is_marked = len(rest) > 2 and _LOOSE_MARK.fullmatch(rest[0].tight) is not None
    if is_marked:
        draft.note(rest[0].at, rest[0].tight, "", "附的字样由版式编排")
    if not carried and not is_marked and not _is_document(rest):
        _append(rest, draft)
        return None
    return read_part(rest[is_marked:], Address("印发件"), draft, carried)


def _is_document(rest: Sequence[Passage]) -> bool:
    """Whether ``rest`` is a document of its own: a title or those addressed, and text below."""
    return len(rest) > 1 and (
        addresses(rest[0].tight)
        or any(ends_title(joined(rest[:count])) and len(rest[0].tight) < 60 for count in (1, 2, 3))
    )


def settle_kind(draft: Draft, told: str = "", form: str = "") -> None:
    """Put 文种: by the title, else by the mark, else as ``told`` by the text, else by whether anybody is addressed.

    Put 格式 too where it is not the usual one of the kind: ``form``, else what the mark says.
    """
    if draft.get("文种"):
        return
    mark = draft.get("发文机关标志") or ""
    kind = kind_of(draft.get("标题") or "") or kind_of(mark) or ("" if told else _kind_of_doc_number(draft))
    if kind_of(mark) in ("纪要", "命令") or told == "命令":
        kind = kind_of(mark) or told
    at = next(
        (trace.at for trace in draft.traces if trace.element in (Address("标题"), Address("发文机关标志"))),
        draft.traces[0].at,
    )
    if kind:
        draft.put(Address("文种"), kind, at)
    else:
        is_addressed = bool(draft.get("主送机关") or draft.get("发文字号"))
        guess = told or (_USUAL_KIND if is_addressed else _DRAFT_KIND)
        draft.put(Address("文种"), guess, at, "推测")
    usual = BY_NAME[draft.values["文种"]].format
    is_worded = mark.endswith(FILE_WORD) or draft.has_file_word
    form = form or ("文件" if is_worded else usual)
    if form != usual:
        draft.put(Address("格式"), form, at, "较有把握")


def _kind_of_doc_number(draft: Draft) -> str:
    """Return the kind that the 发文字号 tells by the end of its code: a letter, minutes; "" for others."""
    found = number.read(draft.get("发文字号") or "")
    if found is None or found.value.unit:
        return ""
    return next((kind for kind in ("函", "纪要", "公告", "通告") if found.value.code.endswith(kind)), "")


def told_kind(draft: Draft) -> str:
    """Return the kind that the text calls itself, in 现就……通告如下 or 特此公告; "" when it calls itself nothing."""
    body = [line for line in draft.get("正文") or [] if isinstance(line, str)]
    found = number.read(draft.get("发文字号") or "")
    is_order = found is not None and found.value.code.endswith("令")
    if is_order and any(ENACTS.search(line) for line in body[:2]):
        return "命令"
    for line in (*body[:3], *body[-2:]):
        if match := _TOLD.search(simplify(line)):
            return match["kind"] or match["plain"] or match["view"] or match["last"]
    return ""


def _settle_issuers(draft: Draft, passages: Sequence[Passage]) -> None:
    """Put 发文机关 where no mark names it but a number shows that there was one."""
    if draft.get("发文机关") or not draft.get("发文字号") or draft.get("发文机关标志"):
        return
    names = issuers_named(draft.get("标题") or "")
    if names and all(map(is_agency, names)):
        draft.put(Address("发文机关"), names, passages[0].at, "较有把握")
    elif draft.get("署名"):
        draft.put(Address("发文机关"), draft.get("署名"), passages[0].at, "推测")


def settle_signature(draft: Draft, *, is_pair: bool = False) -> None:
    """Put that nobody signs where nobody does, though the layout would let the issuer sign.

    ``is_pair`` says that the date is spread under the seals of two agencies.
    """
    is_signed = draft.get("署名") or draft.get("签名章")
    at = next((trace.at for trace in draft.traces if trace.element == Address("发文机关")), None)
    issuers, date = draft.get("发文机关") or [], draft.get("成文日期") or _PAIRS_END
    is_below = any(
        trace.element == Address("成文日期") and trace.sureness == "确定" for trace in draft.traces
    )
    is_pair = is_pair or (is_below and len(issuers) == 2 and date < _PAIRS_END)
    if at is not None and not is_signed and not is_pair and BY_NAME[draft.values["文种"]].is_signed:
        draft.put(Address("署名"), [NO_SIGNATURE], at, "较有把握")


def settle_gaps(passages: Sequence[Passage], draft: Draft) -> None:
    """Give the draft what a document cannot be without: a title, and a text."""
    at = passages[0].at
    if not draft.get("正文"):
        kept = [text for text in (draft.values.pop("标题", ""), draft.values.pop("题注", "")) if text]
        lines = [] if kept else [(body_line(passage), passage) for passage in passages]
        draft.put(Address("正文"), kept or [text for text, _ in lines], at, "推测")
        draft.locate_lines(Address("正文"), lines)
    format_ = draft.get("格式") or BY_NAME[draft.values["文种"]].format
    is_named = format_ in TITLELESS_FORMATS and draft.get("发文机关标志")
    if not draft.get("标题") and not is_named:
        draft.put(Address("标题"), title.NO_TITLE, at, "推测")
    for way in draft.carried():
        part = draft.get(*way)
        part.setdefault("标题", title.NO_TITLE)
        part.setdefault("正文", [part["标题"]])
