"""A style file as a tree of values, each with its clause and force, over the tree that it inherits from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from gongwen.finding import InputError, UsageError
from gongwen.paths import style_folder
from gongwen.plain_yaml import load_plain
from gongwen.terms.kind import DEFAULT_FORMAT

Tree = dict[str, Any]

INHERIT, VALUE, FORMATS = "继承", "值", "格式"
BASIS = ("条款", "程度")
MODEL = "gbt9704-2012"
"""The style that has every section and every item."""
_OPEN = ("字体", "样式", "字符样式")
"""Sections to which an office may add items of its own."""


class WrongValue(Exception):
    """A value of a style file that cannot be used; the text says which and why."""


def style_names() -> list[str]:
    """Return the names of the styles that come with the program, in order."""
    return sorted(path.stem for path in style_folder().glob("*.yaml"))


def find_style(name: str) -> Path:
    """Return the file of the style ``name``: one of the program's, or a file of the user's.

    Raises UsageError when there is none.
    """
    path = Path(name)
    if path.suffix.lower() not in (".yaml", ".yml"):
        path = style_folder() / f"{name}.yaml"
    if not path.is_file():
        known = "、".join(style_names())
        raise UsageError(f"没有名为“{name}”的版式。现有版式：{known}；自己的版式请写文件名，如 本单位.yaml")
    return path


def load_tree(path: Path) -> Tree:
    """Return the values of ``path`` over those of the style it inherits from, each as {值, 条款, 程度}.

    Raises InputError when the file is not well formed, WrongValue when it lacks something.
    """
    tree = _load(path, ())
    _check_shape(tree, _load(style_folder() / f"{MODEL}.yaml", ()))
    return tree


def format_tree(tree: Tree, form: str) -> Tree:
    """Return ``tree`` with what the format ``form`` (文件, 信函, 命令, 纪要) changes in it."""
    changes = tree[FORMATS].get(form, {})
    return merge_trees(tree, changes) if form != DEFAULT_FORMAT else tree


def style_files(name: str) -> Iterator[Path]:
    """Yield the file of the style ``name`` and those that it inherits from, the nearest first.

    Raises UsageError when there is no such style, InputError when a file is not well formed.
    """
    path, parent, seen = find_style(name), name, set[Path]()
    while parent and path.is_file() and path not in seen:
        yield path
        seen.add(path)
        parent = str(_written(path).get(INHERIT, ""))
        path = _parent_file(path, parent)


def _written(path: Path) -> Tree:
    """Return the values of the file at ``path`` alone."""
    try:
        tree = load_plain(path.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError):
        raise InputError(
            [f"{path}：不是合法的版式文件，请对照 gongwen style show 的样子检查缩进和冒号"]
        ) from None
    if not isinstance(tree, dict):
        raise InputError([f"{path}：版式文件应由“名称: 值”组成"])
    return tree


def _load(path: Path, below: tuple[Path, ...]) -> Tree:
    tree = _written(path)
    parent = tree.get(INHERIT, "")
    own = _spread({key: value for key, value in tree.items() if key != INHERIT}, {})
    if not parent:
        return own
    source = _parent_file(path, str(parent))
    if source in (path, *below) or not source.is_file():
        raise InputError([f"{path}：继承的版式“{parent}”不存在，或者互相继承，请核对“{INHERIT}”一项"])
    return merge_trees(_load(source, (*below, path)), own)


def _parent_file(path: Path, parent: str) -> Path:
    """Return the file of the style ``parent`` of ``path``: a file beside it, or one of the program's."""
    if Path(parent).suffix.lower() in (".yaml", ".yml"):
        return path.parent / parent
    return style_folder() / f"{parent}.yaml"


def _spread(tree: Tree, around: Tree) -> Tree:
    """Return ``tree`` with the clause and force said for a group, at its head, at each of its values."""
    basis = {**around, **{key: tree[key] for key in BASIS if key in tree}}
    spread: Tree = {}
    for key, value in tree.items():
        if key in BASIS:
            continue
        if isinstance(value, dict):
            spread[key] = {**basis, **value} if VALUE in value else _spread(value, basis)
        elif key == INHERIT or not basis:
            spread[key] = value
        else:
            spread[key] = {VALUE: value, **basis}
    return spread


def merge_trees(base: Tree, own: Tree) -> Tree:
    """Return ``base`` with the values of ``own`` in place of its own; a bare value keeps its basis."""
    merged = dict(base)
    for key, value in own.items():
        old = base.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = merge_trees(old, value)
        elif isinstance(old, dict) and VALUE in old:
            merged[key] = {**old, VALUE: value}
        else:
            merged[key] = value
    return merged


def _check_shape(tree: Tree, model: Tree) -> None:
    """Raise WrongValue unless ``tree`` has the sections and items that ``model`` has, each as items."""
    if unknown := set(tree) - set(model):
        raise WrongValue(f"不认识的部分“{'、'.join(sorted(unknown))}”，可以写：{'、'.join(model)}")
    for section, wanted in model.items():
        if section == FORMATS:
            _check_formats(tree.get(section), model)
        elif isinstance(wanted, dict):
            _check_section(section, tree.get(section), wanted)


def _check_formats(own: Any, model: Tree) -> None:
    """Check the changes of each format; what they leave alone need not be there."""
    if not isinstance(own, dict) or not all(isinstance(each, dict) for each in own.values()):
        raise WrongValue(f"{FORMATS}：应按格式分组，每组再写要改的部分；只改几项时请写“{INHERIT}: {MODEL}”")
    if unknown := set(own) - set(model[FORMATS]):
        raise WrongValue(
            f"{FORMATS}：没有“{'、'.join(sorted(unknown))}”，可以写：{'、'.join(model[FORMATS])}"
        )
    for form, changes in own.items():
        if unknown := set(changes) - set(model):
            raise WrongValue(
                f"{FORMATS}.{form}：不认识的部分“{'、'.join(sorted(unknown))}”，可以写：{'、'.join(model)}"
            )
        for section, items in changes.items():
            _check_items(f"{FORMATS}.{form}.{section}", section, items, model[section])


def _check_section(section: str, own: Any, wanted: Tree) -> None:
    _check_items(section, section, own, wanted)
    for name, item in wanted.items():
        if isinstance(item, dict) and VALUE not in item and name not in own:
            raise WrongValue(f"{section}：缺少“{name}”；只改几项时请写“{INHERIT}: {MODEL}”")


def _check_items(shown: str, section: str, own: Any, wanted: Tree) -> None:
    if not isinstance(own, dict):
        raise WrongValue(f"{shown}：缺少，或者没有写成几项“名称: 值”；只改几项时请写“{INHERIT}: {MODEL}”")
    if section not in _OPEN and (unknown := set(own) - set(wanted)):
        raise WrongValue(f"{shown}：不认识的项目“{'、'.join(sorted(unknown))}”，可以写：{'、'.join(wanted)}")
    for name, item in own.items():
        if section in _OPEN and not isinstance(item, dict):
            raise WrongValue(f"{shown}.{name}：应写成几项“名称: 值”")
