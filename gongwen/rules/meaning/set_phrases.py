"""Phrases that have one form: their characters, their order, the words that go with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from gongwen.pattern import HANZI, pattern
from gongwen.rules.meaning.phrases import Row, frames_in, near_misses, phrases, read_table, rows
from gongwen.rules.rule import EVERYWHERE, Around, Slip, rule

_ANY = pattern(
    "习近平|社会|中华|特色|民族|人民|群众|人类|马克思|青山|政治协商|多党|两个确立|稳中求|国家安全|治理体系|治理能力|中国式|国内大|百年未|从严治|深化改|以德|创新理论"
)
"""What a line has that may hold a phrase of the table."""
_LONG_ROW = 4
"""Terms of a row from which on all but one tell which it is."""
_LONG_ITEM = 3
"""Characters of each of fewer terms that tell it too."""
_REPRESENTS = pattern("“三个代表”(?P<at>的)重要思想")
_COUNTED = pattern("“(?P<count>[一二两三四五六七八九十])个(?P<what>意识|自信|维护|确立|代表)”")


@rule("set-phrases.form", "", "差错", "建议", EVERYWHERE, reads="lines")
def form(text: str, around: Around) -> Iterator[Slip]:
    """固定提法一字不差；各单位的提法写在设置的“固定提法”里。

    Wrong: 以习近平新时代中国特色社会主义为指导。 Right: 以习近平新时代中国特色社会主义思想为指导。
    """
    told: list[tuple[int, int]] = []
    if around.phrases or _ANY.search(text):
        for start, end, phrase in sorted(near_misses(text, phrases(tuple(around.phrases)))):
            told.append((start, end))
            yield Slip(
                start, end, f"“{text[start:end]}”与固定提法“{phrase.text}”不一致，请逐字核对", phrase.text
            )
    for frame, match in frames_in(text):
        if not any(start < match.end() and match.start() < end for start, end in told):
            told.append(match.span())
            found = f"里的“{match['at']}”应为" if match["at"] else "缺"
            yield Slip(*match.span("at"), f"“{match[0]}”{found}“{frame.right}”，请逐字核对", frame.right)


@rule("set-phrases.represents", "", "差错", "建议", EVERYWHERE, since="2002-11-15", signs="”")
def represents(text: str) -> Iterator[Slip]:
    """“三个代表”重要思想，党的十六大以后中间没有“的”字。

    Wrong: 学习“三个代表”的重要思想。 Right: 学习“三个代表”重要思想。
    """
    for match in _REPRESENTS.finditer(text):
        yield Slip(*match.span("at"), "“三个代表”重要思想中间没有“的”字", "")


@rule("set-phrases.order", "", "差错", "提示", EVERYWHERE)
def order(text: str) -> Iterator[Slip]:
    """几项连着写的固定提法，项目齐全，次序不颠倒。

    Wrong: 牢固树立政治意识、核心意识、大局意识、看齐意识。
    Right: 牢固树立政治意识、大局意识、核心意识、看齐意识。
    """
    for row in rows().near(text):
        if row.items[0] not in text and row.items[-1] not in text and row.items[1] not in text:
            continue
        for match in row.pattern.finditer(text):
            if _is_odd(match[0], row):
                wanted = "、".join(row.items)
                yield Slip(*match.span(), f"“{_inner(match[0])}”与固定的次序“{_inner(wanted)}”不一致，请核对")


def _inner(text: str) -> str:
    """Return ``text`` as it stands between quotation marks."""
    return text.replace("“", "‘").replace("”", "’")


def _is_odd(said: str, row: Row) -> bool:
    """Whether the terms that stand in ``said`` are out of order, or all but one of them beside a wrong one."""
    known = sorted(
        (match.start(), item) for item in row.items for match in re.finditer(re.escape(item), said)
    )
    order = [row.items.index(item) for _, item in known]
    if order != sorted(set(order)):
        return True
    count = len(re.findall(re.escape(row.suffix), said)) if row.suffix else 0
    return len(order) == len(row.items) - 1 and count == len(row.items)


@rule("set-phrases.count", "", "差错", "提示", EVERYWHERE)
def count(text: str) -> Iterator[Slip]:
    """“四个意识”“四个自信”“两个维护”“两个确立”的数目不写错。

    Wrong: 增强“五个意识”。 Right: 增强“四个意识”。
    """
    for match in _COUNTED.finditer(text) if "个" in text else ():
        right = read_table()["数目"][match["what"]]
        if match["count"].replace("二", "两") != right:
            yield Slip(*match.span(), f"“{match[0].strip('“”')}”应为“{right}个{match['what']}”")


@cache
def _verbs() -> re.Pattern[str]:
    words = {verb for verbs in read_table()["动词"].values() for verb in verbs} | set(
        read_table()["别的动词"]
    )
    things = "|".join(read_table()["动词"])
    return pattern(rf"(?P<verb>{'|'.join(sorted(words, key=len, reverse=True))})(?P<what>{things})")


@rule("set-phrases.verb", "", "差错", "提示", EVERYWHERE)
def verb(text: str) -> Iterator[Slip]:
    """增强“四个意识”、坚定“四个自信”、做到“两个维护”、领悟“两个确立”，动词不错配。

    Wrong: 做到“两个确立”。 Right: 做到“两个维护”。
    """
    for match in _verbs().finditer(text) if "”" in text else ():
        right = read_table()["动词"][match["what"]]
        if match["verb"] not in right:
            yield Slip(*match.span(), f"与{match['what']}搭配的是“{right[0]}”，不是“{match['verb']}”，请核对")


@cache
def _odd_words() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return, for each “几个什么”, what finds its verb with another word in it, and the right word."""
    found = []
    for thing, verbs in read_table()["动词"].items():
        count, word = thing.strip("“”")[:2], thing.strip("“”")[2:]
        wrong = rf"(?:{'|'.join(verbs)})“{count}(?P<at>(?!{word}){HANZI}{{2}})”"
        found.append((pattern(wrong), word))
    return tuple(found)


