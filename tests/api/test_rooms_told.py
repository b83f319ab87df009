"""What the rooms of runs, of the archive and of the page return, held as test_told.py holds the others."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gongwen.address import Address
from gongwen.api import archive, documents, media
from gongwen.api.archive import ArchiveSpec
from gongwen.api.many import building as many
from gongwen.api.many import rows
from gongwen.api.many.jobs import Laid, Made
from gongwen.api.many.journal import Journal
from gongwen.api.many.run import BatchSpec, report_table, write_report
from gongwen.api.page import confirming, forms, saved
from gongwen.api.page.examining import examine, fix_chosen, remark
from gongwen.api.page.previews import Gallery
from gongwen.finding import UsageError
from tests.api.test_register_told import register_of
from tests.api.test_told import Told, folder, tell
from tests.paths import ROOT
from tests.printed import outcome, printed, tree

__all__ = ["folder"]

TABLE = "单位,日期,份数,多余\n清溪镇人民政府,6月1日,3,甲\n石桥乡人民政府,6月2日,,乙\n"
FORM = '文种: 通知\n发文机关: 云岭县水利局\n标题: 云岭县水利局关于{{ 单位 }}防汛检查的通知\n主送机关: "{{ 单位 }}"\n正文: 请于{{ 日期 }}前报送，共{{ 份数 }}份。\n成文日期: 2024-05-06\n'


def _many(folder: Path) -> Told:
    """Runs: rows and files, every verb, gone on with, and what is refused."""
    for name, text in (("数.csv", TABLE), ("表.yaml", FORM), ("重.csv", "单位,单位\n甲,乙\n"), ("无.csv", "单位,日期\n"), ("空.csv", "\n"), ("缺.csv", "单位\n甲镇人民政府\n"), ("同.csv", "单位,日期,份数\n甲镇人民政府,1,2\n甲镇人民政府,2,3\n"), ("错.yaml", FORM.replace("2024-05-06", "{{ 日期 }}"))):  # fmt: skip
        (folder / name).write_text(text, encoding="utf-8")

    def run(
        book: str,
        form: str,
        where: str,
        pattern: str = "",
        number: str = "",
        register: str = "",
        **options: str,
    ) -> list[Any]:
        spec = BatchSpec("rows", folder / where, {"格式": "txt", **options}, 1)
        made = many.build_rows(folder / book, folder / form, spec, pattern, number, register)
        return [made.count, made.unused, list(made.entries)]

    register = register_of(folder)
    asked: dict[str, tuple[Any, ...]] = {
        "照常": ("数.csv", "表.yaml", "甲"), "取名": ("数.csv", "表.yaml", "乙", "{序号}-{单位}-{标题}"), "没有的栏": ("数.csv", "表.yaml", "丙", "{没有}"),
        "编号": ("数.csv", "表.yaml", "丁", "", "云水发〔2024〕5号"), "没有写号": ("数.csv", "表.yaml", "戊", "", "云水发〔2024〕"), "接着编": ("数.csv", "表.yaml", "己", "", "云水发〔2024〕8号", register), "又接着编": ("数.csv", "表.yaml", "庚", "", "云水发〔2024〕", register),
        "同名": ("同.csv", "表.yaml", "辛", "{单位}"), "没有名": ("数.csv", "表.yaml", "壬", "{多余"), "空名": ("数.csv", "表.yaml", "癸", " - "), "重栏": ("重.csv", "表.yaml", "子"), "没有行": ("无.csv", "表.yaml", "丑"), "空的": ("空.csv", "表.yaml", "寅"), "缺栏": ("缺.csv", "表.yaml", "卯"), "错的": ("数.csv", "错.yaml", "辰"),
    }  # fmt: skip
    for name, given in asked.items():
        yield f"各行 {name}", outcome(lambda given=given: run(*given), folder)
    yield "版式", outcome(lambda: run("数.csv", "表.yaml", "巳", 版式="版式.yaml"), folder)
    yield "没有的版式", outcome(lambda: run("数.csv", "表.yaml", "午", 版式="没有"), folder)
    yield "没有的模板", outcome(lambda: run("数.csv", "表.yaml", "未", 模板="没有.docx"), folder)
    yield "格式", outcome(lambda: run("数.csv", "表.yaml", "申", 格式="doc"), folder)
    yield "排成", tree(folder / "乙", folder)
    for name, read in (("数.csv", True), ("没有.csv", False)):
        yield f"表 {name} {read}", outcome(lambda name=name: rows.read_table(folder / name), folder)
    table = rows.read_table(folder / "数.csv")
    yield (
        "取名的式样",
        printed(
            [
                rows.usual_pattern(replace(table, columns=each))
                for each in (("甲",), ("标题", "单位"), ("甲", "姓名"), ("文件名",), ("文件名", "标题"))
            ]
        ),
    )
    yield "带走的行", printed([each.cells for each in rows.unpacked(rows.packed(table.rows))], folder)
    files = [
        folder / name for name in ("函.txt", "通知.yaml", "损.docx", "方案.yaml", "便条.txt", "没有.txt")
    ]
    given_options: dict[str, dict[str, str]] = {
        "build": {"格式": "txt", "文头": "文头.yaml"},
        "read": {"格式": "json"},
        "check": {"只查": "marks,body", "不查": "marks.dash", "版式": "gbt9704-1999"},
        "fix": {"全部": "是"},
        "tasks": {},
    }
    for verb, options in given_options.items():
        spec = BatchSpec(verb, folder / f"批{verb}", options, 1)  # type: ignore[arg-type]
        yield f"各个文件 {verb}", outcome(lambda spec=spec: many.do_documents(files, spec), folder)
    yield (
        "写出的",
        "\n".join(tree(folder / f"批{verb}", folder) for verb in ("build", "read", "fix", "tasks")),
    )
    (folder / "里" / "外").mkdir(parents=True)
    for name in ("里/函.txt", "里/外/通知.yaml"):
        shutil.copy(folder / Path(name).name, folder / name)
    inner = [folder / "里" / "函.txt", folder / "里" / "外" / "通知.yaml"]
    own = BatchSpec("build", folder / "批里", {"格式": "txt", "版式": str(folder / "版式.yaml")}, 1)
    yield "夹里的文件", outcome(lambda: many.do_documents(inner, own), folder)
    gone = Made("甲", outputs={"甲.txt": Laid(folder / "不在的.txt", "")})
    yield "收回", printed(gone.unwritten(UsageError("不能写")), folder)
    yield "没有文件", outcome(lambda: many.do_documents([], BatchSpec("read", folder / "批")))
    again = BatchSpec("read", folder / "批read", {"格式": "json"}, 1, resumes=True)
    yield "接着办", outcome(lambda: many.do_documents(files, again), folder)
    (folder / "函.txt").write_text("关于开会的通知\n各科室：\n请参加。\n", encoding="utf-8")
    yield "改了以后接着办", outcome(lambda: many.do_documents(files[:2], again), folder)
    yield "另一样接着办", outcome(lambda: many.do_documents(files, replace(again, verb="check")), folder)
    journal = folder / "批read" / "进度.jsonl"
    journal.write_text(
        "\n".join(journal.read_text(encoding="utf-8").splitlines()[:2]) + "\n{坏", encoding="utf-8"
    )
    yield "没有办完", outcome(lambda: many.do_documents(files, replace(again, resumes=False)), folder)
    yield "进度", outcome(lambda: Journal.read(folder / "批read"), folder)
    journal.write_text("甲", encoding="utf-8")
    yield "坏的进度", outcome(lambda: many.do_documents(files, again), folder)
    yield "报告的表", printed(report_table(Journal.read(folder / "批check")), folder)
    write_report(folder / "批check", folder / "报.json")
    yield "报告", (folder / "报.json").read_text(encoding="utf-8").replace(f"{folder}/", "")
    yield (
        "报告的名字",
        outcome(
            lambda: many.do_documents(files, BatchSpec("read", folder / "批八", report=folder / "报.doc")),
            folder,
        ),
    )


def _archived(folder: Path) -> Told:
    """The archive: what is kept of files, values, tables; what is passed over, refused; what is kept is checked."""
    (folder / "著录.csv").write_text(
        "文件,题名,年度,件号,保管期限\n便条.txt,一张便条,2024,9,永久\n函.txt,,,,30年\n", encoding="utf-8"
    )
    shutil.copy(folder / "函.txt", folder / "又.txt")
    specs = {
        "几件": ArchiveSpec([folder / name for name in ("函.txt", "便条.txt", "损.docx", "没有.txt", "无文头.yaml")], folder / "档", {"全宗号": "J001", "保管期限": "永久", "机构或问题": "办公室"}, 5, layouts=()),
        "又来": ArchiveSpec([folder / "又.txt"], folder / "档", {"全宗号": "J001"}, layouts=()),
        "只存原件": ArchiveSpec([folder / "便条.txt", folder / "损.docx"], folder / "档", keeps_originals=True, layouts=()),
        "著录表": ArchiveSpec([], folder / "档二", table=folder / "著录.csv", layouts=(), style="gbt9704-1999"),
        "同号": ArchiveSpec([folder / "草稿.txt"], folder / "档", {"全宗号": "J001", "保管期限": "永久", "机构或问题": "办公室", "件号": "5"}, layouts=()),
        "一件的": ArchiveSpec([folder / "函.txt", folder / "草稿.txt"], folder / "档", {"题名": "甲"}), "没有的": ArchiveSpec([folder / "函.txt"], folder / "档", {"没有": "甲"}), "没有文件": ArchiveSpec([], folder / "档"),
        "没有的版式": ArchiveSpec([folder / "草稿.txt"], folder / "档", style="没有", layouts=()),
    }  # fmt: skip
    for name, spec in specs.items():
        yield (
            f"归档 {name}",
            outcome(lambda spec=spec: archive.keep_items(archive.find_items(spec), spec), folder),
        )
    (folder / "另.yaml").write_text(
        (folder / "通知.yaml").read_text(encoding="utf-8").replace("沟渠", "水渠"), encoding="utf-8"
    )
    again = ArchiveSpec(
        [folder / "通知.yaml", folder / "另.yaml"], folder / "档", {"全宗号": "J001"}, layouts=()
    )
    yield "归档 像同一件", outcome(lambda: archive.keep_items(archive.find_items(again), again), folder)
    yield "目录", outcome(lambda: archive.write_catalogue_file(folder / "档"), folder)
    yield "空目录", outcome(lambda: archive.write_catalogue_file(folder / "无"), folder)
    yield "核对", outcome(lambda: archive.verify(folder / "档"), folder)
    min((folder / "档").rglob("公文.yaml")).write_text("文种: 函\n", encoding="utf-8")
    yield "改过的", outcome(lambda: archive.verify(folder / "档"), folder)
    yield "没有档", outcome(lambda: archive.verify(folder / "无"), folder)
    read = documents.read_file(folder / "草稿.txt")
    spec = ArchiveSpec([], folder / "核对", {"全宗号": "J001"}, layouts=())
    for _ in range(2):
        yield (
            "核对过的",
            outcome(
                lambda: archive.keep_confirmed(folder / "草稿.txt", read, "核对: 甲\n".encode(), spec), folder
            ),
        )
    pictured = replace(
        read,
        document=read.document.model_copy(update={"body": ("![甲](a/图.png)", "文字", "![乙](b/图.png)")}),
        media={"a/图.png": b"1", "b/图.png": b"2"},
    )
    moved, data = media.rehoused(pictured, "附图")
    yield "搬的图", printed([moved.document.body, data])


def _pages(folder: Path) -> Told:
    """The page: forms, findings and what is chosen of them, pages, drafts that are kept, answers."""
    typed = {
        "文种": "通知", "标题": " 关于开会的通知 ", "发文机关": "甲局\n\n 乙局 ", "印发件.0.标题": "方案", "印发件.0.正文": "甲。", "附件.0.标题": "一", "附件.3.标题": "二", "附件.3.名单.0.姓名": "丙", "名单.0.角色": "组长", "名单.0.姓名": "李明远", "名单.0.职务": "县长",
        "名单.2.姓名": "王芳", "名单.3.角色": "成员", "名单.3.职务": "县水利局局长", "名单.4.角色": "委员", "名单.4.职务": "县税务局", "名单.x.姓名": "丁", "没有": "戊", "标题.0": "己", "附注": " ", "正文": "一行\n二行",
    }  # fmt: skip
    made = forms.tree_of(typed)
    yield "表单", printed(made)
    shown = forms.shown_fields(made)
    yield (
        "填了的",
        printed(
            [
                (
                    each.name,
                    each.text,
                    each.rows,
                    [[inner.name for inner in part if inner.is_filled] for part in each.parts],
                )
                for each in shown
                if each.is_filled
            ]
        ),
    )
    read = forms.read_form(made, folder / "稿.yaml")
    yield "读出", printed([read.faults, read.lines, read.source and read.source.document])
    source = documents.load(folder / "通知.yaml")
    whole = forms.read_form(forms.form_of(source.document), folder / "稿.yaml")
    assert whole.source is not None
    composition = documents.compose_source(whole.source)
    yield (
        "有错",
        printed(
            [
                (str(each.finding), each.address.key, each.wanted)
                for each in forms.check_form(whole, composition)
            ],
            folder,
        ),
    )
    body = list(source.document.body)
    yield "层次", printed(forms.levels_of([*body, "第一章　总则", "| 甲 | 乙 |"]))
    for index, level in ((0, "一、"), (1, "正文"), (2, "1."), (3, "一、")):
        yield (
            f"改层次 {index} {level}",
            outcome(lambda index=index, level=level: forms.set_level(body, index, level)),
        )  # type: ignore[arg-type]
    tree_now = forms.form_of(source.document)
    for way, text in (
        (Address("标题"), "新标题"),
        (Address("正文", 1), "新段"),
        (Address("附件", 0, "标题"), "新表"),
    ):
        yield f"改 {way}", printed(forms.with_text(tree_now, way, text))
    gallery = Gallery(2)
    preview = gallery.show(composition)
    yield (
        "页",
        printed(
            [
                (
                    page.width,
                    page.height,
                    [
                        (str(each.at), *(round(n, 2) for n in (each.left, each.top, each.width, each.height)))
                        for each in page.regions
                    ],
                )
                for page in preview.pages
            ],
            folder,
        ),
    )
    yield "没有的页", printed(gallery.picture("没有"))
    for name in ("函.txt", "通知.yaml", "损.docx", "坏.yaml", "草稿.md"):
        found = examine((folder / name).read_bytes(), name)
        yield f"查 {name}", printed(found)
        yield (
            f"查出的 {name}",
            printed(
                [
                    (
                        each.where,
                        each.clause,
                        each.found,
                        each.wanted,
                        each.has_one_answer,
                        each.can_be_fixed,
                        each.can_be_typed,
                    )
                    for each in found.findings
                ]
            ),
        )
        answers = {
            each.name: None if number % 2 else "改成这个" for number, each in enumerate(found.findings)
        }
        yield (
            f"改 {name}",
            outcome(
                lambda name=name, found=found, answers=answers: fix_chosen(
                    (folder / name).read_bytes(), found, answers
                )
            ),
        )
        yield (
            f"批注 {name}",
            outcome(lambda name=name, found=found: remark((folder / name).read_bytes(), found)),
        )
    found = examine(",,请参加,谢谢,".encode(), "标点.txt")
    yield "行首行末的", printed([list(each.pieces) for each in found.paragraphs])
    yield from _kept(folder)


def _kept(folder: Path) -> Told:
    drafts = saved.SavedDrafts(folder / "稿")
    first = drafts.create({"文种": "通 知", "标题": "关于\\n开会"}, "甲", {"图/一.png": b"1"}, "李")
    yield "题目", printed([first.title, replace(first, tree={}).title])
    second = drafts.save(first.name, {"文种": "函"}, 1, "甲")
    other = drafts.save(first.name, {"文种": "请示"}, 1, "乙", "王")
    yield (
        "各版",
        printed(
            [
                (each.number, each.before, each.by, each.person)
                for each in (*drafts.versions(first.name), second.version, other.version)
            ]
        ),
    )
    yield (
        "退回",
        printed(
            [
                drafts.undo(first.name, "丙").tree,
                drafts.undo(first.name, "丙").version.number,
                other.name == first.name,
            ]
        ),
    )
    yield (
        "恢复",
        outcome(
            lambda: (
                drafts.restore(first.name, 2, "甲", "李").version.number,
                drafts.restore(first.name, 2, "甲").version.before,
            )
        ),
    )
    yield "没有的版", outcome(lambda: drafts.restore(first.name, 99, "甲")).replace(first.name, "稿")
    (folder / "稿" / f"{first.name}.yaml").write_text("- 甲\n", encoding="utf-8")
    yield (
        "坏的稿",
        printed(
            [
                outcome(lambda: drafts.read(first.name), folder).replace(first.name, "稿"),
                len(list(drafts.all())),
                len(drafts.names()),
            ]
        ),
    )
    shutil.copy(ROOT / "samples" / "旧公文.txt", folder / "旧.txt")
    read = documents.read_file(folder / "旧.txt")
    questions = confirming.examine_reading(read)
    yield "要问的", printed(questions, folder)
    yield "把握", printed(confirming.sureness_of(read))
    yield (
        "文字",
        printed([each for each in confirming.text_beside(read, questions) if len(each.pieces) > 1], folder),
    )
    form = forms.form_of(read.document)
    yield "没有答", outcome(lambda: confirming.confirm(read, form, {}, folder / "旧.yaml"), folder)
    for number in range(3):
        answers = {each.key: each.answers[min(number, len(each.answers) - 1)] for each in questions}
        made = confirming.confirm(read, form, answers, folder / "旧.yaml")
        yield (
            f"答 {number}",
            printed([made.changes, confirming.log_of(made, questions, answers, "旧.txt", "李")], folder),
        )
    work = confirming.Worklist(folder / "件")
    item = work.add("旧.txt", "甲".encode(), "abcd")
    work.save(replace(item, state="已存", answers={"疑1": "甲"}, kept="档/一"))
    yield "各件", printed(work.items(), folder)
    for key in ("abce", "../x"):
        yield f"没有的件 {key}", outcome(lambda key=key: work.read(key))


ROOMS = {"批量": _many, "归档": _archived, "网页": _pages}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_tells_what_it_told(room: str, folder: Path, request: pytest.FixtureRequest) -> None:
    tell(room, ROOMS[room](folder), request)
