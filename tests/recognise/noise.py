"""What web pages, word processors and scanners do to a text, done by program."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Noise = Callable[[str, random.Random], str]

_LEAST_PARAGRAPH = 30
CONFUSED = {"日": "曰", "已": "己", "未": "末", "〇": "○", "土": "士", "千": "干"}
_BRACKETS = (("[", "]"), ("(", ")"), ("【", "】"), ("（", "）"))
_HALF = str.maketrans("（），；：", "(),;:")


def wrap_lines(text: str, chance: random.Random) -> str:
    """Cut every long line at one width, as a PDF does; tables and what is short stay."""
    width = chance.randint(24, 34)
    lines = []
    for line in text.split("\n"):
        is_text = len(line) >= _LEAST_PARAGRAPH and not line.startswith("|")
        lines += [line[start : start + width] for start in range(0, len(line), width)] if is_text else [line]
    return "\n".join(lines)


def double_space(text: str, chance: random.Random) -> str:
    """Put an empty line behind every line."""
    return text.replace("\n", "\n\n")


def break_pages(text: str, chance: random.Random) -> str:
    """Put the numbers of pages between lines, and into the middle of paragraphs."""
    form = chance.choice(["— {} —", "- {} -", "第{}页", "－{}－"])
    lines, page = [], 1
    for line in text.split("\n"):
        if "。" in line[:-1] and len(line) > 60 and chance.random() < 0.4:
            cut = chance.randint(20, len(line) - 20)
            lines += [line[:cut], form.format(page), line[cut:]]
            page += 1
        else:
            lines.append(line)
    return "\n".join([*lines, form.format(page)])


def pad_digits(text: str, chance: random.Random) -> str:
    """Put spaces between digits and Chinese, as many word processors do."""
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", " ", text)


def half_width(text: str, chance: random.Random) -> str:
    """Make brackets and marks of some lines half-width."""
    return "\n".join(
        line.translate(_HALF) if chance.random() < 0.4 and len(line) > 12 else line
        for line in text.split("\n")
    )


def confuse(text: str, chance: random.Random) -> str:
    """Take some characters for others, as text recognition does."""
    return "".join(CONFUSED[each] if each in CONFUSED and chance.random() < 0.3 else each for each in text)


def change_brackets(text: str, chance: random.Random) -> str:
    """Read the brackets of a 发文字号 as others."""
    left, right = chance.choice(_BRACKETS)
    return re.sub(r"〔(\d{4})〕", rf"{left}\1{right}", text)


def mark_down(text: str, chance: random.Random) -> str:
    """Write headings with #, and some words strong."""
    lines = [
        f"## {line}" if re.match("[一二三四五六七八九十]+、", line) and len(line) < 30 else line
        for line in text.split("\n")
    ]
    return re.sub(
        r"(?<=[，。])([\u4e00-\u9fff]{4,8})(?=[，。])", r"**\1**", "\n".join([*lines, "---"]), count=2
    )


def surround(text: str, chance: random.Random) -> str:
    """Put a web page's navigation above and below."""
    above = [
        "首页 > 政务公开 > 政策文件",
        "来源：县政府办公室　发布时间：2024-01-02 08:30　浏览次数：128",
        "字体：【大 中 小】　打印本页",
    ]
    below = [
        "扫一扫在手机打开当前页",
        "上一篇：关于举办培训班的通知",
        "下一篇：没有了",
        "版权所有：云岭县人民政府　临ICP备05000001号",
    ]
    return "\n".join([*above, text, *below])


def indent(text: str, chance: random.Random) -> str:
    """Begin every paragraph of the text two characters further in."""
    return "\n".join(
        f"　　{line}" if line.endswith(("。", "；")) and not line.startswith(("|", "抄")) else line
        for line in text.split("\n")
    )


