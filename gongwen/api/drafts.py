"""Drafts of any kind → documents in one step: what each part was taken for, and what did not come through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from gongwen.address import Place
from gongwen.api.documents import Composition, read_file, reading_notes, write_source
from gongwen.archive.proof import prove
from gongwen.document import Document, parts_of
from gongwen.finding import InputError, UsageError
from gongwen.keys import fields_of, suggest
from gongwen.markup.reading import read_note, read_picture
from gongwen.ooxml.seen.inventory import Missing, compare, take_inventory
from gongwen.pattern import pattern
from gongwen.profile import Profile
from gongwen.read.docx_lines import read_docx
from gongwen.read.encoding import read_text
from gongwen.read.input.source import Source
from gongwen.recognise.account import left_out
from gongwen.recognise.reading import Reading, Repair
from gongwen.terms.heading import find_items
from gongwen.terms.kind import BY_NAME
from gongwen.terms.title import NO_TITLE
from gongwen.transcript import Line
from gongwen.write.docx import write_docx

_LEVELS = "一二三四"
_SHOWN, _TOLD = 20, 3
_LETTERS = pattern(r"\w")


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that was read, with what an office adds to it."""

    reading: Reading
    source: Source

    @property
    def media(self) -> Mapping[str, bytes]:
        """Its pictures and carried parts, by the paths that its document names."""
        return self.reading.media


def read_draft(path: Path, head: Path | None = None, values: Sequence[str] = ()) -> Draft:
    """Return the draft at ``path``; ``head`` holds what a draft lacks, ``values`` (key=value) count before both.

    Raises UsageError or InputError for what cannot be read or is no value of a document.
    """
    reading = read_file(path)
    document, said = reading.document, list(reading.repairs)
    if head is not None:
        document = _filled(document, _read_head(head), str(head))
    for each in values:
        key, sign, value = each.partition("=")
        if not sign:
            raise UsageError(f"--set {each}：要写成“项目=内容”，如 --set 发文字号=云政发〔2026〕8号")
        said += _replaced(document, key.strip(), value.strip(), Place(str(path), 1))
        document = _set(document, {key.strip(): value.strip()}, f"--set {each}")
    places = {way: found[0].at for way, found in reading.stretches.items() if found}
    return Draft(replace(reading, document=document, repairs=tuple(said)), Source(document, places, path))


def _replaced(document: Document, key: str, value: str, at: Place) -> Iterator[Repair]:
    """Yield the change of what the draft says under ``key`` to ``value``, which nobody misses then."""
    info = fields_of(Document).get(key)
    old = next((getattr(document, name) for name, each in Document.model_fields.items() if each is info), "")
    if old and isinstance(old, str):
        yield Repair(at, old, value, "用 --set 写明")


def _read_head(path: Path) -> dict[str, Any]:
    """Return what the file of an office says, by the keys of a document."""
    try:
        found = yaml.safe_load(read_text(path))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第{mark.line + 1}行" if mark else ""
        raise InputError([f"{path} {where}：写法不对，请按“项目: 内容”一行一项写"]) from None
    if not isinstance(found, dict):
        raise InputError([f"{path}：要写“项目: 内容”，一行一项，如“印发机关: 云岭县人民政府办公室”"])
    return {str(key): value for key, value in found.items()}


def _filled(document: Document, values: dict[str, Any], name: str) -> Document:
    """Return ``document`` with those of ``values`` that it does not say itself."""
    own = yaml.safe_load(write_source(document))
    return _set(document, {key: value for key, value in values.items() if key not in own}, name)


def _set(document: Document, values: dict[str, Any], name: str) -> Document:
    known = list(fields_of(Document))
    for key in values:
        if key not in known:
            remedy = suggest(key, known) or f"可以写：{'、'.join(known)}"
            raise InputError([f"{name}：公文没有“{key}”这一项，{remedy}"])
    tree = {**yaml.safe_load(write_source(document)), **{key: _text(value) for key, value in values.items()}}
    if "发文机关" in values and tree.get("署名") == "无":
        del tree["署名"]
    try:
        return Document.model_validate(tree, by_alias=True, by_name=False)
    except ValidationError as error:
        wrong = dict.fromkeys(str(each["loc"][0]) for each in error.errors() if each["loc"])
        raise InputError([f"{name}：“{'、'.join(wrong)}”的内容不对，请核对写法"]) from None


def _text(value: Any) -> Any:
    """Return a value as the input format has it: numbers and days are texts."""
    return value if isinstance(value, (list, dict)) else str(value)


def missing_parts(document: Document) -> Iterator[str]:
    """Yield what no document goes without and this draft did not show; the first thing that is to be told."""
    if document.title == NO_TITLE:
        yield "没有找到标题，请用 --set 标题=… 写明"
    if not any(line for line in document.body):
        yield "没有找到正文，请核对文件"
    is_signed = BY_NAME[document.kind].is_signed
    if is_signed and not document.signatories and not document.stamps:
        yield "没有找到署名，请用 --set 署名=… 写明；不署名的写 --set 署名=无"
    if document.date is None:
        yield "没有找到成文日期，请用 --set 成文日期=… 写明"


