"""Broken, hostile and mistaken files, each made by program when a test asks for it."""
