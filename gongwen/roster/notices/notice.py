"""Changes of groups → the notices that make them known: 关于调整××领导小组组成人员的通知."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from pydantic import ValidationError

from gongwen.address import Address, Place
from gongwen.document import Document
from gongwen.finding import InputError
from gongwen.keys import fields_of, known_keys
from gongwen.read.encoding import read_text
from gongwen.read.input.messages import explain_errors
from gongwen.read.input.slips import Slip
from gongwen.read.input.tree import FileKind, TextTree, parse_yaml
from gongwen.roster.ledger.difference import GroupChange
from gongwen.roster.ledger.history import History
from gongwen.roster.ledger.state import Line, Order, in_order, office_words, roster_of
from gongwen.roster.notices.wording import change_lines, printed_roster
from gongwen.terms.date import write as format_date
from gongwen.write.book import BookTable, write_book
from gongwen.zh.numerals import to_chinese

LETTERHEAD = FileKind(
    "文头",
    "文头里一行写一项“键: 值”，如“发文机关: 云溪县人民政府办公室”，行首不要“-”",
    "没有任何内容，请写上发文机关、主送机关、抄送机关、印发机关等各项",
)
Form: TypeAlias = Literal["名单", "变动"]
FORMS: tuple[Form, ...] = get_args(Form)
_MARK = "{名单}"
_SOME_NOTICE = {"文种": "通知", "标题": "通知", "正文": "通知。"}
"""What a letterhead need not say."""
_STROKES = ("姓氏笔画", "姓名笔画")


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
    """Return the letterhead that a YAML file holds; without a file it is empty.

    Raises UsageError when it cannot be read, InputError when a key is none of a document.
    """
    if path is None:
        return Letterhead({}, approval)
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
    """Whether it says that the notices before it no longer hold."""


def subject_of(changes: Sequence[GroupChange]) -> str:
    """Return what a notice is about, as its title says it: one group by name, several as 部分领导小组."""
    if len(changes) > 1:
        return "调整部分领导小组组成人员"
    change = changes[0]
    return f"撤销{change.name}" if change.has_ended else f"调整{change.name}组成人员"


def title_of(changes: Sequence[GroupChange], issuer: str) -> str:
    """Return the title of a notice of ``issuer``, with one 关于."""
    return f"{issuer}关于{subject_of(changes)}的通知"


def write_notice(history: History, draft: Draft, head: Letterhead) -> Document:
    """Return the notice that ``draft`` asks for.

    One group with its whole list has the list in the text; several have them as attachments. The changes
    alone are told in sentences, group by group.
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


def _opening(draft: Draft, head: Letterhead, what: str) -> str:
    approval = f"，经{head.approval}同意" if head.approval else ""
    ending = "现将调整后的组成人员名单通知如下：" if draft.form == "名单" else "现将有关事项通知如下："
    return f"根据人员变动情况和工作需要{approval}，决定对{what}组成人员作相应调整。{ending}"


def _ended(draft: Draft, head: Letterhead, change: GroupChange) -> str:
    approval = f"，经{head.approval}同意" if head.approval else ""
    return f"根据工作需要{approval}，决定撤销{change.name}，其组成人员的有关职务自然免除。"


def _single(history: History, draft: Draft, head: Letterhead) -> tuple[list[str], dict[str, Any]]:
    change = draft.changes[0]
    if change.has_ended:
        return [_ended(draft, head, change), "特此通知。"], {}
    opening = _opening(draft, head, change.name)
    if draft.form == "变动":
        sentences = change_lines(change)
        lines = (
            [f"{to_chinese(place)}、{line}" for place, line in enumerate(sentences, 1)]
            if len(sentences) > 1
            else sentences
        )
        return [opening, *lines, *_ending(history, draft, change.group)], {}
    roster, label = _roster(history, draft, change.group)
    return [opening, _MARK, *label, *_ending(history, draft, change.group)], {"名单": roster}


