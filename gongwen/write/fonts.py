"""Which fonts are installed, and which of them draws each type face of a profile."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, BinaryIO, Literal

from gongwen.faces import Face
from gongwen.files import FileState, state_of
from gongwen.finding import UsageError

Standing = Literal["official", "accepted", "stand-in", "missing"]
"""How near the font is to what the standard asks; missing: nothing named by the profile is installed."""

REGULAR, BOLD = 400, 700
"""Weights on the scale of OpenType, 1 to 1000."""

WIDE = (
    "Noto Serif CJK SC", "Source Han Serif SC", "思源宋体", "SimSun", "Songti SC", "Noto Sans CJK SC",
    "Source Han Sans SC", "思源黑体", "LXGW WenKai", "霞鹜文楷", "WenQuanYi Zen Hei", "Microsoft YaHei",
    "PingFang SC", "AR PL UMing CN", "SimSun-ExtB", "SimSun-ExtG", "HanaMinA", "HanaMinB",
    "Plangothic P1", "Plangothic P2", "BabelStone Han",
)  # fmt: skip
"""Families with many rare characters, tried in this order when a face has not got one."""

_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
_LIGHTEST_BOLD = 600
_SIMPLIFIED_CHINESE = 1 << 18
_FAMILY_NAMES, _POSTSCRIPT_NAME = (1, 16), 6
_ITALIC, _BOLD = 1 << 0, 1 << 5
_MAC_BOLD, _MAC_ITALIC = 1 << 0, 1 << 1
_CACHE_FORM = 1
_KEPT = 10
"""Seconds for which the fonts found are taken to be those that are there: the page runs for days."""


@dataclass(frozen=True, slots=True)
class Font:
    """One upright font: a face of a file, and of a variable font one weight of it."""

    path: str
    index: int
    """Its place in a collection; 0 in a file of its own."""
    families: tuple[str, ...]
    """The family's names in all languages."""
    weight: int
    is_chinese: bool
    """Whether the font itself claims to cover simplified Chinese."""
    is_variable: bool = False
    state: FileState = (0, 0)
    """That of the file when its names were read: a font that was put in its place is another one."""

    def __hash__(self) -> int:
        """Return what tells most fonts apart; a string remembers its own."""
        return hash(self.path)


class Chain(tuple[Font, ...]):
    """Fonts in the order in which they are tried; what it is found by is reckoned once, however many they are."""

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return super().__hash__()


@dataclass(frozen=True, slots=True)
class TakenFace:
    """The fonts that draw one type face."""

    face: str
    """The profile's name of it: 仿宋, 黑体 …"""
    wanted: str
    """The official font."""
    standing: Standing
    family: str
    """The family taken, under the name by which the profile or the system knows it."""
    chain: tuple[Font, ...]
    """Never empty. The face's own font first, then what draws the characters that it has not got."""

    @property
    def note(self) -> str:
        """A sentence for the user about a font that stands in; "" for an official or accepted one."""
        if self.standing in ("official", "accepted"):
            return ""
        return (
            f"{self.face}：没有安装“{self.wanted}”，用“{self.family}”代替，字形与正式公文不同；"
            f"请安装“{self.wanted}”，或者把字体文件放进环境变量 GONGWEN_FONTS 指的文件夹"
        )


@dataclass(frozen=True, slots=True)
class FontChoice:
    """The fonts of every type face of a profile; equal choices are interchangeable."""

    taken: tuple[TakenFace, ...]

    def __getitem__(self, face: str) -> TakenFace:
        """Return what draws ``face``. Raises KeyError when the profile has no such face."""
        for taken in self.taken:
            if taken.face == face:
                return taken
        raise KeyError(face)

    @property
    def notes(self) -> list[str]:
        """What the user should be told about stand-ins, one sentence a face; [] when there are none."""
        return [taken.note for taken in self.taken if taken.note]


def choose_fonts(faces: Mapping[str, Face], installed: Sequence[Font] | None = None) -> FontChoice:
    """Return the best font for each of ``faces`` out of ``installed``, None being this computer's.

    Raises UsageError when there is not one Chinese font to fall back upon.
    """
    fonts = installed_fonts() if installed is None else tuple(installed)
    return _choose(tuple(faces.items()), fonts)


@lru_cache(maxsize=32)
def _choose(faces: tuple[tuple[str, Face], ...], installed: tuple[Font, ...]) -> FontChoice:
    shelf = _Shelf(installed)
    wide = shelf.wide(face for _, face in faces)
    if not wide:
        raise UsageError(_nothing_installed(faces))
    return FontChoice(tuple(_take(name, face, shelf, wide) for name, face in faces))


def _take(name: str, face: Face, shelf: _Shelf, wide: Sequence[Font]) -> TakenFace:
    ranks: tuple[tuple[Standing, tuple[str, ...]], ...] = (
        ("official", (face.name,)),
        ("accepted", face.accepted),
        ("stand-in", face.stand_ins),
    )
    found = [
        (standing, asked.partition(":")[0], font)
        for standing, families in ranks
        for asked in families
        if (font := shelf.find(asked)) is not None
    ] or [("missing", wide[0].families[0], wide[0])]
    standing, family, own = found[0]
    supplement = shelf.find(face.supplement) or own
    chain = (own, supplement, *(font for _, _, font in found), *wide)
    return TakenFace(name, face.name, standing, family, Chain(dict.fromkeys(chain)))


