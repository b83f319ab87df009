"""Changes of groups → the notices that make them known: 关于调整××领导小组组成人员的通知."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from pydantic import ValidationError

from gongwen.address import Address, Place
from gongwen.check.files import read_places
from gongwen.document import ROSTER_MARK, Document
from gongwen.finding import InputError
from gongwen.keys import fields_of, known_keys
from gongwen.read.encoding import read_text
from gongwen.read.input.messages import explain_errors
from gongwen.read.input.slips import Slip
from gongwen.read.input.tree import FileKind, TextTree, parse_yaml
from gongwen.roster.ledger.difference import GroupChange
from gongwen.roster.ledger.history import History
from gongwen.roster.ledger.state import Line, in_order, office_words, roster_of
from gongwen.roster.notices.wording import (
    change_lines,
    fate_words,
    kind_of,
    members_of,
    printed_roster,
    section_lines,
    subject_of,
)
from gongwen.terms.date import write as format_date
from gongwen.terms.people.list_order import Order
from gongwen.terms.people.role import is_leader, is_of_office
from gongwen.write.book import BookTable, write_book
from gongwen.zh.numerals import to_chinese

LETTERHEAD = FileKind(
    "文头",
    "文头里一行写一项“键: 值”，如“发文机关: 云溪县人民政府办公室”，行首不要“-”",
    "没有任何内容，请写上发文机关、主送机关、抄送机关、印发机关等各项",
)
Form: TypeAlias = Literal["名单", "变动"]
FORMS: tuple[Form, ...] = get_args(Form)
_SOME_NOTICE = {"文种": "通知", "标题": "通知", "正文": "通知。"}
"""What a letterhead need not say."""
_STROKES = "笔画"
_MEMBERS = ("成员", "委员", "组员")
"""How the roles end whose order a list claims."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What every notice of an office has: keys of a document, and the words of the approval."""

    keys: Mapping[str, Any]
    """As in the input format: 发文机关, 主送机关, 抄送机关, 印发机关 …"""
    approval: str = ""
    """As 县人民政府: 经…同意."""
    path: Path = Path()
    """The file; Path() for none. The pictures that it names count from its folder."""
    places: Mapping[Address, Place] = field(default_factory=dict)
    """Where each value begins."""

    @property
    def issuer(self) -> str:
        """Who issues, as the title names it; "" for nobody."""
        issuers = self.keys.get("发文机关", ())
        return issuers if isinstance(issuers, str) else " ".join(issuers)


def read_letterhead(path: Path | None, approval: str) -> Letterhead:
    """Return the letterhead that a YAML file holds, or that an earlier notice has; without a file it is empty.

    Raises UsageError when it cannot be read, InputError when a key is none of a document.
    """
    if path is None:
        return Letterhead({}, approval)
    if path.suffix.lower() not in (".yaml", ".yml"):
        return Letterhead(_head_of(path), approval, path)
    tree = parse_yaml(read_text(path), sorted(known_keys()), (), LETTERHEAD)
    problems = [f"{path} 第{slip.line}行：{slip.message}" for slip in tree.slips]
    value = tree.value or {}
    own = fields_of(Document)
    problems += [
        f"{path} 第{tree.keys[Address(key)].line}行：公文里没有“{key}”，文头里可以写发文机关、主送机关、抄送机关、印发机关、附注等"
        for key in value
        if key not in own
    ]
    if not problems:
        problems = [f"{path} 第{slip.line}行：{slip.message}" for slip in _wrong_values(tree)]
    if problems:
        raise InputError(problems)
    places = {loc: Place(str(path), *mark) for loc, mark in tree.values.items()}
    return Letterhead(value, approval, path, places)


_HEAD_KEYS = {
    "issuers": "发文机关", "main_recipients": "主送机关", "copy_recipients": "抄送机关", "print_issuer": "印发机关",
}  # fmt: skip
"""What a notice of an office says that all its notices say."""


