"""主送机关 (7.3.2): a list of those to whom a document goes, before the colon that ends it."""

from __future__ import annotations

import re
from typing import Literal

from gongwen.pattern import pattern
from gongwen.terms import date
from gongwen.terms.found import Found
from gongwen.zh.spaces import tighten
from gongwen.zh.traditional import simplify

Oddity = Literal["半角冒号", "缺冒号"]
"""What departs: a colon that is not of Chinese, or none behind the list."""
FoundRecipients = Found[tuple[str, ...], Oddity]

_BODY = (
    "政府|委员会|委|办公室|办公厅|办事处|办|局|厅|署|部|院|庭|会|处|科|室|股|组|党组|中心|集团|公司|企业|厂|矿|场|社|行|银行|"
    "大学|学院|学校|中学|小学|院校|园|所|站|馆|团|队|台|校|联|军区|区|县|市|州|盟|旗|镇|乡|街道|省|机关|指挥部|中央"
)
_WHOLE = (
    "单位|部门|机构|系统|团体|组织|企事业单位|科室|股室|成员|方面|地方|地区|处室|支部|厂矿|经营者|经营户|用户"
)
_PEOPLE = "代表|委员|同志|同学|主席|主任|市民|居民|村民|职工|股东|董事|监事|师生|家长|干部|群众|人员|业主|负责人|先生|女士"
_ITEM = pattern(rf"(?:.{{0,40}}?(?:{_BODY}|{_WHOLE}|{_PEOPLE}))(?:等)?")
_ALL = pattern(r"各[^的]{1,24}|[全广]体[^的]{2,12}|.{0,10}[省市县区州盟旗乡镇厅局院校]直[^的]{0,14}")
_BRACKETS = pattern(r"[（(〔\[][^（）()〔〕\[\]]*[）)〕\]]")
_QUOTED = pattern("“([^“”，、；]{1,6})”(?=.)")
"""A word of the name of somebody addressed: 省“九大”代表."""
_SPLIT = pattern(r"[，、,；;]|以?及|(?<=[局委部门位])和(?=各)|\s+(?=各)")
LABEL = pattern(r"\s*主\s*送\s*(?:机关|单位)?\s*[：:]\s*(?=\S)")
"""The words that forms and the 版记 write before the list (7.4.2)."""
OTHER_LABEL = pattern(
    r"\s*(?:主\s*送|致|发\s*[至往给送]|呈\s*[送报]?|送达|收\s*[文件])(?:机关|单位|对象|部门)?\s*[：:]\s*(?=\S)"
)
"""The same, and what letters and pages write in its place."""
_NO_LIST = pattern(
    r"[。！？《》“”=]|如下|以下|下列|现将|现就|通知如|规定|按照|根据|关于|为了|决定|必须|应当|如果|本[办规条通意]"
    r"|联\s*系|电\s*话|时\s*间|地\s*[点址]|主\s*题|附\s*件|来\s*源|[组团队主副]长$|主任$|成员$|责任(?!公司)|牵头|配合|主办|承办|索\s*引|日\s*期|^(?:发布|制发|发文|公开|信息|来源|制定|批准|报送|报名|申报|所属|承办|主管|起草|解读|咨询|颁布|提供)(?:机构|机关|单位|部门)$|^(?:决定)?(?:任命|免去|任免|聘任|解聘|任职|免职|增补)$|(?:要求|原则|事项|内容|职责|任务|条件|安排|措施|标准|程序)$"
)
"""What stands in sentences, labels and roles, and in no list of those addressed."""
_ROLE_LAST = pattern("(?<!筹备|核心)小组$")
"""What ends the name of a group, and its heading above those who are in it: alone it is no list of those addressed."""
_ALSO = pattern("^并(?:告|报|转|致|抄[送报])?")
"""What leads to those addressed besides: 东北局，并告各地."""
_LONGEST_ITEM, _LONGEST, _SHORT, _LONGEST_LOOSE = 50, 400, 5, 30


def read(text: str) -> FoundRecipients | None:
    """Return those whom ``text`` names and no others, with the colon behind them or without; None for other text.

    Each that is named in full ends as agencies, units and people do; parts of a joined name (各委、办、局) count
    as they are written.
    """
    tight = tighten(text)
    bare = _BRACKETS.sub("", re.sub(r"[：:]$", "", OTHER_LABEL.sub("", tight)))
    bare = _QUOTED.sub(r"\1", bare)
    if not 1 < len(bare) <= _LONGEST or _NO_LIST.search(bare) or date.find(bare) or find_digit(bare):
        return None
    items = [_ALSO.sub("", item) for item in _SPLIT.split(simplify(bare)) if item]
    if not items or not _is_item(items[-1]) or not all(map(_may_be_item, items)):
        return None
    if len(items) == 1 and _ROLE_LAST.search(items[0]):
        return None
    colon: tuple[Oddity, ...] = (
        () if tight.endswith("：") else ("半角冒号" if tight.endswith(":") else "缺冒号",)
    )
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    return Found(tuple(items), start, end, {}, frozenset(colon))


def may_be(text: str) -> bool:
    """Whether ``text`` may name those addressed, though not all end as agencies do: 国网青溪电力，国网东陵电力."""
    bare = _BRACKETS.sub("", re.sub(r"[：:]$", "", tighten(text)))
    is_free = (
        _NO_LIST.search(bare) is None
        and _ROLE_LAST.search(bare) is None
        and date.find(bare) is None
        and not find_digit(bare)
    )
    return (
        1 < len(bare) <= _LONGEST
        and is_free
        and all(0 < len(item) <= _LONGEST_LOOSE and "的" not in item for item in _SPLIT.split(bare))
    )


def write(names: tuple[str, ...]) -> str:
    """Return the line as the standard has it, without levels among those named: 各乡镇人民政府，县政府各部门：."""
    return f"{'，'.join(names)}："


def find_digit(text: str) -> bool:
    """Whether figures stand in ``text`` that no name of a body has: a telephone, a sum, a label of a list."""
    return re.search(r"\d{3,}|^\d|^[一二三四五六七八九十]+、|^[^\w（(×]", text) is not None


def _may_be_item(item: str) -> bool:
    """Whether ``item`` is named in full, or is a part of a joined name: 济南、青岛市水务局."""
    return len(item) <= _SHORT or _is_item(item)


def _is_item(item: str) -> bool:
    return len(item) <= _LONGEST_ITEM and (
        _ITEM.fullmatch(item) is not None or _ALL.fullmatch(item) is not None
    )
