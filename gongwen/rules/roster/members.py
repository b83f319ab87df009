"""名单: the posts of one person, and the order that is claimed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongwen.address import Address
from gongwen.document import Document, Member
from gongwen.pattern import pattern
from gongwen.rules.body.elements import group_of, members_of
from gongwen.rules.rule import Fault, fault, rule
from gongwen.rules.texts import Text, texts_of
from gongwen.terms.agency import may_be_same
from gongwen.zh.brackets import drop_bracketed
from gongwen.zh.order import Custom, Named, pinyin_key, sort_names
from gongwen.zh.spaces import close_up

_BETWEEN = pattern(r"[、，,；;\s]+")
_CLAIM = pattern(
    r"(?:以|按照?|依|根据)(?P<name>姓氏|姓名)?(?:的)?(?:汉语)?(?P<by>笔画|笔划|拼音)(?P<initial>首字母|字母)?(?:的)?(?:多少|顺序|次序)?(?:为序|为顺序|排序|排列|排名|先后)"
)
_CLAUSE = pattern("[，。；：（(]")
_SEATS = ("成员", "委员", "专家", "组员")
"""The roles whose people a claim speaks of that names no role."""
_FEWEST = 3
"""People who can be in or out of order."""


class _Held(NamedTuple):
    """A post that somebody holds in a roster."""

    post: str
    body: tuple[Address, str]
    role: str


@rule("body.roster-posts", "", "惯例")
def roster_posts(document: Document) -> Iterator[Fault]:
    """同一个人在各个名单里的职务一致；同名的两人除外。

    Wrong: {正文: ['{名单}'], 名单: {副组长: [李行 县水利局局长], 办公室主任: [李行 县财政局局长]}}
    Right: {正文: ['{名单}'], 名单: {副组长: [李行 县水利局局长], 办公室主任: [李行 县水利局局长]}}
    """
    first: dict[str, _Held] = {}
    for text in texts_of(document):
        for role, member, path in members_of(text):
            held = _Held(member.post, (text.path, group_of(role)), close_up(role))
            before = first.setdefault(close_up(member.name), held)
            is_said = bool(before.post and held.post)
            if is_said and before.body != held.body and not _may_hold(before.post, held.post):
                message = f"“{member.name}”在“{before.role}”中的职务是“{before.post}”，这里是“{held.post}”，请核对（同名的两人除外）"
                yield fault(message, path)


def _may_hold(one: str, other: str) -> bool:
    """Whether somebody may have both posts at once as they are written: one of each is the same."""
    return any(_is_same(a, b) for a in _posts(one) for b in _posts(other))


def _posts(text: str) -> list[str]:
    return [post for post in _BETWEEN.split(drop_bracketed(text)) if post]


def _is_same(one: str, other: str) -> bool:
    return one in other or other in one or may_be_same(one, other)


@rule("body.roster-order", "", "差错")
def roster_order(document: Document) -> Iterator[Fault]:
    """写明以姓氏笔画为序或者按拼音排序的名单，就按这个次序排。

    笔画的两种排法（两个字的姓名，第二个字前空一位或者不空）都可以；写“姓名笔画”的不空。有字不能确定次序时不查。

    Wrong: {正文: [组成人员名单（以姓氏笔画为序）：, '{名单}'], 名单: {成员: [赵清 县财政局局长, 丁宁 县教育局局长, 王禾 县公安局局长]}}
    Right: {正文: [组成人员名单（以姓氏笔画为序）：, '{名单}'], 名单: {成员: [丁宁 县教育局局长, 王禾 县公安局局长, 赵清 县财政局局长]}}
    """
    for text in texts_of(document):
        for role, claim in _claims(text):
            seats = text.roster[role]
            seated = () if isinstance(seats, str) else enumerate(seats)
            named = [(index, close_up(member.name)) for index, member in seated if member.name]
            names = [name for _, name in named]
            place = _first_odd(names, claim) if len(names) >= _FEWEST else 0
            if place:
                message = f"写明“{claim[0]}”，“{names[place]}”应在“{names[place - 1]}”前面，请核对"
                yield fault(message, text.path.to("名单", role, named[place][0]))


def _claims(text: Text) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield the roles of which an order is claimed: in their name, a remark in them, or the text."""
    told = False
    for role, seats in text.roster.items():
        claim = _CLAIM.search(close_up(role)) or (None if isinstance(seats, str) else _remarked(seats))
        if claim:
            told = True
            yield role, claim
    claims = [(line, match) for line in text.body if (match := _CLAIM.search(line))]
    if not told and len(claims) == 1:
        line, match = claims[0]
        yield from ((role, match) for role in _meant(line[: match.start()], text))


def _remarked(seats: Sequence[Member]) -> re.Match[str] | None:
    return next((match for member in seats if (match := _CLAIM.search(member.remark))), None)


def _meant(before: str, text: Text) -> list[str]:
    """Return the roles that the words ``before`` a claim speak of: those named, else those who are no leaders."""
    plain = {role: close_up(role) for role in text.roster}
    words = _CLAUSE.split(before.rstrip("（("))[-1]
    named = [role for role in text.roster if re.search(rf"(?<!副){re.escape(plain[role])}", words)]
    seats = [role for role in text.roster if plain[role] in _SEATS]
    return named or seats or (list(text.roster) if len(text.roster) == 1 else [])


def _first_odd(names: Sequence[str], claim: re.Match[str]) -> int:
    """Return the place of the first name that should stand before the one above it; 0 when there is none.

    0 too when the place of some character cannot be told.
    """
    if claim["by"] == "拼音":
        return _odd_by_sound(names, claim)
    whole: tuple[Custom, ...] = ("姓名笔画", "姓名笔画字形")
    customs = whole if claim["name"] == "姓名" else (*whole, "姓氏笔画", "姓氏笔画字形")
    places = [_odd_by(names, custom) for custom in customs]
    return 0 if 0 in places else max(places)


def _odd_by(names: Sequence[str], custom: Custom) -> int:
    for index in range(1, len(names)):
        pair = sort_names([Named(names[index - 1]), Named(names[index])], custom)
        if pair.unknown or pair.contested:
            return 0
        if pair.order != (0, 1):
            return index
    return 0


def _odd_by_sound(names: Sequence[str], claim: re.Match[str]) -> int:
    """Return the same for pinyin; names in the order of their letters alone are in order too."""
    ordered = sort_names([Named(name) for name in names], "拼音")
    if ordered.unknown or ordered.contested:
        return 0
    letters = [tuple(sound.letters for sound, _ in pinyin_key(name)) for name in names]
    if claim["initial"] == "首字母":
        letters = [(sounds[0][0],) for sounds in letters]
    return next((i for i in range(1, len(names)) if letters[i] < letters[i - 1]), 0)
