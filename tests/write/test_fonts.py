"""Fonts made for the purpose and those of this computer: what is found, chosen and really drawn."""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from fontTools.ttLib.ttCollection import TTCollection

from gongwen.faces import Face
from gongwen.finding import UsageError
from gongwen.pages import Ink, Line, Page, Pages
from gongwen.read.styles.file import read_profile
from gongwen.write import fonts as fonts_module
from gongwen.write import glyphs as glyphs_module
from gongwen.write.fonts import (
    Font,
    Standing,
    cache_file,
    choose_fonts,
    font_folders,
    installed_fonts,
    scan_fonts,
)
from gongwen.write.glyphs import advance, assign
from gongwen.write.ofd import font as ofd_font
from gongwen.write.undrawn import undrawn

Advances = Mapping[str, int]
CHINESE_PAGES = 1 << 18


def build_font(
    family: str,
    advances: Advances,
    *,
    blank: str = "",
    chinese_name: str = "",
    weight: int = 400,
    style: str = "Regular",
    selection: int = 0x40,
    is_cff: bool = False,
    wide_map: bool = False,
) -> FontBuilder:
    """Return a font whose characters are boxes; those of ``blank`` are mapped but have no outline."""
    names = {character: f"u{ord(character):04X}" for character in advances}
    widths = {".notdef": 500, **{names[character]: width for character, width in advances.items()}}
    empty = {names[character] for character in blank}
    builder = FontBuilder(1000, isTTF=not is_cff)
    builder.setupGlyphOrder(list(widths))
    cmap = {ord(character): name for character, name in names.items()}
    builder.setupCharacterMap({**cmap, 0x10FFF0: ".notdef"} if wide_map else cmap)
    postscript = family.replace(" ", "") + style
    if is_cff:
        outlines = {name: _t2_box(width, name in empty) for name, width in widths.items()}
        builder.setupCFF(postscript, {"FullName": family}, outlines, {})
    else:
        builder.setupGlyf({name: _box(width, name in empty) for name, width in widths.items()})
    builder.setupHorizontalMetrics({name: (width, 0) for name, width in widths.items()})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    family_name = {"en": family, "zh-Hans": chinese_name} if chinese_name else family
    builder.setupNameTable({"familyName": family_name, "styleName": style, "psName": postscript})
    builder.setupOS2(usWeightClass=weight, fsSelection=selection, ulCodePageRange1=CHINESE_PAGES)
    builder.setupPost()
    return builder


def _draw(pen: TTGlyphPen | T2CharStringPen, width: int, is_empty: bool) -> None:
    if not is_empty:
        pen.moveTo((10, 0))
        for corner in ((width - 10, 0), (width - 10, 700), (10, 700)):
            pen.lineTo(corner)
        pen.closePath()


def _box(width: int, is_empty: bool) -> object:
    pen = TTGlyphPen(None)
    _draw(pen, width, is_empty)
    return pen.glyph()


def _t2_box(width: int, is_empty: bool) -> object:
    pen = T2CharStringPen(width, None)
    _draw(pen, width, is_empty)
    return pen.getCharString()


