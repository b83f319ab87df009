"""A docx as it is seen: its text, its numbers, the effective look of all of it."""
