"""The tags of a template: where they stand, what is wrong with them, and how jinja is to read them.

Those of docxtpl that a letterhead needs: ``{{ 发文字号 }}``, ``{{p 正文 }}`` in a paragraph of its own,
``{% if 密级 %}`` … ``{% endif %}`` inside a paragraph, ``{%p if … %}`` around paragraphs, ``{# … #}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, get_args

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from gongwen.document import Document
from gongwen.flow import Slot
from gongwen.ooxml.xml import SPACE, W
from gongwen.pattern import pattern

WHOLE = "主体"
"""The slot of everything between 版头 and 版记."""
SLOTS: tuple[str, ...] = (*get_args(Slot), WHOLE)
_STRUCTURED = ("body", "roster", "attachments", "enclosed", "stamps")
WORDS: dict[str, str] = {
    info.alias or name: name for name, info in Document.model_fields.items() if name not in _STRUCTURED
}
"""What can be printed as plain text: the field of the document by its 公文 term."""
NAMES = tuple(dict.fromkeys((*WORDS, *SLOTS)))

_PRINTED, _PLACED = "字_", "位_"
"""Before the names of what is printed as text and of what is placed as paragraphs."""
SECTION = f"{_PLACED}节"
"""The variable of the section that holds the 版记."""

_Word = Literal["print", "if", "elif", "else", "endif", "comment"]

_TAG = pattern(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|\{#[^{}]*#\}")
_PRINT = pattern(r"\{\{(p?)\s*(\w+)\s*\}\}")
_TEST = pattern(r"\{%(p?)\s*(if|elif|else|endif)\b\s*([^{}%#&<>\[\]]*?)\s*%\}")
_COMMENT = pattern(r"\{#(p\s)?[^{}]*#\}")
_HALF_TAG = pattern(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_NEARLY = pattern(r"[{｛]p?\s{0,3}(\w{1,9})\s{0,3}[}｝]")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_BRACES = str.maketrans("{}", "\ufdd0\ufdd1")
"""Braces of the fixed words, while docxtpl and jinja read the tags."""
_SHOWN = 30
"""How much of a paragraph a message repeats, characters."""
_LONGEST, _MOST, _DEEPEST = 200, 500, 8
"""What a letterhead never needs: characters in a tag, tags in a part, conditions within conditions."""

_W = f"{{{W}}}"
_LOST = (
    "drawing",
    "pict",
    "object",
    "sectPr",
    "fldChar",
    "fldSimple",
    "footnoteReference",
    "endnoteReference",
)

_ONLY_NAMES = "里只能写一个名称，如 {{ 发文字号 }}，不能写计算式"
_ONLY_TESTS = (
    "里只能写 if、elif、else、endif，条件用名称、and、or、not、==、!= 和加引号的文字，如 {% if 密级 %}"
)
_BROKEN = "标签没有写完整，或者一个套着一个；标签写成 {{ 名称 }}，两边各两个半角大括号"
_UNBALANCED = "的 if 与 endif 不成对，或者套了太多层；每个 if 后面都要有一个 endif"
_TOO_MANY = f"标签超过 {_MOST} 个，公文模板用不到这么多，请检查"
_NOT_ALONE = "要单独成一段，同一段的其他文字会丢失，请分段"
_NOT_IN_TEXT = "只能写在正文里，不能写在表格、文本框、内容控件、页眉里"
_WITH_OBJECT = "所在的段落里还有图形、域、脚注或者分节符，会跟着丢失，请移到别的段落"
_ACROSS = "的 if 与 endif 之间隔着超链接、修订或控件，请把这一段重新输入一遍"
_NOT_FILLED = "写在艺术字、图形、公式、域或替代文字里，不能填写，请改成普通文字"


def make_environment() -> ImmutableSandboxedEnvironment:
    """Return a jinja environment in which a template can do nothing but print and ask for names."""
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    for stock in (environment.globals, environment.filters, environment.tests):
        stock.clear()
    return environment


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag of a paragraph."""

    start: int
    end: int
    word: _Word
    owns_paragraph: bool
    """Whether it stands for its whole paragraph, as ``{{p … }}`` and ``{%p … %}`` do."""
    content: str
    """The name printed or the condition; "" for the others."""

    def is_slot(self, name: str) -> bool:
        """Whether this is the place of the paragraphs called ``name``."""
        return self.word == "print" and self.owns_paragraph and self.content == name

    @property
    def written(self) -> str:
        """The tag as docxtpl is to read it."""
        mark = "p" if self.owns_paragraph else ""
        if self.word == "print":
            return f"{{{{{mark} {variable(self.content, is_placed=self.owns_paragraph)} }}}}"
        if self.word == "comment":
            return "{#p #}" if mark else ""
        return f"{{%{mark} {self.word} {self.content} %}}"


def variable(name: str, *, is_placed: bool) -> str:
    """Return the variable that prints ``name``: as paragraphs when it ``is_placed``, else as text."""
    return (_PLACED if is_placed else _PRINTED) + name