def page(text: str, chance: random.Random) -> str:
    """Put a whole web page around the text: menus, a table of facts, the name of the page, the foot in pieces."""
    title = next(
        (line for line in text.split("\n") if line.endswith(("通知", "意见", "批复", "公告"))), "文件"
    )
    above = [
        f"{title.strip()}-云岭县人民政府门户网站", "用户登录", "无障碍", "长者助手", "首页", "政务公开", "政民互动",
        "搜索热词： 社保 医保", "当前位置：首页 > 政务公开 > 政策文件", "索 引 号：\tYL001-2024-00012\t主题分类：\t综合政务",
        "发布日期：\t2024-03-18\t有 效 性：\t有效", title.strip(), "发布时间：2024-03-18 10:24　浏览次数：-",
        "A+大 A+中 A+小", "分享到",
    ]  # fmt: skip
    below = [
        "浏览次数：-", "分享文章到", "取消", "返回顶部 打印页面 关闭本页", "回到", "顶部", "关于我们 | 网站地图",
        "临公网安备 44010602000000号 网站标识码：4400000001", "智能", "问答", "手机版",
    ]  # fmt: skip
    return "\n".join([*above, text, *below])


def run_on(text: str, chance: random.Random) -> str:
    """Put all paragraphs on one line, as records of web pages have them; tables need their lines."""
    if re.search(r"[|｜\t]", text):
        return text
    return "".join(f"\u3000\u3000{line.strip()}" for line in text.split("\n") if line.strip())


def run_on_with_blanks(text: str, chance: random.Random) -> str:
    """Put all paragraphs on one line with one blank between them."""
    if re.search(r"[|｜\t]", text):
        return text
    return " ".join(line.strip() for line in text.split("\n") if line.strip())


def compile_pages(text: str, chance: random.Random) -> str:
    """Cut the text at one width and put the pages of a compilation between its lines."""
    width = chance.randint(24, 34)
    lines = []
    for line in text.split("\n"):
        is_text = len(line) > width and re.search(r"[。：]$|通知$|意见$", line) and "|" not in line
        lines += [line[start : start + width] for start in range(0, len(line), width)] if is_text else [line]
    for place in range(len(lines) - 4, 12, -24):
        lines[place:place] = ["", f"# Page {place + 100}:"]
    return "\n".join(lines)


_ABOVE = ["办事窗口", "文稿详情", "工作动态专栏", "3. — 3 —", "协同办公平台", "22\n八月", "PART 02"]
_BELOW = [
    "赵清　签发于2024/3/18 13:52:33",
    "供稿：钱思齐",
    "转自：县融媒体中心",
    "14人已签收",
    "类型：转载",
    "点赞 12 收藏 3",
]
_BEFORE = ["2024-03-18 17:14:00 ", "【最新】", "题名：", "窗口信息 | ", "★"]
_BEHIND = ["  (阅读: 32)", " 10:20:33", "_政务中心", " [打印]"]


def put_lines_beside(text: str, chance: random.Random) -> str:
    """Put a line above the text that says nothing of it, and one below its title."""
    lines = text.split("\n")
    title = _title_place(lines)
    lines[title + 1 : title + 1] = [chance.choice(_BELOW)] if title >= 0 else []
    return "\n".join([chance.choice(_ABOVE), *lines])


def put_words_beside(text: str, chance: random.Random) -> str:
    """Put words that a page has beside a title before it or behind it."""
    lines = text.split("\n")
    title = _title_place(lines)
    if title >= 0:
        own = lines[title].strip()
        lines[title] = chance.choice([chance.choice(_BEFORE) + own, own + chance.choice(_BEHIND)])
    return "\n".join(lines)


def _title_place(lines: list[str]) -> int:
    """Return the place of the title that stands on one line; -1 for one that does not."""
    form = re.compile(r"\S{0,30}关于\S{2,60}的(?:通知|意见|决定|批复|函|报告|请示|通报|公告|通告)")
    return next((place for place, line in enumerate(lines[:12]) if form.fullmatch(line.strip())), -1)


NOISES: dict[str, Noise] = {
    "原样": lambda text, chance: text,
    "硬换行": wrap_lines,
    "隔行": double_space,
    "硬换行并隔行": lambda text, chance: double_space(wrap_lines(text, chance), chance),
    "页码": break_pages,
    "数字加空格": pad_digits,
    "半角标点": half_width,
    "认错的字": confuse,
    "文号的括号": change_brackets,
    "Markdown": mark_down,
    "网页": surround,
    "整个网页": page,
    "一行": run_on,
    "一行空格": run_on_with_blanks,
    "汇编": compile_pages,
    "缩进": indent,
    "旁边的闲行": put_lines_beside,
    "标题旁边的字": put_words_beside,
}
