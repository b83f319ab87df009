"""Every rule, in the order of the manual: a rule is known because its module is listed here."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from gongwen.rules.rule import AnyRule, Reads, Rule

ELEMENTS = (
    "head.elements", "head.joint", "kinds.eras", "number.doc_number",
    "number.cited", "kinds.direction", "kinds.formats", "kinds.endings", "kinds.relations", "kinds.manner", "title.parts",
    "meaning.agreement", "body.elements", "body.headings", "body.bare_headings", "body.articles", "body.tables", "body.notation",
    "figures.counts", "meaning.deadlines", "meaning.weekdays", "meaning.short_names", "meaning.congresses", "meaning.privacy", "names.one_name", "names.variants", "meaning.twice_told", "names.mentions", "names.listed_names", "tables.places", "names.near_names", "names.middles", "names.own", "names.ordinals", "meaning.plan_years", "meaning.validity", "meaning.stages", "meaning.timelines", "meaning.told_before",
    "tables.sums", "tables.hours", "tables.columns", "tables.cells", "tables.rows", "tables.text", "tables.totals", "tables.named", "statements.rows", "statements.series", "statements.partners", "statements.columns", "statements.extremes", "figures.annexes", "figures.parts", "figures.lists", "figures.again", "figures.ages", "meaning.years", "roster.members", "roster.units", "attachments.note",
    "attachments.mentions", "closing.elements", "imprint.elements",
)  # fmt: skip
"""What is known of a document before it is printed."""
SIGNS = ("words.office_ranges",)
"""What the style of an office says of signs, which the standards leave open."""
WORDING = (
    "meaning.set_phrases", "figures.sums", "figures.rates", "figures.computed", "figures.stated", "figures.products", "figures.reckoned", "figures.remaining", "figures.changes", "figures.spans", "figures.nearly", "figures.wholes", "figures.beside", "figures.listing", "figures.enumerated", "figures.identities", "figures.moves", "figures.by_place", "meaning.periods",
    "words.quotes", "words.marks", "words.brackets", "words.spaces", "words.numerals", "words.ranges", *SIGNS,
    "words.dates", "words.units", "number.references", "number.laws", "words.typos", "words.terms", "words.agencies", "names.departments",
    "title.phrasing", "recipients.line", "attachments.lines", "imprint.lines", "kinds.phrases",
    "closing.note", "words.leftovers", "words.names", "body.labels",
    "words.measures", "words.mixed", "words.particles", "words.near", "words.lacking", "words.likely",
)  # fmt: skip
"""What a line says. Of two that want the same characters changed the one listed first is told."""
BUILT = (*ELEMENTS, *SIGNS)
"""What ``build`` tells of a document; it needs no other rules."""
FILES = ("head.order", "closing.order", "attachments.pages", "reading")
"""What is known of a document because it stands in a file."""
PAGES = (
    "printed.layout", "page.paper", "page.type", "page.fonts", "page.siblings", "page.paragraphs", "page.spacing",
    "page.dress", "page.additions", "page.insets", "page.room", "page.grids", "page.closing", "page.notes", "page.seals", "page.page_numbers",
    "page.lines", "printed.places", "title.shape", "page.drafting",
)  # fmt: skip
"""How pages are set and printed."""
REGISTER = ("roster.register",)
"""What a register of leading groups tells."""
_ALL = (*ELEMENTS, *WORDING, *FILES, *PAGES, *REGISTER)


@cache
def rules_in(modules: tuple[str, ...]) -> tuple[AnyRule, ...]:
    """Return the rules that ``modules`` of this package make, in the order in which they stand there."""
    names = [f"{__package__}.{module}" for module in modules]
    return tuple(
        value
        for name in names
        for value in vars(import_module(name)).values()
        if isinstance(value, Rule) and value.find.__module__ == name
    )


@cache
def rules_that_read(*reads: Reads, of: tuple[str, ...] = _ALL) -> tuple[AnyRule, ...]:
    """Return the rules ``of`` some modules that are held against what ``reads`` says."""
    return tuple(rule for rule in rules_in(of) if rule.reads in reads)


def all_rules() -> tuple[AnyRule, ...]:
    """Return every rule."""
    return rules_in(_ALL)


def former_codes() -> dict[str, str]:
    """Return the codes of rules that have become part of another, with that of the other."""
    return {code: rule.code for rule in all_rules() for code in rule.formerly}


def rule_codes() -> tuple[str, ...]:
    """Return the code of every rule, those that have become part of another last."""
    return (*(rule.code for rule in all_rules()), *former_codes())
