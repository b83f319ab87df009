"""The title of a document, and those of what it carries."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.pattern import pattern
from gongwen.rules.rule import Part, Slip, rule
from gongwen.rules.words.quoted import hide_quoted
from gongwen.terms.agency import LEADING
from gongwen.terms.kind import PLANS, RULES
from gongwen.terms.title import CARRIES, PASSES_ON, SENDS

_TITLES: tuple[Part, ...] = ("标题",)
_KINDS = "通知|通报|请示|批复|公告|通告"
_NO_OF = pattern(rf"关于(?P<matter>[^的《》]{{3,80}}?)(?P<tail>(?:紧急|补充|预备)?(?:{_KINDS}))(?=\s*$)")
_CARRIES = pattern(rf"{SENDS}|贯彻|落实|学习|执行|撤销|废止|关于")
_NO_ABOUT = pattern(
    rf"^(?!.*(?:{PASSES_ON}))(?P<agency>[^关《》\s]{{2,30}}?(?:{LEADING})(?!办公|党|机关|常务|常委|全体|[长内第]))"
    rf"(?=[^《》]{{2,80}}的(?:{_KINDS}|决定|意见|函)\s*$)"
)
_TWO_KINDS = pattern(
    r"(?:请示报告|报告请示|(?<=的)(?:请示函|通知函|报告函|批复函|意见函|决定通知|通知通报|通报通知|公告通告|通告公告|申请报告|申请请示|请示批复))(?=\s*$)"
)
_REPLY_LETTER = pattern(r"(?<=的)函复(?=\s*$)")
_SENT_RULES = pattern(
    rf"关于(?:修订)?(?!{PASSES_ON})(?:{CARRIES})(?P<name>(?:(?!关于)[^《》]){{3,60}}?(?:{RULES})(?:[（(]试行[）)])?)(?=的通知\s*$)"
)
_SENT_PLAN = pattern(rf"关于(?:印发|下达)《(?P<name>[^《》]{{4,60}}(?:{PLANS}))》(?=的通知\s*$)")
_SENDS = pattern(SENDS)
_STOPS = pattern(r"[。；！？](?=\s*\S)")


@rule("titles.no-of", "", "惯例", "建议", _TITLES)
def no_of(text: str) -> Iterator[Slip]:
    """标题的事由与文种之间加“的”。

    Wrong: 关于召开防汛工作会议通知 Right: 关于召开防汛工作会议的通知
    """
    match = _NO_OF.search(hide_quoted(text))
    if match and not _CARRIES.search(match["matter"]):
        index = match.start("tail")
        yield Slip(index, index, f"标题的事由与文种“{match['tail']}”之间应加“的”", "的")


@rule("titles.no-about", "", "惯例", "建议", _TITLES)
def no_about(text: str) -> Iterator[Slip]:
    """标题的发文机关与事由之间加“关于”。

    Wrong: 云岭县人民政府做好防汛工作的通知 Right: 云岭县人民政府关于做好防汛工作的通知
    """
    match = None if "关于" in text else _NO_ABOUT.search(hide_quoted(text))
    if match:
        yield Slip(match.end(), match.end(), "标题的发文机关与事由之间应加“关于”", "关于")


@rule("titles.two-kinds", "条例第八条", "惯例", "提示", _TITLES)
def two_kinds(text: str) -> Iterator[Slip]:
    """一份公文只用一个文种。

    Wrong: 关于拨付防汛经费的请示报告 Right: 关于拨付防汛经费的请示
    """
    if match := _TWO_KINDS.search(hide_quoted(text)):
        yield Slip(*match.span(), f"“{match[0]}”不是文种，一份公文只用一个文种，请核对")


@rule("titles.reply-letter", "", "惯例", "建议", _TITLES)
def reply_letter(text: str) -> Iterator[Slip]:
    """答复的函标题写“复函”，不写“函复”。

    Wrong: 关于项目用地问题的函复 Right: 关于项目用地问题的复函
    """
    if match := _REPLY_LETTER.search(hide_quoted(text)):
        yield Slip(*match.span(), "答复的函标题写“复函”，不写“函复”", "复函")


@rule("titles.nested", "", "惯例", "提示", _TITLES)
def nested(text: str) -> Iterator[Slip]:
    """多层转发的，标题直接写转发最初的文件，或者概括事由另拟。

    Wrong: 关于转发市政府转发省政府印发防汛预案的通知的通知 Right: 关于转发省政府防汛预案的通知
    """
    verbs = list(_SENDS.finditer(text))
    if len(verbs) > 2:
        yield Slip(
            verbs[0].start(), verbs[-1].end(), "标题层层转发，请直接转发最初的文件，或者概括事由另拟标题"
        )


@rule("titles.rules", "", "惯例", "建议", _TITLES)
def sent_rules(text: str) -> Iterator[Slip]:
    """印发管理办法、规定、细则等规章制度的，标题里给它加书名号。

    Wrong: 关于印发云岭县供水管理办法的通知 Right: 关于印发《云岭县供水管理办法》的通知
    """
    if match := _SENT_RULES.search(text):
        wanted = f"《{match['name']}》"
        yield Slip(*match.span("name"), f"标题中的规章制度加书名号：{wanted}", wanted)


@rule("titles.plan", "", "惯例", "建议", _TITLES)
def sent_plan(text: str) -> Iterator[Slip]:
    """印发方案、意见、计划、名单的，标题里一般不加书名号。

    Wrong: 关于印发《云岭县防汛工作方案》的通知 Right: 关于印发云岭县防汛工作方案的通知
    """
    if match := _SENT_PLAN.search(text):
        start, stop = match.start("name") - 1, match.end("name") + 1
        yield Slip(start, stop, "标题中的方案、计划、意见等一般不加书名号，不会误解时可以去掉", match["name"])


@rule("titles.stop", "", "惯例", "提示", _TITLES)
def stop(text: str) -> Iterator[Slip]:
    """标题中间不用句号、问号、叹号和分号。

    Wrong: 关于加强值班；做好防汛工作的通知 Right: 关于加强值班做好防汛工作的通知
    """
    for match in _STOPS.finditer(hide_quoted(text)):
        yield Slip(*match.span(), f"标题中间不用“{match[0]}”，请改写标题")
