"""What was left in a text by mistake: blanks to be filled in, notes, marks of other programs."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.pattern import pattern
from gongwen.rules.rule import EVERYWHERE, PROSE, Slip, rule
from gongwen.rules.words.quoted import hide_quoted
from gongwen.terms import date, page_number
from gongwen.terms.number import unfilled

_BLANK = pattern(
    r"[×✕╳]{2,}|(?<![A-Za-z0-9])[XxＸｘ]{2,}(?![A-Za-z0-9])|(?<![A-Za-z0-9])[XＸ](?=[年月日](?![A-Za-z]))|[□■]{3,}|[○●]{3,}"
)
_TODO = pattern(
    r"(?<![A-Za-z])(?:TODO|TBD|FIXME)(?![A-Za-z])|[【\[（(](?:待补充?|待核实?|待填写?|待确认|待查|请填写?|请补充|此处|占位|插入)[^】\]）)\n]{0,12}[】\]）)]"
)
_MARKUP = pattern(
    r"\[bookmark:[^\]\n]{0,40}\]|&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|mdash|#\d{1,5});|</?(?:br|p|span|div|b|strong|font|td|tr)(?:\s[^<>\n]{0,80})?/?>"
    r"|\*\*[^*\n]{1,40}\*\*|\{\{[^{}\n]{0,40}\}\}|\{%[^{}\n]{0,40}%\}|!\[[^\[\]\n]{0,40}\]\("
)
_FIELD = pattern(
    r"错误[！!]\s?未(?:找到|定义)\s?(?:引用源|书签|样式)?|Error! (?:Reference|Bookmark)|HYPERLINK\s|(?:REF|PAGEREF)\s_(?:Toc|Ref)"
)
_DAY = pattern(date.BLANK_DAY)
_NO_TEXT = pattern("[（(]?此[页件]无正文[）)]?")
_DRAFT = pattern(
    r"[（(](?:初稿|修改稿|代拟稿|第[一二三四五六]稿|定稿|终稿|最终稿|最终版|修订版?\d+)[）)](?=\s*$)"
)
_CHAT = pattern(
    r"作为(?:一个|一名)?(?:AI|人工智能)(?:语言)?(?:模型|助手)|希望(?:以上|这[份篇些]|本[文次])[^，。；]{0,10}对[您你]有?所?帮助|以下是(?:为您|根据您)|如需[^，。；]{0,8}(?:调整|修改|补充)[^，。；]{0,4}，请(?:随时)?告[诉知]我|当然可以[！!，]以下"
)
_WEB = pattern(
    r"^\s*(?:扫一扫在手机打开当前页|打印本页|关闭窗口|分享到[：:]?.{0,20}|【?字体[：:]\s?大?\s?中?\s?小?】?|责任编辑[：:].{0,10}|点击数[：:]\s?\d{0,8}|浏览次数[：:]\s?\d{0,8}次?|阅读次数[：:].{0,8}|您(?:当前|现在)的位置[：:].{0,40}|当前位置[：:].{0,40})\s*$"
)


@rule("leftovers.blank", "", "惯例", "提示", EVERYWHERE, signs="×✕╳XxＸｘ□■○●")
def blank(text: str) -> Iterator[Slip]:
    """要填写的空都填好，不留“×××”。

    Wrong: 联系人：×××，电话：××× Right: 联系人：李明远，电话：0123-4567890
    """
    for match in _BLANK.finditer(hide_quoted(text)):
        yield Slip(*match.span(), f"“{match[0][:8]}”像是没有填写的空，请补上")


@rule("leftovers.todo", "", "差错", "提示", EVERYWHERE)
def todo(text: str) -> Iterator[Slip]:
    """起草时的标记，如“【待补充】”，补上内容后删去。

    Wrong: 资金从【待补充】列支。 Right: 资金从县财政预算列支。
    """
    for match in _TODO.finditer(hide_quoted(text)):
        yield Slip(*match.span(), f"“{match[0]}”是起草时的标记，请补上内容后删去")


@rule("leftovers.markup", "", "差错", "提示", EVERYWHERE)
def markup(text: str) -> Iterator[Slip]:
    """从网页、Markdown 和模板带来的标记都删去。

    Wrong: **一、总体要求** Right: 一、总体要求
    """
    for match in _MARKUP.finditer(text):
        yield Slip(*match.span(), f"“{match[0][:20]}”是从别处带来的标记，会照原样印出，请删去")


@rule("leftovers.field", "", "差错", "提示", EVERYWHERE)
def field(text: str) -> Iterator[Slip]:
    """没有 Word 的域出错后留下的文字，如“错误！未找到引用源”。

    Wrong: 见错误！未找到引用源。 Right: 见附件1。
    """
    for match in _FIELD.finditer(text):
        yield Slip(*match.span(), f"“{match[0].strip()}”是 Word 的域出错后留下的，请改成要说的内容")


@rule("leftovers.day", "7.3.5.4", "应当", "提示", ("落款", "印发机关"))
def day(text: str) -> Iterator[Slip]:
    """成文日期、印发日期写全年、月、日。

    Wrong: 2024年12月　日 Right: 2024年12月9日
    """
    for match in _DAY.finditer(text):
        yield Slip(*match.span(), f"日期“{match[0]}”没有写全，请补上年、月、日")


@rule("leftovers.serial", "7.2.5", "应当", "提示", EVERYWHERE - {"版头"}, signs="〔")
def serial(text: str) -> Iterator[Slip]:
    """发文字号写明顺序号。

    Wrong: 云政办发〔2024〕 号 Right: 云政办发〔2024〕12号
    """
    return (Slip(*span, "发文字号没有顺序号，请补上") for span in unfilled(text))


@rule("leftovers.draft", "", "惯例", "提示", ("标题",))
def draft(text: str) -> Iterator[Slip]:
    """印发的公文，标题里没有“修改稿”一类起草时的记号。

    Wrong: 防汛应急预案（修改稿） Right: 防汛应急预案
    """
    for match in _DRAFT.finditer(hide_quoted(text)):
        yield Slip(*match.span(), f"标题里的“{match[0]}”是起草时的记号，印发前请删去")


@rule("leftovers.page", "", "差错", "提示", PROSE)
def page(text: str) -> Iterator[Slip]:
    """文字里没有复制时带来的页码。

    Wrong: — 3 — Right: 防汛工作方案
    """
    found = page_number.read(text)
    if found and not found.odd:
        yield Slip(found.start, found.end, "这一行是复制时带来的页码，请删去")


@rule("leftovers.no-text", "7.3.5.5", "惯例", "提示", ("附件说明", "附件标号", "落款", "附注"))
def no_text(text: str) -> Iterator[Slip]:
    """不写“此页无正文”，用调整行距、字距的办法排落款。

    Wrong: （此页无正文） Right: （此件公开发布）
    """
    if match := _NO_TEXT.search(text):
        yield Slip(*match.span(), "不用“此页无正文”，请删去；落款另起一页时调整行距、字距")


@rule("leftovers.chat", "", "差错", "提示", PROSE)
def chat(text: str) -> Iterator[Slip]:
    """写作软件对使用者说的话都删去。

    Wrong: 以下是根据您的要求起草的通知。 Right: 现将有关事项通知如下。
    """
    for match in _CHAT.finditer(hide_quoted(text)):
        yield Slip(*match.span(), f"“{match[0]}”是写作软件的话，请删去")


@rule("leftovers.web", "", "差错", "提示", PROSE)
def web(text: str) -> Iterator[Slip]:
    """从网页带来的正文以外的文字，如“打印本页”，都删去。

    Wrong: 扫一扫在手机打开当前页 Right: 防汛工作方案
    """
    if match := _WEB.match(text):
        yield Slip(*match.span(), "这一行是网页上带来的，请删去")
