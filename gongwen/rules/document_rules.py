"""All rules in their order, and the document held against them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongwen.address import WHOLE, Address, Place
from gongwen.document import Document
from gongwen.finding import Finding
from gongwen.rules.attachments import form as attachments
from gongwen.rules.attachments import mentions
from gongwen.rules.body import articles, headings, tables
from gongwen.rules.body import form as body
from gongwen.rules.closing import form as closing
from gongwen.rules.head import form as head
from gongwen.rules.head import joint
from gongwen.rules.imprint import form as imprint
from gongwen.rules.kinds import direction, eras, formats
from gongwen.rules.meaning import agreement, counts, deadlines, short_names
from gongwen.rules.number import form as number
from gongwen.rules.roster import form as roster_rules
from gongwen.rules.roster import units as roster_units
from gongwen.rules.rule import IN_FORCE, Rule, day_of
from gongwen.rules.title import form as title

RULES: tuple[Rule, ...] = (
    head.no_issuer,
    head.copy_number,
    head.no_copy_number,
    head.period_without_secrecy,
    head.period_form,
    head.period_limit,
    head.urgency,
    eras.urgency,
    head.mark,
    head.no_number,
    number.form,
    number.several,
    number.brackets,
    number.year,
    number.zeros,
    number.ordinal,
    number.end,
    number.spaces,
    number.digits,
    number.same_year,
    head.no_signer,
    head.needless_signer,
    joint.issuers_missing,
    joint.issuer_twice,
    direction.inner_office,
    formats.order_number,
    formats.order_recipients,
    formats.letter_signers,
    title.end_mark,
    title.no_kind,
    title.other_kind,
    title.bare,
    title.doubled,
    title.enclosed,
    agreement.title_agency,
    agreement.enclosed_note,
    agreement.title_years,
    agreement.enclosed_name,
    body.no_recipients,
    body.several_recipients,
    direction.consent,
    direction.request_in_report,
    headings.label_form,
    headings.number_gap,
    headings.number_repeat,
    headings.level_skipped,
    headings.heading_end,
    headings.siblings,
    headings.single_item,
    articles.article_number,
    articles.article_digits,
    articles.chapter_empty,
    articles.article_mixed,
    tables.merge,
    tables.cells,
    counts.count_rows,
    counts.count_items,
    deadlines.deadline_past,
    deadlines.effective_date,
    short_names.short_name_late,
    short_names.short_name_twice,
    body.roster_missing,
    body.roster_unplaced,
    body.roster_twice,
    roster_rules.roster_posts,
    roster_rules.roster_order,
    roster_units.roster_units,
    counts.count_people,
    body.no_text_page,
    attachments.attachment_missing,
    mentions.attachment_unlisted,
    mentions.attachment_count,
    mentions.attachment_name,
    mentions.attachment_unmentioned,
    attachments.attachment_mark,
    attachments.attachment_quotes,
    attachments.attachment_carried,
    attachments.attachment_apart,
    formats.minutes_sealed,
    closing.no_date,
    closing.signature,
    agreement.signature_mark,
    closing.seal_count,
    closing.person,
    closing.request_contact,
    formats.letter_printed,
    eras.keywords,
    eras.no_keywords,
    eras.print_count,
    imprint.no_copies,
    imprint.recipient_copied,
    direction.copy_down,
    imprint.no_print_issuer,
    imprint.no_print_date,
    imprint.print_date,
)
"""In the order of the pages, as the standard has them."""


def check_document(document: Document, places: Mapping[Address, Place], day: str = "") -> list[Finding]:
    """Return what breaks a rule in ``document``, in the order of the places; [] when nothing does.

    ``places`` says where each element was written; a fault of what is not in it stands at what it
    belongs to, or has no place and comes last. The rules of ``day`` (YYYY-MM-DD) count, "" is the 成文日期.
    """
    when = day or day_of(document)
    findings = [
        Finding(rule.code, _place(fault.paths, places), fault.message, _clause(rule, when), rule.force)
        for rule in RULES
        if rule.applies(when)
        for fault in rule.find(document)
    ]
    return sorted(findings, key=_order)


def _clause(rule: Rule, day: str) -> str:
    """Return the clause of ``rule``; "" for a day before the standard that the clause is of."""
    return "" if "" < day < IN_FORCE and not rule.until else rule.clause


def _place(paths: Sequence[Address], places: Mapping[Address, Place]) -> Place | None:
    return next((places[path] for path in (*paths, WHOLE) if path in places), None)


def _order(finding: Finding) -> tuple[bool, str, int, int]:
    at = finding.at
    return (False, at.file, at.line, at.column) if at else (True, "", 0, 0)
