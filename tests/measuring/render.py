"""Render docx files by a real LibreOffice, with fonts that are the same on every machine."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

import pytest

from gongwen.read.libre_office import PDF_FILTER, new_profile

CHUNK = 200
"""Files given to one soffice run; from about 247 on it stops without a word."""
SECONDS = 60.0
"""Time that a run may take to start, on top of SECONDS_A_FILE for every file."""
SECONDS_A_FILE = 5.0
STAND_INS_ENV = "GONGWEN_FONTS"
"""Names further folders of fonts, separated as in PATH."""

_SERIF, _SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"
_SONG = ("宋体", "SimSun", "新宋体", "NSimSun", "SimSun-ExtB")
_HEI = ("黑体", "SimHei")
_KAI = ("楷体_GB2312", "楷体", "KaiTi", "KaiTi_GB2312")
_FANG = ("仿宋_GB2312", "仿宋", "FangSong", "FangSong_GB2312")
_MARK = ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05")


class RenderError(Exception):
    """No PDF came out; the text says of which files, and what LibreOffice said."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """The installed font that draws what a document asks for under other names."""

    names: tuple[str, ...]
    """Font names in a document; a font of that name is not used even where it is installed."""
    families: tuple[str, ...]
    """Families to draw with, best first."""
    bold: bool = False


FontMap = tuple[StandIn, ...]

STANDARD: FontMap = (
    StandIn(_MARK, (_SERIF,), bold=True),
    StandIn(_FANG, ("FandolFang R", "FandolFang", _SERIF)),
    StandIn(_KAI, ("FandolKai", "LXGW WenKai", _SERIF)),
    StandIn(_HEI, ("FandolHei", _SANS)),
    StandIn(_SONG, (_SERIF,)),
)
"""A stand-in of the right class for every official font."""
WIDE: FontMap = (StandIn(_MARK + _FANG + _KAI + _HEI + _SONG, (_SANS,), bold=True),)
"""Everything in one font with broad letters and digits (0.59 em) and tall lines (1.45 em)."""

EVEN: FontMap = (StandIn(_MARK + _FANG + _KAI + _HEI + _SONG, ("Noto Sans Mono CJK SC",)),)
"""Everything in a font whose letters and digits are half as wide as a 字, as those of the official fonts are."""


def docx_to_pdf(
    paths: Sequence[Path], out: Path, fonts: FontMap = STANDARD, timeout: float | None = None
) -> list[Path]:
    """Render ``paths`` into the folder ``out`` and return the PDFs in the same order.

    ``timeout`` is in seconds a run; None allows what a slow machine needs. Raises ValueError when
    two files would give one PDF, and RenderError when soffice, a stand-in or a PDF is missing.
    """
    if len({path.stem for path in paths}) < len(paths):
        raise ValueError("two files of one name cannot be rendered into one folder")
    # LibreOffice renders what is no zip as plain text, and an empty file as an empty page.
    if broken := [path.name for path in paths if not zipfile.is_zipfile(path)]:
        raise RenderError(f"no docx: {broken[:5]}")
    if lacking := _lacking(fonts):
        raise RenderError(f"install the fonts {lacking}, or name their folder in {STAND_INS_ENV}")
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="soffice-") as name:
        scratch = Path(name)
        profile = new_profile(scratch / "profile", Path(shutil.which("soffice") or "soffice"))
        for start in range(0, len(paths), CHUNK):
            _convert(paths[start : start + CHUNK], scratch, profile, fonts, timeout)
        return [_take(scratch / f"{path.stem}.pdf", out) for path in paths]


def _convert(
    paths: Sequence[Path], scratch: Path, profile: str, fonts: FontMap, timeout: float | None
) -> None:
    command = ["soffice", profile, "--headless", "--norestore", "--convert-to", PDF_FILTER]
    command += ["--outdir", str(scratch), *(str(path.resolve()) for path in paths)]
    said = _run(command, _environment(fonts, scratch), timeout or SECONDS + SECONDS_A_FILE * len(paths))
    missing = [path.name for path in paths if not (scratch / f"{path.stem}.pdf").exists()]
    if missing:
        raise RenderError(f"no PDF of {len(missing)} of {len(paths)} files: {missing[:5]}\n{said[-2000:]}")


def _run(command: list[str], environment: dict[str, str], timeout: float) -> str:
    """Return what ``command`` printed; its children die with it when the time is over."""
    if shutil.which(command[0]) is None:
        raise RenderError(f"{command[0]} is not installed")
    pipe, merged = subprocess.PIPE, subprocess.STDOUT
    with subprocess.Popen(
        command, env=environment, start_new_session=True, text=True, stdout=pipe, stderr=merged
    ) as process:
        try:
            return process.communicate(timeout=timeout)[0]
        except subprocess.TimeoutExpired:
            raise RenderError(f"{command[0]} was not done after {timeout:g} s") from None
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def _environment(fonts: FontMap, scratch: Path) -> dict[str, str]:
    """Return the environment of a run: its fonts, no display, and a locale that changes nothing."""
    return os.environ | {
        "FONTCONFIG_FILE": str(write_font_config(fonts, scratch)),
        "SAL_USE_VCLPLUGIN": "svp",
        "LC_ALL": "C.UTF-8",
    }


def _take(pdf: Path, out: Path) -> Path:
    return Path(shutil.move(pdf, out / pdf.name))


def write_font_config(fonts: FontMap, folder: Path) -> Path:
    """Write a fontconfig file that adds the font folders and the stand-ins to the system's own."""
    system = os.environ.get("FONTCONFIG_FILE", "/etc/fonts/fonts.conf")
    named = [name for name in os.environ.get(STAND_INS_ENV, "").split(os.pathsep) if name]
    lines = [
        '<?xml version="1.0"?>',
        '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
        "<fontconfig>",
        f'<include ignore_missing="yes">{escape(system)}</include>',
        *(f"<dir>{escape(name)}</dir>" for name in ["~/.local/share/fonts", *named]),
        *(_rule(name, stand_in) for stand_in in fonts for name in stand_in.names),
        "</fontconfig>",
    ]
    path = folder / "fonts.conf"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _rule(name: str, stand_in: StandIn) -> str:
    """Return the fontconfig rules that hide a font ``name`` and draw ``stand_in`` for it, in its weight."""
    families = "".join(f"<string>{escape(family)}</string>" for family in stand_in.families)
    weight = '<edit name="weight" mode="assign" binding="strong"><const>bold</const></edit>'
    return (
        f'<match target="pattern"><test name="family"><string>{escape(name)}</string></test>'
        f'<edit name="family" mode="prepend" binding="strong">{families}</edit>'
        f"{weight if stand_in.bold else ''}</match>"
        f'<selectfont><rejectfont><pattern><patelt name="family"><string>{escape(name)}</string></patelt>'
        "</pattern></rejectfont></selectfont>"
    )


@cache
def _lacking(fonts: FontMap) -> list[str]:
    """Return, for every stand-in that has none of its families installed, the last of them."""
    with TemporaryDirectory(prefix="fonts-") as name:
        environment = os.environ | {"FONTCONFIG_FILE": str(write_font_config((), Path(name)))}
        listed = _run(["fc-list", "--format", "%{family}\n"], environment, SECONDS)
    installed = {family for line in listed.splitlines() for family in line.split(",")}
    return sorted({each.families[-1] for each in fonts if installed.isdisjoint(each.families)})


def _can_render() -> bool:
    tools = shutil.which("soffice") and shutil.which("fc-list")
    return bool(tools) and not _lacking(STANDARD)


requires_soffice = pytest.mark.skipif(
    os.environ.get("CI", "") != "true" and not _can_render(),
    reason="needs soffice and the Noto CJK fonts; where CI is true it fails instead",
)
"""Marks a test that renders by LibreOffice: skipped on a desk without it, failing in CI."""
