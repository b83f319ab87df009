"""Chapters and articles of regulations (条例, 规定, 办法): custom of drafting, no clause."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.document import Document
from gongwen.make.articles import Counter, divisions_of
from gongwen.rules.rule import Fault, fault, rule
from gongwen.rules.texts import Text, texts_of
from gongwen.terms.label import ARTICLE, Division, find_label, format_division

_CHAPTER = "章"


def _divided(document: Document) -> Iterator[tuple[Text, dict[int, Division]]]:
    """Yield every text that is a regulation, with its divisions."""
    for text in texts_of(document):
        if divisions := divisions_of(text.body):
            yield text, divisions


def _of_articles(document: Document) -> Iterator[tuple[Text, dict[int, Division]]]:
    """Yield the regulations that are made of articles; rules of procedure may count 一、二、 through their chapters."""
    for text, divisions in _divided(document):
        if any(division.unit == ARTICLE for division in divisions.values()) or not _counts_on(text):
            yield text, divisions


def _counts_on(text: Text) -> bool:
    return any((label := find_label(line)) is not None and label.level == 1 for line in text.body)


@rule("body.article-number", "", "惯例")
def article_number(document: Document) -> Iterator[Fault]:
    """章、条全文连续编号，节在每一章里连续编号。

    Wrong: 正文: [第一条　为加强管理，制定本办法。, 第二条　本办法适用于本县。, 第四条　县水务局负责实施。]
    Right: 正文: [第一条　为加强管理，制定本办法。, 第二条　本办法适用于本县。, 第三条　县水务局负责实施。]
    """
    for text, divisions in _divided(document):
        counter = Counter()
        for index, division in divisions.items():
            turn = counter.turn(division.unit)
            if division.number != turn:
                wanted, shown = format_division(division.unit, turn), division.text.strip()
                yield fault(
                    f"“{shown}”的序号不连续，应为“{wanted}”，请核对各{division.unit}的序号", text.line(index)
                )
            counter.note(division)


@rule("body.article-digits", "", "惯例")
def article_digits(document: Document) -> Iterator[Fault]:
    """章、条的序号用汉字数字。

    Wrong: 正文: [第1条 为加强管理，制定本办法。, 第2条 本办法适用于本县。]
    Right: 正文: [第一条　为加强管理，制定本办法。, 第二条　本办法适用于本县。]
    """
    for text, divisions in _divided(document):
        for index, division in divisions.items():
            if not division.is_standard and not division.text.startswith("#"):
                wanted = format_division(division.unit, division.number)
                yield fault(f"“{division.text.strip()}”应写成“{wanted}”", text.line(index))


@rule("body.chapter-empty", "", "惯例")
def chapter_empty(document: Document) -> Iterator[Fault]:
    """每一章都有条文。

    Wrong: 正文: [第一章　总则, 第二章　附则, 第一条　本办法自印发之日起施行。]
    Right: 正文: [第一章　总则, 第一条　本办法适用于本县。, 第二章　附则, 第二条　本办法自印发之日起施行。]
    """
    for text, divisions in _of_articles(document):
        chapter: tuple[int, Division] | None = None
        for index, division in (*divisions.items(), (len(text.body), None)):
            if chapter and (division is None or division.unit == _CHAPTER):
                shown = format_division(_CHAPTER, chapter[1].number)
                yield fault(f"“{shown}”下面没有条文，请补上，或者删去这一章", text.line(chapter[0]))
                chapter = None
            if division and division.unit in (_CHAPTER, ARTICLE):
                chapter = (index, division) if division.unit == _CHAPTER else None


@rule("body.article-mixed", "", "惯例")
def article_mixed(document: Document) -> Iterator[Fault]:
    """条下面分项用“（一）”，不用“一、”。

    Wrong: 正文: [第一条　申请应当具备下列条件：, 一、有固定场所。, 第二条　本办法适用于本县。]
    Right: 正文: [第一条　申请应当具备下列条件：, （一）有固定场所。, 第二条　本办法适用于本县。]
    """
    for text, divisions in _of_articles(document):
        for index, line in enumerate(text.body):
            label = None if index in divisions else find_label(line)
            if label and label.level == 1:
                message = f"分条的文件里，条下面分项用“（一）”，不用“{label.text.strip()}”"
                yield fault(message, text.line(index))
