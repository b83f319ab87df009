"""Pages → Typst source that puts every character at its place.

Typst closes up adjacent punctuation within one run of text and trims an opening mark at the start of a line.
Runs are therefore split between two marks, and every line begins with a hair of white.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from gongwen.pages import Image, Ink, Line, Page, Pages, Stroke
from gongwen.pattern import pattern
from gongwen.write.fonts import Font, FontChoice
from gongwen.write.glyphs import cells_of
from gongwen.write.pieces import BOLD, InkLook, Piece, Tracking, pieces_of, tracking_of, underlines

_MARKS = "“‘《〈（『「【〖〔［｛”’，．。、：；》〉）』」】〗〕］｝？！·・"
_BETWEEN_MARKS = pattern(f"(?<=[{_MARKS}])(?=[{_MARKS}])")

_SPECIAL = pattern(r'["\\\n\r]')
"""Characters that do not stand for themselves in a text of Typst."""

_HAIR = 0.00001
"""White too thin to see, in points; Typst drops white of no width and joins what stands on its two sides."""

_BLANK = "#box()\n"
"""What stands on an empty page, which Typst would leave out."""

_PREAMBLE = """\
#set page(margin:0pt)
#set text(lang:"zh",region:"CN",script:"hani",fallback:false,cjk-latin-spacing:none,top-edge:"baseline",
kerning:false,ligatures:false,features:(calt:0,ccmp:0,locl:0))
#let l(x,y,t,b)=place(top+left,dx:x,dy:y,{{set text(tracking:t);h({hair:.5f}pt)+b}})
#let r(x,y,t,b)=place(top+left,dx:x,dy:y,rotate(90deg,origin:top+left,box({{set text(tracking:t);h({hair:.5f}pt)+b}})))
#let i(x,y,w,h,b)=place(top+left,dx:x,dy:y,image(bytes(b),width:w,height:h,fit:"stretch"))
#let s(x,y,a,b,w,c)=place(top+left,dx:x,dy:y,line(end:(a,b),stroke:w+c))
"""
# The script is fixed, or Typst would break runs where letters meet characters; features that put one glyph
# in the place of another are off, because the advances are those of the single characters.


@dataclass(frozen=True, slots=True)
class Variant:
    """How Typst tells one font from all others that it has loaded."""

    family: str
    style: str
    weight: int
    stretch: float


@dataclass(slots=True)
class Composition:
    """What stands on the pages, waiting for the names by which Typst knows the fonts."""

    pages: Pages
    body: str = ""
    looks: dict[InkLook, str] = field(default_factory=dict)

    @property
    def fonts(self) -> list[Font]:
        """The fonts that the pages need, each once, in the order of their first use."""
        return list(dict.fromkeys(look.font for look in self.looks))

    def source(self, variants: Mapping[Font, Variant]) -> str:
        """Return the whole Typst source. Raises KeyError when ``variants`` lacks one of :attr:`fonts`."""
        pages = self.pages
        head = _PREAMBLE.format(hair=_HAIR)
        looks = "".join(_write_look(name, look, variants[look.font]) for look, name in self.looks.items())
        return f"{_write_document(pages)}{head}{looks}{self.body}"


def compose(pages: Pages, choice: FontChoice) -> Composition:
    """Return ``pages`` as Typst source in the fonts of ``choice``."""
    composition = Composition(pages)
    composer = _Composer(choice, composition.looks)
    is_turned = None
    for page in pages.sheets:
        composition.body += "#pagebreak()\n" if page.is_turned == is_turned else _write_size(pages, page)
        composition.body += composer.page(page)
        is_turned = page.is_turned
    return composition


def _write_size(pages: Pages, page: Page) -> str:
    """Return the size of the sheets from ``page`` on; it begins a page by itself."""
    wide, high = (pages.height, pages.width) if page.is_turned else (pages.width, pages.height)
    return f"#set page(width:{_number(wide)}pt,height:{_number(high)}pt)\n"


class _Composer:
    """Writes pages, and gives each look a name when it first comes up."""

    def __init__(self, choice: FontChoice, looks: dict[InkLook, str]) -> None:
        self.chains = {taken.face: taken.chain for taken in choice.taken}
        self.looks = looks

    def page(self, page: Page) -> str:
        """Return the source of one page."""
        written = [
            *map(_write_stroke, page.strokes),
            *map(self._line, page.lines),
            *map(_write_image, page.images),
        ]
        return "".join(written) or _BLANK

    def _line(self, line: Line) -> str:
        pieces = [piece for ink in line.inks for piece in _pieces(ink, self.chains[ink.face])]
        if not pieces:
            return ""
        tracking = tracking_of(line, pieces)
        runs = "".join(self._runs(pieces, tracking))
        way = "r" if line.is_turned else "l"
        rules = "".join(map(_write_stroke, underlines(pieces, tracking, line)))
        return f"#{way}({line.x:.4f}pt,{line.baseline:.4f}pt,{tracking.white:.5f}pt)[{runs}]\n{rules}"

    def _runs(self, pieces: list[Piece], tracking: Tracking) -> Iterator[str]:
        """Yield the runs of a line with the white between them, which Typst does not track."""
        white = 0.0
        for index, piece in enumerate(pieces):
            white += piece.before
            if index or white:
                yield f"#h({white if abs(white) > _HAIR else _HAIR:.5f}pt)"
            name = self.looks.get(piece.look) or self._name(piece.look)
            inside = tracking.inside(piece)
            own = "" if inside == tracking.white else f"tracking:{inside:.5f}pt,"
            yield f'#{name}({own}"{_escape("".join(piece.characters))}")'
            white = piece.after + tracking.white

    def _name(self, look: InkLook) -> str:
        name = self.looks[look] = f"t{len(self.looks)}"
        return name


@lru_cache(maxsize=4096)
def _pieces(ink: Ink, chain: tuple[Font, ...]) -> tuple[Piece, ...]:
    """Return ``ink`` in pieces; a draft comes again with most of its own."""
    return tuple(pieces_of(ink, cells_of(chain), _BETWEEN_MARKS.split(ink.text)))


def _write_stroke(stroke: Stroke) -> str:
    across, down = stroke.x_end - stroke.x, stroke.y_end - stroke.y
    return (
        f"#s({stroke.x:.4f}pt,{stroke.y:.4f}pt,{across:.4f}pt,{down:.4f}pt,"
        f"{stroke.weight:.4f}pt,{_colour(stroke.colour)})\n"
    )


def _write_image(image: Image) -> str:
    if not image.data:
        return ""
    data = ",".join(map(str, image.data))
    return f"#i({image.x:.4f}pt,{image.y:.4f}pt,{image.width:.4f}pt,{image.height:.4f}pt,({data},))\n"


def _write_look(name: str, look: InkLook, variant: Variant) -> str:
    extra = f",baseline:{-look.rise:.4f}pt" if look.rise else ""
    if look.is_bold:
        extra += f",stroke:{look.size * BOLD:.4f}pt+{_colour(look.colour)}"
    return (
        f'#let {name}=text.with(font:"{_escape(variant.family)}",style:"{variant.style}",'
        f"weight:{variant.weight},stretch:{_number(variant.stretch * 100)}%,"
        f"size:{_number(look.size)}pt,fill:{_colour(look.colour)}{extra})\n"
    )


def _write_document(pages: Pages) -> str:
    when = _write_time(datetime.fromisoformat(pages.date), "T" in pages.date) if pages.date else "none"
    author = f'"{_escape(pages.author)}"' if pages.author else "()"
    title = f'"{_escape(pages.title)}"' if pages.title else "none"
    words = "".join(f'"{_escape(word)}",' for word in pages.keywords)
    return f"#set document(title:{title},author:{author},date:{when},keywords:({words}))\n"


def _write_time(time: datetime, has_hours: bool) -> str:
    hours = f",hour:{time.hour},minute:{time.minute},second:{time.second}" if has_hours else ""
    return f"datetime(year:{time.year},month:{time.month},day:{time.day}{hours})"


def _colour(colour: str) -> str:
    """Return a colour RRGGBB; black is grey of no light, which prints with black ink alone."""
    return "black" if colour == "000000" else f'rgb("{colour}")'


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _escape(text: str) -> str:
    if _SPECIAL.search(text) is None:
        return text
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("\r", " ")
