"""Findings → text, workbooks, pages and data."""
