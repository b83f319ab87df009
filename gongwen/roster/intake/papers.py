"""A notice of appointments, or of changes in groups told in words → what it proposes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from gongwen.document import Document
from gongwen.finding import UsageError
from gongwen.pattern import HANZI, pattern
from gongwen.read.workbook import Sheet
from gongwen.roster.intake.group_words import group_changes_in
from gongwen.roster.intake.paper_text import Paper, Text
from gongwen.roster.intake.proposals import Proposed
from gongwen.roster.intake.source_files import group_in
from gongwen.roster.intake.sourced_appointment import SourcedAppointment
from gongwen.roster.ledger.names import Names
from gongwen.roster.ledger.records import NOWHERE, Origin
from gongwen.terms import label, recipients, title
from gongwen.terms.date import find as find_date
from gongwen.terms.people import group_name, roster_line
from gongwen.terms.people.appointed import FoundAppointment, Read
from gongwen.terms.people.appointment import read
from gongwen.terms.people.appointment_unread import people_beside_changes
from gongwen.terms.people.inference.marks import people_marked
from gongwen.terms.people.named_people import Context, Named, read_people
from gongwen.terms.people.person_name import is_name, with_one_dot
from gongwen.terms.people.post import ends_as_post

_OFFICE = pattern("(?:办公室|秘书处)$")
_FIRST, _SEVERAL = 2, 2
"""Lines at the head of a text that may name the group that it is about, and groups on a line that make several."""
_HEADING = pattern(
    rf"\s*(?:(?:附?表|名单)[一二三四五六七八九十\d]+[：:、.]?)?{label.ANY}?\s*(?P<name>[^，。；：:]{{4,30}})(?P<rest>[：:].*)?\s*$"
)
_WHOLE = pattern(
    "(?<=.{3})(?:领导小组|协调小组|推进小组|指挥部|委员会|联席会议|专班|服务队|突击队|工作队|抢险队|救援队)$"
)
"""How the name of a group ends that is no part of another one."""
_MERGED_INTO = pattern(
    "(?:(?:合并|整合)(?:组建|成立)?(?:为|成)|(?:合并|整合)，(?:组建|成立|设立)(?:为)?)(?P<name>[^，。；]{4,40})"
)
"""The group that comes of others: 将甲、乙合并为丙."""
_LABEL = pattern(rf"^\s*{label.ANY}?")
_TOLD_AT_ONCE = pattern(r"[^：:]*[：:]\s*\S")
"""A line that says of a group what it has to say: the lines below are not of that."""
_FOUNDED = pattern("(?:决定|同意)?(?:新?成立|组建|设立)(?P<name>[^，。；：:]{4,30})，")
"""How a sentence begins that goes on to tell who is in a new group."""
_COLON = pattern("[：:]")
_LABELLED = pattern(rf"\s*{label.CHINESE}")
_ABOUT_PEOPLE = pattern(
    "关于(?:免去|任命|聘任)?(?P<names>[^，。]{2,30}?)(?:等[^，。]{0,6}?)?(?:同志|人员|任免|职务|任职)"
)
_PLACE = pattern(rf"{HANZI}{{1,8}}?(?:省|自治区|市|县|区|州|盟|旗|镇|乡|街道)")
_VERBS = pattern("任|免|聘|增补|接替|担任")
_SHORT_FOR = pattern(
    r"(?P<name>[^，。；：（()）]{4,40})[（(]以下(?:统一)?(?:简称|称)[：:]?[“\"]?(?P<short>[^）)”\"，]{2,14})[”\"]?[）)]"
)
_BODY = pattern("(?<=.{4})(?:董事会|监事会|股东会|党委|党组|党支部|党总支|工会)$")
"""What of a unit a letter may be addressed to."""
_KINDS = ("公司", "集团", "局", "委", "校", "院", "中心", "厂", "所", "站", "馆", "镇", "乡", "街道")
"""How a letter calls the unit to which it goes, behind 你."""
_IN_FULL: Mapping[str, str] = {"委": "委员会"}
_RENAMED_TO = pattern("(?P<old>[^，。；\n]{4,40}?)(?:调整)?(?:更名|改名)为“?(?P<new>[^，。；”（(\n]{4,40})")
_LEADS = pattern("等[^，。]{0,6}(?:同志|人员|干部)|如下|附后")
"""What a sentence says that leads to those below."""
_TELLS_DAY = pattern("通过|(?:发布|印发|公布)(?:时间|日期)")
_SENTENCE_END = pattern("[。；;\n]")
_WHY: Mapping[str, str] = {
    "姓名起止": "姓名从哪里到哪里不能确定",
    "分别": "“分别”前后的人和职务对不上",
    "没有写职务": "没有写是哪个职务",
    "职务写法": "不能确定这是不是职务",
    "提名": "只是提名或者建议免去，依法办理以后再录入",
    "原任不明": "没有写原来是谁，请核对要不要退出",
    "按词推断": "句式没有读懂，按词的先后推断，请对照原文核对",
    "读法不一": "按词的先后读，是相反的意思，请对照原文核对",
}


class Undated(UsageError):
    """A paper that does not say from when it counts."""


def origin_of(document: Document) -> Origin:
    """Return what proves the changes that ``document`` tells."""
    name = title.one_line(document.title)
    return Origin(name, document.doc_number) if name or document.doc_number else NOWHERE


def sentences_of(
    paper: Paper, texts: Sequence[Text], names: Names
) -> tuple[list[SourcedAppointment], list[str]]:
    """Return what the sentences and lists in ``texts`` say of posts and roles, and what in them could not be read."""
    said: list[SourcedAppointment] = []
    unread: list[str] = []
    default = default_group(paper, names)
    aliases = _addressed(paper.document) | short_names(paper, texts, names)
    context = context_of(paper, names)
    for text in texts:
        groups = list(groups_at(text.lines, default, names))
        if paper.appoints:
            groups = [group if names.group(group) is not None else "" for group in groups]
        found = read(text.whole, context)
        own = [_said(each, text, groups, names) for each in found.found]
        said += [_in_full(each, aliases) for each in own]
        unread += _unread(text, found, context)
    return said, unread


def _addressed(document: Document) -> dict[str, str]:
    """Return the one unit to which a document goes by what the text calls it: 你公司, 贵校; {} where several are addressed."""
    unit = addressed_unit(document)
    kinds = [kind for kind in _KINDS if unit.endswith((kind, _IN_FULL.get(kind, kind)))]
    return {f"{who}{kind}": unit for who in "你贵" for kind in kinds}


def addressed_unit(document: Document) -> str:
    """Return the one unit to which a document goes, without the body of it that is addressed; "" for several or none."""
    units = recipients.read(document.main_recipients)
    return _BODY.sub("", units.value[0]) if units is not None and len(units.value) == 1 else ""


def short_names(paper: Paper, texts: Sequence[Text], names: Names) -> dict[str, str]:
    """Return the groups by what the paper calls them in its title and in ``texts``."""
    return _aliases("\n".join([paper.document.title, *(text.whole for text in texts)]), names)


def _aliases(text: str, names: Names) -> dict[str, str]:
    """Return the groups by what ``text`` calls them: in short (以下简称县食安委), or by the new name that it gives them."""
    found = ((match["short"], group_in(match["name"])) for match in _SHORT_FOR.finditer(text))
    renamed = ((match["new"], match["old"]) for match in _RENAMED_TO.finditer(text))
    return {short: name for short, name in found if name} | {
        new: name for new, old in renamed for name in names.groups if old.endswith(name)
    }


def _in_full(said: SourcedAppointment, aliases: Mapping[str, str]) -> SourcedAppointment:
    """Return ``said`` with the name of its group in full."""
    said = replace(said, group=aliases.get(said.group, said.group))
    post = said.value.post
    short = max((each for each in aliases if post.startswith(each)), key=len, default="")
    if not short:
        return said
    full = f"{aliases[short]}{post.removeprefix(short)}"
    return replace(said, value=replace(said.value, post=full))


def _unread(text: Text, found: Read, context: Context) -> Iterator[str]:
    """Yield what in ``text`` speaks of posts and was not read, and whom a sentence names of whom nothing was taken."""
    told = set()
    for start, end in found.rest:
        words = text.whole[start:end].strip()
        sentence = text.whole[_sentence(text.whole, end)].strip()
        told.add(sentence)
        whole = "" if sentence == words else f"（“{sentence}”）"
        yield f"{text.places[text.line_at(start)]}：没有读懂“{words}”，请手工录入{whole}"
    yield from _missed(text, found, context, told)


def _missed(text: Text, found: Read, context: Context, told: Collection[str]) -> Iterator[str]:
    """Yield whom the sentences of ``text`` name beside a change, but those ``told``, of whom nothing was taken."""
    missed: dict[tuple[str, str], list[str]] = {}
    named = (people_beside_changes(text.whole, context.people), people_marked(text.whole, context))
    for name, (_, end) in chain(*named):
        span = _sentence(text.whole, end)
        sentence = text.whole[span].strip()
        leads = _LEADS.search(sentence) is not None
        own = [each.value for each in found.found if leads or span.start < each.end <= span.stop]
        known = {who for value in own for who in (value.name, value.replaced) if who}
        if sentence not in told and not any(who in name or name in who for who in known):
            missed.setdefault((text.places[text.line_at(end - 1)], sentence), []).append(name)
    every = {who for each in found.found for who in (each.value.name, each.value.replaced)}
    for at, line in zip(text.places, text.lines, strict=True) if every else ():
        for name in _listed_alone(line) if line.strip() not in told else ():
            if not any(who and (who in name or name in who) for who in every):
                missed.setdefault((at, line.strip()), []).append(name)
    for (at, sentence), people in missed.items():
        who = "、".join(dict.fromkeys(people))
        yield f"{at}：提到{who}，没有读出什么变动，请核对（“{sentence}”）"


def _listed_alone(line: str) -> list[str]:
    """Return the names on a line of people with their posts and nothing else; [] for another line."""
    found = [each.value for each in roster_line.read(line) or roster_line.read(line, "职务在前")]
    is_sure = all(is_name(each.name) and ends_as_post(each.post.split("　")[0]) for each in found)
    return [each.name for each in found] if is_sure else []


def tables_of(paper: Paper, texts: Sequence[Text], names: Names) -> Iterator[tuple[Sheet, str]]:
    """Yield the tables in ``texts``, each with the group that the text is about there."""
    default = default_group(paper, names)
    for text in texts:
        groups = list(groups_at(text.lines, default, names)) if text.tables else []
        for table in text.tables:
            yield table.sheet, groups[table.lines.start]


def default_group(paper: Paper, names: Names) -> str:
    """Return the group that the title is about, that its first lines name, or that issues the document; "" for none."""
    document = paper.document
    if paper.appoints:
        return ""
    issuer = _OFFICE.sub("", title.read(document.title).value.issuer or "".join(document.issuers[:1]))
    first = [line for line in document.body[:_FIRST] if not _LABELLED.match(line)]
    defined = (match["name"] for line in document.body for match in _SHORT_FOR.finditer(line))
    own = group_in(document.title)
    others = [issuer if group_in(issuer) == issuer else "", *map(group_in, first), *map(group_in, defined)]
    named = [name for name in (own, *others) if name]
    known = next((name for name in named if names.group(name) is not None), "")
    told = max((name for name in names.groups if issuer.endswith(name)), key=len, default="")
    whole = next(filter(group_name.is_own, named), "")
    listed = next(
        filter(
            None, map(group_name.read_roll, (document.title, *(part.title for _, part in document.carried)))
        ),
        "",
    )
    return known or told or (_renamed(document, names) if own else "") or whole or next(iter(named), listed)


def _renamed(document: Document, names: Names) -> str:
    """Return the group of the register that the text says another one is called now; "" for none."""
    lines = (line for line in document.body if "更名" in line or "改名" in line)
    return next((name for line in lines for name in names.groups if name in line), "")


def day_of(document: Document) -> date | None:
    """Return the day from which a document counts: its 成文日期, its printing, when it was passed or published."""
    passed = (find_date(line) for line in (document.subtitle, *document.body[:2]) if _TELLS_DAY.search(line))
    carried = next((part.date for _, part in document.carried if part.date), None)
    return (
        document.date
        or document.print_date
        or carried
        or next((found.value for found in passed if found), None)
    )


def groups_of(paper: Paper, texts: Sequence[Text], names: Names) -> list[Proposed]:
    """Return what the sentences in ``texts`` change in the groups themselves."""
    default = default_group(paper, names)
    return [each for text in texts for each in group_changes_in(text.lines, text.places, names, default)]


def groups_at(lines: Sequence[str], default: str, names: Names) -> Iterator[str]:
    """Yield for each line the group that it is about: its own, that of the heading above it, or that of the title."""
    group = default
    for line in lines:
        own = _known_topic(line, names) or _heading_group(line, names)
        is_known = names.group(own) is not None or _MERGED_INTO.search(line) is not None
        if own and not is_known and any(name in line for name in names.groups):
            own = ""
        if _LABELLED.match(line) or (own and not _TOLD_AT_ONCE.match(line)):
            group = own or default
        mentioned = [name for name in names.groups if name in line.partition("更名为")[0]]
        longest = max(mentioned, key=len, default="")
        is_one = all(name in longest for name in mentioned)
        yield own or (longest if longest and is_one else group)


def _known_topic(line: str, names: Names) -> str:
    """Return the group of the register that ``line`` names before its colon, or as a heading; "" for none."""
    words = _COLON.split(_LABEL.sub("", line), maxsplit=1)[0].strip()
    return words if words in names.groups else ""


def _heading_group(line: str, names: Names) -> str:
    """Return the group that a line names as a heading, or before its colon; "" for none."""
    if merged := _MERGED_INTO.search(line):
        return group_in(merged["name"])
    match = _HEADING.match(line)
    name = group_in(match["name"]) if match else ""
    if match is None or not name or _VERBS.search(match["name"]):
        return ""
    is_whole = group_name.is_own(name) or _WHOLE.search(name) is not None
    if not is_whole and names.group(name) is None:
        return ""
    is_heading = match["rest"] or name == match["name"].strip() or name in names.groups
    return name if is_heading else ""


def context_of(paper: Paper, names: Names) -> Context:
    """Return what tells names from posts: people of the register and of the paper's lists, units, the place of the agency."""
    document = paper.document
    issuer = title.read(document.title).value.issuer or "".join(document.issuers[:1])
    place = match[0] if (match := _PLACE.match(issuer)) else ""
    own = {place, place[-1]} if place else {issuer[:2], "集团", "公司"} if len(issuer) > 1 else set()
    starts = {unit for unit in names.units if len(unit) > 1} | own
    rosters = (paper.roster_at(way) for way, _ in paper.bodies())
    listed = {
        with_one_dot(member.name)
        for roster in rosters
        for seats in (roster or {}).values()
        if not isinstance(seats, str)
        for member in seats
        if member.name
    }
    titled = {each.name for each in _people_of(document.title)}
    return Context(frozenset(names.people) | listed | titled, tuple(starts))


