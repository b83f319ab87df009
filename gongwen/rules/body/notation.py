"""What in a text looks like notation and is none, and footnotes that nothing calls."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.document import Document
from gongwen.markup import read_line, read_note, read_picture
from gongwen.rules.rule import Fault, fault, rule
from gongwen.rules.texts import texts_of


@rule("text.notation", "", "差错")
def notation(document: Document) -> Iterator[Fault]:
    """文字里的记号成对，写的都是认得的记号；不认得的照原样印出。

    认得的有：“**加粗**”“10^8^”“H~2~O”“[文字]{下划线}”“[文字](网址)”“[^1]”“![图名](文件)”。

    Wrong: 正文: [各单位要**高度重视，抓好落实。]
    Right: 正文: [各单位要**高度重视**，抓好落实。]
    Wrong: 正文: [各单位要<u>高度重视</u>，抓好落实。]
    Right: 正文: ['各单位要[高度重视]{下划线}，抓好落实。']
    """
    for text in texts_of(document):
        for index, line in enumerate(text.written):
            if read_picture(line) is None:
                yield from (fault(odd.message, text.line(index)) for odd in read_line(line).oddities)


@rule("text.footnote", "", "差错")
def footnote(document: Document) -> Iterator[Fault]:
    """每条注文在同一篇正文里有一处“[^…]”引用。

    Wrong: 正文: [数据见统计公报。, '[^1]: 市统计局2024年统计。']
    Right: 正文: ['数据见统计公报[^1]。', '[^1]: 市统计局2024年统计。']
    """
    for text in texts_of(document):
        called = {
            piece.form.note
            for line in text.written
            if not read_note(line)
            for piece in read_line(line).pieces
        }
        for index, line in enumerate(text.written):
            note = read_note(line)
            if note and note.key not in called:
                message = f"注文“[^{note.key}]”没有引用，不会印出；请在正文里要加注的地方写“[^{note.key}]”"
                yield fault(message, text.line(index))