@rule("set-phrases.word", "", "差错", "提示", EVERYWHERE, signs="“")
def word(text: str) -> Iterator[Slip]:
    """“两个确立”“两个维护”“四个意识”“四个自信”里的词不写错。

    Wrong: 坚决做到“两个维持”。 Right: 坚决做到“两个维护”。
    """
    for wrong, right in _odd_words() if "个" in text else ():
        for match in wrong.finditer(text):
            if set(match["at"]) & set(right):
                yield Slip(*match.span("at"), f"“{match['at']}”应为“{right}”，请核对")


@rule("set-phrases.member", "", "差错", "提示", EVERYWHERE, signs="、")
def member(text: str) -> Iterator[Slip]:
    """几项连着写的固定提法，各项一字不差。

    Wrong: 按照产业兴旺、生态宜居、乡风文明、治理高效、生活富裕的总要求。
    Right: 按照产业兴旺、生态宜居、乡风文明、治理有效、生活富裕的总要求。
    """
    marks = text.count("、")
    for row in rows().near(text):
        if (
            len(row.items) <= marks + 1
            and not row.suffix
            and (len(row.items) >= _LONG_ROW or min(map(len, row.items)) >= _LONG_ITEM)
            and sum(each in text for each in row.items) >= len(row.items) - 1
        ):
            yield from _odd_members(text, row)


def _odd_members(text: str, row: Row) -> Iterator[Slip]:
    """Yield what stands for one term of ``row`` where all the others stand in their places."""
    for index, item in enumerate(row.items):
        before, after = "、".join(row.items[:index]), "、".join(row.items[index + 1 :])
        lead = f"{before}、" if before else r"(?:^|(?<=[，。；：]))"
        trail = (
            f"、{after}" if after else (row.tail or "(?=[，。；的”]|[三四五六]大|一体|有效|长效|体制|机制|$)")
        )
        wrong = rf"{lead}(?P<at>(?!{item})[^，。；：、]{{2,{len(item) + 2}}}?)(?<!{item}){trail}{row.tail if after else ''}"
        for match in re.finditer(wrong, text):
            if len(row.items) < _LONG_ROW and len(set(match["at"]) & set(item)) * 2 <= len(item):
                continue
            yield Slip(*match.span("at"), f"“{match['at']}”在这几项里应为“{_inner(item)}”，请核对")


@cache
def _layouts() -> tuple[tuple[re.Pattern[str], str], ...]:
    rights = read_table()["布局"]
    return tuple(
        (pattern(rf"{name}[”\"]?(?P<at>(?!{right})(?:战略|总体|总)?[布部]局)"), right)
        for name, right in rights.items()
    )


@rule("set-phrases.layout", "", "差错", "建议", EVERYWHERE)
def layout(text: str) -> Iterator[Slip]:
    """“五位一体”是总体布局，“四个全面”是战略布局。

    Wrong: 统筹推进“五位一体”战略布局。 Right: 统筹推进“五位一体”总体布局。
    """
    for wrong, right in _layouts() if "局" in text else ():
        for match in wrong.finditer(text):
            yield Slip(*match.span("at"), f"“{_inner(match[0])}”应为“{right}”", right)


@cache
def _leaders() -> re.Pattern[str]:
    return pattern("|".join(read_table()["姓名"]))


@rule("set-phrases.leader", "", "差错", "提示", EVERYWHERE)
def leader(text: str) -> Iterator[Slip]:
    """党和国家领导人的姓名一字不错。

    Wrong: 学习习近乎总书记重要讲话。 Right: 学习习近平总书记重要讲话。
    """
    for match in _leaders().finditer(text):
        names = read_table()["姓名"].items()
        right = next((name for wrong, name in names if re.fullmatch(wrong, match[0])), "")
        yield Slip(*match.span(), f"“{match[0]}”请核对，是不是“{right}”")


_FORMER = pattern("(?:李克强|温家宝|朱镕基)总理|(?:栗战书|张德江|吴邦国)委员长|(?:江泽民|胡锦涛)总书记")
_NOW = pattern("今年|近日|日前|最近|本[次月周]|刚刚")


@rule("set-phrases.former", "", "推荐", "提示", EVERYWHERE, since="2023-03-14")
def former(text: str) -> Iterator[Slip]:
    """说今年、近日的事，不写已经卸任的领导人的职务。

    Wrong: 认真落实李克强总理在今年政府工作报告中提出的要求。 Right: 认真落实李强总理在今年政府工作报告中提出的要求。
    """
    for match in _FORMER.finditer(text):
        sentence = text[text.rfind("。", 0, match.start()) + 1 :].partition("。")[0]
        if _NOW.search(sentence):
            yield Slip(*match.span(), f"“{match[0]}”已经卸任，这里说的是现在的事，请核对")