def _people_of(words: str) -> tuple[Named, ...]:
    """Return whom a title names: 关于甲、乙等同志任免职的通知."""
    match = _ABOUT_PEOPLE.search("".join(words.split()))
    return read_people(f"{match['names']}同志", 0) if match else ()


def _said(found: FoundAppointment, text: Text, groups: Sequence[str], names: Names) -> SourcedAppointment:
    own = text.line_at(found.end - 1)
    words = " ".join(text.whole[_sentence(text.whole, found.end)].split())
    doubts = tuple(_WHY[each] for each in sorted(found.odd) if each in _WHY)
    group = _group_before(text, found.end, names) or groups[own]
    return SourcedAppointment(
        found.value, text.places[own], words, group, doubts, is_line="名单行" in found.odd
    )


def _group_before(text: Text, end: int, names: Names) -> str:
    """Return the last group that the line names before ``end``, where it tells of several one after another; "" for others."""
    line = text.line_at(end - 1)
    start = sum(len(each) + 1 for each in text.lines[:line])
    whole = text.lines[line]
    if _MERGED_INTO.search(whole):
        return ""
    if (new := _FOUNDED.match(text.whole[_sentence(text.whole, end)].strip())) and (
        name := group_in(new["name"])
    ):
        return name
    places = {match: whole.find(match) for match in names.groups if match in whole}
    own = {
        name: at
        for name, at in places.items()
        if not any(name in other and name != other for other in places)
    }
    if len(own) < _SEVERAL:
        return ""
    before = [name for name in own if start + whole.rfind(name, 0, max(end - start, 0)) >= start]
    return max(before, key=lambda name: whole.rfind(name, 0, end - start), default="")


def _sentence(text: str, end: int) -> slice:
    """Return the sentence in which what ends at ``end`` stands, without the mark at its end."""
    starts = [match.end() for match in _SENTENCE_END.finditer(text, 0, max(0, end - 1))]
    stop = _SENTENCE_END.search(text, end)
    return slice(starts[-1] if starts else 0, stop.start() if stop else len(text))