def _head_of(path: Path) -> dict[str, Any]:
    """Return what an earlier notice of the office says of itself. Raises as :func:`read_letterhead`."""
    document, _ = read_places(path)
    values = {key: getattr(document, name) for name, key in _HEAD_KEYS.items()}
    return {key: value for key, value in values.items() if value}


def _wrong_values(tree: TextTree) -> list[Slip]:
    """Return the values that no notice may have, as those of a document are told."""
    try:
        Document.model_validate({**_SOME_NOTICE, **(tree.value or {})}, by_alias=True, by_name=False)
    except ValidationError as error:
        return explain_errors(error, tree)
    return []


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice that is to be written: one group or several, in a form."""

    changes: tuple[GroupChange, ...]
    form: Form
    day: date
    """The day whose rosters it prints, and its 成文日期."""
    number: str = ""
    order: Order = "席次"
    repeals: bool = False
    """Whether it says that the notices before it no longer hold; one that tells the changes alone never does."""
    has_vacant: bool = False
    """Whether seats of posts that nobody holds are printed as （空缺）; otherwise they are left out."""


def title_of(changes: Sequence[GroupChange], issuer: str) -> str:
    """Return the title of a notice of ``issuer``, with one 关于."""
    return f"{issuer}关于{subject_of(changes)}的通知"


def write_notice(history: History, draft: Draft, head: Letterhead) -> Document:
    """Return the notice that ``draft`` asks for.

    One group with its whole list has the list in the text; several have them as attachments. The changes
    alone are told in sentences, group by group.
    Raises InputError when nobody leads a group whose list is printed, or its leader leaves and nobody follows.
    """
    keys = dict(head.keys)
    body, extra = _single(history, draft, head) if len(draft.changes) == 1 else _several(history, draft, head)
    values: dict[str, Any] = {
        "文种": "通知", **keys, "标题": title_of(draft.changes, head.issuer), "正文": body, "成文日期": draft.day,
        **extra,
    }  # fmt: skip
    if draft.number:
        values["发文字号"] = draft.number
    if values.get("印发机关"):
        values.setdefault("印发日期", draft.day)
    return Document.model_validate(values, by_alias=True, by_name=True)


def _grounds(head: Letterhead) -> str:
    return f"经{head.approval}同意，" if head.approval else ""


def _opening(draft: Draft, head: Letterhead, what: str) -> str:
    """Return the first sentences; ``what`` is what changes, as 县防汛指挥部组成人员."""
    ending = "现将调整后的组成人员名单通知如下：" if draft.form == "名单" else "现将有关事项通知如下："
    return f"根据人员变动情况和工作需要，{_grounds(head)}决定对{what}作相应调整。{ending}"


def _of_group(draft: Draft, head: Letterhead, change: GroupChange) -> str:
    """Return the first sentences of a notice on one group that goes on."""
    start = f"根据工作需要，{_grounds(head)}决定"
    if change.fate == "成立":
        return f"{start}成立{change.name}。现将组成人员名单通知如下："
    if change.fate == "更名":
        more = (
            f"，并对其组成人员作相应调整。{_opening(draft, head, '').split('。')[1]}"
            if change.changed
            else "。"
        )
        return f"{start}将{change.was}更名为{change.name}{more}"
    return _opening(draft, head, f"{change.name}组成人员")


def _ended(head: Letterhead, change: GroupChange) -> str:
    start = f"根据工作需要，{_grounds(head)}决定"
    free = "其组成人员的有关职务自然免除。"
    match change.fate:
        case "并入":
            return f"{start}将{change.name}并入{change.into}，有关职责由{change.into}承担，{free}"
        case "转常态":
            return f"{start}将{change.name}转为常态工作，由有关部门按照职责承担，{free}"
        case "转常设":
            return f"{start}将{change.name}转为常设机构，{free}"
    return f"{start}撤销{change.name}，{free}"


def _single(history: History, draft: Draft, head: Letterhead) -> tuple[list[str], dict[str, Any]]:
    change = draft.changes[0]
    if change.has_ended:
        return [_ended(head, change), "特此通知。"], {}
    opening = _of_group(draft, head, change)
    if change.fate == "更名" and not change.changed:
        return [opening, "特此通知。"], {}
    if draft.form == "变动" and change.fate != "成立":
        _require_leader(history, draft, change)
        sentences = change_lines(change, has_vacant=draft.has_vacant)
        lines = (
            [f"{to_chinese(index)}、{line}" for index, line in enumerate(sentences, 1)]
            if len(sentences) > 1
            else sentences
        )
        return [opening, *lines], {}
    roster, label = _roster(history, draft, change.group)
    return [opening, ROSTER_MARK, *label, *_ending(history, draft, change)], {"名单": roster}


def _several(history: History, draft: Draft, head: Letterhead) -> tuple[list[str], dict[str, Any]]:
    lasting = [change for change in draft.changes if not change.has_ended]
    if draft.form == "变动" or not lasting:
        for change in lasting:
            _require_leader(history, draft, change)
        sections = (
            section_lines(index, change, has_vacant=draft.has_vacant)
            for index, change in enumerate(draft.changes, 1)
        )
        return [_opening_of_many(draft, head), *(line for lines in sections for line in lines)], {}
    parts = [_attachment(history, draft, change) for change in lasting]
    opening = _opening_of_many(draft, head).replace("通知如下：", "印发给你们（见附件），请按照执行。")
    gone = [f"同时{fate_words(change)}。" for change in draft.changes if change.fate not in ("调整", "成立")]
    return [opening, *gone], {"附件": parts}


def _opening_of_many(draft: Draft, head: Letterhead) -> str:
    changes = draft.changes
    names = "、".join(change.name for change in changes[:2])
    what = f"{names}{'等' if len(changes) > 2 else ''}{len(changes)}个{kind_of(changes)}"
    if members := members_of(changes):
        return _opening(draft, head, f"{what}{members}")
    list_or_not = "组成人员名单" if changes[0].fate == "成立" else "有关事项"
    return f"根据工作需要，{_grounds(head)}决定{changes[0].fate}{what}。现将{list_or_not}通知如下："


def _attachment(history: History, draft: Draft, change: GroupChange) -> dict[str, Any]:
    roster, label = _roster(history, draft, change.group)
    body = [ROSTER_MARK, *label, *_office(history, draft, change.group)]
    return {"标题": f"{change.name}组成人员名单", "正文": body, "名单": roster}


def _roster(history: History, draft: Draft, group: int) -> tuple[dict[str, Any], list[str]]:
    """Return the printed roster, and the line that names its order where one is claimed for the members.

    Raises InputError when nobody leads the group.
    """
    lines = _without_office(roster_of(history, group, draft.day), office_words(history, group, draft.day))
    if not _has_leader(lines):
        name = history.group_name(group, draft.day)
        raise InputError([f"{name}：{draft.day}没有组长（主任、总指挥等），不能印发名单；请先登记由谁担任"])
    order = draft.order.removesuffix("字形")
    named = f"以{order}为序" if order == "姓氏笔画" else f"按{order}排列"
    label = (
        [f"（成员{named}）"]
        if _STROKES in draft.order
        else ["（成员按姓名拼音排序）"]
        if draft.order == "拼音"
        else []
    )
    return printed_roster(
        _ordered(history, lines, draft, has_label=bool(label)), has_vacant=draft.has_vacant
    ), label


def _has_leader(lines: Iterable[Line]) -> bool:
    return any(is_leader(line.role) and line.name for line in lines)


def _require_leader(history: History, draft: Draft, change: GroupChange) -> None:
    """Raise InputError when the leader of a group leaves and nobody follows."""
    before = (shift.before for shift in change.shifts if shift.before is not None)
    if not _has_leader(before) or _has_leader(roster_of(history, change.group, draft.day)):
        return
    raise InputError(
        [f"{change.name}：{draft.day}没有组长（主任、总指挥等），原来的已不再担任；请先登记由谁接任"]
    )


def _without_office(lines: Sequence[Line], words: str) -> list[Line]:
    """Return ``lines`` without those in the office whom the words on it name: they are told once."""
    return [line for line in lines if not (is_of_office(line.role) and line.name and line.name in words)]


def _ordered(history: History, lines: Sequence[Line], draft: Draft, *, has_label: bool) -> list[Line]:
    """Return ``lines`` in the order of the draft; one that the list claims is that of the members alone."""
    if not has_label:
        return list(in_order(history, lines, draft.order, draft.day).lines)
    members = [line for line in lines if line.role.endswith(_MEMBERS)]
    sorted_ones = iter(in_order(history, members, draft.order, draft.day).lines)
    return [next(sorted_ones) if line.role.endswith(_MEMBERS) else line for line in lines]


def _office(history: History, draft: Draft, group: int) -> list[str]:
    office = office_words(history, group, draft.day)
    return [office if office.endswith("。") else f"{office}。"] if office else []


def _ending(history: History, draft: Draft, change: GroupChange) -> list[str]:
    """Return the office, the clause on changes, and what is repealed: a notice with the whole list replaces the last."""
    found = history.register.groups[change.group]
    lines = _office(history, draft, change.group)
    clause = found.clause.strip()
    if clause and len(clause) > 6:
        lines.append(clause if clause.endswith("。") else f"{clause}。")
    if draft.repeals and found.basis.number and change.fate != "成立":
        lines.append(f"{found.basis}同时废止。")
    return lines


def change_table(changes: Sequence[GroupChange], *, is_whole: bool = False) -> list[tuple[str, ...]]:
    """Return what changed before and after: 领导小组, 组内职务, 调整前, 调整后, 变动; with ``is_whole`` all lines."""
    return [
        (
            change.name,
            shift.line.role,
            _told(shift.before),
            _told(shift.after),
            "" if shift.sort == "不变" else shift.sort,
        )
        for change in changes
        for shift in (change.shifts if is_whole else change.changed)
    ]


TABLE_HEAD = ("领导小组", "组内职务", "调整前", "调整后", "变动")


def _told(line: Line | None) -> str:
    return "" if line is None else f"{line.name} {line.post}".strip()


def table_document(changes: Sequence[GroupChange], day: date, *, is_whole: bool = False) -> Document:
    """Return the table of :func:`change_table` as a document to print beside a draft."""
    table = change_table(changes, is_whole=is_whole)
    rows = ["| " + " | ".join(cell or " " for cell in row) + " |" for row in (TABLE_HEAD, *table)]
    rows.insert(1, "| --- | --- | --- | --- | --- |")
    return Document.model_validate(
        {
            "文种": "方案",
            "标题": "领导小组组成人员调整前后对照表",
            "正文": [f"（截至{format_date(day)}）", *rows],
        }
    )


_COLOURS = {
    "新增": "DDF0DD",
    "退出": "F6DADA",
    "接替": "FFF2CC",
    "角色变更": "FFF2CC",
    "职务变更": "FFF2CC",
    "排序变更": "E7E6F7",
}
"""Of the rows of a spreadsheet, RRGGBB."""


def table_book(changes: Sequence[GroupChange], *, is_whole: bool = False) -> bytes:
    """Return the table of :func:`change_table` as an xlsx, the lines that something happened to in colours."""
    rows = change_table(changes, is_whole=is_whole)
    marked = {index: _COLOURS[row[-1]] for index, row in enumerate(rows) if row[-1]}
    return write_book([BookTable("调整前后对照", TABLE_HEAD, rows, marked=marked)])
