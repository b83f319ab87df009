"""What the rooms of the api return, and how they refuse, for many inputs: the texts are kept in tests/api/told.

What they return has changed on purpose: ``pytest tests/api/test_told.py --accept -n0`` writes it; look at it before it is
committed.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from gongwen.api import (
    building,
    checking,
    documents,
    drafts,
    kinds,
    reading,
    reports,
    rules,
    styles,
    tasks,
)
from gongwen.api.building import BuildSpec, build_files
from gongwen.api.checking import check_files, check_spec, fix_files
from gongwen.api.reading import ReadSpec, read_files
from tests.golden import hold
from tests.paths import read_strings
from tests.printed import outcome, printed, tree

TOLD = Path(__file__).parent / "told"
Told = Iterator[tuple[str, str]]
"""What was asked, and what came of it."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file of every kind, in which the paths begin."""
    monkeypatch.chdir(tmp_path)
    for name, text in read_strings("api/told/files.yaml").items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "图.png").write_bytes(_picture())
    (tmp_path / "损.docx").write_bytes(b"PK\x03\x04")
    return tmp_path


def tell(room: str, told: Told, request: pytest.FixtureRequest) -> None:
    """Hold what a room told; of what is asked again the number is told too."""
    times: Counter[str] = Counter()
    for name, found in told:
        times[name] += 1
        hold(
            TOLD / f"{room}.txt",
            name if times[name] == 1 else f"{name} {times[name]}",
            found.rstrip(),
            request,
        )


def _picture() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (40, 20), "white").save(data, "PNG")
    return data.getvalue()


def _files(folder: Path, *names: str) -> list[Path]:
    return [Path(name) for name in names or sorted(each.name for each in folder.iterdir())]


def _built(folder: Path) -> Told:
    """build_files: every file, every option, and what is refused before anything is done."""
    every = [
        name
        for name in _files(folder)
        if name.suffix in (".yaml", ".txt", ".md", ".docx")
        and "文头" not in name.stem
        and name.stem not in ("设置", "坏设置", "版式")
    ]
    specs = {
        "各个文件": BuildSpec(every, Path("成"), ("txt",)),
        "旁边": BuildSpec(_files(folder, "函.txt", "通知.yaml"), None, ("txt", "html")),
        "一个文件": BuildSpec(_files(folder, "通知.yaml"), Path("一.txt"), ("txt",)),
        "版式名": BuildSpec(_files(folder, "通知.yaml"), Path("版"), ("txt",), "gbt9704-1999"),
        "版式文件": BuildSpec(_files(folder, "通知.yaml"), Path("版二"), ("txt",), "版式.yaml"),
        "没有的版式": BuildSpec(_files(folder, "通知.yaml", "函.txt"), Path("版三"), ("txt",), "没有"),
        "套打": BuildSpec(_files(folder, "通知.yaml"), Path("套"), ("txt",), is_preprinted=True),
        "模板": BuildSpec(_files(folder, "通知.yaml"), Path("模"), ("docx", "txt"), template=Path("损.docx")),
        "自动编号": BuildSpec(_files(folder, "通知.yaml"), Path("编"), ("docx", "txt"), numbering="word"),
        "文头": BuildSpec(_files(folder, "函.txt", "草稿.txt"), Path("头"), ("txt",), head=Path("文头.yaml")),
        **{f"{name}": BuildSpec(_files(folder, "函.txt"), Path("头"), ("txt",), head=Path(f"{name}.yaml")) for name in ("坏文头", "不是文头", "多文头", "错文头", "没有文头")},
        "填项": BuildSpec(_files(folder, "函.txt"), Path("填"), ("txt",), values=["发文字号=云水函〔2024〕9号", " 标题 = 云岭县水利局关于编织袋的函 ", "发文机关=云岭县水利局"]),
        "填错": BuildSpec(_files(folder, "函.txt"), Path("填"), ("txt",), values=["发文字号"]),
        "填没有的": BuildSpec(_files(folder, "函.txt"), Path("填"), ("txt",), values=["标提=甲"]),
        "填不对的": BuildSpec(_files(folder, "函.txt"), Path("填"), ("txt",), values=["成文日期=哪天"]),
        "文稿": BuildSpec(_files(folder, "函.txt", "草稿.txt", "通知.yaml"), Path("稿"), ("txt",), source=Path("稿源")),
        "一份文稿": BuildSpec(_files(folder, "函.txt"), Path("稿一"), ("txt",), source=Path("源.yaml")),
        "一份文稿放在夹里": BuildSpec(_files(folder, "函.txt"), Path("稿二"), ("txt",), source=Path("稿源二")),
        "附在 OFD 里": BuildSpec(_files(folder, "没有.yaml"), Path("附"), ("ofd",), attaches_source=True),
        "附文稿": BuildSpec(_files(folder, "函.txt"), Path("附"), ("txt",), attaches_source=True),
        "两个成一个": BuildSpec(_files(folder, "函.txt", "函.txt"), Path("两"), ("txt",)),
        "写到读的": BuildSpec(_files(folder, "函.txt"), Path("函.txt"), ("txt",)),
    }  # fmt: skip
    for name, spec in specs.items():
        yield name, outcome(lambda spec=spec: [_without_flow(each) for each in build_files(spec)], folder)
    for wanted in (None, Path("甲.pdf"), Path("甲"), Path("甲.doc"), Path("甲.TXT")):
        yield f"由名字定格式 {wanted}", outcome(lambda wanted=wanted: building.implied_targets(wanted))


