"""Attachments as the text speaks of them (7.3.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.document import Document
from gongwen.pattern import HANZI, pattern
from gongwen.rules.rule import Fault, fault, rule
from gongwen.rules.texts import Text, main_texts_of
from gongwen.terms.attachment_mention import (
    Mention,
    called,
    counts,
    find_all,
    names_by_number_alone,
    quoted,
)
from gongwen.terms.title import names_title, one_line

_SHORTEST = 4
"""Characters of a title that can be told from others."""
_FORM = pattern("(?:一览)?表$|名单$|清单$")
"""What may be left out of a title in the text: 《建设计划》 for 建设计划表."""
_KIND = pattern(
    "协议|合同|方案|预案|议程|日程|名单|回执|报名表|申报表|登记表|分工表|分配表|汇总表|统计表|清单|办法|细则|要点|指南|规程|路线图"
)
"""Words that tell what an attachment is."""
_LINKED = pattern(
    rf"附件(\d{{1,2}})(?=\.(?:docx?|xlsx?|pdf|wps|zip|rar)|{HANZI}{{6,40}}(?:表|名单|方案|清单)(?!{HANZI}))"
)
"""What a page of the web lists below the text instead of a list of attachments."""
_NEAR_END = 8
"""Characters before 见附件 in which such a word stands."""
_SEE = pattern(rf"(?:(?:详?见|参见)|(?<={HANZI}{HANZI})[（(])附件(?P<number>\d{{1,2}})(?![\d、和至-])")
_STOPS = ("（", "(", "，")
"""Before 见附件 where it is told of the whole sentence, and not of its clause only."""
_CLAUSES = pattern("[，；：（(。]")
_CLAUSE, _SURE = 24, 2
"""Characters before 见附件 that tell what it is, and pairs of them by which an attachment is known."""
_TAILS = pattern(r"(?:名单|清单|方案|要点|制度|办法|细则)$")


@rule("body.attachment-unlisted", "7.3.4", "差错")
def attachment_unlisted(document: Document) -> Iterator[Fault]:
    """正文说到的附件序号，不大于附件的个数。

    Wrong: {正文: 按照附件1、3执行。, 附件: [{标题: 任务分工表}, {标题: 时间安排表}]}
    Right: {正文: 按照附件1、2执行。, 附件: [{标题: 任务分工表}, {标题: 时间安排表}]}
    """
    for text in main_texts_of(document):
        is_named = all(attachment.title != "附件" for attachment in text.attachments)
        count = len(text.attachments) if is_named else 0
        pages = (text.body, *(attachment.body for attachment in text.attachments))
        linked = {int(number) for page in pages for number in _LINKED.findall("\n".join(page))}
        for index, line in enumerate(text.body):
            for named in (set(each.named) - linked for each in find_all(line) if count):
                if (number := max(named, default=0)) > count:
                    yield fault(f"正文写“附件{number}”，附件只有{count}个，请核对", text.line(index))


@rule("body.attachment-count", "", "差错")
def attachment_count(document: Document) -> Iterator[Fault]:
    """正文写“附件（共几个）”时，与附件的个数一致。

    Wrong: {正文: 详见附件（共3个）。, 附件: [{标题: 任务分工表}, {标题: 时间安排表}]}
    Right: {正文: 详见附件（共2个）。, 附件: [{标题: 任务分工表}, {标题: 时间安排表}]}
    """
    for text in main_texts_of(document):
        count = len(text.attachments)
        for index, line in enumerate(text.body):
            for words, said in counts(line):
                if count and said != count:
                    yield fault(f"正文写“{words}”，附件有{count}个，请核对", text.line(index))


@rule("body.attachment-name", "", "差错")
def attachment_name(document: Document) -> Iterator[Fault]:
    """正文里写的附件名称和序号，与附件一致。

    Wrong: {正文: 按照《任务分工表》（见附件2）执行，时间安排见附件1。, 附件: [{标题: 任务分工表}, {标题: 时间安排表}]}
    Right: {正文: 按照《任务分工表》（见附件1）执行，时间安排见附件2。, 附件: [{标题: 任务分工表}, {标题: 时间安排表}]}
    """
    for text in main_texts_of(document):
        titles = [one_line(attachment.title) for attachment in text.attachments]
        for index, line in enumerate(text.body):
            for each in quoted(line):
                if message := _other_name(each, titles):
                    yield fault(message, text.line(index))


@rule("body.attachment-near", "7.3.4", "差错")
def attachment_near(document: Document) -> Iterator[Fault]:
    """正文里不加书名号说到的附件，名称和序号也与附件一致。

    Wrong: {正文: 任务分解表见附件。, 附件: [{标题: 任务分工表}]}
    Right: {正文: 任务分工表见附件。, 附件: [{标题: 任务分工表}]}
    """
    for text in main_texts_of(document):
        titles = [one_line(attachment.title) for attachment in text.attachments]
        for index, line in enumerate(text.body) if titles else ():
            for each in called(line):
                if message := _odd_name(each, titles):
                    yield fault(message, text.line(index))


def _meant(mention: Mention, titles: list[str]) -> str:
    """Return the title of the attachment that is meant; "" when there is none, or when that is not sure."""
    if mention.number > len(titles) or not titles or (not mention.numbers and len(titles) > 1):
        return ""
    return titles[max(mention.number, 1) - 1]


def _odd_name(mention: Mention, titles: list[str]) -> str:
    """Return what is wrong with an attachment that is called by the end of a name; "" for nothing."""
    name, number, own = mention.name, mention.number or "", _meant(mention, titles)
    if not own:
        return ""
    others = [title for title in titles if title != own and _ends_alike(name, title)]
    if len(others) == 1 and not _ends_alike(name, own):
        return f"正文写“{others[0]}”是附件{number}，附件{number}的标题是“{own}”，请核对"
    kind = (_KIND.findall(name[-_NEAR_END:]) or [""])[-1]
    owners = [title for title in titles if kind and kind in title]
    if len(owners) == 1 and len(titles) > 1 and kind not in own:
        return f"正文写“{name[-_NEAR_END:]}”，附件{number}的标题是“{own}”，请核对是不是“{owners[0]}”"
    said = name[-len(own) :]
    differ = sum(one != other for one, other in zip(said, own, strict=False))
    if len(own) >= _SHORTEST and len(said) == len(own) and differ == 1 and said[-1] == own[-1]:
        return f"正文写“{said}”，附件{number}的标题是“{own}”，请核对"
    return ""


def _ends_alike(name: str, title: str) -> bool:
    """Whether what is named ends as a title does, in all of it or in the last characters that tell it from others."""
    bare = _FORM.sub("", title)
    return name.endswith((title, bare)) or (len(bare) > _SHORTEST and name.endswith(bare[-_SHORTEST:]))


def _other_name(mention: Mention, titles: list[str]) -> str:
    """Return what is wrong with the name of an attachment in 《》; "" for nothing."""
    name, number, own = mention.name, mention.number or "", _meant(mention, titles)
    if not own:
        return ""
    if _alike(name, own):
        return ""
    shown = f"正文写“《{name}》”是附件{number}"
    other = next((index for index, title in enumerate(titles, 1) if _alike(name, title)), 0)
    return f"{shown}，它是附件{other}，请核对" if other else f"{shown}，附件{number}的标题是“{own}”，请核对"


def _alike(name: str, title: str) -> bool:
    return names_title(name, title) or names_title(title, name) or title in name or name in title


@rule("body.attachment-matter", "", "推荐")
def attachment_matter(document: Document) -> Iterator[Fault]:
    """“见附件几”前面说的事，就是那个附件的：像是另一个附件的，请核对。

    Wrong: {正文: [项目估算总投资960万元（详见附件1）。, 请审阅附件1、2。], 附件: [{标题: 房屋安全鉴定报告}, {标题: 综合楼投资估算表}]}
    Right: {正文: [项目估算总投资960万元（详见附件2）。, 请审阅附件1、2。], 附件: [{标题: 房屋安全鉴定报告}, {标题: 综合楼投资估算表}]}
    """
    for text in main_texts_of(document):
        titles = [one_line(attachment.title) for attachment in text.attachments]
        for index, line in enumerate(text.body) if len(titles) > 1 else ():
            is_told = any(_other_name(each, titles) for each in quoted(line)) or any(
                _odd_name(each, titles) for each in called(line)
            )
            for match in _SEE.finditer(line) if not is_told else ():
                number = int(match["number"])
                before = line[: match.start()]
                clause = _CLAUSES.split(before)[-1] if before[-1:] not in ("", *_STOPS) else before
                clause = clause.rpartition("。")[2][-_CLAUSE:]
                scores = [_shared(clause, title, titles) for title in titles]
                best = max(scores)
                is_other = number <= len(titles) and not scores[number - 1] and best >= _SURE
                if is_other and scores.count(best) == 1:
                    other = scores.index(best) + 1
                    message = f"这里说的像是附件{other}“{titles[other - 1]}”，写的是附件{number}，请核对"
                    yield fault(message, text.line(index))


def _shared(clause: str, title: str, titles: list[str]) -> int:
    """Return how many pairs of characters of ``title`` that no other of the ``titles`` has stand in ``clause``."""
    others = "\n".join(each for each in titles if each != title)
    pairs = {title[at : at + 2] for at in range(len(title) - 1)}
    return sum(pair in clause and pair not in others for pair in pairs)


@rule("body.attachment-unmentioned", "", "惯例")
def attachment_unmentioned(document: Document) -> Iterator[Fault]:
    """正文按序号说到附件时，各个附件都说到。

    Wrong: {正文: 任务分工见附件1。, 附件: [{标题: 任务分工表}, {标题: 联络员登记回执}]}
    Right: {正文: 任务分工见附件1，请填报附件2。, 附件: [{标题: 任务分工表}, {标题: 联络员登记回执}]}
    """
    for text in main_texts_of(document):
        said = "\n".join(text.body)
        if names_by_number_alone(said):
            for number in _unmentioned(text, said):
                title = one_line(text.attachments[number - 1].title)
                message = f"正文说到了别的附件，没有说到附件{number}“{title}”，请核对"
                yield fault(message, text.path.to("附件", number - 1, "标题"))


def _unmentioned(text: Text, said: str) -> Iterator[int]:
    """Yield the numbers of the attachments that the text names neither by number nor by their last words.

    Nothing when it names none by number: the list of the attachments says enough.
    """
    numbers = {number for line in text.body for each in find_all(line) for number in each.numbers}
    for number, attachment in enumerate(text.attachments, 1):
        title = re.sub(r"[（(][^（）()]*[）)]$", "", one_line(attachment.title).strip("《》"))
        tail = title[-2:] if _TAILS.search(title) else title[-3:]
        is_named = tail in said or _FORM.sub("", title) in said
        if numbers and number not in numbers and not is_named:
            yield number