class _Shelf:
    """The installed fonts by the names of their families."""

    def __init__(self, fonts: tuple[Font, ...]) -> None:
        self.fonts = fonts
        self.families: dict[str, list[Font]] = {}
        for font in fonts:
            for family in font.families:
                self.families.setdefault(_key(family), []).append(font)

    def find(self, asked: str) -> Font | None:
        """Return the font of the family and weight ``asked`` (``Family`` or ``Family:Bold``); None without."""
        family, _, weight = asked.partition(":")
        fonts = self.families.get(_key(family), [])
        if not weight:
            return min(fonts, key=lambda font: abs(font.weight - REGULAR), default=None)
        bold = [font for font in fonts if font.weight >= _LIGHTEST_BOLD]
        return min(bold, key=lambda font: abs(font.weight - BOLD), default=None)

    def wide(self, faces: Iterable[Face]) -> list[Font]:
        """Return the fonts that can help any face out, one a family: many characters first, then any Chinese, then any.

        [] when none of them is Chinese.
        """
        named = [name for face in faces for name in (face.name, *face.accepted, *face.stand_ins)]
        chinese = sorted(font.families[0] for font in self.fonts if font.is_chinese)
        wide = self._found((*WIDE, *named, *chinese))
        return (
            self._found((*WIDE, *named, *chinese, *sorted(font.families[0] for font in self.fonts)))
            if wide
            else []
        )

    def _found(self, families: Iterable[str]) -> list[Font]:
        """Return the fonts of ``families`` that are installed, one a file."""
        by_file: dict[str, Font] = {}
        for asked in families:
            if font := self.find(asked.partition(":")[0]):
                by_file.setdefault(font.path, font)
        return list(by_file.values())


def _key(family: str) -> str:
    return family.strip().casefold()


def _nothing_installed(faces: Iterable[tuple[str, Face]]) -> str:
    missing = "、".join(f"{name}（{face.name}）" for name, face in faces)
    return (
        f"这台计算机没有可用的中文字体，不能排版。缺少：{missing}。请任选一种办法安装后重试：\n"
        "Debian、Ubuntu：sudo apt install fonts-noto-cjk fonts-lxgw-wenkai\n"
        "麒麟、统信：sudo apt install fonts-noto-cjk，或者在应用商店安装 WPS Office\n"
        "Windows：设置→系统→可选功能→添加“简体中文补充字体”，或者右键单击字体文件选“安装”\n"
        "macOS：双击字体文件，选“安装”\n"
        "不能安装时：把字体文件（ttf、otf、ttc）放进一个文件夹，用环境变量 GONGWEN_FONTS 指明它"
    )


