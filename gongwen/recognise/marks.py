"""What single lines of a document look like, whoever typed them."""

from __future__ import annotations

import datetime
import re

from gongwen.terms.date import DateError, parse_date
from gongwen.terms.kind import KIND_NAMES
from gongwen.zh.spaces import tighten

LEFT_BRACKETS, RIGHT_BRACKETS = "〔［[（(【﹝〖{„", "〕］]）)】﹞〗}‟"
_L, _R = f"[{re.escape(LEFT_BRACKETS)}]", f"[{re.escape(RIGHT_BRACKETS)}]"

NUMBER = re.compile(
    rf"(?P<code>[^\s\d，。：:；、]{{1,20}}?)\s*{_L}\s*(?P<year>[\d０-９OoＯ〇○零一二三四五六七八九\s]{{2,8}})\s*{_R}"
    r"\s*第?\s*(?P<order>[\dOl０-９\s]{1,6})(?:\s*号|(?<=\d)$)"
)
"""发文字号, whatever its brackets are."""
_BLANK = "×xXＸ□＿_*"
BLANK_NUMBER = re.compile(
    rf"(?P<code>[^\s\d，。：:；、{_L[1:-1]}]{{0,20}}?)\s*{_L}\s*(?:\d{{4}}|\d{{2}}[{_BLANK}]{{2}}|[{_BLANK}]{{4}})\s*{_R}"
    rf"\s*第?\s*[{_BLANK}\d\s]{{0,8}}号"
)
"""A 发文字号 of a draft: its order, or its year too, is still to be filled in."""
ORDER_NUMBER = re.compile(r"[（(]?\s*第\s*[\d一二三四五六七八九十百零〇]+\s*[号期次]\s*[）)]?")
"""The number of an order or of minutes."""
COPY_NUMBER = re.compile(
    r"(?:(?:份号|№|No\.?|NO\.?)[：:\s]*(?P<marked>\d{3,7})|(?P<copy>\d{6,7}|\d{2,5}(?=[^\s\d，。：年月]{2,20}〔\d{4}〕)))(?!\d)"
)
SECRECY = re.compile(
    r"(?P<level>绝\s*密|机\s*密|秘\s*密)\s*(?:[★☆*＊※]?\s*(?P<period>(?:\d+|[一二三四五六七八九十]+)\s*(?:年|个月|月|天|日)|长期))?[★☆*＊※]?"
)
URGENCY = re.compile(
    r"(?:紧急程度[：:]\s*)?(?P<word>特\s*急|特\s*提|加\s*急|急\s*件|平\s*急|紧\s*急(?![\s程通]))"
)
SIGNERS = re.compile(r"签\s*发\s*人\s*[：:]\s*(?P<names>.*)")

_DIGIT = "[0-9０-９]"
_CHINESE_YEAR, _CHINESE_COUNT = "[一二][〇○ＯOo0０零一二三四五六七八九]{3}", "[一二三四五六七八九十]{1,3}"
DATE = re.compile(
    rf"(?:19|20|１９|２０){_DIGIT}{{2}}\s*年\s*{_DIGIT}{{1,2}}\s*月\s*{_DIGIT}{{1,2}}\s*[日曰]"
    rf"|{_CHINESE_YEAR}\s*年\s*{_CHINESE_COUNT}\s*月\s*{_CHINESE_COUNT}\s*[日曰]"
)
BLANK_DATE = re.compile(rf"20{_DIGIT}{{2}}\s*年\s*{_DIGIT}{{0,2}}\s*月\s*日")
"""A day whose number is still to be filled in."""
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９曰○ＯOo0", "0123456789日〇〇〇〇〇")
_ARABIC_DIGITS = str.maketrans("０１２３４５６７８９曰", "0123456789日")

