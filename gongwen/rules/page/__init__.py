"""Paper, type and places: what can be seen of a docx and measured on printed pages (clauses 5 to 7)."""
