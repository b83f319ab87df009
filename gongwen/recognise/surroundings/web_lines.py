"""What lines of web pages say that are not of a document: menus, tables of facts, share and copyright lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from gongwen.markup.table_rows import is_separator
from gongwen.pattern import HANZI, pattern
from gongwen.recognise.passages import has_role, opens_element
from gongwen.recognise.single_lines import FILE_END, ends_title, is_date
from gongwen.terms import attachment_note, date, imprint, number, recipients
from gongwen.terms.agency import is_agency, is_issuer_mark, is_recipient
from gongwen.terms.label import find_division, find_label
from gongwen.terms.note import read as read_note
from gongwen.zh.traditional import simplify

_NAVIGATION = pattern(
    r"(?:[a-z][a-z_0-9]{2,24}\s*:|(?:政策|文件|公告|通知|文章)?(?:全文|正文|原文)(?:内容)?[：:]?$|原文(?:链接|下载|地址|标题)|发电单位\s|签批盖章|等\s*级\s+[特加平]|篇[一二三四五六七八九十\d]{1,3}\s*[：:]|(?:缓急|紧急)程度\s*[：:]|拟\s*稿\s*人?\s*[：:]|核\s*稿\s*人?\s*[：:]|本作品|收录于|外观$|[（(]?(?:责任|网络)?编辑\s*[：:]|"
    rf"{date.LOOSE_DAY}"
    r"\s*(?:\d{1,2}[：:]\d{2}|来\s*源|作\s*者|字\s*[号体]|浏览|点击)|您?当前(?:所在)?(?:的)?位置|[您你我](?:现在|当前)?(?:的|所在)?(?:的)?位置|首\s*页|网站首页|返回|来\s*源\s*[：:]|(?:信息|稿件|文章|内容|文件)来源|(?:备注\s*[/／]\s*)?(?:发布|颁布|发文)?(?:文|字)\s*号(?=[：:\s】|]|[^，。]{2,20}号$)|文件编号|(?:公文)?(?:颁布|发布|公布|施行|失效|生效|废止|实施|成文|发文|制发|印发|签发|生成)(?:日期|时间|单位|机构|机关(?!标志|署名|代字))|"
    r"(?:发布|发表)人|更新时间|时间[：:]|日期[：:]|浏览|阅读(?:次数|量|[：:])|访问量|点击|【?\s*(?:A[Aa]?\s*)?字\s*[体号]|【?打印|【?关闭|分享|"
    r"扫一扫|扫码|微信|微博|上一[篇条]|下一[篇条]|相关(?:链接|文章|阅读|文件|解读|政策|办事|附件|信息|报道|推荐|专题)|政策解读|图解|【[^】]{0,6}(?:解读|读懂|图解|问答)】|【?我要纠错|内容纠错|使用帮助|相关新闻|相关稿件|附件(?:下载|列表)|点击下载|下载|版权所有|"
    r"主办(?:单位)?[：:]|承办(?:单位)?[：:]|技术支持|网站标识码|网站地图|联系我们|关于我们|(?:取消|加入)?收藏|设为首页|"
    r"(?:信息)?索\s*引\s*号|统一编号|(?:主题|信息|体裁|组配|服务对象)分类|所属类别|内容概述|文件状态|效力(?:级别|等级)|法规(?:类别|层次)|(?:公文)?时效性?(?:[：:]|现行|已|尚未|失效)|公文时效|有\s*效\s*性|公开(?:日期|方式|范围|时限)|责任编辑|编辑[：:]|作者[：:]|审核[：:]|"
    r"简介\s*[：:]|第[一二三四五六七八九十]+篇\s*[：:]|语音|视力保护|无障碍|适老|长者|关怀版|关爱版|繁体|简体|繁體|政府信息公开(?:目录|指南)|搜索|热搜|用户登录|登\s*录|智能(?:问答|客服)|手机版|友情链接|隐私|Copyright|©|"
    r"A\+|[大中小](?:(?:\s*[|｜/]\s*|\s+)[大中小]){2}|\[[大中小]|【[大中小])"
)
_EDITED = pattern(r"[（(]?(?:责任|网络)?编辑\s*[：:]")
_OWNED = pattern(
    r"ICP\s*备|公有[领領]域|Public\s?domain|[维維]基|公网安备|网站标识码|版权所有|Copyright|©|扫一扫|返回顶部|关闭(?:窗口|本页)|打印本页|技术支持\s*[：:]"
)
FILE_NAME = pattern(rf"[^。；]{{1,120}}{FILE_END}")
"""What stands below a text where files can be fetched."""
_LATIN = pattern(r"[A-Za-z][A-Za-z .]{1,30}")
_FIGURES = pattern(r"[\dlO年月日./．；;，,： :-]+")
_TRAIL = pattern(
    r"(?=[^>＞»›→&]*[>＞»›→&])[^。，；：]{1,12}(?:[：:][^。，；：]{1,12})?(?:\s*(?:>|＞|»|›|→|&gt;)\s*[^。，；：]{1,40})+"
)
_RECORD = pattern(
    r"(?:[-*·]\s*)?[【\[]?(?:(?:制发|发文|发布|印发)(?:机[关构]|单位)|(?:成文|发文|发布|公布|印发)日期|(?:发文|发布|公文)?(?:字|文)\s*号|标\s*题|名\s*称|文\s*种|公文种类|主\s*题\s*[词类]?)"
    r"\s*[】\]：:\t|]"
)
"""A line of the table of facts above a text on a web page."""
_LABELLED = pattern(rf"(?:[-*·•●▪]\s*)?(?:[a-z]\w{{2,24}}|{HANZI}{{2,6}})\s*[：:](?:\s|\S)")
_OWN_LABEL = pattern(r"附\s*件|签\s*发\s*人|主\s*送|抄\s*[送报]|联\s*系|会议|时\s*间|地\s*点|出\s*席|主\s*持")
"""Labels that documents have themselves."""
_ADDRESS = pattern(r"https?://|www\.", re.IGNORECASE)
_FORM = pattern(r"(?:主\s*送|抄\s*[送报]|密\s*级|标\s*题)(?:机关|单位)?\s*[：:]\s*\S")
_ABSTRACT = pattern(
    r"[【\[]?\s*(?:内容)?(?:简\s*介|摘\s*要|概\s*述|导\s*读|提\s*要|核心提示|编者按)\s*(?:[】\]]|[：:])"
)
"""What a page says of the text above it, in whole sentences."""
_LABEL_ALONE = pattern(
    r"(?:信息)?索\s*引\s*号|(?:主题|信息|体裁|组配)分类|(?:发文|成文|发布|公布|生成|生效|印发|实施|失效|废止)(?:日期|时间)|(?:发布|发文|制发|公开)(?:机构|机关|单位)"
    r"|(?:发文|发布|公文)?(?:文|字)\s*号|(?:文件|公文|政策)?名\s*称|效力状态|注\s*释|标\s*题|主\s*题\s*词|关\s*键\s*词|有\s*效\s*性|时\s*效\s*性?|公开(?:方式|形式|范围|类型)|内容概述|责任部门|服务对象|正\s*文|文件内容"
)
"""A label of the table of facts, with its value on the line below it or with none."""
_LONE_LABEL = pattern(rf"{HANZI}(?:\s*{HANZI}){{1,7}}\s*[：:]")
_LEAST_LABELS, _LEAST_TITLE = 3, 6
"""Labels of a table, and the characters of what may be a title below its last one."""
_NAMES_TITLE = pattern(r"标\s*题|名\s*称")
_CELL_LABEL = pattern(r"\|?\s*【[^】]{2,8}】\s*\|")
"""The first cell of a row in the table of facts: 【颁布单位】 |."""
_SHARING = pattern(
    "使用.?扫一扫|分享(?:至|到)(?:微信|朋友圈)|扫描(?:上方|下方|右侧)?二维码|请使用[^。]{0,20}浏览器|已推送，请在"
)
"""What a page says in whole sentences of how to share it, or of what shows it."""
_SITE = pattern(r"^(?:[-*]\s+|[\w-]+(?:\.[\w-]+)*\.(?:com|cn|net|org)\s*(?=\S))")
"""What stands before the words of a page: the mark of an item, the name of its site."""
_LONGEST = 90
SENTENCE = pattern(r"[^。；]{6}[。；]")


@lru_cache(maxsize=1024)
def is_web_line(text: str) -> bool:
    """Whether ``text`` stands on web pages around a document and not in it."""
    text = simplify(text.strip())
    if is_separator(text) or _CELL_LABEL.match(text):
        return True
    bare = _SITE.sub("", text.strip("| •●▪·"))
    if _ABSTRACT.match(bare) or _LABEL_ALONE.fullmatch(bare.rstrip("：:")):
        return True
    if len(bare) <= _LONGEST and _SHARING.search(bare):
        return True
    named = bare.lstrip("【[（(")
    if _is_navigation(bare) or (named != bare and _is_navigation(named)):
        return True
    return _may_be_web_line(bare) and _RECORD.match(bare) is not None


def values_of_labels(texts: Sequence[str]) -> Iterator[int]:
    """Yield the places of the values in a table of several labels, each alone on the line above its value; not the title."""
    found = [(index, bare) for index, text in enumerate(texts) if (bare := text.strip("| •●▪·"))]
    labels = [*(_is_lone_label(bare) for _, bare in found), False]
    for at, ((_, label), (index, value)) in enumerate(pairwise(found)):
        if not labels[at] or labels[at + 1]:
            continue
        runs = (labels[first : first + 5 : 2] for first in range(at - 4, at + 1, 2) if first >= 0)
        is_inside = any(sum(run) == _LEAST_LABELS for run in runs)
        is_whole = labels[at + 2] or not _may_be_of_title(value)
        if _fits(label.rstrip("：:"), value, is_other=is_inside and is_whole):
            yield index


def _is_lone_label(bare: str) -> bool:
    return bool(_LONE_LABEL.fullmatch(bare) or _LABEL_ALONE.fullmatch(bare))


def _may_be_of_title(value: str) -> bool:
    """Whether the line below the last label of a table may be the title below it, or its first line."""
    is_one = len(value) >= _LEAST_TITLE and ends_title(value) and not re.search(r"\s", value)
    return is_one or is_agency(value) or "关于" in value


def _fits(label: str, value: str, *, is_other: bool) -> bool:
    """Whether ``value`` is what ``label`` asks for: a number, a day, an agency; else ``is_other``, but for a title."""
    if label.endswith("号"):
        return number.read(value) is not None or re.fullmatch(r"[A-Za-z0-9/\-]{6,40}", value) is not None
    if label.endswith(("日期", "时间")):
        return re.match(r"\d{4}\s*[年\-./]", value) is not None
    is_agency_asked = label.endswith(("机构", "机关", "单位", "部门")) and is_agency(value)
    return is_agency_asked or (is_other and not _NAMES_TITLE.search(label))


def is_of_form(text: str) -> bool:
    """Whether ``text`` is a line of the form above a text in an office's system: 主送：…, 抄送：…."""
    return _FORM.match(text) is not None


