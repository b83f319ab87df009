"""Names that a document writes in two ways: of people, units, places, groups, things and other documents."""