@dataclass(frozen=True, slots=True)
class TaggedPar:
    """A paragraph with tags in it."""

    element: etree._Element
    texts: tuple[etree._Element, ...]
    line: str
    tags: tuple[Tag, ...]

    def rewrite(self) -> None:
        """Put every tag, as docxtpl is to read it, whole into the run in which it begins."""
        pieces = [""] * len(self.texts)
        owners = [index for index, text in enumerate(self.texts) for _ in text.text or ""]
        at = 0
        for tag in self.tags:
            for index in range(at, tag.start):
                pieces[owners[index]] += self.line[index].translate(_BRACES)
            pieces[owners[tag.start]] += tag.written
            at = tag.end
        for index in range(at, len(self.line)):
            pieces[owners[index]] += self.line[index].translate(_BRACES)
        for text, piece in zip(self.texts, pieces, strict=True):
            text.text = piece
            text.set(SPACE, "preserve")


class _Fault(Exception):
    """What is wrong with the tags of one paragraph, in Chinese."""


def check_tags(root: etree._Element) -> list[str]:
    """Return what is wrong with the tags below ``root``, a document or a header; [] when nothing is."""
    problems: list[str] = []
    owners: list[Tag] = []
    count = 0
    for paragraph in root.iter(f"{_W}p"):
        texts = own_texts(paragraph)
        line = _line(texts)
        try:
            found = TaggedPar(paragraph, texts, line, tuple(_read_tags(line)))
            _check_paragraph(found)
        except _Fault as fault:
            problems.append(f"“{_short(line)}”这一段，{fault}")
        else:
            owners += [tag for tag in found.tags if tag.owns_paragraph]
            count += len(found.tags)
    if count > _MOST:
        problems.append(_TOO_MANY)
    if not problems and _is_unbalanced(owners):
        problems.append(f"单独成段的 {{%p if … %}}{_UNBALANCED}")
    problems += [f"“{_short(text)}”{_NOT_FILLED}" for text in _other_texts(root) if _TAG.search(text)]
    return list(dict.fromkeys(problems))


def prepare_tags(root: etree._Element) -> list[TaggedPar]:
    """Make the tags below ``root``, which are sound, ready for docxtpl; return their paragraphs.

    Every other brace becomes a sign that neither docxtpl nor jinja reads.
    """
    found = []
    for paragraph in root.iter(f"{_W}p"):
        texts = own_texts(paragraph)
        line = _line(texts)
        if tags := tuple(_read_tags(line)):
            found.append(TaggedPar(paragraph, texts, line, tags))
    _hide_braces(root)
    for par in found:
        par.rewrite()
    _remove_bookmarks(root, [par for par in found if par.tags[0].owns_paragraph])
    return found


def _hide_braces(root: etree._Element) -> None:
    for element in root.iter():
        element.text = element.text and element.text.translate(_BRACES)
        element.tail = element.tail and element.tail.translate(_BRACES)
        for name, value in element.items():
            if "{" in value or "}" in value:
                element.set(name, value.translate(_BRACES))


def _remove_bookmarks(root: etree._Element, owners: Iterable[TaggedPar]) -> None:
    """Remove the bookmarks that would lose one of their ends with the paragraphs of ``owners``."""
    ends = (f"{_W}bookmarkStart", f"{_W}bookmarkEnd")
    keys = {end.get(f"{_W}id") for par in owners for end in par.element.iter(*ends)}
    for end in list(root.iter(*ends)):
        if end.get(f"{_W}id") in keys:
            end.getparent().remove(end)


def show_braces(xml: str) -> str:
    """Return ``xml`` with the hidden braces as characters that jinja does not read."""
    return xml.replace("\ufdd0", "&#123;").replace("\ufdd1", "&#125;")


def own_texts(paragraph: etree._Element) -> tuple[etree._Element, ...]:
    """Return the texts of ``paragraph`` without those of text boxes that hang on it."""
    texts = paragraph.xpath(".//w:t", namespaces={"w": W})
    return tuple(text for text in texts if next(text.iterancestors(f"{_W}p")) is paragraph)


def fixed_words(root: etree._Element) -> str:
    """Return the words below ``root`` that are not tags."""
    return "".join(_TAG.sub("", _line(own_texts(paragraph))) for paragraph in root.iter(f"{_W}p")).strip()


def _line(texts: Iterable[etree._Element]) -> str:
    return "".join(text.text or "" for text in texts)


def _other_texts(root: etree._Element) -> Iterator[str]:
    """Yield the texts and attribute values in which tags are not filled."""
    for element in root.iter():
        if element.tag not in (f"{_W}t", f"{_W}delText"):
            yield element.text or ""
        yield from element.values()


def _short(line: str) -> str:
    line = line.strip()
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _read_tags(line: str) -> Iterator[Tag]:
    """Yield the tags of ``line`` in order. Raises _Fault at the first that cannot be read."""
    rest = _TAG.sub("\n", line)
    nearly = next((match[0] for match in _NEARLY.finditer(rest) if match[1] in NAMES), "")
    if nearly:
        raise _Fault(f"“{nearly}”：标签两边要各写两个半角大括号，如 {{{{ 发文字号 }}}}")
    if _HALF_TAG.search(rest) or "｛｛" in rest:
        raise _Fault(_BROKEN)
    for match in _TAG.finditer(line):
        yield _read_tag(match)


