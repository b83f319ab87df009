"""Documents of every kind and size, made by chance from a seed; places, agencies and people are invented."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import yaml

from gongwen.terms.kind import KINDS, Kind

_CLAUSES = (
    "各乡镇、各部门要高度重视", "建立健全工作机制", "明确责任分工和完成时限", "加强督促检查", "确保各项任务落到实处",
    "新建改造管网36公里", "投入资金1,234.56万元", "完成率达到98.5%", "比上年增长7.78个百分点", "于2024年12月31日前完成",
    "推行“一村一策”的办法", "实行A级和B级分类管理", "统筹推进水源、水厂、管网建设", "及时研究解决工作中的困难和问题",
    "按照《云溪县农村供水管理办法（试行）》执行", "由县水务局会同县财政局负责", "每季度向县政府办公室报送一次进展情况",
)  # fmt: skip
_TOPICS = (
    "加强组织领导",
    "落实工作责任",
    "强化资金保障",
    "严格督导检查",
    "做好宣传引导",
    "提升管护能力",
    "健全长效机制",
)
_AGENCIES = [
    f"云溪县{name}局"
    for name in ("水务", "财政", "自然资源", "农业农村", "应急管理", "教育", "住房和城乡建设")
]
_PEOPLE = ("赵一鸣", "钱思", "孙长安", "欧阳思远", "周行", "吴越", "阿卜杜热合曼·买买提明", "郑和平")
_POSTS = (
    "副县长",
    "县水务局局长",
    "县政府办公室副主任、县政务服务管理局局长",
    "县农业农村局党组成员、县农村供水总站站长",
)
_CARRIED = "云溪县农村供水工作方案"
_ROLES = ("组长", "副组长", "成员")
_CODES = {"命令": "第12号", "纪要": "第3号"}


def make_document(seed: int) -> str:
    """A document in the input format, always the same for one ``seed``: one to thirty pages."""
    chance = Random(seed)
    kind = chance.choice(KINDS)
    size = chance.choice((1, 2, 4, 8, 16, 60, 160))
    keys: dict[str, Any] = {"文种": kind.name, "正文": list(_body(chance, size)), "成文日期": "2024-06-09"}
    keys |= dict(_around(kind, chance))
    if chance.random() < 0.4:
        keys["名单"] = _roster(chance)
    if chance.random() < 0.4:
        keys["附件"] = [_attachment(chance) for _ in range(chance.randint(1, 3))]
    if kind.direction == "下行" and kind.format == "文件" and chance.random() < 0.3:
        keys["印发件"] = {"标题": _CARRIED, "正文": list(_body(chance, size))}
        keys["标题"] = f"{'、'.join(keys.get('发文机关', ())[:2])}关于印发《{_CARRIED}》的{kind.name}"
    return yaml.safe_dump(keys, allow_unicode=True, sort_keys=False, width=10000)


def make_letter(seed: int) -> str:
    """A 信函 in the input format, always the same for one ``seed``: most of them two or three pages."""
    chance = Random(seed)
    title = f"做好农村供水工作{'推进城乡供水一体化建设' * chance.randint(0, 2)}"
    keys: dict[str, Any] = {
        "文种": "函",
        "发文机关": "云溪县人民政府办公室",
        "发文字号": "云政办函〔2024〕18号",
        "标题": f"关于商请{title}的函",
        "主送机关": "，".join(_AGENCIES[: chance.randint(1, 7)]),
        "正文": list(_body(chance, chance.choice((1, 1, 2, 2, 4)))),
        "成文日期": "2024-06-09",
        "抄送机关": "县委办公室",
    }
    if chance.random() < 0.3:
        keys["附件"] = [{"标题": "农村供水工程清单", "正文": "各项工程见附表。"}]
    return yaml.safe_dump(keys, allow_unicode=True, sort_keys=False, width=10000)


def make_list(items: int, rows: int = 0) -> str:
    """A notice in the input format whose attachment lists so many ``items``, each on a line, above a table of so many
    ``rows`` of three lines each, where there are any, and twenty paragraphs of four."""
    lines = [f"{number}号泵站" for number in range(1, items + 1)]
    table = ["| 序号 | 项目 | 单位 | 投资 | 备注 |", "|---|---|---|---|---|"]
    table += [
        f"| {number} | 泵站工程 | {'、'.join(_AGENCIES[:4])} | 3.5 | 新建 |" for number in range(1, rows + 1)
    ]
    keys: dict[str, Any] = {
        "文种": "通知",
        "发文机关": "云溪县人民政府办公室",
        "标题": "关于报送工作清单的通知",
        "主送机关": "各乡镇",
        "正文": "现将清单印发给你们，请认真落实。",
        "附件": [{"标题": "云溪县工作清单"}],
        "成文日期": "2024-06-09",
    }
    keys["附件"][0]["正文"] = [*lines, *(table if rows else ()), *20 * [f"{'，'.join(_CLAUSES[:9])}。"]]
    return yaml.safe_dump(keys, allow_unicode=True, sort_keys=False, width=10000)


def _around(kind: Kind, chance: Random) -> Iterator[tuple[str, Any]]:
    """What stands above and below the text."""
    count = chance.choice((1, 1, 1, 2, 3, 5)) if kind.is_statutory and kind.format == "文件" else 1
    issuers = _AGENCIES[:count] if count > 1 else ["云溪县人民政府办公室"]
    subject = (
        f"关于{chance.choice(_TOPICS)}{chance.choice(('', '和做好农村供水工作', '推进城乡供水一体化建设'))}的"
    )
    yield "标题", f"{'、'.join(issuers) if count < 3 else ''}{subject}{kind.name}"
    if kind.has_recipients:
        yield "主送机关", "，".join(_AGENCIES[: chance.randint(1, 7)])
    if not kind.is_statutory:
        return
    yield "发文机关", issuers
    yield "发文字号", _CODES.get(kind.name, "云政办发〔2024〕18号")
    if kind.format == "纪要":
        yield "发文机关标志", "云溪县人民政府常务会议纪要"
    if kind.is_personal:
        yield "签名章", [{"职务": "县长"}]
    if kind.direction == "上行":
        yield "签发人", list(_PEOPLE[:count])
        yield "附注", "联系人：赵一鸣，电话：0000-1234567"
    if chance.random() < 0.3:
        yield "密级", "秘密"
        yield "保密期限", "1年"
        yield "份号", "000012"
    if chance.random() < 0.7:
        yield "抄送机关", "，".join(["县委办公室", "县人大常委会办公室", *_AGENCIES[: chance.randint(0, 7)]])
    if kind.format != "信函":
        yield "印发机关", "云溪县人民政府办公室"
        yield "印发日期", "2024-06-10"


def _body(chance: Random, size: int) -> Iterator[str]:
    """So many paragraphs: sentences, headings of two levels, here and there a table."""
    yield _sentences(chance)
    first = 0
    while size > 0:
        first += 1
        yield f"{_numeral(first)}、{chance.choice(_TOPICS)}"
        for second in range(1, chance.randint(1, 5) + 1):
            yield f"（{_numeral(second)}）{chance.choice(_TOPICS)}。{_sentences(chance)}"
            size -= 1
        if chance.random() < 0.15:
            yield from _table(chance)
        if chance.random() < 0.5:
            yield _sentences(chance)
            size -= 1


def _sentences(chance: Random) -> str:
    return "".join(
        "，".join(chance.choices(_CLAUSES, k=chance.randint(1, 4))) + "。"
        for _ in range(chance.randint(1, 5))
    )


def _numeral(number: int) -> str:
    """From 1 to 99."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return (("" if tens == 1 else digits[tens]) + "十" if tens else "") + (
        digits[ones] if ones or not tens else ""
    )