def save_font(path: Path, family: str, advances: Advances | None = None, **how: object) -> Font:
    """Build a font at ``path`` and return what a scan finds in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    build_font(family, advances or {"中": 1000}, **how).save(path)  # type: ignore[arg-type]
    (font,) = (font for font in scan(path.parent) if font.path == str(path))
    return font


def scan(*folders: Path) -> tuple[Font, ...]:
    """Scan without a cache."""
    return scan_fonts(folders, Path(os.devnull) / "none.json")


def face(
    name: str, accepted: Iterable[str] = (), stand_ins: Iterable[str] = (), supplement: str = ""
) -> Face:
    return Face(name, name, "GBK", supplement, tuple(accepted), tuple(stand_ins))


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "fonts.json"


class TestScan:
    def test_a_font_is_known_by_its_names_in_every_language(self, tmp_path: Path) -> None:
        font = save_font(tmp_path / "a.ttf", "Test Fang", chinese_name="试仿宋")
        assert {"Test Fang", "试仿宋"} <= set(font.families)
        for asked in ("Test Fang", "test fang", "试仿宋"):
            assert choose_fonts({"仿宋": face(asked)}, [font])["仿宋"].standing == "official"

    def test_a_collection_gives_each_font_with_its_index(self, tmp_path: Path) -> None:
        collection = TTCollection()
        for number, family in enumerate(("Test One", "Test Two", "Test Three")):
            part = tmp_path / "parts" / f"{number}.ttf"
            save_font(part, family, {"中": 900 + number})
            collection.fonts.append(TTFont(part))
        together = tmp_path / "all"
        together.mkdir()
        collection.save(together / "all.ttc")
        for part_font in collection.fonts:
            part_font.close()
        found = scan(together)
        assert [(font.index, font.families) for font in found] == [
            (0, ("Test One",)), (1, ("Test Two",)), (2, ("Test Three",)),
        ]  # fmt: skip
        assert [advance(font, "中") for font in found] == [0.9, 0.901, 0.902]

    def test_a_bold_font_that_says_it_is_regular_is_bold(self, tmp_path: Path) -> None:
        assert save_font(tmp_path / "b.ttf", "Test", weight=400, selection=0x20, style="Bold").weight == 700
        assert save_font(tmp_path / "m.ttf", "Test", weight=500).weight == 500

    def test_italics_broken_files_and_other_files_are_left_out(self, tmp_path: Path) -> None:
        build_font("Test", {"中": 1000}, selection=0x01, style="Italic").save(tmp_path / "i.ttf")
        (tmp_path / "broken.ttf").write_bytes(b"\0\1\0\0 no font at all")
        (tmp_path / "empty.otf").write_bytes(b"")
        (tmp_path / "short.ttc").write_bytes(b"ttcf\0\1\0\0\0\0\0\2")
        (tmp_path / "read.me").write_text("no font")
        assert scan(tmp_path) == ()

    def test_folders_within_folders_are_searched_and_missing_ones_passed_over(self, tmp_path: Path) -> None:
        font = save_font(tmp_path / "deep" / "down" / "a.TTF", "Test")
        assert scan(tmp_path / "nowhere", tmp_path, tmp_path / "deep") == (font,)

    def test_the_first_folder_wins(self, tmp_path: Path) -> None:
        late = save_font(tmp_path / "a" / "x.ttf", "Test")
        early = save_font(tmp_path / "b" / "x.ttf", "Test")
        fonts = scan(tmp_path / "b", tmp_path / "a")
        assert fonts == (early, late)
        assert choose_fonts({"仿宋": face("Test")}, fonts)["仿宋"].chain[0] == early

    def test_a_variable_font_serves_as_regular_and_as_bold(self, tmp_path: Path) -> None:
        builder = build_font("Test Vary", {"a": 500, "中": 1000})
        builder.setupFvar([("wght", 200, 400, 900, "Weight")], [])
        wider = [(0, 0), (100, 0), (100, 0), (0, 0), (0, 0), (100, 0), (0, 0), (0, 0)]
        builder.setupGvar({"u0061": [TupleVariation({"wght": (0, 1, 1)}, wider)]})
        builder.save(tmp_path / "v.ttf")
        fonts = scan(tmp_path)
        assert [font.weight for font in fonts] == [400, 700]
        chosen = choose_fonts(
            {"仿宋": face("Test Vary"), "小标宋": face("无", (), ["Test Vary:Bold"])}, fonts
        )
        own = [taken.chain[0] for taken in chosen.taken]
        assert [advance(font, "a") for font in own] == [0.5, 0.56]
        assert [advance(font, "中") for font in own] == [1.0, 1.0]


class TestCache:
    def test_what_is_known_of_an_unchanged_file_is_not_read_again(self, tmp_path: Path, cache: Path) -> None:
        save_font(tmp_path / "fonts" / "a.ttf", "Test Before")
        first = scan_fonts([tmp_path / "fonts"], cache)
        cache.write_text(
            cache.read_text(encoding="utf-8").replace("Test Before", "Test Known"), encoding="utf-8"
        )
        assert first[0].families == ("Test Before",)
        assert scan_fonts([tmp_path / "fonts"], cache)[0].families == ("Test Known",)

    def test_a_changed_file_is_read_again(self, tmp_path: Path, cache: Path) -> None:
        path = tmp_path / "fonts" / "a.ttf"
        save_font(path, "Test Before")
        scan_fonts([path.parent], cache)
        save_font(path, "Test After, Longer")
        assert scan_fonts([path.parent], cache)[0].families == ("Test After, Longer",)

    def test_files_that_are_gone_are_forgotten(self, tmp_path: Path, cache: Path) -> None:
        for name in ("a", "b"):
            save_font(tmp_path / "fonts" / f"{name}.ttf", f"Test {name}")
        scan_fonts([tmp_path / "fonts"], cache)
        (tmp_path / "fonts" / "a.ttf").unlink()
        save_font(tmp_path / "fonts" / "c.ttf", "Test c")
        scan_fonts([tmp_path / "fonts"], cache)
        stored = json.loads(cache.read_text(encoding="utf-8"))["files"]
        assert sorted(Path(path).name for path in stored) == ["b.ttf", "c.ttf"]

    @pytest.mark.parametrize(
        "content",
        ["", "{", "[]", '{"form": 1}', '{"form": 1, "files": {"%s": {}}}', '{"form": 1, "files": 3}'],
    )
    def test_a_damaged_cache_is_written_anew(self, tmp_path: Path, cache: Path, content: str) -> None:
        font = save_font(tmp_path / "fonts" / "a.ttf", "Test")
        cache.parent.mkdir()
        cache.write_text(content.replace("%s", font.path), encoding="utf-8")
        assert scan_fonts([tmp_path / "fonts"], cache) == (font,)
        assert "Test" in cache.read_text(encoding="utf-8")

    def test_a_cache_that_cannot_be_written_is_done_without(self, tmp_path: Path) -> None:
        font = save_font(tmp_path / "fonts" / "a.ttf", "Test")
        (tmp_path / "file").write_text("in the way")
        assert scan_fonts([tmp_path / "fonts"], tmp_path / "file" / "fonts.json") == (font,)


def test_a_font_that_comes_while_the_program_runs_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGWEN_FONTS", str(tmp_path))
    monkeypatch.setattr(fonts_module, "_KEPT", 1e-9)

    def own() -> list[Font]:
        return [font for font in installed_fonts() if font.path.startswith(str(tmp_path))]

    save_font(tmp_path / "a.ttf", "First Song")
    (before,) = own()
    assert advance(before, "中") == 1.0
    save_font(tmp_path / "b.ttf", "Second Song")
    save_font(tmp_path / "a.ttf", "First Song", {"中": 500, "文": 500})
    after = own()
    assert [font.families[0] for font in after] == ["First Song", "Second Song"]
    assert advance(after[0], "中") == 0.5


class TestChoice:
    @pytest.fixture
    def fonts(self, tmp_path: Path) -> tuple[Font, ...]:
        save_font(tmp_path / "1.ttf", "Regular Song", chinese_name="常宋")
        save_font(tmp_path / "2.ttf", "Regular Song", weight=700, style="Bold", selection=0x20)
        save_font(tmp_path / "3.ttf", "Light Song", weight=300, style="Light")
        return scan(tmp_path)

    @pytest.mark.parametrize(
        ("asked", "standing", "family", "weight"),
        [
            (face("常宋", ["Light Song"], ["Regular Song:Bold"]), "official", "常宋", 400),
            (face("无", ["也无", "Light Song"], ["Regular Song"]), "accepted", "Light Song", 300),
            (
                face("无", ["也无"], ["还无", "Regular Song:Bold", "Light Song"]),
                "stand-in",
                "Regular Song",
                700,
            ),
            (face("无", (), ["Light Song:Bold", "Regular Song"]), "stand-in", "Regular Song", 400),
            (face("无", (), ()), "missing", "Light Song", 300),
        ],
    )
    def test_the_best_font_is_taken(
        self, fonts: Sequence[Font], asked: Face, standing: Standing, family: str, weight: int
    ) -> None:
        taken = choose_fonts({"仿宋": asked}, fonts)["仿宋"]
        assert (taken.standing, taken.family, taken.chain[0].weight) == (standing, family, weight)
        assert bool(taken.note) == (standing in ("stand-in", "missing"))

    def test_a_stand_in_is_named_to_the_user(self, fonts: Sequence[Font]) -> None:
        choice = choose_fonts({"仿宋": face("无字库", (), ["Light Song"]), "宋体": face("常宋")}, fonts)
        (note,) = choice.notes
        assert all(word in note for word in ("仿宋", "无字库", "Light Song", "GONGWEN_FONTS"))

    def test_the_supplement_comes_right_after_the_own_font(self, fonts: Sequence[Font]) -> None:
        asked = face("常宋", (), ["Regular Song:Bold"], supplement="Light Song")
        chain = choose_fonts({"宋体": asked}, fonts)["宋体"].chain
        assert [font.weight for font in chain] == [400, 300, 700]

    def test_without_any_chinese_font_the_user_is_told_what_to_install(self) -> None:
        faces = {"仿宋": face("仿宋_GB2312"), "小标宋": face("方正小标宋简体")}
        with pytest.raises(UsageError) as raised:
            choose_fonts(faces, [])
        text = str(raised.value)
        for word in (
            "仿宋_GB2312",
            "方正小标宋简体",
            "apt install fonts-noto-cjk",
            "Windows",
            "麒麟",
            "GONGWEN_FONTS",
        ):
            assert word in text

    def test_an_unknown_face_is_a_key_error(self, fonts: Sequence[Font]) -> None:
        with pytest.raises(KeyError):
            choose_fonts({"仿宋": face("常宋")}, fonts)["隶书"]

    def test_the_profile_finds_fonts_here(self) -> None:
        faces = read_profile("gbt9704-2012").faces
        choice = choose_fonts(faces)
        assert [taken.face for taken in choice.taken] == list(faces)
        for taken in choice.taken:
            assert advance(taken.chain[0], "国") is not None
        assert choose_fonts(faces) == choice


HOME = Path("/home/tester")


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("linux", {}, ["/home/tester/.local/share/fonts", "/home/tester/.fonts", "/usr/local/share/fonts",
                       "/usr/share/fonts", "/opt/kingsoft/wps-office"]),
        ("linux", {"XDG_DATA_HOME": "/data"}, ["/data/fonts", "/home/tester/.local/share/fonts"]),
        ("linux", {"GONGWEN_FONTS": f"/one{os.pathsep}/two"}, ["/one", "/two", "/usr/share/fonts"]),
        ("win32", {"WINDIR": "/w", "LOCALAPPDATA": "/l"}, ["/l/Microsoft/Windows/Fonts", "/w/Fonts"]),
        ("win32", {"GONGWEN_FONTS": "/one", "WINDIR": "/w"}, ["/one", "/w/Fonts"]),
        ("darwin", {}, ["/home/tester/Library/Fonts", "/Library/Fonts", "/System/Library/Fonts"]),
    ],
)  # fmt: skip
def test_fonts_are_looked_for_where_each_system_keeps_them(
    platform: str, environ: Mapping[str, str], expected: list[str]
) -> None:
    folders = [folder.as_posix() for folder in font_folders(platform, environ, HOME)]
    assert [folder for folder in folders if folder in expected] == expected
    if "GONGWEN_FONTS" in environ:
        assert folders[0] == "/one"


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("linux", {}, "/home/tester/.cache/gongwen/fonts.json"),
        ("linux", {"XDG_CACHE_HOME": "/c"}, "/c/gongwen/fonts.json"),
        ("win32", {"LOCALAPPDATA": "/l"}, "/l/gongwen/fonts.json"),
        ("darwin", {}, "/home/tester/Library/Caches/gongwen/fonts.json"),
    ],
)
def test_the_cache_lies_where_each_system_keeps_caches(
    platform: str, environ: Mapping[str, str], expected: str
) -> None:
    assert cache_file(platform, environ, HOME).as_posix() == expected


ADVANCES: Advances = {"中": 1000, "国": 998, "a": 487, " ": 250, "\u3000": 1000, "空": 1000, "𬀩": 1000}


class TestGlyphs:
    @pytest.mark.parametrize("is_cff", [False, True])
    @pytest.mark.parametrize("wide_map", [False, True])
    def test_a_font_draws_what_has_an_outline(self, tmp_path: Path, is_cff: bool, wide_map: bool) -> None:
        font = save_font(
            tmp_path / "a.ttf", "Test", ADVANCES, blank=" \u3000空", is_cff=is_cff, wide_map=wide_map
        )
        measured = {character: advance(font, character) for character in (*ADVANCES, "无", "\U0010fff0")}
        expected = {character: width / 1000 for character, width in ADVANCES.items()}
        assert measured == {**expected, "空": None, "无": None, "\U0010fff0": None}

    def test_installed_fonts_are_read_as_fonttools_reads_them(self) -> None:
        fonts = {font.path: font for font in installed_fonts() if font.is_chinese and not font.is_variable}
        for font in list(fonts.values())[:10]:
            with TTFont(font.path, fontNumber=font.index, lazy=True) as reference:
                cmap, glyphs, units = (
                    reference.getBestCmap(),
                    reference.getGlyphSet(),
                    reference["head"].unitsPerEm,
                )
                for character in "的一国龘，“”—…·（ 0aW\u3000①〔〕★\U0010fffd䶮𬀩":
                    name, pen = cmap.get(ord(character)), BoundsPen(glyphs)
                    glyphs[name or ".notdef"].draw(pen)
                    is_drawn = name not in (None, ".notdef") and (pen.bounds or character.isspace())
                    expected = glyphs[name].width / units if is_drawn else None
                    assert advance(font, character) == expected, (font.path, character)

    def test_a_file_that_breaks_off_draws_nothing(self, tmp_path: Path) -> None:
        font = save_font(tmp_path / "a.ttf", "Test")
        whole = Path(font.path).read_bytes()
        broken = tmp_path / "broken.ttf"
        broken.write_bytes(whole[:40])
        assert advance(Font(str(broken), 0, ("Test",), 400, True), "中") is None
        assert advance(Font(str(tmp_path / "gone.ttf"), 0, ("Test",), 400, True), "中") is None

    @pytest.mark.parametrize("of", ["glyphs", "outlines"])
    def test_the_file_is_closed_when_its_glyphs_are_let_go(
        self, of: str, tmp_path: Path, recwarn: pytest.WarningsRecorder
    ) -> None:
        font = save_font(tmp_path / "a.ttf", "Test", ADVANCES)
        if of == "glyphs":
            advance(font, next(iter(ADVANCES)))
            glyphs_module._open.cache_clear()
        else:
            ofd_font.subset(font, ADVANCES)
            ofd_font._outlines.cache_clear()
        gc.collect()
        assert not recwarn.list

    def test_each_character_goes_to_the_first_font_that_draws_it(self, tmp_path: Path) -> None:
        first = save_font(tmp_path / "1.ttf", "Test One", {"甲": 1000, "乙": 1000, "空": 1000}, blank="空")
        second = save_font(tmp_path / "2.ttf", "Test Two", {"空": 1000, "丙": 1000, "\ue000": 1000})
        pieces = assign("甲乙空丙甲\u200b丁", (first, second))
        assert pieces == [(first, "甲乙"), (second, "空丙"), (first, "甲丁")]

    def test_variation_selectors_stay_with_their_character(self, tmp_path: Path) -> None:
        first = save_font(tmp_path / "1.ttf", "Test One", {"甲": 1000})
        second = save_font(tmp_path / "2.ttf", "Test Two", {"乙": 1000})
        pieces = assign("甲乙\U000e0100甲", (first, second))
        assert pieces == [(first, "甲"), (second, "乙\U000e0100"), (first, "甲")]


class TestUndrawable:
    @pytest.fixture
    def fonts(self, tmp_path: Path) -> tuple[Font, ...]:
        save_font(tmp_path / "1.ttf", "Test One", {"甲": 1000, " ": 250}, blank=" ")
        save_font(tmp_path / "2.ttf", "Test Two", {"乙": 1000, "\ue000": 1000})
        return scan(tmp_path)

    def problems(self, fonts: Sequence[Font], *texts: str) -> list[str]:
        faces = {"仿宋": face("Test One", (), ["Test Two"]), "黑体": face("Test Two")}
        lines = (
            Line(80, 100, (Ink("甲", "黑体", 16, "000000"), Ink(text, "仿宋", 16, "000000")), 200)
            for text in texts
        )
        sheets = tuple(Page(lines=(line,)) for line in lines)
        return list(map(str, undrawn(Pages(sheets, 595, 842, "", "", ""), choose_fonts(faces, fonts))))

    def test_what_some_font_draws_is_no_problem(self, fonts: Sequence[Font]) -> None:
        assert self.problems(fonts, "甲 乙", "\u200b甲\ufe00") == []

    def test_each_script_is_named_once_with_its_place(self, fonts: Sequence[Font]) -> None:
        han, tibetan, sign = self.problems(fonts, "甲甲", "甲丙甲丙", "丙𬀩", "ཡུ", "གུ", "☃", "☂")
        assert han.startswith("第2页“甲甲丙甲丙”一行：汉字“丙𬀩”（U+4E19、U+2C029）所有已安装的字体都画不出")
        assert tibetan.startswith("第4页“甲ཡུ”一行：藏文“ཡུག”（U+0F61、U+0F74、U+0F42）")
        assert "Microsoft Himalaya" in tibetan
        assert sign.startswith("第6页“甲☃”一行：字“☃☂”（U+2603、U+2602）")

    def test_many_characters_of_a_script_are_counted(self, fonts: Sequence[Font]) -> None:
        (problem,) = self.problems(fonts, "丙丁戊己庚辛壬癸子丑")
        assert "汉字“丙丁戊己庚辛壬癸”等10个字（U+4E19、U+4E01、U+620A……）" in problem

    def test_whatever_font_has_a_character_draws_it(self, fonts: Sequence[Font], tmp_path: Path) -> None:
        save_font(tmp_path / "3.ttf", "Foreign", {"ₙ": 500})
        assert self.problems(scan(tmp_path), "甲ₙ") == []

    def test_a_private_character_is_not_taken_from_another_font(self, fonts: Sequence[Font]) -> None:
        (problem,) = self.problems(fonts, "\ue000")
        assert "U+E000" in problem
        assert "自造字" in problem

    @pytest.mark.parametrize("character", ["\n", "\t", "\x00", "\x85", "\ud800"])
    def test_control_characters_are_refused_and_not_shown(
        self, fonts: Sequence[Font], character: str
    ) -> None:
        (problem,) = self.problems(fonts, f"甲{character}")
        assert f"U+{ord(character):04X}" in problem
        assert character not in problem
