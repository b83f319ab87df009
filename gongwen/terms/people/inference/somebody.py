"""What in a clause may be somebody, or a post."""

from __future__ import annotations

from functools import lru_cache

from gongwen.pattern import pattern
from gongwen.terms.people.inference.words import GIVEN, WORD
from gongwen.terms.people.person_name import is_name, may_be_name
from gongwen.terms.people.post import ends_as_post, ends_as_unit, start_strength
from gongwen.terms.people.role import is_of_group, is_role
from gongwen.zh.collocations import count

_RARE = 100
"""Times that official prose has two characters which may begin a name."""
_BEFORE = "者任由自经对将被把让请与和及并是为"

_MANY = pattern(
    "[各些其这那该和及与、的]|有关|相关|部分|全体|下列|以[上下]|上述|负责|单位|年轻|担|其他|以上|因|已"
)
"""What no name has in it."""
_NO_NAME = pattern(
    "^[由原和与]|^区(?:[商财教水民司人发住农城交文卫应审市统信政委府纪])|^经(?:[省市县区州旗镇乡委政报])|^关于|^随(?:机|本|此|着|之)|成员|同志|董事|监事|主任|任命|聘任|解聘|免去|辞|职|调整|担任|兼任|分别|经研|通知|^党[委组政群建支总校史员务工内外费章代]|.党|管理|权限|符合|本人|全部|安排|到龄|时间|单位|组长|公司|公室|有限|.副$|^任副?主|^申请|不再|^经|^成立|^门负|^相应|提请|随本次"
)


@lru_cache(maxsize=1024)
def is_person(text: str) -> bool:
    """Whether ``text`` is a name, and no word of what is said of people: 由甲, 原成员."""
    is_unit = len(text) > GIVEN and ends_as_unit(text)
    is_word = (
        is_unit or _NO_NAME.search(text) or WORD.fullmatch(text) or (text[0] == "任" and is_post(text[1:]))
    )
    return is_name(text) and not is_role(text) and not is_word


def may_be_strange(text: str) -> bool:
    """Whether ``text`` may be a name of no known surname: no verb, no post, no unit, and nothing that is said of several."""
    words = text.removeprefix("原")
    is_other = WORD.search(words) or start_strength(words) or ends_as_unit(text) or _MANY.search(text)
    if any(is_name(words[cut:]) and _leads(words[:cut]) for cut in range(1, len(words) - 1)):
        return False
    begins = [words[:cut] for cut in range(GIVEN, len(words) + 1)]
    return may_be_name(text) and not (is_other or any(map(is_role, begins)) or any(map(ends_as_post, begins)))


def _leads(words: str) -> bool:
    """Whether ``words`` before a name are none of it: 决定甲, 调整甲, 继任者甲."""
    return words in _BEFORE if len(words) == 1 else count(words[-2:]) > _RARE


def is_word(before: str, name: str) -> bool:
    """Whether ``name`` is the end of a unit or a post that begins in ``before``: 管委会办, 公室."""
    return bool(before) and (ends_as_unit(before + name) or ends_as_post(before + name))


def name_first(text: str) -> str:
    """Return the name with which ``text``, a post, may begin: 乔安团县委副书记; "" for none."""
    cuts = (cut for cut in (GIVEN + 1, GIVEN) if is_person(text[:cut]) and is_post(text[cut:]))
    return next((text[:cut] for cut in cuts), "")


@lru_cache(maxsize=1024)
def is_post(text: str) -> bool:
    """Whether ``text`` is a post or a role, be it with its group."""
    words = text.strip("的：: \u3000")
    if "同志" in words or words.endswith(("领导", "人员", "干部")):
        return False
    return bool(words) and (ends_as_post(words) or is_role(words) or is_of_group(words.removesuffix("单位")))
