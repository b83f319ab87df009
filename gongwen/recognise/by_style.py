"""A docx of this project → a draft of the document, by the roles that its styles name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from gongwen.address import WHOLE, Address
from gongwen.document import ROSTER_MARK
from gongwen.pattern import pattern
from gongwen.profile import BODY, LEVELS_OF_ROLES
from gongwen.recognise.draft import BodyLine, Draft
from gongwen.recognise.elements.imprint import read_imprint
from gongwen.recognise.elements.issuer_mark import put_issuer_mark, put_names
from gongwen.recognise.elements.notes import find_note
from gongwen.recognise.elements.parts import body_line
from gongwen.recognise.elements.presence import read_presence
from gongwen.recognise.elements.roster_lines import split_role
from gongwen.recognise.elements.rosters import Entry, Person, Seats
from gongwen.recognise.elements.seats import locate_seats
from gongwen.recognise.elements.small import elements_of
from gongwen.recognise.passages import Passage, passage_of
from gongwen.terms import attachment_note, date, note, signers
from gongwen.terms.heading import mark_lines
from gongwen.terms.label import find_division
from gongwen.terms.people.person_name import is_name
from gongwen.terms.titles.lines import title_layouts
from gongwen.transcript import Line, Transcript
from gongwen.zh.spaces import SPACE, close_up, tighten
from gongwen.zh.width import width

_CORNER = ("份号", "密级和保密期限", "紧急程度", "发文字号", "发文字号与签发人", "签发人")
_SIGNED = ("发文字号与签发人", "签发人")
_KEYS = {"密级和保密期限": "密级"}
_IMPRINT = ("主题词", "版记主送机关", "抄送机关", "印发机关和印发日期", "印发份数")
_NOTE = ("附件说明", "附件说明首项", "附件说明续项")
_JOINT_MARK, _BESIDE_MARK = "联合发文机关标志", "联合标志后缀"
_TITLE, _CARRIED_TITLE = "公文标题", "印发件标题"
_HEAD_ROW = "表头"
_MARKED = pattern(r"（(?P<remark>[^（）]+)）")
"""What is said in brackets of somebody without a post."""
_LONG_NAME = 8.0
"""字 of a name from which its post may run on behind it."""
_DIVISIONS = ("编标题", "章标题", "节标题", "条文")


@dataclass(slots=True)
class _Scope:
    """The part of the document that is being read."""

    way: Address = WHOLE
    body: list[Line] = field(default_factory=list)
    note: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class StyleReader:
    """Takes the lines of a docx in order and puts what they say into a draft."""

    draft: Draft
    room: float
    """The widest line of a title, 字."""
    longest: float
    """The longest sentence that is a heading, 字."""
    names: Sequence[str]
    """The issuers, whose names the lines of a title keep whole."""
    scope: _Scope = field(default_factory=_Scope)
    imprint: list[Line] = field(default_factory=list)
    closing: list[Line] = field(default_factory=list)
    mark: list[Line] = field(default_factory=list)

    def read(self, transcript: Transcript) -> None:
        """Put the document of ``transcript``, whose lines have roles."""
        for line in transcript.lines:
            if line.text.strip() and not line.note:
                self._take(line)
        self._close()
        self._end_mark()
        self._read_closing()
        read_imprint([_passage(line) for line in self.imprint], self.draft)

    def _take(self, line: Line) -> None:
        role = line.role
        if role == _BESIDE_MARK:
            return
        if role in _CORNER:
            self._take_corner(line)
        elif role == "发文机关标志":
            put_issuer_mark(_passage(line), tighten(line.text), self.draft)
        elif role == _JOINT_MARK:
            self.mark.append(line)
        elif role in (_TITLE, _CARRIED_TITLE):
            self._open(role, line)
        elif role == "附件标识":
            self._open_attachment(line)
        elif role == "附件标题":
            self._put_title(line)
        elif role in _IMPRINT:
            self.imprint.append(line)
        else:
            self._take_text(line)

    def _take_corner(self, line: Line) -> None:
        """Read a line of small elements with tabs between them (7.2.1 to 7.2.3, 7.2.5, 7.2.6)."""
        for piece in filter(str.strip, line.text.split("\t")):
            found = elements_of(piece)
            if found:
                for key, value in found:
                    self.draft.put(Address(key), value, line.at)
            elif (signed := signers.find(piece)) and piece[: signed.start].strip().endswith("号"):
                self.draft.put(Address("发文字号"), tighten(piece[: signed.start]), line.at)
                self.draft.put(Address("签发人"), list(signed.value), line.at)
            elif line.role in _SIGNED:
                names = list(signed.value) if signed else signers.names_in(piece)
                self.draft.put(Address("签发人"), [*(self.draft.get("签发人") or []), *names], line.at)
            else:
                self.draft.put(Address(_KEYS.get(line.role, line.role)), tighten(piece), line.at)

    def _take_text(self, line: Line) -> None:
        role = line.role
        if role == "题注":
            self.draft.put(self.scope.way.to("题注"), tighten(line.text), line.at)
        elif role == "主送机关":
            way = self.scope.way.to("主送机关")
            self.draft.locate(way, _passage(line))
            self.draft.put(way, re.sub("[：:]$", "", tighten(line.text)), line.at)
        elif role in _NOTE or (role == BODY and attachment_note.NOTE.fullmatch(line.text)):
            self.scope.note.append(line)
        elif (
            role in ("署名", "联合署名", "签名章", "成文日期", "拉开的成文日期", "附注")
            and not self.scope.way
        ):
            self.closing.append(line)
        elif role in ("署名", "成文日期") and self.scope.way in self.draft.carried():
            self._take_carried_closing(line)
        else:
            self.scope.body.append(line)

    def _take_carried_closing(self, line: Line) -> None:
        """Read 署名 and 成文日期 of what a notice carries."""
        way, text = self.scope.way, tighten(line.text)
        day = date.read(text)
        if line.role == "署名":
            self.draft.put(way.to("署名"), [*(self.draft.get(*way, "署名") or []), text], line.at)
        elif day:
            self.draft.put(way.to("成文日期"), day.value.isoformat(), line.at)

    def _open(self, role: str, line: Line) -> None:
        is_carried = role == _CARRIED_TITLE
        if is_carried or self.draft.get("标题"):
            self._close()
            self.scope = _Scope(self.draft.next_carried() if is_carried else WHOLE)
        self._put_title(line)

    def _put_title(self, line: Line) -> None:
        lines = tuple(part.strip() for part in line.text.split("\n") if part.strip())
        whole = "".join(lines)
        is_usual = len(lines) == 1 or lines in title_layouts(whole, self.room, tuple(self.names))
        self.draft.locate(self.scope.way.to("标题"), _passage(line))
        self.draft.put(self.scope.way.to("标题"), whole if is_usual else "\n".join(lines), line.at)

    def _open_attachment(self, line: Line) -> None:
        self._close()
        match = attachment_note.MARK.fullmatch(tighten(line.text))
        order = int(match["order"]) if match and match["order"].isdecimal() else 1
        own = self.draft.get("附件") or []
        owner = next((each for each in self.draft.carried() if self._awaits(each, order)), None)
        if owner is None and self.draft.carried() and not _is_waiting(own, order):
            owner = self.draft.carried()[-1]
        way = (owner or WHOLE).to("附件", order - 1)
        self.scope = _Scope(way)
        if line.is_turned:
            self.draft.put(way.to("页面"), "横", line.at)
        if match and match["number_before"]:
            self.draft.put(way.to("装订"), "单独", line.at)

    def _awaits(self, way: Address, order: int) -> bool:
        return _is_waiting(self.draft.get(*way, "附件") or [], order)

    def _close(self) -> None:
        """Put the text of the part that ends here."""
        way, scope = self.scope.way, self.scope
        note = find_note([_passage(line) for line in scope.note])
        for index, title in enumerate(note.titles if note else ()):
            self.draft.put(way.to("附件", index, "标题"), title, scope.note[0].at)
        passages = [_passage(line) for line in scope.body]
        rest = read_presence(passages, self.draft) if not way else passages
        if rest:
            self._put_body(rest, way)
        self.scope = _Scope(way)

    def _put_body(self, passages: Sequence[Passage], way: Address) -> None:
        lines: list[BodyLine] = []
        entries: list[Entry] = []
        headings: dict[int, bool] = {}
        current = group = ""
        for passage, following in zip(passages, [*passages[1:], None], strict=True):
            if passage.role in ("名单", "名单文字"):
                lines += [] if entries else [(ROSTER_MARK, None)]
                if _is_group(passage, current):
                    group = tighten(passage.text)
                    continue
                entry = _entry(passage, current, group)
                group = group if entry[0] == current else ""
                current = entry[0]
                entries.append(entry)
                continue
            if passage.role == BODY or passage.role in LEVELS_OF_ROLES:
                headings[len(lines)] = passage.role != BODY
            lines.append((_line(passage), passage))
            if passage.role == _HEAD_ROW and _ends_head(passages, passage, following):
                lines.append(("|" + " --- |" * lines[-1][0].count(" | ") + " --- |", None))
        are_articles = any(passage.role in _DIVISIONS for passage in passages)
        texts = mark_lines([text for text, _ in lines], headings, self.longest, are_articles=are_articles)
        self.draft.put(way.to("正文"), texts, passages[0].at)
        self.draft.locate_lines(way.to("正文"), lines)
        if entries:
            self.draft.put(way.to("名单"), _roles(entries), passages[0].at)
            locate_seats(entries, way.to("名单"), self.draft)

    def _end_mark(self) -> None:
        """Put the agencies of a joint mark."""
        if self.mark:
            put_names([_passage(line) for line in self.mark], self.draft)

    def _read_closing(self) -> None:
        names: list[str] = []
        for line in self.closing:
            text = tighten(line.text)
            if line.role == "附注":
                found = note.read_bracketed(text)
                self.draft.put(Address("附注"), found.value if found else text, line.at)
            elif line.role == "签名章":
                post, _, name = line.text.partition("\t")
                stamp = {"职务": tighten(post), **({"姓名": close_up(name)} if name else {})}
                self.draft.put(Address("签名章"), [*(self.draft.get("签名章") or []), stamp], line.at)
            elif line.role in ("署名", "联合署名"):
                names += [tighten(part) for part in re.split(r"[\t\n]+", line.text) if part.strip()]
                self.draft.put(Address("署名"), names, line.at)
            elif day := date.read(text):
                self.draft.put(Address("成文日期"), day.value.isoformat(), line.at)


def _passage(line: Line) -> Passage:
    """Return a line as a passage; in a roster the tabs stay that tell a name from a post."""
    text = line.text.strip(" \u3000\xa0\r\n") if line.role == "名单" else line.text.strip()
    found = passage_of(line, text)
    if found.is_centred or found.opens_page or found.is_issuer_mark:
        return replace(found, is_centred=False, opens_page=False, is_issuer_mark=False)
    return found


def _line(passage: Passage) -> str:
    """Return a line of the body as it was typed; only what the layout spreads is closed up."""
    is_plain = not passage.is_row and find_division(passage.text) is None
    return passage.text if is_plain else body_line(passage)


def _is_waiting(attachments: Iterable[dict[str, object]], order: int) -> bool:
    """Whether attachment ``order`` of the document itself is named and not there yet."""
    named = list(attachments)
    return order <= len(named) and not named[order - 1].get("正文") and not named[order - 1].get("名单")


def _is_group(passage: Passage, current: str) -> bool:
    """Whether ``passage`` is the heading of people inside a role: a text without a role before it."""
    is_heading = passage.role == "名单文字" and SPACE not in passage.text
    return is_heading and bool(current) and not split_role(passage.text)[0]


def _entry(passage: Passage, current: str, group: str) -> Entry:
    """Return what one line of a roster says; without a role of its own it is of ``current`` and its ``group``."""
    role, rest = split_role(passage.text)
    if passage.role == "名单文字":
        name, space, post = rest.partition(SPACE)
        if space and is_name(name) and width(name) > _LONG_NAME:
            return role or current, [{"姓名": name, "职务": tighten(post)}], passage
        return role or current, tighten(rest), passage
    name, tab, post = rest.lstrip("\t").partition("\t")
    if not (name.strip() or post.strip()):
        return role or current, [], passage
    if not tab:
        name, post = "", name
    person = {"姓名": close_up(name), "职务": tighten(post)}
    if found := _MARKED.fullmatch(person["职务"]):
        person |= {"职务": "", "备注": found["remark"]}
    return role or current, [person | ({"分组": group} if group and not role else {})], passage


def _roles(entries: Iterable[Entry]) -> dict[str, Seats]:
    """Return who has each role; where people stand beside a text, that is a seat without a name."""
    roles: dict[str, Seats] = {}
    for role, seats, _ in entries:
        known = roles.get(role, [])
        roles[role] = seats if not known else [*_as_seats(known), *_as_seats(seats)]
    return roles


def _as_seats(seats: Seats) -> list[Person]:
    return [{"姓名": "", "职务": seats}] if isinstance(seats, str) else seats


def _ends_head(passages: Sequence[Passage], passage: Passage, following: Passage | None) -> bool:
    """Whether ``passage`` is the last of several rows above a table; one alone is the head anyway."""
    index = passages.index(passage)
    is_last = following is None or following.role != _HEAD_ROW
    return is_last and index > 0 and passages[index - 1].role == _HEAD_ROW
