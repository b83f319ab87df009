"""What a kind asks for between who writes and who is written to, and what a document calls itself."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gongwen.address import Address
from gongwen.document import Document
from gongwen.pattern import HANZI, pattern
from gongwen.rules.figures.quantities import quantities
from gongwen.rules.rule import Fault, Spot, fault, fault_in, rule
from gongwen.rules.texts import main_texts_of
from gongwen.terms.agency_level import LEVELS, governs, is_department
from gongwen.terms.title import one_line, told_kind
from gongwen.terms.title import read as read_title

_SEVERAL = pattern("[、，；]|^各|等$")
_ANSWERED = pattern("你[省市县区州旗镇乡厅局委院校办][^。；《》]{0,16}《[^《》]*(?:请示|报告|函)》")
_ONE = ("批复", "函")
"""Kinds that answer one agency."""
_EQUAL = ("通知", "请示", "批复", "报告", "决定", "通报")
"""Kinds that go up or down."""
_DOWN = ("通知", "通报", "决定")
_MARKS = pattern("[、，；]")
_GOVERNMENT = pattern(rf"(?P<place>{HANZI}{{0,8}}[{LEVELS}])(?:人民政府|政府|委|委员会)(?:办公[室厅])?")
_PLACE = pattern(rf"^(?P<place>{HANZI}{{0,12}}?[{LEVELS}])[^{LEVELS}]")
_OFFICE = pattern("办公室|指挥部|领导小组|委员会$|国资|监委|纪委")
"""What coordinates others of its level."""
_ORDERS = pattern(
    "(?:你|贵)(?:[局委厅院校市县区省部]|单位|公司)(?:必须|务必|要严格|应立即|不得|须立即|要立即|一律)"
)
_COURTESY = "贵"
_CONGRESS = pattern("人民代表大会|人大")
_ASKS = pattern(
    "(?:要求|请求|申请|恳请|请)(?:上级|市|县|区|省)?(?:[^的]{0,4})(?:解决|拨付|拨给|批准|安排|给予|追加|增加|划拨|审批|减免|补助|立项|核定|增设|设立|支持)"
)
_TELLS = pattern("情况|落实|完成|办理|结果|进展")
_SELF = "意见|办法|规定|细则|规则|条例|规程"
_CALLED = pattern(
    rf"本(?P<what>{_SELF})(?:自[^。；]{{0,20}}起(?:施行|执行|实施)?(?!以来)(?![施执实])|由[^，。；]{{2,20}}负责解释|的?(?:有效期|解释权)|自(?:印发|发布|公布)之日)"
)
_SORT = pattern(_SELF)
_GAP = pattern("(?:缺口|尚缺|还[差缺]|尚差)(?:资金|经费)?(?:为|是)?$")
_ASKED = pattern("(?:请求?|申请|特请)[^，。]*?(?:安排|拨付|解决|补助|给予|支持|追加)[^，。]*$")
_NEARLY = Decimal("0.35")
"""Share of a gap by which what is asked for differs and is meant to be it."""
_RESOLVED = pattern("(?:政府|办公[室厅]|局|厅)$")


def _is_equal(document: Document) -> bool:
    """Whether a department writes to one other department of its level alone."""
    issuer = document.issuers[0] if len(document.issuers) == 1 else ""
    other = one_line(document.main_recipients).rstrip("：:")
    if not issuer or _SEVERAL.search(other) or not (is_department(issuer) and is_department(other)):
        return False
    own, theirs = _PLACE.match(issuer), _PLACE.match(other)
    is_place = bool(
        own and theirs and (own["place"].endswith(theirs["place"]) or theirs["place"] == own["place"])
    )
    return is_place and not _OFFICE.search(issuer) and not _OFFICE.search(other)


@rule("kinds.equal", "条例第八条", "一般")
def equal(document: Document) -> Iterator[Fault]:
    """平级的部门之间商洽、询问、请求批准用函，不用通知、请示、批复。

    Wrong: {发文机关: 青石市教育局, 标题: 关于开展校园周边环境整治的通知, 主送机关: 市公安局}
    Right: {发文机关: 青石市教育局, 标题: 关于开展校园周边环境整治的通知, 主送机关: 各县（市、区）教育局}
    """
    if (
        document.kind in _EQUAL
        and told_kind(one_line(document.title)) == document.kind
        and _is_equal(document)
    ):
        name = one_line(document.main_recipients).rstrip("：:")
        yield fault(
            f"“{name}”是平级的部门，一般用函，不用{document.kind}，请核对", Address("文种"), Address("标题")
        )


@rule("kinds.letter-orders", "条例第八条", "一般")
def letter_orders(document: Document) -> Iterator[Fault]:
    """给平级机关的函不用“你局必须”一类命令的口气。

    Wrong: 正文: [请贵局支持。, 你局必须反馈意见。]
    Right: 正文: [请贵局支持。, 请贵局反馈意见。]
    Base: 函
    """
    is_courteous = any(_COURTESY in line for line in document.body)
    if document.kind != "函" or not (is_courteous or _is_equal(document)):
        return
    for index, line in enumerate(document.body):
        for match in _ORDERS.finditer(line):
            path = Address("正文", index)
            message = f"函是商洽的，“{match[0]}”是命令的口气，请改用“请”“商请”"
            yield fault_in(message, path, line, match.span())


@rule("kinds.answered", "条例第八条", "应当")
def answered(document: Document) -> Iterator[Fault]:
    """批复、复函只主送来文请示、来函的机关；别的机关需要知道的，抄送。

    Wrong: {文种: 批复, 标题: 关于防汛规划的批复, 主送机关: 各县（市、区）人民政府, 正文: 你县《关于审批防汛规划的请示》收悉。}
    Right: {文种: 批复, 标题: 关于防汛规划的批复, 主送机关: 云溪县人民政府, 正文: 你县《关于审批防汛规划的请示》收悉。}
    """
    opening = document.body[0] if document.body else ""
    if (
        document.kind in _ONE
        and (match := _ANSWERED.search(opening))
        and _SEVERAL.search(document.main_recipients)
    ):
        message = (
            f"正文写“{match[0]}”，来文的是一个机关，主送的是“{one_line(document.main_recipients)}”，请核对"
        )
        yield fault(message, Address("主送机关"))


@rule("kinds.above", "条例第十四条", "应当")
def above(document: Document) -> Iterator[Fault]:
    """下行的通知、通报、决定不主送本级党委、政府；需要报告的，另行上报或者抄送。

    Wrong: {发文机关: 青石市教育局, 标题: 关于做好防汛工作的通知, 主送机关: 市人民政府，各区教育局}
    Right: {发文机关: 青石市教育局, 标题: 关于做好防汛工作的通知, 主送机关: 各区教育局}
    """
    own = _PLACE.match(document.issuers[0]) if len(document.issuers) == 1 else None
    if not own or document.kind not in _DOWN or not is_department(document.issuers[0]):
        return
    for name in _MARKS.split(one_line(document.main_recipients).rstrip("：:")):
        match = _GOVERNMENT.fullmatch(name)
        if match and own["place"].endswith(match["place"]):
            yield fault(f"“{name}”是上级机关，{document.kind}不主送上级，请删去", Address("主送机关"))


@rule("kinds.proposal", "条例第八条", "应当")
def proposal(document: Document) -> Iterator[Fault]:
    """议案由政府向同级人民代表大会或者它的常务委员会提请审议。

    Wrong: {文种: 议案, 标题: 关于提请审议城市总体规划的议案, 主送机关: 县人大常委会办公室, 正文: 现提请审议。, 署名: 张远}
    Right: {文种: 议案, 标题: 关于提请审议城市总体规划的议案, 主送机关: 县人民代表大会常务委员会, 正文: 现提请审议。, 署名: 张远}
    """
    name = one_line(document.main_recipients).rstrip("：:")
    is_congress = _CONGRESS.search(name) and not name.endswith(("办公室", "办公厅", "机关"))
    if document.kind == "议案" and name and not is_congress:
        yield fault(
            f"议案向人民代表大会或者它的常务委员会提出，主送的是“{name}”，请核对", Address("主送机关")
        )


@rule("kinds.asks-in-report", "条例第十五条", "应当")
def asks_in_report(document: Document) -> Iterator[Fault]:
    """请求上级批准、解决、拨付的用请示，不用报告。

    Wrong: 标题: 云溪县人民政府关于要求解决敬老院维修经费的报告
    Right: 标题: 云溪县人民政府关于敬老院维修情况的报告
    Base: 报告
    """
    title = one_line(document.title)
    matter = read_title(title).value.matter
    is_report = document.kind == "报告" and told_kind(title) == "报告" and not _TELLS.search(matter)
    if is_report and (match := _ASKS.match(matter)):
        yield fault(f"标题写“{match[0]}”，请求上级批准的用请示，不用报告", Address("标题"))


@rule("kinds.self-name", "", "推荐")
def self_name(document: Document) -> Iterator[Fault]:
    """“本办法自……起施行”里的名称，与标题里的一样。

    Wrong: {标题: 云溪县人民政府办公室关于加快发展的意见, 文种: 意见, 正文: 本办法自2025年1月1日起施行。}
    Right: {标题: 云溪县人民政府办公室关于加快发展的意见, 文种: 意见, 正文: 本意见自2025年1月1日起施行。}
    """
    heads = {way: each.title + each.subtitle for way, each in document.carried}
    for text in main_texts_of(document):
        title = one_line(heads.get(text.path, document.title))
        own = _SORT.findall(title)
        known = {*own, document.kind, *_SORT.findall(one_line(document.title))}
        for index, line in enumerate(text.body) if own else ():
            for match in _CALLED.finditer(line):
                if match["what"] not in known:
                    path = text.line(index)
                    message = f"这里写“本{match['what']}”，标题是“{own[-1]}”，请核对"
                    yield fault_in(message, path, line, match.span("what"))


@rule("kinds.asked", "", "推荐")
def asked(document: Document) -> Iterator[Fault]:
    """请示里请求安排的资金，就是写出的缺口；差得不多的，请核对。

    Wrong: 正文: [总投资6750万元，资金缺口1500万元。, 恳请市政府安排资金1600万元。, 妥否，请批示。]
    Right: 正文: [总投资6750万元，资金缺口1500万元。, 恳请市政府安排资金1500万元。, 妥否，请批示。]
    Base: 请示
    """
    is_request = document.kind == "请示"
    told = [
        (index, line, each)
        for index, line in enumerate(document.body if is_request else ())
        for each in quantities(line)
        if each.unit == "元"
    ]
    gaps = {each.number for _, _, each in told if _GAP.search(each.label)}
    asks = [(index, line, each) for index, line, each in told if _ASKED.search(each.clause)]
    if len(gaps) != 1 or len(asks) != 1:
        return
    gap, (index, line, ask) = gaps.pop(), asks[0]
    if ask.number != gap and abs(ask.number - gap) <= gap * _NEARLY:
        path = Address("正文", index)
        message = f"前面写的缺口是{ask.shown(gap)}，这里请求{line[ask.start : ask.end]}，请核对"
        yield fault(message, path, spots=[Spot(path, line, ask.start, ask.end)])


@rule("kinds.resolution", "条例第八条", "应当")
def resolution(document: Document) -> Iterator[Fault]:
    """决议公布会议讨论通过的事项；政府、部门、办公室不用决议，用决定、意见。

    Wrong: {文种: 决议, 标题: 云溪县人民政府办公室关于加快发展的决议, 正文: 现作出如下决议。}
    Right: {文种: 意见, 标题: 云溪县人民政府办公室关于加快发展的意见, 正文: 现提出如下意见。}
    """
    issuer = read_title(one_line(document.title)).value.issuer or "".join(document.issuers[:1])
    if (
        told_kind(one_line(document.title)) == "决议"
        and _RESOLVED.search(issuer)
        and governs(issuer) + is_department(issuer)
    ):
        yield fault(f"决议由会议通过，“{issuer}”一般用决定、意见，请核对文种", Address("标题"))
