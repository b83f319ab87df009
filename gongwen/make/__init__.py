"""The steps from a Document to its Flow and its Pages."""
