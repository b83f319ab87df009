"""标题 in words, each with the part that it plays: where a line may break, by 7.3.1, and where it rather does not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Literal, NamedTuple

from gongwen.pattern import pattern
from gongwen.terms.titles.numbers import NUMBERS, YEAR
from gongwen.terms.titles.phrases import HEADS, TERMS, phrases
from gongwen.zh.lines import NOT_AT_END, NOT_AT_START

Sort = Literal[
    "name", "agency", "region", "number", "year", "verb", "noun", "head", "suffix",
    "preposition", "modifier", "conjunction", "particle", "opening", "closing", "pause",
]  # fmt: skip
"""What a word is to its neighbours. ``verb`` takes what follows as its object, ``modifier`` belongs
to what follows, ``particle`` to what precedes; ``head`` names a document or a body (实施方案, 领导小组) and
``suffix`` closes the phrase before it (工作, 建设)."""


class Word(NamedTuple):
    """One word of a text."""

    text: str
    sort: Sort


_VERBS = phrases(
    """
    印发 转发 批转 发布 公布 公开 下达 下发 上报 报送 呈报 申报 申请 请求 恳请 商请 征求 征集 调整
    变更 成立 组建 设立 撤销 同意 批准 核准 确认 确定 明确 认定 命名 授予 给予 表彰 表扬 奖励 嘉奖
    聘任 任命 免去 接受 召开 举办 举行 组织 开展 做好 抓好 加强 强化 推进 推动 促进 加快 深化 优化
    完善 健全 建立 构建 打造 实施 施行 落实 贯彻 贯彻落实 执行 规范 改进 改善 提高 提升 增强 扩大
    支持 扶持 鼓励 引导 保障 保护 维护 解决 处理 防范 防止 预防 遏制 整治 治理 打击 清理 废止 修改
    修订 取消 下放 承接 划转 划定 启用 停止 暂停 恢复 延长 限制 禁止 严禁 从严 培育 发展 建设 创建
    编制 制定 收回 征收 拨付 追加 减免 提请 报请 审议 落实好 防治 使用 利用 应对 参加 迎接 提供
    """
)
"""Verbs whose object follows, where they stand as a verb and not inside a noun (质量提升行动)."""

_CARRYING = phrases("印发 转发 批转 发布 公布")
"""Verbs that the word list has for names; a level behind them begins the next agency (印发县财政局)."""

_MODIFIERS = phrases(
    "进一步 全面 切实 深入 扎实 积极 大力 持续 加快 加力 全力 着力 有序 统筹 稳步 严格 依法 集中 继续 认真 不断 "
    "有关 相关 若干 部分 各类 各项 所有 其他 有效 充分 坚决 严厉 尽快 及时 推荐 拟 不再 予以 重新 再次 联合 共同 深度 原"
)
_PREPOSITIONS = phrases("关于 对 对于 在 向 为 以 从 由 与 将 把 就 按 按照 根据 依据 经 给 使 受 至")
_CONJUNCTIONS = phrases("和 与 及 以及 暨 或 或者 并 并且 同 而 且")
_KINDS = phrases("灾害 事故 疫情")
"""What makes one word with the noun before it, which says of what kind it is: 山洪灾害."""
_PARTICLES = phrases("的 等 了 之 内 中 上 下 期间 以来 以内 以上 以下 前 后 者 们 性 化")
_WIDE_REGIONS = phrases("全国 全省 全市 全县 全区 全州 全乡 全镇 全系统 我省 我市 我县 我区 本市 本县 本区")
_LEVELS = phrases(
    "国家 国家级 中央 省级 市级 县级 区级 乡级 镇级 农村 城镇 城乡 城区 城市 县城 县域 区域 基层 乡镇 社区 校园 重点"
)
"""Words that qualify like a place what follows them."""
_STATES = phrases("中共 国务院 国家 中央 全国 中国 中华人民共和国")

_LEVEL_MARKS = frozenset("省市县区州旗")
_REGION_SUFFIXES = "省市县区州旗盟乡镇村"
_PLACE_SUFFIXES = frozenset([*_REGION_SUFFIXES, "街道", "社区", "新区", "矿区", "城区"])
_GOVERNING = (
    "人民政府", "政府", "县委", "市委", "省委", "区委", "州委", "旗委", "党委", "委员会", "代表大会",
)  # fmt: skip
_AGENCY_SUFFIXES = (
    *_GOVERNING, "局", "厅", "委", "部", "院", "署", "办公室", "办公厅", "管委会", "常委会", "总队", "支队", "大队",
    "中心", "法院", "检察院", "医院", "学校", "中学", "小学", "大学", "学院", "银行", "公司", "集团", "办事处",
    "指挥部", "总工会", "联合会", "协会", "督察组", "巡察组", "巡视组",
)  # fmt: skip
_NOT_AGENCIES = phrases("数字政府 法治政府 全部 干部 内部 外部 西部 东部 中部 南部 北部 布局 格局 结局")
_LONGEST_AGENCY = 24
"""Characters; a longer run of words is no name of one agency."""
_BETWEEN_AGENCIES = pattern(
    "(?<=[{ends}])(?![区](?<=[学心院]区))(?=[{levels}][^，。、《》“”（）]{{1,16}}?(?:{suffixes}))".format(
        ends="".join(sorted({suffix[-1] for suffix in _AGENCY_SUFFIXES})),
        levels="".join(sorted(_LEVEL_MARKS)),
        suffixes="|".join(_AGENCY_SUFFIXES),
    )
)
"""Where one agency ends and the next begins with its level: 县财政局|县民政局. The word list has 局县 for a word."""


def _any_of(phrases: Iterable[str]) -> str:
    """Return a group that matches the longest of ``phrases`` of three characters and more.

    Phrases are grouped by their first character, which spares the search most of them.
    """
    by_first: dict[str, list[str]] = {}
    for phrase in sorted((phrase for phrase in phrases if len(phrase) > 2), key=len, reverse=True):
        by_first.setdefault(phrase[0], []).append(phrase[1:])
    return "(" + "|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in by_first.items()) + ")"


_FIXED = pattern("(" + "|".join(NUMBERS) + ")|" + _any_of(HEADS | TERMS))
_PAUSES = frozenset("、，,—-–·")
_OPENING, _CLOSING = frozenset(NOT_AT_END), frozenset(NOT_AT_START) - _PAUSES


def split_words(text: str, names: Collection[str] = ()) -> list[Word]:
    """Return the words of ``text``, which join to ``text`` again; ``names`` are never split.

    Numbers stay with their units (2024年, 第三届), short quotations (“十四五”), places with their
    suffix (柳林乡), agencies that a place or 国家 opens (云溪县财政局) and set phrases are one word.
    """
    words = _join_places(_cut_places(list(_tagged(text, names))))
    return _sorted(_join_levels(_join_agencies(_join_pairs(words))))


class _Tagged(NamedTuple):
    """A word with the tag of jieba's word list, or ``name``, ``fix``, ``term``, ``place``, ``org``."""

    text: str
    tag: str


