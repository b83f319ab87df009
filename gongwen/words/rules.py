"""All rules of wording, and a line of text held against them."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.words import (
    agencies,
    attachment_lines,
    imprint_lines,
    labels,
    leftovers,
    names,
    phrases,
    quotes,
    recipients,
    terms,
    titles,
    typos,
)
from gongwen.words.rule import Part, Slip, WordRule

WORD_RULES: tuple[WordRule, ...] = (
    quotes.comma_between,
    typos.word,
    typos.idiom,
    typos.grave,
    typos.even_if,
    typos.both,
    typos.twice,
    typos.twice_de,
    typos.day,
    terms.variant,
    terms.form,
    terms.until,
    terms.made,
    terms.as_one,
    terms.deputy,
    terms.must,
    terms.no_more,
    terms.about_twice,
    terms.above_twice,
    terms.times_less,
    agencies.central,
    agencies.local,
    agencies.old_2018,
    agencies.old_2023,
    agencies.party_government,
    agencies.standing_committee,
    agencies.discipline,
    agencies.county_office,
    agencies.people_government,
    titles.no_of,
    titles.no_about,
    titles.two_kinds,
    titles.reply_letter,
    titles.nested,
    titles.stop,
    recipients.end,
    recipients.label,
    recipients.same_class,
    recipients.classes,
    recipients.person,
    recipients.honour,
    recipients.twice,
    attachment_lines.colon,
    attachment_lines.number_mark,
    attachment_lines.numbered,
    attachment_lines.chinese_number,
    attachment_lines.vague,
    attachment_lines.label,
    imprint_lines.colon,
    imprint_lines.end,
    imprint_lines.report,
    imprint_lines.classes,
    imprint_lines.person,
    imprint_lines.filed,
    imprint_lines.printed,
    imprint_lines.printed_so,
    imprint_lines.keywords,
    phrases.request_comma,
    phrases.request_mark,
    phrases.report_asks,
    phrases.two_kinds,
    phrases.follows,
    phrases.closing,
    phrases.letter,
    phrases.obey,
    phrases.now,
    names.removed,
    names.appointed,
    names.dot,
    names.signers,
    names.signer_colon,
    names.secrecy_star,
)
"""Grouped as the files are."""


def find_slips(text: str, part: Part, day: str = "") -> Iterator[tuple[WordRule, Slip]]:
    """Yield what each rule finds in a line of ``part`` of a document of ``day`` (YYYY-MM-DD, "" for today)."""
    for rule in WORD_RULES:
        if rule.applies(part, day):
            for slip in rule.find(text):
                yield rule, slip
