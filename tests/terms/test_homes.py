"""A term of the field has its pattern among the terms: others use the grammar, or a part of it that it gives away."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import gongwen

ROOT = Path(gongwen.__file__).parent
HOMES = (ROOT / "terms", ROOT / "zh")
TERMS = {
    "发文字号": r"\[号號\]|〔\[|\[〔|〔\(\?P|号期",
    "签发人": r"签\\s\S?发\\s\S?人",
    "页码": r"第\\s\S?(?:\(\?P<\w+>)?\\d\S{0,5}(?:\\s\S?)?页",
    "附件说明": r"附\\s\S?件\\?s?\S{0,3}\[：:",
    "抄送机关": r"抄\\?s?\*?\[送报|抄送：",
    "出席": r"出\\s\S?席|出席：",
    "密级": "绝密|机密",
    "日期": r"\\d\S{0,6}月(?!日)\S{0,24}日",
    "层次序号": r"第\S{0,30}[章条]|[一十]\]\S{0,6}、|[（(]\[一\S{0,12}\]\S{0,4}[）)]",
    "机关代字": r"政\[发|政办\[?发|机发",
    "题注": "送审稿|次\\S{0,24}会议",
    "职务": "书记\\S*(?:局长|主任)\\S*(?:县长|所长)",
}
"""What nobody writes but who knows the term, in patterns and in the parts that they are put together from."""
WORDS_OF_THE_LAYOUT, LABELS_OF_FORMS = "archive/fidelity.py", "recognise/surroundings/web_lines.py"
KNOWN = {
    "签发人": {LABELS_OF_FORMS},
    "抄送机关": {WORDS_OF_THE_LAYOUT, LABELS_OF_FORMS},
    "出席": {WORDS_OF_THE_LAYOUT, LABELS_OF_FORMS},
}
"""Patterns that only list the labels of many terms, to tell them from other words; they read none."""


def texts_of_patterns(tree: ast.AST) -> Iterator[str]:
    """The text of each literal in the arguments of ``pattern`` and of the functions of ``re``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[0] in ("pattern", "re"):
            for part in ast.walk(node):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


@pytest.fixture(scope="module")
def elsewhere() -> list[tuple[str, str]]:
    """The texts of all patterns outside of the terms, each with its file."""
    return [
        (str(path.relative_to(ROOT)), text)
        for path in ROOT.rglob("*.py")
        if not any(home in path.parents for home in HOMES)
        for text in texts_of_patterns(ast.parse(path.read_text(encoding="utf-8")))
    ]


@pytest.mark.parametrize("term", TERMS)
def test_the_pattern_of_a_term_is_among_the_terms(term: str, elsewhere: list[tuple[str, str]]) -> None:
    assert {path for path, text in elsewhere if re.search(TERMS[term], text)} == KNOWN.get(term, set())


@pytest.mark.parametrize("term", TERMS)
def test_the_terms_have_such_a_pattern(term: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "terms").rglob("*.py")]
    assert any(re.search(TERMS[term], text) for text in texts)
