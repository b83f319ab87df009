"""All rules in their order, and the document held against them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongwen.check import (
    articles,
    attachments,
    body,
    closing,
    eras,
    formats,
    head,
    headings,
    imprint,
    joint,
    number,
    tables,
    title,
)
from gongwen.check.rule import IN_FORCE, Rule
from gongwen.document import Document
from gongwen.finding import Finding
from gongwen.flow import Place
from gongwen.make.setting import Path

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
    formats.order_number,
    formats.order_recipients,
    formats.letter_signers,
    title.end_mark,
    title.no_kind,
    title.other_kind,
    title.doubled,
    title.enclosed,
    body.no_recipients,
    body.several_recipients,
    headings.label_form,
    headings.number_gap,
    headings.number_repeat,
    headings.level_skipped,
    headings.heading_end,
    headings.single_item,
    articles.article_number,
    articles.article_digits,
    articles.chapter_empty,
    articles.article_mixed,
    tables.merge,
    tables.cells,
    body.roster_missing,
    body.roster_unplaced,
    body.roster_twice,
    body.no_text_page,
    attachments.attachment_missing,
    attachments.attachment_mark,
    attachments.attachment_quotes,
    attachments.attachment_carried,
    attachments.attachment_apart,
    formats.minutes_sealed,
    closing.no_date,
    closing.signature,
    closing.seal_count,
    closing.person,
    closing.request_contact,
    formats.letter_printed,
    eras.keywords,
    eras.no_keywords,
    eras.print_count,
    imprint.no_copies,
    imprint.recipient_copied,
    imprint.no_print_issuer,
    imprint.no_print_date,
    imprint.print_date,
)
"""In the order of the pages, as the standard has them."""


def check_document(document: Document, places: Mapping[Path, Place]) -> list[Finding]:
    """Return what breaks a rule in ``document``, in the order of the places; [] when nothing does.

    ``places`` says where each element was written; a fault of what is not in it stands at what it
    belongs to, or has no place and comes last.
    """
    findings = [
        Finding(rule.code, _place(fault.paths, places), fault.message, _clause(rule, document), rule.force)
        for rule in RULES
        if rule.applies(document)
        for fault in rule.find(document)
    ]
    return sorted(findings, key=_order)


def _clause(rule: Rule, document: Document) -> str:
    """Return the clause of ``rule``; "" for a document older than the standard that the clause is of."""
    is_old = document.date is not None and document.date.isoformat() < IN_FORCE
    return "" if is_old and not rule.until else rule.clause


def _place(paths: Sequence[Path], places: Mapping[Path, Place]) -> Place | None:
    return next((places[path] for path in (*paths, ()) if path in places), None)


def _order(finding: Finding) -> tuple[bool, str, int, int]:
    at = finding.at
    return (False, at.file, at.line, at.column) if at else (True, "", 0, 0)
