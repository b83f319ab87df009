"""Documents that are cited: their number fits who issued them and when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.address import Address
from gongwen.document import Document
from gongwen.pattern import HANZI, pattern
from gongwen.rules.rule import Fault, Spot, fault, fault_in, rule
from gongwen.rules.texts import Text, texts_of
from gongwen.terms import number, reference
from gongwen.terms.reference import FoundReference

_CODES = {
    "国发": "国务院", "国函": "国务院", "国令": "国务院", "国办发": "国务院办公厅", "国办函": "国务院办公厅",
    "中发": "中共中央", "中办发": "中共中央办公厅",
}  # fmt: skip
"""The issuers of codes that everybody knows."""
_ISSUERS = ("国务院办公厅", "中共中央办公厅", "国务院", "中共中央")
_GOVERNMENT = pattern("(?:人民政府|政府)(?:办公[室厅])?$|国务院(?:办公厅)?$")
_ISSUER = pattern(
    r"^(?P<name>[^，。《》]{0,30}?(?:人民政府(?:办公[室厅])?|国务院(?:办公厅)?|中共中央(?:办公厅)?))(?:关于|印发|转发|批转)"
)
_UNIT = pattern(r"^(?P<name>[^，。《》、]{2,24}?(?:厅|局|委员会|委|办公室))(?:关于|印发|转发)")
_ANSWERED = pattern("(?:你|贵)[省市县区州旗府镇乡局厅]?$")
_YEAR = pattern(
    r"(?:做好|开展|实施|下达|印发)(?P<year>(?:19|20)\d{2})年(?![—－～至])|(?<![\d—－-])(?P<of>(?:19|20)\d{2})年度?[^，。《》]{0,14}(?:工作|要点|计划|安排)(?:的通知|的意见)"
)
"""The year of work that a title is about; the games of a year are asked for long before."""

_OWN_PLACE = pattern(f"(?P<name>{HANZI}{{2,4}}[市县区旗州])")
_HIGHER = "中国京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀黔贵滇云藏陕秦甘陇青宁新党市县区"
"""What numbers of the state, of the provinces and of some offices begin with."""
_LATER = 2
"""Years by which a document may come behind the year that its title names."""


def _cited(document: Document) -> Iterator[tuple[Text, int, str, FoundReference]]:
    for text in texts_of(document):
        for index, line in enumerate(text.body):
            if "〕" in line:
                yield from ((text, index, line, found) for found in reference.find_all(line))


@rule("references.issuer", "", "差错")
def issuer(document: Document) -> Iterator[Fault]:
    """引用的公文，发文字号的代字与标题里的发文机关相符。

    Wrong: 正文: 按照《国务院办公厅关于做好防汛工作的通知》（国发〔2021〕12号）要求执行。
    Right: 正文: 按照《国务院办公厅关于做好防汛工作的通知》（国办发〔2021〕12号）要求执行。
    """
    for text, index, line, found in _cited(document):
        named = _ISSUER.match(found.value.title)
        code = found.value.number.code
        wanted = _odd_issuer(named["name"], code) if named else ""
        if named and wanted:
            path = text.line(index)
            message = f"“{code}”是{wanted}的代字，标题里的发文机关是“{named['name']}”，请核对"
            yield fault(message, path, spots=[Spot(path, line, *found.parts["number"])])


def _odd_issuer(name: str, code: str) -> str:
    """Return whose ``code`` it is when it is not that of the agency ``name``; "" where both agree or nothing is known."""
    if name in _ISSUERS:
        return "" if _CODES.get(code, name) == name else _CODES[code]
    is_office = name.endswith(("办公室", "办公厅"))
    if is_office and number.OF_GOVERNMENT.search(code):
        return "政府"
    return "政府办公室" if not is_office and number.OF_ITS_OFFICE.search(code) else ""


@rule("references.own-code", "", "差错")
def own_code(document: Document) -> Iterator[Fault]:
    """引用别的地方政府的公文，发文字号不用本机关的代字。

    Wrong: {发文机关: 云溪县人民政府办公室, 正文: 根据《青石市人民政府办公室关于做好防汛工作的通知》（云政办发〔2024〕2号）要求执行。}
    Right: {发文机关: 云溪县人民政府办公室, 正文: 根据《青石市人民政府办公室关于做好防汛工作的通知》（青政办发〔2024〕2号）要求执行。}
    """
    own = number.read(document.doc_number) if document.doc_number else None
    head = own.value.code.partition("政")[0] if own and "政" in own.value.code else ""
    issuer = document.issuers[0] if document.issuers else ""
    if not head or not set(head) <= set(issuer):
        return
    for text, index, line, found in _cited(document):
        named = _ISSUER.match(found.value.title)
        name = named["name"] if named else _asker(line[: found.start], document.main_recipients)
        is_own = not name or not _GOVERNMENT.search(name) or set(head) & set(name) or name in issuer
        if not is_own and found.value.number.code.partition("政")[0] == head:
            message = f"“{found.value.number.code}”是本地政府的代字，来文的机关是“{name}”，请核对"
            path = text.line(index)
            yield fault(message, path, spots=[Spot(path, line, *found.parts["number"])])


def _asker(before: str, recipients: str) -> str:
    """Return who sent what is answered: the only recipient, whom the words before the title call 你; "" for nobody."""
    is_answered = _ANSWERED.search(before) and not re.search("[、，]", recipients)
    return recipients.rstrip("：:") if is_answered else ""


@rule("references.own-place", "", "推荐")
def own_place(document: Document) -> Iterator[Fault]:
    """引用本地方的公文，发文字号以本地方的代字开头。

    Wrong: {发文机关: 云溪县人民政府办公室, 正文: 根据《云溪县防汛管理办法》（岚水发〔2024〕2号）要求执行。}
    Right: {发文机关: 云溪县人民政府办公室, 正文: 根据《云溪县防汛管理办法》（云水发〔2024〕2号）要求执行。}
    """
    own = number.read(document.doc_number) if document.doc_number else None
    place = _OWN_PLACE.match(document.issuers[0]) if document.issuers else None
    if not own or not place or own.value.code[:1] not in place["name"]:
        return
    for text, index, line, found in _cited(document):
        code, title = found.value.number.code, found.value.title
        if title.startswith(place["name"]) and code[:1] not in {*place["name"], *_HIGHER}:
            message = f"“{place['name']}”的文件，代字一般以“{own.value.code[0]}”开头，这里写“{code}”，请核对"
            path = text.line(index)
            yield fault(message, path, spots=[Spot(path, line, *found.parts["number"])])


@rule("references.year", "", "差错")
def year(document: Document) -> Iterator[Fault]:
    """引用的公文，发文字号的年份与标题里的年份相符，不晚于本文。

    Wrong: 正文: 按照《关于做好2022年防汛工作的通知》（云政发〔2019〕12号）要求执行。
    Right: 正文: 按照《关于做好2022年防汛工作的通知》（云政发〔2022〕12号）要求执行。
    """
    for text, index, line, found in _cited(document):
        own = found.value.number.year
        said = [int(each["year"] or each["of"]) for each in _YEAR.finditer(found.value.title)]
        path, spot = text.line(index), found.parts["number"]
        if own and document.date and own > document.date.year:
            message = f"引用的公文是{own}年的，晚于本文的成文日期，请核对"
            yield fault_in(message, path, line, spot)
        elif own and len(said) == 1 and "规划" not in found.value.title and not -1 <= own - said[0] <= _LATER:
            message = f"标题写“{said[0]}年”，发文字号是{own}年的，请核对"
            yield fault_in(message, path, line, spot)


@rule("references.code-two-ways", "", "推荐")
def code_two_ways(document: Document) -> Iterator[Fault]:
    """一个部门的公文，各处引用的发文字号用一样的代字。

    Wrong: 正文: 根据《青石省水利厅关于做好防汛工作的通知》（青水发〔2024〕2号）和《青石省水利厅关于做好抗旱工作的通知》（青林发〔2024〕3号）要求执行。
    Right: 正文: 根据《青石省水利厅关于做好防汛工作的通知》（青水发〔2024〕2号）和《青石省水利厅关于做好抗旱工作的通知》（青水发〔2024〕3号）要求执行。
    """
    cited = [
        (each, named["name"]) for each in _cited(document) if (named := _UNIT.match(each[3].value.title))
    ]
    for (text, index, line, found), name in cited:
        code = found.value.number.code
        others = {each[3].value.number.code for each, other in cited if other == name}
        near = sorted(other for other in others if _is_of_another(code, other, name))
        if near:
            message = f"“{name}”的公文这里用代字“{code}”，别处用“{near[0]}”，请核对"
            path = text.line(index)
            yield fault(message, path, spots=[Spot(path, line, *found.parts["number"])])


def _is_of_another(code: str, other: str, name: str) -> bool:
    """Whether ``code`` is ``other`` but for a character in the middle, which is not in ``name`` and the other's is."""
    differ = [at for at, (a, b) in enumerate(zip(code, other, strict=False)) if a != b]
    is_near = len(code) == len(other) and len(differ) == 1 and 0 < differ[0] < len(code) - 1
    return is_near and code[differ[0]] not in name and other[differ[0]] in name


@rule("head.number-issuer", "7.2.5", "差错")
def own_issuer(document: Document) -> Iterator[Fault]:
    """发文字号的机关代字是发文机关的：政府的不用办公室的代字，办公室的不用政府的。

    Wrong: {发文机关: 云溪县人民政府办公室, 发文字号: 云溪政发〔2024〕12号}
    Right: {发文机关: 云溪县人民政府办公室, 发文字号: 云溪政办发〔2024〕12号}
    """
    found = number.read(document.doc_number) if document.doc_number else None
    name = document.issuers[0] if document.issuers else ""
    if found and _GOVERNMENT.search(name) and (wanted := _odd_issuer(name, found.value.code)):
        message = f"“{found.value.code}”是{wanted}的代字，发文机关是“{name}”，请核对"
        yield fault(message, Address("发文字号"))