def font_folders(platform: str, environ: Mapping[str, str], home: Path) -> list[Path]:
    """Return where fonts may lie on ``platform`` (a value of sys.platform), what the user names first."""
    own = [Path(folder) for folder in environ.get("GONGWEN_FONTS", "").split(os.pathsep) if folder]
    if platform == "win32":
        windows = Path(environ.get("WINDIR", r"C:\Windows"))
        local = Path(environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        return [*own, local / "Microsoft" / "Windows" / "Fonts", windows / "Fonts"]
    if platform == "darwin":
        assets = sorted(Path("/System/Library/AssetsV2").glob("com_apple_MobileAsset_Font*"))
        return [*own, home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"), *assets]
    data = Path(environ.get("XDG_DATA_HOME") or home / ".local/share")
    shared = ("/usr/local/share/fonts", "/usr/share/fonts", "/opt/kingsoft/wps-office")
    wps = sorted(Path("/opt/apps").glob("*wps*"))
    users = dict.fromkeys((data / "fonts", home / ".local/share/fonts", home / ".fonts"))
    return [*own, *users, *map(Path, shared), *wps]


def installed_fonts() -> tuple[Font, ...]:
    """Return the fonts of this computer, those of the user's own folders first; looked for anew now and then."""
    folders = tuple(font_folders(sys.platform, os.environ, Path.home()))
    return _installed(folders, int(time.monotonic() / _KEPT))


@lru_cache(maxsize=8)
def _installed(folders: tuple[Path, ...], _period: int) -> tuple[Font, ...]:
    return scan_fonts(folders, cache_file(sys.platform, os.environ, Path.home()))


def scan_fonts(folders: Iterable[Path], cache: Path) -> tuple[Font, ...]:
    """Return the upright fonts in and below ``folders``, in their order; () when there are none.

    What was read is kept in the file ``cache`` and used again for font files that have not changed.
    A font that cannot be read is left out; a cache that cannot be read or written is done without.
    """
    known = _FontCache(cache)
    fonts = tuple(font for path in _font_files(folders) for font in known.fonts(path))
    known.save()
    return fonts


def _font_files(folders: Iterable[Path]) -> Iterator[str]:
    """Yield the font files below ``folders``, each once, in a settled order."""
    seen: set[str] = set()
    for top in folders:
        for folder, inner, names in os.walk(top):
            inner.sort()
            for name in sorted(names):
                path = os.path.join(folder, name)
                if name.lower().endswith(_SUFFIXES) and path not in seen:
                    seen.add(path)
                    yield path


def cache_file(platform: str, environ: Mapping[str, str], home: Path) -> Path:
    """Return where the names of the fonts are kept between runs on ``platform`` (as in sys.platform)."""
    if platform == "win32":
        base = Path(environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
    elif platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "gongwen" / "fonts.json"


class _FontCache:
    """What is known of font files, kept between runs; a file that changed is read again."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.known = self._load()
        self.used: dict[str, Any] = {}

    def _load(self) -> dict[str, Any]:
        try:
            stored = json.loads(self.file.read_text(encoding="utf-8"))
            return dict(stored["files"]) if stored["form"] == _CACHE_FORM else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}

    def fonts(self, path: str) -> list[Font]:
        """Return the fonts in the file at ``path``; [] when it cannot be read."""
        try:
            state = state_of(path)
        except OSError:
            return []
        fonts = self._remembered(path, state)
        if fonts is None:
            fonts = [replace(font, state=state) for font in _read_fonts(path)]
            self.used[path] = {"stamp": list(state), "fonts": [_stored(font) for font in fonts]}
        return fonts

    def _remembered(self, path: str, state: FileState) -> list[Font] | None:
        """Return what the cache knows of the file at ``path``; None when that is nothing, or out of date."""
        entry = self.known.get(path)
        try:
            if entry is None or entry["stamp"] != list(state):
                return None
            fonts = [_restored(path, state, fields) for fields in entry["fonts"]]
        except (KeyError, TypeError, ValueError):
            return None
        self.used[path] = entry
        return fonts

    def save(self) -> None:
        """Write what was used when it is new; a folder that cannot be written to is no fault."""
        if all(self.known.get(path) is entry for path, entry in self.used.items()):
            return
        beside = self.file.with_name(f"{self.file.name}.{os.getpid()}")
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            others = {path: entry for path, entry in self.known.items() if os.path.exists(path)}
            stored = {"form": _CACHE_FORM, "files": {**others, **self.used}}
            beside.write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")
            os.replace(beside, self.file)
        except OSError:
            with suppress(OSError):
                beside.unlink()


def _stored(font: Font) -> list[Any]:
    return [font.index, list(font.families), font.weight, font.is_chinese, font.is_variable]


def _restored(path: str, state: FileState, fields: list[Any]) -> Font:
    index, families, weight, is_chinese, is_variable = fields
    return Font(path, index, tuple(families), weight, is_chinese, is_variable, state)


def _read_fonts(path: str) -> list[Font]:
    """Return the upright fonts in the file at ``path``; [] when it is no font."""
    try:
        with open(path, "rb") as file:
            head = file.read(12)
            count = int.from_bytes(head[8:12], "big") if head[:4] == b"ttcf" else 1
            return [font for index in range(count) for font in _read_face(file, path, index)]
    except Exception:  # a broken file can fail anywhere, and must not stop the others
        return []


def _read_face(file: BinaryIO, path: str, index: int) -> list[Font]:
    from fontTools.ttLib import TTFont

    face = TTFont(file, fontNumber=index, lazy=True)
    system, style = face["OS/2"], face["head"].macStyle
    if system.fsSelection & _ITALIC or style & _MAC_ITALIC:
        return []
    records = face["name"].names
    names = [str(record) for record in records if record.nameID in _FAMILY_NAMES]
    if not names or all(record.nameID != _POSTSCRIPT_NAME for record in records):
        return []  # Typst does not take a font without a PostScript name
    pages = getattr(system, "ulCodePageRange1", 0)
    font = Font(
        path=path,
        index=index,
        families=tuple(dict.fromkeys(names)),
        weight=_weight(system.usWeightClass, bool(system.fsSelection & _BOLD or style & _MAC_BOLD)),
        is_chinese=bool(pages & _SIMPLIFIED_CHINESE),
    )
    return _weights(font, face["fvar"].axes) if "fvar" in face else [font]


def _weight(stated: int, is_bold: bool) -> int:
    """Return the weight of a font; some bold ones state that they are regular."""
    return BOLD if is_bold and stated < _LIGHTEST_BOLD else stated


def _weights(font: Font, axes: Iterable[Any]) -> list[Font]:
    """Return a variable font as its regular and its bold, as far as its axis reaches."""
    font = replace(font, is_variable=True)
    axis = next((axis for axis in axes if axis.axisTag == "wght"), None)
    if axis is None:
        return [font]
    low, high = int(axis.minValue), int(axis.maxValue)
    weights = (max(low, min(weight, high)) for weight in (REGULAR, BOLD))
    return [replace(font, weight=weight) for weight in dict.fromkeys(weights)]
