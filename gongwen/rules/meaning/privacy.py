"""What belongs to a person and does not go into a document that everybody may read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from gongwen.address import Address
from gongwen.document import Document
from gongwen.pattern import HANZI, pattern
from gongwen.rules.body.elements import members_of
from gongwen.rules.rule import Fault, Spot, fault, fault_in, rule
from gongwen.rules.texts import lines_of, main_texts_of, texts_of
from gongwen.terms.date import DateError, parse_date
from gongwen.terms.people.person_name import is_name

_PUBLIC_KINDS = ("公告", "通告", "公报")
_PUBLIC = pattern("(?<!不)(?<!不予)公开(?!范围|选)")
_NOT_PUBLIC = pattern("不予?公开|依申请公开|内部|不宜公开")
_SHOWN = pattern("公示|公布|公告|表彰|表扬")

_IDENTITY = pattern(r"(?<![\dA-Za-z])[1-8]\d{16}[\dXx](?![\dA-Za-z])")
_OLD_IDENTITY = pattern(
    r"(?<![\dA-Za-z])[1-8]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![\dA-Za-z])"
)
"""Of 15 digits, as they were before 1999."""
_IDENTITY_WORD = pattern("身份证|公民身份号码|证件号")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_MOBILE = pattern(r"(?<![\d\-－—/])1[3-9]\d[ \-]?\d{4}[ \-]?\d{4}(?![\d\-－—/])")
_CARD = pattern(r"(?<![\d.])(?:\d{4} ){3,4}\d{1,4}(?!\d)|(?<![\d.])\d{16,19}(?![\dXx])")
_CARD_WORD = pattern("(?:银行)?卡(?:号|片)?|存折")
_HOME = pattern(
    r"(?:家庭住址|家庭地址|户籍地址?|户籍所在地|户口所在地|(?:现|常|居)?住址|家住(?:在|于)?|(?<=[，（(])(?:现|暂)?住(?:在|于)?(?!房|宿|院|所|建))"
    r"(?:[为是在系]|[：:])?\s*(?P<at>[\u4e00-\u9fff\dA-Za-z\-#（）()]{4,40}?(?:\d+|[一二三四五六七八九十]+)(?:号|室|组|户|楼|栋|幢)"
    r"(?:[\dA-Za-z\-]*(?:号|室|单元|组|户|楼|栋|幢|层))*)"
)
_DOOR = pattern(r"[\d一二三四五六七八九十](?:号|室|组|户|楼|栋|幢|单元)")
"""What every place has that is told down to the door."""
_DWELLING = pattern(
    r"(?P<at>[\u4e00-\u9fff\dA-Za-z]{2,30}?(?:路|街|巷|弄|大道|小区|花园|家园|苑|新村|公寓)[\u4e00-\u9fff\dA-Za-z\-]{0,14}?(?:\d+|[一二三四五六七八九十]+)单元[\d一二三四五六七八九十\-]{1,6}(?:室|号|户)?"
    rf"|{HANZI}{{2,20}}村(?:民?小)?[\d一二三四五六七八九十]{{1,3}}(?:村民小)?组\d{{1,4}}号"
    r"|[\u4e00-\u9fff\d]{2,30}?(?:小区|花园|家园|苑|公寓)[\dA-Za-z\-]{1,4}(?:号楼|栋|幢|号)\d{2,4}室)"
)
"""A place that is told down to the door of a dwelling."""
_ACCOUNTS = (
    pattern(
        r"(?:微信(?:号|帐号|账号)?|QQ(?:号|号码)?)(?:为|是)?[：:]?\s*(?P<at>[A-Za-z][\w\-]{5,19}|[1-9]\d{4,10})(?!\w)"
    ),
    pattern(
        r"(?:护照|通行证|军官证|驾驶证|社保卡|学籍)(?:号码?|编号)?(?:为|是)?[：:]?\s*(?P<at>[A-Z]{0,2}\d{6,12})(?!\d)"
    ),
    pattern(r"(?:个人|私人|本人)(?:电子)?邮箱(?:为|是)?[：:]?\s*(?P<at>[\w.\-]+@[\w.\-]+\w)"),
)
_GROUP = pattern("群|公众号|小程序|视频号")
_ILLNESS = "(?:病|癌|症|炎|瘤|肿|艾滋|瘫|抑郁|乙肝)"
_SUFFERS = (
    rf"曾?(?:患有?[^，。；（）|]{{1,12}}|(?:确诊|感染)[^，。；（）|]{{0,10}}){_ILLNESS}"
    rf"|曾?接受[^，。；（）|]{{0,10}}{_ILLNESS}[^，。；（）|]{{0,6}}治疗"
)
_CONDITION = pattern(
    rf"{_SUFFERS}|"
    r"[男女][，,]\d{1,2}周?岁|离异|离婚|丧偶|未婚|再婚|同居|(?:糖尿|抑郁|精神|乙肝|肝炎|癌|艾滋)[^，。；（）]{0,4}(?:病|症)?患者"
    r"|(?:精神|智力|肢体|视力|听力|言语|多重)残疾[一二三四]级|[一二三四]级(?:精神|智力|肢体|视力|听力|言语|多重)残疾|阳性|吸毒|有?前科|流产|怀孕|不孕"
    r"|就读于[^，。；（）]{2,16}(?:小学|中学|学校|幼儿园)[^，。；（）]{0,6}班"
)
_ANY_CONDITION = pattern(
    "患|确诊|感染|接受|岁|离[异婚]|丧偶|[未再]婚|同居|残疾|阳性|吸毒|前科|流产|[怀不]孕|就读"
)
"""What a line has that may tell one of them."""
_NAMED = pattern(
    rf"(?P<ill>{HANZI}{{2,4}})(?:[（(][^（）()]{{2,40}}[）)])?[，,]?因?(?:本人)?(?:\d{{4}}年)?(?P<of>{_SUFFERS})"
    rf"|(?P<name>{HANZI}{{2,4}})(?:[（(](?P<in>[^（）()]{{2,30}})[）)]|[，,](?:男|女)[，,](?P<rest>[^。；]{{2,40}}))"
)
_ILL = pattern(_SUFFERS)
"""What the cell of a table says of somebody who has a row."""
_PRIVATE = pattern(
    rf"联系人[^。；]{{0,24}}身份证|家属|家住|[（(]住|患者|患有?[^，。；]{{0,8}}病|(?:村民|居民|群众|市民|业主|学生|职工|[诉报访]人){HANZI}{{2,3}}[，、（]|其[子女父母妻夫]|[妻丈父母][子夫亲]|儿子|女儿|本人(?:手机|电话)|当事人"
)
"""Words beside what belongs to a person and to no office."""
_SHOWN_OF_MOBILE, _SHOWN_OF_NUMBER = 3, 6
"""Characters at the beginning that a masked number keeps."""
_KEPT = 4
"""At its end."""

Masked = tuple[re.Match[str], str]


def _is_public(document: Document) -> bool:
    """Whether everybody may read it, by its note, its kind or what it says of itself."""
    if document.secrecy or _NOT_PUBLIC.search(document.note):
        return False
    titles = (document.title, *(each.title for text in main_texts_of(document) for each in text.attachments))
    is_shown = document.kind in _PUBLIC_KINDS or any(map(_SHOWN.search, titles))
    return is_shown or bool(_PUBLIC.search(document.note))


def _may_be_public(document: Document) -> bool:
    """Whether nothing says that it is not to be read by everybody."""
    return not (document.secrecy or _NOT_PUBLIC.search(document.note))


def _lines(document: Document) -> Iterator[tuple[Address, str]]:
    """Yield the lines of every text, what lists of people say of each, and the note, each with the way to it."""
    yield from lines_of(document)
    for text in texts_of(document):
        yield from ((path, member.post) for _, member, path in members_of(text) if member.post)
    if document.note:
        yield Address("附注"), document.note


def _told(document: Document, message: str, find: Callable[[str], Sequence[Masked]]) -> Iterator[Fault]:
    """Yield a fault for all that ``find`` finds in a line of a document that is public, or of a person's own in any other."""
    is_public = _is_public(document)
    said = message if is_public else message.replace("公开的公文里有", "公开以前请留意：公文里有")
    for path, line in _lines(document) if is_public or _may_be_public(document) else ():
        for match, masked in find(line) if is_public or _PRIVATE.search(line) else ():
            at = "at" if "at" in match.re.groupindex else 0
            yield fault(said.format(masked), path, spots=[Spot(path, line, *match.span(at), masked)])