def taken_parts(document: Document, profile: Profile) -> Iterator[str]:
    """Yield what the draft was taken for, part by part."""
    given = (
        ("发文机关标志", "" if document.title else document.issuer_mark),
        ("发文字号", document.doc_number),
        ("标题", document.title.replace("\n", "")),
        ("主送", document.main_recipients),
    )
    yield from (f"{key} {_short(value)}" for key, value in given if value)
    for way, part in parts_of(document):
        name = str(way)
        if name and name.startswith("印发件") and "附件" not in name:
            yield f"{name} {_short(part.title)}"
        yield from (f"{name}{' ' if name else ''}{each}" for each in _counted(part.body, profile))
        people = sum(1 if isinstance(seats, str) else len(seats) for seats in part.roster.values())
        if people:
            yield f"{name}{' ' if name else ''}名单 {people} 人"
    if document.attachments:
        yield f"附件 {len(document.attachments)} 个"
    yield from (f"署名 {name}" for name in document.signatories)
    if document.date:
        yield f"成文日期 {document.date.isoformat()}"


def _counted(body: Sequence[str], profile: Profile) -> Iterator[str]:
    """Yield how many of each kind of thing stand in ``body``."""
    texts = [
        line for line in body if not read_note(line) and not read_picture(line) and not line.startswith("|")
    ]
    items = find_items(texts, profile.headings.longest)
    levels = [item.label.level for item in items.values() if item.is_heading]
    rows = [line.startswith("|") for line in body]
    shown = [picture for line in body if (picture := read_picture(line))]
    counts = (
        ("正文", len(texts), "段"),
        *((f"{_LEVELS[level - 1]}级标题", levels.count(level), "处") for level in sorted(set(levels))),
        ("表格", sum(row and not before for row, before in zip(rows, [False, *rows], strict=False)), "个"),
        ("图片", sum(not (each.is_formula or each.is_object) for each in shown), "张"),
        ("图表和对象", sum(each.is_object for each in shown), "个"),
        ("脚注", sum(read_note(line) is not None for line in body), "条"),
    )
    yield from (f"{name} {count} {unit}" for name, count, unit in counts if count)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What of a draft did not come through to its document."""

    lost: tuple[str, ...]
    """What a reader of the draft would miss, each with its place."""
    told: tuple[str, ...]
    """What changed its form, or was never printed: hidden text, comments, changes."""


def compare_draft(draft: Draft, composition: Composition) -> Comparison:
    """Return what of ``draft`` is not in the docx of ``composition``."""
    docx = write_docx(composition.flow, composition.profile)
    name = draft.reading.transcript.name
    found: list[Missing] = []
    if package := draft.reading.transcript.package:
        text = read_docx(docx, name).text
        found = list(compare(take_inventory(package), take_inventory(docx), text))
    gone = tuple(_lost_text(draft.reading, docx, composition.profile))
    lost, told = (
        [_said(each, name) for each in found if each.is_lost is is_lost] for is_lost in (True, False)
    )
    unread = (f"{name}：{each}" for each in draft.reading.transcript.unread)
    return Comparison(tuple(dict.fromkeys((*gone, *lost, *unread))), tuple(dict.fromkeys(told)))


def _said(missing: Missing, name: str) -> str:
    number = missing.held.paragraph
    place = str(Place(name, number, unit="段")) if number else name
    return f"{place}：{missing.message}"


def _lost_text(reading: Reading, docx: bytes, profile: Profile) -> Iterator[str]:
    """Yield the text of the draft that is not in ``docx`` and that nothing explains, with its place."""
    ends: list[tuple[int, Line]] = []
    total = 0
    for line in reading.transcript.lines:
        total += len("".join(line.text.split()))
        ends.append((total, line))
    for each in prove(reading, docx, profile).lost:
        found = next((line for end, line in ends if end > each.found_at), None)
        is_marks = not _LETTERS.search(each.found) or (found is not None and _is_notation(found.text.strip()))
        if reading.transcript.is_marked and is_marks:
            continue
        at = found.at if found else None
        became = f"变成了“{_short(each.made)}”" if each.made else "没有排进公文"
        yield f"{at or reading.transcript.name}：“{_short(each.found)}”{became}，请核对"


def _is_notation(line: str) -> bool:
    """Whether a line is a picture or the text of a footnote, whose marks are not printed."""
    return read_picture(line) is not None or read_note(line) is not None


def draft_notes(draft: Draft) -> tuple[str, ...]:
    """Return what is doubtful in the reading of ``draft``, each with its place, and the lines that were left out."""
    return (*reading_notes(draft.reading), *_left_out(draft.reading))


def _left_out(reading: Reading) -> Iterator[str]:
    """Yield what tells of the lines that are no part of the document, the first few with their reasons."""
    gone = [each for each in left_out(reading) if _LETTERS.search(each.before)]
    if gone:
        first = "；".join(
            f"{each.at}“{_short(each.before.strip())}”（{each.reason}）" for each in gone[:_TOLD]
        )
        yield f"略去 {len(gone)} 行，没有排进公文：{first}{'；等' if len(gone) > _TOLD else ''}"
