"""A transcript → a reading: the steps in their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import get_args

from pydantic import ValidationError

from gongwen.address import Address
from gongwen.document import NO_SEAL, Document
from gongwen.finding import Finding, InputError
from gongwen.pattern import pattern
from gongwen.read.styles.choice import DEFAULT_STYLE
from gongwen.read.styles.file import read_profile
from gongwen.recognise.account import find_unplaced
from gongwen.recognise.by_style import StyleReader
from gongwen.recognise.by_text import read_passages, settle_gaps, settle_kind, settle_signature
from gongwen.recognise.doubts import find_doubts, find_odd_value, tell_unknown, tell_unplaced
from gongwen.recognise.draft import Draft
from gongwen.recognise.dressing import dress
from gongwen.recognise.joining import join_lines
from gongwen.recognise.misread import mend_signature
from gongwen.recognise.passages import passage_of
from gongwen.recognise.reading import Reading
from gongwen.recognise.surroundings.facts import find_facts
from gongwen.recognise.surroundings.main import drop_surroundings
from gongwen.recognise.surroundings.one_line import part_lines
from gongwen.recognise.unsure import find_lacking, find_unsure
from gongwen.terms.kind import BY_NAME, DEFAULT_FORMAT, Format
from gongwen.transcript import ENGINE, Transcript

_HINTED = ("标题", "发文字号")
"""What the head of a web page may say of the document."""
_STYLE_NAME = pattern(r"[\w\-（）()]+(?:\.[\w\-]+)*")
"""The name of a style, or of a file of one beside the document."""


def recognise(transcript: Transcript) -> Reading:
    """Return the document that ``transcript`` says.

    Whatever the text is, all of it comes back: in the document, or among the repairs that say why it went.
    Raises InputError when there is no text at all.
    """
    return dress(
        _by_style(transcript) if any(line.role for line in transcript.lines) else _by_text(transcript)
    )


def _by_text(transcript: Transcript) -> Reading:
    """Return the document of a text of nobody's making."""
    parted, are_parted = part_lines([line for line in transcript.lines if not line.note])
    lines, repairs = drop_surroundings(parted)
    passages = join_lines(lines, replace(transcript, has_paragraphs=transcript.has_paragraphs or are_parted))
    if not passages:
        raise InputError([f"{transcript.name}：{_no_words(transcript)}"])
    facts = [(key, value, passages[0].at) for key, value in transcript.facts.items() if key in _HINTED]
    draft = Draft(repairs=repairs, hints=[*find_facts(repairs), *facts])
    form = transcript.facts.get("格式", "")
    read_passages(passages, draft, form if form in get_args(Format) else "")
    if ENGINE in transcript.facts:
        mend_signature(draft)
    settle_gaps(passages, draft)
    unplaced = find_unplaced(parted, passages, draft)
    doubts = [
        *find_unsure(transcript),
        *find_lacking(transcript, draft.values),
        *tell_unknown(repairs),
        *find_doubts(draft, passages),
        *map(tell_unplaced, unplaced),
    ]
    for line in unplaced:
        draft.note(line.at, line.text.strip(), "", "没有认出是什么")
    document, odd = _document(draft, transcript)
    repairs = sorted(draft.repairs, key=lambda each: (each.at.page, each.at.line))
    covered = tuple(draft.covered)
    found = (*odd, *doubts)
    return Reading(
        document,
        transcript,
        tuple(draft.traces),
        tuple(repairs),
        found,
        covered,
        tuple(passages),
        draft.stretches,
    )


def _no_words(transcript: Transcript) -> str:
    """Return what is said of a file without words, in Chinese."""
    if transcript.unread:
        return f"里面没有文字；{'；'.join(transcript.unread)}"
    shown = sum(len(line.figures) for line in transcript.lines)
    if not shown:
        return "里面没有文字，请核对文件；扫描件请先做文字识别"
    return f"里面没有文字，只有{shown}张图片；是扫描件的，请把图片另存出来，用 gongwen read 读图片，不是的请补上文字"


def _by_style(transcript: Transcript) -> Reading:
    """Return the document of a docx that was laid out by a profile; its properties say what paper does not."""
    draft = Draft()
    facts = transcript.facts
    at = transcript.lines[0].at
    issuers = [name for name in facts.get("发文机关", "").split("、") if name]
    usual = read_profile(DEFAULT_STYLE, DEFAULT_FORMAT)
    StyleReader(draft, usual.titles.widest, usual.headings.longest, issuers).read(transcript)
    for key, value in _own_facts(facts):
        draft.put(Address(key), value, at)
    if issuers:
        draft.put(Address("发文机关"), issuers, at)
    if facts.get("印章") == NO_SEAL:
        draft.put(Address("印章"), [NO_SEAL], at)
    settle_kind(draft)
    is_pair = any(line.role == "拉开的成文日期" for line in transcript.lines)
    settle_signature(draft, is_pair=is_pair)
    passages = [
        passage_of(line, line.text) for line in transcript.lines if line.text.strip() and not line.note
    ]
    settle_gaps(passages, draft)
    document, odd = _document(draft, transcript)
    return Reading(
        document,
        transcript,
        tuple(draft.traces),
        tuple(draft.repairs),
        odd,
        (),
        tuple(passages),
        draft.stretches,
    )


def _own_facts(facts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the facts that can be those of a document; anybody can write others, and a path leads anywhere."""
    if facts.get("文种") in BY_NAME:
        yield "文种", facts["文种"]
    if facts.get("格式") in get_args(Format):
        yield "格式", facts["格式"]
    if _STYLE_NAME.fullmatch(facts.get("版式", "")):
        yield "版式", facts["版式"]


def _document(draft: Draft, transcript: Transcript) -> tuple[Document, tuple[Finding, ...]]:
    """Return the document of ``draft``, without the values that no document can have, and what is said of those."""
    try:
        return Document.model_validate(draft.values, by_alias=True, by_name=False), ()
    except ValidationError as error:
        odd = dict.fromkeys(str(each["loc"][0]) for each in error.errors() if each["loc"])
    found = tuple(find_odd_value(draft, key, transcript.lines[0].at) for key in odd)
    values = {key: value for key, value in draft.values.items() if key not in odd}
    try:
        return Document.model_validate(values, by_alias=True, by_name=False), found
    except ValidationError as error:
        places = "、".join(".".join(map(str, each["loc"])) for each in error.errors())
        raise InputError(
            [f"{transcript.name}：读出的内容不能成为公文（{places}），请把这个文件发给开发者"]
        ) from None
