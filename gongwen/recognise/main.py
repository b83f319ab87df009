"""A transcript → a reading: the steps in their order."""

from __future__ import annotations

from pydantic import ValidationError

from gongwen.document import Document
from gongwen.finding import InputError
from gongwen.recognise.by_text import read_passages, settle_gaps
from gongwen.recognise.draft import Draft
from gongwen.recognise.furniture import drop_furniture
from gongwen.recognise.passages import join_lines
from gongwen.recognise.reading import Reading
from gongwen.transcript import Transcript


def recognise(transcript: Transcript) -> Reading:
    """Return the document that ``transcript`` says.

    Whatever the text is, all of it comes back: in the document, or among the repairs that say why it went.
    Raises InputError when there is no text at all.
    """
    lines, repairs = drop_furniture(transcript.lines)
    passages = join_lines(lines, transcript)
    if not passages:
        raise InputError([f"{transcript.name}：里面没有文字，请核对文件；扫描件请先做文字识别"])
    draft = Draft(repairs=repairs)
    read_passages(passages, draft)
    settle_gaps(passages, draft)
    return Reading(_document(draft, transcript), transcript, tuple(draft.traces), tuple(draft.repairs), ())


def _document(draft: Draft, transcript: Transcript) -> Document:
    try:
        return Document.model_validate(draft.values, by_alias=True, by_name=False)
    except ValidationError as error:
        places = "、".join(".".join(map(str, each["loc"])) for each in error.errors())
        raise InputError(
            [f"{transcript.name}：读出的内容不能成为公文（{places}），请把这个文件发给开发者"]
        ) from None
