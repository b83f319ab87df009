"""All rules of wording, and a line of text held against them."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.words import brackets, dates, marks, numerals, quotes, ranges, references, spaces, units
from gongwen.words.rule import Part, Slip, WordRule

WORD_RULES: tuple[WordRule, ...] = (
    quotes.comma_between,
    quotes.straight,
    quotes.straight_single,
    quotes.direction,
    quotes.nested,
    quotes.nested_titles,
    quotes.angles,
    quotes.single_title,
    quotes.unpaired,
    marks.half_width,
    marks.full_stop,
    marks.small,
    marks.ellipsis,
    marks.dash,
    marks.doubled,
    marks.clash,
    marks.before_etc,
    marks.both_etc,
    marks.after_ordinal,
    marks.after_item,
    marks.number_label,
    marks.bracket_label,
    marks.chinese_label,
    marks.label_character,
    marks.item_stop,
    marks.stop_inside,
    marks.leading,
    marks.interpunct,
    marks.unreadable,
    marks.copies,
    brackets.half_width,
    brackets.look_alike,
    brackets.unpaired,
    brackets.empty,
    spaces.between_chinese,
    spaces.around_marks,
    spaces.beside_numbers,
    spaces.invisible,
    numerals.full_width,
    numerals.letter_o,
    numerals.year_zero,
    numerals.count_zero,
    numerals.about,
    numerals.about_comma,
    numerals.thousands,
    numerals.percent,
    numerals.bare_decimal,
    numerals.amount,
    ranges.years,
    ranges.years_order,
    ranges.values,
    ranges.percent,
    ranges.myriads,
    ranges.times,
    ranges.since,
    dates.dotted,
    dates.padded,
    dates.no_such_day,
    dates.no_such_month,
    dates.weekday,
    dates.lunar,
    dates.digit_weekday,
    dates.chinese,
    dates.chinese_closing,
    dates.mixed,
    dates.short_year,
    units.old,
    units.letters,
    units.raised,
    units.points,
    units.less,
    references.brackets,
    references.short_year,
    references.zeros,
    references.ordinal,
    references.spaces,
    references.no_end,
    references.number_first,
    references.bare_number,
    references.no_title,
    references.unquoted,
    references.attachment,
)
"""Grouped as the files are."""


def find_slips(text: str, part: Part, day: str = "") -> Iterator[tuple[WordRule, Slip]]:
    """Yield what each rule finds in a line of ``part`` of a document of ``day`` (YYYY-MM-DD, "" for today)."""
    for rule in WORD_RULES:
        if rule.applies(part, day):
            for slip in rule.find(text):
                yield rule, slip
