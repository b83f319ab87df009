"""What the parts of an archive say and make of given values, held as text: told.txt.

What has changed on purpose is written by ``pytest tests/archive/test_told.py --accept -n0``; look at it before it is
committed.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongwen import api
from gongwen.address import Place
from gongwen.api.documents import report
from gongwen.archive.by_hand import SHARED, SINGLE, read_items, read_value
from gongwen.archive.fidelity import Fidelity, Gone, compare
from gongwen.archive.metadata import TERMS, describe, describe_by_hand, write_json, write_xml
from gongwen.archive.numbers import Numbers, archival_code, year_of
from gongwen.archive.originals import _saved_count, count_pages, format_of
from gongwen.archive.stamp import CELLS, ArchiveStamp, stamped_text
from gongwen.finding import InputError, UsageError
from gongwen.read.docx_lines import read_docx
from gongwen.recognise.reading import Repair
from gongwen.zh.spaces import bare
from tests.archive.test_records import hidden, words_of
from tests.golden import hold
from tests.paths import ROOT, read_texts
from tests.recognise.noise import NOISES

FILE = Path(__file__).with_name("told.txt")
SAMPLES = sorted((ROOT / "samples").glob("*.yaml"))
_AT = Place("甲.txt", 1)
TEXTS = {case["特点"]: case["原文"] for case in read_texts("recognise/reading")[::11]}
_VALUES = (
    "日期=2024-06-09", "日期=20240609", "日期=2024年6月9日", "成文日期=去年", "日期=20241309", "年度=2024", "年度=24",
    "年度=3024", "件号=007", "件号=一", "页数=十", "页数= 12 ", "文号=云政发〔2024〕1号", "标题= 通知 ", "密级=秘密★1年", "机构=办公室",
    "问题=综合", "期限=永久", "卷号=1", "题名= ", "全宗号=J001", "备注=缺页", "主题词=防汛　通知",
)  # fmt: skip
_TABLES = {
    "各列": "序号,文件,附件,处理单,底稿,文号,标题,责任者,成文日期,密级,期限,页数,备注,档号\n"
    "1,甲.pdf,乙.pdf;丙.pdf,单.docx,稿.doc,云政发〔2024〕1号,通知,县政府,2024.5.6,秘密,永久,12,缺页,J001\n"
    "2,正.txt,,,,,,,,,,,,\n,,,,,,,,,,,,,\n3,子/正.txt, 甲.txt ；乙.txt ,,,,,,,,,,,\n",
    "错的列": "文件,文件名,卷号,期限,保管期限\n甲.pdf,乙.pdf,1,永久,永久\n",
    "没有文件列": "标题,日期\n通知,2024.5.6\n",
    "错的值": "原件,日期,年度,页数\n甲.pdf,去年,24,十\n,2024.5.6,2024,1\n甲.pdf;乙.pdf,,,\n",
    "空表": "\n,\n",
}
_LONG = "".join(random.Random(18).choices("县政府办公室水利局财政发展改革工作任务落实责任", k=9000))
_PAIRS: dict[str, tuple[str, str]] = {
    "零": ("二○○五年三月0日", "二〇〇五年三月〇日"),
    "字样": ("附件1：甲。抄送县委。", "附件：1.甲抄送：县委。印发"),
    "表": ("| 序号 | 任务 |\n| -- | :-: |\n| 1 | ^ | < |", "序号任务1"),
    "移动": ("甲乙丙丁戊己庚辛先讲总的要求再讲任务后讲保障", "先讲总的要求再讲任务后讲保障甲乙丙丁戊己庚辛"),
    "移动三个字": ("甲乙丙先讲总的要求再讲任务", "先讲总的要求再讲任务甲乙丙"),
    "移动又改": ("第一段的文字在这里。第二段的文字。", "第二段的文字。第一段的话在这里。"),
    "重复": ("各乡镇各乡镇人民政府人民政府：", "各乡镇人民政府："),
    "滑动": ("请示报告请示。请示。", "请示报告。请示。"),
    "全不同": ("甲乙丙", "丁戊己庚"),
    "空的": ("", "丁戊"),
    "长": (f"{_LONG}甲", f"{_LONG[:4500]}乙{_LONG[4500:8000]}{_LONG[8100:]}"),
}
_REPAIRS = (
    Repair(_AT, "(一)", "（一）", "括号"),
    Repair(_AT, "— 3 —", "", "页码"),
    Repair(_AT, "年二月", "年2月", "日期"),
    Repair(_AT, "各施其职", "各司其职", "别字", is_applied=False),
    Repair(_AT, "(一)", "（一）", "后一处括号"),
)


def test_metadata(request: pytest.FixtureRequest) -> None:
    """Of every sample, and of an item that is only described by hand; the values of the last as XML and JSON."""
    documents = {path.stem: api.load(path).document for path in SAMPLES}
    told = [
        f"  {name} {year_of(each)} {'｜'.join(f'{key}={value}' for key, value in describe(each).items())}"
        for name, each in documents.items()
    ]
    every = {term.name: f"某{term.short}" for term in TERMS}
    records = [describe(documents["命令"], every), describe_by_hand({"题名": "某件", "日期": "20240506"})]
    hold(
        FILE,
        "著录",
        "\n".join([*told, write_xml(records), write_json(records)]).rstrip(),
        request,
    )


def test_values_and_tables_by_hand(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    told = [f"  {value} → {_tried(value)}" for value in _VALUES]
    for name, text in _TABLES.items():
        path = tmp_path / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        try:
            for item in read_items(path):
                parts = [f"{part.role} {part.path}" for part in item.parts]
                told.append(f"  {item.original} {'、'.join(parts)} {dict(item.values)}")
                told += [f"  {name} ← {kept}" for name, kept in item.kept_names().items()]
        except InputError as error:
            told += [f"  {name}：{problem}" for problem in error.problems]
        except UsageError as error:
            told += [f"  {name}：{error}"]
    hold(FILE, "人工著录", "\n".join(told).replace(str(tmp_path), ""), request)


def _tried(value: str) -> str:
    try:
        return "=".join(read_value(*value.split("=")))
    except UsageError as error:
        return str(error)


def test_numbers_and_stamps(request: pytest.FixtureRequest) -> None:
    own = {"全宗号": "J001", "年度": "2024", "保管期限": "永久", "件号": "7"}
    kinds = [own | {"保管期限": term} for term in ("永久", "30年", "10年", "长期", "短期", "二十年")]
    kinds += [own | {"机构或问题": "办公室"}, *({**own, name: ""} for name in own)]
    numbers = Numbers([own, own | {"件号": "三"}, own | {"年度": "2023", "件号": "9"}], 5)
    told = [f"  {archival_code(each)} {numbers.next(each)} {stamped_text(each)}" for each in kinds]
    told += [f"  {numbers.after([own | {'件号': '12'}]).next(own)} {numbers.next(own)}"]
    every = {name: f"{name}很长的值" if name == "机构或问题" else name for row in CELLS for name in row}
    for values in (own, every):
        page = ArchiveStamp(values).page()
        told += [
            f"  {line.inks[0].text} {line.x:.2f} {line.baseline:.2f} {line.width:.2f}" for line in page.lines
        ]
        told += [
            f"  {stroke.x:.2f},{stroke.y:.2f} {stroke.x_end:.2f},{stroke.y_end:.2f} {stroke.weight}"
            for stroke in page.strokes
        ]
    hold(FILE, "档号和归档章", "\n".join(told), request)


def test_pages_counted(request: pytest.FixtureRequest) -> None:
    """Of a docx as it says itself, when its count of characters is near what it holds, and of files that are damaged."""
    docx = api.render(api.compose_source(api.load(ROOT / "samples" / "短函.yaml")), "docx").files[0]
    held = len(bare(read_docx(docx, "甲.docx").text))
    said = [("3", held), ("3", held * 1.09), ("3", held * 1.12), ("3", held * 0.91), ("3", held * 0.88), ("0", held), ("三", held)]  # fmt: skip
    told = [
        f"  {pages} {count / held:.2f} → {_saved_count(_saying(docx, pages, round(count)))}"
        for pages, count in said
    ]
    told += [f"  没有说 → {_saved_count(docx)}", f"  不是 → {_saved_count(b'PK')}"]
    for head in (b"%PDF-1.7\n%%EOF", b"\xff\xd8\xff\xe0", b"text"):
        told.append(f"  {head!r} → {count_pages(head, '甲.txt')}")
    hold(FILE, "页数", "\n".join([*told, *map(format_of, ("甲.PDF", "甲", "甲.tar.gz", ".pdf"))]), request)


def _saying(docx: bytes, pages: str, characters: int) -> bytes:
    """The ``docx`` with what a program says of it that saved it."""
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    own = f'<Properties xmlns="{space}"><Pages>{pages}</Pages><Characters>{characters}</Characters></Properties>'
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(target, "w") as made:
        for name in source.namelist():
            if name != "docProps/app.xml":
                made.writestr(name, source.read(name))
        made.writestr("docProps/app.xml", own)
    return target.getvalue()


def test_texts_compared(request: pytest.FixtureRequest) -> None:
    told = [line for name, pair in _PAIRS.items() for line in (f"  {name}", *_differences(compare(*pair)))]
    found, made = (
        "前言(一)各施其职。— 3 —二〇二五年二月。(一)末。丢了",
        "前言（一）各施其职。二〇二五年2月。（一）末。补上的",
    )
    told += _differences(
        compare(found, made, _REPAIRS, [("补上的", "按版式补上")], [Gone(26, "丢了", "版记已有")])
    )
    hold(FILE, "比对", "\n".join(told), request)


def _differences(fidelity: Fidelity) -> Iterator[str]:
    yield f"  留下{fidelity.kept} 说不清{len(fidelity.unexplained)} 缺{len(fidelity.lost)}"
    for each in fidelity.differences:
        long = f"{each.found[:30]!r}({len(each.found)}) {each.made[:30]!r}({len(each.made)})"
        yield f"    {each.kind} {long} {each.found_at} {each.made_at} {each.reason}"


@pytest.mark.parametrize("name", TEXTS)
def test_reports(name: str, request: pytest.FixtureRequest) -> None:
    """The report of a text and of what is made of it, up to where each element stands."""
    noise = list(NOISES)[list(TEXTS).index(name)]
    text = NOISES[noise](TEXTS[name], random.Random(18))
    told = hidden(words_of(report(api.read_bytes(text.encode(), "甲.txt"))))
    hold(FILE, f"{noise} {name}", told.partition("六、逐项出处")[0].rstrip(), request)


def test_what_is_written_by_hand_is_metadata() -> None:
    assert {*SHARED, *SINGLE} <= {term.name for term in TERMS}