def _read_tag(match: re.Match[str]) -> Tag:
    text, (start, end) = match[0], match.span()
    if len(text) > _LONGEST:
        raise _Fault(_BROKEN)
    if comment := _COMMENT.fullmatch(text):
        return Tag(start, end, "comment", bool(comment[1]), "")
    if text.startswith("{{"):
        found = _PRINT.fullmatch(text)
        if found is None:
            raise _Fault(f"“{text}”{_ONLY_NAMES}")
        _check_name(found[2], is_placed=bool(found[1]))
        return Tag(start, end, "print", bool(found[1]), found[2])
    test = _TEST.fullmatch(text)
    if test is None:
        raise _Fault(f"“{text}”{_ONLY_TESTS}")
    word: _Word = test[2]  # type: ignore[assignment]
    condition = test[3].translate(_QUOTES)
    if condition.count("(") > _DEEPEST:
        raise _Fault(f"“{text}”{_ONLY_TESTS}")
    if word in ("if", "elif"):
        _check_condition(condition, text)
    elif condition:
        raise _Fault(f"“{text}”{_ONLY_TESTS}")
    return Tag(start, end, word, bool(test[1]), condition)


def _check_name(name: str, *, is_placed: bool) -> None:
    if is_placed and name in WORDS and name not in SLOTS:
        raise _Fault(f"“{name}”是文字，不是段落，请写成 {{{{ {name} }}}}")
    if not is_placed and name in SLOTS and name not in WORDS:
        raise _Fault(f"“{name}”有自己的段落，请单独一段写 {{{{p {name} }}}}")
    if name not in NAMES:
        raise _Fault(_unknown(name, SLOTS if is_placed else tuple(WORDS)))


def _unknown(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, 2, 0.5)
    remedy = "或".join(f"“{each}”" for each in near)
    return f"没有“{name}”这个名称，" + (f"是否想写{remedy}？" if near else f"可以写：{'、'.join(known)}")


_TEST_NODES = (nodes.Name, nodes.Const, nodes.Not, nodes.And, nodes.Or, nodes.Compare, nodes.Operand)
_ENVIRONMENT = make_environment()


def _check_condition(condition: str, text: str) -> None:
    """Refuse every condition that does more than ask whether names have a value, or which."""
    try:
        tree = _ENVIRONMENT.parse(f"{{% if {condition} %}}{{% endif %}}").find(nodes.If)
    except TemplateSyntaxError:
        tree = None
    if tree is None or tree.elif_ or tree.else_ or tree.body:
        raise _Fault(f"“{text}”{_ONLY_TESTS}")
    for node in (tree.test, *tree.test.find_all(nodes.Node)):
        is_comparison = not isinstance(node, nodes.Operand) or node.op in ("eq", "ne")
        if not isinstance(node, _TEST_NODES) or not is_comparison:
            raise _Fault(f"“{text}”{_ONLY_TESTS}")
        if isinstance(node, nodes.Name) and node.name not in NAMES:
            raise _Fault(_unknown(node.name, NAMES))


def _check_paragraph(found: TaggedPar) -> None:
    """Refuse tags whose removal would take something else away or tear the XML."""
    owner = next((tag for tag in found.tags if tag.owns_paragraph), None)
    if owner is not None:
        _check_owner(owner, found)
        return
    tests = [tag for tag in found.tags if tag.word not in ("print", "comment")]
    if _is_unbalanced(tests):
        raise _Fault(f"条件标签{_UNBALANCED}")
    owners = [text for text in found.texts for _ in text.text or ""]
    if len({owners[tag.start].getparent().getparent() for tag in tests}) > 1:
        raise _Fault(f"条件标签{_ACROSS}")


def _check_owner(tag: Tag, found: TaggedPar) -> None:
    text = found.line[tag.start : tag.end]
    if found.line.strip() != text:
        raise _Fault(f"“{text}”{_NOT_ALONE}")
    if found.element.getparent().tag != f"{_W}body":
        raise _Fault(f"“{text}”{_NOT_IN_TEXT}")
    if next(found.element.iter(*(f"{_W}{name}" for name in _LOST)), None) is not None:
        raise _Fault(f"“{text}”{_WITH_OBJECT}")


def _is_unbalanced(tags: Iterable[Tag]) -> bool:
    """Whether an if lacks its endif, an elif, else or endif its if, or conditions nest too deep."""
    has_else: list[bool] = []
    for tag in tags:
        if tag.word in ("print", "comment"):
            continue
        if tag.word == "if":
            has_else.append(False)
        elif not has_else or (tag.word != "endif" and has_else[-1]):
            return True
        elif tag.word == "endif":
            has_else.pop()
        elif tag.word == "else":
            has_else[-1] = True
        if len(has_else) > _DEEPEST:
            return True
    return bool(has_else)
