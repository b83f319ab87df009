"""What a document says: the elements of GB/T 9704, without fonts or millimetres.

The aliases are the one place where an English name meets its 公文 term; the input
formats, the messages, the JSON Schema and the template variables all read them here.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from itertools import chain
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from gongwen.address import WHOLE, Address
from gongwen.terms.date import DateError, parse_date
from gongwen.terms.kind import BY_NAME, DEFAULT_FORMAT, KIND_NAMES, KINDS, Format
from gongwen.terms.people.member import split_name_and_post
from gongwen.terms.people.one_person import is_one_person
from gongwen.zh.spaces import on_one_line

NO_SIGNATURE = "无"
"""The value of 署名 that says that the document carries none."""
NOT_SAID = "无"
"""The value of 姓名 and 职务 that says that a roster gives none."""
NO_SEAL, SEAL = "无", "有"
"""The values of 印章 that are no picture: the document carries none; its place is kept free."""

TITLELESS_FORMATS: tuple[Format, ...] = ("命令", "纪要")
"""The formats whose 发文机关标志 says what the document is, so that it may go without a title (10.2, 10.3)."""


_SEVERAL_LINES = ("body", "roster")
"""The fields whose texts have lines, and tabs between the pieces of a line."""
_TITLES = ("title", "subtitle")
"""Those whose line ends are meant."""


class _Element(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, str_strip_whitespace=True, defer_build=True
    )

    @field_validator("*", mode="before")
    @classmethod
    def _tidy(cls, value: Any, info: ValidationInfo) -> Any:
        """Take tabs and control characters out of all but the texts of several lines."""
        if isinstance(value, str):
            if value.isprintable() or info.field_name in _SEVERAL_LINES:
                return value
            if info.field_name in _TITLES:
                return "\n".join(filter(None, map(on_one_line, value.split("\n"))))
            return on_one_line(value)
        if info.field_name not in _SEVERAL_LINES and _is_texts(value):
            return [on_one_line(item) for item in value]
        return value


def _as_date(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return parse_date(value)
    except DateError as error:
        raise PydanticCustomError(f"date_{error.reason}", "not a date") from None


def _as_lines(value: Any) -> Any:
    """Body text as its paragraphs: one a line, blank lines and outer spaces dropped."""
    texts = (value,) if isinstance(value, str) else value if _is_texts(value) else None
    if texts is None:
        return value
    return tuple(filter(None, map(str.strip, chain.from_iterable(map(str.splitlines, texts)))))


def _is_texts(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value)


def _as_broken(value: str) -> str:
    r"""Return a title with a line break wherever ``\n`` was typed."""
    return value.replace("\\n", "\n")


def _as_said(value: str) -> str:
    return "" if value == NOT_SAID else value


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _as_words(value: Any) -> Any:
    """Keywords as a list: a text has spaces, commas or semicolons between them."""
    return [word for word in re.split(r"[\s，,；;、]+", value) if word] if isinstance(value, str) else value


def _as_joined(value: Any) -> Any:
    return "，".join(value) if _is_texts(value) else value


def _as_member(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    name, post = split_name_and_post(value)
    if name and not post:
        raise PydanticCustomError("no_post", "no post")
    return {"姓名": name, "职务": post}


def _known_kind(value: str) -> str:
    if value not in KIND_NAMES:
        raise PydanticCustomError("unknown_kind", "unknown kind")
    return value


def _usual_format(found: dict[str, Any]) -> Format:
    """Return the format of the kind that was found before."""
    return BY_NAME[found["kind"]].format if "kind" in found else DEFAULT_FORMAT


def _as_seats(value: Any) -> Any:
    """Return the only person of a role as the list of one."""
    return [value] if isinstance(value, str) and is_one_person(value) else value


def _roster_shape(value: Any) -> str:
    return "list" if isinstance(value, (list, tuple)) else "text"


def _carried_shape(value: Any) -> str:
    return "list" if isinstance(value, (list, tuple)) else "one"


Text = Annotated[str, Field(min_length=1)]
Title = Annotated[Text, AfterValidator(_as_broken)]
Heading = Annotated[str, AfterValidator(_as_broken)]
"""A title that may be missing."""
Said = Annotated[str, AfterValidator(_as_said)]
"""A text that may say that there is none; it is "" then."""
Date = Annotated[datetime.date, BeforeValidator(_as_date, json_schema_input_type=Text)]
_Line = Annotated[str, StringConstraints(strip_whitespace=False)]
"""A line without outer spaces already, which is not made again."""
Body = Annotated[tuple[_Line, ...], BeforeValidator(_as_lines, json_schema_input_type=Text | list[str])]
Agencies = Annotated[tuple[Text, ...], BeforeValidator(_as_list, json_schema_input_type=Text | list[Text])]
Keywords = Annotated[tuple[Text, ...], BeforeValidator(_as_words, json_schema_input_type=Text | list[Text])]
Recipients = Annotated[Text, BeforeValidator(_as_joined, json_schema_input_type=Text | list[Text])]
KindName = Annotated[
    str,
    AfterValidator(_known_kind),
    WithJsonSchema({"type": "string", "enum": [kind.name for kind in KINDS]}),
]


class Member(_Element, title="人员"):
    """One person of a roster, or a seat that goes with a post."""

    name: Said = Field(alias="姓名", description="姓名，不加空格；没有姓名的席位写“无”")
    post: Said = Field(alias="职务", description="单位和职务；没有职务的写“无”")
    remark: str = Field("", alias="备注", description="职务后面括注的话")
    group: str = Field("", alias="分组", description="角色里分的组，如（一）部门委员，组里每人都写")

    @model_validator(mode="after")
    def _says_who(self) -> Self:
        if not self.name and not self.post:
            raise PydanticCustomError("nobody", "nobody")
        return self


RosterLine = Annotated[Member, BeforeValidator(_as_member, json_schema_input_type=Text | Member)]
Members = Annotated[tuple[RosterLine, ...], Field(min_length=1)]
Seats = Annotated[
    Annotated[Members, Tag("list")] | Annotated[Text, Tag("text")],
    Discriminator(_roster_shape),
    BeforeValidator(_as_seats),
]
Roster = dict[Text, Seats]
"""A role (组长, 成员 …) with its people in order, or with a text of posts or units."""
ROSTER_MARK = "{名单}"
"""The line of a body at which its roster is printed."""


class Attachment(_Element, title="附件"):
    """附件: a document of its own behind the one that names it (7.3.7)."""

    title: Title = Field(alias="标题", description="附件标题，与附件说明一致")
    body: Body = Field((), alias="正文", description="附件正文，一行一段；留空表示附件另附")
    roster: Roster = Field({}, alias="名单", description="角色: 人员，在正文中用 {名单} 定位")
    page: Literal["", "竖", "横"] = Field("", alias="页面", description="横：A4纸横放，用于宽的表格")
    binding: Literal["", "一起", "单独"] = Field(
        "", alias="装订", description="单独：不与正文一起装订，页码另起，第一行标发文字号"
    )

    @property
    def is_given(self) -> bool:
        """Whether it is printed here, and not only named."""
        return bool(self.body or self.roster)

    @property
    def is_turned(self) -> bool:
        """Whether its pages lie on their side (8)."""
        return self.page == "横"

    @property
    def is_apart(self) -> bool:
        """Whether it is not bound with the text (7.3.7)."""
        return self.binding == "单独"


class Stamp(_Element, title="签名章"):
    """Who signs with a 签名章 (7.3.5.3)."""

    post: Text = Field(alias="职务", description="签发人职务的全称，如 县长")
    name: str = Field("", alias="姓名", description="要印出姓名时填写；加盖签名章的不填，留出位置")
    image: str = Field("", alias="图片", description="签名章图片的路径；不填就留出位置")


class Enclosed(_Element, title="印发件"):
    """印发件: the document that a 印发 or 转发 notice carries."""

    title: Title = Field(alias="标题", description="所印发文件的标题")
    subtitle: str = Field("", alias="题注", description="标题下的说明，如（试行）")
    main_recipients: Recipients = Field(
        "", alias="主送机关", description="所转发的报告等自己的主送机关，句末冒号自动添加"
    )
    body: Body = Field(alias="正文", min_length=1, description="所印发文件的正文，一行一段")
    roster: Roster = Field({}, alias="名单", description="角色: 人员，在正文中用 {名单} 定位")
    attachments: tuple[Attachment, ...] = Field((), alias="附件", description="所印发文件的附件")
    signature: Agencies = Field((), alias="署名", description="所转发的报告等自己的署名")
    date: Date | None = Field(None, alias="成文日期", description="所转发的报告等自己的成文日期")


Several = Annotated[tuple[Enclosed, ...], Field(min_length=1)]
Carried = Annotated[
    Annotated[Enclosed, Tag("one")] | Annotated[Several, Tag("list")], Discriminator(_carried_shape)
]
"""What a notice carries: one document, or several in their order."""


class Document(_Element, title="公文"):
    """One official document: 版头, 主体 and 版记 (7.1)."""

    kind: KindName = Field(alias="文种", description="公文种类，如通知")
    format: Format = Field(
        default_factory=_usual_format, alias="格式", description="文件、信函、命令、纪要，留空按文种"
    )
    style: str = Field("", alias="版式", description="版式名或版式文件，留空按成文日期选")
    copy_number: str = Field("", alias="份号", description="六位数字")
    secrecy: Literal["", "绝密", "机密", "秘密"] = Field("", alias="密级", description="绝密、机密、秘密")
    secrecy_period: str = Field("", alias="保密期限", description="如 1年")
    urgency: str = Field("", alias="紧急程度", description="特急、加急")
    issuers: Agencies = Field((), alias="发文机关", description="一个或几个，主办机关在前")
    issuer_mark: str = Field("", alias="发文机关标志", description="留空为发文机关加“文件”等字样")
    doc_number: str = Field("", alias="发文字号", description="如 云政办发〔2024〕12号")
    signers: Agencies = Field((), alias="签发人", description="上行文的签发人，一个或几个")
    title: Heading = Field(
        "", alias="标题", description="换行处可用 \\n 指定；命令和纪要可以没有", validate_default=True
    )
    subtitle: str = Field("", alias="题注", description="标题下的说明，如（征求意见稿）")
    main_recipients: Recipients = Field("", alias="主送机关", description="句末冒号自动添加")
    body: Body = Field(
        alias="正文",
        min_length=1,
        description="一行一段；一、（一）1.（1）开头的是小标题或者分项，可以写“#标题 ”“#正文 ”标明；"
        "加粗写 `**文字**`，上标 `10^8^`，下标 `H~2~O`，下划线 `[文字]{下划线}`，脚注 `[^1]`，图片独占一行或者在表格的格里写 `![图1 名称](图.png)`",
    )
    roster: Roster = Field({}, alias="名单", description="角色: 人员，在正文中用 {名单} 定位")
    attachments: tuple[Attachment, ...] = Field((), alias="附件", description="附件，一个或几个")
    signature: Agencies = Field((), alias="署名", description="留空为发文机关；“无”表示不署名")
    date: Date | None = Field(None, alias="成文日期", description="如 2024-12-09")
    seals: Agencies = Field((SEAL,), alias="印章", description="有、无，或者印章图片的路径，一个机关一个")
    stamps: tuple[Stamp, ...] = Field((), alias="签名章", description="签发人的职务和签名章，代替署名和印章")
    note: str = Field("", alias="附注", description="括号自动添加，如 此件公开发布")
    enclosed: Carried | None = Field(
        None, alias="印发件", description="通知所印发、转发的文件，几件的写成列表"
    )
    attendees: Recipients = Field("", alias="出席", description="纪要：出席人员的单位和姓名")
    absentees: Recipients = Field("", alias="请假", description="纪要：请假人员的单位和姓名")
    observers: Recipients = Field("", alias="列席", description="纪要：列席人员的单位和姓名")
    keywords: Keywords = Field((), alias="主题词", description="2012年6月以前的公文：词目之间空一格")
    report_recipients: Recipients = Field(
        "", alias="抄报机关", description="2001年以前的公文：抄报的上级机关"
    )
    copy_recipients: Recipients = Field("", alias="抄送机关", description="句末句号自动添加")
    print_issuer: str = Field("", alias="印发机关", description="办公厅（室）或文秘部门")
    print_date: Date | None = Field(None, alias="印发日期", description="如 2024-12-09")
    print_count: str = Field("", alias="印发份数", description="2012年6月以前的公文，如 共印50份")

    @field_validator("title")
    @classmethod
    def _needs_title(cls, value: str, info: ValidationInfo) -> str:
        if not value and info.data.get("format") not in TITLELESS_FORMATS:
            raise PydanticCustomError("no_title", "no title")
        return value

    @property
    def carried(self) -> tuple[tuple[Address, Enclosed], ...]:
        """The documents that it carries, each with its address; () for none."""
        way = Address("印发件")
        if not isinstance(self.enclosed, tuple):
            return ((way, self.enclosed),) if self.enclosed else ()
        return tuple((way.to(index), each) for index, each in enumerate(self.enclosed))

    @property
    def has_head(self) -> bool:
        """Whether the document has a 版头; a draft for comments has none."""
        return bool(self.issuers or self.issuer_mark)

    @property
    def signatories(self) -> tuple[str, ...]:
        """The agencies that sign, host first; () when the document is not signed."""
        signed = self.signature or (self.issuers if BY_NAME[self.kind].is_signed else ())
        return () if self.stamps or signed == (NO_SIGNATURE,) else signed

    @property
    def is_sealed(self) -> bool:
        """Whether the place of a seal is kept free (7.3.5.1); minutes that nobody signs have none."""
        is_signed = bool(self.signatories) or BY_NAME[self.kind].is_signed
        return self.seals != (NO_SEAL,) and (is_signed or bool(self.seal_images))

    @property
    def seal_images(self) -> tuple[str, ...]:
        """The paths of the pictures of the seals, in the order of the agencies; () when there is none."""
        return tuple(seal for seal in self.seals if seal not in (SEAL, NO_SEAL))

    @property
    def is_upward(self) -> bool:
        """Whether it goes to a superior: by its kind, or because it names who signs it off (7.2.6)."""
        return bool(self.signers) or BY_NAME[self.kind].direction == "上行"


def parts_of(document: Document) -> Iterator[tuple[Address, Document | Enclosed | Attachment]]:
    """Yield everything that has a text of its own, with its address: the document, what it carries, attachments."""
    yield WHOLE, document
    yield from ((Address("附件", index), part) for index, part in enumerate(document.attachments))
    for own, carried in document.carried:
        yield own, carried
        yield from ((own.to("附件", index), part) for index, part in enumerate(carried.attachments))


def rosters_of(document: Document) -> Iterator[tuple[Address, str, Roster]]:
    """Yield every roster with its address and the title that it stands under."""
    yield from ((way.to("名单"), part.title, part.roster) for way, part in parts_of(document) if part.roster)