ATTACHMENT_WORD = r"附\s*(?:件|表|图)"
ATTACHMENT_MARK = re.compile(
    rf"(?P<number_before>.*?号)?\s*【?{ATTACHMENT_WORD}\s*(?P<order>[\d０-９一二三四五六七八九十—\-]{{0,4}})\s*[】：:.．]?"
)
"""附件1 on a line of its own."""
ATTACHMENT_TITLED = re.compile(
    rf"{ATTACHMENT_WORD}\s*(?P<order>[\d０-９一二三四五六七八九十]{{0,3}})\s*[：:.．、\s]\s*(?P<title>\S.*)"
)
ATTACHMENT_NOTE = re.compile(rf"{ATTACHMENT_WORD}\s*[：:]\s*(?P<rest>.*)", re.DOTALL)
NOTE_ITEM = re.compile(
    r"\s*(?P<order>[0-9０-９]{1,2}(?=\s*[.．、])|[一二三四五六七八九十]{1,2}(?=、))\s*[.．、]\s*(?P<title>\S.*)"
)

IMPRINT = re.compile(
    r"(?P<word>主\s*题\s*词|抄\s*送|抄\s*报|抄\s*告|分\s*送|发\s*送|报\s*送|印\s*发|主\s*送)\s*[：:]\s*(?P<rest>.*)",
    re.DOTALL,
)
PRINTED = re.compile(rf"(?P<agency>.*?)[\s，,]*(?P<date>{DATE.pattern})\s*(?P<word>印发|印制|印|翻印)?")
COUNT = re.compile(r"[（(]?\s*(?:共\s*印|印\s*数|印发份数|共印发|印制)\s*[：:]?\s*\d+\s*份?\s*[）)]?")

PRESENCE = re.compile(
    r"(?P<word>出\s*席|请\s*假|列\s*席|缺\s*席)(?:\s*(?:人\s*员|单位|领导))?\s*[：:]\s*(?P<people>.+)",
    re.DOTALL,
)
"""Who was at a meeting (10.3)."""

NOTE = re.compile(r"[（(]\s*(?P<text>[^（()）]*(?:[（(][^（()）]*[）)][^（()）]*)*)\s*[）)][。．]?")
BARE_NOTE = re.compile(r"(?:联\s*系\s*人\s*[：:]|此件|本件)[^。；]{2,60}[。．]?")
"""A 附注 without its brackets, where one may stand."""
_NOTE_WORDS = re.compile(
    r"此件|本文|公开|联\s*系|电\s*话|发至|传达|登报|网上|内部|存档|不予|印发范围|政府信息|主动|依申请|附注|此文|翻印"
)

_AGENCY_END = (
    "政府|办公室|办公厅|办|委员会|委|局|厅|部|院|会|处|署|中心|社|行|公司|大学|学院|学校|中学|小学|幼儿园|组|"
    "指挥部|法院|检察院|支队|大队|总队|站|所|馆|团|台|科|室|庭|联|政协|镇|乡|街道|府|场|协|队|银行|集团|工会|妇联|医院"
)
AGENCY = re.compile(rf"[\u4e00-\u9fff（）()、·〇\d]{{2,40}}?(?:{_AGENCY_END})")
_NO_NAME = re.compile(
    r"的|应当|适用|按照|根据|负责|开展|关于|印发|加强|做好|^第.{1,4}条|[一二三四五六七八九十]、"
)
"""What stands in sentences and in no name of an agency."""
_STATE_COUNCIL = "国务院"
"""The one agency whose full name is as short as a part of others."""
_MARK_END = re.compile(r"(?:文件|令|公报|纪要|简报|函件|[（(](?:通知|批复|请示|报告|意见|函)[）)])")
_KINDS = "|".join(
    sorted(
        KIND_NAMES
        | {"令", "答复", "会议纪要", "通令", "指示", "布告", "条例", "规定", "办法", "细则", "规则", "章程"},
        key=len,
        reverse=True,
    )
)
_TITLE_NOUNS = (
    "方案|规划|计划|预案|要点|清单|名单|职责|分工|制度|规程|标准|目录|指南|措施|政策|规范|纲要|实施意见|讲话|"
    "安排|表|图|导则|守则|准则|公约|须知|说明|情况|汇总|登记表|台账|样式|模板|流程|说明书|工作报告|总结|机制|承诺书|责任书|协议|合同|决议|"
    "草案|任务书|路线图|概况|名录|目标|一览"
)
TITLE_END = re.compile(rf"(?:{_KINDS}|{_TITLE_NOUNS})(?:\s*[（(][^（()）]{{1,12}}[）)])?$")
"""How a title ends: with a kind, or with what an enclosed document calls itself."""
SUBTITLE = re.compile(r"[（(][^（()）]{2,60}[）)]")
SENTENCE_END = re.compile(r"[。！？；…][”’』」）)]*$")
_VERB = re.compile(r"关于|印发|转发|批转|发布|公布|颁布")
KIND_END = re.compile(rf"(?P<kind>{_KINDS})(?:\s*[（(][^（()）]{{1,20}}[）)])*$")


