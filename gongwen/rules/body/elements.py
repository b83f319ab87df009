"""主送机关 and 正文 with its 名单 (7.3.2, 7.3.3)."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.address import Address
from gongwen.document import ROSTER_MARK, Document, Member
from gongwen.pattern import pattern
from gongwen.rules.rule import Fault, fault, rule
from gongwen.rules.texts import Text, texts_of
from gongwen.terms import note
from gongwen.terms.kind import ADOPTED, BY_NAME
from gongwen.terms.title import one_line
from gongwen.zh.brackets import drop_bracketed
from gongwen.zh.spaces import close_up

_BETWEEN = pattern(r"[、，,；;]")
_ROUGH_MARK = pattern(r"[{｛]\s*名\s*单\s*[}｝]")
_NO_TEXT = "此页无正文"
_SEAT = pattern(
    r"(?P<group>.*?)(?:常务|第一|执行)?副?(?:组长|主任委员|主任|委员|总指挥长?|指挥长|召集人|会长|主席|组员|成员|成员单位)"
)
_PUBLISHED = ("公告", "通告")
"""Kinds that are for everybody."""


@rule("body.no-recipients", "7.3.2", "一般")
def no_recipients(document: Document) -> Iterator[Fault]:
    """公文有主送机关；公开发布的可以不写。

    Wrong: 主送机关:
    Right: 主送机关: 各乡（镇）人民政府
    """
    kind = BY_NAME[document.kind]
    is_adopted = document.kind in ADOPTED
    is_named = kind.name in one_line(document.title)
    wants = (
        is_named
        and document.has_head
        and kind.has_recipients
        and not is_adopted
        and not note.is_public(document.note)
    )
    if wants and not document.main_recipients:
        yield fault(f"{kind.name}没有主送机关，请补上“主送机关”", Address("标题"))


@rule("body.published-recipients", "", "惯例")
def published_recipients(document: Document) -> Iterator[Fault]:
    """公告、通告向社会公布，一般不写主送机关。

    Wrong: {文种: 通告, 标题: 云溪县人民政府办公室关于禁止采砂的通告, 主送机关: 县水利局、县公安局, 正文: 为保护河道，禁止采砂。}
    Right: {文种: 通告, 标题: 云溪县人民政府办公室关于禁止采砂的通告, 主送机关: , 正文: 为保护河道，禁止采砂。}
    """
    is_named = document.kind in one_line(document.title)
    if document.kind in _PUBLISHED and is_named and document.main_recipients:
        yield fault(f"{document.kind}向社会公布，一般不写主送机关，请核对文种", Address("主送机关"))


@rule("body.several-recipients", "条例第十五条", "一般")
def several_recipients(document: Document) -> Iterator[Fault]:
    """上行文原则上主送一个上级机关，其他的用抄送。

    Wrong: 主送机关: 青石市人民政府、青石市财政局
    Right: 主送机关: 青石市人民政府
    Base: 请示
    """
    text = drop_bracketed(document.main_recipients.rstrip("：:"))
    count = sum(bool(name.strip()) for name in _BETWEEN.split(text))
    if BY_NAME[document.kind].direction == "上行" and count > 1:
        message = f"{document.kind}原则上主送一个上级机关，这里有{count}个，其他的用抄送"
        yield fault(message, Address("主送机关"))


@rule("body.roster-missing", "", "差错")
def roster_missing(document: Document) -> Iterator[Fault]:
    """正文里写了“{名单}”，就要填写名单；写法不对的会照原样印出。

    Wrong: 正文: [组成人员名单如下：, '{名单}']
    Right: {正文: [组成人员名单如下：, '{名单}'], 名单: {组长: [张远 副县长]}}
    """
    for text in texts_of(document):
        for index, line in enumerate(text.body):
            if line == ROSTER_MARK and not text.roster:
                yield fault(f"正文里有“{line}”，没有填写“名单”，会照原样印出，请补上“名单”", text.line(index))
            elif line != ROSTER_MARK and (match := _ROUGH_MARK.search(line)):
                message = f"“{match[0]}”会照原样印出；要在这里排名单，请独占一行写“{ROSTER_MARK}”"
                yield fault(message, text.line(index))


@rule("body.roster-unplaced", "", "惯例")
def roster_unplaced(document: Document) -> Iterator[Fault]:
    """正文里有“{名单}”一行，指明名单排在哪里；没有时排在正文最后。

    Wrong: {正文: [组成人员名单如下：, 请认真执行。], 名单: {组长: [张远 副县长]}}
    Right: {正文: [组成人员名单如下：, '{名单}', 请认真执行。], 名单: {组长: [张远 副县长]}}
    """
    for text in texts_of(document):
        if text.roster and text.body and ROSTER_MARK not in text.body:
            message = f"名单排在正文最后；要排在别处，请在正文中独占一行写“{ROSTER_MARK}”"
            yield fault(message, text.path.to("名单"))


_BOTH_ROSTERS = {"调整前", "调整后"}
"""Heads of a table that lists a body as it was and as it is."""


@rule("body.roster-twice", "", "差错")
def roster_twice(document: Document) -> Iterator[Fault]:
    """同一个机构的名单里，同一个人只列一次；下设的办公室另算。

    Wrong: {正文: ['{名单}'], 名单: {副组长: [张远 副县长], 成员: [张远 副县长]}}
    Right: {正文: ['{名单}'], 名单: {副组长: [张远 副县长], 办公室主任: [张远 副县长]}}
    """
    for text in texts_of(document):
        first: dict[tuple[str, str], str] = {}
        if {word for line in text.body for word in _BOTH_ROSTERS if word in line} >= _BOTH_ROSTERS:
            continue
        for role, member, path in members_of(text):
            seat = (group_of(role), close_up(member.name))
            if seat in first:
                message = f"“{member.name}”在“{first[seat]}”中已经列过，这里又列在“{role}”，请核对（同名的两人除外）"
                yield fault(message, path)
            first.setdefault(seat, role)


def members_of(text: Text) -> Iterator[tuple[str, Member, Address]]:
    """Yield everybody who is listed by name, with the role and the way to the line."""
    for role, seats in text.roster.items():
        if not isinstance(seats, str):
            for index, member in enumerate(seats):
                if member.name:
                    yield role, member, text.path.to("名单", role, index)


def group_of(role: str) -> str:
    """Return the body in which ``role`` is a seat: 组长 → "", 办公室主任 → 办公室."""
    match = _SEAT.fullmatch(close_up(role))
    return match["group"] if match else close_up(role)


@rule("body.no-text-page", "7.3.5.5", "惯例")
def no_text_page(document: Document) -> Iterator[Fault]:
    """不用“此页无正文”，用调整行距、字距的办法，使落款与正文同处一页。

    Wrong: 正文: [请认真执行。, （此页无正文）]
    Right: 正文: 请认真执行。
    """
    for text in texts_of(document):
        for index, line in enumerate(text.body):
            if _NO_TEXT in line:
                yield fault(f"不用“{_NO_TEXT}”，请删去；落款另起一页时调整行距、字距", text.line(index))
