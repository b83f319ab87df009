"""A name that differs in one place from what the document says everywhere else: of a system, a company, a year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongwen.address import Address
from gongwen.document import Document
from gongwen.pattern import HANZI, pattern
from gongwen.rules.rule import Fault, fault, fault_in, rule
from gongwen.rules.texts import main_texts_of, title_and_lines_of
from gongwen.terms import date
from gongwen.terms.title import one_line

_COMPANY = pattern(
    rf"(?P<stem>{HANZI}{{4,20}}?)(?P<end>有限责任公司|股份有限公司|集团有限公司|有限公司|厂|专业合作社|合作社)(?!{HANZI}*?(?:长|房)(?=[，。、]))"
)
_SORT_OF_COMPANY = pattern("公司|厂|合作社")
_STEM = 4
"""Characters before the end of a company's name that are its own."""
_YEAR = pattern(rf"(?P<year>(?:19|20)\d{{2}})年度?(?P<what>{HANZI}{{4}})")
_SAID_YEAR = pattern(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_DATED = pattern(rf"(?<!\d)((?:19|20)\d{{2}})年{date.MONTH_AND_DAY}")
_OPENING = 2
"""Paragraphs that say again what the title says."""


@rule("names.company-two-ways", "", "推荐")
def company_two_ways(document: Document) -> Iterator[Fault]:
    """一个企业的名称各处一样，“有限公司”不又写成“厂”“股份有限公司”。

    Wrong: 正文: [表彰青阜县百味食品有限公司。, 青阜县百味食品厂经理到会。]
    Right: 正文: [表彰青阜县百味食品有限公司。, 青阜县百味食品有限公司经理到会。]
    """
    first: dict[str, str] = {}
    for path, line in title_and_lines_of(document):
        for match in _COMPANY.finditer(line) if _SORT_OF_COMPANY.search(line) else ():
            stem = match["stem"][-_STEM:]
            known = first.setdefault(stem, match["end"])
            if len(stem) == _STEM and known != match["end"]:
                message = f"这里写“{stem}{match['end']}”，别处写“{stem}{known}”，请核对是不是一家"
                yield fault_in(message, path, line, match.span())


@rule("title.opening-year", "", "差错")
def opening_year(document: Document) -> Iterator[Fault]:
    """标题写哪一年的事，正文开头写的是同一年。

    Wrong: {标题: 云溪县人民政府办公室关于做好2023年防汛抗旱工作的通知, 正文: 为做好2024年防汛抗旱工作，现通知如下。}
    Right: {标题: 云溪县人民政府办公室关于做好2024年防汛抗旱工作的通知, 正文: 为做好2024年防汛抗旱工作，现通知如下。}
    """
    own = list(_YEAR.finditer(one_line(document.title)))
    yield from _listed_year(document, own)
    opening = "\n".join(document.body[:_OPENING])
    if len(own) != 1 or f"{own[0]['year']}年" in opening:
        return
    for index, line in enumerate(document.body[:_OPENING]):
        for match in _YEAR.finditer(line):
            if match["what"] == own[0]["what"]:
                message = f"标题写“{own[0]['year']}年{own[0]['what']}”，这里写“{match[0]}”，请核对年份"
                path = Address("正文", index)
                yield fault_in(message, path, line, match.span("year"))
                return


def _listed_year(document: Document, own: Sequence[re.Match[str]]) -> Iterator[Fault]:
    """Yield that all attachments are of the matter of the title in another year, which the text never names."""
    titles = [one_line(each.title) for text in main_texts_of(document) for each in text.attachments]
    found = [match for title in titles for match in _YEAR.finditer(title)]
    same = {match["year"] for match in found if own and match["what"] in one_line(document.title)}
    year = own[0]["year"] if len(own) == len(same) == 1 else ""
    if year and not any(f"{year}年" in line for line in (*document.body, *titles)):
        yield fault(f"标题写“{year}年”，附件写“{same.pop()}年”，请核对年份", Address("标题"))


_DEED = ("通告", "公告", "通知")
"""Kinds that tell what is to be done."""


@rule("title.year-apart", "", "推荐")
def year_apart(document: Document) -> Iterator[Fault]:
    """标题写哪一年的事，正文里的日期不全是另一年的。

    Wrong: {标题: 云溪县人民政府办公室关于2023年冬季禁止燃放烟花爆竹的通知, 正文: [禁放时间为2024年12月10日至2024年12月31日。]}
    Right: {标题: 云溪县人民政府办公室关于2024年冬季禁止燃放烟花爆竹的通知, 正文: [禁放时间为2024年12月10日至2024年12月31日。]}
    """
    own = [int(match["year"]) for match in _YEAR.finditer(one_line(document.title))]
    said = [int(year) for line in document.body for year in _SAID_YEAR.findall(line)]
    dated = [int(year) for line in document.body for year in _DATED.findall(line)]
    if document.date and document.kind in _DEED and len(own) == 1 and len(dated) > 1:
        is_other = {*dated} == {document.date.year} and own[0] not in said
        if is_other and own[0] == document.date.year - 1:
            yield fault(
                f"标题写“{own[0]}年”，正文里的日期都是{document.date.year}年的，请核对", Address("标题")
            )
