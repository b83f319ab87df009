"""A document with every default spelled out, as a reader finds it on paper."""

from gongwen.document import NO_SIGNATURE, SEAL, Attachment, Document, Enclosed, Member, Roster
from gongwen.make.articles import divisions_of, lay_division
from gongwen.make.tables.sketch import is_row, is_separator
from gongwen.profile import Profile
from gongwen.terms.heading import find_items
from gongwen.terms.kind import BY_NAME
from gongwen.terms.titles.lines import break_title
from gongwen.zh.spaces import SPACE


def spelled_out(document: Document, profile: Profile, printed: set[str]) -> Document:
    """Return ``document`` with its defaults, the labels that are counted, and nothing that print does not show.

    ``printed`` are the roles that stand on its pages.
    """
    names, suffix = profile.head.issuer_mark(document) if document.has_head else ((), "")
    signed = document.signatories if printed & {"署名", "联合署名"} else ()
    can_sign = BY_NAME[document.kind].is_signed and not document.stamps and bool(names)
    seals = (SEAL,) if document.seal_images else document.seals
    return document.model_copy(
        update={
            "issuer_mark": names[0] + suffix if len(names) == 1 else "",
            "signature": signed or ((NO_SIGNATURE,) if can_sign and "拉开的成文日期" not in printed else ()),
            "seals": seals,
            "stamps": tuple(stamp.model_copy(update={"image": ""}) for stamp in document.stamps),
            "title": _title(document.title, document),
            "main_recipients": document.main_recipients.rstrip("：:"),
            "copy_recipients": document.copy_recipients.rstrip("。"),
            "attachments": tuple(_attachment(each, document, profile) for each in document.attachments),
            "enclosed": _carried(document.enclosed, document, profile),
            **_text(document.body, document.roster, profile),
        }
    )


def _title(title: str, document: Document) -> str:
    names = tuple(dict.fromkeys((*document.issuers, *document.signatories)))
    whole = title.replace("\n", "")
    return whole if tuple(title.split("\n")) == break_title(whole, 22.0, names) else title


def _carried(
    enclosed: Enclosed | tuple[Enclosed, ...] | None, document: Document, profile: Profile
) -> Enclosed | tuple[Enclosed, ...] | None:
    if isinstance(enclosed, tuple):
        return tuple(_enclosed(each, document, profile) for each in enclosed)
    return enclosed and _enclosed(enclosed, document, profile)


def _enclosed(enclosed: Enclosed, document: Document, profile: Profile) -> Enclosed:
    parts = tuple(_attachment(each, document, profile) for each in enclosed.attachments)
    text = _text(enclosed.body, enclosed.roster, profile)
    return enclosed.model_copy(
        update={"title": _title(enclosed.title, document), "attachments": parts, **text}
    )


def _attachment(attachment: Attachment, document: Document, profile: Profile) -> Attachment:
    binding = "单独" if attachment.is_apart else ""
    page = "横" if attachment.is_turned else ""
    text = _text(attachment.body, attachment.roster, profile)
    title = _title(attachment.title, document)
    return attachment.model_copy(update={"title": title, "binding": binding, "page": page, **text})


def _text(body: tuple[str, ...], roster: Roster, profile: Profile) -> dict[str, object]:
    divisions = divisions_of(body)
    items = find_items(body, profile.headings.longest)
    lines = []
    for place, line in enumerate(body):
        if is_separator(line):
            if place > 1 and is_row(body[place - 2]):
                lines.append("|" + " --- |" * (line.count("|") - 1))
            continue
        if is_row(line):
            lines.append(line)
        elif place in divisions:
            lines.append(_division(line, divisions[place]))
        else:
            item = items.get(place)
            lines.append(item.label.text + item.text if item else line)
    if roster and "{名单}" not in body:
        lines.append("{名单}")
    return {"body": tuple(lines), "roster": {role: _seats(seats) for role, seats in roster.items()}}


def _division(line, division):
    text = lay_division(line, division, None).text
    label, _, rest = text.partition(SPACE)
    return f"{label}{SPACE}{rest.replace(SPACE, '')}" if rest else label


def _seats(seats: tuple[Member, ...] | str) -> tuple[Member, ...] | str:
    if isinstance(seats, str):
        return seats
    return tuple(
        Member(name=each.name, post=each.post + (f"（{each.remark}）" if each.remark else ""))
        for each in seats
    )
