"""Print the pages 参考.md, 规则.md, 条款.md, the glossary of 怎样成文.md and the scans of 读旧公文.md; ``--check`` only says whether they are stale."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import clause_page
import click
import glossary
import scan_figures
from markdown_table import table
from pydantic import BaseModel

from gongwen.archive.metadata import TERMS
from gongwen.check.reference import rule_infos, rules_page
from gongwen.cli.main import group
from gongwen.document import Attachment, Document, Enclosed, Member, Stamp
from gongwen.read.styles.file import list_values, read_profile
from gongwen.read.styles.tree import style_names
from gongwen.terms.kind import KINDS

FOLDER = Path(__file__).parent
STYLE = "gbt9704-2012"


def build() -> str:
    """Return the whole page."""
    parts = [
        "# 参考",
        "这一页由 `python docs/build.py` 从程序打印，不要手改。",
        "## 命令",
        *_commands(group, "gongwen"),
        "## 输入的各项",
        *_keys("公文", Document),
        *_keys("印发件", Enclosed),
        *_keys("附件", Attachment),
        *_keys("名单里的人", Member),
        *_keys("签名章", Stamp),
        "## 文种",
        table(
            ("文种", "行文方向", "格式", "用于", "惯用结语"),
            ((k.name, k.direction, k.format, k.use, k.closing) for k in KINDS),
        ),
        "## 规则",
        "排版和检查时对照这些规则；不合的照排，报出位置。例子见[规则](规则.md)。",
        table(
            ("代码", "要求", "条款", "程度", "处理"),
            ((r.code, r.about, r.clause, r.force, r.fixing) for r in rule_infos()),
        ),
        "## 元数据",
        "归档和文件属性里的元素；短名是本程序自定的。",
        table(("元素", "短名", "标准", "条款"), ((t.name, t.short, t.standard, t.clause) for t in TERMS)),
        "## 版式",
        "没有写“版式”的公文，按成文日期和发文机关选用。",
        table(("名称", "标题", "机关", "起", "止"), map(_style, style_names())),
        f"`gongwen style show {STYLE}` 的内容。",
        table(
            ("值的位置", "值", "条款", "程度"),
            ((path, value, basis.clause, basis.force) for path, value, basis in list_values(STYLE)),
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _commands(command: click.Command, name: str) -> Iterator[str]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for child in command.commands or command.list_commands(context):
            yield from _commands(command.get_command(context, child), f"{name} {child}")
        return
    yield f"### {name}"
    yield command.help or ""
    rows = [
        (f"`{' '.join(p.opts)}`", p.help or "")
        for p in command.params
        if isinstance(p, click.Option) and not p.hidden
    ]
    if rows:
        yield table(("选项", "说明"), rows)


def _keys(title: str, model: type[BaseModel]) -> Iterator[str]:
    yield f"### {title}"
    rows = (
        (f.alias or "", "必填" if f.is_required() else "", f.description or "")
        for f in model.model_fields.values()
    )
    yield table(("项", "", "说明"), rows)


def _style(name: str) -> tuple[str, ...]:
    profile = read_profile(name)
    validity = profile.validity
    if validity.organs == "无":
        return name, profile.title, "按名称选用", "", ""
    return name, profile.title, validity.organs, validity.first, validity.last


def main() -> None:
    """Write the pages, or with ``--check`` fail when one is not what the code says."""
    try:
        pages = {"参考.md": build(), "规则.md": rules_page(rule_infos()), "条款.md": clause_page.build()}
        pages["怎样成文.md"] = glossary.put_into(_read("怎样成文.md"))
        pages["读旧公文.md"] = scan_figures.put_into(_read("读旧公文.md"))
    except ValueError as wrong:
        sys.exit(str(wrong))
    if "--check" in sys.argv:
        stale = [f"docs/{name}" for name, text in pages.items() if _read(name) != text]
        sys.exit(f"{'、'.join(stale)} 过时了，请运行 python docs/build.py" if stale else 0)
    for name, text in pages.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


def _read(name: str) -> str:
    path = FOLDER / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    main()
