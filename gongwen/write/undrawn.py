"""What no installed font draws, a script at a time, and what can be done."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongwen.finding import InputError
from gongwen.pages import Pages
from gongwen.write.fonts import FontChoice
from gongwen.write.glyphs import CONTROL, PRIVATE, cells_of, visible_characters

_SNIPPET = 12
_SHOWN = 8
"""Characters of a script that a message shows."""
_FEW = 3
"""Characters whose codes a message tells."""
_HAN = "安装收字多的字体（Debian、Ubuntu、麒麟、统信：sudo apt install fonts-babelstone-han fonts-hanazono；Windows：宋体扩展 SimSun-ExtB、SimSun-ExtG）"
_NOTO = "Debian、Ubuntu、麒麟、统信：sudo apt install fonts-noto-core"
_SCRIPTS = {
    "CJK": ("汉字", _HAN),
    "TIBETAN": ("藏文", f"安装藏文字体（{_NOTO}；Windows：Microsoft Himalaya）"),
    "MONGOLIAN": ("蒙古文", f"安装蒙古文字体（{_NOTO}；Windows：Mongolian Baiti）"),
    "ARABIC": ("维吾尔文、哈萨克文等", f"安装维吾尔文字体（{_NOTO}；Windows：Microsoft Uighur）"),
    "YI": ("彝文", f"安装彝文字体（{_NOTO}；Windows：Microsoft Yi Baiti）"),
    "HANGUL": ("朝鲜文", "安装朝鲜文字体（Debian、Ubuntu、麒麟、统信：sudo apt install fonts-noto-cjk；Windows：Malgun Gothic）"),
}  # fmt: skip
"""By the first word of the names of its characters, each with the fonts that have it."""
_OTHERS = ("字", _HAN)


@dataclass(frozen=True, slots=True)
class Undrawn:
    """The characters of one script that no font draws."""

    characters: tuple[str, ...]
    """In the order of the pages, each once."""
    page: int
    """From 1: where the first stands."""
    line: str
    """What stands there."""

    @property
    def first(self) -> str:
        """The character that comes first."""
        return self.characters[0]

    @property
    def reason(self) -> str:
        """What they are, and what to do."""
        kind = unicodedata.category(self.first)
        shown = "" if kind in CONTROL else f"“{''.join(self.characters[:_SHOWN])}”"
        count = f"等{len(self.characters)}个字" if len(self.characters) > _SHOWN else ""
        codes = "、".join(f"U+{ord(each):04X}" for each in self.characters[:_FEW])
        more = "……" if len(self.characters) > _FEW else ""
        if kind in CONTROL:
            return f"（{codes}{more}）不是可以印刷的字符，请删去或者重新输入"
        if kind == PRIVATE:
            return f"{shown}{count}（{codes}{more}）是自造字（造字区的编码），各机的字形不同，请改用这个字在 Unicode 里的正式编码"
        name, remedy = _SCRIPTS.get(_script(self.first), _OTHERS)
        return f"{name}{shown}{count}（{codes}{more}）所有已安装的字体都画不出。请{remedy}，或者改用别的字"

    def __str__(self) -> str:
        snippet = "".join("□" if unicodedata.category(c) in CONTROL else c for c in self.line[:_SNIPPET])
        more = "……" if len(self.line) > _SNIPPET else ""
        return f"第{self.page}页“{snippet}{more}”一行：{self.reason}"


class UndrawnError(InputError):
    """Characters that cannot be drawn; ``found`` tells them by script."""

    def __init__(self, found: Sequence[Undrawn]) -> None:
        super().__init__([str(each) for each in found])
        self.found = found


def undrawn(pages: Pages, choice: FontChoice) -> list[Undrawn]:
    """Return the characters of ``pages`` that no font of ``choice`` draws, a script at a time; [] for none."""
    scripts: dict[str, Undrawn] = {}
    for character, page, line in _missing(pages, choice):
        script = _script(character)
        known = scripts.get(script, Undrawn((), page, line))
        scripts[script] = Undrawn((*known.characters, character), known.page, known.line)
    return list(scripts.values())


def _missing(pages: Pages, choice: FontChoice) -> Iterator[tuple[str, int, str]]:
    """Yield every character that is not drawn, once, with its page and its line."""
    if _are_drawn(pages, choice):
        return
    seen: set[str] = set()
    for number, page in enumerate(pages.sheets, 1):
        for line in page.lines:
            for ink in line.inks:
                cells = cells_of(choice[ink.face].chain)
                for character in visible_characters(ink.text):
                    if not cells[character].is_drawn and character[0] not in seen:
                        seen.add(character[0])
                        yield character[0], number, "".join(each.text for each in line.inks)


def _are_drawn(pages: Pages, choice: FontChoice) -> bool:
    """Whether every character is drawn, each looked at once however often it stands there."""
    texts: defaultdict[str, set[str]] = defaultdict(set)
    for page in pages.sheets:
        for line in page.lines:
            for ink in line.inks:
                texts[ink.face].update(visible_characters(ink.text))
    cells = ((cells_of(choice[face].chain), characters) for face, characters in texts.items())
    return all(known[character].is_drawn for known, characters in cells for character in characters)


def _script(character: str) -> str:
    """Return what ``character`` is of: its script, or what makes it no character of one."""
    kind = unicodedata.category(character)
    if kind in CONTROL or kind == PRIVATE:
        return kind
    word = unicodedata.name(character, "").partition(" ")[0]
    return "CJK" if ord(character) >= 0x20000 and not word else word if word in _SCRIPTS else ""
