"""Names of agencies: short ones that are not the standard ones, old ones, and impossible ones."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.pattern import HANZI, pattern
from gongwen.rules.rule import EVERYWHERE, PROSE, Part, Slip, rule
from gongwen.rules.words.quoted import hide_quoted
from gongwen.rules.words.tables import find_words, word_slips
from gongwen.terms.agency_level import PLACES

_NAMED: frozenset[Part] = EVERYWHERE - PROSE - {"名单", "附件标号"}
"""Where the name of an agency stands for itself, in full or in its standard short form."""
_OF_OLD = pattern(r"(?:[原前曾撤]|并入|划入|改组|更名)[^，。；：]{0,12}$")
_PARTY_GOVERNMENT = pattern(
    rf"中共[^，。；：、\s《》“”委共和国{PLACES}]{{1,8}}[{PLACES}](?=人民政府)"
    r"(?!人民政府[^，。；：、\s]{0,12}(?:党组|党委|党支部|党总支|机关|纪))"
)
_STANDING = pattern(r"人大常(?:委|务会)(?=办公室|主任|副主任|党组|机关)")
_DISCIPLINE = pattern(rf"(?<=[{PLACES}党])纪检委(?!员|书记)")
_COUNTY_OFFICE = pattern(r"(?<=[^市、和与州各])县(?:人民)?政府办公厅(?!（室）|\(室\)|、)")
_NOT_IN_ORDER = pattern(rf"(?<=[{PLACES}])政府人民(?=办公|令|[，。：]|$)")


def _old_names(table: str, text: str) -> Iterator[Slip]:
    """Yield a slip for each agency of ``table`` that is not told as one of former times."""
    for start, word in find_words(table, text):
        if not _OF_OLD.search(text[max(0, start - 16) : start]):
            message = f"“{word.wrong}”在机构改革中已经撤销，请核对名称（职责由{word.right}承接）"
            yield Slip(start, start + len(word.wrong), message)


_GOVERNMENT = pattern(
    rf"(?:(?<=^)|(?<=\s))(?P<place>{HANZI}{{1,12}}[{PLACES}])(?P<at>政府)(?=办公[厅室]|\s|$)"
)


@rule("agencies.central", "条例第九条", "惯例", "建议", EVERYWHERE, since="2018-04-01")
def central(text: str) -> Iterator[Slip]:
    """国务院部门的简称用规范化简称，如“国家发展改革委”。

    Wrong: 国家发改委印发通知。 Right: 国家发展改革委印发通知。
    """
    return word_slips("agencies", text, "“{0}”不是规范化简称，应写“{1}”")


@rule("agencies.central-2023", "条例第九条", "惯例", "建议", EVERYWHERE, since="2024-01-01")
def central_2023(text: str) -> Iterator[Slip]:
    """简称表里没有简称的机关写全称，如“中国科学院”。

    Wrong: 中科院院士参加论证。 Right: 中国科学院院士参加论证。
    """
    return word_slips("agencies_short_2023", text, "“{0}”不是规范化简称，应写“{1}”")


@rule("agencies.local", "条例第九条", "惯例", "建议", _NAMED, since="2019-04-01")
def local(text: str) -> Iterator[Slip]:
    """单独写机关名称时用全称或者规范化简称，如“县人力资源社会保障局”。

    Wrong: 县人社局，各乡镇人民政府： Right: 县人力资源社会保障局，各乡镇人民政府：
    """
    return word_slips("local_agencies", text, "“{0}”是口头简称，写机关名称用全称或者规范化简称，一般写“{1}”")


@rule("agencies.old-2018", "", "惯例", "提示", EVERYWHERE, since="2019-04-01")
def old_2018(text: str) -> Iterator[Slip]:
    """2018年机构改革中撤销的机关，改写承接职责的机关；写明是“原”机关的除外。

    Wrong: 由县国土资源局负责。 Right: 由县自然资源局负责。
    """
    return _old_names("agencies_2018", text)


@rule("agencies.old-2023", "", "惯例", "提示", EVERYWHERE, since="2024-01-01")
def old_2023(text: str) -> Iterator[Slip]:
    """2023年机构改革中撤销的机关，改写承接职责的机关；写明是“原”机关的除外。

    Wrong: 银保监会、中国证监会 Right: 金融监管总局、中国证监会
    """
    return _old_names("agencies_2023", text)


@rule("agencies.party-government", "", "差错", "提示", EVERYWHERE, signs="共")
def party_government(text: str) -> Iterator[Slip]:
    """人民政府前不冠“中共”。

    Wrong: 中共云岭县人民政府 Right: 云岭县人民政府
    """
    for match in _PARTY_GOVERNMENT.finditer(hide_quoted(text)):
        yield Slip(*match.span(), f"“{match[0]}人民政府”有误，人民政府前不冠“中共”，请核对机关名称")


@rule("agencies.standing-committee", "条例第九条", "惯例", "建议", EVERYWHERE, signs="常")
def standing_committee(text: str) -> Iterator[Slip]:
    """机构称“人大常委会”，不称“人大常委”。

    Wrong: 县人大常委办公室 Right: 县人大常委会办公室
    """
    for match in _STANDING.finditer(hide_quoted(text)):
        yield Slip(*match.span(), f"机构是“人大常委会”，不是“{match[0]}”", "人大常委会")


@rule("agencies.discipline", "条例第九条", "惯例", "建议", EVERYWHERE, signs="检")
def discipline(text: str) -> Iterator[Slip]:
    """纪律检查委员会的规范化简称是“纪委”。

    Wrong: 县纪检委派员参加。 Right: 县纪委派员参加。
    """
    for match in _DISCIPLINE.finditer(hide_quoted(text)):
        yield Slip(*match.span(), "“纪检委”的规范化简称是“纪委”", "纪委")


@rule("agencies.county-office", "条例第九条", "惯例", "建议", EVERYWHERE, signs="厅")
def county_office(text: str) -> Iterator[Slip]:
    """县级人民政府设办公室，不设办公厅。

    Wrong: 云岭县人民政府办公厅 Right: 云岭县人民政府办公室
    """
    for match in _COUNTY_OFFICE.finditer(hide_quoted(text)):
        yield Slip(
            match.end() - 1, match.end(), "县级人民政府设办公室，不设办公厅，“办公厅”应为“办公室”", "室"
        )


@rule("agencies.people-government", "", "差错", "建议", EVERYWHERE, signs="府")
def people_government(text: str) -> Iterator[Slip]:
    """写“人民政府”，不写成“政府人民”。

    Wrong: 云岭县政府人民办公室 Right: 云岭县人民政府办公室
    """
    for match in _NOT_IN_ORDER.finditer(hide_quoted(text)):
        yield Slip(*match.span(), "“政府人民”应为“人民政府”", "人民政府")


@rule("agencies.government", "条例第九条", "惯例", "建议", ("落款",))
def government(text: str) -> Iterator[Slip]:
    """署名的人民政府写全称。

    Wrong: 云岭县政府 Right: 云岭县人民政府
    """
    for match in _GOVERNMENT.finditer(text):
        yield Slip(*match.span("at"), f"署名写全称：{match['place']}人民政府", "人民政府")
