"""A text as found → the document that it says."""
