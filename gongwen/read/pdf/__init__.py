"""Pages of a PDF: their characters, rows, rules and lines."""
