"""Customary phrases with which documents begin and end."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.pattern import pattern
from gongwen.rules.rule import PROSE, Around, Slip, rule
from gongwen.rules.words.quoted import hide_quoted
from gongwen.terms.label import find_label

_ASKS = pattern(r"(?:妥否|当否|可否)(?=请(?:予?批示|予?批复|予?批准|审批|审示|审核|审定|指示|示))")
_REQUEST_MARK = pattern(
    r"(?P<ask>(?:妥否|当否|可否)，请(?:予?批示|予?批复|审批|审示|审定|指示|示))[？?！!](?=\s*$)"
)
_REPORT_REQUEST = pattern(r"^\s*特此(?:请示报告|报告请示)")
_FOLLOWS = pattern(
    r"(?:[通公]告|通知|通报|公布|报告|汇报|请示|批复|答复|函告|函复)如下(?P<end>[。，；、]?)(?=\s*$)"
)
_CLOSING = pattern(
    r"^\s*(?:特此(?:通知|报告|公告|通告|函复|函告|函达|通报|批复|复函|说明|证明)|此复|此令)(?P<end>[，；、!！.：:]?)(?=\s*$)"
)
_LETTER = pattern(r"^\s*(?:此\s*致\s*(?:敬\s*礼)?|敬\s*礼)\s*[！!。]?\s*$")
_OBEY = pattern(r"(?<=[请望希照真])(?P<verb>尊照|遵造|参造)(?=执行|办理|落实)")
_NOW = pattern(r"(?:^|(?<=[，。；]))现就将")


@rule("phrases.request-comma", "", "惯例", "建议", PROSE)
def request_comma(text: str) -> Iterator[Slip]:
    """“妥否”“当否”与“请批示”之间用逗号。

    Wrong: 妥否请批示。 Right: 妥否，请批示。
    """
    for match in _ASKS.finditer(hide_quoted(text)):
        yield Slip(match.end(), match.end(), f"“{match[0]}”后加逗号", "，")


@rule("phrases.request-mark", "", "惯例", "建议", PROSE)
def request_mark(text: str) -> Iterator[Slip]:
    """“妥否，请批示”末尾用句号，不用问号。

    Wrong: 妥否，请批示？ Right: 妥否，请批示。
    """
    for match in _REQUEST_MARK.finditer(hide_quoted(text)):
        yield Slip(match.end("ask"), match.end(), f"“{match['ask']}”后用句号", "。")


@rule("phrases.two-kinds", "条例第八条", "惯例", "提示", PROSE)
def two_kinds(text: str) -> Iterator[Slip]:
    """请示和报告是两个文种，一份公文只用一个。

    Wrong: 特此请示报告。 Right: 特此报告。
    """
    if match := _REPORT_REQUEST.match(hide_quoted(text)):
        yield Slip(*match.span(), "请示和报告是两个文种，请核对用哪一个")


@rule("phrases.follows", "GB/T 15834 4.7.3.1", "一般", "建议", ("正文",), reads="lines")
def follows(text: str, around: Around) -> Iterator[Slip]:
    """引起下文的“如下”后用冒号；下文分条分段时，也可以用句号。

    Wrong: 现将有关事项通知如下。 Right: 现将有关事项通知如下：
    """
    match = _FOLLOWS.search(hide_quoted(text))
    if match and not (match["end"] == "。" and find_label(around.below)):
        yield Slip(*match.span("end"), "“如下”引起下文，后面用冒号", "：")


@rule("phrases.closing", "", "惯例", "建议", ("正文",))
def closing(text: str) -> Iterator[Slip]:
    """“特此通知”一类结束语后用句号。

    Wrong: 特此通知 Right: 特此通知。
    """
    if match := _CLOSING.match(text):
        yield Slip(*match.span("end"), "结束语后用句号", "。")


@rule("phrases.letter", "", "惯例", "提示", ("正文",))
def letter(text: str) -> Iterator[Slip]:
    """公文中的函不用“此致敬礼”，用“特此函达”一类结束语。

    Wrong: 此致敬礼！ Right: 特此函达。
    """
    if match := _LETTER.match(text):
        yield Slip(*match.span(), "公文中的函不用“此致敬礼”，用“特此函达”“请予函复”一类结束语")


@rule("phrases.obey", "", "差错", "建议", PROSE)
def obey(text: str) -> Iterator[Slip]:
    """写“遵照”“参照”，不写“尊照”“参造”。

    Wrong: 请尊照执行。 Right: 请遵照执行。
    """
    for match in _OBEY.finditer(hide_quoted(text)):
        wanted = "参照" if match["verb"] == "参造" else "遵照"
        yield Slip(*match.span("verb"), f"“{match['verb']}”应为“{wanted}”", wanted)


@rule("phrases.now", "", "惯例", "建议", ("正文",), signs="现")
def now(text: str) -> Iterator[Slip]:
    """“现就”“现将”只用一个。

    Wrong: 现就将有关事项通知如下： Right: 现将有关事项通知如下：
    """
    for match in _NOW.finditer(hide_quoted(text)):
        yield Slip(*match.span(), "“现就”“现将”只用一个", "现将")