def is_record(text: str) -> bool:
    """Whether ``text`` is a line of a crawler's record or of a page's table: a short label with its value, an address."""
    return (_LABELLED.match(text) is not None and _OWN_LABEL.match(text) is None) or _ADDRESS.search(
        text
    ) is not None


def _may_be_web_line(text: str) -> bool:
    return 0 < len(text) <= _LONGEST and "。" not in text


def _is_navigation(text: str) -> bool:
    return _may_be_web_line(text) and bool(_NAVIGATION.match(text) or _TRAIL.fullmatch(text))


def is_foot(text: str) -> bool:
    """Whether ``text`` stands below a document: a line of the page that is no record, or a line on who owns the page."""
    return bool(text) and bool(
        _LATIN.fullmatch(text)
        or names_owner(text)
        or FILE_NAME.fullmatch(text)
        or (len(text) <= _LONGEST and _SHARING.search(text))
        or _is_navigation(text.strip("| "))
    )


def names_owner(text: str) -> bool:
    """Whether ``text`` says who edited the page or whose it is."""
    plain = simplify(text)
    return _EDITED.match(plain) is not None or _OWNED.search(plain) is not None


def opens_text(text: str) -> bool:
    """Whether the text of a document goes on at ``text``: those addressed, a sentence, a label, a role."""
    if is_web_line(text) or _FIGURES.fullmatch(text):
        return False
    if text.endswith(("：", ":")) and _is_addressed(text):
        return True
    if SENTENCE.search(text) or (find_label(text) and not find_title_end(text)):
        return True
    division = find_division(text)
    return (division is not None and division.number == 1) or (
        has_role(text) and re.search("[：:].", text) is not None
    )


def _is_addressed(text: str) -> bool:
    """Whether a line that ends in a colon names those addressed, one at least by itself."""
    names = re.split("[，、,]", text.rstrip("：:"))
    return recipients.read(text) is not None or any(map(is_recipient, names))


def find_title_end(text: str) -> bool:
    """Whether ``text``, which begins with a label, may all the same be a title: it says what it is about."""
    return "关于" in text


def is_of_text(text: str) -> bool:
    """Whether a line at the end of a page is of the document, whatever stands around it."""
    is_short_element = (
        is_date(text) or read_note(text) or attachment_note.MARK.fullmatch(text) or imprint.read(text)
    )
    return bool(
        is_short_element or SENTENCE.search(text) or is_issuer_mark(text) or opens_element(text)
    ) and not is_foot(text)
