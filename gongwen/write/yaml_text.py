"""A Document → the input format: YAML or JSON with the same Chinese keys."""

from __future__ import annotations

import datetime
import json
from typing import Any

import yaml

from gongwen.document import NOT_SAID, Document, Member, Roster
from gongwen.terms.kind import BY_NAME
from gongwen.terms.people.member import split_name_and_post

_BODY, _ROSTER, _FORMAT = "正文", "名单", "格式"
_LISTS = ("发文机关", "签发人", "署名", "印章")
"""Keys whose value is a text when there is one, a list when there are several."""
_WORDS = "主题词"


class _Block(str):
    """A text that is written line by line."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Writes lists one step in, and blocks with ``|``."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:
        return True


_Dumper.add_representer(
    _Block, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style="|")
)


def write_yaml(document: Document) -> str:
    """Return ``document`` as the YAML that reads back as the same document; defaults are left out."""
    tree = _tree(document)
    return str(yaml.dump(tree, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=2**30))


def write_json(document: Document) -> str:
    """Return ``document`` as JSON: days as YYYY-MM-DD, each person with 姓名 and 职务."""
    tree = _plain(_tree(document))
    return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"


def _tree(document: Document) -> dict[str, Any]:
    tree = _part(document)
    if tree.get(_FORMAT) == BY_NAME[document.kind].format:
        del tree[_FORMAT]
    return tree


def _part(element: Any) -> dict[str, Any]:
    """Return an element of the document by its keys, without what is not said of it."""
    tree: dict[str, Any] = {}
    for name, info in type(element).model_fields.items():
        value = getattr(element, name)
        if value not in ("", (), {}, None) and value != info.default:
            key = info.alias or name
            tree[key] = _value(key, value)
    return tree


def _value(key: str, value: Any) -> Any:
    if key == _BODY:
        return _Block("\n".join(value) + "\n")
    if key == _ROSTER:
        return _roster(value)
    if isinstance(value, tuple):
        return _items(key, value)
    if isinstance(value, str):
        return value.replace("\n", "\\n")
    return value if isinstance(value, datetime.date) else _part(value)


def _items(key: str, values: tuple[Any, ...]) -> Any:
    if key == _WORDS:
        return " ".join(values)
    if key in _LISTS:
        return values[0] if len(values) == 1 else list(values)
    return [_part(item) for item in values]


def _roster(roster: Roster) -> dict[str, Any]:
    return {
        role: seats if isinstance(seats, str) else list(map(_seat, seats)) for role, seats in roster.items()
    }


def _seat(member: Member) -> Any:
    """Return a person as one line where that reads back the same, else by keys."""
    line = f"{member.name} {member.post}"
    is_whole = bool(member.name and member.post and not member.remark and not member.group)
    is_plain = is_whole and split_name_and_post(line) == (member.name, member.post)
    said = {"姓名": member.name or NOT_SAID, "职务": member.post or NOT_SAID}
    return line if is_plain else said | _part(member)


def _plain(tree: Any) -> Any:
    """Return ``tree`` as JSON has it."""
    if isinstance(tree, dict):
        return {name: _people(value) if name == _ROSTER else _plain(value) for name, value in tree.items()}
    if isinstance(tree, list):
        return [_plain(item) for item in tree]
    if isinstance(tree, datetime.date):
        return tree.isoformat()
    return str(tree).rstrip("\n") if isinstance(tree, _Block) else tree


def _people(roster: dict[str, Any]) -> dict[str, Any]:
    return {
        role: seats if isinstance(seats, str) else list(map(_person, seats)) for role, seats in roster.items()
    }


def _person(seat: Any) -> dict[str, str]:
    if isinstance(seat, dict):
        return {key: "" if value == NOT_SAID else value for key, value in seat.items()}
    name, post = split_name_and_post(seat)
    return {"姓名": name, "职务": post}