def _several(history: History, draft: Draft, head: Letterhead) -> tuple[list[str], dict[str, Any]]:
    names = "、".join(change.name for change in draft.changes[:2])
    what = f"{names}{'等' if len(draft.changes) > 2 else ''}{len(draft.changes)}个领导小组"
    if draft.form == "变动":
        lines = [line for place, change in enumerate(draft.changes, 1) for line in _section(place, change)]
        return [_opening(draft, head, what), *lines], {}
    lasting = [change for change in draft.changes if not change.has_ended]
    parts = [_attachment(history, draft, change) for change in lasting]
    opening = _opening(draft, head, what).replace("通知如下：", "印发给你们（见附件），请按照执行。")
    gone = "、".join(change.name for change in draft.changes if change.has_ended)
    return [opening, *([f"同时撤销{gone}。"] if gone else [])], {"附件": parts}


def _section(place: int, change: GroupChange) -> list[str]:
    if change.has_ended:
        return [f"{to_chinese(place)}、{change.name}", "撤销该机构。"]
    return [f"{to_chinese(place)}、{change.name}", *(change_lines(change) or ["组成人员的排序作相应调整。"])]


def _attachment(history: History, draft: Draft, change: GroupChange) -> dict[str, Any]:
    roster, label = _roster(history, draft, change.group)
    body = [_MARK, *label, *_office(history, draft, change.group)]
    return {"标题": f"{change.name}组成人员名单", "正文": body, "名单": roster}


def _roster(history: History, draft: Draft, group: int) -> tuple[dict[str, Any], list[str]]:
    """Return the printed roster, and the line that names its order where one is claimed."""
    ordered = in_order(history, roster_of(history, group, draft.day), draft.order, draft.day)
    named = f"以{draft.order}为序" if draft.order == "姓氏笔画" else f"按{draft.order}排列"
    label = (
        [f"（成员{named}）"]
        if draft.order in _STROKES
        else ["（成员按姓名拼音排序）"]
        if draft.order == "拼音"
        else []
    )
    return printed_roster(ordered.lines), label


def _office(history: History, draft: Draft, group: int) -> list[str]:
    office = office_words(history, group, draft.day)
    return [office if office.endswith("。") else f"{office}。"] if office else []


def _ending(history: History, draft: Draft, group: int) -> list[str]:
    """Return the office, the clause on changes, and what is repealed."""
    found = history.register.groups[group]
    lines = _office(history, draft, group) if draft.form == "名单" else []
    clause = found.clause.strip()
    if clause and len(clause) > 6 and draft.form == "名单":
        lines.append(clause if clause.endswith("。") else f"{clause}。")
    if draft.repeals and found.basis.number:
        lines.append(f"{found.basis}同时废止。")
    return lines


def change_table(changes: Sequence[GroupChange]) -> list[tuple[str, ...]]:
    """Return the lines of all groups before and after: 领导小组, 组内职务, 调整前, 调整后, 变动."""
    return [
        (
            change.name,
            shift.line.role,
            _told(shift.before),
            _told(shift.after),
            "" if shift.sort == "不变" else shift.sort,
        )
        for change in changes
        for shift in change.shifts
    ]


TABLE_HEAD = ("领导小组", "组内职务", "调整前", "调整后", "变动")


def _told(line: Line | None) -> str:
    return "" if line is None else f"{line.name} {line.post}".strip()


def table_document(changes: Sequence[GroupChange], day: date) -> Document:
    """Return the table as a document to print beside a draft."""
    rows = [
        "| " + " | ".join(cell or " " for cell in row) + " |" for row in (TABLE_HEAD, *change_table(changes))
    ]
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


def table_book(changes: Sequence[GroupChange]) -> bytes:
    """Return the table as an xlsx, the lines that something happened to in colours."""
    rows = change_table(changes)
    marked = {place: _COLOURS[row[-1]] for place, row in enumerate(rows) if row[-1]}
    return write_book([BookTable("调整前后对照", TABLE_HEAD, rows, marked=marked)])
