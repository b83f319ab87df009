"""Patterns are compiled late, and every one of them can be."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re

import pytest

import gongwen
from gongwen.pattern import pattern


def test_a_pattern_does_what_a_compiled_one_does() -> None:
    made, wanted = pattern(r"第(?P<year>\d+)年", re.ASCII), re.compile(r"第(?P<year>\d+)年", re.ASCII)
    text = "第1年，第20年"
    assert made.pattern == wanted.pattern
    assert made.sub("-", text) == wanted.sub("-", text)
    assert [each["year"] for each in made.finditer(text, 3)] == ["20"]
    assert (made.groupindex, made.flags, made.groups) == (wanted.groupindex, wanted.flags, wanted.groups)
    assert {each.re == made for each in wanted.finditer(text)} == {True}
    assert pattern("第") not in (made, wanted, re.compile("第", re.ASCII))
    assert pattern(b"RIFF....WEBP").match(b"RIFF1234WEBP")
    with pytest.raises(AttributeError):
        made.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_a_pattern_is_compiled_when_it_is_used() -> None:
    wrong = pattern("（(")
    with pytest.raises(re.error):
        wrong.match("（(")


def test_every_pattern_of_a_module_compiles() -> None:
    for module in pkgutil.walk_packages(gongwen.__path__, "gongwen."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    gc.collect()
    found = [each for each in gc.get_objects() if type(each) is type(pattern(""))]
    assert len(found) > 500
    assert all(each.groups >= 0 for each in found)
