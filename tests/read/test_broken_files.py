"""Whatever file is given: a result or a message that helps, no more memory than a small computer has, no network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from gongwen import api
from gongwen.finding import InputError, UsageError
from gongwen.ooxml.edit.opened import Opened
from gongwen.ooxml.package.docx import parse_part, unpack
from gongwen.ooxml.seen.effective import read_effective
from gongwen.read.docx_lines import read_docx
from gongwen.read.libre_office import as_docx, find_soffice
from gongwen.read.styles.file import read_profile
from gongwen.read.workbook import read_workbook
from gongwen.recognise.office_style import read_office_style, write_style
from gongwen.roster.store.database import create
from tests.making.broken.docx_files import DOCX
from tests.making.broken.ofd_files import OFDS
from tests.making.broken.other_files import HTML, OTHERS, old_doc, pdf_page
from tests.making.broken.workbooks import WORKBOOKS, workbook
from tests.making.broken.zips import ANY, LISTENER, URL, Case, docx, part, parts_of, whole
from tests.measuring.render import requires_soffice
from tests.paths import ROOT
from tests.roster.registers import copied

ALL = {**DOCX, **OTHERS, **OFDS, **WORKBOOKS}
MOST_MEMORY = 600 * 2**20
MOST_SECONDS = 30
"""Of work, three times what any of them takes: a busy machine must not fail a test."""
HEAVY = (
    "压缩炸弹说谎", "五百万字母的段落", "编号极大字母", "大图片", "PDF炸弹", "PDF双重炸弹",
    "PDF三万页", "一百万个标签",
)  # fmt: skip
HEAVY_BOOKS = ("表格炸弹说谎", "最后一行有字", "整张合并", "百万个单元格")


@pytest.fixture(scope="module", autouse=True)
def called() -> Iterator[list[bytes]]:
    """Listen where the files point to; what knocks there is a fault, whichever test opened the door."""
    knocks: list[bytes] = []
    is_over = threading.Event()
    LISTENER.settimeout(0.2)

    def answer() -> None:
        while not is_over.is_set():
            try:
                connection, _ = LISTENER.accept()
            except TimeoutError:
                continue
            with connection:
                connection.settimeout(5)
                knocks.append(connection.recv(200))

    listening = threading.Thread(target=answer, daemon=True)
    listening.start()
    yield knocks
    is_over.set()
    listening.join()
    assert knocks == []


@lru_cache(maxsize=1)
def made(name: str) -> bytes:
    return ALL[name].make()


def file_of(name: str, folder: Path) -> Path:
    path = folder / f"稿.{ALL[name].extension}"
    path.write_bytes(made(name))
    return path


def outcome(work: Callable[[], object]) -> str:
    """Return what a person is told; "" when the file is read."""
    try:
        work()
    except (UsageError, InputError) as error:
        return str(error)
    return ""


def check(told: str, case: Case, name: str) -> None:
    if case.says != ANY:
        assert bool(told) == bool(case.says), told
        assert case.says in told
    if told:
        assert name in told
        assert any("\u4e00" <= character <= "\u9fff" for character in told)


def read(path: Path) -> None:
    reading = api.read_file(path)
    api.write_source(reading.document, "yaml").encode()
    list(api.reading_notes(reading))


@pytest.mark.parametrize("name", [*DOCX, *OTHERS, *OFDS])
def test_reading(name: str, tmp_path: Path) -> None:
    path = file_of(name, tmp_path)
    check(outcome(lambda: read(path)), ALL[name], path.name)


@pytest.mark.parametrize("name", WORKBOOKS)
def test_workbooks(name: str, tmp_path: Path) -> None:
    path = file_of(name, tmp_path)
    check(outcome(lambda: read_workbook(path)), ALL[name], path.name)


def _effective(path: Path) -> None:
    read_effective(unpack(path.read_bytes()), read_profile("gbt9704-2012").faces)


def _style(path: Path) -> None:
    write_style("读出", read_office_style(path).values)


def _template(path: Path) -> None:
    document = api.parse("文种: 通知\n标题: 关于防汛的通知\n正文: 请抓好落实。\n", "通知.yaml")
    api.render(api.compose_source(document), "docx", path)


def _opened(path: Path) -> None:
    opened = Opened(path.read_bytes())
    opened.free_number()
    opened.finished()


WAYS = {"看样子": _effective, "读版式": _style, "作模板": _template, "改": _opened}


@pytest.mark.parametrize("name", [*DOCX, "空文件", "加密的OOXML", "pdf改名docx", "程序", "表格文件"])
def test_other_ways_of_opening(name: str, tmp_path: Path) -> None:
    path = file_of(name, tmp_path)
    told = {way: outcome(lambda work=work: work(path)) for way, work in WAYS.items()}  # type: ignore[misc]
    for way in ("读版式", "作模板"):
        assert not told[way] or path.name in told[way]


@pytest.mark.parametrize("name", ["实体炸弹", "外部实体", "五千层表格", "空文件", "整张合并"])
def test_a_message_says_what_to_do(name: str, tmp_path: Path) -> None:
    path = file_of(name, tmp_path)
    told = outcome(lambda: read_workbook(path) if name in WORKBOOKS else read(path))
    assert "请" in told


def run(folder: Path, *arguments: str | Path) -> tuple[int, str, int]:
    """Run the command as a child of a child, which tells what memory it took; return status, messages, bytes."""
    script = (
        "import json, resource, subprocess, sys\n"
        f"resource.setrlimit(resource.RLIMIT_CPU, ({MOST_SECONDS}, {MOST_SECONDS}))\n"
        "done = subprocess.run([sys.executable, '-m', 'gongwen', *sys.argv[1:]], capture_output=True, text=True, errors='replace')\n"
        "most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024\n"
        "print(json.dumps([done.returncode, done.stderr[-4000:], most]))\n"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", script, *map(str, arguments)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    status, told, most = json.loads(done.stdout)
    assert "Traceback" not in told
    assert "没有料到的错误" not in told
    return status, told, most


@pytest.mark.skipif(sys.platform == "win32", reason="memory of children is not told there")
@pytest.mark.parametrize("name", HEAVY)
def test_memory_of_the_command(name: str, tmp_path: Path) -> None:
    path = file_of(name, tmp_path)
    status, told, most = run(tmp_path, "read", path.name, "-o", "文.yaml")
    if ALL[name].says != ANY:
        is_none = status == 1 and "不像公文" in told
        assert is_none or status in ((1, 2) if ALL[name].says else (0,)), told
    assert most < MOST_MEMORY


@pytest.mark.skipif(sys.platform == "win32", reason="memory of children is not told there")
def test_memory_of_an_import(tmp_path: Path) -> None:
    copied(tmp_path, create)
    for number, name in enumerate(HEAVY_BOOKS):
        path = file_of(name, tmp_path).rename(tmp_path / f"{number}.{ALL[name].extension}")
        status, told, most = run(tmp_path, "roster", "import", path.name)
        assert status in (0, 1, 2), told
        assert most < MOST_MEMORY


@pytest.mark.skipif(sys.platform == "win32", reason="memory of children is not told there")
@pytest.mark.parametrize("name", ["压缩炸弹10GB", "严格的OOXML"])
def test_the_other_commands(name: str, tmp_path: Path) -> None:
    path = file_of(name, tmp_path)
    (tmp_path / "通知.yaml").write_text(
        "文种: 通知\n标题: 关于防汛的通知\n正文: 请抓好落实。\n", encoding="utf-8"
    )
    copied(tmp_path, create)
    for arguments in (
        ("style", "import", path.name, "-o", "本单位.yaml"),
        ("build", "通知.yaml", "--template", path.name, "-o", "成品.docx"),
        ("archive", path.name, "-o", "档案"),
        ("roster", "update", path.name),
    ):
        status, told, most = run(tmp_path, *arguments)
        assert status in (1, 2), (arguments, told)
        assert path.name in told
        assert most < MOST_MEMORY


def test_a_folder_and_a_file_that_never_ends(tmp_path: Path) -> None:
    assert "文件夹" in outcome(lambda: read(tmp_path))
    assert "文件夹" in outcome(lambda: _style(tmp_path))
    assert "文件夹" in outcome(lambda: read_workbook(tmp_path))
    endless = Path("/dev/zero")
    if endless.exists():
        assert "不是文件" in outcome(lambda: read(endless))
        assert "不是文件" in outcome(lambda: _style(endless))
        assert run(tmp_path, "archive", endless, "-o", "档案")[0] == 2


def test_xml_is_parsed_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, object]] = []
    own = etree.XMLParser

    def note(**options: object) -> etree.XMLParser:
        asked.append(options)
        return own(**options)

    monkeypatch.setattr(etree, "XMLParser", note)
    parse_part("a.xml", b"<a/>")
    wanted = {"no_network": True, "resolve_entities": False, "load_dtd": False, "huge_tree": False}
    assert [{key: options[key] for key in wanted} for options in asked] == [wanted]


@requires_soffice
def test_libre_office_fetches_nothing(called: list[bytes]) -> None:
    soffice = find_soffice()
    assert soffice is not None
    page = f"<html><body><p>关于防汛的通知</p><img src='{URL}.png'></body></html>".encode()
    assert as_docx(page, soffice)
    assert called == []


@requires_soffice
def test_a_doc_by_another_name(tmp_path: Path) -> None:
    path = tmp_path / "稿.docx"
    path.write_bytes(old_doc())
    assert "防汛检查" in api.read_file(path).transcript.text
    assert "doc 格式" in outcome(lambda: _style(path))


def test_no_text_is_lost_in_deep_tables() -> None:
    text = read_docx(made("八十层表格"), "稿.docx").text
    assert "底" in text


def test_paths_in_properties_are_not_followed() -> None:
    document = api.read_bytes(made("属性里有网络路径"), "稿.docx").document
    assert document.style == ""
    assert document.seal_images == ()
    assert document.kind == "通知"


# Damage by chance


def test_a_workbook_is_no_document() -> None:
    assert "Excel" in outcome(lambda: api.read_bytes(made("表格文件"), "稿.docx"))


SOUND = {
    "docx": whole(),
    "pdf": pdf_page(),
    "html": HTML,
    "xlsx": workbook(),
}
PLAIN_DOCX = {name: text.encode() for name, text in parts_of().items() if isinstance(text, str)}


@st.composite
def damaged(draw: st.DrawFn, sound: bytes) -> bytes:
    """Bytes of a file flipped, cut out and put in."""
    data = bytearray(sound)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        kind = draw(st.sampled_from(("flip", "cut", "insert", "repeat")))
        if kind == "flip" and data:
            data[at] ^= draw(st.integers(1, 255))
        elif kind == "cut":
            del data[at : at + draw(st.integers(1, 60))]
        elif kind == "insert":
            data[at:at] = draw(st.binary(min_size=1, max_size=20))
        else:
            data[at:at] = data[at : at + 40]
    return bytes(data)


FUZZ = settings(max_examples=16, deadline=None, suppress_health_check=list(HealthCheck), database=None)


@pytest.mark.parametrize("kind", ["docx", "pdf", "html"])
def test_damage_by_chance(kind: str) -> None:
    told = []

    @FUZZ
    @given(damaged(SOUND[kind]))
    def try_it(data: bytes) -> None:
        told.append(
            outcome(lambda: api.write_source(api.read_bytes(data, f"稿.{kind}").document, "yaml").encode())
        )

    try_it()
    assert "" in told or kind == "docx", "the reader was never reached"


@FUZZ
@given(damaged(SOUND["xlsx"]))
def test_damage_to_a_workbook(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "名册.xlsx"
    path.write_bytes(data)
    outcome(lambda: read_workbook(path))


@FUZZ
@given(
    st.sampled_from(sorted(PLAIN_DOCX)).flatmap(
        lambda name: st.tuples(st.just(name), damaged(PLAIN_DOCX[name]))
    )
)
@example(("word/document.xml", b"<w:document/>"))
def test_damage_inside_a_docx(tmp_path_factory: pytest.TempPathFactory, change: tuple[str, bytes]) -> None:
    path = tmp_path_factory.getbasetemp() / "稿.docx"
    path.write_bytes(part(*change))
    for work in (read, *WAYS.values()):
        outcome(lambda work=work: work(path))  # type: ignore[misc]


NUMBERS = st.sampled_from(
    ("0", "-1", "--1", "9" * 12, "9" * 400, "9" * 5000, "0.5", "nan", "1e999", "", "²", "左")
)


@FUZZ
@given(st.data())
def test_odd_values_inside_a_docx(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Every value of an attribute may be another."""
    parts = {name: etree.fromstring(text) for name, text in PLAIN_DOCX.items() if name.startswith("word/")}
    for root in parts.values():
        attributes = [(each, key) for each in root.iter(etree.Element) for key in each.keys()]  # noqa: SIM118
        for element, key in data.draw(st.lists(st.sampled_from(attributes), max_size=12)):
            element.set(key, data.draw(NUMBERS))
    path = tmp_path_factory.getbasetemp() / "值.docx"
    changed = {name: etree.tostring(root, encoding="UTF-8") for name, root in parts.items()}
    path.write_bytes(docx({**parts_of(), **changed}))
    for work in (read, *WAYS.values()):
        outcome(lambda work=work: work(path))  # type: ignore[misc]