def _without_flow(built: building.Built) -> list[object]:
    made = built.composition
    laid = (made.profile.title, made.reason, made.findings) if made else ()
    return [
        built.file,
        laid,
        built.written,
        built.notes,
        built.missing,
        built.taken,
        built.lost,
        built.problems,
        built.is_unusable,
    ]


def _read(folder: Path) -> Told:
    """read_files: every file, every option, and what is refused."""
    every = [*_files(folder), Path("没有.txt")]
    specs = {
        "各个文件": ReadSpec(every, Path("各个")),
        "写出": ReadSpec(_files(folder, "函.txt", "印发.yaml", "损.docx"), Path("读成"), Path("报告"), "json", is_repaired=True),
        "一个文件": ReadSpec(_files(folder, "印发.yaml"), Path("读.yaml"), Path("报.html")),
        "标准输入": ReadSpec([reading.STANDARD_INPUT], standard_input=(folder / "函.txt").read_bytes()),
        "标准输入和文件": ReadSpec([reading.STANDARD_INPUT, Path("函.txt")], Path("入"), standard_input="甲".encode()),
        "空的标准输入": ReadSpec([reading.STANDARD_INPUT]),
        "几个成一个": ReadSpec(_files(folder, "函.txt", "便条.txt"), Path("一.yaml")),
        "几个的报告": ReadSpec(_files(folder, "函.txt", "便条.txt"), Path("夹"), Path("一.html")),
        "写到读的": ReadSpec(_files(folder, "通知.yaml"), Path("通知.yaml")),
        "不认识的格式": ReadSpec(_files(folder, "函.txt"), target="xml"),  # type: ignore[arg-type]
    }  # fmt: skip
    for name, spec in specs.items():
        yield name, outcome(lambda spec=spec: read_files(spec), folder)
    yield "写出的", tree(folder / "读成", folder)


def _checked(folder: Path) -> Told:
    """check_files and fix_files: the options, the settings, and what is refused."""
    several = _files(folder, "函.txt", "草稿.txt", "通知.yaml", "损.docx", "便条.txt")
    options = {
        "照常": {}, "只查": {"select": "marks，dates"}, "不查": {"ignore": "marks.half-width"}, "版式": {"style": "gbt9704-1999"},
        "日子": {"day": date(2003, 5, 6)}, "设置": {"settings": Path("设置.yaml")}, "坏设置": {"settings": Path("坏设置.yaml")},
        "没有的规则": {"select": "没有的"}, "像的规则": {"ignore": "mark"}, "旧名": {"select": "imprint-lines.keywords"}, "名册": {"register": "没有.db"},
    }  # fmt: skip
    for name, given in options.items():
        files = several if not given else several[:1]
        yield (
            f"查 {name}",
            outcome(lambda files=files, given=given: check_files(files, check_spec(**given)), folder),
        )  # type: ignore[arg-type]
    spec = check_spec()
    for name, output, more in (
        ("旁边", None, {}), ("夹里", Path("改"), {"is_bold": True}), ("文件", Path("改.docx"), {}), ("遮盖", Path("遮"), {"masks": True}),
        ("修订", Path("修"), {"tracks": True}),
    ):  # fmt: skip
        files = [several[0], *several[3:]] if output == Path("改") else several[:1]
        yield (
            f"改 {name}",
            outcome(
                lambda files=files, output=output, more=more: fix_files(files, spec, output, **more), folder
            ),
        )  # type: ignore[arg-type]
    yield "改成", tree(folder / "改", folder)
    yield "写到读的", outcome(lambda: fix_files(several[:1], spec, several[0]))
    for data in (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), _picture(), "甲".encode()):
        (folder / "看.doc").write_bytes(data)
        yield "没有查的", outcome(lambda: checking._unseen(folder / "看.doc"), folder)
    yield "各个公文", outcome(lambda: checking.different([folder, folder / "函.txt", folder / "改"]), folder)
    (folder / "空夹").mkdir()
    yield "没有公文", outcome(lambda: checking.different([folder / "空夹"]), folder)
    found = list(check_files(several, spec))
    yield "要改的", printed([checking.fails([each]) for each in found])
    for target in (*reports.REPORT_FORMATS, "doc"):
        yield f"报告 {target}", outcome(lambda target=target: reports.write_report(found, target), folder)  # type: ignore[arg-type]
    (folder / "查.json").write_bytes(reports.write_report(found[:1], "json"))
    yield "没有查过的", printed([len(each.findings) for each in checking.only_new(found, folder / "查.json")])
    yield "不是报告", outcome(lambda: checking.only_new(found, folder / "函.txt"), folder)
    for name in ("甲.html", "甲.htm", "甲.SARIF", "甲", "甲.doc", ".", "甲.txt"):
        yield f"报告的格式 {name}", outcome(lambda name=name: reports.report_format(Path(name)))


