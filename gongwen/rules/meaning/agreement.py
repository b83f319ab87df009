"""What is named in two places: the agency in mark, title and 署名, the name and the years of what is sent out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongwen.address import Address
from gongwen.document import Document
from gongwen.pattern import pattern
from gongwen.recognise.tasks.unit_names import is_unit
from gongwen.rules.rule import Fault, fault, fault_in, rule
from gongwen.rules.texts import main_texts_of
from gongwen.terms import date
from gongwen.terms.agency import mark_agency, may_be_same
from gongwen.terms.kind import BY_NAME
from gongwen.terms.title import SENDS, STARTS, carried, names_title, one_line, same_matter
from gongwen.terms.titles.subtitle import STAGE
from gongwen.zh.numerals import from_chinese

_BETWEEN = pattern(r"[\s、]+")
_AND_OTHERS = pattern(r"等(?:\d+|[一二三四五六七八九十]+)?(?:个)?(?:部门|单位|机关)?$")
_NAME = pattern(r"《([^《》]+)》")
_SENT = pattern(SENDS)
_OWN = pattern(
    rf"(?:^|将|把|制定|起草|拟定|编制|修订|{SENDS})(?P<before>[^，。；《》]{{0,20}})《(?P<name>[^《》]+)》"
)
_BASIS = pattern("根据|按照|依据|依照|遵照|贯彻|落实|对照|结合|鉴于|关于|为")
"""Words before a name that is not that of what is sent."""
_SEVERAL = pattern("》[、和及与]?《")
_DATED_NOTE = pattern(rf"[（(]{date.YEAR_MONTH_DAY}(修订|试行|暂行)[）)]")
"""（2024年修订）: it says 修订 too, and when."""
_NOTED = pattern(f"[（(](试行|暂行|修订|修订版|修订稿|{STAGE}|试用)[）)]")
_SENTENCE = pattern("[^。；]*[。；]?")
_YEARS = pattern(r"[（(]?(\d{4})年?\s*[—－–~～\-至]+\s*(\d{4})年?[）)]?")
_SPAN = pattern("([一二两三四五六七八九十]{1,2})年(?:行动|攻坚|专项|发展|建设|提升|规划|计划|实施|滚动)")
_SORT_OF_AGENCY = pattern("[局厅部委院]$|委员会$")
_YOURS = pattern("贵(?P<sort>[局厅部委院])(?![门属])")
_MONTHS = pattern(r"(?<!\d)(?P<first>\d{1,2})月(?:至|到|—|－|-)(?P<last>\d{1,2})月")
_HALF_YEAR = 6
_PERIODS = "上半年|下半年|前三季度|第?[一二三四]季度"
_HALF = pattern(_PERIODS)
_YEAR_LONG = len("2024年")
_LOOKED_AT = pattern(f"(?P<own>{_PERIODS}|全年)[^，。]{{0,12}}(?:运行|情况|分析|总结|通报)")
"""The time of which a title says that what went on in it is looked at."""
_LOOKS_AT = pattern(f"(?:分析|总结|梳理|回顾|通报)(?P<what>[^，。；]{{0,4}}?(?P<period>{_PERIODS}|全年))")


@rule("title.agency", "条例第九条", "一般")
def title_agency(document: Document) -> Iterator[Fault]:
    """标题里的机关是发文机关，联合行文的顺序也一样；标题里可以不写机关。

    Wrong: 标题: 青岭县人民政府办公室关于做好2024年防汛抗旱工作的通知
    Right: 标题: 云溪县人民政府办公室关于做好2024年防汛抗旱工作的通知
    """
    named = _title_agencies(document.title)
    where, agencies = _agencies(document)
    if not named or not agencies:
        return
    if not any(_agree(named, each) for each in (agencies, document.signature) if each):
        shown = "、".join(agency for agency in named if agency)
        message = f"标题里的机关“{shown}”与{where}“{'、'.join(agencies)}”不一致，请核对名称和顺序"
        yield fault(message, Address("标题"))


def _title_agencies(title: str) -> tuple[str, ...]:
    """Return the agencies that ``title`` begins with, "" last for 等部门; () when it names none."""
    match = STARTS.search(title)
    head = title[: match.start()].strip() if match else ""
    names = _AND_OTHERS.sub("", head)
    agencies = tuple(name for name in _BETWEEN.split(names) if name)
    if not agencies or not all(map(is_unit, agencies)):
        return ()
    return agencies if names == head else (*agencies, "")


def _agencies(document: Document) -> tuple[str, tuple[str, ...]]:
    """Return where else the agencies are named, and the agencies; () when nowhere or by a person."""
    if BY_NAME[document.kind].is_personal or document.kind == "纪要":
        return "", ()
    if document.issuers:
        return "发文机关", document.issuers
    if document.signatories:
        return "署名", document.signatories
    mark = mark_agency(one_line(document.issuer_mark))
    return "发文机关标志", (mark,) if mark else ()


def _agree(named: Sequence[str], agencies: Sequence[str]) -> bool:
    """Whether the agencies of a title are ``agencies`` in their order; "" at the end stands for the rest."""
    if named[-1] == "":
        listed = named[:-1]
        return len(listed) <= len(agencies) and all(map(may_be_same, listed, agencies))
    if len(named) == len(agencies):
        return all(map(may_be_same, named, agencies))
    return _is_row("".join(named), agencies)


def _is_row(text: str, agencies: Sequence[str]) -> bool:
    """Whether ``text`` is the names of ``agencies`` one behind the other without a gap."""
    if not agencies:
        return not text
    return any(
        may_be_same(text[:end], agencies[0]) and _is_row(text[end:], agencies[1:])
        for end in range(2, len(agencies[0]) + 1)
    )


@rule("closing.signature-mark", "条例第九条", "应当")
def signature_mark(document: Document) -> Iterator[Fault]:
    """署名的机关与发文机关标志一致；办公室和政府是两个机关。

    Wrong: {发文机关: '', 发文机关标志: 云溪县人民政府办公室文件, 署名: 云溪县人民政府}
    Right: {发文机关: '', 发文机关标志: 云溪县人民政府办公室文件, 署名: 云溪县人民政府办公室}
    """
    mark = mark_agency(one_line(document.issuer_mark))
    is_personal = BY_NAME[document.kind].is_personal or document.kind == "纪要"
    signed = document.signatories
    if document.issuers or not signed or not mark or is_personal or not is_unit(mark):
        return
    if not may_be_same(mark, signed[0]) and not _is_row(mark, signed):
        message = f"署名“{'、'.join(signed)}”与发文机关标志“{document.issuer_mark}”不一致，请核对名称和顺序"
        yield fault(message, Address("署名"))


@rule("body.enclosed-name", "", "惯例")
def enclosed_name(document: Document) -> Iterator[Fault]:
    """正文里所印发、转发的文件的名称，与印发件的标题一致。

    Wrong: 正文: 《云溪县防汛抢险方案》已经县人民政府同意，现印发给你们，请认真贯彻执行。
    Right: 正文: 《云溪县防汛应急方案》已经县人民政府同意，现印发给你们，请认真贯彻执行。
    Base: 印发
    """
    if not document.carried:
        return
    titles = [one_line(carried.title) for _, carried in document.carried]
    for index, line in enumerate(document.body):
        if (name := _sent_name(line)) and not any(_names(name, title) for title in titles):
            shown = "”“".join(titles)
            message = f"正文里写“《{name}》”，印发件的标题是“{shown}”，请核对，改成一致"
            yield fault(message, Address("正文", index))


def _sent_name(line: str) -> str:
    """Return the name of the only document that a sentence of ``line`` sends out; "" for none or several."""
    for sentence in _SENTENCE.findall(line):
        names = [match["name"] for match in _OWN.finditer(sentence) if not _BASIS.search(match["before"])]
        if len(names) == 1 and _SENT.search(sentence) and not _SEVERAL.search(sentence):
            return str(names[0])
    return ""


def _names(name: str, title: str) -> bool:
    return names_title(name, title) or names_title(title, name)


@rule("title.enclosed-note", "", "惯例")
def enclosed_note(document: Document) -> Iterator[Fault]:
    """“（试行）”“（暂行）”“（修订）”在通知的标题和印发件里一致。

    Wrong: 标题: 云溪县人民政府办公室关于印发云溪县防汛应急方案（试行）的通知
    Right: {标题: 云溪县人民政府办公室关于印发云溪县防汛应急方案（试行）的通知, 印发件: {标题: 云溪县防汛应急方案, 题注: （试行）, 正文: 坚持以防为主。}}
    Base: 印发
    """
    name = carried(document.title)
    if not name or name.count("《") > 1 or len(document.carried) != 1:
        return
    way, enclosed = document.carried[0]
    if not names_title(name, enclosed.title):
        return
    head = one_line(enclosed.title) + enclosed.subtitle
    said, own = _NOTED.findall(name), _NOTED.findall(head)
    if set(own) - set(said) or set(said) - set(own) - set(_DATED_NOTE.findall(head)):
        shown = [f"“（{notes[0]}）”" if notes else "没有括注" for notes in (said, own)]
        message = f"通知的标题里{shown[0]}，印发件的标题和题注里{shown[1]}，请改成一致"
        yield fault(message, way.to("标题"))


@rule("title.years", "", "差错")
def title_years(document: Document) -> Iterator[Fault]:
    """计划、规划的起止年份各处一致，也与“三年”“五年”相符。

    Wrong: {标题: 云溪县人民政府办公室关于印发云溪县防汛三年行动计划（2024—2026年）的通知, 正文: 《云溪县防汛三年行动计划（2023—2025年）》已经县人民政府同意，现予发布。}
    Right: {标题: 云溪县人民政府办公室关于印发云溪县防汛三年行动计划（2024—2026年）的通知, 正文: 《云溪县防汛三年行动计划（2024—2026年）》已经县人民政府同意，现予发布。}
    """
    titles: list[tuple[str, Address]] = [(one_line(document.title), Address("标题"))]
    titles += [(one_line(each.title), way.to("标题")) for way, each in document.carried]
    for title, path in titles:
        if message := _odd_span(title):
            yield fault(message, path)
    for title in [title for title, _ in titles[1:]] or [carried(titles[0][0]).strip("《》")]:
        yield from _other_years(document, title)
    for text in main_texts_of(document):
        for index, line in enumerate(text.body):
            for name in _NAME.findall(line) if "年" in line else ():
                is_own = any(_names(name, title) for title, _ in titles)
                if not is_own and (message := _odd_span(name)):
                    yield fault(message.replace("标题写", f"“{name}”写", 1), text.line(index))


def _odd_span(title: str) -> str:
    """Return what is wrong with the years of a plan of so many years; "" for nothing.

    From the middle of one year to that of another a plan names one year more than it lasts.
    """
    years, span = _YEARS.search(title), _SPAN.search(title)
    count = from_chinese(span[1].replace("两", "二")) if span else None
    if not years or not span or not count:
        return ""
    lasts = int(years[2]) - int(years[1])
    if count in (lasts, lasts + 1):
        return ""
    return f"标题写“{span[1]}年”，起止年份“{years[0].strip('（）()')}”是{lasts + 1}年，请核对"


def _other_years(document: Document, title: str) -> Iterator[Fault]:
    """Yield the places where the text names the document of ``title`` with other years."""
    years = _YEARS.search(title)
    if not years:
        return
    matter = _YEARS.sub("", title)
    for text in main_texts_of(document):
        for index, line in enumerate(text.body):
            for name in _NAME.findall(line):
                other = _YEARS.search(name)
                if other and same_matter(_YEARS.sub("", name), matter) and other.groups() != years.groups():
                    message = f"这里写“{other[0]}”，标题是“{years[0]}”，起止年份不一致，请核对"
                    yield fault(message, text.line(index))


@rule("body.half-year", "", "差错")
def half_year(document: Document) -> Iterator[Fault]:
    """标题写上半年、下半年或者第几季度的，正文开头写的是同一段时间。

    Wrong: {标题: 云溪县人民政府办公室关于做好2024年下半年防汛工作的通知, 正文: 为做好2024年上半年防汛工作，现就有关事项通知如下。}
    Right: {标题: 云溪县人民政府办公室关于做好2024年下半年防汛工作的通知, 正文: 为做好2024年下半年防汛工作，现就有关事项通知如下。}
    """
    title = one_line(document.title)
    for match in _MONTHS.finditer(document.body[0]) if document.body else ():
        first, last = int(match["first"]), int(match["last"])
        if ("上半年" in title and last > _HALF_YEAR) or ("下半年" in title and first <= _HALF_YEAR < last):
            yield fault(
                f"标题写{'上' if '上' in title else '下'}半年，正文开头写“{match[0]}”，请核对",
                Address("正文", 0),
            )
            return
    yield from _looks_at_another(document, title)
    own = _HALF.findall(title)
    said = _HALF.findall(document.body[0]) if document.body else []
    if len(own) == 1 and said and own[0] not in said:
        other = next((each for each in said if _kind_of(each) == _kind_of(own[0])), "")
        if not other and document.body[0].find(said[0]) > _YEAR_LONG:
            return
        other = other or said[0]
        yield fault(f"标题写“{own[0]}”，正文开头写“{other}”，请核对", Address("正文", 0))


def _looks_at_another(document: Document, title: str) -> Iterator[Fault]:
    """Yield where the text looks at another time than that of the title."""
    own = _LOOKED_AT.search(title)
    for index, line in enumerate(document.body) if own else ():
        for match in _LOOKS_AT.finditer(line):
            is_before = line[: match.start("period")].endswith(("去年", "上年", "同期"))
            if own and match["period"] != own["own"] and not is_before:
                path = Address("正文", index)
                message = f"标题写“{own['own']}”，这里写“{match['period']}”，请核对"
                yield fault_in(message, path, line, match.span("period"))


def _kind_of(period: str) -> str:
    return period[-2:]


@rule("body.your-agency", "", "差错")
def your_agency(document: Document) -> Iterator[Fault]:
    """只主送一个机关的，“贵局”“贵厅”与它的名称相合。

    Wrong: {主送机关: 青石市水利局, 正文: 请贵厅函复为盼。}
    Right: {主送机关: 青石市水利局, 正文: 请贵局函复为盼。}
    Base: 函
    """
    name = one_line(str(document.main_recipients)).rstrip("：:")
    own = _SORT_OF_AGENCY.search(name)
    for index, line in enumerate(document.body) if own and is_unit(name) else ():
        for match in _YOURS.finditer(line):
            if own and match["sort"] not in name:
                message = f"主送的是“{name}”，这里写“{match[0]}”，请核对"
                path = Address("正文", index)
                yield fault_in(message, path, line, match.span())
