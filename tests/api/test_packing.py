"""The folder that runs without installing, made of a stand-in interpreter and small wheels."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from gongwen.api.debian import pack_debian
from gongwen.api.packing import pack
from tests.command import run
from tests.golden import refused_as_kept

REFUSED = Path(__file__).with_name("refused.txt")

PROGRAM = "import sys, helper\nprint(helper.NAME, *sys.argv[1:])\n"


def wheel(folder: Path, name: str, files: dict[str, str], needs: str = "", tag: str = "py3-none-any") -> None:
    with zipfile.ZipFile(folder / f"{name}-1.0-{tag}.whl", "w") as package:
        for path, text in files.items():
            package.writestr(path, text)
        package.writestr(f"{name}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\n{needs}")


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    folder = tmp_path / "安装包"
    folder.mkdir()
    needs = 'Requires-Dist: helper>=1\nRequires-Dist: star_let; extra == "web"\nRequires-Dist: never; extra == "test"\n'
    wheel(folder, "gongwen", {"gongwen/__init__.py": "", "gongwen/__main__.py": PROGRAM}, needs)
    wheel(
        folder,
        "helper",
        {"helper-1.0.data/purelib/helper.py": "NAME = '甲'\n", "../outside.py": "", "/root.py": ""},
    )
    wheel(folder, "star_let", {"star_let.py": ""}, 'Requires-Dist: other; sys_platform == "win32"\n')
    return folder


@pytest.fixture
def linux(tmp_path: Path) -> Path:
    binary = tmp_path / "解释器" / "bin" / "python3"
    binary.parent.mkdir(parents=True)
    binary.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    binary.chmod(0o755)
    return binary.parents[1]


@pytest.mark.skipif(sys.platform == "win32", reason="a shell is asked")
def test_the_folder_runs_wherever_it_is_moved(tmp_path: Path, wheels: Path, linux: Path) -> None:
    done = run("pack", tmp_path / "公文 程序", "--python", linux, "--wheels", wheels, cwd=tmp_path)
    assert done.returncode == 0 and "双击 公文.sh 启动" in done.stdout
    moved = (tmp_path / "公文 程序").rename(tmp_path / "U盘")
    said = subprocess.run(
        [moved / "公文.sh", "--no-browser"], capture_output=True, encoding="utf-8", check=True, cwd="/"
    )
    assert said.stdout.strip() == f"甲 web --dir {moved}/我的公文 --no-browser"
    assert not (tmp_path / "outside.py").exists() and not list(tmp_path.glob(".gongwen-*"))


def test_for_windows_the_interpreter_finds_the_wheels(tmp_path: Path, wheels: Path) -> None:
    with zipfile.ZipFile(tmp_path / "python-embed.zip", "w") as package:
        package.writestr("python.exe", "MZ")
        package.writestr("python311._pth", "python311.zip\n.\n")
    wheel(wheels, "typst", {"typst.pyd": ""}, tag="cp38-abi3-win_amd64")
    packed = pack(tmp_path / "公文", tmp_path / "python-embed.zip", wheels)
    assert (packed.system, packed.wheels) == ("Windows", 4)
    assert "..\\lib" in (packed.folder / "python" / "python311._pth").read_text(encoding="utf-8")
    batch = packed.launcher.read_text(encoding="ascii")
    assert "web" in batch and (packed.folder / "lib" / "helper.py").is_file()


def test_what_does_not_do_is_told_and_nothing_is_left(
    tmp_path: Path, wheels: Path, linux: Path, request: pytest.FixtureRequest
) -> None:
    target = tmp_path / "公文"
    with refused_as_kept(REFUSED, "what does not do is told and nothing is left", tmp_path, request):
        pack(target, wheels, wheels)
    wheel(wheels, "typst", {}, tag="cp38-abi3-win_amd64")
    with refused_as_kept(REFUSED, "what does not do is told and nothing is left 2", tmp_path, request):
        pack(target, linux, wheels)
    (wheels / "star_let-1.0-py3-none-any.whl").unlink()
    with refused_as_kept(REFUSED, "what does not do is told and nothing is left 3", tmp_path, request):
        pack(target, linux, wheels)
    (wheels / "helper-1.0-py3-none-any.whl").write_bytes(b"PK")
    with refused_as_kept(REFUSED, "what does not do is told and nothing is left 4", tmp_path, request):
        pack(target, linux, wheels)
    with refused_as_kept(REFUSED, "what does not do is told and nothing is left 5", tmp_path, request):
        pack(target, linux, linux)
    assert not target.exists() and not list(tmp_path.glob(".gongwen-*"))
    target.mkdir()
    with refused_as_kept(REFUSED, "what does not do is told and nothing is left 6", tmp_path, request):
        pack(target, linux, wheels)


_LOCAL, _LISTED = b"PK\x03\x04", b"PK\x01\x02"


def changed(package: bytes, at: dict[bytes, int], value: bytes) -> bytes:
    """A zip with ``value`` that far behind every mark of a file."""
    found = bytearray(package)
    for mark, behind in at.items():
        place = found.find(mark)
        while place >= 0:
            found[place + behind : place + behind + len(value)] = value
            place = found.find(mark, place + 4)
    return bytes(found)


DAMAGED: dict[str, Callable[[bytes], bytes]] = {
    "encrypted": lambda package: changed(package, {_LOCAL: 6, _LISTED: 8}, b"\x01"),
    "packed in an unknown way": lambda package: changed(package, {_LOCAL: 8, _LISTED: 10}, b"\x63"),
    "packed otherwise than it says": lambda package: changed(package, {_LOCAL: 8, _LISTED: 10}, b"\x08"),
    "cut off": lambda package: package[: len(package) // 2],
    "said to be huge": lambda package: changed(package, {_LISTED: 24}, b"\xff\xff\xff\xfe"),
}


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_zip_is_told(
    damage: Callable[[bytes], bytes], tmp_path: Path, wheels: Path, linux: Path
) -> None:
    python = tmp_path / "python.zip"
    with zipfile.ZipFile(python, "w") as package:
        package.writestr("bin/python3", "x")
    bad = wheels / "helper-1.0-py3-none-any.whl"
    for path, words in (
        (python, ("--python", python)),
        (bad, ("--python", linux)),
    ):
        sound = path.read_bytes()
        path.write_bytes(damage(sound))
        done = run("pack", "成", *words, "--wheels", wheels, cwd=tmp_path)
        assert done.returncode == 2 and path.name in done.stderr, done.stderr
        path.write_bytes(sound)
    assert not (tmp_path / "成").exists() and not list(tmp_path.glob(".gongwen-*"))


def test_a_folder_is_not_packed_into_its_own_interpreter(
    tmp_path: Path, wheels: Path, linux: Path, request: pytest.FixtureRequest
) -> None:
    with refused_as_kept(REFUSED, "a folder is not packed into its own interpreter", tmp_path, request):
        pack(linux / "bin" / "公文", linux, wheels)
    assert [path.name for path in linux.rglob("*")] == ["bin", "python3"]


def test_a_path_file_in_any_encoding_is_gone_on_with(tmp_path: Path, wheels: Path) -> None:
    folder = tmp_path / "视窗"
    folder.mkdir()
    (folder / "python.exe").write_bytes(b"MZ")
    (folder / "python311._pth").write_bytes(b"\xff\xfe.")
    made = pack(tmp_path / "公文", folder, wheels).folder / "python" / "python311._pth"
    assert made.read_bytes() == b"\xff\xfe.\n..\\lib\n"


needs_dpkg = pytest.mark.skipif(shutil.which("dpkg") is None, reason="no Debian")


@needs_dpkg
def test_a_deb_installs_in_a_clean_root_with_an_entry_in_the_menu(tmp_path: Path, wheels: Path) -> None:
    done = run("pack", "公文.deb", "--wheels", wheels, cwd=tmp_path)
    assert (done.returncode, "（all）" in done.stdout) == (0, True)
    root = tmp_path / "根"
    (root / "var/lib/dpkg/info").mkdir(parents=True)
    (root / "var/lib/dpkg/updates").mkdir()
    (root / "var/lib/dpkg/status").touch()
    dpkg = ["dpkg", f"--root={root}", "--force-depends", "--force-not-root"]
    installed = subprocess.run([*dpkg, "-i", tmp_path / "公文.deb"], capture_output=True, check=False)
    assert installed.returncode == 0, installed.stderr
    said = subprocess.run(
        [root / "usr/bin/gongwen", "web"], capture_output=True, encoding="utf-8", check=True, cwd="/"
    )
    assert said.stdout.strip() == "甲 web"
    entry = (root / "usr/share/applications/gongwen.desktop").read_text(encoding="utf-8")
    assert "Exec=gongwen web" in entry
    assert (root / "usr/share/icons/hicolor/scalable/apps/gongwen.svg").is_file()
    subprocess.run([*dpkg, "-r", "gongwen"], capture_output=True, check=True)
    assert not [path for path in (root / "opt", root / "usr") if path.exists()]


@needs_dpkg
def test_a_deb_says_for_which_machine_it_is(
    tmp_path: Path, wheels: Path, request: pytest.FixtureRequest
) -> None:
    wheel(wheels, "typst", {"typst.so": ""}, tag="cp38-abi3-manylinux_2_17_aarch64.manylinux2014_aarch64")
    assert pack_debian(tmp_path / "公文.deb", wheels) == "arm64"
    again = tmp_path / "又.deb"
    pack_debian(again, wheels)
    assert again.read_bytes() == (tmp_path / "公文.deb").read_bytes()
    with refused_as_kept(REFUSED, "a deb says for which machine it is", tmp_path, request):
        pack_debian(again, wheels)
    wheel(wheels, "lxml", {"lxml.so": ""}, tag="cp311-cp311-manylinux_2_28_x86_64")
    with refused_as_kept(REFUSED, "a deb says for which machine it is 2", tmp_path, request):
        pack_debian(tmp_path / "新.deb", wheels)
    assert not (tmp_path / "新.deb").exists()
