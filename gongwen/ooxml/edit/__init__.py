"""A docx of anybody's making changed at exact places."""