def is_number(text: str) -> bool:
    """Whether ``text`` is a 发文字号 and nothing else; that of a draft may have blanks to be filled in."""
    tight = tighten(text)
    return NUMBER.fullmatch(tight) is not None or BLANK_NUMBER.fullmatch(tight) is not None


def find_date(text: str) -> re.Match[str] | None:
    """Return where ``text`` writes a day, or None."""
    return DATE.search(text)


def read_date(text: str) -> datetime.date | None:
    """Return the day that ``text`` alone names, spaces, full-width digits, ○, O and 曰 allowed; else None."""
    written = tighten(text).replace(" ", "")
    is_arabic = written[:1].translate(_ARABIC_DIGITS).isdecimal() and written[:1] not in "〇○"
    for table in (_ARABIC_DIGITS, _WIDE_DIGITS) if is_arabic else (_WIDE_DIGITS,):
        try:
            return parse_date(written.translate(table))
        except DateError:
            continue
    return None


def is_date(text: str) -> bool:
    """Whether ``text`` is a day and nothing else."""
    return DATE.fullmatch(text.strip()) is not None


def is_agency(text: str) -> bool:
    """Whether ``text`` may be the name of an agency and nothing else."""
    tight = tighten(text)
    return AGENCY.fullmatch(tight) is not None and _NO_NAME.search(tight) is None


def agencies_in(text: str) -> tuple[str, ...]:
    """Return the agencies that stand side by side in ``text``; () when it is no list of agencies."""
    whole = tighten(text)
    names = tuple(
        tighten(part) for part in re.split(r"\t+|\s{2,}|\u3000+|(?<=\S)\s(?=\S)", text.strip()) if part
    )
    if len(names) > 1 and all(_stands_alone(name) for name in names):
        return names
    return (whole,) if is_agency(whole) else ()


def _stands_alone(name: str) -> bool:
    """Whether ``name`` is an agency and not a part of one: 人民政府 and 办公室 are, 办公厅 alone is not."""
    return name == _STATE_COUNCIL or (len(name) > 3 and is_agency(name))


def is_mark(text: str) -> bool:
    """Whether ``text`` may be a 发文机关标志 that says so itself: it ends with 文件, 令 or 纪要."""
    tight = tighten(text)
    ends = re.search(rf"{_MARK_END.pattern}$", tight)
    return (
        bool(ends) and len(tight) <= 40 and not _VERB.search(tight) and not re.search(r"[，。：；《]", tight)
    )


def mark_agency(mark: str) -> str:
    """Return the agency that the 发文机关标志 ``mark`` names."""
    return re.sub(rf"{_MARK_END.pattern}$", "", mark)


def is_note(text: str) -> bool:
    """Whether ``text`` is a 附注: in brackets, and of what 附注 say."""
    match = NOTE.fullmatch(text.strip())
    return match is not None and _NOTE_WORDS.search(match["text"]) is not None


def kind_of(title: str) -> str:
    """Return the kind that ``title`` ends with; "" when it ends with none."""
    match = KIND_END.search(tighten(title).rstrip("。：:；"))
    kind = (
        {"令": "命令", "会议纪要": "纪要", "通令": "命令", "答复": "函"}.get(match["kind"], match["kind"])
        if match
        else ""
    )
    return kind if kind in KIND_NAMES else ""


def ends_title(text: str) -> bool:
    """Whether a title may end with ``text``."""
    return TITLE_END.search(tighten(text)) is not None
