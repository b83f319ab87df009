"""The elements of a document, each found in a text."""
