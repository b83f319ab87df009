"""Characters that stand where others should."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from gongwen.pattern import HANZI, pattern
from gongwen.rules.rule import EVERYWHERE, PROSE, Part, Slip, rule
from gongwen.rules.words.quoted import hide_quoted, hide_spoken
from gongwen.rules.words.tables import find_shown, word_slips
from gongwen.terms.label import find_label
from gongwen.zh.segments import words_of

_SENTENCES: frozenset[Part] = PROSE | {"标题"}
_EVEN_IF = pattern(r"既使(?=[^，。；又且还既]{1,30}，[^，。；又且还既]{0,12}[也仍都])")
_BOTH = pattern(r"(?<![立随当旋迅])即(?=(?P<verb>[要有能是])[^，。；即]{1,30}，?又(?P=verb))")
_TWICE = pattern(r"(?P<word>(?!(?<!进)一|年月|最)[\u4e00-\u9fff]{1,3}[^\W着])(?P=word)")
_STOPS = pattern("[。：；:]")
_LONG, _SHORT = 4, 7
"""Characters from which what stands twice is no word, and those of a label and a short heading at most."""
_LONGER = pattern(
    "力(?!求|争|图|戒|行)|部门|部长|法|生活|关系|体系|原则|纪律|性|者|局|处|科|室|工作法|人员|单位|机构|制度|办法|委员会|组织"
)
"""Behind the second of two words, which is a longer one with it: 基层党组织组织力."""
_DOUBLED = pattern(
    rf"局局(?=[要应将负牵组对和与、，。；]|领导小组|党委会)|(?:会同同)(?![级样类行期步意])|(?:(?<!{HANZI}[的和])和和)(?![谐平解睦气美田])"
    r"|(?:各各)(?!自|位|级|单)|(?:与与)(?!会)|(?:应应)(?![急对邀付])|(?:确确)(?!实)"
    r"|(?:未未)(?!成)|(?:须须)(?!知)|(?:并并)(?![购网入发列轨])|(?:令令)"
    r"|(?:牵头头)|(?:贯彻彻|落实实(?!际|施|地|效|物|名|行|事|践|现|体|时)|执行行(?!政|业|为|动|贿|驶)|部署署|通知知(?!识|悉|情|晓)|要求求)"
)
"""Characters that stand twice, with what may follow them rightly."""
_DE = pattern(r"(?<![目之打标有众])的的(?![确士])")
_CARRY = pattern(
    r"对[^，。；：]{2,24}?(?<![促推改引跟挺增演先])(?P<at>进)(?=(?P<deed>监督|检查|审核|审查|评估|考核|验收|排查|整治|管理|处理|培训|指导|调查|审计|评审|公示|登记|核查|抽查|清理|整改|通报|表彰|奖励|处罚|宣传|治理|改造|维修|跟踪|督查|督导|备案|补助|补贴))"
)
_OF_THOSE = pattern(
    rf"(?:^|(?<=[，。；：]))对[^，。；：地]{{2,24}}{HANZI}(?<![当各属本外内两所在基工用土耕林草绿湿农场])(?P<at>地)(?=，?(?:给予|予以|依法给予|依法追究))"
)
_SUN = pattern(
    r"(?<=月\d)曰|(?<=月\d\d)曰|(?<=\d)曰(?=[至前起内止印，。、；）]|$)|(?<=[今本当即])曰(?=[起前内])"
)


@rule("typos.word", "", "差错", "建议", _SENTENCES)
def word(text: str) -> Iterator[Slip]:
    """词语用正确的字，没有错别字。

    Wrong: 认真部暑防汛工作。 Right: 认真部署防汛工作。
    """
    return word_slips("typos", text, "“{0}”是错别字，应为“{1}”")


@rule("typos.idiom", "", "差错", "建议", _SENTENCES)
def idiom(text: str) -> Iterator[Slip]:
    """成语和固定的说法用正确的字，如“再接再厉”。

    Wrong: 希望大家再接再励。 Right: 希望大家再接再厉。
    """
    return word_slips("idioms", text, "“{0}”里有错别字，应为“{1}”")


@rule("typos.grave", "", "差错", "提示", EVERYWHERE)
def grave(text: str) -> Iterator[Slip]:
    """国家、党、机关和理论的名称没有错字。

    Wrong: 各乡镇人民攻府： Right: 各乡镇人民政府：
    """
    for start, entry in find_shown("fatal", hide_spoken(text)):
        message = f"“{entry.wrong}”是严重的错字，应为“{entry.right}”，请务必改正"
        yield Slip(start, start + len(entry.wrong), message)


@rule("typos.even-if", "", "差错", "建议", PROSE, signs="既")
def even_if(text: str) -> Iterator[Slip]:
    """表示让步、与“也”呼应的写“即使”，不写“既使”。

    Wrong: 既使任务再重，也要按时完成。 Right: 即使任务再重，也要按时完成。
    """
    for match in _EVEN_IF.finditer(hide_quoted(text)):
        yield Slip(*match.span(), "与“也”呼应、表示让步的是“即使”，不是“既使”", "即使")


@rule("typos.both", "", "差错", "建议", PROSE, signs="即")
def both(text: str) -> Iterator[Slip]:
    """“既要……又要……”里用“既”，不用“即”。

    Wrong: 即要抓进度，又要抓质量。 Right: 既要抓进度，又要抓质量。
    """
    for match in _BOTH.finditer(hide_quoted(text)):
        verb = match["verb"]
        yield Slip(*match.span(), f"与“又{verb}”呼应的是“既{verb}”，不是“即{verb}”", "既")


@rule("typos.twice", "", "差错", "建议", PROSE)
def twice(text: str) -> Iterator[Slip]:
    """同一个词不连着写两遍。

    Wrong: 要切实切实加强领导。 Right: 要切实加强领导。
    """
    for match in _TWICE.finditer(said := hide_quoted(text)):
        word, again = match["word"], match.end("word")
        is_meant = len(set(word)) > 1 and (len(word) >= _LONG or _stands_twice(said, word, again))
        if is_meant and not _is_glued(said, match.start()):
            yield Slip(*match.span(), f"“{word}”重复，只留一个", word)


def _is_glued(text: str, start: int) -> bool:
    """Whether what stands before ``start`` is the beginning of a heading, behind which its first line may repeat its end."""
    before = _STOPS.split(text[:start])[-1]
    return len(before) <= _SHORT and find_label(before + text[start:]) is not None


def _stands_twice(text: str, word: str, again: int) -> bool:
    """Whether ``word`` stands before ``again`` and behind it, and not as the end of one word and the beginning of another."""
    if _LONGER.match(text, again + len(word)):
        return False
    end = 0
    for one, following in pairwise(words_of(text)):
        end += len(one)
        if end == again:
            return one.endswith(word) and following.startswith(word) and len(following) != len(word) + 1
    return False


@rule("typos.doubled", "", "差错", "建议", _SENTENCES)
def doubled(text: str) -> Iterator[Slip]:
    """一个字不连着写两遍，如“局局”“会同同”；“一一”“层层”和前后两个词相接的不算。

    Wrong: 会同同有关部门开展检查。 Right: 会同有关部门开展检查。
    """
    for match in _DOUBLED.finditer(hide_quoted(text)):
        yield Slip(*match.span(), f"“{match[0]}”里一个字写了两遍，应为“{match[0][:-1]}”", match[0][:-1])


@rule("typos.twice-de", "", "差错", "建议", _SENTENCES, signs="的")
def twice_de(text: str) -> Iterator[Slip]:
    """“的”字不连着写两遍。

    Wrong: 存在的的问题。 Right: 存在的问题。
    """
    for match in _DE.finditer(hide_quoted(text)):
        yield Slip(*match.span(), "“的”字重复，只留一个", "的")


@rule("typos.day", "", "差错", "建议", EVERYWHERE, signs="曰")
def day(text: str) -> Iterator[Slip]:
    """日期里写“日”，不写“曰”。

    Wrong: 2024年10月1曰 Right: 2024年10月1日
    """
    for match in _SUN.finditer(hide_quoted(text)):
        yield Slip(*match.span(), "“曰”应为“日”", "日")


@rule("typos.carry-out", "", "差错", "建议", PROSE, signs="进")
def carry_out(text: str) -> Iterator[Slip]:
    """“对……进行监督”不漏“行”字。

    Wrong: 对施工全过程进监督。 Right: 对施工全过程进行监督。
    """
    for match in _CARRY.finditer(hide_quoted(text)):
        yield Slip(*match.span("at"), f"“进{match['deed']}”漏了“行”字，应为“进行{match['deed']}”", "进行")


@rule("typos.of-those", "", "差错", "建议", PROSE, signs="地")
def of_those(text: str) -> Iterator[Slip]:
    """“对……的给予处分”里用“的”，不用“地”。

    Wrong: 对业绩突出地给予奖励。 Right: 对业绩突出的给予奖励。
    """
    for match in _OF_THOSE.finditer(hide_quoted(text)):
        yield Slip(*match.span("at"), "说的是什么人、什么情况，用“的”，不用“地”", "的")
