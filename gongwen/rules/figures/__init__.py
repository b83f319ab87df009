"""Figures of a text, of its tables and of its attachments held against one another."""