def _tagged(text: str, names: Collection[str]) -> Iterator[_Tagged]:
    """Yield names and set phrases as they stand, and the words of the word list between them."""
    for piece, is_name in _around(text, names):
        if is_name:
            yield _Tagged(piece, "name")
            continue
        for section in _BETWEEN_AGENCIES.split(piece):
            yield from _fixed(section)


def _fixed(text: str) -> Iterator[_Tagged]:
    for index, part in enumerate(_FIXED.split(text)):
        if index % 3 == 1 and part:
            yield _Tagged(part, "fix")
        elif index % 3 == 2 and part:
            yield _Tagged(part, "term")
        elif part:
            yield from _listed(part)


def _around(text: str, names: Collection[str]) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of ``text`` and whether each is one of ``names``; the longest name wins."""
    longest_first = sorted(filter(None, names), key=len, reverse=True)
    if not longest_first:
        yield text, False
        return
    for index, piece in enumerate(re.split("(" + "|".join(map(re.escape, longest_first)) + ")", text)):
        if piece:
            yield piece, index % 2 == 1


def _listed(text: str) -> Iterator[_Tagged]:
    from rjieba import tag

    for word, part in tag(text):
        yield from _cut_in_two(word, part)


def _cut_in_two(word: str, part: str) -> Iterator[_Tagged]:
    """Yield ``word``, cut in two where the list took the end of a name for one word with what follows."""
    if len(word) > 1 and word[-1] in "等原和与对" and word[:-1].endswith(_AGENCY_SUFFIXES):
        yield _Tagged(word[:-1], "n")
        yield _Tagged(word[-1], "u" if word[-1] == "等" else "c")
    elif len(word) > 2 and word[0] in "局厅委署" and word[-1] in _REGION_SUFFIXES:
        yield _Tagged(word[0], "n")
        yield _Tagged(word[1:], "ns")
    elif len(word) == 2 and word[0] == "对" and word[1] in _REGION_SUFFIXES:
        yield _Tagged("对", "p")
        yield _Tagged(word[1], "n")
    else:
        yield _Tagged(word, part)


def _join_places(words: list[_Tagged]) -> list[_Tagged]:
    """Join 柳林 + 乡 and 云溪 + 县委; the words in between are unchanged."""
    joined: list[_Tagged] = []
    for word in words:
        last = joined[-1] if joined else None
        if last and word.text in _PLACE_SUFFIXES and _may_name_place(last):
            joined[-1] = _Tagged(last.text + word.text, "place")
        elif last and last.tag == "ns" and _is_agency_of_place(word):
            joined[-1] = _Tagged(last.text + word.text, "org")
        else:
            joined.append(word)
    return joined


def _is_agency_of_place(word: _Tagged) -> bool:
    """Whether ``word`` is 县委, 县公安局: an agency that begins with the suffix of its place."""
    return word.text[0] in _REGION_SUFFIXES and word.text.endswith(_AGENCY_SUFFIXES)


def _may_name_place(word: _Tagged) -> bool:
    """Whether a place suffix behind ``word`` belongs to it: a short noun that has none yet."""
    if word.tag[0] not in "njsz" or not 1 < len(word.text) <= 4 or word.text in _WIDE_REGIONS | _CARRYING:
        return False
    if word.text in _AGENCY_SUFFIXES or (len(word.text) > 2 and word.text.endswith(_AGENCY_SUFFIXES)):
        return False
    return word.text[-1] not in _REGION_SUFFIXES


def _join_pairs(words: list[_Tagged]) -> list[_Tagged]:
    """Join a number with the number or the unit that follows it, and a noun with its kind (山洪 + 灾害)."""
    joined: list[_Tagged] = []
    for word in words:
        tag = _tag_of_pair(joined[-1], word) if joined else ""
        if tag:
            joined[-1] = _Tagged(joined[-1].text + word.text, tag)
        else:
            joined.append(word)
    return joined


def _tag_of_pair(left: _Tagged, right: _Tagged) -> str:
    """Return the tag of the word that two words are; "" for two."""
    if left.tag == "m" and right.tag in ("m", "q") and left.text != "若干":
        return "m"
    return "n" if right.text in _KINDS and left.tag[0] == "n" and not _is_region(left) else ""


def _cut_places(words: list[_Tagged]) -> list[_Tagged]:
    """Cut the places that the text names elsewhere (云溪县) out of words that swallowed them (将云溪)."""
    stems = [word.text[:-1] for word in words if len(word.text) > 2 and _is_region(word)]
    cut: list[_Tagged] = []
    for word in words:
        stem = next((stem for stem in stems if stem in word.text), "")
        if not stem or word.tag in ("fix", "term", "name") or _is_region(word):
            cut.append(word)
            continue
        before, _, after = word.text.partition(stem)
        parts = (_Tagged(before, word.tag), _Tagged(stem, "ns"), _Tagged(after, word.tag))
        cut.extend(part for part in parts if part.text)
    return cut


def _join_agencies(words: list[_Tagged]) -> list[_Tagged]:
    """Join the words of an agency whose name opens with a place, a level (县) or 国家."""
    joined: list[_Tagged] = []
    for word in words:
        joined.append(word)
        if _closes_agency(word):
            start = _start_of_agency(joined)
            if start < len(joined) - 1:
                joined[start:] = [_Tagged("".join(part.text for part in joined[start:]), "org")]
    return joined


def _closes_agency(word: _Tagged) -> bool:
    known = word.tag == "name" or word.text in _NOT_AGENCIES
    return not known and word.text.endswith(_AGENCY_SUFFIXES)


def _join_levels(words: list[_Tagged]) -> list[_Tagged]:
    """Join a level with what it is the level of: 县 + 领导."""
    joined: list[_Tagged] = []
    for word in words:
        if joined and joined[-1].text in _LEVEL_MARKS and word.tag not in _CLOSED:
            joined[-1] = _Tagged(joined[-1].text + word.text, word.tag)
        else:
            joined.append(word)
    return joined


def _start_of_agency(words: list[_Tagged]) -> int:
    """Return the index of the word that opens the agency which ``words`` end in."""
    last, length = len(words) - 1, 0
    for index in range(last, -1, -1):
        word = words[index]
        length += len(word.text)
        if length > _LONGEST_AGENCY or (index < last and _ends_agency(word)):
            return last
        if _opens_agency(word) and (index < last or word.tag == "org"):
            return _with_party(words, index)
    return last


def _with_party(words: list[_Tagged], index: int) -> int:
    """Return ``index``, or what stands before it: 中共云溪县委, 青石市云溪区教育局."""
    while index and (words[index - 1].text in _STATES or _is_region(words[index - 1])):
        index -= 1
    return index


def _opens_agency(word: _Tagged) -> bool:
    if word.tag == "org":
        return word.text.endswith(_GOVERNING) and word.text not in ("人民政府", *_GOVERNING)
    return word.tag == "ns" or _is_region(word) or word.text in _STATES


def _ends_agency(word: _Tagged) -> bool:
    """Whether no name of an agency runs across ``word``."""
    if word.tag == "org":
        return not _opens_agency(word)
    closed = word.tag in _CLOSED and not word.text.startswith("第")
    return closed or word.text in HEADS or (word.tag == "v" and word.text in _LEADING_VERBS)


_CLOSED = ("fix", "name", "m", "uj", "p", "x", "d", "u")
"""Tags of words that are no part of a name."""
_LEADING_VERBS = _VERBS - {"保障", "保护", "治理", "发展", "建设", "组织", "执行", "应对", "防治", "维护"}


def _is_region(word: _Tagged) -> bool:
    if word.text in _WIDE_REGIONS:
        return False
    if len(word.text) == 1:
        return word.text in _LEVEL_MARKS
    return word.tag in ("place", "ns", "nr", "nz", "name") and word.text[-1] in _REGION_SUFFIXES


def _sorted(words: list[_Tagged]) -> list[Word]:
    """Return the words with their sorts."""
    texts = ["", *(word.text for word in words), ""]
    return [Word(word.text, _sort(word, texts[index], texts[index + 2])) for index, word in enumerate(words)]


def _sort(word: _Tagged, before: str, after: str) -> Sort:
    """Return the sort of ``word`` between the words ``before`` and ``after``."""
    if word.tag == "name":
        return "name"
    for sort, texts in _LISTED:
        if word.text in texts:
            return sort
    if _is_verb(word, before, after):
        return "verb"
    is_suffix = word.text in _SUFFIXES or (len(word.text) > 2 and word.text.endswith("化"))
    return "suffix" if is_suffix else _sort_by_tag(word)


def _is_verb(word: _Tagged, before: str, after: str) -> bool:
    """Whether ``word`` has an object behind it, and is no part of a noun (质量提升行动)."""
    if not after or after in _PARTICLES or after in _CLOSING:
        return False
    if before in _PREPOSITIONS or before in _MODIFIERS or before in _CONJUNCTIONS:
        return word.text in _VERBS or word.tag == "v"
    if after in _SUFFIXES or after in HEADS:
        return False
    return word.text in _LEADING_VERBS or (word.tag == "v" and word.text not in _VERBS)


def _sort_by_tag(word: _Tagged) -> Sort:
    if word.tag == "fix":
        if YEAR.fullmatch(word.text):
            return "year"
        return "noun" if word.text[0] == "“" else "number"
    if word.tag == "ns" or word.text in _LEVELS or word.text in _WIDE_REGIONS or _is_region(word):
        return "region"
    if word.text.isspace() or _PAUSES.issuperset(word.text):
        return "pause"
    return _TAGGED.get(word.tag, "noun")


_LISTED: tuple[tuple[Sort, frozenset[str]], ...] = (
    ("head", HEADS),
    ("modifier", _MODIFIERS),
    ("preposition", _PREPOSITIONS),
    ("conjunction", _CONJUNCTIONS),
    ("particle", _PARTICLES),
    ("opening", _OPENING),
    ("closing", _CLOSING),
)
_TAGGED: dict[str, Sort] = {
    "name": "name", "org": "agency", "m": "number", "p": "preposition", "c": "conjunction",
    "d": "modifier", "b": "modifier", "h": "modifier", "r": "modifier", "u": "particle",
}  # fmt: skip
_SUFFIXES = phrases(
    "行动 工作 工程 项目 建设 管理 安排 机制 体系 能力 水平 情况 措施 事项 任务 条件 标准 规程 规范 指南 活动 经费 资金 "
    "会议 名额 费用 问题 制度 行为 经济 事件 系统 改造 人员 单位 企业 机构 部门 服务 服务业 市场"
)
