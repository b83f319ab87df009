"""Marks of punctuation: their width and form, marks too many, and marks behind labels."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from gongwen.pattern import pattern
from gongwen.rules.rule import EVERYWHERE, PROSE, Part, Slip, rule
from gongwen.rules.words.spans import HAN, outside, slip_of, slips_outside
from gongwen.zh.numerals import NUMERALS

_SINCE = "2012-06-01"
_TEXTS: frozenset[Part] = PROSE | {"标题"}
_LISTS: tuple[Part, ...] = ("正文", "附件说明")

_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HALF_WIDTH = pattern(
    rf"(?<=[{HAN}”》）〕％])[,;:?!](?![,;:?!.=&/\\]|[A-Za-z0-9_]{{1,20}}=)"
    rf"|(?<=[\d%）)])[,;](?=[{HAN}“《])"
)
_FULL_STOP = pattern(rf"(?<=[{HAN}]{{4}})[.．](?=\s*$|[”）)])")
_SMALL = pattern("[﹐﹑﹔﹕﹖﹗｡､]")
_SMALL_MEANT = dict(zip("﹐﹑﹔﹕﹖﹗｡､", "，、；：？！。、", strict=True))
_ELLIPSIS = pattern(
    rf"(?<=[{HAN}，；、）》”])(?:(?:\.{{6}}|\.{{3}}|。{{6}}|。{{3}}|·{{6}}|·{{3}})(?![.。·…]|\s*\d+$)"
    r"|(?:…{3}|…)(?![.·…]|\s*\d+$))"
)
_SEVERAL_DOTS = pattern(r"\.\.\.|。。。|···|…")
"""What each of them begins with; it is found much faster."""
_DASH = pattern(rf"(?<=[{HAN}”》）])(?:-{{2,3}}|－{{2}}|―{{2}}|─{{2}}|–{{2}}|﹣{{2}}|—-|-—)(?=[{HAN}“《（])")
_DOUBLED = pattern(r"(?P<mark>[，、；：])(?P=mark)+|(?<!。)。(?=。(?!。))")
_CLASH = pattern(r"(?P<mark>[，、；：。])(?!(?P=mark))[，、；：。]|[？！][，、；：。]")
_AFTER_ETC = (
    rf"(?:$|[，。；：、）”等]|[{NUMERALS}两\d]|[多各有相几]|单位|部门|地(?![价位块])|方面|工作|内容|事项|问题|措施"
    r"|人(?!于)|同志|企业|项|情况|情形|因素|材料|领域|环节|条件|资料|手续|行为|活动|形式|方式|机构|机关|组织|产业|行业|任务)"
)
_BEFORE_ETC = pattern(rf"(?<=[{HAN}”》）%\d])、(?=等{_AFTER_ETC})")
_BOTH_ETC = pattern(r"……(?=等(?:[等，。；、）]|$|[^，。；、）待候于同级]{1,6}[，。；、）]))|(?<=等等)……")
_ITEM_MARK = pattern(rf"(?:^|(?<=[。；：，]))[{NUMERALS}]是")
_STOP_INSIDE = pattern(rf"(?<=[{HAN}%\d”》])（[^（）。]{{1,60}}(?P<at>。)）")
_LEADING = pattern("^[，。；：、？！）》〉”’】〕％,;:?!)]")
_TRAILING = pattern(r"(?<=\S)[，、,](?=\s*$)")
_NO_END = pattern(
    rf"(?:(?<=。)[^。！？：；\t|]*[，、][^。！？：；\t|]*[{HAN}\d%]|(?<!\S)[{HAN}]{{2}}[^。！？：；\t|]*，[^。！？：；\t|]*，[^。！？：；\t|]{{4,}}[{HAN}\d%])\s*$"
)
_UNREADABLE = pattern("[\ufffd\ue000-\uf8ff]")


@rule("marks.half-width", "GB/T 15834 5", "一般", "修正", EVERYWHERE, signs=",;:?!")
def half_width(text: str) -> Iterator[Slip]:
    """中文里的标点用全角；时刻、小数、千位分隔里的照旧。

    Wrong: 组成人员如有变动,由其单位报办公室备案。 Right: 组成人员如有变动，由其单位报办公室备案。
    """
    for match in outside(_HALF_WIDTH, text):
        yield slip_of(match, f"“{{}}”是半角标点，中文里应为“{_FULL[match[0]]}”", _FULL[match[0]])


@rule("marks.full-stop", "GB/T 15834 5", "一般", "建议", ("正文", "附注"), signs=".．")
def full_stop(text: str) -> Iterator[Slip]:
    """句末用句号“。”，不用圆点。

    Wrong: 请认真贯彻执行. Right: 请认真贯彻执行。
    """
    yield from slips_outside(_FULL_STOP, text, "句末用句号“。”，不用圆点", "。")


@rule("marks.small", "GB/T 15834 5", "一般", "修正", EVERYWHERE, signs="﹐﹑﹔﹕﹖﹗｡､")
def small(text: str) -> Iterator[Slip]:
    """标点用通常的形式，不用小型的或者半角的。

    Wrong: 各乡镇﹐县直各单位： Right: 各乡镇，县直各单位：
    """
    for match in outside(_SMALL, text):
        meant = _SMALL_MEANT[match[0]]
        yield slip_of(match, f"“{{}}”不是通用的标点，应为“{meant}”", meant)


@rule("marks.ellipsis", "GB/T 15834 4.11", "一般", "修正", _TEXTS, since=_SINCE)
def ellipsis(text: str) -> Iterator[Slip]:
    """省略号是六个圆点，占两个字的位置。

    Wrong: 水果、蔬菜... Right: 水果、蔬菜……
    """
    if _SEVERAL_DOTS.search(text):
        yield from slips_outside(_ELLIPSIS, text, "省略号应为六个圆点“……”", "……")


@rule("marks.dash", "GB/T 15834 4.10", "一般", "建议", _TEXTS, signs="-－―─–﹣")
def dash(text: str) -> Iterator[Slip]:
    """破折号是连着的两个一字线“——”，不用连字符或者制表线。

    Wrong: 主题教育--“不忘初心”专题学习 Right: 主题教育——“不忘初心”专题学习
    """
    yield from slips_outside(_DASH, text, "“{}”应为破折号“——”", "——")


@rule("marks.doubled", "GB/T 15834 5", "一般", "修正", _TEXTS)
def doubled(text: str) -> Iterator[Slip]:
    """同一个标点不连用。

    Wrong: 请认真贯彻执行。。 Right: 请认真贯彻执行。
    """
    for match in outside(_DOUBLED, text):
        yield slip_of(match, "标点重复，应删去多余的", match["mark"] or "")


@rule("marks.clash", "GB/T 15834 5", "一般", "提示", _TEXTS)
def clash(text: str) -> Iterator[Slip]:
    """逗号、句号等点号不连在一起。

    Wrong: 请认真贯彻执行，。 Right: 请认真贯彻执行。
    """
    yield from slips_outside(_CLASH, text, "“{}”两个点号连在一起，只留一个")


@rule("marks.before-etc", "GB/T 15834 附录B", "一般", "修正", _TEXTS, since=_SINCE, signs="等")
def before_etc(text: str) -> Iterator[Slip]:
    """并列的最后一项与“等”之间不用顿号。

    Wrong: 县教育局、县财政局、等单位 Right: 县教育局、县财政局等单位
    """
    yield from slips_outside(_BEFORE_ETC, text, "“等”字前面不用顿号", "")


@rule("marks.both-etc", "", "惯例", "建议", _TEXTS, signs="…")
def both_etc(text: str) -> Iterator[Slip]:
    """省略号与“等”意思相同，只用一个。

    Wrong: 水果、蔬菜……等。 Right: 水果、蔬菜等。
    """
    yield from slips_outside(_BOTH_ETC, text, "省略号与“等”不同时用，留一个就够", "")


@rule("marks.item-stop", "", "惯例", "提示", ("正文",), signs="；")
def item_stop(text: str) -> Iterator[Slip]:
    """分项列举，有一项里面用了句号的，各项末尾不用分号。

    Wrong: 一是抓宣传。利用广播；二是抓落实。 Right: 一是抓宣传，利用广播；二是抓落实。
    """
    marks = [match.start() for match in _ITEM_MARK.finditer(text)]
    for start, end in pairwise(marks):
        if text[end - 1] == "；" and text.find("。", start, end) >= 0:
            yield Slip(end - 1, end, "这一项里面已经用了句号，各项末尾不能再用分号")


@rule("marks.stop-inside", "", "惯例", "提示", ("正文",), signs="）")
def stop_inside(text: str) -> Iterator[Slip]:
    """句子里面的括注，末尾不用句号。

    Wrong: 按照清单（见附件1。）逐项落实。 Right: 按照清单（见附件1）逐项落实。
    """
    yield from slips_outside(_STOP_INSIDE, text, "句子里面的括号，末尾不用句号")


@rule("marks.leading", "GB/T 15834 5", "一般", "提示", ("正文",))
def leading(text: str) -> Iterator[Slip]:
    """段落开头没有点号，没有引号、括号的后一半。

    Wrong: ，抓好落实。 Right: 抓好落实。
    """
    for match in _LEADING.finditer(text):
        yield slip_of(match, "一段的开头不应是“{}”，请看是否与上一段断开了")


@rule("marks.trailing", "GB/T 15834 5", "一般", "提示", ("正文",), needs="paragraphs", signs="，、,")
def trailing(text: str) -> Iterator[Slip]:
    """一段的末尾不是逗号、顿号。

    Wrong: 请认真贯彻执行， Right: 请认真贯彻执行。
    """
    for match in _TRAILING.finditer(text):
        yield slip_of(match, "一段的末尾不应是“{}”，请看是否与下一段断开了，或者话没有写完")


@rule("marks.no-end", "GB/T 15834 4.1", "一般", "提示", ("正文",), needs="paragraphs", signs="。，")
def no_end(text: str) -> Iterator[Slip]:
    """一段话的末尾有标点。

    Wrong: 各地要落实责任。县直各部门要密切配合，确保安全 Right: 各地要落实责任。县直各部门要密切配合，确保安全。
    """
    if match := _NO_END.search(text):
        end = len(match.string[: match.end()].rstrip())
        yield Slip(end - 1, end, "这一段的末尾没有标点，请看话是否写完了")


@rule("marks.unreadable", "", "差错", "提示", EVERYWHERE)
def unreadable(text: str) -> Iterator[Slip]:
    """没有别的电脑显示不出来的字符，如自造字和“�”。

    Wrong: 王\ue001同志 Right: 王堃同志
    """
    for match in _UNREADABLE.finditer(text):
        yield slip_of(match, "这个字在别的电脑上显示不出来，请换成标准字符")
