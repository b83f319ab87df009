"""Words of which official writing takes one form, and words that do not go together."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.pattern import pattern
from gongwen.rules.rule import PROSE, Part, Slip, rule
from gongwen.rules.words.quoted import hide_quoted
from gongwen.rules.words.tables import word_slips
from gongwen.terms.agency_level import PLACES

_SENTENCES: frozenset[Part] = PROSE | {"标题"}
_TIME = (
    r"(?:目前|当前|今日|现在|[去今本上]年|\d{4}年|\d{1,2}月)"
    r"(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?底|年?末|[上中下]旬)?"
)
_UNTIL = pattern(
    rf"(?:^|(?<=[，。；：、（])|(?<=各地)|(?<=全[国{PLACES}])|(?<=我[{PLACES}]))截止(?:到|至)?(?={_TIME}(?:，|[全我共已累]|对[^，。]{{1,12}}(?:进行|开展)))"
)
_MADE = pattern(
    r"做出(?=(?:了|的|过)?(?:[重突积应新更严]\w{1,3}的?)?"
    r"(?:决定|决策|决议|部署|批示|指示|裁定|判决|裁决|规定|答复|处理|处分|处罚|行政处罚|批复))"
)
_AS = pattern(
    r"(?:^|(?<=[，。；]))做为(?=(?:一[名个种项家所]|党|国家|政府|领导|主管|牵头|责任|重要|我[省市县]|公务员|共产党员))"
    r"|(?<!叫)做为(?=(?:榜样|典型|标准|依据|重点|目标|抓手|前提|基础|突破口|参考))"
)
_DEPUTY = pattern(
    r"(?<![交支拨应给缴垫预对偿托])付(?=(?:主任|组长|局长|县长|市长|省长|镇长|乡长|书记|处长|科长|部长|厅长|主席|总指挥|秘书长|会长|院长)(?!医师))"
)
_MUST = pattern(
    r"(?<!生活)(?<!生产)(?<!工作)(?<!学习)(?<!所)必需(?=严格|认真|坚持|切实|立即|坚决|高度重视|遵守|服从|按时|按照|按期|及时|经过|确保|牢固|依法|如实|全部|制定|执行|落实|建立|报送|完成|具备|符合)"
)
_NO_MORE = pattern(r"(?:防止|避免|杜绝|严防)[^，。；：、确保做到]{0,12}?不再(?:次)?(?=发生|出现)")
_ABOUT = pattern(
    r"(?:大约|将近|(?<![预节签条合契公解制缔履违大隐])约)\d[\d.]{0,11}[^\d，。；：、约]{0,3}?左右"
)
_ABOVE = pattern(
    r"(?P<than>超过|不少于|不低于|不小于|至少|多于)(?P<count>\d[\d.]{0,11}(?:%|％|[^\d，。；：、\s%％以]{0,3}))以上"
)
_TIMES = pattern(r"(?:减少|下降|降低|缩小|缩短|压减|减小)了?\d[\d.]{0,9}倍")


@rule("terms.variant", "GF 1001—2001", "推荐", "建议", _SENTENCES)
def variant(text: str) -> Iterator[Slip]:
    """异形词用推荐的写法，如“台账”。

    Wrong: 建立工作台帐。 Right: 建立工作台账。
    """
    return word_slips("variants", text, "“{0}”是异形词，推荐写“{1}”")


@rule("terms.form", "", "惯例", "建议", _SENTENCES)
def form(text: str) -> Iterator[Slip]:
    """词语用公文通行的写法，如“其他”。

    Wrong: 其它有关单位 Right: 其他有关单位
    """
    return word_slips("terms", text, "“{0}”在公文中写“{1}”")


@rule("terms.until", "", "惯例", "建议", PROSE, signs="截")
def until(text: str) -> Iterator[Slip]:
    """统计到某个时间用“截至”，不用“截止”。

    Wrong: 截止2024年底，全县建成12个。 Right: 截至2024年底，全县建成12个。
    """
    for match in _UNTIL.finditer(hide_quoted(text)):
        yield Slip(*match.span(), f"时间前用“截至”，不用“{match[0]}”", "截至")


@rule("terms.made", "", "惯例", "建议", _SENTENCES, signs="做")
def made(text: str) -> Iterator[Slip]:
    """决定、部署、处理等前面用“作出”，不用“做出”。

    Wrong: 县委做出决定。 Right: 县委作出决定。
    """
    for match in _MADE.finditer(hide_quoted(text)):
        yield Slip(*match.span(), "决定、部署、处理等前面用“作出”，不用“做出”", "作出")


@rule("terms.as", "", "差错", "建议", PROSE, signs="做")
def as_one(text: str) -> Iterator[Slip]:
    """表示身份、性质用“作为”，不用“做为”。

    Wrong: 做为一名党员，要带头。 Right: 作为一名党员，要带头。
    """
    for match in _AS.finditer(hide_quoted(text)):
        yield Slip(*match.span(), "“做为”应为“作为”", "作为")


@rule("terms.deputy", "", "差错", "建议", _SENTENCES | {"名单", "落款"}, signs="付")
def deputy(text: str) -> Iterator[Slip]:
    """副职的“副”不写“付”。

    Wrong: 县政府办公室付主任 Right: 县政府办公室副主任
    """
    for match in _DEPUTY.finditer(hide_quoted(text)):
        yield Slip(*match.span(), "副职的“副”不写“付”", "副")


@rule("terms.must", "", "差错", "建议", PROSE, signs="需")
def must(text: str) -> Iterator[Slip]:
    """动词前用“必须”，不用“必需”。

    Wrong: 各单位必需严格执行。 Right: 各单位必须严格执行。
    """
    for match in _MUST.finditer(hide_quoted(text)):
        yield Slip(*match.span(), "动词前用“必须”，不用“必需”", "必须")


@rule("terms.no-more", "", "差错", "提示", PROSE)
def no_more(text: str) -> Iterator[Slip]:
    """“防止”“避免”“杜绝”后面写“再次发生”，不写“不再发生”。

    Wrong: 防止类似事故不再发生。 Right: 防止类似事故再次发生。
    """
    for match in _NO_MORE.finditer(hide_quoted(text)):
        yield Slip(*match.span(), f"“{match[0]}”否定重复，意思相反，请改为“防止……再次发生”一类写法")


@rule("terms.about-twice", "", "惯例", "建议", PROSE, signs="左")
def about_twice(text: str) -> Iterator[Slip]:
    """概数的“约”和“左右”只用一个。

    Wrong: 参加人数约300人左右。 Right: 参加人数约300人。
    """
    for match in _ABOUT.finditer(hide_quoted(text)):
        yield Slip(match.end() - 2, match.end(), f"“{match[0]}”概数重复，“约”和“左右”只用一个", "")


@rule("terms.above-twice", "", "惯例", "建议", PROSE)
def above_twice(text: str) -> Iterator[Slip]:
    """“不低于”“超过”等和“以上”只用一个。

    Wrong: 覆盖率不低于95%以上。 Right: 覆盖率不低于95%。
    """
    for match in _ABOVE.finditer(hide_quoted(text)):
        message = f"“{match[0]}”意思重复，“{match['than']}”和“以上”只用一个"
        yield Slip(match.end() - 2, match.end(), message, "")


@rule("terms.times-less", "", "惯例", "提示", PROSE, signs="倍")
def times_less(text: str) -> Iterator[Slip]:
    """减少、下降用百分数或者分数，不用倍数。

    Wrong: 事故起数下降2倍。 Right: 事故起数下降50%。
    """
    for match in _TIMES.finditer(hide_quoted(text)):
        yield Slip(*match.span(), f"“{match[0]}”不通，减少、下降不用倍数，请改用百分数或者分数")