@rule("privacy.identity", "信息公开条例第十五条", "应当")
def identity(document: Document) -> Iterator[Fault]:
    """公开的公文不写完整的公民身份号码。

    需要写的，遮住出生日期，如 110105********0021；fix --mask 可以遮。

    Wrong: {正文: 李行（身份证号11010519491231002X）获得救助。, 附注: 此件公开发布}
    Right: {正文: 李行（身份证号110105********002X）获得救助。, 附注: 此件公开发布}
    """
    yield from _told(document, "公开的公文里有公民身份号码，请删去，或者写成“{}”", _identities)


def _identities(line: str) -> list[Masked]:
    numbers = [match for match in _IDENTITY.finditer(line) if _has_birthday(match[0])]
    is_named = _IDENTITY_WORD.search(line) is not None
    old = _OLD_IDENTITY.finditer(line) if is_named else ()
    return [(match, _mask(match[0], _SHOWN_OF_NUMBER)) for match in old] + [
        (match, _mask(match[0], _SHOWN_OF_NUMBER)) for match in numbers if is_named or is_identity(match[0])
    ]


def _has_birthday(number: str) -> bool:
    try:
        return bool(parse_date(f"{number[6:10]}-{number[10:12]}-{number[12:14]}"))
    except DateError:
        return False


