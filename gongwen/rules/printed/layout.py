"""What only the finished pages show."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.address import Place
from gongwen.flow import Flow, Par, Slot, Strain, Table
from gongwen.rules.rule import Remark, rule

_CAPTION = "表题"


def _at(flow: Flow, slot: Slot) -> Place | None:
    blocks = flow.part(slot) or flow.blocks
    return next((block.at for block in blocks if block.at), None)


@rule("page.unprinted", "", "差错", reads="print")
def unprinted(flow: Flow) -> Iterator[Remark]:
    """文稿里写了的都排在公文上；排不出的说明。

    Wrong: {签名章: 县长, 署名: 云岭县人民政府}
    Right: {署名: 云岭县人民政府}
    """
    for each in flow.unprinted:
        yield Remark(
            each.at,
            f"{each.element}“{each.said}”没有排在公文上：没有排它的地方，或者由别的要素代替了，请核对",
        )


@rule("closing.spaced", "7.3.5.5", "惯例", reads="print")
def spaced(flow: Flow) -> Iterator[Remark]:
    """落款与正文在同一页；排不下时调整正文的行距。

    Wrong: {正文: [2, 3]}
    Right: {正文: [2, 2]}
    """
    if "spaced" in flow.notes:
        yield Remark(_at(flow, "落款"), "末页排不下落款，已调整正文的行距，使落款与正文在同一页")


@rule("closing.carried", "7.3.5.5", "惯例", reads="print")
def carried(flow: Flow) -> Iterator[Remark]:
    """落款与正文在同一页；排不下时把正文的最后两行或者最后一段移到落款的一页。

    Wrong: {正文: [2, 2, 3]}
    Right: {正文: [2, 2]}
    """
    if "carried" in flow.notes:
        message = "末页排不下落款，已把正文的最后两行或者最后一段移到落款的一页，使落款与正文在同一页"
        yield Remark(_at(flow, "落款"), message)


@rule("closing.alone", "7.3.5.5", "应当", reads="print")
def alone(flow: Flow) -> Iterator[Remark]:
    """落款与正文在同一页。

    Wrong: {标题字数: 72, 正文: [2]}
    Right: {正文: [2, 2]}
    """
    if "alone" in flow.notes:
        yield Remark(_at(flow, "落款"), "落款与正文不在同一页，调整行距也排不下，请增减正文的字句")


@rule("recipients.moved", "7.3.2", "惯例", reads="print")
def moved(flow: Flow) -> Iterator[Remark]:
    """主送机关过多，首页不能显示正文时，移到版记。

    Wrong: {主送机关: 60}
    Right: {主送机关: 3}
    """
    if "moved" in flow.notes:
        message = "主送机关过多，首页不能显示正文，已移到版记、抄送机关之上"
        yield Remark(_at(flow, "版记"), message)


@rule("body.first-page", "7.3.3", "应当", reads="print")
def first_page(flow: Flow) -> Iterator[Remark]:
    """首页显示正文。

    Wrong: {标题字数: 400}
    Right: {标题字数: 16}
    """
    if "bare" in flow.notes:
        wanted = "请缩短标题，或者减少版头的行数"
        yield Remark(_at(flow, "标题"), f"首页不能显示正文，{wanted}")


@rule("head.host-mark", "7.2.4", "惯例", reads="print")
def host_mark(flow: Flow) -> Iterator[Remark]:
    """联合行文的机关过多，首页不能显示正文时，标志单独用主办机关名称。

    Base: 五机关联合通知
    Wrong: {发文机关: 14}
    Right: {发文机关: 5}
    """
    if "host" in flow.notes:
        message = (
            "联合行文的机关过多，首页不能显示正文，发文机关标志已单独用主办机关名称，各机关仍署名；"
            "要并用各机关名称，请缩短标题"
        )
        yield Remark(_at(flow, "版头"), message)


@rule("body.first-page-spaced", "7.3.3", "惯例", reads="print")
def fitted(flow: Flow) -> Iterator[Remark]:
    """首页显示正文；排不下时缩小标题和正文的行距。

    Wrong: {标题字数: 140}
    Right: {标题字数: 16}
    """
    if "fitted" in flow.notes:
        yield Remark(_at(flow, "标题"), "首页排不下正文，已缩小标题和正文的行距，使首页显示正文")


@rule("imprint.spaced", "7.4.1", "惯例", reads="print")
def imprint_spaced(flow: Flow) -> Iterator[Remark]:
    """末页排不下版记时缩小正文的行距，不让版记另占一张纸。

    Wrong: {正文: [4, 22]}
    Right: {正文: [2, 2]}
    """
    if "imprint-spaced" in flow.notes:
        message = "末页排不下版记，已缩小正文的行距，使版记不另占一张纸"
        yield Remark(_at(flow, "版记"), message)


@rule("imprint.sheet", "7.4.1", "惯例", reads="print")
def imprint_sheet(flow: Flow) -> Iterator[Remark]:
    """版记与正文的末页在同一张纸上。

    Wrong: {正文: [4, 25]}
    Right: {正文: [2, 2]}
    """
    if "sheet" in flow.notes:
        message = "末页排不下版记，版记另占一张纸，缩小行距也排不下；精简几行正文，可以省下这张纸"
        yield Remark(_at(flow, "版记"), message)


@rule("table.tight", "", "惯例", reads="print")
def table_tight(flow: Flow) -> Iterator[Remark]:
    """表格用通常的字号或者小一号的字排得下，一行不太高。

    Wrong: {栏数: 8}
    Right: {栏数: 3}
    """
    return _strained(
        flow, "tight", "栏多字多，已经把字号改小", "请考虑横排：把表格放进附件，附件里写“页面: 横”"
    )


@rule("table.split", "", "差错", reads="print")
def table_split(flow: Flow) -> Iterator[Remark]:
    """表格里的数字、日期和单词不断开。

    Wrong: {栏数: 40}
    Right: {栏数: 3}
    """
    wanted = "请横排（附件里写“页面: 横”），或者拆成几个表格"
    return _strained(flow, "split", "栏太多，数字和单词会断开", wanted)


@rule("table.given", "", "惯例", reads="print")
def table_given(flow: Flow) -> Iterator[Remark]:
    """指定的栏宽放得下最长的数字、日期和单词。

    Wrong: {栏数: 3, 栏宽: "30，1，1"}
    Right: {栏数: 3, 栏宽: "1，3，3"}
    """
    found = "“{栏宽}”指定的宽度放不下最长的数字、日期或者单词"
    return _strained(flow, "given", found, "请改宽", "请改宽")


def _strained(
    flow: Flow, strain: Strain, found: str, upright: str, turned: str = "请减少栏数，或者拆成几个表格"
) -> Iterator[Remark]:
    """Yield the tables that the page is too narrow for, by caption or number, with what helps on an upright or a turned one."""
    for name, table, is_turned in _tables(flow):
        if table.strain == strain:
            wanted = turned if is_turned else upright
            yield Remark(table.at, f"“{name}”有{len(table.widths)}栏：{found}；{wanted}")


def _tables(flow: Flow) -> Iterator[tuple[str, Table, bool]]:
    """Yield each table with its caption or its number, and whether it stands on a turned page."""
    number = 0
    for part in flow.parts:
        above = ""
        for block in part.blocks:
            if isinstance(block, Table):
                number += 1
                yield above or f"第{number}个表格", block, part.is_turned
            above = block.text if isinstance(block, Par) and block.role == _CAPTION else ""