def _told(folder: Path) -> Told:
    """The tasks, the kinds, the rules, the styles, and the parts of documents."""
    for name, wanted in (("方案.yaml", None), ("印发.yaml", Path("表")), ("通知.yaml", Path("任务.xlsx")), ("便条.txt", None), ("方案.yaml", Path("表.doc")), ("空.txt", None), ("方案.yaml", Path("方案.yaml"))):  # fmt: skip
        yield (
            f"任务 {name} {wanted}",
            outcome(lambda name=name, wanted=wanted: tasks.tabulate(Path(name), wanted), folder),
        )
    yield "文种", printed([*kinds.KIND_NAMES, *kinds.FORMAT_NAMES])
    for words in (("marks.half",), ("附注",), ("无此词", "亦无此词"), ("imprint-lines",)):
        yield f"规则 {words}", outcome(lambda words=words: [each.code for each in rules.rules_named(words)])
    known = ["marks.dash", "dates.dotted", "dates.order"]
    for text in ("marks", "dates.dotted,marks.dash", " dates ， ", "date", "xyz", "dates.dottd"):
        yield f"规则的代码 {text}", outcome(lambda text=text: rules.known_codes(text, known, "这里"))
    yield "版式", printed(styles.style_titles())
    yield "版式的差别", outcome(lambda: styles.differences("gbt9704-2012", "版式.yaml"), folder)
    yield "没有的版式", outcome(lambda: styles.differences("gbt9704-2012", "没有"))
    (folder / "成.docx").write_bytes(
        documents.render(
            documents.compose_source(documents.load(Path("通知.yaml")), "版式.yaml"), "docx"
        ).files[0]
    )
    yield "读来的版式", outcome(lambda: styles.import_style(folder / "成.docx"), folder)
    yield "没有版式的", outcome(lambda: styles.import_style(folder / "函.txt"), folder)
    for name in ("草稿.txt", "旧文.txt", "草稿.md", "成.docx", "老.yaml"):
        found = documents.read_file(Path(name))
        yield (
            f"读 {name}",
            printed(
                [
                    documents.reading_notes(found),
                    documents.repair(found).document,
                    found.repairs,
                    found.doubts,
                ],
                folder,
            ),
        )
        yield f"草稿 {name}", printed(_draft(Path(name)), folder)
    for name in ("通知.yaml", "印发.yaml"):
        composition = documents.compose_source(documents.load(Path(name)))
        yield f"印出 {name}", documents.render(composition, "txt").files[0].decode()
        for target in ("docx", "html"):
            yield f"排成 {name} {target}", printed(documents.render(composition, target))  # type: ignore[arg-type]


def _draft(path: Path) -> list[object]:
    draft = drafts.read_draft(path)
    made = documents.compose_source(draft.source, media=draft.media)
    document = draft.source.document
    return [
        drafts.missing_parts(document),
        drafts.taken_parts(document, made.profile),
        drafts.draft_notes(draft),
        drafts.compare_draft(draft, made),
    ]


ROOMS = {"排版": _built, "读": _read, "检查": _checked, "其余": _told}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_tells_what_it_told(room: str, folder: Path, request: pytest.FixtureRequest) -> None:
    tell(room, ROOMS[room](folder), request)