def _table(chance: Random) -> Iterator[str]:
    yield "| 序号 | 项目名称 | 责任单位 | 投资（万元） | 完成时限 |"
    yield "|---|---|---|---|---|"
    for number in range(1, chance.randint(2, 40)):
        money = f"{chance.randint(1, 99_999) / 10:,.2f}"
        agencies = "、".join(chance.sample(_AGENCIES, chance.randint(1, 3)))
        yield f"| {number} | {chance.choice(_TOPICS)}工程 | {agencies} | {money} | 2024年{chance.randint(1, 12)}月 |"


def _roster(chance: Random) -> dict[str, list[str]]:
    counts = (1, chance.randint(1, 3), chance.choice((3, 12, 60)))
    return {
        role: [f"{chance.choice(_PEOPLE)} {chance.choice(_POSTS)}" for _ in range(count)]
        for role, count in zip(_ROLES, counts, strict=True)
    }


def _attachment(chance: Random) -> dict[str, Any]:
    made: dict[str, Any] = {"标题": f"云溪县{chance.choice(_TOPICS)}任务分工表", "正文": list(_table(chance))}
    if chance.random() < 0.5:
        made["正文"] = list(_body(chance, chance.choice((1, 4, 12))))
    return made | ({"页面": "横"} if chance.random() < 0.2 else {})
