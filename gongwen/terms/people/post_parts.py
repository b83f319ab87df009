"""职务 in their parts, unit and title: 县教育局党组书记、局长 is two posts in one unit."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from gongwen.pattern import pattern
from gongwen.zh.spaces import bare

_RANKS = "书记|局长|主任|部长|厅长|处长|科长|股长|所长|站长|院长|校长|队长|支队长|大队长|总队长|中队长|行长|经理|总经理|董事长|社长|主席|会长|秘书长|检察长|审判长|镇长|乡长|区长|县长|市长|州长|省长|盟长|旗长|主编|台长|馆长|园长|政委|司令员|参谋长|组长|总工程师|总经济师|总会计师|工程师|督学|督导|监察专员|调研员|巡视员|主任科员|委员|常委|成员|干部|法定代表人|负责人|负责同志|司长|专员|代表|顾问"
_TITLE = pattern(
    r"(?:(?:第一|常务|执行|党组|党委|党工委|党总支|党支部|分党组|纪检监察组|机关党委|机关|一级|二级|三级|四级|主要|有关|分管|代理?|行政)?"
    rf"(?:副)?(?:{_RANKS}))(?:[（(][^（）()]*[）)])?$"
)
_BODY = pattern("党组|党委|党工委|党总支|党支部|分党组")
_IN_PARTY = pattern("(?:常务)?副?书记|委员|常委")
"""Titles that the party alone has."""
_SHORTEST_UNIT = 2
"""Characters; what is shorter is the level of a place (县), no unit."""
_OWN_PLACE = pattern("(?:代理?|常务|副)*(?:省|市|县|区|州|盟|旗|镇|乡)长")
"""Titles that name the level themselves and stand for no unit."""
_NAMED_PLACE = pattern(
    r"(?:中共)?(?P<place>[^县市区\W]{2,}?(?:[市州盟])?[^县市区\W]*?[省市县区州盟旗镇乡])(?:委|党委|党工委|人民政府|委员会|人大|政协)"
)
_OF_COURT = pattern(
    "(?P<court>.+?人民(?:法院|检察院))(?P<title>[^院]{2,12}庭(?:副?庭长)|[审检][判察](?:委员会(?:专职)?委员|[员官])|助理[审检][判察]员|[^院]{2,12}[部科室]副?(?:主任|部长|科长))"
)
"""Posts in a court or a procuratorate, all of which are of that as the unit: 县人民法院审判委员会委员、审判员."""
_SENT_GROUP = pattern("纪检监察组")
_MARKS = pattern("[、，,；;]")


class PostText(NamedTuple):
    """A post in words; the unit is "" for a title that stands alone."""

    unit: str
    title: str

    def __str__(self) -> str:
        return self.unit + self.title


def split_post(text: str, units: Collection[str]) -> PostText:
    """Return the unit and the title of one post; of the ``units`` that are known the longest that fits is taken."""
    words = bare(text)
    if _OWN_PLACE.fullmatch(words):
        return PostText("", words)
    known = max(
        (unit for unit in units if unit and words.startswith(unit) and words != unit), key=len, default=""
    )
    match = _TITLE.search(words)
    guessed = words[: match.start()] if match else ""
    if known and (not guessed or len(guessed) <= len(known)):
        return PostText(known, words[len(known) :])
    if court := _OF_COURT.fullmatch(words):
        return PostText(court["court"], court["title"])
    if len(guessed) < _SHORTEST_UNIT:
        return PostText("", words)
    return PostText(guessed, words[len(guessed) :])


def split_posts(text: str, units: Collection[str]) -> list[PostText]:
    """Return the posts that ``text`` names, in order; a title behind another belongs to the same unit."""
    found: list[PostText] = []
    for part in filter(None, _parts(text)):
        post = split_post(part, units)
        if found and _OWN_PLACE.fullmatch(str(post)):
            post = PostText(_place_of(found[-1], post.title), post.title)
        elif not post.unit and found and found[-1].unit:
            post = PostText(_unit_behind(found[-1], post.title), _in_body(post.title, found[-1].title))
        found.append(post)
    return list(dict.fromkeys(found))


def _place_of(before: PostText, title: str) -> str:
    """Return the place, by name, of the post ``before`` that ``title`` leads: 雷溪县委常委、副县长 → 雷溪县; "" for 县委常委."""
    match = _NAMED_PLACE.match(before.unit)
    level = title[-2]
    return match["place"] if match and match["place"].endswith(level) else ""


def _unit_behind(before: PostText, title: str) -> str:
    """Return the unit of a ``title`` behind another post: that of who is sent to a unit is the group that is sent."""
    sent = _SENT_GROUP.match(before.title) if "派驻" in before.unit and not _BODY.match(title) else None
    return before.unit + (sent[0] if sent else "")


def _in_body(title: str, before: str) -> str:
    """Return ``title``, one in the party of the same body as the one ``before`` it: 党委委员、副书记 → 党委副书记."""
    body = _BODY.match(before)
    return f"{body[0]}{title}" if body and _IN_PARTY.fullmatch(title) else title


def _parts(text: str) -> list[str]:
    """Return ``text`` cut at its commas, but not within brackets."""
    pieces, depth, start = [], 0, 0
    for index, sign in enumerate(text):
        depth += (sign in "（(") - (sign in "）)")
        if not depth and _MARKS.match(sign):
            pieces.append(text[start:index].strip())
            start = index + 1
    whole = [*pieces, text[start:].strip()]
    return [part for piece in whole for part in _held_too(piece)]


def _held_too(text: str) -> list[str]:
    """Return the two posts of which somebody has the second besides: 甲局副局长兼乙大队大队长; ``text`` alone for others."""
    first, _, second = text.partition("兼")
    is_pair = all(len(each) > _SHORTEST_UNIT and _TITLE.search(each) for each in (first, second))
    return [first, second] if is_pair else [text]
