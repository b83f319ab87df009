"""附件说明 and 附件 (7.3.4, 7.3.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.address import Address
from gongwen.document import Document
from gongwen.pattern import pattern
from gongwen.rules.rule import Fault, Slip, fault, rule
from gongwen.rules.texts import main_texts_of
from gongwen.terms.attachment_mention import seen
from gongwen.terms.attachment_note import is_vague, read
from gongwen.terms.title import END_MARKS, carried, is_sent_on, names_title, one_line, same_matter

_TITLE_END = pattern(rf"(?<=[^\s{re.escape(END_MARKS)}])[{re.escape(END_MARKS)}](?=\s*$)")


@rule("body.attachment-missing", "7.3.4", "差错")
def attachment_missing(document: Document) -> Iterator[Fault]:
    """正文提到的附件都有。

    Wrong: {正文: 任务分工见附件1，时间安排见附件2。, 附件: [{标题: 任务分工表}]}
    Right: {正文: 任务分工见附件1，时间安排见附件2。, 附件: [{标题: 任务分工表}, {标题: 时间安排表}]}
    """
    for text in main_texts_of(document):
        for index, line in enumerate(text.body):
            for each in seen(line):
                words = line[each.start : each.end]
                if message := _lack(words, each.number or 1, len(text.attachments)):
                    yield fault(message, text.line(index))


def _lack(words: str, number: int, count: int) -> str:
    """Return what is wrong with ``words`` that send to the attachment ``number`` of ``count``."""
    if not count:
        return f"正文写“{words}”，没有填写附件，请补上“附件”或者改正文"
    return f"正文写“{words}”，附件只有{count}个，请核对" if number > count else ""


@rule("body.attachment-mark", "7.3.4", "应当", "修正", ("附件说明",), formerly=("attachment-lines.end",))
def attachment_mark(text: str) -> Iterator[Slip]:
    """附件名称后面不加标点。

    Wrong: 附件：任务分工表。
    Right: 附件：任务分工表
    """
    match, entry = _TITLE_END.search(text), read(text)
    if match and entry and not is_vague(text):
        name = entry.part("title", text)
        yield Slip(*match.span(), f"附件名称“{name}”后不加标点，请删去“{match[0]}”", "")


@rule("body.attachment-quotes", "", "惯例", "建议", ("附件说明",), formerly=("attachment-lines.quotes",))
def attachment_quotes(text: str) -> Iterator[Slip]:
    """附件名称不加书名号。

    Wrong: 附件：《任务分工表》
    Right: 附件：任务分工表
    """
    entry = read(text)
    if entry and "书名号" in entry.odd:
        name, start = entry.part("title", text), entry.parts["title"][0]
        bare = name[1 : name.index("》")]
        yield Slip(start, start + len(bare) + 2, f"附件名称“{name}”不加书名号：{bare}", bare)


@rule("body.attachment-carried", "", "惯例")
def attachment_carried(document: Document) -> Iterator[Fault]:
    """通知所印发的文件是印发件，不列为附件；与别的文件一起列为附件的不提。

    Wrong: {标题: 云溪县人民政府办公室关于印发防汛应急预案的通知, 正文: 现印发给你们（见附件）。, 附件: [{标题: 防汛应急预案}]}
    Right: {标题: 云溪县人民政府办公室关于印发防汛应急预案的通知, 正文: 现印发给你们。, 印发件: {标题: 防汛应急预案, 正文: 坚持以防为主。}}
    """
    named = carried(document.title) if is_sent_on(document.title) else ""
    for index, attachment in enumerate(document.attachments):
        title, path = one_line(attachment.title), Address("附件", index, "标题")
        if any(same_matter(title, each.title) for _, each in document.carried):
            yield fault(f"“{title}”是印发件，不再列为附件，请从“附件”中删去", path)
        elif len(document.attachments) == 1 and not document.enclosed and names_title(named, title):
            yield fault(f"“{title}”是所印发的文件，不作为附件，请写在“印发件”里", path)


@rule("body.attachment-apart", "7.3.7", "应当")
def attachment_apart(document: Document) -> Iterator[Fault]:
    """单独装订的附件标注公文的发文字号。

    Wrong: {发文字号: , 附件: [{标题: 任务分工表, 装订: 单独}]}
    Right: {发文字号: 云政办发〔2024〕12号, 附件: [{标题: 任务分工表, 装订: 单独}]}
    """
    for text in main_texts_of(document):
        for index, attachment in enumerate(text.attachments):
            if attachment.is_apart and not document.doc_number:
                message = "单独装订的附件要标公文的发文字号，请补上“发文字号”"
                yield fault(message, text.path.to("附件", index, "装订"))
