"""A style file → a Profile: values with clause and force, inherited and resolved to points."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, cast, get_args

import yaml

from gongwen.faces import Face, Repertoire
from gongwen.finding import Force, InputError, UsageError
from gongwen.look import Look
from gongwen.paths import style_folder
from gongwen.profile import (
    BODY,
    Basis,
    Closing,
    Head,
    Headings,
    Imprint,
    PageNumber,
    Profile,
    RosterColumns,
    Sheet,
    Titles,
)
from gongwen.units import parse_length, parse_size

Tree = dict[str, Any]

_INHERIT = "继承"
_BASIS = ("条款", "程度")
_VALUE = "值"
_MODEL = "gbt9704-2012"
"""The style that has every section and every item."""
_REPERTOIRES = get_args(Repertoire)
_OPEN = ("字体", "样式", "字符样式")
"""Sections to which an office may add items of its own."""
_FORCES = ("应当", "一般", "推荐", "惯例")


def style_names() -> list[str]:
    """Return the names of the styles that come with the program, in order."""
    return sorted(path.stem for path in style_folder().glob("*.yaml"))


def list_values(name: str) -> list[tuple[str, str, Basis]]:
    """Return every value of the profile ``name`` as written: its path, its text, and its basis.

    Raises what :func:`read_profile` raises.
    """
    profile = read_profile(name)
    tree = _load(_find(name), ())
    return [(path, _written(tree, path.split(".")), basis) for path, basis in profile.basis.items()]


def _written(tree: Tree, path: list[str]) -> str:
    value: Any = tree
    for key in path:
        value = value[key]
    return str(value[_VALUE] if isinstance(value, dict) else value)


def read_profile(name: str) -> Profile:
    """Return the profile called ``name``: one that comes with the program, or a file of the user's.

    Raises UsageError when there is no such style, InputError when its file is not well formed.
    """
    path = _find(name)
    return _read(path, path.stat().st_mtime_ns)


def _find(name: str) -> Path:
    path = Path(name)
    if path.suffix.lower() not in (".yaml", ".yml"):
        path = style_folder() / f"{name}.yaml"
    if not path.is_file():
        known = "、".join(style_names())
        raise UsageError(f"没有名为“{name}”的版式。现有版式：{known}；自己的版式请写文件名，如 本单位.yaml")
    return path


@lru_cache(maxsize=16)
def _read(path: Path, _changed: int) -> Profile:
    tree = _load(path, ())
    try:
        _check_shape(tree, _load(style_folder() / f"{_MODEL}.yaml", ()))
        return _Reader(tree, path.stem).profile()
    except KeyError as missing:
        raise InputError([f"{path}：版式文件缺少“{missing.args[0]}”"]) from None
    except _Wrong as wrong:
        raise InputError([f"{path}：{wrong}"]) from None


def _load(path: Path, below: tuple[str, ...]) -> Tree:
    """Return the tree of ``path`` over that of the style it inherits from."""
    try:
        tree = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, UnicodeDecodeError):
        raise InputError(
            [f"{path}：不是合法的版式文件，请对照 gongwen style show 的样子检查缩进和冒号"]
        ) from None
    if not isinstance(tree, dict):
        raise InputError([f"{path}：版式文件应由“名称: 值”组成"])
    parent = tree.pop(_INHERIT, "")
    if not parent:
        return tree
    source = style_folder() / f"{parent}.yaml"
    if parent in below or not source.is_file():
        raise InputError([f"{path}：继承的版式“{parent}”不存在，或者互相继承"])
    return _merge(_load(source, (*below, parent)), tree)


def _check_shape(tree: Tree, model: Tree) -> None:
    """Raise _Wrong unless ``tree`` has the sections and the named items that ``model`` has, each as items."""
    if unknown := set(tree) - set(model):
        raise _Wrong(f"不认识的部分“{'、'.join(sorted(unknown))}”，可以写：{'、'.join(model)}")
    for section, wanted in model.items():
        if isinstance(wanted, dict):
            _check_section(section, tree.get(section), wanted)


def _check_section(section: str, own: Any, wanted: Tree) -> None:
    if not isinstance(own, dict):
        raise _Wrong(f"{section}：缺少，或者没有写成几项“名称: 值”；只改几项时请写“{_INHERIT}: {_MODEL}”")
    if section not in _OPEN and (unknown := set(own) - set(wanted) - set(_BASIS)):
        raise _Wrong(f"{section}：不认识的项目“{'、'.join(sorted(unknown))}”")
    for name, item in wanted.items():
        if isinstance(item, dict) and _VALUE not in item and name not in own:
            raise _Wrong(f"{section}：缺少“{name}”；只改几项时请写“{_INHERIT}: {_MODEL}”")
    for name, item in own.items():
        if section in _OPEN and name not in _BASIS and not isinstance(item, dict):
            raise _Wrong(f"{section}.{name}：应写成几项“名称: 值”")


def _merge(base: Tree, own: Tree) -> Tree:
    """Return ``base`` with the values of ``own`` in place of its own; a bare value keeps its basis."""
    merged = dict(base)
    for key, value in own.items():
        old = base.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = _merge(old, value)
        elif isinstance(old, dict) and _VALUE in old:
            merged[key] = {**old, _VALUE: value}
        else:
            merged[key] = value
    return merged


class _Wrong(Exception):
    """A value of a style file that cannot be used; the text says which and why."""


class _Reader:
    """Walks the tree of one style file; every value read leaves its clause and force behind."""

    def __init__(self, tree: Tree, name: str) -> None:
        self.tree = tree
        self.name = name
        self.basis: dict[str, Basis] = {}
        self.looks: dict[str, Look] = {}
        self.parents: dict[str, str] = {}

    def profile(self) -> Profile:
        """Return the whole tree as a profile."""
        self._read_looks("样式")
        paragraph_roles = set(self.looks)
        self._read_looks("字符样式")
        return Profile(
            name=self.name,
            title=str(self.tree["名称"]),
            sheet=self._sheet(),
            faces={name: self._face(name, spec) for name, spec in self._section("字体")},
            looks=self.looks,
            parents=self.parents,
            character_roles=frozenset(set(self.looks) - paragraph_roles),
            head=self._head(),
            titles=Titles(self._characters("标题", "最长行"), self._length("标题", "下空")),
            headings=Headings(
                self._characters("小标题", "首句最长"),
                _flag(("小标题", "独行与下段同页"), self._text("小标题", "独行与下段同页")),
            ),
            closing=self._closing(),
            roster=RosterColumns(self._characters("名单", "姓名宽"), self._characters("名单", "姓名职务间")),
            imprint=self._imprint(),
            page_number=PageNumber(
                self._length("页码", "下距"), self._text("页码", "前缀"), self._text("页码", "后缀")
            ),
            words={key: self._text("用语", key) for key, _ in self._section("用语")},
            printing={key: self._text("印制", key) for key, _ in self._section("印制")},
            basis=self.basis,
        )

    def _section(self, name: str) -> list[tuple[str, Any]]:
        return [(key, value) for key, value in self.tree[name].items() if key not in _BASIS]

    def _value(self, path: tuple[str, ...], spec: Tree) -> Any:
        """Return the value of ``spec[path[-1]]`` and note its basis under the dotted path."""
        written = spec[path[-1]]
        own = written if isinstance(written, dict) and _VALUE in written else {_VALUE: written}
        clause, force = (str(own.get(key, spec.get(key, ""))) for key in _BASIS)
        if force not in _FORCES:
            raise _Wrong(f"{'.'.join(path)}：程度应为{'、'.join(_FORCES)}，写的是“{force}”")
        self.basis[".".join(path)] = Basis(clause, cast(Force, force))
        return own[_VALUE]

    def _text(self, section: str, key: str) -> str:
        return str(self._value((section, key), self.tree[section]))

    def _length(self, section: str, key: str) -> float:
        return _points((section, key), self._text(section, key), self.looks[BODY])

    def _characters(self, section: str, key: str) -> float:
        """Return a width in 字 of its own element, whatever that is."""
        return _characters((section, key), self._text(section, key))

    def _sheet(self) -> Sheet:
        keys = ("纸宽", "纸高", "天头", "订口", "版心宽", "版心高")
        return Sheet(*(self._length("页面", key) for key in keys))

    def _head(self) -> Head:
        return Head(
            mark_top=self._length("版头", "标志上距"),
            mark_size=_size(("版头", "标志最大字号"), self._text("版头", "标志最大字号")),
            mark_pitch=self._characters("版头", "标志行距"),
            suffix=self._text("版头", "标志后缀"),
            rule_gap=self._length("版头", "分隔线距字号"),
            signers_a_row=_people(("版头", "签发人每行"), self._text("版头", "签发人每行")),
        )

    def _closing(self) -> Closing:
        return Closing(
            sealed_date_right=self._characters("落款", "用印日期右空"),
            unsealed_right=self._characters("落款", "不用印右空"),
            unsealed_shift=self._characters("落款", "不用印日期错后"),
            sealed_gap=self._length("落款", "用印上空"),
            least_sealed_gap=self._length("落款", "用印上空最少"),
            unsealed_gap=self._length("落款", "不用印上空"),
            tightest=self._length("落款", "行距最小"),
            loosest=self._length("落款", "行距最大"),
        )

    def _imprint(self) -> Imprint:
        page = self._text("版记", "所在页")
        if page not in ("偶数页", "末页"):
            raise _Wrong(f"版记.所在页：应为偶数页或末页，写的是“{page}”")
        return Imprint(page)

    def _face(self, name: str, spec: Tree) -> Face:
        shared = {**{key: self.tree["字体"].get(key, "") for key in _BASIS}, **spec}
        official = str(self._value(("字体", name, "名称"), shared))
        if spec["字库"] not in _REPERTOIRES:
            raise _Wrong(f"字体.{name}.字库：应为{'、'.join(_REPERTOIRES)}之一，写的是“{spec['字库']}”")
        if not all(isinstance(spec.get(key, []), list) for key in ("可用", "替代")):
            raise _Wrong(f"字体.{name}：可用、替代应写成列表，如 [仿宋, FangSong]")
        return Face(
            name=official,
            latin=spec.get("西文", official),
            repertoire=spec["字库"],
            supplement=spec["补字"],
            accepted=tuple(spec.get("可用", ())),
            stand_ins=tuple(spec.get("替代", ())),
        )

    def _read_looks(self, section: str) -> None:
        for role, _ in self._section(section):
            self._resolve(section, role, ())

    def _resolve(self, section: str, role: str, below: tuple[str, ...]) -> Look:
        """Return the look of ``role``, reading those that it is derived from first; ``below`` derive from it."""
        if role in self.looks:
            return self.looks[role]
        spec = self.tree[section][role]
        parent = str(spec.get(_INHERIT, ""))
        if parent and (parent in (*below, role) or parent not in self.tree["样式"]):
            raise _Wrong(f"{section}.{role}：继承的样式“{parent}”不存在，或者互相继承")
        base = self._resolve("样式", parent, (*below, role)) if parent else Look()
        self.parents[role] = parent
        self.looks[role] = self._look((section, role), spec, base)
        return self.looks[role]

    def _look(self, path: tuple[str, str], spec: Tree, base: Look) -> Look:
        """Return ``base`` with the values of ``spec`` in place."""
        self._check_face((*path, "字体"), spec)
        values: dict[str, Any] = {}
        own = base
        for key, (attribute, read) in _PROPERTIES.items():
            if key in spec:
                written = str(self._value((*path, key), spec))
                values[attribute] = read((*path, key), written, self._measured(own))
                own = replace(base, **values)
        unknown = set(spec) - set(_PROPERTIES) - {_INHERIT, *_BASIS}
        if unknown:
            raise _Wrong(f"{'.'.join(path)}：不认识的项目“{'、'.join(sorted(unknown))}”")
        return replace(base, **values)

    def _check_face(self, path: tuple[str, ...], spec: Tree) -> None:
        written = spec.get("字体")
        face = written.get(_VALUE) if isinstance(written, dict) else written
        names = [name for name, _ in self._section("字体")]
        if face and face not in names:
            raise _Wrong(f"{'.'.join(path)}：没有“{face}”这种字体，可以用：{'、'.join(names)}")

    def _measured(self, look: Look) -> Look:
        """Return ``look`` with the line of the body, which is what 行 means everywhere."""
        return replace(look, pitch=self.looks[BODY].pitch) if BODY in self.looks else look


def _points(path: tuple[str, ...], text: str, look: Look) -> float:
    try:
        return parse_length(text).points(look.character, look.pitch)
    except ValueError:
        raise _Wrong(f"{'.'.join(path)}：“{text}”不是长度，请写 37mm、28.95pt、2字、1行 这样的值") from None


def _characters(path: tuple[str, ...], text: str) -> float:
    """Return the number of 字 that ``text`` names."""
    if not text.endswith("字"):
        raise _Wrong(f"{'.'.join(path)}：“{text}”应以字为单位，如 3字")
    return _points(path, text, Look(size=1.0))


def _people(path: tuple[str, ...], text: str) -> int:
    if text not in tuple(f"{number}人" for number in range(1, 6)):
        raise _Wrong(f"{'.'.join(path)}：“{text}”应为 1人 至 5人")
    return int(text[0])


def _size(path: tuple[str, ...], text: str) -> float:
    try:
        return parse_size(text)
    except ValueError:
        raise _Wrong(f"{'.'.join(path)}：“{text}”不是字号，请写 三号 或 16pt 这样的值") from None


def _flag(path: tuple[str, ...], text: str, look: Look | None = None) -> bool:
    if text not in _FLAGS:
        raise _Wrong(f"{'.'.join(path)}：“{text}”应为是或否")
    return _FLAGS[text]


_ALIGNMENTS = ("左", "右", "居中", "两端")
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_FLAGS = {"是": True, "否": False}


def _align(path: tuple[str, ...], text: str, look: Look) -> str:
    if text not in _ALIGNMENTS:
        raise _Wrong(f"{'.'.join(path)}：“{text}”应为{'、'.join(_ALIGNMENTS)}之一")
    return text


def _colour(path: tuple[str, ...], text: str, look: Look) -> str:
    if not _COLOUR.fullmatch(text):
        raise _Wrong(f"{'.'.join(path)}：“{text}”不是颜色，请写六位十六进制数，如 FF0000")
    return text.upper()


def _level(path: tuple[str, ...], text: str, look: Look) -> int:
    if text not in tuple("0123456789"):
        raise _Wrong(f"{'.'.join(path)}：“{text}”不是大纲级别，请写 0 至 9")
    return int(text)


_Read = Callable[[tuple[str, ...], str, Look], Any]
_AS_TEXT: _Read = lambda path, text, look: text  # noqa: E731
_AS_SIZE: _Read = lambda path, text, look: _size(path, text)  # noqa: E731

_PROPERTIES: dict[str, tuple[str, _Read]] = {
    "字体": ("face", _AS_TEXT),
    "字号": ("size", _AS_SIZE),
    "加粗": ("bold", _flag),
    "颜色": ("colour", _colour),
    "字距": ("spacing", _points),
    "中西文间距": ("latin_gap", lambda path, text, look: _characters(path, text)),
    "标点悬挂": ("hangs", _flag),
    "行距": ("pitch", _points),
    "段前": ("before", _points),
    "对齐": ("align", _align),
    "首行缩进": ("first", _points),
    "左缩进": ("left", _points),
    "右缩进": ("right", _points),
    "大纲级别": ("outline", _level),
    "另起一页": ("starts_page", _flag),
    "与下段同页": ("keeps_next", _flag),
    "段中不分页": ("keeps_lines", _flag),
    "底纹": ("fill", _colour),
    "版心下边缘块宽": ("at_foot", _points),
}
"""The properties of a style, in the order in which they are read: sizes before what is told in 字."""
