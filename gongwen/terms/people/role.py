"""组内职务: what the members of a group are called in it, and how a roster writes it before them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from gongwen.pattern import pattern
from gongwen.terms.found import Found
from gongwen.zh.spaces import tighten
from gongwen.zh.traditional import simplify

Oddity = Literal["空格", "括注"]
"""What departs: blanks that spread it, a note in brackets behind it (按姓氏笔画为序)."""
FoundRole = Found[str, Oddity]

_RANK = (
    "组长|主任委员|主任|总指挥长?|指挥长?|召集人|主席|会长|[支大中分小总]?队长|团长|秘书长|理事长|局长|总负责人|负责人|政委|站长|校长|院长|"
    "总协调人|协调人|总督导|督导|总监|总河长|河长|林长|路长|田长|链长|湖长|点长|段长|班长|主编|领队|裁判长|评委|监事长|董事长|"
    "主席团|主持人|书记|牵头人|责任人|执行长|干事长|所长|委员长|总理|检察长|审计长"
)
_BODY = (
    "办公室|专班|工作组|领导小组|指挥部|联席会议|秘书处|委员会|专家组|工作专班|小组|[省市县区镇乡村]级?|办"
)
_MEMBER = "成员|组员|委员|联络员|顾问|队员|专家|联系人|工作人员|信息员|编委|理事|监事|会员|干事|观察员|督导员|协调员|秘书"
_ROLE = pattern(
    rf"(?:第[一二三四]|常务|执行|名誉|专职|兼职|总|联合|轮值|行政|技术|现场|{_BODY})*(?:第[一二三四]|常务|执行|专职|名誉)*副?(?:总|双)?"
    rf"(?:{_RANK})(?:单位|领导)?(?:[（(]兼(?:任)?[）)])?"
    r"|[^\s，、：:；。由长记任员席]{0,12}[省市县区乡镇村]级(?:第一|总|副)*[河湖林田路链段]长"
    rf"|(?:领导小组|专班|工作组|专家组|办公室|委员会|指挥部|主席团|国务|中央|候补|主要|工作|执行|常务|校外|院外|外部|外聘|特邀|当然|普通|一般|其他|首席|专职|兼职|总|副)*(?:组成|固定)?(?:{_MEMBER})(?:单位|部门)?(?:名单)?"
    "|(?:牵头|责任|分管|包联|联系|挂钩|主要|协助)(?:领导|单位|部门|人|同志)|(?:成员|责任|参加)单位(?:负责人|负责同志|成员)|组成(?:人员|单位|部门)|参加(?:人员|单位)|(?:委员|配合)单位"
)
_DUTIES = pattern(
    r"(?:责任|牵头|配合|分管|包联|联系|挂钩|主要|协助|参加)(?:领导|单位|部门|人|同志|人员)|书记|联系人|所长|校长|院长|局长"
)
"""What tasks and notes have before a colon too: alone they make no roster."""
_OF_GROUP = pattern(
    "(?:领导小组|小组|指挥部|委员会|(?<![管村居])委会|安委|防指|禁毒委|残工委|关工委|专班|联席会议|专家组)(?:办公室)?(?:第一|常务|执行)?副?(?:组长|主任(?:委员)?|总?指挥长?|召集人|秘书长|成员|委员)$"
)
_NOTE = pattern(r"[（(][^（）()]*[）)]$")
_OFFICE = pattern(r"办公室|秘书处|专班|办")
_OF_MEMBERS = pattern(r"成员|委员|组员|队员|联络员|联系人|工作人员")
_STANDING = pattern(r"常务|执行")
_WRITTEN = pattern(r"\s*(?P<role>\S(?:[^：:∶﹕，。；、\n]{0,20}?\S)?)\s*(?:[：:∶﹕]|—{2})")
_INSIDE = pattern("：|:|∶|﹕|——")
_LONGEST = 12
"""Characters of a role, blanks that spread it included."""


@lru_cache(maxsize=256)
def is_role(text: str) -> bool:
    """Whether ``text``, without spaces, is what a member of a group is called in it."""
    return _ROLE.fullmatch(simplify(text)) is not None


def is_of_group(text: str) -> bool:
    """Whether ``text`` is a role behind the name of its group, whole or short: 县防汛指挥部成员, 安委会办公室主任."""
    return _OF_GROUP.search(simplify(text)) is not None


def opens_roster(role: str) -> bool:
    """Whether a roster may begin with ``role``; 责任单位 and 联系人 stand before tasks and in notes too."""
    return is_role(plain(role)) and _DUTIES.fullmatch(simplify(plain(role))) is None


def plain(role: str) -> str:
    """Return ``role`` without blanks and without a note behind it: 成　员（按姓氏笔画为序） → 成员."""
    tight = tighten(role)
    return tight if is_role(tight) else _NOTE.sub("", tight)


@lru_cache(maxsize=256)
def read(text: str) -> FoundRole | None:
    """Return the role that ``text`` is, with or without a colon behind it; None when it is anything else."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip().rstrip("：:").rstrip())
    return _found(text, start, end) if start < end else None


@lru_cache(maxsize=256)
def read_start(text: str) -> FoundRole | None:
    """Return the role before the colon with which ``text`` begins; its end is behind the colon. None without one."""
    match = _WRITTEN.match(text)
    found = _found(text, *match.span("role")) if match else None
    if match is None or found is None:
        return None
    return Found(found.value, found.start, match.end(), {"角色": match.span("role")}, found.odd)


def _found(text: str, start: int, end: int) -> FoundRole | None:
    written = text[start:end]
    role = tighten(written)
    bare = plain(role)
    if not is_role(bare):
        return None
    odd: set[Oddity] = set()
    if role != written:
        odd.add("空格")
    if bare != role:
        odd.add("括注")
    return Found(role, start, end, {"角色": (start, end)}, frozenset(odd))


def read_inside(text: str) -> Iterator[FoundRole]:
    """Yield the roles before colons anywhere in ``text``, where several stand on one line."""
    for colon in _INSIDE.finditer(text):
        first = max(colon.start() - _LONGEST, 0)
        for start in range(first, colon.start()):
            if text[start].isspace():
                continue
            found = _found(text, start, len(text[: colon.start()].rstrip()))
            if found is not None:
                yield Found(found.value, start, colon.end(), found.parts, found.odd)
                break


def write(role: str) -> str:
    """Return ``role`` as a roster has it before the people."""
    return f"{role}："


@lru_cache(maxsize=512)
def role_rank(role: str) -> int:
    """Return where ``role`` stands in a list: leaders, deputies, secretaries, members, then those of the office."""
    role = role.replace("主任委员", "主任")
    if _OFFICE.match(role):
        return 70 + 10 * ("副" in role)
    if _OF_MEMBERS.search(role):
        return 60 if "联络" not in role else 65
    if "顾问" in role:
        return 5
    if "副" not in role:
        return 50 if "秘书长" in role else 10 - ("第一" in role)
    return 20 + 10 * (not role.startswith("第一")) + 5 * (_STANDING.search(role) is None)


def is_of_office(role: str) -> bool:
    """Whether ``role`` is in the office of the group: 办公室主任."""
    return _OFFICE.match(role) is not None


def is_leader(role: str) -> bool:
    """Whether ``role`` leads the group, alone or with others: 组长, 召集人, 总指挥."""
    return role_rank(role) in (9, 10)
