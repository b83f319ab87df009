"""议事协调机构的名称: how the names of leading groups end, and the name in a title, a heading or a sentence."""

from __future__ import annotations

from gongwen.pattern import HANZI, pattern
from gongwen.terms.agency_level import PLACES
from gongwen.terms.label import find_label

_END = (
    "领导小组|工作小组|协调小组|工作领导组|领导组|指导组|工作组|专家组|督导组|督察组|专班|指挥部|委员会|联席会议|协调机制|议事协调机构|河长制办公室|"
    "筹备组|协调组|评审组|审查组|调查组|推进组|保障组|宣传组|综合组|救援组|处置组|安保组|工作队|服务队|突击队|小分队|抢险队|救援队|宣讲团|理事会|监事会|评委会|组委会|筹委会|编委会|安委会|小组"
)
_ABOUT = pattern(
    r".*关于(?:重新|进一步)?(?:成立|组建|组成|重组|改组|设立|建立|调整|充实|更新|公布|明确|印发|变更|增补|做好|同意|批准)?(?:和调整|、调整|并调整|调整|充实|完善|成立)*"
)
_OPENED = pattern(
    "(?:(?:决定|同意|现|，|^)(?:对|将)|(?:重新)?(?:成立|组建|组成|重组|设立|建立|调整|充实)(?:后的?)?)+(?:由[^，。]{1,30}牵头的)?"
)
_ADJUSTED = pattern("对(?P<name>[^，。；：]{2,40}?)(?:成员单位|组成单位)(?:及成员)?(?:作|进行|予以|做)")
_RENAMED = pattern("^将.{4,40}?(?:更名|改名|变更|调整)为")
"""What a title says of a group before its new name."""
_PART = r"“[^”]{1,20}”|[（(][^（()）]{1,12}[）)]|[^\s，。；：:、（()）《》“”]"
_NAME = pattern(rf"(?P<name>(?:{_PART})*?(?:{_END}))(?!办公室|下设|成员单位)")
_NO_NAME = pattern(
    f".*议事协调机构|.*[一二两三四五六七八九十几多\\d]个[^个]{{0,6}}(?:{_END})|(?:{HANZI}{{0,4}}[{PLACES}])?(?:各|本|有关|相关|部分|该|上述|其他|各类)*(?:工作)?(?:领导小组|议事协调机构|工作小组)"
)
"""What speaks of groups and is the name of none: 江坪县领导小组任职一览表."""
_WHOLE = pattern("(?<=.{3})(?:领导小组|委员会|联席会议)$")
"""How the name of a group ends that is no part of another one."""
_LEVEL = pattern(f"[{PLACES}村]|街道|国家|全国|中央|国务院")
_ROLL = pattern("(?:印发|关于)*《?(?P<name>[^《》，]{2,24}?[河湖林田路链段](?:（[^）]）)?长)名(?:单|录)")
_LONGEST = 200
"""Characters in which a name is looked for: headings and the sentences that lead to lists are shorter."""
_JUNK = pattern(
    "^(?:.{0,12}?(?:决定|同意|研究)(?:重新)?(?:成立|组建|设立|调整|对|将)?(?=.{4})|新(?:成立|组建|设立|设)的|的|附件[0-9一二三四五六七八九十]*|其中|以下|下列|各|本|该|对(?=[省市县区州旗镇乡全本])|一个|若干|个)"
)


def read(text: str) -> str:
    """Return the group that a title, a heading or a sentence names; "" for none.

    关于调整县防汛抗旱领导小组组成人员的通知, 一、县禁毒委员会, 经研究决定成立县河湖长制工作领导小组。
    """
    flat = "".join(text[:_LONGEST].split())
    label = find_label(flat)
    words = flat[len(label.text) :] if label else flat
    if match := _ABOUT.match(words):
        return _name(_RENAMED.sub("", words[match.end() :]).replace("成员单位", "成员"))
    if label is None and (match := _ADJUSTED.search(words)):
        words = f"{match['name']}成员"
    opened = _OPENED.search(words)
    return (_name(words[opened.end() :]) if opened else "") or _name(words)


def read_roll(title: str) -> str:
    """Return of whom a title says that it is a list, where they are appointed to rivers or woods: 云溪县县级河长名单; "" for others."""
    match = _ROLL.search(title)
    return match["name"] if match else ""


def _name(words: str) -> str:
    for match in _NAME.finditer(words):
        name = _JUNK.sub("", match["name"])
        if len(name) > 2 and name not in _END.split("|") and not _NO_NAME.fullmatch(name):
            return name
    return ""


def is_own(name: str) -> bool:
    """Whether ``name`` says of which place or agency the group is; 综合协调组 is one inside another group."""
    return bool(_LEVEL.search(name) or _WHOLE.search(name)) or len(name) > 8


def under(name: str, parent: str) -> str:
    """Return the full name of a group inside ``parent``: 县防汛指挥部, 综合协调组 → 县防汛指挥部综合协调组."""
    return name if not parent or is_own(name) or parent.endswith(name) else parent + name