def is_identity(number: str) -> bool:
    """Whether the last of 18 characters is what the others make it (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return number[17].upper() == _CHECKS[total % 11]


@rule("privacy.identity-check", "GB 11643", "差错")
def identity_check(document: Document) -> Iterator[Fault]:
    """写出的公民身份号码，校验码对得上。

    Wrong: 正文: 李行（身份证号110105194912310021）获得救助。
    Right: 正文: 李行（身份证号11010519491231002X）获得救助。
    """
    for path, line in _lines(document):
        for match in _IDENTITY.finditer(line) if _IDENTITY_WORD.search(line) else ():
            if not (_has_birthday(match[0]) and is_identity(match[0])):
                message = "公民身份号码的校验码或者出生日期不对，请与证件核对"
                yield fault_in(message, path, line, match.span())


@rule("privacy.mobile", "信息公开条例第十五条", "惯例")
def mobile(document: Document) -> Iterator[Fault]:
    """公开的公文一般不写个人的手机号码，联系电话写单位的。

    Wrong: {正文: 联系人李行，手机13800138000。, 附注: 此件公开发布}
    Right: {正文: 联系人李行，电话0530-1234567。, 附注: 此件公开发布}
    """
    yield from _told(document, "公开的公文里有手机号码，请核对本人是否同意公开；遮住的写法是“{}”", _mobiles)


def _mobiles(line: str) -> list[Masked]:
    return [(match, _mask(match[0], _SHOWN_OF_MOBILE)) for match in _MOBILE.finditer(line)]


@rule("privacy.bank", "信息公开条例第十五条", "应当")
def bank(document: Document) -> Iterator[Fault]:
    """公开的公文不写个人的银行卡号。

    Wrong: {正文: 补贴发放到李行的银行卡6222020200112233440。, 附注: 此件公开发布}
    Right: {正文: 补贴发放到李行的银行卡622202*********3440。, 附注: 此件公开发布}
    """
    yield from _told(document, "公开的公文里有银行卡号，请删去，或者写成“{}”", _cards)


def _cards(line: str) -> list[Masked]:
    return [
        (match, _mask(match[0], _SHOWN_OF_NUMBER))
        for match in _CARD.finditer(line)
        if not _IDENTITY.fullmatch(match[0])
        and ((match[0].startswith("62") and _is_card("".join(match[0].split()))) or _CARD_WORD.search(line))
    ]


def _is_card(digits: str) -> bool:
    """Whether the last digit is what the others make it (Luhn, GB/T 17552)."""
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + index % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


@rule("privacy.home", "信息公开条例第十五条", "应当")
def home(document: Document) -> Iterator[Fault]:
    """公开的公文不写个人的家庭住址。

    Wrong: {正文: 李行，家庭住址：云溪县城关镇人民路18号2单元301室。, 附注: 此件公开发布}
    Right: {正文: 李行，城关镇居民。, 附注: 此件公开发布}
    """
    yield from _told(document, "公开的公文里有个人住址，请删去，或者只写到乡镇、街道，如“{}”", _homes)


def _homes(line: str) -> list[Masked]:
    if not _DOOR.search(line):
        return []
    found = {match.end("at"): match for form in (_DWELLING, _HOME) for match in form.finditer(line)}
    return [(match, _without_number(match["at"])) for match in found.values()]


def _without_number(place: str) -> str:
    """Return a place down to its town or village, and what is left out as signs."""
    cut = re.match(r".*?(?:镇|乡|街道|县|区|市)(?=.)", place)
    return f"{cut[0] if cut else place[:2]}****"


def _mask(number: str, shown: int) -> str:
    return number[:shown] + "*" * (len(number) - shown - _KEPT) + number[-_KEPT:]


@rule("privacy.account", "信息公开条例第十五条", "惯例")
def account(document: Document) -> Iterator[Fault]:
    """公开的公文不写个人的微信号、QQ号、个人邮箱和护照、驾驶证一类的号码。

    Wrong: {正文: 联系人李行，微信号lixing_0409。, 附注: 此件公开发布}
    Right: {正文: 联系人李行，电话0530-1234567。, 附注: 此件公开发布}
    """
    yield from _told(
        document, "公开的公文里有个人的账号或者证件号码，请删去，或者换成单位的；遮住的写法是“{}”", _accounts
    )


def _accounts(line: str) -> list[Masked]:
    found = (match for each in _ACCOUNTS for match in each.finditer(line))
    own = [match for match in found if not _GROUP.search(line[: match.start()][-_KEPT:])]
    return [(match, f"{match['at'][:_SHOWN_OF_MOBILE]}****") for match in own]


@rule("privacy.condition", "信息公开条例第十五条", "应当")
def condition(document: Document) -> Iterator[Fault]:
    """公开的公文不写某个人的婚姻、疾病、残疾一类的情况。

    Wrong: {正文: 李行（离异，患高血压病）为救助对象。, 附注: 此件公开发布}
    Right: {正文: 李行为救助对象。, 附注: 此件公开发布}
    """
    for path, line in _lines(document) if _may_be_public(document) else ():
        for match in _NAMED.finditer(line) if _ANY_CONDITION.search(line) else ():
            told = _CONDITION.search(match["in"] or match["rest"] or match["of"])
            said = match["name"] or match["ill"]
            name = next((said[-long:] for long in (3, 2, 4) if is_name(said[-long:])), "")
            if told and name:
                yield _condition_of(name, told[0], Spot(path, line, *match.span()))
        if line.startswith("|") and (ill := _ILL.search(line)):
            name = next((cell for cell in map(str.strip, line.split("|")) if is_name(cell)), "")
            if name:
                yield _condition_of(name, ill[0], Spot(path, line, *ill.span()))


def _condition_of(name: str, condition: str, spot: Spot) -> Fault:
    message = f"公开的公文里写了“{name}”的个人情况“{condition}”，请删去"
    return fault(message, spot.path, spots=[spot])
