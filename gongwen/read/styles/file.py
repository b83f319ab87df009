"""A style file → a Profile: values with clause and force, inherited and resolved to points."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, cast, get_args

from gongwen.faces import Face, Repertoire
from gongwen.files import FileState, state_of
from gongwen.finding import InputError
from gongwen.look import Look
from gongwen.profile import (
    BODY,
    CORNER_ELEMENTS,
    HEAD_PARTS,
    Basis,
    ClauseForce,
    Closing,
    Head,
    Headings,
    Imprint,
    Organs,
    PageNumber,
    Profile,
    RosterColumns,
    Seals,
    Sheet,
    Stamps,
    Tables,
    Titles,
    Validity,
)
from gongwen.read.styles.tree import (
    BASIS,
    FORMATS,
    INHERIT,
    VALUE,
    Tree,
    WrongValue,
    find_style,
    format_tree,
    load_tree,
    merge_trees,
)
from gongwen.read.styles.values import (
    LOOK_VALUES,
    as_characters,
    as_choice,
    as_count,
    as_flag,
    as_points,
    as_size,
)
from gongwen.terms.date import DateError, parse_date
from gongwen.terms.kind import DEFAULT_FORMAT

_REPERTOIRES = get_args(Repertoire)
_FORCES = get_args(ClauseForce)
_OWN = ("", "惯例")
"""Clause and force of a value that an office has added without saying any."""
_NONE = "无"
"""What a value says that names nothing."""


def list_values(name: str) -> list[tuple[str, str, Basis]]:
    """Return every value of the style ``name`` as written: its path, its text, and its basis.

    What a format changes stands behind the rest, its path beginning with 格式.
    Raises what :func:`read_profile` raises.
    """
    profile = read_profile(name)
    tree = _tree(find_style(name))
    listed = [(way, _written(tree, way.split(".")), basis) for way, basis in profile.basis.items()]
    for form, changes in tree[FORMATS].items():
        basis = read_profile(name, form).basis
        listed += [
            (f"{FORMATS}.{form}.{way}", _written(changes, way.split(".")), basis[way])
            for way in _ways(changes)
            if way in basis
        ]
    return listed


def _ways(tree: Tree) -> Iterator[str]:
    """Yield the dotted path of every value in ``tree``."""
    for key, value in tree.items():
        if isinstance(value, dict) and VALUE not in value:
            yield from (f"{key}.{rest}" for rest in _ways(value))
        elif key != INHERIT:
            yield key


def _written(tree: Tree, way: list[str]) -> str:
    value: Any = tree
    for key in way:
        value = value[key]
    text = value[VALUE] if isinstance(value, dict) else value
    return "、".join(text) if isinstance(text, list) else str(text)


def read_profile(name: str, form: str = DEFAULT_FORMAT) -> Profile:
    """Return the profile of the style ``name``, the program's or a file of the user's, for one format.

    Raises UsageError when there is no such style, InputError when its file is not well formed.
    """
    path = find_style(name)
    return _read(path, state_of(path), form)


def profile_over(name: str, values: Tree) -> Profile:
    """Return the profile of the style ``name`` with ``values``, sections of bare values, in place of its own.

    Raises WrongValue when one of them cannot be used.
    """
    return _Reader(merge_trees(_tree(find_style(name)), values), name).profile()


@lru_cache(maxsize=32)
def _read(path: Path, _state: FileState, form: str) -> Profile:
    try:
        return _Reader(format_tree(_tree(path), form), path.stem).profile()
    except KeyError as missing:
        raise InputError([f"{path}：版式文件缺少“{missing.args[0]}”"]) from None
    except WrongValue as wrong:
        raise InputError([f"{path}：{wrong}"]) from None


def _tree(path: Path) -> Tree:
    try:
        return load_tree(path)
    except WrongValue as wrong:
        raise InputError([f"{path}：{wrong}"]) from None


class _Reader:
    """Walks the tree of one style; every value read leaves its clause and force behind."""

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
            validity=self._validity(),
            sheet=self._sheet(),
            faces={name: self._face(name, spec) for name, spec in self.tree["字体"].items()},
            looks=self.looks,
            parents=self.parents,
            character_roles=frozenset(set(self.looks) - paragraph_roles),
            head=self._head(),
            titles=self._titles(),
            headings=Headings(self._characters("小标题", "首句最长")),
            closing=self._closing(),
            roster=RosterColumns(self._characters("名单", "姓名宽"), self._characters("名单", "姓名职务间")),
            tables=Tables(
                least_size=self._size("表格", "最小字号"),
                most_lines=self._count("表格", "每行最多", "行"),
                room=self._length("表格", "格内上下空"),
            ),
            imprint=self._imprint(),
            page_number=self._page_number(),
            words={key: self._text("用语", key) for key in self.tree["用语"]},
            printing={key: self._text("印制", key) for key in self.tree["印制"]},
            basis=self.basis,
        )

    def _value(self, way: tuple[str, ...], spec: Tree) -> Any:
        """Return the value of ``spec[way[-1]]`` and note its basis under the dotted path."""
        written = spec[way[-1]]
        own = written if isinstance(written, dict) else {VALUE: written}
        clause, force = (str(own.get(key, usual)) for key, usual in zip(BASIS, _OWN, strict=True))
        if force not in _FORCES:
            raise WrongValue(f"{'.'.join(way)}：程度应为{'、'.join(_FORCES)}，写的是“{force}”")
        self.basis[".".join(way)] = Basis(clause, cast(ClauseForce, force))
        return own[VALUE]

    def _text(self, section: str, key: str) -> str:
        value = self._value((section, key), self.tree[section])
        if isinstance(value, list):
            raise WrongValue(f"{section}.{key}：只能写一个值，不能写成列表")
        return str(value)

    def _listed(self, section: str, key: str, allowed: Collection[str]) -> tuple[str, ...]:
        """Return a value that is a list of what is ``allowed``; () for an empty one."""
        value = self._value((section, key), self.tree[section])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise WrongValue(f"{section}.{key}：应写成列表，如 [份号, 密级和保密期限]；没有时写 []")
        if unknown := [item for item in value if item not in allowed]:
            known = f"，可以写：{'、'.join(allowed)}" if isinstance(allowed, tuple) else "这种样式"
            raise WrongValue(f"{section}.{key}：没有“{'、'.join(unknown)}”{known}")
        return tuple(value)

    def _role(self, section: str, key: str) -> str:
        """Return the name of a style; "" when the value is 无."""
        role = self._text(section, key)
        if role not in (*self.looks, _NONE):
            raise WrongValue(f"{section}.{key}：没有“{role}”这种样式，不要时写“{_NONE}”")
        return "" if role == _NONE else role

    def _flag(self, section: str, key: str) -> bool:
        return as_flag((section, key), self._text(section, key))

    def _choice(self, section: str, key: str, *choices: str) -> str:
        return as_choice((section, key), self._text(section, key), choices)

    def _count(self, section: str, key: str, unit: str) -> int:
        return as_count((section, key), self._text(section, key), unit)

    def _size(self, section: str, key: str) -> float:
        return as_size((section, key), self._text(section, key))

    def _length(self, section: str, key: str) -> float:
        return as_points((section, key), self._text(section, key), self.looks[BODY])

    def _characters(self, section: str, key: str) -> float:
        """Return a width in 字 of its own element, whatever that is."""
        return as_characters((section, key), self._text(section, key))

    def _validity(self) -> Validity:
        first, last = (self._day("适用", key) for key in ("起", "止"))
        organs = self._choice("适用", "机关", *get_args(Organs))
        return Validity(first, last, cast(Organs, organs))

    def _day(self, section: str, key: str) -> str:
        """Return a day as YYYY-MM-DD; "" when the value is 无."""
        text = self._text(section, key)
        try:
            return "" if text == _NONE else parse_date(text).isoformat()
        except DateError:
            raise WrongValue(f"{section}.{key}：“{text}”不是日期，请写 2012-07-01 这样的值") from None

    def _sheet(self) -> Sheet:
        keys = ("纸宽", "纸高", "天头", "订口", "版心宽", "版心高")
        sheet = Sheet(*(self._length("页面", key) for key in keys))
        top, bottom = (self._text("页面", key) for key in ("首页天头", "首页地脚"))
        if top != "同天头":
            sheet = replace(sheet, first_shift=self._length("页面", "首页天头") - sheet.top)
        if bottom != "同地脚":
            sheet = replace(sheet, first_extra=sheet.bottom - self._length("页面", "首页地脚"))
        return sheet

    def _head(self) -> Head:
        return Head(
            order=self._listed("版头", "次序", HEAD_PARTS),
            left=self._listed("版头", "左上", CORNER_ELEMENTS),
            right=self._listed("版头", "右上", CORNER_ELEMENTS),
            secrecy_line=self._count("版头", "密级所在行", "行"),
            spreads=self._flag("版头", "两字词间空一字"),
            corner_gap=self._length("版头", "左上距线"),
            mark_top=self._length("版头", "标志上距"),
            upward_mark_top=self._length("版头", "上行文标志上距"),
            mark_from=self._choice("版头", "标志上距起点", "版心", "纸边"),
            mark_size=self._size("版头", "标志最大字号"),
            least_mark_size=self._size("版头", "联合标志最小字号"),
            mark_pitch=self._characters("版头", "标志行距"),
            suffix=self._text("版头", "标志后缀"),
            marks=self._choice("版头", "联合标志", "各机关", "主办机关"),
            rules=self._listed("版头", "分隔线", self.looks),
            rule_gap=self._length("版头", "分隔线上距"),
            signers_a_row=self._count("版头", "签发人每行", "人"),
            foot_rules=self._listed("版头", "首页脚线", self.looks),
            foot_rules_bottom=self._length("版头", "首页脚线距下边"),
        )

    def _titles(self) -> Titles:
        return Titles(
            self._characters("标题", "最长行"),
            self._length("标题", "下空"),
            self._length("标题", "无标题上空"),
        )

    def _closing(self) -> Closing:
        return Closing(
            named_from=self._count("落款", "用印署名", "个起"),
            chinese_date=self._choice("落款", "日期数字", "阿拉伯数字", "汉字") == "汉字",
            sealed_date_right=self._characters("落款", "用印日期右空"),
            joint_date_right=self._characters("落款", "联合用印日期右空"),
            are_centred=self._choice("落款", "联合署名排列", "靠右", "居中") == "居中",
            pair_side=self._characters("落款", "两机关日期左右空"),
            unsealed_right=self._characters("落款", "不用印右空"),
            unsealed_shift=self._characters("落款", "不用印日期错后"),
            sealed_gap=self._length("落款", "用印上空"),
            least_sealed_gap=self._length("落款", "用印上空最少"),
            unsealed_gap=self._length("落款", "不用印上空"),
            tightest=self._length("落款", "行距最小"),
            loosest=self._length("落款", "行距最大"),
            seals=Seals(
                diameter=self._length("印章", "直径"),
                gap=self._length("印章", "间距"),
                a_row=self._count("印章", "每行", "枚"),
                lift=self._length("印章", "中心高于署名和日期"),
            ),
            stamps=Stamps(
                width=self._length("签名章", "宽"),
                height=self._length("签名章", "高"),
                row_gap=self._length("签名章", "行间"),
                gap=self._length("签名章", "上空"),
                right=self._characters("签名章", "右空"),
                post_gap=self._characters("签名章", "职务右空"),
                date_gap=self._length("签名章", "日期上空"),
                date_right=self._characters("签名章", "日期右空"),
            ),
        )

    def _imprint(self) -> Imprint:
        return Imprint(
            page=self._choice("版记", "所在页", "偶数页", "末页"),
            first_rule=self._role("版记", "首线"),
            middle_rule=self._role("版记", "中线"),
            last_rule=self._role("版记", "末线"),
        )

    def _page_number(self) -> PageNumber:
        return PageNumber(
            below=self._length("页码", "下距"),
            before=self._text("页码", "前缀"),
            after=self._text("页码", "后缀"),
            on_first=self._flag("页码", "首页标页码"),
        )

    def _face(self, name: str, spec: Tree) -> Face:
        values = {key: value[VALUE] if isinstance(value, dict) else value for key, value in spec.items()}
        official = str(self._value(("字体", name, "名称"), spec))
        as_choice(("字体", name, "字库"), values["字库"], _REPERTOIRES)
        if not all(isinstance(values.get(key, []), list) for key in ("可用", "替代")):
            raise WrongValue(f"字体.{name}：可用、替代应写成列表，如 [仿宋, FangSong]")
        return Face(
            name=official,
            latin=values.get("西文", official),
            repertoire=values["字库"],
            supplement=values["补字"],
            accepted=tuple(values.get("可用", ())),
            stand_ins=tuple(values.get("替代", ())),
        )

    def _read_looks(self, section: str) -> None:
        for role in self.tree[section]:
            self._resolve(section, role, ())

    def _resolve(self, section: str, role: str, below: tuple[str, ...]) -> Look:
        """Return the look of ``role``, reading those that it is derived from first; ``below`` derive from it."""
        if role in self.looks:
            return self.looks[role]
        spec = self.tree[section][role]
        parent = str(spec.get(INHERIT, ""))
        if parent and (parent in (*below, role) or parent not in self.tree["样式"]):
            raise WrongValue(
                f"{section}.{role}：继承的样式“{parent}”不存在，或者互相继承，请核对“{INHERIT}”一项"
            )
        base = self._resolve("样式", parent, (*below, role)) if parent else Look()
        self.parents[role] = parent
        self.looks[role] = self._look((section, role), spec, base)
        return self.looks[role]

    def _look(self, way: tuple[str, str], spec: Tree, base: Look) -> Look:
        """Return ``base`` with the values of ``spec`` in place."""
        if unknown := set(spec) - set(LOOK_VALUES) - {INHERIT}:
            known = "、".join((INHERIT, *LOOK_VALUES))
            raise WrongValue(f"{'.'.join(way)}：不认识的项目“{'、'.join(sorted(unknown))}”，可以写：{known}")
        values: dict[str, Any] = {}
        own = base
        for key, (attribute, read) in LOOK_VALUES.items():
            if key in spec:
                written = str(self._value((*way, key), spec))
                values[attribute] = read((*way, key), written, self._measured(own))
                own = replace(base, **values)
        self._check_face((*way, "字体"), own.face)
        return own

    def _check_face(self, way: tuple[str, ...], face: str) -> None:
        if face not in self.tree["字体"]:
            known = "、".join(self.tree["字体"])
            raise WrongValue(f"{'.'.join(way)}：没有“{face}”这种字体，可以用：{known}")

    def _measured(self, look: Look) -> Look:
        """Return ``look`` with the line of the body, which is what 行 means everywhere."""
        return replace(look, pitch=self.looks[BODY].pitch) if BODY in self.looks else look
