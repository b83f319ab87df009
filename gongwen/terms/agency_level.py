"""机关的层级和隶属: places with a government, its departments and their sections, who is below whom, and the order of organs."""

from __future__ import annotations

import re

from gongwen.pattern import HANZI, pattern

LEVELS = "省市县区州盟旗"
"""How the names of places end whose government has departments, for use within the brackets of a regular expression."""
PLACES = f"{LEVELS}乡镇"
"""How the names of all places end that have a government."""
LEADER = rf"书记|[{PLACES}]长|部长|厅长|局长|主任|主席"
"""Posts of those who lead an agency, for use within a regular expression."""
_GOVERNING = pattern(f"(?:政府|行(?:政公)?署|[{PLACES}]委(?:员会)?)(?:办公室|办公厅|办)?$")
_CITY = pattern("^(?!.*[县旗]).*[省市州盟](?:人民政府|政府|委|委员会)")
_PARTY = pattern(rf"中共|中国共产党|[{LEVELS}]委(?:办公[室厅])?$|(?:党委|党组|党工委|纪委)")
"""Names of Party organs; 市委 at the end only, for 市委员会 may be any."""
_DEPARTMENT = pattern("(?:局|委|委员会|厅|部)$")
_NO_DEPARTMENT = pattern(
    f"政府|中共[^局厅部]*[{LEVELS}](?:委|委员会)$|[{LEVELS}党工]委$|人大|政协|管委会|管理委员会|党工委|指挥部|领导小组"
)
_SECTION = pattern(r"[局厅委部府][^局厅委部院会府]{1,8}(?:科|处|股|室)$|(?:科|股)$")
_NO_SECTION = pattern(
    "(?:办公室|研究室|办事处|管理处|代表处|联络处|教研室|法制室|实验室|督查室|参事室|联络室|巡视室|工程处|防治处|服务处|公证处|接待处)$"
)
_BELOW_ALL = pattern("各(?:乡|镇|街道|村|社区|股|科室|内设|下属|所属|直属)|下属|所属各")
_BELOW_OWN = pattern(f"(?P<level>[{PLACES}])(?:直|属|级|政府|委)(?:各|属各)")
"""县直各单位: below an agency of the same level."""
_BELOW_CITY = pattern("各[县区市旗]")
_GOVERNED = pattern(
    "各[县市区旗州盟][^，、；]*?(?:(?:人民政府|党委)(?![^，、；：]*[部局办室])|(?<=[县市区旗州盟])委(?![^，、；：]*[部局办室会]))"
)
_ORGANS = tuple(
    pattern(rf"^(?P<level>(?:中共)?{HANZI}{{0,8}}?[{LEVELS}]){name}")
    for name in (
        r"委(?:员会)?(?:办公[厅室])?$",
        "人大(?:常委会)?",
        "政协",
        "监委|纪委",
        "(?:高级|中级)?(?:人民)?法院",
        "(?:人民)?检察院",
    )
)
"""Organs of one level, in the order in which copies name them; where the government stands differs."""


def governs(name: str) -> bool:
    """Whether ``name`` is a government, a Party committee, or the office of one."""
    return _GOVERNING.search(name) is not None


def is_of_party(name: str) -> bool:
    """Whether ``name`` is an organ of the Party."""
    return _PARTY.search(name) is not None


def is_department(name: str) -> bool:
    """Whether ``name`` is a department, which governs no place."""
    return _DEPARTMENT.search(name) is not None and _NO_DEPARTMENT.search(name) is None


def is_section(name: str) -> bool:
    """Whether ``name`` is a part of an agency other than its office: 县水利局防汛科 (条例 article 17)."""
    return _SECTION.search(name) is not None and _NO_SECTION.search(name) is None


def is_below(name: str, governing: str) -> bool:
    """Whether ``name``, as a list of agencies has it, is below ``governing``: 各乡镇, 县直各单位, 各县 of a city."""
    own = _BELOW_OWN.match(name)
    if own and re.search(f"{own['level']}(?:人民政府|政府|委)", governing):
        return True
    return bool(_BELOW_ALL.match(name) or (_CITY.search(governing) and _BELOW_CITY.match(name)))


def governed_in(text: str) -> str:
    """Return the lower governments or Party committees that ``text`` names together: 各县人民政府; "" for none."""
    match = _GOVERNED.search(text)
    return match[0] if match else ""


def rank_of(name: str) -> tuple[str, int] | None:
    """Return the place of an organ and its rank among those of the place, the Party first; None for others."""
    for rank, organ in enumerate(_ORGANS):
        if match := organ.match(name):
            return match["level"], rank
    return None
